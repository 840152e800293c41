//! what: arrays of arrays: layout, decay, pointers to rows, passing (C11 6.5.2.1p3)
#include "../check.h"

static int cube[3][4][5];

static int row_sum(int (*row)[5], int rows)
{
    int sum = 0;
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < 5; j++)
            sum += row[i][j];
    return sum;
}

static int corner(int matrix[][4][5]) { return matrix[2][3][4]; }

int main(void)
{
    int n = 0;
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 4; j++)
            for (int k = 0; k < 5; k++)
                cube[i][j][k] = n++;
    CHECK(cube[1][2][3] == 33 && ((int *)cube)[59] == 59 && corner(cube) == 59);
    CHECK(*(*(*(cube + 1) + 2) + 3) == 33 && **cube[2] == 40 && *cube[1][1] == 25);
    CHECK(sizeof cube == 240 && sizeof cube[0] == 80 && sizeof cube[0][0] == 20 && sizeof cube[0][0][0] == 4);
    CHECK(row_sum(cube[0], 4) == 190 && row_sum(&cube[2][3], 1) == 285);
    CHECK(&cube[1] - &cube[0] == 1 && (char *)&cube[1][0] - (char *)&cube[0][0] == 80);
    int (*p)[4][5] = cube + 1;
    CHECK((*p)[0][0] == 20 && p[1][0][0] == 40 && (*p + 1)[0][1] == 26);
    char names[3][8] = { "one", "two", "three" };
    CHECK(names[2][4] == 'e' && names[0][7] == 0 && sizeof names == 24 && *names[1] == 't');
    char *pointers[] = { "x", "yy", "zzz" }, **pp = pointers + 1;
    CHECK(pp[1][2] == 'z' && **pp == 'y' && *pp[-1] == 'x');
    return 0;
}
