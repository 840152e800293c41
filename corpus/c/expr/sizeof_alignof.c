//! what: sizeof and _Alignof of types and expressions, without evaluation (C11 6.5.3.4)
#include "../check.h"

struct s { char c; double d; };
static int calls;
static long touch(void) { calls++; return 1; }

int main(void)
{
    int array[10], *p = array;
    CHECK(sizeof(char) == 1 && sizeof(short) == 2 && sizeof(int) == 4 && sizeof(long) == 8 && sizeof(long long) == 8);
    CHECK(sizeof(float) == 4 && sizeof(double) == 8 && sizeof(long double) == 16 && sizeof(void *) == 8 && sizeof(_Bool) == 1);
    CHECK(sizeof array == 40 && sizeof p == 8 && sizeof *p == 4 && sizeof &array == 8 && sizeof array[0] == 4);
    CHECK(sizeof(struct s) == 16 && _Alignof(struct s) == 8 && _Alignof(long double) == 16 && _Alignof(char) == 1);
    CHECK(sizeof(int[3][5]) == 60 && sizeof(int (*)[5]) == 8 && sizeof "hello" == 6);
    CHECK(sizeof touch() == 8 && calls == 0);
    int i = 1;
    CHECK(sizeof i++ == 4 && i == 1 && sizeof(i = 5) == 4 && i == 1);
    CHECK(sizeof(char) + 1 == 2 && sizeof(int) * 2 == 8 && sizeof -1 == 4 && sizeof((char)1) == 1);
    CHECK(_Generic(sizeof 1, unsigned long: 1, default: 0) && sizeof(sizeof 1) == 8);
    CHECK(sizeof ((struct s *)0)->d == 8 && sizeof(1 ? 'a' : 1.0) == 8);
    CHECK(_Alignof(int[7]) == 4 && sizeof(enum e { A, B }) == 4);
    CHECK(-1 > (int)sizeof 1 == 0 && -1 > sizeof 1);
    return 0;
}
