//! part
#include <stdlib.h>

/* Uses many registers of both kinds. */
long clobber(long a, double b)
{
    long c = a * 3, d = c ^ a, e = d + c, f = e * d, g = f - e, h = g & f, i = h | c, j = i + g;
    double k = b * 2, l = k + b, m = l - k, n = m * l, o = n + m, p = o - n, q = p * o, r = q + p;
    volatile long keep = c + d + e + f + g + h + i + j;
    volatile double keep2 = k + l + m + n + o + p + q + r;
    (void)keep;
    (void)keep2;
    return a + (long)b;
}

static int compare(const void *a, const void *b)
{
    int x = *(const int *)a, y = *(const int *)b;
    clobber(x, y);
    return (x > y) - (x < y);
}

int sort_calls(void)
{
    int values[50];
    unsigned state = 1;
    for (int i = 0; i < 50; i++)
        values[i] = (state = state * 1103515245 + 12345) >> 16 & 1023;
    qsort(values, 50, sizeof *values, compare);
    for (int i = 1; i < 50; i++)
        if (values[i - 1] > values[i])
            return 1;
    return 0;
}
