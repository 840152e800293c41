//! what: a bit-field cast to its own declared type is promoted as that type, not by its width (C11 6.3.1.1p2, 6.5.4)
#include "../check.h"

static struct fields {
    unsigned f : 26;
} s;
static int minus = -1;

int main(void)
{
    CHECK(minus < s.f);              /* 26 bits fit int: a signed comparison */
    CHECK(!(minus <= (unsigned)s.f)); /* an unsigned one */
    CHECK(((unsigned)s.f - 1) / 2 == 0x7fffffff && (s.f - 1) / 2 == 0);
    return 0;
}
