//! part
#include "vectors.h"

v4si add(v4si a, v4si b) { return a + b; }
v2sf scale(v2sf a, float f) { return a * f; }
v4hi narrow(v4hi a, v4hi b) { return a - b; }

struct one wrap(struct one a, double d)
{
    a.v += (float)d;
    return a;
}

struct two pair(struct two a, v2df d)
{
    struct two r = {a.b + (float)d[0], a.a + (float)d[1]};
    return r;
}

struct large extend(struct large a, v4si b)
{
    a.a *= b;
    a.b += b[3];
    return a;
}

union either choose(union either a, union either b)
{
    a.words[1] = b.words[0];
    return a;
}

union floats blend(union floats a, float x)
{
    a.v[3] = x;
    return a;
}

double mixed(int a, v2df b, double c, v16qi d, struct one e, v4si f, float g, v4sf h, v2df i, v4si j, v2df k, long l)
{
    return a + b[0] * 2 + b[1] * 3 + c * 5 + d[0] * 7 + d[15] * 11 + e.v[2] * 13 + f[1] * 17 + g * 19 + h[3] * 23 + i[1] * 29 + j[0] * 31 + k[1] * 37 + l;
}

v4si variadic(int count, ...)
{
    v4si sum = {count};
    va_list list;
    va_start(list, count);
    for (int i = 0; i < count; i++) {
        sum += va_arg(list, v4si);
        sum[1] += (int)va_arg(list, double);
        v2sf half = va_arg(list, v2sf);
        sum[2] += (int)half[1];
        sum[3] += va_arg(list, int);
    }
    va_end(list);
    return sum;
}

v4si call(v4si (*f)(v4si, v4si), v4si a) { return f(a, a * 2); }
