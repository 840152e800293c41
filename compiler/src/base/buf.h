/* Byte buffers: output that grows. Sections, files and texts are built in them.
   Multi-byte integers are written little-endian; the *_at functions patch what is there. */
#ifndef KIT_BASE_BUF_H
#define KIT_BASE_BUF_H

#include "base/base.h"

typedef struct Buf {
    u8 *data;
    size_t len, cap;
} Buf;

void buf_grow_(Buf *b, size_t need);
static inline void buf_reserve(Buf *b, size_t more)
{
    if (KIT_UNLIKELY(b->cap - b->len < more)) buf_grow_(b, more);
}
static inline void buf_u8(Buf *b, u8 x)
{
    buf_reserve(b, 1);
    b->data[b->len++] = x;
}
static inline void put_u16(u8 *p, u32 x) { p[0] = (u8)x; p[1] = (u8)(x >> 8); }
static inline void put_u32(u8 *p, u32 x) { put_u16(p, x); put_u16(p + 2, x >> 16); }
static inline void put_u64(u8 *p, u64 x) { put_u32(p, (u32)x); put_u32(p + 4, (u32)(x >> 32)); }
static inline u32 get_u16(const u8 *p) { return (u32)p[0] | (u32)p[1] << 8; }
static inline u32 get_u32(const u8 *p) { return get_u16(p) | get_u16(p + 2) << 16; }
static inline u64 get_u64(const u8 *p) { return (u64)get_u32(p) | (u64)get_u32(p + 4) << 32; }
static inline void buf_u16(Buf *b, u32 x) { buf_reserve(b, 2); put_u16(b->data + b->len, x); b->len += 2; }
static inline void buf_u32(Buf *b, u32 x) { buf_reserve(b, 4); put_u32(b->data + b->len, x); b->len += 4; }
static inline void buf_u64(Buf *b, u64 x) { buf_reserve(b, 8); put_u64(b->data + b->len, x); b->len += 8; }
void buf_bytes(Buf *b, const void *p, size_t n);
void buf_fill(Buf *b, u8 byte, size_t n);
static inline void buf_str(Buf *b, Str s) { buf_bytes(b, s.ptr, s.len); }
void buf_puts(Buf *b, const char *z);
void buf_printf(Buf *b, const char *fmt, ...) KIT_PRINTF(2, 3);
/* Pads with zero bytes to a multiple of `align` (a power of two). */
void buf_align(Buf *b, size_t align);
void buf_uleb(Buf *b, u64 x); /* DWARF 5, 7.6 */
void buf_sleb(Buf *b, i64 x);
void buf_free(Buf *b);

#endif
