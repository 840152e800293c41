//! what: comparisons of floating values with NaN, infinities and signed zeros, as values and branches (C11 F.9.3)
#include "../check.h"

#define DEFINE(name, type)                                                                           \
    static int value_##name(type a, type b)                                                          \
    {                                                                                                \
        return (a < b) | (a <= b) << 1 | (a > b) << 2 | (a >= b) << 3 | (a == b) << 4 | (a != b) << 5; \
    }                                                                                                \
    static int branch_##name(type a, type b)                                                         \
    {                                                                                                \
        int r = 0;                                                                                   \
        if (a < b) r |= 1;                                                                           \
        if (a <= b) r |= 2;                                                                          \
        if (a > b) r |= 4;                                                                           \
        if (a >= b) r |= 8;                                                                          \
        if (a == b) r |= 16;                                                                         \
        if (a != b) r |= 32;                                                                         \
        return r;                                                                                    \
    }                                                                                                \
    static int negated_##name(type a, type b)                                                        \
    {                                                                                                \
        int r = 0;                                                                                   \
        if (!(a < b)) r |= 1;                                                                        \
        if (!(a <= b)) r |= 2;                                                                       \
        if (!(a > b)) r |= 4;                                                                        \
        if (!(a >= b)) r |= 8;                                                                       \
        if (!(a == b)) r |= 16;                                                                      \
        if (!(a != b)) r |= 32;                                                                      \
        return r ^ 63;                                                                               \
    }                                                                                                \
    static int test_##name(type nan, type inf)                                                       \
    {                                                                                                \
        CHECK(ALL(name, 1, 2, less) && ALL(name, 2, 1, greater) && ALL(name, 1.5, 1.5, equal));      \
        CHECK(ALL(name, -1, 1, less) && ALL(name, (type)-0.0, 0, equal) && ALL(name, -inf, inf, less)); \
        CHECK(ALL(name, nan, 1, unordered) && ALL(name, 1, nan, unordered) && ALL(name, nan, nan, unordered)); \
        CHECK(ALL(name, nan, inf, unordered) && ALL(name, inf, inf, equal));                         \
        CHECK(nan && !!nan == 1 && !(type)-0.0 && inf);                                              \
        int n = 0;                                                                                   \
        while (nan < 1 || nan > 1 || nan == nan) n++;                                                \
        CHECK(n == 0 && (nan < 1 ? 1 : 2) == 2 && (nan != nan ? 1 : 2) == 1);                        \
        return 0;                                                                                    \
    }
enum { less = 1 | 2 | 32, greater = 4 | 8 | 32, equal = 2 | 8 | 16, unordered = 32 };
#define ALL(name, a, b, expected) \
    (value_##name(a, b) == (expected) && branch_##name(a, b) == (expected) && negated_##name(a, b) == (expected))
DEFINE(f, float)
DEFINE(d, double)
DEFINE(l, long double)

int main(void)
{
    volatile double zero = 0;
    volatile double inf = __builtin_inf();
    double nan = inf - inf;
    RUN(test_f(nan, inf));
    RUN(test_d(nan, inf));
    RUN(test_l(nan, inf));
    CHECK(zero == -zero && 1 / inf == 0);
    CHECK(!(__builtin_nan("") == __builtin_nan("")) && __builtin_inf() > 1e308);
    return 0;
}
