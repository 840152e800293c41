//! what: < <= > >= on a quiet NaN raise the invalid exception, == != and the quiet macros do not (C11 F.9.3, 7.12.14)
//! link: -lm
//! unless: clang without a pragma it folds what raises exceptions
#include "../check.h"
#include <fenv.h>

static int raised(void)
{
    int r = fetestexcept(FE_INVALID) != 0;
    feclearexcept(FE_ALL_EXCEPT);
    return r;
}

#define LOUD(e) (feclearexcept(FE_ALL_EXCEPT), sink = (e), sink == 0 && raised())
#define QUIET(e, value) (feclearexcept(FE_ALL_EXCEPT), sink = (e), sink == (value) && !raised())

#define DEFINE(name, type)                                                                                    \
    static int branches_##name(type a, type b)                                                                \
    {                                                                                                         \
        int r = 0;                                                                                            \
        feclearexcept(FE_ALL_EXCEPT);                                                                         \
        if (a == b) return -1;                                                                                \
        r |= raised();                                                                                        \
        if (a < b) return -1;                                                                                 \
        r |= raised() << 1;                                                                                   \
        if (!(a >= b)) r |= raised() << 2;                                                                    \
        while (a > b) return -1;                                                                              \
        r |= raised() << 3;                                                                                   \
        r |= (a <= b ? 100 : raised()) << 4;                                                                  \
        if (a != b) r |= raised() << 5;                                                                       \
        return r;                                                                                             \
    }                                                                                                         \
    static int check_##name(type a, type b)                                                                   \
    {                                                                                                         \
        volatile int sink;                                                                                    \
        CHECK(LOUD(a < b) && LOUD(a <= b) && LOUD(a > b) && LOUD(a >= b));                                    \
        CHECK(QUIET(a == b, 0) && QUIET(a != b, 1) && QUIET(!(a == b), 1));                                   \
        CHECK(QUIET(__builtin_isless(a, b), 0) && QUIET(__builtin_islessequal(a, b), 0));                     \
        CHECK(QUIET(__builtin_isgreater(a, b), 0) && QUIET(__builtin_isgreaterequal(a, b), 0));               \
        CHECK(QUIET(__builtin_islessgreater(a, b), 0) && QUIET(__builtin_isunordered(a, b), 1));              \
        CHECK(branches_##name(a, b) == 0x1e);                                                                 \
        return 1;                                                                                             \
    }                                                                                                         \
    static int classify_##name(type a)                                                                        \
    {                                                                                                         \
        volatile int sink;                                                                                    \
        CHECK(QUIET(__builtin_isnan(a), 1) && QUIET(__builtin_isinf(a), 0) && QUIET(__builtin_isfinite(a), 0)); \
        CHECK(QUIET(__builtin_isnormal(a), 0) && QUIET(__builtin_fpclassify(1, 2, 3, 4, 5, a), 1) && QUIET(!a, 0)); \
        return 1;                                                                                             \
    }

DEFINE(float, float)
DEFINE(double, double)
DEFINE(long, long double)

/* Constants that are needed at translation time have a value all the same. */
static const int folded = __builtin_nan("") < 1.0;

/* Nor may translation take away what raises: 1.0 / 0.0 does so when it is executed. */
static const double infinite = 1.0 / 0.0;

int main(void)
{
    volatile float f = __builtin_nanf("");
    volatile double d = __builtin_nan("");
    volatile long double l = __builtin_nanl("");
    volatile int sink;
    CHECK(check_float(f, 1) && check_float(1, f) && check_float(f, f) && classify_float(f));
    CHECK(check_double(d, 1) && check_double(1, d) && check_double(d, d) && classify_double(d));
    CHECK(check_long(l, 1) && check_long(1, l) && check_long(l, l) && classify_long(l));
    CHECK(QUIET(__builtin_nan("") == 1.0, 0) && !folded);
    volatile double quotient = 1.0 / 0.0;
    CHECK(fetestexcept(FE_ALL_EXCEPT) == FE_DIVBYZERO && quotient == infinite && (feclearexcept(FE_ALL_EXCEPT), quotient = 0.0 / 0.0, raised()));
    CHECK(QUIET(1.0 < 2.0, 1) && QUIET((double)f != 3, 1));
    return 0;
}
