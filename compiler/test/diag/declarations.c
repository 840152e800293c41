int a; // note: previous declaration of 'a' is here
float a; // error: conflicting types for 'a': 'float' after 'int'
static int b; // note: previous declaration of 'b' is here
int b; // error: non-static declaration of 'b' follows static declaration // warning: 'b' defined but not used [-Wunused-variable]
int c; // note: previous declaration of 'c' is here
static int c; // error: static declaration of 'c' follows non-static declaration
typedef int t; // note: previous declaration of 't' is here
typedef long t; // error: conflicting types for typedef 't': 'long' after 'int'
int t; // error: 't' redeclared as different kind of symbol
int f(int); // note: previous declaration of 'f' is here
int f(long); // error: conflicting types for 'f': 'int (long)' after 'int (int)'
int f(int x) { return x; } // note: previous definition of 'f' is here
int f(int x) { return x; } // error: redefinition of 'f'
struct s { int x; int x; }; // error: duplicate member 'x' // note: previous declaration is here // note: originally defined here
struct s { int y; }; // error: redefinition of 'struct s'
union s; // error: 's' defined as wrong kind of tag
enum e { A, B, A }; // error: redeclaration of enumerator 'A' // note: previous declaration is here // note: originally defined here
enum e { C }; // error: redefinition of 'enum e'
enum { }; // error: empty enumeration is invalid
struct incomplete v; // error: storage size of 'v' is not known: 'struct incomplete' is incomplete
struct incomplete *ok;
void w; // error: storage size of 'w' is not known: 'void' is incomplete
int negative[-1]; // error: size of array 'negative' is negative
int huge[1ll << 60]; // error: size of array 'huge' is too large
int real[1.5]; // error: size of array has non-integer type 'double'
int n = 3;
int variable[n]; // error: variably modified 'variable' at file scope
int function_array[3](void); // error: array of functions
int returns_array(void)[3]; // error: function returns an array
int returns_function(void)(void); // error: function returns a function
long long long too_long; // error: these type specifiers cannot be combined
short double odd; // error: these type specifiers cannot be combined
signed unsigned both; // error: these type specifiers cannot be combined
int int twice; // error: duplicate 'int'
static extern int two_classes; // error: multiple storage classes in declaration specifiers // warning: 'two_classes' defined but not used [-Wunused-variable]
auto int at_file_scope; // error: file-scope declaration of 'at_file_scope' specifies 'auto'
_Thread_local int tls; // note: previous declaration of 'tls' is here
int tls; // error: non-thread-local declaration of 'tls' follows thread-local declaration
struct { int bit : 40; int zero : 0; int neg : -1; float fb : 3; int ok : 3; } bits; // error: width of 'bit' exceeds its type: 40 bits in 'int' // error: zero width for bit-field 'zero' // error: negative width in bit-field 'neg' // error: bit-field 'fb' has invalid type 'float'
struct { int x; void f(void); int vla[n]; struct incomplete m; int flex[]; int after; } members; // error: member 'f' is declared as a function // error: member 'vla' of a structure or union cannot have a variably modified type // error: member 'm' has incomplete type 'struct incomplete' // error: flexible array member 'flex' is not at the end of the structure
int initialized = "string"; // warning: initialization makes integer from pointer without a cast: expected 'int' but got 'char *' [-Wint-conversion] // error: initializer element is not a compile-time constant
int *pointer = 5; // warning: initialization makes pointer from integer without a cast: expected 'int *' but got 'int' [-Wint-conversion]
char text[3] = "abcd"; // warning: initializer string for 'char [3]' is too long [-Wexcess-initializers]
int many[2] = { 1, 2, 3 }; // warning: excess elements in array initializer [-Wexcess-initializers]
struct s designated = { .nope = 1 }; // error: 'struct s' has no member named 'nope'
int outside[2] = { [5] = 1 }; // error: array index 5 is outside the bounds of 'int [2]'
int call(void);
int not_constant = call(); // error: initializer element is not a compile-time constant
int scalar = { 1, 2 }; // warning: excess elements in scalar initializer [-Wexcess-initializers]
static int unused_object; // warning: 'unused_object' defined but not used [-Wunused-variable]
static int unused_function(void) { return 1; } // warning: 'unused_function' defined but not used [-Wunused-function]
static int never_defined(void); // warning: 'never_defined' used but never defined [-Wundefined-internal]
int uses_never(void) { return never_defined(); }
inline int not_a_function; // error: variable 'not_a_function' declared 'inline'
_Noreturn int not_either; // error: variable 'not_either' declared '_Noreturn'
restrict int no_pointer; // error: invalid use of 'restrict' on type 'int'
_Alignas(3) int odd_alignment; // error: requested alignment 3 is not a power of two that is supported
_Static_assert(0, "message"); // error: static assertion failed: "message"
_Static_assert(sizeof(int) == 4, "fine");
_Static_assert(n, "not constant"); // error: expression in '_Static_assert' is not an integer constant expression
unknown_t u; // error: unknown type name 'unknown_t'
int missing_semicolon // error: expected '=', ',', ';', 'asm' or '__attribute__' before 'int'
int after_it;
int (unbalanced; // error: expected ')' of the declarator before ';'
int fine_again;
;
} // error: extraneous closing brace ('}')
int still_fine;
int vla_parameter(int n, int p[n], int q[*], int r[static 3]);
