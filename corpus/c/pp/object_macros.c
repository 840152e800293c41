//! what: object-like macros are rescanned, and a name is not replaced inside its own replacement (C11 6.10.3.4)
#include "../check.h"

#define ONE 1
#define TWO (ONE + ONE)
static int loop = 41;
static int ping = 7, pong = 8;

#define loop loop + 1
#define ping pong
#define pong ping

int main(void)
{
    CHECK(TWO * 3 == 6);
    CHECK((loop) == 42);
    CHECK(ping == 7 && pong == 8);
#undef ONE
#define ONE 10
    CHECK(TWO == 20);
#undef TWO
    int TWO = 5;
    CHECK(TWO == 5);
    return 0;
}
