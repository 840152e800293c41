//! what: inline assembly: vectors and 128-bit integers in SSE registers and memory
//! only: x86_64
#include "../check.h"

typedef int v4si __attribute__((vector_size(16)));
typedef double v2df __attribute__((vector_size(16)));
typedef unsigned char v16qi __attribute__((vector_size(16)));
typedef short v4hi __attribute__((vector_size(8)));
typedef unsigned __int128 u128;

static v4si sum(v4si a, v4si b)
{
    __asm__("paddd %1, %0" : "+x"(a) : "xm"(b));
    return a;
}

static v2df product(const v2df *a, v2df b)
{
    v2df r;
    __asm__("movupd %1, %0\n\tmulpd %2, %0" : "=&x"(r) : "m"(*a), "x"(b));
    return r;
}

static int mask(v16qi v)
{
    int m;
    __asm__("pmovmskb %1, %0" : "=r"(m) : "x"(v));
    return m;
}

static u128 exclusive(u128 a, u128 b)
{
    __asm__("pxor %1, %0" : "+x"(a) : "x"(b));
    return a;
}

static u128 square(unsigned long x)
{
    u128 r;
    __asm__("mulq %%rax" : "=A"(r) : "a"(x) : "cc");
    return r;
}

static u128 negated(u128 x)
{
    __asm__("not %%rax\n\tnot %%rdx\n\tadd $1, %%rax\n\tadc $0, %%rdx" : "+A"(x) : : "cc");
    return x;
}

#ifndef __clang__ /* which has no registers of 8 bytes for x */
static v4hi half(v4hi a, v4hi b)
{
    __asm__("paddw %1, %0" : "+x"(a) : "x"(b));
    return a;
}
#else
static v4hi half(v4hi a, v4hi b) { return a + b; }
#endif

static v4si shuffled(v4si v)
{
    v4si a, b;
    __asm__("pshufd %3, %2, %0\n\tmovdqa %2, %1\n\tpslldq $4, %1" : "=&x"(a), "=x"(b) : "x"(v), "i"(0x1b));
    return a + b;
}

int main(void)
{
    v4si s = sum((v4si){1, 2, 3, 4}, (v4si){10, 20, 30, -4});
    CHECK(s[0] == 11 && s[1] == 22 && s[2] == 33 && s[3] == 0);
    v2df d = {1.5, -2};
    d = product(&d, (v2df){2, 4});
    CHECK(d[0] == 3 && d[1] == -8);
    CHECK(mask((v16qi){0x80, 1, 0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x80}) == 0x8005);
    u128 x = (u128)0x1234 << 64 | 0x5678;
    CHECK(exclusive(x, (u128)0xff << 64 | 1) == ((u128)0x12cb << 64 | 0x5679));
    CHECK(square(0xfedcba9876543210) == (u128)0xfedcba9876543210 * 0xfedcba9876543210);
    CHECK(negated(x) == -x);
    v4hi h = half((v4hi){1, 2, 3, 4}, (v4hi){5, 6, 7, -4});
    CHECK(h[0] == 6 && h[1] == 8 && h[2] == 10 && h[3] == 0);
    s = shuffled((v4si){1, 2, 3, 4});
    CHECK(s[0] == 4 && s[1] == 4 && s[2] == 4 && s[3] == 4);
    return 0;
}
