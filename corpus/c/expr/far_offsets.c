//! what: constant offsets that no 32-bit displacement holds, in code that is never run, as values and in initializers
#include "../check.h"

static char array[16];
static _Thread_local char mine[16];
extern char shared[16];
char shared[16];

static char *far_in_data = (char *)&array + 0x100000000;
static char *before_in_data = &((char *)array)[-5000000000];

static int never(int go, int local_too)
{
    char local[8] = {0};
    if (go) {
        if (local_too)
            return local[0x7fffffffffff] + local[-0x7fffffff - 1];
        return "Hello"[-2147483647 - 1] + "Hello"[0x123456789abc] + array[-0x7fffffffffffffff - 1] + shared[0x7fffffffffffffff] + mine[0x7fffffff];
    }
    return 1;
}

static unsigned long number(const char *p)
{
    return (unsigned long)p;
}

static unsigned long add(const char *p, long k)
{
    return (unsigned long)(p + k);
}

int main(void)
{
    volatile long k = 0x100000000;
    CHECK(never(0, 0) == 1 && never(0, 1) == 1);
    CHECK((unsigned long)far_in_data == (unsigned long)array + 0x100000000);
    CHECK((unsigned long)before_in_data == (unsigned long)array - 5000000000);
    CHECK(number(array + 0x100000000) == add(array, k));
    CHECK(number(shared - 0x100000000) == add(shared, -k));
    CHECK(number(mine + 0x70000000) == add(mine, k - 0x90000000));
    CHECK(number(array + 0x7ffffff0) - number(array) == 0x7ffffff0);
    CHECK(number(array - 0x400000) + 0x400000 == number(array));
    CHECK(number(mine - 0x7ffffff0) + 0x7ffffff0 == number(mine));
    /* As an address that is read, with the offset taken back at run time. */
    array[3] = 7;
    CHECK((array + 0x100000000)[3 - k] == 7);
    return 0;
}
