//! what: a function with 127 parameters and a call with as many arguments (C11 5.2.4.1)
#include "../check.h"

#define P8(n, t) t p##n##0, t p##n##1, t p##n##2, t p##n##3, t p##n##4, t p##n##5, t p##n##6, t p##n##7
#define S8(n) p##n##0 + 2 * p##n##1 + 3 * p##n##2 + 4 * p##n##3 + 5 * p##n##4 + 6 * p##n##5 + 7 * p##n##6 + 8 * p##n##7
#define A8(b) b, b + 1, b + 2, b + 3, b + 4, b + 5, b + 6, b + 7

static double many(P8(a, int), P8(b, double), P8(c, char), P8(d, long), P8(e, float), P8(f, unsigned char), P8(g, int), P8(h, double),
                   P8(i, short), P8(j, long), P8(k, float), P8(l, int), P8(m, double), P8(n, char), P8(o, int), P8(q, unsigned))
{
    return S8(a) + S8(b) + S8(c) + S8(d) + S8(e) + S8(f) + S8(g) + S8(h) + S8(i) + S8(j) + S8(k) + S8(l) + S8(m) + S8(n) + S8(o) + S8(q);
}

int main(void)
{
    volatile int base = 1;
    CHECK(many(A8(base), A8(9), A8(17), A8(25), A8(33), A8(41), A8(49), A8(57), A8(65), A8(73), A8(81), A8(89), A8(97), A8(105), A8(113),
               A8(base + 120)) == 16 * 168 + 36 * (1 + 121) * 8);
    return 0;
}
