// flags: -std=gnu89 -pedantic-errors -Wno-unused
_Bool truth; // error: ISO C90 does not support boolean types [-Wpedantic]
long long wide; // error: ISO C90 does not support 'long long' [-Wlong-long]
__extension__ long long quiet;
double hex = 0x1p3; // error: ISO C90 does not support hexadecimal floating constants
int designated[] = {[1] = 2}; // error: ISO C90 does not support designated initializers
struct flexible { int n; int a[]; }; // error: ISO C90 does not support flexible array members
int *literal = (int[]){1}; // error: ISO C90 does not support compound literals
#define VARIADIC(...) __VA_ARGS__ // error: ISO C90 does not support variadic macros [-Wvariadic-macros]
int excess[1] = {1, 2}; // error: excess elements in array initializer [-Wexcess-initializers]
int *pointer = 1; // error: initialization makes pointer from integer without a cast
const char *text = "\q"; // error: unknown escape sequence: '\q'
int;  // error: declaration does not declare anything
int mixed(void)
{
    int i = 1;
    i = implicit(i); // warning: implicit declaration of function
    int j; // error: ISO C90 does not support mixed declarations and code [-Wpedantic]
    j = i;
    return j;
}
