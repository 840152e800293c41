/* The emitter: final MIR to bytes at the end of the function's section, with relocations, jump tables, line marks and
   unwind notes. Branches are written in their long form first; when the whole function is out those that reach in 8 bits
   are shortened and what follows moves up. */
#include "target/x64/x64.h"

enum { JUMP_LONG = 5, JCC_LONG = 6, SHORT = 2 };

typedef struct Emitter {
    Codegen *cg;
    MFunc *f;
    ObjSectionId section;
    Buf b;           /* the section's buffer, for the time being */
    size_t start;    /* of the function in it */
} Emitter;

static inline u8 hw(Reg r) { return (u8)(r - X64_GPR0); }
static inline u8 xmm(Reg r) { return (u8)(r - X64_XMM0); }
static inline u8 any(Reg r) { return (u8)((r - 1) & 15); }

static inline u32 size_flags(u32 width) { return width == 8 ? X64_REX_W : width == 2 ? X64_SIZE16 : 0; }

/* Memory operands other than a frame slot alone. */
static void any_memory(Emitter *E, u32 opcode, u32 flags, u8 reg, const MInst *i, u32 after)
{
    X64Mem m = {X64_NO_REG, X64_NO_REG, 1, 0, i->disp, false};
    RelocKind kind = RELOC_X64_NONE;
    ObjSymbolId symbol = 0;
    i64 addend = 0;
    if (i->index) {
        m.index = hw(i->index);
        m.scale = (u8)(1 << (i->mode >> MIR_SCALE_SHIFT & MIR_SCALE_MASK));
    }
    if (i->mode & MIR_SEGMENT) m.segment = 0x64;
    switch (i->base) {
    case MIR_BASE_SLOT:
        m.base = RBP;
        m.disp += E->f->slot.at[i->symbol].offset;
        break;
    case MIR_BASE_INCOMING:
        m.base = RBP;
        m.disp += 16;
        break;
    case MIR_BASE_OUTGOING: /* symbol 1: counted from the end of the area */
        m.base = RSP;
        if (i->symbol) m.disp += (i32)E->f->outgoing;
        break;
    case MIR_BASE_SYMBOL:
        symbol = cg_symbol(E->cg, i->symbol);
        if (i->index) {
            kind = RELOC_X64_32S;
            addend = i->disp;
        } else {
            kind = RELOC_X64_PC32;
            m.base = X64_RIP;
            addend = i->disp - 4 - (i64)after;
        }
        break;
    case MIR_BASE_CONST:
        symbol = E->cg->constant.at[i->symbol].symbol;
        kind = RELOC_X64_PC32;
        m.base = X64_RIP;
        addend = i->disp - 4 - (i64)after;
        break;
    case MIR_BASE_TABLE:
        symbol = E->f->table.at[i->symbol].symbol;
        kind = RELOC_X64_PC32;
        m.base = X64_RIP;
        addend = -4;
        break;
    case MIR_BASE_GOT:
        symbol = cg_symbol(E->cg, i->symbol);
        kind = flags & X64_REX_W ? RELOC_X64_REX_GOTPCRELX : RELOC_X64_GOTPCRELX;
        m.base = X64_RIP;
        addend = -4;
        break;
    case MIR_BASE_GOTTPOFF:
        symbol = cg_symbol(E->cg, i->symbol);
        kind = RELOC_X64_GOTTPOFF;
        m.base = X64_RIP;
        addend = -4;
        break;
    case MIR_BASE_TPOFF:
        symbol = cg_symbol(E->cg, i->symbol);
        kind = RELOC_X64_TPOFF32;
        m.segment = 0x64;
        addend = i->disp;
        break;
    case MIR_BASE_ABSOLUTE: break;
    default: m.base = hw(i->base); break;
    }
    if (KIT_LIKELY(!symbol)) {
        x64_emit_mem(&E->b, opcode, flags, reg, &m);
        return;
    }
    m.disp = 0;
    size_t at = x64_emit_mem(&E->b, opcode, flags, reg, &m);
    obj_add_reloc(E->cg->obj, E->section, at, kind, symbol, addend);
}

/* The memory operand of i, with its relocation. `after` bytes of immediate follow the displacement. */
static inline void mem(Emitter *E, u32 opcode, u32 flags, u8 reg, const MInst *i, u32 after)
{
    if (i->base == MIR_BASE_SLOT && !i->index && !(i->mode & MIR_SEGMENT)) x64_emit_frame(&E->b, opcode, flags, reg, i->disp + E->f->slot.at[i->symbol].offset);
    else any_memory(E, opcode, flags, reg, i, after);
}

