//! what: calls through pointers in tables, structures, arguments and returned, with every result class
#include "../check.h"
#include "structs.h"
#include <stdarg.h>

static int add(int a, int b) { return a + b; }
static double half(double x) { return x / 2; }
static struct m24 big(int n) { return (struct m24){ n, n * 2, n * 3 }; }
static struct d16 pair(double a) { return (struct d16){ a, -a }; }
static long double extended(long double a) { return a * 2; }
static void store(int *p) { *p = 99; }
static int total(int n, ...)
{
    va_list list;
    int t = 0;
    va_start(list, n);
    while (n--)
        t += va_arg(list, int);
    va_end(list);
    return t;
}
struct methods {
    int (*add)(int, int);
    double (*half)(double);
    struct m24 (*big)(int);
    struct d16 (*pair)(double);
    long double (*extended)(long double);
    void (*store)(int *);
    int (*total)(int, ...);
};
static const struct methods table = { add, half, big, pair, extended, store, total };
static const struct methods *get(void) { return &table; }
static int (*choose(int n))(int, ...) { return n ? total : 0; }
static int twice(int (*f)(int, int), int x) { return f(f(x, x), x); }

int main(void)
{
    const struct methods *m = get();
    int n = 0;
    CHECK(m->add(1, 2) == 3 && (*m->half)(5) == 2.5 && m->big(4).c == 12 && m->pair(1.5).b == -1.5 && m->extended(0.25L) == 0.5L);
    m->store(&n);
    CHECK(n == 99 && m->total(3, 1, 2, 3) == 6 && choose(1)(2, 20, 22) == 42 && choose(0) == 0);
    CHECK(twice(add, 5) == 15 && twice(get()->add, 1) == 3);
    int (*volatile f)(int, int) = add;
    CHECK(f(f(1, 2), f(3, 4)) == 10);
    CHECK((n ? add : 0)(4, 4) == 8 && get()->add == add && (f == add) == 1);
    return 0;
}
