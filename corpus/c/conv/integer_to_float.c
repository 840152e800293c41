//! what: integer to floating conversion rounds to nearest even, also from unsigned 64 bit (C11 6.3.1.4p2)
#include "../check.h"

static double d_int(int x) { return x; }
static double d_unsigned(unsigned x) { return x; }
static double d_long(long x) { return x; }
static double d_unsigned_long(unsigned long x) { return x; }
static float f_int(int x) { return x; }
static float f_unsigned(unsigned x) { return x; }
static float f_long(long x) { return x; }
static float f_unsigned_long(unsigned long x) { return x; }
static long double l_unsigned_long(unsigned long x) { return x; }
static long double l_long(long x) { return x; }
static long double l_unsigned(unsigned x) { return x; }
static long double l_short(short x) { return x; }
static double d_char(signed char x) { return x; }
static float f_ushort(unsigned short x) { return x; }

int main(void)
{
    CHECK(d_int(-5) == -5.0 && d_int(-2147483647 - 1) == -2147483648.0);
    CHECK(d_unsigned(4294967295u) == 4294967295.0 && d_unsigned(0x80000000) == 2147483648.0);
    CHECK(d_long(9007199254740993) == 9007199254740992.0 && d_long(9007199254740995) == 9007199254740996.0);
    CHECK(d_long(-9223372036854775807L - 1) == -9223372036854775808.0);
    CHECK(d_unsigned_long(~0ul) == 18446744073709551616.0 && d_unsigned_long(1ul << 63) == 9223372036854775808.0);
    CHECK(d_unsigned_long(0xfffffffffffffc00) == 18446744073709551616.0);
    CHECK(d_unsigned_long(0xfffffffffffffbff) == 18446744073709549568.0);
    CHECK(d_unsigned_long(0x8000000000000401) == 0x1.0000000000001p63);
    CHECK(d_unsigned_long(0x8000000000000400) == 0x1p63);
    CHECK(f_int(16777217) == 16777216.0f && f_int(16777219) == 16777220.0f && f_int(-7) == -7.0f);
    CHECK(f_unsigned(4294967295u) == 4294967296.0f && f_unsigned(3000000000u) == 3e9f);
    CHECK(f_long(0x4000004000000001) == 0x1.000002p62f && f_long(-3) == -3.0f);
    CHECK(f_unsigned_long(0x8000008000000001) == 0x1.000002p63f && f_unsigned_long(0x8000008000000000) == 0x1p63f);
    CHECK(f_unsigned_long(0x8000018000000000) == 0x1.000004p63f && f_unsigned_long(5) == 5.0f);
    CHECK(l_unsigned_long(~0ul) == 18446744073709551615.0L && l_unsigned_long(1) == 1.0L);
    CHECK(l_long(-9223372036854775807L) == -9223372036854775807.0L);
    CHECK(l_unsigned(4000000000u) == 4e9L && l_short(-32768) == -32768.0L);
    CHECK(d_char(-128) == -128.0 && f_ushort(65535) == 65535.0f);
    CHECK((double)0xffffffffffffffff == 18446744073709551616.0 && (float)16777217 == 16777216.0f);
    CHECK((double)-1u == 4294967295.0 && (long double)~0ul == 18446744073709551615.0L);
    return 0;
}
