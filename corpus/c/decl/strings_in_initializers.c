//! what: character arrays from strings: exact, short, braced, wide, in structures and arrays (C11 6.7.9p14, p15)
#include "../check.h"
#include <string.h>

struct record { char name[6]; char *text; unsigned char raw[3]; };
static struct record records[] = { { "one", "ONE", "abc" }, { { "two" }, "TWO", { 1, 2 } }, { .name = "three" } };
static char grid[2][3] = { "ab", "cde" };
static char braced[] = { "braced" };
static char from_chars[] = { 'x', 'y', 0 };
static int wide[] = L"wide";
static unsigned short sixteen[4] = u"ab";
static const char *pointers[3] = { "p", 0, "q" };

int main(void)
{
    CHECK(strcmp(records[0].name, "one") == 0 && records[0].raw[2] == 'c' && strcmp(records[1].name, "two") == 0);
    CHECK(records[1].raw[1] == 2 && records[1].raw[2] == 0 && strcmp(records[2].name, "three") == 0 && records[2].text == 0);
    CHECK(grid[0][2] == 0 && grid[1][2] == 'e' && sizeof braced == 7 && sizeof from_chars == 3);
    CHECK(sizeof wide == 20 && wide[3] == 'e' && sixteen[1] == 'b' && sixteen[3] == 0 && pointers[1] == 0);
    char local[8] = "loc", exact[3] = "abc", copy[] = "copy";
    CHECK(local[3] == 0 && local[7] == 0 && exact[2] == 'c' && sizeof copy == 5);
    struct record r = { "r", copy, "\1\2" };
    CHECK(r.name[1] == 0 && r.name[5] == 0 && r.text == copy && r.raw[1] == 2 && r.raw[2] == 0);
    copy[0] = 'k';
    CHECK(strcmp(r.text, "kopy") == 0);
    char big[1000] = "big";
    for (int i = 3; i < 1000; i++)
        CHECK(big[i] == 0);
    return 0;
}
