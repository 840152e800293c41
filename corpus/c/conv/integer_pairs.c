//! what: conversions between all pairs of integer types, at run time and folded (C11 6.3.1.3)
#include "../check.h"

typedef signed char i8;
typedef unsigned char u8;
typedef short i16;
typedef unsigned short u16;
typedef unsigned u32;
typedef long i64;
typedef unsigned long u64;

#define TYPES(X, from) X(from, i8) X(from, u8) X(from, i16) X(from, u16) X(from, int) X(from, u32) X(from, i64) X(from, u64)

static u64 mask(int size) { return size == 8 ? ~0ul : (1ul << 8 * size) - 1; }

/* The value as 64 bits after a conversion to a type of this size and sign, by arithmetic on bits alone. */
static u64 model(u64 value, int size, int is_signed)
{
    value &= mask(size);
    if (is_signed && (value >> (8 * size - 1) & 1))
        value |= ~mask(size);
    return value;
}

#define PAIR(from, to)                                                                       \
    {                                                                                        \
        volatile from source = (from)patterns[i];                                            \
        to converted = (to)source;                                                           \
        volatile to stored = source;                                                         \
        u64 expected = model(model(patterns[i], sizeof(from), (from)-1 < 0), sizeof(to), (to)-1 < 0); \
        CHECK((u64)converted == expected);                                                   \
        CHECK((u64)stored == expected);                                                      \
        failures += (u64)(to)(from)0x8badf00ddeadbeef !=                                     \
            model(model(0x8badf00ddeadbeef, sizeof(from), (from)-1 < 0), sizeof(to), (to)-1 < 0); \
    }
#define ALL(from) TYPES(PAIR, from)

static const u64 patterns[] = {
    0, 1, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff,
    0x100000000, 0x7fffffffffffffff, 0x8000000000000000, 0xffffffffffffffff, 0x123456789abcdef0, 0xfedcba9876543210,
};

static int narrow(u64 unused)
{
    int failures = (int)unused;
    for (unsigned i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        ALL(i8) ALL(u8) ALL(i16) ALL(u16)
    }
    return failures;
}

static int wide(u64 unused)
{
    int failures = (int)unused;
    for (unsigned i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        ALL(int) ALL(u32) ALL(i64) ALL(u64)
    }
    return failures;
}

int main(void)
{
    RUN(narrow(0));
    RUN(wide(0));
    return 0;
}
