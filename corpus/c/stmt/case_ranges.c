//! what: case low ... high (GNU C)
#include "../check.h"

static int kind(int c)
{
    switch (c) {
    case '0' ... '9': return 1;
    case 'a' ... 'z':
    case 'A' ... 'Z': return 2;
    case -100 ... -1: return 3;
    case 1000 ... 2000000000: return 4;
    case 500: return 5;
    default: return 0;
    }
}

static int wide(unsigned long x)
{
    switch (x) {
    case 0 ... 0xffffffff: return 1;
    case 0x100000000 ... 0xfffffffffffffffe: return 2;
    default: return 3;
    }
}

int main(void)
{
    CHECK(kind('0') == 1 && kind('9') == 1 && kind('m') == 2 && kind('Z') == 2);
    CHECK(kind('0' - 1) == 0 && kind('9' + 1) == 0 && kind(-1) == 3 && kind(-100) == 3 && kind(-101) == 0);
    CHECK(kind(1000) == 4 && kind(1999999999) == 4 && kind(2000000001) == 0 && kind(500) == 5);
    CHECK(wide(5) == 1 && wide(4294967295) == 1 && wide(4294967296) == 2 && wide(~0ul) == 3);
    return 0;
}
