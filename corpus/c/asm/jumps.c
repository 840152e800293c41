//! what: inline assembly: asm goto, with outputs, out of loops, to several labels
//! only: x86_64
#include "../check.h"

static int is_zero(long x)
{
    __asm__ goto("test %0, %0\n\tjz %l1" : : "r"(x) : "cc" : zero);
    return 0;
zero:
    return 1;
}

static int which(int x)
{
    __asm__ goto("cmpl $1, %0\n\tje %l[one]\n\tcmpl $2, %0\n\tje %l[two]" : : "r"(x) : "cc" : one, two);
    return 0;
one:
    return 10;
two:
    return 20;
}

static int with_output(int x, int *out)
{
    int y;
    __asm__ goto("lea 1(%q1), %0\n\ttest %1, %1\n\tjs %l[negative]" : "=r"(y) : "r"(x) : "cc" : negative);
    *out = y;
    return 0;
negative:
    *out = -y;
    return 1;
}

static int counts(int n)
{
    int rounds = 0;
again:
    rounds++;
    __asm__ goto("decl %0\n\tjnz %l[again]" : "+m"(n) : : "cc", "memory" : again);
    return rounds;
}

static int merges(int c)
{
    int v = c ? 3 : 4; /* a value that lives across */
    for (int k = 0; k < 3; k++) {
        __asm__ goto("cmpl %1, %0\n\tje %l[out]" : : "r"(k), "r"(c) : "cc" : out);
        v += 10;
    }
    v += 100;
out:
    return v;
}

int main(void)
{
    int y;
    CHECK(is_zero(0) && !is_zero(5));
    CHECK(which(1) == 10 && which(2) == 20 && which(3) == 0);
    CHECK(with_output(4, &y) == 0 && y == 5);
    int way = with_output(-4, &y);
#ifndef __clang__ /* clang 14 has outputs only where control falls through */
    CHECK(way == 1 && y == 3);
#endif
    CHECK(counts(5) == 5);
    CHECK(merges(0) == 4 && merges(1) == 13 && merges(2) == 23 && merges(9) == 133);
    return 0;
}
