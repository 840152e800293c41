//! what: arguments are converted to the parameter's type and results to the return type (C11 6.5.2.2p7, 6.8.6.4p3)
#include "../check.h"

static int takes_char(signed char c) { return c; }
static int takes_uchar(unsigned char c) { return c; }
static double takes_double(double d) { return d; }
static long takes_long(long l) { return l; }
static unsigned long takes_ulong(unsigned long l) { return l; }
static float takes_float(float f) { return f; }
static int takes_bool(_Bool b) { return b; }
static signed char returns_char(int x) { return x; }
static unsigned short returns_ushort(int x) { return x; }
static int returns_int(double x) { return x; }
static _Bool returns_bool(int x) { return x; }
static long returns_long(int x) { return x; }
static unsigned returns_unsigned(long x) { return x; }

int main(void)
{
    volatile int i = 511;
    volatile unsigned u = 4294967295u;
    volatile double d = 2.75;
    CHECK(takes_char(i) == -1 && takes_uchar(i) == 255 && takes_bool(i) == 1);
    CHECK(takes_double(i) == 511.0 && takes_double(u) == 4294967295.0 && takes_float(d) == 2.75f);
    CHECK(takes_long(u) == 4294967295 && takes_long(-i) == -511 && takes_ulong(-i) == 18446744073709551105ul);
    CHECK(takes_char(d) == 2 && takes_long(d) == 2);
    CHECK(returns_char(i) == -1 && returns_ushort(-1) == 65535 && returns_int(d) == 2);
    CHECK(returns_bool(256) == 1 && returns_long(-1) == -1 && returns_unsigned(-1) == u);
    return 0;
}
