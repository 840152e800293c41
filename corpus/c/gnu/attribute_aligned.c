//! what: __attribute__((aligned)) on variables, types, members, typedefs and locals (GNU C)
#include "../check.h"
#include <stdint.h>

static char a __attribute__((aligned(128)));
static __attribute__((aligned(32))) char b, c;
typedef int aligned_int __attribute__((aligned(16)));
struct s { char c; aligned_int i; };
struct t { char c; int i __attribute__((aligned(8))); char d; };
struct u { int x; } __attribute__((aligned));
static struct t array[3] __attribute__((aligned(64)));

static int recursive(int n)
{
    char x[3] __attribute__((aligned(16))), y;
    char z __attribute__((aligned(64)));
    y = n;
    z = n;
    CHECK(((uintptr_t)x & 15) == 0 && ((uintptr_t)&z & 63) == 0 && y == z);
    return n ? recursive(n - 1) : 0;
}

int main(void)
{
    CHECK(((uintptr_t)&a & 127) == 0 && ((uintptr_t)&b & 31) == 0 && ((uintptr_t)&c & 31) == 0 && &b != &c);
    CHECK(sizeof(struct s) == 32 && __builtin_offsetof(struct s, i) == 16 && _Alignof(aligned_int) == 16 && sizeof(aligned_int) == 4);
    CHECK(sizeof(struct t) == 16 && __builtin_offsetof(struct t, i) == 8 && _Alignof(struct t) == 8);
    CHECK(_Alignof(struct u) == 16 && sizeof(struct u) == 16 && ((uintptr_t)array & 63) == 0 && (char *)&array[1] - (char *)array == 16);
    RUN(recursive(4));
    return 0;
}
