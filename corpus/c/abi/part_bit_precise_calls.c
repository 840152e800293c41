//! part
typedef _BitInt(5) s5;
typedef unsigned _BitInt(20) u20;
typedef _BitInt(50) s50;
typedef _BitInt(90) s90;
typedef unsigned _BitInt(128) u128;
struct small { s5 a; u20 b; };
struct mixed { s5 a; s90 b; };
struct pair { s50 a; double b; };

s5 add5(s5 a, s5 b) { return (s5)((unsigned _BitInt(5))a + (unsigned _BitInt(5))b); }
u20 add20(u20 a, u20 b, int shift) { return (u20)((a + b) << shift); }
s50 add50(s50 a, s5 b) { return a + b; }
s90 add90(s90 a, s50 b) { return a + b; }
u128 mix(int a, u128 b, s5 c, s90 d, u20 e, u128 f, s5 g, s90 h) { return (u128)a + b + (u128)c + (u128)d + e + f + (u128)g + (u128)h; }
struct small change_small(struct small s)
{
    s.a = (s5)((unsigned _BitInt(5))s.a - 1);
    s.b++;
    return s;
}
struct mixed change_mixed(struct mixed s, s90 by)
{
    s.a = -s.a;
    s.b += by;
    return s;
}
struct pair change_pair(struct pair s)
{
    struct pair r = {-s.a, (double)s.a};
    return r;
}
s90 through(s90 (*f)(s90, s50), s90 a) { return f(a, 10); }
