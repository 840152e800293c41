//! what: bit manipulation: reversal, Gray codes, Morton codes, population counts, xorshift, base 64
#include "../check.h"
#include <stdint.h>
#include <string.h>

static uint32_t reverse(uint32_t x)
{
    x = (x >> 1 & 0x55555555) | (x & 0x55555555) << 1;
    x = (x >> 2 & 0x33333333) | (x & 0x33333333) << 2;
    x = (x >> 4 & 0x0f0f0f0f) | (x & 0x0f0f0f0f) << 4;
    x = (x >> 8 & 0x00ff00ff) | (x & 0x00ff00ff) << 8;
    return x >> 16 | x << 16;
}
static int count(uint64_t x)
{
    x -= x >> 1 & 0x5555555555555555;
    x = (x & 0x3333333333333333) + (x >> 2 & 0x3333333333333333);
    x = (x + (x >> 4)) & 0x0f0f0f0f0f0f0f0f;
    return x * 0x0101010101010101 >> 56;
}
static uint32_t spread(uint32_t x)
{
    x &= 0xffff;
    x = (x | x << 8) & 0x00ff00ff;
    x = (x | x << 4) & 0x0f0f0f0f;
    x = (x | x << 2) & 0x33333333;
    return (x | x << 1) & 0x55555555;
}
static uint64_t xorshift(uint64_t *s)
{
    *s ^= *s << 13;
    *s ^= *s >> 7;
    return *s ^= *s << 17;
}
static char *base64(const char *in, char *out)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    int n = strlen(in), o = 0;
    for (int i = 0; i < n; i += 3) {
        uint32_t v = (unsigned char)in[i] << 16 | (i + 1 < n ? (unsigned char)in[i + 1] << 8 : 0) | (i + 2 < n ? (unsigned char)in[i + 2] : 0);
        out[o++] = digits[v >> 18];
        out[o++] = digits[v >> 12 & 63];
        out[o++] = i + 1 < n ? digits[v >> 6 & 63] : '=';
        out[o++] = i + 2 < n ? digits[v & 63] : '=';
    }
    out[o] = 0;
    return out;
}

int main(void)
{
    char out[64];
    CHECK(reverse(1) == 0x80000000 && reverse(0x12345678) == 0x1e6a2c48 && count(0x123456789abcdef0) == 32 && count(~0ull) == 64);
    CHECK((spread(5) | spread(3) << 1) == 0x1b && spread(0xffff) == 0x55555555);
    for (uint32_t i = 0; i < 1000; i++) {
        uint32_t gray = i ^ i >> 1, next = (i + 1) ^ (i + 1) >> 1;
        CHECK(count(gray ^ next) == 1 && reverse(reverse(i * 2654435761u)) == i * 2654435761u);
    }
    uint64_t s = 88172645463325252ull;
    CHECK(xorshift(&s) == 8748534153485358512ull && xorshift(&s) == 3040900993826735515ull);
    CHECK(strcmp(base64("Man", out), "TWFu") == 0 && strcmp(base64("hello", out), "aGVsbG8=") == 0 && strcmp(base64("a", out), "YQ==") == 0);
    return 0;
}
