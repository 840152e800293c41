//! what: precedence and associativity of all operators (C11 6.5)
#include "../check.h"

int main(void)
{
    volatile int a = 2, b = 3, c = 5, d = 7;
    CHECK(a + b * c == 17 && (a + b) * c == 25 && a - b - c == -6 && d / b / a == 1 && d % c * a == 4);
    CHECK((a << b + 1) == 32 && (a < b == 1) && (a & b == 3) == (a & (b == 3)));
    CHECK((a | b ^ c & d) == (a | (b ^ (c & d))) && (a || b && 0) == 1);
    CHECK(-a * b == -6 && !a + 1 == 1 && ~a & 0xff && - -a == 2 && !!a == 1);
    CHECK((a == 2 ? b : c, d) == 7 && (a == 2 ? b : c) + d == 10);
    CHECK((a < b) + (b < c) == 2 && a < b + 1 && (b > a) == (c > b));
    int x, y;
    x = y = a + 1;
    CHECK(x == 3 && y == 3);
    x = a ? b ? 1 : 2 : 3;
    CHECK(x == 1);
    int array[] = { 10, 20, 30 }, *p = array;
    CHECK(*p + 1 == 11 && *(p + 1) == 20 && -*p == -10 && *&p[1] == 20 && (*p)-- - 1 == 9);
    CHECK(sizeof(int) * 2 - 1 == 7 && (char)300 + 1 == 45);
    CHECK((a & 1) == 0 && (a & 1 || b & 1) && a * b % c == 1 && (1 << 2 << 1) == 8 && (64 >> 2 >> 1) == 8);
    x = 10;
    x -= 3 - 1;
    CHECK(x == 8);
    x += y -= 1;
    CHECK(x == 10 && y == 2);
    return 0;
}
