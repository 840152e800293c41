//! what: pointers and integers of pointer size convert both ways, null pointers of any type compare equal (C11 6.3.2.3)
#include "../check.h"
#include <stdint.h>

static int object[4];

int main(void)
{
    uintptr_t address = (uintptr_t)&object[1];
    CHECK(address - (uintptr_t)object == 4);
    CHECK((int *)(address + 4) == &object[2]);
    CHECK((void *)0 == (int *)0 && (char *)0 == (void *)0 && !(void *)0);
    int *null = 0;
    CHECK(null == 0 && (uintptr_t)null == 0);
    CHECK((intptr_t)(void *)-1 == -1);
    CHECK((unsigned)(uintptr_t)(void *)0x1234567890 == 0x34567890);
    void *v = object;
    int *back = v;
    CHECK(back == object && (char *)&object[1] - (char *)v == 4);
    int (*f)(void) = main;
    CHECK((int (*)(void))(uintptr_t)f == main && f != 0);
    CHECK((long)(int *)(long)64 == 64);
    return 0;
}
