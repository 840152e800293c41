//! what: enumerations with a fixed underlying type, and definitions repeated alike (C23 6.7.3.3, 6.2.7)
//! flags: -std=c2x
//! unless: gcc Debian 12 has gcc 12, which lacks this part of C23
//! unless: clang Debian 12 has clang 14, which lacks this part of C23
#include "../check.h"

enum small : unsigned char { A, B = 255 };
enum forward : long;
static enum forward early = 3;
enum forward : long { C = -1, D = 0x7fffffffffffffff };
enum : short { LONE = -5 };
enum huge : unsigned long long { TOP = 0xffffffffffffffff };
struct point {
    int x, y;
    struct point *next;
};
struct point {
    int x, y;
    struct point *next;
};
enum twice { ONE = 1, TWO };
enum twice { ONE = 1, TWO };

int main(void)
{
    enum small v = B;
    v++;
    CHECK(v == 0 && sizeof v == 1 && sizeof(enum forward) == 8 && early == 3);
    CHECK(C < 0 && D > 0 && LONE == -5 && TOP > 0 && sizeof LONE == 2);
    CHECK(_Generic(A, enum small: 1, default: 0) && _Generic((enum small)0, unsigned char: 1, default: 0));
    struct point p = {1, 2, &p};
    CHECK(p.next->y == 2 && TWO == 2);
    return 0;
}
