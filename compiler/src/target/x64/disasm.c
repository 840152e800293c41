/* The disassembler; see disasm.h. It reads the assembler's table backwards: prefixes and opcode bytes select the rows that could
   have produced them, and the first row whose operands agree is printed, in GNU objdump's AT&T style (binutils 2.40).
   Symbols are not its business: branch targets and %rip-relative addresses are printed as numbers. */
#include "target/x64/disasm.h"
#include "target/x64/encode_table.h"

typedef struct Insn {
    const u8 *start, *end, *modrm; /* modrm NULL: there is none */
    u64 address;
    u32 length;
    /* Prefixes. */
    u8 segment, rep, lock, rex, data16, addr32;
    bool vex, wide;                /* VEX.L */
    u32 vvvv, pp, map, opcode;
    const u8 *opcode_at;
    u32 size;                      /* SIZE_* of the row that is being tried */
    u8 used_rex;                   /* what the row made use of */
    bool used_data16, used_rep, used_segment;
    u64 rip_target;
    bool has_rip_target;
} Insn;

static const char reg8_names[16][5] = {"al", "cl", "dl", "bl", "spl", "bpl", "sil", "dil", "r8b", "r9b", "r10b", "r11b", "r12b", "r13b", "r14b", "r15b"};
static const char high_names[4][3] = {"ah", "ch", "dh", "bh"};
static const char legacy_names[8][3] = {"ax", "cx", "dx", "bx", "sp", "bp", "si", "di"};

static void put_register(Insn *in, Buf *out, u32 size, u32 n)
{
    buf_u8(out, '%');
    if (size == SIZE_B) {
        if (n >= 4 && n < 8 && !in->rex && !in->vex) buf_puts(out, high_names[n - 4]);
        else buf_puts(out, reg8_names[n]);
        if (n >= 4 && n < 8) in->used_rex |= 0x40;
    } else if (n < 8) {
        if (size != SIZE_W) buf_u8(out, size == SIZE_L ? 'e' : 'r');
        buf_puts(out, legacy_names[n]);
    } else {
        buf_printf(out, "r%u%s", n, size == SIZE_W ? "w" : size == SIZE_L ? "d" : "");
    }
}

static u32 modrm_reg(Insn *in)
{
    in->used_rex |= 4;
    return (in->modrm[0] >> 3 & 7u) | (in->rex & 4u) << 1;
}
static u32 modrm_rm(Insn *in)
{
    in->used_rex |= 1;
    return (in->modrm[0] & 7u) | (in->rex & 1u) << 3;
}

/* Bytes of ModRM, SIB and displacement. 0 when they are cut off. */
static u32 modrm_length(const Insn *in)
{
    const u8 *m = in->modrm;
    if (m >= in->end) return 0;
    u32 mod = m[0] >> 6, rm = m[0] & 7, n = 1;
    if (mod == 3) return 1;
    if (rm == 4) {
        if (m + 1 >= in->end) return 0;
        n++;
        if (mod == 0 && (m[1] & 7) == 5) n += 4;
    } else if (mod == 0 && rm == 5) {
        n += 4;
    }
    n += mod == 1 ? 1 : mod == 2 ? 4 : 0;
    return m + n <= in->end ? n : 0;
}

static const char *segment_name(u8 prefix)
{
    switch (prefix) {
    case 0x26: return "es";
    case 0x2e: return "cs";
    case 0x36: return "ss";
    case 0x3e: return "ds";
    case 0x64: return "fs";
    case 0x65: return "gs";
    default: return "";
    }
}

static void put_signed(Buf *out, i64 v)
{
    if (v < 0) buf_printf(out, "-0x%llx", (unsigned long long)(0 - (u64)v));
    else buf_printf(out, "0x%llx", (unsigned long long)v);
}

/* Only FS and GS count in 64-bit mode; the others show as prefixes. */
static void put_segment(Insn *in, Buf *out)
{
    if (in->segment != 0x64 && in->segment != 0x65) return;
    in->used_segment = true;
    buf_printf(out, "%%%s:", segment_name(in->segment));
}

