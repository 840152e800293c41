//! what: bit-precise integers as arguments, results and members: one or two words, whose other bits are unspecified (psABI 3.1.2, 3.2.3)
//! flags: -std=c2x
//! with: part_bit_precise_calls.c
//! unless: gcc Debian 12 has gcc 12, which has no bit-precise types
#include "../check.h"

typedef _BitInt(5) s5;
typedef unsigned _BitInt(20) u20;
typedef _BitInt(50) s50;
typedef _BitInt(90) s90;
typedef unsigned _BitInt(128) u128;
struct small { s5 a; u20 b; };
struct mixed { s5 a; s90 b; };
struct pair { s50 a; double b; };

s5 add5(s5 a, s5 b);
u20 add20(u20 a, u20 b, int shift);
s50 add50(s50 a, s5 b);
s90 add90(s90 a, s50 b);
u128 mix(int a, u128 b, s5 c, s90 d, u20 e, u128 f, s5 g, s90 h);
struct small change_small(struct small s);
struct mixed change_mixed(struct mixed s, s90 by);
struct pair change_pair(struct pair s);
s90 through(s90 (*f)(s90, s50), s90 a);

static s90 back(s90 a, s50 b) { return a * 2 - b; }

int main(void)
{
    CHECK(add5(15, 1) == -16 && add5(-16, -1) == 15);
    CHECK(add20(0xfffff, 3, 0) == 2 && add20(1, 1, 19) == 0);
    CHECK(add50((s50)1 << 48, -16) == ((s50)1 << 48) - 16);
    s90 big = (s90)1 << 88;
    CHECK(add90(big, -1) == big - 1 && add90(-big, -1) == -big - 1);
    CHECK(mix(1, (u128)2 << 100, -3, big, 5, (u128)6 << 64, 7, -big) == ((u128)2 << 100) + ((u128)6 << 64) + 10);
    struct small s = change_small((struct small){-16, 0xfffff});
    CHECK(s.a == 15 && s.b == 0);
    struct mixed m = change_mixed((struct mixed){3, big}, -5);
    CHECK(m.a == -3 && m.b == big - 5);
    struct pair p = change_pair((struct pair){-9, 2.5});
    CHECK(p.a == 9 && p.b == -9.0);
    CHECK(through(back, 21) == 42 - 10);
    return 0;
}
