/* Every vector intrinsic that this compiler's target has: SSE and SSE2, as __SSE__ and __SSE2__ say and no other macro does;
   and the random numbers of the processor, for programs that asked cpuid for them (Intel SDM volume 1, 7.3.17). */
#ifndef _IMMINTRIN_H_INCLUDED
#define _IMMINTRIN_H_INCLUDED

#include <emmintrin.h>

/* 1, and a number in *result, or 0: there was none in time. */
#define __KIT_RANDOM(type, name, instruction) \
    __KIT_INTRINSIC int name(type *__result) \
    { \
        type __x; \
        unsigned char __good; \
        __asm__ __volatile__(instruction " %0\n\tsetc %1" : "=r"(__x), "=qm"(__good) : : "cc"); \
        *__result = __x; \
        return __good; \
    }
__KIT_RANDOM(unsigned short, _rdrand16_step, "rdrand")
__KIT_RANDOM(unsigned int, _rdrand32_step, "rdrand")
__KIT_RANDOM(unsigned long long, _rdrand64_step, "rdrand")
__KIT_RANDOM(unsigned short, _rdseed16_step, "rdseed")
__KIT_RANDOM(unsigned int, _rdseed32_step, "rdseed")
__KIT_RANDOM(unsigned long long, _rdseed64_step, "rdseed")

#endif
