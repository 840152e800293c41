//! part
#include <stdarg.h>

typedef float _Complex fc;
typedef double _Complex dc;
typedef long double _Complex lc;
struct holds { fc f; int i; };
struct wide { dc d; };
struct extended { lc l; };

fc rotate_f(fc z) { return z * 1.0fi; }
dc rotate_d(dc z) { return z * 1.0i; }
lc rotate_l(lc z) { return z * 1.0Li; }
fc many_f(fc a, fc b, fc c, fc d, fc e, fc f, fc g, fc h, fc i, fc j)
{
    return a + 2 * b + 3 * c + 4 * d + 5 * e + 6 * f + 7 * g + 8 * h + 9 * i + 10 * j;
}
dc many_d(dc a, dc b, dc c, double d, dc e, dc f, double g, float h) { return a + 2 * b + 3 * c + 4 * d + 5 * e + 6 * f + 7 * g + 8 * h; }
lc mixed(int a, fc b, lc c, double d, dc e, lc f, char g, fc h, dc i, fc j, dc k, fc l, long double m)
{
    return a + b + c + d + e + f + g + h + i + j + k + l + m;
}
struct holds in_struct(struct holds s, fc f)
{
    s.f += f;
    s.i++;
    return s;
}
struct wide in_wide(struct wide s, dc d) { return (struct wide){s.d + d}; }
struct extended in_extended(struct extended s, lc l) { return (struct extended){s.l + l}; }
dc sum_variadic(int n, ...)
{
    va_list list;
    va_start(list, n);
    lc sum = 0;
    for (int i = 0; i < n; i++) {
        sum += va_arg(list, fc);
        sum += va_arg(list, dc);
        sum += va_arg(list, int);
        sum += va_arg(list, lc);
    }
    va_end(list);
    return sum;
}
lc through_pointer(lc (*f)(lc), lc z) { return f(f(z)); }
double parts_of(fc f, dc d, lc l)
{
    return __real__ f * 100000 + __imag__ f * 10000 + __real__ d * 1000 + __imag__ d * 100 + (double)__real__ l * 10 + (double)__imag__ l;
}
lc unused_results(void)
{
    rotate_l(1);
    return rotate_l(2.0Li);
}
