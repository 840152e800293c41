//! what: arguments in memory that are aligned to more than 16 bytes, named and variadic (psABI 3.2.2, 3.2.3, 3.5.7)
//! unless: clang in a function with a variable length array it leaves the argument area where that ends
#include "../check.h"
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

typedef struct { _Alignas(32) int a; } By32;
typedef struct { _Alignas(64) char c[70]; } By64;
typedef struct { int v[10]; } Plain;

static int is_aligned(const void *p, uintptr_t align) { return ((uintptr_t)p & (align - 1)) == 0; }

static int named(int a, int b, int c, int d, int e, int f, char s, By32 x, int t, By64 y, By32 z, int u)
{
    CHECK(is_aligned(&x, 32) && is_aligned(&y, 64) && is_aligned(&z, 32));
    return a + b + c + d + e + f + s + x.a * 100 + t + y.c[69] * 1000 + z.a * 10000 + u;
}

static int variadic(int n, ...)
{
    int sum = 0;
    va_list ap, again;
    va_start(ap, n);
    va_copy(again, ap);
    for (int i = 0; i < n; i++) {
        Plain p = va_arg(ap, Plain);
        By32 x = va_arg(ap, By32);
        int k = va_arg(ap, int);
        By64 y = va_arg(ap, By64);
        sum = sum * 3 + p.v[3] + x.a * 10 + k * 100 + y.c[1] * 1000;
    }
    CHECK(va_arg(again, Plain).v[9] == 0 && va_arg(again, By32).a == 9);
    va_end(again);
    va_end(ap);
    return sum;
}

static int through_pointer(int (*f)(int, ...), int n)
{
    char local[n + 3]; /* moves the stack by what is no multiple of 32 */
    memset(local, n, sizeof local);
    int r = f(1, (Plain){{1, 2, 3, n}}, (By32){9}, 5, (By64){{0, 6}});
    for (int i = 0; i < n + 3; i++) CHECK(local[i] == n);
    return r;
}

int main(void)
{
    CHECK(named(1, 2, 3, 4, 5, 6, 7, (By32){8}, 9, (By64){{[69] = 3}}, (By32){2}, 10) == 47 + 800 + 3000 + 20000);
    CHECK(variadic(1, (Plain){{1, 2, 3, 4}}, (By32){9}, 5, (By64){{0, 6}}) == 6594);
    CHECK(variadic(2, (Plain){{0, 0, 0, 4}}, (By32){9}, 5, (By64){{0, 6}}, (Plain){{0, 0, 0, 1}}, (By32){named(0, 0, 0, 0, 0, 0, 0, (By32){1}, 0, (By64){{0}}, (By32){0}, 0)}, 2,
                   (By64){{0, 3}}) == 6594 * 3 + 1 + 1000 + 200 + 3000);
    for (int n = 1; n < 100; n += 7) CHECK(through_pointer(variadic, n) == 6590 + n);
    return 0;
}
