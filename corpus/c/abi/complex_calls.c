//! what: complex arguments and results: one or two SSE registers, memory, the x87 stack (psABI 3.2.3: COMPLEX_X87)
//! with: part_complex_calls.c
#include "../check.h"
#include <stdarg.h>

typedef float _Complex fc;
typedef double _Complex dc;
typedef long double _Complex lc;
struct holds { fc f; int i; };
struct wide { dc d; };
struct extended { lc l; };

fc rotate_f(fc z);
dc rotate_d(dc z);
lc rotate_l(lc z);
fc many_f(fc a, fc b, fc c, fc d, fc e, fc f, fc g, fc h, fc i, fc j);
dc many_d(dc a, dc b, dc c, double d, dc e, dc f, double g, float h);
lc mixed(int a, fc b, lc c, double d, dc e, lc f, char g, fc h, dc i, fc j, dc k, fc l, long double m);
struct holds in_struct(struct holds s, fc f);
struct wide in_wide(struct wide s, dc d);
struct extended in_extended(struct extended s, lc l);
dc sum_variadic(int n, ...);
lc through_pointer(lc (*f)(lc), lc z);
double parts_of(fc f, dc d, lc l);
lc unused_results(void);

/* Called back by the other part. */
lc twice_l(lc z) { return z + z; }
static dc local(int n, ...)
{
    va_list list;
    va_start(list, n);
    dc sum = 0;
    for (int i = 0; i < n; i++) {
        sum += va_arg(list, fc);
        sum += va_arg(list, dc);
        sum += va_arg(list, int);
        sum += va_arg(list, lc);
    }
    va_end(list);
    return sum;
}

static int is(lc z, long double re, long double im) { return __real__ z == re && __imag__ z == im; }

int main(void)
{
    CHECK(is(rotate_f(1 + 2.0fi), -2, 1) && is(rotate_d(3 + 4.0i), -4, 3) && is(rotate_l(5 + 6.0Li), -6, 5));
    CHECK(is(rotate_l(rotate_l(rotate_l(1 + 2.0Li))) + rotate_d(1) * rotate_f(1), 2 - 1, -1));
    CHECK(is(many_f(1, 2.0fi, 3, 4.0fi, 5, 6.0fi, 7, 8.0fi, 9 + 1.0fi, 10.0fi), 1 + 9 + 25 + 49 + 81, 4 + 16 + 36 + 64 + 9 + 100));
    CHECK(is(many_d(1.0i, 2, 3 + 1.0i, 4, 5.0i, 6 + 7.0i, 8, 9), 2 * 2 + 3 * 3 + 4 * 4 + 6 * 6 + 7 * 8 + 8 * 9, 1 + 3 + 5 * 5 + 6 * 7));
    CHECK(is(mixed(1, 2.0fi, 3 + 3.0Li, 4, 5.0i, 6.0Li, 7, 8, 9.0i, 10, 11.0i, 12 + 1.0fi, 13), 1 + 3 + 4 + 7 + 8 + 10 + 12 + 13, 2 + 3 + 5 + 6 + 9 + 11 + 1));
    struct holds s = in_struct((struct holds){1 + 2.0fi, 7}, 3 - 1.0fi);
    CHECK(is(s.f, 4, 1) && s.i == 8);
    CHECK(is(in_wide((struct wide){1 + 2.0i}, 3.0i).d, 1, 5) && is(in_extended((struct extended){1 + 2.0Li}, 3.0Li).l, 1, 5));
    CHECK(is(sum_variadic(3, (fc)1.0fi, 2.0 + 1.0i, 3, 4.0Li + 1, (fc)5, (dc)6, 7, (lc)8, 9.0fi + 1, 1.0i, -1, 2.0Li), 2 + 3 + 1 + 5 + 6 + 7 + 8 + 1 - 1, 1 + 1 + 4 + 9 + 1 + 2));
    CHECK(is(local(2, (fc)1.0fi, 2.0 + 1.0i, 3, 4.0Li + 1, (fc)5, (dc)6, 7, (lc)8), 2 + 3 + 1 + 5 + 6 + 7 + 8, 1 + 1 + 4));
    CHECK(is(through_pointer(twice_l, 1 + 2.0Li), 4, 8) && is(through_pointer(rotate_l, 1 + 2.0Li), -1, -2));
    CHECK(parts_of(1 + 2.0fi, 3 + 4.0i, 5 + 6.0Li) == 123456);
    /* Results that nobody wants leave the x87 stack as it was. */
    for (int i = 0; i < 20; i++) {
        rotate_l(i);
        unused_results();
    }
    CHECK(is(rotate_l(1 + 2.0Li) + (lc)(1.0L + (long double)parts_of(0, 0, 1)), -2 + 1 + 10, 1));
    return 0;
}
