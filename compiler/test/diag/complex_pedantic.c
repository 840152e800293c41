// flags: -pedantic -std=gnu89
_Complex plain; // warning: ISO C90 does not support complex types // warning: ISO C forbids plain '_Complex' meaning '_Complex double'
__extension__ _Complex quiet;
_Complex double unit = 1.0i; // warning: ISO C90 does not support complex types // warning: ISO C forbids imaginary constants
__extension__ _Complex double quiet_unit = 1.0i;
void conjugate(void) { plain = ~plain; } // warning: ISO C forbids '~' for the conjugate of a complex number
int forward(int n; int a[n], int n); // warning: ISO C forbids forward parameter declarations // warning: ISO C90 forbids variable length array 'a'
_Complex int integral; // warning: ISO C90 does not support complex types // warning: ISO C forbids complex integer types
__extension__ _Complex int quiet_integral = 3i;
