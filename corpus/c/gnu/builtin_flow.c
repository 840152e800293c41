//! what: __builtin_expect, unreachable, trap never reached, prefetch, assume_aligned (GNU C)
#include "../check.h"

#define likely(x) __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)

static int kind(int x)
{
    switch (x & 3) {
    case 0: return 10;
    case 1: return 11;
    case 2: return 12;
    case 3: return 13;
    default: __builtin_unreachable();
    }
}
static int sure(int x)
{
    if (x < 0)
        __builtin_trap();
    return x;
}
static int sum(const int *p, int n)
{
    const int *q = __builtin_assume_aligned(p, 4);
    int t = 0;
    for (int i = 0; i < n; i++) {
        __builtin_prefetch(q + i);
        __builtin_prefetch(q + i, 0, 3);
        t += q[i];
    }
    return t;
}

int main(void)
{
    int array[4] = { 1, 2, 3, 4 }, calls = 0;
    volatile int one = 1;
    if (likely(one) && !unlikely(!one))
        calls++;
    CHECK(calls == 1 && __builtin_expect(one + 1, 5) == 2 && _Generic(__builtin_expect(one, 1), long: 1, default: 0));
    CHECK(kind(4) == 10 && kind(7) == 13 && sure(3) == 3 && sum(array, 4) == 10);
    CHECK(__builtin_expect(calls++, 0) == 1 && calls == 2);
    return 0;
}
