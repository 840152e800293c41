/* Instructions: AT&T operands are parsed, matched against the rows of x64_forms, and encoded.
   In: a mnemonic and the text behind it. Out: bytes, fixups, and fragments for branches that are sized later.
   A mnemonic is looked up whole, then without its last letter when that is a size suffix (b, w, l, q). */
#include "asm/asm_internal.h"
#include "target/x64/encode_table.h"

#include <stdio.h>

/* What an operand is; a form's pattern accepts a set of these. */
enum {
    T_R8 = 1, T_R16 = 2, T_R32 = 4, T_R64 = 8, T_ACC = 0x10, T_CL = 0x20, T_DX = 0x40, T_MEM = 0x80, T_IMM = 0x100,
    T_TARGET = 0x200, /* an address without registers: where a branch goes */
    T_ABS = 0x400,    /* the same, as a 64-bit absolute address */
    T_STAR = 0x800, T_SREG = 0x1000, T_CR = 0x2000, T_DR = 0x4000, T_ST0 = 0x8000, T_STI = 0x10000, T_MM = 0x20000, T_XMM = 0x40000,
    T_YMM = 0x80000, T_XMM0 = 0x100000, T_FS = 0x200000, T_GS = 0x400000, T_DXMEM = 0x800000, T_SI = 0x1000000, T_DI = 0x2000000, T_AX = 0x4000000,
    T_GPR = T_R8 | T_R16 | T_R32 | T_R64
};

enum { PLACE_NONE, PLACE_REG, PLACE_RM, PLACE_BOTH, PLACE_OPCODE, PLACE_VVVV, PLACE_IMM, PLACE_IS4, PLACE_TARGET, PLACE_MOFFS };

static const struct {
    u32 types;
    u8 place;
    bool sized;
} kinds[K_COUNT] = {
    {0, 0, false},
    {T_GPR | T_MEM, PLACE_RM, true}, {T_R8 | T_MEM, PLACE_RM, false}, {T_R16 | T_MEM, PLACE_RM, false}, {T_R32 | T_MEM, PLACE_RM, false}, {T_R64 | T_MEM, PLACE_RM, false},
    {T_MEM, PLACE_RM, false},
    {T_GPR, PLACE_REG, true}, {T_R16, PLACE_REG, false}, {T_R32, PLACE_REG, false}, {T_R64, PLACE_REG, false},
    {T_GPR, PLACE_RM, true}, {T_R8, PLACE_RM, false}, {T_R16, PLACE_RM, false}, {T_R32, PLACE_RM, false}, {T_R64, PLACE_RM, false},
    {T_GPR, PLACE_BOTH, true},
    {T_GPR, PLACE_OPCODE, true},
    {T_ACC, PLACE_NONE, true},
    {T_AX, PLACE_NONE, false}, {T_CL, PLACE_NONE, false}, {T_DX | T_DXMEM, PLACE_NONE, false},
    {T_IMM, PLACE_IMM, true}, {T_IMM, PLACE_IMM, true}, {T_IMM, PLACE_IMM, false}, {T_IMM, PLACE_IMM, false}, {T_IMM, PLACE_IMM, false}, {T_IMM, PLACE_NONE, false},
    {T_TARGET, PLACE_TARGET, false}, {T_TARGET, PLACE_TARGET, false}, {T_TARGET, PLACE_TARGET, false},
    {T_STAR, PLACE_RM, false},
    {T_ABS, PLACE_MOFFS, false},
    {T_SREG, PLACE_REG, false}, {T_CR, PLACE_REG, false}, {T_DR, PLACE_REG, false}, {T_FS, PLACE_NONE, false}, {T_GS, PLACE_NONE, false},
    {T_ST0, PLACE_NONE, false}, {T_STI, PLACE_RM, false},
    {T_MM, PLACE_REG, false}, {T_MM | T_MEM, PLACE_RM, false}, {T_MM, PLACE_RM, false},
    {T_XMM, PLACE_REG, false}, {T_XMM | T_MEM, PLACE_RM, false}, {T_XMM, PLACE_RM, false},
    {T_XMM0, PLACE_NONE, false},
    {T_YMM, PLACE_REG, false}, {T_YMM | T_MEM, PLACE_RM, false},
    {T_XMM | T_YMM, PLACE_REG, false}, {T_XMM | T_YMM | T_MEM, PLACE_RM, false}, {T_XMM | T_YMM, PLACE_RM, false}, {T_XMM | T_YMM, PLACE_VVVV, false},
    {T_XMM, PLACE_VVVV, false}, {T_YMM, PLACE_VVVV, false}, {T_GPR, PLACE_VVVV, true},
    {T_XMM | T_YMM, PLACE_IS4, false},
    {T_SI, PLACE_NONE, false}, {T_DI, PLACE_NONE, false}
};

typedef struct Operand {
    u32 types;
    u8 reg;         /* hardware number */
    bool high_byte; /* AH, CH, DH, BH: not with REX */
    bool is_memory;
    u8 base, index, scale, segment; /* of memory; see X64Mem */
    bool address32;
    Expr e;         /* displacement or immediate */
    const char *at;
} Operand;

/* What precedes the opcode. */
typedef struct Prefixes {
    u8 segment, rep, lock, data16, addr32, rex;
    bool wide_disp, narrow_disp; /* {disp32}, {disp8} */
    bool any;
} Prefixes;

/* ---- The maps. A mnemonic's value: its first row, condition code + 1, size suffix. ---- */

enum { VALUE_ROW = 0xffff, VALUE_CC_SHIFT = 16, VALUE_SIZE_SHIFT = 24 };
enum { PREFIX_FLAG = 0x8000 };

