//! what: cleanups run after the value of return and of a statement expression is taken, for records too; loops and switches (GNU C)
#include "../check.h"

struct wide { int a, b, c, d, e; };
static int trace;
static void note(int *p) { trace = trace * 10 + *p; *p = 0; }
static void wipe(struct wide *p) { trace = trace * 10 + p->a; p->a = 0; }
#define TRACED __attribute__((cleanup(note)))
#define WIPED __attribute__((__cleanup__(wipe)))

static struct wide record(int how)
{
    struct wide w WIPED = {how, 2, 3, 4, 5};
    if (how == 9)
        return (struct wide){1, 1, 1, 1, 1};
    return w;
}

static int value(void)
{
    int x TRACED = 4;
    x++;
    return x + x;
}

static int retries(void)
{
    int n = 0;
    {
    again:;
        int a TRACED = ++n;
        if (n < 3)
            goto again;
        for (int i TRACED = 7; i < 9; i++)
            switch (i) {
            case 7: {
                int b TRACED = 5;
                continue;
            }
            default: {
                int c TRACED = 6;
                if (c)
                    break;
            }
            }
    }
    return n;
}

int main(void)
{
    CHECK(record(8).a == 8 && trace == 8);
    trace = 0;
    CHECK(record(9).e == 1 && trace == 9);
    trace = 0;
    CHECK(value() == 10 && trace == 5);
    trace = 0;
    int y = ({ int x TRACED = 1; x + 1; });
    struct wide q = ({ struct wide w WIPED = {7, 0, 0, 0, 0}; w; });
    CHECK(y == 2 && q.a == 7 && trace == 17);
    trace = 0;
    CHECK(retries() == 3 && trace == 125693);
    return 0;
}
