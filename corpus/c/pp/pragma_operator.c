//! what: _Pragma destringizes and works from macros; push and pop of pack (C11 6.10.9, GNU C)
#include "../check.h"

#define DO_PRAGMA(x) _Pragma(#x)
#define PACKED_BEGIN DO_PRAGMA(pack(push, 1))
#define PACKED_END _Pragma("pack(pop)")

PACKED_BEGIN
struct tight { char c; int i; short s; };
PACKED_END
struct loose { char c; int i; short s; };
#pragma pack(2)
struct two { char c; int i; };
#pragma pack()
struct again { char c; int i; };

#pragma STDC FP_CONTRACT OFF
#pragma unknown_pragma_is_ignored

int main(void)
{
    CHECK(sizeof(struct tight) == 7);
    CHECK(sizeof(struct loose) == 12);
    CHECK(sizeof(struct two) == 6 && _Alignof(struct two) == 2);
    CHECK(sizeof(struct again) == 8);
    struct tight t[2] = { { 1, 2, 3 }, { 4, 5, 6 } };
    volatile int index = 1;
    CHECK(t[index].i == 5 && t[index].s == 6 && t[0].i == 2);
    return 0;
}
