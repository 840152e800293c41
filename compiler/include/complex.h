/* C11 7.3. The C library has it; glibc's leaves the CMPLX macros out unless the compiler calls itself GCC 4.7. */
#ifndef __KIT_COMPLEX_H
#define __KIT_COMPLEX_H 1

#include_next <complex.h>

#if !defined CMPLX && (!defined __STRICT_ANSI__ || __STDC_VERSION__ >= 201112L)
#define CMPLX(x, y) __builtin_complex((double)(x), (double)(y))
#define CMPLXF(x, y) __builtin_complex((float)(x), (float)(y))
#define CMPLXL(x, y) __builtin_complex((long double)(x), (long double)(y))
#endif

#endif
