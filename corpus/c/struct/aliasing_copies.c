//! what: values of structures survive later changes of their source; swaps through temporaries (C11 6.5.16.1)
#include "../check.h"

struct v { long a, b, c; };

static struct v swap_ends(struct v x)
{
    struct v t = x;
    x.a = t.c;
    x.c = t.a;
    return x;
}
static struct v rotate(const struct v *p)
{
    struct v r = { p->b, p->c, p->a };
    return r;
}
static struct v global = { 1, 2, 3 };
static struct v get(void) { return global; }
static struct v bump(void) { global.a += 10; return global; }

int main(void)
{
    struct v x = { 1, 2, 3 }, y = { 4, 5, 6 }, t;
    t = x, x = y, y = t;
    CHECK(x.a == 4 && x.c == 6 && y.a == 1 && y.c == 3);
    x = swap_ends(x);
    CHECK(x.a == 6 && x.c == 4);
    x = rotate(&x);
    CHECK(x.a == 5 && x.b == 4 && x.c == 6);
    struct v before = get();
    bump();
    CHECK(before.a == 1 && global.a == 11 && get().a == 11 && bump().a == 21);
    struct v *p = &global;
    struct v copy = *p;
    p->b = 50;
    CHECK(copy.b == 2 && global.b == 50);
    x = (struct v){ x.c, x.b, x.a };
    CHECK(x.a == 6 && x.b == 4 && x.c == 5);
    struct v array[3] = { { 1 }, { 2 }, { 3 } };
    int i = 0;
    array[i] = array[i + 1];
    array[2] = array[0];
    CHECK(array[0].a == 2 && array[2].a == 2);
    struct { struct v in[2]; int n; } outer = { { { 1, 2, 3 }, { 4, 5, 6 } }, 7 }, outer2;
    outer2 = outer;
    outer.in[0] = outer.in[1];
    CHECK(outer.in[0].b == 5 && outer2.in[0].b == 2 && outer2.n == 7);
    return 0;
}
