//! what: the comma operator evaluates in order and gives the right operand's value and type (C11 6.5.17)
#include "../check.h"

static int two(int a, int b) { return a * 10 + b; }

int main(void)
{
    int a = 1, b = 2;
    CHECK((a++, b++, a + b) == 5 && a == 2 && b == 3);
    CHECK(two((a, b), (b, a)) == 32);
    int i, j, sum = 0;
    for (i = 0, j = 10; i < j; i++, j--)
        sum += i * j;
    CHECK(i == 5 && j == 5 && sum == 0 * 10 + 1 * 9 + 2 * 8 + 3 * 7 + 4 * 6);
    CHECK(sizeof(1, 2L) == 8 && _Generic((1.0, 'a'), int: 1, default: 0));
    char array[7];
    CHECK(sizeof(0, array) == sizeof(char *));
    a = (b = 5, b + 1);
    CHECK(a == 6);
    if (a = 0, !a)
        b = 9;
    CHECK(b == 9);
    int x = ((void)0, 3);
    CHECK(x == 3);
    struct s { int v; } s = { 4 }, t;
    t = (a++, s);
    CHECK(t.v == 4 && a == 1 && (a++, s).v == 4);
    return 0;
}
