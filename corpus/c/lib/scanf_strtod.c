//! what: scanf and strto* store through pointers of every size and give exact values (C11 7.21.6.2, 7.22.1)
#include "../check.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <errno.h>

int main(void)
{
    signed char hh;
    short h;
    int i, n;
    long l;
    long long ll;
    unsigned u;
    float f;
    double d;
    long double ld;
    char word[8], c, set[8];
    void *p;
    CHECK(sscanf("-5 300 70000 -5000000000 9000000000 4000000000", "%hhd %hd %d %ld %lld %u", &hh, &h, &i, &l, &ll, &u) == 6);
    CHECK(hh == -5 && h == 300 && i == 70000 && l == -5000000000 && ll == 9000000000 && u == 4000000000u);
    CHECK(sscanf("1.5 -2.5e3 0x1p-2 word x", "%f %lf %Lf %7s %c", &f, &d, &ld, word, &c) == 5);
    CHECK(f == 1.5f && d == -2500 && ld == 0.25L && strcmp(word, "word") == 0 && c == 'x');
    CHECK(sscanf("abc123", "%[a-c]%i%n", set, &i, &n) == 2 && strcmp(set, "abc") == 0 && i == 123 && n == 6);
    CHECK(sscanf("0x1f 017", "%i %i", &i, &n) == 2 && i == 31 && n == 15 && sscanf("0x10", "%p", &p) == 1 && p == (void *)16);
    CHECK(strtod("0.1", 0) == 0.1 && strtod("1e-320", 0) == 1e-320 && strtof("16777217", 0) == 16777216.0f);
    CHECK(strtod("179769313486231580793e288", 0) == 1.7976931348623158e308);
    char *end;
    CHECK(strtol("-0x7fz", &end, 0) == -127 && *end == 'z' && strtoul("-1", 0, 10) == ~0ul && strtoll("zz", 0, 36) == 1295);
    errno = 0;
    CHECK(strtol("99999999999999999999", 0, 10) == 9223372036854775807 && errno == ERANGE);
    CHECK(atoi("42x") == 42 && atof("2.5") == 2.5 && atol("-3") == -3);
    return 0;
}
