/* The SSE intrinsics, each the instruction that it is named after, by inline assembly on GNU vectors (Intel SDM volume 2).
   Those on the 64-bit MMX registers are not here, nor are __MMX__ and <mmintrin.h>. */
#ifndef _XMMINTRIN_H_INCLUDED
#define _XMMINTRIN_H_INCLUDED

#ifndef __x86_64__
#error "SSE is for x86-64"
#endif

#include <mm_malloc.h>

typedef float __m128 __attribute__((__vector_size__(16), __may_alias__));
typedef float __m128_u __attribute__((__vector_size__(16), __may_alias__, __aligned__(1)));
typedef float __v4sf __attribute__((__vector_size__(16)));
typedef int __m64 __attribute__((__vector_size__(8), __may_alias__)); /* for the halves that are loaded and stored */

#define __KIT_INTRINSIC static __inline__ __attribute__((__always_inline__, __unused__))

#define __KIT_BINARY(type, name, instruction) \
    __KIT_INTRINSIC type name(type __a, type __b) \
    { \
        __asm__(instruction " %1, %0" : "+x"(__a) : "x"(__b)); \
        return __a; \
    }
/* With the operands changed. */
#define __KIT_SWAPPED(type, name, instruction) \
    __KIT_INTRINSIC type name(type __a, type __b) \
    { \
        __asm__(instruction " %1, %0" : "+x"(__b) : "x"(__a)); \
        return __b; \
    }
#define __KIT_UNARY(to, from, name, instruction) \
    __KIT_INTRINSIC to name(from __a) \
    { \
        to __r; \
        __asm__(instruction " %1, %0" : "=x"(__r) : "x"(__a)); \
        return __r; \
    }
#define __KIT_TO_INTEGER(to, from, name, instruction) \
    __KIT_INTRINSIC to name(from __a) \
    { \
        to __r; \
        __asm__(instruction " %1, %0" : "=r"(__r) : "x"(__a)); \
        return __r; \
    }
#define __KIT_FROM_INTEGER(type, integer, name, instruction) \
    __KIT_INTRINSIC type name(type __a, integer __b) \
    { \
        __asm__(instruction " %1, %0" : "+x"(__a) : "r"(__b)); \
        return __a; \
    }

/* ---- arithmetic; _ss on the lowest element, the others are the first operand's ---- */

__KIT_BINARY(__m128, _mm_add_ss, "addss")
__KIT_BINARY(__m128, _mm_sub_ss, "subss")
__KIT_BINARY(__m128, _mm_mul_ss, "mulss")
__KIT_BINARY(__m128, _mm_div_ss, "divss")
__KIT_BINARY(__m128, _mm_min_ss, "minss")
__KIT_BINARY(__m128, _mm_max_ss, "maxss")
__KIT_BINARY(__m128, _mm_add_ps, "addps")
__KIT_BINARY(__m128, _mm_sub_ps, "subps")
__KIT_BINARY(__m128, _mm_mul_ps, "mulps")
__KIT_BINARY(__m128, _mm_div_ps, "divps")
__KIT_BINARY(__m128, _mm_min_ps, "minps")
__KIT_BINARY(__m128, _mm_max_ps, "maxps")
__KIT_UNARY(__m128, __m128, _mm_sqrt_ps, "sqrtps")
__KIT_UNARY(__m128, __m128, _mm_rcp_ps, "rcpps")
__KIT_UNARY(__m128, __m128, _mm_rsqrt_ps, "rsqrtps")
__KIT_INTRINSIC __m128 _mm_sqrt_ss(__m128 __a) { __asm__("sqrtss %0, %0" : "+x"(__a)); return __a; }
__KIT_INTRINSIC __m128 _mm_rcp_ss(__m128 __a) { __asm__("rcpss %0, %0" : "+x"(__a)); return __a; }
__KIT_INTRINSIC __m128 _mm_rsqrt_ss(__m128 __a) { __asm__("rsqrtss %0, %0" : "+x"(__a)); return __a; }

__KIT_BINARY(__m128, _mm_and_ps, "andps")
__KIT_BINARY(__m128, _mm_andnot_ps, "andnps")
__KIT_BINARY(__m128, _mm_or_ps, "orps")
__KIT_BINARY(__m128, _mm_xor_ps, "xorps")

/* ---- comparisons: all ones or zeros; greater is less with the operands changed ---- */

