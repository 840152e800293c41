//! what: typeof of expressions and types, in declarations, casts and macros (GNU C)
#include "../check.h"

#define max(a, b) __extension__({ typeof(a) a_ = (a); typeof(b) b_ = (b); a_ > b_ ? a_ : b_; })
#define swap(a, b) do { __typeof__(a) t_ = (a); (a) = (b); (b) = t_; } while (0)
#define array(type, n) typeof(type[n])
#define pointer(type) typeof(type *)

static int calls;
static long touch(void) { calls++; return 1; }
static typeof(int (*)(int)) chosen;
static int inc(int x) { return x + 1; }

int main(void)
{
    typeof(touch()) l = 5;
    CHECK(calls == 0 && sizeof l == 8);
    int x = 1, y = 2;
    swap(x, y);
    CHECK(x == 2 && y == 1 && max(x++, 1) == 2 && x == 3 && max(1.5, 1) == 1.5);
    array(char, 5) text = "abcd";
    CHECK(sizeof text == 5 && text[4] == 0);
    pointer(int) p = &x, q = &y;
    CHECK(*p + *q == 4);
    typeof(x) *r = p, z = 9;
    CHECK(*r == 3 && z == 9);
    typeof(text) copy;
    CHECK(sizeof copy == 5);
    typeof(&text[0]) s = text;
    CHECK(*s == 'a');
    const int c = 1;
    typeof((int)c) mutable = c;
    mutable++;
    CHECK(mutable == 2);
    chosen = inc;
    CHECK(chosen(1) == 2 && sizeof(typeof(1 + 1L)) == 8 && (typeof(x))3.7 == 3);
    typeof(struct { int a, b; }) pair = { 1, 2 };
    CHECK(pair.b == 2);
    unsigned char *bytes = (typeof(bytes))&x;
    CHECK(bytes[0] == 3);
    return 0;
}
