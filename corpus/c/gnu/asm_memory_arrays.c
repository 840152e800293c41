//! what: inline assembly with memory operands of array type, also of unknown and of variable size (GCC manual, "Extended Asm")
//! only: x86_64
#include "../check.h"

static void copy_words(unsigned long *to, const unsigned long *from)
{
    __asm__ volatile("movq %1, %%rax\n\tmovq %%rax, %0" : "+m"(*(unsigned long(*)[4])to) : "m"(*(const unsigned long(*)[4])from) : "rax");
}

static int filled(unsigned long *bytes)
{
    __asm__("movq $0x7777, %0" : "=m"(*(unsigned long(*)[1])(bytes + 1)));
    return (int)bytes[1];
}

static void increment(unsigned char *bytes)
{
    __asm__ volatile("incb 2(%1)" : "+m"(*(unsigned char(*)[])bytes) : "r"(bytes) : "cc");
}

static int second(int n, int start)
{
    int rows[n][3], found;
    for (int k = 0; k < 3 * n; k++) rows[k / 3][k % 3] = start + k;
    __asm__ volatile("addl $100, %0" : "+m"(rows) : : "cc");
    __asm__ volatile("addl $7, %0" : "+m"(rows[n - 1]) : : "cc");
    __asm__("movl %1, %0" : "=r"(found) : "m"(rows[1]));
    return found * 10000 + rows[0][0] * 10 + rows[n - 1][0];
}

int main(void)
{
    unsigned long a[4] = {1, 2, 3, 4}, b[4] = {5, 6, 7, 8};
    struct { int before[2]; short s[3]; } r = {{1, 2}, {3, 4, 5}};
    unsigned char bytes[4] = {9, 9, 9, 9};
    copy_words(a, b);
    CHECK(filled(b) == 0x7777);
    CHECK(a[0] == 5 && a[1] == 2);
    increment(bytes);
    CHECK(bytes[1] == 9 && bytes[2] == 10 && bytes[3] == 9);
    CHECK(second(3, 50) == 53 * 10000 + 150 * 10 + 63);
    __asm__("movw $77, %0" : "+m"(r.s));
    CHECK(r.s[0] == 77 && r.s[1] == 4 && r.s[2] == 5 && r.before[1] == 2);
    return 0;
}
