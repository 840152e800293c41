//! what: the same operations folded and at run time give the same values
#include "../check.h"

#define SAME(expression_of_constants, expression_of_variables) ((expression_of_constants) == (expression_of_variables))
#define BINARY(type, a, b)                                                         \
    {                                                                              \
        volatile type x = a, y = b;                                                \
        CHECK(SAME((type)a + (type)b, x + y) && SAME((type)a - (type)b, x - y));   \
        CHECK(SAME((type)a * (type)b, x * y) && SAME((type)a / (type)b, x / y));   \
        CHECK(SAME((type)a < (type)b, x < y) && SAME((type)a >= (type)b, x >= y)); \
        CHECK(SAME((type)a == (type)b, x == y) && SAME(!(type)a, !x) && SAME(-(type)a, -x)); \
        CHECK(SAME((type)a && (type)b, x && y) && SAME((type)a ? 1 : 2, x ? 1 : 2)); \
    }
#define INTEGER(type, a, b)                                                        \
    BINARY(type, a, b)                                                             \
    {                                                                              \
        volatile type x = a, y = b;                                                \
        CHECK(SAME((type)a % (type)b, x % y) && SAME((type)a & (type)b, x & y));   \
        CHECK(SAME((type)a | (type)b, x | y) && SAME((type)a ^ (type)b, x ^ y));   \
        CHECK(SAME(~(type)a, ~x) && SAME((type)a >> 3, x >> 3));                   \
    }

enum { folded = (7 * 3 - 1) / 4 % 3 << 4 | 5 & ~1 ^ 2 };
static const double folded_double = 1.0 / 3.0 * 3.0 - 0.1 * 10;
static char sized[(sizeof(long) > 4 ? 3 : 1) * (1 + 1 == 2)];

int main(void)
{
    INTEGER(int, -1234567, 891)
    INTEGER(int, 46340, -46340)
    INTEGER(unsigned, 4000000000u, 77u)
    INTEGER(long, -123456789012, 9876)
    INTEGER(unsigned long, 0xfedcba9876543210, 0x12345)
    INTEGER(signed char, -100, 7)
    INTEGER(unsigned short, 60000, 123)
    BINARY(double, 1.1, 3.3)
    BINARY(float, 1.1f, -3.3f)
    BINARY(long double, 1.1L, 1e10L)
    BINARY(double, -0.0, 5e-324)
    CHECK(folded == (32 | 6) && sizeof sized == 3);
    volatile double third = 1.0 / 3.0, tenth = 0.1;
    CHECK(folded_double == third * 3.0 - tenth * 10);
    return 0;
}
