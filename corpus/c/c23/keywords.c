//! what: bool, true, false, static_assert, thread_local, alignas and alignof are keywords (C23 6.4.1)
//! flags: -std=c2x
//! unless: gcc Debian 12 has gcc 12, which lacks this part of C23
//! unless: clang Debian 12 has clang 14, which lacks this part of C23
#include "../check.h"

static bool yes = true;
thread_local int mine = 3;
alignas(16) static char aligned;
static_assert(true);
static_assert(sizeof(bool) == 1, "a byte");
#if true && !false
static int seen = 1;
#endif

static int unnamed(int, int second)
{
    return second;
}

int main(void)
{
    CHECK(yes && mine == 3 && ((unsigned long)&aligned & 15) == 0 && alignof(long) == 8 && seen);
    CHECK(_Generic(true, bool: 1, default: 0) && true + true == 2 && !false);
    CHECK(unnamed(1, 2) == 2);
    return 0;
}
