//! what: comments become one space, and their marks mean nothing in literals (C11 6.4.9)
#include "../check.h"
#include <string.h>

#define A /* one */ 1 // two
#define B(x/* here */) x /**/ + /***/ 1

int main(void)
{
    int x = 10 /* divided */ / 5 //* not a comment start
        ;
    CHECK(x == 2);
    CHECK(strcmp("/* kept */ // kept", "/* " "kept */ /" "/ kept") == 0);
    CHECK('/' == 47 && '*' == 42);
    CHECK(A == 1 && B(2) == 3);
    /* /* not nested */
    int y = 4 /**// 2;
    CHECK(y == 2);
    return 0;
}
