//! what: constructors and destructors of two units run by priority over both (GNU C, gABI chapter 5)
//! with: part_constructors_across.c
//! stdout: there 200
//! stdout: here 300
//! stdout: there 400
//! stdout: main
//! stdout: there ends 400
//! stdout: here ends 300
//! stdout: there ends 200
#include <stdio.h>

__attribute__((constructor(300))) static void begin(void) { puts("here 300"); }
__attribute__((destructor(300))) static void end(void) { puts("here ends 300"); }

int main(void)
{
    puts("main");
    return 0;
}
