//! what: 127 levels of blocks, 63 of parentheses and of conditionals (C11 5.2.4.1)
#include "../check.h"

#define B1(x) { x }
#define B8(x) B1(B1(B1(B1(B1(B1(B1(B1(x))))))))
#define B64(x) B8(B8(B8(B8(B8(B8(B8(B8(x))))))))
#define IF8(x) if (one) if (one) if (one) if (one) if (one) if (one) if (one) if (one) x

int main(void)
{
    volatile int one = 1;
    int n = 0;
    B64(n++; B8(B8(B8(B8(B8(B8(B8(n += 10;))))))))
    CHECK(n == 11);
    n = ((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((one + 4))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))));
    CHECK(n == 5);
    IF8(IF8_again:) n++;
    CHECK(n == 6);
    if (one) { IF8(if (one) while (one) { do { for (;;) { switch (one) { case 1: if (one) goto out; } } } while (one); }) }
out:
    n = one ? one ? one ? one ? one ? one ? one ? one ? one ? one ? 42 : 1 : 2 : 3 : 4 : 5 : 6 : 7 : 8 : 9 : 10;
    CHECK(n == 42);
    n = - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - -one;
    CHECK(n == 1);
    n = !!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!one;
    CHECK(n == 0);
    return 0;
}
