int zero(int x) { return x / 0; } // warning: division by zero [-Wdiv-by-zero]
int modulo(int x) { return x % 0; } // warning: division by zero [-Wdiv-by-zero]
int shift(int x) { return x << 32; } // warning: shift count >= width of type 'int' [-Wshift-count-overflow]
int negative(int x) { return x >> -1; } // warning: shift count is negative [-Wshift-count-negative]
int overflow = 2147483647 + 1; // warning: integer overflow in expression of type 'int' results in '-2147483648' [-Woverflow]
unsigned fine = 4294967295u + 1;
char narrow = 300; // warning: conversion from 'int' to 'char' changes value from '300' to '44' [-Woverflow]
unsigned char wide = 256; // warning: conversion from 'int' to 'unsigned char' changes value from '256' to '0' [-Woverflow]
unsigned char minus = -1;
signed char mask = 0xff;
int too_large = 99999999999999999999; // error: integer constant is too large for its type
int huge_decimal_type = sizeof(9223372036854775808); // warning: integer constant is so large that it is unsigned
int bad_octal = 089; // error: invalid digit '8' in octal constant
int bad_suffix = 1xyz; // error: invalid suffix 'xyz' on integer constant
double bad_float = 1.5q7; // error: invalid suffix 'q7' on floating constant
int chars = 'ab'; // warning: multi-character character constant [-Wmultichar]
int empty = ''; // error: empty character constant
int escape = '\q'; // warning: unknown escape sequence: '\q'
char *hex = "\x"; // error: '\x' used with no following hex digits
int wide_char = L'xy'; // warning: character constant too long for its type
void compare(unsigned u, int i, long l)
{
    if (u < 0) { } // warning: comparison of unsigned expression in '< 0' is always false [-Wtype-limits]
    if (i < u) { } // warning: comparison of integer expressions of different signedness: 'int' and 'unsigned int' [-Wsign-compare]
    if (u == 5) { }
    if (l < u) { }
    if (&i == 0) { } // warning: the address of 'i' will never be NULL [-Waddress]
    i = i; // warning: 'i' is assigned to itself [-Wself-assign]
}
int *p1 = 1; // warning: initialization makes pointer from integer without a cast: expected 'int *' but got 'int' [-Wint-conversion]
int i1 = (int *)0; // warning: initialization makes integer from pointer without a cast: expected 'int' but got 'int *' [-Wint-conversion]
char *discards(const char *s) { return s; } // warning: return discards 'const' qualifier from pointer target type ('char *' from 'const char *') [-Wdiscarded-qualifiers]
int *incompatible(char *s) { return s; } // warning: return from incompatible pointer type: expected 'int *' but got 'char *' [-Wincompatible-pointer-types]
unsigned *signs(int *s) { return s; } // warning: pointer targets differ in signedness: return to 'unsigned int *' from 'int *' [-Wpointer-sign]
void *any(int *s) { return s; }
int *any_back(void *s) { return s; }
int from_pointer(int *s) { return s; } // warning: return makes integer from pointer without a cast: expected 'int' but got 'int *' [-Wint-conversion]
int narrow_pointer(int *s) { return (int)s; } // warning: cast from pointer to integer of different size ('int') [-Wpointer-to-int-cast]
int *widen(int i) { return (int *)i; } // warning: cast to pointer from integer of different size ('int') [-Wint-to-pointer-cast]

int crc(void) { return __builtin_ia32_crc32qi(1, 2); } // error: builtin function '__builtin_ia32_crc32qi' is not supported yet
