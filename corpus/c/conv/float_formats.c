//! what: conversions among float, double and long double keep or round values (C11 6.3.1.5)
#include "../check.h"

static float d_to_f(double x) { return x; }
static double f_to_d(float x) { return x; }
static float l_to_f(long double x) { return x; }
static double l_to_d(long double x) { return x; }
static long double d_to_l(double x) { return x; }
static long double f_to_l(float x) { return x; }

int main(void)
{
    CHECK(d_to_f(0.1) == 0.1f && d_to_f(0.1) != 0.1 && f_to_d(0.5f) == 0.5);
    CHECK(d_to_f(1.000000059604644775390625) == 1.0f);
    CHECK(d_to_f(1.00000005960464499741) == 1.00000011920928955078f);
    CHECK(d_to_f(1e300) == __builtin_inff() && d_to_f(-1e300) == -__builtin_inff());
    CHECK(d_to_f(1e-46) == 0.0f && d_to_f(1e-45) == 0x1p-149f);
    CHECK(l_to_d(0.1L) == 0.1 && l_to_f(0.1L) == 0.1f && d_to_l(0.1) == 0x1.999999999999ap-4L);
    CHECK(f_to_l(0.1f) == 0x1.99999ap-4L && l_to_d(1e400L) == __builtin_inf());
    CHECK(l_to_d(1.0L + 0x1p-53L) == 1.0 && l_to_d(1.0L + 0x1p-53L + 0x1p-63L) == 1.0 + 0x1p-52);
    volatile float vf = 0.1;
    volatile double vd = vf;
    volatile long double vl = vd;
    CHECK(vl == vf && vl == 0x1.99999ap-4L);
    CHECK((float)0.1 == 0.1f && (double)0.1f == 0x1.99999ap-4 && (float)1e300 == __builtin_inff());
    return 0;
}