static void put_memory(Insn *in, Buf *out)
{
    const u8 *m = in->modrm;
    u32 mod = m[0] >> 6, rm = m[0] & 7, size = in->addr32 ? SIZE_L : SIZE_Q;
    u32 base = rm | (in->rex & 1u) << 3, index = 16, scale = 0;
    bool has_base = true, rip = false;
    const u8 *d = m + 1;
    in->used_rex |= 1;
    if (rm == 4) {
        u8 sib = *d++;
        in->used_rex |= 2;
        base = (sib & 7u) | (in->rex & 1u) << 3;
        index = (sib >> 3 & 7u) | (in->rex & 2u) << 2;
        scale = sib >> 6;
        if (index == 4) index = 16;
        if (mod == 0 && (sib & 7) == 5) has_base = false;
    } else if (mod == 0 && rm == 5) {
        rip = true;
    }
    i64 disp = 0;
    bool has_disp = mod != 0 || !has_base || rip;
    if (mod == 1) disp = (i8)*d;
    else if (has_disp) disp = (i32)get_u32(d);
    put_segment(in, out);
    if (rip) {
        put_signed(out, disp);
        buf_puts(out, in->addr32 ? "(%eip)" : "(%rip)");
        in->has_rip_target = true;
        in->rip_target = (u64)disp;
        return;
    }
    if (!has_base && index == 16) {
        buf_printf(out, "0x%llx", (unsigned long long)(in->addr32 ? (u64)(u32)disp : (u64)disp));
        return;
    }
    if (has_disp) put_signed(out, disp);
    buf_u8(out, '(');
    if (has_base) put_register(in, out, size, base);
    if (index != 16) {
        buf_u8(out, ',');
        put_register(in, out, size, index);
        buf_printf(out, ",%u", 1u << scale);
    } else if (rm == 4 && (((m[1] & 7) != 4) || scale)) {
        /* A SIB byte that was not needed shows as objdump's register that is always zero. */
        buf_printf(out, ",%%%s,%u", in->addr32 ? "eiz" : "riz", 1u << scale);
    }
    buf_u8(out, ')');
}

static bool kind_is_modrm(u32 k)
{
    switch (k) {
    case K_E: case K_E8: case K_E16: case K_E32: case K_E64: case K_M: case K_G: case K_G16: case K_G32: case K_G64: case K_R: case K_R8: case K_R16:
    case K_R32: case K_R64: case K_GD: case K_S: case K_SR: case K_CR: case K_DR: case K_STI: case K_P: case K_Q: case K_N: case K_X: case K_XM: case K_U:
    case K_Y: case K_YM: case K_VX: case K_VM: case K_VU: return true;
    default: return false;
    }
}

static u32 immediate_size(u32 kind, u32 size)
{
    switch (kind) {
    case K_IS: case K_IB: case K_JB: case K_J: case K_V4: return 1;
    case K_IW: return 2;
    case K_JL: return 4;
    case K_IQ: case K_O: return 8;
    case K_I: return size == SIZE_Q ? 4 : size;
    default: return 0;
    }
}

static i64 read_signed(const u8 *p, u32 n)
{
    return n == 1 ? (i8)p[0] : n == 2 ? (i16)get_u16(p) : n == 4 ? (i32)get_u32(p) : (i64)get_u64(p);
}

