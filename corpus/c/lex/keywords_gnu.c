//! what: the alternate keywords of GNU C that system headers use
#include "../check.h"

static __inline__ int add(__const__ int a, __const int b) { return a + b; }
static __inline int sub(int a, int b) { return a - b; }
static __signed__ char sc = -1;
static __volatile__ int v = 3;
__extension__ typedef long long wide;
static int first(int *__restrict__ p, int *__restrict q) { return *p + *q; }
static int __attribute__((__unused__)) unused_one;
static __typeof__(sc) same = -2;
static int aligned __attribute((aligned(16)));

int main(void)
{
    int x = 1, y = 2;
    CHECK(add(1, 2) == 3 && sub(3, 1) == 2);
    CHECK(sc == -1 && same == -2 && sizeof same == 1 && v == 3);
    CHECK(sizeof(wide) == 8);
    CHECK(first(&x, &y) == 3);
    CHECK(__extension__ (1 + 1) == 2);
    CHECK(__alignof__(int) == 4 && __alignof(double) == 8);
    CHECK(((unsigned long)&aligned & 15) == 0);
    return 0;
}
