//! what: GNU's __real__ and __imag__ as lvalues, conjugates by ~, __complex__, __builtin_complex and kin, without the mathematics library
#include "../check.h"

__complex__ double plain;
_Complex unnamed;
__extension__ typedef __complex__ float small;

static int is(_Complex double z, double re, double im) { return __real__ z == re && __imag z == im; }

typedef _Complex float by_mode __attribute__((mode(DC)));

struct holder { small s[2]; long double _Complex wide; };

static int evaluated;
static _Complex double *once(_Complex double *z)
{
    evaluated++;
    return z;
}

extern double creal(_Complex double), cimag(_Complex double);
extern _Complex double conj(_Complex double);
extern float crealf(_Complex float);
extern long double cimagl(_Complex long double);

int main(void)
{
    _Complex double z;
    __real__ z = 1;
    __imag__ z = 2;
    CHECK(is(z, 1, 2));
    __real__ z += 4;
    __imag__ z *= 3;
    ++__real__ z;
    (__imag__ z)--;
    CHECK(is(z, 6, 5));
    double *re = &__real__ z, *im = &__imag__ z;
    CHECK(im == re + 1 && *re == 6 && *im == 5);
    __real__ *once(&z) = 9;
    CHECK(evaluated == 1 && is(z, 9, 5));
    struct holder h = {{1, 2}, 3}, *p = &h;
    __imag__ p->s[1] = -1;
    __real__ h.wide = __imag__ h.s[1];
    CHECK(is(h.s[1], 2, -1) && is(h.wide, -1, 0));
    double plain_real = 4;
    __real__ plain_real = 5;
    CHECK(plain_real == 5 && __imag__ plain_real == 0 && __real__ 3 == 3 && _Generic(__imag__ 3.0f, float: 1, default: 0));
    CHECK(is(~z, 9, -5) && is(~~z, 9, 5) && is(~(z + 1), 10, -5));
    CHECK(is(__builtin_complex(1.0, -2.0), 1, -2) && _Generic(__builtin_complex(1.0f, 2.0f), small: 1, default: 0));
    CHECK(is(__builtin_conj(z), 9, -5) && __builtin_creal(z) == 9 && __builtin_cimagf(h.s[1]) == -1 && __builtin_creall(h.wide) == -1);
    CHECK(creal(z) == 9 && cimag(z) == 5 && is(conj(z), 9, -5) && crealf(z) == 9 && cimagl(z) == 5);
    CHECK(sizeof unnamed == 16 && is(plain, 0, 0) && is(unnamed, 0, 0));
    CHECK(__builtin_classify_type(z) == 9 && __builtin_constant_p(1.0i));
    __typeof__(__real__ h.wide) part = 1;
    CHECK(sizeof part == sizeof(long double));
    _Complex double choice = evaluated ?: z;
    CHECK(is(choice, 1, 0) && is(z ?: 7, 9, 5) && is(({ _Complex double w = z; w *= 2; w; }), 18, 10));
    CHECK(_Generic((by_mode)0, _Complex double: 1, default: 0));
    __auto_type copy = z * 1.0i;
    CHECK(is(copy, -5, 9));
    return 0;
}