static const struct {
    const char *name;
    u8 byte;
} prefix_names[] = {
    {"lock", 0xf0}, {"rep", 0xf3}, {"repe", 0xf3}, {"repz", 0xf3}, {"repne", 0xf2}, {"repnz", 0xf2}, {"data16", 0x66}, {"addr32", 0x67}, {"cs", 0x2e}, {"ds", 0x3e},
    {"es", 0x26}, {"fs", 0x64}, {"gs", 0x65}, {"ss", 0x36}, {"notrack", 0x3e}, {"bnd", 0xf2}, {"xacquire", 0xf2}, {"xrelease", 0xf3}, {"rex", 0x40}, {"rex64", 0x48},
    {"rex.w", 0x48}, {"rex.W", 0x48}, {"rex.wrxb", 0x4f}, {"rex.b", 0x41}, {"rex.x", 0x42}, {"rex.r", 0x44}
};

enum { REG_8 = 1, REG_8H, REG_16, REG_32, REG_64, REG_SEG, REG_CR, REG_DR, REG_ST, REG_MM, REG_XMM, REG_YMM, REG_RIP, REG_EIP, REG_OTHER };

static void add_register(As *as, const char *name, u32 class_, u32 number) { *strmap_put(&as->registers, str_of(name), 0) = class_ << 8 | number; }

static void add_registers(As *as, const char *prefix, const char *suffix, u32 class_, u32 from, u32 to)
{
    for (u32 i = from; i < to; i++) {
        Str s = arena_printf(&as->arena, "%s%u%s", prefix, i, suffix);
        *strmap_put(&as->registers, s, 0) = class_ << 8 | i;
    }
}

static const char legacy_names[8][4] = {"ax", "cx", "dx", "bx", "sp", "bp", "si", "di"};

void insn_init(As *as)
{
    for (u32 i = 0; i < x64_form_count; i++) {
        const X64Form *f = &x64_forms[i];
        if (!f->name[0]) continue;
        if (f->flags & FORM_CC) {
            for (u32 k = 0; k < ARRAY_LEN(x64_cond_names); k++) {
                Str s = arena_printf(&as->arena, "%s%s", f->name, x64_cond_names[k].name);
                *strmap_put(&as->mnemonics, s, 0) = i | (x64_cond_names[k].cond + 1u) << VALUE_CC_SHIFT;
            }
        } else {
            *strmap_put(&as->mnemonics, str_of(f->name), 0) = i;
        }
    }
    for (u32 i = 0; i < ARRAY_LEN(prefix_names); i++) *strmap_put(&as->mnemonics, str_of(prefix_names[i].name), 0) = PREFIX_FLAG | i;
    static const char low[8][4] = {"al", "cl", "dl", "bl", "spl", "bpl", "sil", "dil"}, high[4][3] = {"ah", "ch", "dh", "bh"}, seg[6][3] = {"es", "cs", "ss", "ds", "fs", "gs"};
    for (u32 i = 0; i < 8; i++) {
        add_register(as, low[i], REG_8, i);
        add_register(as, legacy_names[i], REG_16, i);
        *strmap_put(&as->registers, arena_printf(&as->arena, "e%s", legacy_names[i]), 0) = REG_32 << 8 | i;
        *strmap_put(&as->registers, arena_printf(&as->arena, "r%s", legacy_names[i]), 0) = REG_64 << 8 | i;
    }
    for (u32 i = 0; i < 4; i++) add_register(as, high[i], REG_8H, i + 4);
    for (u32 i = 0; i < 6; i++) add_register(as, seg[i], REG_SEG, i);
    add_registers(as, "r", "b", REG_8, 8, 16);
    add_registers(as, "r", "w", REG_16, 8, 16);
    add_registers(as, "r", "d", REG_32, 8, 16);
    add_registers(as, "r", "", REG_64, 8, 16);
    add_registers(as, "cr", "", REG_CR, 0, 16);
    add_registers(as, "dr", "", REG_DR, 0, 16);
    add_registers(as, "db", "", REG_DR, 0, 16);
    add_registers(as, "mm", "", REG_MM, 0, 8);
    add_registers(as, "xmm", "", REG_XMM, 0, 16);
    add_registers(as, "ymm", "", REG_YMM, 0, 16);
    add_register(as, "st", REG_ST, 0);
    add_register(as, "rip", REG_RIP, 0);
    add_register(as, "eip", REG_EIP, 0);
    add_registers(as, "xmm", "", REG_OTHER, 16, 32);
    add_registers(as, "ymm", "", REG_OTHER, 16, 32);
    add_registers(as, "zmm", "", REG_OTHER, 0, 32);
    add_registers(as, "k", "", REG_OTHER, 0, 8);
    add_registers(as, "bnd", "", REG_OTHER, 0, 4);
}

/* ---- Operands. ---- */

/* %name; the value is class << 8 | number, 0 after an error. */
static u32 parse_register(As *as)
{
    const char *start = as->p;
    if (*start != '%') {
        as_error(as, start, "expected a register");
        return 0;
    }
    const char *p = start + 1;
    while (*p == ' ' || *p == '\t') p++;
    const char *name = p;
    while (is_name_char(*p) && p < as->end) p++;
    char lower[8];
    u32 n = (u32)(p - name), value = MAP_NONE;
    if (n < sizeof lower) {
        for (u32 i = 0; i < n; i++) lower[i] = name[i] >= 'A' && name[i] <= 'Z' ? (char)(name[i] + 32) : name[i];
        value = strmap_get(&as->registers, (Str){lower, n});
    }
    as->p = p;
    if (value == MAP_NONE) {
        as_error(as, start, "unknown register '%%%.*s'", (int)n, name);
        return 0;
    }
    if (value >> 8 == REG_OTHER) {
        as_error(as, start, "register '%%%.*s' is not supported", (int)n, name);
        return 0;
    }
    if (value >> 8 == REG_ST && accept(as, '(')) {
        i64 i = -1;
        skip_blanks(as);
        if (*as->p >= '0' && *as->p <= '7') i = *as->p++ - '0';
        if (i < 0 || !accept(as, ')')) {
            as_error(as, start, "expected %%st(0) to %%st(7)");
            return 0;
        }
        value |= (u32)i;
    }
    return value;
}

