//! what: __VA_OPT__ expands to its content only when the rest argument has tokens (C23 6.10.4.1, GNU C)
#include "../check.h"
#include <string.h>

#define S_(...) #__VA_ARGS__
#define S(...) S_(__VA_ARGS__)
#define F(a, ...) f(a __VA_OPT__(,) __VA_ARGS__)
#define G(x, ...) f(0, x __VA_OPT__(,) __VA_ARGS__)
#define DECL(type, name, ...) type name __VA_OPT__(= { __VA_ARGS__ })
#define EMPTY

int main(void)
{
    CHECK(strcmp(S(F(1)), "f(1 )") == 0);
    CHECK(strcmp(S(F(1, 2, 3)), "f(1 , 2, 3)") == 0);
    CHECK(strcmp(S(G(a, )), "f(0, a )") == 0);
    CHECK(strcmp(S(G(a, EMPTY)), "f(0, a )") == 0);
    DECL(int, plain);
    plain = 3;
    DECL(int, list[3], 4, 5, 6);
    CHECK(plain == 3);
    CHECK(list[0] == 4 && list[2] == 6);
    return 0;
}
