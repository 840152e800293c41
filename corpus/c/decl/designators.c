//! what: designators: members, indexes, nested paths, going back, overriding (C11 6.7.9p7, p17 to p19)
#include "../check.h"

struct s { int a, b, c; struct { int x, y[3]; } in; };

static int array[] = { [5] = 50, 60, [1] = 10, 20, [0] = 5 };
static struct s one = { .c = 3, .a = 1, 2, 33 };
static struct s two = { .in.y[1] = 7, 8, .b = 2 };
static struct s three[3] = { [2].in.x = 5, [0] = { .b = 1 }, [1].a = 9, 8, 7 };
static int twice[3] = { [1] = 1, [1] = 2, 3 };
static int matrix[3][3] = { [1][1] = 5, 6, 7, [0] = { 1, 2 } };
static struct { int kind; union { int i; float f; char s[8]; } u; } tagged[] = {
    { 1, { .i = 5 } }, { 2, { .f = 1.5f } }, { 3, { .s = "text" } }, { .u.s = "path", .kind = 4 },
};
enum { red, green, blue };
static const char *const names[] = { [blue] = "blue", [red] = "red", [green] = "green" };

int main(void)
{
    CHECK(sizeof array == 28 && array[5] == 50 && array[6] == 60 && array[1] == 10 && array[2] == 20 && array[0] == 5 && array[4] == 0);
    CHECK(one.a == 1 && one.b == 2 && one.c == 33 && one.in.x == 0);
    CHECK(two.in.y[0] == 0 && two.in.y[1] == 7 && two.in.y[2] == 8 && two.b == 2 && two.in.x == 0);
    CHECK(three[2].in.x == 5 && three[0].b == 1 && three[1].a == 9 && three[1].b == 8 && three[1].c == 7 && three[0].a == 0);
    CHECK(twice[1] == 2 && twice[2] == 3 && twice[0] == 0);
    CHECK(matrix[1][1] == 5 && matrix[1][2] == 6 && matrix[2][0] == 7 && matrix[0][1] == 2 && matrix[1][0] == 0);
    CHECK(tagged[0].u.i == 5 && tagged[1].u.f == 1.5f && tagged[2].u.s[3] == 't' && tagged[3].kind == 4 && tagged[3].u.s[0] == 'p');
    CHECK(names[red][0] == 'r' && names[green][0] == 'g' && names[blue][0] == 'b');
    int n = 4;
    struct s local = { .in = { .y = { [2] = n, }, .x = n + 1 }, .a = n * 2 };
    CHECK(local.in.y[2] == 4 && local.in.y[0] == 0 && local.in.x == 5 && local.a == 8 && local.b == 0 && local.c == 0);
    int lar[] = { [3] = n, [1] = n + 1 };
    CHECK(sizeof lar == 16 && lar[3] == 4 && lar[1] == 5 && lar[0] == 0 && lar[2] == 0);
    return 0;
}
