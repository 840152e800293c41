//! what: __builtin_ functions that are calls of the library or the runtime: rounding to integers, powers, and further forms
//! link: -lm
//! unless: clang it lacks iround, lfloor and kin, sincos and the wide character predicates
#include "../check.h"

#define IS(name) __has_builtin(__builtin_##name)
#if !IS(powi) || !IS(ifloor) || !IS(clear_padding) || !IS(cabs) || IS(nonexistent) || !IS(offsetof)
#error "__has_builtin misses some"
#endif

static int rounding(double x, float f, long double l)
{
    CHECK(__builtin_ifloor(x) == -3 && __builtin_iceil(x) == -2 && __builtin_iround(x) == -3 && __builtin_irint(x) == -2);
    CHECK(__builtin_lfloorf(f) == 2 && __builtin_lceill(l) == 8 && __builtin_llfloorl(l) == 7 && __builtin_llceilf(f) == 3);
    CHECK(sizeof __builtin_ifloorf(f) == 4 && sizeof __builtin_llceil(x) == 8);
    CHECK(__builtin_ilogb(8.0) == 3 && __builtin_lrintl(l) == 7 && __builtin_llroundf(f) == 3 && __builtin_scalbln(f, 2) == 10);
    return 0;
}

static int powers(double x, int n)
{
    CHECK(__builtin_powi(x, 3) == 8 && __builtin_powi(x, -2) == 0.25 && __builtin_powi(x, 0) == 1 && __builtin_powi(x, n) == 1024);
    CHECK(__builtin_powif(-1.5f, 3) == -3.375f && __builtin_powil(2, -1) == 0.5L && sizeof __builtin_powif(1, 1) == 4);
    return 0;
}

static int others(void)
{
    double sine = 1, cosine = 0, whole;
    int quotient;
    __builtin_sincos(0, &sine, &cosine);
    CHECK(sine == 0 && cosine == 1 && __builtin_remquo(7, 2, &quotient) == -1 && (quotient & 7) == 4);
    CHECK(__builtin_modf(2.5, &whole) == 0.5 && whole == 2 && __builtin_nexttoward(1.0, 2.0L) > 1 && __builtin_imaxabs(-5) == 5);
    CHECK(__builtin_isascii('a') && !__builtin_isascii(200) && __builtin_toascii('a' + 128) == 'a');
    CHECK(__builtin_iswalpha(L'a') && !__builtin_iswdigit(L'a') && __builtin_towupper(L'a') == L'A' && __builtin_finitef(1.0f));
    CHECK(__builtin_j0(0) == 1 && __builtin_jn(1, 0) == 0);
    return 0;
}

static int frames(void)
{
    CHECK((char *)__builtin_dwarf_cfa() == (char *)__builtin_frame_address(0) + 16);
    return 0;
}

int main(void)
{
    RUN(rounding(-2.5, 2.5f, 7.25L));
    RUN(powers(2, 10));
    RUN(others());
    RUN(frames());
    return 0;
}
