/* C11 7.19. The C library's headers ask for single types by defining __need_... first. */
#if !defined __KIT_STDDEF_H || defined __need_size_t || defined __need_ptrdiff_t || defined __need_wchar_t || defined __need_wint_t || defined __need_NULL

#if !defined __need_size_t && !defined __need_ptrdiff_t && !defined __need_wchar_t && !defined __need_wint_t && !defined __need_NULL
#define __KIT_STDDEF_H 1
#define __need_size_t 1
#define __need_ptrdiff_t 1
#define __need_wchar_t 1
#define __need_NULL 1
#define __need_offsetof 1
#endif

#ifdef __need_size_t
#ifndef _SIZE_T
#define _SIZE_T 1
typedef __SIZE_TYPE__ size_t;
#endif
#undef __need_size_t
#endif

#ifdef __need_ptrdiff_t
#ifndef _PTRDIFF_T
#define _PTRDIFF_T 1
typedef __PTRDIFF_TYPE__ ptrdiff_t;
#endif
#undef __need_ptrdiff_t
#endif

#ifdef __need_wchar_t
#ifndef _WCHAR_T
#define _WCHAR_T 1
typedef __WCHAR_TYPE__ wchar_t;
#endif
#undef __need_wchar_t
#endif

#ifdef __need_wint_t
#ifndef _WINT_T
#define _WINT_T 1
typedef __WINT_TYPE__ wint_t;
#endif
#undef __need_wint_t
#endif

#ifdef __need_NULL
#undef NULL
#define NULL ((void *)0)
#undef __need_NULL
#endif

#if defined __STDC_VERSION__ && __STDC_VERSION__ > 201710L && defined __need_offsetof
#define unreachable() __builtin_unreachable()
typedef __typeof__(nullptr) nullptr_t;
#define __STDC_VERSION_STDDEF_H__ 202311L
#endif

#ifdef __need_offsetof
#undef offsetof
#define offsetof(type, member) __builtin_offsetof(type, member)
#if defined __STDC_VERSION__ && __STDC_VERSION__ >= 201112L && !defined _GCC_MAX_ALIGN_T
#define _GCC_MAX_ALIGN_T 1
typedef struct {
    long long __max_align_ll __attribute__((__aligned__(__alignof__(long long))));
    long double __max_align_ld __attribute__((__aligned__(__alignof__(long double))));
} max_align_t;
#endif
#undef __need_offsetof
#endif

#endif