static void imm(Emitter *E, u32 width, u32 value)
{
    if (width == 1) buf_u8(&E->b, (u8)value);
    else if (width == 2) buf_u16(&E->b, (u16)value);
    else buf_u32(&E->b, value);
}

static void move_immediate(Emitter *E, const MInst *i)
{
    u64 value = i->width == 8 ? (u64)i->b | (u64)(u32)i->disp << 32 : i->b;
    u8 r = hw(i->dst);
    if (value == 0) {
        x64_emit_reg(&E->b, 0x31, 0, r, r);
    } else if (value == (u32)value) {
        x64_emit_plus_reg(&E->b, 0xb8, 0, r);
        buf_u32(&E->b, (u32)value);
    } else if ((i64)value == (i32)value) {
        x64_emit_reg(&E->b, 0xc7, X64_REX_W, 0, r);
        buf_u32(&E->b, (u32)value);
    } else {
        x64_emit_plus_reg(&E->b, 0xb8, X64_REX_W, r);
        buf_u64(&E->b, value);
    }
}

static void move(Emitter *E, const MInst *i)
{
    u32 flags = size_flags(i->width);
    switch (mir_mode(i)) {
    case MODE_R: x64_emit_reg(&E->b, 0x89, i->width == 8 ? X64_REX_W : 0, hw(i->b), hw(i->dst)); break;
    case MODE_I: move_immediate(E, i); break;
    case MODE_M: mem(E, 0x8b, flags, hw(i->dst), i, 0); break;
    case MODE_MR: mem(E, i->width == 1 ? 0x88 : 0x89, flags | (i->width == 1 ? X64_BYTE_REG : 0), hw(i->b), i, 0); break;
    default: {
        u32 n = i->width == 8 ? 4 : i->width;
        mem(E, i->width == 1 ? 0xc6 : 0xc7, flags, 0, i, n);
        imm(E, n, i->b);
        break;
    }
    }
}

static void alu(Emitter *E, const MInst *i, u32 digit)
{
    u32 flags = size_flags(i->width), narrow = i->width == 1;
    Reg target = i->op == M_CMP ? i->a : i->dst;
    i32 k = (i32)i->b;
    switch (mir_mode(i)) {
    case MODE_R: x64_emit_reg(&E->b, digit * 8 + !narrow, flags | (narrow ? X64_BYTE_REG | X64_BYTE_RM : 0), hw(i->b), hw(target)); break;
    case MODE_M: mem(E, digit * 8 + 2 + !narrow, flags | (narrow ? X64_BYTE_REG : 0), hw(target), i, 0); break;
    case MODE_MR: mem(E, digit * 8 + !narrow, flags | (narrow ? X64_BYTE_REG : 0), hw(i->b), i, 0); break;
    case MODE_I:
        if (narrow && target == P_RAX) {
            buf_u8(&E->b, (u8)(digit * 8 + 4));
            buf_u8(&E->b, (u8)k);
        } else if (narrow || k == (i8)k) {
            x64_emit_reg(&E->b, narrow ? 0x80 : 0x83, flags | (narrow ? X64_BYTE_RM : 0), (u8)digit, hw(target));
            buf_u8(&E->b, (u8)k);
        } else if (target == P_RAX) {
            if (i->width == 8) buf_u8(&E->b, 0x48);
            if (i->width == 2) buf_u8(&E->b, 0x66);
            buf_u8(&E->b, (u8)(digit * 8 + 5));
            imm(E, i->width, (u32)k);
        } else {
            x64_emit_reg(&E->b, 0x81, flags, (u8)digit, hw(target));
            imm(E, i->width, (u32)k);
        }
        break;
    default:
        if (narrow || k == (i8)k) {
            mem(E, narrow ? 0x80 : 0x83, flags, (u8)digit, i, 1);
            buf_u8(&E->b, (u8)k);
        } else {
            u32 n = i->width == 2 ? 2 : 4;
            mem(E, 0x81, flags, (u8)digit, i, n);
            imm(E, n, (u32)k);
        }
        break;
    }
}

static void test(Emitter *E, const MInst *i)
{
    u32 flags = size_flags(i->width), narrow = i->width == 1, n = i->width == 8 ? 4 : i->width;
    switch (mir_mode(i)) {
    case MODE_R: x64_emit_reg(&E->b, 0x84 + !narrow, flags | (narrow ? X64_BYTE_REG | X64_BYTE_RM : 0), hw(i->b), hw(i->a)); break;
    case MODE_I:
        if (i->a == P_RAX) {
            if (i->width == 8) buf_u8(&E->b, 0x48);
            if (i->width == 2) buf_u8(&E->b, 0x66);
            buf_u8(&E->b, (u8)(0xa8 + !narrow));
        } else {
            x64_emit_reg(&E->b, 0xf6 + !narrow, flags | (narrow ? X64_BYTE_RM : 0), 0, hw(i->a));
        }
        imm(E, n, i->b);
        break;
    default:
        mem(E, 0xf6 + !narrow, flags, 0, i, n);
        imm(E, n, i->b);
        break;
    }
}

