//! what: the conditional operator over arithmetic, pointer, void and structure operands (C11 6.5.15)
#include "../check.h"

#define IS(value, type) _Generic((value), type: 1, default: 0)

struct pair { int a, b; };
static int calls;
static void count(void) { calls++; }
static int max3(int a, int b, int c) { return a > b ? a > c ? a : c : b > c ? b : c; }
static struct pair choose(int n, struct pair x, struct pair y) { return n ? x : y; }

int main(void)
{
    volatile int one = 1, zero = 0;
    CHECK(max3(1, 2, 3) == 3 && max3(3, 2, 1) == 3 && max3(1, 3, 2) == 3);
    CHECK((one ? 1 : 2.5) == 1.0 && sizeof(one ? 1 : 2.5) == 8 && (zero ? 1 : 2.5) == 2.5);
    CHECK((one ? -1 : 1u) == 4294967295u && (one ? -1L : 1u) == -1);
    int x = 5;
    const int cx = 6;
    CHECK(*(one ? &x : 0) == 5 && (zero ? &x : 0) == 0 && (zero ? (void *)0 : &x) == &x);
    CHECK(IS(one ? &x : 0, int *) && IS(one ? &x : (void *)0, int *) && IS(one ? &x : (void *)&x, void *));
    CHECK(IS(one ? &x : &cx, const int *));
    one ? count() : (void)0;
    zero ? count() : (void)0;
    CHECK(calls == 1);
    struct pair p = { 1, 2 }, q = { 3, 4 };
    CHECK((one ? p : q).a == 1 && (zero ? p : q).b == 4 && choose(0, p, q).a == 3);
    CHECK((zero ? "no" : "yes")[0] == 'y');
    int (*f)(int, int, int) = one ? max3 : 0;
    CHECK(f(1, 2, 0) == 2);
    one ? x++ : x--;
    CHECK(x == 6);
    x = zero ? 1 : one ? 2 : 3;
    CHECK(x == 2);
    char c = one ? 'a' : 300;
    CHECK(c == 'a' && sizeof(one ? (char)1 : (char)2) == 4);
    return 0;
}
