//! what: register variables with a register's name as operands of inline assembly; system calls of six arguments
//! only: x86_64
#define _GNU_SOURCE
#include "../check.h"
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

static long call6(long n, long a, long b, long c, long d, long e, long f)
{
    long result;
    register long r10 __asm__("r10") = d;
    register long r8 __asm__("r8") = e;
    register long r9 __asm__("%r9") = f;
    __asm__ volatile("syscall" : "=a"(result) : "a"(n), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9) : "rcx", "r11", "memory");
    return result;
}

static long swapped(long a, long b)
{
    register long x __asm__("rbx") = a, y __asm__("r15") = b;
    __asm__("xchg %%rbx, %%r15" : "+r"(x), "+r"(y));
    return x * 1000 + y;
}

static double halved(double d)
{
    register double v __asm__("xmm5") = d;
    __asm__("addsd %%xmm5, %%xmm5\n\tdivsd %1, %0" : "+x"(v) : "x"(4.0));
    return v;
}

static int narrow(void)
{
    register unsigned char low __asm__("cl");
    __asm__("movb $200, %%cl" : "=r"(low));
    return low;
}

int main(void)
{
    char text[] = "x";
    CHECK(call6(SYS_getpid, 0, 0, 0, 0, 0, 0) == getpid());
    char *p = (char *)call6(SYS_mmap, 0, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    CHECK((unsigned long)p < -4096ul);
    p[8191] = 1;
    CHECK(call6(SYS_munmap, (long)p, 8192, 0, 0, 0, 0) == 0);
    CHECK(call6(SYS_write, 1, (long)text, 0, 0, 0, 0) == 0);
    CHECK(swapped(3, 7) == 7003);
    CHECK(halved(6.0) == 3.0);
    CHECK(narrow() == 200);
    return 0;
}
