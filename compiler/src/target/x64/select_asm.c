/* Instruction selection of inline assembly: operands to the places that asm_constraint.c chose, the text itself as one MIR
   instruction, outputs from their places to memory.
   In: an IR asm or asmgoto. Out: MIR, and MFunc.inline_asm with the operands as the template will name them. */
#include "target/x64/x64.h"

typedef struct AsmSelect {
    Isel *S;
    const Inst *inst;
    X64AsmPlan plan;
    u32 first;                      /* in MFunc.asm_operand */
    MInst address[X64_ASM_OPERANDS]; /* of operands that are addresses */
    Reg in[X64_ASM_OPERANDS], in_high[X64_ASM_OPERANDS]; /* values of inputs */
    Reg flag[X64_ASM_OPERANDS];
} AsmSelect;

static const IrAsmOperand *operand(const AsmSelect *A, u32 k) { return &A->plan.a->operand.at[k]; }
static u32 count(const AsmSelect *A) { return A->plan.a->operand.len; }
static u32 width_of(const AsmSelect *A, u32 k) { return x64_mem_width((IrType)operand(A, k)->type); }
static bool is_xmm(Reg r) { return r >= X64_XMM0; }

static void memory_op(Isel *S, X64MirOp op, u32 width, const MInst *m)
{
    MInst i = x64_inst(op, width);
    i.mode = MODE_M;
    x64_copy_memory(&i, m);
    isel_emit(S, &i);
}

static MInst slot_memory(Isel *S, u32 size)
{
    MInst m = {0};
    m.base = MIR_BASE_SLOT;
    m.symbol = mir_new_slot(S->f, size < 8 ? 8 : 16, size < 8 ? 8 : 16);
    return m;
}

/* ---- before ---- */

static void find_addresses(AsmSelect *A)
{
    for (u32 k = 0; k < count(A); k++) {
        MInst *m = &A->address[k];
        memset(m, 0, sizeof *m);
        if (!operand(A, k)->is_address) continue;
        x64_address(A->S, m, A->plan.value[k], true);
        A->plan.needs_register[k] = mir_is_vreg(m->base) || m->index || m->mode & MIR_SEGMENT || m->base == MIR_BASE_TPOFF;
    }
}

/* Base plus displacement with the base in a register that the template can name. */
static void simplify_address(AsmSelect *A, u32 k)
{
    MInst *m = &A->address[k];
    if (mir_is_vreg(m->base) && !m->index && !(m->mode & MIR_SEGMENT)) return;
    Reg r = isel_new_vreg(A->S, MIR_GPR, 8);
    x64_emit_lea(A->S, r, m);
    memset(m, 0, sizeof *m);
    m->base = r;
}

/* A value in a register of the class of its place. */
static void evaluate(AsmSelect *A, u32 k, Reg place)
{
    Isel *S = A->S;
    Value v = A->plan.value[k];
    IrType type = (IrType)operand(A, k)->type;
    if (operand(A, k)->is_address && is_xmm(place)) { /* of 16 bytes */
        MInst i = x64_inst(M_FMOV, 16);
        i.mode = MODE_M;
        x64_copy_memory(&i, &A->address[k]);
        i.dst = A->in[k] = isel_new_vreg(S, MIR_FPR, 16);
        isel_emit(S, &i);
        return;
    }
    if (operand(A, k)->is_address) { /* of a pair of words */
        for (u32 half = 0; half < 2; half++) {
            MInst i = x64_inst(M_MOV, 8);
            i.mode = MODE_M;
            x64_copy_memory(&i, &A->address[k]);
            i.disp += 8 * (i32)half;
            i.dst = isel_new_vreg(S, MIR_GPR, 8);
            isel_emit(S, &i);
            *(half ? &A->in_high[k] : &A->in[k]) = i.dst;
        }
        return;
    }
    if (isel_inst(S, v)->op == OP_INT && !is_xmm(place)) return; /* straight into its register */
    Reg r = x64_take(S, v);
    bool is_float = x64_is_float(type);
    if (is_float != is_xmm(place)) {
        u32 width = type == IR_I64 || type == IR_PTR || type == IR_F64 ? 8 : 4;
        Reg moved = isel_new_vreg(S, is_float ? MIR_GPR : MIR_FPR, width);
        x64_emit_rr(S, is_float ? M_FROM_XMM : M_TO_XMM, width, moved, 0, r);
        r = moved;
    }
    A->in[k] = r;
}

