// flags: -Wno-unused-value -Wno-unused-variable
typedef int v4si __attribute__((vector_size(16)));
typedef float v4sf __attribute__((vector_size(16)));
typedef struct { int x; } s __attribute__((vector_size(16))); // error: invalid vector type: elements of type 'struct <anonymous>'
typedef long double vl __attribute__((vector_size(32))); // error: vectors of 'long double' are not supported yet
typedef int v3 __attribute__((vector_size(12))); // error: vector size 12 is not the size of 'int' times a power of two
typedef char v2 __attribute__((vector_size(2))); // error: vectors of 2 bytes are not supported yet
typedef int v64 __attribute__((vector_size(256))); // error: vectors of 256 bytes are not supported yet
v4si a;
v4sf f;
int *p;
double d;
void uses(void)
{
    a + f; // error: invalid operands to binary '+' (have '__vector(4) int' and '__vector(4) float')
    a + p; // error: invalid operands to binary '+' (have '__vector(4) int' and 'int *')
    a + d; // error: invalid operands to binary '+' (have '__vector(4) int' and 'double')
    f % f; // error: invalid operands to binary '%' (have '__vector(4) float' and '__vector(4) float')
    f << 1; // error: invalid operands to binary '<<' (have '__vector(4) float' and 'int')
    ~f; // error: wrong type argument '__vector(4) float' to unary '~'
    a = f; // error: incompatible types when assigning to type '__vector(4) int' from type '__vector(4) float'
    (int)a; // error: cannot convert '__vector(4) int' to 'int', which is no vector or integer of the same size
    a && 1; // error: operand of type '__vector(4) int' where a scalar is required
    a[1.0]; // error: array subscript of type 'double' is not an integer
    __builtin_shuffle(a, f); // error: '__builtin_shuffle' wants vectors of one type and a mask of integers of the same size and number
    __builtin_shufflevector(a, a, 8); // error: index 1 of '__builtin_shufflevector' is not a constant from -1 to 7
    __builtin_convertvector(a, double); // error: '__builtin_convertvector' wants a vector, and the type of one with as many elements
    v4si many = {1, 2, 3, 4, 5}; // warning: excess elements in vector initializer
}
