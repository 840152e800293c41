//! what: a cast of a member's type to its union (GNU C)
#include "../check.h"

union value { int i; double d; const char *s; };
static union value global;
static double as_double(union value v) { return v.d; }

int main(void)
{
    int x = 5;
    union value v = (union value)x;
    CHECK(v.i == 5);
    global = (union value)2.5;
    CHECK(global.d == 2.5 && as_double((union value)1.5) == 1.5 && ((union value)(const char *)"abc").s[1] == 'b');
    return 0;
}
