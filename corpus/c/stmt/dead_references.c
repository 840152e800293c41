//! what: what cannot be reached refers to nothing: link-time assertions by undefined functions
//! unless: clang at -O0 it keeps the bodies of while (0)
#include "../check.h"

int undefined_function(void);
extern int undefined_object;

static inline int never_called(void)
{
    return undefined_function() + undefined_object;
}

static int choose(int x)
{
    if (0) undefined_function();
    if (sizeof(int) != 4) undefined_function();
    while (0) undefined_function();
    for (; 0;) undefined_function();
    switch (sizeof(int)) {
    case 4: x++; break;
    case 8: undefined_function(); break;
    default: undefined_function();
    }
    switch (1) {
    case 0: undefined_function();
        for (;;) {
        case 1: x++; break;
        }
    }
    (void)(1 ? 0 : undefined_function());
    1 ? (void)0 : (void)undefined_function();
    x += 0 && undefined_function();
    x += 1 || undefined_function();
    do {
        if (!(sizeof(long) == 8)) undefined_function();
    } while (0);
    goto past;
    undefined_function();
past:
    return x;
    undefined_function();
}

/* Labels make dead code live again. */
static int revived(int x)
{
    if (x) goto inside;
    while (0) {
    inside:
        x += 10;
        if (x < 15) continue;
        x += 100;
    }
    for (; 0; x += 1000)
    again:
        x++;
    if (x < 13) goto again;
    return x;
}

int main(void)
{
    CHECK(choose(1) == 4);
    CHECK(revived(1) == 1012);
    CHECK(revived(6) == 116);
    return 0;
}
