//! what: assignment chains, its value is that of the left operand after conversion (C11 6.5.16)
#include "../check.h"

int main(void)
{
    int a, b, c;
    a = b = c = 7;
    CHECK(a == 7 && b == 7 && c == 7);
    signed char sc;
    int i = sc = 511;
    CHECK(i == -1 && sc == -1);
    double d;
    int truncated;
    d = truncated = 3.9;
    CHECK(d == 3.0 && truncated == 3);
    CHECK((a = 5) == 5 && a == 5);
    unsigned char uc;
    CHECK((uc = -1) == 255);
    float f;
    CHECK((f = 0.1) != 0.1 && f == 0.1f);
    int array[3] = { 0, 0, 0 }, *p = array;
    *p++ = 1;
    *p++ = 2;
    *p = *(p - 1) + array[0];
    CHECK(array[0] == 1 && array[1] == 2 && array[2] == 3 && p == array + 2);
    _Bool t;
    CHECK((t = 0.25) == 1 && (t = (long)1 << 32) == 1);
    struct bits { int v : 3; unsigned w : 3; } bits;
    i = bits.v = 7;
    CHECK(i == -1);
    i = bits.w = 15;
    CHECK(i == 7);
    void *vp;
    CHECK((vp = array) == array);
    return 0;
}
