//! what: the rescanning example 3 of C11 6.10.3.5, compared as text
#include "../check.h"
#include <string.h>

static int f(int a) { return a + 100; }
static int m(int a, int b) { return a * 1000 + b; }

#define x 3
#define f(a) f(x * (a))
#undef x
#define x 2
#define g f
#define z z[0]
#define h g(~
#define m(a) a(w)
#define w 0,1
#define t(a) a
#define p() int
#define q(x) x
#define r(x,y) x ## y
#define str(x) # x
#define xstr(...) str2(__VA_ARGS__)
#define str2(...) #__VA_ARGS__

int main(void)
{
    CHECK(strcmp(xstr(f(y+1) + f(f(z)) % t(t(g)(0) + t)(1);),
                 "f(2 * (y+1)) + f(2 * (f(2 * (z[0])))) % f(2 * (0)) + t(1);") == 0);
    /* f(2 * (2+(3,4)-0,1)) | f(2 * (~ 5)) & f(2 * (0,1))^m(0,1); its parentheses do not pair before expansion. */
    int line = g(x+(3,4)-w) | h 5) & m
(f)^m(m);
    CHECK(line == (102 | ((88 & 102) ^ 1)));
    CHECK(strcmp(xstr(p() i[q()] = { q(1), r(2,3), r(4,), r(,5), r(,) };),
                 "int i[] = { 1, 23, 4, 5, };") == 0);
    CHECK(strcmp(xstr(char c[2][6] = { str(hello), str() };),
                 "char c[2][6] = { \"hello\", \"\" };") == 0);
    return 0;
}
