/* SHA-1; see sha1.h. */
#include "link/sha1.h"

static u32 rotate(u32 x, u32 n) { return x << n | x >> (32 - n); }

static void block(u32 h[5], const u8 *p)
{
    u32 w[80], a = h[0], b = h[1], c = h[2], d = h[3], e = h[4];
    for (u32 i = 0; i < 16; i++) w[i] = (u32)p[4 * i] << 24 | (u32)p[4 * i + 1] << 16 | (u32)p[4 * i + 2] << 8 | p[4 * i + 3];
    for (u32 i = 16; i < 80; i++) w[i] = rotate(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    for (u32 i = 0; i < 80; i++) {
        u32 f = i < 20 ? (b & c) | (~b & d) : i < 40 ? b ^ c ^ d : i < 60 ? (b & c) | (b & d) | (c & d) : b ^ c ^ d;
        u32 k = i < 20 ? 0x5a827999u : i < 40 ? 0x6ed9eba1u : i < 60 ? 0x8f1bbcdcu : 0xca62c1d6u;
        u32 t = rotate(a, 5) + f + e + k + w[i];
        e = d;
        d = c;
        c = rotate(b, 30);
        b = a;
        a = t;
    }
    h[0] += a;
    h[1] += b;
    h[2] += c;
    h[3] += d;
    h[4] += e;
}

void sha1(const u8 *data, size_t size, u8 digest[20])
{
    u32 h[5] = {0x67452301u, 0xefcdab89u, 0x98badcfeu, 0x10325476u, 0xc3d2e1f0u};
    u8 last[128] = {0};
    size_t whole = size / 64 * 64, rest = size - whole, padded = rest + 9 > 64 ? 128 : 64;
    for (size_t i = 0; i < whole; i += 64) block(h, data + i);
    if (rest) memcpy(last, data + whole, rest);
    last[rest] = 0x80;
    for (u32 i = 0; i < 8; i++) last[padded - 1 - i] = (u8)((u64)size * 8 >> 8 * i);
    for (size_t i = 0; i < padded; i += 64) block(h, last + i);
    for (u32 i = 0; i < 20; i++) digest[i] = (u8)(h[i / 4] >> (24 - 8 * (i % 4)));
}