/* reg = the register field; the second operand is register b or memory. */
static void rm(Emitter *E, const MInst *i, u32 opcode, u32 flags, u8 reg)
{
    if (mir_mode(i) == MODE_R) x64_emit_reg(&E->b, opcode, flags, reg, any(i->b));
    else mem(E, opcode, flags, reg, i, 0);
}

static void shift(Emitter *E, const MInst *i)
{
    u32 narrow = i->width == 1, flags = size_flags(i->width) | (narrow ? X64_BYTE_RM : 0);
    if (i->op == M_SHIFT_CL) {
        x64_emit_reg(&E->b, 0xd2 + !narrow, flags, i->cond, hw(i->dst));
    } else if (i->b == 1) {
        x64_emit_reg(&E->b, 0xd0 + !narrow, flags, i->cond, hw(i->dst));
    } else {
        x64_emit_reg(&E->b, 0xc0 + !narrow, flags, i->cond, hw(i->dst));
        buf_u8(&E->b, (u8)i->b);
    }
}

static void float_move(Emitter *E, const MInst *i)
{
    u32 opcode = X64_MAP_0F | (i->width == 4 ? X64_PRE_F3 : i->width == 8 ? X64_PRE_F2 : 0);
    switch (mir_mode(i)) {
    case MODE_R: x64_emit_reg(&E->b, X64_MAP_0F | 0x28, 0, xmm(i->dst), xmm(i->b)); break; /* movaps */
    case MODE_M: mem(E, opcode | 0x10, 0, xmm(i->dst), i, 0); break;
    default: mem(E, opcode | 0x11, 0, xmm(i->b), i, 0); break;
    }
}

/* lock, then the instruction: a prefix may stand before any other (SDM 2.1.1). */
static void locked(Emitter *E, u32 opcode, const MInst *i, u8 reg)
{
    u32 narrow = i->width == 1;
    buf_u8(&E->b, 0xf0);
    mem(E, opcode + !narrow, size_flags(i->width) | (narrow ? X64_BYTE_REG : 0), reg, i, 0);
}

/* again: mov eax, edx; op edx, b; lock cmpxchg memory, edx; jne again */
static void cas_loop(Emitter *E, const MInst *i)
{
    u32 w = i->width == 8 ? X64_REX_W : 0;
    size_t again = E->b.len;
    x64_emit_reg(&E->b, 0x89, w, RAX, RDX);
    x64_emit_reg(&E->b, (i->cond & 7u) * 8 + 1, w, hw(i->b), RDX);
    if (i->cond & CAS_NAND) x64_emit_reg(&E->b, 0xf7, w, 2, RDX);
    locked(E, X64_MAP_0F | 0xb0, i, RDX);
    buf_u8(&E->b, 0x75);
    buf_u8(&E->b, (u8)(again - E->b.len - 1));
}

static void atomic(Emitter *E, const MInst *i)
{
    switch (i->op) {
    case M_XCHG: { /* locks by itself */
        u32 narrow = i->width == 1;
        mem(E, 0x86 + !narrow, size_flags(i->width) | (narrow ? X64_BYTE_REG : 0), hw(i->dst), i, 0);
        break;
    }
    case M_XADD: locked(E, X64_MAP_0F | 0xc0, i, hw(i->dst)); break;
    case M_LOCK_ALU: {
        MInst plain = *i;
        plain.op = (u8)(M_ADD + i->cond);
        buf_u8(&E->b, 0xf0);
        alu(E, &plain, i->cond);
        break;
    }
    case M_CMPXCHG: locked(E, X64_MAP_0F | 0xb0, i, hw(i->b)); break;
    default: cas_loop(E, i); break;
    }
}

static void call_to(Emitter *E, Symbol s)
{
    buf_u8(&E->b, 0xe8);
    obj_add_reloc(E->cg->obj, E->section, E->b.len, RELOC_X64_PLT32, cg_symbol(E->cg, s), -4);
    buf_u32(&E->b, 0);
}

