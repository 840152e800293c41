//! what: __int128: arithmetic, shifts, comparisons, conversions, parameters, variadic arguments, members (GCC manual, "128-bit Integers")
#include "../check.h"
#include <stdarg.h>

typedef __int128 wide;
typedef unsigned __int128 uwide;

#define MAKE(high, low) ((uwide)(high) << 64 | (low))

struct holder { char c; wide v; int after; };
static struct holder holder = {1, -5, 3};
static wide negative = -7;
static uwide zero;

static uwide weighted(int a, uwide x, int b, uwide y) { return x * a + y * b; }
static struct holder wrap(wide v) { struct holder h = {2, v, 4}; return h; }

static wide sum(int n, ...)
{
    va_list ap;
    va_start(ap, n);
    wide s = 0;
    for (int i = 0; i < n; i++) {
        s = s * 3 + va_arg(ap, wide);
        s += va_arg(ap, int);
    }
    va_end(ap);
    return s;
}

int main(void)
{
    volatile long long one = 1, minus = -3;
    wide a = minus, b = one;
    uwide u = minus;
    CHECK(sizeof(wide) == 16 && _Alignof(wide) == 16 && (char *)&holder.v - (char *)&holder == 16);
    CHECK(a == -3 && u == MAKE(-1ull, -3ull) && (uwide)b << 100 == MAKE(1ull << 36, 0));
    CHECK((a >> 65) == -1 && u >> 65 == 0x7fffffffffffffff && u << 64 == MAKE(-3ull, 0) && u << 63 == MAKE(0xfffffffffffffffe, 1ull << 63));
    for (int i = 0; i < 128; i++) {
        uwide bit = (uwide)b << i;
        CHECK((unsigned long long)(bit >> 64) == (i < 64 ? 0 : 1ull << (i - 64)) && (unsigned long long)bit == (i < 64 ? 1ull << i : 0));
        CHECK(bit >> i == 1 && (i == 0 || ((wide)((uwide)1 << 127) >> i) == -((wide)1 << (127 - i))));
    }
    volatile unsigned long long x = 0x123456789abcdef0, y = 0xfedcba9876543210;
    CHECK((uwide)x * y == MAKE(0x121fa00ad77d7422, 0x236d88fe5618cf00) && (uwide)x * y * y == MAKE(0x97798986829ec668, 0xd3ded44425faf000));
    uwide big = MAKE(1ull << 56, 12345);
    CHECK(big / 987654321 * 987654321 + big % 987654321 == big && big % 987654321 < 987654321);
    CHECK(a * 1000 / 7 == -428 && a * 1000 % 7 == -4 && -a == 3 && ~a == 2);
    CHECK(weighted(1, 2, 3, 4) == 14 && wrap(-9).v == -9 && wrap(-9).after == 4);
    CHECK(sum(2, (wide)5, 1, (wide)-6, 2) == 14);
    CHECK(holder.v == -5 && negative == -7 && !zero);
    zero += 5;
    zero <<= 70;
    zero |= 3;
    CHECK(zero == MAKE(5 << 6, 3) && zero++ == MAKE(5 << 6, 3) && ++zero == MAKE(5 << 6, 5) && zero-- == MAKE(5 << 6, 5) && (zero ^= one) == MAKE(5 << 6, 5));
    CHECK(a < b && b > a && u > (uwide)b && a != b && !(a == b) && a <= a && u >= u && !!a && (zero && b));
    int i = 5;
    i <<= (uwide)one;
    i += b;
    CHECK(i == 11 && (1 << (wide)(one + 2)) == 8);
    CHECK((double)a == -3.0 && (double)((uwide)b << 100) == 0x1p100 && (wide)-0x1.8p100 == -((wide)3 << 99));
    CHECK((float)(wide)-1 == -1.0f && (uwide)18446744073709551616.0L == MAKE(1, 0));
    _Bool truth = (uwide)b << 90;
    CHECK(truth && (char)a == -3 && (unsigned long long)a == -3ull && (zero ? a : b) == -3 && (b ?: a) == 1);
    return 0;
}
