/* The SSE2 intrinsics, each the instruction that it is named after, by inline assembly on GNU vectors (Intel SDM volume 2).
   Those on the 64-bit MMX registers are not here. */
#ifndef _EMMINTRIN_H_INCLUDED
#define _EMMINTRIN_H_INCLUDED

#include <xmmintrin.h>

typedef double __m128d __attribute__((__vector_size__(16), __may_alias__));
typedef double __m128d_u __attribute__((__vector_size__(16), __may_alias__, __aligned__(1)));
typedef long long __m128i __attribute__((__vector_size__(16), __may_alias__));
typedef long long __m128i_u __attribute__((__vector_size__(16), __may_alias__, __aligned__(1)));
typedef double __v2df __attribute__((__vector_size__(16)));
typedef long long __v2di __attribute__((__vector_size__(16)));
typedef unsigned long long __v2du __attribute__((__vector_size__(16)));
typedef int __v4si __attribute__((__vector_size__(16)));
typedef unsigned int __v4su __attribute__((__vector_size__(16)));
typedef short __v8hi __attribute__((__vector_size__(16)));
typedef unsigned short __v8hu __attribute__((__vector_size__(16)));
typedef char __v16qi __attribute__((__vector_size__(16)));
typedef signed char __v16qs __attribute__((__vector_size__(16)));
typedef unsigned char __v16qu __attribute__((__vector_size__(16)));

/* ---- doubles ---- */

__KIT_BINARY(__m128d, _mm_add_sd, "addsd")
__KIT_BINARY(__m128d, _mm_sub_sd, "subsd")
__KIT_BINARY(__m128d, _mm_mul_sd, "mulsd")
__KIT_BINARY(__m128d, _mm_div_sd, "divsd")
__KIT_BINARY(__m128d, _mm_min_sd, "minsd")
__KIT_BINARY(__m128d, _mm_max_sd, "maxsd")
__KIT_BINARY(__m128d, _mm_add_pd, "addpd")
__KIT_BINARY(__m128d, _mm_sub_pd, "subpd")
__KIT_BINARY(__m128d, _mm_mul_pd, "mulpd")
__KIT_BINARY(__m128d, _mm_div_pd, "divpd")
__KIT_BINARY(__m128d, _mm_min_pd, "minpd")
__KIT_BINARY(__m128d, _mm_max_pd, "maxpd")
__KIT_UNARY(__m128d, __m128d, _mm_sqrt_pd, "sqrtpd")
__KIT_BINARY(__m128d, _mm_sqrt_sd, "sqrtsd") /* of b; the upper half is a's */
__KIT_BINARY(__m128d, _mm_and_pd, "andpd")
__KIT_BINARY(__m128d, _mm_andnot_pd, "andnpd")
__KIT_BINARY(__m128d, _mm_or_pd, "orpd")
__KIT_BINARY(__m128d, _mm_xor_pd, "xorpd")

