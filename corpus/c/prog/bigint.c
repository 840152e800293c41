//! what: arbitrary precision: factorials, powers and Fibonacci numbers in base 10^9
//! stdout: 2432902008176640000
//! stdout: 30414093201713378043612608166064768844377641568960512000000000000
//! stdout: 1267650600228229401496703205376
//! stdout: 280571172992510140037611932413038677189525
#include <stdint.h>
#include <stdio.h>

enum { limit = 20, base = 1000000000 };
struct big { int n; uint32_t digit[limit]; };

static struct big from(uint32_t x) { return (struct big){ 1, { x } }; }
static struct big times(struct big a, uint32_t x)
{
    uint64_t carry = 0;
    for (int i = 0; i < a.n; i++) {
        carry += (uint64_t)a.digit[i] * x;
        a.digit[i] = carry % base;
        carry /= base;
    }
    if (carry)
        a.digit[a.n++] = carry;
    return a;
}
static struct big plus(struct big a, const struct big *b)
{
    uint32_t carry = 0;
    for (int i = 0; i < b->n || i < a.n || carry; i++) {
        carry += (i < a.n ? a.digit[i] : 0) + (i < b->n ? b->digit[i] : 0);
        if (i >= a.n)
            a.n = i + 1;
        a.digit[i] = carry % base;
        carry /= base;
    }
    return a;
}
static struct big multiply(const struct big *a, const struct big *b)
{
    struct big r = { a->n + b->n, { 0 } };
    for (int i = 0; i < a->n; i++) {
        uint64_t carry = 0;
        for (int j = 0; j < b->n || carry; j++) {
            carry += r.digit[i + j] + (uint64_t)a->digit[i] * (j < b->n ? b->digit[j] : 0);
            r.digit[i + j] = carry % base;
            carry /= base;
        }
    }
    while (r.n > 1 && r.digit[r.n - 1] == 0)
        r.n--;
    return r;
}
static void print(struct big a)
{
    printf("%u", a.digit[a.n - 1]);
    for (int i = a.n - 2; i >= 0; i--)
        printf("%09u", a.digit[i]);
    printf("\n");
}

int main(void)
{
    struct big f = from(1);
    for (int i = 1; i <= 50; i++) {
        f = times(f, i);
        if (i == 20 || i == 50)
            print(f);
    }
    struct big power = from(2), result = from(1);
    for (int n = 100; n; n >>= 1) {
        if (n & 1)
            result = multiply(&result, &power);
        power = multiply(&power, &power);
    }
    print(result);
    struct big x = from(0), y = from(1);
    for (int i = 0; i < 200; i++) {
        struct big t = plus(x, &y);
        x = y;
        y = t;
    }
    print(x);
    return 0;
}
