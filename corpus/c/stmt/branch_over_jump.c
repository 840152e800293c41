//! what: a branch whose arm is a jump alone: continue, break, goto, on integers and on floats that do not compare (C11 6.8.6)
//! stdout: 26 7 3 -1 3 2
#include <stdio.h>

static int evens(int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++) {
        if (i & 1)
            continue;
        if (i == 8)
            break;
        sum += i * 2 + (i > 2);
    }
    return sum;
}

/* Unordered: `!=` holds, `==`, `<` and `>=` do not; the opposite of a branch is not the opposite comparison. */
static int unordered(double x, double y)
{
    int ways = 0;
    for (int round = 0; round < 4; round++) {
        if (round == 0) {
            if (x == y)
                goto out;
        } else if (round == 1) {
            if (x < y)
                goto out;
        } else if (round == 2) {
            if (x >= y)
                goto out;
        } else {
            if (x != y)
                goto differs;
            goto out;
        }
        ways++;
        continue;
    differs:
        ways += 4;
    }
out:
    return ways;
}

static int last_negative(const int *a, int n)
{
    int i = n;
    for (;;) {
        if (i-- == 0)
            goto none;
        if (a[i] < 0)
            return i;
    }
none:
    return -1;
}

/* An index that changes sign is extended each time that it is used. */
static int around(const int *middle, int reach)
{
    int sum = 0;
    for (int i = -reach; i <= reach; i++) {
        if (!middle[i])
            continue;
        sum += middle[i];
    }
    return sum;
}

int main(void)
{
    int a[] = {1, -2, 3, -4, 5}, b[] = {1, 0, 1, 0, 0};
    volatile double zero = 0;
    double nan = zero / zero;
    printf("%d %d %d %d %d %d\n", evens(100), unordered(nan, 1), last_negative(a, 5), last_negative(a + 4, 1), around(a + 2, 2), around(b + 2, 2));
    return 0;
}
