/* Characters in UTF-8; see utf8.h. Overlong forms, surrogates and codes above 10FFFF are malformed (RFC 3629, 3). */
#include "base/utf8.h"

u32 utf8_decode(const char *text, const char *end, u32 *code)
{
    const u8 *p = (const u8 *)text;
    if (text >= end) return 0;
    u32 c = p[0], n = c < 0x80 ? 1 : c >= 0xc2 && c < 0xe0 ? 2 : c >= 0xe0 && c < 0xf0 ? 3 : c >= 0xf0 && c < 0xf5 ? 4 : 0;
    if (n == 0 || end - text < (ptrdiff_t)n) return 0;
    u32 x = n == 1 ? c : c & (0xffu >> (n + 1));
    for (u32 i = 1; i < n; i++) {
        if ((p[i] & 0xc0) != 0x80) return 0;
        x = x << 6 | (p[i] & 0x3f);
    }
    if ((n == 3 && (x < 0x800 || (x >= 0xd800 && x < 0xe000))) || (n == 4 && (x < 0x10000 || x > 0x10ffff))) return 0;
    *code = x;
    return n;
}

void utf8_encode(Buf *b, u32 code)
{
    if (code < 0x80) {
        buf_u8(b, (u8)code);
    } else if (code < 0x800) {
        buf_u8(b, (u8)(0xc0 | code >> 6));
        buf_u8(b, (u8)(0x80 | (code & 0x3f)));
    } else if (code < 0x10000) {
        buf_u8(b, (u8)(0xe0 | code >> 12));
        buf_u8(b, (u8)(0x80 | (code >> 6 & 0x3f)));
        buf_u8(b, (u8)(0x80 | (code & 0x3f)));
    } else {
        buf_u8(b, (u8)(0xf0 | code >> 18));
        buf_u8(b, (u8)(0x80 | (code >> 12 & 0x3f)));
        buf_u8(b, (u8)(0x80 | (code >> 6 & 0x3f)));
        buf_u8(b, (u8)(0x80 | (code & 0x3f)));
    }
}
