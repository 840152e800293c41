//! what: goto forward, backward, into and out of blocks and loops; labels have function scope (C11 6.8.6.1)
#include "../check.h"

static int count_down(int n)
{
    int steps = 0;
again:
    if (n == 0)
        goto out;
    n--;
    steps++;
    goto again;
out:
    return steps;
}

static int into_block(int enter)
{
    int r = 1;
    if (enter)
        goto inside;
    r = 2;
    {
        int local = 3;
        r += local;
        if (0) {
        inside:
            local = 40;
            r += local;
        }
        r += 100;
    }
    return r;
}

static int into_loop(int i)
{
    int n = 0;
    goto middle;
    for (i = 0; i < 5; i++) {
        n += 10;
    middle:
        n += 1;
    }
    return n;
}

static int deep(int target)
{
    for (int i = 0;; i++)
        for (int j = 0;; j++)
            for (int k = 0; k < 10; k++)
                if (i * 100 + j * 10 + k == target)
                    goto found;
                else if (j == 10)
                    goto next;
                else
                    continue;
next:
    return -1;
found:
    return target;
}

int main(void)
{
    CHECK(count_down(7) == 7);
    CHECK(into_block(0) == 105 && into_block(1) == 141);
    CHECK(into_loop(3) == 1 + 11);
    CHECK(deep(57) == 57 && deep(250) == -1);
    int x = 0;
    goto last;
unreached:
    x += 100;
last:;
    x += 1;
    CHECK(x == 1);
    if (x > 1)
        goto unreached;
    { goto unreached2; unreached2: x++; }
    CHECK(x == 2);
    return 0;
}