/* Whether this row may have produced the bytes; sets the operand size and the length. */
static bool fits(Insn *in, const X64Form *f)
{
    u32 opcode = in->opcode, base = f->opcode & 0xff, pre = f->opcode >> 10 & 3, flags = f->flags;
    if ((f->opcode >> 8 & 3) != in->map || !(flags & FORM_VEX) != !in->vex || (flags & (FORM_ASM_ONLY | FORM_ADDR32)) || f->operand[0] == K_I1) return false;
    if (flags & FORM_W) {
        if ((opcode & 0xfe) != base) return false;
    } else if (flags & FORM_CC) {
        if ((opcode & 0xf0) != base) return false;
    } else if (f->operand[0] == K_Z || f->operand[1] == K_Z) {
        if ((opcode & 0xf8) != base) return false;
        if (base == 0x90 && (opcode & 7) == 0 && !(in->rex & 1) && !in->data16) return false; /* that is nop */
    } else if (opcode != base) {
        return false;
    }
    if (in->vex) {
        static const u8 pp[4] = {0, 1, 3, 2};
        if (pp[in->pp] != pre) return false;
    } else {
        if (pre == 1 && (!in->data16 || in->rep)) return false;
        if (pre == 2 && in->rep != 0xf2) return false;
        if (pre == 3 && in->rep != 0xf3) return false;
        /* For vector instructions, and a few others, a prefix makes another instruction. */
        if (pre == 0 && (in->data16 || in->rep)) {
            for (u32 k = 0; k < 4; k++)
                if (f->operand[k] >= K_P && f->operand[k] <= K_V4) return false;
            if (in->map == 1 && !f->sizes && base == 0xae) return false;
        }
        if (pre == 0 && in->map == 1 && f->sizes && in->rep && (base == 0xb8 || base == 0xbc || base == 0xbd || base == 0xae || base == 0xc7)) return false;
        if (pre == 0 && in->map > 1 && (in->data16 || in->rep) && base < 0xf0) return false;
        if (pre == 0 && in->map > 1 && base >= 0xf0 && in->rep) return false;
    }
    if ((flags & FORM_REX_W) && !(in->rex & 8)) return false;
    if ((flags & FORM_DATA16) && !in->data16) return false;
    u32 size = 0;
    if (f->sizes) {
        bool data16 = in->data16 && pre != 1 && !(in->vex);
        if ((flags & FORM_W) && !(opcode & 1)) size = SIZE_B;
        else if (flags & FORM_D64) size = data16 && (f->sizes & SIZE_W) && !(in->rex & 8) ? SIZE_W : SIZE_Q;
        else if (in->rex & 8) size = SIZE_Q;
        else if (data16) size = SIZE_W;
        else size = SIZE_L;
        if (f->sizes == SIZE_B) size = SIZE_B;
        if (f->operand[0] == K_CR || f->operand[1] == K_CR || f->operand[0] == K_DR || f->operand[1] == K_DR) size = SIZE_Q;
        if ((flags & FORM_NO_SIZE) && !(f->sizes & size)) size = f->sizes & SIZE_L ? SIZE_L : SIZE_Q;
        if (!(f->sizes & size)) return false;
    }
    bool has_modrm = f->ext != EXT_NONE;
    for (u32 k = 0; k < 4; k++) has_modrm |= kind_is_modrm(f->operand[k]);
    in->modrm = has_modrm ? in->opcode_at + 1 : NULL;
    const u8 *p = in->opcode_at + 1;
    if (has_modrm) {
        u32 n = modrm_length(in);
        if (!n) return false;
        bool reg = in->modrm[0] >= 0xc0;
        if (f->ext < 8 && !(flags & FORM_IMPLIED) && (in->modrm[0] >> 3 & 7u) != f->ext) return false;
        if (f->ext >= 0xc0 && in->modrm[0] != f->ext) return false;
        for (u32 k = 0; k < 4; k++) {
            switch (f->operand[k]) {
            case K_M: if (reg) return false; break;
            case K_R: case K_R8: case K_R16: case K_R32: case K_R64: case K_U: case K_N: case K_VU: case K_STI: if (!reg) return false; break;
            case K_SR: if ((in->modrm[0] >> 3 & 7) > 5) return false; break;
            default: break;
            }
        }
        p += f->ext >= 0xc0 ? 1 : n;
    }
    if (in->vex) {
        bool any = false, fixed_xmm = false;
        for (u32 k = 0; k < 4; k++) {
            u32 o = f->operand[k];
            if (o == K_VX || o == K_VM || o == K_VU || o == K_VH) any = true;
            if (o == K_X || o == K_XM || o == K_HX || o == K_HG) fixed_xmm = true;
        }
        if ((flags & FORM_L1) && !in->wide) return false;
        if (!(flags & FORM_L1) && !any && fixed_xmm && in->wide) return false;
        if (!(flags & FORM_L1) && f->operand[0] == K_NONE && in->wide) return false;
    }
    for (u32 k = 0; k < 4; k++) {
        u32 n = immediate_size(f->operand[k], size);
        if (f->operand[k] == K_J && f->opcode == 0xeb) n = 1;
        p += n;
        if (p > in->end) return false;
    }
    if (flags & FORM_IMPLIED) {
        if (p >= in->end || *p != f->ext) return false;
        p++;
    }
    in->length = (u32)(p - in->start);
    in->size = size;
    return in->length <= 15;
}

