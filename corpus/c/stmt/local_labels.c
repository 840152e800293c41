//! what: __label__ declares a label local to a block, as macros with statement expressions use it (GNU C)
#include "../check.h"

#define FIND(array, count, wanted)               \
    __extension__({                              \
        __label__ found;                         \
        int at;                                  \
        for (at = 0; at < (count); at++)         \
            if ((array)[at] == (wanted))         \
                goto found;                      \
        at = -1;                                 \
    found:                                       \
        at;                                      \
    })

int main(void)
{
    int a[] = { 5, 6, 7 }, b[] = { 9, 8 };
    CHECK(FIND(a, 3, 7) == 2);
    CHECK(FIND(b, 2, 8) == 1);
    CHECK(FIND(a, 3, 1) == -1);
    {
        __label__ out, other;
        int n = 0;
        goto out;
    other:
        n += 10;
    out:
        n++;
        if (n < 5)
            goto other;
        CHECK(n == 12);
    }
    return 0;
}
