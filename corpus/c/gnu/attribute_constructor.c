//! what: constructors before main in order of priority, destructors after it in reverse (GNU C)
//! stdout: constructor 101
//! stdout: constructor 102
//! stdout: constructor 1000
//! stdout: constructor default
//! stdout: main
//! stdout: at exit
//! stdout: destructor default
//! stdout: destructor 1000
//! stdout: destructor 101
#include <stdio.h>
#include <stdlib.h>

static int seen;
__attribute__((constructor)) static void plain(void) { puts("constructor default"); seen = seen * 10 + 4; }
__attribute__((constructor(1000))) static void late(void) { puts("constructor 1000"); seen = seen * 10 + 3; }
__attribute__((constructor(101))) static void early(void) { puts("constructor 101"); seen = seen * 10 + 1; }
__attribute__((constructor(102))) static void second(void) { puts("constructor 102"); seen = seen * 10 + 2; }
__attribute__((destructor(101))) static void last(void) { puts("destructor 101"); }
__attribute__((destructor)) static void first(void) { puts("destructor default"); }
__attribute__((destructor(1000))) static void middle(void) { puts("destructor 1000"); }
static void at_exit(void) { puts("at exit"); }

int main(void)
{
    atexit(at_exit);
    puts("main");
    return seen == 1234 ? 0 : 1;
}
