/* Instruction selection: integer arithmetic, conversions, constants; and the walk that calls the other parts.
   In: one IR instruction at a time from the driver in codegen/isel.c. Out: MIR with virtual registers.

   Integers of 1, 8 and 16 bits live in 32-bit registers whose upper bits mean nothing; an I1 has 0 or 1 in its low byte. */
#include "base/bits.h"
#include "target/x64/x64.h"

static u32 bits_of(IrType t)
{
    static const u8 bits[IR_TYPE_COUNT] = {0, 1, 8, 16, 32, 64, 128, 32, 64, 80, 128, 64};
    return bits[t];
}

u32 x64_class_of(IrType type, u32 *width)
{
    *width = type == IR_F32 ? 4 : type == IR_F64 ? 8 : x64_op_width(type);
    return x64_is_float(type) ? MIR_FPR : MIR_GPR;
}

/* ---- small emitters ---- */

void x64_emit_move(Isel *S, u32 width, Reg dst, Reg b)
{
    MInst i = x64_inst(M_MOV, width);
    i.mode = MODE_R;
    i.dst = dst;
    i.b = b;
    isel_emit(S, &i);
}

void x64_emit_rr(Isel *S, X64MirOp op, u32 width, Reg dst, Reg a, Reg b)
{
    MInst i = x64_inst(op, width);
    i.mode = b ? MODE_R : MODE_NONE;
    i.dst = dst;
    i.a = a;
    i.b = b;
    isel_emit(S, &i);
}

void x64_emit_cond(Isel *S, X64MirOp op, u32 width, u32 cond, Reg dst, Reg a, Reg b)
{
    MInst i = x64_inst(op, width);
    i.mode = b ? MODE_R : MODE_NONE;
    i.cond = (u8)cond;
    i.dst = dst;
    i.a = a;
    i.b = b;
    isel_emit(S, &i);
}

void x64_emit_alu_imm(Isel *S, X64MirOp op, u32 width, Reg dst, Reg a, i32 imm)
{
    MInst i = x64_inst(op, width);
    i.mode = MODE_I;
    i.dst = dst;
    i.a = a;
    i.b = (u32)imm;
    isel_emit(S, &i);
}

void x64_emit_shift(Isel *S, u32 kind, u32 width, Reg dst, Reg a, u32 count)
{
    MInst i = x64_inst(M_SHIFT, width);
    i.mode = MODE_I;
    i.cond = (u8)kind;
    i.dst = dst;
    i.a = a;
    i.b = count;
    isel_emit(S, &i);
}

bool x64_source(Isel *S, MInst *i, Value v, u32 width)
{
    bool folds = x64_can_fold_load(S, v, width);
    i->mode = folds ? MODE_M : MODE_R;
    if (folds) x64_fold_load(S, i, v);
    else i->b = x64_take(S, v);
    return folds;
}

void x64_set_immediate(Isel *S, Reg dst, u64 value, u32 width)
{
    MInst i = x64_inst(M_MOV, width);
    i.mode = MODE_I;
    i.dst = dst;
    i.b = (u32)value;
    i.disp = (i32)(value >> 32);
    isel_emit(S, &i);
}

Reg x64_load_immediate(Isel *S, u64 value, u32 width)
{
    Reg r = isel_new_vreg(S, MIR_GPR, width);
    x64_set_immediate(S, r, value, width);
    return r;
}

void x64_emit_load(Isel *S, IrType type, Reg dst, const MInst *memory)
{
    MInst i;
    switch (type) {
    case IR_I1: case IR_I8: i = x64_inst(M_MOVZX8, 4); break;
    case IR_I16: i = x64_inst(M_MOVZX16, 4); break;
    case IR_F32: i = x64_inst(M_FMOV, 4); break;
    case IR_F64: i = x64_inst(M_FMOV, 8); break;
    default: i = x64_inst(M_MOV, x64_op_width(type)); break;
    }
    i.mode = MODE_M;
    x64_copy_memory(&i, memory);
    i.dst = dst;
    isel_emit(S, &i);
}

void x64_emit_store(Isel *S, u32 cls, u32 width, const MInst *memory, Reg b)
{
    MInst i = x64_inst(cls == MIR_FPR ? M_FMOV : M_MOV, width);
    i.mode = MODE_MR;
    x64_copy_memory(&i, memory);
    i.b = b;
    isel_emit(S, &i);
}

