//! what: stringizing and pasting, examples 4 and 5 of C11 6.10.3.5
//! stdout: x1= %d, x2= %s
//! stdout: strncmp("abc\0d", "abc", '\4') == 0: @
//! stdout: 
//! stdout: vers2.h
//! stdout: hello hello, world
#include "../check.h"
#include <stdio.h>

#define str(s) # s
#define xstr(s) str(s)
#define debug(s, t) "x" # s "= %d, x" # t "= %s"
#define INCFILE(n) vers ## n
#define glue(a, b) a ## b
#define xglue(a, b) glue(a, b)
#define HIGHLOW "hello"
#define LOW LOW ", world"

#define t(x,y,z) x ## y ## z

int main(void)
{
    puts(debug(1, 2));
    puts(str(strncmp("abc\0d", "abc", '\4') /* this goes away */
             == 0) str(: @\n));
    puts(xstr(INCFILE(2).h));
    printf("%s ", glue(HIGH, LOW));
    puts(xglue(HIGH, LOW));
    int j[] = { t(1,2,3), t(,4,5), t(6,,7), t(8,9,), t(10,,), t(,11,), t(,,12), t(,,) };
    static const int expected[] = { 123, 45, 67, 89, 10, 11, 12 };
    CHECK(sizeof j == sizeof expected);
    for (int i = 0; i < 7; i++)
        CHECK(j[i] == expected[i]);
    return 0;
}