__KIT_BINARY(__m128d, _mm_cmpeq_pd, "cmpeqpd")
__KIT_BINARY(__m128d, _mm_cmplt_pd, "cmpltpd")
__KIT_BINARY(__m128d, _mm_cmple_pd, "cmplepd")
__KIT_SWAPPED(__m128d, _mm_cmpgt_pd, "cmpltpd")
__KIT_SWAPPED(__m128d, _mm_cmpge_pd, "cmplepd")
__KIT_BINARY(__m128d, _mm_cmpneq_pd, "cmpneqpd")
__KIT_BINARY(__m128d, _mm_cmpnlt_pd, "cmpnltpd")
__KIT_BINARY(__m128d, _mm_cmpnle_pd, "cmpnlepd")
__KIT_SWAPPED(__m128d, _mm_cmpngt_pd, "cmpnltpd")
__KIT_SWAPPED(__m128d, _mm_cmpnge_pd, "cmpnlepd")
__KIT_BINARY(__m128d, _mm_cmpord_pd, "cmpordpd")
__KIT_BINARY(__m128d, _mm_cmpunord_pd, "cmpunordpd")
__KIT_BINARY(__m128d, _mm_move_sd, "movsd")
__KIT_BINARY(__m128d, _mm_cmpeq_sd, "cmpeqsd")
__KIT_BINARY(__m128d, _mm_cmplt_sd, "cmpltsd")
__KIT_BINARY(__m128d, _mm_cmple_sd, "cmplesd")
__KIT_BINARY(__m128d, _mm_cmpneq_sd, "cmpneqsd")
__KIT_BINARY(__m128d, _mm_cmpnlt_sd, "cmpnltsd")
__KIT_BINARY(__m128d, _mm_cmpnle_sd, "cmpnlesd")
__KIT_BINARY(__m128d, _mm_cmpord_sd, "cmpordsd")
__KIT_BINARY(__m128d, _mm_cmpunord_sd, "cmpunordsd")
__KIT_INTRINSIC __m128d _mm_cmpgt_sd(__m128d __a, __m128d __b) { return _mm_move_sd(__a, _mm_cmplt_sd(__b, __a)); }
__KIT_INTRINSIC __m128d _mm_cmpge_sd(__m128d __a, __m128d __b) { return _mm_move_sd(__a, _mm_cmple_sd(__b, __a)); }
__KIT_INTRINSIC __m128d _mm_cmpngt_sd(__m128d __a, __m128d __b) { return _mm_move_sd(__a, _mm_cmpnlt_sd(__b, __a)); }
__KIT_INTRINSIC __m128d _mm_cmpnge_sd(__m128d __a, __m128d __b) { return _mm_move_sd(__a, _mm_cmpnle_sd(__b, __a)); }
__KIT_COMPARE(__m128d, _mm_comieq_sd, __x <= __y && __x >= __y)
__KIT_COMPARE(__m128d, _mm_comilt_sd, __x < __y)
__KIT_COMPARE(__m128d, _mm_comile_sd, __x <= __y)
__KIT_COMPARE(__m128d, _mm_comigt_sd, __x > __y)
__KIT_COMPARE(__m128d, _mm_comige_sd, __x >= __y)
__KIT_COMPARE(__m128d, _mm_comineq_sd, !(__x <= __y && __x >= __y))
__KIT_COMPARE(__m128d, _mm_ucomieq_sd, __x == __y)
__KIT_COMPARE(__m128d, _mm_ucomilt_sd, __builtin_isless(__x, __y))
__KIT_COMPARE(__m128d, _mm_ucomile_sd, __builtin_islessequal(__x, __y))
__KIT_COMPARE(__m128d, _mm_ucomigt_sd, __builtin_isgreater(__x, __y))
__KIT_COMPARE(__m128d, _mm_ucomige_sd, __builtin_isgreaterequal(__x, __y))
__KIT_COMPARE(__m128d, _mm_ucomineq_sd, __x != __y)