static void register_operand(Operand *o, u32 value)
{
    static const u32 types[] = {0, T_R8, T_R8, T_R16, T_R32, T_R64, T_SREG, T_CR, T_DR, T_STI, T_MM, T_XMM, T_YMM, 0, 0, 0};
    u32 class_ = value >> 8;
    o->reg = (u8)value;
    o->high_byte = class_ == REG_8H;
    o->types = types[class_];
    if (o->types & T_GPR) {
        if (o->reg == 0) o->types |= T_ACC;
        if (value == (REG_16 << 8 | RAX)) o->types |= T_AX;
        if (value == (REG_8 << 8 | RCX)) o->types |= T_CL;
        if (value == (REG_16 << 8 | RDX)) o->types |= T_DX;
    } else if (class_ == REG_ST && o->reg == 0) {
        o->types |= T_ST0;
    } else if (class_ == REG_XMM && o->reg == 0) {
        o->types |= T_XMM0;
    } else if (class_ == REG_SEG) {
        if (o->reg == 4) o->types |= T_FS;
        if (o->reg == 5) o->types |= T_GS;
    }
}

static const u8 segment_prefix[6] = {0x26, 0x2e, 0x36, 0x3e, 0x64, 0x65};

static bool parse_base_index(As *as, Operand *o)
{
    const char *start = as->p++; /* the parenthesis */
    u32 base = 0, index = 0;
    skip_blanks(as);
    if (*as->p == '%' && !(base = parse_register(as))) return false;
    if (accept(as, ',')) {
        skip_blanks(as);
        if (*as->p == '%') {
            if (!(index = parse_register(as))) return false;
            if (accept(as, ',')) {
                skip_blanks(as);
                const char *at = as->p;
                if (*at != ')') {
                    i64 scale;
                    if (!parse_constant(as, &scale)) return false;
                    if (scale != 1 && scale != 2 && scale != 4 && scale != 8) {
                        as_error(as, at, "the scale must be 1, 2, 4 or 8");
                        return false;
                    }
                    o->scale = (u8)scale;
                }
            }
        } else if (*as->p != ')') {
            i64 scale;
            if (!parse_constant(as, &scale)) return false;
            if (scale != 1) as_warn(as, start, "a scale without an index has no effect");
        }
    }
    if (!accept(as, ')')) {
        as_error(as, as->p, "expected ')'");
        return false;
    }
    if (base == (REG_16 << 8 | RDX) && !index) {
        o->types = T_DXMEM;
        return true;
    }
    u32 bits = base ? base >> 8 : index ? index >> 8 : REG_64;
    if (bits == REG_RIP || bits == REG_EIP) {
        if (index) {
            as_error(as, start, "%%rip takes no index");
            return false;
        }
        o->base = X64_RIP;
        o->address32 = bits == REG_EIP;
        return true;
    }
    if ((bits != REG_64 && bits != REG_32) || (index && index >> 8 != bits)) {
        as_error(as, start, "base and index must both be 64-bit, or both 32-bit, general registers");
        return false;
    }
    if (index && (index & 0xff) == RSP) {
        /* (%rax,%rsp) without a scale means (%rsp,%rax). */
        if (o->scale == 1 && base && (base & 0xff) != RSP) {
            u32 t = base;
            base = index;
            index = t;
        } else {
            as_error(as, start, "the stack pointer cannot be an index");
            return false;
        }
    }
    if (base) o->base = (u8)base;
    if (index) o->index = (u8)index;
    o->address32 = bits == REG_32;
    return true;
}

static void no_expr(Expr *e)
{
    memset(e, 0, sizeof *e);
    e->kind = EX_CONST;
}

static bool parse_operand(As *as, Operand *o)
{
    skip_blanks(as);
    bool star = false;
    o->at = as->p;
    o->types = 0;
    o->reg = 0;
    o->high_byte = o->is_memory = o->address32 = false;
    o->segment = 0;
    char c = *as->p;
    if (c == '$') {
        as->p++;
        o->types = T_IMM;
        return parse_expr(as, &o->e);
    }
    if (c == '*') {
        star = true;
        as->p++;
        skip_blanks(as);
        c = *as->p;
    }
    if (c == '%') {
        u32 r = parse_register(as);
        if (!r) return false;
        if (r >> 8 != REG_SEG || !accept(as, ':')) {
            register_operand(o, r);
            if (star) o->types = (o->types & T_GPR) | T_STAR;
            if (!o->types) {
                as_error(as, o->at, "this register is only good as a base address");
                return false;
            }
            no_expr(&o->e);
            return true;
        }
        o->segment = segment_prefix[r & 0xff];
        skip_blanks(as);
        c = *as->p;
    }
    o->is_memory = true;
    o->base = o->index = X64_NO_REG;
    o->scale = 1;
    no_expr(&o->e);
    bool plain = true;
    if (c == '(') { /* a base, or a parenthesis of the displacement */
        const char *p = as->p + 1;
        while (*p == ' ' || *p == '\t') p++;
        plain = *p != '%' && *p != ',' && *p != ')';
    }
    if (plain) {
        if (!parse_expr(as, &o->e)) return false;
        skip_blanks(as);
    }
    if (*as->p == '(') {
        if (!parse_base_index(as, o)) return false;
        if (o->types) return true;
    }
    o->types = T_MEM;
    if (o->base == X64_NO_REG && o->index == X64_NO_REG) {
        o->types |= T_ABS;
        if (!o->segment && !star) o->types |= T_TARGET;
        if (o->e.kind == EX_CONST && o->e.value != (i32)o->e.value) o->types &= ~(u32)T_MEM;
    } else if (o->e.kind == EX_CONST && o->e.value != (i32)o->e.value) {
        if (o->address32 && (u64)o->e.value <= 0xffffffff) {
            o->e.value = (i32)o->e.value;
        } else {
            as_error(as, o->at, "the displacement does not fit in 32 bits");
            return false;
        }
    }
    if (star) o->types = T_STAR;
    if (o->index == X64_NO_REG && o->e.kind == EX_CONST && o->e.value == 0) {
        if (o->base == RSI) o->types |= T_SI;
        if (o->base == RDI && (o->segment == 0 || o->segment == 0x26)) o->types |= T_DI;
    }
    return true;
}

