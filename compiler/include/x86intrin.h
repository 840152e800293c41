/* Intrinsics of x86-64 that are no vector's: counters, bits, flags; and the vectors' (Intel SDM volume 2). */
#ifndef _X86INTRIN_H_INCLUDED
#define _X86INTRIN_H_INCLUDED

#include <immintrin.h>

__KIT_INTRINSIC unsigned long long __rdtsc(void)
{
    unsigned int __low, __high;
    __asm__ __volatile__("rdtsc" : "=a"(__low), "=d"(__high));
    return (unsigned long long)__high << 32 | __low;
}

__KIT_INTRINSIC unsigned long long __rdtscp(unsigned int *__processor)
{
    unsigned int __low, __high;
    __asm__ __volatile__("rdtscp" : "=a"(__low), "=d"(__high), "=c"(*__processor));
    return (unsigned long long)__high << 32 | __low;
}
#define _rdtsc() __rdtsc()
#define _rdtscp(processor) __rdtscp(processor)

__KIT_INTRINSIC unsigned long long __readeflags(void)
{
    unsigned long long __x;
    __asm__ __volatile__("pushfq\n\tpopq %0" : "=r"(__x) : : "memory");
    return __x;
}
__KIT_INTRINSIC void __writeeflags(unsigned long long __x) { __asm__ __volatile__("pushq %0\n\tpopfq" : : "r"(__x) : "memory", "cc"); }

/* Of the lowest and the highest bit that is set; of 0 nothing is said. */
__KIT_INTRINSIC int __bsfd(int __x) { return __builtin_ctz((unsigned int)__x); }
__KIT_INTRINSIC int __bsrd(int __x) { return 31 - __builtin_clz((unsigned int)__x); }
__KIT_INTRINSIC int __bsfq(long long __x) { return __builtin_ctzll((unsigned long long)__x); }
__KIT_INTRINSIC int __bsrq(long long __x) { return 63 - __builtin_clzll((unsigned long long)__x); }
__KIT_INTRINSIC int __bswapd(int __x) { return (int)__builtin_bswap32((unsigned int)__x); }
__KIT_INTRINSIC long long __bswapq(long long __x) { return (long long)__builtin_bswap64((unsigned long long)__x); }
#define _bit_scan_forward(x) __bsfd(x)
#define _bit_scan_reverse(x) __bsrd(x)
#define _bswap(x) __bswapd(x)
#define _bswap64(x) __bswapq(x)
#define __bswap(x) __bswapd(x)
#define __bswap64(x) __bswapq(x)

#define __KIT_ROTATE(type, name, instruction) \
    __KIT_INTRINSIC type name(type __x, int __count) \
    { \
        __asm__(instruction " %%cl, %0" : "+r"(__x) : "c"(__count) : "cc"); \
        return __x; \
    }
__KIT_ROTATE(unsigned char, __rolb, "rolb")
__KIT_ROTATE(unsigned char, __rorb, "rorb")
__KIT_ROTATE(unsigned short, __rolw, "rolw")
__KIT_ROTATE(unsigned short, __rorw, "rorw")
__KIT_ROTATE(unsigned int, __rold, "roll")
__KIT_ROTATE(unsigned int, __rord, "rorl")
__KIT_ROTATE(unsigned long long, __rolq, "rolq")
__KIT_ROTATE(unsigned long long, __rorq, "rorq")
#define _rotwl(x, count) __rolw((x), (count))
#define _rotwr(x, count) __rorw((x), (count))
#define _rotl(x, count) __rold((x), (count))
#define _rotr(x, count) __rord((x), (count))
#define _lrotl(x, count) __rolq((x), (count))
#define _lrotr(x, count) __rorq((x), (count))

#endif
