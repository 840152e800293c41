/* The x86-64 encoder; see encode.h. Bytes are written unconditionally through a reserved pointer that then moves by 0 or 1:
   which prefixes an instruction has is hard to predict, so nothing here branches on it. Intel SDM volume 2, chapter 2. */
#include "target/x64/encode.h"

enum { INSN_ROOM = 16 }; /* no instruction is longer than 15 bytes */

static const u8 prefix_byte[4] = {0, 0x66, 0xf2, 0xf3};
static const u8 map_byte[4] = {0, 0, 0x38, 0x3a};

/* Prefixes, REX and opcode. The order of prefixes is GNU as's: segment, 66, F2/F3, REX. */
static inline u8 *put_opcode(u8 *p, u32 opcode, u32 flags, u32 rex)
{
    u32 pre = opcode >> 10 & 3, map = opcode >> 8 & 3;
    *p = 0x66;
    p += (pre == 1) | (flags >> 1 & 1);
    *p = prefix_byte[pre];
    p += pre >> 1;
    *p = (u8)(0x40 | rex);
    p += rex != 0;
    *p = 0x0f;
    p += map != 0;
    *p = map_byte[map];
    p += map >> 1;
    *p = (u8)opcode;
    return p + 1;
}

/* SPL, BPL, SIL and DIL are reached with any REX prefix: bit 6 marks "wanted though its low bits are 0". */
static inline u32 byte_rex(u8 reg) { return (reg & 0xfc) == 4 ? 0x40u : 0; }

/* Opcodes of one byte without prefixes but REX are by far the most: the instruction is put together in a register, `first`
   being its bytes from the opcode on, and written at once. */
static inline bool is_plain(u32 opcode, u32 flags) { return !(opcode >> 8 | (flags & X64_SIZE16)); }
static inline void put_plain(Buf *b, u32 rex, u64 first, u32 length)
{
    u8 *p = b->data + b->len;
    *p = (u8)(0x40 | rex);
    put_u64(p + (rex != 0), first);
    b->len += length + (rex != 0);
}

void x64_emit_reg(Buf *b, u32 opcode, u32 flags, u8 reg, u8 rm)
{
    buf_reserve(b, INSN_ROOM);
    u32 rex = (flags & X64_REX_W) << 3 | (u32)(reg >> 3) << 2 | (u32)(rm >> 3);
    if (flags & X64_BYTE_REG) rex |= byte_rex(reg);
    if (flags & X64_BYTE_RM) rex |= byte_rex(rm);
    if (KIT_LIKELY(is_plain(opcode, flags))) {
        put_plain(b, rex, opcode | (u32)(0xc0 | (reg & 7) << 3 | (rm & 7)) << 8, 2);
        return;
    }
    u8 *p = put_opcode(b->data + b->len, opcode, flags, rex);
    *p++ = (u8)(0xc0 | (reg & 7) << 3 | (rm & 7));
    b->len = (size_t)(p - b->data);
}

size_t x64_emit_mem(Buf *b, u32 opcode, u32 flags, u8 reg, const X64Mem *mem)
{
    buf_reserve(b, INSN_ROOM + 4);
    u8 *p = b->data + b->len;
    u32 base = mem->base, index = mem->index, rex = (flags & X64_REX_W) << 3 | (u32)(reg >> 3) << 2;
    if (flags & X64_BYTE_REG) rex |= byte_rex(reg);
    if (base < 16) rex |= base >> 3;
    if (index < 16) rex |= index >> 3 << 1;
    *p = mem->segment;
    p += mem->segment != 0;
    p = put_opcode(p, opcode, flags, rex);

    u8 modrm = (u8)((reg & 7) << 3);
    size_t at = 0;
    if (KIT_LIKELY(base < 16)) {
        /* mod 0 has no displacement, but with base RBP or R13 it means another form. */
        u32 mod = mem->wide_disp || mem->disp != (i8)mem->disp ? 2 : mem->disp != 0 || (base & 7) == RBP ? 1 : 0;
        modrm |= (u8)(mod << 6);
        if (index < 16 || (base & 7) == RSP) {
            static const u8 scale_bits[9] = {0, 0, 0x40, 0, 0x80, 0, 0, 0, 0xc0};
            *p++ = modrm | 4;
            *p++ = index < 16 ? (u8)(scale_bits[mem->scale] | (index & 7) << 3 | (base & 7)) : (u8)(0x20 | (base & 7));
        } else {
            *p++ = modrm | (u8)(base & 7);
        }
        if (mod == 2) {
            at = (size_t)(p - b->data);
            put_u32(p, (u32)mem->disp);
            p += 4;
        } else if (mod == 1) {
            *p++ = (u8)mem->disp;
        }
    } else {
        if (base == X64_RIP) {
            *p++ = modrm | 5;
        } else { /* absolute, or an index without a base: a SIB byte with base 5 */
            u32 scale = mem->scale == 8 ? 0xc0 : mem->scale == 4 ? 0x80 : mem->scale == 2 ? 0x40 : 0;
            *p++ = modrm | 4;
            *p++ = index < 16 ? (u8)(scale | (index & 7) << 3 | 5) : 0x25;
        }
        at = (size_t)(p - b->data);
        put_u32(p, (u32)mem->disp);
        p += 4;
    }
    b->len = (size_t)(p - b->data);
    return at;
}

