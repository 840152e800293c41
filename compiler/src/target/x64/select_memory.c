/* Instruction selection: loads, stores, operations on memory in place, copies, the stack. */
#include "base/bits.h"
#include "target/x64/x64.h"

void x64_select_load(Isel *S, Value v)
{
    const Inst *inst = isel_inst(S, v);
    IrType type = (IrType)inst->type;
    MInst m = {0};
    if (type == IR_F80) {
        MInst fld = x64_inst(M_FLD, 16), fstp = x64_inst(M_FSTP, 16);
        fld.mode = fstp.mode = MODE_M;
        x64_address(S, &fld, inst->a, true);
        isel_emit(S, &fld);
        x64_wide_define(S, &fstp, v);
        isel_emit(S, &fstp);
        return;
    }
    x64_address(S, &m, inst->a, true);
    u32 width, cls = x64_class_of(type, &width);
    Reg dst = isel_define(S, v, cls, width);
    x64_emit_load(S, type, dst, &m);
    if (cls == MIR_GPR && width == 4) x64_mark_clean(S, dst);
}

static bool same_address(const Isel *S, Value a, Value b)
{
    if (a == b) return true;
    const Inst *x = isel_inst(S, a), *y = isel_inst(S, b);
    return (x->op == OP_SLOT || x->op == OP_SYM) && x->op == y->op && x->a == y->a && x->b == y->b && x->c == y->c;
}

/* v = op(load p, x) followed by store p, v with nothing in between: one instruction on memory. Also through an extension
   and a truncation, for narrow objects. */
bool x64_read_modify_write(Isel *S, Value v, X64MirOp op, bool commutes)
{
    const Inst *inst = isel_inst(S, v);
    if (inst->uses != 1 || !inst->next) return false;
    const Inst *next = isel_inst(S, inst->next);
    Value stored = v;
    bool narrow = next->op == OP_TRUNC && next->a == v && next->uses == 1 && next->next && next->type != IR_I1;
    if (narrow) {
        stored = inst->next;
        next = isel_inst(S, next->next);
    }
    if (next->op != OP_STORE || next->b != stored || next->a == stored || next->aux & MEM_VOLATILE) return false;
    u32 width = x64_mem_width((IrType)next->type);
    for (u32 side = 0; side < (commutes ? 2u : 1u); side++) {
        Value l = side ? inst->b : inst->a, other = side ? inst->a : inst->b, e = 0;
        if (narrow) {
            const Inst *ext = isel_inst(S, l);
            if ((ext->op != OP_SEXT && ext->op != OP_ZEXT) || !isel_is_deferred(S, l) || S->value.at[l].left != 1) continue;
            e = l;
            l = ext->a;
        }
        if (!x64_can_fold_load(S, l, width) || !same_address(S, isel_inst(S, l)->a, next->a)) continue;
        MInst i = x64_inst(op, width);
        i32 imm;
        Value address = next->a, loaded_from = isel_inst(S, l)->a;
        Value after = isel_inst(S, stored)->next;
        after = isel_inst(S, after)->next;
        if (isel_inst(S, other)->op == OP_INT && x64_fits_immediate(ir_int_value(S->fn, other), width, &imm)) {
            i.mode = MODE_MI;
            i.b = (u32)imm;
        } else {
            i.mode = MODE_MR;
            i.b = x64_take(S, other);
        }
        if (e) S->value.at[e].left = 0;
        S->value.at[l].left = 0;
        isel_consume(S, loaded_from);
        x64_address(S, &i, address, true);
        isel_flush_loads(S);
        isel_emit(S, &i);
        S->next = after;
        return true;
    }
    return false;
}

