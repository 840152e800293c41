//! what: -fvisibility=hidden does not hide a library function of which the header gives an inline definition (GNU C gnu_inline)
//! flags: -O2 -fvisibility=hidden
//! stdout: ab
#include <stdio.h>

extern int toupper(int);
extern inline __attribute__((gnu_inline)) int toupper(int c) { return c; }

int main(void)
{
    int (*volatile f)(int) = toupper;
    putchar('a');
    putchar('b');
    putchar('\n');
    return f('q') != 'Q';
}
