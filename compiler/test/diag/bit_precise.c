_BitInt(0) zero; // error: '_BitInt' of 0 bits
_BitInt(-3) negative; // error: '_BitInt' of -3 bits
_BitInt(1) one; // error: signed '_BitInt' of one bit
unsigned _BitInt(1) fine;
_BitInt(129) wide; // error: '_BitInt' types of more than 128 bits are not supported yet
int n;
_BitInt(n) variable; // error: width of '_BitInt' is not an integer constant expression
long _BitInt(8) both; // error: these type specifiers cannot be combined
_Atomic _BitInt(8) atomic; // error: atomic '_BitInt' types are not supported yet
enum e : _BitInt(8) { A }; // error: the type of an enumeration must be an integer type, not '_BitInt(8)'
struct s {
    _BitInt(8) a : 9; // error: width of 'a' exceeds its type: 9 bits in '_BitInt(8)'
};
_Static_assert(340282366920938463463374607431768211456uwb, ""); // error: integer constant is too large for its type
_BitInt(8) *pointer;
int *other = (_BitInt(8) *)0; // warning: initialization from incompatible pointer type: expected 'int *' but got '_BitInt(8) *' [-Wincompatible-pointer-types]
