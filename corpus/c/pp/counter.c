//! what: __COUNTER__ counts up once for each expansion (GNU C)
#include "../check.h"

#define CAT(a, b) a##b
#define XCAT(a, b) CAT(a, b)
#define UNIQUE(stem) XCAT(stem, __COUNTER__)
#define BOTH(x) (x) + (x)

enum { base = __COUNTER__ };

int main(void)
{
    int first = __COUNTER__, second = __COUNTER__;
    CHECK(first == base + 1 && second == base + 2);
    int UNIQUE(v) = 1;
    {
        int UNIQUE(v) = 2;
        (void)0;
    }
    CHECK(__COUNTER__ == base + 5);
    int twice = BOTH(__COUNTER__);
    CHECK(twice == 2 * (base + 6));
    CHECK(__COUNTER__ == base + 7);
    return 0;
}
