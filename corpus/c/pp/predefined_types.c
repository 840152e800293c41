//! what: the predefined macros that name types and limits agree with the types (GNU C)
#include "../check.h"

int main(void)
{
    CHECK(__CHAR_BIT__ == 8);
    CHECK(__SIZEOF_INT__ == sizeof(int) && __SIZEOF_LONG__ == sizeof(long));
    CHECK(__SIZEOF_POINTER__ == sizeof(void *) && __SIZEOF_SHORT__ == sizeof(short));
    CHECK(__SIZEOF_LONG_LONG__ == sizeof(long long) && __SIZEOF_LONG_DOUBLE__ == sizeof(long double));
    CHECK(__SIZEOF_FLOAT__ == 4 && __SIZEOF_DOUBLE__ == 8);
    CHECK(__INT_MAX__ == 2147483647 && __LONG_MAX__ == 9223372036854775807L);
    CHECK(__SCHAR_MAX__ == 127 && __SHRT_MAX__ == 32767);
    CHECK(_Generic((__SIZE_TYPE__)0, unsigned long: 1, default: 0));
    CHECK(_Generic((__PTRDIFF_TYPE__)0, long: 1, default: 0));
    CHECK(_Generic((__WCHAR_TYPE__)0, int: 1, default: 0));
    CHECK(_Generic((__INT64_TYPE__)0, long: 1, default: 0));
    CHECK(_Generic((__UINT16_TYPE__)0, unsigned short: 1, default: 0));
    CHECK(_Generic((__CHAR32_TYPE__)0, unsigned int: 1, default: 0));
    CHECK(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__);
    return 0;
}
