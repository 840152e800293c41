//! what: __has_include in #if, with both forms and through a macro (C23 6.10.1, GNU C)
#include "../check.h"

#define WANTED <stdio.h>

int main(void)
{
    int n = 0;
#ifdef __has_include
    n |= 1;
#endif
#if __has_include(<stdio.h>) && !__has_include(<no/such/header.h>)
    n |= 2;
#endif
#if __has_include("include/guarded.h") && !__has_include("include/absent.h")
    n |= 4;
#endif
#if __has_include(WANTED)
    n |= 8;
#endif
#if 0 && __has_include(<x.h>)
    n |= 16;
#endif
    CHECK(n == 15);
    return 0;
}
