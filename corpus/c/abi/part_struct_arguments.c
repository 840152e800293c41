//! part
#include "structs.h"

int integers(struct i1 a, struct i3 b, struct i4 c, struct i5 d, struct i8 e, struct i12 f)
{
    return a.a + 2 * b.a[0] + 3 * b.a[1] + 4 * b.a[2] + 5 * c.a + 6 * d.a[0] + 7 * d.a[1] + 8 * d.a[2] + 9 * d.a[3] + 10 * d.a[4]
         + 11 * e.a + 12 * e.b + 13 * f.a + 14 * f.b + 15 * f.c;
}
int spill(int a, int b, int c, int d, int e, struct i16 f, struct i4 g, int h)
{
    return a + 2 * b + 3 * c + 4 * d + 5 * e + 6 * (int)f.a + 7 * f.b + 8 * f.c + 9 * g.a + 10 * h;
}
int spill_memory(struct m17 a, int b, struct m24 c, int d, int e, int f, int g, int h, struct i16 i, int j)
{
    return a.a[0] + a.a[15] + a.a[16] + b + c.a + c.b + c.c + d + e + f + g + h + i.a + i.b + i.c + j;
}
double floats(struct f4 a, struct f8 b, struct f12 c, struct f16 d, struct d8 e, struct d16 f)
{
    return a.a + 2 * b.a + 3 * b.b + 4 * c.a + 5 * c.b + 6 * c.c + 7 * d.a[0] + 8 * d.a[1] + 9 * d.a[2] + 10 * d.a[3] + 11 * e.a + 12 * f.a + 13 * f.b;
}
double spill_sse(double a, double b, double c, double d, double e, double f, double g, struct d16 h, struct d8 i, double j)
{
    return a + 2 * b + 3 * c + 4 * d + 5 * e + 6 * f + 7 * g + 8 * h.a + 9 * h.b + 10 * i.a + 11 * j;
}
double mixed(struct id a, struct di b, struct fi c, struct fif d, struct ffi e, struct nested f)
{
    return a.a + 2 * a.b + 3 * b.a + 4 * b.b + 5 * c.a + 6 * c.b + 7 * d.a + 8 * d.b + 9 * d.c + 10 * e.a + 11 * e.b + 12 * e.c
         + 13 * f.in.a + 14 * f.in.b.a + 15 * f.c.a;
}
double mixed_spill(int a, int b, int c, int d, int e, struct id f, struct id g, int h, double i)
{
    return a + 2 * b + 3 * c + 4 * d + 5 * e + 6 * f.a + 7 * f.b + 8 * g.a + 9 * g.b + 10 * h + 11 * i;
}
long double x87(struct x16 a, struct x32 b, int c, long double d)
{
    return a.a + 2 * b.a + 3 * b.b + 4 * c + 5 * d;
}
double unions(union uid a, union uf b, union ul c, int d)
{
    return a.b + b.b[0] + b.b[1] + c.a + d;
}
long others(struct ub a, struct pk b, struct pkd c, struct ptr d, struct empty_tail e, struct md24 f)
{
    return a.a + a.b + a.c + a.d + b.a + b.b + c.a + (long)c.b + *d.a + d.b(9) + e.a + (long)(f.a + f.b + f.c);
}
int aligned(int a, struct al b, int c, int d, int e, int f, int g, struct al h, int i, struct al j)
{
    return a + 2 * b.a + 3 * c + 4 * d + 5 * e + 6 * f + 7 * g + 8 * h.a + 9 * i + 10 * j.a;
}
