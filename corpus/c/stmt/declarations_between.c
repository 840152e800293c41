//! what: declarations mixed with statements, scopes and shadowing, extents of block objects (C11 6.2.1, 6.8.2)
#include "../check.h"

static int x = 1;

static int shadows(int x)
{
    int r = x;
    {
        int x = r + 10;
        r = x;
        {
            extern int outside;
            int x = outside;
            r += x;
        }
        r += x;
    }
    return r + x;
}
int outside = 1000;

static int counter(void)
{
    static int n = 5;
    return n++;
}

int main(void)
{
    CHECK(x == 1);
    int y = x + 1;
    CHECK(y == 2);
    int x = y + x * 0 + 5, z = x;
    CHECK(z == 7);
    CHECK(shadows(3) == 13 + 1000 + 13 + 3);
    for (int i = 0; i < 3; i++) {
        int fresh = i;
        fresh += 10;
        CHECK(fresh == i + 10);
    }
    CHECK(counter() == 5 && counter() == 6 && counter() == 7);
    enum { a = 5 };
    {
        enum { b = a + 1, a = 9 };
        CHECK(b == 6 && a == 9);
    }
    CHECK(a == 5);
    typedef int t;
    t v = 3;
    {
        t t = 4;
        CHECK(t == 4 && v == 3);
    }
    return 0;
}
