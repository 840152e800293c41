//! what: all relational operators on all integer kinds, as values and as conditions (C11 6.5.8, 6.5.9)
#include "../check.h"

#define DEFINE(name, type)                                                        \
    static int value_##name(type a, type b)                                       \
    {                                                                             \
        return (a < b) | (a <= b) << 1 | (a > b) << 2 | (a >= b) << 3 | (a == b) << 4 | (a != b) << 5; \
    }                                                                             \
    static int branch_##name(type a, type b)                                      \
    {                                                                             \
        int r = 0;                                                                \
        if (a < b) r |= 1;                                                        \
        if (a <= b) r |= 2;                                                       \
        if (a > b) r |= 4;                                                        \
        if (a >= b) r |= 8;                                                       \
        if (a == b) r |= 16;                                                      \
        if (a != b) r |= 32;                                                      \
        return r;                                                                 \
    }
DEFINE(sc, signed char)
DEFINE(uc, unsigned char)
DEFINE(s, short)
DEFINE(us, unsigned short)
DEFINE(i, int)
DEFINE(u, unsigned)
DEFINE(l, long)
DEFINE(ul, unsigned long)
DEFINE(p, char *)

enum { less = 1 | 2 | 32, greater = 4 | 8 | 32, equal = 2 | 8 | 16 };
#define BOTH(name, a, b, expected) (value_##name(a, b) == (expected) && branch_##name(a, b) == (expected))

int main(void)
{
    char array[2];
    CHECK(BOTH(sc, -1, 1, less) && BOTH(sc, 127, -128, greater) && BOTH(sc, 5, 5, equal));
    CHECK(BOTH(uc, 255, 1, greater) && BOTH(uc, 0, 128, less));
    CHECK(BOTH(s, -32768, 32767, less) && BOTH(us, 0x8000, 0x7fff, greater));
    CHECK(BOTH(i, -1, 0, less) && BOTH(i, 2147483647, -2147483647 - 1, greater) && BOTH(i, -3, -3, equal));
    CHECK(BOTH(u, -1, 0, greater) && BOTH(u, 1, 0x80000000, less) && BOTH(u, 7, 7, equal));
    CHECK(BOTH(l, -1, 1, less) && BOTH(l, 1L << 40, 1, greater) && BOTH(l, 0x100000000, 0, greater));
    CHECK(BOTH(ul, -1, 1, greater) && BOTH(ul, 1, 1ul << 63, less) && BOTH(ul, 1ul << 33, 1ul << 33, equal));
    CHECK(BOTH(p, array, array + 1, less) && BOTH(p, array, array, equal));
    CHECK((1 < 2) == 1 && (-1 < 0u) == 0 && (3 > 2 > 1) == 0 && (1 == 1 == 1) == 1);
    CHECK(_Generic(1.0 < 2.0, int: 1, default: 0) && sizeof(1L == 1L) == 4);
    return 0;
}
