//! what: definitions with identifier lists, calls without a prototype, implicit promotions (C11 6.9.1p6, 6.5.2.2p6)
#include "../check.h"

static int add(a, b)
    int a, b;
{
    return a + b;
}
static int narrow(c, s, f, d)
    signed char c;
    short s;
    float f;
    double d;
{
    return c * 1000 + s * 100 + (int)(f * 10) + (int)d;
}
static int strings(p, n)
    const char *p;
    unsigned long n;
{
    return p[n];
}
static long many(a, b, c, d, e, f, g, h)
    long a, b, c, d, e, f, g, h;
{
    return a - b + c - d + e - f + g - h;
}
static int function(f, x)
    int (*f)();
    int x;
{
    return f(x, x);
}
static int nothing() { return 9; }
int later();

int main()
{
    CHECK(add(1, 2) == 3);
    CHECK(narrow(1, 2, 0.5f, 4.0) == 1209 && narrow('\1', 2, 0.5, 4.9) == 1209);
    CHECK(strings("abc", 2ul) == 'c');
    CHECK(many(8L, 7L, 6L, 5L, 4L, 3L, 2L, 1L) == 4);
    CHECK(function(add, 21) == 42);
    CHECK(nothing() == 9);
    CHECK(later(5, 2.5) == 7);
    int (*p)() = later;
    CHECK(p(1, 1.5) == 2);
    return 0;
}

int later(i, d)
    int i;
    double d;
{
    return i + (int)d;
}
