//! what: __builtin_memcpy and kin behave as the library functions (GNU C)
#include "../check.h"

int main(void)
{
    char a[32], b[32];
    volatile unsigned long n = 10;
    CHECK(__builtin_memset(a, 'x', sizeof a) == a && a[31] == 'x');
    CHECK(__builtin_memcpy(b, "hello world", 12) == b && __builtin_strcmp(b, "hello world") == 0 && __builtin_strlen(b) == 11);
    CHECK(__builtin_memcmp(b, "hello", 5) == 0 && __builtin_memcmp(b, "hellp", 5) < 0 && __builtin_strlen("four") == 4);
    CHECK(__builtin_memmove(b + 2, b, n) == b + 2 && b[2] == 'h' && b[11] == 'l' && b[0] == 'h');
    CHECK(__builtin_strcpy(a, "abc") == a && __builtin_strcat(a, "def") == a && __builtin_strcmp(a, "abcdef") == 0);
    CHECK(__builtin_strchr(a, 'd') == a + 3 && __builtin_strncmp(a, "abx", 2) == 0 && __builtin_strncpy(b, "zz", 4) == b && b[3] == 0);
    CHECK(__builtin_memchr(a, 'c', 6) == a + 2 && __builtin_strrchr("a.b.c", '.')[1] == 'c' && __builtin_strstr(a, "cd") == a + 2);
    CHECK(__builtin_abs(-5) == 5 && __builtin_labs(-6L) == 6 && __builtin_fabs(-1.5) == 1.5 && __builtin_llabs(-7LL) == 7);
    CHECK(__builtin_copysign(2.0, -1.0) == -2 && __builtin_fabsf(-2.5f) == 2.5f && __builtin_fabsl(-0.1L) == 0.1L);
    struct { char c; int array[3]; } s;
    __builtin_memset(&s, 0, sizeof s);
    CHECK(s.array[2] == 0 && __builtin_offsetof(typeof(s), array[2]) == 12);
    unsigned bits;
    float f = 1.0f;
    __builtin_memcpy(&bits, &f, sizeof bits);
    CHECK(bits == 0x3f800000);
    CHECK(sizeof(__builtin_strlen("")) == 8);
    return 0;
}
