//! what: #line sets __LINE__ and __FILE__, also through a macro (C11 6.10.4)
#include "../check.h"
#include <string.h>

#define NUMBER 500 "macro.c"

int main(void)
{
    int plain = __LINE__;
    int after = __LINE__;
#line 100
    int hundred = __LINE__;
#line 200 "other.c"
    int two_hundred = __LINE__;
    const char *other = __FILE__;
#line NUMBER
    int five_hundred = __LINE__; const char *macro = __FILE__;
    int spread =
        __LINE__;
    CHECK(after == plain + 1);
    CHECK(hundred == 100);
    CHECK(two_hundred == 200 && strcmp(other, "other.c") == 0);
    CHECK(five_hundred == 500 && strcmp(macro, "macro.c") == 0);
    CHECK(spread == 502);
    return 0;
}
