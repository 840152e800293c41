//! what: __attribute__((packed)) and aligned: layout, unaligned access, packed bit-fields, nested (GNU C)
#include "../check.h"
#include <string.h>

struct __attribute__((packed)) p { char c; int i; double d; short s; };
struct q { char c; int i __attribute__((packed)); long l; };
struct r { char c; struct p p; int i; } __attribute__((packed));
struct __attribute__((packed)) bits { unsigned a : 3; unsigned b : 13; unsigned c : 17; int d : 7; unsigned long e : 40; };
struct __attribute__((packed, aligned(4))) both { char c; short s; char d[2]; };
struct __attribute__((aligned(32))) wide { int x; };
struct contains { char c; struct wide w; };
typedef int unaligned_int __attribute__((aligned(1)));
struct u { char c; unaligned_int i; };

int main(void)
{
    CHECK(sizeof(struct p) == 15 && _Alignof(struct p) == 1 && __builtin_offsetof(struct p, d) == 5);
    CHECK(sizeof(struct q) == 16 && __builtin_offsetof(struct q, i) == 1 && __builtin_offsetof(struct q, l) == 8);
    CHECK(sizeof(struct r) == 20 && __builtin_offsetof(struct r, i) == 16);
    CHECK(sizeof(struct bits) == 10);
    CHECK(sizeof(struct both) == 8 && _Alignof(struct both) == 4 && __builtin_offsetof(struct both, s) == 1);
    CHECK(sizeof(struct wide) == 32 && sizeof(struct contains) == 64);
    CHECK(sizeof(struct u) == 5 && __builtin_offsetof(struct u, i) == 1);
    struct p array[3] = { { 1, 2, 3.5, 4 }, { 5, 6, 7.5, 8 } };
    volatile int one = 1;
    CHECK(array[one].i == 6 && array[one].d == 7.5 && array[one].s == 8 && array[2].d == 0);
    array[one].i += 1000000;
    array[one].d *= 2;
    CHECK(array[1].i == 1000006 && array[1].d == 15 && array[1].c == 5 && array[1].s == 8);
    struct bits b = { 5, 0x1abc, 0x1abcd, -3, 0xabcdef0123 };
    CHECK(b.a == 5 && b.b == 0x1abc && b.c == 0x1abcd && b.d == -3 && b.e == 0xabcdef0123);
    b.c = 0;
    b.e++;
    CHECK(b.b == 0x1abc && b.d == -3 && b.e == 0xabcdef0124 && b.c == 0);
    unsigned char bytes[10];
    struct bits one_field = { 0, 0, 0, 0, 0 };
    one_field.c = 0x1ffff;
    memcpy(bytes, &one_field, 10);
    CHECK(bytes[1] == 0 && bytes[2] == 0xff && bytes[3] == 0xff && bytes[4] == 1);
    struct r r = { 1, { 2, 3, 4, 5 }, 6 }, copy = r;
    CHECK(copy.p.i == 3 && copy.p.d == 4 && copy.i == 6);
    return 0;
}
