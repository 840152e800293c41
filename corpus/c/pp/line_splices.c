//! what: backslash-newline joins lines inside tokens, literals, comments and directives (C11 5.1.1.2)
#include "../check.h"
#include <string.h>

#define LONG_\
NAME(a, \
     b) \
    ((a) \
     + (b))

// a comment that goes on \
   int broken = ;

int main(void)
{
    in\
t x = 12\
34;
    CHECK(x == 1234);
    CHECK(LONG_NAME(1, 2) == 3);
    CHECK(strcmp("ab\
cd", "abcd") == 0);
    x +\
= 1;
    CHECK(x == 1235);
    /\
* a comment *\
/
    CHECK('\
a' == 97);
    return 0;
}