bool x64_emit_store_immediate(Isel *S, u32 width, const MInst *memory, u64 bits)
{
    if (width > 4 && (i64)bits != (i32)bits) return false;
    MInst i = x64_inst(M_MOV, width);
    i.mode = MODE_MI;
    x64_copy_memory(&i, memory);
    i.b = (u32)bits;
    isel_emit(S, &i);
    return true;
}

Reg x64_take(Isel *S, Value v)
{
    Reg r = isel_reg(S, v);
    isel_consume(S, v);
    return r;
}

/* v is the same register as another value, unless it was promised one of its own. */
void x64_alias(Isel *S, Value v, Reg r)
{
    ValueState *s = &S->value.at[v];
    if (s->reg == 0 || s->reg >= VAL_DEFERRED) s->reg = r;
    else x64_emit_move(S, x64_op_width((IrType)isel_inst(S, v)->type), s->reg, r);
}

/* ---- constants ---- */

bool x64_fits_immediate(u64 value, u32 width, i32 *imm)
{
    i64 x = width >= 8 ? (i64)value : sign_extend(value, width * 8);
    *imm = (i32)x;
    return x == *imm;
}

Reg x64_materialize(Isel *S, Value v)
{
    const Inst *inst = isel_inst(S, v);
    IrType type = (IrType)inst->type;
    u32 width, cls = x64_class_of(type, &width);
    switch ((IrOp)inst->op) {
    case OP_INT: {
        Reg r = x64_load_immediate(S, ir_int_value(S->fn, v), width);
        if (width == 4) x64_mark_clean(S, r);
        return r;
    }
    case OP_FLOAT: {
        u64 bits = (u64)inst->b | (u64)inst->c << 32;
        Reg r = isel_new_vreg(S, MIR_FPR, width);
        MInst i = x64_inst(bits ? M_FMOV : M_FZERO, width);
        i.dst = r;
        if (bits) {
            i.mode = MODE_M;
            i.base = MIR_BASE_CONST;
            i.symbol = cg_constant(S->cg, bits, 0, width);
        }
        isel_emit(S, &i);
        return r;
    }
    case OP_SYM: return x64_symbol_address(S, inst->a, (i64)ir_int_value(S->fn, v));
    case OP_POISON: {
        if (cls == MIR_GPR) return x64_load_immediate(S, 0, width);
        MInst i = x64_inst(M_FZERO, width);
        i.dst = isel_new_vreg(S, MIR_FPR, width);
        isel_emit(S, &i);
        return i.dst;
    }
    case OP_PARAM: {
        const MInst place = S->param.at[inst->a];
        Reg r = isel_new_vreg(S, cls, width);
        if (place.op == M_LEA) x64_emit_lea(S, r, &place);
        else x64_emit_load(S, type, r, &place);
        return r;
    }
    case OP_SLOT: {
        Reg r = isel_new_vreg(S, MIR_GPR, 8);
        MInst m = {0};
        i64 offset = (i64)ir_int_value(S->fn, v);
        if (offset > -(1 << 29) && offset < 1 << 29) {
            x64_address(S, &m, v, false);
            x64_emit_lea(S, r, &m);
        } else {
            m.base = MIR_BASE_SLOT;
            m.symbol = inst->a;
            S->f->slot.at[inst->a].used = true;
            Reg at = isel_new_vreg(S, MIR_GPR, 8), k = x64_load_immediate(S, (u64)offset, 8);
            x64_emit_lea(S, at, &m);
            x64_emit_rr(S, M_ADD, 8, r, at, k);
        }
        return r;
    }
    default: KIT_PANIC("not a constant");
    }
}

void x64_operand(Isel *S, MInst *i, Value v, u32 width)
{
    const Inst *inst = isel_inst(S, v);
    i32 imm;
    if (inst->op == OP_INT && x64_fits_immediate(ir_int_value(S->fn, v), width, &imm)) {
        x64_set_mode(i, MODE_I);
        i->b = (u32)imm;
    } else if (inst->op == OP_FLOAT) {
        x64_set_mode(i, MODE_M);
        i->base = MIR_BASE_CONST;
        i->symbol = cg_constant(S->cg, (u64)inst->b | (u64)inst->c << 32, 0, width);
    } else if (x64_can_fold_load(S, v, width)) {
        x64_set_mode(i, MODE_M);
        x64_fold_load(S, i, v);
    } else {
        x64_set_mode(i, MODE_R);
        i->b = x64_take(S, v);
    }
}

