//! what: complex integers: operators, conversions, parts, constants, conjugates, usual conversions (GNU C "Complex Numbers")
#include "../check.h"

typedef _Complex int ci;
typedef _Complex signed char cc;
typedef _Complex unsigned short cus;
typedef _Complex long cl;

static ci global = 3 + 4i, product = (1 + 2i) * (3 - 4i), conjugate = ~(1 + 2i), opposite = -(5l - 6il);
static cc cut = 300 + 5i;
static _Complex double widened = 3 + 4i;
static cl truncated = 3.75 + 2.5i;
static ci row[3] = {1, 2i, [2] = 3 + 3i};
static const int folded = (1 + 2i) * (1 - 2i) == 5, part = __imag__(3 + 4i) * __real__(2 + 9i);
struct mixed { char a; _Complex short b; cc c; cl d; };
static struct mixed mixed = {1, 2 + 3i, 4 - 5i, 6i};

#define IS(z, re, im) (__real__(z) == (re) && __imag__(z) == (im))

static int constants(void)
{
    CHECK(IS(global, 3, 4) && IS(product, 11, 2) && IS(conjugate, 1, -2) && IS(opposite, -5, 6) && IS(cut, 44, 5));
    CHECK(IS(widened, 3.0, 4.0) && IS(truncated, 3, 2) && IS(row[1], 0, 2) && IS(row[2], 3, 3) && folded && part == 8);
    CHECK(IS(mixed.b, 2, 3) && IS(mixed.c, 4, -5) && IS(mixed.d, 0, 6));
    CHECK(sizeof(cc) == 2 && sizeof(ci) == 8 && sizeof(cl) == 16 && _Alignof(cus) == 2);
    CHECK(IS(0x10i, 0, 16) && IS(7uj, 0, 7) && IS(5LLi, 0, 5) && IS(5iLL, 0, 5));
    return 1;
}

static int types(void)
{
    CHECK(_Generic(1i, ci: 1, default: 0) && _Generic(1uli, _Complex unsigned long: 1, default: 0));
    CHECK(_Generic(1ill, _Complex long long: 1, default: 0) && _Generic(4000000000i, cl: 1, default: 0));
    CHECK(_Generic(1i + 1.0f, _Complex float: 1, default: 0) && _Generic(1i + 1l, cl: 1, default: 0));
    CHECK(_Generic(1 ? 1i : 2.0, _Complex double: 1, default: 0) && _Generic(1u + 1i, _Complex unsigned: 1, default: 0));
    CHECK(_Generic(__real__(cus)0, unsigned short: 1, default: 0) && _Generic(__imag__ 1i, int: 1, default: 0));
    return 1;
}

static int operators(ci a, ci b)
{
    CHECK(IS(a + b, 8, -3) && IS(a - b, -2, 11) && IS(a * b, 43, -1) && IS(-a, -3, -4) && IS(~a, 3, -4) && IS(+a, 3, 4));
    CHECK(IS(a + 1, 4, 4) && IS(1 - a, -2, -4) && IS(a * 3, 9, 12) && IS(2 * b, 10, -14) && IS(b / 2, 2, -3) && IS(a / -3, -1, -1));
    CHECK(a != b && a == 3 + 4i && !(a == 3) && 5 == (b + 7i) && !!a && !(a - a) && (b ? 1 : 0) && (_Bool)(a - 3) && !(_Bool)(a - a));
    int n = 0;
    if (a - 3) n++;
    while (b) {
        b -= b;
        n++;
    }
    CHECK(n == 2 && (a && 1) && (b || a) && !b);
    return 1;
}

static int assignments(void)
{
    volatile ci v = 3 + 4i;
    v *= v;
    CHECK(IS(v, -7, 24));
    __imag__ v += 5;
    __real__ v = 1;
    CHECK(IS(v, 1, 29));
    CHECK(IS(v++, 1, 29) && IS(v, 2, 29) && IS(--v, 1, 29));
    v = 5;
    CHECK(IS(v, 5, 0));
    v += 1.5 + 2.75i;
    CHECK(IS(v, 6, 2));
    int n = (int)(v + 9i);
    n += 2i;
    n *= 2 + 3i;
    CHECK(n == 12);
    double d = 4 + 3i;
    _Bool truth = 7i;
    CHECK(d == 4 && truth);
    _Complex unsigned char w = 200 + 100i;
    w += 100;
    CHECK(IS(w, 44, 100));
    w = w * w;
    CHECK(IS(w, (unsigned char)(44 * 44 - 100 * 100), (unsigned char)(2 * 44 * 100)));
    ci *p = &row[0];
    p[2] -= *p;
    CHECK(IS(row[2], 2, 3) && IS(*(1 ? p : 0), 1, 0));
    _Complex double z = row[2];
    z *= 1i;
    CHECK(IS(z, -3.0, 2.0) && IS((ci)z, -3, 2) && IS((cl)(_Complex float)row[2], 2, 3));
    return 1;
}

int main(void)
{
    CHECK(constants() && types() && operators(3 + 4i, 5 - 7i) && assignments());
    return 0;
}