__KIT_INTRINSIC __m128d _mm_setzero_pd(void) { return (__m128d){0, 0}; }
__KIT_INTRINSIC __m128d _mm_undefined_pd(void) { return (__m128d){0, 0}; }
__KIT_INTRINSIC __m128d _mm_set_sd(double __x) { return (__m128d){__x, 0}; }
__KIT_INTRINSIC __m128d _mm_set1_pd(double __x) { return (__m128d){__x, __x}; }
__KIT_INTRINSIC __m128d _mm_set_pd1(double __x) { return (__m128d){__x, __x}; }
__KIT_INTRINSIC __m128d _mm_set_pd(double __x, double __w) { return (__m128d){__w, __x}; }
__KIT_INTRINSIC __m128d _mm_setr_pd(double __w, double __x) { return (__m128d){__w, __x}; }
__KIT_INTRINSIC __m128d _mm_load_pd(const double *__p) { return *(const __m128d *)__p; }
__KIT_INTRINSIC __m128d _mm_loadu_pd(const double *__p) { return *(const __m128d_u *)__p; }
__KIT_INTRINSIC __m128d _mm_load1_pd(const double *__p) { return _mm_set1_pd(*__p); }
__KIT_INTRINSIC __m128d _mm_load_pd1(const double *__p) { return _mm_set1_pd(*__p); }
__KIT_INTRINSIC __m128d _mm_load_sd(const double *__p) { return (__m128d){*__p, 0}; }
__KIT_INTRINSIC __m128d _mm_loadr_pd(const double *__p) { return (__m128d){__p[1], __p[0]}; }
__KIT_INTRINSIC __m128d _mm_loadh_pd(__m128d __a, const double *__p) { return (__m128d){__a[0], *__p}; }
__KIT_INTRINSIC __m128d _mm_loadl_pd(__m128d __a, const double *__p) { return (__m128d){*__p, __a[1]}; }
__KIT_INTRINSIC void _mm_store_pd(double *__p, __m128d __a) { *(__m128d *)__p = __a; }
__KIT_INTRINSIC void _mm_storeu_pd(double *__p, __m128d __a) { *(__m128d_u *)__p = __a; }
__KIT_INTRINSIC void _mm_store_sd(double *__p, __m128d __a) { *__p = __a[0]; }
__KIT_INTRINSIC void _mm_storel_pd(double *__p, __m128d __a) { *__p = __a[0]; }
__KIT_INTRINSIC void _mm_storeh_pd(double *__p, __m128d __a) { *__p = __a[1]; }
__KIT_INTRINSIC void _mm_store1_pd(double *__p, __m128d __a) { *(__m128d *)__p = _mm_set1_pd(__a[0]); }
__KIT_INTRINSIC void _mm_store_pd1(double *__p, __m128d __a) { *(__m128d *)__p = _mm_set1_pd(__a[0]); }
__KIT_INTRINSIC void _mm_storer_pd(double *__p, __m128d __a) { *(__m128d *)__p = (__m128d){__a[1], __a[0]}; }
__KIT_INTRINSIC void _mm_stream_pd(double *__p, __m128d __a) { __asm__ __volatile__("movntpd %1, %0" : "=m"(*(__m128d *)__p) : "x"(__a)); }
__KIT_BINARY(__m128d, _mm_unpackhi_pd, "unpckhpd")
__KIT_BINARY(__m128d, _mm_unpacklo_pd, "unpcklpd")
#define _MM_SHUFFLE2(x, y) (((x) << 1) | (y))
#define _mm_shuffle_pd(a, b, mask) __KIT_SHUFFLE(__m128d, "shufpd", a, b, mask)
__KIT_TO_INTEGER(int, __m128d, _mm_movemask_pd, "movmskpd")

/* ---- conversions ---- */