/* A value that is to be in memory: at m. */
static void spill_value(AsmSelect *A, u32 k, const MInst *m)
{
    Isel *S = A->S;
    IrType type = (IrType)operand(A, k)->type;
    if (type == IR_F80) {
        MInst fld = x64_inst(M_FLD, 16);
        fld.mode = MODE_M;
        x64_wide_operand(S, &fld, A->plan.value[k]);
        isel_emit(S, &fld);
        memory_op(S, M_FSTP, 16, m);
        return;
    }
    Reg r = x64_take(S, A->plan.value[k]);
    x64_emit_store(S, x64_is_float(type) ? MIR_FPR : MIR_GPR, width_of(A, k), m, r);
}

static const X64AsmPlace *place_of(const AsmSelect *A, u32 k)
{
    const X64AsmPlace *q = &A->plan.place[k];
    return q->match >= 0 ? &A->plan.place[q->match] : q;
}

static void evaluate_inputs(AsmSelect *A)
{
    for (u32 k = 0; k < count(A); k++) {
        const X64AsmPlace *q = place_of(A, k);
        bool output = k < A->plan.outputs;
        switch ((MAsmKind)q->kind) {
        case MASM_REGISTER:
            if (!output) evaluate(A, k, q->reg);
            break;
        case MASM_MEMORY:
            if (A->plan.needs_register[k]) simplify_address(A, k);
            if (output || operand(A, k)->is_address) break;
            if (A->plan.place[k].match < 0) A->address[k] = slot_memory(A->S, width_of(A, k));
            spill_value(A, k, A->plan.place[k].match < 0 ? &A->address[k] : &A->address[A->plan.place[k].match]);
            break;
        case MASM_STACK: {
            if (output) break;
            if (operand(A, k)->type == IR_F80) break; /* read where it is */
            A->address[k] = slot_memory(A->S, width_of(A, k));
            spill_value(A, k, &A->address[k]);
            break;
        }
        default: break;
        }
    }
}

/* The deepest first. */
static void push_stack(AsmSelect *A)
{
    for (u32 depth = A->plan.x87_inputs; depth-- > 0;)
        for (u32 k = A->plan.outputs; k < count(A); k++) {
            const X64AsmPlace *q = place_of(A, k);
            if (q->kind != MASM_STACK || q->x87 != depth) continue;
            if (operand(A, k)->type == IR_F80) {
                MInst fld = x64_inst(M_FLD, 16);
                fld.mode = MODE_M;
                x64_wide_operand(A->S, &fld, A->plan.value[k]);
                isel_emit(A->S, &fld);
            } else {
                memory_op(A->S, M_FLD, width_of(A, k), &A->address[k]);
            }
        }
}

static void move_to(AsmSelect *A, Reg to, Reg from, u32 width)
{
    MInst i = x64_inst(is_xmm(to) ? M_FMOV : M_MOV, width);
    i.mode = MODE_R;
    i.dst = to;
    i.b = from;
    isel_emit(A->S, &i);
}

/* Everything to the registers that the text reads. Nothing else may happen between this and the text. */
static void fill_registers(AsmSelect *A)
{
    for (u32 k = 0; k < count(A); k++) {
        const X64AsmPlace *q = place_of(A, k);
        if (q->kind == MASM_MEMORY && A->plan.needs_register[k] && A->plan.place[k].match < 0) {
            move_to(A, q->reg, A->address[k].base, 8);
        } else if (q->kind == MASM_REGISTER && k >= A->plan.outputs) {
            u32 width = x64_op_width((IrType)operand(A, k)->type);
            if (operand(A, k)->type == IR_F64) width = 8;
            if (is_xmm(q->reg) && operand(A, k)->is_address) width = 16;
            if (A->in_high[k]) {
                move_to(A, q->reg, A->in[k], 8);
                move_to(A, q->high, A->in_high[k], 8);
            } else if (A->in[k]) {
                move_to(A, q->reg, A->in[k], width);
            } else {
                x64_set_immediate(A->S, q->reg, ir_int_value(A->S->fn, A->plan.value[k]), width);
            }
        }
    }
}

