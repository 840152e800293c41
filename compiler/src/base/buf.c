/* Byte buffers; see buf.h. */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void buf_grow_(Buf *b, size_t more)
{
    size_t cap = b->cap ? b->cap * 2 : 256;
    if (more > SIZE_MAX / 2 - b->len) more = SIZE_MAX / 2;
    if (cap < b->len + more) cap = b->len + more;
    u8 *p = realloc(b->data, cap);
    if (!p) {
        fprintf(stderr, "kit: fatal error: out of memory (%zu bytes wanted)\n", cap);
        exit(1);
    }
    b->data = p;
    b->cap = cap;
}

void buf_bytes(Buf *b, const void *p, size_t n)
{
    if (n == 0) return;
    buf_reserve(b, n);
    memcpy(b->data + b->len, p, n);
    b->len += n;
}

void buf_fill(Buf *b, u8 byte, size_t n)
{
    if (n == 0) return;
    buf_reserve(b, n);
    memset(b->data + b->len, byte, n);
    b->len += n;
}

void buf_puts(Buf *b, const char *z) { buf_bytes(b, z, strlen(z)); }

void buf_printf(Buf *b, const char *fmt, ...)
{
    enum { GUESS = 80 }; /* most texts fit, and are formatted once */
    va_list ap;
    buf_reserve(b, GUESS);
    size_t room = b->cap - b->len;
    va_start(ap, fmt);
    int n = vsnprintf((char *)b->data + b->len, room, fmt, ap);
    va_end(ap);
    if (n < 0) KIT_PANIC("bad format");
    if ((size_t)n >= room) {
        buf_reserve(b, (size_t)n + 1);
        va_start(ap, fmt);
        vsnprintf((char *)b->data + b->len, (size_t)n + 1, fmt, ap);
        va_end(ap);
    }
    b->len += (size_t)n;
}

void buf_align(Buf *b, size_t align) { buf_fill(b, 0, (size_t)align_up(b->len, align) - b->len); }

void buf_uleb(Buf *b, u64 x)
{
    while (x >= 0x80) {
        buf_u8(b, (u8)(x | 0x80));
        x >>= 7;
    }
    buf_u8(b, (u8)x);
}

void buf_sleb(Buf *b, i64 x)
{
    for (;;) {
        u8 low = (u8)((u64)x & 0x7f);
        /* An arithmetic shift written without relying on how the host shifts negative numbers. */
        x = x < 0 ? ~(~x >> 7) : x >> 7;
        if ((x == 0 && !(low & 0x40)) || (x == -1 && (low & 0x40))) {
            buf_u8(b, low);
            return;
        }
        buf_u8(b, (u8)(low | 0x80));
    }
}

void buf_free(Buf *b)
{
    free(b->data);
    *b = (Buf){0};
}
