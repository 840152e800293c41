//! what: -fno-pic -no-pie: absolute addresses in code and data (psABI 3.5.1)
//! flags: -fno-pic -fno-pie
//! link: -no-pie
//! with: part_two_units.c
#include "../check.h"
#include <stdio.h>

int shared = 10;
int call_back(int x) { return x + shared; }
extern int other_array[];
int other_calls_back(int), *other_address(void);
extern int (*other_function)(int);
static int local[4] = { 1, 2, 3, 4 }, *pointer = local + 2;
static const char *const names[] = { "zero", "one", "two" };
static FILE **stream = &stdout;

static int dense(int x)
{
    switch (x) {
    case 0: return 5;
    case 1: return 3;
    case 2: return 8;
    case 3: return 1;
    case 4: return 9;
    case 5: return 2;
    default: return 0;
    }
}

int main(void)
{
    volatile int n = 1;
    CHECK(other_array[n + 1] == 30 && other_calls_back(n) == 11 && *pointer == 3 && local[n] == 2 && names[n][0] == 'o');
    CHECK(other_address() == &shared && other_function == call_back && dense(n) == 3 && dense(4) == 9 && *stream == stdout);
    int (*f)(const char *, ...) = printf, (*volatile g)(const char *, ...) = printf;
    CHECK(f == g);
    return 0;
}
