//! what: variable arguments, example 7 of C11 6.10.3.5
//! stdout: The first, second, and third items.
//! stdout: x>y
//! stdout: x is 1 but y is 2
#include <stdio.h>

#define showlist(...) puts(#__VA_ARGS__)
#define report(test, ...) ((test)?puts(#test): printf(__VA_ARGS__))

int main(void)
{
    int x = 2, y = 1;
    showlist(The first, second, and third items.);
    report(x>y, "x is %d but y is %d\n", x, y);
    x = 1;
    y = 2;
    report(x>y, "x is %d but y is %d\n", x, y);
    return 0;
}
