//! what: ({ ... }) gives the value of its last statement; declarations, loops and nested ones inside (GNU C)
#include "../check.h"

struct pair { int a, b; };
#define SQUARE(x) ({ int v = (x); v * v; })
#define CLAMP(x, lo, hi) ({ typeof(x) c_ = (x); if (c_ < (lo)) c_ = (lo); if (c_ > (hi)) c_ = (hi); c_; })

static int find(const int *p, int n, int wanted)
{
    return ({
        int at = -1;
        for (int i = 0; i < n; i++)
            if (p[i] == wanted) {
                at = i;
                break;
            }
        at;
    });
}

int main(void)
{
    int x = 3, calls = 0;
    CHECK(SQUARE(x++) == 9 && x == 4);
    CHECK(CLAMP(15, 0, 10) == 10 && CLAMP(-1.5, 0, 10) == 0 && SQUARE(SQUARE(2)) == 16);
    CHECK(find((int[]){ 5, 6, 7 }, 3, 7) == 2 && find((int[]){ 5 }, 1, 1) == -1);
    struct pair p = ({ struct pair t = { 1, 2 }; t.a += 10; t; });
    CHECK(p.a == 11 && p.b == 2 && ({ p; }).b == 2);
    ({ calls++; });
    ({ (void)0; });
    int y = ({ calls++; calls; });
    y += ({ calls++; calls * 10; });
    CHECK(calls == 3 && y == 32);
    for (int i = 0; ({ int limit = 5; i < limit; }); i++)
        x += i;
    CHECK(x == 14);
    CHECK(({ int a = 1; ({ int b = a + 1; b * ({ int c = b + 1; c; }); }) + a; }) == 7);
    double d = ({ 1; 2.5; });
    CHECK(d == 2.5);
    if (({ int ok = x > 3; ok; }))
        x = 0;
    CHECK(x == 0);
    int r = 0;
    for (int i = 0; i < 5; i++)
        r += ({ if (i == 3) continue; i; });
    CHECK(r == 7);
    const char *s = ({ static char text[] = "static"; text; });
    CHECK(s[2] == 'a');
    return 0;
}
