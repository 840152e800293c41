//! what: assignment, compound assignment, ++ and -- on atomic objects of every arithmetic type (C11 6.5.16, 6.5.2.4, 6.3.2.1p2)
//! flags: -fno-trapping-math
#include "../check.h"

#ifdef __clang__ /* which took the value of a compound assignment for an atomic one until version 15 */
#define VALUE(object, assignment) ((void)(assignment), (object) + 0)
#else
#define VALUE(object, assignment) (assignment)
#endif

#ifdef __clang__ /* whose version 14 widens a narrow negative object as if it were unsigned: -7 % 50 is 49 */
#define QUOTIENTS plain /= 3; plain %= 50; plain >>= 1; a = plain;
#define FLOATING_OPERAND
#else
#define QUOTIENTS                                                                \
    got = (a /= 3), want = (plain /= 3); CHECK(got == want && a == plain);       \
    got = (a %= 50), want = (plain %= 50); CHECK(got == want && a == plain);     \
    got = (a >>= 1), want = (plain >>= 1); CHECK(got == want && a == plain);
#define FLOATING_OPERAND a = plain = 20; a += 2.5; plain += 2.5; CHECK(a == plain && plain == 22);
#endif

/* Every operator of an integer type, as a value and for its effect. */
#define INTEGERS(name, type)                                                     \
    static int name(void)                                                        \
    {                                                                            \
        _Atomic type a = (type)7;                                                \
        type plain = (type)7, got, want;                                         \
        static const int operands[] = {1, 3, 2, 5, 77, 127, 100, 6};             \
        for (unsigned k = 0; k < sizeof operands / sizeof *operands; k++) {      \
            int x = operands[k];                                                 \
            got = VALUE(a, a += x), want = (plain += x); CHECK(got == want && a == plain); \
            got = VALUE(a, a -= x / 2), want = (plain -= x / 2); CHECK(got == want && a == plain); \
            got = VALUE(a, a *= x), want = (plain *= x); CHECK(got == want && a == plain); \
            got = VALUE(a, a ^= x), want = (plain ^= x); CHECK(got == want && a == plain); \
            got = VALUE(a, a |= x), want = (plain |= x); CHECK(got == want && a == plain); \
            if (plain < 0) a = plain = 3;                                        \
            got = VALUE(a, a <<= 1), want = (plain <<= 1); CHECK(got == want && a == plain); \
            QUOTIENTS                                                            \
            got = a++, want = plain++; CHECK(got == want && a == plain);         \
            got = ++a, want = ++plain; CHECK(got == want && a == plain);         \
            got = a--, want = plain--; CHECK(got == want && a == plain);         \
            got = --a, want = --plain; CHECK(got == want && a == plain);         \
            a += x; plain += x; a -= 1; plain -= 1; a &= 0x7d; plain &= 0x7d;    \
            a |= 2; plain |= 2; a ^= 9; plain ^= 9; a++; plain++; --a; --plain;  \
            CHECK(a == plain);                                                   \
            FLOATING_OPERAND                                                     \
            got = VALUE(a, a = (type)x); CHECK(got == (type)x && a == (type)x);          \
            plain = (type)x;                                                     \
        }                                                                        \
        return 0;                                                                \
    }
INTEGERS(chars, char)
INTEGERS(signed_chars, signed char)
INTEGERS(unsigned_chars, unsigned char)
INTEGERS(shorts, short)
INTEGERS(unsigned_shorts, unsigned short)
INTEGERS(ints, int)
INTEGERS(unsigneds, unsigned)
INTEGERS(longs, long)
INTEGERS(unsigned_longs, unsigned long)
INTEGERS(long_longs, long long)
INTEGERS(unsigned_long_longs, unsigned long long)

#define FLOATS(name, type)                                                       \
    static int name(void)                                                        \
    {                                                                            \
        _Atomic type a = 1.5;                                                    \
        type plain = 1.5;                                                        \
        CHECK(VALUE(a, a += 2) == (plain += 2) && VALUE(a, a -= 0.25) == (plain -= 0.25));       \
        CHECK(VALUE(a, a *= 3.0) == (plain *= 3.0) && VALUE(a, a /= 8) == (plain /= 8));         \
        CHECK(a++ == plain++ && a-- == plain-- && ++a == ++plain && --a == --plain && a == plain); \
        a = 4; a += 1; a++; --a; a /= 2;                                         \
        CHECK(a == 2.5 && -a == -2.5 && !(a == 2));                              \
        return 0;                                                                \
    }
