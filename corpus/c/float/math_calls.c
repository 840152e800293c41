//! what: calls of <math.h> functions in all three formats (C11 7.12)
//! link: -lm
#include "../check.h"
#include <math.h>

static int near(double a, double b) { return fabs(a - b) <= 1e-12 * (fabs(b) + 1); }

int main(void)
{
    volatile double two = 2, half = 0.5, ten = 10;
    volatile float f = 2.25f;
    volatile long double l = 6.25L;
    CHECK(sqrt(two * 8) == 4 && sqrtf(f) == 1.5f && sqrtl(l) == 2.5L);
    CHECK(near(sin(half), 0.479425538604203) && near(cos(half), 0.877582561890373) && near(atan2(1, -1), 2.356194490192345));
    CHECK(near(exp(two), 7.38905609893065) && near(log(ten), 2.302585092994046) && pow(two, ten) == 1024 && near(pow(two, half), 1.4142135623730951));
    CHECK(floor(-half) == -1 && ceil(half) == 1 && trunc(-2.7) == -2 && round(2.5) == 3 && rint(2.5) == 2);
    CHECK(fmod(ten, 3) == 1 && fabs(-two) == 2 && fmax(two, ten) == 10 && fmin(two, ten) == 2 && hypot(3, 4) == 5);
    CHECK(ldexp(half, 4) == 8 && copysign(two, -0.0) == -2 && lround(-2.5) == -3 && llrint(3.5) == 4);
    int e;
    CHECK(frexp(ten, &e) == 0.625 && e == 4);
    double whole;
    CHECK(modf(-3.25, &whole) == -0.25 && whole == -3);
    CHECK(floorl(l) == 6 && fabsf(-f) == 2.25f && powf(f, 2) == 5.0625f && fabsl(-l) == l);
    CHECK(nextafter(1.0, two) == 1 + 0x1p-52 && isnan(sqrt(-two)) && fma(two, ten, half) == 20.5);
    return 0;
}
