//! what: transparent unions as parameters take any member's type and are passed as the first (GNU C)
#include "../check.h"

typedef union { int *ip; const char *cp; void *vp; } any __attribute__((transparent_union));
static int first(any a) { return *a.ip; }
static int first_char(any a, int n) { return a.cp[n]; }
static int (*pointer)(any) = first;

int main(void)
{
    int x = 7;
    const char *text = "abc";
    CHECK(first(&x) == 7 && first_char(text, 1) == 'b' && pointer(&x) == 7);
    void *v = &x;
    CHECK(first(v) == 7 && first_char("xyz", 2) == 'z');
    char letters[] = "xyz"; /* a pointer to what a member points to, less qualified */
    CHECK(first_char(letters, 1) == 'y');
    any a = { .ip = &x };
    CHECK(first(a) == 7);
    return 0;
}
