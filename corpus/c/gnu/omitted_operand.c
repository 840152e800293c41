//! what: x ?: y evaluates x once and gives it when it is not zero (GNU C)
#include "../check.h"

static int calls;
static int value(int x) { calls++; return x; }
static const char *name(const char *p) { return p ?: "none"; }

int main(void)
{
    CHECK((value(5) ?: value(6)) == 5 && calls == 1);
    CHECK((value(0) ?: value(6)) == 6 && calls == 3);
    CHECK(name("x")[0] == 'x' && name(0)[0] == 'n');
    CHECK((0.0 ?: 2.5) == 2.5 && (1.5 ?: 2) == 1.5 && (0L ?: 3) == 3 && sizeof(0L ?: 3) == 8);
    int x = 0;
    CHECK((x++ ?: 9) == 9 && x == 1 && (x++ ?: 9) == 1 && x == 2);
    CHECK((value(0) ?: value(0) ?: 3) == 3);
    return 0;
}
