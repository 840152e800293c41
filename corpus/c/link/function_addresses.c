//! what: the address of a library function is the same in code, data and another unit (psABI 5.2)
//! with: part_function_addresses.c
#include "../check.h"
#include <stdlib.h>
#include <string.h>

extern int (*other_abs)(int);
extern void *(*const other_functions[])(void *, const void *, size_t);
int is_abs(int (*f)(int));
static int (*in_data)(int) = abs;

int main(void)
{
    int (*volatile in_code)(int) = abs;
    CHECK(in_code == in_data && other_abs == in_data && is_abs(abs) && in_code(-5) == 5);
    CHECK(other_functions[0] == memcpy && other_functions[1] == memmove);
    char to[4];
    CHECK(other_functions[0](to, "abc", 4) == to && to[2] == 'c');
    return 0;
}
