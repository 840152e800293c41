//! what: <stdbit.h>: every function and macro for every type (C23 7.18), <stdckdint.h> (C23 7.20)
//! flags: -std=c2x
//! unless: gcc Debian 12 has gcc 12, which lacks these headers
//! unless: clang Debian 12 has clang 14, which lacks these headers
#include "../check.h"
#include <stdbit.h>
#include <stdckdint.h>

/* By looking at each bit; what the names say. */
struct counts {
    unsigned ones, zeros, leading_ones, leading_zeros, trailing_ones, trailing_zeros, first_leading_one, first_leading_zero, first_trailing_one, first_trailing_zero;
};

static struct counts count(unsigned long long x, unsigned width)
{
    struct counts c = {0};
    for (unsigned i = 0; i < width; i++) {
        int low = x >> i & 1, high = x >> (width - 1 - i) & 1;
        c.ones += low;
        c.zeros += !low;
        if (low && !c.first_trailing_one) c.first_trailing_one = i + 1;
        if (!low && !c.first_trailing_zero) c.first_trailing_zero = i + 1;
        if (high && !c.first_leading_one) c.first_leading_one = i + 1;
        if (!high && !c.first_leading_zero) c.first_leading_zero = i + 1;
    }
    c.trailing_ones = c.first_trailing_zero ? c.first_trailing_zero - 1 : width;
    c.trailing_zeros = c.first_trailing_one ? c.first_trailing_one - 1 : width;
    c.leading_ones = c.first_leading_zero ? c.first_leading_zero - 1 : width;
    c.leading_zeros = c.first_leading_one ? c.first_leading_one - 1 : width;
    return c;
}

#define TEST(name, type, suffix)                                                                                              \
    static int name(unsigned long long bits)                                                                                  \
    {                                                                                                                         \
        type x = (type)bits;                                                                                                  \
        unsigned width = 8 * sizeof(type);                                                                                    \
        struct counts c = count(x, width);                                                                                    \
        CHECK(stdc_count_ones(x) == c.ones && stdc_count_ones_##suffix(x) == c.ones);                                         \
        CHECK(stdc_count_zeros(x) == c.zeros && stdc_count_zeros_##suffix(x) == c.zeros);                                     \
        CHECK(stdc_leading_ones(x) == c.leading_ones && stdc_leading_ones_##suffix(x) == c.leading_ones);                     \
        CHECK(stdc_leading_zeros(x) == c.leading_zeros && stdc_leading_zeros_##suffix(x) == c.leading_zeros);                 \
        CHECK(stdc_trailing_ones(x) == c.trailing_ones && stdc_trailing_ones_##suffix(x) == c.trailing_ones);                 \
        CHECK(stdc_trailing_zeros(x) == c.trailing_zeros && stdc_trailing_zeros_##suffix(x) == c.trailing_zeros);             \
        CHECK(stdc_first_leading_one(x) == c.first_leading_one && stdc_first_leading_one_##suffix(x) == c.first_leading_one); \
        CHECK(stdc_first_leading_zero(x) == c.first_leading_zero);                                                            \
        CHECK(stdc_first_trailing_one(x) == c.first_trailing_one);                                                            \
        CHECK(stdc_first_trailing_zero(x) == c.first_trailing_zero);                                                          \
        CHECK(stdc_has_single_bit(x) == (c.ones == 1) && stdc_bit_width(x) == width - c.leading_zeros);                       \
        type floor = x ? (type)((type)1 << (width - 1 - c.leading_zeros)) : 0;                                                \
        CHECK(stdc_bit_floor(x) == floor && stdc_bit_floor_##suffix(x) == floor);                                             \
        if (c.ones == 1 || !x) CHECK(stdc_bit_ceil(x) == (x ? x : 1));                                                        \
        else if (c.leading_zeros) CHECK(stdc_bit_ceil_##suffix(x) == (type)(floor * 2));                                      \
        _Static_assert(_Generic(stdc_bit_ceil(x), type: 1, default: 0) && _Generic(stdc_bit_floor(x), type: 1, default: 0));  \
        _Static_assert(_Generic(stdc_has_single_bit(x), _Bool: 1, default: 0));                                               \
        return 0;                                                                                                             \
    }

TEST(of_char, unsigned char, uc)
TEST(of_short, unsigned short, us)
TEST(of_int, unsigned int, ui)
TEST(of_long, unsigned long, ul)
TEST(of_long_long, unsigned long long, ull)

_Static_assert(__STDC_ENDIAN_NATIVE__ == __STDC_ENDIAN_LITTLE__ && __STDC_ENDIAN_LITTLE__ != __STDC_ENDIAN_BIG__);
_Static_assert(__STDC_VERSION_STDBIT_H__ == 202311L && __STDC_VERSION_STDCKDINT_H__ == 202311L);

static int checked(void)
{
    int i;
    unsigned char c;
    long l;
    CHECK(!ckd_add(&i, 2147483646, 1) && i == 2147483647);
    CHECK(ckd_add(&i, 2147483647, 1) && i == -2147483647 - 1);
    CHECK(!ckd_sub(&l, 1u, 2) && l == -1);
    CHECK(ckd_sub(&c, 1, 2) && c == 255);
    CHECK(ckd_mul(&c, 16, 16) && c == 0);
    CHECK(!ckd_mul(&l, 4294967296, 2147483647) && l == 9223372032559808512);
    return 0;
}

int main(void)
{
    unsigned long long x = 1;
    for (int i = 0; i < 300; i++) {
        unsigned long long tried[] = {x, x & x >> 17, x | x << 31, 1ull << i % 64, ~(1ull << i % 64), ~0ull << i % 64, (1ull << i % 64) - 1, 0, ~0ull};
        for (unsigned k = 0; k < sizeof tried / sizeof *tried; k++) {
            RUN(of_char(tried[k]));
            RUN(of_short(tried[k]));
            RUN(of_int(tried[k]));
            RUN(of_long(tried[k]));
            RUN(of_long_long(tried[k]));
        }
        x = x * 6364136223846793005 + 1442695040888963407;
    }
    return checked();
}
