//! what: variable arguments of all types, more than the registers hold (C11 7.16, psABI 3.5.7)
#include "../check.h"
#include <stdarg.h>

static long ints(int n, ...)
{
    va_list list;
    long total = 0;
    va_start(list, n);
    for (int i = 1; i <= n; i++)
        total += i * va_arg(list, int);
    va_end(list);
    return total;
}
static double doubles(int n, ...)
{
    va_list list;
    double total = 0;
    va_start(list, n);
    for (int i = 1; i <= n; i++)
        total += i * va_arg(list, double);
    va_end(list);
    return total;
}
/* Follows a format: i int, l long, u unsigned, d double, L long double, p char pointer, c char. */
static long double formatted(const char *format, ...)
{
    va_list list;
    long double total = 0;
    va_start(list, format);
    for (int weight = 1; *format; format++, weight++) {
        switch (*format) {
        case 'i': total += weight * va_arg(list, int); break;
        case 'l': total += weight * va_arg(list, long); break;
        case 'u': total += weight * va_arg(list, unsigned); break;
        case 'd': total += weight * va_arg(list, double); break;
        case 'L': total += weight * va_arg(list, long double); break;
        case 'p': total += weight * *va_arg(list, const char *); break;
        case 'c': total += weight * (char)va_arg(list, int); break;
        }
    }
    va_end(list);
    return total;
}
static int named(int a, double b, int c, double d, int e, int f, int g, int h, ...)
{
    va_list list;
    va_start(list, h);
    int r = a + b + c + d + e + f + g + h;
    r += va_arg(list, int);
    r += va_arg(list, double);
    r += va_arg(list, int);
    va_end(list);
    return r;
}

int main(void)
{
    volatile int v = -1;
    CHECK(ints(3, 1, 2, 3) == 14 && ints(12, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12) == 650 && ints(1, v) == -1);
    CHECK(doubles(2, 1.5, 2.5) == 6.5 && doubles(12, 1., 2., 3., 4., 5., 6., 7., 8., 9., 10., 11., 12.) == 650);
    CHECK(formatted("iludLpc", -1, 2L, 3u, 4.0, 5.0L, "A", 'B') == -1 + 4 + 9 + 16 + 25 + 6 * 65 + 7 * 66);
    CHECK(formatted("idididididididididid", 1, 2., 3, 4., 5, 6., 7, 8., 9, 10., 11, 12., 13, 14., 15, 16., 17, 18., 19, 20.) == 2870);
    CHECK(formatted("LiLdLlL", 1.L, 2, 3.L, 4., 5.L, 6L, 7.L) == 140);
    CHECK(formatted("iiiiiiLiL", 1, 2, 3, 4, 5, 6, 7.L, 8, 9.L) == 285);
    CHECK(formatted("ll", 1L << 40, -1L) == (1L << 40) - 2);
    CHECK(formatted("") == 0);
    CHECK(named(1, 2, 3, 4, 5, 6, 7, 8, 9, 10., 11) == 66);
    return 0;
}
