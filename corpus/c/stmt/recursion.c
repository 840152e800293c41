//! what: recursion: ackermann, mutual, through pointers, with many parameters, deep
#include "../check.h"

static int ackermann(int m, int n)
{
    return m == 0 ? n + 1 : n == 0 ? ackermann(m - 1, 1) : ackermann(m - 1, ackermann(m, n - 1));
}

static int is_odd(unsigned n);
static int is_even(unsigned n) { return n == 0 ? 1 : is_odd(n - 1); }
static int is_odd(unsigned n) { return n == 0 ? 0 : is_even(n - 1); }

static long fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }

static int hanoi(int n, int from, int to, int by, int *moves)
{
    if (n == 0)
        return 0;
    int weight = hanoi(n - 1, from, by, to, moves);
    ++*moves;
    return weight + n * (from + 2 * to) + hanoi(n - 1, by, to, from, moves);
}

static long many(long a, long b, long c, long d, long e, long f, long g, long h, int n)
{
    if (n == 0)
        return a + 2 * b + 3 * c + 4 * d + 5 * e + 6 * f + 7 * g + 8 * h;
    return many(h, a, b, c, d, e, f, g, n - 1);
}

static double power(double x, int n) { return n == 0 ? 1 : n % 2 ? x * power(x, n - 1) : power(x * x, n / 2); }

typedef int (*step)(void *next, int n);
static int bounce(void *next, int n) { return n == 0 ? 0 : 1 + ((step)next)(next, n - 1); }

static int depth(int n) { volatile char pad[64]; pad[n & 63] = 1; return n == 0 ? 0 : pad[n & 63] + depth(n - 1); }

int main(void)
{
    CHECK(ackermann(2, 3) == 9 && ackermann(3, 3) == 61);
    CHECK(is_even(1000) && is_odd(77) && !is_odd(100));
    CHECK(fib(20) == 6765);
    int moves = 0;
    CHECK(hanoi(5, 1, 3, 2, &moves) == 357 && moves == 31);
    CHECK(many(1, 2, 3, 4, 5, 6, 7, 8, 0) == 204 && many(1, 2, 3, 4, 5, 6, 7, 8, 8) == 204);
    CHECK(many(1, 2, 3, 4, 5, 6, 7, 8, 3) == 144);
    CHECK(power(2, 30) == 1073741824.0 && power(1.5, 3) == 3.375);
    CHECK(bounce((void *)bounce, 50) == 50);
    CHECK(depth(10000) == 10000);
    return 0;
}