static void put_immediate(Buf *out, u32 kind, u32 size, const u8 *p)
{
    u32 n = immediate_size(kind, size);
    u64 v = (u64)read_signed(p, n);
    if (kind == K_IB || kind == K_IW || size == SIZE_B) v = n == 1 ? (u8)v : (u16)v;
    else if (size == SIZE_W) v = (u16)v;
    else if (size == SIZE_L) v = (u32)v;
    buf_printf(out, "$0x%llx", (unsigned long long)v);
}

static void put_xmm(Buf *out, bool wide, u32 n) { buf_printf(out, "%%%cmm%u", wide ? 'y' : 'x', n); }

static void put_operand(Insn *in, Buf *out, u32 kind, const u8 **imm)
{
    static const char segs[8][3] = {"es", "cs", "ss", "ds", "fs", "gs", "?", "?"};
    u32 size = in->size;
    bool reg = in->modrm && in->modrm[0] >= 0xc0;
    switch (kind) {
    case K_E: case K_S:
        if (kind == K_S) buf_u8(out, '*');
        if (reg) put_register(in, out, size, modrm_rm(in));
        else put_memory(in, out);
        break;
    case K_E8: case K_E16: case K_E32: case K_E64: {
        static const u8 sizes[] = {SIZE_B, SIZE_W, SIZE_L, SIZE_Q};
        if (reg) put_register(in, out, sizes[kind - K_E8], modrm_rm(in));
        else put_memory(in, out);
        break;
    }
    case K_M: put_memory(in, out); break;
    case K_G: put_register(in, out, size, modrm_reg(in)); break;
    case K_GD: put_register(in, out, size, modrm_reg(in)); break;
    case K_G16: put_register(in, out, SIZE_W, modrm_reg(in)); break;
    case K_G32: put_register(in, out, SIZE_L, modrm_reg(in)); break;
    case K_G64: put_register(in, out, SIZE_Q, modrm_reg(in)); break;
    case K_R: put_register(in, out, size, modrm_rm(in)); break;
    case K_R8: put_register(in, out, SIZE_B, modrm_rm(in)); break;
    case K_R16: put_register(in, out, SIZE_W, modrm_rm(in)); break;
    case K_R32: put_register(in, out, SIZE_L, modrm_rm(in)); break;
    case K_R64: put_register(in, out, SIZE_Q, modrm_rm(in)); break;
    case K_Z:
        in->used_rex |= 1;
        put_register(in, out, size, (in->opcode & 7) | (in->rex & 1u) << 3);
        break;
    case K_A: put_register(in, out, size, 0); break;
    case K_AX: buf_puts(out, "%ax"); break;
    case K_CL: buf_puts(out, "%cl"); break;
    case K_DX: buf_puts(out, "(%dx)"); break;
    case K_I: case K_IS: case K_IB: case K_IW: case K_IQ:
        put_immediate(out, kind, size, *imm);
        *imm += immediate_size(kind, size);
        break;
    case K_J: case K_JB: case K_JL: {
        u32 n = kind == K_JL ? 4 : 1;
        buf_printf(out, "%llx", (unsigned long long)(in->address + in->length + (u64)read_signed(*imm, n)));
        *imm += n;
        break;
    }
    case K_O:
        put_segment(in, out);
        buf_printf(out, "0x%llx", (unsigned long long)get_u64(*imm));
        *imm += 8;
        break;
    case K_SR: buf_printf(out, "%%%s", segs[in->modrm[0] >> 3 & 7]); break;
    case K_CR: buf_printf(out, "%%cr%u", modrm_reg(in)); break;
    case K_DR: buf_printf(out, "%%db%u", modrm_reg(in)); break;
    case K_FS: buf_puts(out, "%fs"); break;
    case K_GS: buf_puts(out, "%gs"); break;
    case K_ST0: buf_puts(out, "%st"); break;
    case K_STI: buf_printf(out, "%%st(%u)", in->modrm[0] & 7); break;
    case K_P: buf_printf(out, "%%mm%u", in->modrm[0] >> 3 & 7); break;
    case K_Q: case K_N:
        if (reg) buf_printf(out, "%%mm%u", in->modrm[0] & 7);
        else put_memory(in, out);
        break;
    case K_X: put_xmm(out, false, modrm_reg(in)); break;
    case K_XM: case K_U:
        if (reg) put_xmm(out, false, modrm_rm(in));
        else put_memory(in, out);
        break;
    case K_X0: buf_puts(out, "%xmm0"); break;
    case K_Y: put_xmm(out, true, modrm_reg(in)); break;
    case K_YM:
        if (reg) put_xmm(out, true, modrm_rm(in));
        else put_memory(in, out);
        break;
    case K_VX: put_xmm(out, in->wide, modrm_reg(in)); break;
    case K_VM: case K_VU:
        if (reg) put_xmm(out, in->wide, modrm_rm(in));
        else put_memory(in, out);
        break;
    case K_VH: put_xmm(out, in->wide, in->vvvv); break;
    case K_HX: put_xmm(out, false, in->vvvv); break;
    case K_HY: put_xmm(out, true, in->vvvv); break;
    case K_HG: put_register(in, out, size, in->vvvv); break;
    case K_V4:
        put_xmm(out, in->wide, in->end[0] >> 4);
        break;
    default: break;
    }
}

