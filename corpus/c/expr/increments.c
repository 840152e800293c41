//! what: prefix and postfix ++ and -- on integers of every width, floats, pointers and members (C11 6.5.2.4, 6.5.3.1)
#include "../check.h"

#define INTEGER(type, start)                          \
    {                                                 \
        type v = start;                               \
        CHECK(v++ == (type)(start));                  \
        CHECK(v == (type)(start + 1));                \
        CHECK(++v == (type)(start + 2));              \
        CHECK(v-- == (type)(start + 2));              \
        CHECK(--v == (type)(start));                  \
        volatile type w = start;                      \
        CHECK(w++ == (type)(start) && ++w == (type)(start + 2) && w-- == (type)(start + 2) && --w == (type)(start)); \
    }

struct s { char c; short h; long l; float f; unsigned b : 3; int n : 4; };

int main(void)
{
    INTEGER(char, 100)
    INTEGER(signed char, 126)
    INTEGER(unsigned char, 254)
    INTEGER(short, 32766)
    INTEGER(unsigned short, 65534)
    INTEGER(int, -2)
    INTEGER(unsigned, 4294967294u)
    INTEGER(long, 0xffffffffl)
    INTEGER(unsigned long, 0xfffffffffffffffeul)
    INTEGER(float, 1.5f)
    INTEGER(double, -0.5)
    INTEGER(long double, 0.25L)
    int array[4] = { 1, 2, 3, 4 }, *p = array;
    CHECK(*p++ == 1 && *++p == 3 && *p-- == 3 && *--p == 1);
    CHECK((*p)++ == 1 && ++*p == 3 && array[0] == 3);
    struct s s = { 127, -1, 7, 2.5f, 7, 7 }, *q = &s;
    s.c++;
    CHECK(s.c == -128);
    CHECK(q->h++ == -1 && q->h == 0 && --q->l == 6 && q->f++ == 2.5f && s.f == 3.5f);
    CHECK(q->b++ == 7 && q->b == 0 && --q->b == 7);
    CHECK(q->n++ == 7 && q->n == -8 && q->n-- == -8 && q->n == 7);
    char text[] = "abc", *t = text;
    while (*t)
        ++*t++;
    CHECK(text[0] == 'b' && text[2] == 'd' && t == text + 3);
    return 0;
}
