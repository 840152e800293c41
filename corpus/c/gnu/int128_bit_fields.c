//! what: bit-fields of __int128, of up to 128 bits: layout, loads, stores, operators, initializers (GNU C)
#include "../check.h"
#include <string.h>

typedef __int128 i128;
typedef unsigned __int128 u128;

struct pair { i128 x : 70; u128 y : 58; };
struct mixed { int p : 5; u128 q : 90; int r : 20; };
struct whole { u128 w : 128; };
struct narrow { i128 s : 3, t : 40, m : 64; u128 n : 65; };
struct __attribute__((packed)) tight { char c; u128 v : 121; char e; };
struct around { u128 k0 : 3, k1 : 77; char c; u128 : 70; char k; };
union both { i128 f : 90; u128 g : 100; };

#define BIG(high, low) ((u128)(high) << 64 | (low))

static struct pair known = {-7, 9};
static struct mixed mixed = {3, BIG(5, 0x8000000000000001u), -2};
static struct tight tight = {1, BIG(1ull << 56, 77), 2};

static int layout(void)
{
    CHECK(sizeof(struct pair) == 16 && sizeof(struct mixed) == 16 && sizeof(struct whole) == 16 && sizeof(struct narrow) == 32);
    CHECK(sizeof(struct tight) == 18 && sizeof(struct around) == 32 - 21 && _Alignof(struct pair) == 16);
    unsigned char bytes[16];
    memcpy(bytes, &known, 16);
    CHECK(bytes[0] == 0xf9 && bytes[7] == 0xff && bytes[8] == 0x7f && bytes[9] == 2 && bytes[15] == 0);
    return 1;
}

static int values(u128 big)
{
    struct pair s = {big, big};
    CHECK(s.x == (i128)(big << 58) >> 58 && s.y == (big & BIG(0, (1ull << 58) - 1)));
    CHECK(known.x == -7 && known.y == 9 && mixed.q == BIG(5, 0x8000000000000001u) && mixed.p == 3 && mixed.r == -2);
    CHECK(tight.v == BIG(1ull << 56, 77) && tight.c == 1 && tight.e == 2);
    struct narrow n = {3, -5, -1, big};
    CHECK(n.s == 3 && n.t == -5 && n.m == -1 && n.n == (big & BIG(1, ~0ull)));
    n.s = 5;
    CHECK(n.s == -3 && _Generic(n.s + 0, int: 1, default: 0) && -1 < n.s + 3u);
    union both u = {.f = -1};
    CHECK(u.f == -1 && (u.g & BIG((1 << 26) - 1, ~0ull)) == BIG((1 << 26) - 1, ~0ull));
    struct around a = {.k1 = big, .c = 3, .k = 4};
    CHECK(a.k1 == (big & BIG((1 << 13) - 1, ~0ull)) && a.k0 == 0 && a.c == 3 && a.k == 4);
    return 1;
}

static int operators(struct pair *p)
{
    p->x = (i128)1 << 69; /* cut: the sign */
    CHECK(p->x < 0 && p->x == -((i128)1 << 69) && p->y == 9);
    CHECK((p->x = 5) == 5 && p->x++ == 5 && ++p->x == 7 && p->x-- == 7 && p->x == 6);
    CHECK((p->y = BIG(1, 3)) == 3 && p->y == 3 && p->x == 6);
    p->x *= -(i128)BIG(1, 0);
    CHECK(p->x == -(i128)BIG(6, 0) && p->x >> 64 == -6);
    p->x /= 3;
    p->y ^= 1;
    p->y <<= 56;
    CHECK(p->x == -(i128)BIG(2, 0) && p->y == 2ull << 56);
    p->y = p->y << 1;
    CHECK(!p->y && (p->x ? 1 : 0) && (int)p->y == 0);
    p->y--;
    CHECK(p->y == (1ull << 58) - 1);
    p->x = 2.75;
    CHECK(p->x == 2 && (double)p->x == 2.0);
    struct whole w = {~(u128)0};
    CHECK(++w.w == 0 && --w.w == ~(u128)0);
    volatile struct mixed v = mixed;
    v.q += v.q;
    CHECK(v.q == BIG(11, 2) && v.p == 3 && v.r == -2);
    return 1;
}

static struct pair pass(struct pair a, struct mixed b)
{
    a.x += b.q;
    return a;
}

int main(void)
{
    struct pair p = {1, 9}, row[3] = {[0 ... 2] = {4, 5}};
    CHECK(layout() && values(BIG(0x123456789abcdef0, 0xfedcba9876543210)) && operators(&p));
    p = pass(row[2], mixed);
    CHECK(p.x == (i128)BIG(5, 0x8000000000000005u) && p.y == 5 && row[1].x == 4 && row[1].y == 5);
    return 0;
}
