//! what: <string.h> and <ctype.h> functions, with calls the compiler may expand (C11 7.24, 7.4)
#include "../check.h"
#include <ctype.h>
#include <string.h>

int main(void)
{
    char buffer[64], other[64];
    volatile unsigned long n = 5;
    strcpy(buffer, "hello");
    CHECK(strlen(buffer) == n && strcmp(buffer, "hello") == 0 && strncmp(buffer, "help", 3) == 0 && strcmp("a", "b") < 0);
    CHECK(strcmp(strcat(buffer, " world"), "hello world") == 0 && strchr(buffer, 'w') == buffer + 6 && strrchr(buffer, 'o') == buffer + 7);
    CHECK(strstr(buffer, "lo w") == buffer + 3 && strspn(buffer, "hel") == 4 && strcspn(buffer, " ") == 5 && strpbrk(buffer, "xyzo") == buffer + 4);
    memset(other, 0, sizeof other);
    memcpy(other, buffer, 12);
    memmove(other + 2, other, 12);
    CHECK(memcmp(other, "hehello world", 14) == 0 && memchr(other, 'w', 64) == other + 8);
    char text[] = "a,b;;c", *rest = text;
    CHECK(strcmp(strtok(rest, ",;"), "a") == 0 && strcmp(strtok(0, ",;"), "b") == 0 && strcmp(strtok(0, ",;"), "c") == 0 && strtok(0, ",;") == 0);
    for (char *p = buffer; *p; p++)
        *p = isspace((unsigned char)*p) ? '_' : (char)toupper((unsigned char)*p);
    CHECK(strcmp(buffer, "HELLO_WORLD") == 0);
    strncpy(other, "abc", 10);
    CHECK(other[9] == 0 && other[3] == 0);
    CHECK(memcmp("a\0b", "a\0c", 3) < 0 && memcmp("\xff", "\x01", 1) > 0 && strcmp("\xff", "\x01") > 0);
    return 0;
}
