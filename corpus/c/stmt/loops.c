//! what: while, do, for: empty parts, declarations, break and continue, conditions of every type (C11 6.8.5)
#include "../check.h"

int main(void)
{
    int n = 0, sum = 0;
    while (n < 10)
        n++;
    do
        n--;
    while (n > 5);
    CHECK(n == 5);
    do sum++; while (0);
    CHECK(sum == 1);
    for (;;) {
        if (++n == 8)
            continue;
        if (n > 12)
            break;
        sum += n;
    }
    CHECK(n == 13 && sum == 1 + 6 + 7 + 9 + 10 + 11 + 12);
    for (int i = 0, *p = &i; *p < 3; ++*p)
        sum += i;
    CHECK(sum == 59);
    int i = 100;
    for (int i = 0; i < 2; i++) {
        int i = 50;
        sum += i;
    }
    CHECK(sum == 159 && i == 100);
    double d = 3;
    for (; d; d -= 1)
        n++;
    CHECK(n == 16);
    const char *text = "four";
    for (n = 0; *text; text++)
        n++;
    CHECK(n == 4);
    do {
        n--;
        if (n == 2)
            continue;
        sum++;
    } while (n > 0);
    CHECK(n == 0 && sum == 162);
    for (unsigned char c = 250; c >= 250; c++)
        n++;
    CHECK(n == 6);
    for (long l = 1L << 33; l > 1L << 32; l /= 2)
        n++;
    CHECK(n == 7);
    return 0;
}
