//! what: complex constant expressions: objects of static duration, imaginary constants, parts (C11 6.6, 6.7.9p4; GNU)
#include "../check.h"

typedef double _Complex dc;

static dc sum = 1.0 + 2.0i, product = (3.0 + 1.0i) * (2.0 - 1.0i), quotient = (1.0 + 2.0i) / (3.0 - 4.0i), scaled = 2 * (1.5 - 0.5i) / 4;
static float _Complex narrow = 0.1 + 0.2i;
static long double _Complex wide = 1.0Li + 0.5L;
static dc list[] = {1, 2.5f, 3.0i, -(4.0 - 1.0i), ~(1.0 + 1.0i), (dc)5, (float _Complex)0.1};
static double real = __real__(2.0 + 3.0i), imaginary = __imag__(2.0 + 3.0i), of_real = __imag__ 2.0;
static dc exact = __builtin_complex(-0.0, __builtin_inf()), not = __builtin_complex(1.0, -0.0);
static int equal = (1.0 + 1.0i) == (1.0 + 1.0i), different = 1.0i != 1, condition = (0.0i ? 1 : 2) + (1.0i && 1) + !1.0i;
static dc chosen = 1 ? 1.0i : 2.0;
static struct { char c; dc z[2]; float _Complex f; } record = {'x', {[1] = 2.0i}, .f = 1};
static dc *pointer = &list[3], *literal = &(dc){1.0 - 1.0i};

static int is(dc z, double re, double im) { return __real__ z == re && __imag__ z == im; }

int main(void)
{
    CHECK(is(sum, 1, 2) && is(product, 7, -1) && is(quotient, -0.2, 0.4) && is(scaled, 0.75, -0.25));
    CHECK(is(narrow, 0.1f, 0.2f) && is(wide, 0.5, 1));
    CHECK(is(list[0], 1, 0) && is(list[1], 2.5, 0) && is(list[2], 0, 3) && is(list[3], -4, 1) && is(list[4], 1, -1));
    CHECK(is(list[5], 5, 0) && is(list[6], 0.1f, 0));
    CHECK(real == 2 && imaginary == 3 && of_real == 0);
    CHECK(__builtin_signbit(__real__ exact) && __builtin_isinf(__imag__ exact) && __builtin_signbit(__imag__ not));
    CHECK(equal == 1 && different == 1 && condition == 3);
    CHECK(is(chosen, 0, 1) && is(record.z[0], 0, 0) && is(record.z[1], 0, 2) && is(record.f, 1, 0) && record.c == 'x');
    CHECK(is(*pointer, -4, 1) && is(*literal, 1, -1));
    CHECK(sizeof 1.0i == 16 && sizeof 1.0if == 8 && sizeof 1.fj == 8 && sizeof 1e0Li == sizeof(long double _Complex) && sizeof 0x1p3iL == sizeof 1e0Li);
    CHECK(is(0x1p3i, 0, 8) && is(1.5J, 0, 1.5) && is(1e1fI, 0, 10));
    return 0;
}
