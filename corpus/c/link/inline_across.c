//! what: inline definitions in a header shared by two units, one of them external (C11 6.7.4p7)
//! with: part_inline_across.c
#include "../check.h"
#include "inline.h"

extern inline int shared_inline(int x);
int (*other_address(void))(int);
int other_static(int);

int main(void)
{
    volatile int n = 3;
    CHECK(shared_inline(n) == 13 && each_its_own(n) == 6 && other_static(n) == 6);
    CHECK(other_address() == shared_inline && other_address()(1) == 11);
    return 0;
}
