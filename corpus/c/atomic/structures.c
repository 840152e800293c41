//! what: atomic structures and unions, as whole values; sizes, alignments, parameters, what lvalue conversion drops (C11 6.2.5p27, 6.3.2.1p2, 6.7.2.4)
//! flags: -fno-trapping-math
#include <stddef.h>

#include "../check.h"

struct one { char c; };
struct two { char c[2]; };
struct four { short a, b; };
struct eight { int a, b; };
union choice { float f; char c[8]; };
struct sixteen { long a, b; };
struct three { char c[3]; };

struct holder { char before; _Atomic struct eight e; char between; _Atomic(struct two) t; char after; };

static _Atomic struct eight global;
static _Atomic(struct four) pair;
static _Atomic struct one single;

static int values(void)
{
    struct eight x, y = {3, 4};
    x = global;
    CHECK(x.a == 0 && x.b == 0);
#ifdef __clang__ /* which took the value of an assignment for an atomic one until version 15 */
    global = y;
    x = global;
#else
    x = (global = y);
#endif
    CHECK(x.a == 3 && x.b == 4);
    global = (struct eight){5, 6};
    struct eight z = global;
    CHECK(z.a == 5 && z.b == 6);
    struct four f = {-1, 9};
    pair = f;
    f = pair;
    CHECK(f.a == -1 && f.b == 9);
    single = (struct one){'x'};
    CHECK(((struct one)single).c == 'x');
    union choice v = {1.5f};
    _Atomic union choice u;
    u = v;
    v = u;
    CHECK(v.f == 1.5f);
    v.c[7] = 77;
    u = v;
    CHECK(((union choice)u).c[7] == 77);
    return 0;
}

#ifndef __clang__ /* which wants an expression (6.7.9p11 is for scalars, but 7.17.2.1 hardly means to forbid this) */
static _Atomic struct eight initialized = {1, 2};
static struct holder whole = {1, {2, 3}, 4, {{5, 6}}, 7};

static int lists(void)
{
    _Atomic struct eight here[3] = {{1, 2}, {3, 4}};
    struct holder other = {1, {whole.before, 3}, 4, {{5, 6}}, 7};
    struct eight e = initialized;
    CHECK(e.a == 1 && e.b == 2);
    e = whole.e;
    CHECK(e.a == 2 && e.b == 3 && whole.after == 7);
    e = other.e;
    CHECK(e.a == 1 && e.b == 3 && other.between == 4);
    e = here[1];
    CHECK(e.a == 3 && e.b == 4);
    e = here[2];
    CHECK(e.a == 0 && e.b == 0);
    return 0;
}
#else
static int lists(void) { return 0; }
#endif

static int inside(void)
{
    struct holder h;
    struct eight e = {2, 3};
    struct two t = {{5, 6}};
    h.before = 1;
    h.between = 4;
    h.after = 7;
    h.e = e;
    h.t = t;
    e = h.e;
    t = h.t;
    CHECK(e.a == 2 && e.b == 3 && t.c[0] == 5 && t.c[1] == 6);
    h.e = (struct eight){8, 9};
    t.c[1] = 10;
    h.t = t;
    e = h.e;
    CHECK(h.before == 1 && h.between == 4 && h.after == 7 && e.a == 8 && e.b == 9);
    _Atomic struct eight many[3];
    many[0] = (struct eight){1, 2};
    many[1] = (struct eight){3, 4};
    many[2] = many[1];
    many[1] = many[0];
    e = many[2];
    CHECK(e.a == 3 && e.b == 4);
    e = many[1];
    CHECK(e.a == 1 && e.b == 2);
    return 0;
}

static int by_value(_Atomic struct eight p, _Atomic(int) n, _Atomic double d)
{
    struct eight x = p;
    n += x.a;
    d += x.b;
    p = (struct eight){n, (int)d};
    x = p;
    return x.a * 100 + x.b;
}

/* A pointer to an atomic type is another type than a pointer to the plain one; a value has no atomic type. */
#define TYPE(e) _Generic((e), int: 1, _Atomic int: 2, int *: 3, _Atomic int *: 4, default: 5)

int main(void)
{
    RUN(values());
    RUN(lists());
    RUN(inside());
    struct eight e = {1, 2};
    CHECK(by_value(e, 10, 2.5) == 1104);
    _Atomic int a = 1;
    CHECK(TYPE(a) == 1 && TYPE(&a) == 4 && TYPE(+a) == 1);
#ifndef __clang__
    CHECK(TYPE(a = 2) == 1 && TYPE((_Atomic int)3) == 1);
#endif
    CHECK(sizeof(_Atomic char) == 1 && sizeof(_Atomic struct two) == 2 && sizeof(_Atomic struct eight) == 8 && sizeof(_Atomic(struct sixteen)) == 16);
    CHECK(_Alignof(_Atomic struct two) == 2 && _Alignof(_Atomic struct four) == 4 && _Alignof(_Atomic struct eight) == 8 && _Alignof(_Atomic union choice) == 8);
    CHECK(_Alignof(_Atomic(struct sixteen)) == 16 && _Alignof(_Atomic long double) == 16 && _Alignof(_Atomic long long) == 8);
    CHECK(offsetof(struct holder, e) == 8 && offsetof(struct holder, t) == 18 && sizeof(struct holder) == 24);
#ifndef __clang__ /* which makes it 4 bytes */
    CHECK(sizeof(_Atomic struct three) == 3 && _Alignof(_Atomic struct three) == 1);
#endif
    return 0;
}
