//! what: _Static_assert at file scope, in blocks and structures; <assert.h>'s static_assert (C11 6.7.10)
#include "../check.h"
#include <assert.h>

_Static_assert(sizeof(int) == 4, "int");
_Static_assert(1 + 1 == 2 && -1 < 0, "arithmetic");
static_assert(sizeof(void *) == 8, "pointers");
struct s {
    int a;
    _Static_assert(sizeof(int) <= sizeof(long), "inside a structure");
    int b;
};
_Static_assert(__builtin_offsetof(struct s, b) == 4, "offset");
enum { five = 5 };

int main(void)
{
    _Static_assert(five == 5, "in a " "block");
    struct s s = { 1, 2 };
    _Static_assert(sizeof s == 8 && (int)2.5 == 2, "expressions");
    for (int i = 0; i < 1; i++) {
        _Static_assert(sizeof i == 4, "");
        s.b += i;
    }
    CHECK(s.b == 2);
    return 0;
}