/* ---- arithmetic ---- */

static void binary(Isel *S, Value v, X64MirOp op, bool commutes)
{
    const Inst *inst = isel_inst(S, v);
    u32 width = x64_op_width((IrType)inst->type);
    Value a = inst->a, b = inst->b;
    if (commutes && !ir_is_int(S->fn, b) && x64_can_fold_load(S, a, width) && !x64_is_frame_load(S, a) && !x64_can_fold_load(S, b, width)) {
        a = inst->b;
        b = inst->a;
    }
    if (isel_inst(S, a)->op == OP_INT && commutes) {
        Value t = a;
        a = b;
        b = t;
    }
    bool a_stays = isel_inst(S, a)->uses > 1 && isel_inst(S, a)->op > OP_PARAM;
    MInst i = x64_inst(op, width);
    i.a = x64_take(S, a);
    x64_operand(S, &i, b, width);
    i.dst = x64_define_int(S, v);
    if (op == M_ADD && a_stays && mir_mode(&i) == MODE_I) { /* three operands: the first one is still needed */
        i.op = M_LEA;
        x64_set_mode(&i, MODE_M);
        i.base = i.a;
        i.a = 0;
        i.disp = (i32)i.b;
        i.b = 0;
    }
    isel_emit(S, &i);
    if (width == 4) x64_mark_clean(S, i.dst);
}

static void multiply(Isel *S, Value v)
{
    const Inst *inst = isel_inst(S, v);
    u32 width = x64_op_width((IrType)inst->type);
    i32 imm;
    bool swapped = ir_is_int(S->fn, inst->a);
    Value factor = swapped ? inst->a : inst->b, other = swapped ? inst->b : inst->a;
    if (ir_is_int(S->fn, factor) && x64_fits_immediate(ir_int_value(S->fn, factor), width, &imm)) {
        Reg a = x64_take(S, other), dst = x64_define_int(S, v);
        if (imm == 3 || imm == 5 || imm == 9) {
            MInst i = x64_inst(M_LEA, width);
            i.mode = (u8)(MODE_M | (imm == 3 ? 1 : imm == 5 ? 2 : 3) << MIR_SCALE_SHIFT);
            i.base = i.index = a;
            i.dst = dst;
            isel_emit(S, &i);
        } else {
            x64_emit_alu_imm(S, M_IMULI, width, dst, a, imm);
        }
        if (width == 4) x64_mark_clean(S, dst);
        return;
    }
    binary(S, v, M_IMUL, true);
}

/* To 32 bits, from the type's own width. */
static Reg extended(Isel *S, Reg r, IrType type, bool is_signed)
{
    if (type == IR_I32 || type == IR_I64 || type == IR_PTR) return r;
    Reg x = isel_new_vreg(S, MIR_GPR, 4);
    x64_emit_rr(S, type == IR_I16 ? is_signed ? M_MOVSX16 : M_MOVZX16 : is_signed ? M_MOVSX8 : M_MOVZX8, 4, x, 0, r);
    return x;
}

/* By 2^k, rounding towards zero: a negative dividend gets 2^k - 1 added first. False when the divisor is another. */
static bool divide_by_power(Isel *S, Value v, u32 width, bool remainder)
{
    const Inst *inst = isel_inst(S, v);
    u64 divisor = ir_int_value(S->fn, inst->b);
    u32 bits = width * 8;
    if (!is_power_of_two(divisor) || divisor == 1 || divisor >> (bits - 1) || (remainder && divisor > (u64)1 << 30)) return false;
    u32 k = log2_floor(divisor);
    Reg a = x64_take(S, inst->a), sign = a, bias = isel_new_vreg(S, MIR_GPR, width), sum = isel_new_vreg(S, MIR_GPR, width), dst;
    if (k > 1) {
        sign = isel_new_vreg(S, MIR_GPR, width);
        x64_emit_shift(S, X64_SAR, width, sign, a, bits - 1);
    }
    x64_emit_shift(S, X64_SHR, width, bias, sign, bits - k);
    x64_emit_rr(S, M_ADD, width, sum, bias, a);
    dst = x64_define_int(S, v);
    if (remainder) {
        Reg multiple = isel_new_vreg(S, MIR_GPR, width);
        x64_emit_alu_imm(S, M_AND, width, multiple, sum, -(i32)divisor);
        x64_emit_rr(S, M_SUB, width, dst, a, multiple);
    } else {
        x64_emit_shift(S, X64_SAR, width, dst, sum, k);
    }
    if (width == 4) x64_mark_clean(S, dst);
    return true;
}