/* The exact sequences that linkers know how to relax (ELF Handling for Thread-Local Storage, 4.4.6; psABI 1.0, 11.1.2). */
static void tls_call(Emitter *E, const MInst *i)
{
    static const u8 lea[4] = {0x66, 0x48, 0x8d, 0x3d}, pad[3] = {0x66, 0x66, 0x48};
    bool gd = i->op == M_TLS_GD;
    buf_bytes(&E->b, gd ? lea : lea + 1, gd ? 4 : 3);
    obj_add_reloc(E->cg->obj, E->section, E->b.len, gd ? RELOC_X64_TLSGD : RELOC_X64_TLSLD, cg_symbol(E->cg, i->symbol), -4);
    buf_u32(&E->b, 0);
    if (gd) buf_bytes(&E->b, pad, 3);
    call_to(E, cg_runtime_symbol(E->cg, &E->cg->tls_symbol, "__tls_get_addr"));
}

static void save_variadic(Emitter *E, const MInst *i)
{
    static const u8 arg[6] = {RDI, RSI, RDX, RCX, R8, R9};
    X64Mem m = {RBP, X64_NO_REG, 1, 0, 0, false};
    i32 base = E->f->slot.at[i->symbol].offset;
    for (u32 k = (u32)i->disp; k < 6; k++) {
        m.disp = base + 8 * (i32)k;
        x64_emit_mem(&E->b, 0x89, X64_REX_W, arg[k], &m);
    }
    if (i->cond >= 8) return;
    x64_emit_reg(&E->b, 0x84, 0, RAX, RAX);
    buf_u8(&E->b, 0x74);
    size_t jump = E->b.len;
    buf_u8(&E->b, 0);
    for (u32 k = i->cond; k < 8; k++) {
        m.disp = base + 48 + 16 * (i32)k;
        x64_emit_mem(&E->b, X64_MAP_0F | 0x29, 0, (u8)k, &m);
    }
    E->b.data[jump] = (u8)(E->b.len - jump - 1);
}

static void x87(Emitter *E, const MInst *i)
{
    static const u8 arith[4][2] = {{0xde, 0xc1}, {0xde, 0xe9}, {0xde, 0xc9}, {0xde, 0xf9}};
    u32 w = i->width;
    switch (i->op) {
    case M_FLD: mem(E, w == 4 ? 0xd9 : w == 8 ? 0xdd : 0xdb, 0, w == 16 ? 5 : 0, i, 0); break;
    case M_FSTP: mem(E, w == 4 ? 0xd9 : w == 8 ? 0xdd : 0xdb, 0, w == 16 ? 7 : 3, i, 0); break;
    case M_FILD: mem(E, w == 4 ? 0xdb : 0xdf, 0, w == 4 ? 0 : 5, i, 0); break;
    case M_FISTP: mem(E, w == 4 ? 0xdb : 0xdf, 0, w == 4 ? 3 : 7, i, 0); break;
    case M_FADD_MEM: mem(E, 0xd8, 0, 0, i, 0); break;
    case M_FLDCW: mem(E, 0xd9, 0, 5, i, 0); break;
    case M_FNSTCW: mem(E, 0xd9, 0, 7, i, 0); break;
    case M_FARITH: buf_bytes(&E->b, arith[i->cond], 2); break;
    case M_FCHS: buf_bytes(&E->b, "\xd9\xe0", 2); break;
    case M_FABS: buf_bytes(&E->b, "\xd9\xe1", 2); break;
    case M_FSQRT87: buf_bytes(&E->b, "\xd9\xfa", 2); break;
    case M_FUCOMIP: buf_bytes(&E->b, "\xdf\xe9", 2); break;
    case M_FCOMIP: buf_bytes(&E->b, "\xdf\xf1", 2); break;
    default: buf_bytes(&E->b, "\xdd\xd8", 2); break; /* fstp st(0) */
    }
}

/* Scalar SSE opcode by width: F3 for 32 bits, F2 for 64. */
static inline u32 ss(const MInst *i, u32 opcode) { return X64_MAP_0F | (i->width == 4 ? X64_PRE_F3 : X64_PRE_F2) | opcode; }

