//! what: pointer addition, difference and comparison scale by the element size (C11 6.5.6p8, 6.5.8)
#include "../check.h"

struct twelve { int a, b, c; };
struct big { char bytes[1000]; };

int main(void)
{
    static struct twelve array[10];
    static struct big bigs[5];
    char chars[10];
    long longs[10];
    struct twelve *p = array + 3, *q = &array[8];
    volatile int n = 2;
    CHECK(q - p == 5 && p - q == -5 && (char *)q - (char *)p == 60);
    CHECK(p + n == &array[5] && n + p == &array[5] && p - n == &array[1] && &p[n] == &n[p]);
    CHECK(p + -n == array + 1 && q - n - n == array + 4);
    CHECK(&bigs[4] - &bigs[1] == 3 && bigs + n == &bigs[2]);
    CHECK(&chars[7] - chars == 7 && &longs[7] - &longs[9] == -2);
    CHECK(p < q && q > p && p <= p && p != q && !(p == q) && array == &array[0]);
    unsigned u = 1;
    CHECK(p + u == array + 4 && p - u == array + 2 && p[-1].a == 0);
    unsigned char small = 200;
    CHECK(chars + (small - 195) == &chars[5]);
    long big = -3;
    CHECK(p + big == array && *&p->b == 0);
    p->c = 9;
    CHECK(array[3].c == 9 && *(&p->a + 0) == 0 && ((int *)p)[2] == 9);
    CHECK(_Generic(q - p, long: 1, default: 0));
    struct twelve (*whole)[10] = &array;
    CHECK((char *)(whole + 1) - (char *)whole == 120 && (*whole)[3].c == 9);
    void *v = chars;
    CHECK((char *)(v + 3) == chars + 3 && sizeof(*v) == 1);
    return 0;
}
