//! what: matrices: product, Gauss elimination and determinant in double, product modulo a prime
#include "../check.h"

enum { n = 6 };
typedef double matrix[n][n];

static void multiply(matrix r, matrix a, matrix b)
{
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            double s = 0;
            for (int k = 0; k < n; k++)
                s += a[i][k] * b[k][j];
            r[i][j] = s;
        }
}
static double determinant(matrix m)
{
    matrix a;
    double d = 1;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            a[i][j] = m[i][j];
    for (int c = 0; c < n; c++) {
        int p = c;
        for (int r = c + 1; r < n; r++)
            if ((a[r][c] < 0 ? -a[r][c] : a[r][c]) > (a[p][c] < 0 ? -a[p][c] : a[p][c]))
                p = r;
        if (p != c) {
            d = -d;
            for (int j = 0; j < n; j++) {
                double t = a[p][j];
                a[p][j] = a[c][j];
                a[c][j] = t;
            }
        }
        d *= a[c][c];
        for (int r = c + 1; r < n; r++) {
            double f = a[r][c] / a[c][c];
            for (int j = c; j < n; j++)
                a[r][j] -= f * a[c][j];
        }
    }
    return d;
}
struct two { unsigned long a, b, c, d; };
static struct two product(struct two x, struct two y)
{
    const unsigned long p = 1000000007;
    return (struct two){ (x.a * y.a + x.b * y.c) % p, (x.a * y.b + x.b * y.d) % p, (x.c * y.a + x.d * y.c) % p, (x.c * y.b + x.d * y.d) % p };
}
static unsigned long fibonacci(unsigned long k)
{
    struct two r = { 1, 0, 0, 1 }, m = { 1, 1, 1, 0 };
    for (; k; k >>= 1) {
        if (k & 1)
            r = product(r, m);
        m = product(m, m);
    }
    return r.b;
}

int main(void)
{
    static matrix identity, a, r;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            identity[i][j] = i == j;
            a[i][j] = (i + 1) * (j + 2) % 7 + (i == j ? 10 : 0);
        }
    multiply(r, a, identity);
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            CHECK(r[i][j] == a[i][j]);
    CHECK(determinant(identity) == 1);
    multiply(r, a, a);
    double d = determinant(a), square = determinant(r), error = square / (d * d) - 1;
    CHECK(error < 1e-9 && error > -1e-9 && d > 1000);
    CHECK(fibonacci(10) == 55 && fibonacci(90) == 2880067194370816120ul % 1000000007);
    CHECK(fibonacci(1000000000002) == (fibonacci(1000000000001) + fibonacci(1000000000000)) % 1000000007);
    return 0;
}
