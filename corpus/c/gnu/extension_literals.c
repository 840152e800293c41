//! what: \e, binary constants, dollar names, long long enum values and trailing commas (GNU C)
#include "../check.h"

enum { wide = 0x123456789aLL, comma, };
static int f$1(int $) { return $ + 1; }

int main(void)
{
    CHECK('\e' == 27 && "\e["[0] == 27 && '\E' == 27);
    CHECK(0b1111 == 15 && 0b10000000000000000000000000000000 == 0x80000000 && 0B0 == 0);
    CHECK(f$1(1) == 2 && wide == 78187493530 && comma == wide + 1);
    CHECK(({ 1; }) == 1);
    int x = 0, *p = &x;
    CHECK(*&*p == 0 && !x == 1);
    return 0;
}
