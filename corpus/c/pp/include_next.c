//! what: #include_next goes on in the search path behind the folder of the current file (GNU C)
#include "../check.h"
#include "include/limits.h"

int main(void)
{
    CHECK(wrapper_seen == 1);
    CHECK(INT_MAX == 2147483647 && CHAR_BIT == 8);
    CHECK(LONG_MIN == -9223372036854775807L - 1);
    return 0;
}
