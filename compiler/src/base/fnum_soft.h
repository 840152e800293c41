/* What the two halves of the floating room share: 128-bit significands and the one place that rounds. */
#ifndef KIT_BASE_FNUM_SOFT_H
#define KIT_BASE_FNUM_SOFT_H

#include "base/fnum.h"

typedef struct U128 {
    u64 lo, hi;
} U128;

typedef struct FloatShape {
    u32 precision;
    i32 emin, emax;
    u32 exponent_bits;
} FloatShape;

extern const FloatShape float_shape[4]; /* by FloatFormat */

U128 mul64(u64 a, u64 b);
FloatBits float_round(bool negative, i32 exponent, U128 sig, FloatFormat format, bool *overflow);

#endif
