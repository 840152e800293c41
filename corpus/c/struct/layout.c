//! what: sizes, alignments and offsets of structures and unions (psABI 3.1.2)
#include "../check.h"

#define OFFSET(type, member) __builtin_offsetof(type, member)

struct a { char c; short s; int i; long l; };
struct b { long l; char c; };
struct c { char a[3]; short b; char d; };
struct d { struct b b; char c; };
union u { char c[9]; int i; double d; };
struct e { char c; union u u; _Bool b; };
struct f { float f; double d; float g; long double l; char c; };
struct g { char c; struct { char c; int i; } in[3]; void (*p)(void); };
struct h { int n; char flexible[]; };
struct empty_array { char c; int z[0]; };

int main(void)
{
    CHECK(sizeof(struct a) == 16 && OFFSET(struct a, s) == 2 && OFFSET(struct a, i) == 4 && OFFSET(struct a, l) == 8);
    CHECK(sizeof(struct b) == 16 && OFFSET(struct b, c) == 8);
    CHECK(sizeof(struct c) == 8 && OFFSET(struct c, b) == 4 && OFFSET(struct c, d) == 6 && _Alignof(struct c) == 2);
    CHECK(sizeof(struct d) == 24 && OFFSET(struct d, c) == 16);
    CHECK(sizeof(union u) == 16 && _Alignof(union u) == 8);
    CHECK(sizeof(struct e) == 32 && OFFSET(struct e, u) == 8 && OFFSET(struct e, b) == 24);
    CHECK(sizeof(struct f) == 64 && OFFSET(struct f, d) == 8 && OFFSET(struct f, g) == 16 && OFFSET(struct f, l) == 32 && OFFSET(struct f, c) == 48);
    CHECK(sizeof(struct g) == 40 && OFFSET(struct g, in[1].i) == 16 && OFFSET(struct g, p) == 32);
    CHECK(sizeof(struct h) == 4 && OFFSET(struct h, flexible) == 4);
    CHECK(sizeof(struct empty_array) == 4 && OFFSET(struct empty_array, z) == 4);
    struct a x[2];
    CHECK((char *)&x[1].i - (char *)x == 20);
    return 0;
}
