//! what: float arguments become double for varargs and for functions without prototype (C11 6.5.2.2p6)
#include "../check.h"
#include <stdarg.h>

static double sum(int n, ...)
{
    va_list list;
    double total = 0;
    va_start(list, n);
    while (n--)
        total += va_arg(list, double);
    va_end(list);
    return total;
}

static double old(x, y) float x; double y; { return x + y; }

int main(void)
{
    volatile float f = 0.5f;
    CHECK(sum(3, f, 1.25f, 2.0) == 3.75);
    CHECK(sum(10, f, f, f, f, f, f, f, f, f, f) == 5.0);
    CHECK(old(f, 1.0) == 1.5);
    CHECK(_Generic(f * f, float: 1, default: 0) && _Generic(-f, float: 1, default: 0));
    return 0;
}
