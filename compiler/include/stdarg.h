/* C11 7.16. The C library's headers define __need___va_list to get __gnuc_va_list alone. */
#if !defined __KIT_STDARG_H || defined __need___va_list

#ifndef __GNUC_VA_LIST
#define __GNUC_VA_LIST 1
typedef __builtin_va_list __gnuc_va_list;
#endif

#ifdef __need___va_list
#undef __need___va_list
#else
#define __KIT_STDARG_H 1
#ifndef _VA_LIST_DEFINED
#define _VA_LIST_DEFINED 1
typedef __builtin_va_list va_list;
#endif
#if defined __STDC_VERSION__ && __STDC_VERSION__ > 201710L
#define va_start(ap, ...) __builtin_va_start(ap __VA_OPT__(,) __VA_ARGS__)
#else
#define va_start(ap, last) __builtin_va_start(ap, last)
#endif
#define va_end(ap) __builtin_va_end(ap)
#define va_arg(ap, type) __builtin_va_arg(ap, type)
#define __va_copy(to, from) __builtin_va_copy(to, from)
#if (defined __STDC_VERSION__ && __STDC_VERSION__ >= 199901L) || !defined __STRICT_ANSI__
#define va_copy(to, from) __builtin_va_copy(to, from)
#endif
#endif

#endif
