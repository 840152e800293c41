//! what: floating constants: decimal, hexadecimal, suffixes, exactly rounded (C11 6.4.4.2)
#include "../check.h"
#include <string.h>

static unsigned long bits(double d)
{
    unsigned long u;
    memcpy(&u, &d, sizeof u);
    return u;
}
static unsigned fbits(float f)
{
    unsigned u;
    memcpy(&u, &f, sizeof u);
    return u;
}

int main(void)
{
    CHECK(bits(1.0) == 0x3ff0000000000000 && bits(0.1) == 0x3fb999999999999a);
    CHECK(bits(3.14159265358979323846) == 0x400921fb54442d18);
    CHECK(bits(1e308) == 0x7fe1ccf385ebc8a0 && bits(1e23) == 0x44b52d02c7e14af6);
    CHECK(bits(4.9406564584124654e-324) == 1 && bits(2.2250738585072014e-308) == 0x0010000000000000);
    CHECK(bits(2.2250738585072011e-308) == 0x000fffffffffffff);
    CHECK(bits(1.7976931348623157e308) == 0x7fefffffffffffff);
    CHECK(bits(9007199254740993.0) == 0x4340000000000000);
    CHECK(bits(9007199254740993.00000000000000000000000000000001) == 0x4340000000000001);
    CHECK(bits(0x1.8p1) == bits(3.0) && bits(0x.8p0) == bits(0.5) && bits(0x10.P-4) == bits(1.0));
    CHECK(bits(0x1p-1074) == 1 && bits(0x1.fffffffffffffp1023) == 0x7fefffffffffffff);
    CHECK(fbits(0.1f) == 0x3dcccccd && fbits(16777217.0f) == 0x4b800000);
    CHECK(fbits(3.40282347e38F) == 0x7f7fffff && fbits(1.40129846e-45f) == 1);
    CHECK(fbits(1.00000017881393432617187499f) == 0x3f800001);
    CHECK(fbits(1.00000017881393432617187500f) == 0x3f800002);
    CHECK(_Generic(1.0f, float: 1, default: 0) && _Generic(1.0, double: 1, default: 0));
    CHECK(_Generic(1.0L, long double: 1, default: 0) && _Generic(1e0l, long double: 1, default: 0));
    CHECK(1. == 1.0 && .5 == 0.5 && 1e2 == 100 && 1E+2 == 100 && 100e-2 == 1);
    return 0;
}
