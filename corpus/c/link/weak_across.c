//! what: a strong definition of another unit wins over a weak one (gABI chapter 4)
//! with: part_weak_across.c
//! unless: sanitize instrumented weak objects are reported as duplicates
#include "../check.h"

__attribute__((weak)) int function(void) { return 1; }
__attribute__((weak)) int object = 1;
extern int absent(void) __attribute__((weak));
extern int present(void) __attribute__((weak));
int other_weak(void);
int only_weak_here(void);

int main(void)
{
    CHECK(function() == 2 && object == 2 && !absent && present && present() == 3);
    CHECK(other_weak() == 5 && only_weak_here() == 6);
    return 0;
}

int other_weak(void) { return 5; }