static void divide(Isel *S, Value v, bool is_signed, bool remainder)
{
    const Inst *inst = isel_inst(S, v);
    IrType type = (IrType)inst->type;
    Reg dst;
    if (type == IR_I8) { /* dividend in ax; the quotient must fit a byte, or it traps as the wide forms do */
        Reg a = extended(S, x64_take(S, inst->a), type, is_signed), b = x64_take(S, inst->b);
        x64_emit_move(S, 4, P_RAX, a);
        MInst i = x64_inst(M_DIV8, 1);
        i.mode = MODE_R;
        i.cond = is_signed ? 7 : 6;
        i.b = b;
        isel_emit(S, &i);
        if (remainder) {
            Reg both = isel_new_vreg(S, MIR_GPR, 4);
            x64_emit_move(S, 4, both, P_RAX);
            dst = x64_define_int(S, v);
            x64_emit_shift(S, X64_SHR, 2, dst, both, 8);
        } else {
            dst = x64_define_int(S, v);
            x64_emit_move(S, 4, dst, P_RAX);
        }
        return;
    }
    u32 width = type == IR_I16 ? 2 : x64_op_width(type);
    if (is_signed && width >= 4 && ir_is_int(S->fn, inst->b) && divide_by_power(S, v, width, remainder)) return;
    Reg a = x64_take(S, inst->a);
    MInst i = x64_inst(remainder ? M_DIV_REM : M_DIV_QUO, width);
    i.cond = is_signed ? 7 : 6;
    x64_operand(S, &i, inst->b, width);
    x64_emit_move(S, width < 4 ? 4 : width, P_RAX, a);
    if (is_signed) {
        MInst sign = x64_inst(M_SIGN_AX, width);
        isel_emit(S, &sign);
    } else {
        x64_set_immediate(S, P_RDX, 0, 4);
    }
    if (mir_mode(&i) == MODE_I) { /* only now, so that it stays clear of rax and rdx */
        x64_set_mode(&i, MODE_R);
        i.b = x64_materialize(S, inst->b);
    }
    isel_emit(S, &i);
    dst = x64_define_int(S, v);
    x64_emit_move(S, width < 4 ? 4 : width, dst, remainder ? P_RDX : P_RAX);
}

static void multiply_high(Isel *S, Value v, bool is_signed)
{
    const Inst *inst = isel_inst(S, v);
    IrType type = (IrType)inst->type;
    u32 bits = bits_of(type);
    if (bits == 64) {
        Reg a = x64_take(S, inst->a), b = x64_take(S, inst->b);
        x64_emit_move(S, 8, P_RAX, a);
        x64_emit_cond(S, M_MUL_HIGH, 8, is_signed ? 5 : 4, 0, 0, b);
        x64_emit_move(S, 8, x64_define_int(S, v), P_RDX);
        return;
    }
    /* Narrower: the whole product fits 64 bits. */
    Reg wide[2];
    for (u32 k = 0; k < 2; k++) {
        Reg r = x64_take(S, k ? inst->b : inst->a);
        wide[k] = isel_new_vreg(S, MIR_GPR, 8);
        if (bits == 32) x64_emit_rr(S, is_signed ? M_MOVSX32 : M_MOVZX32, is_signed ? 8 : 4, wide[k], 0, r);
        else x64_emit_rr(S, bits == 16 ? is_signed ? M_MOVSX16 : M_MOVZX16 : is_signed ? M_MOVSX8 : M_MOVZX8, 8, wide[k], 0, r);
    }
    Reg product = isel_new_vreg(S, MIR_GPR, 8), high = isel_new_vreg(S, MIR_GPR, 8);
    x64_emit_rr(S, M_IMUL, 8, product, wide[0], wide[1]);
    x64_emit_shift(S, X64_SHR, 8, high, product, bits);
    x64_alias(S, v, high);
}

