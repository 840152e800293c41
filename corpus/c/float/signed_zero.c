//! what: signed zeros: negation is not subtraction, sums and products keep the IEEE sign (C11 F.3)
#include "../check.h"

static int negative(double x) { return __builtin_signbit(x) != 0; }
static double neg(double x) { return -x; }
static float negf(float x) { return -x; }
static long double negl(long double x) { return -x; }
static double sub(double a, double b) { return a - b; }
static double mul(double a, double b) { return a * b; }
static double add(double a, double b) { return a + b; }

int main(void)
{
    CHECK(negative(neg(0.0)) && !negative(neg(-0.0)) && !negative(sub(0.0, 0.0)));
    CHECK(__builtin_signbit(negf(0.0f)) && __builtin_signbit(negl(0.0L)) && !__builtin_signbit(negl(-0.0L)));
    CHECK(negative(-0.0) && !negative(0.0) && !negative(0.0 - 0.0) && !negative(-0.0 + 0.0) && negative(-0.0 - 0.0));
    CHECK(negative(mul(-1, 0)) && negative(add(-0.0, -0.0)) && !negative(add(-0.0, 0.0)));
    static const double minus_zero = -0.0;
    static const float minus_zero_f = -0.0f;
    CHECK(negative(minus_zero) && __builtin_signbit(minus_zero_f) && minus_zero == 0);
    CHECK(1 / neg(0.0) == -__builtin_inf() && 1 / 0x0p0 == __builtin_inf());
    CHECK(negative(neg(__builtin_nan(""))) && !negative(__builtin_nan("")));
    double x = 0;
    x = -x;
    CHECK(negative(x));
    return 0;
}
