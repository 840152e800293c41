//! what: the arithmetic of #if: intmax_t and uintmax_t, characters, short-circuit, conditional (C11 6.10.1p4)
#include "../check.h"

#define TRUE_(n) n

static int passed;

int main(void)
{
#if 1 + 2 * 3 == 7 && (1 + 2) * 3 == 9 && -7 / 2 == -3 && -7 % 2 == -1
    passed++;
#endif
#if 0x7fffffffffffffff + 0 > 0 && 18446744073709551615u == -1
    passed++;
#endif
#if -1 > 0u
    passed++;
#endif
#if (2 || 1 / 0) && !(0 && 1 / 0)
    passed++;
#endif
#if (1 ? 2 : 1 / 0) == 2 && (0 ? 1 / 0 : 3) == 3
    passed++;
#endif
#if 'A' == 65 && '\n' == 10 && '\x41' == 'A' && '\101' == 'A' && L'b' == 98
    passed++;
#endif
#if 1 << 40 == 1099511627776 && ~0 == -1 && (5 & 6 | 8 ^ 1) == 13
    passed++;
#endif
#if -1 >> 1 == -1 && (-1u >> 63) == 1
    passed++;
#endif
#if TRUE_(3) == 3 && unknown_identifier == 0
    passed++;
#endif
#if (-1 ? -1 : 0u) > 0
    passed++;
#endif
#if 0b101 == 5 && 010 == 8 && 0xFULL == 15
    passed++;
#endif
#if '\377' < 0
    passed++;
#endif
#if 1 == 1L && 1 != 2 && 1 <= 1 && 2 >= 1 && +1 == - -1
    passed++;
#endif
#if (3, 2) == 2
    passed++;
#else
    passed++;
#endif
    CHECK(passed == 14);
    return 0;
}
