//! what: the scopes of variable length arrays, left by every way, give their memory back; jumps out of them and within them (C11 6.2.4p7, 6.8.6.1)
#include "../check.h"

/* Each loop would need far more than a stack holds, were nothing given back. */
enum { ROUNDS = 20000, BYTES = 4000 };

static int for_scope(int n)
{
    long t = 0;
    for (int k = 0; k < ROUNDS; k++)
        for (char a[BYTES + n], *p = a; p < a + 2; p++) {
            *p = 1;
            t += *p + (long)(sizeof a != BYTES + (unsigned)n);
        }
    CHECK(t == 2 * ROUNDS);
    return 0;
}

static int continues(int n)
{
    int t = 0, i = 0;
    while (i < ROUNDS) {
        char a[BYTES][n];
        a[BYTES - 1][n - 1] = (char)(i++ & 1);
        if (a[BYTES - 1][n - 1])
            continue;
        {
            char b[n + BYTES];
            b[0] = 1;
            t += b[0];
            if (i % 4 == 1)
                continue;
        }
        t++;
    }
    CHECK(t == ROUNDS / 2 + ROUNDS / 4);
    i = 0;
    do {
        char a[BYTES + n];
        a[0] = 1;
        if (a[0])
            continue;
    } while (++i < ROUNDS);
    return 0;
}

static int breaks(int n)
{
    int t = 0;
    for (int i = 0; i < ROUNDS; i++) {
        for (;;) {
            char a[BYTES + n];
            a[0] = 1;
            {
                char b[BYTES + n];
                b[1] = a[0];
                t += b[1];
                break;
            }
        }
        switch (i & 1) {
        case 0: {
            char c[BYTES + n];
            c[0] = 1;
            t += c[0];
            break;
        }
        default: t++;
        }
    }
    CHECK(t == 2 * ROUNDS);
    return 0;
}

static int gotos(int n)
{
    int i = 0, t = 0;
again:
    if (i++ < ROUNDS) {
        char a[BYTES + n];
        a[0] = 2;
        if (i & 1)
            goto again;
        {
            char b[BYTES + n];
            b[0] = a[0];
            t += b[0];
            goto inside;
        }
    inside:
        t++;
        goto again;
    }
    CHECK(t == 3 * ROUNDS / 2);
    /* Within the scope nothing happens to the array. */
    int c[n], k = 0;
    for (int j = 0; j < n; j++)
        c[j] = 0;
loop:
    c[k]++;
    if (++k < n)
        goto loop;
    for (int j = 0; j < n; j++)
        CHECK(c[j] == 1);
    return 0;
}

static int returns(int n)
{
    char a[BYTES + n];
    a[n] = 3;
    {
        char b[BYTES][n];
        b[1][0] = 4;
        if (n > 1)
            return a[n] + b[1][0];
    }
    return 0;
}

static int expressions(int n)
{
    int t = 0;
    for (int i = 0; i < ROUNDS; i++)
        t += ({ char a[BYTES + n]; a[n] = 1; char *p = a; p[n]; }) + (n ? ({ int b[n]; b[0] = 1; b[0]; }) : 0);
    CHECK(t == 2 * ROUNDS);
    /* Scopes within the initializer of what comes into one itself. */
    int m[2][n], (*p)[n] = ({ int(*q)[n] = m; char c[n]; c[0] = 1; q + c[0]; });
    CHECK(p == m + 1);
    return 0;
}

static int cleaned;
static void clean(char (*p)[4]) { cleaned = cleaned * 10 + (*p)[0]; }

static int attribute(int n)
{
    {
        __attribute__((cleanup(clean))) char a[n];
        char b[n];
        __attribute__((cleanup(clean))) char c[n];
        a[0] = 1;
        b[0] = 5;
        c[0] = 2;
    }
    return cleaned;
}

static int after_label(int n)
{
    /* A jump to before the declaration makes the array anew. */
    int k = 1;
    char *first = 0;
top:;
    char a[k * 16];
    a[0] = (char)k;
    if (!first)
        first = a;
    CHECK(sizeof a == (unsigned)k * 16);
    if (k++ < n)
        goto top;
    return a[0] == n && first ? 0 : 1;
}

int main(void)
{
    RUN(for_scope(5));
    RUN(continues(1));
    RUN(breaks(3));
    RUN(gotos(4));
    for (int i = 0; i < ROUNDS; i++)
        CHECK(returns(2) == 7);
    RUN(expressions(3));
    CHECK(attribute(4) == 21);
    RUN(after_label(40));
    return 0;
}
