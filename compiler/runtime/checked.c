/*
 * Signed arithmetic that notices overflow. In: two operands. Out: the result; the functions of -ftrapv end the program
 * when it does not fit, the "o" functions wrap it and say so. Computed in unsigned arithmetic, where wrapping is defined.
 */
#include "runtime.h"

#define LONG_LEAST (-0x7fffffffffffffff - 1)

void abort(void);

/* The value that a type's bits stand for: the conversion of C11 6.3.1.3p3 as every target of kit defines it. */
static long as_signed(unsigned long x)
{
    return (long)x;
}

static int narrow(long x)
{
    if (x != (int)x)
        abort();
    return (int)x;
}

int __addvsi3(int a, int b)
{
    return narrow((long)a + b);
}

int __subvsi3(int a, int b)
{
    return narrow((long)a - b);
}

int __mulvsi3(int a, int b)
{
    return narrow((long)a * b);
}

int __negvsi2(int a)
{
    return narrow(-(long)a);
}

int __absvsi2(int a)
{
    return narrow(a < 0 ? -(long)a : a);
}

long __addvdi3(long a, long b)
{
    long sum = as_signed((unsigned long)a + (unsigned long)b);
    if (b < 0 ? sum >= a : sum < a)
        abort();
    return sum;
}

long __subvdi3(long a, long b)
{
    long difference = as_signed((unsigned long)a - (unsigned long)b);
    if (b < 0 ? difference <= a : difference > a)
        abort();
    return difference;
}

long __negvdi2(long a)
{
    if (a == LONG_LEAST)
        abort();
    return -a;
}

long __absvdi2(long a)
{
    return a < 0 ? __negvdi2(a) : a;
}

int __mulosi4(int a, int b, int *overflow)
{
    long product = (long)a * b;
    *overflow = product != (int)product;
    return (int)product;
}

long __mulodi4(long a, long b, int *overflow)
{
    long product = as_signed((unsigned long)a * (unsigned long)b);
    /* The least number has no opposite, and is the one dividend whose quotient by -1 does not fit. */
    if (a == LONG_LEAST)
        *overflow = b != 0 && b != 1;
    else if (b == LONG_LEAST)
        *overflow = a != 0 && a != 1;
    else
        *overflow = a != 0 && product / a != b;
    return product;
}

long __mulvdi3(long a, long b)
{
    int overflow;
    long product = __mulodi4(a, b, &overflow);
    if (overflow)
        abort();
    return product;
}
