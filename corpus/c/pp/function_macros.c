//! what: function-like macros: nested calls, arguments with commas in parentheses, empty arguments, a name without "(" (C11 6.10.3)
#include "../check.h"

#define ADD(a, b) ((a) + (b))
#define FIRST(a, b) a
#define NOTHING()
#define EMPTY(x) (0 x)
#define CALL(f, args) f args
#define TEN() 10

static int ADD_plain(int a, int b) { return a * 100 + b; }
static int twice(int x) { return 2 * x; }
#define twice(x) (twice(x) + 1)

int main(void)
{
    CHECK(ADD(ADD(1, 2), ADD(3, ADD(4, 5))) == 15);
    CHECK(FIRST((1, 2), 3) == 2);
    CHECK(EMPTY() == 0);
    CHECK(EMPTY(+ 5) == 5);
    CHECK(CALL(ADD, (20, 3)) == 23);
    CHECK(TEN() + TEN ( ) == 20);
    CHECK(twice(4) == 9);
    int (*f)(int) = twice;
    CHECK(f(4) == 8);
    CHECK((twice)(4) == 8);
    CHECK(ADD
          (
            1
            ,
            2
          ) == 3);
    NOTHING() NOTHING();
    CHECK(ADD_plain(1, 2) == 102);
    return 0;
}
