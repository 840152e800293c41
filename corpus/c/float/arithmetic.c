//! what: float, double and long double arithmetic, each rounded in its own format (C11 6.5.5, 6.5.6, FLT_EVAL_METHOD 0)
#include "../check.h"
#include <float.h>

static float fadd(float a, float b) { return a + b; }
static float fmul(float a, float b) { return a * b; }
static float fdiv(float a, float b) { return a / b; }
static double dadd(double a, double b) { return a + b; }
static double dsub(double a, double b) { return a - b; }
static double ddiv(double a, double b) { return a / b; }
static long double ladd(long double a, long double b) { return a + b; }
static long double lsub(long double a, long double b) { return a - b; }
static long double lmul(long double a, long double b) { return a * b; }
static long double ldiv_(long double a, long double b) { return a / b; }

int main(void)
{
    CHECK(FLT_EVAL_METHOD == 0);
    CHECK(fadd(16777216.0f, 1.0f) == 16777216.0f && fmul(0.1f, 3.0f) == 0x1.333334p-2f);
    CHECK(fdiv(1.0f, 3.0f) == 0x1.555556p-2f && fadd(0.1f, 0.2f) == 0x1.333334p-2f);
    CHECK(dadd(0.1, 0.2) == 0x1.3333333333334p-2 && dadd(0.1, 0.2) != 0.3 && ddiv(1, 3) == 0x1.5555555555555p-2);
    CHECK(dsub(1e16, 1) == 9999999999999999.0 && dadd(1e16, 1) == 1e16);
    CHECK(ladd(1e16L, 1) == 10000000000000001.0L && ldiv_(1, 3) == 0xa.aaaaaaaaaaaaaabp-5L);
    CHECK(lmul(0.1L, 3) == 0x9.99999999999999ap-5L && lmul(3, -4) == -12);
    CHECK(lsub(0x1p63L, 0.5L) == 9223372036854775807.5L && lsub(1, 3) == -2);
    CHECK(ldiv_(-7, 2) == -3.5L && ldiv_(2, -8) == -0.25L);
    CHECK(0.1f + 0.2f == fadd(0.1f, 0.2f) && 0.1 + 0.2 == dadd(0.1, 0.2) && 1.0L / 3 == ldiv_(1, 3));
    CHECK(DBL_MAX * 2 == __builtin_inf() && DBL_MIN / 2 > 0 && dadd(DBL_MAX, DBL_MAX) == __builtin_inf());
    CHECK(dadd(1, DBL_EPSILON) > 1 && dadd(1, DBL_EPSILON / 2) == 1 && fadd(1, FLT_EPSILON) > 1 && ladd(1, LDBL_EPSILON) > 1);
    volatile float f = 3.5f;
    CHECK(-f == -3.5f && +f == 3.5f && f - 1 == 2.5f && f * f == 12.25f && f / 2 == 1.75f);
    double sum = 0;
    for (int i = 1; i <= 100; i++)
        sum += 1.0 / i;
    CHECK(sum > 5.187377517639 && sum < 5.187377517640);
    return 0;
}
