//! what: character constants: escapes, sign, several characters, prefixes (C11 6.4.4.4)
#include "../check.h"
#include <wchar.h>

int main(void)
{
    CHECK('\a' == 7 && '\b' == 8 && '\t' == 9 && '\n' == 10 && '\v' == 11 && '\f' == 12 && '\r' == 13);
    CHECK('\\' == 92 && '\'' == 39 && '"' == 34 && '\"' == 34 && '\?' == 63 && '?' == 63);
    CHECK('\0' == 0 && '\7' == 7 && '\12' == 10 && '\123' == 83 && '\x7f' == 127);
    CHECK('\xff' == -1 && '\377' == -1 && (unsigned char)'\x80' == 128);
    CHECK('\e' == 27);
    CHECK(L'\xff' == 255 && L'a' == 97 && u'\xffff' == 65535 && U'\xffffffff' == 4294967295u);
    CHECK(_Generic(L'a', wchar_t: 1, default: 0));
    CHECK(_Generic(u'a', unsigned short: 1, default: 0) && _Generic(U'a', unsigned: 1, default: 0));
    CHECK('ab' == ('a' << 8 | 'b') && 'abcd' == 0x61626364);
    CHECK(u'\u00e9' == 0xe9 && U'\U0001F600' == 0x1f600 && L'\u20ac' == 0x20ac);
    return 0;
}
