//! what: __builtin_mul_overflow, add and sub with operands and results of 128 bits, of either sign (GNU C)
#include "../check.h"

typedef __int128 i128;
typedef unsigned __int128 u128;

#define DEFINE(name, a_type, b_type, r_type)                                                                         \
    static int add_##name(a_type a, b_type b, r_type *r) { return __builtin_add_overflow(a, b, r); }                  \
    static int sub_##name(a_type a, b_type b, r_type *r) { return __builtin_sub_overflow(a, b, r); }                  \
    static int mul_##name(a_type a, b_type b, r_type *r) { return __builtin_mul_overflow(a, b, r); }
DEFINE(s, i128, i128, i128)
DEFINE(u, u128, u128, u128)
DEFINE(su, i128, u128, u128)
DEFINE(us, u128, i128, i128)
DEFINE(sc, i128, signed char, signed char)
DEFINE(sl, i128, i128, long)

static const u128 most = ~(u128)0;
static const i128 high = (i128)(~(u128)0 >> 1), low = -(i128)(~(u128)0 >> 1) - 1;

static int both_signed(void)
{
    i128 r;
    long l;
    signed char c;
    CHECK(mul_s(low, -1, &r) && r == low && mul_s(-1, low, &r) && !mul_s(low, 1, &r) && r == low);
    CHECK(!mul_s((i128)1 << 64, -((i128)1 << 62), &r) && r == (i128)((u128)3 << 126) && !mul_s((i128)1 << 63, -((i128)1 << 64), &r) && r == low);
    CHECK(mul_s((i128)1 << 63, (i128)1 << 64, &r) && r == low && mul_s(high, 2, &r) && r == -2 && mul_s(low, low, &r) && r == 0);
    CHECK(mul_s((i128)1 << 100, (i128)1 << 100, &r) && r == 0 && !mul_s(high, 0, &r) && r == 0 && mul_s(-((i128)1 << 64), (i128)1 << 65, &r));
    CHECK(add_s(high, 1, &r) && r == low && !add_s(high, low, &r) && r == -1 && sub_s(low, 1, &r) && r == high);
    CHECK(!mul_sc(-16, 8, &c) && c == -128 && mul_sc(16, 8, &c) && c == -128 && mul_sc(low, 2, &c) && c == 0);
    CHECK(!mul_sl(3037000499, 3037000499, &l) && mul_sl(3037000500, 3037000500, &l) && !mul_sl(-1, (i128)1 << 63, &l) && l < 0);
    CHECK(add_sc(low, -1, &c) && c == -1 && !sub_sc((i128)100, -27, &c) && c == 127 && add_sl(high, high, &l) && !sub_sl(high, high, &l));
    return 0;
}

static int unsigned_too(void)
{
    u128 u;
    i128 r;
    CHECK(!mul_u(most, 1, &u) && u == most && mul_u(most, 2, &u) && u == most - 1 && !mul_u((u128)1 << 64, ~0ul, &u) && u == most << 64);
    CHECK(mul_u((u128)~0ul << 32 | 5, (u128)1 << 64, &u) && mul_u(((u128)1 << 64) + 1, ~0ul + (u128)1, &u) && u == (u128)1 << 64);
    CHECK(!mul_su(-1, 0, &u) && u == 0 && mul_su(-1, 1, &u) && u == most && mul_su(-1, most, &u) && u == 1 && !mul_su(2, most / 2, &u));
    CHECK(!mul_us((u128)1 << 127, -1, &r) && r == low && mul_us((u128)1 << 127, 1, &r) && mul_us(most, -1, &r) && r == 1 && !mul_us(0, -5, &r));
    CHECK(add_u(most, 1, &u) && u == 0 && sub_u(0, 1, &u) && u == most && !add_su(-1, 1, &u) && u == 0 && sub_su(-1, 0, &u));
    CHECK(!add_us((u128)1 << 127, -1, &r) && r == high && sub_us(0, low, &r) && !sub_us(most, high, &r) == 0);
    return 0;
}

int main(void)
{
    RUN(both_signed());
    RUN(unsigned_too());
    return 0;
}
