//! what: _Noreturn functions and the inline definitions of C11 (C11 6.7.4)
//! exit: 7
//! stdout: leaving
#include <stdio.h>
#include <stdlib.h>
#include <stdnoreturn.h>

static _Noreturn void leave(int code)
{
    puts("leaving");
    exit(code);
}
noreturn static void leave2(int code) { leave(code); }

inline int external(int x) { return x + 1; }
extern inline int external(int x);
static inline int local(int x) { return x * 2; }
inline static int static_second(int x) { static int total; return total += x; }

static int pick(int x)
{
    if (x)
        return 3;
    leave(99);
}

int main(void)
{
    int (*f)(int) = external;
    if (f(1) != 2 || local(4) != 8 || static_second(3) != 3 || static_second(4) != 7 || pick(1) != 3)
        return 1;
    leave2(7);
}
