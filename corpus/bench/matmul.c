//! what: matrix product: double arrays of arrays, strided access
//! stdout: 26540865.000
#include <stdio.h>

enum { n = 384 };
static double a[n][n], b[n][n], c[n][n];

int main(void)
{
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            a[i][j] = (i * 3 + j * 5) % 11;
            b[i][j] = (i * 7 + j) % 13;
        }
    for (int round = 0; round < 3; round++)
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int k = 0; k < n; k++)
                    sum += a[i][k] * b[k][j];
                c[i][j] += sum;
            }
    double trace = 0;
    for (int i = 0; i < n; i++)
        trace += c[i][n - 1 - i] + c[i][i];
    printf("%.3f\n", trace);
    return 0;
}
