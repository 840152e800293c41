//! what: a function with thousands of statements, blocks and locals (branches beyond 127 bytes and 32 KiB)
#include "../check.h"

#define S1(n) if (x & 1) { x = x * 3 + n; } else { x = x / 2 + (n ^ y); } y += x; x &= 0xffffff; y &= 0xffff;
#define S4(n) S1(n) S1(n + 1) S1(n + 2) S1(n + 3)
#define S16(n) S4(n) S4(n + 4) S4(n + 8) S4(n + 12)
#define S64(n) S16(n) S16(n + 16) S16(n + 32) S16(n + 48)
#define S256(n) S64(n) S64(n + 64) S64(n + 128) S64(n + 192)

static int large(int x, int rounds)
{
    int y = 0;
    for (int i = 0; i < rounds; i++) {
        S256(0) S256(256) S256(512) S256(768)
        if (x == -1)
            break;
    }
    return x ^ y;
}

static int small(int x, int rounds)
{
    int y = 0;
    for (int i = 0; i < rounds; i++)
        for (int n = 0; n < 1024; n++) {
            S1(n)
        }
    return x ^ y;
}

int main(void)
{
    CHECK(large(1, 1) == small(1, 1));
    CHECK(large(12345, 7) == small(12345, 7));
    return 0;
}
