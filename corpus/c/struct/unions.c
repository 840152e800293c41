//! what: unions: overlapping representation, initialization of the first member, copies, arrays (C11 6.5.2.3)
#include "../check.h"

union value { int i; float f; unsigned char bytes[8]; long l; double d; };
static union value first = { 5 }, second = { .d = 1.0 }, third = { .bytes = { 1, 2, 3 } };
struct tagged { enum { is_int, is_double, is_text } kind; union { int i; double d; const char *s; } u; };

static double as_number(struct tagged t)
{
    switch (t.kind) {
    case is_int: return t.u.i;
    case is_double: return t.u.d;
    default: return t.u.s[0];
    }
}
static union value make(double d) { union value v; v.d = d; return v; }

int main(void)
{
    CHECK(sizeof(union value) == 8 && first.i == 5 && second.l == 0x3ff0000000000000 && third.l == 0x030201);
    union value v;
    v.f = 1.5f;
    CHECK(v.i == 0x3fc00000 && v.bytes[3] == 0x3f);
    v.l = 0x1122334455667788;
    CHECK(v.i == 0x55667788 && v.bytes[0] == 0x88 && v.bytes[7] == 0x11);
    union value w = v, *p = &w;
    p->bytes[7] = 0xff;
    CHECK(w.l == (long)0xff22334455667788 && v.bytes[7] == 0x11);
    CHECK(as_number((struct tagged){ is_int, { 3 } }) == 3 && as_number((struct tagged){ is_double, { .d = 2.5 } }) == 2.5);
    CHECK(as_number((struct tagged){ is_text, { .s = "A" } }) == 65);
    CHECK(make(-2.0).l == (long)0xc000000000000000 && make(1).bytes[7] == 0x3f);
    union value array[3] = { { 1 }, { .f = 2 }, { .l = 3 } };
    CHECK(array[1].i == 0x40000000 && array[2].i == 3);
    return 0;
}
