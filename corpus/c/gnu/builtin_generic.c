//! what: overflow predicates, object sizes, fpclassify of any operand, clear_padding, strlen in constants
//! unless: clang clang 14 has no overflow predicates and no clear_padding
#include "../check.h"

enum {
    OVERFLOWS = __builtin_add_overflow_p(2147483647, 1, 0),
    FITS = __builtin_add_overflow_p(2147483647, 1, 0L),
    WRAPS = __builtin_sub_overflow_p(0u, 1u, 0u),
    NARROW = __builtin_mul_overflow_p(16, 16, (unsigned char)0),
    DEEP = __builtin_mul_overflow_p(-9223372036854775807L - 1, -1L, 0L),
    EDGE = __builtin_mul_overflow_p(4294967296UL, 4294967296UL, 0UL)
};
static unsigned long length = __builtin_strlen("four"), until_zero = __builtin_strlen("ab\0cd");
static char array[10];
struct inner {
    int a;
    char text[8];
};
struct padded {
    char c;
    int i;
    unsigned b : 3;
    short s;
    struct {
        char x;
        long y;
    } deep[2];
};
static int calls;

static double next(double x)
{
    calls++;
    return x;
}

static int class_of(double x)
{
    return __builtin_fpclassify(1, 2, 3, 4, 5, next(x));
}

static int overflows(int a, long b, int kind)
{
    return kind == 0 ? __builtin_add_overflow_p(a, b, 0) : kind == 1 ? __builtin_sub_overflow_p(a, b, (unsigned)0) : __builtin_mul_overflow_p(a, b, (short)0);
}

int main(void)
{
    CHECK(OVERFLOWS == 1 && FITS == 0 && WRAPS == 1 && NARROW == 1 && DEEP == 1 && EDGE == 1 && length == 4 && until_zero == 2);
    CHECK(overflows(2147483647, 1, 0) && !overflows(2147483647, 0, 0) && overflows(1, 2, 1) && !overflows(2, 1, 1) && overflows(256, 128, 2) && !overflows(256, -128, 2));
    CHECK(class_of(__builtin_nan("")) == 1 && class_of(-__builtin_inf()) == 2 && class_of(1) == 3 && class_of(1e-310) == 4 && class_of(-0.0) == 5 && calls == 5);
    struct inner in = {0};
    CHECK(__builtin_object_size(array, 0) == 10 && __builtin_object_size(&array, 1) == 10);
    CHECK(__builtin_object_size(in.text, 0) == 8 && __builtin_object_size("abc", 0) == 4 && __builtin_object_size(&in, 2) == 12);
    unsigned char *raw;
    struct padded p;
    __builtin_memset(&p, 0xff, sizeof p);
    __builtin_clear_padding(&p);
    raw = (unsigned char *)&p;
    CHECK(raw[0] == 0xff && raw[1] == 0 && raw[2] == 0 && raw[3] == 0 && raw[4] == 0xff && raw[8] == 7 && raw[9] == 0 && raw[10] == 0xff && raw[11] == 0xff);
    CHECK(p.c == -1 && p.i == -1 && p.b == 7 && p.s == -1 && p.deep[1].x == -1 && p.deep[1].y == -1);
    CHECK(raw[sizeof p - 9] == 0 && raw[sizeof p - 15] == 0 && raw[sizeof p - 16] == 0xff);
    return 0;
}
