//! part
signed char low_char(long x) { return x; }
unsigned char low_uchar(long x) { return x; }
short low_short(long x) { return x; }
unsigned short low_ushort(long x) { return x; }
_Bool truth(long x) { return x; }
int low_int(long x) { return x; }
unsigned low_unsigned(long x) { return x; }
int sum_chars(char a, signed char b, unsigned char c, short d, unsigned short e) { return a + b + c + d + e; }