static void instruction(Emitter *E, const MInst *i)
{
    u32 w = i->width == 8 ? X64_REX_W : 0;
    switch ((X64MirOp)i->op) {
    case M_MOV: move(E, i); break;
    case M_FMOV: float_move(E, i); break;
    case M_MOVZX8: rm(E, i, X64_MAP_0F | 0xb6, w | (mir_mode(i) == MODE_R ? X64_BYTE_RM : 0), hw(i->dst)); break;
    case M_MOVZX16: rm(E, i, X64_MAP_0F | 0xb7, w, hw(i->dst)); break;
    case M_MOVZX32:
        if (mir_mode(i) == MODE_R) x64_emit_reg(&E->b, 0x89, 0, hw(i->b), hw(i->dst));
        else mem(E, 0x8b, 0, hw(i->dst), i, 0);
        break;
    case M_MOVSX8: rm(E, i, X64_MAP_0F | 0xbe, w | (mir_mode(i) == MODE_R ? X64_BYTE_RM : 0), hw(i->dst)); break;
    case M_MOVSX16: rm(E, i, X64_MAP_0F | 0xbf, w, hw(i->dst)); break;
    case M_MOVSX32: rm(E, i, 0x63, w, hw(i->dst)); break;
    case M_LEA: mem(E, 0x8d, w, hw(i->dst), i, 0); break;
    case M_ADD: case M_OR: case M_ADC: case M_SBB: case M_AND: case M_SUB: case M_XOR: case M_CMP: alu(E, i, (u32)(i->op - M_ADD)); break;
    case M_TEST: test(E, i); break;
    case M_IMUL: rm(E, i, X64_MAP_0F | 0xaf, w, hw(i->dst)); break;
    case M_IMULI: {
        i32 k = (i32)i->b;
        bool small = k == (i8)k;
        x64_emit_reg(&E->b, small ? 0x6b : 0x69, w, hw(i->dst), hw(i->a));
        imm(E, small ? 1 : 4, (u32)k);
        break;
    }
    case M_SHIFT: case M_SHIFT_CL: shift(E, i); break;
    case M_NEG: x64_emit_reg(&E->b, 0xf7, w, 3, hw(i->dst)); break;
    case M_NOT: x64_emit_reg(&E->b, 0xf7, w, 2, hw(i->dst)); break;
    case M_BSWAP: x64_emit_plus_reg(&E->b, X64_MAP_0F | 0xc8, w, hw(i->dst)); break;
    case M_BSF: rm(E, i, X64_MAP_0F | 0xbc, w, hw(i->dst)); break;
    case M_BSR: rm(E, i, X64_MAP_0F | 0xbd, w, hw(i->dst)); break;
    case M_SIGN_AX:
        if (i->width != 4) buf_u8(&E->b, i->width == 8 ? 0x48 : 0x66);
        buf_u8(&E->b, 0x99);
        break;
    case M_DIV_QUO: case M_DIV_REM: case M_MUL_HIGH: rm(E, i, 0xf7, size_flags(i->width), i->cond); break;
    case M_DIV8: x64_emit_reg(&E->b, 0xf6, X64_BYTE_RM, i->cond, hw(i->b)); break;
    case M_SETCC: x64_emit_reg(&E->b, X64_MAP_0F | 0x90 | i->cond, X64_BYTE_RM, 0, hw(i->dst)); break;
    case M_CMOV: rm(E, i, X64_MAP_0F | 0x40 | i->cond, w, hw(i->dst)); break;
    case M_JMP_TO: rm(E, i, 0xff, 0, 4); break;
    case M_ESCAPE:
        x64_emit_reg(&E->b, 0x89, X64_REX_W, RAX, RBP);
        x64_emit_reg(&E->b, 0x89, X64_REX_W, RDX, RSP);
        x64_emit_reg(&E->b, 0xff, 0, 4, RCX);
        break;
    case M_CALL:
        if (mir_mode(i) == MODE_NONE) call_to(E, i->symbol);
        else rm(E, i, 0xff, 0, 2);
        break;
    case M_TLS_GD: case M_TLS_LD: tls_call(E, i); break;
    case M_LEA_TPOFF: case M_LEA_DTPOFF: {
        X64Mem m = {hw(i->base), X64_NO_REG, 1, 0, 0, true};
        size_t at = x64_emit_mem(&E->b, 0x8d, X64_REX_W, hw(i->dst), &m);
        obj_add_reloc(E->cg->obj, E->section, at, i->op == M_LEA_TPOFF ? RELOC_X64_TPOFF32 : RELOC_X64_DTPOFF32, cg_symbol(E->cg, i->symbol), i->disp);
        break;
    }
    case M_LEA_ABS:
        x64_emit_plus_reg(&E->b, 0xb8, 0, hw(i->dst));
        obj_add_reloc(E->cg->obj, E->section, E->b.len, RELOC_X64_32, cg_symbol(E->cg, i->symbol), i->disp);
        buf_u32(&E->b, 0);
        break;
    case M_UD2: buf_bytes(&E->b, "\x0f\x0b", 2); break;
    case M_XCHG: case M_XADD: case M_LOCK_ALU: case M_CMPXCHG: case M_CAS_LOOP: atomic(E, i); break;
    case M_MFENCE: buf_bytes(&E->b, "\x0f\xae\xf0", 3); break;
    case M_VA_SAVE: save_variadic(E, i); break;
    case M_FADD: rm(E, i, ss(i, 0x58), 0, xmm(i->dst)); break;
    case M_FSUB: rm(E, i, ss(i, 0x5c), 0, xmm(i->dst)); break;
    case M_FMUL: rm(E, i, ss(i, 0x59), 0, xmm(i->dst)); break;
    case M_FDIV: rm(E, i, ss(i, 0x5e), 0, xmm(i->dst)); break;
    case M_FSQRT: rm(E, i, ss(i, 0x51), 0, xmm(i->dst)); break;
    case M_UCOMIS: rm(E, i, X64_MAP_0F | (i->width == 8 ? X64_PRE_66 : 0) | 0x2e, 0, xmm(i->a)); break;
    case M_COMIS: rm(E, i, X64_MAP_0F | (i->width == 8 ? X64_PRE_66 : 0) | 0x2f, 0, xmm(i->a)); break;
    case M_CVT_INT_F: rm(E, i, ss(i, 0x2a), i->cond == 8 ? X64_REX_W : 0, xmm(i->dst)); break;
    case M_CVT_F_INT: rm(E, i, ss(i, 0x2c), i->cond == 8 ? X64_REX_W : 0, hw(i->dst)); break;
    case M_CVT_F_F: rm(E, i, ss(i, 0x5a), 0, xmm(i->dst)); break;
    case M_FAND: rm(E, i, X64_MAP_0F | 0x54, 0, xmm(i->dst)); break;
    case M_FXOR: rm(E, i, X64_MAP_0F | 0x57, 0, xmm(i->dst)); break;
    case M_FZERO: x64_emit_reg(&E->b, X64_MAP_0F | 0x57, 0, xmm(i->dst), xmm(i->dst)); break;
    case M_TO_XMM: rm(E, i, X64_MAP_0F | X64_PRE_66 | 0x6e, w, xmm(i->dst)); break;
    case M_FROM_XMM: x64_emit_reg(&E->b, X64_MAP_0F | X64_PRE_66 | 0x7e, w, xmm(i->b), hw(i->dst)); break;
    default: x87(E, i); break;
    }
}

