//! what: fabs and copysign are expanded without -lm, also in static initializers, as gcc does at -O0 (C11 7.1.4, 7.12.7.2)
#include "../check.h"
#include <math.h>

static double folded = __builtin_fabs(-2.5);

int main(void)
{
    volatile float f = -1.5f;
    volatile double d = -3.0;
    volatile long double l = -4.0L;
    CHECK(folded == 2.5);
    CHECK(fabsf(f) == 1.5f && fabs(d) == 3.0 && fabsl(l) == 4.0L);
    CHECK(copysign(2.0, d) == -2.0 && copysignf(f, 1.0f) == 1.5f && copysignl(1.0L, l) == -1.0L);
    CHECK(fabs(f) + fabsf((float)d) == 4.5);
    return 0;
}
