//! what: integer arguments in registers and beyond the sixth on the stack, all widths (psABI 3.2.3)
//! with: part_integer_arguments.c
#include "../check.h"

long sum10(char a, short b, int c, long d, unsigned char e, unsigned short f, unsigned g, signed char h, _Bool i, long long j);
int weighted(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j, int k, int l);
long pointers(char *a, int *b, long *c, void *d, const char *e, short *f, int *g, char *h);
extern int last_stack_byte;

int main(void)
{
    volatile int n = -1;
    CHECK(sum10(n, n, n, n, n, n, n, n, n, n) == -1 - 1 - 1 - 1 + 255 + 65535 + 4294967295 - 1 + 1 - 1);
    CHECK(sum10(1, 2, 3, 4, 5, 6, 7, 8, 9, 10) == 1 + 2 + 3 + 4 + 5 + 6 + 7 + 8 + 1 + 10);
    CHECK(weighted(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12) == 650);
    CHECK(weighted(weighted(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), weighted(0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), 0, 0, 0, 0, 0, 0, 0, 0, 0,
                   weighted(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)) == 1 + 4 + 144);
    char c = 1, h = 8;
    int b = 2, g = 7;
    long l = 3;
    short f = 6;
    CHECK(pointers(&c, &b, &l, 0, "e", &f, &g, &h) == 1 + 2 + 3 + 'e' + 6 + 7 + 8);
    return 0;
}
