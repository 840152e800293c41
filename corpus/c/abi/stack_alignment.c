//! what: the stack is aligned to 16 bytes at every call, with odd numbers of stack arguments and locals (psABI 3.2.2)
#include "../check.h"
#include <stdint.h>
#include <stdio.h>

static int aligned(void)
{
    _Alignas(16) volatile char x[16];
    x[0] = 0;
    return ((uintptr_t)x & 15) == 0;
}
static int seven(int a, int b, int c, int d, int e, int f, int g) { return aligned() && a + b + c + d + e + f + g == 28; }
static int eight(int a, int b, int c, int d, int e, int f, int g, int h) { return aligned() && a + b + c + d + e + f + g + h == 36; }
static int extended(int a, long double b, int c) { return aligned() && a + b + c == 6; }
static int locals(int n)
{
    char a = n, b[3] = { n, n, n };
    long c = n;
    return aligned() && a == c && b[2] == n && (n == 0 || locals(n - 1));
}
static int nested(int n) { return seven(1, 2, 3, 4, 5, 6, 6 + eight(1, 2, 3, 4, 5, 6, 7, 7 + seven(1, 2, 3, 4, 5, 6, n))); }

int main(void)
{
    CHECK(aligned() && seven(1, 2, 3, 4, 5, 6, 7) && eight(1, 2, 3, 4, 5, 6, 7, 8) && extended(1, 2, 3) && locals(5) && nested(7));
    char buffer[64];
    CHECK(snprintf(buffer, sizeof buffer, "%d%d%d%d%d%f", 1, 2, 3, 4, 5, 0.5) == 13);
    CHECK(snprintf(buffer, sizeof buffer, "%d%d%d%d%f%Lf", 1, 2, 3, 4, 0.5, 0.5L) == 20);
    return 0;
}