/* A suffix is printed where no register operand tells the size. */
static char size_suffix(const Insn *in, const X64Form *f)
{
    static const char letters[9] = {0, 'b', 'w', 0, 'l', 0, 0, 0, 'q'};
    if (!f->sizes || (f->sizes & (f->sizes - 1)) == 0) return 0;
    if (f->flags & FORM_D64) {
        bool reg = f->operand[0] == K_Z || (in->modrm && in->modrm[0] >= 0xc0 && in->size == SIZE_W);
        return in->size == SIZE_W && !reg ? 'w' : 0;
    }
    for (u32 k = 0; k < 4; k++)
        switch (f->operand[k]) {
        case K_G: case K_R: case K_Z: case K_A: case K_GD: case K_HG: case K_SR: return 0;
        case K_E: case K_S: if (in->modrm[0] >= 0xc0) return 0; break;
        default: break;
        }
    if ((f->operand[0] == K_NONE || f->operand[0] == K_S || f->operand[0] == K_IW) && in->size == SIZE_L) return 0;
    return letters[in->size];
}

static bool is_string(u32 opcode) { return (opcode >= 0xa4 && opcode <= 0xa7) || (opcode >= 0xaa && opcode <= 0xaf) || (opcode >= 0x6c && opcode <= 0x6f); }

static void put_string_operands(Insn *in, Buf *out, u32 opcode)
{
    const char *di = in->addr32 ? "%es:(%edi)" : "%es:(%rdi)", *si = in->addr32 ? "(%esi)" : "(%rsi)";
    const char *seg = in->segment ? segment_name(in->segment) : "ds";
    u32 base = opcode & 0xfe;
    if (base == 0xa4 || base == 0xa6 || base == 0xac || base == 0x6e) in->used_segment = in->segment != 0;
    switch (base) {
    case 0xa4: buf_printf(out, "%%%s:%s,%s", seg, si, di); break;
    case 0xa6: buf_printf(out, "%s,%%%s:%s", di, seg, si); break;
    case 0xaa: put_register(in, out, in->size, 0); buf_printf(out, ",%s", di); break;
    case 0xac: buf_printf(out, "%%%s:%s,", seg, si); put_register(in, out, in->size, 0); break;
    case 0xae: buf_printf(out, "%s,", di); put_register(in, out, in->size, 0); break;
    case 0x6c: buf_printf(out, "(%%dx),%s", di); break;
    default: buf_printf(out, "%%%s:%s,(%%dx)", seg, si); break;
    }
}

