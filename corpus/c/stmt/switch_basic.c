//! what: switch: dense and sparse cases, default anywhere, fallthrough, no match (C11 6.8.4.2)
#include "../check.h"

static int dense(int x)
{
    switch (x) {
    case 0: return 10;
    case 1: return 11;
    case 2: return 12;
    case 3: return 13;
    case 4: return 14;
    case 5: return 15;
    case 7: return 17;
    }
    return -1;
}

static int sparse(int x)
{
    switch (x) {
    case -1000000: return 1;
    case 0x7fffffff: return 2;
    default: return 3;
    case -2147483647 - 1: return 4;
    case 12345: return 5;
    }
}

static int falls(int x)
{
    int r = 0;
    switch (x) {
    case 1:
        r += 1;
    case 2:
        r += 10;
        break;
    default:
        r += 100;
    case 3:
        r += 1000;
    }
    return r;
}

int main(void)
{
    for (int i = 0; i < 6; i++)
        CHECK(dense(i) == 10 + i);
    CHECK(dense(6) == -1 && dense(7) == 17 && dense(8) == -1 && dense(-1) == -1);
    CHECK(sparse(-1000000) == 1 && sparse(2147483647) == 2 && sparse(-2147483647 - 1) == 4 && sparse(12345) == 5 && sparse(0) == 3);
    CHECK(falls(1) == 11 && falls(2) == 10 && falls(3) == 1000 && falls(4) == 1100);
    int n = 0;
    switch (n) { }
    switch (n)
    case 0:
        n = 7;
    CHECK(n == 7);
    switch (n) case 1: n = 9;
    CHECK(n == 7);
    return 0;
}