void x64_select_store(Isel *S, Value v)
{
    const Inst *inst = isel_inst(S, v);
    IrType type = (IrType)inst->type;
    Value b = inst->b;
    const Inst *value = isel_inst(S, b);
    i32 imm;
    if (type == IR_F80) {
        MInst fld = x64_inst(M_FLD, 16), fstp = x64_inst(M_FSTP, 16);
        fld.mode = fstp.mode = MODE_M;
        if (value->op == OP_POISON) {
            isel_consume(S, inst->a);
            return;
        }
        x64_wide_operand(S, &fld, b);
        x64_address(S, &fstp, inst->a, true);
        isel_flush_loads(S);
        isel_emit(S, &fld);
        isel_emit(S, &fstp);
        return;
    }
    u32 width = x64_mem_width(type);
    MInst i = x64_inst(x64_is_float(type) ? M_FMOV : M_MOV, width);
    bool is_float_const = value->op == OP_FLOAT;
    if ((value->op == OP_INT || is_float_const) && x64_fits_immediate((u64)value->b | (u64)value->c << 32, width, &imm)) {
        i.op = M_MOV;
        i.mode = MODE_MI;
        i.b = (u32)imm;
    } else {
        i.mode = MODE_MR;
        i.b = x64_take(S, b);
    }
    x64_address(S, &i, inst->a, true);
    isel_flush_loads(S);
    isel_emit(S, &i);
}

enum { INLINE_COPY_LIMIT = 64 };

void x64_select_copy(Isel *S, Value v)
{
    const Inst *inst = isel_inst(S, v);
    u32 size = inst->c;
    if (size <= INLINE_COPY_LIMIT) {
        MInst to = {0}, from = {0};
        x64_address(S, &to, inst->a, true);
        x64_address(S, &from, inst->b, true);
        isel_flush_loads(S);
        x64_copy_bytes(S, &to, &from, size);
        return;
    }
    Reg to = x64_address_register(S, inst->a), from = x64_address_register(S, inst->b);
    isel_flush_loads(S);
    x64_call_runtime(S, cg_runtime_symbol(S->cg, &S->cg->memcpy_symbol, "memcpy"), to, from, false, size);
}

void x64_select_zero(Isel *S, Value v)
{
    const Inst *inst = isel_inst(S, v);
    u32 size = inst->c;
    if (size > INLINE_COPY_LIMIT) {
        Reg to = x64_address_register(S, inst->a);
        isel_flush_loads(S);
        x64_call_runtime(S, cg_runtime_symbol(S->cg, &S->cg->memset_symbol, "memset"), to, 0, true, size);
        return;
    }
    MInst to = {0};
    x64_address(S, &to, inst->a, true);
    isel_flush_loads(S);
    Reg z = 0;
    if (size >= 16) {
        z = isel_new_vreg(S, MIR_FPR, 16);
        MInst i = x64_inst(M_FZERO, 16);
        i.dst = z;
        isel_emit(S, &i);
    }
    for (u32 at = 0; at < size;) {
        u32 left = size - at, width = left >= 16 ? 16 : left >= 8 ? 8 : left >= 4 ? 4 : left >= 2 ? 2 : 1;
        if (left > 8 && left < 16 && size >= 16) width = 16, at = size - 16;
        else if (left > 4 && left < 8 && size >= 8) width = 8, at = size - 8;
        else if (left == 3 && size >= 4) width = 4, at = size - 4;
        MInst i = x64_inst(width == 16 ? M_FMOV : M_MOV, width);
        i.mode = width == 16 ? MODE_MR : MODE_MI;
        x64_copy_memory(&i, &to);
        i.disp += (i32)at;
        if (width == 16) i.b = z;
        isel_emit(S, &i);
        at += width;
    }
}

static void outgoing_address(Isel *S, Reg dst)
{
    MInst i = x64_inst(M_LEA, 8); /* the end of the argument area: patched by its final size when it is emitted */
    i.mode = MODE_M;
    i.dst = dst;
    i.base = MIR_BASE_OUTGOING;
    i.symbol = 1;
    isel_emit(S, &i);
}