static void shift(Isel *S, Value v, u32 kind)
{
    const Inst *inst = isel_inst(S, v);
    IrType type = (IrType)inst->type;
    u32 bits = bits_of(type), width = bits == 8 ? 1 : bits == 16 ? 2 : x64_op_width(type);
    if (kind == X64_SHL && width < 4) width = 4; /* only low bits count */
    if (ir_is_int(S->fn, inst->b)) {
        u32 count = (u32)ir_int_value(S->fn, inst->b) & (bits - 1);
        Reg a = x64_take(S, inst->a), dst = x64_define_int(S, v);
        x64_emit_shift(S, kind, width, dst, a, count);
        if (width == 4) x64_mark_clean(S, dst);
        return;
    }
    Reg a = x64_take(S, inst->a), count;
    if (bits < 32) {
        count = isel_new_vreg(S, MIR_GPR, 4);
        x64_emit_alu_imm(S, M_AND, 4, count, x64_take(S, inst->b), (i32)bits - 1);
        x64_emit_move(S, 4, P_RCX, count);
    } else if (x64_can_fold_load(S, inst->b, bits / 8)) {
        MInst load = x64_inst(M_MOV, 4);
        load.mode = MODE_M;
        x64_fold_load(S, &load, inst->b);
        load.dst = P_RCX;
        isel_emit(S, &load);
    } else {
        x64_emit_move(S, 4, P_RCX, x64_take(S, inst->b));
    }
    Reg dst = x64_define_int(S, v);
    x64_emit_cond(S, M_SHIFT_CL, width, kind, dst, a, 0);
    if (width == 4) x64_mark_clean(S, dst);
}

static void unary(Isel *S, Value v, X64MirOp op)
{
    const Inst *inst = isel_inst(S, v);
    u32 width = x64_op_width((IrType)inst->type);
    Reg a = x64_take(S, inst->a), dst = x64_define_int(S, v);
    if (op == M_NOT && inst->type == IR_I1) x64_emit_alu_imm(S, M_XOR, 4, dst, a, 1);
    else x64_emit_rr(S, op, width, dst, a, 0);
    if (width == 4) x64_mark_clean(S, dst);
}

/* BSR and BSF leave the destination open and set ZF for 0 (SDM): the answer for 0 comes in by a conditional move. */
static void count_zeros(Isel *S, Value v, bool leading)
{
    const Inst *inst = isel_inst(S, v);
    IrType type = (IrType)inst->type;
    u32 bits = bits_of(type), width = x64_op_width(type), wide = width * 8;
    Reg x = x64_take(S, inst->a);
    if (bits < 32) {
        if (leading) {
            x = extended(S, x, type, false);
        } else { /* a bit above stops the search */
            Reg stopped = isel_new_vreg(S, MIR_GPR, 4), dst = x64_define_int(S, v);
            x64_emit_alu_imm(S, M_OR, 4, stopped, x, (i32)(1u << bits));
            x64_emit_rr(S, M_BSF, 4, dst, 0, stopped);
            return;
        }
    }
    Reg zero = x64_load_immediate(S, leading ? 2 * wide - 1 : wide, width), found = isel_new_vreg(S, MIR_GPR, width);
    x64_emit_rr(S, leading ? M_BSR : M_BSF, width, found, 0, x);
    if (!leading) {
        x64_emit_cond(S, M_CMOV, width, X64_E, x64_define_int(S, v), found, zero);
        return;
    }
    Reg top = isel_new_vreg(S, MIR_GPR, width);
    x64_emit_cond(S, M_CMOV, width, X64_E, top, found, zero);
    if (bits < 32) { /* counted in 32 bits */
        Reg all = isel_new_vreg(S, MIR_GPR, 4);
        x64_emit_alu_imm(S, M_XOR, 4, all, top, 31);
        x64_emit_alu_imm(S, M_ADD, 4, x64_define_int(S, v), all, -(i32)(32 - bits));
    } else {
        x64_emit_alu_imm(S, M_XOR, width, x64_define_int(S, v), top, (i32)wide - 1);
    }
}

