//! what: L, u, U and u8 strings: element types, encodings, surrogates, joining (C11 6.4.5p6)
#include "../check.h"
#include <string.h>
#include <uchar.h>
#include <wchar.h>

static const wchar_t wide[] = L"a\u20ac\U0001F600";
static const char16_t sixteen[] = u"a\u20ac\U0001F600";
static const char32_t thirty_two[] = U"a\u20ac\U0001F600";
static const char eight[] = u8"a\u20ac\U0001F600";

int main(void)
{
    CHECK(sizeof wide == 4 * 4 && wide[1] == 0x20ac && wide[2] == 0x1f600 && wide[3] == 0);
    CHECK(sizeof sixteen == 5 * 2 && sixteen[1] == 0x20ac && sixteen[2] == 0xd83d && sixteen[3] == 0xde00);
    CHECK(sizeof thirty_two == 4 * 4 && thirty_two[2] == 0x1f600);
    CHECK(sizeof eight == 9 && memcmp(eight, "a\xe2\x82\xac\xf0\x9f\x98\x80", 9) == 0);
    CHECK(sizeof(L"a" "b") == 12 && (L"a" "b")[1] == 'b' && ("a" L"b")[1] == L'b');
    CHECK(sizeof(u"x" u"y") == 6 && sizeof("x" U"y") == 12 && sizeof(u8"x" "y") == 3);
    CHECK(wcscmp(L"ab" L"cd", L"abcd") == 0);
    CHECK(L"\xffff"[0] == 0xffff && u"\x1234"[0] == 0x1234);
    return 0;
}
