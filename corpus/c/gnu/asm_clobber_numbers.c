//! what: inline assembly that names the registers it clobbers by their numbers in GNU C: 0 is rax, 1 rdx, 2 rcx, 3 rbx, 20 xmm0, 36 r8
//! only: x86_64
//! unless: clang its registers have other numbers
#include "../check.h"

static long all(long a, long b, long c, long d, double x)
{
    long s = a * 3 + b;
    __asm__ volatile("xorl %%eax, %%eax\n\txorl %%edx, %%edx\n\txorl %%ecx, %%ecx\n\txorl %%ebx, %%ebx" : : : "0", "1", "%2", "#3", "cc");
    s += c * 5 - d;
    __asm__ volatile("xorps %%xmm0, %%xmm0\n\txorl %%r8d, %%r8d\n\txorl %%r15d, %%r15d" : "+r"(s), "+x"(x) : : "20", "36", "43", "cc", "memory");
    return s * 2 + (long)(x * 4);
}

int main(void)
{
    volatile long a = 11, b = 22, c = 33, d = 44;
    volatile double x = 1.25;
    CHECK(all(a, b, c, d, x) == 2 * (33 + 22 + 165 - 44) + 5);
    CHECK(all(d, c, b, a, x) == 2 * (132 + 33 + 110 - 11) + 5);
    return 0;
}
