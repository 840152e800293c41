//! what: integer promotions: small types become int, bit-fields by their width (C11 6.3.1.1)
#include "../check.h"

#define IS(value, type) _Generic((value), type: 1, default: 0)

struct fields { unsigned u3 : 3; unsigned u31 : 31; unsigned u32 : 32; int s5 : 5; };

int main(void)
{
    volatile char c = 'a';
    volatile signed char sc = -1;
    volatile unsigned char uc = 255;
    volatile short s = -1;
    volatile unsigned short us = 65535;
    volatile _Bool b = 1;
    CHECK(IS(+c, int) && IS(-sc, int) && IS(~uc, int) && IS(+s, int) && IS(+us, int) && IS(+b, int));
    CHECK(IS(c + c, int) && IS(us * 1u, unsigned) && IS(us << 1ul, int));
    CHECK(uc + 1 == 256 && ~uc == -256 && -us == -65535);
    CHECK(uc << 16 >> 16 == 255 && sc * 2 == -2);
    CHECK(sc < uc && s < us && (sc == -1) == 1);
    CHECK(sc > 1u && s > 1u);
    CHECK(us * 32767 == 2147385345);
    struct fields f = { 7, 5, 9, -3 };
    CHECK(IS(+f.u3, int) && IS(+f.u31, int) && IS(+f.u32, unsigned) && IS(+f.s5, int));
    CHECK(f.u3 - 8 == -1 && f.u31 - 6 < 0 && f.u32 - 10 > 0 && f.s5 * 2 == -6);
    CHECK((uc ^ 0xff) == 0 && !(unsigned char)(uc + 1));
    return 0;
}