__KIT_BINARY(__m128, _mm_cmpeq_ps, "cmpeqps")
__KIT_BINARY(__m128, _mm_cmplt_ps, "cmpltps")
__KIT_BINARY(__m128, _mm_cmple_ps, "cmpleps")
__KIT_SWAPPED(__m128, _mm_cmpgt_ps, "cmpltps")
__KIT_SWAPPED(__m128, _mm_cmpge_ps, "cmpleps")
__KIT_BINARY(__m128, _mm_cmpneq_ps, "cmpneqps")
__KIT_BINARY(__m128, _mm_cmpnlt_ps, "cmpnltps")
__KIT_BINARY(__m128, _mm_cmpnle_ps, "cmpnleps")
__KIT_SWAPPED(__m128, _mm_cmpngt_ps, "cmpnltps")
__KIT_SWAPPED(__m128, _mm_cmpnge_ps, "cmpnleps")
__KIT_BINARY(__m128, _mm_cmpord_ps, "cmpordps")
__KIT_BINARY(__m128, _mm_cmpunord_ps, "cmpunordps")
__KIT_BINARY(__m128, _mm_move_ss, "movss")
__KIT_BINARY(__m128, _mm_cmpeq_ss, "cmpeqss")
__KIT_BINARY(__m128, _mm_cmplt_ss, "cmpltss")
__KIT_BINARY(__m128, _mm_cmple_ss, "cmpless")
__KIT_BINARY(__m128, _mm_cmpneq_ss, "cmpneqss")
__KIT_BINARY(__m128, _mm_cmpnlt_ss, "cmpnltss")
__KIT_BINARY(__m128, _mm_cmpnle_ss, "cmpnless")
__KIT_BINARY(__m128, _mm_cmpord_ss, "cmpordss")
__KIT_BINARY(__m128, _mm_cmpunord_ss, "cmpunordss")
__KIT_INTRINSIC __m128 _mm_cmpgt_ss(__m128 __a, __m128 __b) { return _mm_move_ss(__a, _mm_cmplt_ss(__b, __a)); }
__KIT_INTRINSIC __m128 _mm_cmpge_ss(__m128 __a, __m128 __b) { return _mm_move_ss(__a, _mm_cmple_ss(__b, __a)); }
__KIT_INTRINSIC __m128 _mm_cmpngt_ss(__m128 __a, __m128 __b) { return _mm_move_ss(__a, _mm_cmpnlt_ss(__b, __a)); }
__KIT_INTRINSIC __m128 _mm_cmpnge_ss(__m128 __a, __m128 __b) { return _mm_move_ss(__a, _mm_cmpnle_ss(__b, __a)); }

/* Of the lowest elements. comi raises the invalid exception for a quiet NaN, also where it asks for equality; ucomi does not. */
#define __KIT_COMPARE(type, name, test) \
    __KIT_INTRINSIC int name(type __a, type __b) \
    { \
        __typeof(__a[0]) __x = __a[0], __y = __b[0]; \
        return test; \
    }
__KIT_COMPARE(__m128, _mm_comieq_ss, __x <= __y && __x >= __y)
__KIT_COMPARE(__m128, _mm_comilt_ss, __x < __y)
__KIT_COMPARE(__m128, _mm_comile_ss, __x <= __y)
__KIT_COMPARE(__m128, _mm_comigt_ss, __x > __y)
__KIT_COMPARE(__m128, _mm_comige_ss, __x >= __y)
__KIT_COMPARE(__m128, _mm_comineq_ss, !(__x <= __y && __x >= __y))
__KIT_COMPARE(__m128, _mm_ucomieq_ss, __x == __y)
__KIT_COMPARE(__m128, _mm_ucomilt_ss, __builtin_isless(__x, __y))
__KIT_COMPARE(__m128, _mm_ucomile_ss, __builtin_islessequal(__x, __y))
__KIT_COMPARE(__m128, _mm_ucomigt_ss, __builtin_isgreater(__x, __y))
__KIT_COMPARE(__m128, _mm_ucomige_ss, __builtin_isgreaterequal(__x, __y))
__KIT_COMPARE(__m128, _mm_ucomineq_ss, __x != __y)

/* ---- conversions ---- */

__KIT_TO_INTEGER(int, __m128, _mm_cvtss_si32, "cvtss2si")
__KIT_TO_INTEGER(int, __m128, _mm_cvt_ss2si, "cvtss2si")
__KIT_TO_INTEGER(int, __m128, _mm_cvttss_si32, "cvttss2si")
__KIT_TO_INTEGER(int, __m128, _mm_cvtt_ss2si, "cvttss2si")
__KIT_TO_INTEGER(long long, __m128, _mm_cvtss_si64, "cvtss2si")
__KIT_TO_INTEGER(long long, __m128, _mm_cvtss_si64x, "cvtss2si")
__KIT_TO_INTEGER(long long, __m128, _mm_cvttss_si64, "cvttss2si")
__KIT_TO_INTEGER(long long, __m128, _mm_cvttss_si64x, "cvttss2si")
__KIT_FROM_INTEGER(__m128, int, _mm_cvtsi32_ss, "cvtsi2ssl")
__KIT_FROM_INTEGER(__m128, int, _mm_cvt_si2ss, "cvtsi2ssl")
__KIT_FROM_INTEGER(__m128, long long, _mm_cvtsi64_ss, "cvtsi2ssq")
__KIT_FROM_INTEGER(__m128, long long, _mm_cvtsi64x_ss, "cvtsi2ssq")
__KIT_INTRINSIC float _mm_cvtss_f32(__m128 __a) { return __a[0]; }
__KIT_TO_INTEGER(int, __m128, _mm_movemask_ps, "movmskps")

