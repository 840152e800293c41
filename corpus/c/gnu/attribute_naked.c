//! what: functions with attribute 'naked' are their assembly alone: no frame, no saved registers, no return (GCC "x86 Function Attributes")
//! only: x86_64
#include "../check.h"

__attribute__((naked)) int sum(int a, int b)
{
    __asm__("leal (%rdi,%rsi), %eax");
    __asm__("ret");
}

/* The stack is as the caller left it: the return address on top. */
__attribute__((naked, noinline)) static void *return_address(void)
{
    __asm__ volatile("movq (%rsp), %rax\n\tret");
}

static int counter;
int counted(int step)
{
    counter += step;
    return counter;
}

/* Constants may be operands. */
__attribute__((naked)) int five_more(void)
{
    __asm__("movl %0, %%edi\n\tsubq $8, %%rsp\n\tcall counted\n\taddq $8, %%rsp\n\tret" : : "i"(5));
}

int forward(int) __attribute__((naked));
int forward(int x)
{
    __asm__("addl $1, %edi\n\tjmp counted");
}

/* It never comes here. */
__attribute__((naked, unused)) static void empty(void) {}

int main(void)
{
    int (*volatile f)(int, int) = sum;
    CHECK(sum(3, 4) == 7 && f(-9, 4) == -5);
    CHECK((char *)return_address() > (char *)main);
    CHECK(five_more() == 5 && five_more() == 10 && forward(2) == 13 && counter == 13);
    return 0;
}
