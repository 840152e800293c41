/*
 * Tests of the runtime library: every function against a slow computation that shares nothing with it.
 * In: nothing. Out: the number of comparisons; exit code 1 and a line for each failure.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include <string.h>
#ifndef __TINYC__ /* whose 0.9.27 has no atomic builtins */
#include "../runtime/atomic.c"
#endif
#include "../runtime/bits.c"
#include "../runtime/checked.c"
#include "../runtime/wide.c"
#ifndef __TINYC__ /* which has no complex numbers */
#include "../runtime/complex.c"
#endif

static long comparisons, failures;

static void check(int holds, const char *what, unsigned long a, unsigned long b)
{
    comparisons++;
    if (!holds && ++failures <= 20)
        printf("%s fails for %#lx and %#lx\n", what, a, b);
}
#define CHECK(condition, a, b) check(condition, #condition, (unsigned long)(a), (unsigned long)(b))

static unsigned long state = 88172645463325252;

/* Words of all magnitudes, among them runs of ones and zeros. */
static unsigned long next(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    unsigned long shape = state >> 60, shift = state >> 54 & 63;
    if (shape < 3)
        return 1ul << shift;
    if (shape < 6)
        return (1ul << shift) - 1;
    if (shape < 8)
        return ~((1ul << shift) - 1);
    return shape < 12 ? state >> shift : state;
}

static void test_bits(unsigned long x)
{
    int ones = 0, first = 0, leading = 0, trailing = 0, redundant = 0;
    unsigned long swapped = 0;
    for (int i = 0; i < 64; i++)
        ones += x >> i & 1;
    for (int i = 0; i < 8; i++)
        swapped |= (x >> 8 * i & 255) << (56 - 8 * i);
    CHECK(__popcountdi2(x) == ones, x, 0);
    CHECK(__paritydi2(x) == ones % 2, x, 0);
    CHECK(__bswapdi2(x) == swapped, x, 0);
    CHECK(__bswapsi2((unsigned)x) == swapped >> 32, x, 0);
    while (redundant < 63 && (x >> (62 - redundant) & 1) == x >> 63)
        redundant++;
    CHECK(__clrsbdi2((long)x) == redundant, x, 0);
    if (x) {
        while (!(x >> (63 - leading) & 1))
            leading++;
        while (!(x >> trailing & 1))
            trailing++;
        first = trailing + 1;
        CHECK(__clzdi2(x) == leading, x, 0);
        CHECK(__ctzdi2(x) == trailing, x, 0);
    }
    CHECK(__ffsdi2(x) == first, x, 0);
    unsigned y = (unsigned)x;
    ones = first = leading = trailing = redundant = 0;
    for (int i = 0; i < 32; i++)
        ones += y >> i & 1;
    CHECK(__popcountsi2(y) == ones, y, 0);
    CHECK(__paritysi2(y) == ones % 2, y, 0);
    while (redundant < 31 && (y >> (30 - redundant) & 1) == y >> 31)
        redundant++;
    CHECK(__clrsbsi2((int)y) == redundant, y, 0);
    if (y) {
        while (!(y >> (31 - leading) & 1))
            leading++;
        while (!(y >> trailing & 1))
            trailing++;
        first = trailing + 1;
        CHECK(__clzsi2(y) == leading, y, 0);
        CHECK(__ctzsi2(y) == trailing, y, 0);
    }
    CHECK(__ffssi2(y) == first, y, 0);
}

/* Sums and products of pairs of words, one bit at a time. */
static struct u128 add(struct u128 a, struct u128 b)
{
    struct u128 r = { a.low + b.low, a.high + b.high };
    r.high += r.low < a.low;
    return r;
}
static struct u128 times(struct u128 a, struct u128 b)
{
    struct u128 r = { 0, 0 };
    for (int i = 0; i < 128; i++) {
        if ((i < 64 ? b.low >> i : b.high >> (i - 64)) & 1)
            r = add(r, a);
        a = add(a, a);
    }
    return r;
}
static int same(struct u128 a, struct u128 b) { return a.low == b.low && a.high == b.high; }
static int below(struct u128 a, struct u128 b) { return a.high != b.high ? a.high < b.high : a.low < b.low; }
static struct u128 negate(struct u128 a)
{
    struct u128 inverse = { ~a.low, ~a.high }, one = { 1, 0 };
    return add(inverse, one);
}

