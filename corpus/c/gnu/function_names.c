//! what: __func__, __FUNCTION__ and __PRETTY_FUNCTION__ (C11 6.4.2.2, GNU C)
#include "../check.h"
#include <string.h>

static const char *name(void) { return __func__; }
static int a_longer_name(void)
{
    static const char *saved;
    saved = __FUNCTION__;
    CHECK(sizeof __func__ == sizeof "a_longer_name" && strcmp(saved, "a_longer_name") == 0);
    {
        const char *p = __func__;
        CHECK(p == __func__);
    }
    return strcmp(__PRETTY_FUNCTION__, "a_longer_name") == 0 || strcmp(__PRETTY_FUNCTION__, "int a_longer_name(void)") == 0 ? 0 : 1;
}

int main(void)
{
    CHECK(strcmp(name(), "name") == 0 && strcmp(__func__, "main") == 0 && name() == name());
    RUN(a_longer_name());
    CHECK(_Generic(&__func__[0], const char *: 1, default: 0) && __func__[0] == 'm');
    return 0;
}
