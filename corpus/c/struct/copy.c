//! what: assignment copies structures of all sizes, also through pointers, nested and from calls (C11 6.5.16.1)
#include "../check.h"

#define SIZES(X) X(1) X(2) X(3) X(4) X(5) X(7) X(8) X(9) X(12) X(15) X(16) X(17) X(24) X(31) X(32) X(33) X(63) X(64) X(65) X(100) X(128) X(200) X(1000) X(5000)

#define CASE(n)                                                 \
    static int copy_##n(void)                                   \
    {                                                           \
        struct s { unsigned char bytes[n]; };                   \
        struct { unsigned char before; struct s s; unsigned char after; } guard = { 77, { { 0 } }, 88 }; \
        struct s from, *p = &guard.s;                           \
        for (int i = 0; i < n; i++)                             \
            from.bytes[i] = i * 7 + 1;                          \
        *p = from;                                              \
        for (int i = 0; i < n; i++)                             \
            CHECK(guard.s.bytes[i] == (unsigned char)(i * 7 + 1)); \
        CHECK(guard.before == 77 && guard.after == 88);         \
        struct s other = *p, array[2];                          \
        array[1] = array[0] = other;                            \
        for (int i = 0; i < n; i++)                             \
            CHECK(array[1].bytes[i] == from.bytes[i]);          \
        from = from;                                            \
        CHECK(from.bytes[n - 1] == (unsigned char)((n - 1) * 7 + 1)); \
        return 0;                                               \
    }
SIZES(CASE)
#define CALL(n) RUN(copy_##n());

int main(void)
{
    SIZES(CALL)
    return 0;
}
