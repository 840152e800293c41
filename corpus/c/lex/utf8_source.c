//! what: UTF-8 in literals and identifiers, universal character names in identifiers (C11 6.4.2.1, 6.4.3)
#include "../check.h"
#include <string.h>

static int größe = 5;
static int \u00fcber = 6;

int main(void)
{
    CHECK(sizeof "é" == 3 && strcmp("é", "\u00e9") == 0 && memcmp("é", "\xc3\xa9", 3) == 0);
    CHECK(L"é"[0] == 0xe9 && sizeof L"é" == 8);
    CHECK(u"😀"[0] == 0xd83d && U"😀"[0] == 0x1f600);
    CHECK(L'é' == 0xe9);
    CHECK(größe == 5 && gr\u00f6\u00dfe == 5);
    CHECK(über == 6);
    return 0;
}
