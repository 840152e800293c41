//! what: <complex.h>: its macros and functions (C11 7.3)
//! link: -lm
//! only: glibc
#include "../check.h"
#include <complex.h>
#include <math.h>

static int near(double complex a, double complex b) { return cabs(a - b) <= 1e-12 * (1 + cabs(b)); }

int main(void)
{
    double complex z = 3 + 4 * I;
    CHECK(creal(z) == 3 && cimag(z) == 4 && cabs(z) == 5 && conj(z) == 3 - 4 * I);
    CHECK(near(csqrt(z), 2 + I) && near(csqrt(-1), I) && near(cexp(I * acos(-1)), -1));
    CHECK(near(clog(cexp(z / 4)), z / 4) && near(cpow(z, 2), z * z) && near(csin(z) * csin(z) + ccos(z) * ccos(z), 1));
    CHECK(fabs(carg(-1 + 0 * I) - acos(-1)) < 1e-15 && cproj(z) == z && isinf(creal(cproj(INFINITY - I))));
    CHECK(cabsf(3.0f + 4.0f * I) == 5 && cabsl(3.0L + 4.0L * I) == 5 && crealf(csqrtf(4)) == 2 && cimagl(csqrtl(-4)) == 2);
#if defined CMPLX || !defined __clang__ /* glibc keeps them from clang */
    double complex exact = CMPLX(-0.0, INFINITY);
    float complex constant = CMPLXF(1, -0.0f);
    long double complex wide = CMPLXL(NAN, 1);
    CHECK(signbit(creal(exact)) && isinf(cimag(exact)) && signbit(cimagf(constant)) && isnan(creall(wide)) && cimagl(wide) == 1);
#endif
    CHECK(_Generic(I, float complex: 1, default: 0) && _Complex_I == I && I * I == -1);
    /* A transform and its inverse. */
    enum { N = 8 };
    double complex in[N], out[N], back[N];
    for (int i = 0; i < N; i++)
        in[i] = i * i - i * I;
    for (int k = 0; k < N; k++) {
        out[k] = 0;
        for (int i = 0; i < N; i++)
            out[k] += in[i] * cexp(-2 * acos(-1) * I * k * i / N);
    }
    for (int i = 0; i < N; i++) {
        back[i] = 0;
        for (int k = 0; k < N; k++)
            back[i] += out[k] * cexp(2 * acos(-1) * I * k * i / N) / N;
        CHECK(near(back[i], in[i]));
    }
    return 0;
}
