// flags: -std=c23 -Wno-unused
constexpr int missing; // error: constexpr 'missing' needs an initializer
int call(void);
constexpr int computed = call(); // error: initializer element is not a compile-time constant
constexpr unsigned char narrow = 256; // error: constexpr initializer does not fit 'unsigned char'
constexpr int *pointer = &(int){1}; // error: constexpr pointer 'pointer' is not null
extern constexpr int elsewhere = 1; // error: 'constexpr' on an 'extern' declaration // warning: 'elsewhere' initialized and declared 'extern'
int number = nullptr; // error: incompatible types when initializing type 'int' using type 'nullptr_t'
auto nothing; // error: 'nothing' needs an initializer, as its type is deduced
void deduced(auto x); // error: the type of a parameter cannot be deduced
int old(a) int a; { return a; } // warning: definitions with parameter names only are no longer C
enum small : char { BIG = 1000 }; // error: the value of enumerator 'BIG' does not fit 'char'
enum real : float { R }; // error: the type of an enumeration must be an integer type, not 'float'
struct s { int x; }; // note: originally defined here
struct s { long x; }; // error: redefinition of 'struct s' with other members
enum e { A }; // note: originally defined here
enum e { A, B }; // error: redefinition of 'enum e' with other enumerators
static_assert(false, "no"); // error: static assertion failed: "no"
int f(void)
{
    constexpr int c = 1; // note: declared here
    c = 2; // error: assignment of read-only variable 'c'
    int i = nullptr + 1; // error: arithmetic on a pointer to incomplete type
    i = (int)nullptr; // error: cannot convert 'nullptr_t' to 'int'
    i = nullptr < nullptr; // error: invalid operands
    true = 1; // error: lvalue required
    return i;
}
