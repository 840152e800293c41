//! part
double doubles12(double a, double b, double c, double d, double e, double f, double g, double h, double i, double j, double k, double l)
{
    return a + 2 * b + 3 * c + 4 * d + 5 * e + 6 * f + 7 * g + 8 * h + 9 * i + 10 * j + 11 * k + 12 * l;
}
float floats10(float a, float b, float c, float d, float e, float f, float g, float h, float i, float j)
{
    return a + 2 * b + 3 * c + 4 * d + 5 * e + 6 * f + 7 * g + 8 * h + 9 * i + 10 * j;
}
double mixed(int a, double b, long c, float d, char e, double f, short g, float h, int i, double j, long k, float l, int m, double n, int o, double p, float q, int r)
{
    return a + 2 * b + 3 * c + 4 * d + 5 * e + 6 * f + 7 * g + 8 * h + 9 * i + 10 * j + 11 * k + 12 * l + 13 * m + 14 * n + 15 * o + 16 * p + 17 * q + 18 * r;
}
long double long_doubles(long double a, int b, long double c, double d, long double e)
{
    return a + 2 * b + 3 * c + 4 * d + 5 * e;
}
long double many_long_doubles(int a, int b, int c, int d, int e, int f, int g, long double h, int i, long double j)
{
    return a + 2 * b + 3 * c + 4 * d + 5 * e + 6 * f + 7 * g + 8 * h + 9 * i + 10 * j;
}
