//! what: && and || evaluate their right operand only when needed and give 0 or 1 (C11 6.5.13, 6.5.14)
#include "../check.h"

static int trace;
static int yes(int n) { trace = trace * 10 + n; return 4; }
static int no(int n) { trace = trace * 10 + n; return 0; }
static int taken(void) { int t = trace; trace = 0; return t; }

int main(void)
{
    CHECK((yes(1) && yes(2)) == 1 && taken() == 12);
    CHECK((no(1) && yes(2)) == 0 && taken() == 1);
    CHECK((yes(1) || yes(2)) == 1 && taken() == 1);
    CHECK((no(1) || no(2)) == 0 && taken() == 12);
    CHECK((no(1) && no(2) || yes(3) && yes(4)) && taken() == 134);
    CHECK((no(1) || yes(2)) && !(yes(3) && no(4)) && taken() == 1234);
    if (yes(1) && (no(2) || yes(3)) && !no(4))
        trace = trace * 10 + 5;
    CHECK(taken() == 12345);
    int x = !yes(1) || !(no(2) && yes(3)) ? yes(6) : no(7);
    CHECK(x == 4 && taken() == 126);
    while (no(1) || (no(2) && no(3)))
        ;
    CHECK(taken() == 12);
    double d = 0.5;
    void *p = &d;
    CHECK((d && p) == 1 && (!d || !p) == 0 && (0.0 || p) == 1);
    x = 0;
    (void)(x++ && x++);
    CHECK(x == 1);
    (void)(x++ || x++);
    CHECK(x == 2);
    CHECK((1 || 1 / (x - 2)) == 1 && (0 && 1 / (x - 2)) == 0);
    CHECK(_Generic(1.0 && 2.0, int: 1, default: 0));
    return 0;
}