static void test_wide(struct u128 a, struct u128 b)
{
    struct u128 rest, quotient = __udivmodti4(a, b, &rest), shifted = a, arithmetic = a, left = a;
    CHECK(same(__multi3(a, b), times(a, b)), a.low, b.low);
    CHECK(same(__negti2(a), negate(a)), a.low, a.high);
    CHECK(__ucmpti2(a, b) == (below(a, b) ? 0 : same(a, b) ? 1 : 2), a.low, b.low);
    int a_negative = (int)(a.high >> 63), b_negative = (int)(b.high >> 63);
    CHECK(__cmpti2(a, b) == (a_negative != b_negative ? 2 * b_negative : below(a, b) ? 0 : same(a, b) ? 1 : 2), a.low, b.low);
    for (int i = 0; i < 128; i++) {
        CHECK(same(__lshrti3(a, i), shifted), a.low, i);
        CHECK(same(__ashrti3(a, i), arithmetic), a.low, i);
        CHECK(same(__ashlti3(a, i), left), a.low, i);
        shifted.low = shifted.low >> 1 | shifted.high << 63;
        shifted.high >>= 1;
        arithmetic.low = arithmetic.low >> 1 | arithmetic.high << 63;
        arithmetic.high = arithmetic.high >> 1 | (arithmetic.high & 1ul << 63);
        left = add(left, left);
    }
    CHECK(same(add(times(quotient, b), rest), a) && below(rest, b), a.low, b.low);
    /* quotient * b does not wrap: the quotient is at most a / b. */
    CHECK(!below(a, rest) && (b.high == 0 || quotient.high == 0), a.low, b.low);
    CHECK(same(__udivti3(a, b), quotient) && same(__umodti3(a, b), rest), a.low, b.low);
    struct u128 magnitude_a = a_negative ? negate(a) : a, magnitude_b = b_negative ? negate(b) : b, unsigned_rest;
    struct u128 expected = __udivmodti4(magnitude_a, magnitude_b, &unsigned_rest);
    if (a_negative != b_negative)
        expected = negate(expected);
    if (a_negative)
        unsigned_rest = negate(unsigned_rest);
    CHECK(same(__divti3(a, b), expected) && same(__modti3(a, b), unsigned_rest), a.low, b.low);
    CHECK(same(__divmodti4(a, b, &rest), expected) && same(rest, unsigned_rest), a.low, b.low);
}

/* Whether the exact result of an operation on two words fits a word: in 128 bits. */
static struct u128 extend(long x)
{
    struct u128 r = { (unsigned long)x, x < 0 ? ~0ul : 0 };
    return r;
}
static int fits(struct u128 x) { return same(x, extend((long)x.low)); }
static int fits32(long x) { return x == (int)x; }

typedef long (*operation)(long a, long b);
static long add_32(long a, long b) { return __addvsi3((int)a, (int)b); }
static long sub_32(long a, long b) { return __subvsi3((int)a, (int)b); }
static long mul_32(long a, long b) { return __mulvsi3((int)a, (int)b); }
static long neg_64(long a, long b) { (void)b; return __negvdi2(a); }
static long neg_32(long a, long b) { (void)b; return __negvsi2((int)a); }
static long abs_64(long a, long b) { (void)b; return __absvdi2(a); }
static long abs_32(long a, long b) { (void)b; return __absvsi2((int)a); }

static void test_value(operation f, struct u128 exact, long a, long b)
{
    if (fits(exact))
        CHECK(f(a, b) == (long)exact.low, a, b);
}

static void test_checked(long a, long b)
{
    int overflow, x = (int)a, y = (int)b;
    struct u128 wide = times(extend(a), extend(b)), narrow_product = extend((long)x * y);
    CHECK(__mulodi4(a, b, &overflow) == (long)wide.low && (overflow != 0) != fits(wide), a, b);
    CHECK(__mulosi4(x, y, &overflow) == (int)narrow_product.low && (overflow != 0) != fits32((long)x * y), x, y);
    test_value(__addvdi3, add(extend(a), extend(b)), a, b);
    test_value(__subvdi3, add(extend(a), negate(extend(b))), a, b);
    test_value(__mulvdi3, wide, a, b);
    test_value(neg_64, negate(extend(a)), a, 0);
    test_value(abs_64, a < 0 ? negate(extend(a)) : extend(a), a, 0);
    long p = x / 2, q = y / 2, s = x % 32768, t = y % 32768;
    CHECK(add_32(p, q) == p + q && sub_32(p, q) == p - q && mul_32(s, t) == s * t, x, y);
    CHECK(neg_32(p, 0) == -p && abs_32(p, 0) == (p < 0 ? -p : p), x, y);
}

/* Whether an operation ends the process by abort. */
static int aborts(operation f, long a, long b)
{
    int status;
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        f(a, b);
        _exit(0);
    }
    return waitpid(child, &status, 0) == child && WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

