//! what: a small LZ77 compressor and its inverse give the input back
#include "../check.h"
#include <string.h>

static int compress(const unsigned char *in, int n, unsigned char *out)
{
    int o = 0;
    for (int i = 0; i < n;) {
        int best = 0, distance = 0;
        for (int j = i > 255 ? i - 255 : 0; j < i; j++) {
            int k = 0;
            while (k < 255 && i + k < n && in[j + k] == in[i + k])
                k++;
            if (k > best) {
                best = k;
                distance = i - j;
            }
        }
        if (best >= 4) {
            out[o++] = 0;
            out[o++] = distance;
            out[o++] = best;
            i += best;
        } else {
            if (in[i] == 0) {
                out[o++] = 0;
                out[o++] = 0;
            } else
                out[o++] = in[i];
            i++;
        }
    }
    return o;
}
static int expand(const unsigned char *in, int n, unsigned char *out)
{
    int o = 0;
    for (int i = 0; i < n;) {
        if (in[i] != 0) {
            out[o++] = in[i++];
        } else if (in[i + 1] == 0) {
            out[o++] = 0;
            i += 2;
        } else {
            int distance = in[i + 1], length = in[i + 2];
            for (; length--; o++)
                out[o] = out[o - distance];
            i += 3;
        }
    }
    return o;
}

int main(void)
{
    static unsigned char data[4000], packed[8000], back[4000];
    unsigned state = 7;
    for (int i = 0; i < 4000; i++) {
        state = state * 1664525 + 1013904223;
        data[i] = i < 1000 ? "to be or not to be, "[i % 20] : i < 2000 ? 0 : i < 3000 ? state >> 24 : data[i - 500 - (state >> 31)];
    }
    int n = compress(data, 4000, packed);
    CHECK(n < 3000);
    CHECK(expand(packed, n, back) == 4000 && memcmp(data, back, 4000) == 0);
    return 0;
}
