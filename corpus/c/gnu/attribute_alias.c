//! what: __attribute__((alias)) and weak alias: a second name for a function or an object (GNU C, ELF)
//! unless: sanitize an alias of an instrumented object is not supported
#include "../check.h"

int original(int x) { return x + 1; }
int other_name(int x) __attribute__((alias("original")));
int weak_name(int x) __attribute__((weak, alias("original")));
static int hidden(int x) { return x + 2; }
extern int from_static(int x) __attribute__((alias("hidden")));
int object = 5;
extern int object_alias __attribute__((alias("object")));

int main(void)
{
    CHECK(other_name(1) == 2 && weak_name(2) == 3 && from_static(3) == 5);
    CHECK(&object_alias == &object || *&object_alias == 5);
    volatile int *p = &object_alias;
    *p = 7;
    CHECK(*(volatile int *)&object == 7);
    int (*f)(int) = other_name, (*g)(int) = original;
    CHECK(f == g);
    return 0;
}
