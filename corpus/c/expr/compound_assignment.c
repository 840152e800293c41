//! what: compound assignment computes in the common type, converts back and evaluates the left side once (C11 6.5.16.2)
#include "../check.h"

static int calls;
static int values[4] = { 10, 20, 30, 40 };
static int *next(void) { return &values[calls++]; }

int main(void)
{
    *next() += 5;
    *next() *= 2;
    *next() -= 7;
    CHECK(calls == 3);
    CHECK(values[0] == 15 && values[1] == 40 && values[2] == 23 && values[3] == 40);
    int i = 7;
    i *= 1.5;
    CHECK(i == 10);
    i /= 4;
    CHECK(i == 2);
    i -= 3.7;
    CHECK(i == -1);
    i += 2147483648u;
    CHECK(i == 2147483647);
    unsigned char c = 200;
    c += 100;
    CHECK(c == 44);
    c -= 45;
    CHECK(c == 255);
    c *= 2;
    CHECK(c == 254);
    c /= -1;
    CHECK(c == 2);
    c <<= 7;
    CHECK(c == 0);
    signed char s = 100;
    s += 100;
    CHECK(s == -56);
    s %= 10;
    CHECK(s == -6);
    s ^= 0xff;
    CHECK(s == 5);
    short h = -1;
    h &= 0xf0f0;
    CHECK(h == -3856);
    h |= 0xf;
    CHECK(h == -3841);
    long l = 1;
    l <<= 40;
    l += i;
    CHECK(l == 1101659111423);
    double d = 1;
    d += 1;
    d /= 4;
    d -= 0.25f;
    d *= 8L;
    CHECK(d == 2.0);
    float f = 16777216;
    f += 1.0;
    CHECK(f == 16777216.0f);
    unsigned u = 5;
    u -= 6L;
    CHECK(u == 4294967295u);
    u /= -1;
    CHECK(u == 1);
    int *p = values;
    p += 3;
    CHECK(*p == 40);
    p -= 2L;
    CHECK(p == values + 1);
    long double ld = 1;
    ld *= 3;
    ld += 0.5f;
    i = 2;
    i += ld;
    CHECK(ld == 3.5L && i == 5);
    return 0;
}
