//! what: _Generic: matching by compatible type after lvalue conversion, default, nesting, no evaluation (C11 6.5.1.1)
#include "../check.h"

#define NAME(x) _Generic((x), char: "char", signed char: "signed char", unsigned char: "unsigned char", short: "short", \
    int: "int", unsigned: "unsigned", long: "long", unsigned long: "unsigned long", long long: "long long",               \
    float: "float", double: "double", long double: "long double", char *: "char *", const char *: "const char *",          \
    void *: "void *", int (*)(void): "function", struct s: "struct", default: "other")

struct s { int a; };
static int f(void) { return 1; }
static int calls;
static int touch(void) { return ++calls; }
static double cube_d(double x) { return x * x * x; }
static int cube_i(int x) { return x * x * x; }
#define cube(x) _Generic((x), double: cube_d, int: cube_i)(x)
static int same(const char *a, const char *b) { while (*a && *a == *b) a++, b++; return *a == *b; }

int main(void)
{
    char c = 0;
    const int ci = 0;
    char array[3];
    const char *text = "";
    struct s s = { 1 };
    CHECK(same(NAME(c), "char") && same(NAME('c'), "int") && same(NAME((short)1), "short") && same(NAME(1ul), "unsigned long"));
    CHECK(same(NAME(ci), "int") && same(NAME(array), "char *") && same(NAME(text), "const char *") && same(NAME("x"), "char *"));
    CHECK(same(NAME(f), "function") && same(NAME(&f), "function") && same(NAME(s), "struct") && same(NAME(&s), "other"));
    CHECK(same(NAME(1.0f), "float") && same(NAME(1.0L), "long double") && same(NAME(c + 1L), "long") && same(NAME((void *)0), "void *"));
    CHECK(_Generic(touch(), int: 5, default: 6) == 5 && calls == 0);
    CHECK(_Generic(1, default: touch(), int: 2) == 2 && calls == 0);
    CHECK(cube(3) == 27 && cube(1.5) == 3.375);
    int lvalue = 1;
    _Generic(0, int: lvalue) = 7;
    CHECK(lvalue == 7);
    CHECK(_Generic(&array, char (*)[3]: 1, default: 0) && _Generic(&ci, const int *: 1, int *: 2) == 1);
    CHECK(_Generic(_Generic(1, int: 1.0), double: 1, default: 0));
    return 0;
}
