//! what: tags: forward declarations, shadowing in blocks, scope of parameters, mutual reference (C11 6.7.2.3)
#include "../check.h"

struct a { struct b *b; int n; };
struct b { struct a *a; int n; };
struct t { char c[3]; };
union u;
static int read(union u *p);
union u { int i; char c[4]; };
static int read(union u *p) { return p->c[0]; }

int main(void)
{
    struct a a = { 0, 1 };
    struct b b = { &a, 2 };
    a.b = &b;
    CHECK(a.b->a->b->n == 2);
    CHECK(sizeof(struct t) == 3);
    {
        struct t;
        struct t *p = 0;
        struct t { int x; long y; };
        CHECK(sizeof *p == 16);
        struct t v = { 1, 2 };
        CHECK(v.y == 2);
    }
    CHECK(sizeof(struct t) == 3);
    {
        struct inner { struct t outer; struct t { int q; } own; } v = { { "ab" }, { 5 } };
        CHECK(v.own.q == 5 && v.outer.c[1] == 'b' && sizeof(struct t) == 4);
    }
    union u u = { 65 };
    CHECK(read(&u) == 'A');
    struct { int x; } one = { 1 }, two;
    two = one;
    CHECK(two.x == 1);
    enum t2 { yes = 1 } v = yes;
    CHECK(v == 1);
    return 0;
}
