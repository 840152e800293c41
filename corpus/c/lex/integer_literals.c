//! what: the type of an integer constant follows from its base, value and suffix (C11 6.4.4.1)
#include "../check.h"

#define IS(value, type) _Generic((value), type: 1, default: 0)

int main(void)
{
    CHECK(IS(2147483647, int) && IS(2147483648, long));
    CHECK(IS(0x7fffffff, int) && IS(0x80000000, unsigned) && IS(0xffffffff, unsigned));
    CHECK(IS(0x100000000, long) && IS(0x8000000000000000, unsigned long));
    CHECK(IS(037777777777, unsigned) && IS(040000000000, long));
    CHECK(IS(1u, unsigned) && IS(4294967295u, unsigned) && IS(4294967296u, unsigned long));
    CHECK(IS(1l, long) && IS(1L, long) && IS(1ul, unsigned long) && IS(1LU, unsigned long));
    CHECK(IS(1ll, long long) && IS(1LLu, unsigned long long) && IS(1uLL, unsigned long long));
    CHECK(IS(0xffffffffffffffffLL, unsigned long long));
    CHECK(IS(0b11, int) && 0b1011 == 11 && 0B1 == 1);
    CHECK(IS('a', int) && sizeof 'a' == 4);
    CHECK(0 == 00 && 0x0 == 0 && 017 == 15 && 0XaB == 171);
    CHECK(18446744073709551615u == ~0ul && 9223372036854775807 == 0x7fffffffffffffff);
    return 0;
}