/* ---- prologue and epilogue ---- */

static const u8 saved_order[5] = {RBX, R12, R13, R14, R15};
static const u8 dwarf_of_saved[5] = {3, 12, 13, 14, 15};

X64Frame x64_frame(const Codegen *cg, const MFunc *f)
{
    X64Frame fr = {0};
    for (u32 k = 0; k < 5; k++) {
        if (!(f->callee_saved_used & mir_bit(X64_GPR0 + saved_order[k]))) continue;
        fr.dwarf[fr.count] = dwarf_of_saved[k];
        fr.saved[fr.count++] = saved_order[k];
    }
    fr.below = f->frame_size - 8 * fr.count;
    bool leaf = !f->makes_calls && !f->moves_stack;
    if (leaf && cg->options->red_zone && f->frame_size <= 128) fr.below = 0;
    fr.pops = fr.count > 1 && !f->moves_stack;
    fr.leaves = !fr.pops && (fr.below || fr.count || f->moves_stack);
    return fr;
}

static void prologue(Emitter *E, const X64Frame *fr, FrameNotes *notes)
{
    x64_emit_plus_reg(&E->b, 0x50, 0, RBP);
    notes->after_push = (u32)(E->b.len - E->start);
    x64_emit_reg(&E->b, 0x89, X64_REX_W, RSP, RBP);
    notes->after_move = (u32)(E->b.len - E->start);
    for (u32 k = 0; k < fr->count; k++) x64_emit_plus_reg(&E->b, 0x50, 0, fr->saved[k]);
    notes->after_saves = (u32)(E->b.len - E->start);
    notes->saved_count = fr->count;
    memcpy(notes->saved_dwarf, fr->dwarf, fr->count);
    if (fr->below) {
        bool small = fr->below == (u32)(i8)fr->below;
        x64_emit_reg(&E->b, small ? 0x83 : 0x81, X64_REX_W, 5, RSP);
        imm(E, small ? 1 : 4, fr->below);
    }
}

static void epilogue(Emitter *E, const X64Frame *fr)
{
    if (fr->pops) {
        if (fr->below) {
            bool small = fr->below == (u32)(i8)fr->below;
            x64_emit_reg(&E->b, small ? 0x83 : 0x81, X64_REX_W, 0, RSP);
            imm(E, small ? 1 : 4, fr->below);
        }
        for (u32 k = fr->count; k-- > 0;) x64_emit_plus_reg(&E->b, 0x58, 0, fr->saved[k]);
        x64_emit_plus_reg(&E->b, 0x58, 0, RBP);
        return;
    }
    for (u32 k = 0; k < fr->count; k++) {
        X64Mem m = {RBP, X64_NO_REG, 1, 0, -8 * (i32)(k + 1), false};
        x64_emit_mem(&E->b, 0x8b, X64_REX_W, fr->saved[k], &m);
    }
    if (fr->leaves) buf_u8(&E->b, 0xc9);
    else x64_emit_plus_reg(&E->b, 0x58, 0, RBP);
}

