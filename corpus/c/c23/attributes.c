//! what: [[...]] wherever it may stand (C23 6.7.13)
//! flags: -std=c2x
//! unless: clang Debian 12 has clang 14, which lacks this part of C23
#include "../check.h"

[[nodiscard]] [[gnu::noinline]] static int three([[maybe_unused]] int unused, int x [[maybe_unused]])
{
    return 3;
}
[[noreturn]] void leave(void);
[[_Noreturn]] void leave(void);
struct [[gnu::packed]] packed {
    char a;
    int b [[gnu::aligned(1)]], c;
};
enum [[deprecated("old")]] old { FIRST [[deprecated]], SECOND };
typedef int number [[maybe_unused]];
[[maybe_unused, deprecated]] static int listed, array[3] [[maybe_unused]];
[[]] static int nothing;

int main(void)
{
    [[maybe_unused]] int local = three(1, 2);
    int *[[maybe_unused]] pointer = &local;
    CHECK(local == 3 && sizeof(struct packed) == 9 && *pointer == 3);
    switch (local) {
    case 3:
        nothing = 1;
        [[fallthrough]];
    case 4:
        nothing++;
        break;
    default:;
    }
    for ([[maybe_unused]] int i = 0; i < 2; i++) nothing++;
    [[]];
    [[likely::hint]] { nothing++; }
label: [[maybe_unused]];
    CHECK(nothing == 5);
    return 0;
}
