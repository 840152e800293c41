//! what: quotients of complex integers: by the larger part of the divisor first, each step truncating, as GCC makes them
//! unless: clang it multiplies by the conjugate instead, so that other quotients come out
#include "../check.h"

typedef _Complex int ci;
typedef _Complex unsigned char cuc;
typedef _Complex long cl;

#define IS(z, re, im) (__real__(z) == (re) && __imag__(z) == (im))

static ci known = (100 + 7i) / (3 - 9i), by_real = (20 - 7i) / 3;
static ci divide(ci a, ci b) { return a / b; }
static cuc divide_bytes(cuc a, cuc b) { return a / b; }
static cl divide_longs(cl a, cl b)
{
    a /= b;
    return a;
}

/* C11's own arithmetic, written out. */
static ci expected(ci a, ci b)
{
    int ar = __real__ a, ai = __imag__ a, br = __real__ b, bi = __imag__ b, ratio, divisor;
    ci r = 0;
    if ((br < 0 ? -br : br) < (bi < 0 ? -bi : bi)) {
        ratio = br / bi;
        divisor = br * ratio + bi;
        __real__ r = (ar * ratio + ai) / divisor;
        __imag__ r = (ai * ratio - ar) / divisor;
    } else {
        ratio = bi / br;
        divisor = bi * ratio + br;
        __real__ r = (ai * ratio + ar) / divisor;
        __imag__ r = (ai - ar * ratio) / divisor;
    }
    return r;
}

int main(void)
{
    CHECK(IS(known, 0, 11) && IS(by_real, 6, -2) && known == divide(100 + 7i, 3 - 9i));
    for (int br = -7; br <= 7; br++)
        for (int bi = -7; bi <= 7; bi++)
            if (br || bi)
                for (int k = 0; k < 40; k++) {
                    ci a = k * 37 % 101 - 50 + (k * 53 % 97 - 48) * 1i, b = br + bi * 1i;
                    CHECK(divide(a, b) == expected(a, b));
                }
    CHECK(divide(7 + 3i, 1i) == expected(7 + 3i, 1i) && IS(divide_bytes(250 + 9i, 200 + 3i), 1, 0));
    CHECK(IS(divide_longs(9000000000 + 6000000000i, 3000000000), 3, 2));
    return 0;
}