static void test_aborts(void)
{
    long most = 0x7fffffffffffffff, least = -most - 1, most32 = 0x7fffffff, least32 = -most32 - 1;
    CHECK(aborts(__addvdi3, most, 1) && aborts(__addvdi3, least, -1) && !aborts(__addvdi3, most, 0), most, 1);
    CHECK(aborts(__subvdi3, least, 1) && aborts(__subvdi3, most, -1) && aborts(__subvdi3, 0, least) && !aborts(__subvdi3, -1, least), least, 1);
    CHECK(aborts(__mulvdi3, least, -1) && aborts(__mulvdi3, 1l << 32, 1l << 32) && !aborts(__mulvdi3, least, 1), least, -1);
    CHECK(aborts(neg_64, least, 0) && aborts(abs_64, least, 0) && !aborts(neg_64, most, 0), least, 0);
    CHECK(aborts(add_32, most32, 1) && aborts(sub_32, least32, 1) && aborts(mul_32, 65536, 65536), most32, 1);
    CHECK(aborts(neg_32, least32, 0) && aborts(abs_32, least32, 0) && !aborts(abs_32, most32, 0), least32, 0);
}

#ifndef __TINYC__
/* A number of every magnitude, zeros, infinities and NaNs among them. */
static double number(void)
{
    static const double special[] = {0, -0.0, 1, -1, 1e308, -1e308, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308};
    unsigned long r = next();
    if (r % 8 == 0)
        return special[r / 8 % (sizeof special / sizeof *special)];
    if (r % 31 == 1)
        return r & 32 ? __builtin_inf() : -__builtin_inf();
    if (r % 31 == 2)
        return __builtin_nan("");
    union { unsigned long bits; double value; } u = {next()};
    if (r % 8 < 6) /* near 1, where sums cancel and nothing overflows */
        u.bits = (u.bits & 0x800fffffffffffff) | (1023ul - 20 + r / 64 % 40) << 52;
    return __builtin_isnan(u.value) ? 1 : u.value;
}

static int infinite(long double re, long double im) { return __builtin_isinf(re) || __builtin_isinf(im); }
static int finite(long double re, long double im) { return __builtin_isfinite(re) && __builtin_isfinite(im); }
static int zero(long double re, long double im) { return re == 0 && im == 0; }
static long double larger(long double a, long double b)
{
    a = __builtin_fabsl(a);
    b = __builtin_fabsl(b);
    return a > b ? a : b;
}

/* Whether the result is as far from the exact one as rounding allows, in units of the larger part. */
static int near(long double x, long double y, long double re, long double im, long double unit)
{
    long double most = larger(re, im) * unit;
    return __builtin_fabsl(x - re) <= most && __builtin_fabsl(y - im) <= most;
}

