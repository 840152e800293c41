//! what: and, or, xor, complement in every width, with immediates that need sign extension (C11 6.5.10 to 6.5.12)
#include "../check.h"

static unsigned long mix(unsigned long a, unsigned long b) { return (a & b) ^ (~a | b); }

int main(void)
{
    volatile int i = 0x0ff00ff0;
    volatile long l = 0x0ff00ff00ff00ff0;
    volatile unsigned char c = 0x5a;
    CHECK((i & 0xff) == 0xf0 && (i | 0xf) == 0x0ff00fff && (i ^ -1) == ~i && (i & ~0xff) == 0x0ff00f00);
    CHECK((l & 0xffffffff) == 0x0ff00ff0 && (l & -16) == l && (l | 0x80000000) == 0x0ff00ff08ff00ff0);
    CHECK((l & 0xffffffff00000000) == 0x0ff00ff000000000 && (l ^ 0x7fffffff) == 0x0ff00ff0700ff00f);
    CHECK((c & 0xf) == 0xa && (c | 1) == 0x5b && (c ^ 0xff) == 0xa5 && (unsigned char)~c == 0xa5 && ~c == -0x5b);
    CHECK((l & 0x80000000) == 0 && (l | -1) == -1 && (l & 0xfffffffffffffff0) == l);
    CHECK(mix(0xff00ff00ff00ff00, 0x0f0f0f0f0f0f0f0f) == ((0xff00ff00ff00ff00 & 0x0f0f0f0f0f0f0f0f) ^ (0x00ff00ff00ff00ff | 0x0f0f0f0f0f0f0f0f)));
    i &= 0xffff;
    CHECK(i == 0xff0);
    i |= 0x70000000;
    i ^= 0xf;
    CHECK(i == 0x70000fff);
    l &= ~0xffL;
    CHECK(l == 0x0ff00ff00ff00f00);
    CHECK((5 & 3) == 1 && (5 | 3) == 7 && (5 ^ 3) == 6 && ~5 == -6);
    CHECK((i & 1 << 3) != 0 && !(i & 1 << 12));
    return 0;
}
