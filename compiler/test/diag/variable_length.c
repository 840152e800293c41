// flags: -Wvla
int n;
int at_file_scope[n]; // error: variably modified 'at_file_scope' at file scope // warning: ISO C90 forbids variable length array 'at_file_scope' [-Wvla]
int (*pointer)[n]; // error: variably modified 'pointer' at file scope // warning: ISO C90 forbids variable length array 'pointer' [-Wvla]
typedef int named[n]; // error: variably modified 'named' at file scope // warning: ISO C90 forbids variable length array 'named' [-Wvla]
int (*result(void))[n]; // error: variably modified 'result' at file scope // warning: ISO C90 forbids variable length array 'result' [-Wvla]
void prototype(int m, int a[*], int b[m][*]); // warning: ISO C90 forbids variable length array 'b' [-Wvla]
void stars(int m, int (*f)(int a[*])) { (void)m; (void)f; }
void defined(int a[*]) { (void)a; } // error: '[*]' not allowed in other than function prototype scope
void types(int m)
{
    static int a[m]; // error: storage size of 'a' is not constant // warning: ISO C90 forbids variable length array 'a' [-Wvla]
    extern int b[m]; // error: object 'b' with variably modified type must have no linkage // warning: ISO C90 forbids variable length array 'b' [-Wvla]
    extern int (*c)[m]; // error: object 'c' with variably modified type must have no linkage // warning: ISO C90 forbids variable length array 'c' [-Wvla]
    int (*d(void))[m]; // error: function 'd' declared with variably modified type // warning: ISO C90 forbids variable length array 'd' [-Wvla]
    int e[*]; // error: '[*]' not allowed in other than function prototype scope // warning: unused variable 'e' [-Wunused-variable]
    int f[m] = {1}; // error: variable-sized object may not be initialized // warning: ISO C90 forbids variable length array 'f' [-Wvla]
    struct { int g[m]; } s; // error: member 'g' of a structure or union cannot have a variably modified type // warning: ISO C90 forbids variable length array 'g' [-Wvla]
    (void)(int[m]){1}; // error: compound literal has variable size // warning: ISO C90 forbids variable length array [-Wvla]
    typedef int T[3]; // note: previous declaration of 'T' is here // warning: typedef 'T' locally defined but not used
    typedef int T[m]; // error: redefinition of typedef 'T' with variably modified type // warning: ISO C90 forbids variable length array 'T' [-Wvla]
    (void)_Generic(m, int(*)[m]: 1, default: 2); // error: '_Generic' association has variable length type 'int (*)[*]' // warning: ISO C90 forbids variable length array [-Wvla]
    static int h = sizeof(int[m]); // error: initializer element is not a compile-time constant // warning: ISO C90 forbids variable length array [-Wvla]
    enum { i = sizeof(int[m]) }; // error: enumerator value is not an integer constant expression // warning: ISO C90 forbids variable length array [-Wvla]
    int (*j)[3][m], (*k)[4][m]; // warning: ISO C90 forbids variable length array 'j' [-Wvla] // warning: ISO C90 forbids variable length array 'k' [-Wvla] // warning: variable 'j' set but not used
    j = k; // warning: assignment from incompatible pointer type: expected 'int (*)[3][*]' but got 'int (*)[4][*]' [-Wincompatible-pointer-types]
    j = (void *)&m;
    int l[m][m]; // warning: ISO C90 forbids variable length array 'l' [-Wvla] // warning: ISO C90 forbids variable length array 'l' [-Wvla]
    l = 0; // error: assignment to expression of array type
    l[0] = l[1]; // error: assignment to expression of array type
    (void)(int[m])l; // error: cast specifies array type 'int [*]' // warning: ISO C90 forbids variable length array [-Wvla]
    (void)h, (void)s;
    int o[m + 1.5]; // error: size of array has non-integer type 'double' // warning: unused variable 'o' [-Wunused-variable]
    __builtin_va_list ap;
    (void)__builtin_va_arg(ap, int[m]); // error: 'va_arg' of array type 'int [*]' is not supported yet // warning: ISO C90 forbids variable length array [-Wvla]
    (void)__builtin_alloca_with_align(4, 24); // error: second argument of '__builtin_alloca_with_align' must be a constant power of two
}
int jumps(int m)
{
    goto in; // error: jump into scope of identifier with variably modified type
    {
        char a[m]; // note: 'a' declared here // warning: ISO C90 forbids variable length array 'a' [-Wvla]
        a[0] = 1;
    in: // note: label 'in' defined here
        a[0] = 2;
        goto within;
    within:
        goto out;
    }
out:
    goto past; // error: jump into scope of identifier with variably modified type
    typedef char t[m]; // note: 't' declared here // warning: ISO C90 forbids variable length array 't' [-Wvla]
past:; // note: label 'past' defined here
    switch (m) { // note: switch starts here
    case 1:;
        t *pointer = 0; // note: 'pointer' declared here
        (void)pointer;
    case 2: // error: switch jumps into scope of identifier with variably modified type
        break;
    }
    switch (m) {
    case 1: {
        char b[m]; // warning: ISO C90 forbids variable length array 'b' [-Wvla]
        return b[0];
    }
    default: return sizeof(t[2]);
    }
}
int only_forward(int m; int a[m]); // error: parameter 'm' has just a forward declaration // warning: ISO C90 forbids variable length array 'a' [-Wvla]
int other_type(int m; int a[m], long m); // error: parameter 'm' does not have the type of its forward declaration // warning: ISO C90 forbids variable length array 'a' [-Wvla]
