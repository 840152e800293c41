//! what: long double arguments on the stack and results on the x87 stack, through libc and varargs (psABI 3.2.3)
//! stdout: 0.1 1.5 3.14159265358979323851
//! stdout: 1e+4000
#include "../check.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static long double sum(int n, long double a, double b, long double c, float d) { return n + a + b + c + d; }
static long double pick(int n, long double a, long double b) { return n ? a : b; }
struct s { int a; long double b; };
static struct s make(long double x) { return (struct s){ 1, x }; }

int main(void)
{
    char buffer[80];
    CHECK(sum(1, 2, 3, 4, 5) == 15 && pick(0, 1, 2) == 2 && pick(1, pick(0, 3, 4), 5) == 4);
    CHECK(make(2.5L).b == 2.5L);
    printf("%Lg %Lg %.20Lf\n", 0.1L, 1.5L, 3.14159265358979323846264338327950288L);
    printf("%Lg\n", 1e4000L);
    snprintf(buffer, sizeof buffer, "%d %Lg %d %Lg %s", 1, 2.5L, 3, -4.5L, "five");
    CHECK(strcmp(buffer, "1 2.5 3 -4.5 five") == 0);
    CHECK(strtold("0.1", 0) == 0.1L && strtold("-1e-4940", 0) == -1e-4940L);
    long double scanned = 0;
    CHECK(sscanf("2.25", "%Lf", &scanned) == 1 && scanned == 2.25L);
    return 0;
}
