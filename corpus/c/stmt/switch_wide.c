//! what: switch on long long, unsigned, char, enum and _Bool: labels convert to the promoted type (C11 6.8.4.2p5)
#include "../check.h"

static int on_long_long(long long x)
{
    switch (x) {
    case -1: return 1;
    case 0x100000000: return 2;
    case -9223372036854775807LL - 1: return 3;
    case 9223372036854775807: return 4;
    case 0: return 5;
    case 0xffffffff: return 6;
    }
    return 0;
}

static int on_unsigned(unsigned x)
{
    switch (x) {
    case -1: return 1;
    case 0x80000000: return 2;
    case 3: return 3;
    }
    return 0;
}

static int on_unsigned_long(unsigned long x)
{
    switch (x) {
    case -1: return 1;
    case 1ul << 63: return 2;
    }
    return 0;
}

static int on_char(char c)
{
    switch (c) {
    case 'a': return 1;
    case '\xff': return 2;
    case -128: return 3;
    case 200: return 4;
    }
    return 0;
}

enum colour { red, green = 5, blue = -3 };
static int on_enum(enum colour c)
{
    switch (c) {
    case red: return 1;
    case green: return 2;
    case blue: return 3;
    }
    return 0;
}

static int on_bool(_Bool b)
{
    switch (b) {
    case 0: return 10;
    case 1: return 11;
    }
    return 0;
}

int main(void)
{
    CHECK(on_long_long(-1) == 1 && on_long_long(1LL << 32) == 2 && on_long_long(-9223372036854775807LL - 1) == 3);
    CHECK(on_long_long(9223372036854775807) == 4 && on_long_long(0) == 5 && on_long_long(4294967295) == 6 && on_long_long(7) == 0);
    CHECK(on_unsigned(4294967295u) == 1 && on_unsigned(1u << 31) == 2 && on_unsigned(3) == 3 && on_unsigned(0) == 0);
    CHECK(on_unsigned_long(~0ul) == 1 && on_unsigned_long(1ul << 63) == 2 && on_unsigned_long(4294967295) == 0);
    CHECK(on_char('a') == 1 && on_char(-1) == 2 && on_char(-128) == 3 && on_char(-56) == 0);
    CHECK(on_enum(red) == 1 && on_enum(green) == 2 && on_enum(blue) == 3);
    CHECK(on_bool(0) == 10 && on_bool(7) == 11);
    return 0;
}