/* ---- branches ---- */

static inline bool fits8(i64 x) { return x == (i8)x; }
static inline u32 long_form(const MBranch *br) { return br->cond == MIR_JUMP ? JUMP_LONG : JCC_LONG; }

/* saved[k]: bytes that shortening has gained before branch k. */
static u32 sum_savings(MFunc *f)
{
    u32 n = f->branch.len, *saved = f->saved.at;
    saved[0] = 0;
    for (u32 k = 0; k < n; k++) saved[k + 1] = saved[k] + (f->branch.at[k].is_short ? long_form(&f->branch.at[k]) - SHORT : 0);
    return saved[n];
}

/* Marks the branches that reach in 8 bits. Shortening only brings things nearer, so what a round marks stays right. */
static u32 mark_short(MFunc *f)
{
    u32 n = f->branch.len, total = 0;
    vec_reserve(&f->saved, (u64)n + 1);
    u32 *saved = f->saved.at;
    for (u32 round = 0; round < 3; round++) {
        u32 before = total;
        total = sum_savings(f);
        if (round && total == before) return total;
        for (u32 k = 0; k < n; k++) {
            MBranch *br = &f->branch.at[k];
            if (br->is_short) continue;
            const MPlace *t = &f->place.at[br->to];
            i64 to = (i64)t->at - saved[t->branches], from = (i64)br->at - saved[k];
            br->is_short = fits8(t->branches > k ? to - (from + long_form(br)) : to - (from + SHORT));
        }
    }
    return sum_savings(f);
}

/* Rewrites the function's bytes with the final branches; relocations and marks move along. */
static void settle_branches(Emitter *E, u32 first_reloc, u32 first_line)
{
    MFunc *f = E->f;
    u32 n = f->branch.len, r = first_reloc, l = first_line;
    mark_short(f);
    const u32 *saved = f->saved.at;
    const MBranch *br = f->branch.at;
    u8 *base = E->b.data + E->start;
    size_t length = E->b.len - E->start, from = 0, to = 0;
    for (u32 b = 1; b < f->block_count; b++) f->place.at[b].at -= saved[f->place.at[b].branches];
    for (u32 k = 0; k < f->epilogue.len; k++) f->epilogue.at[k].at -= saved[f->epilogue.at[k].branches];
    ObjSection *s = obj_section(E->cg->obj, E->section);
    for (u32 k = 0; k <= n; k++) {
        size_t end = k < n ? br[k].at : length;
        u32 shift = saved[k];
        if (shift) {
            for (; r < s->reloc.len && s->reloc.at[r].offset - E->start < end; r++) s->reloc.at[r].offset -= shift;
            for (; l < E->cg->line.len && E->cg->line.at[l].offset - E->start <= end; l++) E->cg->line.at[l].offset -= shift;
            memmove(base + to, base + from, end - from);
        } else {
            while (r < s->reloc.len && s->reloc.at[r].offset - E->start < end) r++;
            while (l < E->cg->line.len && E->cg->line.at[l].offset - E->start <= end) l++;
        }
        to += end - from;
        if (k == n) break;
        from = end + long_form(&br[k]);
        bool jump = br[k].cond == MIR_JUMP;
        i64 target = f->place.at[br[k].to].at;
        if (br[k].is_short) {
            base[to] = jump ? 0xeb : (u8)(0x70 | br[k].cond);
            base[to + 1] = (u8)(target - (i64)(to + SHORT));
            to += SHORT;
        } else if (jump) {
            base[to] = 0xe9;
            put_u32(base + to + 1, (u32)(target - (i64)(to + JUMP_LONG)));
            to += JUMP_LONG;
        } else {
            base[to] = 0x0f;
            base[to + 1] = (u8)(0x80 | br[k].cond);
            put_u32(base + to + 2, (u32)(target - (i64)(to + JCC_LONG)));
            to += JCC_LONG;
        }
    }
    E->b.len = E->start + to;
}

static void branch(Emitter *E, const MInst *i)
{
    bool jump = i->op == M_JMP;
    MBranch br = {(u32)(E->b.len - E->start), i->symbol, jump ? MIR_JUMP : i->cond, false};
    u32 n = jump ? JUMP_LONG : JCC_LONG;
    vec_push(&E->f->branch, br);
    buf_reserve(&E->b, n);
    E->b.len += n;
}

static MPlace here(const Emitter *E) { return (MPlace){(u32)(E->b.len - E->start), E->f->branch.len}; }

