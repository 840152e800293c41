//! what: <tgmath.h>: the function of each macro is that of its arguments' type (C11 7.25)
//! link: -lm
//! only: glibc
#include "../check.h"
#include <tgmath.h>

#define IS(x, type) (_Generic((x), type: 1, default: 0) && sizeof(x) == sizeof(type))

static int calls;
static double once(double x)
{
    calls++;
    return x;
}

int main(void)
{
    float f = 2.25f;
    double d = 2.25;
    long double l = 2.25L;
    float complex fc = 3 + 4 * I;
    double complex dc = 3 + 4 * I;
    long double complex lc = 3 + 4 * I;
    int i = 4;
    CHECK(IS(sqrt(f), float) && IS(sqrt(d), double) && IS(sqrt(l), long double) && IS(sqrt(i), double));
    CHECK(IS(sqrt(fc), float complex) && IS(sqrt(dc), double complex) && IS(sqrt(lc), long double complex));
    CHECK(sqrt(f) == 1.5f && sqrt(l) == 1.5L && sqrt(i) == 2 && cabs(sqrt(dc) - (2 + I)) < 1e-15);
    CHECK(IS(fabs(fc), float) && IS(fabs(dc), double) && IS(fabs(lc), long double) && fabs(dc) == 5 && fabs(-f) == f);
    CHECK(IS(pow(f, f), float) && IS(pow(f, i), double) && IS(pow(d, l), long double) && IS(pow(fc, d), double complex) && IS(pow(i, lc), long double complex));
    CHECK(IS(fmax(f, f), float) && IS(fmax(i, f), double) && IS(fma(f, f, l), long double) && fmax(i, f) == 4);
    CHECK(IS(ldexp(f, 3), float) && ldexp(f, 1) == 4.5f && IS(frexp(l, &i), long double) && frexp(l, &i) == 0.5625L && i == 2);
    CHECK(IS(lrint(f), long) && lrint(2.5L) == 2 && IS(llround(d), long long) && IS(ilogb(f), int) && ilogb(8.0f) == 3);
    CHECK(IS(creal(f), float) && IS(creal(fc), float) && IS(cimag(lc), long double) && cimag(d) == 0 && conj(dc) == 3 - 4 * I && IS(carg(i), double));
    CHECK(floor(-f) == -3 && atan2(f, -0.0) > 1.5 && sqrt(once(4)) == 2 && calls == 1);
    CHECK(sqrt(sqrt(16.0f)) == 2 && IS(sqrt(sqrt(f)), float) && exp(log(fc * 0)) == 0);
    return 0;
}
