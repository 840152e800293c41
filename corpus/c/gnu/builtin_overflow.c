//! what: __builtin_add_overflow, sub and mul over operand and result types of all kinds (GNU C)
#include "../check.h"

#define DEFINE(name, a_type, b_type, r_type)                                                                         \
    static int add_##name(a_type a, b_type b, r_type *r) { return __builtin_add_overflow(a, b, r); }                  \
    static int sub_##name(a_type a, b_type b, r_type *r) { return __builtin_sub_overflow(a, b, r); }                  \
    static int mul_##name(a_type a, b_type b, r_type *r) { return __builtin_mul_overflow(a, b, r); }
DEFINE(i, int, int, int)
DEFINE(u, unsigned, unsigned, unsigned)
DEFINE(l, long, long, long)
DEFINE(ul, unsigned long, unsigned long, unsigned long)
DEFINE(c, int, int, signed char)
DEFINE(iu, int, unsigned, unsigned)
DEFINE(lu, long, unsigned long, unsigned long)
DEFINE(lul, long, unsigned long, long)
DEFINE(ll, long, long, int)

int main(void)
{
    int i;
    unsigned u;
    long l;
    unsigned long ul;
    signed char c;
    CHECK(!add_i(1, 2, &i) && i == 3 && add_i(2147483647, 1, &i) && i == -2147483647 - 1);
    CHECK(sub_i(-2147483647 - 1, 1, &i) && i == 2147483647 && !sub_i(5, 7, &i) && i == -2);
    CHECK(mul_i(65536, 65536, &i) && i == 0 && !mul_i(-46340, 46340, &i) && i == -2147395600 && mul_i(-2147483647 - 1, -1, &i));
    CHECK(add_u(4294967295u, 1, &u) && u == 0 && sub_u(0, 1, &u) && u == 4294967295u && mul_u(65536, 65536, &u) && !mul_u(65535, 65537, &u));
    CHECK(add_l(9223372036854775807, 1, &l) && l < 0 && !sub_l(-1, -1, &l) && l == 0 && mul_l(1L << 62, 2, &l) && !mul_l(1L << 31, 1L << 31, &l));
    CHECK(add_ul(~0ul, 1, &ul) && ul == 0 && sub_ul(1, 2, &ul) && ul == ~0ul && mul_ul(1ul << 32, 1ul << 32, &ul) && !mul_ul(~0ul, 1, &ul));
    CHECK(add_c(100, 27, &c) == 0 && c == 127 && add_c(100, 28, &c) && c == -128 && mul_c(-16, 8, &c) == 0 && c == -128);
    CHECK(!add_iu(-1, 1, &u) && u == 0 && add_iu(-2, 1, &u) && u == 4294967295u && mul_iu(-1, 1, &u) && !mul_iu(2, 3, &u));
    CHECK(!add_lu(-1, 1, &ul) && ul == 0 && sub_lu(-1, 0, &ul) && mul_lu(-1, 2, &ul) && !mul_lu(-5, 0, &ul));
    CHECK(!add_lul(-1, 1ul << 63, &l) && l == 9223372036854775807 && add_lul(0, 1ul << 63, &l) && !sub_lul(-1, 9223372036854775807ul, &l));
    CHECK(add_ll(1L << 40, 0, &i) && !add_ll(-(1L << 31), 0, &i) && i == -2147483647 - 1 && mul_ll(1L << 20, 1L << 20, &i));
    CHECK(__builtin_add_overflow(1, 2, &l) == 0 && l == 3 && __builtin_mul_overflow(1L << 40, 1L << 40, &l));
    CHECK(__builtin_sadd_overflow(2147483647, 1, &i) && __builtin_uaddl_overflow(~0ul, 1, &ul) && __builtin_smull_overflow(3, 4, &l) == 0 && l == 12);
    return 0;
}
