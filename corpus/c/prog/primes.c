//! what: sieve, trial division and Miller-Rabin agree; Goldbach pairs; gcd and modular powers
#include "../check.h"

enum { limit = 20000 };
static unsigned char composite[limit];
static int trial(int n)
{
    if (n < 2)
        return 0;
    for (int d = 2; d * d <= n; d++)
        if (n % d == 0)
            return 0;
    return 1;
}
static unsigned long power(unsigned long b, unsigned long e, unsigned long m)
{
    unsigned long r = 1;
    for (b %= m; e; e >>= 1, b = b * b % m)
        if (e & 1)
            r = r * b % m;
    return r;
}
static int miller_rabin(unsigned long n)
{
    static const int bases[] = { 2, 3, 5, 7 };
    if (n < 2 || n % 2 == 0)
        return n == 2;
    unsigned long d = n - 1;
    int s = 0;
    for (; d % 2 == 0; d /= 2)
        s++;
    for (int i = 0; i < 4; i++) {
        if (n == (unsigned long)bases[i])
            return 1;
        unsigned long x = power(bases[i], d, n);
        if (x == 1 || x == n - 1)
            continue;
        int r = 1;
        for (; r < s; r++)
            if ((x = x * x % n) == n - 1)
                break;
        if (r == s)
            return 0;
    }
    return 1;
}
static unsigned gcd(unsigned a, unsigned b) { return b ? gcd(b, a % b) : a; }

int main(void)
{
    composite[0] = composite[1] = 1;
    for (int i = 2; i * i < limit; i++)
        if (!composite[i])
            for (int j = i * i; j < limit; j += i)
                composite[j] = 1;
    int count = 0;
    for (int i = 0; i < limit; i++) {
        CHECK(!composite[i] == trial(i) && trial(i) == miller_rabin(i));
        count += !composite[i];
    }
    CHECK(count == 2262 && miller_rabin(2147483647) && !miller_rabin(2147483649) && power(3, 200, 1000003) == 333986);
    for (int n = 4; n < 1000; n += 2) {
        int p = 2;
        while (composite[p] || composite[n - p])
            p++;
        CHECK(p <= n / 2);
    }
    CHECK(gcd(1071, 462) == 21 && gcd(17, 5) == 1 && gcd(0, 9) == 9);
    return 0;
}
