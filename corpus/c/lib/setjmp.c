//! what: setjmp and longjmp: values, across frames, volatile locals, in conditions (C11 7.13)
#include "../check.h"
#include <setjmp.h>

static jmp_buf target;
static int depth;
static void dive(int n)
{
    depth++;
    if (n == 0)
        longjmp(target, 7);
    dive(n - 1);
    depth = -1;
}
static int protect(void (*f)(int), int n)
{
    volatile int entered = 0;
    switch (setjmp(target)) {
    case 0:
        entered = 1;
        f(n);
        return 0;
    case 7:
        return entered + 100;
    default:
        return -1;
    }
}
static int loop(void)
{
    volatile int rounds = 0;
    volatile double d = 0.5;
    int code = 0;
    if (setjmp(target) != 0)
        code = 1;
    rounds++;
    d *= 2;
    if (rounds < 5)
        longjmp(target, rounds);
    return rounds == 5 && d == 16 && code == 1 ? 0 : 1;
}
static int zero(void)
{
    volatile int passes = 0;
    if (setjmp(target) == 1)
        return passes;
    passes = 1;
    longjmp(target, 0);
}

int main(void)
{
    CHECK(protect(dive, 5) == 101 && depth == 6);
    CHECK(loop() == 0);
    CHECK(zero() == 1);
    jmp_buf inner;
    volatile int n = 0;
    while (setjmp(inner) < 3)
        longjmp(inner, ++n);
    CHECK(n == 3);
    return 0;
}
