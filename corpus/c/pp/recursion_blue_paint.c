//! what: a name met during its own rescan is never replaced again, also in later contexts (C11 6.10.3.4p2)
#include "../check.h"
#include <string.h>

#define S(...) S_(__VA_ARGS__)
#define S_(...) #__VA_ARGS__
#define foo() bar
#define EXPAND(x) x
#define AA BB
#define BB AA
#define F(x) x + F(x)
#define NEST(x) (x)
#define DEFER(f) f EMPTY
#define EMPTY
#define OBJ (OBJ, 1)

int main(void)
{
    CHECK(strcmp(S(AA BB), "AA BB") == 0);
    CHECK(strcmp(S(F(1)), "1 + F(1)") == 0);
    CHECK(strcmp(S(F(F(1))), "1 + F(1) + F(1 + F(1))") == 0);
    CHECK(strcmp(S(EXPAND(EXPAND(EXPAND(1)))), "1") == 0);
    CHECK(strcmp(S(NEST(NEST)(2)), "(NEST)(2)") == 0);
    CHECK(strcmp(S(OBJ), "(OBJ, 1)") == 0);
    CHECK(strcmp(S(foo ()), "bar") == 0);
    CHECK(strcmp(S(foo), "foo") == 0);
    return 0;
}
