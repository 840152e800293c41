//! what: arrays of variable length in blocks: size at run time, given back on every way out (C11 6.7.6.2, 6.2.4p7, 6.5.3.4p2)
#include "../check.h"

struct wide { int v[10]; };

static int sum(int n)
{
    int a[n], s = 0;
    for (int i = 0; i < n; i++)
        a[i] = i;
    n = 0;
    for (unsigned i = 0; i < sizeof a / sizeof *a; i++)
        s += a[i];
    return s + (int)sizeof a;
}

/* A stack that is not given back ends long before. */
static long loops(void)
{
    long t = 0;
    for (int i = 0; i < 300000; i++) {
        char b[1000 + i % 7];
        b[0] = 1;
        b[sizeof b - 1] = 2;
        if (i % 3 == 0)
            continue;
        if (i == 299999)
            break;
        t += b[0] + b[sizeof b - 1];
    }
    return t;
}

static int jumps(int n)
{
    int k = 0;
again:;
    int a[1000 + n + k];
    a[999 + n + k] = k;
    if (k++ < 20000)
        goto again;
    {
        struct wide s[n];
        s[n - 1].v[9] = 5;
        if (k > 5)
            goto out;
    }
out:
    return k;
}

static struct wide record(int n)
{
    struct wide w[n];
    for (int i = 0; i < 10; i++)
        w[n - 1].v[i] = n * i;
    return w[n - 1];
}

static int effects(int *p)
{
    char a[(*p)++];
    char b[(*p)++];
    return (int)(sizeof a * 100 + sizeof b * 10) + *p;
}

static int rows(int n)
{
    int m[n][4], *p = m[n - 1] + 3;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < 4; j++)
            m[i][j] = i * j;
    return *p + (int)(sizeof m / sizeof m[0]);
}

static int value(int n)
{
    return ({ int a[n]; a[0] = n; a[n - 1] = 7; a[0] + a[n - 1]; }) + n;
}

static int parameter(int n, int a[n]) { return a[n - 1]; }

int main(void)
{
    int k = 3;
    CHECK(sum(10) == 45 + 40);
    CHECK(loops() == 199999 * 3 || loops() == 200000 * 3);
    CHECK(jumps(3) == 20001);
    CHECK(record(4).v[9] == 36);
    CHECK(effects(&k) == 300 + 40 + 5);
    CHECK(rows(5) == 12 + 5);
    CHECK(value(3) == 13);
    CHECK(parameter(2, (int[]){1, 2}) == 2);
    return 0;
}
