//! what: members through values, pointers, calls, arrays, nested and conditional operands (C11 6.5.2.3)
#include "../check.h"

struct in { int a[3]; struct { long deep; } d; };
struct out { char c; struct in in[2]; struct in *p; };
static struct in make(int n) { return (struct in){ { n, n + 1, n + 2 }, { n * 10L } }; }
static struct out global;
static struct out *where(void) { return &global; }

int main(void)
{
    struct out o = { 1, { make(1), make(2) }, &global.in[1] };
    CHECK(o.in[1].a[2] == 4 && (&o)->in->d.deep == 10 && make(5).a[1] == 6 && make(6).d.deep == 60);
    o.p->a[0] = 77;
    CHECK(global.in[1].a[0] == 77 && where()->in[1].a[0] == 77);
    where()->in[0].d.deep = 5;
    where()->in[0].d.deep += 3;
    CHECK(global.in[0].d.deep == 8 && (*where()).in[0].d.deep == 8);
    int n = 1;
    (n ? &o : &global)->c = 9;
    CHECK(o.c == 9 && global.c == 0);
    CHECK((n ? o : global).in[0].a[1] == 2);
    int *p = &o.in[1].a[1];
    *p = 50;
    CHECK(o.in[1].a[1] == 50 && p[-1] == 2 && p[1] == 4);
    long *d = &o.in[0].d.deep;
    CHECK(*d == 10 && (char *)d - (char *)&o.in[0] == 16);
    struct out *array[2] = { &o, &global };
    array[n]->in[n].a[n] = 3;
    CHECK(global.in[1].a[1] == 3);
    return 0;
}
