//! what: rows of operators and of else if that are thousands long, as generated programs have them; no limit of 5.2.4.1 is meant for them
#include "../check.h"

#define T4(...) __VA_ARGS__ __VA_ARGS__ __VA_ARGS__ __VA_ARGS__
#define T16(...) T4(T4(__VA_ARGS__))
#define T256(...) T16(T16(__VA_ARGS__))
#define T4096(...) T16(T256(__VA_ARGS__))
#define T16384(...) T4(T4096(__VA_ARGS__))

static int plus(int a) { return 0 T16384(+ a); }
static unsigned minus(unsigned a) { return 0u T16384(- a); }
static unsigned mixed(unsigned char a, unsigned long b) { return (unsigned)(1 T4096(+ a * 2 ^ b)); }
static int compared(int a) { return a T4096(== a); }
static int all(int a, int b) { return 1 T4096(&& a) && b; }
static int any(int a, int b) { return 0 T4096(|| a) || b; }
static int sequence(int a)
{
    int n = 0;
    n++ T4096(, n += a);
    return n;
}
static int tested(int a)
{
    if (0 T4096(|| a == 7)) return 1;
    return 2;
}
static char where[1];
static char *const pointer = where T4096(+ 1 - 1);

/* Each tests another value. */
static int chosen(int x)
{
    int n = 0, hits = 0;
    if (x < 0) return -1;
    T4096(else if (x == n++) hits += n;)
    else return -2;
    return hits;
}

static int known(int x)
{
    int r = 0;
    if (0) r = 1;
    T256(else if (0) r = 2;)
    else if (x) r = 3;
    T256(else if (0) r = 4;)
    else r = 5;
    return r;
}

static int after_return(int x)
{
    return x;
    if (x == 1) x = 2;
    T256(else if (x == 3) x = 4;)
    else x = 5;
    return x;
}

int main(void)
{
    CHECK(plus(3) == 49152);
    CHECK(minus(2) == 0u - 32768);
    CHECK(mixed(7, 5) == (15 ^ 19 ^ 5)); /* the other 19s are pairs */
    CHECK(compared(1) == 1 && compared(0) == 0);
    CHECK(all(1, 1) == 1 && all(0, 1) == 0 && all(1, 0) == 0);
    CHECK(any(0, 0) == 0 && any(0, 3) == 1 && any(1, 0) == 1);
    CHECK(sequence(2) == 8193);
    CHECK(tested(7) == 1 && tested(8) == 2);
    CHECK(pointer == where);
    CHECK(chosen(-1) == -1 && chosen(0) == 1 && chosen(4095) == 4096 && chosen(4096) == -2);
    CHECK(known(1) == 3 && known(0) == 5);
    CHECK(after_return(6) == 6);
    return 0;
}
