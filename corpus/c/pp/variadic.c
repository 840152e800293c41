//! what: variadic macros: empty rest, GNU comma deletion, named rest argument (C11 6.10.3, GNU C)
#include "../check.h"

static int sum(int count, ...)
{
    __builtin_va_list list;
    int total = 0;
    __builtin_va_start(list, count);
    for (int i = 0; i < count; i++)
        total += __builtin_va_arg(list, int);
    __builtin_va_end(list);
    return total;
}

#define SUM(n, ...) sum(n, ##__VA_ARGS__)
#define NAMED(n, rest...) sum(n, ##rest)
#define NAMED_PLAIN(n, rest...) sum(n, rest)
#define COUNT(...) COUNT_(__VA_ARGS__, 5, 4, 3, 2, 1, 0)
#define COUNT_(a, b, c, d, e, n, ...) n
#define PASS(...) SUM(__VA_ARGS__)

int main(void)
{
    CHECK(SUM(0) == 0);
    CHECK(SUM(2, 3, 4) == 7);
    CHECK(NAMED(0) == 0);
    CHECK(NAMED(3, 1, 2, 3) == 6);
    CHECK(NAMED_PLAIN(1, 9) == 9);
    CHECK(COUNT(a) == 1);
    CHECK(COUNT(a, b, c) == 3);
    CHECK(COUNT((a, b), c) == 2);
    CHECK(PASS(2, 5, 6) == 11);
    return 0;
}
