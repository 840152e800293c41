// flags: -Wconversion -Wcast-qual -Wcast-align=strict -Wwrite-strings -Wredundant-decls -Wmissing-prototypes -Wnested-externs -Wold-style-definition -Wstrict-prototypes -Wswitch-default -Wswitch-enum -Wfloat-equal -Wdouble-promotion -Wbad-function-cast -Wlogical-op -Winit-self -Wformat=2 -Wunused-const-variable -Wno-unused-variable -Wexpansion-to-defined
int printf(const char *, ...);
double real(void); // note: previous declaration
double real(void); // warning: redundant redeclaration of 'real' [-Wredundant-decls]
int unlisted(); // warning: function declaration of 'unlisted' is not a prototype [-Wstrict-prototypes]
int undeclared(int x) { return x; } // warning: no previous prototype for 'undeclared' [-Wmissing-prototypes]
static int old(x) int x; { return x; } // warning: old-style function definition [-Wold-style-definition]
static const int unread = 1; // warning: 'unread' defined but not used [-Wunused-const-variable]
enum e { A, B };
#define HAS defined(unlisted) // warning: this use of "defined" may not be portable [-Wexpansion-to-defined]
#if HAS // note: in expansion of macro 'HAS'
#endif
static unsigned conversions(int i, unsigned u, long l, double d, float f, unsigned char c)
{
    i = l; // warning: conversion from 'long' to 'int' may change value [-Wconversion]
    i = u; // warning: conversion to 'int' from 'unsigned int' may change the sign of the result [-Wsign-conversion]
    u = i; // warning: conversion to 'unsigned int' from 'int' may change the sign of the result
    u = -1; // warning: unsigned conversion from 'int' to 'unsigned int' changes value from '-1' to '4294967295'
    i = d; // warning: conversion from 'double' to 'int' may change value [-Wfloat-conversion]
    f = d; // warning: conversion from 'double' to 'float' may change value
    f = i; // warning: conversion from 'int' to 'float' may change value
    c = i; // warning: conversion from 'int' to 'unsigned char' may change value
    c = i & 0xff, c = (unsigned char)i, l = i, d = f, d = i, u = c, i = c, u = u >> 3, c = u >> 24, f = 1, i = 'a', u = 5;
    c = i > 3;
    d = f * 2.0; // warning: implicit conversion from 'float' to 'double' to match other operand of binary expression [-Wdouble-promotion]
    i += d == 1.0; // warning: comparing floating-point with '==' is unsafe [-Wfloat-equal]
    i += (int)real(); // warning: cast from function call of type 'double' to non-matching type 'int' [-Wbad-function-cast]
    i += i && i; // warning: logical 'and' of equal expressions [-Wlogical-op]
    return u + (unsigned)i;
}
static char *pointers(const int *p, char *s, float f)
{
    extern int outside; // warning: nested extern declaration of 'outside' [-Wnested-externs]
    int *q = (int *)p; // warning: cast discards 'const' qualifier from pointer target type [-Wcast-qual]
    q = (int *)s; // warning: cast increases required alignment of target type [-Wcast-align=strict]
    char *t = "abc"; // warning: initialization discards 'const' qualifier from a string literal [-Wwrite-strings]
    int self = self; // warning: 'self' is initialized with itself [-Winit-self]
    printf(s); // warning: format not a string literal and no format arguments [-Wformat-security]
    printf(s, 1); // warning: format not a string literal, argument types not checked [-Wformat-nonliteral]
    printf("%g\n", f); // warning: implicit conversion from 'float' to 'double' when passing argument 2 [-Wdouble-promotion]
    *q = outside + self;
    return t;
}
int main(void)
{
    enum e x = old(1) ? A : B;
    switch (x) { // warning: switch missing default case [-Wswitch-default]
    case A: case B: break;
    }
    switch (x) { // warning: enumeration value 'B' not handled in switch [-Wswitch-enum]
    case A: break;
    default: break;
    }
    return conversions(1, 2, 3, 4, 5, 6) && pointers(0, 0, 1);
}
