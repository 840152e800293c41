//! what: compound literals at file scope, in blocks, as lvalues, arrays, arguments and in loops (C11 6.5.2.5)
#include "../check.h"

struct point { int x, y; };
static struct point *global = &(struct point){ 3, 4 };
static int *numbers = (int[]){ 1, 2, 3 };
static const char *texts[] = { (char[]){ "abc" }, "def" };
static struct point constant = (struct point){ 5, 6 };

static int sum(struct point p) { return p.x + p.y; }
static int total(const int *p, int n) { int t = 0; while (n--) t += *p++; return t; }
static struct point make(int x) { return (struct point){ .y = x, .x = x + 1 }; }

int main(void)
{
    CHECK(global->x == 3 && global->y == 4 && numbers[2] == 3 && texts[0][2] == 'c' && constant.y == 6);
    global->x = 30;
    CHECK(global->x == 30);
    CHECK(sum((struct point){ 1, 2 }) == 3 && sum((struct point){ .y = 7 }) == 7 && make(4).x == 5);
    CHECK(total((int[]){ 1, 2, 3, 4 }, 4) == 10 && ((int[]){ 7, 8, 9 })[1] == 8 && sizeof((int[]){ 1, 2 }) == 8);
    struct point *p = &(struct point){ 1, 1 };
    p->x += 5;
    CHECK(p->x == 6);
    (struct point){ 1, 2 }.x = 3;
    CHECK(((int){ 5 }) == 5 && (char){ 300 - 44 } == 0 && (double){ 1 } / 2 == 0.5);
    int *previous = 0, n = 0;
    for (int i = 0; i < 3; i++) {
        int *q = (int[2]){ i };
        CHECK(q[0] == i && q[1] == 0);
        q[1] = 100;
        previous = q;
        n += *previous;
    }
    CHECK(n == 3);
    struct point copy = (struct point){ 8, 9 };
    CHECK(copy.y == 9 && copy.x == 8);
    int v = 2;
    struct point *array = (struct point[]){ { v, v + 1 }, [2] = { v * v } };
    CHECK(array[0].y == 3 && array[1].x == 0 && array[2].x == 4 && array[2].y == 0);
    CHECK((*&((struct point){ 5, 5 })).x == 5 && &(int){ 1 } != &(int){ 1 });
    CHECK((const char[]){ "xyz" }[1] == 'y' && ((struct { int a[2]; }){ { 1, 2 } }).a[1] == 2);
    return 0;
}
