//! part
#include <stdarg.h>
#include "complex_integers.h"

cc add_chars(cc a, cc b) { return a + b; }
cs add_shorts(cs a, cs b) { return a + b; }
ci add_ints(ci a, ci b) { return a + b; }
cl add_longs(cl a, cl b) { return a + b; }
struct holder make_holder(char a, cs b, ci c) { return (struct holder){a, b, c}; }

ci many(int a, cc b, cl c, ci d, cl e, cl f, struct holder g, cs h, double x, ci i)
{
    return a + b + (ci)c + d + (ci)e + (ci)f + g.b + g.c + h + (int)x + i;
}

cl variadic(int n, ...)
{
    va_list list;
    va_start(list, n);
    cl sum = 0;
    for (int i = 0; i < n; i++) {
        sum += va_arg(list, ci);
        sum += va_arg(list, cl);
        sum += va_arg(list, int);
    }
    va_end(list);
    return sum;
}
