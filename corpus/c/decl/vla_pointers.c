//! what: pointers to arrays of variable length: arithmetic, subscripts, casts, conditional expressions, compatibility (C11 6.5.6p10, 6.7.6.2p6, 6.2.7p3)
#include "../check.h"

static int arithmetic(int n, int m)
{
    int a[n][m];
    int(*p)[m] = a, (*q)[m] = &a[n];
    CHECK(q - p == n);
    CHECK(p + 1 == &a[1] && 1 + p == &a[1] && q - 1 == &a[n - 1]);
    CHECK((char *)(p + 2) - (char *)p == 2 * m * (int)sizeof(int));
    p += 2;
    CHECK(p == &a[2]);
    p -= 1;
    CHECK(p == &a[1]);
    CHECK(p++ == &a[1] && p-- == &a[2] && ++p == &a[2] && --p == &a[1]);
    CHECK(p > a && a < p && p >= a && p != a && &p[-1] == a);
    (*p)[1] = 7;
    CHECK(a[1][1] == 7 && p[0][1] == 7 && *(*p + 1) == 7);
    long k = -1;
    unsigned char u = 1;
    CHECK(p + k == a && p + u == &a[2]);
    int(*whole)[n][m] = &a;
    CHECK((*whole)[1][1] == 7 && (char *)(whole + 1) - (char *)whole == (int)sizeof a);
    int(**pp)[m] = &p;
    CHECK((**pp)[1] == 7 && pp[0][0][1] == 7);
    return 0;
}

static int casts(int n)
{
    int flat[24];
    for (int i = 0; i < 24; i++)
        flat[i] = i;
    CHECK(((int(*)[n])flat)[2][1] == 2 * n + 1);
    CHECK(((int(*)[2][n])flat)[1][1][0] == 3 * n);
    CHECK((*(int(*)[n][n])flat)[1][2] == n + 2);
    CHECK((int *)((int(*)[n])flat + 3) - flat == 3 * n);
    void *v = flat;
    int(*p)[n] = v;
    CHECK(p[1][0] == n);
    const int(*c)[n] = (const int(*)[n])p;
    CHECK((*c)[3] == 3);
    /* Every evaluation of the cast computes its size. */
    int sum = 0;
    for (int k = 1; k < 5; k++)
        sum += ((int(*)[k])flat)[2][0];
    CHECK(sum == 2 + 4 + 6 + 8);
    int(*literal[2])[n] = {p, p + 1};
    CHECK(literal[1][0][0] == n);
    CHECK((*(int(*[])[n]){p + 1, p}[0])[0] == n);
    return 0;
}

static int conditional(int n, int which)
{
    int a[2][n], b[2][n];
    for (int i = 0; i < 2 * n; i++) {
        a[0][i % n] = a[i / n][i % n] = i;
        b[i / n][i % n] = -i;
    }
    int(*p)[n] = which ? a : b;
    CHECK((which ? a : b)[1][1] == (which ? n + 1 : -n - 1));
    CHECK((*(which ? &a : &b))[1][0] == (which ? n : -n));
    CHECK(p[1][0] == (which ? n : -n));
    int(*null)[n] = which ? 0 : b;
    CHECK((null == 0) == which);
    void *v = a;
    CHECK((which ? v : b) == (which ? (void *)a : (void *)b));
    int fixed[2][3];
    int(*f)[3] = fixed, (*g)[] = fixed;
    fixed[1][0] = 5;
    /* With a constant length the composite type is an array of that length. */
    if (n == 3) {
        CHECK(sizeof *(which ? f : p) == sizeof(int[3]));
        CHECK(sizeof *(which ? p : f) == sizeof(int[3]));
        CHECK(sizeof *(which ? p : g) == sizeof(int) * (unsigned)n);
        p = f;
        f = p;
        CHECK(p[1][0] == 5 && f == fixed);
    }
    return 0;
}

static int kind(int n)
{
    int a[2][n];
    a[0][0] = 0;
    /* Compatible with every length; of arrays in arrays the constant ones must agree. */
    CHECK(_Generic(&a[0], int(*)[7]: 1, default: 2) == 1);
    CHECK(_Generic(&a, int(*)[2][7]: 1, int(*)[3][7]: 2, default: 3) == 1);
    CHECK(_Generic(&a, char(*)[2][7]: 1, default: 2) == 2);
    CHECK(_Generic(a[0], int *: 1, default: 2) == 1);
    return 0;
}

static int objects(int n)
{
    static int(*kept)[3];
    static int store[3][3];
    int(*local)[n] = store;
    static char(*fixed_size)[4];
    CHECK(kept == 0 && fixed_size == 0);
    kept = local;
    CHECK((*kept)[0] == 0);
    register int(*r)[n] = local;
    r[1][1] = 4;
    CHECK(store[1][1] == 4);
    return 0;
}

int main(void)
{
    RUN(arithmetic(4, 3));
    RUN(casts(4));
    RUN(conditional(3, 0));
    RUN(conditional(3, 1));
    RUN(conditional(5, 1));
    RUN(kind(7));
    RUN(objects(3));
    return 0;
}