static KIT_SLOW_WAY void emit_frame_grown(Buf *b, u32 opcode, u32 flags, u8 reg, i32 disp)
{
    buf_reserve(b, INSN_ROOM + 4);
    x64_emit_frame(b, opcode, flags, reg, disp);
}

void x64_emit_frame(Buf *b, u32 opcode, u32 flags, u8 reg, i32 disp)
{
    if (KIT_UNLIKELY(b->cap - b->len < INSN_ROOM + 4)) {
        emit_frame_grown(b, opcode, flags, reg, disp);
        return;
    }
    u32 rex = (flags & X64_REX_W) << 3 | (u32)(reg >> 3) << 2;
    if (flags & X64_BYTE_REG) rex |= byte_rex(reg);
    bool is_short = disp == (i8)disp;
    if (KIT_LIKELY(is_plain(opcode, flags))) {
        u32 modrm = (u32)((is_short ? 0x40 : 0x80) | (reg & 7) << 3 | RBP);
        put_plain(b, rex, opcode | modrm << 8 | (u64)(u32)disp << 16, is_short ? 3 : 6);
        return;
    }
    u8 *p = put_opcode(b->data + b->len, opcode, flags, rex);
    *p = (u8)((is_short ? 0x40 : 0x80) | (reg & 7) << 3 | RBP);
    put_u32(p + 1, (u32)disp);
    b->len = (size_t)(p + (is_short ? 2 : 5) - b->data);
}

void x64_emit_plus_reg(Buf *b, u32 opcode, u32 flags, u8 reg)
{
    buf_reserve(b, INSN_ROOM);
    u32 rex = (flags & X64_REX_W) << 3 | (u32)(reg >> 3);
    if (flags & (X64_BYTE_REG | X64_BYTE_RM)) rex |= byte_rex(reg);
    u8 *p = put_opcode(b->data + b->len, opcode | (reg & 7u), flags, rex);
    b->len = (size_t)(p - b->data);
}

/* One NOP of each length: SDM table 4-12, and past 9 bytes a CS and operand-size prefixes, which every x86-64 decodes as one
   instruction. GNU as pads with the same bytes. */
static const u8 nop_bytes[11][11] = {
    {0x90},
    {0x66, 0x90},
    {0x0f, 0x1f, 0x00},
    {0x0f, 0x1f, 0x40, 0x00},
    {0x0f, 0x1f, 0x44, 0x00, 0x00},
    {0x66, 0x0f, 0x1f, 0x44, 0x00, 0x00},
    {0x0f, 0x1f, 0x80, 0, 0, 0, 0},
    {0x0f, 0x1f, 0x84, 0x00, 0, 0, 0, 0},
    {0x66, 0x0f, 0x1f, 0x84, 0x00, 0, 0, 0, 0},
    {0x66, 0x2e, 0x0f, 0x1f, 0x84, 0x00, 0, 0, 0, 0},
    {0x66, 0x66, 0x2e, 0x0f, 0x1f, 0x84, 0x00, 0, 0, 0, 0}
};

void x64_emit_nops(Buf *b, u32 n)
{
    buf_reserve(b, n);
    u8 *p = b->data + b->len;
    b->len += n;
    for (; n > 11; n -= 11, p += 11) memcpy(p, nop_bytes[10], 11);
    if (n) memcpy(p, nop_bytes[n - 1], n);
}
