//! what: a non-local goto out of the scope of a variable length array gives its memory back
//! unless: clang it has no nested functions
//! unless: gcc 12 keeps the memory until the function returns, and 20 MB are too much
#include "../check.h"
#include <string.h>

/* Many turns with an array that is left by the jump: its memory is given back. */
static long arrays(int turns, int n)
{
    __label__ next;
    long total = 0;
    char *first = 0, *lowest = 0;
    void leave(char *p)
    {
        if (!first) first = lowest = p;
        if (p < lowest) lowest = p;
        total += p[0];
        goto next;
    }
    for (int i = 0; i < turns; i++) {
        {
            char a[n];
            memset(a, 1, (size_t)n);
            leave(a);
            total = -1;
        }
    next:;
    }
    return first - lowest < 4L * n + 4096 ? total : -2;
}

int main(void)
{
    CHECK(arrays(20000, 1000) == 20000);
    return 0;
}
