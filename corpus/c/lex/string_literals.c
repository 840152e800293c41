//! what: adjacent literals join, each keeps its own escapes, and the array holds inner zeros (C11 6.4.5)
#include "../check.h"
#include <string.h>

static char array[] = "ab" "\0" "cd";
static char tight[3] = "xyz";
static char wide[6] = "xyz";

int main(void)
{
    CHECK(sizeof "" == 1 && sizeof "abc" == 4 && sizeof "a\0b" == 4);
    CHECK(sizeof array == 6 && memcmp(array, "ab\0cd", 6) == 0);
    CHECK(memcmp("\x1" "2", "\0012", 2) == 0 && sizeof "\x1" "2" == 3);
    CHECK(strcmp("\1011", "A1") == 0);
    CHECK(tight[0] == 'x' && tight[2] == 'z');
    CHECK(wide[3] == 0 && wide[5] == 0 && wide[2] == 'z');
    CHECK("hello"[1] == 'e' && *("hello" + 4) == 'o' && 2["abc"] == 'c');
    CHECK(strlen("tab\tquote\"nl\n") == 13);
    const char *p = "one"
                    " " /* between */
                    "two";
    CHECK(strcmp(p, "one two") == 0);
    CHECK((unsigned char)"\xe2\x82\xac"[0] == 0xe2);
    char *q = array;
    q[0] = 'z';
    CHECK(array[0] == 'z');
    return 0;
}
