//! what: va_copy, passing a va_list on, a pointer to one, and vsnprintf (C11 7.16.1.2)
#include "../check.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static int sum_list(int n, va_list list)
{
    int total = 0;
    while (n--)
        total += va_arg(list, int);
    return total;
}
static int twice(int n, ...)
{
    va_list list, copy;
    va_start(list, n);
    va_copy(copy, list);
    int total = sum_list(n, list) * 100;
    va_end(list);
    total += sum_list(n, copy);
    va_end(copy);
    return total;
}
static int next(va_list *list) { return va_arg(*list, int); }
static int in_steps(int n, ...)
{
    va_list list, middle;
    int r = 0;
    va_start(list, n);
    for (int i = 0; i < n; i++) {
        if (i == n / 2)
            va_copy(middle, list);
        r = r * 10 + next(&list);
    }
    r = r * 10 + next(&middle);
    va_end(middle);
    va_end(list);
    return r;
}
static int format(char *buffer, unsigned long size, const char *f, ...)
{
    va_list list;
    va_start(list, f);
    int n = vsnprintf(buffer, size, f, list);
    va_end(list);
    return n;
}
static int restart(int n, ...)
{
    va_list list;
    int r = 0;
    for (int i = 0; i < 2; i++) {
        va_start(list, n);
        r = r * 100 + sum_list(n, list);
        va_end(list);
    }
    return r;
}
struct holder { va_list list; };
static int held(int n, ...)
{
    struct holder h;
    va_start(h.list, n);
    int r = va_arg(h.list, int) + va_arg(h.list, int);
    va_end(h.list);
    return r;
}

int main(void)
{
    CHECK(twice(3, 1, 2, 3) == 606);
    CHECK(in_steps(8, 1, 2, 3, 4, 5, 6, 7, 8) == 123456785);
    CHECK(restart(7, 1, 2, 3, 4, 5, 6, 7) == 2828);
    CHECK(held(2, 30, 12) == 42);
    char buffer[100];
    CHECK(format(buffer, sizeof buffer, "%d %s %.2f %c %ld %Lg", 1, "two", 3.0, '4', 5L, 6.5L) == 18);
    CHECK(strcmp(buffer, "1 two 3.00 4 5 6.5") == 0);
    CHECK(format(buffer, 4, "%d", 123456) == 6 && strcmp(buffer, "123") == 0);
    return 0;
}
