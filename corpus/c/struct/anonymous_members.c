//! what: anonymous structures and unions: access, initialization, offsets (C11 6.7.2.1p13)
#include "../check.h"

struct s {
    int kind;
    union {
        struct { int a, b; };
        long l;
        struct { char bytes[8]; } named;
    };
    struct { int tail; union { int x; unsigned y; }; };
};
static struct s global = { 1, { { 2, 3 } }, { 4, { 5 } } };
static struct s designated = { .b = 7, .tail = 8, .y = 9, .kind = 10 };

int main(void)
{
    CHECK(sizeof(struct s) == 24 && __builtin_offsetof(struct s, b) == 12 && __builtin_offsetof(struct s, y) == 20);
    CHECK(global.kind == 1 && global.a == 2 && global.b == 3 && global.tail == 4 && global.x == 5);
    CHECK(designated.b == 7 && designated.a == 0 && designated.tail == 8 && designated.y == 9 && designated.kind == 10);
    struct s *p = &global;
    p->l = 0x0000000500000006;
    CHECK(p->a == 6 && p->b == 5 && p->named.bytes[4] == 5);
    p->y = -1u;
    CHECK(p->x == -1);
    struct s local = { .kind = 3, .l = -1, .x = 4 };
    CHECK(local.a == -1 && local.b == -1 && local.x == 4 && local.tail == 0);
    union { struct { unsigned char lo, hi; }; unsigned short word; } u = { .word = 0x1234 };
    CHECK(u.lo == 0x34 && u.hi == 0x12);
    return 0;
}
