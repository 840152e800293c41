//! what: -fPIC code with external and static data, function pointers and calls (psABI 3.5)
//! flags: -fPIC
//! with: part_two_units.c
#include "../check.h"

int shared = 10;
int call_back(int x) { return x + shared; }
extern int other_array[];
extern const char *const other_text;
int other_same_name(void), other_calls_back(int), *other_address(void);
extern int (*other_function)(int);
static int local[4] = { 1, 2, 3, 4 }, *pointer = local + 2;
static int (*table[])(int) = { call_back, 0 };

int main(void)
{
    volatile int n = 1;
    CHECK(other_array[n] == 20 && other_text[n] == 'e' && other_calls_back(n) == 11 && *pointer == 3 && local[n] == 2);
    CHECK(other_address() == &shared && other_function == call_back && table[0] == other_function && other_same_name() == 2);
    return 0;
}
