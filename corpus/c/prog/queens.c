//! what: the eight queens by backtracking and by bit masks
#include "../check.h"

static int columns[12], count;
static int safe(int row, int column)
{
    for (int r = 0; r < row; r++)
        if (columns[r] == column || columns[r] - column == row - r || column - columns[r] == row - r)
            return 0;
    return 1;
}
static void place(int row, int n)
{
    if (row == n) {
        count++;
        return;
    }
    for (int c = 0; c < n; c++)
        if (safe(row, c)) {
            columns[row] = c;
            place(row + 1, n);
        }
}
static int by_bits(unsigned all, unsigned down, unsigned left, unsigned right)
{
    if (down == all)
        return 1;
    int n = 0;
    for (unsigned free = all & ~(down | left | right); free; free &= free - 1) {
        unsigned bit = free & -free;
        n += by_bits(all, down | bit, (left | bit) << 1, (right | bit) >> 1);
    }
    return n;
}

int main(void)
{
    static const int known[] = { 1, 1, 0, 0, 2, 10, 4, 40, 92, 352 };
    for (int n = 1; n <= 8; n++) {
        count = 0;
        place(0, n);
        CHECK(count == known[n]);
        CHECK(by_bits((1u << n) - 1, 0, 0, 0) == known[n]);
    }
    CHECK(by_bits(511, 0, 0, 0) == 352);
    return 0;
}
