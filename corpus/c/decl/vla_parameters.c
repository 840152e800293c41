//! what: parameters of variably modified types, whose sizes are computed on entry with their effects (C11 6.7.6.3p7, 6.9.1p10, 6.7.6.2p4)
#include "../check.h"

static int order[8], ordered;
static int note(int x)
{
    order[ordered++] = x;
    return x;
}

/* Prototypes that say nothing of the lengths, something, and all. */
static int sum(int n, int m, int a[*][*]);
static int sum(int n, int m, int a[][*]);
static int sum(int n, int m, int (*a)[m]);
static int sum(int, int, int[*][*]);

static int sum(int n, int m, int a[n][m])
{
    int s = 0;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < m; j++)
            s += a[i][j];
    CHECK(sizeof *a == sizeof(int) * (unsigned)m && sizeof a == sizeof(void *));
    return s;
}

static int last(int n, double cube[static n][n + 1][2 * n]) { return (int)cube[n - 1][n][2 * n - 1]; }
static int qualified(int n, int a[const restrict static 1], int b[const n]) { return a[0] + b[n - 1] + (int)sizeof a; }

static int effects(int n, char b[][note(n)], int k, char c[k + 1][note(k)], char a[note(1)])
{
    CHECK(ordered == 3 && order[0] == n && order[1] == k && order[2] == 1);
    CHECK(sizeof *b == (unsigned)n && sizeof *c == (unsigned)k);
    return a == b[0] && a == c[0] ? 0 : 1;
}

static int counted(int n, int a[n++]) { return a ? 0 : n; }

/* Parameters change; the sizes that were computed from them do not. */
static int changed(int n, int a[][n])
{
    n = 100;
    return (int)(sizeof a[0] / sizeof(int)) + a[1][0];
}

static int old_style(n, m, a)
int n, m;
int a[n][m];
{
    return a[1][1] + (int)(sizeof *a / sizeof(int));
}

static int old_style_order(a, n)
int n;
short (*a)[n];
{
    return a[2][0];
}

typedef int row_of(int n, int a[][n], int i);
static int row(int n, int a[][n], int i) { return a[i][0]; }
static int apply(row_of *f, int g(int n, int (*)[n], int), int n, int (*a)[n]) { return f(n, a, 1) + g(n, a, 0); }

static int nested(int n, int (*a)[n], int (*f)(int m, int (*)[m], int))
{
    int (*local(int k, int b[k][k]))[3];
    (void)sizeof local;
    return f(n, a, 1);
}

static void transpose(int n, int m, const int from[n][m], int to[m][n])
{
    for (int i = 0; i < n; i++)
        for (int j = 0; j < m; j++)
            to[j][i] = from[i][j];
}

static int deep(int n, int level, int outer[n][n])
{
    int mine[n][n];
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            mine[i][j] = outer ? outer[i][j] + 1 : 0;
    return level ? deep(n, level - 1, mine) : mine[n - 1][n - 1];
}

int main(void)
{
    int a[3][4] = {{1, 2, 3, 4}, {5, 6, 7, 8}, {9, 10, 11, 12}}, t[4][3];
    CHECK(sum(3, 4, a) == 78);
    CHECK(sum(4, 3, (int(*)[3])a) == 78);
    double cube[2][3][4] = {0};
    cube[1][2][3] = 9;
    CHECK(last(2, cube) == 9);
    CHECK(qualified(2, a[0], a[1]) == 1 + 6 + (int)sizeof(void *));
    char c[1];
    RUN(effects(5, (void *)c, 3, (void *)c, c));
    CHECK(counted(3, 0) == 4);
    CHECK(changed(4, a) == 4 + 5);
    CHECK(old_style(3, 4, a) == 6 + 4);
    short s[3][2] = {{1, 2}, {3, 4}, {5, 6}};
    CHECK(old_style_order(s, 2) == 5);
    CHECK(apply(row, row, 4, a) == 6 && nested(4, a, row) == 5);
    transpose(3, 4, (const int(*)[4])a, t);
    CHECK(t[3][0] == 4 && t[0][2] == 9 && t[3][2] == 12);
    CHECK(deep(3, 20, 0) == 20);
    return 0;
}