/* ---- Matching. ---- */

typedef enum Failure { FAIL_COUNT, FAIL_TYPE, FAIL_SUFFIX, FAIL_REGISTER_SIZE, FAIL_AMBIGUOUS, FAIL_RANGE } Failure;

static u32 register_size(u32 types) { return types & T_GPR; /* the bits are the sizes */ }

static bool immediate_fits(const Expr *e, u32 kind, u32 size)
{
    if (e->kind != EX_CONST) return kind != K_IS && kind != K_I1;
    i64 v = e->value;
    switch (kind) {
    case K_I1: return v == 1;
    case K_IQ: return true;
    case K_IB: return v >= -128 && v <= 255;
    case K_IW: return v >= -32768 && v <= 65535;
    case K_IS:
        if (size == SIZE_W && v >= -32768 && v <= 65535) v = (i16)v;
        if (size == SIZE_L && v >= INT32_MIN && v <= (i64)UINT32_MAX) v = (i32)v;
        return v == (i8)v;
    default:
        if (size == SIZE_B) return v >= -128 && v <= 255;
        if (size == SIZE_W) return v >= -32768 && v <= 65535;
        if (size == SIZE_L) return v >= INT32_MIN && v <= (i64)UINT32_MAX;
        return v == (i32)v;
    }
}

/* Whether the operands fit the form; *size and *wide (VEX.L) are found on the way. */
static bool matches(const X64Form *f, const Operand *o, u32 n, u32 suffix, u32 *size_out, u32 *wide, Failure *why)
{
    u32 size = suffix, l = 2;
    for (u32 i = 0; i < 4; i++) {
        if ((i < n) != (f->operand[i] != K_NONE)) return false;
        if (i < n && !(kinds[f->operand[i]].types & o[i].types)) {
            if (*why < FAIL_TYPE) *why = FAIL_TYPE;
            return false;
        }
    }
    if (f->sizes) {
        for (u32 i = 0; i < n; i++) {
            if (!kinds[f->operand[i]].sized || !(o[i].types & T_GPR)) continue;
            u32 r = register_size(o[i].types);
            if (size && size != r) {
                if (*why < FAIL_REGISTER_SIZE) *why = FAIL_REGISTER_SIZE;
                return false;
            }
            size = r;
        }
        if (!size) {
            if (f->flags & FORM_D64) size = SIZE_Q;
            else if (!(f->sizes & (f->sizes - 1))) size = f->sizes;
            else if (f->flags & FORM_DEFAULT_L) size = SIZE_L;
            else {
                if (*why < FAIL_AMBIGUOUS) *why = FAIL_AMBIGUOUS;
                return false;
            }
        }
        if (!(f->sizes & size)) {
            if (*why < FAIL_REGISTER_SIZE) *why = suffix ? FAIL_SUFFIX : FAIL_REGISTER_SIZE;
            return false;
        }
    } else if (suffix) {
        if (*why < FAIL_SUFFIX) *why = FAIL_SUFFIX;
        return false;
    }
    for (u32 i = 0; i < n; i++) {
        u32 k = f->operand[i];
        if (o[i].types & T_IMM) {
            if (!immediate_fits(&o[i].e, k, size)) {
                if (*why < FAIL_RANGE && k != K_I1 && k != K_IS) *why = FAIL_RANGE;
                return false;
            }
        } else if (k == K_S) {
            if (!o[i].is_memory && !(o[i].types & (f->flags & FORM_D64 ? (size == SIZE_W ? T_R16 : T_R64) : 0))) {
                if (*why < FAIL_TYPE) *why = FAIL_TYPE;
                return false;
            }
        } else if (k >= K_VX && k <= K_V4 && k != K_HX && k != K_HY && k != K_HG && (o[i].types & (T_XMM | T_YMM))) {
            u32 w = (o[i].types & T_YMM) != 0;
            if ((l != 2 && l != w) || (!w && (f->flags & FORM_L1))) {
                if (*why < FAIL_TYPE) *why = FAIL_TYPE;
                return false;
            }
            l = w;
        } else if (k == K_Z && f->opcode == 0x90 && size == SIZE_L && o[i].reg == 0) {
            return false; /* xchg %eax,%eax clears the upper half, 90 does not */
        }
    }
    *size_out = size;
    *wide = l == 1 || (f->flags & FORM_L1);
    return true;
}

