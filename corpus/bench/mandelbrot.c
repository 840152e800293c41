//! what: Mandelbrot set: double arithmetic in registers, bits gathered into bytes
//! stdout: 3654a406
#include <stdio.h>

enum { size = 1400, limit = 80 };

int main(void)
{
    unsigned hash = 2166136261u;
    for (int y = 0; y < size; y++) {
        double ci = 2.0 * y / size - 1.0;
        unsigned bits = 0;
        for (int x = 0; x < size; x++) {
            double cr = 2.0 * x / size - 1.5, zr = 0, zi = 0;
            int i = 0;
            while (i < limit && zr * zr + zi * zi <= 4) {
                double next = zr * zr - zi * zi + cr;
                zi = 2 * zr * zi + ci;
                zr = next;
                i++;
            }
            bits = bits << 1 | (i == limit);
            if (x % 8 == 7) {
                hash = (hash ^ (bits & 255)) * 16777619u;
                bits = 0;
            }
        }
    }
    printf("%08x\n", hash);
    return 0;
}
