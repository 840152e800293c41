//! what: the longest token wins (C11 6.4p4)
#include "../check.h"

int main(void)
{
    int a = 1, b = 2;
    int c = a+++b;
    CHECK(c == 3 && a == 2 && b == 2);
    c = a---b;
    CHECK(c == 0 && a == 1);
    c = a- - -b;
    CHECK(c == -1);
    int *p = &a;
    c = b/ *p;
    CHECK(c == 2);
    c = a<b>0;
    CHECK(c == 1);
    c = 8>>1>>1;
    CHECK(c == 2);
    c = a==1?b:0;
    CHECK(c == 2);
    c = !~-1;
    CHECK(c == 1);
    c -=-1;
    CHECK(c == 2);
    c = 3&~1&&1;
    CHECK(c == 1);
    return 0;
}
