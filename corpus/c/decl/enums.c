//! what: enumerations: values, negative, expressions, sizes, constants as int, forward use (C11 6.7.2.2)
#include "../check.h"

enum plain { a, b, c = 10, d, e = c * 2 + 1, f = -5, g, h = 'x', };
enum { anonymous = sizeof(int) };
enum big { large = 0x7fffffff, small = -0x7fffffff - 1 };
enum unsigned_like { top = 0xffffffff };
enum wide { wider = 0x100000000 };
typedef enum { first = 1, second = first << 1, third = second << 1, all = first | second | third } flags;
struct holder { enum inner { in_a = 3, in_b } kind; };
static enum plain table[] = { [b] = d, [a] = e };
static int array[d - a];

static const char *name(enum plain p)
{
    switch (p) {
    case a: return "a";
    case e: return "e";
    case f: return "f";
    default: return "?";
    }
}

int main(void)
{
    CHECK(a == 0 && b == 1 && c == 10 && d == 11 && e == 21 && f == -5 && g == -4 && h == 120);
    CHECK(anonymous == 4 && large == 2147483647 && small < 0 && second == 2 && all == 7);
    CHECK(_Generic(a, int: 1, default: 0) && sizeof(enum plain) == 4 && sizeof(flags) == 4);
    CHECK((unsigned)top == 0xffffffff && top > 0 && sizeof(enum unsigned_like) == 4);
    CHECK(sizeof(enum wide) == 8 && wider == 1L << 32);
    CHECK(table[1] == 11 && table[0] == 21 && sizeof array == 44 && in_b == 4);
    enum plain v = f;
    CHECK(v == -5 && v < 0 && name(v)[0] == 'f' && name(c)[0] == '?');
    v++;
    CHECK(v == g);
    flags x = first | third;
    x &= ~first;
    CHECK(x == third);
    enum plain *p = &v;
    *p = 1000;
    CHECK(v == 1000);
    struct holder s = { in_b };
    CHECK(s.kind == in_b);
    return 0;
}
