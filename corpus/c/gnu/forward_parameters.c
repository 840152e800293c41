//! what: parameters declared ahead of the list, so that lengths before them can use them (GCC manual, "Arrays of Variable Length")
#include "../check.h"

/* clang does not have them. */
#ifndef __clang__
static int sum(int n; int a[n], int n)
{
    int s = 0;
    for (int i = 0; i < n; i++)
        s += a[i];
    return s;
}

static int corner(int m; int n; int a[n][m], char c, int n, int m) { return a[n - 1][m - 1] + c + (int)(sizeof *a / sizeof **a); }

#endif

int main(void)
{
#ifndef __clang__
    int a[2][3] = {{1, 2, 3}, {4, 5, 6}};
    CHECK(sum(a[0], 6) == 21);
    CHECK(corner(a, 10, 2, 3) == 6 + 10 + 3);
#endif
    return 0;
}
