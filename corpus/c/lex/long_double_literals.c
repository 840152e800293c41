//! what: long double constants are rounded to 64 bits of significand (psABI 3.1.2, C11 6.4.4.2)
#include "../check.h"
#include <string.h>

struct parts { unsigned long significand; unsigned short sign_exponent; };

static struct parts split(long double value)
{
    struct parts p = { 0, 0 };
    memcpy(&p.significand, &value, 8);
    memcpy(&p.sign_exponent, (char *)&value + 8, 2);
    return p;
}

static int is(long double value, unsigned short sign_exponent, unsigned long significand)
{
    struct parts p = split(value);
    return p.sign_exponent == sign_exponent && p.significand == significand;
}

int main(void)
{
    CHECK(is(1.0L, 0x3fff, 0x8000000000000000));
    CHECK(is(-2.5L, 0xc000, 0xa000000000000000));
    CHECK(is(0.1L, 0x3ffb, 0xcccccccccccccccd));
    CHECK(is(3.14159265358979323846264338327950288L, 0x4000, 0xc90fdaa22168c235));
    CHECK(is(1e4000L, 0x73e6, 0xd1ba8323fe558c61));
    CHECK(is(18446744073709551615.0L, 0x403e, 0xffffffffffffffff));
    CHECK(is(18446744073709551617.0L, 0x403f, 0x8000000000000000));
    CHECK(is(0x1.fffffffffffffffep+16383L, 0x7ffe, 0xffffffffffffffff));
    CHECK(is(0x1p-16445L, 0, 1));
    CHECK(is(0.0L, 0, 0) && is(-0.0L, 0x8000, 0));
    CHECK(0.1L != (long double)0.1);
    CHECK(0.5L == (long double)0.5f);
    return 0;
}
