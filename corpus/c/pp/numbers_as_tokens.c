//! what: preprocessing numbers take signs after e and p, and letters of any kind (C11 6.4.8)
#include "../check.h"
#include <string.h>

#define S(x) #x
#define CAT(a, b) a##b

int main(void)
{
    CHECK(strcmp(S(0x1.8p+3), "0x1.8p+3") == 0);
    CHECK(1.5e+1 == 15.0);
    int a = 3;
    CHECK(1+a == 4 && 0xf-a+a == 15);
    CHECK(0x1.8p+3 == 12.0);
    CHECK(CAT(1e, 2) == 100.0);
    CHECK(.5 + 5. == 5.5);
    CHECK(strcmp(S(1.2.3e+4f_x), "1.2.3e+4f_x") == 0);
    return 0;
}
