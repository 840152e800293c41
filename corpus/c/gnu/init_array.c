//! what: pointers in .init_array and .fini_array sections run before and after main; arguments of glibc (gABI chapter 5)
//! stdout: init
//! stdout: main
//! stdout: fini
#include <stdio.h>

static int ready;
static void init(void) { puts("init"); ready = 1; }
static void fini(void) { puts("fini"); }
static void (*const in)(void) __attribute__((used, section(".init_array"), aligned(8))) = init;
static void (*const out)(void) __attribute__((used, section(".fini_array"), aligned(8))) = fini;

int main(void)
{
    puts("main");
    return ready ? 0 : 1;
}