/* ---- Encoding. ---- */

static void add_fixup(As *as, const Expr *e, u32 at, u32 size, FixKind kind, RelocKind reloc, u32 trailing)
{
    Fixup *f = fixup_add(current_chain(as), e, at, size);
    f->kind = (u8)kind;
    f->trailing = (u8)trailing;
    f->reloc = (u8)reloc;
    note_field(as, e->add);
    note_field(as, e->sub);
}

static u32 immediate_bytes(u32 kind, u32 size)
{
    switch (kind) {
    case K_IS:
    case K_IB: return 1;
    case K_IW: return 2;
    case K_IQ: return 8;
    default: return size >= SIZE_L ? 4 : size;
    }
}

/* Instructions whose GOT load a linker may turn into a lea or an immediate (x86-64 psABI, B.2). */
static RelocKind gotpcrel_kind(const As *as, u32 opcode, u32 reg, bool rex, u32 operands)
{
    if (as->options->no_relax_relocations) return RELOC_X64_GOTPCREL;
    bool ok = operands == 1 ? opcode == 0xff && (reg == 2 || reg == 4) : operands == 2 && (opcode == 0x8b || opcode == 0x85 || (opcode & ~0x38u) == 3);
    return !ok ? RELOC_X64_GOTPCREL : rex ? RELOC_X64_REX_GOTPCRELX : RELOC_X64_GOTPCRELX;
}

static void branch(As *as, const X64Form *f, const Operand *o, u32 cc, Buf *b)
{
    if (f->operand[0] == K_J) {
        bool jmp = !(f->flags & FORM_CC);
        if (!o->e.sub && (o->e.modifier == MOD_NONE || o->e.modifier == MOD_PLT)) {
            Frag *g = add_frag(as, FRAG_JUMP);
            g->condition = jmp ? 16 : (u8)cc;
            g->expr = o->e;
            return;
        }
        if (jmp) {
            buf_u8(b, 0xe9);
        } else {
            buf_u8(b, 0x0f);
            buf_u8(b, (u8)(0x80 | cc));
        }
    } else {
        buf_u8(b, (u8)f->opcode);
        if (f->ext >= 0xc0) buf_u8(b, f->ext);
        if (f->operand[0] == K_JB) {
            add_fixup(as, &o->e, (u32)b->len, 1, FIX_PCREL, RELOC_COUNT, 0);
            buf_u8(b, 0);
            return;
        }
    }
    RelocKind kind = f->opcode == 0xc7 ? RELOC_X64_PC32 : o->e.kind == EX_CONST && !o->e.add ? RELOC_X64_PC32 : RELOC_X64_PLT32;
    add_fixup(as, &o->e, (u32)b->len, 4, FIX_PCREL, o->e.modifier > MOD_PLT ? RELOC_COUNT : kind, 0);
    buf_u32(b, 0);
}

