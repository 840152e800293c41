//! what: CRC-32 by table and bit by bit
#include "../check.h"
#include <stdint.h>
#include <string.h>

static uint32_t table[256];
static void make(void)
{
    for (uint32_t n = 0; n < 256; n++) {
        uint32_t c = n;
        for (int k = 0; k < 8; k++)
            c = c & 1 ? 0xedb88320 ^ c >> 1 : c >> 1;
        table[n] = c;
    }
}
static uint32_t by_table(uint32_t crc, const void *data, size_t n)
{
    const unsigned char *p = data;
    crc = ~crc;
    while (n--)
        crc = table[(crc ^ *p++) & 0xff] ^ crc >> 8;
    return ~crc;
}
static uint32_t by_bits(const char *p)
{
    uint32_t crc = -1;
    for (; *p; p++)
        for (int i = 0; i < 8; i++) {
            int bit = (crc ^ *p >> i) & 1;
            crc >>= 1;
            if (bit)
                crc ^= 0xedb88320;
        }
    return ~crc;
}

int main(void)
{
    make();
    const char *text = "The quick brown fox jumps over the lazy dog";
    CHECK(by_table(0, "123456789", 9) == 0xcbf43926 && by_table(0, text, strlen(text)) == 0x414fa339);
    CHECK(by_bits("123456789") == 0xcbf43926 && by_bits(text) == 0x414fa339);
    CHECK(by_table(by_table(0, "12345", 5), "6789", 4) == 0xcbf43926);
    return 0;
}
