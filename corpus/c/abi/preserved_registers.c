//! what: values live across calls survive, integers, doubles and long doubles (psABI 3.2.1)
//! with: part_preserved_registers.c
#include "../check.h"

long clobber(long a, double b);
int sort_calls(void);

static int many(long seed, double d)
{
    long a = seed + 1, b = seed + 2, c = seed + 3, e = seed + 4, f = seed + 5, g = seed + 6, h = seed + 7, i = seed + 8;
    double p = d + 1, q = d + 2, r = d + 3, s = d + 4, t = d + 5, u = d + 6, v = d + 7, w = d + 8, x = d + 9, y = d + 10;
    long double z = d + 0.5L;
    long sum = 0;
    for (int n = 0; n < 10; n++) {
        sum += clobber(a + n, p + n);
        a++;
        p += 1;
    }
    CHECK(a == seed + 11 && b == seed + 2 && c == seed + 3 && e == seed + 4 && f == seed + 5 && g == seed + 6 && h == seed + 7 && i == seed + 8);
    CHECK(p == d + 11 && q == d + 2 && r == d + 3 && s == d + 4 && t == d + 5 && u == d + 6 && v == d + 7 && w == d + 8 && x == d + 9 && y == d + 10);
    CHECK(z == d + 0.5L && sum == 10 * seed + 10 * (long)d + 200);
    return 0;
}

int main(void)
{
    RUN(many(100, 50));
    CHECK(sort_calls() == 0);
    return 0;
}
