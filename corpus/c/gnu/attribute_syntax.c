//! what: places where attributes may stand, several at once, unknown ones ignored (GNU C)
#include "../check.h"

__attribute__((unused)) static int a = 1;
static int b __attribute__((unused)), c __attribute__((unused, aligned(8))) = 2;
static int __attribute__((noinline, cold)) f(int x __attribute__((unused))) { return 3; }
static __attribute__((const, warn_unused_result)) int g(int x) { return x; }
static void log_(const char *format, ...) __attribute__((format(printf, 1, 2), nonnull(1)));
static void log_(const char *format, ...) { (void)format; }
struct __attribute__((unused)) s { int x __attribute__((deprecated)); };
enum __attribute__((unused)) e { one __attribute__((unused)) = 1 };
typedef int number __attribute__((unused));
static int (__attribute__((unused)) *p)(int) = g;
static int * __attribute__((unused)) q = &a;
extern void *allocate(unsigned long) __attribute__((malloc, alloc_size(1), nothrow, leaf));
__attribute__(()) static int empty;
__attribute__((__no_such_attribute__(1, "x"))) static int unknown = 4;
static inline __attribute__((always_inline)) int always(int x) { return x + 1; }

int main(void)
{
    int local __attribute__((unused)) = 5;
    switch (g(1)) {
    case 1:
        a++;
        __attribute__((fallthrough));
    case 2:
        a++;
    }
    goto end;
end: __attribute__((unused));
    number n = f(0);
    log_("%d", n);
    CHECK(a == 3 && n == 3 && p(7) == 7 && *q == 3 && b == 0 && c == 2 && empty == 0 && unknown == 4 && always(1) == 2);
    return 0;
}
