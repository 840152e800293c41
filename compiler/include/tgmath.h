/* C11 7.25: type-generic macros. In: <math.h> and <complex.h> of the C library, whatever library it is. Out: each macro calls the
   function for the type of its arguments; integers count as double. The arguments are evaluated once. */
#ifndef __KIT_TGMATH_H
#define __KIT_TGMATH_H 1

#include <complex.h>
#include <math.h>

/* A zero of the type that an argument counts as: sums of them have the type of several arguments together. */
#define __tg_zero(x) \
    _Generic((x), float: 0.0f, long double: 0.0L, float _Complex: (float _Complex)0, double _Complex: (double _Complex)0, \
             long double _Complex: (long double _Complex)0, default: 0.0)

#define __tg_real(zero, real) _Generic(zero, float: real##f, double: real, long double: real##l)
#define __tg_complex(zero, any) \
    _Generic(zero, float: any##f, double: any, long double: any##l, float _Complex: any##f, double _Complex: any, long double _Complex: any##l)
#define __tg_both(zero, real, complexes) \
    _Generic(zero, float: real##f, double: real, long double: real##l, \
             float _Complex: complexes##f, double _Complex: complexes, long double _Complex: complexes##l)

/* Of real and of complex numbers. */
#undef acos
#define acos(x) __tg_both(__tg_zero(x), acos, cacos)(x)
#undef asin
#define asin(x) __tg_both(__tg_zero(x), asin, casin)(x)
#undef atan
#define atan(x) __tg_both(__tg_zero(x), atan, catan)(x)
#undef acosh
#define acosh(x) __tg_both(__tg_zero(x), acosh, cacosh)(x)
#undef asinh
#define asinh(x) __tg_both(__tg_zero(x), asinh, casinh)(x)
#undef atanh
#define atanh(x) __tg_both(__tg_zero(x), atanh, catanh)(x)
#undef cos
#define cos(x) __tg_both(__tg_zero(x), cos, ccos)(x)
#undef sin
#define sin(x) __tg_both(__tg_zero(x), sin, csin)(x)
#undef tan
#define tan(x) __tg_both(__tg_zero(x), tan, ctan)(x)
#undef cosh
#define cosh(x) __tg_both(__tg_zero(x), cosh, ccosh)(x)
#undef sinh
#define sinh(x) __tg_both(__tg_zero(x), sinh, csinh)(x)
#undef tanh
#define tanh(x) __tg_both(__tg_zero(x), tanh, ctanh)(x)
#undef exp
#define exp(x) __tg_both(__tg_zero(x), exp, cexp)(x)
#undef log
#define log(x) __tg_both(__tg_zero(x), log, clog)(x)
#undef sqrt
#define sqrt(x) __tg_both(__tg_zero(x), sqrt, csqrt)(x)
#undef fabs
#define fabs(x) __tg_both(__tg_zero(x), fabs, cabs)(x)
#undef pow
#define pow(x, y) __tg_both(__tg_zero(x) + __tg_zero(y), pow, cpow)(x, y)

/* Of real numbers. */
#undef cbrt
#define cbrt(x) __tg_real(__tg_zero(x), cbrt)(x)
#undef ceil
#define ceil(x) __tg_real(__tg_zero(x), ceil)(x)
#undef erf
#define erf(x) __tg_real(__tg_zero(x), erf)(x)
#undef erfc
#define erfc(x) __tg_real(__tg_zero(x), erfc)(x)
#undef exp2
#define exp2(x) __tg_real(__tg_zero(x), exp2)(x)
#undef expm1
#define expm1(x) __tg_real(__tg_zero(x), expm1)(x)
#undef floor
#define floor(x) __tg_real(__tg_zero(x), floor)(x)
#undef ilogb
#define ilogb(x) __tg_real(__tg_zero(x), ilogb)(x)
#undef lgamma
#define lgamma(x) __tg_real(__tg_zero(x), lgamma)(x)
#undef llrint
#define llrint(x) __tg_real(__tg_zero(x), llrint)(x)
#undef llround
#define llround(x) __tg_real(__tg_zero(x), llround)(x)
#undef log10
#define log10(x) __tg_real(__tg_zero(x), log10)(x)
#undef log1p
#define log1p(x) __tg_real(__tg_zero(x), log1p)(x)
#undef log2
#define log2(x) __tg_real(__tg_zero(x), log2)(x)
#undef logb
#define logb(x) __tg_real(__tg_zero(x), logb)(x)
#undef lrint
#define lrint(x) __tg_real(__tg_zero(x), lrint)(x)
#undef lround
#define lround(x) __tg_real(__tg_zero(x), lround)(x)
#undef nearbyint
#define nearbyint(x) __tg_real(__tg_zero(x), nearbyint)(x)
#undef rint
#define rint(x) __tg_real(__tg_zero(x), rint)(x)
#undef round
#define round(x) __tg_real(__tg_zero(x), round)(x)
#undef tgamma
#define tgamma(x) __tg_real(__tg_zero(x), tgamma)(x)
#undef trunc
#define trunc(x) __tg_real(__tg_zero(x), trunc)(x)
#undef atan2
#define atan2(x, y) __tg_real(__tg_zero(x) + __tg_zero(y), atan2)(x, y)
#undef copysign
#define copysign(x, y) __tg_real(__tg_zero(x) + __tg_zero(y), copysign)(x, y)
#undef fdim
#define fdim(x, y) __tg_real(__tg_zero(x) + __tg_zero(y), fdim)(x, y)
#undef fmax
#define fmax(x, y) __tg_real(__tg_zero(x) + __tg_zero(y), fmax)(x, y)
#undef fmin
#define fmin(x, y) __tg_real(__tg_zero(x) + __tg_zero(y), fmin)(x, y)
#undef fmod
#define fmod(x, y) __tg_real(__tg_zero(x) + __tg_zero(y), fmod)(x, y)
#undef hypot
#define hypot(x, y) __tg_real(__tg_zero(x) + __tg_zero(y), hypot)(x, y)
#undef nextafter
#define nextafter(x, y) __tg_real(__tg_zero(x) + __tg_zero(y), nextafter)(x, y)
#undef remainder
#define remainder(x, y) __tg_real(__tg_zero(x) + __tg_zero(y), remainder)(x, y)
/* The second argument has a type of its own. */
#undef frexp
#define frexp(x, y) __tg_real(__tg_zero(x), frexp)(x, y)
#undef ldexp
#define ldexp(x, y) __tg_real(__tg_zero(x), ldexp)(x, y)
#undef nexttoward
#define nexttoward(x, y) __tg_real(__tg_zero(x), nexttoward)(x, y)
#undef scalbn
#define scalbn(x, y) __tg_real(__tg_zero(x), scalbn)(x, y)
#undef scalbln
#define scalbln(x, y) __tg_real(__tg_zero(x), scalbln)(x, y)
#undef fma
#define fma(x, y, z) __tg_real(__tg_zero(x) + __tg_zero(y) + __tg_zero(z), fma)(x, y, z)
#undef remquo
#define remquo(x, y, quotient) __tg_real(__tg_zero(x) + __tg_zero(y), remquo)(x, y, quotient)

/* Of complex numbers. */
#undef carg
#define carg(x) __tg_complex(__tg_zero(x), carg)(x)
#undef cimag
#define cimag(x) __tg_complex(__tg_zero(x), cimag)(x)
#undef conj
#define conj(x) __tg_complex(__tg_zero(x), conj)(x)
#undef cproj
#define cproj(x) __tg_complex(__tg_zero(x), cproj)(x)
#undef creal
#define creal(x) __tg_complex(__tg_zero(x), creal)(x)

#endif
