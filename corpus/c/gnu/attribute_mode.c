//! what: __attribute__((mode)) chooses the width of an integer type, as system headers do (GNU C)
#include "../check.h"

typedef int qi __attribute__((mode(QI)));
typedef int hi __attribute__((__mode__(__HI__)));
typedef int si __attribute__((mode(SI)));
typedef int di __attribute__((mode(DI)));
typedef unsigned udi __attribute__((mode(DI)));
typedef unsigned word __attribute__((mode(word)));

int main(void)
{
    CHECK(sizeof(qi) == 1 && sizeof(hi) == 2 && sizeof(si) == 4 && sizeof(di) == 8 && sizeof(udi) == 8 && sizeof(word) == 8);
    CHECK((qi)-1 < 0 && (udi)-1 > 0 && (hi)40000 < 0);
    return 0;
}
