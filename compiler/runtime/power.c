/*
 * Powers with an integer exponent, by squaring, as __builtin_powi promises no more precision than that ("Other Built-in
 * Functions Provided by GCC"). In: a base and an exponent of either sign. Out: the power; 1 of any base to the power of 0.
 */
#include "runtime.h"

#define POWER(name, type)                                                   \
    RUNTIME type name(type x, int n)                                        \
    {                                                                       \
        unsigned left = n < 0 ? 0 - (unsigned)n : (unsigned)n;              \
        type power = left & 1 ? x : 1;                                      \
        while (left >>= 1) {                                                \
            x *= x;                                                         \
            if (left & 1)                                                   \
                power *= x;                                                 \
        }                                                                   \
        return n < 0 ? 1 / power : power;                                   \
    }

POWER(__powisf2, float)
POWER(__powidf2, double)
POWER(__powixf2, long double)
