/* Instruction selection: scalar SSE for 32 and 64 bits, x87 for 80. An 80-bit value lives in 16 bytes of the frame; each
   operation loads, computes and stores, so that the x87 stack is empty in between. */
#include "target/x64/x64.h"

/* ---- 80-bit values in memory ---- */

void x64_wide_operand(Isel *S, MInst *i, Value v)
{
    const Inst *inst = isel_inst(S, v);
    if (x64_can_fold_load(S, v, 16)) {
        x64_fold_load(S, i, v);
        return;
    }
    i->disp = 0;
    i->index = 0;
    if (inst->op == OP_FLOAT) {
        const u32 *w = &S->fn->extra.at[inst->a];
        i->base = MIR_BASE_CONST;
        i->symbol = cg_constant(S->cg, (u64)w[0] | (u64)w[1] << 32, (u64)w[2] | (u64)w[3] << 32, 16);
        return;
    }
    if (inst->op == OP_POISON) {
        i->base = MIR_BASE_CONST;
        i->symbol = cg_constant(S->cg, 0, 0, 16);
        return;
    }
    if (inst->op == OP_PARAM) {
        x64_copy_memory(i, &S->param.at[inst->a]);
        return;
    }
    if (isel_is_deferred(S, v)) x64_emit_deferred(S, v);
    if (!S->value.at[v].reg) S->value.at[v].reg = mir_new_slot(S->f, 16, 16);
    i->base = MIR_BASE_SLOT;
    i->symbol = S->value.at[v].reg;
}

void x64_wide_define(Isel *S, MInst *i, Value v)
{
    ValueState *s = &S->value.at[v];
    if (!s->reg || s->reg >= VAL_DEFERRED) s->reg = mir_new_slot(S->f, 16, 16);
    i->base = MIR_BASE_SLOT;
    i->symbol = s->reg;
    i->index = 0;
    i->disp = 0;
}

static void emit_plain(Isel *S, X64MirOp op, u32 cond)
{
    MInst i = x64_inst(op, 16);
    i.cond = (u8)cond;
    isel_emit(S, &i);
}

static void push_wide(Isel *S, Value v)
{
    MInst fld = x64_inst(M_FLD, 16);
    fld.mode = MODE_M;
    x64_wide_operand(S, &fld, v);
    isel_emit(S, &fld);
}

static void pop_wide(Isel *S, Value v)
{
    MInst fstp = x64_inst(M_FSTP, 16);
    fstp.mode = MODE_M;
    x64_wide_define(S, &fstp, v);
    isel_emit(S, &fstp);
}

/* 16 bytes for values on their way between register files: 8 of data, two control words. */
static void scratch(Isel *S, MInst *i, i32 at)
{
    if (!S->scratch) S->scratch = mir_new_slot(S->f, 16, 8);
    i->mode = MODE_M;
    i->base = MIR_BASE_SLOT;
    i->symbol = S->scratch;
    i->disp = at;
}

static void emit_scratch(Isel *S, X64MirOp op, u32 width, i32 at)
{
    MInst i = x64_inst(op, width);
    scratch(S, &i, at);
    isel_emit(S, &i);
}

static void store_scratch(Isel *S, u32 cls, u32 width, i32 at, Reg r)
{
    MInst i = x64_inst(cls == MIR_FPR ? M_FMOV : M_MOV, width);
    scratch(S, &i, at);
    x64_set_mode(&i, MODE_MR);
    i.b = r;
    isel_emit(S, &i);
}

static void load_scratch(Isel *S, X64MirOp op, u32 width, i32 at, Reg r)
{
    MInst i = x64_inst(op, width);
    scratch(S, &i, at);
    i.dst = r;
    isel_emit(S, &i);
}

