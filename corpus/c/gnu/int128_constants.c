//! what: __int128 in constant expressions, initializers and switch
#include "../check.h"

typedef __int128 I;
typedef unsigned __int128 U;

#define MAX ((I)((U)-1 >> 1))
#define MIN (-MAX - 1)

static I big = (I)1 << 100, negative = -((I)1 << 70), max = MAX, min = MIN, product = ((I)123456789012345678) * 987654321098765432;
static U all = -1, quotient = (U)-1 / 10, rest = (U)-1 % 1000000007, shifted = (U)-1 >> 65, mixed = ((U)0x0123456789abcdef << 64 | 0xfedcba9876543210) ^ ~(U)0;
static I divided = MIN / 7, remainder_of = MIN % 7, arithmetic = MIN >> 100, from_double = (I)1e15, minus = (I)-2.5;
static double as_double = (double)(I)-5;
static long low = (long)(((I)7 << 64) + 9);
static _Bool truth = (I)1 << 64;
enum { SMALL = (int)((((I)1 << 80) + 5) & 0xff), COMPARED = ((I)1 << 80) > ((I)1 << 79), CHOSEN = (I)1 << 90 ? 3 : 4, NOT = !((I)1 << 90) };
_Static_assert(MIN < 0 && MAX > 0 && MAX + MIN == -1 && (U)MIN == (U)1 << 127, "");

static int choose(I x)
{
    switch (x) {
    case 1: return 1;
    case -1: return 2;
    case 0x7fffffffffffffff: return 3;
    case 100 ... 1000: return 4;
    default: return 0;
    }
}

static int choose_unsigned(U x)
{
    switch (x) {
    case 5: return 1;
    case 0xffffffffffffffff: return 2;
    }
    return 0;
}

int main(void)
{
    volatile I one = 1;
    volatile U u = 1;
    CHECK(big == one << 100 && negative == -(one << 70) && max == (I)(-u >> 1) && min == -max - one);
    CHECK(product == one * 123456789012345678 * 987654321098765432);
    CHECK(all == -u && quotient == -u / 10 && rest == -u % 1000000007 && shifted == -u >> 65);
    CHECK((unsigned long)mixed == 0x0123456789abcdef && (unsigned long)(mixed >> 64) == 0xfedcba9876543210);
    CHECK(divided == min / (one * 7) && remainder_of == min % (one * 7) && arithmetic == min >> (100 * (int)one));
    CHECK(from_double == 1000000000000000 && minus == -2 && as_double == -5.0 && low == 9 && truth);
    CHECK(SMALL == 5 && COMPARED == 1 && CHOSEN == 3 && NOT == 0);
    CHECK(choose(1) == 1 && choose(-1) == 2 && choose(0x7fffffffffffffff) == 3 && choose(500) == 4 && choose(99) == 0);
    CHECK(choose(((I)1 << 64) + 1) == 0 && choose((I)0xffffffffffffffff) == 0 && choose(max) == 0);
    CHECK(choose_unsigned(5) == 1 && choose_unsigned(0xffffffffffffffff) == 2 && choose_unsigned(all) == 0 && choose_unsigned((U)5 << 64 | 5) == 0);
    return 0;
}
