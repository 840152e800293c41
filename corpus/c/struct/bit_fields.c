//! what: bit-fields of every width and sign: store, load, wrap, sign extension (C11 6.7.2.1, psABI 3.1.2)
#include "../check.h"

#define WIDTHS(X) X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(8) X(9) X(10) X(11) X(12) X(13) X(14) X(15) X(16) X(17) X(18) X(19) X(20) \
    X(21) X(22) X(23) X(24) X(25) X(26) X(27) X(28) X(29) X(30) X(31) X(32)
#define WIDE(X) WIDTHS(X) X(33) X(39) X(40) X(41) X(47) X(48) X(53) X(57) X(63) X(64)

#define INT_FIELDS(n) int s##n : n; unsigned u##n : n;
#define LONG_FIELDS(n) long s##n : n; unsigned long u##n : n;
struct ints { WIDTHS(INT_FIELDS) };
struct longs { WIDE(LONG_FIELDS) };
static struct ints i;
static struct longs l;

static unsigned long low(unsigned long v, int n) { return n == 64 ? v : v & ((1ul << n) - 1); }
static long extend(unsigned long v, int n) { v = low(v, n); return v >> (n - 1) & 1 ? (long)(v - (1ul << (n - 1)) - (1ul << (n - 1))) : (long)v; }

#define STORE(n) x->u##n = pattern * n; x->s##n = pattern * n ^ pattern;
#define LOAD(n) CHECK(x->u##n == low(pattern * n, n)); CHECK(x->s##n == extend(pattern * n ^ pattern, n));

static int check_ints(struct ints *x, unsigned long pattern)
{
    WIDTHS(STORE)
    WIDTHS(LOAD)
    return 0;
}
static int check_longs(struct longs *x, unsigned long pattern)
{
    WIDE(STORE)
    WIDE(LOAD)
    return 0;
}

int main(void)
{
    static const unsigned long patterns[] = { 0, 1, ~0ul, 0x5555555555555555, 0xaaaaaaaaaaaaaaaa, 0x123456789abcdef1, 0x8000000080000001 };
    for (unsigned k = 0; k < sizeof patterns / sizeof *patterns; k++) {
        RUN(check_ints(&i, patterns[k]));
        RUN(check_longs(&l, patterns[k]));
    }
    CHECK(sizeof(struct ints) == 168 && sizeof(struct longs) == 312);
    return 0;
}
