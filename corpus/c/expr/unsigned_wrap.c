//! what: unsigned arithmetic is modulo 2^N in every width (C11 6.2.5p9)
#include "../check.h"

int main(void)
{
    volatile unsigned u = 4294967295u;
    volatile unsigned long ul = ~0ul;
    volatile unsigned char uc = 255;
    volatile unsigned short us = 65535;
    CHECK(u + 1 == 0 && u * u == 1 && u + u == 4294967294u && 0u - 1 == u && -u == 1);
    CHECK(ul + 1 == 0 && ul * ul == 1 && 0ul - 1 == ul && -ul == 1);
    CHECK((unsigned char)(uc + 1) == 0 && (unsigned char)(uc * uc) == 1 && (unsigned short)(us + 2) == 1);
    uc++;
    us++;
    CHECK(uc == 0 && us == 0);
    uc--;
    us -= 2;
    CHECK(uc == 255 && us == 65534);
    uc += 10;
    CHECK(uc == 9);
    uc *= 100;
    CHECK(uc == 132);
    CHECK(u * 0x12345678u == -0x12345678u && ~u == 0);
    volatile unsigned a = 3, b = 5;
    CHECK(a - b == 4294967294u && (a - b) / 2 == 2147483647 && (int)(a - b) == -2 && a - b > 0);
    CHECK(4294967295u + 2u == 1 && 0xfffffffffffffffful * 3 == 0xfffffffffffffffd);
    volatile unsigned long x = 0x123456789abcdef0;
    CHECK(x * x == 0xa5e20890f2a52100 && x * 10 == 0xb60b60b60b60b560);
    return 0;
}
