//! what: _BitInt: sizes, conversions, usual arithmetic conversions, wrapping, bit-fields, static initializers (C23 6.2.5, 6.3.1.1, 6.3.1.8)
//! flags: -std=c2x
//! unless: gcc Debian 12 has gcc 12, which has no bit-precise types
#include "../check.h"
#include <stdarg.h>

typedef _BitInt(2) s2;
typedef _BitInt(7) s7;
typedef unsigned _BitInt(1) u1;
typedef unsigned _BitInt(7) u7;
typedef _BitInt(33) s33;
typedef unsigned _BitInt(64) u64;
typedef signed _BitInt(65) s65;
typedef unsigned _BitInt(100) u100;
typedef _BitInt(128) s128;

/* psABI 3.1.2: as the other types to 64 bits, then as an array of 64-bit words. */
_Static_assert(sizeof(u1) == 1 && sizeof(s7) == 1 && sizeof(_BitInt(9)) == 2 && sizeof(_BitInt(17)) == 4 && sizeof(s33) == 8, "sizes");
_Static_assert(sizeof(u64) == 8 && sizeof(s65) == 16 && sizeof(s128) == 16 && _Alignof(s65) == 8 && _Alignof(s33) == 8 && _Alignof(s7) == 1, "alignment");

/* No promotion; the wider wins, and a standard type of the same width. */
#define IS(type, e) _Generic((e), type: 1, default: 0)
_Static_assert(IS(s7, (s7)1 + (s7)1) && IS(s7, -(s7)1) && IS(s7, (s7)1 << 3L) && IS(int, (s7)1 + 1) && IS(int, (s7)1 + (char)1), "narrow");
_Static_assert(IS(u7, (s7)1 + (u7)1) && IS(s33, (s33)1 + 1) && IS(s33, (s33)1 + 1u) && IS(long, (s33)1 + 1L), "mixed");
_Static_assert(IS(unsigned long, (u64)1 + 1L) && IS(unsigned long, (u64)1 + 1UL) && IS(long, (_BitInt(64))1 + 1L), "same width");
_Static_assert(IS(s65, (s65)1 + 1UL) && IS(u100, (u100)1 + (s65)1) && IS(double, (s65)1 + 1.0) && IS(__int128, (s128)1 + (__int128)1), "wide");
_Static_assert(IS(unsigned __int128, (unsigned _BitInt(128))1 + (__int128)1), "unsigned wins");

static u7 seven = 130;
static s33 minus = -5;
static u100 large = ((u100)1 << 99) + 7;
static u100 all = (u100)-1;
static s65 shifted = (s65)-3 << 60;
enum { FROM_CONSTANT = (u7)200 };

struct fields {
    u7 a : 5;
    s7 b : 4;
    s33 c : 33;
    unsigned _BitInt(40) d : 7;
};

static int narrow(void)
{
    u7 u = 120;
    s7 s = 63;
    s2 t = 1;
    u1 one = 1;
    u += 10;
    CHECK(u == 2);
    u -= 3;
    CHECK(u == 127 && ++u == 0 && --u == 127 && u++ == 127 && u == 0);
    u = ~u;
    CHECK(u == 127 && (u7)(u << 1) == 126 && u >> 3 == 15 && -u == 1);
    s = (s7)(s - 127);
    CHECK(s == -64 && s >> 2 == -16 && s / 3 == -21 && s % 3 == -1 && s < 0);
    s = 63;
    CHECK(s + 1 == 64 && s * 2 == 126);
    t = (s2)(t + 1);
    CHECK(t == -2 && (int)t == -2 && (u7)t == 126);
    one ^= 1;
    CHECK(!one && (u1)3 == 1 && (_Bool)(u7)64);
    CHECK(seven == 2 && minus == -5 && FROM_CONSTANT == 72);
    CHECK((double)minus == -5.0 && (s33)-7.9 == -7 && (u7)(float)99.5 == 99);
    CHECK((u7)-1 > (s7)-1 == 0 && (s33)-1 < 1u);
    return 0;
}

static int wide(void)
{
    u100 x = large;
    s65 y = -1;
    CHECK((unsigned long)(x >> 64) == 0x800000000 && (unsigned long)x == 7);
    x <<= 1;
    CHECK(x == 14);
    x -= 15;
    CHECK(x == all && (unsigned long)(x >> 64) == 0xfffffffff);
    x++;
    CHECK(x == 0 && !x);
    x--;
    CHECK(x == all && ~x == 0 && x / 3 * 3 == x && x % 7 == 1);
    x = (u100)y;
    CHECK(x == all && y == -1 && y < 0);
    y = 0x7fffffffffffffff;
    y = y * 2 + 1;
    CHECK(y > 0 && (unsigned long)y == 0xffffffffffffffff && (double)y == 0x1p64);
    CHECK((unsigned long)shifted == 0xd000000000000000 && shifted < 0 && shifted >> 60 == -3);
    s128 z = (s128)1 << 100;
    CHECK(z / -5 * -5 <= z && (long)(z >> 90) == 1024 && (s128)1e30 > z - z / 2);
    CHECK((u7)(x >> 90) == 127 && (_Bool)z && (x ? 1 : 0));
    switch (y) {
    case 5: return 1;
    default: break;
    }
    return 0;
}

static int wide_bit_fields(void)
{
    struct { _BitInt(80) a : 70; unsigned _BitInt(100) b : 99; } s = {-3, ~(unsigned _BitInt(100))0};
    CHECK(s.a == -3 && s.b == ~(unsigned _BitInt(100))0 >> 1 && IS(_BitInt(80), s.a + (_BitInt(80))0));
    s.a = (_BitInt(80))1 << 69;
    s.b += 2;
    CHECK(s.a < 0 && s.b == 1 && ++s.a == -((_BitInt(80))1 << 69) + 1);
    return 0;
}

static int bit_fields(void)
{
    struct fields f = {31, -8, -1, 100};
    f.a++;
    f.b--;
    f.c -= 0xffffffff;
    f.d *= 3;
    CHECK(f.a == 0 && f.b == 7 && f.c == -0x100000000 && f.d == 300 % 128);
    _Static_assert(IS(u7, (u7)f.a + (u7)0), "the type of the field");
    return 0;
}

static long sum(int n, ...)
{
    va_list list;
    long total = 0;
    va_start(list, n);
    for (int i = 0; i < n; i++) {
        total += (int)va_arg(list, s7);
        total += (long)va_arg(list, u100);
        total += (long)va_arg(list, s33);
    }
    va_end(list);
    return total;
}

int main(void)
{
    RUN(narrow());
    RUN(wide());
    RUN(bit_fields());
    RUN(wide_bit_fields());
    CHECK(sum(4, (s7)-3, (u100)1000, (s33)-7, (s7)63, (u100)1, (s33)1 << 32 >> 1, (s7)1, (u100)2, (s33)3, (s7)0, (u100)0, (s33)-1) == -3 + 1000 - 7 + 63 + 1 - 2147483648 + 1 + 2 + 3 - 1);
    return 0;
}
