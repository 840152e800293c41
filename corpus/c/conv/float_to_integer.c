//! what: floating to integer conversion truncates, also to unsigned 64 bit above 2^63 (C11 6.3.1.4)
#include "../check.h"

static int to_int(double x) { return x; }
static unsigned to_unsigned(double x) { return x; }
static long to_long(double x) { return x; }
static unsigned long to_unsigned_long(double x) { return x; }
static unsigned long f_to_unsigned_long(float x) { return x; }
static unsigned f_to_unsigned(float x) { return x; }
static signed char to_char(double x) { return x; }
static unsigned short to_short(float x) { return x; }
static long ld_to_long(long double x) { return x; }
static unsigned long ld_to_unsigned_long(long double x) { return x; }
static int ld_to_int(long double x) { return x; }
static unsigned char ld_to_uchar(long double x) { return x; }

int main(void)
{
    CHECK(to_int(3.99) == 3 && to_int(-3.99) == -3 && to_int(-2147483648.0) == -2147483647 - 1 && to_int(0.0) == 0);
    CHECK(to_int(2147483647.5) == 2147483647);
    CHECK(to_unsigned(4294967295.9) == 4294967295u && to_unsigned(2147483648.0) == 2147483648u && to_unsigned(-0.9) == 0);
    CHECK(to_long(-9223372036854775808.0) == -9223372036854775807L - 1 && to_long(1e18) == 1000000000000000000);
    CHECK(to_unsigned_long(9223372036854775808.0) == 0x8000000000000000);
    CHECK(to_unsigned_long(18446744073709549568.0) == 0xfffffffffffff800);
    CHECK(to_unsigned_long(9223372036854774784.0) == 0x7ffffffffffffc00 && to_unsigned_long(1.5) == 1);
    CHECK(f_to_unsigned_long(9223372036854775808.0f) == 0x8000000000000000 && f_to_unsigned_long(7.9f) == 7);
    CHECK(f_to_unsigned_long(18446742974197923840.0f) == 0xffffff0000000000);
    CHECK(f_to_unsigned(3e9f) == 3000000000u);
    CHECK(to_char(-128.5) == -128 && to_char(127.9) == 127 && to_short(65535.5f) == 65535);
    CHECK(ld_to_long(-9223372036854775808.0L) == -9223372036854775807L - 1 && ld_to_long(9223372036854775807.0L) == 9223372036854775807);
    CHECK(ld_to_unsigned_long(18446744073709551615.0L) == ~0ul && ld_to_unsigned_long(9223372036854775808.0L) == 1ul << 63);
    CHECK(ld_to_unsigned_long(9223372036854775807.0L) == ~0ul >> 1 && ld_to_unsigned_long(0.99L) == 0);
    CHECK(ld_to_int(-2.7L) == -2 && ld_to_uchar(255.9L) == 255);
    CHECK((unsigned long)1.8e19 == 18000000000000000000ul && (int)-1.5 == -1 && (unsigned char)200.7 == 200);
    CHECK((unsigned long)18446744073709551615.0L == ~0ul);
    return 0;
}
