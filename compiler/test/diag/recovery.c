// flags: -std=c11 -pedantic-errors
typeof(1) strict; // error: expected a parameter declaration before '1'
unknown first(int x) { return x; } // error: unknown type name 'unknown'
unknown *second(unknown *p) { return p; }
int brackets[(int)(1.5 + 1)]; // error: size of array is not an integer constant expression; folding it is an extension
static int tentative[]; // error: ISO C forbids the tentative definition of 'tentative' with internal linkage and incomplete type // warning: array 'tentative' assumed to have one element // warning: 'tentative' defined but not used
static int missing(void); // error: 'missing' used but never defined
int incomplete(int x[][]); // error: array has elements of incomplete type 'int []'
int aligned(void) { return _Alignof(int[]); } // error: invalid application of '_Alignof' to incomplete type 'int []'
int one_each(int x)
{
    x ? ; // error: expected an expression before ';'
    x => 1; // error: expected an expression before '>'
    x = sizeof int; // error: expected an expression before 'int'
    for (;;;); // error: expected an expression before ';'
#define IDENTITY(a) a
    x = 1 + IDENTITY(
#if 1 // error: a directive within the arguments of a macro is not portable
        x
#endif // error: a directive within the arguments of a macro is not portable
    );
    return missing() + first(x) + (int)
} // error: expected an expression before '}'
