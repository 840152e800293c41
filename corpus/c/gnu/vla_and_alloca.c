//! what: variable length arrays beside alloca, their alignment, __builtin_alloca_with_align, computed gotos
#include "../check.h"

static int together(int n)
{
    char *first = __builtin_alloca((unsigned)n);
    first[0] = 'f';
    for (int i = 0; i < 100; i++) {
        char a[n + 2000];
        /* May be given back with the array that was there before it. */
        char *inner = __builtin_alloca(2000);
        inner[1999] = a[n + 1999] = 'x';
        CHECK(inner + 2000 <= a || a + n + 2000 <= inner);
    }
    char b[n];
    b[0] = 'b';
    char *last = __builtin_alloca(40);
    last[0] = 'l';
    CHECK(first[0] == 'f' && b[0] == 'b' && last[0] == 'l');
    return 0;
}

static int aligned(int n)
{
    for (int i = 1; i < n; i++) {
        char c[i];
        long double l[i];
        double d[i][i] __attribute__((aligned(64)));
        typedef int wide __attribute__((aligned(128)));
        c[0] = 1;
        l[0] = d[0][0] = 1;
        CHECK((unsigned long)l % _Alignof(long double) == 0 && (unsigned long)d % 64 == 0);
        struct { wide w; } s[i];
        s[i - 1].w = 2;
        CHECK((unsigned long)s % 128 == 0 && sizeof s == 128u * (unsigned)i);
        char *p = __builtin_alloca_with_align((unsigned)i * 3, 256 * 8);
        char *q = __builtin_alloca_with_align(5, 8);
        p[i * 3 - 1] = q[4] = c[0];
        CHECK((unsigned long)p % 256 == 0);
    }
    return 0;
}

static int computed(int n)
{
    static const void *const to[] = {&&again, &&out};
    int i = 0, sum = 0;
again: {
    int a[n];
    a[n - 1] = i;
    sum += a[n - 1];
    goto *to[++i == 5];
}
out:
    return sum;
}

/* Many arguments go over the stack, below the arrays. */
static int many(int a, int b, int c, int d, int e, int f, int g, int h, const char *i) { return a + b + c + d + e + f + g + h + i[0]; }
static int calls(int n)
{
    char a[n], b[n];
    a[0] = 1;
    b[0] = 2;
    return many(1, 2, 3, 4, 5, 6, ({ char c[n]; c[0] = 7; (int)c[0]; }), 8, a) + b[0];
}

int main(void)
{
    RUN(together(7));
    RUN(aligned(20));
    CHECK(computed(3) == 10);
    CHECK(calls(33) == 39);
    return 0;
}
