//! what: [low ... high] designators and the old forms "index value" and "name:" (GNU C)
#include "../check.h"

static int table[10] = { [2 ... 5] = 7, [5] = 9, [8 ... 9] = 1 };
static unsigned char classes[256] = { ['0' ... '9'] = 1, ['a' ... 'z'] = 2, ['A' ... 'Z'] = 2, ['_'] = 2 };
static struct { int a, b; } pairs[] = { [0 ... 3] = { 1, 2 }, [2] = { .b = 5 } };
static struct { int x, y; } old = { y: 4, x: 3 };
static int after[] = { [1 ... 2] = 5, 6 };

int main(void)
{
    CHECK(table[0] == 0 && table[1] == 0 && table[2] == 7 && table[4] == 7 && table[5] == 9 && table[6] == 0 && table[9] == 1);
    CHECK(classes['5'] == 1 && classes['z'] == 2 && classes['@'] == 0 && classes['_'] == 2 && classes[255] == 0);
    CHECK(sizeof pairs == 32 && pairs[3].a == 1 && pairs[2].a == 0 && pairs[2].b == 5 && pairs[1].b == 2);
    CHECK(old.x == 3 && old.y == 4);
    CHECK(sizeof after == 16 && after[2] == 5 && after[3] == 6 && after[0] == 0);
    int n = 3;
    int local[6] = { [1 ... 4] = n };
    CHECK(local[0] == 0 && local[1] == 3 && local[4] == 3 && local[5] == 0);
    return 0;
}
