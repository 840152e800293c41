//! what: the compiler's own headers: limits, float, stddef, stdint, stdbool, iso646, stdalign agree with the types (C11 clause 7)
#include "../check.h"
#include <float.h>
#include <iso646.h>
#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

int main(void)
{
    CHECK(CHAR_BIT == 8 and SCHAR_MIN == -128 and UCHAR_MAX == 255 and CHAR_MIN == SCHAR_MIN and SHRT_MIN == -32768 and USHRT_MAX == 65535);
    CHECK(INT_MAX == 2147483647 and INT_MIN == -INT_MAX - 1 and UINT_MAX == 4294967295u and LONG_MAX == 0x7fffffffffffffff and ULONG_MAX == ~0ul);
    CHECK(LLONG_MIN == -9223372036854775807LL - 1 and ULLONG_MAX == ~0ull);
    CHECK(FLT_RADIX == 2 and FLT_MANT_DIG == 24 and DBL_MANT_DIG == 53 and LDBL_MANT_DIG == 64 and DBL_DIG == 15 and LDBL_MAX_EXP == 16384);
    CHECK(FLT_MAX == 0x1.fffffep127f and DBL_MAX == 0x1.fffffffffffffp1023 and DBL_MIN == 0x1p-1022 and DBL_EPSILON == 0x1p-52);
    CHECK(LDBL_MAX == 0x1.fffffffffffffffep16383L and LDBL_MIN == 0x1p-16382L and LDBL_EPSILON == 0x1p-63L and FLT_TRUE_MIN == 0x1p-149f);
    CHECK(DECIMAL_DIG == 21 and DBL_DECIMAL_DIG == 17 and FLT_DECIMAL_DIG == 9 and FLT_ROUNDS == 1);
    CHECK(sizeof(int8_t) == 1 and sizeof(uint16_t) == 2 and sizeof(int32_t) == 4 and sizeof(intmax_t) == 8 and sizeof(uintptr_t) == 8);
    CHECK(INT64_MAX == LONG_MAX and UINT32_C(5) == 5u and INT64_C(5) == 5L and SIZE_MAX == ~0ul and PTRDIFF_MIN == LONG_MIN and UINT8_MAX == 255);
    CHECK(true == 1 and false == 0 and sizeof(bool) == 1 and sizeof(wchar_t) == 4 and sizeof(size_t) == 8 and sizeof(max_align_t) == 32);
    CHECK(NULL == 0 and offsetof(struct { char c; long l; }, l) == 8 and _Alignof(max_align_t) == 16);
    bool b = not true or (5 bitand 4);
    CHECK(b and (b xor 3) == 2 and compl 0 == -1);
    return 0;
}