FLOATS(floats, float)
FLOATS(doubles, double)

static int bools(void)
{
    _Atomic _Bool b = 0;
    _Bool got;
    got = b++; CHECK(!got && b);
    got = b++; CHECK(got && b);
    got = b--; CHECK(got && !b);
    got = b--; CHECK(!got && b);
#ifndef __clang__ /* whose version 14 loops forever when the sum is neither 0 nor 1 */
    got = (b += 5); CHECK(got && b);
    got = (b += 0.5); CHECK(got && b);
#endif
    b = 1;
    got = VALUE(b, b ^= 1); CHECK(!got && !b);
    b = 2;
    got = VALUE(b, b &= 0); CHECK(!got && !b);
    got = VALUE(b, b |= 1); CHECK(got && b);
    got = VALUE(b, b = 0.25); CHECK(got && b);
    got = VALUE(b, b -= 1); CHECK(!got && !b);
    return 0;
}

static long numbers[8];

static int pointers(void)
{
    long *_Atomic p = numbers;
    _Atomic(long *) const start = numbers;
    long *q;
    q = p++; CHECK(q == numbers && p == numbers + 1);
    q = ++p; CHECK(q == numbers + 2 && p == q);
    q = --p; CHECK(q == numbers + 1);
    q = p--; CHECK(q == numbers + 1 && p == start);
    p++; ++p; p--;
    *p = 5;
    CHECK(numbers[1] == 5 && p[0] == 5);
    q = VALUE(p, p = &numbers[3]); CHECK(q == numbers + 3);
#ifndef __clang__ /* which has no operators but ++ and -- on atomic pointers */
    q = (p += 2); CHECK(q == numbers + 5);
    q = (p -= 4); CHECK(q == numbers + 1 && p == q);
    p += 1;
    CHECK(p - start == 2);
#endif
    return 0;
}

enum color { RED, GREEN = 1000, BLUE };
static _Atomic enum color color = GREEN;
static volatile _Atomic int counter = 40;
static _Thread_local _Atomic long own = 3;
static _Atomic int array[4] = {1, 2, 3};
static struct { char c; _Atomic short s; } record = {1, 2};
static int calls;
static _Atomic int *next(void) { return &array[calls++]; }

static int places(void)
{
    enum color old = color++;
    CHECK(old == GREEN && color == BLUE);
    counter += 2;
    CHECK(counter == 42 && VALUE(own, own *= 5) == 15 && own == 15);
    *next() += 10;
    (*next())++;
    *next() *= 7;
    CHECK(calls == 3 && array[0] == 11 && array[1] == 3 && array[2] == 21 && array[3] == 0);
    record.s -= 5;
    CHECK(record.s == -3 && record.c == 1);
    int i = 1;
    array[i++] = 9;
    CHECK(i == 2 && array[1] == 9);
    (void)counter;
    counter;
    return 0;
}

/* What an operand of another type does to the result. */
static int mixed(void)
{
    _Atomic unsigned char c = 200;
    int x = VALUE(c, c += 100);
    CHECK(x == 44);
    x = VALUE(c, c -= 45L);
    CHECK(x == 255);
    _Atomic int i = -8;
    CHECK(VALUE(i, i /= 3u) == (int)((unsigned)-8 / 3u));
    i = 1000000;
    CHECK(VALUE(i, i *= 1.5f) == 1500000);
    i = -1;
    CHECK(VALUE(i, i >>= 4l) == -1);
    _Atomic unsigned long u = 1;
    CHECK(VALUE(u, u <<= 63) == 1ul << 63 && VALUE(u, u += (1ul << 63)) == 0);
    _Atomic short s = 32767;
    s++;
    CHECK(s == -32768);
    return 0;
}

int main(void)
{
    RUN(chars());
    RUN(signed_chars());
    RUN(unsigned_chars());
    RUN(shorts());
    RUN(unsigned_shorts());
    RUN(ints());
    RUN(unsigneds());
    RUN(longs());
    RUN(unsigned_longs());
    RUN(long_longs());
    RUN(unsigned_long_longs());
    RUN(floats());
    RUN(doubles());
    RUN(bools());
    RUN(pointers());
    RUN(places());
    RUN(mixed());
    return 0;
}
