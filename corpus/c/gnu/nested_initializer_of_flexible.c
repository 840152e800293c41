//! what: static initialization of arrays of unions, function tables and flexible members by designators with ranges (GNU C)
#include "../check.h"

typedef int handler(int);
static int unknown(int x) { return -x; }
static int add_one(int x) { return x + 1; }
static int twice(int x) { return x * 2; }
static handler *const handlers[256] = { [0 ... 255] = unknown, [1] = add_one, [2 ... 3] = twice };
static struct { int n; struct { handler *h; char tag[3]; } rows[]; } table = { 2, { { add_one, "ab" }, [1] = { .tag = { [1] = 'x' }, .h = twice } } };

int main(void)
{
    int sum = 0;
    for (int i = 0; i < 256; i++)
        sum += handlers[i](10);
    CHECK(sum == 11 + 20 + 20 - 253 * 10);
    CHECK(table.n == 2 && table.rows[1].h(4) == 8 && table.rows[1].tag[0] == 0 && table.rows[1].tag[1] == 'x' && table.rows[0].tag[1] == 'b');
    return 0;
}
