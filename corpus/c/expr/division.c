//! what: division truncates toward zero and the remainder has the dividend's sign (C11 6.5.5)
#include "../check.h"

static int div32(int a, int b) { return a / b; }
static int mod32(int a, int b) { return a % b; }
static long div64(long a, long b) { return a / b; }
static long mod64(long a, long b) { return a % b; }
static unsigned udiv32(unsigned a, unsigned b) { return a / b; }
static unsigned umod32(unsigned a, unsigned b) { return a % b; }
static unsigned long udiv64(unsigned long a, unsigned long b) { return a / b; }
static unsigned long umod64(unsigned long a, unsigned long b) { return a % b; }
static signed char div8(signed char a, signed char b) { return a / b; }
static unsigned char umod8(unsigned char a, unsigned char b) { return a % b; }
static short mod16(short a, short b) { return a % b; }

/* The divisors as constants, where a compiler multiplies or shifts instead. */
static int by_constants(int x)
{
    CHECK(x / 1 == div32(x, 1) && x / -1 == div32(x, -1));
    CHECK(x / 2 == div32(x, 2) && x % 2 == mod32(x, 2) && x / 8 == div32(x, 8) && x % 8 == mod32(x, 8));
    CHECK(x / -4 == div32(x, -4) && x % -4 == mod32(x, -4));
    CHECK(x / 3 == div32(x, 3) && x % 7 == mod32(x, 7) && x / 10 == div32(x, 10) && x / -13 == div32(x, -13));
    CHECK(x / 1000003 == div32(x, 1000003) && x % 2147483647 == mod32(x, 2147483647));
    unsigned u = x;
    CHECK(u / 2 == udiv32(u, 2) && u % 16 == umod32(u, 16) && u / 3 == udiv32(u, 3) && u % 7 == umod32(u, 7));
    CHECK(u / 641 == udiv32(u, 641) && u / 0x80000000 == udiv32(u, 0x80000000) && u / 0xffffffff == udiv32(u, 0xffffffff));
    long l = x * 0x100000001L;
    CHECK(l / 10 == div64(l, 10) && l % 10 == mod64(l, 10) && l / -1000000007 == div64(l, -1000000007) && l / 64 == div64(l, 64));
    unsigned long ul = l;
    CHECK(ul / 10 == udiv64(ul, 10) && ul % 1000000007 == umod64(ul, 1000000007) && ul / 7 == udiv64(ul, 7));
    return 0;
}

int main(void)
{
    CHECK(div32(7, 2) == 3 && div32(-7, 2) == -3 && div32(7, -2) == -3 && div32(-7, -2) == 3);
    CHECK(mod32(7, 2) == 1 && mod32(-7, 2) == -1 && mod32(7, -2) == 1 && mod32(-7, -2) == -1);
    CHECK(div64(-9223372036854775807L, 10) == -922337203685477580 && mod64(-9223372036854775807L, 10) == -7);
    CHECK(udiv32(4294967295u, 2) == 2147483647 && umod32(4294967295u, 10) == 5);
    CHECK(udiv64(~0ul, 10) == 1844674407370955161 && umod64(~0ul, 10) == 5);
    CHECK(div8(-128, 3) == -42 && umod8(255, 16) == 15 && mod16(-32768, 7) == -1);
    CHECK(-7 / 2 == -3 && -7 % 2 == -1 && 7u / 2 == 3 && -7 / 2u == 2147483644);
    int values[] = { 0, 1, -1, 2, -2, 7, -7, 8, -8, 9, 100, -100, 12345, -12345, 2147483647, -2147483647 };
    for (unsigned i = 0; i < sizeof values / sizeof *values; i++)
        RUN(by_constants(values[i]));
    return 0;
}