__KIT_INTRINSIC double _mm_cvtsd_f64(__m128d __a) { return __a[0]; }
__KIT_TO_INTEGER(int, __m128d, _mm_cvtsd_si32, "cvtsd2si")
__KIT_TO_INTEGER(int, __m128d, _mm_cvttsd_si32, "cvttsd2si")
__KIT_TO_INTEGER(long long, __m128d, _mm_cvtsd_si64, "cvtsd2si")
__KIT_TO_INTEGER(long long, __m128d, _mm_cvtsd_si64x, "cvtsd2si")
__KIT_TO_INTEGER(long long, __m128d, _mm_cvttsd_si64, "cvttsd2si")
__KIT_TO_INTEGER(long long, __m128d, _mm_cvttsd_si64x, "cvttsd2si")
__KIT_FROM_INTEGER(__m128d, int, _mm_cvtsi32_sd, "cvtsi2sdl")
__KIT_FROM_INTEGER(__m128d, long long, _mm_cvtsi64_sd, "cvtsi2sdq")
__KIT_FROM_INTEGER(__m128d, long long, _mm_cvtsi64x_sd, "cvtsi2sdq")
__KIT_UNARY(__m128d, __m128i, _mm_cvtepi32_pd, "cvtdq2pd")
__KIT_UNARY(__m128, __m128i, _mm_cvtepi32_ps, "cvtdq2ps")
__KIT_UNARY(__m128i, __m128d, _mm_cvtpd_epi32, "cvtpd2dq")
__KIT_UNARY(__m128i, __m128d, _mm_cvttpd_epi32, "cvttpd2dq")
__KIT_UNARY(__m128, __m128d, _mm_cvtpd_ps, "cvtpd2ps")
__KIT_UNARY(__m128d, __m128, _mm_cvtps_pd, "cvtps2pd")
__KIT_UNARY(__m128i, __m128, _mm_cvtps_epi32, "cvtps2dq")
__KIT_UNARY(__m128i, __m128, _mm_cvttps_epi32, "cvttps2dq")
__KIT_INTRINSIC __m128 _mm_cvtsd_ss(__m128 __a, __m128d __b) { __asm__("cvtsd2ss %1, %0" : "+x"(__a) : "x"(__b)); return __a; }
__KIT_INTRINSIC __m128d _mm_cvtss_sd(__m128d __a, __m128 __b) { __asm__("cvtss2sd %1, %0" : "+x"(__a) : "x"(__b)); return __a; }
__KIT_INTRINSIC __m128i _mm_cvtsi32_si128(int __a) { return (__m128i)(__v4si){__a, 0, 0, 0}; }
__KIT_INTRINSIC __m128i _mm_cvtsi64_si128(long long __a) { return (__m128i){__a, 0}; }
__KIT_INTRINSIC __m128i _mm_cvtsi64x_si128(long long __a) { return (__m128i){__a, 0}; }
__KIT_INTRINSIC int _mm_cvtsi128_si32(__m128i __a) { return ((__v4si)__a)[0]; }
__KIT_INTRINSIC long long _mm_cvtsi128_si64(__m128i __a) { return __a[0]; }
__KIT_INTRINSIC long long _mm_cvtsi128_si64x(__m128i __a) { return __a[0]; }
__KIT_INTRINSIC __m128 _mm_castpd_ps(__m128d __a) { return (__m128)__a; }
__KIT_INTRINSIC __m128i _mm_castpd_si128(__m128d __a) { return (__m128i)__a; }
__KIT_INTRINSIC __m128d _mm_castps_pd(__m128 __a) { return (__m128d)__a; }
__KIT_INTRINSIC __m128i _mm_castps_si128(__m128 __a) { return (__m128i)__a; }
__KIT_INTRINSIC __m128 _mm_castsi128_ps(__m128i __a) { return (__m128)__a; }
__KIT_INTRINSIC __m128d _mm_castsi128_pd(__m128i __a) { return (__m128d)__a; }

/* ---- integers ---- */

