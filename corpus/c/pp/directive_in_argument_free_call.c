//! what: a macro call may span lines and files' white space, and its name may come from another macro (C11 6.10.3p10)
#include "../check.h"

#define MAX(a, b) ((a) > (b) ? (a) : (b))
#define CHOOSE MAX
#define OPEN (
#define TAIL_NAME f
#define f(x) ((x) * 2)

int main(void)
{
    CHECK(CHOOSE(1,
                 /* comment, with (parentheses */
                 2) == 2);
    CHECK(TAIL_NAME (3) == 6);
    CHECK(MAX(MAX(1, 2), MAX(0, 3)) == 3);
    CHECK(CHOOSE
          (4, 3) == 4);
    return 0;
}
