//! what: long double in arrays, structures, statics and through pointers takes 16 bytes (psABI figure 3.1)
#include "../check.h"
#include <string.h>

struct mixed { char c; long double l; char d; };
static long double table[4] = { 1.5L, -2.25L, 1e4930L };
static struct mixed stat = { 1, 3.75L, 2 };
union both { long double l; unsigned char bytes[16]; };

static void scale(long double *p, int n, long double by)
{
    for (int i = 0; i < n; i++)
        p[i] *= by;
}

int main(void)
{
    CHECK(sizeof(long double) == 16 && _Alignof(long double) == 16);
    CHECK(sizeof(struct mixed) == 48 && __builtin_offsetof(struct mixed, l) == 16 && __builtin_offsetof(struct mixed, d) == 32);
    CHECK(table[0] == 1.5L && table[3] == 0 && table[2] > 1e4929L && stat.l == 3.75L && stat.d == 2);
    scale(table, 3, 2);
    CHECK(table[0] == 3 && table[1] == -4.5L && table[2] == 2e4930L);
    long double local[3] = { table[0], table[1] }, *p = local;
    *p++ += 1;
    *p-- -= 0.5L;
    CHECK(local[0] == 4 && local[1] == -5 && local[2] == 0 && p == local);
    struct mixed copy = stat;
    copy.l = -copy.l;
    CHECK(copy.l == -3.75L && stat.l == 3.75L && copy.c == 1);
    union both u;
    memset(&u, 0, sizeof u);
    u.l = 1.0L;
    CHECK(u.bytes[9] == 0x3f && u.bytes[8] == 0xff && u.bytes[7] == 0x80 && u.bytes[0] == 0);
    volatile long double v = 0.1L;
    long double w = v;
    CHECK(w == v && w + v == 2 * v && -w < v);
    return 0;
}
