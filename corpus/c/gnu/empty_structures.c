//! what: empty structures have size zero; empty initializers; arrays of no elements (GNU C)
#include "../check.h"

struct empty { };
struct holder { int a; struct empty e; int b; };
union none { };
static struct empty global;
static int zero_length[0];

int main(void)
{
    CHECK(sizeof(struct empty) == 0 && sizeof(struct holder) == 8 && sizeof(union none) == 0 && sizeof zero_length == 0);
    struct holder h = { 1, { }, 2 };
    struct holder all = { };
    int array[4] = { };
    CHECK(h.a == 1 && h.b == 2 && all.b == 0 && array[3] == 0);
    struct empty e = global, f = { };
    e = f;
    struct holder copy = h;
    copy.e = e;
    CHECK(copy.b == 2);
    return 0;
}
