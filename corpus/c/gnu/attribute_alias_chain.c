//! what: attribute alias of an alias, in either order, and of a static function that nothing else refers to (GNU C)
//! unless: sanitize an alias of an instrumented object is not supported
#include "../check.h"

int first(int) __attribute__((alias("second")));
int second(int) __attribute__((alias("third")));
int third(int x) { return x + 3; }
int fourth(int) __attribute__((alias("first"), weak));
extern int object_1 __attribute__((alias("object_2")));
extern int object_2 __attribute__((alias("object_3")));
int object_3 = 7;
static int hidden(int x) { return x * 2; }
int shown(int) __attribute__((alias("hidden")));
int shown_again(int) __attribute__((alias("shown"), visibility("hidden")));

int main(void)
{
    int (*volatile f)(int) = first;
    CHECK(first(1) == 4 && second(2) == 5 && fourth(3) == 6 && f(4) == 7);
    CHECK(f == third && f == fourth && f == second);
    CHECK(&object_1 == &object_3 || *(volatile int *)&object_1 == 7);
    *(volatile int *)&object_2 = 8;
    CHECK(*(volatile int *)&object_3 == 8 && *(volatile int *)&object_1 == 8);
    CHECK(shown(4) == 8 && shown_again(5) == 10);
    return 0;
}
