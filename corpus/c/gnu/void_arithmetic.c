//! what: arithmetic on void and function pointers by bytes, sizeof(void) is 1 (GNU C)
#include "../check.h"

static void *advance(void *p, long n) { return p + n; }
static int f(void) { return 3; }

int main(void)
{
    int array[4] = { 1, 2, 3, 4 };
    void *p = array;
    CHECK(*(int *)(p + 4) == 2 && advance(p, 8) == &array[2] && sizeof(void) == 1 && sizeof(f) == 1);
    p += 4;
    p++;
    p -= 1;
    CHECK(*(int *)p == 2 && p - (void *)array == 4 && _Alignof(void) == 1);
    CHECK((char *)(f + 1) - (char *)f == 1);
    return 0;
}
