//! what: names for variable length types and typeof: the size is computed once, where the name is declared (C11 6.7.8p3)
#include "../check.h"

static int calls;
static int count(int x)
{
    calls++;
    return x;
}

static int typedefs(int n)
{
    typedef int row[count(n)];
    CHECK(calls == 1);
    n = 50;
    row a, b[2], *p = b;
    CHECK(calls == 1);
    CHECK(sizeof a == sizeof(row) && sizeof(row) == 4 * sizeof(int) && sizeof b == 2 * sizeof a);
    CHECK((char *)(p + 1) - (char *)p == (int)sizeof(row) && calls == 1);
    for (unsigned i = 0; i < sizeof a / sizeof a[0]; i++)
        a[i] = b[1][i] = (int)i;
    CHECK(a[3] == 3 && p[1][3] == 3);
    {
        typedef row rows[3];
        rows r;
        CHECK(sizeof r == 3 * sizeof(row));
        r[2][3] = 1;
        int row = r[2][3];
        CHECK(row == 1);
    }
    typedef row *pointer;
    pointer q = &a;
    CHECK((*q)[2] == 2 && sizeof *q == sizeof a);
    typedef const row fixed;
    fixed *f = (fixed *)&a;
    CHECK((*f)[1] == 1);
    return 0;
}

static int typeofs(int n)
{
    int m[n][n + 1], k = 0;
    __typeof__(m) same;
    __typeof__(m[0]) one;
    __typeof__(int[n][2]) written;
    __typeof__(&m[k++]) pointer = &m[0];
    CHECK(sizeof same == sizeof m && sizeof one == sizeof m[0] && sizeof written == 2 * sizeof(int) * (unsigned)n);
    CHECK(k == 1);
    n = 99;
    __typeof__(same) again;
    CHECK(sizeof again == sizeof m && sizeof *pointer == sizeof m[0]);
    same[1][1] = again[2][3] = one[0] = written[0][0] = 5;
    CHECK(same[1][1] + again[2][3] + one[0] + written[0][0] == 20);
    __typeof__(m[0][k++]) plain = 1;
    CHECK(k == 1 && plain == 1);
    __auto_type decayed = m;
    CHECK(decayed == m && sizeof *decayed == sizeof m[0]);
    return 0;
}

static int in_loop(void)
{
    unsigned long total = 0;
    for (int i = 1; i <= 4; i++) {
        typedef char t[i];
        t a;
        a[i - 1] = 1;
        total += sizeof a + sizeof(t[2]);
    }
    CHECK(total == 30);
    return 0;
}

static int parameters(int n)
{
    typedef int row[n];
    struct box { int x; };
    typedef int walker(row *, int);
    int a[2][n];
    a[1][0] = 6;
    row *p = a;
    (void)sizeof(walker *);
    return p[1][0];
}

int main(void)
{
    RUN(typedefs(4));
    RUN(typeofs(3));
    RUN(in_loop());
    CHECK(parameters(3) == 6);
    return 0;
}
