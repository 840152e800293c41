//! what: shifts of all widths, variable and constant counts, the type of the promoted left operand (C11 6.5.7)
#include "../check.h"

static int shl(int a, int n) { return (int)((unsigned)a << n); }
static int sar(int a, int n) { return a >> n; }
static unsigned shr(unsigned a, int n) { return a >> n; }
static long sar64(long a, int n) { return a >> n; }
static unsigned long shr64(unsigned long a, unsigned char n) { return a >> n; }
static unsigned long shl64(unsigned long a, long n) { return a << n; }
static unsigned rotate(unsigned x, int n) { return x << n | x >> (32 - n); }
static unsigned long rotate64(unsigned long x, int n) { return x >> n | x << (64 - n); }

int main(void)
{
    CHECK(shl(1, 31) == -2147483647 - 1 && shl(3, 4) == 48 && shl(5, 0) == 5);
    CHECK(sar(-8, 1) == -4 && sar(-1, 31) == -1 && sar(-2147483647 - 1, 31) == -1 && sar(256, 8) == 1);
    CHECK(shr(0x80000000, 31) == 1 && shr(0xffffffff, 4) == 0x0fffffff);
    CHECK(sar64(-1L, 63) == -1 && sar64(0x4000000000000000, 62) == 1);
    CHECK(shr64(~0ul, 63) == 1 && shl64(1, 63) == 0x8000000000000000 && shl64(0xff, 56) >> 56 == 0xff);
    CHECK(rotate(0x80000001, 1) == 3 && rotate64(1, 1) == 1ul << 63);
    CHECK(_Generic((char)1 << 1L, int: 1, default: 0) && _Generic(1L << 1, long: 1, default: 0));
    volatile unsigned char c = 0x80;
    volatile signed char sc = -128;
    CHECK(c << 1 == 256 && sc >> 1 == -64 && sc >> 7 == -1 && c >> 7 == 1);
    volatile unsigned short s = 0x8000;
    CHECK(s >> 15 == 1 && s << 1 == 0x10000);
    unsigned x = 1;
    for (int i = 0; i < 31; i++)
        x <<= 1;
    CHECK(x == 0x80000000);
    x >>= 30;
    CHECK(x == 2);
    c >>= 3;
    CHECK(c == 16);
    sc >>= 2;
    CHECK(sc == -32);
    CHECK(1 << 2 + 1 == 8 && 0xf0 >> 4 << 4 == 0xf0);
    return 0;
}
