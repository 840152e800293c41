/*
 * Counts and orders of bits, for objects of compilers that call functions for them where the processor's baseline has no
 * instruction. In: a word. Out: the count. Written by halves rather than with loops over bits, and without builtins: an
 * optimizer that knows the idiom must not turn a function into a call of itself.
 */
#include "runtime.h"

int __popcountdi2(unsigned long x)
{
    x = x - (x >> 1 & 0x5555555555555555);
    x = (x & 0x3333333333333333) + (x >> 2 & 0x3333333333333333);
    x = (x + (x >> 4)) & 0x0f0f0f0f0f0f0f0f;
    x = x + (x >> 8);
    x = x + (x >> 16);
    return (int)((x + (x >> 32)) & 127);
}

int __popcountsi2(unsigned x)
{
    return __popcountdi2(x);
}

int __paritydi2(unsigned long x)
{
    x ^= x >> 32;
    x ^= x >> 16;
    x ^= x >> 8;
    x ^= x >> 4;
    return 0x6996 >> (x & 15) & 1;
}

int __paritysi2(unsigned x)
{
    return __paritydi2(x);
}

int __clzdi2(unsigned long x)
{
    int count = 0;
    for (int half = 32; half; half >>= 1)
        if (x >> (64 - half) == 0) {
            count += half;
            x <<= half;
        }
    return count;
}

int __clzsi2(unsigned x)
{
    return __clzdi2(x) - 32;
}

int __ctzdi2(unsigned long x)
{
    int count = 0;
    for (int half = 32; half; half >>= 1)
        if (x << (64 - half) == 0) {
            count += half;
            x >>= half;
        }
    return count;
}

int __ctzsi2(unsigned x)
{
    return __ctzdi2(x);
}

int __ffsdi2(unsigned long x)
{
    return x == 0 ? 0 : __ctzdi2(x) + 1;
}

int __ffssi2(unsigned x)
{
    return __ffsdi2(x);
}

int __clrsbdi2(long x)
{
    unsigned long differs = (unsigned long)(x < 0 ? ~x : x);
    return differs == 0 ? 63 : __clzdi2(differs) - 1;
}

int __clrsbsi2(int x)
{
    return __clrsbdi2(x) - 32;
}

unsigned __bswapsi2(unsigned x)
{
    return x << 24 | (x & 0xff00) << 8 | (x >> 8 & 0xff00) | x >> 24;
}

unsigned long __bswapdi2(unsigned long x)
{
    return (unsigned long)__bswapsi2((unsigned)x) << 32 | __bswapsi2((unsigned)(x >> 32));
}
