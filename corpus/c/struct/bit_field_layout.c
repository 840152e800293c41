//! what: allocation of bit-fields: straddling, zero width, other types, unnamed, alignment (psABI 3.1.2)
#include "../check.h"
#include <string.h>

struct a { int x : 5, y : 11, z : 16; };
struct b { int x : 30; int y : 3; };
struct c { char a : 4; char b : 5; };
struct d { int a : 3; int : 0; int b : 3; };
struct e { char a : 3; char : 0; char b : 3; };
struct f { short a : 9; int b : 9; };
struct g { char c; int a : 8; int b : 16; };
struct h { int a : 4; char c; int b : 4; };
struct i { long a : 40; int b : 24; };
struct j { char c; long b : 33; };
struct k { unsigned a : 1; int : 7; unsigned b : 8; };
struct l { char c; int : 0; char d; };
struct m { char c; int : 5; char d; };
struct n { _Bool a : 1; unsigned char b : 7; unsigned short c : 12; };
union o { int a : 3; char c; };
struct p { int a : 17; char b : 7; short c : 9; };
struct q { long long a : 1; char b; };

#define IS(type, size, align) (sizeof(type) == (size) && _Alignof(type) == (align))
#define BYTES(type, member, value, ...)                       \
    {                                                         \
        type v;                                               \
        static const unsigned char expected[] = { __VA_ARGS__ }; \
        memset(&v, 0, sizeof v);                              \
        v.member = value;                                     \
        CHECK(memcmp(&v, expected, sizeof expected) == 0);    \
    }

int main(void)
{
    CHECK(IS(struct a, 4, 4) && IS(struct b, 8, 4) && IS(struct c, 2, 1) && IS(struct d, 8, 4) && IS(struct e, 2, 1));
    CHECK(IS(struct f, 4, 4) && IS(struct g, 4, 4) && IS(struct h, 4, 4) && IS(struct i, 8, 8) && IS(struct j, 8, 8));
    CHECK(IS(struct k, 4, 4) && IS(struct l, 5, 1) && IS(struct m, 3, 1) && IS(struct n, 4, 2) && IS(union o, 4, 4));
    CHECK(IS(struct p, 8, 4) && IS(struct q, 8, 8));
    BYTES(struct a, y, -1, 0xe0, 0xff, 0, 0)
    BYTES(struct a, z, 0x1234, 0, 0, 0x34, 0x12)
    BYTES(struct b, y, 3, 0, 0, 0, 0, 3, 0, 0, 0)
    BYTES(struct c, b, 0xf, 0, 0x0f)
    BYTES(struct d, b, 3, 0, 0, 0, 0, 3)
    BYTES(struct f, b, 0xff, 0, 0xfe, 1, 0)
    BYTES(struct g, b, 0x1234, 0, 0, 0x34, 0x12)
    BYTES(struct h, b, 7, 0, 0, 7, 0)
    BYTES(struct i, b, 0x123456, 0, 0, 0, 0, 0, 0x56, 0x34, 0x12)
    BYTES(struct j, b, 0xf0f0f0f1, 0, 0xf1, 0xf0, 0xf0, 0xf0, 0)
    BYTES(struct k, b, 0xff, 0, 0xff)
    BYTES(struct l, d, 9, 0, 0, 0, 0, 9)
    BYTES(struct m, d, 9, 0, 0, 9)
    BYTES(struct n, c, 0xfff, 0, 0, 0xff, 0x0f)
    BYTES(struct p, b, 0x3f, 0, 0, 0x7e, 0)
    BYTES(struct p, c, 0xff, 0, 0, 0, 0, 0xff, 0)
    BYTES(struct q, b, 5, 0, 5)
    return 0;
}