static void wide_arithmetic(Isel *S, Value v)
{
    const Inst *inst = isel_inst(S, v);
    switch ((IrOp)inst->op) {
    case OP_FADD: case OP_FSUB: case OP_FMUL: case OP_FDIV: {
        MInst a = x64_inst(M_FLD, 16), b = x64_inst(M_FLD, 16);
        a.mode = b.mode = MODE_M;
        x64_wide_operand(S, &a, inst->a);
        x64_wide_operand(S, &b, inst->b);
        isel_emit(S, &a);
        isel_emit(S, &b);
        emit_plain(S, M_FARITH, (u32)(inst->op - OP_FADD));
        break;
    }
    default:
        push_wide(S, inst->a);
        emit_plain(S, inst->op == OP_FNEG ? M_FCHS : inst->op == OP_FABS ? M_FABS : M_FSQRT87, 0);
        break;
    }
    pop_wide(S, v);
}

/* The x87 rounds as its control word says: to the nearest by default, so truncation needs another one (bits 10, 11). */
static void wide_to_int_mode(Isel *S)
{
    Reg old = isel_new_vreg(S, MIR_GPR, 4), chop = isel_new_vreg(S, MIR_GPR, 4);
    emit_scratch(S, M_FNSTCW, 2, 8);
    load_scratch(S, M_MOVZX16, 4, 8, old);
    x64_emit_alu_imm(S, M_OR, 4, chop, old, 0xc00);
    store_scratch(S, MIR_GPR, 2, 10, chop);
}

/* Truncates st to 64 bits in the scratch slot and loads them. */
static Reg pop_int(Isel *S)
{
    Reg r = isel_new_vreg(S, MIR_GPR, 8);
    emit_scratch(S, M_FLDCW, 2, 10);
    emit_scratch(S, M_FISTP, 8, 0);
    emit_scratch(S, M_FLDCW, 2, 8);
    load_scratch(S, M_MOV, 8, 0, r);
    return r;
}

#define MINUS_TWO_63_F32 0xdf000000u

/* Unsigned 64 bits from a signed conversion of x and of x - 2^63: the first is the answer below 2^63, and has only its sign
   bit set above; then the second's bits belong to it. */
static void combine_unsigned(Isel *S, Value v, Reg low, Reg high)
{
    Reg mask = isel_new_vreg(S, MIR_GPR, 8), part = isel_new_vreg(S, MIR_GPR, 8);
    x64_emit_shift(S, X64_SAR, 8, mask, low, 63);
    x64_emit_rr(S, M_AND, 8, part, mask, high);
    x64_emit_rr(S, M_OR, 8, isel_define(S, v, MIR_GPR, 8), part, low);
}

static void truncate_to_int(Isel *S, Value v, bool is_signed)
{
    const Inst *inst = isel_inst(S, v);
    IrType from = (IrType)isel_inst(S, inst->a)->type, to = (IrType)inst->type;
    bool unsigned64 = !is_signed && to == IR_I64;
    if (from == IR_F80) {
        wide_to_int_mode(S);
        if (unsigned64) { /* twice from memory: a folded load must stay readable */
            MInst m = {0};
            x64_wide_operand(S, &m, inst->a);
            MInst fld = x64_inst(M_FLD, 16);
            fld.mode = MODE_M;
            x64_copy_memory(&fld, &m);
            isel_emit(S, &fld);
            Reg low = pop_int(S);
            isel_emit(S, &fld);
            MInst add = x64_inst(M_FADD_MEM, 4);
            add.mode = MODE_M;
            add.base = MIR_BASE_CONST;
            add.symbol = cg_constant(S->cg, MINUS_TWO_63_F32, 0, 4);
            isel_emit(S, &add);
            combine_unsigned(S, v, low, pop_int(S));
        } else {
            push_wide(S, inst->a);
            x64_alias(S, v, pop_int(S));
        }
        return;
    }
    u32 width = from == IR_F32 ? 4 : 8;
    MInst i = x64_inst(M_CVT_F_INT, width);
    i.cond = to == IR_I64 || !is_signed ? 8 : 4;
    if (!unsigned64) {
        x64_operand(S, &i, inst->a, width);
        i.dst = isel_define(S, v, MIR_GPR, to == IR_I64 ? 8 : 4);
        if (i.cond == 8 && to == IR_I32) mir_vreg(S->f, i.dst)->width = 8;
        isel_emit(S, &i);
        return;
    }
    Reg x = x64_take(S, inst->a), low = isel_new_vreg(S, MIR_GPR, 8), high = isel_new_vreg(S, MIR_GPR, 8), less = isel_new_vreg(S, MIR_FPR, width);
    i.mode = MODE_R;
    i.b = x;
    i.dst = low;
    isel_emit(S, &i);
    MInst sub = x64_inst(M_FADD, width);
    sub.mode = MODE_M;
    sub.base = MIR_BASE_CONST;
    sub.symbol = cg_constant(S->cg, width == 4 ? MINUS_TWO_63_F32 : 0xc3e0000000000000u, 0, width);
    sub.a = x;
    sub.dst = less;
    isel_emit(S, &sub);
    i.b = less;
    i.dst = high;
    isel_emit(S, &i);
    combine_unsigned(S, v, low, high);
}

