//! what: inline as it was before C99: extern inline is no definition and may be replaced (-std=gnu89)
//! unless: clang it ignores redefine_extname here
//! flags: -std=gnu89
#include "../check.h"

extern __inline int replaced(void)
{
    return 1;
}
int replaced(void)
{
    return 2;
}
__inline int external(void)
{
    return 3;
}
static __inline int internal(void)
{
    return 4;
}
#pragma redefine_extname old_name new_name
int old_name(void);
int new_name(void)
{
    return 5;
}
implicit(a, b)
    char b;
{
    return a + b;
}

int main(void)
{
    int (*p)(void) = external;
    CHECK(replaced() == 2 && p() == 3 && internal() == 4);
    CHECK(old_name() == 5 && old_name != 0);
    CHECK(implicit(1, 2) == 3 && undeclared(7) == 8);
    return 0;
}

undeclared(x)
{
    return x + 1;
}
