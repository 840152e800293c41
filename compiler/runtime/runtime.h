/*
 * Declarations of the runtime library: functions that code made by a C compiler for x86-64 calls besides libc's.
 * In: nothing. Out: the prototypes, under the names that GCC's and LLVM's compilers use, hidden so that no program or
 * shared object exports them. Freestanding: no header but this one.
 */
#ifndef KIT_RUNTIME_H
#define KIT_RUNTIME_H

#define RUNTIME __attribute__((visibility("hidden")))

/*
 * A 128-bit integer in memory order. The psABI (3.2.3) passes and returns __int128 as if it were this structure, so these
 * functions serve code that has the type although the compiler of this library need not have it.
 */
struct u128 { unsigned long low, high; };

/* bits.c: counts and orders of bits. si is 32 bits, di 64. The clz and ctz functions take no zero. */
RUNTIME int __popcountsi2(unsigned x);
RUNTIME int __popcountdi2(unsigned long x);
RUNTIME int __paritysi2(unsigned x);
RUNTIME int __paritydi2(unsigned long x);
RUNTIME int __clzsi2(unsigned x);
RUNTIME int __clzdi2(unsigned long x);
RUNTIME int __ctzsi2(unsigned x);
RUNTIME int __ctzdi2(unsigned long x);
RUNTIME int __ffssi2(unsigned x);
RUNTIME int __ffsdi2(unsigned long x);
RUNTIME int __clrsbsi2(int x);
RUNTIME int __clrsbdi2(long x);
RUNTIME unsigned __bswapsi2(unsigned x);
RUNTIME unsigned long __bswapdi2(unsigned long x);

/* checked.c: arithmetic of -ftrapv, which aborts on overflow, and multiplication that reports it. */
RUNTIME int __addvsi3(int a, int b);
RUNTIME long __addvdi3(long a, long b);
RUNTIME int __subvsi3(int a, int b);
RUNTIME long __subvdi3(long a, long b);
RUNTIME int __mulvsi3(int a, int b);
RUNTIME long __mulvdi3(long a, long b);
RUNTIME int __negvsi2(int a);
RUNTIME long __negvdi2(long a);
RUNTIME int __absvsi2(int a);
RUNTIME long __absvdi2(long a);
RUNTIME int __mulosi4(int a, int b, int *overflow);
RUNTIME long __mulodi4(long a, long b, int *overflow);

/* power.c: what __builtin_powi calls. */
RUNTIME float __powisf2(float x, int n);
RUNTIME double __powidf2(double x, int n);
RUNTIME long double __powixf2(long double x, int n);

/* wide.c: 128-bit integers. A quotient by zero raises the processor's division error, as a 64-bit one does. */
RUNTIME struct u128 __multi3(struct u128 a, struct u128 b);
RUNTIME struct u128 __udivmodti4(struct u128 a, struct u128 b, struct u128 *remainder);
RUNTIME struct u128 __udivti3(struct u128 a, struct u128 b);
RUNTIME struct u128 __umodti3(struct u128 a, struct u128 b);
RUNTIME struct u128 __divmodti4(struct u128 a, struct u128 b, struct u128 *remainder);
RUNTIME struct u128 __divti3(struct u128 a, struct u128 b);
RUNTIME struct u128 __modti3(struct u128 a, struct u128 b);
RUNTIME struct u128 __ashlti3(struct u128 a, int count);
RUNTIME struct u128 __lshrti3(struct u128 a, int count);
RUNTIME struct u128 __ashrti3(struct u128 a, int count);
RUNTIME struct u128 __negti2(struct u128 a);
RUNTIME int __cmpti2(struct u128 a, struct u128 b);
RUNTIME int __ucmpti2(struct u128 a, struct u128 b);

/* complex.c: (a + ib) times and by (c + id). */
RUNTIME float _Complex __mulsc3(float a, float b, float c, float d);
RUNTIME double _Complex __muldc3(double a, double b, double c, double d);
RUNTIME long double _Complex __mulxc3(long double a, long double b, long double c, long double d);
RUNTIME float _Complex __divsc3(float a, float b, float c, float d);
RUNTIME double _Complex __divdc3(double a, double b, double c, double d);
RUNTIME long double _Complex __divxc3(long double a, long double b, long double c, long double d);

/* dso_handle.c: what __cxa_atexit knows this program by. */
RUNTIME extern void *__dso_handle;

#endif
