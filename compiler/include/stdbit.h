/*
 * Bits and bytes (C23 7.18). In: values of the unsigned integer types. Out: counts of bits, and powers of two, as functions
 * for each type and as macros for all of them.
 */
#ifndef KIT_STDBIT_H
#define KIT_STDBIT_H

#define __STDC_VERSION_STDBIT_H__ 202311L

#define __STDC_ENDIAN_LITTLE__ __ORDER_LITTLE_ENDIAN__
#define __STDC_ENDIAN_BIG__ __ORDER_BIG_ENDIAN__
#define __STDC_ENDIAN_NATIVE__ __BYTE_ORDER__

/* The functions of one type, by builtins that know nothing of 0 (7.18.3 to 7.18.16). */
#define __KIT_STDBIT(suffix, type)                                                                                                        \
    static __inline __attribute__((__unused__)) unsigned int stdc_count_ones_##suffix(type x) { return (unsigned int)__builtin_popcountll(x); } \
    static __inline __attribute__((__unused__)) unsigned int stdc_bit_width_##suffix(type x)                                              \
    {                                                                                                                                     \
        return x ? 64 - (unsigned int)__builtin_clzll(x) : 0;                                                                             \
    }                                                                                                                                     \
    static __inline __attribute__((__unused__)) unsigned int stdc_count_zeros_##suffix(type x)                                            \
    {                                                                                                                                     \
        return stdc_count_ones_##suffix((type)~x);                                                                                        \
    }                                                                                                                                     \
    static __inline __attribute__((__unused__)) unsigned int stdc_leading_zeros_##suffix(type x)                                          \
    {                                                                                                                                     \
        return 8 * (unsigned int)sizeof(type) - stdc_bit_width_##suffix(x);                                                               \
    }                                                                                                                                     \
    static __inline __attribute__((__unused__)) unsigned int stdc_leading_ones_##suffix(type x)                                           \
    {                                                                                                                                     \
        return stdc_leading_zeros_##suffix((type)~x);                                                                                     \
    }                                                                                                                                     \
    static __inline __attribute__((__unused__)) unsigned int stdc_trailing_zeros_##suffix(type x)                                         \
    {                                                                                                                                     \
        return x ? (unsigned int)__builtin_ctzll(x) : 8 * (unsigned int)sizeof(type);                                                     \
    }                                                                                                                                     \
    static __inline __attribute__((__unused__)) unsigned int stdc_trailing_ones_##suffix(type x)                                          \
    {                                                                                                                                     \
        return stdc_trailing_zeros_##suffix((type)~x);                                                                                    \
    }                                                                                                                                     \
    static __inline __attribute__((__unused__)) unsigned int stdc_first_leading_one_##suffix(type x)                                      \
    {                                                                                                                                     \
        return x ? stdc_leading_zeros_##suffix(x) + 1 : 0;                                                                                \
    }                                                                                                                                     \
    static __inline __attribute__((__unused__)) unsigned int stdc_first_leading_zero_##suffix(type x)                                     \
    {                                                                                                                                     \
        return stdc_first_leading_one_##suffix((type)~x);                                                                                 \
    }                                                                                                                                     \
    static __inline __attribute__((__unused__)) unsigned int stdc_first_trailing_one_##suffix(type x)                                     \
    {                                                                                                                                     \
        return x ? (unsigned int)__builtin_ctzll(x) + 1 : 0;                                                                              \
    }                                                                                                                                     \
    static __inline __attribute__((__unused__)) unsigned int stdc_first_trailing_zero_##suffix(type x)                                    \
    {                                                                                                                                     \
        return stdc_first_trailing_one_##suffix((type)~x);                                                                                \
    }                                                                                                                                     \
    static __inline __attribute__((__unused__)) _Bool stdc_has_single_bit_##suffix(type x) { return x && !(x & (type)(x - 1)); }          \
    static __inline __attribute__((__unused__)) type stdc_bit_floor_##suffix(type x)                                                      \
    {                                                                                                                                     \
        return x ? (type)((type)1 << (stdc_bit_width_##suffix(x) - 1)) : 0;                                                               \
    }                                                                                                                                     \
    static __inline __attribute__((__unused__)) type stdc_bit_ceil_##suffix(type x)                                                       \
    {                                                                                                                                     \
        if (x <= 1)                                                                                                                       \
            return 1;                                                                                                                     \
        unsigned int width = stdc_bit_width_##suffix((type)(x - 1));                                                                      \
        return width < 8 * sizeof(type) ? (type)((type)1 << width) : 0;                                                                   \
    }

__KIT_STDBIT(uc, unsigned char)
__KIT_STDBIT(us, unsigned short)
__KIT_STDBIT(ui, unsigned int)
__KIT_STDBIT(ul, unsigned long)
__KIT_STDBIT(ull, unsigned long long)
#undef __KIT_STDBIT

#define __KIT_STDBIT_CHOOSE(name, x)                                                                                      \
    _Generic((x), unsigned char: name##_uc, unsigned short: name##_us, unsigned int: name##_ui, unsigned long: name##_ul, \
             unsigned long long: name##_ull)(x)

#define stdc_leading_zeros(x) __KIT_STDBIT_CHOOSE(stdc_leading_zeros, x)
#define stdc_leading_ones(x) __KIT_STDBIT_CHOOSE(stdc_leading_ones, x)
#define stdc_trailing_zeros(x) __KIT_STDBIT_CHOOSE(stdc_trailing_zeros, x)
#define stdc_trailing_ones(x) __KIT_STDBIT_CHOOSE(stdc_trailing_ones, x)
#define stdc_first_leading_zero(x) __KIT_STDBIT_CHOOSE(stdc_first_leading_zero, x)
#define stdc_first_leading_one(x) __KIT_STDBIT_CHOOSE(stdc_first_leading_one, x)
#define stdc_first_trailing_zero(x) __KIT_STDBIT_CHOOSE(stdc_first_trailing_zero, x)
#define stdc_first_trailing_one(x) __KIT_STDBIT_CHOOSE(stdc_first_trailing_one, x)
#define stdc_count_zeros(x) __KIT_STDBIT_CHOOSE(stdc_count_zeros, x)
#define stdc_count_ones(x) __KIT_STDBIT_CHOOSE(stdc_count_ones, x)
#define stdc_has_single_bit(x) __KIT_STDBIT_CHOOSE(stdc_has_single_bit, x)
#define stdc_bit_width(x) __KIT_STDBIT_CHOOSE(stdc_bit_width, x)
#define stdc_bit_floor(x) __KIT_STDBIT_CHOOSE(stdc_bit_floor, x)
#define stdc_bit_ceil(x) __KIT_STDBIT_CHOOSE(stdc_bit_ceil, x)

#endif
