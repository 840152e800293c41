//! what: constants of bit-precise types: the narrowest type that holds them (C23 6.4.4.1p6), BITINT_MAXWIDTH (C23 5.2.4.2.1)
//! flags: -std=c2x
//! unless: gcc Debian 12 has gcc 12, which has no bit-precise types
//! unless: clang Debian 12 has clang 14, which lacks the suffix wb
#include "../check.h"
#include <limits.h>

#define IS(type, e) _Generic((e), type: 1, default: 0)

#ifdef __GLIBC__ /* the <limits.h> of musl 1.2.3 is of C11 */
static_assert(BITINT_MAXWIDTH >= ULLONG_WIDTH && BITINT_MAXWIDTH == __BITINT_MAXWIDTH__);
#endif
static_assert(__BITINT_MAXWIDTH__ >= 64);
static_assert(IS(_BitInt(2), 0wb) && IS(_BitInt(2), 1wb) && IS(_BitInt(3), 3wb) && IS(_BitInt(4), 4WB) && IS(_BitInt(2), -1wb));
static_assert(IS(unsigned _BitInt(1), 0uwb) && IS(unsigned _BitInt(1), 1wbu) && IS(unsigned _BitInt(8), 0xffUWB) && IS(_BitInt(10), 0b1'0000'0000wb));
static_assert(IS(_BitInt(64), 0x7fff'ffff'ffff'ffffwb) && IS(_BitInt(65), 0xffff'ffff'ffff'ffffwb) && IS(unsigned _BitInt(64), 0xffffffffffffffffuwb));
static_assert(IS(_BitInt(66), 36893488147419103231wb) && IS(unsigned _BitInt(65), 36893488147419103231uwb));
static_assert(IS(unsigned _BitInt(128), 340282366920938463463374607431768211455uwb) && IS(_BitInt(128), 0x7fffffffffffffffffffffffffffffffwb));
static_assert(36893488147419103231wb / 3 == 12297829382473034410wb && 0x1'0000'0000'0000'0000wb >> 64 == 1 && -0x1'0000'0000'0000'0000wb < 0);

#if 5wb != 5 || 0xffuwb > 255 || 3WBU < 2
#error
#endif

static unsigned _BitInt(128) most = 340282366920938463463374607431768211455uwb;
static const _BitInt(100) negative = -0x123456789abcdef0123456789wb;

int main(void)
{
    unsigned _BitInt(80) x = 0xffffffffffffffffffffuwb;
    CHECK(most + 1uwb == 0 && most >> 127 == 1);
    CHECK((long)(negative >> 64) == -0x12345678a && (unsigned long)negative == 0 - 0xabcdef0123456789u);
    CHECK(++x == 0uwb && x - 1uwb == 1208925819614629174706175wb);
    return 0;
}
