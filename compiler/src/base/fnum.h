/* Floating numbers that owe nothing to the host: exact parsing, printing, arithmetic and conversion of the formats that
   targets have. In and out: bit patterns. Rounding is to nearest, ties to even (IEEE 754-2019, 4.3.1).
   binary32, binary64, x87 extended (80 bits) and binary128 share one soft implementation. */
#ifndef KIT_BASE_FNUM_H
#define KIT_BASE_FNUM_H

#include "base/base.h"

typedef enum FloatFormat { FLOAT_BINARY32, FLOAT_BINARY64, FLOAT_X87, FLOAT_BINARY128 } FloatFormat;

/* The bits, little-endian: lo holds the first 64. X87: hi holds sign and exponent in its low 16 bits. Unused bits are 0. */
typedef struct FloatBits {
    u64 lo, hi;
} FloatBits;

typedef enum FloatOp { FLOAT_ADD, FLOAT_SUB, FLOAT_MUL, FLOAT_DIV } FloatOp;
typedef enum FloatOrder { FLOAT_LESS, FLOAT_EQUAL, FLOAT_GREATER, FLOAT_UNORDERED } FloatOrder;

/* Parses a C floating constant without its suffix (decimal or hexadecimal, C11 6.4.4.2). Correctly rounded for any length.
   False when malformed. *overflow and *underflow may be NULL. */
bool float_parse(Str text, FloatFormat format, FloatBits *out, bool *overflow);
/* The shortest hexadecimal form that parses back to the same bits, e.g. 0x1.8p+1; inf, nan(0x...). */
void float_print_hex(FloatBits x, FloatFormat format, char out[64]);
FloatBits float_arith(FloatOp op, FloatBits a, FloatBits b, FloatFormat format);
/* Whether an operation that gives r raised invalid, divide-by-zero or overflow: r is NaN or infinite, and neither operand is. */
bool float_raised(FloatBits a, FloatBits b, FloatBits r, FloatFormat format);
FloatBits float_negate(FloatBits a, FloatFormat format);
FloatOrder float_compare(FloatBits a, FloatBits b, FloatFormat format);
FloatBits float_convert(FloatBits a, FloatFormat from, FloatFormat to);
FloatBits float_from_int(u64 x, bool is_signed, FloatFormat format);
/* Truncates. False when the value does not fit in `bits` bits (*out is then what x86-64 gives: the most negative value, or 0 when unsigned). */
bool float_to_int(FloatBits a, FloatFormat format, u32 bits, bool is_signed, u64 *out);
bool float_is_zero(FloatBits a, FloatFormat format);
bool float_is_nan(FloatBits a, FloatFormat format);
FloatBits float_inf(FloatFormat format, bool negative);
FloatBits float_nan(FloatFormat format, u64 payload, bool signaling);
u32 float_size_bits(FloatFormat format); /* 32, 64, 80, 128 */

#endif
