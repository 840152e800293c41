//! what: atomic objects that no instruction reaches, 3 to 40 bytes and misaligned ones: one thread (C11 6.2.5p27, GNU C)
#include "../check.h"

/* gcc and clang leave these to libatomic, which this case is not linked with: they only compile the rest. */
#ifdef __kit__
#include <stdatomic.h>

typedef __int128 wide;
typedef long loose __attribute__((aligned(1)));
struct three { char c[3]; };
struct large { long v[5]; };
struct packed { char c; long v; } __attribute__((packed));

static _Atomic struct three three;
static _Atomic struct large large = {{1, 2, 3, 4, 5}};
static _Atomic long double extended = 1.5L;

static int builtins(void)
{
    wide x = ((wide)1 << 64) - 1, e;
    CHECK(__atomic_fetch_add(&x, 5, __ATOMIC_SEQ_CST) == ((wide)1 << 64) - 1 && x == ((wide)1 << 64) + 4);
    CHECK(__atomic_nand_fetch(&x, (wide)3 << 64 | 3, 5) == ~((wide)1 << 64) && x == ~((wide)1 << 64));
    CHECK(__sync_bool_compare_and_swap(&x, ~((wide)1 << 64), (wide)7) && x == 7);
    CHECK(__sync_val_compare_and_swap(&x, (wide)8, (wide)9) == 7 && x == 7 && __sync_val_compare_and_swap(&x, (wide)7, (wide)9) == 7 && x == 9);
    e = 9;
    CHECK(__atomic_compare_exchange_n(&x, &e, (wide)11, 0, 5, 5) && x == 11 && e == 9);
    CHECK(!__atomic_compare_exchange_n(&x, &e, (wide)12, 0, 5, 5) && e == 11);
    CHECK(__atomic_load_n(&x, 5) == 11 && __atomic_exchange_n(&x, (wide)1, 5) == 11 && x == 1);
    struct packed m = {7, 5};
    loose *p = (loose *)&m.v;
    CHECK(__atomic_add_fetch(p, 3, 5) == 8 && __atomic_exchange_n(p, 1, 5) == 8 && m.v == 1 && m.c == 7);
    CHECK(!__atomic_is_lock_free(sizeof(struct large), &large) && !__atomic_always_lock_free(16, 0) && __atomic_is_lock_free(8, &x));
    return 0;
}

int main(void)
{
    RUN(builtins());
    struct three t = {{1, 2, 3}}, u = {{4, 5, 6}}, v;
    three = t;
    v = three;
    CHECK(v.c[0] == 1 && v.c[2] == 3 && atomic_compare_exchange_strong(&three, &v, u) && !atomic_compare_exchange_strong(&three, &t, v) && t.c[1] == 5);
    struct large l = large;
    CHECK(l.v[0] == 1 && l.v[4] == 5);
    l.v[4] = 6;
    l = atomic_exchange(&large, l);
    CHECK(l.v[4] == 5 && atomic_load(&large).v[4] == 6);
    long double was = extended++;
    CHECK(was == 1.5L && extended == 2.5L && (extended *= 3) == 7.5L && (extended = 1) == 1 && --extended == 0);
    _Atomic wide w = 1;
    w <<= 100;
    w += 7;
    CHECK(w == ((wide)1 << 100) + 7 && w++ == ((wide)1 << 100) + 7 && (w -= (wide)1 << 100) == 8);
    return 0;
}
#else
int main(void) { return 0; }
#endif
