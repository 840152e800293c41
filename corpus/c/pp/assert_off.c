//! what: <assert.h> obeys NDEBUG at each inclusion (C11 7.2)
#include "../check.h"
#define NDEBUG
#include <assert.h>

static int calls;
static int touch(void) { return ++calls; }

static void silent(void) { assert(touch() == 100); }

#undef NDEBUG
#include <assert.h>

static void loud(void) { assert(touch() == 1); }

int main(void)
{
    silent();
    CHECK(calls == 0);
    loud();
    CHECK(calls == 1);
    return 0;
}
