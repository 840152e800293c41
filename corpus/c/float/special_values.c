//! what: builtin and header constants for NaN and infinity in code and static data, classification macros (C11 7.12)
//! link: -lm
#include "../check.h"
#include <math.h>
#include <float.h>

static const double static_inf = INFINITY, static_nan = NAN;
static const float static_huge = HUGE_VALF;
static const long double static_ninf = -INFINITY;

int main(void)
{
    volatile double zero = 0, one = 1, tiny = DBL_MIN / 4, inf = static_inf, nan = static_nan;
    volatile float ftiny = 1e-40f;
    volatile long double lnan = nan;
    CHECK(isnan(nan) && !isnan(one) && isnan(lnan) && isinf(inf) && isinf((float)inf) && !isinf(one));
    CHECK(isfinite(one) && !isfinite(inf) && !isfinite(nan) && isnormal(one) && !isnormal(tiny) && !isnormal(zero));
    CHECK(fpclassify(zero) == FP_ZERO && fpclassify(tiny) == FP_SUBNORMAL && fpclassify(nan) == FP_NAN);
    CHECK(fpclassify(inf) == FP_INFINITE && fpclassify(ftiny) == FP_SUBNORMAL && fpclassify(1.0L) == FP_NORMAL);
    CHECK(signbit(-one) && !signbit(one) && signbit(-zero) && signbit(static_ninf));
    CHECK(static_huge == INFINITY && static_ninf < -LDBL_MAX && inf > DBL_MAX && static_nan != static_nan);
    CHECK(isunordered(nan, one) && isless(one, inf) && !isgreater(nan, one) && islessgreater(one, zero));
    CHECK(__builtin_huge_val() == inf && __builtin_inff() == INFINITY && __builtin_infl() == inf);
    CHECK(__builtin_isnan(nan) && !__builtin_isnan(1.0));
    return 0;
}
