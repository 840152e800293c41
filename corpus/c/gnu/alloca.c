//! what: __builtin_alloca: alignment, several and in loops, with calls and large frames around (GNU C)
#include "../check.h"
#include <alloca.h>
#include <stdint.h>
#include <string.h>

static int fill(unsigned char *p, int n, int v) { memset(p, v, n); return p[0] + p[n - 1]; }

static int grow(int rounds)
{
    unsigned char *blocks[20];
    for (int i = 0; i < rounds; i++) {
        blocks[i] = __builtin_alloca(10 * i + 1);
        CHECK(((uintptr_t)blocks[i] & 15) == 0);
        CHECK(fill(blocks[i], 10 * i + 1, i) == 2 * i);
    }
    for (int i = 0; i < rounds; i++)
        CHECK(blocks[i][0] == i && blocks[i][10 * i] == i);
    return 0;
}
static int mixed(int n, int a, int b, int c, int d, int e, int f, int g)
{
    char local[100];
    char *p = alloca(n);
    memset(local, 1, sizeof local);
    memset(p, 2, n);
    int sum = fill((unsigned char *)alloca(50), 50, a + b);
    CHECK(local[99] == 1 && p[n - 1] == 2 && sum == 2 * (a + b) && c + d + e + f + g == 25);
    return 0;
}
static char *joined(const char *a, const char *b, char *out)
{
    char *t = alloca(strlen(a) + strlen(b) + 1);
    strcpy(t, a);
    strcat(t, b);
    return strcpy(out, t);
}

int main(void)
{
    char out[20];
    RUN(grow(20));
    RUN(mixed(1000, 1, 2, 3, 4, 5, 6, 7));
    CHECK(strcmp(joined("one", "two", out), "onetwo") == 0);
    for (int i = 0; i < 1000; i++)
        RUN(grow(3));
    return 0;
}
