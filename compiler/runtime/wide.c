/*
 * 128-bit integers as pairs of 64-bit words. In: operands as the psABI (3.2.3) passes __int128. Out: results likewise.
 * Division is schoolbook: one digit of 64 bits by the two-digit method of Knuth (The Art of Computer Programming, volume
 * 2, 4.3.1, algorithm D) with digits of 32 bits, and shift and subtract for divisors of more than 64 bits.
 */
#include "runtime.h"

static struct u128 make(unsigned long high, unsigned long low)
{
    struct u128 r;
    r.low = low;
    r.high = high;
    return r;
}

static int is_negative(struct u128 a)
{
    return (long)a.high < 0;
}

/* The 128-bit product of two words, by 32-bit halves. */
static struct u128 product(unsigned long a, unsigned long b)
{
    unsigned long a0 = a & 0xffffffff, a1 = a >> 32, b0 = b & 0xffffffff, b1 = b >> 32;
    unsigned long low = a0 * b0, middle = a1 * b0 + (low >> 32), other = a0 * b1 + (middle & 0xffffffff);
    return make(a1 * b1 + (middle >> 32) + (other >> 32), other << 32 | (low & 0xffffffff));
}

struct u128 __multi3(struct u128 a, struct u128 b)
{
    struct u128 r = product(a.low, b.low);
    r.high += a.high * b.low + a.low * b.high;
    return r;
}

struct u128 __ashlti3(struct u128 a, int count)
{
    count &= 127;
    if (count == 0)
        return a;
    if (count >= 64)
        return make(a.low << (count - 64), 0);
    return make(a.high << count | a.low >> (64 - count), a.low << count);
}

struct u128 __lshrti3(struct u128 a, int count)
{
    count &= 127;
    if (count == 0)
        return a;
    if (count >= 64)
        return make(0, a.high >> (count - 64));
    return make(a.high >> count, a.low >> count | a.high << (64 - count));
}

struct u128 __ashrti3(struct u128 a, int count)
{
    count &= 127;
    if (!is_negative(a))
        return __lshrti3(a, count);
    a = __lshrti3(make(~a.high, ~a.low), count);
    return make(~a.high, ~a.low);
}

struct u128 __negti2(struct u128 a)
{
    return make(~a.high + (a.low == 0), -a.low);
}

int __ucmpti2(struct u128 a, struct u128 b)
{
    if (a.high != b.high)
        return a.high < b.high ? 0 : 2;
    return a.low < b.low ? 0 : a.low > b.low ? 2 : 1;
}

int __cmpti2(struct u128 a, struct u128 b)
{
    unsigned long sign = 0x8000000000000000;
    return __ucmpti2(make(a.high ^ sign, a.low), make(b.high ^ sign, b.low));
}

static int leading_zeros(unsigned long x)
{
    return __clzdi2(x);
}

/* high:low / divisor, where high < divisor, so that the quotient is one word. */
static unsigned long divide_two_by_one(unsigned long high, unsigned long low, unsigned long divisor, unsigned long *remainder)
{
    int shift = leading_zeros(divisor);
    unsigned long quotient = 0, rest;
    if (shift) {
        divisor <<= shift;
        high = high << shift | low >> (64 - shift);
        low <<= shift;
    }
    unsigned long d1 = divisor >> 32, d0 = divisor & 0xffffffff;
    rest = high;
    for (int digit = 0; digit < 2; digit++) {
        unsigned long next = digit ? low & 0xffffffff : low >> 32;
        unsigned long guess = rest / d1, left = rest % d1;
        /* The guess is at most two too large, once the divisor's top bit is set. */
        while (guess >> 32 || guess * d0 > (left << 32 | next)) {
            guess--;
            left += d1;
            if (left >> 32)
                break;
        }
        rest = (rest << 32 | next) - guess * divisor;
        quotient = quotient << 32 | guess;
    }
    *remainder = rest >> shift;
    return quotient;
}

struct u128 __udivmodti4(struct u128 a, struct u128 b, struct u128 *remainder)
{
    struct u128 quotient;
    unsigned long rest;
    if (b.high == 0) {
        /* By zero this divides, and raises the error that it should. */
        quotient.high = a.high / b.low;
        quotient.low = divide_two_by_one(a.high % b.low, a.low, b.low, &rest);
        if (remainder)
            *remainder = make(0, rest);
        return quotient;
    }
    quotient = make(0, 0);
    if (__ucmpti2(a, b) >= 1) {
        int shift = leading_zeros(b.high) - leading_zeros(a.high);
        b = __ashlti3(b, shift);
        for (; shift >= 0; shift--) {
            quotient.low <<= 1;
            if (__ucmpti2(a, b) >= 1) {
                a = make(a.high - b.high - (a.low < b.low), a.low - b.low);
                quotient.low |= 1;
            }
            b = __lshrti3(b, 1);
        }
    }
    if (remainder)
        *remainder = a;
    return quotient;
}

struct u128 __udivti3(struct u128 a, struct u128 b)
{
    return __udivmodti4(a, b, 0);
}

struct u128 __umodti3(struct u128 a, struct u128 b)
{
    struct u128 remainder;
    __udivmodti4(a, b, &remainder);
    return remainder;
}

struct u128 __divmodti4(struct u128 a, struct u128 b, struct u128 *remainder)
{
    int a_negative = is_negative(a), b_negative = is_negative(b);
    struct u128 rest;
    struct u128 quotient = __udivmodti4(a_negative ? __negti2(a) : a, b_negative ? __negti2(b) : b, &rest);
    if (remainder)
        *remainder = a_negative ? __negti2(rest) : rest;
    return a_negative != b_negative ? __negti2(quotient) : quotient;
}

struct u128 __divti3(struct u128 a, struct u128 b)
{
    return __divmodti4(a, b, 0);
}

struct u128 __modti3(struct u128 a, struct u128 b)
{
    struct u128 remainder;
    __divmodti4(a, b, &remainder);
    return remainder;
}