static bool encode(As *as, const X64Form *f, const Operand *o, u32 n, u32 size, u32 cc, u32 wide, const Prefixes *pre, const char *at)
{
    u32 opcode = f->opcode & 0xff, map = f->opcode >> 8 & 3, mandatory = f->opcode >> 10 & 3;
    u32 reg = f->ext < 8 ? f->ext : 0, rm = 0, plus = 0, vvvv = 0, is4 = 0;
    const Operand *memory = NULL, *moffs = NULL;
    bool has_modrm = f->ext != EXT_NONE, has_rm_register = false, high_byte = false, low_byte = false, is_branch = false, has_is4 = false;
    u8 rep = pre->rep, segment = pre->segment;
    if (f->flags & FORM_IMPLIED) has_modrm = true;
    if ((f->flags & FORM_W) && size != SIZE_B) opcode |= 1;
    if (f->flags & FORM_CC) opcode |= cc;
    for (u32 i = 0; i < n; i++) {
        u32 kind = f->operand[i];
        switch (kinds[kind].place) {
        case PLACE_REG: reg = o[i].reg; has_modrm = true; break;
        case PLACE_BOTH: reg = rm = o[i].reg; has_modrm = has_rm_register = true; break;
        case PLACE_RM:
            has_modrm = true;
            if (o[i].is_memory) {
                memory = &o[i];
            } else {
                rm = o[i].reg;
                has_rm_register = true;
            }
            break;
        case PLACE_OPCODE: plus = o[i].reg; opcode += plus & 7; break;
        case PLACE_VVVV: vvvv = o[i].reg; break;
        case PLACE_IS4: is4 = o[i].reg; has_is4 = true; break;
        case PLACE_TARGET: is_branch = true; break;
        case PLACE_MOFFS: moffs = &o[i]; break;
        default: break;
        }
        if (o[i].types & T_R8) {
            if (o[i].high_byte) high_byte = true;
            else if (o[i].reg >= 4) low_byte = o[i].reg < 8 ? true : low_byte;
        }
        if (o[i].is_memory && o[i].segment && !(kind == K_DI)) segment = o[i].segment;
    }
    /* Register to register: the VEX forms that can do without the three-byte prefix change direction. */
    if ((f->flags & FORM_VEX) && has_rm_register && rm >= 8 && !(f->flags & FORM_REX_W) && map == 1) {
        if ((f->flags & FORM_STORE) && reg < 8) {
            u32 t = reg;
            reg = rm;
            rm = t;
            if (opcode == 0x7e) opcode = 0xd6, mandatory = 1; /* vmovq */
            else opcode = opcode == 0x6f ? 0x7f : opcode ^ 1;
        }
    }
    u32 w = (f->flags & FORM_REX_W) || (size == SIZE_Q && f->sizes && !(f->flags & (FORM_D64 | FORM_NO_SIZE)));
    if (f->opcode == 0x90 && f->sizes && plus == 0 && size == SIZE_Q) w = 0; /* xchg %rax,%rax is nop */
    u32 b_source = memory ? (memory->base < 16 ? memory->base : 0) : has_rm_register ? rm : plus;
    u32 x_source = memory && memory->index < 16 ? memory->index : 0;
    u32 rex = w << 3 | reg >> 3 << 2 | x_source >> 3 << 1 | b_source >> 3;
    if (low_byte) rex |= 0x40;
    if (pre->rex) rex |= pre->rex;
    if (rex && high_byte) {
        as_error(as, at, "a high byte register cannot be used in an instruction that needs a REX prefix");
        return false;
    }

    if (!section_has_bytes(as, at)) return false;
    if (as->loc_pending) dwarf_insn(as);
    Buf *b = current_bytes(as);
    buf_reserve(b, 40);
    u32 start = (u32)b->len;
    if (f->flags & FORM_WAIT) b->data[b->len++] = 0x9b;
    if (segment) b->data[b->len++] = segment;
    if (pre->addr32 || (f->flags & FORM_ADDR32) || (memory && memory->address32)) b->data[b->len++] = 0x67;
    if (f->flags & FORM_VEX) {
        if (rep || pre->lock) {
            as_error(as, at, "a VEX instruction takes no rep or lock prefix");
            return false;
        }
        if ((rex & 0xb) == 0 && map == 1) {
            b->data[b->len++] = 0xc5;
            b->data[b->len++] = (u8)((rex & 4 ? 0 : 0x80) | (~vvvv & 15) << 3 | wide << 2 | (mandatory == 0 ? 0 : mandatory == 1 ? 1 : mandatory == 2 ? 3 : 2));
        } else {
            b->data[b->len++] = 0xc4;
            b->data[b->len++] = (u8)((~rex & 7) << 5 | map);
            b->data[b->len++] = (u8)(w << 7 | (~vvvv & 15) << 3 | wide << 2 | (mandatory == 0 ? 0 : mandatory == 1 ? 1 : mandatory == 2 ? 3 : 2));
        }
        b->data[b->len++] = (u8)opcode;
        map = 0;
    } else {
        if (pre->data16 || mandatory == 1 || (f->flags & FORM_DATA16) || (size == SIZE_W && f->sizes && !(f->flags & FORM_NO_SIZE))) b->data[b->len++] = 0x66;
        if (mandatory >= 2) {
            u8 byte = mandatory == 2 ? 0xf2 : 0xf3;
            if (rep && rep != byte) {
                as_error(as, at, "the prefix does not go with this instruction");
                return false;
            }
            rep = byte;
        }
        if (rep) b->data[b->len++] = rep;
        if (pre->lock) b->data[b->len++] = 0xf0;
        if (rex) b->data[b->len++] = (u8)(0x40 | rex);
        if (is_branch) {
            branch(as, f, o, cc, b);
            return true;
        }
        if (map) b->data[b->len++] = 0x0f;
        if (map > 1) b->data[b->len++] = map == 2 ? 0x38 : 0x3a;
        b->data[b->len++] = (u8)opcode;
    }

    u32 immediates = has_is4 || (f->flags & FORM_IMPLIED);
    for (u32 i = 0; i < n; i++)
        if (kinds[f->operand[i]].place == PLACE_IMM) immediates += immediate_bytes(f->operand[i], size);
    if (f->ext >= 0xc0 && !(f->flags & FORM_IMPLIED)) {
        b->data[b->len++] = f->ext;
    } else if (has_modrm && memory) {
        u32 base = memory->base, index = memory->index;
        bool symbolic = memory->e.kind != EX_CONST;
        i64 disp = memory->e.value;
        u32 mod, disp_size;
        if (memory->e.modifier == MOD_TLSCALL) { /* marks the instruction for the linker; there is no field */
            add_fixup(as, &memory->e, start, 0, FIX_PLAIN, RELOC_X64_TLSDESC_CALL, 0);
            symbolic = false;
            disp = 0;
        }
        if (base >= 16) mod = 0, disp_size = 4;
        else if (symbolic || pre->wide_disp) mod = 2, disp_size = 4;
        else if (disp == 0 && (base & 7) != RBP && !pre->narrow_disp) mod = 0, disp_size = 0;
        else if (disp == (i8)disp) mod = 1, disp_size = 1;
        else mod = 2, disp_size = 4;
        u8 modrm = (u8)(mod << 6 | (reg & 7) << 3);
        if (base == X64_RIP) {
            b->data[b->len++] = modrm | 5;
        } else if (base >= 16 || index < 16 || (base & 7) == RSP) {
            b->data[b->len++] = modrm | 4;
            u32 scale = log2_floor(memory->scale);
            b->data[b->len++] = (u8)((index < 16 ? scale << 6 : 0) | (index < 16 ? (index & 7) << 3 : 0x20) | (base < 16 ? (base & 7) : 5));
        } else {
            b->data[b->len++] = modrm | (u8)(base & 7);
        }
        if (disp_size == 4) {
            u8 modifier = memory->e.modifier;
            /* A constant with %rip is the displacement itself. */
            if (symbolic) {
                bool relative = base == X64_RIP;
                RelocKind kind = RELOC_COUNT;
                if (modifier == MOD_GOTPCREL && relative && !(f->flags & FORM_VEX) && map == 0) kind = gotpcrel_kind(as, opcode, reg, rex != 0, n);
                /* GNU as looks at the symbol of a 64-bit mov at once: that moves a label up in the symbol table. */
                if (size == SIZE_Q && map == 0 && ((opcode | 3) == 0x8b || opcode == 0xc7) && memory->e.add && !as->symbol.at[memory->e.add].order && as->symbol.at[memory->e.add].name.len)
                    as->symbol.at[memory->e.add].order = ++as->order;
                add_fixup(as, &memory->e, (u32)b->len, 4, relative ? FIX_PCREL : memory->address32 ? FIX_PLAIN : FIX_SIGNED, kind, immediates);
                disp = 0;
            }
            put_u32(b->data + b->len, (u32)disp);
            b->len += 4;
        } else if (disp_size) {
            b->data[b->len++] = (u8)disp;
        }
    } else if (has_modrm) {
        b->data[b->len++] = (u8)(0xc0 | (reg & 7) << 3 | (rm & 7));
    }
    if (moffs) {
        if (moffs->e.kind != EX_CONST) add_fixup(as, &moffs->e, (u32)b->len, 8, FIX_PLAIN, RELOC_COUNT, 0);
        buf_u64(b, moffs->e.kind == EX_CONST ? (u64)moffs->e.value : 0);
    }
    if (f->flags & FORM_IMPLIED) b->data[b->len++] = f->ext;
    u32 left = immediates;
    for (u32 i = 0; i < n; i++) {
        u32 kind = f->operand[i];
        if (kinds[kind].place != PLACE_IMM) continue;
        u32 bytes = immediate_bytes(kind, size);
        left -= bytes;
        u64 v = (u64)o[i].e.value;
        if (o[i].e.kind != EX_CONST) {
            add_fixup(as, &o[i].e, (u32)b->len, bytes, kind == K_I && size == SIZE_Q ? FIX_SIGNED : FIX_PLAIN, RELOC_COUNT, left);
            v = 0;
        }
        buf_reserve(b, 8);
        for (u32 k = 0; k < bytes; k++) b->data[b->len++] = (u8)(v >> (k * 8));
    }
    if (has_is4) b->data[b->len++] = (u8)(is4 << 4);
    return true;
}

