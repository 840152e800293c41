//! what: spectral norm: small functions called in double loops, integer to double conversion
//! link: -lm
//! stdout: 1.274224152
#include <math.h>
#include <stdio.h>

enum { n = 1800 };
static double u[n], v[n], t[n];

static double a(int i, int j) { return 1.0 / ((i + j) * (i + j + 1) / 2 + i + 1); }
static void times(double *out, const double *in, int transposed)
{
    for (int i = 0; i < n; i++) {
        double sum = 0;
        for (int j = 0; j < n; j++)
            sum += (transposed ? a(j, i) : a(i, j)) * in[j];
        out[i] = sum;
    }
}
static void both(double *out, const double *in)
{
    times(t, in, 0);
    times(out, t, 1);
}

int main(void)
{
    for (int i = 0; i < n; i++)
        u[i] = 1;
    for (int i = 0; i < 10; i++) {
        both(v, u);
        both(u, v);
    }
    double uv = 0, vv = 0;
    for (int i = 0; i < n; i++) {
        uv += u[i] * v[i];
        vv += v[i] * v[i];
    }
    printf("%.9f\n", sqrt(uv / vv));
    return 0;
}
