//! what: # keeps spelling, joins white space, and escapes quotes and backslashes in literals (C11 6.10.3.2)
#include "../check.h"
#include <string.h>

#define S(...) #__VA_ARGS__
#define X(...) S(__VA_ARGS__)
#define A 1

int main(void)
{
    CHECK(strcmp(S(  a   +
                     b  ), "a + b") == 0);
    CHECK(strcmp(S("a\n"), "\"a\\n\"") == 0);
    CHECK(strcmp(S('"' "\\"), "'\"' \"\\\\\"") == 0);
    CHECK(strcmp(S(\n), "\n") == 0);
    CHECK(strcmp(S(), "") == 0);
    CHECK(strcmp(S(A), "A") == 0);
    CHECK(strcmp(X(A), "1") == 0);
    CHECK(strcmp(S(a/**/b), "a b") == 0);
    CHECK(strcmp(S(1.0e+5L, 0x1p-3), "1.0e+5L, 0x1p-3") == 0);
    CHECK(strcmp(S('\0' "\0"), "'\\0' \"\\0\"") == 0);
    CHECK(strcmp(S(L"x" u8"y" U'z'), "L\"x\" u8\"y\" U'z'") == 0);
    return 0;
}
