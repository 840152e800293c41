//! what: __builtin_types_compatible_p, __builtin_choose_expr and __builtin_constant_p (GNU C)
#include "../check.h"

struct s { int a; };
typedef int number;
enum e { one };
#define IS_ARRAY(a) (!__builtin_types_compatible_p(typeof(a), typeof(&(a)[0])))
#define COUNT(a) (sizeof(a) / sizeof((a)[0]) + 0 * sizeof(char[IS_ARRAY(a) ? 1 : -1]))
#define PICK(x) __builtin_choose_expr(__builtin_types_compatible_p(typeof(x), double), 2.5, "text")

static int calls;
static int touch(void) { return ++calls; }

int main(void)
{
    int array[7];
    const int c = 1;
    CHECK(__builtin_types_compatible_p(int, number) && !__builtin_types_compatible_p(int, unsigned) && !__builtin_types_compatible_p(int, long));
    CHECK(__builtin_types_compatible_p(const int, int) && !__builtin_types_compatible_p(const int *, int *));
    CHECK(__builtin_types_compatible_p(struct s, typeof((struct s){ 1 })) && __builtin_types_compatible_p(int[], int[5]));
    CHECK(!__builtin_types_compatible_p(char, signed char) && !__builtin_types_compatible_p(long, long long));
    CHECK(__builtin_types_compatible_p(typeof(&touch), int (*)(void)) && __builtin_types_compatible_p(typeof(c), int));
    CHECK(COUNT(array) == 7);
    CHECK(PICK(1.0) == 2.5 && PICK(1)[1] == 'e' && sizeof(PICK("")) == 5);
    CHECK(__builtin_choose_expr(1, 5, touch()) == 5 && __builtin_choose_expr(0, touch(), 6) == 6 && calls == 0);
    CHECK(__builtin_constant_p(1 + 2) && __builtin_constant_p(sizeof array) && __builtin_constant_p(2.5));
    volatile int v = 1;
    CHECK(!__builtin_constant_p(v) && !__builtin_constant_p(touch()) && calls == 0);
    static int at_file_scope_too = __builtin_constant_p(5) ? 50 : 60;
    CHECK(at_file_scope_too == 50);
    return 0;
}
