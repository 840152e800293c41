//! what: tentative definitions, static and extern linkage, block-scope extern, static locals (C11 6.2.2, 6.9.2)
#include "../check.h"

int tentative;
int tentative;
extern int tentative;
int tentative = 5;
int tentative;
static int hidden;
static int hidden = 6;
extern int hidden;
int zero;
extern int defined_later;
int array[];
int array[4];
static int forward(void);
extern int forward(void);

static int next(void)
{
    static int n;
    static int m = 10;
    return n++ + m--;
}

static int counters(int which)
{
    if (which) {
        static int c = 100;
        return ++c;
    } else {
        static int c = 200;
        return ++c;
    }
}

static int forward(void) { return defined_later; }
int defined_later = 77;

int main(void)
{
    CHECK(tentative == 5 && hidden == 6 && zero == 0 && sizeof array == 16 && array[3] == 0);
    CHECK(forward() == 77);
    int hidden = 1;
    {
        extern int defined_later;
        extern int zero;
        zero = defined_later + hidden;
    }
    CHECK(zero == 78);
    for (int i = 0; i < 5; i++)
        CHECK(next() == 10);
    CHECK(counters(0) == 201 && counters(1) == 101 && counters(0) == 202 && counters(1) == 102);
    register int r = 3;
    auto int s = r;
    CHECK(s == 3);
    static int in_a_block[2] = { 1 }, *p = in_a_block + 1;
    CHECK(*p == 0 && p[-1] == 1);
    return 0;
}
