//! what: the usual arithmetic conversions over all ranks (C11 6.3.1.8)
#include "../check.h"

#define IS(value, type) _Generic((value), type: 1, default: 0)

int main(void)
{
    volatile int i = -1;
    volatile unsigned u = 1;
    volatile long l = -1;
    volatile unsigned long ul = 1;
    volatile long long ll = -1;
    volatile float f = 1.5f;
    volatile double d = 2.5;
    volatile long double ld = 3.5L;
    CHECK(IS(i + u, unsigned) && IS(i + l, long) && IS(u + l, long) && IS(l + ul, unsigned long));
    CHECK(IS(l + ll, long long) && IS(ul + ll, unsigned long long) && IS(u + ll, long long));
    CHECK(IS(i + f, float) && IS(ul + f, float) && IS(f + d, double) && IS(d + ld, long double));
    CHECK(IS('a' + 'b', int) && IS(1 ? i : u, unsigned) && IS(1 ? i : d, double) && IS(0 ? f : ld, long double));
    CHECK(i > u && l < (long)u && l < u && l > ul && ll > ul);
    CHECK(i + u == 0 && (1 ? i : u) == 4294967295u && (0 ? ul : l) == ~0ul);
    CHECK(f + d + ld == 7.5L && i * d == -2.5);
    CHECK(i / u == 4294967295u && i / (int)u == -1 && l % 3u == -1);
    return 0;
}
