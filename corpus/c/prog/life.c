//! what: Conway's life on a torus: a glider returns to its shape, displaced
#include "../check.h"
#include <string.h>

enum { height = 16, width = 24 };
typedef unsigned char grid[height][width];

static void step(grid next, grid g)
{
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++) {
            int n = 0;
            for (int dy = -1; dy <= 1; dy++)
                for (int dx = -1; dx <= 1; dx++)
                    if (dy || dx)
                        n += g[(y + dy + height) % height][(x + dx + width) % width];
            next[y][x] = n == 3 || (n == 2 && g[y][x]);
        }
}

int main(void)
{
    static grid a, b, start;
    static const char *const glider[] = { ".#.", "..#", "###" };
    for (int y = 0; y < 3; y++)
        for (int x = 0; x < 3; x++)
            a[y][x] = glider[y][x] == '#';
    memcpy(start, a, sizeof a);
    for (int i = 0; i < 20; i++) {
        step(b, a);
        step(a, b);
    }
    /* 40 generations move the glider by 10 cells both ways. */
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
            CHECK(a[(y + 10) % height][(x + 10) % width] == start[y][x]);
    return 0;
}
