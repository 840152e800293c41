//! what: ## builds identifiers, numbers and operators, and its operands are not expanded first (C11 6.10.3.3)
#include "../check.h"
#include <string.h>

#define CAT(a, b) a##b
#define XCAT(a, b) CAT(a, b)
#define NAME value
#define hash_hash # ## #
#define mkstr(a) # a
#define in_between(a) mkstr(a)
#define join(c, d) in_between(c hash_hash d)
#define NAMEvalue 77

int main(void)
{
    int value1 = 11, NAME1 = 12, x = 5;
    CHECK(CAT(value, 1) == 11);
    CHECK(CAT(NAME, 1) == 12);
    CHECK(XCAT(NAME, 1) == 11);
    CHECK(CAT(1, 2) == 12);
    CHECK(CAT(0x, ff) == 255);
    CHECK(CAT(1.5, e1) == 15.0);
    x CAT(+, =) 3;
    CHECK(x == 8);
    x CAT(<<, =) 1;
    CHECK(x == 16);
    CHECK(x CAT(>, =) 16);
    CHECK(XCAT(NAME, 1) == value1);
    CHECK(CAT(NAME, value) == 77);
    CHECK(strcmp(join(x, y), "x ## y") == 0);
    CHECK(sizeof(CAT(L, "ab")) == 3 * sizeof(int));
    return 0;
}