/* The mnemonic with the prefixes that objdump shows, then the operands. */
static void print(Insn *in, Buf *out, const X64Form *f, const char *name)
{
    Buf operands = {0}, head = {0};
    const u8 *imm = in->opcode_at + 1;
    if (in->modrm) imm += f->ext >= 0xc0 ? 1 : modrm_length(in);
    u32 count = 0, opcode = in->opcode;
    bool string = !in->vex && in->map == 0 && is_string(opcode);
    const u8 *end = in->end;
    in->end = in->start + in->length - 1; /* the last byte: the register of K_V4 */
    if (string) {
        put_string_operands(in, &operands, opcode);
    } else {
        for (; count < 4 && f->operand[count]; count++) {
            if (count) buf_u8(&operands, ',');
            put_operand(in, &operands, f->operand[count], &imm);
        }
    }
    in->end = end;

    u32 pre = f->opcode >> 10 & 3;
    bool size16 = in->size == SIZE_W && f->sizes && !(f->flags & FORM_NO_SIZE);
    if (in->lock) buf_puts(&head, "lock ");
    if (in->rep && !in->vex && pre < 2) {
        if (string) buf_puts(&head, in->rep == 0xf2 ? "repnz " : (opcode & 0xfe) == 0xa6 || (opcode & 0xfe) == 0xae ? "repz " : "rep ");
        else if (in->rep == 0xf2 && (f->operand[0] == K_J || f->operand[0] == K_JL || f->operand[0] == K_S || (opcode & 0xfe) == 0xc2)) buf_puts(&head, "bnd ");
        else if (in->lock) buf_puts(&head, in->rep == 0xf2 ? "xacquire " : "xrelease ");
        else buf_puts(&head, in->rep == 0xf2 ? "repnz " : "repz ");
    }
    u32 data16 = in->data16;
    if (data16 && !in->vex && (pre == 1 || size16 || (f->flags & FORM_DATA16))) data16--;
    for (u32 i = 0; i < data16; i++) buf_puts(&head, "data16 ");
    if (in->segment && !in->used_segment) {
        if (in->segment == 0x3e && f->operand[0] == K_S) buf_puts(&head, "notrack ");
        else buf_printf(&head, "%s ", segment_name(in->segment));
    }
    if (in->addr32 && !string && !(in->modrm && in->modrm[0] < 0xc0)) buf_puts(&head, "addr32 ");
    if (in->rex && !in->vex) {
        u8 used = in->used_rex;
        if (in->size == SIZE_Q && f->sizes && !(f->flags & (FORM_D64 | FORM_NO_SIZE))) used |= 8;
        if (f->flags & FORM_REX_W) used |= 8;
        u8 idle = in->rex & 15u & ~used;
        if (idle || (in->rex == 0x40 && !(used & 0x40))) {
            buf_puts(&head, "rex");
            if (in->rex & 15) buf_u8(&head, '.');
            if (in->rex & 8) buf_u8(&head, 'W');
            if (in->rex & 4) buf_u8(&head, 'R');
            if (in->rex & 2) buf_u8(&head, 'X');
            if (in->rex & 1) buf_u8(&head, 'B');
            buf_u8(&head, ' ');
        }
    }
    const char *shown = name;
    if (f->operand[0] == K_IQ || f->operand[0] == K_O || f->operand[1] == K_O) shown = "movabs";
    buf_puts(&head, shown);
    if (strncmp(name, "crc32", 5) == 0 && in->modrm[0] >= 0xc0) head.len--; /* the register tells */
    if (f->flags & FORM_CC) buf_puts(&head, x64_cond_names[opcode & 15].name);
    static const char letters[9] = {0, 'b', 'w', 0, 'l', 0, 0, 0, 'q'};
    char suffix = size_suffix(in, f);
    if (string) {
        u32 base = opcode & 0xfe;
        suffix = base == 0xa4 || base == 0xa6 || base == 0x6c || base == 0x6e ? letters[in->size] : 0;
    }
    if (strcmp(name, "movzb") == 0 || strcmp(name, "movzw") == 0 || strcmp(name, "movsb") == 0 || strcmp(name, "movsw") == 0 || strcmp(name, "movsl") == 0) suffix = letters[in->size];
    if (suffix) buf_u8(&head, (u8)suffix);
    if (operands.len) {
        while (head.len < 6) buf_u8(&head, ' ');
        buf_u8(&head, ' ');
    }
    buf_bytes(out, head.data, head.len);
    buf_bytes(out, operands.data, operands.len);
    if (in->has_rip_target) buf_printf(out, "        # %llx", (unsigned long long)(in->address + in->length + in->rip_target));
    buf_free(&operands);
    buf_free(&head);
}

