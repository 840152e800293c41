//! what: inline assembly: string instructions, the direction flag's neighbours, cpuid, rdtsc, bit scans
//! only: x86_64
#include "../check.h"
#include <string.h>

static void *copy(void *to, const void *from, unsigned long n)
{
    void *d = to;
    __asm__ volatile("rep movsb" : "+D"(d), "+S"(from), "+c"(n) : : "memory");
    return to;
}

static void fill(void *to, int c, unsigned long n) { __asm__ volatile("cld; rep; stosb" : "+D"(to), "+c"(n) : "a"((char)c) : "memory", "cc"); }

static unsigned long length(const char *s)
{
    unsigned long n;
    const char *end;
    __asm__("repne scasb" : "=D"(end), "=c"(n) : "0"(s), "1"(~0ul), "a"(0) : "cc");
    (void)n;
    return (unsigned long)(end - s - 1);
}

static void cpuid(unsigned leaf, unsigned *a, unsigned *b, unsigned *c, unsigned *d)
{
    __asm__ volatile("cpuid" : "=a"(*a), "=b"(*b), "=c"(*c), "=d"(*d) : "0"(leaf), "2"(0));
}

static unsigned long long ticks(void)
{
    unsigned lo, hi;
    __asm__ volatile("rdtsc" : "=a"(lo), "=d"(hi));
    return (unsigned long long)hi << 32 | lo;
}

static int first_bit(unsigned long x)
{
    unsigned long r;
    __asm__("bsf %1, %0" : "=r"(r) : "rm"(x) : "cc");
    return (int)r;
}

static int last_bit(unsigned long x)
{
    unsigned long r;
    __asm__("bsrq %1, %0" : "=r"(r) : "rm"(x) : "cc");
    return (int)r;
}

int main(void)
{
    char from[20] = "inline assembly", to[20];
    fill(to, 'x', sizeof to);
    CHECK(to[0] == 'x' && to[19] == 'x');
    CHECK(copy(to, from, 16) == to && strcmp(to, from) == 0 && to[16] == 'x');
    CHECK(length(from) == 15);
    unsigned a, b, c, d;
    cpuid(0, &a, &b, &c, &d);
    CHECK(a > 0 && b && c && d);
    unsigned long long t = ticks();
    CHECK(ticks() != t);
    CHECK(first_bit(0x50) == 4 && last_bit(0x50) == 6);
    return 0;
}
