//! what: digit separators, binary constants, u8 characters and strings, empty initializers (C23 6.4.4, 6.4.5, 6.7.11)
//! flags: -std=c2x
//! unless: gcc Debian 12 has gcc 12, which lacks this part of C23
//! unless: clang Debian 12 has clang 14, which lacks this part of C23
#include "../check.h"

static int zeros[3] = {}, zero = {};
static struct {
    int x, y;
} empty = {};

int main(void)
{
    CHECK(1'000'000 == 1000000 && 0xff'ff == 65535 && 0b1010'1010 == 170 && 0'17 == 15);
    CHECK(1'0.2'5 == 10.25 && 1'0e1'0 == 10e10 && 0x1'0p1'0 == 0x10p10);
    CHECK(_Generic(u8'a', unsigned char: 1) && _Generic(u8"a"[0], unsigned char: 1) && u8"é"[1] == 0xa9);
    char plain[] = u8"x";
    unsigned char bytes[] = u8"yz";
    CHECK(plain[0] == 'x' && sizeof bytes == 3);
    int *p = {}, local[2] = {};
    CHECK(!p && !local[1] && !zeros[2] && !zero && !empty.y && (int){} == 0);
    return 0;
}
