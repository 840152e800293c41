//! what: weak undefined symbols are null, weak definitions stand when there is no other (GNU C, ELF)
#include "../check.h"

extern int missing_function(int) __attribute__((weak));
extern int missing_object __attribute__((weak));
__attribute__((weak)) int present(int x) { return x * 2; }
__attribute__((weak)) int weak_object = 3;
#pragma weak missing_too
extern void missing_too(void);
static int (*table[])(int) = { missing_function, present };

int main(void)
{
    CHECK(missing_function == 0 && &missing_object == 0 && missing_too == 0);
    if (missing_function)
        return missing_function(1);
    CHECK(present(4) == 8 && weak_object == 3 && table[0] == 0 && table[1](2) == 4);
    return 0;
}