/* ---- Statements. ---- */

static bool add_prefix(As *as, Prefixes *pre, u8 byte, const char *at)
{
    u8 *slot;
    pre->any = true;
    switch (byte) {
    case 0xf0: slot = &pre->lock; break;
    case 0xf2:
    case 0xf3: slot = &pre->rep; break;
    case 0x66: slot = &pre->data16; break;
    case 0x67: slot = &pre->addr32; break;
    default: slot = byte >> 4 == 4 ? &pre->rex : &pre->segment;
    }
    if (*slot) {
        as_error(as, at, "a prefix of this kind was already given");
        return false;
    }
    *slot = byte;
    return true;
}

/* Prefixes on a line of their own are bytes like others. */
static void emit_prefixes(As *as, const Prefixes *pre, const char *at)
{
    if (!section_has_bytes(as, at)) return;
    if (as->loc_pending) dwarf_insn(as);
    const u8 bytes[6] = {pre->segment, pre->addr32, pre->data16, pre->rep, pre->lock, pre->rex};
    for (u32 i = 0; i < 6; i++)
        if (bytes[i]) buf_u8(current_bytes(as), bytes[i]);
}

/* {disp32}, {load} and their kind before a mnemonic. */
static bool pseudo_prefixes(As *as, Prefixes *pre)
{
    while (accept(as, '{')) {
        const char *at = as->p;
        Str word = read_name(as);
        if (str_is(word, "disp32")) pre->wide_disp = true;
        else if (str_is(word, "disp8")) pre->narrow_disp = true;
        else if (!str_is(word, "vex") && !str_is(word, "nooptimize")) { /* these two ask for what is done anyway */
            if (word.len) as_error(as, at, "pseudo prefix '{%.*s}' is not supported", STR_FMT(word));
            return false;
        }
        if (!accept(as, '}')) {
            as_error(as, as->p, "expected '}'");
            return false;
        }
        skip_blanks(as);
    }
    return true;
}

static u32 lookup(As *as, Str name)
{
    u32 value = strmap_get(&as->mnemonics, name);
    if (value != MAP_NONE) return value;
    char lower[24];
    if (name.len >= sizeof lower || name.len < 1) return MAP_NONE;
    for (u32 i = 0; i < name.len; i++) lower[i] = name.ptr[i] >= 'A' && name.ptr[i] <= 'Z' ? (char)(name.ptr[i] + 32) : name.ptr[i];
    value = strmap_get(&as->mnemonics, (Str){lower, name.len});
    u32 size = 0;
    if (value == MAP_NONE && name.len >= 2) {
        switch (lower[name.len - 1]) {
        case 'b': size = SIZE_B; break;
        case 'w': size = SIZE_W; break;
        case 'l': size = SIZE_L; break;
        case 'q': size = SIZE_Q; break;
        default: return MAP_NONE;
        }
        value = strmap_get(&as->mnemonics, (Str){lower, name.len - 1});
        if (value == MAP_NONE || (value & PREFIX_FLAG)) return MAP_NONE;
        value |= size << VALUE_SIZE_SHIFT;
    }
    /* The spelling as it stands in the text is remembered: the text outlives the map. */
    if (value != MAP_NONE) *strmap_put(&as->mnemonics, name, value) = value;
    return value;
}

static u32 without_suffix(As *as, Str name, u32 *size)
{
    if (name.len < 2) return MAP_NONE;
    char c = name.ptr[name.len - 1];
    *size = c == 'b' ? SIZE_B : c == 'w' ? SIZE_W : c == 'l' ? SIZE_L : c == 'q' ? SIZE_Q : 0;
    if (!*size) return MAP_NONE;
    u32 value = strmap_get(&as->mnemonics, (Str){name.ptr, name.len - 1});
    return value == MAP_NONE || (value & PREFIX_FLAG) || value >> VALUE_SIZE_SHIFT ? MAP_NONE : value;
}