static Reg to_i64(Isel *S, Value a, bool is_signed)
{
    Reg r = x64_take(S, a);
    if (isel_inst(S, a)->type == IR_I64) return r;
    Reg wide = isel_new_vreg(S, MIR_GPR, 8);
    x64_emit_rr(S, is_signed ? M_MOVSX32 : M_MOVZX32, is_signed ? 8 : 4, wide, 0, r);
    return wide;
}

static void convert_int(Isel *S, u32 width, u32 int_width, Reg dst, Reg b)
{
    MInst i = x64_inst(M_CVT_INT_F, width);
    i.mode = MODE_R;
    i.cond = (u8)int_width;
    i.dst = dst;
    i.b = b;
    isel_emit(S, &i);
}

static void int_to_float(Isel *S, Value v, bool is_signed)
{
    const Inst *inst = isel_inst(S, v);
    IrType from = (IrType)isel_inst(S, inst->a)->type, to = (IrType)inst->type;
    if (to == IR_F80) {
        if (from == IR_I32 && is_signed) {
            store_scratch(S, MIR_GPR, 4, 0, x64_take(S, inst->a));
            emit_scratch(S, M_FILD, 4, 0);
        } else {
            Reg x = to_i64(S, inst->a, is_signed), sign = 0, table = 0;
            if (!is_signed && from == IR_I64) {
                /* Read as signed, it is 2^64 too small when its top bit is set; the sum is exact in 64 bits of precision. */
                sign = isel_new_vreg(S, MIR_GPR, 8);
                table = isel_new_vreg(S, MIR_GPR, 8);
                x64_emit_shift(S, X64_SHR, 8, sign, x, 63);
                MInst m = {0};
                m.base = MIR_BASE_CONST;
                m.symbol = cg_constant(S->cg, 0x5f80000000000000u, 0, 8); /* binary32 0 and 2^64 */
                x64_emit_lea(S, table, &m);
            }
            store_scratch(S, MIR_GPR, 8, 0, x);
            emit_scratch(S, M_FILD, 8, 0);
            if (sign) {
                MInst add = x64_inst(M_FADD_MEM, 4);
                add.mode = MODE_M | 2 << MIR_SCALE_SHIFT;
                add.base = table;
                add.index = sign;
                isel_emit(S, &add);
            }
        }
        pop_wide(S, v);
        return;
    }
    u32 width = to == IR_F32 ? 4 : 8;
    if (is_signed) {
        u32 int_width = from == IR_I64 ? 8 : 4;
        MInst i = x64_inst(M_CVT_INT_F, width);
        i.cond = (u8)int_width;
        x64_source(S, &i, inst->a, int_width);
        i.dst = isel_define(S, v, MIR_FPR, width);
        isel_emit(S, &i);
        return;
    }
    Reg x = to_i64(S, inst->a, false);
    if (from == IR_I32) {
        convert_int(S, width, 8, isel_define(S, v, MIR_FPR, width), x);
        return;
    }
    /* With the top bit set: half of it, keeping the lost bit sticky so that rounding is right, and the result doubled. The
       doubling adds the result to itself under a mask of the sign, or 0. */
    Reg low = isel_new_vreg(S, MIR_GPR, 4), half = isel_new_vreg(S, MIR_GPR, 8), sticky = isel_new_vreg(S, MIR_GPR, 8);
    Reg low_wide = isel_new_vreg(S, MIR_GPR, 8), mask = isel_new_vreg(S, MIR_GPR, 8), chosen = isel_new_vreg(S, MIR_GPR, 8);
    x64_emit_alu_imm(S, M_AND, 4, low, x, 1);
    x64_emit_rr(S, M_MOVZX32, 4, low_wide, 0, low);
    x64_emit_shift(S, X64_SHR, 8, half, x, 1);
    x64_emit_rr(S, M_OR, 8, sticky, half, low_wide);
    x64_emit_shift(S, X64_SAR, 8, mask, x, 63);
    x64_emit_rr(S, M_TEST, 8, 0, x, x);
    x64_emit_cond(S, M_CMOV, 8, X64_S, chosen, x, sticky);
    Reg f = isel_new_vreg(S, MIR_FPR, width), fmask = isel_new_vreg(S, MIR_FPR, width), again = isel_new_vreg(S, MIR_FPR, width);
    convert_int(S, width, 8, f, chosen);
    x64_emit_rr(S, M_TO_XMM, width, fmask, 0, mask);
    x64_emit_rr(S, M_FAND, width, again, fmask, f);
    x64_emit_rr(S, M_FADD, width, isel_define(S, v, MIR_FPR, width), again, f);
}

