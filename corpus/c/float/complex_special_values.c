//! what: complex products and quotients of infinities, NaNs, zeros and extreme numbers; signs of zero (C11 Annex G.5)
#include "../check.h"

typedef double _Complex dc;
#define INF __builtin_inf()
#define NAN __builtin_nan("")

static dc make(double re, double im) { return ((union { double part[2]; dc z; }){{re, im}}).z; }
static double re(dc z) { return __real__ z; }
static double im(dc z) { return __imag__ z; }
static int infinite(dc z) { return __builtin_isinf(re(z)) || __builtin_isinf(im(z)); }
static int nan_both(dc z) { return __builtin_isnan(re(z)) && __builtin_isnan(im(z)); }
static int zero(dc z) { return re(z) == 0 && im(z) == 0; }
static int negative(double x) { return !!__builtin_signbit(x); }

static int products(void)
{
    static const double part[] = {0, -0.0, 1, -2.5, __DBL_MAX__, __DBL_MIN__};
    /* An infinity times what is not zero is an infinity, with NaN beside it too. */
    for (unsigned i = 0; i < sizeof part / sizeof *part; i++)
        for (unsigned j = 0; j < sizeof part / sizeof *part; j++) {
            dc z = make(part[i], part[j]);
            if (zero(z))
                continue;
            CHECK(infinite(make(INF, 0) * z) && infinite(z * make(0, -INF)) && infinite(make(INF, NAN) * z) && infinite(z * make(NAN, INF)));
            CHECK(infinite(make(INF, -INF) * z) && infinite(z * make(-INF, INF)));
        }
    CHECK(infinite(make(INF, 0) * make(0, INF)) && infinite(make(NAN, INF) * make(INF, NAN)));
    CHECK(re(make(INF, 1) * make(INF, 1)) == INF && im(make(INF, INF) * 1.0) == INF);
    CHECK(nan_both(make(NAN, 1) * make(NAN, 1)));
    CHECK(infinite(make(__DBL_MAX__, __DBL_MAX__) * make(__DBL_MAX__, __DBL_MAX__)));
    /* Real operands are not converted: no zero times infinity comes about. */
    dc z = INF * make(1, -1);
    CHECK(re(z) == INF && im(z) == -INF);
    z = make(INF, 2) * 3.0;
    CHECK(re(z) == INF && im(z) == 6);
    z = 1.0 + make(-0.0, -0.0);
    CHECK(negative(im(z)));
    z = make(-0.0, -0.0) - 0.0;
    CHECK(negative(re(z)) && negative(im(z)));
    z = 1.0 - make(0, 0);
    CHECK(negative(im(z)));
    z = -make(0, 0);
    CHECK(negative(re(z)) && negative(im(z)));
    return 0;
}

static int quotients(void)
{
    static const double part[] = {1, -2.5, __DBL_MAX__, __DBL_MIN__, 4.9406564584124654e-324};
    for (unsigned i = 0; i < sizeof part / sizeof *part; i++)
        for (unsigned j = 0; j < sizeof part / sizeof *part; j++) {
            dc z = make(part[i], part[j]);
            CHECK(infinite(make(INF, 0) / z) && infinite(make(NAN, -INF) / z));
            CHECK(zero(z / make(INF, 1)) && zero(z / make(NAN, -INF)) && zero(z / make(INF, INF)));
            CHECK(infinite(z / make(0, 0)) && infinite(z / make(-0.0, 0)));
            /* Neither overflow nor underflow on the way. */
            dc one = z / z;
            CHECK(re(one) == 1 && im(one) == 0);
            dc i_times = make(-im(z), re(z)) / z;
            CHECK(re(i_times) == 0 && im(i_times) == 1);
        }
    CHECK(nan_both(make(0, 0) / make(0, 0)) && nan_both(make(INF, 1) / make(INF, 1)));
    CHECK(re(1.0 / make(0, 0)) == INF && re(-1.0 / make(0, 0)) == -INF);
    dc z = make(1e300, 1e-300) / make(1e300, 1e300);
    CHECK(re(z) == 0.5 && im(z) == -0.5);
    z = make(3, 4) / 0.0;
    CHECK(re(z) == INF && im(z) == INF);
    z = make(INF, -INF) / 2.0;
    CHECK(re(z) == INF && im(z) == -INF);
    return 0;
}

static int other_types(void)
{
    float _Complex f = 3e38f;
    f = f * (1.0fi * 2) / (f + f * 1.0fi);
    CHECK(__builtin_isinf(__real__ f) || __builtin_isinf(__imag__ f) || __builtin_isnan(__real__ f));
    f = (2e38f + 2e38f * 1.0fi) / (2e38f - 2e38f * 1.0fi);
    CHECK(__real__ f == 0 && __imag__ f == 1);
    long double _Complex big = __LDBL_MAX__ / 2 * (1 + 1.0Li), small = __LDBL_MIN__ * (1 - 1.0Li);
    CHECK(big / big == 1 && small / small == 1);
    big = big / small;
    CHECK(__builtin_isinf(__imag__ big));
    small = small / (__LDBL_MAX__ * (1.0L + 0.5Li));
    CHECK(small == 0);
    long double _Complex infinity = __builtin_infl() + 0.0Li;
    infinity = infinity * (2.0L + 3.0Li);
    CHECK(__builtin_isinf(__real__ infinity) && __builtin_isinf(__imag__ infinity));
    return 0;
}

int main(void)
{
    RUN(products());
    RUN(quotients());
    RUN(other_types());
    return 0;
}
