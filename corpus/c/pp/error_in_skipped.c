//! what: #error, #include and bad directives in skipped groups do nothing; null directives are legal (C11 6.10.5, 6.10.7)
#include "../check.h"
#
#if 0
#error "not reached"
#include "no/such/file.h"
#nonsense
#define BROKEN(
#endif
# /* only a comment */
#ifndef BROKEN
#define FINE 1
#else
#error "reached"
#endif

int main(void)
{
    CHECK(FINE);
    return 0;
}