/* Sums of neighbouring bits, pairs and nibbles, then all bytes at once by a multiplication: Warren, Hacker's Delight, 5-1. */
static void population_count(Isel *S, Value v)
{
    const Inst *inst = isel_inst(S, v);
    IrType type = (IrType)inst->type;
    u32 width = x64_op_width(type);
    Reg x = extended(S, x64_take(S, inst->a), type, false), t[10];
    for (u32 k = 0; k < 10; k++) t[k] = isel_new_vreg(S, MIR_GPR, width);
    Reg m1 = x64_load_immediate(S, 0x5555555555555555u, width);
    x64_emit_shift(S, X64_SHR, width, t[0], x, 1);
    x64_emit_rr(S, M_AND, width, t[1], t[0], m1);
    x64_emit_rr(S, M_SUB, width, t[2], x, t[1]);
    Reg m2 = x64_load_immediate(S, 0x3333333333333333u, width);
    x64_emit_shift(S, X64_SHR, width, t[3], t[2], 2);
    x64_emit_rr(S, M_AND, width, t[4], t[2], m2);
    x64_emit_rr(S, M_AND, width, t[5], t[3], m2);
    x64_emit_rr(S, M_ADD, width, t[6], t[4], t[5]);
    Reg m4 = x64_load_immediate(S, 0x0f0f0f0f0f0f0f0fu, width);
    x64_emit_shift(S, X64_SHR, width, t[7], t[6], 4);
    x64_emit_rr(S, M_ADD, width, t[8], t[7], t[6]);
    x64_emit_rr(S, M_AND, width, t[9], t[8], m4);
    Reg ones = x64_load_immediate(S, 0x0101010101010101u, width), sum = isel_new_vreg(S, MIR_GPR, width);
    x64_emit_rr(S, M_IMUL, width, sum, t[9], ones);
    x64_emit_shift(S, X64_SHR, width, x64_define_int(S, v), sum, width * 8 - 8);
}

/* ---- conversions between integers ---- */

static void extend(Isel *S, Value v, bool is_signed)
{
    const Inst *inst = isel_inst(S, v);
    IrType from = (IrType)isel_inst(S, inst->a)->type, to = (IrType)inst->type;
    u32 width = x64_op_width(to);
    X64MirOp op = from == IR_I32 ? is_signed ? M_MOVSX32 : M_MOVZX32 : from == IR_I16 ? is_signed ? M_MOVSX16 : M_MOVZX16
                : is_signed && from == IR_I8 ? M_MOVSX8 : M_MOVZX8;
    MInst i = x64_inst(op, is_signed ? width : 4);
    if (x64_can_fold_load(S, inst->a, x64_mem_width(from)) && !x64_is_frame_load(S, inst->a)) {
        i.mode = MODE_M;
        x64_fold_load(S, &i, inst->a);
    } else {
        i.mode = MODE_R;
        i.b = x64_take(S, inst->a);
        if (op == M_MOVZX32) {
            VReg *x = mir_vreg(S->f, i.b);
            if (x->flags & VREG_CLEAN32) { /* its upper half is 0 already */
                x->width = 8;
                x64_alias(S, v, i.b);
                return;
            }
        }
    }
    if (is_signed && from == IR_I1) { /* 0 or 1 becomes 0 or -1 */
        i.width = 4;
        i.dst = isel_new_vreg(S, MIR_GPR, width);
        isel_emit(S, &i);
        x64_emit_rr(S, M_NEG, width, x64_define_int(S, v), i.dst, 0);
        return;
    }
    i.dst = x64_define_int(S, v);
    isel_emit(S, &i);
    if (width == 4 || !is_signed) x64_mark_clean(S, i.dst);
}

static void truncate(Isel *S, Value v)
{
    const Inst *inst = isel_inst(S, v);
    Reg a = x64_take(S, inst->a);
    if (inst->type == IR_I1) x64_emit_alu_imm(S, M_AND, 4, x64_define_int(S, v), a, 1);
    else x64_alias(S, v, a);
}

