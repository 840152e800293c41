//! what: dangling else, nested conditions, conditions that are constants or assignments (C11 6.8.4.1)
#include "../check.h"

static int dangle(int a, int b)
{
    if (a)
        if (b)
            return 1;
        else
            return 2;
    return 3;
}

static int ladder(int x)
{
    if (x < 0) return -1;
    else if (x == 0) return 0;
    else if (x < 10) return 1;
    else if (x < 100) return 2;
    else return 3;
}

int main(void)
{
    CHECK(dangle(1, 1) == 1 && dangle(1, 0) == 2 && dangle(0, 1) == 3);
    CHECK(ladder(-5) == -1 && ladder(0) == 0 && ladder(9) == 1 && ladder(99) == 2 && ladder(100) == 3);
    int x, y = 0;
    if ((x = 5))
        y = 1;
    CHECK(x == 5 && y == 1);
    if (x = 0)
        y = 2;
    else
        y = 3;
    CHECK(y == 3);
    if (0) { y = 4; } else if (1) { y = 5; }
    CHECK(y == 5);
    if (1) ; else y = 6;
    CHECK(y == 5);
    float f = 0.1f;
    if (f) y++;
    if (!f) y--;
    if (f != 0 && -f < 0) y++;
    CHECK(y == 7);
    void *p = &x;
    if (p) y = 8;
    if (!p) y = 9;
    CHECK(y == 8);
    long big = 1L << 32;
    if (big) y = 10;
    CHECK(y == 10);
    unsigned char c = 0;
    if (!c) y = 11;
    CHECK(y == 11);
    return 0;
}
