//! what: structures of every class returned by value: registers, pairs, x87 stack and hidden pointer (psABI 3.2.3)
//! with: part_struct_returns.c
#include "../check.h"
#include "structs.h"

#define DECLARE(kind, type) kind type make_##type(int n);
#include "structs.inc"
#undef DECLARE
static int plus(int x) { return x + 1; }
struct ptr make_pointers(char *text, int (*f)(int));
struct m24 six(int a, int b, int c, int d, int e, int f);

int main(void)
{
    volatile int n = 5;
    CHECK(make_i1(n).a == 5 && make_i3(n).a[2] == 7 && make_i4(n).a == 5 && make_i5(n).a[4] == 9 && make_i8(n).a == 5 && make_i8(n).b == 6);
    struct i12 i12 = make_i12(n);
    CHECK(i12.a == 5 && i12.b == 6 && i12.c == 7);
    struct i16 i16 = make_i16(n);
    CHECK(i16.a == 5 && i16.b == 6 && i16.c == 7);
    CHECK(make_f4(n).a == 5 && make_f8(n).a == 5 && make_f8(n).b == 6 && make_f12(n).c == 7 && make_f16(n).a[3] == 8);
    struct d16 d16 = make_d16(n);
    CHECK(make_d8(n).a == 5 && d16.a == 5 && d16.b == 6);
    struct id id = make_id(n);
    struct di di = make_di(n);
    CHECK(id.a == 5 && id.b == 6 && di.a == 5 && di.b == 6 && make_fi(n).a == 5 && make_fi(n).b == 6);
    struct fif fif = make_fif(n);
    CHECK(fif.a == 5 && fif.b == 6 && fif.c == 7 && make_ffi(n).b == 6 && make_ffi(n).c == 7);
    CHECK(make_nested(n).in.a == 5 && make_nested(n).in.b.a == 6 && make_nested(n).c.a == 7);
    CHECK(make_m17(n).a[0] == 5 && make_m17(n).a[16] == 21 && make_m24(n).c == 7 && make_md24(n).b == 6);
    CHECK(make_x16(n).a == 5 && make_x32(n).a == 5 && make_x32(n).b == 6);
    struct ub ub = make_ub(n);
    CHECK(ub.a == 5 && ub.b == 6 && ub.c == 7 && ub.d == -8);
    CHECK(make_pk(n).b == 6 && make_pkd(n).b == 6 && make_empty_tail(n).a == 5 && make_al(n).a == 5);
    CHECK(make_uid(n).b == 5 && make_uf(n).b[1] == 6 && make_ul(n).a == 5);
    struct ptr p = make_pointers("text", plus);
    CHECK(p.a[1] == 'e' && p.b(4) == 5);
    struct m24 m[2] = { six(1, 2, 3, 4, 5, 6), make_m24(1) };
    CHECK(m[0].a == 12 && m[0].b == 34 && m[0].c == 56 && m[1].a == 1);
    m[1] = six(make_i4(1).a, make_m24(1).b, make_i12(1).c, make_m17(4).a[0], 5, 6);
    CHECK(m[1].a == 12 && m[1].b == 34);
    make_m24(n);
    make_x16(n);
    return 0;
}
