//! what: labels before declarations and at the end of a block (C23 6.8.2)
//! flags: -std=c2x
//! unless: clang Debian 12 has clang 14, which lacks this part of C23
#include "../check.h"

static int choose(int x)
{
    switch (x) {
    case 1:
        int y = 2;
        return y;
    case 2: _Static_assert(1, "");
    default:
    }
    goto end;
end:
    int z = 3;
    if (x == 5) {
        goto last;
        z = 99;
    last:
    }
    return z;
}

int main(void)
{
    CHECK(choose(1) == 2 && choose(2) == 3 && choose(5) == 3);
    return 0;
}
