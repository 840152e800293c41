//! what: complex numbers: operators, conversions, comparisons, assignments (C11 6.2.5p11, 6.3.1.6 to 6.3.1.8, 6.5)
#include "../check.h"

typedef float _Complex fc;
typedef double _Complex dc;
typedef long double _Complex lc;

static int is(dc z, double re, double im)
{
    const double *part = (const double *)&z;
    return part[0] == re && part[1] == im;
}

static dc make(double re, double im)
{
    dc z;
    double *part = (double *)&z;
    part[0] = re;
    part[1] = im;
    return z;
}

static int operators(void)
{
    dc a = make(1, 2), b = make(3, -4);
    CHECK(is(a + b, 4, -2) && is(a - b, -2, 6) && is(a * b, 11, 2) && is(a / b, -0.2, 0.4));
    CHECK(is(+a, 1, 2) && is(-a, -1, -2));
    CHECK(is(a + 3, 4, 2) && is(3 + a, 4, 2) && is(a - 3.0f, -2, 2) && is(3 - a, 2, -2));
    CHECK(is(a * 2, 2, 4) && is(2L * a, 2, 4) && is(a / 2, 0.5, 1) && is(10 / b, 1.2, 1.6));
    CHECK(is((a + b) * (a - b) + a * a, 4 - 3, 28 + 4));
    CHECK(a == a && !(a != a) && a != b && !(a == b) && make(3, 0) == 3 && 3 == make(3, 0) && make(3, 1) != 3);
    CHECK(!make(0, 0) && !!make(0, 1) && !!make(1, 0) && (a && b) && (make(0, 0) || a) && !(a && make(0, -0.0)));
    CHECK((a ? 1 : 2) == 1 && (make(0, 0) ? 1 : 2) == 2);
    int k = 0;
    if (a)
        k++;
    while (a != 0 && k < 3)
        k++;
    CHECK(k == 3);
    CHECK(is(k ? a : 5, 1, 2) && is(k ? 5 : a, 5, 0) && is((k++, a), 1, 2));
    return 0;
}

static int conversions(void)
{
    dc z = make(2.75, -1.5);
    CHECK((int)z == 2 && (double)z == 2.75 && (float)z == 2.75f && (long double)z == 2.75L && (unsigned char)z == 2);
    CHECK((_Bool)z == 1 && (_Bool)make(0, 0.5) == 1 && (_Bool)make(0, 0) == 0);
    int i = z;
    double d = z;
    _Bool b = make(0, -3);
    CHECK(i == 2 && d == 2.75 && b);
    CHECK(is(7, 7, 0) && is(2.5f, 2.5, 0) && is((dc)(char)3, 3, 0));
    fc f = z;
    lc l = f;
    z = l;
    CHECK(is(z, 2.75, -1.5) && sizeof f == 8 && sizeof z == 16 && sizeof l == 2 * sizeof(long double));
    f = make(1.0 / 3, 0.1);
    CHECK(is(f, 1.0f / 3, 0.1f));
    CHECK(_Generic(f + 1, fc: 1, default: 0) && _Generic(f + 1.0, dc: 1, default: 0) && _Generic(f * 1.0L, lc: 1, default: 0));
    CHECK(_Generic(z + f, dc: 1, default: 0) && _Generic(1 ? f : 1.0L, lc: 1, default: 0) && _Generic(-f, fc: 1, default: 0));
    CHECK(_Generic(z == f, int: 1, default: 0) && _Alignof(fc) == _Alignof(float) && _Alignof(lc) == _Alignof(long double));
    return 0;
}

static int assignments(void)
{
    dc z = make(1, 2), *p = &z;
    CHECK(is(z += make(1, 1), 2, 3) && is(z -= 1, 1, 3) && is(z *= make(0, 1), -3, 1) && is(z /= 2, -1.5, 0.5) && is(*p, -1.5, 0.5));
    CHECK(is(z = 4, 4, 0) && is(z *= z, 16, 0));
    double d = 2;
    d *= make(3, 5);
    CHECK(d == 6);
    d += make(1, 1);
    int i = 10;
    i -= make(2.5, 1);
    CHECK(d == 7 && i == 7);
    fc f = 1;
    f += make(0.5, 0.25);
    CHECK(is(f, 1.5, 0.25));
    z = make(1, 2);
    CHECK(is(z++, 1, 2) && is(z, 2, 2) && is(++z, 3, 2) && is(z--, 3, 2) && is(--z, 1, 2));
    dc row[3] = {1, make(0, 1)}, (*whole)[3] = &row;
    row[2] = row[1] * row[1];
    CHECK(is((*whole)[2], -1, 0) && is(row[0], 1, 0) && &row[2] - &row[0] == 2);
    struct { char c; fc f; lc l; } s = {1, make(1, 2), make(3, 4)}, t = s;
    t.f += 1;
    CHECK(is(t.f, 2, 2) && is(t.l, 3, 4) && is(s.f, 1, 2));
    volatile dc v = make(5, 6);
    v += 1;
    v;
    CHECK(is(v, 6, 6));
    const dc c = {7};
    static dc zero;
    CHECK(is(c, 7, 0) && is(zero, 0, 0) && is((dc){8}, 8, 0));
    return 0;
}

static fc float_of(fc a, float b) { return a * b; }
static lc long_of(lc a, lc b) { return a * b - a / b; }
static dc recursive(int n, dc z) { return n ? recursive(n - 1, z * make(0, 1)) : z; }

static int functions(void)
{
    CHECK(is(float_of(make(1, 2), 3), 3, 6) && is(float_of(2, 3), 6, 0));
    CHECK(is(long_of(make(4, 2), 2), 6, 3) && is(long_of(make(0, 2), make(0, 1)), -4, 0));
    CHECK(is(recursive(7, make(1, 2)), 2, -1));
    dc (*f)(int, dc) = recursive;
    CHECK(is(f(2, 3) + f(1, 1), -3, 1));
    return 0;
}

/* Newton's method finds a cube root of -8 that is not real. */
static int newton(void)
{
    dc z = make(1, 1);
    for (int i = 0; i < 60; i++)
        z -= (z * z * z + 8) / (3 * z * z);
    dc error = z * z * z + 8;
    double *part = (double *)&error;
    CHECK(part[0] < 1e-12 && part[0] > -1e-12 && part[1] < 1e-12 && part[1] > -1e-12);
    return 0;
}

int main(void)
{
    RUN(operators());
    RUN(conversions());
    RUN(assignments());
    RUN(functions());
    RUN(newton());
    return 0;
}
