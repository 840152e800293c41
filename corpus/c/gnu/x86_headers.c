//! what: <cpuid.h>, <x86intrin.h> and <emmintrin.h>: counters, rotations, bit scans, flags, a search by vectors
//! only: x86_64
#include <cpuid.h>
#include <stddef.h>
#include <x86intrin.h>

#include "../check.h"

#ifndef __SSE2__
#error "every x86-64 has SSE2"
#endif

/* A string's length, sixteen bytes at a time. */
static size_t length(const char *s)
{
    const char *p = s;
    const __m128i zero = _mm_setzero_si128();
    for (; (size_t)p & 15; p++)
        if (!*p) return (size_t)(p - s);
    for (;; p += 16) {
        int mask = _mm_movemask_epi8(_mm_cmpeq_epi8(_mm_load_si128((const __m128i *)p), zero));
        if (mask) return (size_t)(p - s) + (size_t)__bsfd(mask);
    }
}

static float dot(const float *a, const float *b, int count)
{
    __m128 sum = _mm_setzero_ps();
    for (int i = 0; i < count; i += 4) sum = _mm_add_ps(sum, _mm_mul_ps(_mm_loadu_ps(a + i), _mm_loadu_ps(b + i)));
    sum = _mm_add_ps(sum, _mm_movehl_ps(sum, sum));
    return _mm_cvtss_f32(_mm_add_ss(sum, _mm_shuffle_ps(sum, sum, 1)));
}

/* Processors that have it may still have no number at the moment; ten times none is a broken one. */
__attribute__((target("rdrnd"))) static int random_numbers(void)
{
    unsigned short a;
    unsigned b;
    unsigned long long c, all = 0;
    int good = 0;
    for (int k = 0; k < 100; k++) {
        good |= _rdrand16_step(&a) | _rdrand32_step(&b) << 1;
        if (_rdrand64_step(&c)) all |= c, good |= 4;
    }
    return good == 7 && all >> 32;
}

int main(void)
{
    unsigned a = 0, b, c, d;
    volatile unsigned word = 0x80000001u;
    volatile unsigned char byte = 0x81;
    volatile unsigned short half = 0x8001;
    volatile unsigned long long wide = 0x8000000000000001u;
    CHECK(__get_cpuid(1, &a, &b, &c, &d) && (!(c & bit_RDRND) || random_numbers()));
    CHECK(__get_cpuid(1, &a, &b, &c, &d) && d & bit_SSE2 && d & bit_CMOV && a);
    CHECK(!__get_cpuid(0x7fffffff, &a, &b, &c, &d) && __get_cpuid_max(0, NULL) >= 1 && __get_cpuid_max(0x80000000u, NULL) >= 0x80000001u);
    CHECK(__rold(word, 4) == 0x18 && __rord(word, 4) == 0x18000000 && __rolb(byte, 1) == 3 && __rorb(byte, 1) == 0xc0);
    CHECK(__rolw(half, 3) == 0xc && __rorw(half, 3) == 0x3000 && __rolq(wide, 5) == 0x30 && __rorq(wide, 5) == 0xc00000000000000);
    CHECK(__bsfd((int)word) == 0 && __bsrd((int)word) == 31 && __bsfq(8) == 3 && __bsrq((long long)wide) == 63);
    CHECK(__bswapd(0x11223344) == 0x44332211 && __bswapq(0x1122334455667788) == (long long)0x8877665544332211);
    unsigned long long before = __rdtsc(), after = __rdtsc();
    CHECK(after >= before && __readeflags() & 2);
    _Alignas(16) static const char text[64] = "the quick brown fox jumps over the lazy dog, twice";
    for (size_t i = 0; i <= 50; i++) CHECK(length(text + i) == 50 - i);
    static const float x[] = {1, 2, 3, 4, 5, 6, 7, 8}, y[] = {8, 7, 6, 5, 4, 3, 2, 1};
    CHECK(dot(x, y, 8) == 120 && dot(x + 1, y + 1, 4) == 72);
    return 0;
}