static void convert_float(Isel *S, Value v)
{
    const Inst *inst = isel_inst(S, v);
    IrType from = (IrType)isel_inst(S, inst->a)->type, to = (IrType)inst->type;
    if (from == IR_F80 && to == IR_F80) {
        push_wide(S, inst->a);
        pop_wide(S, v);
    } else if (from == IR_F80) {
        u32 width = to == IR_F32 ? 4 : 8;
        push_wide(S, inst->a);
        emit_scratch(S, M_FSTP, width, 0);
        load_scratch(S, M_FMOV, width, 0, isel_define(S, v, MIR_FPR, width));
    } else if (to == IR_F80) {
        u32 width = from == IR_F32 ? 4 : 8;
        MInst fld = x64_inst(M_FLD, width);
        fld.mode = MODE_M;
        if (x64_can_fold_load(S, inst->a, width)) {
            x64_fold_load(S, &fld, inst->a);
        } else {
            store_scratch(S, MIR_FPR, width, 0, x64_take(S, inst->a));
            scratch(S, &fld, 0);
        }
        isel_emit(S, &fld);
        pop_wide(S, v);
    } else if (from == to) {
        x64_alias(S, v, x64_take(S, inst->a));
    } else {
        MInst i = x64_inst(M_CVT_F_F, from == IR_F32 ? 4 : 8);
        x64_operand(S, &i, inst->a, i.width);
        i.dst = isel_define(S, v, MIR_FPR, to == IR_F32 ? 4 : 8);
        isel_emit(S, &i);
    }
}

static void scalar(Isel *S, Value v, X64MirOp op, bool commutes)
{
    const Inst *inst = isel_inst(S, v);
    u32 width = inst->type == IR_F32 ? 4 : 8;
    Value a = inst->a, b = inst->b;
    if (commutes && x64_can_fold_load(S, a, width) && !x64_can_fold_load(S, b, width) && isel_inst(S, b)->op != OP_FLOAT) {
        a = inst->b;
        b = inst->a;
    }
    MInst i = x64_inst(op, width);
    i.a = x64_take(S, a);
    x64_operand(S, &i, b, width);
    i.dst = isel_define(S, v, MIR_FPR, width);
    isel_emit(S, &i);
}