static void bitcast(Isel *S, Value v)
{
    const Inst *inst = isel_inst(S, v);
    IrType from = (IrType)isel_inst(S, inst->a)->type, to = (IrType)inst->type;
    u32 width, cls = x64_class_of(to, &width);
    if (x64_is_float(from) == x64_is_float(to)) {
        x64_alias(S, v, x64_take(S, inst->a));
        return;
    }
    MInst i = x64_inst(cls == MIR_FPR ? M_TO_XMM : M_FROM_XMM, width);
    if (x64_source(S, &i, inst->a, width)) i.op = cls == MIR_FPR ? M_FMOV : M_MOV;
    i.dst = isel_define(S, v, cls, width);
    isel_emit(S, &i);
}

/* ---- the walk ---- */

static bool has_128_bits(IrType t) { return t == IR_I128 || t == IR_F128; }

static void refuse(Isel *S, IrType t) { isel_unsupported(S, t == IR_I128 ? "128-bit integers" : "128-bit floating-point numbers"); }

/* Emits v, whatever it is, into a register of its own. */
void x64_emit_deferred(Isel *S, Value v)
{
    const Inst *inst = isel_inst(S, v);
    switch ((IrOp)inst->op) {
    case OP_ADD: binary(S, v, M_ADD, true); break;
    case OP_SUB: binary(S, v, M_SUB, false); break;
    case OP_MUL: multiply(S, v); break;
    case OP_UMULH: multiply_high(S, v, false); break;
    case OP_SMULH: multiply_high(S, v, true); break;
    case OP_SDIV: divide(S, v, true, false); break;
    case OP_UDIV: divide(S, v, false, false); break;
    case OP_SREM: divide(S, v, true, true); break;
    case OP_UREM: divide(S, v, false, true); break;
    case OP_AND: binary(S, v, M_AND, true); break;
    case OP_OR: binary(S, v, M_OR, true); break;
    case OP_XOR: binary(S, v, M_XOR, true); break;
    case OP_SHL: shift(S, v, X64_SHL); break;
    case OP_LSHR: shift(S, v, X64_SHR); break;
    case OP_ASHR: shift(S, v, X64_SAR); break;
    case OP_ROTL: shift(S, v, X64_ROL); break;
    case OP_ROTR: shift(S, v, X64_ROR); break;
    case OP_NEG: unary(S, v, M_NEG); break;
    case OP_NOT: unary(S, v, M_NOT); break;
    case OP_CLZ: count_zeros(S, v, true); break;
    case OP_CTZ: count_zeros(S, v, false); break;
    case OP_POPCOUNT: population_count(S, v); break;
    case OP_BSWAP:
        if (inst->type == IR_I16) {
            Reg a = x64_take(S, inst->a);
            x64_emit_shift(S, X64_ROL, 2, x64_define_int(S, v), a, 8);
        } else {
            unary(S, v, M_BSWAP);
        }
        break;
    case OP_EQ: case OP_NE: case OP_SLT: case OP_SLE: case OP_ULT: case OP_ULE: case OP_FEQ: case OP_FNE: case OP_FLT: case OP_FLE: case OP_FLTQ: case OP_FLEQ:
        x64_select_comparison(S, v);
        break;
    case OP_ZEXT: extend(S, v, false); break;
    case OP_SEXT: extend(S, v, true); break;
    case OP_TRUNC: truncate(S, v); break;
    case OP_BITCAST: bitcast(S, v); break;
    case OP_PTRADD: x64_pointer_add(S, v); break;
    case OP_LOAD: x64_select_load(S, v); break;
    case OP_SELECT: x64_select_select(S, v); break;
    default: x64_select_float(S, v); break;
    }
}

/* AND whose only user is the comparison with 0 right after it: becomes TEST. */
static bool is_test(const Isel *S, const Inst *inst, Value v)
{
    if (inst->uses != 1 || !inst->next || inst->type == IR_I1) return false;
    const Inst *next = isel_inst(S, inst->next);
    return (next->op == OP_EQ || next->op == OP_NE) && next->a == v && ir_is_int(S->fn, next->b) && ir_int_value(S->fn, next->b) == 0;
}

