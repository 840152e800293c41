//! what: defined with and without parentheses, after #undef and for predefined names (C11 6.10.1, 6.10.8)
#include "../check.h"

#define A
#define B 0
#undef B

int main(void)
{
    int n = 0;
#if defined A && defined(A) && !defined B && !defined ( B )
    n |= 1;
#endif
#if defined __STDC__ && __STDC__ == 1 && defined __FILE__ && defined __LINE__
    n |= 2;
#endif
#if __STDC_VERSION__ >= 201112L && __STDC_HOSTED__ == 1
    n |= 4;
#endif
#if defined __x86_64__ && defined __linux__ && defined __LP64__ && defined __ELF__
    n |= 8;
#endif
#undef A
#undef NEVER_DEFINED
#ifndef A
    n |= 16;
#endif
    CHECK(n == 31);
    return 0;
}
