/*
 * Products and quotients of complex numbers: what * and / call, and other compilers' objects.
 * In: the parts of both operands. Out: the number, as C11 Annex G wants it for infinities and NaNs; quotients neither
 * overflow nor underflow on the way.
 */
#include "runtime.h"

#define direction(x) copy_sign(__builtin_isinf(x) ? 1 : 0, x)
#define without_nan(x) (__builtin_isnan(x) ? copy_sign(0, x) : (x))

/* In double every product of floats is exact, and none is out of range. */
static void divide_float(float a, float b, float c, float d, float *x, float *y)
{
    double ra = a, ia = b, rb = c, ib = d, norm = rb * rb + ib * ib;
    *x = (float)((ra * rb + ia * ib) / norm);
    *y = (float)((ia * rb - ra * ib) / norm);
}

/* The exponents of long double reach far enough for all products of doubles. */
static void divide_double(double a, double b, double c, double d, double *x, double *y)
{
    long double ra = a, ia = b, rb = c, ib = d, norm = rb * rb + ib * ib;
    *x = (double)((ra * rb + ia * ib) / norm);
    *y = (double)((ia * rb - ra * ib) / norm);
}

/* x87's extended precision in memory. */
union extended {
    long double value;
    struct { unsigned long fraction; unsigned short exponent; } bits;
};
enum { BIAS = 16383 };

/* 2 to the power n, of normal numbers. */
static long double power(int n)
{
    union extended e = {0};
    e.bits.fraction = 1ul << 63;
    e.bits.exponent = (unsigned short)(n + BIAS);
    return e.value;
}

/* x times 2 to the power n, by steps that stay in range: |n| is at most 4 times the bias. */
static long double scale(long double x, int n)
{
    for (; n > BIAS; n -= BIAS)
        x *= power(BIAS);
    for (; n < 1 - BIAS; n += BIAS - 1)
        x *= power(1 - BIAS);
    return x * power(n);
}

/* The exponent of the larger of two finite parts; 0 when there is none. */
static int exponent_of(long double x, long double y)
{
    union extended e;
    x = __builtin_fabsl(x);
    y = __builtin_fabsl(y);
    e.value = x > y ? x : y;
    if (!__builtin_isfinite(e.value) || e.value == 0)
        return 0;
    int below = 0;
    if (e.bits.exponent == 0) {
        e.value *= power(64);
        below = 64;
    }
    return e.bits.exponent - BIAS - below;
}

/* Both numbers are brought near 1, and the result to where it belongs. */
static void divide_long_double(long double a, long double b, long double c, long double d, long double *x, long double *y)
{
    int above = exponent_of(a, b), below = exponent_of(c, d);
    a = scale(a, -above);
    b = scale(b, -above);
    c = scale(c, -below);
    d = scale(d, -below);
    long double norm = c * c + d * d;
    *x = scale((a * c + b * d) / norm, above - below);
    *y = scale((b * c - a * d) / norm, above - below);
}

#define REAL float
#define MULTIPLY __mulsc3
#define DIVIDE __divsc3
#define QUOTIENT divide_float
#define INFINITE __builtin_inff()
#define copy_sign __builtin_copysignf
#include "complex_template.h"

#define REAL double
#define MULTIPLY __muldc3
#define DIVIDE __divdc3
#define QUOTIENT divide_double
#define INFINITE __builtin_inf()
#define copy_sign __builtin_copysign
#include "complex_template.h"

#define REAL long double
#define MULTIPLY __mulxc3
#define DIVIDE __divxc3
#define QUOTIENT divide_long_double
#define INFINITE __builtin_infl()
#define copy_sign __builtin_copysignl
#include "complex_template.h"
