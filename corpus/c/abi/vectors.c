//! what: vectors of 8 and 16 bytes as arguments and results, alone, in structures and unions, variadic (psABI 3.2.3: SSE and SSEUP)
//! with: part_vectors.c
#include "../check.h"
#include "vectors.h"

static v4si difference(v4si a, v4si b) { return b - a; }

int main(void)
{
    v4si a = {1, 2, 3, 4}, b = {10, 20, 30, 40}, r = add(a, b);
    CHECK(r[0] == 11 && r[1] == 22 && r[2] == 33 && r[3] == 44);
    v2sf s = {1.5f, -2}, t = scale(s, 2);
    CHECK(t[0] == 3 && t[1] == -4);
    v4hi n = narrow((v4hi){1, 2, 3, 4}, (v4hi){4, 4, 4, 5});
    CHECK(n[0] == -3 && n[3] == -1);
    struct one w = {{1, 2, 3, 4}};
    w = wrap(w, 0.5);
    CHECK(w.v[0] == 1.5f && w.v[3] == 4.5f);
    struct two p = {{1, 2}, {3, 4}};
    p = pair(p, (v2df){10, 20});
    CHECK(p.a[0] == 13 && p.a[1] == 14 && p.b[0] == 21 && p.b[1] == 22);
    struct large l = {{1, 2, 3, 4}, 5};
    l = extend(l, b);
    CHECK(l.a[0] == 10 && l.a[3] == 160 && l.b == 45);
    union either e = {{1, 2, 3, 4}}, f = {{5, 6, 7, 8}};
    e = choose(e, f);
    CHECK(e.v[0] == 1 && e.v[1] == 2 && e.v[2] == 5 && e.v[3] == 6);
    union floats u = {{1, 2, 3, 4}};
    u = blend(u, 9);
    CHECK(u.v[0] == 1 && u.v[2] == 3 && u.v[3] == 9);
    v16qi bytes = {1};
    bytes[15] = 2;
    CHECK(mixed(1, (v2df){1, 2}, 3, bytes, w, a, 2, (v4sf){1, 2, 3, 4}, (v2df){5, 6}, b, (v2df){7, 8}, 9) ==
          1 + 2 + 6 + 15 + 7 + 22 + 3.5f * 13 + 34 + 38 + 92 + 174 + 310 + 296 + 9);
    r = variadic(2, a, 1.0, s, 7, b, 2.0, t, 8);
    CHECK(r[0] == 13 && r[1] == 25 && r[2] == 33 - 6 && r[3] == 59);
    r = variadic(4, a, 1.0, s, 1, a, 1.0, s, 1, a, 1.0, s, 1, b, 2.0, s, 1);
    CHECK(r[0] == 17 && r[1] == 31 && r[2] == 39 - 8 && r[3] == 56);
    r = call(difference, a);
    CHECK(r[0] == 1 && r[3] == 4);
    return 0;
}
