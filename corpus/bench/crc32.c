//! what: CRC-32: a byte loop with a table, and bit by bit
//! stdout: 84e8fa30 bd100283
#include <stdint.h>
#include <stdio.h>

static uint32_t table[256];
static unsigned char data[1 << 20];

static uint32_t one(uint32_t c)
{
    for (int i = 0; i < 8; i++)
        c = c & 1 ? c >> 1 ^ 0xedb88320 : c >> 1;
    return c;
}

int main(void)
{
    for (uint32_t i = 0; i < 256; i++)
        table[i] = one(i);
    for (int i = 0; i < 1 << 20; i++)
        data[i] = (unsigned char)(i * 31 ^ i >> 7);
    uint32_t fast = 0xffffffff, slow = 0xffffffff;
    for (int round = 0; round < 60; round++)
        for (int i = 0; i < 1 << 20; i++)
            fast = table[(fast ^ data[i]) & 255] ^ fast >> 8;
    for (int round = 0; round < 10; round++)
        for (int i = 0; i < 1 << 20; i++)
            slow = one(slow ^ data[i]);
    printf("%08x %08x\n", fast, slow);
    return 0;
}