/* ---- the text ---- */

static void describe_operands(AsmSelect *A)
{
    MFunc *f = A->S->f;
    A->first = f->asm_operand.len;
    for (u32 k = 0; k < count(A); k++) {
        const X64AsmPlace *q = place_of(A, k);
        u32 home = A->plan.place[k].match >= 0 ? (u32)A->plan.place[k].match : k;
        MAsmOperand o;
        memset(&o, 0, sizeof o);
        o.kind = q->kind;
        o.width = (u8)width_of(A, k);
        o.is_float = operand(A, k)->type == IR_F32 || operand(A, k)->type == IR_F64 || operand(A, k)->type == IR_F80;
        o.reg = q->reg;
        o.value = q->kind == MASM_STACK ? q->x87 : q->value;
        o.symbol = q->symbol;
        o.memory = A->address[home];
        if (q->kind == MASM_MEMORY && A->plan.needs_register[home]) o.memory.base = q->reg;
        if (q->kind == MASM_MEMORY && o.memory.base == MIR_BASE_SLOT) f->slot.at[o.memory.symbol].used = true;
        vec_push(&f->asm_operand, o);
    }
}

static void emit_text(AsmSelect *A, u32 first_label, u32 label_count)
{
    MFunc *f = A->S->f;
    MAsm m = {A->inst->a, A->first, count(A), first_label, label_count};
    MCall masks = {A->plan.reads, A->plan.writes, A->plan.clobbers};
    MInst i = x64_inst(M_ASM, 8);
    i.symbol = f->inline_asm.len;
    i.b = f->call.len;
    vec_push(&f->call, masks);
    vec_push(&f->inline_asm, m);
    isel_emit(A->S, &i);
    f->makes_calls = true; /* the text may push: nothing is kept below the stack pointer */
    if (A->plan.a->text.len) f->has_asm = true;
}

/* ---- after ---- */

/* Registers and conditions to virtual registers first: moves change no flags, and nothing is lost to what follows. */
static void take_outputs(AsmSelect *A, Reg *low, Reg *high)
{
    Isel *S = A->S;
    for (u32 k = 0; k < A->plan.outputs; k++) {
        const X64AsmPlace *q = &A->plan.place[k];
        if (q->kind != MASM_REGISTER) continue;
        u32 width = is_xmm(q->reg) && width_of(A, k) == 16 ? 16 : 8;
        low[k] = isel_new_vreg(S, is_xmm(q->reg) ? MIR_FPR : MIR_GPR, width);
        move_to(A, low[k], q->reg, width);
        if (is_xmm(q->reg)) vec_last(&S->f->selected).op = M_FMOV;
        if (!q->high) continue;
        high[k] = isel_new_vreg(S, MIR_GPR, 8);
        move_to(A, high[k], q->high, 8);
    }
    for (u32 k = 0; k < A->plan.outputs; k++) {
        const X64AsmPlace *q = &A->plan.place[k];
        if (q->kind != MASM_FLAG) continue;
        low[k] = isel_new_vreg(S, MIR_GPR, 4);
        x64_emit_cond(S, M_SETCC, 1, q->cond, low[k], 0, 0);
    }
}

static void store_output(AsmSelect *A, u32 k, Reg low, Reg high)
{
    Isel *S = A->S;
    const X64AsmPlace *q = &A->plan.place[k];
    MInst m = A->address[k];
    u32 width = width_of(A, k);
    if (q->kind == MASM_FLAG) {
        Reg wide = isel_new_vreg(S, MIR_GPR, 8);
        x64_emit_rr(S, M_MOVZX8, 4, wide, 0, low);
        low = wide;
    }
    if (high) {
        x64_emit_store(S, MIR_GPR, 8, &m, low);
        m.disp += 8;
        x64_emit_store(S, MIR_GPR, 8, &m, high);
        return;
    }
    x64_emit_store(S, is_xmm(q->reg) ? MIR_FPR : MIR_GPR, width, &m, low);
}

