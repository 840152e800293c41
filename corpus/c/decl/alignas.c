//! what: _Alignas on objects, members, locals and statics (C11 6.7.5)
#include "../check.h"
#include <stdalign.h>
#include <stdint.h>

static _Alignas(64) char sixty_four;
static char after;
_Alignas(double) static int like_double;
struct s { char a; _Alignas(16) char b; _Alignas(long) char c; };
static _Alignas(4096) char page[10];
static alignas(int) alignas(16) short strictest_wins;

static int frame(int n)
{
    char pad = n;
    _Alignas(32) char thirty_two[5];
    alignas(16) int sixteen = n;
    char pad2 = n;
    CHECK(((uintptr_t)thirty_two & 31) == 0 && ((uintptr_t)&sixteen & 15) == 0 && pad == pad2);
    thirty_two[4] = 3;
    return n == 0 ? 0 : frame(n - 1);
}

int main(void)
{
    CHECK(((uintptr_t)&sixty_four & 63) == 0 && ((uintptr_t)&like_double & 7) == 0 && ((uintptr_t)page & 4095) == 0);
    CHECK(sizeof(struct s) == 32 && _Alignof(struct s) == 16 && __builtin_offsetof(struct s, b) == 16 && __builtin_offsetof(struct s, c) == 24);
    CHECK(alignof(struct s) == 16 && after == 0 && ((uintptr_t)&strictest_wins & 15) == 0);
    RUN(frame(5));
    struct s local[2];
    CHECK(((uintptr_t)&local[1] & 15) == 0);
    _Alignas(0) int zero = 1;
    CHECK(zero == 1);
    return 0;
}