void x64_select(Isel *S, Value v)
{
    const Inst *inst = isel_inst(S, v);
    IrOp op = (IrOp)inst->op;
    if (KIT_UNLIKELY(has_128_bits((IrType)inst->type))) {
        refuse(S, (IrType)inst->type);
        return;
    }
    if (inst->uses == 0 && (ir_op_info[op].effect == EFFECT_N || (op == OP_LOAD && !(inst->aux & MEM_VOLATILE)))) return;
    switch (op) {
    case OP_LOAD:
        if (inst->uses == 1 && !(inst->aux & MEM_VOLATILE)) isel_defer(S, v, true);
        else x64_emit_deferred(S, v);
        return;
    case OP_STORE: x64_select_store(S, v); return;
    case OP_PTRADD:
        if (x64_read_modify_write(S, v, M_ADD, false)) return;
        if (inst->uses == 1 || ir_is_int(S->fn, inst->b)) isel_defer(S, v, false);
        else x64_emit_deferred(S, v);
        return;
    case OP_EQ: case OP_NE: case OP_SLT: case OP_SLE: case OP_ULT: case OP_ULE: case OP_FEQ: case OP_FNE: case OP_FLT: case OP_FLE: case OP_FLTQ: case OP_FLEQ:
        if (KIT_UNLIKELY(has_128_bits((IrType)inst->aux))) {
            refuse(S, (IrType)inst->aux);
            return;
        }
        if (inst->uses == 1) isel_defer(S, v, false);
        else x64_emit_deferred(S, v);
        return;
    case OP_ZEXT: case OP_SEXT:
        if (inst->uses == 1) isel_defer(S, v, false);
        else x64_emit_deferred(S, v);
        return;
    case OP_SHL:
        if (inst->uses == 1 && inst->type == IR_I64 && ir_is_int(S->fn, inst->b) && ir_int_value(S->fn, inst->b) <= 3) isel_defer(S, v, false);
        else x64_emit_deferred(S, v);
        return;
    case OP_ADD:
        if (!x64_read_modify_write(S, v, M_ADD, true)) x64_emit_deferred(S, v);
        return;
    case OP_SUB:
        if (!x64_read_modify_write(S, v, M_SUB, false)) x64_emit_deferred(S, v);
        return;
    case OP_AND:
        if (is_test(S, inst, v)) isel_defer(S, v, false);
        else if (!x64_read_modify_write(S, v, M_AND, true)) x64_emit_deferred(S, v);
        return;
    case OP_OR:
        if (!x64_read_modify_write(S, v, M_OR, true)) x64_emit_deferred(S, v);
        return;
    case OP_XOR:
        if (!x64_read_modify_write(S, v, M_XOR, true)) x64_emit_deferred(S, v);
        return;
    case OP_COPY: x64_select_copy(S, v); return;
    case OP_ZERO: x64_select_zero(S, v); return;
    case OP_ALLOCA: x64_select_alloca(S, v); return;
    case OP_STACKSAVE: x64_emit_move(S, 8, x64_define_int(S, v), P_RSP); return;
    case OP_STACKRESTORE: {
        Reg r = x64_take(S, inst->a);
        isel_flush_loads(S);
        x64_emit_move(S, 8, P_RSP, r);
        return;
    }
    case OP_CALL: x64_select_call(S, v); return;
    case OP_TRAMPOLINE: x64_select_trampoline(S, v); return;
    case OP_VASTART: case OP_VAARG: case OP_VAARGAGG: x64_select_va(S, v); return;
    case OP_ASM: case OP_ASMGOTO: x64_select_asm(S, v); return;
    case OP_FRAMEADDR: x64_frame_walk(S, v, false); return;
    case OP_RETADDR: x64_frame_walk(S, v, true); return;
    case OP_ATOMIC_LOAD: case OP_ATOMIC_STORE: case OP_ATOMIC_XCHG: case OP_ATOMIC_ADD: case OP_ATOMIC_SUB: case OP_ATOMIC_AND:
    case OP_ATOMIC_OR: case OP_ATOMIC_XOR: case OP_ATOMIC_NAND: case OP_ATOMIC_CAS: case OP_FENCE:
        x64_select_atomic(S, v);
        return;
    case OP_JUMP: case OP_BRANCH: case OP_SWITCH: case OP_GOTO: case OP_LANDING: case OP_ESCAPE: case OP_RET: case OP_TRAP: case OP_UNREACHABLE:
        x64_select_control(S, v);
        return;
    default: x64_emit_deferred(S, v); return;
    }
}
