//! what: nullptr and nullptr_t (C23 6.4.4.6, 7.21.2)
//! flags: -std=c2x
//! unless: musl its va_start is a macro of two arguments
//! unless: gcc Debian 12 has gcc 12, which lacks this part of C23
//! unless: clang Debian 12 has clang 14, which lacks this part of C23
#include "../check.h"
#include <stdarg.h>
#include <stddef.h>

static int *global = nullptr;

static int is_null(const void *p, ...)
{
    va_list ap;
    va_start(ap);
    void *second = va_arg(ap, void *);
    va_end(ap);
    return p == nullptr && second == nullptr;
}

int main(void)
{
    nullptr_t n = nullptr;
    char *p = n;
    bool truth = nullptr;
    CHECK(p == nullptr && n == nullptr && !n && !truth && !global && !nullptr);
    CHECK(_Generic(nullptr, nullptr_t: 1, void *: 2, default: 3) == 1);
    CHECK(_Generic(1 ? nullptr : p, char *: 1, default: 2) == 1);
    CHECK(sizeof(nullptr_t) == sizeof(char *) && alignof(nullptr_t) == alignof(char *));
    CHECK(is_null(nullptr, nullptr));
    int (*function)(void) = nullptr;
    CHECK(!function && (void *)nullptr == p && (nullptr ? 0 : 1));
    return 0;
}