__KIT_BINARY(__m128i, _mm_add_epi8, "paddb")
__KIT_BINARY(__m128i, _mm_add_epi16, "paddw")
__KIT_BINARY(__m128i, _mm_add_epi32, "paddd")
__KIT_BINARY(__m128i, _mm_add_epi64, "paddq")
__KIT_BINARY(__m128i, _mm_adds_epi8, "paddsb")
__KIT_BINARY(__m128i, _mm_adds_epi16, "paddsw")
__KIT_BINARY(__m128i, _mm_adds_epu8, "paddusb")
__KIT_BINARY(__m128i, _mm_adds_epu16, "paddusw")
__KIT_BINARY(__m128i, _mm_sub_epi8, "psubb")
__KIT_BINARY(__m128i, _mm_sub_epi16, "psubw")
__KIT_BINARY(__m128i, _mm_sub_epi32, "psubd")
__KIT_BINARY(__m128i, _mm_sub_epi64, "psubq")
__KIT_BINARY(__m128i, _mm_subs_epi8, "psubsb")
__KIT_BINARY(__m128i, _mm_subs_epi16, "psubsw")
__KIT_BINARY(__m128i, _mm_subs_epu8, "psubusb")
__KIT_BINARY(__m128i, _mm_subs_epu16, "psubusw")
__KIT_BINARY(__m128i, _mm_madd_epi16, "pmaddwd")
__KIT_BINARY(__m128i, _mm_mulhi_epi16, "pmulhw")
__KIT_BINARY(__m128i, _mm_mulhi_epu16, "pmulhuw")
__KIT_BINARY(__m128i, _mm_mullo_epi16, "pmullw")
__KIT_BINARY(__m128i, _mm_mul_epu32, "pmuludq")
__KIT_BINARY(__m128i, _mm_sad_epu8, "psadbw")
__KIT_BINARY(__m128i, _mm_avg_epu8, "pavgb")
__KIT_BINARY(__m128i, _mm_avg_epu16, "pavgw")
__KIT_BINARY(__m128i, _mm_max_epi16, "pmaxsw")
__KIT_BINARY(__m128i, _mm_max_epu8, "pmaxub")
__KIT_BINARY(__m128i, _mm_min_epi16, "pminsw")
__KIT_BINARY(__m128i, _mm_min_epu8, "pminub")
__KIT_BINARY(__m128i, _mm_and_si128, "pand")
__KIT_BINARY(__m128i, _mm_andnot_si128, "pandn")
__KIT_BINARY(__m128i, _mm_or_si128, "por")
__KIT_BINARY(__m128i, _mm_xor_si128, "pxor")
__KIT_BINARY(__m128i, _mm_cmpeq_epi8, "pcmpeqb")
__KIT_BINARY(__m128i, _mm_cmpeq_epi16, "pcmpeqw")
__KIT_BINARY(__m128i, _mm_cmpeq_epi32, "pcmpeqd")
__KIT_BINARY(__m128i, _mm_cmpgt_epi8, "pcmpgtb")
__KIT_BINARY(__m128i, _mm_cmpgt_epi16, "pcmpgtw")
__KIT_BINARY(__m128i, _mm_cmpgt_epi32, "pcmpgtd")
__KIT_SWAPPED(__m128i, _mm_cmplt_epi8, "pcmpgtb")
__KIT_SWAPPED(__m128i, _mm_cmplt_epi16, "pcmpgtw")
__KIT_SWAPPED(__m128i, _mm_cmplt_epi32, "pcmpgtd")
__KIT_BINARY(__m128i, _mm_unpackhi_epi8, "punpckhbw")
__KIT_BINARY(__m128i, _mm_unpackhi_epi16, "punpckhwd")
__KIT_BINARY(__m128i, _mm_unpackhi_epi32, "punpckhdq")
__KIT_BINARY(__m128i, _mm_unpackhi_epi64, "punpckhqdq")
__KIT_BINARY(__m128i, _mm_unpacklo_epi8, "punpcklbw")
__KIT_BINARY(__m128i, _mm_unpacklo_epi16, "punpcklwd")
__KIT_BINARY(__m128i, _mm_unpacklo_epi32, "punpckldq")
__KIT_BINARY(__m128i, _mm_unpacklo_epi64, "punpcklqdq")
__KIT_BINARY(__m128i, _mm_packs_epi16, "packsswb")
__KIT_BINARY(__m128i, _mm_packs_epi32, "packssdw")
__KIT_BINARY(__m128i, _mm_packus_epi16, "packuswb")
__KIT_TO_INTEGER(int, __m128i, _mm_movemask_epi8, "pmovmskb")

/* Shifts: by the low half of a vector, or by a number, which need not be a constant. */
#define __KIT_SHIFT(name, by_number, instruction) \
    __KIT_BINARY(__m128i, name, instruction) \
    __KIT_INTRINSIC __m128i by_number(__m128i __a, int __count) { return name(__a, (__m128i){(unsigned int)__count, 0}); }
