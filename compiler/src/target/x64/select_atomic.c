/* Instruction selection: atomic operations and fences, C11's memory model on x86-64.
   In: ATOMIC_ instructions and FENCE. Out: MIR whose memory instructions are indivisible.

   The processor orders all but a store with a later load of another place (SDM volume 3, 8.2.2), so a plain mov is a load of
   any order and a store of every order but sequential consistency; that store is an xchg, which drains the store buffer as
   every locked instruction does. Operations whose value nobody wants are a locked add, sub, and, or, xor on memory; with
   their value, addition is a locked xadd and the others are a loop around a locked cmpxchg. */
#include "target/x64/x64.h"

static X64Alu alu_of(IrOp op)
{
    switch (op) {
    case OP_ATOMIC_ADD: return X64_ADD;
    case OP_ATOMIC_SUB: return X64_SUB;
    case OP_ATOMIC_OR: return X64_OR;
    case OP_ATOMIC_XOR: return X64_XOR;
    default: return X64_AND;
    }
}

/* b of an instruction whose other operand is memory. */
static void immediate_or_register(Isel *S, MInst *i, Value v, u32 width)
{
    i32 imm;
    if (ir_is_int(S->fn, v) && x64_fits_immediate(ir_int_value(S->fn, v), width, &imm)) {
        i->mode = MODE_MI;
        i->b = (u32)imm;
    } else {
        i->mode = MODE_MR;
        i->b = x64_take(S, v);
    }
}

static void atomic_load(Isel *S, Value v)
{
    const Inst *inst = isel_inst(S, v);
    IrType type = (IrType)inst->type;
    MInst m = {0};
    x64_address(S, &m, inst->a, true);
    isel_flush_loads(S);
    Reg dst = x64_define_int(S, v);
    x64_emit_load(S, type, dst, &m);
    if (type != IR_I64 && type != IR_PTR) x64_mark_clean(S, dst);
}

static void atomic_store(Isel *S, Value v)
{
    const Inst *inst = isel_inst(S, v);
    u32 width = x64_mem_width((IrType)isel_inst(S, inst->b)->type);
    bool exchanges = ir_order_of(inst) == ORDER_SEQ_CST;
    MInst i = x64_inst(exchanges ? M_XCHG : M_MOV, width);
    if (exchanges) i.a = x64_take(S, inst->b);
    else immediate_or_register(S, &i, inst->b, width);
    x64_address(S, &i, inst->a, true);
    isel_flush_loads(S);
    if (exchanges) {
        x64_set_mode(&i, MODE_M);
        i.dst = isel_new_vreg(S, MIR_GPR, width < 4 ? 4 : width); /* the old value, which nobody reads */
    }
    isel_emit(S, &i);
}

/* xchg and xadd: the operand's register becomes the result's. */
static void through_register(Isel *S, Value v, X64MirOp op)
{
    const Inst *inst = isel_inst(S, v);
    u32 width = x64_mem_width((IrType)inst->type);
    MInst i = x64_inst(op, width);
    i.a = x64_take(S, inst->b);
    if (inst->op == OP_ATOMIC_SUB) {
        Reg negated = isel_new_vreg(S, MIR_GPR, width < 4 ? 4 : width);
        x64_emit_rr(S, M_NEG, width < 4 ? 4 : width, negated, i.a, 0);
        i.a = negated;
    }
    x64_address(S, &i, inst->a, true);
    isel_flush_loads(S);
    x64_set_mode(&i, MODE_M);
    i.dst = x64_define_int(S, v);
    isel_emit(S, &i);
}

/* The value is not wanted: the operation on memory itself. */
static void in_place(Isel *S, Value v)
{
    const Inst *inst = isel_inst(S, v);
    u32 width = x64_mem_width((IrType)inst->type);
    MInst i = x64_inst(M_LOCK_ALU, width);
    i.cond = (u8)alu_of((IrOp)inst->op);
    immediate_or_register(S, &i, inst->b, width);
    x64_address(S, &i, inst->a, true);
    isel_flush_loads(S);
    isel_emit(S, &i);
}

static void by_loop(Isel *S, Value v)
{
    const Inst *inst = isel_inst(S, v);
    IrType type = (IrType)inst->type;
    MInst i = x64_inst(M_CAS_LOOP, x64_mem_width(type)), scratch = x64_inst(M_RESERVE, 8);
    i.cond = (u8)(alu_of((IrOp)inst->op) | (inst->op == OP_ATOMIC_NAND ? CAS_NAND : 0));
    i.mode = MODE_MR;
    i.b = x64_take(S, inst->b);
    x64_address(S, &i, inst->a, true);
    isel_flush_loads(S);
    x64_emit_load(S, type, P_RAX, &i);
    scratch.dst = P_RDX;
    isel_emit(S, &scratch);
    isel_emit(S, &i);
    x64_emit_move(S, x64_op_width(type), x64_define_int(S, v), P_RAX);
}

static void compare_and_swap(Isel *S, Value v)
{
    const Inst *inst = isel_inst(S, v);
    IrType type = (IrType)inst->type;
    MInst i = x64_inst(M_CMPXCHG, x64_mem_width(type));
    Reg expected = x64_take(S, inst->b);
    i.mode = MODE_MR;
    i.b = x64_take(S, inst->c);
    x64_address(S, &i, inst->a, true);
    isel_flush_loads(S);
    x64_emit_move(S, x64_op_width(type), P_RAX, expected);
    isel_emit(S, &i);
    x64_emit_move(S, x64_op_width(type), x64_define_int(S, v), P_RAX);
}

void x64_select_atomic(Isel *S, Value v)
{
    const Inst *inst = isel_inst(S, v);
    switch ((IrOp)inst->op) {
    case OP_ATOMIC_LOAD: atomic_load(S, v); return;
    case OP_ATOMIC_STORE: atomic_store(S, v); return;
    case OP_ATOMIC_XCHG: through_register(S, v, M_XCHG); return;
    case OP_ATOMIC_CAS: compare_and_swap(S, v); return;
    case OP_FENCE: {
        MInst i = x64_inst(M_MFENCE, 8);
        isel_flush_loads(S);
        if (ir_order_of(inst) == ORDER_SEQ_CST && !(inst->aux & FENCE_SIGNAL)) isel_emit(S, &i);
        return;
    }
    default: break;
    }
    if (!inst->uses && inst->op != OP_ATOMIC_NAND) in_place(S, v);
    else if (inst->op == OP_ATOMIC_ADD || inst->op == OP_ATOMIC_SUB) through_register(S, v, M_XADD);
    else by_loop(S, v);
}