void x64_select_alloca(Isel *S, Value v)
{
    const Inst *inst = isel_inst(S, v);
    u32 align = inst->c > 16 ? inst->c : 16;
    u64 extra = align > 16 ? align : 0;
    isel_flush_loads(S);
    if (ir_is_int(S->fn, inst->a) && ir_int_value(S->fn, inst->a) < 1 << 30) {
        x64_emit_alu_imm(S, M_SUB, 8, P_RSP, P_RSP, (i32)(align_up(ir_int_value(S->fn, inst->a), 16) + extra));
    } else {
        Reg rounded = isel_new_vreg(S, MIR_GPR, 8), size = isel_new_vreg(S, MIR_GPR, 8);
        x64_emit_alu_imm(S, M_ADD, 8, rounded, x64_take(S, inst->a), (i32)(15 + extra));
        x64_emit_alu_imm(S, M_AND, 8, size, rounded, -16);
        x64_emit_rr(S, M_SUB, 8, P_RSP, P_RSP, size);
    }
    if (align == 16) {
        outgoing_address(S, x64_define_int(S, v));
        return;
    }
    Reg at = isel_new_vreg(S, MIR_GPR, 8), up = isel_new_vreg(S, MIR_GPR, 8);
    outgoing_address(S, at);
    x64_emit_alu_imm(S, M_ADD, 8, up, at, (i32)align - 1);
    x64_emit_alu_imm(S, M_AND, 8, x64_define_int(S, v), up, -(i32)align);
}

/* The frame pointer of the a-th caller, by the chain of saved frame pointers; then the word above it for the return address. */
void x64_frame_walk(Isel *S, Value v, bool return_address)
{
    const Inst *inst = isel_inst(S, v);
    u32 level = inst->a;
    MInst m = {0};
    m.base = P_RBP;
    for (u32 k = 0; k < level; k++) {
        Reg r = isel_new_vreg(S, MIR_GPR, 8);
        x64_emit_load(S, IR_PTR, r, &m);
        m.base = r;
    }
    if (return_address) {
        m.disp = 8;
        x64_emit_load(S, IR_PTR, x64_define_int(S, v), &m);
    } else {
        x64_emit_move(S, 8, x64_define_int(S, v), m.base);
    }
}

void x64_pointer_add(Isel *S, Value v)
{
    const Inst *inst = isel_inst(S, v);
    MInst m = {0};
    Value p = inst->a, b = inst->b;
    i64 k = ir_is_int(S->fn, b) ? (i64)ir_int_value(S->fn, b) : 0;
    if (ir_is_int(S->fn, b) && (k <= -(1 << 29) || k >= 1 << 29)) {
        Reg a = x64_take(S, p);
        MInst i = x64_inst(M_ADD, 8);
        i.a = a;
        x64_operand(S, &i, b, 8);
        i.dst = x64_define_int(S, v);
        isel_emit(S, &i);
        return;
    }
    /* As an address: base, index and displacement in one lea; or an add when that is all there is. */
    if (!ir_is_int(S->fn, b)) {
        bool scaled = isel_is_deferred(S, b) && isel_inst(S, b)->op == OP_SHL;
        if (!scaled && isel_inst(S, p)->op != OP_SLOT && !isel_is_deferred(S, p) && isel_inst(S, p)->uses == 1) {
            MInst i = x64_inst(M_ADD, 8);
            i.a = x64_take(S, p);
            x64_operand(S, &i, b, 8);
            i.dst = x64_define_int(S, v);
            isel_emit(S, &i);
            return;
        }
    }
    /* The address walk folds v itself. */
    ValueState *s = &S->value.at[v];
    Reg promised = s->reg && s->reg < VAL_DEFERRED ? s->reg : 0;
    s->reg = VAL_DEFERRED + 1;
    s->left = 1;
    x64_address(S, &m, v, true);
    s = &S->value.at[v];
    s->reg = promised;
    x64_emit_lea(S, isel_define(S, v, MIR_GPR, 8), &m);
}