__KIT_SHIFT(_mm_sll_epi16, _mm_slli_epi16, "psllw")
__KIT_SHIFT(_mm_sll_epi32, _mm_slli_epi32, "pslld")
__KIT_SHIFT(_mm_sll_epi64, _mm_slli_epi64, "psllq")
__KIT_SHIFT(_mm_srl_epi16, _mm_srli_epi16, "psrlw")
__KIT_SHIFT(_mm_srl_epi32, _mm_srli_epi32, "psrld")
__KIT_SHIFT(_mm_srl_epi64, _mm_srli_epi64, "psrlq")
__KIT_SHIFT(_mm_sra_epi16, _mm_srai_epi16, "psraw")
__KIT_SHIFT(_mm_sra_epi32, _mm_srai_epi32, "psrad")

/* With an immediate operand: macros, because it is part of the instruction. */
#define __KIT_IMMEDIATE(instruction, a, number) \
    __extension__({ \
        __m128i __result = (a); \
        __asm__(instruction " %1, %0" : "+x"(__result) : "i"((unsigned char)(number))); \
        __result; \
    })
#define __KIT_PERMUTE(instruction, a, mask) \
    __extension__({ \
        __m128i __result; \
        __asm__(instruction " %2, %1, %0" : "=x"(__result) : "x"((__m128i)(a)), "i"((unsigned char)(mask))); \
        __result; \
    })
#define _mm_slli_si128(a, bytes) __KIT_IMMEDIATE("pslldq", a, bytes)
#define _mm_bslli_si128(a, bytes) __KIT_IMMEDIATE("pslldq", a, bytes)
#define _mm_srli_si128(a, bytes) __KIT_IMMEDIATE("psrldq", a, bytes)
#define _mm_bsrli_si128(a, bytes) __KIT_IMMEDIATE("psrldq", a, bytes)
#define _mm_shuffle_epi32(a, mask) __KIT_PERMUTE("pshufd", a, mask)
#define _mm_shufflehi_epi16(a, mask) __KIT_PERMUTE("pshufhw", a, mask)
#define _mm_shufflelo_epi16(a, mask) __KIT_PERMUTE("pshuflw", a, mask)
__KIT_INTRINSIC int _mm_extract_epi16(__m128i __a, int __n) { return ((__v8hu)__a)[__n & 7]; }
__KIT_INTRINSIC __m128i _mm_insert_epi16(__m128i __a, int __x, int __n)
{
    __v8hi __r = (__v8hi)__a;
    __r[__n & 7] = (short)__x;
    return (__m128i)__r;
}

__KIT_INTRINSIC __m128i _mm_setzero_si128(void) { return (__m128i){0, 0}; }
__KIT_INTRINSIC __m128i _mm_undefined_si128(void) { return (__m128i){0, 0}; }
__KIT_INTRINSIC __m128i _mm_set_epi64x(long long __b, long long __a) { return (__m128i){__a, __b}; }
__KIT_INTRINSIC __m128i _mm_set_epi32(int __d, int __c, int __b, int __a) { return (__m128i)(__v4si){__a, __b, __c, __d}; }
__KIT_INTRINSIC __m128i _mm_setr_epi32(int __a, int __b, int __c, int __d) { return (__m128i)(__v4si){__a, __b, __c, __d}; }
__KIT_INTRINSIC __m128i _mm_set_epi16(short __h, short __g, short __f, short __e, short __d, short __c, short __b, short __a)
{
    return (__m128i)(__v8hi){__a, __b, __c, __d, __e, __f, __g, __h};
}
__KIT_INTRINSIC __m128i _mm_setr_epi16(short __a, short __b, short __c, short __d, short __e, short __f, short __g, short __h)
{
    return (__m128i)(__v8hi){__a, __b, __c, __d, __e, __f, __g, __h};
}
__KIT_INTRINSIC __m128i _mm_setr_epi8(char __a, char __b, char __c, char __d, char __e, char __f, char __g, char __h, char __i, char __j, char __k, char __l,
                                      char __m, char __n, char __o, char __p)
{
    return (__m128i)(__v16qi){__a, __b, __c, __d, __e, __f, __g, __h, __i, __j, __k, __l, __m, __n, __o, __p};
}
__KIT_INTRINSIC __m128i _mm_set_epi8(char __p, char __o, char __n, char __m, char __l, char __k, char __j, char __i, char __h, char __g, char __f, char __e,
                                     char __d, char __c, char __b, char __a)
{
    return (__m128i)(__v16qi){__a, __b, __c, __d, __e, __f, __g, __h, __i, __j, __k, __l, __m, __n, __o, __p};
}
__KIT_INTRINSIC __m128i _mm_set1_epi64x(long long __x) { return (__m128i){__x, __x}; }
__KIT_INTRINSIC __m128i _mm_set1_epi32(int __x) { return (__m128i)(__v4si){__x, __x, __x, __x}; }
__KIT_INTRINSIC __m128i _mm_set1_epi16(short __x) { return (__m128i)(__v8hi){__x, __x, __x, __x, __x, __x, __x, __x}; }
__KIT_INTRINSIC __m128i _mm_set1_epi8(char __x)
{
    return (__m128i)(__v16qi){__x, __x, __x, __x, __x, __x, __x, __x, __x, __x, __x, __x, __x, __x, __x, __x};
}

