// flags: -std=c99 -pedantic -Wno-unused -Wno-missing-field-initializers -Wno-main
struct empty {}; // warning: ISO C forbids structures without members [-Wpedantic]
union none {}; // warning: ISO C forbids unions without members
struct extra { int x;; }; // warning: ISO C forbids an extra ';' in a structure or union
struct unnamed { struct { int x; }; }; // warning: ISO C99 does not support unnamed structures and unions
union flexible { int n; int a[]; }; // warning: ISO C forbids flexible array members in a union
struct tail { int n; int a[]; };
struct tail tails[2]; // warning: ISO C forbids arrays of structures with a flexible array member
int zero[0]; // warning: ISO C forbids arrays of no elements
__extension__ int quiet[0];
struct { int x; }; // warning: unnamed structure or union that declares nothing
enum later; // warning: ISO C forbids forward references to enumerations
enum big { BIG = 2147483648 }; // warning: ISO C99 does not support enumerators that are no 'int'
enum fold { FOLD = (int)(1.5 + 1) }; // warning: enumerator value is not an integer constant expression; folding it is an extension
typedef int same;
typedef int same; // warning: ISO C99 does not support the repetition of a typedef
_Static_assert(1, ""); // warning: ISO C99 does not support '_Static_assert'
_Noreturn void gone(void); // warning: ISO C99 does not support '_Noreturn'
_Thread_local int mine; // warning: ISO C99 does not support '_Thread_local'
_Alignas(8) int aligned; // warning: ISO C99 does not support '_Alignas'
__int128 wide; // warning: ISO C forbids '__int128' types
[[deprecated]] int old; // warning: ISO C99 does not support '[[...]]' attributes
int empty_braces[2] = {}; // warning: ISO C99 does not support empty initializers
int ranges[4] = {[0 ... 2] = 1}; // warning: ISO C forbids ranges in designators
struct point { int x, y; } colon = {x : 1}; // warning: ISO C forbids designators with ':'
int binary = 0b11; // warning: ISO C99 does not support binary constants
int escape = '\e'; // warning: ISO C forbids the escape sequence '\e'
void only(...); // warning: ISO C99 does not support '...' without a parameter before it
#define NAMED(rest...) rest // warning: ISO C does not permit named variadic macros [-Wvariadic-macros]
#define ONE(a, ...) a
int one = ONE(1); // warning: ISO C requires at least one argument for the '...' of a variadic macro
union u { int i; };
int pedantic_expressions(void *p, void (*f)(void), struct point s, int i)
{
    register int r[2] = {1, 2};
    p++; // warning: pointer to 'void' used in arithmetic [-Wpointer-arith]
    p = p + 1; // warning: pointer to 'void' used in arithmetic
    p -= 1; // warning: pointer to 'void' used in arithmetic
    i = (int)sizeof(void); // warning: invalid application of 'sizeof' to a void type
    i = (int)sizeof(pedantic_expressions); // warning: invalid application of 'sizeof' to a function type
    i = _Alignof i; // warning: ISO C99 does not support '_Alignof' // warning: ISO C forbids '_Alignof' of an expression
    i = ({ 1; }); // warning: ISO C forbids statement expressions
    i = __extension__({ 1; });
    i = i ?: 2; // warning: ISO C forbids omitting the middle operand of '?:'
    p = f; // warning: ISO C forbids conversion between a function pointer and 'void *'
    i = p == f; // warning: ISO C forbids comparison between a function pointer and 'void *'
    i = f < f; // warning: ISO C forbids ordered comparison of pointers to functions // warning: self-comparison always evaluates to false [-Wtautological-compare]
    i = (int *)p > 0; // warning: ISO C forbids ordered comparison of a pointer with zero
    s = (struct point)colon; // warning: ISO C forbids casting a structure or union to its own type
    union u x = (union u)i; // warning: ISO C forbids casts to a union type
    i = r[1]; // warning: ISO C forbids subscripting a 'register' array
    p = &&here; // warning: ISO C forbids taking the address of a label
    goto *p; // warning: ISO C forbids computed gotos
here:
    switch (i) {
    case 1 ... 3: // warning: ISO C forbids case ranges
        return _Generic(i, int: 1); // warning: ISO C99 does not support '_Generic'
    }
    return x.i + s.x;
}
