//! what: long double expressions deeper than the x87 stack, across calls and in conditions (psABI 3.2.1)
#include "../check.h"

static long double id(long double x) { return x; }
static long double poly(long double x)
{
    return ((((((((x + 1) * x + 2) * x + 3) * x + 4) * x + 5) * x + 6) * x + 7) * x + 8) * x + 9;
}

int main(void)
{
    CHECK(poly(1) == 46 && poly(0) == 9 && poly(-1) == 4);
    CHECK(id(1) + (id(2) + (id(3) + (id(4) + (id(5) + (id(6) + (id(7) + (id(8) + (id(9) + (id(10) + id(11)))))))))) == 66);
    volatile long double a = 1, b = 2, c = 3, d = 4;
    CHECK(a + (b * (c - (d / (a + (b * (c - (d / (a + (b * (c - d)))))))))) == 1 + 2 * (3 - 4 / (1 + 2 * (3 - 4 / (1 + 2 * (3 - 4.0L))))));
    CHECK((a + b) * (c + d) / (a - b) - (c * d) * (a + d) == -81);
    CHECK(a < b && b > a && a <= a && !(c < b) && a != b && (a < b) + (c < d) == 2);
    long double x = a ? b : c;
    x += x * x;
    x -= a;
    x /= 5;
    CHECK(x == 1);
    int i = x + 0.75L;
    CHECK(i == 1 && (x ? 5 : 6) == 5 && !x == 0);
    x = i;
    x = x + i + 2u + 3ul + 'a' + 0.5f + 0.25;
    CHECK(x == 104.75L);
    CHECK((x++, x--, ++x) == 105.75L);
    CHECK(-x == -105.75L && +x > 0 && (id(x), 1));
    id(3);
    for (int n = 0; n < 100; n++)
        (void)id(n);
    CHECK(id(9) - id(8) == 1);
    return 0;
}