static bool read_prefixes(Insn *in)
{
    const u8 *p = in->start;
    for (; p < in->end; p++) {
        switch (*p) {
        case 0x26: case 0x2e: case 0x36: case 0x3e: case 0x64: case 0x65: in->segment = *p; continue;
        case 0x66: in->data16++; continue;
        case 0x67: in->addr32++; continue;
        case 0xf0: in->lock = 1; continue;
        case 0xf2: case 0xf3: in->rep = *p; continue;
        default: break;
        }
        break;
    }
    if (p - in->start > 14) return false;
    if (p < in->end && (*p & 0xf0) == 0x40) in->rex = *p++;
    if (p >= in->end) return false;
    if (*p == 0xc5 && p + 2 < in->end) {
        in->vex = true;
        in->rex = p[1] & 0x80 ? 0 : 4;
        in->map = 1;
        in->wide = p[1] >> 2 & 1;
        in->pp = p[1] & 3;
        in->vvvv = ~(p[1] >> 3) & 15u;
        p += 2;
    } else if (*p == 0xc4 && p + 3 < in->end) {
        in->vex = true;
        in->rex = (u8)((~p[1] >> 5 & 7) | (p[2] & 0x80 ? 8 : 0));
        in->map = p[1] & 31;
        in->wide = p[2] >> 2 & 1;
        in->pp = p[2] & 3;
        in->vvvv = ~(p[2] >> 3) & 15u;
        if (in->map == 0 || in->map > 3) return false;
        p += 3;
    } else if (*p == 0x0f) {
        if (++p >= in->end) return false;
        in->map = 1;
        if (*p == 0x38 || *p == 0x3a) {
            in->map = *p == 0x38 ? 2 : 3;
            if (++p >= in->end) return false;
        }
    }
    in->opcode = *p;
    in->opcode_at = p;
    return true;
}

/* The near jumps with 32-bit displacements are not rows of the table: the assembler chooses them. */
static bool long_branch(Insn *in, Buf *out)
{
    bool jmp = in->map == 0 && in->opcode == 0xe9, jcc = in->map == 1 && (in->opcode & 0xf0) == 0x80;
    if (in->vex || (!jmp && !jcc) || in->opcode_at + 5 > in->end) return false;
    in->length = (u32)(in->opcode_at + 5 - in->start);
    if (in->rep == 0xf2) buf_puts(out, "bnd ");
    char name[8] = "jmp";
    if (jcc) {
        name[1] = 0;
        strcpy(name + 1, x64_cond_names[in->opcode & 15].name);
    }
    if (jcc && in->segment == 0x2e) strcat(name, ",pn");
    if (jcc && in->segment == 0x3e) strcat(name, ",pt");
    buf_printf(out, "%-6s %llx", name, (unsigned long long)(in->address + in->length + (u64)read_signed(in->opcode_at + 1, 4)));
    return true;
}

u32 x64_disassemble(const u8 *p, u32 avail, u64 address, Buf *out)
{
    Insn first;
    memset(&first, 0, sizeof first);
    first.start = p;
    first.end = p + (avail < 15 ? avail : 15);
    first.address = address;
    if (!read_prefixes(&first)) return 0;
    if (long_branch(&first, out)) return first.length;
    const char *name = "", *found_name = NULL;
    const X64Form *found = NULL;
    for (u32 i = 0; i < x64_form_count; i++) {
        const X64Form *f = &x64_forms[i];
        if (f->name[0]) name = f->name;
        if (((f->opcode ^ first.opcode) & 0xe0) || (f->opcode >> 8 & 3) != first.map) continue;
        Insn in = first;
        if (!fits(&in, f)) continue;
        /* A row that accounts for REX.W is better than one that ignores it. */
        bool exact = f->sizes || (f->flags & FORM_REX_W) || !(first.rex & 8);
        if (!exact && found) continue;
        found = f;
        found_name = name;
        if (exact) break;
    }
    if (!found) return 0;
    fits(&first, found);
    print(&first, out, found, found_name);
    return first.length;
}