/* ---- setting, loading and storing ---- */

__KIT_INTRINSIC __m128 _mm_setzero_ps(void) { return (__m128){0, 0, 0, 0}; }
__KIT_INTRINSIC __m128 _mm_undefined_ps(void) { return (__m128){0, 0, 0, 0}; }
__KIT_INTRINSIC __m128 _mm_set_ss(float __x) { return (__m128){__x, 0, 0, 0}; }
__KIT_INTRINSIC __m128 _mm_set1_ps(float __x) { return (__m128){__x, __x, __x, __x}; }
__KIT_INTRINSIC __m128 _mm_set_ps1(float __x) { return (__m128){__x, __x, __x, __x}; }
__KIT_INTRINSIC __m128 _mm_set_ps(float __z, float __y, float __x, float __w) { return (__m128){__w, __x, __y, __z}; }
__KIT_INTRINSIC __m128 _mm_setr_ps(float __z, float __y, float __x, float __w) { return (__m128){__z, __y, __x, __w}; }
__KIT_INTRINSIC __m128 _mm_load_ss(const float *__p) { return (__m128){*__p, 0, 0, 0}; }
__KIT_INTRINSIC __m128 _mm_load1_ps(const float *__p) { return _mm_set1_ps(*__p); }
__KIT_INTRINSIC __m128 _mm_load_ps1(const float *__p) { return _mm_set1_ps(*__p); }
__KIT_INTRINSIC __m128 _mm_load_ps(const float *__p) { return *(const __m128 *)__p; }
__KIT_INTRINSIC __m128 _mm_loadu_ps(const float *__p) { return *(const __m128_u *)__p; }
__KIT_INTRINSIC __m128 _mm_loadr_ps(const float *__p) { return (__m128){__p[3], __p[2], __p[1], __p[0]}; }
__KIT_INTRINSIC void _mm_store_ss(float *__p, __m128 __a) { *__p = __a[0]; }
__KIT_INTRINSIC void _mm_store_ps(float *__p, __m128 __a) { *(__m128 *)__p = __a; }
__KIT_INTRINSIC void _mm_storeu_ps(float *__p, __m128 __a) { *(__m128_u *)__p = __a; }
__KIT_INTRINSIC void _mm_store1_ps(float *__p, __m128 __a) { *(__m128 *)__p = _mm_set1_ps(__a[0]); }
__KIT_INTRINSIC void _mm_store_ps1(float *__p, __m128 __a) { *(__m128 *)__p = _mm_set1_ps(__a[0]); }
__KIT_INTRINSIC void _mm_storer_ps(float *__p, __m128 __a) { *(__m128 *)__p = _mm_set_ps(__a[0], __a[1], __a[2], __a[3]); }
__KIT_INTRINSIC void _mm_stream_ps(float *__p, __m128 __a) { __asm__ __volatile__("movntps %1, %0" : "=m"(*(__m128 *)__p) : "x"(__a)); }
__KIT_INTRINSIC __m128 _mm_loadh_pi(__m128 __a, const __m64 *__p) { __asm__("movhps %1, %0" : "+x"(__a) : "m"(*__p)); return __a; }
__KIT_INTRINSIC __m128 _mm_loadl_pi(__m128 __a, const __m64 *__p) { __asm__("movlps %1, %0" : "+x"(__a) : "m"(*__p)); return __a; }
__KIT_INTRINSIC void _mm_storeh_pi(__m64 *__p, __m128 __a) { __asm__ __volatile__("movhps %1, %0" : "=m"(*__p) : "x"(__a)); }
__KIT_INTRINSIC void _mm_storel_pi(__m64 *__p, __m128 __a) { __asm__ __volatile__("movlps %1, %0" : "=m"(*__p) : "x"(__a)); }

/* ---- order of elements ---- */

__KIT_BINARY(__m128, _mm_unpackhi_ps, "unpckhps")
__KIT_BINARY(__m128, _mm_unpacklo_ps, "unpcklps")
__KIT_BINARY(__m128, _mm_movehl_ps, "movhlps")
__KIT_BINARY(__m128, _mm_movelh_ps, "movlhps")

