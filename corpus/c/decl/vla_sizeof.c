//! what: sizeof of variable length types and of expressions of such types, which are evaluated (C11 6.5.3.4p2, 6.7.6.2p5)
#include "../check.h"

static int calls;
static int count(int x)
{
    calls++;
    return x;
}

static int types(int n)
{
    CHECK(sizeof(int[n]) == sizeof(int) * (unsigned)n);
    CHECK(sizeof(char[n][n + 1]) == (unsigned)(n * (n + 1)));
    CHECK(sizeof(char[3][n]) == 3u * (unsigned)n);
    CHECK(sizeof(int(*)[n]) == sizeof(void *));
    CHECK(sizeof(char[count(n)]) == (unsigned)n && calls == 1);
    CHECK(sizeof(char[n++]) + (unsigned)n > 0);
    CHECK(sizeof(sizeof(int[n])) == sizeof(unsigned long));
    return n;
}

static int expressions(int n)
{
    int a[n][n], i = 0, *one = a[0];
    int(*p)[n] = a;
    calls = 0;
    CHECK(sizeof a[i++] == sizeof(int) * (unsigned)n && i == 1);
    CHECK(sizeof *p++ == sizeof(int) * (unsigned)n && p == a + 1);
    CHECK(sizeof *(count(1) ? p : a) == sizeof(int) * (unsigned)n && calls == 1);
    CHECK(sizeof(a[count(0)]) == sizeof(int) * (unsigned)n && calls == 2);
    /* Not of a variable length type: not evaluated. */
    CHECK(sizeof one[i++] == sizeof(int) && i == 1);
    CHECK(sizeof a[i++][i++] == sizeof(int) && i == 1);
    CHECK(sizeof p++ == sizeof(void *) && p == a + 1);
    CHECK(sizeof &a[i++] == sizeof(void *) && i == 1);
    CHECK(sizeof(*p)[0] == sizeof(int));
    return 0;
}

/* The size is that of the declaration, whatever becomes of what it was computed from. */
static int later(int n)
{
    char a[n], b[n + 1];
    n = 1000;
    CHECK(sizeof a == 5 && sizeof b == 6);
    unsigned long total = 0;
    for (int i = 1; i < 10; i++) {
        char c[i];
        total += sizeof c;
    }
    CHECK(total == 45);
    return 0;
}

static int conditions(int n)
{
    int k = 0;
    while (sizeof(char[++k]) < 10)
        ;
    CHECK(k == 10);
    for (k = 0; sizeof(char[n + k]) != 20; k++)
        ;
    CHECK(k == 20 - n);
    CHECK((n > 2 ? sizeof(char[n]) : 0) == (unsigned)n);
    CHECK((n < 2 || sizeof(char[n + 1]) == (unsigned)n + 1));
    return (int)_Alignof(double[n]) != (int)_Alignof(double);
}

int main(void)
{
    CHECK(types(4) == 5 || types(4) == 4);
    RUN(expressions(3));
    RUN(later(5));
    RUN(conditions(3));
    return 0;
}
