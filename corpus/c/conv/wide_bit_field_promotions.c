//! what: bit-fields of long and long long become int or unsigned when those hold all of their values, as in gcc and clang (6.3.1.1p2)
#include "../check.h"

struct s {
    unsigned long a : 3, b : 31, c : 32;
    long d : 3, e : 32, f : 33;
    unsigned long long g : 5;
    long long h : 31;
};

#define KIND(e) _Generic((e), int: 1, unsigned: 2, long: 3, default: 0)

int main(void)
{
    struct s s = {7, 7, 0xffffffff, -1, -1, -1, 31, -5};
    CHECK(KIND(+s.a) == 1 && KIND(+s.b) == 1 && KIND(+s.c) == 2 && KIND(s.a + s.b) == 1);
    CHECK(KIND(+s.d) == 1 && KIND(s.e - 1) == 1 && KIND(-s.g) == 1 && KIND(~s.h) == 1);
    CHECK(-1 < s.a && s.a - 8 < 0 && -s.g < 0 && s.c + 1 == 0 && (long)-s.c == 1);
    CHECK(KIND(s.a << 1) == 1 && KIND(1 ? s.a : s.d) == 1 && s.a * -1 == -7 && (s.h >> 1) == -3);
    s.a += 2;
    s.d--;
    CHECK(s.a == 1 && s.d == -2 && s.f == -1);
    return 0;
}
