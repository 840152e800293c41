//! what: __attribute__((cleanup)) runs at the end of the scope, in reverse order, on every way out (GNU C)
#include "../check.h"

static int trace;
static void note(const int *p) { trace = trace * 10 + *p; }
#define TRACED __attribute__((cleanup(note)))

static int leaves(int how)
{
    TRACED int a = 1;
    for (int i = 0; i < 2; i++) {
        TRACED int b = 2;
        if (how == 1)
            return a + b;
        if (how == 2)
            break;
        if (how == 3)
            continue;
        if (how == 4)
            goto out;
        TRACED int c = 3;
    }
out:
    return a;
}

int main(void)
{
    CHECK(leaves(1) == 3 && trace == 21);
    trace = 0;
    CHECK(leaves(2) == 1 && trace == 21);
    trace = 0;
    CHECK(leaves(3) == 1 && trace == 221);
    trace = 0;
    CHECK(leaves(4) == 1 && trace == 21);
    trace = 0;
    CHECK(leaves(0) == 1 && trace == 32321);
    trace = 0;
    {
        TRACED int x = 7;
        x = 8;
    }
    CHECK(trace == 8);
    return 0;
}
