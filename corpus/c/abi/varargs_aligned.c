//! what: variadic aggregates of 16-byte alignment: on the stack they begin at a multiple of 16 (psABI 3.5.7, step 7)
#include "../check.h"
#include <stdarg.h>

struct aligned { long a, b; } __attribute__((aligned(16)));
struct mixed { long a; double b; } __attribute__((aligned(16)));

static long sum(int n, ...)
{
    va_list ap;
    va_start(ap, n);
    long total = 0;
    for (int i = 0; i < n; i++) {
        struct aligned x = va_arg(ap, struct aligned);
        total = total * 10 + x.a;
        total = total * 10 + x.b;
        total = total * 10 + va_arg(ap, int);
        struct mixed m = va_arg(ap, struct mixed);
        total = total * 10 + m.a;
        total = total * 10 + (long)m.b;
    }
    va_end(ap);
    return total;
}

int main(void)
{
    struct aligned x = {1, 2}, y = {6, 7}, z = {3, 1};
    struct mixed p = {4, 5.0}, q = {9, 1.0}, r = {3, 4.0};
    CHECK(sum(1, x, 3, p) == 12345);
    CHECK(sum(2, x, 3, p, y, 8, q) == 1234567891);
    CHECK(sum(3, x, 3, p, y, 8, q, z, 2, r) == 123456789131234);
    return 0;
}
