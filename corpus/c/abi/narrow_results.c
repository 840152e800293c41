//! what: results of type char, short and _Bool use only their low bits; callers extend them (psABI 3.2.3)
//! with: part_narrow_results.c
#include "../check.h"

signed char low_char(long x);
unsigned char low_uchar(long x);
short low_short(long x);
unsigned short low_ushort(long x);
_Bool truth(long x);
int low_int(long x);
unsigned low_unsigned(long x);
int sum_chars(char a, signed char b, unsigned char c, short d, unsigned short e);

int main(void)
{
    volatile long x = 0x123456789abcdef0;
    CHECK(low_char(x) == -16 && low_uchar(x) == 240 && low_short(x) == -8464 && low_ushort(x) == 57072);
    CHECK(truth(x >> 8 << 8) == 1 && truth(1L << 40) == 1 && truth(0) == 0 && low_int(x) == -1698898192 && low_unsigned(x) == 2596069104u);
    CHECK(low_char(0x17f) == 127 && low_short(0x18000) == -32768 && low_char(x) < low_uchar(x));
    long wide = low_int(x);
    unsigned long uwide = low_unsigned(x);
    CHECK(wide == -1698898192L && uwide == 2596069104ul);
    CHECK(sum_chars(x, x, x, x, x) == -16 - 16 + 240 - 8464 + 57072);
    int array[300] = { 0 };
    array[240] = 5;
    CHECK(array[low_uchar(x)] == 5);
    return 0;
}
