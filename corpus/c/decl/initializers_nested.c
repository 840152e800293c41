//! what: nested, partly braced and partial initializers; the rest is zero (C11 6.7.9)
#include "../check.h"

struct point { int x, y; };
struct line { struct point from, to; char name[8]; };

static struct line full = { { 1, 2 }, { 3, 4 }, "full" };
static struct line flat = { 1, 2, 3, 4, 'f', 'l' };
static struct line partial = { { 1 }, { 3 } };
static int matrix[3][3] = { { 1 }, { 2, 3 }, { 4, 5, 6 } };
static int flat_matrix[3][3] = { 1, 2, 3, 4, 5 };
static struct line lines[3] = { { { 1, 2 }, { 3, 4 }, "a" }, { .name = "b" } };
static struct { int n; struct point p[2]; } mixed = { 1, { { 2, 3 }, 4, 5 } };
static int braced = { 5 };
static char unsized[][4] = { "ab", "cd", { 'x' } };

static int check(const struct line *f, const struct line *g, const struct line *p)
{
    CHECK(f->from.x == 1 && f->from.y == 2 && f->to.x == 3 && f->to.y == 4 && f->name[3] == 'l' && f->name[4] == 0);
    CHECK(g->from.y == 2 && g->to.y == 4 && g->name[0] == 'f' && g->name[1] == 'l' && g->name[2] == 0);
    CHECK(p->from.x == 1 && p->from.y == 0 && p->to.x == 3 && p->to.y == 0 && p->name[0] == 0 && p->name[7] == 0);
    return 0;
}

int main(void)
{
    RUN(check(&full, &flat, &partial));
    struct line lfull = { { 1, 2 }, { 3, 4 }, "full" }, lflat = { 1, 2, 3, 4, 'f', 'l' }, lpartial = { { 1 }, { 3 } };
    RUN(check(&lfull, &lflat, &lpartial));
    CHECK(matrix[0][0] == 1 && matrix[0][1] == 0 && matrix[1][1] == 3 && matrix[1][2] == 0 && matrix[2][2] == 6);
    CHECK(flat_matrix[1][1] == 5 && flat_matrix[1][2] == 0 && flat_matrix[2][0] == 0);
    CHECK(lines[0].name[0] == 'a' && lines[1].name[0] == 'b' && lines[1].from.x == 0 && lines[2].to.y == 0);
    CHECK(mixed.n == 1 && mixed.p[0].y == 3 && mixed.p[1].x == 4 && mixed.p[1].y == 5);
    CHECK(braced == 5 && sizeof unsized == 12 && unsized[1][1] == 'd' && unsized[2][0] == 'x' && unsized[2][1] == 0);
    int local[2][3] = { { 1 }, 4, 5 }, empty[4] = { 0 };
    CHECK(local[0][1] == 0 && local[1][0] == 4 && local[1][1] == 5 && local[1][2] == 0 && empty[3] == 0);
    struct point from = { 8, 9 };
    struct line copied = { from, .to = from, "copy" };
    CHECK(copied.from.y == 9 && copied.to.x == 8 && copied.name[2] == 'p');
    struct { struct point p; int n; } nested = { from, 3 };
    CHECK(nested.p.x == 8 && nested.n == 3);
    return 0;
}
