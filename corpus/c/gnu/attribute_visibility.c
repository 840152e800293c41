//! what: visibility attributes and pragma leave the program's meaning as it is (GNU C, ELF)
#include "../check.h"

__attribute__((visibility("hidden"))) int hidden_object = 1;
__attribute__((visibility("hidden"))) int hidden_function(void) { return 2; }
__attribute__((visibility("protected"))) int protected_function(void) { return 3; }
__attribute__((visibility("default"))) int default_object = 4;
__attribute__((visibility("internal"))) int internal_function(void) { return 5; }
#pragma GCC visibility push(hidden)
int pushed(void);
int pushed_object = 6;
#pragma GCC visibility pop
int pushed(void) { return 7; }
extern int later __attribute__((visibility("hidden")));
static int *pointer = &later;
int later = 8;

int main(void)
{
    CHECK(hidden_object + hidden_function() + protected_function() + default_object + internal_function() + pushed_object + pushed() == 28);
    CHECK(*pointer == 8);
    int (*f)(void) = hidden_function;
    CHECK(f() == 2);
    return 0;
}