#define _MM_SHUFFLE(z, y, x, w) (((z) << 6) | ((y) << 4) | ((x) << 2) | (w))
#define __KIT_SHUFFLE(type, instruction, a, b, mask) \
    __extension__({ \
        type __shuffled = (a); \
        __asm__(instruction " %2, %1, %0" : "+x"(__shuffled) : "x"((type)(b)), "i"((unsigned char)(mask))); \
        __shuffled; \
    })
#define _mm_shuffle_ps(a, b, mask) __KIT_SHUFFLE(__m128, "shufps", a, b, mask)
#define _MM_TRANSPOSE4_PS(row0, row1, row2, row3) \
    do { \
        __m128 __row0 = (row0), __row1 = (row1), __row2 = (row2), __row3 = (row3); \
        __m128 __low01 = _mm_unpacklo_ps(__row0, __row1), __high01 = _mm_unpackhi_ps(__row0, __row1); \
        __m128 __low23 = _mm_unpacklo_ps(__row2, __row3), __high23 = _mm_unpackhi_ps(__row2, __row3); \
        (row0) = _mm_movelh_ps(__low01, __low23); \
        (row1) = _mm_movehl_ps(__low23, __low01); \
        (row2) = _mm_movelh_ps(__high01, __high23); \
        (row3) = _mm_movehl_ps(__high23, __high01); \
    } while (0)

/* ---- the control register, caches, order of stores ---- */

#define _MM_EXCEPT_MASK 0x003f
#define _MM_EXCEPT_INVALID 0x0001
#define _MM_EXCEPT_DENORM 0x0002
#define _MM_EXCEPT_DIV_ZERO 0x0004
#define _MM_EXCEPT_OVERFLOW 0x0008
#define _MM_EXCEPT_UNDERFLOW 0x0010
#define _MM_EXCEPT_INEXACT 0x0020
#define _MM_MASK_MASK 0x1f80
#define _MM_MASK_INVALID 0x0080
#define _MM_MASK_DENORM 0x0100
#define _MM_MASK_DIV_ZERO 0x0200
#define _MM_MASK_OVERFLOW 0x0400
#define _MM_MASK_UNDERFLOW 0x0800
#define _MM_MASK_INEXACT 0x1000
#define _MM_ROUND_MASK 0x6000
#define _MM_ROUND_NEAREST 0x0000
#define _MM_ROUND_DOWN 0x2000
#define _MM_ROUND_UP 0x4000
#define _MM_ROUND_TOWARD_ZERO 0x6000
#define _MM_FLUSH_ZERO_MASK 0x8000
#define _MM_FLUSH_ZERO_ON 0x8000
#define _MM_FLUSH_ZERO_OFF 0x0000

__KIT_INTRINSIC unsigned int _mm_getcsr(void)
{
    unsigned int __x;
    __asm__ __volatile__("stmxcsr %0" : "=m"(__x));
    return __x;
}
__KIT_INTRINSIC void _mm_setcsr(unsigned int __x) { __asm__ __volatile__("ldmxcsr %0" : : "m"(__x)); }
#define _MM_GET_EXCEPTION_STATE() (_mm_getcsr() & _MM_EXCEPT_MASK)
#define _MM_SET_EXCEPTION_STATE(x) _mm_setcsr((_mm_getcsr() & ~_MM_EXCEPT_MASK) | (x))
#define _MM_GET_EXCEPTION_MASK() (_mm_getcsr() & _MM_MASK_MASK)
#define _MM_SET_EXCEPTION_MASK(x) _mm_setcsr((_mm_getcsr() & ~_MM_MASK_MASK) | (x))
#define _MM_GET_ROUNDING_MODE() (_mm_getcsr() & _MM_ROUND_MASK)
#define _MM_SET_ROUNDING_MODE(x) _mm_setcsr((_mm_getcsr() & ~_MM_ROUND_MASK) | (x))
#define _MM_GET_FLUSH_ZERO_MODE() (_mm_getcsr() & _MM_FLUSH_ZERO_MASK)
#define _MM_SET_FLUSH_ZERO_MODE(x) _mm_setcsr((_mm_getcsr() & ~_MM_FLUSH_ZERO_MASK) | (x))

enum _mm_hint { _MM_HINT_NTA = 0, _MM_HINT_T2 = 1, _MM_HINT_T1 = 2, _MM_HINT_T0 = 3 };
#define _mm_prefetch(p, hint) __builtin_prefetch((p), 0, (int)(hint))

__KIT_INTRINSIC void _mm_sfence(void) { __asm__ __volatile__("sfence" : : : "memory"); }
__KIT_INTRINSIC void _mm_pause(void) { __asm__ __volatile__("pause" : : : "memory"); }

#endif