__KIT_INTRINSIC __m128i _mm_load_si128(const __m128i *__p) { return *__p; }
__KIT_INTRINSIC __m128i _mm_loadu_si128(const __m128i_u *__p) { return *__p; }
__KIT_INTRINSIC __m128i _mm_loadl_epi64(const __m128i_u *__p) { return (__m128i){(*__p)[0], 0}; }
__KIT_INTRINSIC void _mm_store_si128(__m128i *__p, __m128i __a) { *__p = __a; }
__KIT_INTRINSIC void _mm_storeu_si128(__m128i_u *__p, __m128i __a) { *__p = __a; }
__KIT_INTRINSIC void _mm_storel_epi64(__m128i_u *__p, __m128i __a) { (*__p)[0] = __a[0]; }
__KIT_INTRINSIC __m128i _mm_loadu_si64(const void *__p)
{
    __m128i __r = {0, 0};
    __builtin_memcpy(&__r, __p, 8);
    return __r;
}
__KIT_INTRINSIC __m128i _mm_loadu_si32(const void *__p)
{
    __m128i __r = {0, 0};
    __builtin_memcpy(&__r, __p, 4);
    return __r;
}
__KIT_INTRINSIC void _mm_storeu_si64(void *__p, __m128i __a) { __builtin_memcpy(__p, &__a, 8); }
__KIT_INTRINSIC void _mm_storeu_si32(void *__p, __m128i __a) { __builtin_memcpy(__p, &__a, 4); }
__KIT_INTRINSIC __m128i _mm_move_epi64(__m128i __a) { return (__m128i){__a[0], 0}; }
__KIT_INTRINSIC void _mm_maskmoveu_si128(__m128i __a, __m128i __mask, char *__p)
{
    __asm__ __volatile__("maskmovdqu %1, %0" : : "x"(__a), "x"(__mask), "D"(__p) : "memory");
}
__KIT_INTRINSIC void _mm_stream_si128(__m128i *__p, __m128i __a) { __asm__ __volatile__("movntdq %1, %0" : "=m"(*__p) : "x"(__a)); }
__KIT_INTRINSIC void _mm_stream_si32(int *__p, int __a) { __asm__ __volatile__("movnti %1, %0" : "=m"(*__p) : "r"(__a)); }
__KIT_INTRINSIC void _mm_stream_si64(long long *__p, long long __a) { __asm__ __volatile__("movnti %1, %0" : "=m"(*__p) : "r"(__a)); }
__KIT_INTRINSIC void _mm_clflush(const void *__p) { __asm__ __volatile__("clflush %0" : : "m"(*(const char *)__p) : "memory"); }
__KIT_INTRINSIC void _mm_lfence(void) { __asm__ __volatile__("lfence" : : : "memory"); }
__KIT_INTRINSIC void _mm_mfence(void) { __asm__ __volatile__("mfence" : : : "memory"); }

#endif
