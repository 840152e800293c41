//! what: wide string functions and printf of wide characters (C11 7.29)
#include "../check.h"
#include <stdlib.h>
#include <wchar.h>
#include <wctype.h>

int main(void)
{
    wchar_t buffer[32];
    CHECK(wcslen(L"wide") == 4 && wcscmp(wcscpy(buffer, L"abc"), L"abc") == 0 && wcschr(buffer, L'b') == buffer + 1);
    CHECK(swprintf(buffer, 32, L"%d %ls %.1f", 5, L"x", 2.5) == 7 && wcscmp(buffer, L"5 x 2.5") == 0);
    CHECK(wcstol(L"123z", 0, 10) == 123 && towupper(L'a') == L'A' && iswdigit(L'5'));
    CHECK(wmemcmp(L"\x10000", L"\xffff", 1) > 0 && sizeof(wint_t) == 4 && WCHAR_MAX == 2147483647);
    char narrow[8];
    CHECK(wcstombs(narrow, L"ok", 8) == 2 && narrow[1] == 'k');
    return 0;
}
