//! what: two translation units: external and internal linkage, arrays, constants, pointers across (C11 6.2.2)
//! with: part_two_units.c
#include "../check.h"

static int same_name = 1;
static int helper(void) { return same_name; }
int shared = 10;
extern int other_array[];
extern const char *const other_text;
extern const int other_constant;
extern struct pair { int a, b; } other_pair;
int call_back(int x) { return x + shared; }
int other_same_name(void), other_calls_back(int), *other_address(void);
extern int (*other_function)(int);

int main(void)
{
    CHECK(same_name == 1 && helper() == 1 && other_same_name() == 2);
    CHECK(other_array[2] == 30 && other_text[1] == 'e' && other_constant == 77 && other_pair.b == 6);
    CHECK(other_calls_back(5) == 15 && other_address() == &shared);
    *other_address() = 20;
    CHECK(shared == 20 && other_function(1) == 21);
    other_pair.a = 50;
    other_function = 0;
    CHECK(other_same_name() == 2 && other_pair.a == 50);
    return 0;
}
