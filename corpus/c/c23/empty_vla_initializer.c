//! what: a variable length array initialized by {} (C23 6.7.10p4, p11)
//! flags: -std=c2x
//! unless: gcc 12 refuses the initializer
//! unless: clang 14 refuses the initializer
#include "../check.h"

static int zeroed(int n, int fill)
{
    long a[n][3] = {}, sum = 0;
    char b[n + 1] = {};
    for (int i = 0; i < n; i++)
        for (int j = 0; j < 3; j++) sum += a[i][j];
    for (int i = 0; i <= n; i++) sum += b[i];
    for (int i = 0; i < n; i++) a[i][2] = b[i] = fill;
    return sum == 0 && sizeof a == (unsigned long)n * 24 && a[n - 1][2] == fill && b[n] == 0;
}

int main(void)
{
    for (int i = 1; i < 100; i++) CHECK(zeroed(i, i));
    for (int n = 40; n > 0; n--) {
        int v[n] = {};
        for (int i = 0; i < n; i++) {
            CHECK(v[i] == 0);
            v[i] = -1;
        }
    }
    return 0;
}
