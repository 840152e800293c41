//! what: const, volatile and restrict: on pointers, members and arrays; reads and writes of volatile happen (C11 6.7.3)
#include "../check.h"

static const int table[] = { 1, 2, 3 };
static volatile int counter;
struct s { const int c; volatile int v; int plain; };
static int sum(const int *restrict p, int *restrict q, int n)
{
    for (int i = 0; i < n; i++)
        *q += p[i];
    return *q;
}

int main(void)
{
    const int *pc = table;
    int const *const cpc = table + 1;
    pc += 2;
    CHECK(*pc == 3 && *cpc == 2);
    for (int i = 0; i < 10; i++)
        counter++;
    CHECK(counter == 10);
    counter;
    volatile int *pv = &counter;
    *pv = *pv + 1;
    CHECK(counter == 11);
    struct s s = { 1, 2, 3 };
    s.v = s.c + s.plain;
    CHECK(s.v == 4);
    volatile struct s vs = { 5, 6, 7 };
    vs.plain = 8;
    CHECK(vs.c == 5 && vs.plain == 8);
    struct s copy = vs;
    CHECK(copy.v == 6);
    int total = 0;
    CHECK(sum(table, &total, 3) == 6);
    volatile char vc = 200;
    vc += 100;
    CHECK((unsigned char)vc == 44);
    volatile double vd = 0.5;
    vd *= 2;
    CHECK(vd == 1);
    int *volatile vp = &total;
    *vp = 9;
    CHECK(total == 9);
    const char text[] = "const";
    CHECK(sizeof text == 6 && text[0] == 'c');
    CHECK(_Generic(&table[0], const int *: 1, default: 0) && _Generic(&s.c, const int *: 1, default: 0));
    CHECK(_Generic((const int)1, int: 1, default: 0));
    return 0;
}
