/* Final MIR as AT&T assembly text, instruction by instruction what emit.c encodes. In: MFunc.final. Out: cg->assembly. */
#include "target/x64/x64.h"

typedef struct Printer {
    Codegen *cg;
    MFunc *f;
    Buf *b;
} Printer;

static const char *const name64[16] = {"rax", "rcx", "rdx", "rbx", "rsp", "rbp", "rsi", "rdi", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15"};
static const char *const name32[16] = {"eax", "ecx", "edx", "ebx", "esp", "ebp", "esi", "edi", "r8d", "r9d", "r10d", "r11d", "r12d", "r13d", "r14d", "r15d"};
static const char *const name16[16] = {"ax", "cx", "dx", "bx", "sp", "bp", "si", "di", "r8w", "r9w", "r10w", "r11w", "r12w", "r13w", "r14w", "r15w"};
static const char *const name8[16] = {"al", "cl", "dl", "bl", "spl", "bpl", "sil", "dil", "r8b", "r9b", "r10b", "r11b", "r12b", "r13b", "r14b", "r15b"};
static const char *const condition[16] = {"o", "no", "b", "ae", "e", "ne", "be", "a", "s", "ns", "p", "np", "l", "ge", "le", "g"};
static const char *const shift_name[8] = {"rol", "ror", "rcl", "rcr", "shl", "shr", "sal", "sar"};

static const char *gpr(Reg r, u32 width)
{
    u32 n = r - X64_GPR0;
    return width == 8 ? name64[n] : width == 4 ? name32[n] : width == 2 ? name16[n] : name8[n];
}
static char suffix(u32 width) { return width == 8 ? 'q' : width == 4 ? 'l' : width == 2 ? 'w' : 'b'; }

static void label(const Printer *P, MBlock b) { buf_printf(P->b, ".L%u_%u", P->cg->function_count, b); }

const char *x64_register_text(Reg r, u32 width) { return gpr(r, width); }
void x64_print_label(Codegen *cg, MBlock b)
{
    Printer printer = {cg, NULL, cg->assembly};
    label(&printer, b);
}

static void offset(const Printer *P, i64 disp)
{
    if (disp) buf_printf(P->b, "%+lld", (long long)disp);
}

static void memory(const Printer *P, const MInst *i)
{
    Codegen *cg = P->cg;
    Buf *b = P->b;
    i32 disp = i->disp;
    const char *base = NULL;
    if (i->mode & MIR_SEGMENT) buf_puts(b, "%fs:");
    switch (i->base) {
    case MIR_BASE_SLOT: base = "rbp"; disp += P->f->slot.at[i->symbol].offset; break;
    case MIR_BASE_INCOMING: base = "rbp"; disp += 16; break;
    case MIR_BASE_OUTGOING:
        base = "rsp";
        if (i->symbol) disp += (i32)P->f->outgoing;
        break;
    case MIR_BASE_SYMBOL:
        text_symbol(cg, i->symbol);
        offset(P, disp);
        if (i->index) buf_printf(b, "(,%%%s,%d)", gpr(i->index, 8), 1 << (i->mode >> MIR_SCALE_SHIFT & MIR_SCALE_MASK));
        else buf_puts(b, "(%rip)");
        return;
    case MIR_BASE_CONST:
        text_constant(cg, i->symbol);
        offset(P, disp);
        buf_puts(b, "(%rip)");
        return;
    case MIR_BASE_TABLE: buf_printf(b, ".LT%u_%u(%%rip)", cg->function_count, i->symbol); return;
    case MIR_BASE_GOT: case MIR_BASE_GOTTPOFF:
        text_symbol(cg, i->symbol);
        buf_puts(b, i->base == MIR_BASE_GOT ? "@GOTPCREL(%rip)" : "@GOTTPOFF(%rip)");
        return;
    case MIR_BASE_TPOFF:
        buf_puts(b, "%fs:");
        text_symbol(cg, i->symbol);
        buf_puts(b, "@TPOFF");
        offset(P, disp);
        return;
    case MIR_BASE_ABSOLUTE: break;
    default: base = gpr(i->base, 8); break;
    }
    if (disp || !base) buf_printf(b, "%d", disp);
    if (!base && !i->index) return;
    buf_u8(b, '(');
    if (base) buf_printf(b, "%%%s", base);
    if (i->index) buf_printf(b, ",%%%s,%d", gpr(i->index, 8), 1 << (i->mode >> MIR_SCALE_SHIFT & MIR_SCALE_MASK));
    buf_u8(b, ')');
}

void x64_print_memory(Codegen *cg, MFunc *f, const MInst *i)
{
    Printer printer = {cg, f, cg->assembly};
    memory(&printer, i);
}

/* The second source: an immediate, a register of the given width (0: a vector register), or memory. */
static void source(const Printer *P, const MInst *i, u32 width)
{
    switch (mir_mode(i)) {
    case MODE_I: case MODE_MI: buf_printf(P->b, "$%d", (i32)i->b); break;
    case MODE_R: case MODE_MR:
        if (width) buf_printf(P->b, "%%%s", gpr(i->b, width));
        else buf_printf(P->b, "%%xmm%u", i->b - X64_XMM0);
        break;
    default: memory(P, i); break;
    }
}

static void to_gpr(const Printer *P, Reg r, u32 width) { buf_printf(P->b, ", %%%s\n", gpr(r, width)); }
static void to_xmm(const Printer *P, Reg r) { buf_printf(P->b, ", %%xmm%u\n", r - X64_XMM0); }

static void begin(const Printer *P, const char *text, char suffix_char)
{
    buf_printf(P->b, "\t%s", text);
    if (suffix_char) buf_u8(P->b, (u8)suffix_char);
    buf_u8(P->b, ' ');
}

static void move_immediate(const Printer *P, const MInst *i)
{
    u64 value = i->width == 8 ? (u64)i->b | (u64)(u32)i->disp << 32 : i->b;
    if (value == 0) buf_printf(P->b, "\txorl %%%s, %%%s\n", gpr(i->dst, 4), gpr(i->dst, 4));
    else if (value == (u32)value) buf_printf(P->b, "\tmovl $%u, %%%s\n", (u32)value, gpr(i->dst, 4));
    else if ((i64)value == (i32)value) buf_printf(P->b, "\tmovq $%d, %%%s\n", (i32)value, gpr(i->dst, 8));
    else buf_printf(P->b, "\tmovabsq $0x%llx, %%%s\n", (unsigned long long)value, gpr(i->dst, 8));
}

/* Two operands, the second a register or memory that is also read or written. */
static void two(const Printer *P, const MInst *i, const char *text, Reg target)
{
    begin(P, text, suffix(i->width));
    source(P, i, i->width);
    if (mir_mode(i) == MODE_MR || mir_mode(i) == MODE_MI) {
        buf_puts(P->b, ", ");
        memory(P, i);
        buf_u8(P->b, '\n');
    } else {
        to_gpr(P, target, i->width);
    }
}

static void one(const Printer *P, const MInst *i, const char *text, u32 width)
{
    begin(P, text, suffix(width));
    source(P, i, width);
    buf_u8(P->b, '\n');
}

static void to_wider(const Printer *P, const MInst *i, const char *text, u32 from)
{
    begin(P, text, suffix(i->width));
    source(P, i, from);
    to_gpr(P, i->dst, i->width);
}

static void scalar(const Printer *P, const MInst *i, const char *text)
{
    begin(P, text, i->width == 4 ? 's' : 'd');
    source(P, i, 0);
    to_xmm(P, i->op == M_UCOMIS || i->op == M_COMIS ? i->a : i->dst);
}

static void float_move(const Printer *P, const MInst *i)
{
    if (mir_mode(i) == MODE_R) {
        buf_printf(P->b, "\tmovaps %%xmm%u, %%xmm%u\n", i->b - X64_XMM0, i->dst - X64_XMM0);
        return;
    }
    begin(P, i->width == 16 ? "movups" : i->width == 4 ? "movss" : "movsd", 0);
    source(P, i, 0);
    if (mir_mode(i) == MODE_MR) {
        buf_puts(P->b, ", ");
        memory(P, i);
        buf_u8(P->b, '\n');
    } else {
        to_xmm(P, i->dst);
    }
}

static void x87_memory(const Printer *P, const MInst *i, const char *text)
{
    begin(P, text, 0);
    memory(P, i);
    buf_u8(P->b, '\n');
}

static void tls_call(const Printer *P, const MInst *i)
{
    bool gd = i->op == M_TLS_GD;
    if (gd) buf_puts(P->b, "\t.byte 0x66\n");
    buf_puts(P->b, "\tleaq ");
    text_symbol(P->cg, i->symbol);
    buf_puts(P->b, gd ? "@TLSGD(%rip), %rdi\n\t.byte 0x66, 0x66, 0x48\n\tcall " : "@TLSLD(%rip), %rdi\n\tcall ");
    text_symbol(P->cg, cg_runtime_symbol(P->cg, &P->cg->tls_symbol, "__tls_get_addr"));
    buf_puts(P->b, "@PLT\n");
}

static void save_variadic(const Printer *P, const MInst *i)
{
    static const char *const arg[6] = {"rdi", "rsi", "rdx", "rcx", "r8", "r9"};
    i32 base = P->f->slot.at[i->symbol].offset;
    for (u32 k = (u32)i->disp; k < 6; k++) buf_printf(P->b, "\tmovq %%%s, %d(%%rbp)\n", arg[k], base + 8 * (i32)k);
    if (i->cond >= 8) return;
    buf_printf(P->b, "\ttestb %%al, %%al\n\tje .LV%u\n", P->cg->function_count);
    for (u32 k = i->cond; k < 8; k++) buf_printf(P->b, "\tmovaps %%xmm%u, %d(%%rbp)\n", k, base + 48 + 16 * (i32)k);
    buf_printf(P->b, ".LV%u:\n", P->cg->function_count);
}

static void register_and_memory(const Printer *P, const MInst *i, const char *text, Reg r)
{
    buf_printf(P->b, "%s%c %%%s, ", text, suffix(i->width), gpr(r, i->width));
    memory(P, i);
    buf_u8(P->b, '\n');
}

static void atomic(const Printer *P, const MInst *i, const char *const alu[8])
{
    Buf *b = P->b;
    u32 wide = i->width == 8 ? 8 : 4;
    switch (i->op) {
    case M_XCHG: register_and_memory(P, i, "\txchg", i->dst); break;
    case M_XADD: register_and_memory(P, i, "\tlock xadd", i->dst); break;
    case M_LOCK_ALU:
        buf_puts(b, "\tlock");
        two(P, i, alu[i->cond], 0);
        break;
    case M_CMPXCHG: register_and_memory(P, i, "\tlock cmpxchg", i->b); break;
    default:
        buf_printf(b, "1:\tmov%c %%%s, %%%s\n", suffix(wide), gpr(P_RAX, wide), gpr(P_RDX, wide));
        buf_printf(b, "\t%s%c %%%s, %%%s\n", alu[i->cond & 7], suffix(wide), gpr(i->b, wide), gpr(P_RDX, wide));
        if (i->cond & CAS_NAND) buf_printf(b, "\tnot%c %%%s\n", suffix(wide), gpr(P_RDX, wide));
        register_and_memory(P, i, "\tlock cmpxchg", P_RDX);
        buf_puts(b, "\tjne 1b\n");
        break;
    }
}

static void instruction(const Printer *P, const MInst *i)
{
    static const char *const alu[8] = {"add", "or", "adc", "sbb", "and", "sub", "xor", "cmp"};
    Buf *b = P->b;
    char text[16];
    switch ((X64MirOp)i->op) {
    case M_MOV:
        if (mir_mode(i) == MODE_I) move_immediate(P, i);
        else if (mir_mode(i) == MODE_R && i->width < 8) buf_printf(b, "\tmovl %%%s, %%%s\n", gpr(i->b, 4), gpr(i->dst, 4));
        else two(P, i, "mov", i->dst);
        break;
    case M_FMOV: float_move(P, i); break;
    case M_MOVZX8: to_wider(P, i, "movzb", 1); break;
    case M_MOVZX16: to_wider(P, i, "movzw", 2); break;
    case M_MOVZX32:
        begin(P, "movl", 0);
        source(P, i, 4);
        to_gpr(P, i->dst, 4);
        break;
    case M_MOVSX8: to_wider(P, i, "movsb", 1); break;
    case M_MOVSX16: to_wider(P, i, "movsw", 2); break;
    case M_MOVSX32: to_wider(P, i, "movsl", 4); break;
    case M_LEA:
        begin(P, "lea", suffix(i->width));
        memory(P, i);
        to_gpr(P, i->dst, i->width);
        break;
    case M_ADD: case M_OR: case M_ADC: case M_SBB: case M_AND: case M_SUB: case M_XOR: two(P, i, alu[i->op - M_ADD], i->dst); break;
    case M_CMP: two(P, i, "cmp", i->a); break;
    case M_TEST: two(P, i, "test", i->a); break;
    case M_IMUL: two(P, i, "imul", i->dst); break;
    case M_IMULI: buf_printf(b, "\timul%c $%d, %%%s, %%%s\n", suffix(i->width), (i32)i->b, gpr(i->a, i->width), gpr(i->dst, i->width)); break;
    case M_SHIFT: buf_printf(b, "\t%s%c $%u, %%%s\n", shift_name[i->cond], suffix(i->width), i->b, gpr(i->dst, i->width)); break;
    case M_SHIFT_CL: buf_printf(b, "\t%s%c %%cl, %%%s\n", shift_name[i->cond], suffix(i->width), gpr(i->dst, i->width)); break;
    case M_NEG: buf_printf(b, "\tneg%c %%%s\n", suffix(i->width), gpr(i->dst, i->width)); break;
    case M_NOT: buf_printf(b, "\tnot%c %%%s\n", suffix(i->width), gpr(i->dst, i->width)); break;
    case M_BSWAP: buf_printf(b, "\tbswap%c %%%s\n", suffix(i->width), gpr(i->dst, i->width)); break;
    case M_BSF: two(P, i, "bsf", i->dst); break;
    case M_BSR: two(P, i, "bsr", i->dst); break;
    case M_SIGN_AX: buf_puts(b, i->width == 8 ? "\tcqto\n" : i->width == 4 ? "\tcltd\n" : "\tcwtd\n"); break;
    case M_DIV_QUO: case M_DIV_REM: one(P, i, i->cond == 7 ? "idiv" : "div", i->width); break;
    case M_DIV8: one(P, i, i->cond == 7 ? "idiv" : "div", 1); break;
    case M_MUL_HIGH: one(P, i, i->cond == 5 ? "imul" : "mul", i->width); break;
    case M_SETCC: buf_printf(b, "\tset%s %%%s\n", condition[i->cond], gpr(i->dst, 1)); break;
    case M_CMOV:
        memcpy(text, "cmov", 4);
        memcpy(text + 4, condition[i->cond], strlen(condition[i->cond]) + 1);
        two(P, i, text, i->dst);
        break;
    case M_JCC:
        buf_printf(b, "\tj%s ", condition[i->cond]);
        label(P, i->symbol);
        buf_u8(b, '\n');
        break;
    case M_JMP:
        buf_puts(b, "\tjmp ");
        label(P, i->symbol);
        buf_u8(b, '\n');
        break;
    case M_ESCAPE: buf_puts(b, "\tmov %rax, %rbp\n\tmov %rdx, %rsp\n\tjmp *%rcx\n"); break;
    case M_JMP_TO: case M_CALL:
        buf_puts(b, i->op == M_CALL ? "\tcall " : "\tjmp ");
        if (mir_mode(i) == MODE_NONE) {
            text_symbol(P->cg, i->symbol);
            buf_puts(b, "@PLT\n");
            break;
        }
        buf_u8(b, '*');
        source(P, i, 8);
        buf_u8(b, '\n');
        break;
    case M_TLS_GD: case M_TLS_LD: tls_call(P, i); break;
    case M_LEA_TPOFF: case M_LEA_DTPOFF:
        buf_puts(b, "\tleaq ");
        text_symbol(P->cg, i->symbol);
        buf_puts(b, i->op == M_LEA_TPOFF ? "@TPOFF" : "@DTPOFF");
        offset(P, i->disp);
        buf_printf(b, "(%%%s)", gpr(i->base, 8));
        to_gpr(P, i->dst, 8);
        break;
    case M_LEA_ABS:
        buf_puts(b, "\tmovl $");
        text_symbol(P->cg, i->symbol);
        offset(P, i->disp);
        to_gpr(P, i->dst, 4);
        break;
    case M_UD2: buf_puts(b, "\tud2\n"); break;
    case M_MFENCE: buf_puts(b, "\tmfence\n"); break;
    case M_XCHG: case M_XADD: case M_LOCK_ALU: case M_CMPXCHG: case M_CAS_LOOP: atomic(P, i, alu); break;
    case M_VA_SAVE: save_variadic(P, i); break;
    case M_FADD: scalar(P, i, "adds"); break;
    case M_FSUB: scalar(P, i, "subs"); break;
    case M_FMUL: scalar(P, i, "muls"); break;
    case M_FDIV: scalar(P, i, "divs"); break;
    case M_FSQRT: scalar(P, i, "sqrts"); break;
    case M_UCOMIS: scalar(P, i, "ucomis"); break;
    case M_COMIS: scalar(P, i, "comis"); break;
    case M_CVT_INT_F:
        begin(P, i->width == 4 ? "cvtsi2ss" : "cvtsi2sd", suffix(i->cond));
        source(P, i, i->cond);
        to_xmm(P, i->dst);
        break;
    case M_CVT_F_INT:
        begin(P, i->width == 4 ? "cvttss2si" : "cvttsd2si", 0);
        source(P, i, 0);
        to_gpr(P, i->dst, i->cond);
        break;
    case M_CVT_F_F:
        begin(P, i->width == 4 ? "cvtss2sd" : "cvtsd2ss", 0);
        source(P, i, 0);
        to_xmm(P, i->dst);
        break;
    case M_FAND: case M_FXOR:
        begin(P, i->op == M_FAND ? "andps" : "xorps", 0);
        source(P, i, 0);
        to_xmm(P, i->dst);
        break;
    case M_FZERO: buf_printf(b, "\txorps %%xmm%u, %%xmm%u\n", i->dst - X64_XMM0, i->dst - X64_XMM0); break;
    case M_TO_XMM:
        begin(P, i->width == 8 ? "movq" : "movd", 0);
        source(P, i, i->width);
        to_xmm(P, i->dst);
        break;
    case M_FROM_XMM: buf_printf(b, "\tmov%c %%xmm%u, %%%s\n", i->width == 8 ? 'q' : 'd', i->b - X64_XMM0, gpr(i->dst, i->width)); break;
    case M_FLD: x87_memory(P, i, i->width == 4 ? "flds" : i->width == 8 ? "fldl" : "fldt"); break;
    case M_FSTP: x87_memory(P, i, i->width == 4 ? "fstps" : i->width == 8 ? "fstpl" : "fstpt"); break;
    case M_FILD: x87_memory(P, i, i->width == 4 ? "fildl" : "fildll"); break;
    case M_FISTP: x87_memory(P, i, i->width == 4 ? "fistpl" : "fistpll"); break;
    case M_FADD_MEM: x87_memory(P, i, "fadds"); break;
    case M_FLDCW: x87_memory(P, i, "fldcw"); break;
    case M_FNSTCW: x87_memory(P, i, "fnstcw"); break;
    case M_FARITH: {
        /* AT&T assemblers have the reversed forms of subtraction and division the wrong way round. */
        static const char *const arith[4] = {"faddp", "fsubrp", "fmulp", "fdivrp"};
        buf_printf(b, "\t%s %%st, %%st(1)\n", arith[i->cond]);
        break;
    }
    case M_FCHS: buf_puts(b, "\tfchs\n"); break;
    case M_FABS: buf_puts(b, "\tfabs\n"); break;
    case M_FSQRT87: buf_puts(b, "\tfsqrt\n"); break;
    case M_FUCOMIP: buf_puts(b, "\tfucomip %st(1), %st\n"); break;
    case M_FCOMIP: buf_puts(b, "\tfcomip %st(1), %st\n"); break;
    case M_FPOP: buf_puts(b, "\tfstp %st(0)\n"); break;
    case M_ASM: x64_print_asm(P->cg, P->f, i->symbol); break;
    case M_NONE: case M_BLOCK: case M_LINE: case M_ENTRY: case M_RESERVE: case M_RET: case M_COUNT: break;
    }
}

static void prologue(const Printer *P, const X64Frame *fr, bool cfi)
{
    Buf *b = P->b;
    buf_puts(b, "\tpushq %rbp\n");
    if (cfi) buf_puts(b, "\t.cfi_def_cfa_offset 16\n\t.cfi_offset 6, -16\n");
    buf_puts(b, "\tmovq %rsp, %rbp\n");
    if (cfi) buf_puts(b, "\t.cfi_def_cfa_register 6\n");
    for (u32 k = 0; k < fr->count; k++) buf_printf(b, "\tpushq %%%s\n", name64[fr->saved[k]]);
    if (cfi)
        for (u32 k = 0; k < fr->count; k++) buf_printf(b, "\t.cfi_offset %u, %d\n", fr->dwarf[k], -24 - 8 * (i32)k);
    if (fr->below) buf_printf(b, "\tsubq $%u, %%rsp\n", fr->below);
}

static void epilogue(const Printer *P, const X64Frame *fr)
{
    Buf *b = P->b;
    if (fr->pops) {
        if (fr->below) buf_printf(b, "\taddq $%u, %%rsp\n", fr->below);
        for (u32 k = fr->count; k-- > 0;) buf_printf(b, "\tpopq %%%s\n", name64[fr->saved[k]]);
        buf_puts(b, "\tpopq %rbp\n");
        return;
    }
    for (u32 k = 0; k < fr->count; k++) buf_printf(b, "\tmovq %d(%%rbp), %%%s\n", -8 * (i32)(k + 1), name64[fr->saved[k]]);
    buf_puts(b, fr->leaves ? "\tleave\n" : "\tpopq %rbp\n");
}

static void tables(const Printer *P)
{
    MFunc *f = P->f;
    for (u32 k = 0; k < f->table.len; k++) {
        const MTable *t = &f->table.at[k];
        text_section(P->cg, cg_table_section_name(P->cg, f->fn->symbol), OBJ_PROGBITS, OBJ_ALLOC, 0);
        buf_printf(P->b, "\t.balign 4\n.LT%u_%u:\n", P->cg->function_count, k);
        for (u32 e = 0; e < t->count; e++) {
            buf_puts(P->b, "\t.long ");
            label(P, f->table_block.at[t->first + e]);
            buf_printf(P->b, "-.LT%u_%u\n", P->cg->function_count, k);
        }
    }
}

void x64_print_function(Codegen *cg, MFunc *f)
{
    Printer printer = {cg, f, cg->assembly}, *P = &printer;
    Buf *b = cg->assembly;
    X64Frame frame = x64_frame(cg, f);
    bool cfi = cg->options->async_unwind;
    u32 last_ret = 0;
    text_function_begin(cg, f->fn->symbol);
    if (cfi) buf_puts(b, "\t.cfi_startproc\n");
    text_line(cg, f->fn->loc);
    if (!ir_symbol(cg->m, f->fn->symbol)->is_naked) prologue(P, &frame, cfi);
    for (u32 k = 0; k < f->final.len; k++)
        if (f->final.at[k].op != M_BLOCK && f->final.at[k].op != M_LINE && f->final.at[k].op != M_NONE) last_ret = f->final.at[k].op == M_RET ? k : 0;
    for (u32 k = 0; k < f->final.len; k++) {
        const MInst *i = &f->final.at[k];
        switch (i->op) {
        case M_BLOCK:
            label(P, i->symbol);
            buf_puts(b, ":\n");
            if (i->symbol < f->fn->block.len && f->fn->block.at[i->symbol].symbol) {
                text_symbol(cg, f->fn->block.at[i->symbol].symbol);
                buf_puts(b, ":\n");
            }
            break;
        case M_LINE: text_line(cg, i->symbol); break;
        case M_RET:
            epilogue(P, &frame);
            if (cfi) buf_printf(b, "%s\t.cfi_def_cfa 7, 8\n", k == last_ret ? "" : "\t.cfi_remember_state\n");
            buf_puts(b, "\tret\n");
            if (cfi && k != last_ret) buf_puts(b, "\t.cfi_restore_state\n");
            break;
        default: instruction(P, i); break;
        }
    }
    if (cfi) buf_puts(b, "\t.cfi_endproc\n");
    text_function_end(cg, f->fn->symbol);
    tables(P);
}