void x64_select_float(Isel *S, Value v)
{
    const Inst *inst = isel_inst(S, v);
    switch ((IrOp)inst->op) {
    case OP_FADD: case OP_FSUB: case OP_FMUL: case OP_FDIV:
        if (inst->type == IR_F80) wide_arithmetic(S, v);
        else scalar(S, v, (X64MirOp)(M_FADD + (inst->op - OP_FADD)), inst->op == OP_FADD || inst->op == OP_FMUL);
        return;
    case OP_FNEG: case OP_FABS: {
        if (inst->type == IR_F80) {
            wide_arithmetic(S, v);
            return;
        }
        u32 width = inst->type == IR_F32 ? 4 : 8;
        u64 sign = width == 4 ? 0x80000000u : (u64)1 << 63, all = width == 4 ? 0xffffffffu : ~(u64)0;
        MInst i = x64_inst(inst->op == OP_FNEG ? M_FXOR : M_FAND, width);
        i.a = x64_take(S, inst->a);
        i.mode = MODE_M;
        i.base = MIR_BASE_CONST;
        i.symbol = cg_constant(S->cg, inst->op == OP_FNEG ? sign : all ^ sign, 0, 16);
        i.dst = isel_define(S, v, MIR_FPR, width);
        isel_emit(S, &i);
        return;
    }
    case OP_FSQRT: {
        if (inst->type == IR_F80) {
            wide_arithmetic(S, v);
            return;
        }
        MInst i = x64_inst(M_FSQRT, inst->type == IR_F32 ? 4 : 8);
        x64_operand(S, &i, inst->a, i.width);
        i.dst = isel_define(S, v, MIR_FPR, i.width);
        isel_emit(S, &i);
        return;
    }
    case OP_STOF: int_to_float(S, v, true); return;
    case OP_UTOF: int_to_float(S, v, false); return;
    case OP_FTOS: truncate_to_int(S, v, true); return;
    case OP_FTOU: truncate_to_int(S, v, false); return;
    case OP_FCVT: convert_float(S, v); return;
    default: isel_unsupported(S, ir_op_info[inst->op].text); return;
    }
}

/* ---- phis ---- */

void x64_store_phi(Isel *S, u32 slot, Value v)
{
    IrType type = (IrType)isel_inst(S, v)->type;
    const Inst *inst = isel_inst(S, v);
    MInst m = {0};
    m.base = MIR_BASE_SLOT;
    m.symbol = slot;
    if (type == IR_F80) {
        MInst fstp = x64_inst(M_FSTP, 16);
        push_wide(S, v);
        fstp.mode = MODE_M;
        x64_copy_memory(&fstp, &m);
        isel_emit(S, &fstp);
        return;
    }
    u32 width, cls = x64_class_of(type, &width);
    bool is_constant = inst->op == OP_INT || inst->op == OP_FLOAT;
    if (is_constant && x64_emit_store_immediate(S, width, &m, (u64)inst->b | (u64)inst->c << 32)) return;
    x64_emit_store(S, cls, width, &m, x64_take(S, v));
}

void x64_load_phi(Isel *S, u32 slot, Value phi)
{
    IrType type = (IrType)isel_inst(S, phi)->type;
    MInst m = {0};
    m.base = MIR_BASE_SLOT;
    m.symbol = slot;
    if (type == IR_F80) {
        MInst fld = x64_inst(M_FLD, 16);
        fld.mode = MODE_M;
        x64_copy_memory(&fld, &m);
        isel_emit(S, &fld);
        pop_wide(S, phi);
        return;
    }
    u32 width, cls = x64_class_of(type, &width);
    MInst i = x64_inst(cls == MIR_FPR ? M_FMOV : M_MOV, width);
    i.mode = MODE_M;
    x64_copy_memory(&i, &m);
    i.dst = isel_define(S, phi, cls, width);
    isel_emit(S, &i);
    if (cls == MIR_GPR && width == 4) mir_vreg(S->f, i.dst)->flags |= VREG_CLEAN32;
}
