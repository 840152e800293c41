//! what: assignment values, compound operators, increments and neighbours of bit-fields; initializers (C11 6.5.16)
#include "../check.h"

struct s { unsigned a : 3; int b : 5; unsigned c : 24; long d : 37; _Bool e : 1; unsigned long f : 26; };
static struct s global = { 7, -16, 0xabcdef, -5, 1, 0x3ffffff };
static struct s partial = { .c = 5, .e = 1 };

int main(void)
{
    CHECK(global.a == 7 && global.b == -16 && global.c == 0xabcdef && global.d == -5 && global.e == 1 && global.f == 0x3ffffff);
    CHECK(partial.a == 0 && partial.b == 0 && partial.c == 5 && partial.d == 0 && partial.e == 1);
    volatile int n = 9;
    struct s s = { n, n, n, n, n, n }, *p = &s;
    CHECK(s.a == 1 && s.b == 9 && s.c == 9 && s.d == 9 && s.e == 1 && s.f == 9);
    CHECK((s.a = 13) == 5 && (p->b = 20) == -12 && (s.e = 2) == 1);
    CHECK((s.a += 4) == 1 && s.a == 1 && (s.a -= 2) == 7 && (s.a <<= 1) == 6 && (s.a |= 9) == 7 && (s.a &= 5) == 5);
    CHECK((s.b *= 3) == -4 && (s.b ^= 1) == -3 && (s.b %= 2) == -1 && (s.b >>= 1) == -1);
    CHECK(s.a++ == 5 && ++s.a == 7 && s.a++ == 7 && s.a == 0 && s.a-- == 0 && s.a == 7 && --s.a == 6);
    s.b = 15;
    CHECK(s.b++ == 15 && s.b == -16 && s.b-- == -16 && s.b == 15);
    s.d = 0xfffffffffL;
    CHECK(s.d == 0xfffffffffL && ++s.d == -0x1000000000L && s.d < 0);
    s.c = -1;
    CHECK(s.c == 0xffffff && s.c + 1 == 0x1000000 && ~s.c < 0);
    CHECK(p->f == 9 && (p->f -= 10) == 0x3ffffff && s.e == 1 && !s.e == 0);
    s.a = s.b = s.c = 5;
    CHECK(s.a == 5 && s.b == 5 && s.c == 5);
    s.f = 3.99;
    CHECK(s.f == 3);
    struct s copy = s;
    copy.a = 0;
    CHECK(s.a == 5 && copy.b == 5);
    union { struct { unsigned lo : 12, hi : 20; } bits; unsigned word; } u = { .word = 0x12345678 };
    CHECK(u.bits.lo == 0x678 && u.bits.hi == 0x12345);
    u.bits.lo = 0;
    CHECK(u.word == 0x12345000);
    struct { volatile unsigned ready : 1, count : 7; } v = { 0, 100 };
    v.ready = 1;
    v.count++;
    CHECK(v.ready && v.count == 101);
    if (s.a && !(s.c & 2) && s.b == (int)s.a)
        s.a = 3;
    CHECK(s.a == 3);
    return 0;
}
