//! what: assembly at file scope and inside functions: sections, labels, symbols of both sides
//! only: x86_64
#include "../check.h"
#include <string.h>

/* A function and data of assembly alone, with a reference to C. */
__asm__(".text\n\t.globl asm_twice\n\t.type asm_twice, @function\nasm_twice:\n\tlea (%rdi,%rdi), %eax\n\tret\n\t.size asm_twice, .-asm_twice\n"
        "\t.data\n\t.balign 8\nlocal: .long 42\n\t.balign 8\n\t.globl asm_table\nasm_table:\n\t.quad local\n\t.quad hidden_in_c\n\t.quad from_c\n\t.text");
int asm_twice(int x);
extern int *asm_table[];
static int hidden_in_c __attribute__((used)) = 7;
int from_c(void) { return 5; }

/* Another name, made by assembly, of a C function. */
__asm__(".globl other_name\n.set other_name, from_c\n.weak not_there");
int other_name(void);
extern void not_there(void) __attribute__((weak));
int alias_of_c(void) __attribute__((alias("from_c")));

/* A macro that later texts use. */
__asm__(".macro load_seven reg\n\tmovl $7, \\reg\n.endm");

__asm__(".pushsection .rodata\nasm_text: .asciz \"from the other section\"\n.popsection");

struct note { int line; unsigned value; };
extern const struct note first_note[] __asm__("notes_begin"), last_note[] __asm__("notes_end");
__asm__(".pushsection .data.rel.ro.notes,\"aw\"\n\t.balign 8\nnotes_begin:\n.popsection");

#define NOTE(value) __asm__ volatile(".pushsection .data.rel.ro.notes,\"aw\"\n\t.long %c0, %c1\n.popsection" : : "i"(__LINE__), "i"(value))

static int noted(int x)
{
    if (x) NOTE(17);
    else NOTE(23);
    return x;
}

static const char *asm_string(void)
{
    const char *s;
    __asm__("lea asm_text(%%rip), %0" : "=r"(s));
    return s;
}

static int seven(void)
{
    int r;
    __asm__("load_seven %0" : "=r"(r));
    return r;
}

static int skips(int n)
{
    __asm__("test %0, %0\n\tjz 1f\n\taddl $100, %0\n\tjmp 2f\n1:\tsubl $100, %0\n2:\n\t.balign 16" : "+r"(n) : : "cc");
    switch (n) { /* a jump table in a function with assembly */
    case 101: return 1;
    case 102: return 2;
    case 103: return 3;
    case 104: return 4;
    case 105: return 5;
    case -100: return -1;
    }
    static const void *const target[] = {&&first, &&second};
    goto *target[n & 1];
first:
    return 1000;
second:
    return 1001;
}

static double constants(double x)
{
    double y;
    __asm__("movsd %1, %0\n\taddsd %2, %0" : "=&x"(y) : "m"(x), "x"(0.125));
    return y * 2.5;
}

__asm__(".pushsection .data.rel.ro.notes,\"aw\"\nnotes_end:\n.popsection");

int main(void)
{
    CHECK(asm_twice(21) == 42);
    CHECK(*asm_table[0] == 42 && *asm_table[1] == 7 && ((int (*)(void))(unsigned long)asm_table[2])() == 5);
    CHECK(other_name() == 5 && alias_of_c() == 5 && !not_there);
    CHECK(strcmp(asm_string(), "from the other section") == 0);
    CHECK(seven() == 7);
    CHECK(skips(1) == 1 && skips(5) == 5 && skips(0) == -1 && skips(50) == 1000 && skips(51) == 1001);
    CHECK(constants(0.875) == 2.5);
    CHECK(noted(1) && !noted(0));
    (void)first_note;
    (void)last_note;
    return 0;
}