static bool try_forms(As *as, u32 value, const Operand *o, u32 n, u32 suffix, const Prefixes *pre, const char *at, Failure *why)
{
    u32 row = value & VALUE_ROW, cc = (value >> VALUE_CC_SHIFT & 0xff), size = 0, wide = 0;
    for (u32 i = row; i == row || (i < x64_form_count && !x64_forms[i].name[0]); i++) {
        if (!matches(&x64_forms[i], o, n, suffix, &size, &wide, why)) continue;
        encode(as, &x64_forms[i], o, n, size, cc ? cc - 1 : 0, wide, pre, at);
        return true;
    }
    return false;
}

static void report(As *as, Str name, Failure why, const char *at, u32 suffix)
{
    switch (why) {
    case FAIL_COUNT: as_error(as, at, "wrong number of operands for '%.*s'", STR_FMT(name)); break;
    case FAIL_TYPE: as_error(as, at, "operands of '%.*s' have the wrong types", STR_FMT(name)); break;
    case FAIL_SUFFIX: as_error(as, at, "'%.*s' has no form with this operand size", STR_FMT(name)); break;
    case FAIL_REGISTER_SIZE:
        if (suffix) as_error(as, at, "a register operand of '%.*s' does not have the size of its suffix", STR_FMT(name));
        else as_error(as, at, "register operands of '%.*s' have sizes that do not go together", STR_FMT(name));
        break;
    case FAIL_AMBIGUOUS: as_error(as, at, "'%.*s' needs a size suffix (b, w, l or q): no register operand tells the size", STR_FMT(name)); break;
    case FAIL_RANGE: as_error(as, at, "the immediate of '%.*s' does not fit", STR_FMT(name)); break;
    }
}

bool insn_assemble(As *as, Str name)
{
    Prefixes pre;
    memset(&pre, 0, sizeof pre);
    const char *at = name.ptr;
    u32 value;
    if (name.len == 0) { /* the statement begins with '{' */
        if (!pseudo_prefixes(as, &pre)) return true;
        name = read_name(as);
        if (!name.len) return true;
    }
    for (;;) {
        value = lookup(as, name);
        if (value == MAP_NONE) {
            if (!pre.any && !pre.wide_disp && !pre.narrow_disp) return false;
            as_error(as, name.ptr, "instruction '%.*s' is not supported", STR_FMT(name));
            return true;
        }
        if (!(value & PREFIX_FLAG)) break;
        if (!add_prefix(as, &pre, prefix_names[value & 0xff].byte, name.ptr)) return true;
        if (at_end(as)) {
            emit_prefixes(as, &pre, at);
            return true;
        }
        if (*as->p == '{' && !pseudo_prefixes(as, &pre)) return true;
        name = read_name(as);
        if (!name.len) return true;
    }
    if (*as->p == ',' && as->p[1] == 'p' && (as->p[2] == 't' || as->p[2] == 'n')) {
        if (!add_prefix(as, &pre, as->p[2] == 't' ? 0x3e : 0x2e, as->p)) return true;
        as->p += 3;
    }
    Operand o[5];
    u32 n = 0, suffix = value >> VALUE_SIZE_SHIFT, other_suffix;
    if (!at_end(as)) {
        do {
            if (n == 4) {
                as_error(as, as->p, "'%.*s' has too many operands", STR_FMT(name));
                return true;
            }
            if (!parse_operand(as, &o[n])) return true;
            n++;
        } while (accept(as, ','));
    }
    Failure why = FAIL_COUNT;
    if (try_forms(as, value, o, n, suffix, &pre, at, &why)) return true;
    /* movq is an SSE move and mov with a suffix; movsb is a string move and movs with a suffix. */
    if (!suffix) {
        u32 other = without_suffix(as, name, &other_suffix);
        if (other != MAP_NONE) {
            if (try_forms(as, other, o, n, other_suffix, &pre, at, &why)) return true;
            suffix = other_suffix;
        }
    }
    /* An indirect branch without its star. */
    if (n == 1 && (x64_forms[value & VALUE_ROW].operand[0] == K_J || x64_forms[value & VALUE_ROW].operand[0] == K_JL) && (o[0].types & (T_MEM | T_R64))) {
        as_warn(as, at, "indirect '%.*s' without '*'", STR_FMT(name));
        o[0].types = T_STAR | (o[0].types & T_GPR);
        if (try_forms(as, value, o, n, suffix, &pre, at, &why)) return true;
    }
    if (!as->statement_failed) report(as, name, why, at, suffix);
    return true;
}

/* DWARF numbers of registers named in .cfi directives (x86-64 psABI, figure 3.36). */
bool insn_register(As *as, Str name, u32 *number)
{
    static const u8 general[16] = {0, 2, 1, 3, 7, 6, 4, 5, 8, 9, 10, 11, 12, 13, 14, 15};
    u32 value = strmap_get(&as->registers, name);
    if (value == MAP_NONE) return false;
    u32 n = value & 0xff;
    switch (value >> 8) {
    case REG_64: *number = general[n]; return true;
    case REG_RIP: *number = 16; return true;
    case REG_XMM: *number = 17 + n; return true;
    case REG_ST: *number = 33 + n; return true;
    case REG_MM: *number = 41 + n; return true;
    case REG_SEG: *number = 50 + n; return true;
    default: return false;
    }
}
