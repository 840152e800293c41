//! what: arrays of several dimensions, some of them variable: layout, subscripts, sizes (C11 6.7.6.2p4, 6.5.2.1p3)
#include "../check.h"

static int fill(int n, int m)
{
    int a[n][m];
    for (int i = 0; i < n; i++)
        for (int j = 0; j < m; j++)
            a[i][j] = 100 * i + j;
    int *flat = &a[0][0];
    for (int i = 0; i < n * m; i++)
        CHECK(flat[i] == 100 * (i / m) + i % m);
    CHECK(sizeof a == sizeof(int) * (unsigned)n * (unsigned)m);
    CHECK(sizeof a[0] == sizeof(int) * (unsigned)m);
    CHECK(sizeof a[0][0] == sizeof(int));
    CHECK(&a[n] - &a[0] == n);
    CHECK(*(*(a + 1) + 2) == 102 && 2[1[a]] == 102);
    CHECK((char *)&a[1] - (char *)a == (int)sizeof(int) * m);
    CHECK((char *)(&a + 1) - (char *)&a == (int)sizeof a);
    return 0;
}

static int mixed(int n)
{
    short first[n][3][2], middle[2][n][3], last[2][3][n];
    CHECK(sizeof first == 12u * (unsigned)n && sizeof first[0] == 12 && sizeof first[0][0] == 4);
    CHECK(sizeof middle == 12u * (unsigned)n && sizeof middle[0] == 6u * (unsigned)n && sizeof middle[0][0] == 6);
    CHECK(sizeof last == 12u * (unsigned)n && sizeof last[0] == 6u * (unsigned)n && sizeof last[0][0] == 2u * (unsigned)n);
    short k = 0;
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 3; j++)
            for (int l = 0; l < n; l++)
                last[i][j][l] = k++;
    CHECK(last[1][2][n - 1] == 6 * n - 1);
    CHECK(((short *)last)[4 * n + 1] == last[1][1][1]);
    for (int l = 0; l < n; l++)
        for (int i = 0; i < 6; i++)
            ((short *)first[l])[i] = (short)(10 * l + i);
    CHECK(first[n - 1][2][1] == 10 * (n - 1) + 5);
    k = 0;
    for (short(*row)[n][3] = middle; row < middle + 2; row++)
        for (int j = 0; j < n; j++)
            (*row)[j][2] = ++k;
    CHECK(middle[1][n - 1][2] == 2 * n && middle[0][0][2] == 1);
    return 0;
}

struct pair { double x; char c; };

static int records(int n)
{
    struct pair p[2][n], *q = &p[1][n - 1], copy;
    p[1][n - 1] = (struct pair){1.5, 'x'};
    p[0][0] = p[1][n - 1];
    copy = *p[0];
    CHECK(q->c == 'x' && copy.x == 1.5 && p[0]->c == 'x');
    volatile const char *names[n][2];
    names[n - 1][1] = "end";
    CHECK(names[n - 1][1][2] == 'd');
    int (*functions[n])(int, int);
    for (int i = 0; i < n; i++)
        functions[i] = fill;
    return functions[n - 1](3, 4);
}

static int matrices(int n)
{
    double a[n][n], b[n][n], c[n][n];
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            a[i][j] = i + j;
            b[i][j] = i == j;
        }
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            c[i][j] = 0;
            for (int k = 0; k < n; k++)
                c[i][j] += a[i][k] * b[k][j];
        }
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            CHECK(c[i][j] == i + j);
    return 0;
}

int main(void)
{
    RUN(fill(4, 5));
    RUN(fill(7, 3));
    RUN(mixed(5));
    RUN(records(3));
    RUN(matrices(6));
    return 0;
}
