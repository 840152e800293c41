//! what: floating arguments in eight SSE registers and on the stack, mixed with integers (psABI 3.2.3)
//! with: part_float_arguments.c
#include "../check.h"

double doubles12(double a, double b, double c, double d, double e, double f, double g, double h, double i, double j, double k, double l);
float floats10(float a, float b, float c, float d, float e, float f, float g, float h, float i, float j);
double mixed(int a, double b, long c, float d, char e, double f, short g, float h, int i, double j, long k, float l, int m, double n, int o, double p, float q, int r);
long double long_doubles(long double a, int b, long double c, double d, long double e);
long double many_long_doubles(int a, int b, int c, int d, int e, int f, int g, long double h, int i, long double j);

int main(void)
{
    volatile double one = 1;
    CHECK(doubles12(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12) == 650);
    CHECK(doubles12(one, 2 * one, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 * one) == 650);
    CHECK(floats10(1, 2, 3, 4, 5, 6, 7, 8, 9, 10) == 385);
    CHECK(mixed(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18) == 2109);
    CHECK(long_doubles(1, 2, 3, 4, 5) == 55);
    CHECK(many_long_doubles(1, 2, 3, 4, 5, 6, 7, 8, 9, 10) == 385);
    CHECK(doubles12(floats10(1, 0, 0, 0, 0, 0, 0, 0, 0, 0), 0, 0, 0, 0, 0, 0, 0, doubles12(0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0), 0, 0, one) == 1 + 81 + 12);
    return 0;
}
