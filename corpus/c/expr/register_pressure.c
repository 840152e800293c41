//! what: expressions with more live values than registers, of integers, doubles and mixed, across calls
#include "../check.h"

static long id(long x) { return x; }
static double did(double x) { return x; }

static long many(long a, long b, long c, long d, long e, long f)
{
    long g = a + b, h = b + c, i = c + d, j = d + e, k = e + f, l = f + a, m = a * c, n = b * d, o = c * e, p = d * f;
    long q = g * h, r = i * j, s = k * l, t = m + n, u = o + p;
    return a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p + q + r + s + t + u
         + (g - h) * (i - j) * (k - l) + ((m ^ n) & (o | p)) - (q - r - s) + (t * u);
}

static double many_doubles(double a, double b, double c, double d)
{
    double e = a + b, f = b * c, g = c - d, h = d / a, i = a * d, j = b - c, k = e * f, l = g + h, m = i * j, n = e - g;
    double o = f + h, p = k - l, q = m + n, r = o * p, s = q - a, t = r + b;
    return a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p + q + r + s + t;
}

int main(void)
{
    volatile long one = 1;
    CHECK(many(1, 2, 3, 4, 5, 6) == many(one, 2 * one, 3 * one, 4 * one, 5 * one, 6 * one));
    CHECK(many(1, 2, 3, 4, 5, 6) == 899);
    CHECK(many_doubles(1, 2, 3, 4) == 372.0);
    /* A right-leaning tree keeps every left operand alive. */
    CHECK(id(1) + (id(2) + (id(3) + (id(4) + (id(5) + (id(6) + (id(7) + (id(8) + (id(9) + (id(10) + (id(11) + (id(12)
        + (id(13) + (id(14) + (id(15) + (id(16) + (id(17) + (id(18) + (id(19) + id(20))))))))))))))))))) == 210);
    CHECK(did(1) - (did(2) - (did(3) - (did(4) - (did(5) - (did(6) - (did(7) - (did(8) - (did(9) - (did(10) - (did(11)
        - (did(12) - (did(13) - (did(14) - (did(15) - (did(16) - did(17)))))))))))))))) == 9);
    long x = one;
    CHECK((x + 1) * ((x + 2) * ((x + 3) * ((x + 4) * ((x + 5) * ((x + 6) * ((x + 7) * ((x + 8) * ((x + 9) * ((x + 10)
        * ((x + 11) * ((x + 12) * ((x + 13) * ((x + 14) * ((x + 15) * (x + 16))))))))))))))) == 355687428096000);
    CHECK(id(id(1) * did(2.5) * 2 + id(3)) == 8);
    CHECK((id(7) / id(2)) * (id(9) % id(5)) + (id(1) << id(4)) - (id(-16) >> id(2)) == 3 * 4 + 16 + 4);
    return 0;
}
