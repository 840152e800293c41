//! what: flexible array members and zero-length arrays: sizes, access, static initialization (C11 6.7.2.1p18, GNU C)
#include "../check.h"
#include <stdlib.h>
#include <string.h>

struct flexible { int count; short items[]; };
struct zero { char c; long items[0]; };
static struct flexible fixed = { 3, { 10, 20, 30 } };
static struct { int n; char text[]; } text = { 5, "hello" };

static struct flexible *make(int n)
{
    struct flexible *p = malloc(sizeof *p + n * sizeof p->items[0]);
    p->count = n;
    for (int i = 0; i < n; i++)
        p->items[i] = i * i;
    return p;
}

int main(void)
{
    CHECK(sizeof(struct flexible) == 4 && sizeof(struct zero) == 8 && __builtin_offsetof(struct zero, items) == 8);
    CHECK(fixed.count == 3 && fixed.items[2] == 30);
    CHECK(memcmp(text.text, "hello", 6) == 0);
    struct flexible *p = make(100);
    CHECK(p->items[99] == 9801 && p->count == 100);
    struct flexible copy = *p;
    CHECK(copy.count == 100);
    struct zero *z = malloc(sizeof *z + 2 * sizeof(long));
    z->c = 1;
    z->items[0] = 5;
    z->items[1] = 6;
    CHECK(z->items[0] + z->items[1] == 11 && (char *)z->items - (char *)z == 8);
    free(p);
    free(z);
    return 0;
}