/* The x87 stack has the outputs on top, then inputs that the text has left there. */
static void pop_stack(AsmSelect *A)
{
    u32 kept = A->plan.x87_kept, outputs = 0;
    for (u32 k = 0; k < A->plan.outputs; k++) outputs += A->plan.place[k].kind == MASM_STACK;
    for (u32 depth = 0; depth < outputs + kept; depth++) {
        u32 k = 0;
        while (k < A->plan.outputs && !(A->plan.place[k].kind == MASM_STACK && A->plan.place[k].x87 == depth)) k++;
        if (k < A->plan.outputs) {
            memory_op(A->S, M_FSTP, width_of(A, k), &A->address[k]);
        } else {
            MInst pop = x64_inst(M_FPOP, 16);
            isel_emit(A->S, &pop);
        }
    }
}

static void finish_outputs(AsmSelect *A)
{
    Reg low[X64_ASM_OPERANDS] = {0}, high[X64_ASM_OPERANDS] = {0};
    take_outputs(A, low, high);
    pop_stack(A);
    for (u32 k = 0; k < A->plan.outputs; k++)
        if (low[k]) store_output(A, k, low[k], high[k]);
}

static bool has_work(const AsmSelect *A)
{
    for (u32 k = 0; k < A->plan.outputs; k++)
        if (A->plan.place[k].kind != MASM_MEMORY) return true;
    return A->plan.x87_kept != 0;
}

static void jump_to(Isel *S, MBlock b)
{
    MInst i = x64_inst(M_JMP, 0);
    i.symbol = b;
    isel_emit(S, &i);
}

/* On each way out the outputs are stored: labels are reached through blocks of their own when there are some. */
static void finish_goto(AsmSelect *A, u32 first_label, bool detour)
{
    Isel *S = A->S;
    const u32 *target = ir_asm_targets(S->fn, A->inst);
    finish_outputs(A);
    jump_to(S, target[1]);
    for (u32 k = 1; detour && k < target[0]; k++) {
        MInst entry = x64_inst(M_ENTRY, 8);
        MCall masks = {0, A->plan.writes, 0};
        isel_place_block(S, S->f->asm_label.at[first_label + k - 1]);
        entry.b = S->f->call.len;
        vec_push(&S->f->call, masks);
        isel_emit(S, &entry);
        finish_outputs(A);
        jump_to(S, target[1 + k]);
    }
}

void x64_select_asm(Isel *S, Value v)
{
    AsmSelect select, *A = &select;
    memset(A, 0, sizeof *A);
    A->S = S;
    A->inst = isel_inst(S, v);
    A->plan.a = &S->m->inline_asm.at[A->inst->a];
    A->plan.outputs = S->fn->extra.at[A->inst->b];
    bool is_goto = A->inst->op == OP_ASMGOTO;
    if (count(A) > X64_ASM_OPERANDS) {
        diag_error(&S->cg->kit->diag, A->inst->loc, "more than %d operands in 'asm'", X64_ASM_OPERANDS);
        S->failed = true;
        return;
    }
    Value value[X64_ASM_OPERANDS];
    for (u32 k = 0; k < count(A); k++) value[k] = S->fn->extra.at[A->inst->b + 2 + k];
    A->plan.value = value;
    if (is_goto) isel_phi_copies(S);
    find_addresses(A);
    if (!x64_asm_plan(S, &A->plan)) {
        S->failed = true;
        return;
    }
    evaluate_inputs(A);
    if (is_goto) isel_flush(S);
    else isel_flush_loads(S);
    push_stack(A);
    u32 first_label = S->f->asm_label.len, labels = 0;
    bool detour = has_work(A);
    if (is_goto) {
        const u32 *target = ir_asm_targets(S->fn, A->inst);
        labels = target[0] - 1;
        for (u32 k = 0; k < labels; k++) {
            MBlock b = detour ? isel_new_block(S) : target[2 + k];
            vec_push(&S->f->asm_label, b);
        }
    }
    fill_registers(A);
    describe_operands(A);
    emit_text(A, first_label, labels);
    if (is_goto) finish_goto(A, first_label, detour);
    else finish_outputs(A);
}
