//! what: extern inline with gnu_inline never emits a definition; C11 inline needs one elsewhere (GNU C, C11 6.7.4p7)
//! with: part_gnu_inline.c
#include "../check.h"

extern inline __attribute__((gnu_inline)) int twice(int x) { return x * 2; }
inline int thrice(int x) { return x * 3; }
static inline int local(int x) { return x + 1; }
extern int (*other_twice(void))(int);

int main(void)
{
    volatile int n = 4;
    CHECK(twice(n) == 8 && thrice(n) == 12 && local(n) == 5);
    int (*f)(int) = twice, (*g)(int) = thrice;
    CHECK(f(n) == 8 && g(n) == 12 && f == other_twice());
    return 0;
}