/* What Annex G.5.1 says of products and quotients; the finite ones against long double or, of that type, by multiplying back. */
#define TEST_COMPLEX(name, type, multiply, divide, unit, least, most)                                                        \
    static void name(void)                                                                                                   \
    {                                                                                                                        \
        type a = (type)number(), b = (type)number(), c = (type)number(), d = (type)number();                                 \
        type _Complex product = multiply(a, b, c, d), quotient = divide(a, b, c, d);                                         \
        type px = __real__ product, py = __imag__ product, qx = __real__ quotient, qy = __imag__ quotient;                   \
        int na = __builtin_isnan(a) || __builtin_isnan(b), nc = __builtin_isnan(c) || __builtin_isnan(d);                    \
        if ((infinite(a, b) && !nc && !zero(c, d)) || (infinite(c, d) && !na && !zero(a, b)))                                \
            check(infinite(px, py), #multiply ": an infinity times what is not zero", 0, 0);                                 \
        if (infinite(a, b) && finite(c, d))                                                                                  \
            check(infinite(qx, qy), #divide ": an infinity by a finite number", 0, 0);                                       \
        if (finite(a, b) && infinite(c, d))                                                                                  \
            check(zero(qx, qy), #divide ": a finite number by an infinity", 0, 0);                                           \
        if (!na && !zero(a, b) && zero(c, d))                                                                                \
            check(infinite(qx, qy), #divide ": what is not zero by zero", 0, 0);                                             \
        if (!finite(a, b) || !finite(c, d))                                                                                  \
            return;                                                                                                          \
        long double x = (long double)a * c - (long double)b * d, y = (long double)a * d + (long double)b * c;                \
        long double size = larger(a, b) * larger(c, d);                                                                      \
        if (size < most && larger(x, y) > least && larger(x, y) > size * unit * 64)                                          \
            check(near(px, py, x, y, unit * 8 * size / larger(x, y)), #multiply ": a product", 0, 0);                        \
        long double ratio = larger(c, d) ? larger(a, b) / larger(c, d) : 0;                                                  \
        if (ratio > least * 64 && ratio < most / 64) {                                                                       \
            x = ((long double)qx * c - (long double)qy * d) - a;                                                             \
            y = ((long double)qx * d + (long double)qy * c) - b;                                                             \
            check(larger(x, y) <= larger(a, b) * unit * 16, #divide ": a quotient", 0, 0);                                   \
        }                                                                                                                    \
    }
TEST_COMPLEX(test_float, float, __mulsc3, __divsc3, 0x1p-23L, 0x1p-120L, 0x1p120L)
TEST_COMPLEX(test_double, double, __muldc3, __divdc3, 0x1p-52L, 0x1p-1000L, 0x1p1000L)
TEST_COMPLEX(test_long_double, long double, __mulxc3, __divxc3, 0x1p-63L, 0x1p-16000L, 0x1p16000L)
/* An object of `size` bytes at every misalignment, between bytes that must stay; two threads are the corpus's business. */
static void test_atomic(unsigned long size, unsigned long offset)
{
    _Alignas(16) unsigned char room[96], before[96];
    unsigned char value[64], other[64], result[64];
    unsigned char *object = room + 16 + offset;
    for (unsigned long i = 0; i < sizeof room; i++) room[i] = (unsigned char)next();
    for (unsigned long i = 0; i < size; i++) value[i] = (unsigned char)next(), other[i] = (unsigned char)~value[i];
    memcpy(before, room, sizeof room);
    atomic_generic_load(size, object, result, 5);
    CHECK(memcmp(result, object, size) == 0, size, offset);
    atomic_generic_store(size, object, value, 5);
    CHECK(memcmp(object, value, size) == 0, size, offset);
    atomic_generic_exchange(size, object, other, result, 5);
    CHECK(memcmp(result, value, size) == 0 && memcmp(object, other, size) == 0, size, offset);
    CHECK(!atomic_generic_compare_exchange(size, object, value, result, 5, 5) && memcmp(value, other, size) == 0 && memcmp(object, other, size) == 0, size, offset);
    CHECK(atomic_generic_compare_exchange(size, object, value, result, 5, 5) && memcmp(value, other, size) == 0 && memcmp(object, result, size) == 0, size, offset);
    atomic_generic_exchange(size, object, other, other, 5); /* the value's place is the result's */
    CHECK(memcmp(other, result, size) == 0 && memcmp(object, value, size) == 0, size, offset);
    memcpy(before + 16 + offset, object, size);
    CHECK(memcmp(before, room, sizeof room) == 0, size, offset);
    int single = (size == 1 || size == 2 || size == 4 || size == 8) && offset % size == 0;
    CHECK(atomic_generic_is_lock_free(size, object) == single, size, offset);
}
#endif

int main(void)
{
    static const unsigned long corners[] = { 0, 1, 2, 3, 10, 0xffffffff, 0x100000000, 0x7fffffffffffffff, 0x8000000000000000, 0x8000000000000001,
                                             0xffffffff00000000, 0xfffffffffffffffe, 0xffffffffffffffff };
    enum { count = sizeof corners / sizeof *corners };
    for (int i = 0; i < count; i++) {
        test_bits(corners[i]);
        for (int j = 0; j < count; j++) {
            test_checked((long)corners[i], (long)corners[j]);
            for (int k = 0; k < count; k++)
                for (int l = 0; l < count; l++) {
                    struct u128 a = { corners[i], corners[j] }, b = { corners[k], corners[l] };
                    if (b.low || b.high)
                        test_wide(a, b);
                }
        }
    }
    for (int i = 0; i < 5000; i++) {
        struct u128 a = { next(), next() }, b = { next(), i % 2 ? next() : 0 };
        test_bits(a.low);
        test_checked((long)a.low, (long)a.high);
        if (b.low || b.high)
            test_wide(a, b);
    }
#ifndef __TINYC__
    for (int i = 0; i < 20000; i++) {
        test_float();
        test_double();
        test_long_double();
    }
    for (unsigned long size = 1; size <= 40; size++)
        for (unsigned long offset = 0; offset < 16; offset++)
            test_atomic(size, offset);
#endif
    test_aborts();
    printf("%ld comparisons, %ld failures\n", comparisons, failures);
    return failures != 0 || comparisons == 0;
}