static void reserve_tables(Emitter *E)
{
    Codegen *cg = E->cg;
    MFunc *f = E->f;
    for (u32 k = 0; k < f->table.len; k++) {
        MTable *t = &f->table.at[k];
        ObjSectionId id = cg_table_section(cg, f->fn->symbol);
        ObjSection *s = obj_section(cg->obj, id);
        buf_align(&s->bytes, 4);
        if (s->align < 4) s->align = 4;
        ObjSymbol y = {0};
        y.place = OBJ_DEFINED;
        y.section = id;
        y.value = s->bytes.len;
        buf_fill(&s->bytes, 0, 4 * (size_t)t->count);
        t->symbol = obj_add_symbol(cg->obj, &y);
    }
}

static void fill_tables(Emitter *E)
{
    Codegen *cg = E->cg;
    for (u32 k = 0; k < E->f->table.len; k++) {
        const MTable *t = &E->f->table.at[k];
        const ObjSymbol *y = &cg->obj->symbol.at[t->symbol];
        ObjSectionId section = y->section;
        u64 at = y->value;
        ObjSymbolId text = obj_section_symbol(cg->obj, E->section);
        for (u32 e = 0; e < t->count; e++) /* block - table = (section + A) - (table + 4e) */
            obj_add_reloc(cg->obj, section, at + 4 * e, RELOC_X64_PC32, text, (i64)(E->start + E->f->place.at[E->f->table_block.at[t->first + e]].at) + 4 * (i64)e);
    }
}

/* The symbols of blocks whose address is taken. */
static void define_block_symbols(Emitter *E)
{
    const Function *fn = E->f->fn;
    for (u32 b = 1; b < fn->block.len; b++) {
        if (!fn->block.at[b].symbol) continue;
        ObjSymbolId id = cg_symbol(E->cg, fn->block.at[b].symbol);
        ObjSymbol *y = &E->cg->obj->symbol.at[id];
        y->place = OBJ_DEFINED;
        y->section = E->section;
        y->value = E->start + E->f->place.at[b].at;
    }
}

void x64_emit_function(Codegen *cg, MFunc *f)
{
    Emitter emitter, *E = &emitter;
    FrameNotes notes;
    memset(&notes, 0, sizeof notes);
    X64Frame frame = x64_frame(cg, f);
    E->cg = cg;
    E->f = f;
    E->section = cg_text_section(cg, f->fn->symbol);
    if (f->table.len) reserve_tables(E);
    ObjSection *s = obj_section(cg->obj, E->section);
    u32 align = ir_symbol(cg->m, f->fn->symbol)->align;
    if (align < cg->target->function_align) align = cg->target->function_align;
    if (align > s->align) s->align = align;
    E->b = s->bytes;
    u32 gap = (u32)(align_up(E->b.len, align) - E->b.len);
    if (gap) x64_emit_nops(&E->b, gap);
    E->start = E->b.len;
    u32 first_reloc = s->reloc.len, first_line = cg->line.len;
    f->branch.len = f->epilogue.len = 0;
    vec_reserve(&f->place, f->block_count);
    f->place.len = f->block_count;
    memset(f->place.at, 0, sizeof(MPlace) * f->block_count);

    cg_note_line(cg, E->section, (u32)E->start, f->fn->loc);
    bool is_naked = ir_symbol(cg->m, f->fn->symbol)->is_naked; /* and empty, as it has no assembly */
    if (!is_naked) prologue(E, &frame, &notes);
    for (u32 k = 0; k < f->final.len; k++) {
        const MInst *i = &f->final.at[k];
        switch (i->op) {
        case M_NONE: case M_ENTRY: case M_RESERVE: case M_ASM: break; /* assembly with a text is never emitted here: see join.c */
        case M_BLOCK: f->place.at[i->symbol] = here(E); break;
        case M_LINE: cg_note_line(cg, E->section, (u32)E->b.len, i->symbol); break;
        case M_JMP: case M_JCC: branch(E, i); break;
        case M_RET:
            epilogue(E, &frame);
            vec_push(&f->epilogue, here(E));
            buf_u8(&E->b, 0xc3);
            break;
        default: instruction(E, i); break;
        }
    }
    if (E->b.len - E->start > INT32_MAX) diag_fatal(&cg->kit->diag, f->fn->loc, "the function is too large");
    settle_branches(E, first_reloc, first_line);
    obj_section(cg->obj, E->section)->bytes = E->b;
    if (f->table.len) fill_tables(E);
    define_block_symbols(E);
    u64 size = E->b.len - E->start;
    cg_define_function(cg, f->fn->symbol, E->section, E->start, size);
    if (cg->options->async_unwind && !is_naked) {
        notes.epilogue = f->epilogue.at;
        notes.epilogue_count = f->epilogue.len;
        eh_frame_function(cg, E->section, E->start, size, &notes);
    }
}
