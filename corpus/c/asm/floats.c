//! what: inline assembly: float and double in SSE registers, long double in the x87 stack
//! only: x86_64
#include "../check.h"

static double root(double x)
{
    __asm__("sqrtsd %1, %0" : "=x"(x) : "x"(x));
    return x;
}

static float product(float a, float b)
{
    __asm__("mulss %1, %0" : "+x"(a) : "xm"(b));
    return a;
}

static long to_long(double x)
{
    long r;
    __asm__("cvtsd2si %1, %0" : "=r"(r) : "x"(x));
    return r;
}

static unsigned long bits(double x)
{
    unsigned long r;
    __asm__("movq %1, %0" : "=r"(r) : "x"(x));
    return r;
}

static long double round_to_int(long double x)
{
    __asm__("frndint" : "+t"(x));
    return x;
}

static long double remainder_of(long double x, long double y)
{
    unsigned short status;
    do __asm__("fprem\n\tfnstsw %%ax" : "+t"(x), "=a"(status) : "u"(y) : "cc");
    while (status & 0x400);
    return x;
}

static long long to_integer(long double x)
{
    long long r;
    __asm__("fistpll %0" : "=m"(r) : "t"(x) : "st");
    return r;
}

static long double logarithm(long double x)
{
    __asm__("fyl2x" : "=t"(x) : "0"(x), "u"(1.0L) : "st(1)");
    return x;
}

static void sine_cosine(double x, double *s, double *c) { __asm__("fsincos" : "=t"(*c), "=u"(*s) : "0"(x)); }

static double scaled(double x, int n)
{
    double r;
    __asm__("fscale" : "=t"(r) : "0"(x), "u"((double)n));
    return r;
}

int main(void)
{
    CHECK(root(6.25) == 2.5);
    CHECK(product(1.5f, -3.0f) == -4.5f);
    CHECK(to_long(-7.0) == -7);
    CHECK(bits(1.0) == 0x3ff0000000000000);
    CHECK(round_to_int(2.5L) == 2.0L && round_to_int(-3.75L) == -4.0L);
    CHECK(remainder_of(17.5L, 5.0L) == 2.5L);
    CHECK(to_integer(123456789012.0L) == 123456789012);
    CHECK(logarithm(8.0L) == 3.0L);
    double s, c;
    sine_cosine(0.0, &s, &c);
    CHECK(s == 0.0 && c == 1.0);
    CHECK(scaled(1.5, 4) == 24.0);
    for (int k = 0; k < 20; k++) CHECK(round_to_int(k + 0.25L) == k && scaled(k, 1) == 2 * k); /* the stack does not fill */
    return 0;
}
