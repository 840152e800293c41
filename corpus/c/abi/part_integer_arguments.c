//! part
long sum10(char a, short b, int c, long d, unsigned char e, unsigned short f, unsigned g, signed char h, _Bool i, long long j)
{
    return a + b + c + d + e + f + g + h + i + j;
}
int weighted(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j, int k, int l)
{
    return a + 2 * b + 3 * c + 4 * d + 5 * e + 6 * f + 7 * g + 8 * h + 9 * i + 10 * j + 11 * k + 12 * l;
}
long pointers(char *a, int *b, long *c, void *d, const char *e, short *f, int *g, char *h)
{
    return *a + *b + *c + (d ? 1000 : 0) + *e + *f + *g + *h;
}
