//! what: operands of vector type in inline assembly: registers, memory, tied, early clobbered (GNU C)
//! only: x86_64
#include "../check.h"

typedef int v4si __attribute__((vector_size(16)));
typedef float v4sf __attribute__((vector_size(16)));
typedef int v2si __attribute__((vector_size(8)));

static v4si add(v4si a, v4si b)
{
    __asm__("paddd %1, %0" : "+x"(a) : "x"(b));
    return a;
}

int main(void)
{
    v4si a = {1, 2, 3, 4}, b = {10, 20, 30, 40}, r = add(a, b);
    CHECK(r[0] == 11 && r[1] == 22 && r[2] == 33 && r[3] == 44);
    __asm__("movdqa %1, %0\n\tpsubd %2, %0" : "=&x"(r) : "x"(b), "m"(a));
    CHECK(r[0] == 9 && r[3] == 36);
    __asm__("paddd %2, %0" : "=x"(r) : "0"(a), "x"(add(b, b)));
    CHECK(r[0] == 21 && r[1] == 42 && r[3] == 84);
    __asm__("pshufd %2, %1, %0" : "=x"(r) : "x"(a), "i"(0x1b));
    CHECK(r[0] == 4 && r[1] == 3 && r[2] == 2 && r[3] == 1);
    __asm__("movdqu %1, %0" : "=m"(r) : "x"(b));
    CHECK(r[0] == 10 && r[3] == 40);
    v4sf f = {1.5f, 2, 3, 4};
    __asm__("addps %0, %0" : "+x"(f));
    CHECK(f[0] == 3 && f[3] == 8);
#ifndef __clang__ /* which has no register for these */
    v2si h = {5, 6}, g = {1, 1};
    __asm__("paddd %1, %0" : "+x"(h) : "x"(g));
    CHECK(h[0] == 6 && h[1] == 7);
#endif
    int mask;
    __asm__("movmskps %1, %0" : "=r"(mask) : "x"((v4sf)(a > 2)));
    CHECK(mask == 12);
    return 0;
}
