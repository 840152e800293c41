//! what: the __builtin_va_ family without <stdarg.h>, and __builtin_va_list as a type (GNU C)
#include "../check.h"

typedef __builtin_va_list list_type;

static int add(int n, list_type list)
{
    int t = 0;
    while (n--)
        t += __builtin_va_arg(list, int);
    return t;
}
static int total(int n, ...)
{
    list_type list, copy;
    __builtin_va_start(list, n);
    __builtin_va_copy(copy, list);
    int t = add(n, list) + 100 * __builtin_va_arg(copy, int);
    __builtin_va_end(copy);
    __builtin_va_end(list);
    return t;
}

int main(void)
{
    CHECK(total(8, 1, 2, 3, 4, 5, 6, 7, 8) == 136);
    CHECK(sizeof(list_type) == 24);
    char buffer[16];
    CHECK(__builtin_snprintf(buffer, sizeof buffer, "%d-%s", 5, "x") == 3 && __builtin_strcmp(buffer, "5-x") == 0);
    return 0;
}
