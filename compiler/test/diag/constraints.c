// flags: -Wno-unused
struct field { _Alignas(8) int a : 3; }; // error: '_Alignas' on a bit-field
_Alignas(1) int less; // error: '_Alignas' cannot reduce the alignment of 'int' to 1
struct small { _Alignas(2) long x; }; // error: '_Alignas' cannot reduce the alignment of 'long' to 2
typedef _Alignas(8) int type; // error: '_Alignas' on a typedef
_Alignas(8) void function(void); // error: '_Alignas' on a function
void parameter(_Alignas(8) int x); // error: '_Alignas' on a parameter
inline int main(void) // warning: 'main' is declared 'inline'
{
    _Alignas(8) register int r = 1; // error: '_Alignas' on a 'register' object
    for (static int i = 0; i < 3; i++) // error: declaration of static variable 'i' in a 'for' loop's initial declaration
        ;
    for (extern int e; r;) // error: declaration of 'extern' variable 'e' in a 'for' loop's initial declaration
        r = 0;
    for (int f(void); r;) // error: declaration of non-variable 'f' in a 'for' loop's initial declaration
        r = 0;
    struct s *p = 0;
    struct bits { int b : 3; } bits = {1};
    r = _Alignof(bits.b); // error: '_Alignof' applied to a bit-field
    r = _Generic(r, struct s: 1, default: 2); // error: '_Generic' association has incomplete type 'struct s'
    r = _Generic(r, int(void): 1, default: 2); // error: '_Generic' association has function type 'int (void)'
    r = _Generic(r, int[]: 1, default: 2); // error: '_Generic' association has incomplete type 'int []'
    return p == 0;
}
const char *name = "\u0041"; // error: '\u0041' is not a valid universal character
int names(a, b); // warning: parameter names without types in a declaration of a function
int twice(a, a) int a; { return a; } // error: redefinition of parameter 'a' // warning: type of 'a' defaults to 'int'
void unknown_types(void)
{
    nowhere x = 1, *y; // error: unknown type name 'nowhere'
    x++;
    *y = x;
    nowhere again;
}
