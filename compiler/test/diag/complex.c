_Complex __int128 integers; // error: complex numbers of '__int128' are not supported yet
_Complex _Bool truth; // error: there is no complex type of '_Bool'
typedef _Complex float real_mode __attribute__((mode(DF))); // error: attribute 'mode' of a real number on type '_Complex float'
typedef float complex_mode __attribute__((mode(DC))); // error: attribute 'mode' of a complex number on type 'float'
_Complex int twice = 1ii; // error: invalid suffix 'ii' on integer constant
double bad = 1.0ii; // error: invalid suffix 'ii' on floating constant
double worse = 1.0fif; // error: invalid suffix 'fif' on floating constant
struct s { int i; };
int operators(double _Complex z, float _Complex f, struct s s, int *p)
{
    z < f; // error: invalid operands to binary '<' (have '_Complex double' and '_Complex float')
    1 >= z; // error: invalid operands to binary '>=' (have 'int' and '_Complex double')
    z % 2; // error: invalid operands to binary '%' (have '_Complex double' and 'int')
    z << 1; // error: invalid operands to binary '<<' (have '_Complex double' and 'int')
    z & 1; // error: invalid operands to binary '&' (have '_Complex double' and 'int')
    z |= 1; // error: invalid operands to binary '|=' (have '_Complex double' and 'int')
    p + z; // error: invalid operands to binary '+' (have 'int *' and '_Complex double')
    p[z]; // error: array subscript of type '_Complex double' is not an integer
    (int *)z; // error: cannot convert '_Complex double' to 'int *'
    (double _Complex)p; // error: cannot convert 'int *' to '_Complex double'
    z = s; // error: incompatible types when assigning to type '_Complex double' from type 'struct s'
    z == p; // error: invalid operands to binary '==' (have '_Complex double' and 'int *')
    __real__ s; // error: wrong type argument 'struct s' to '__real__'
    __imag__ p; // error: wrong type argument 'int *' to '__imag__'
    __imag__ 3.0 = 1; // error: lvalue required as operand of assignment
    __real__ (z + 1) = 1; // error: lvalue required as operand of assignment
    __builtin_complex(1.0, 2.0f); // error: arguments of '__builtin_complex' have types 'double' and 'float', not one real floating type
    __builtin_complex(1.0); // error: too few arguments to '__builtin_complex': expected 2, have 1
    switch (z) { } // error: switch quantity of type '_Complex double' is not an integer
    double _Complex two = {1, 2}; // warning: excess elements in scalar initializer
    static double _Complex variable = 1.0 + z; // error: initializer element is not a compile-time constant
    const double _Complex fixed = 1;
    __real__ fixed = 1; // error: assignment of read-only
    z + 1; // warning: value computed is not used [-Wunused-value]
    (void)two, (void)variable;
    return z;
}
