//! what: frames of more than 4 KiB, 64 KiB and 1 MiB, with small locals around (offsets beyond 8 and 16 bits)
#include "../check.h"

static unsigned use(unsigned char *p, int size)
{
    unsigned sum = 0;
    for (int i = 0; i < size; i += 97)
        p[i] = i;
    for (int i = 0; i < size; i += 97)
        sum += p[i];
    return sum;
}

static unsigned expected(int size)
{
    unsigned sum = 0;
    for (int i = 0; i < size; i += 97)
        sum += i & 255;
    return sum;
}

static int pages(int a)
{
    int before = a;
    unsigned char buffer[5000];
    int after = a + 1;
    CHECK(use(buffer, 5000) == expected(5000));
    CHECK(before == a && after == a + 1);
    return 0;
}

static int many(int a, double d)
{
    long first = a;
    unsigned char x[70000], y[70000];
    double last = d;
    CHECK(use(x, 70000) == expected(70000) && use(y, 70000) == expected(70000));
    CHECK(x[97] == 97 && y[69937] == (69937 & 255) && first == a && last == d);
    return 0;
}

static int megabyte(int n)
{
    unsigned char buffer[1 << 20];
    int guard = n;
    CHECK(use(buffer, sizeof buffer) == expected(sizeof buffer));
    buffer[(1 << 20) - 1] = 7;
    return guard == n && buffer[(1 << 20) - 1] == 7 ? 0 : 1;
}

int main(void)
{
    RUN(pages(5));
    RUN(many(6, 2.5));
    RUN(megabyte(7));
    return 0;
}
