/* Bit counting and byte swapping, with a portable road for compilers that have no builtins. */
#ifndef KIT_BASE_BITS_H
#define KIT_BASE_BITS_H

#include "base/base.h"

#if defined(__GNUC__) && !defined(__TINYC__)
#define KIT_HAS_BIT_BUILTINS 1
#endif

/* x must not be 0. */
static inline u32 count_trailing_zeros(u64 x)
{
#ifdef KIT_HAS_BIT_BUILTINS
    return (u32)__builtin_ctzll(x);
#else
    u32 n = 0;
    if (!(x & 0xffffffffu)) n += 32, x >>= 32;
    if (!(x & 0xffff)) n += 16, x >>= 16;
    if (!(x & 0xff)) n += 8, x >>= 8;
    if (!(x & 0xf)) n += 4, x >>= 4;
    if (!(x & 3)) n += 2, x >>= 2;
    return n + !(x & 1);
#endif
}

/* x must not be 0. */
static inline u32 count_leading_zeros(u64 x)
{
#ifdef KIT_HAS_BIT_BUILTINS
    return (u32)__builtin_clzll(x);
#else
    u32 n = 0;
    if (!(x >> 32)) n += 32, x <<= 32;
    if (!(x >> 48)) n += 16, x <<= 16;
    if (!(x >> 56)) n += 8, x <<= 8;
    if (!(x >> 60)) n += 4, x <<= 4;
    if (!(x >> 62)) n += 2, x <<= 2;
    return n + !(x >> 63);
#endif
}

static inline u32 count_ones(u64 x)
{
    x -= (x >> 1) & 0x5555555555555555u;
    x = (x & 0x3333333333333333u) + ((x >> 2) & 0x3333333333333333u);
    return (u32)((((x + (x >> 4)) & 0x0f0f0f0f0f0f0f0fu) * 0x0101010101010101u) >> 56);
}

static inline u32 swap_bytes32(u32 x) { return x >> 24 | (x >> 8 & 0xff00u) | (x << 8 & 0xff0000u) | x << 24; }
static inline u64 swap_bytes64(u64 x) { return (u64)swap_bytes32((u32)x) << 32 | swap_bytes32((u32)(x >> 32)); }
static inline bool is_power_of_two(u64 x) { return x && !(x & (x - 1)); }
static inline u32 log2_floor(u64 x) { return 63 - count_leading_zeros(x); }

/* The low `bits` bits of x, zero- or sign-extended to 64. bits is 1 to 64. */
static inline u64 zero_extend(u64 x, u32 bits) { return bits >= 64 ? x : x & (((u64)1 << bits) - 1); }
static inline i64 sign_extend(u64 x, u32 bits)
{
    u64 sign = (u64)1 << (bits - 1);
    return (i64)((zero_extend(x, bits) ^ sign) - sign);
}

/* Eight bytes at any address, the first of them lowest. */
static inline u64 load64(const char *p)
{
#if (defined(__GNUC__) || defined(__clang__)) && !defined(__TINYC__) && !defined(__kit__)
    u64 w;
    memcpy(&w, p, 8);
    return w;
#else
    return *(const u64 *)p; /* hosts that are built by these compilers allow it, and a call for 8 bytes would cost more than the token */
#endif
}

#endif
