/* Instruction selection: comparisons, conditional moves, branches and switches. */
#include "base/bits.h"
#include "target/x64/x64.h"

#include <stdlib.h>

static const u8 int_condition[] = {X64_E, X64_NE, X64_L, X64_LE, X64_B, X64_BE}; /* from OP_EQ on */
static const u8 swapped_condition[] = {X64_E, X64_NE, X64_G, X64_GE, X64_A, X64_AE};

static u32 invert(u32 cond) { return cond ^ 1; } /* also FEQ and FNE */

static bool raises_invalid(const Inst *inst) { return inst->op == OP_FLT || inst->op == OP_FLE; }

/* After b was compared with a for an order, a with b for equality. */
static u32 float_condition(const Inst *inst)
{
    switch ((IrOp)inst->op) {
    case OP_FEQ: return X64_COND_FEQ;
    case OP_FNE: return X64_COND_FNE;
    case OP_FLT: case OP_FLTQ: return X64_A;
    default: return X64_AE;
    }
}

/* The x87 stack must be empty whenever something else is emitted, so this emits all at once. */
static u32 compare_wide(Isel *S, const Inst *inst, MInst *out)
{
    MInst first = x64_inst(M_FLD, 16), second = x64_inst(M_FLD, 16), compare = x64_inst(raises_invalid(inst) ? M_FCOMIP : M_FUCOMIP, 16);
    first.mode = second.mode = MODE_M;
    x64_wide_operand(S, &first, inst->a);
    x64_wide_operand(S, &second, inst->b);
    isel_emit(S, &first);
    isel_emit(S, &second); /* st = b, st(1) = a: flags of b against a */
    isel_emit(S, &compare);
    *out = x64_inst(M_FPOP, 16);
    return float_condition(inst);
}

/* Fills *i with the instruction that sets the flags for comparison v, not emitted yet; returns the condition. */
static u32 x64_compare(Isel *S, Value v, MInst *i)
{
    const Inst *inst = isel_inst(S, v);
    IrType type = (IrType)inst->aux;
    if (inst->op >= OP_FEQ) {
        if (type == IR_F80) return compare_wide(S, inst, i);
        bool order = inst->op >= OP_FLT; /* a < b as b > a: unordered is then false */
        u32 width = type == IR_F32 ? 4 : 8;
        *i = x64_inst(raises_invalid(inst) ? M_COMIS : M_UCOMIS, width);
        i->a = x64_take(S, order ? inst->b : inst->a);
        x64_operand(S, i, order ? inst->a : inst->b, width);
        return float_condition(inst);
    }
    u32 width = x64_mem_width(type), cond = int_condition[inst->op - OP_EQ];
    Value a = inst->a, b = inst->b;
    if (isel_inst(S, a)->op == OP_INT && isel_inst(S, b)->op != OP_INT) {
        a = inst->b;
        b = inst->a;
        cond = swapped_condition[inst->op - OP_EQ];
    }
    const Inst *x = isel_inst(S, a);
    bool against_zero = ir_is_int(S->fn, b) && ir_int_value(S->fn, b) == 0;
    *i = x64_inst(M_CMP, width);
    if (against_zero && x->op == OP_AND && isel_is_deferred(S, a) && S->value.at[a].left == 1) {
        S->value.at[a].left = 0;
        i->op = M_TEST;
        Value mask = x->b, tested = x->a;
        i32 imm = 0;
        bool is_imm = ir_is_int(S->fn, mask) && (imm = (i32)ir_int_value(S->fn, mask), width < 8 || (i64)ir_int_value(S->fn, mask) == imm);
        if (is_imm && x64_can_fold_load(S, tested, width)) {
            x64_set_mode(i, MODE_MI);
            x64_fold_load(S, i, tested);
        } else {
            i->a = x64_take(S, tested);
            x64_set_mode(i, is_imm ? MODE_I : MODE_R);
        }
        i->b = is_imm ? (u32)imm : x64_take(S, mask);
        return cond;
    }
    if (x64_can_fold_load(S, a, width) && !x64_can_fold_load(S, b, width)) {
        i64 k = ir_is_int(S->fn, b) ? (i64)ir_int_value(S->fn, b) : 0;
        if (width < 8) k = sign_extend((u64)k, width * 8);
        if (ir_is_int(S->fn, b) && k == (i32)k) {
            x64_set_mode(i, MODE_MI);
            i->b = (u32)k;
        } else {
            x64_set_mode(i, MODE_MR);
            i->b = x64_take(S, b);
        }
        x64_fold_load(S, i, a);
        return cond;
    }
    i->a = x64_take(S, a);
    if (against_zero) {
        i->op = M_TEST;
        x64_set_mode(i, MODE_R);
        i->b = i->a;
        return cond;
    }
    x64_operand(S, i, b, width);
    return cond;
}

static Reg set_condition(Isel *S, u32 cond, Reg dst)
{
    x64_emit_cond(S, M_SETCC, 1, cond, dst, 0, 0);
    return dst;
}

void x64_select_comparison(Isel *S, Value v)
{
    MInst i;
    u32 cond = x64_compare(S, v, &i);
    isel_emit(S, &i);
    Reg dst = isel_define(S, v, MIR_GPR, 4);
    if (cond < 16) {
        set_condition(S, cond, dst);
        return;
    }
    /* Equal is ZF without PF; not equal is its opposite. */
    bool eq = cond == X64_COND_FEQ;
    Reg zero = isel_new_vreg(S, MIR_GPR, 4), parity = isel_new_vreg(S, MIR_GPR, 4);
    set_condition(S, eq ? X64_E : X64_NE, zero);
    set_condition(S, eq ? X64_NP : X64_P, parity);
    x64_emit_rr(S, eq ? M_AND : M_OR, 4, dst, zero, parity);
}

/* Leaves flags for the I1 v; consumes it. Nothing may be emitted after it that changes them. */
static u32 condition(Isel *S, Value v, MInst *i)
{
    const Inst *inst = isel_inst(S, v);
    bool is_compare = inst->op >= OP_EQ && inst->op <= OP_FLEQ;
    if (is_compare && isel_is_deferred(S, v) && S->value.at[v].left == 1) {
        S->value.at[v].left = 0;
        return x64_compare(S, v, i);
    }
    *i = x64_inst(M_TEST, 1);
    i->mode = MODE_R;
    i->a = i->b = x64_take(S, v);
    return X64_NE;
}

void x64_select_select(Isel *S, Value v)
{
    const Inst *inst = isel_inst(S, v);
    IrType type = (IrType)inst->type;
    MInst i;
    if (type == IR_F80) { /* between two addresses */
        MInst yes = {0}, no = {0}, fld = x64_inst(M_FLD, 16), fstp = x64_inst(M_FSTP, 16);
        x64_wide_operand(S, &yes, inst->b);
        x64_wide_operand(S, &no, inst->c);
        Reg p = isel_new_vreg(S, MIR_GPR, 8), q = isel_new_vreg(S, MIR_GPR, 8), r = isel_new_vreg(S, MIR_GPR, 8);
        x64_emit_lea(S, p, &yes);
        x64_emit_lea(S, q, &no);
        Reg c = x64_take(S, inst->a);
        x64_emit_rr(S, M_TEST, 1, 0, c, c);
        x64_emit_cond(S, M_CMOV, 8, X64_NE, r, q, p);
        fld.mode = fstp.mode = MODE_M;
        fld.base = r;
        isel_emit(S, &fld);
        x64_wide_define(S, &fstp, v);
        isel_emit(S, &fstp);
        return;
    }
    u32 width, cls = x64_class_of(type, &width);
    Reg b = x64_take(S, inst->b), c = x64_take(S, inst->c), dst = isel_define(S, v, cls, width), chosen = dst;
    if (cls == MIR_FPR) { /* there is no conditional move between vector registers */
        Reg ib = isel_new_vreg(S, MIR_GPR, width), ic = isel_new_vreg(S, MIR_GPR, width);
        x64_emit_rr(S, M_FROM_XMM, width, ib, 0, b);
        x64_emit_rr(S, M_FROM_XMM, width, ic, 0, c);
        b = ib;
        c = ic;
        chosen = isel_new_vreg(S, MIR_GPR, width);
    }
    u32 cond = condition(S, inst->a, &i);
    isel_emit(S, &i);
    if (cond < 16) {
        x64_emit_cond(S, M_CMOV, width, cond, chosen, c, b);
    } else { /* not equal when ZF is clear or PF set: two moves, of what that chooses */
        Reg step = isel_new_vreg(S, MIR_GPR, width), not_equal = cond == X64_COND_FNE ? b : c, equal = cond == X64_COND_FNE ? c : b;
        x64_emit_cond(S, M_CMOV, width, X64_NE, step, equal, not_equal);
        x64_emit_cond(S, M_CMOV, width, X64_P, chosen, step, not_equal);
    }
    if (cls == MIR_FPR) x64_emit_rr(S, M_TO_XMM, width, dst, 0, chosen);
}

/* ---- control ---- */

static void jump(Isel *S, MBlock to)
{
    MInst i = x64_inst(M_JMP, 0);
    i.symbol = to;
    isel_emit(S, &i);
}

static void jump_if(Isel *S, u32 cond, MBlock to)
{
    MInst i = x64_inst(M_JCC, 0);
    i.cond = (u8)cond;
    i.symbol = to;
    isel_emit(S, &i);
}

/* One conditional jump, or two when the parity flag counts. */
static void jump_on(Isel *S, u32 cond, MBlock yes, MBlock no)
{
    if (cond == X64_COND_FEQ) {
        jump_if(S, X64_P, no);
        jump_if(S, X64_E, yes);
    } else if (cond == X64_COND_FNE) {
        jump_if(S, X64_P, yes);
        jump_if(S, X64_NE, yes);
    } else {
        jump_if(S, cond, yes);
    }
}

static void branch(Isel *S, const Inst *inst)
{
    Value c = inst->a;
    MBlock yes = inst->b, no = inst->c;
    isel_phi_copies(S);
    if (ir_is_int(S->fn, c)) {
        isel_flush(S);
        jump(S, ir_int_value(S->fn, c) ? yes : no);
        return;
    }
    MInst i;
    const Inst *x = isel_inst(S, c);
    if (isel_is_deferred(S, c) && x->op >= OP_FEQ && x->op <= OP_FLEQ && x->aux == IR_F80) {
        u32 left = S->value.at[c].left;
        S->value.at[c].left = 0;
        isel_flush(S);
        S->value.at[c].left = left;
    }
    u32 cond = condition(S, c, &i);
    isel_flush(S);
    isel_emit(S, &i);
    if (yes == S->next_block) {
        MBlock t = yes;
        yes = no;
        no = t;
        cond = invert(cond);
    }
    jump_on(S, cond, yes, no);
    if (no != S->next_block) jump(S, no);
}

typedef struct SwitchCase {
    i64 value;
    MBlock to;
} SwitchCase;

static int by_value(const void *a, const void *b)
{
    i64 x = ((const SwitchCase *)a)->value, y = ((const SwitchCase *)b)->value;
    return (x > y) - (x < y);
}

/* Sorted case values [first, last) of a switch over r. */
typedef struct SwitchPlan {
    Reg r;
    u32 width;
    MBlock otherwise;
    const SwitchCase *at;
} SwitchPlan;

static void compare_with(Isel *S, const SwitchPlan *p, i64 k)
{
    if (k == (i32)k) {
        if (k == 0) x64_emit_rr(S, M_TEST, p->width, 0, p->r, p->r);
        else x64_emit_alu_imm(S, M_CMP, p->width, 0, p->r, (i32)k);
    } else {
        x64_emit_rr(S, M_CMP, p->width, 0, p->r, x64_load_immediate(S, (u64)k, p->width));
    }
}

/* Through a table of distances: entries are blocks relative to the table, so that it needs no relocation when it is loaded. */
static void table_jump(Isel *S, const SwitchPlan *p, u32 first, u32 last)
{
    i64 low = p->at[first].value;
    u64 span = (u64)p->at[last - 1].value - (u64)low;
    Reg index = p->r;
    if (low != 0) {
        Reg moved = isel_new_vreg(S, MIR_GPR, p->width);
        if (p->width == 4) mir_vreg(S->f, moved)->flags |= VREG_CLEAN32;
        if (low == (i32)low && low != INT32_MIN) x64_emit_alu_imm(S, M_ADD, p->width, moved, p->r, -(i32)low);
        else x64_emit_rr(S, M_SUB, p->width, moved, p->r, x64_load_immediate(S, (u64)low, p->width));
        index = moved;
    }
    x64_emit_alu_imm(S, M_CMP, p->width, 0, index, (i32)span);
    jump_if(S, X64_A, p->otherwise);
    if (p->width == 4 && mir_vreg(S->f, index)->flags & VREG_CLEAN32) {
        mir_vreg(S->f, index)->width = 8;
    } else if (p->width == 4) {
        Reg wide = isel_new_vreg(S, MIR_GPR, 8);
        x64_emit_rr(S, M_MOVZX32, 4, wide, 0, index);
        index = wide;
    }
    MTable table = {S->f->table_block.len, (u32)span + 1, 0};
    for (u32 k = first, at = 0; at <= span; at++) {
        bool is_case = (u64)p->at[k].value - (u64)low == at;
        vec_push(&S->f->table_block, is_case ? p->at[k].to : p->otherwise);
        k += is_case;
    }
    MInst lea = x64_inst(M_LEA, 8), entry = x64_inst(M_MOVSX32, 8), go = x64_inst(M_JMP_TO, 8);
    lea.mode = MODE_M;
    lea.base = MIR_BASE_TABLE;
    lea.symbol = S->f->table.len;
    vec_push(&S->f->table, table);
    lea.dst = isel_new_vreg(S, MIR_GPR, 8);
    isel_emit(S, &lea);
    entry.mode = MODE_M | 2 << MIR_SCALE_SHIFT;
    entry.base = lea.dst;
    entry.index = index;
    entry.dst = isel_new_vreg(S, MIR_GPR, 8);
    isel_emit(S, &entry);
    go.mode = MODE_R;
    go.b = isel_new_vreg(S, MIR_GPR, 8);
    x64_emit_rr(S, M_ADD, 8, go.b, entry.dst, lea.dst);
    isel_emit(S, &go);
}

enum { LINEAR_CASES = 4, TABLE_CASES = 5, TABLE_SPREAD = 4 };

static void plan_switch(Isel *S, const SwitchPlan *p, u32 first, u32 last)
{
    u32 n = last - first;
    if (n <= LINEAR_CASES) {
        for (u32 k = first; k < last; k++) {
            compare_with(S, p, p->at[k].value);
            jump_if(S, X64_E, p->at[k].to);
        }
        jump(S, p->otherwise);
        return;
    }
    u64 span = (u64)p->at[last - 1].value - (u64)p->at[first].value;
    if (!S->cg->options->no_jump_tables && n >= TABLE_CASES && span / TABLE_SPREAD < n) {
        table_jump(S, p, first, last);
        return;
    }
    u32 middle = first + n / 2;
    MBlock below = isel_new_block(S);
    compare_with(S, p, p->at[middle].value);
    jump_if(S, X64_L, below);
    plan_switch(S, p, middle, last);
    isel_place_block(S, below);
    plan_switch(S, p, first, middle);
}

static void select_switch(Isel *S, const Inst *inst)
{
    const u32 *extra = &S->fn->extra.at[inst->b];
    u32 n = extra[1];
    IrType type = isel_inst(S, inst->a)->type;
    u32 bits = type == IR_I64 || type == IR_PTR ? 64 : type == IR_I16 ? 16 : type == IR_I32 ? 32 : type == IR_I1 ? 1 : 8;
    SwitchPlan plan = {0, bits == 64 ? 8 : 4, extra[0], NULL};
    SwitchCase *at = malloc(sizeof *at * (n ? n : 1));
    if (!at) KIT_PANIC("out of memory");
    for (u32 k = 0; k < n; k++) {
        u64 x = (u64)extra[2 + 3 * k] | (u64)extra[3 + 3 * k] << 32;
        at[k].value = bits == 1 ? (i64)(x & 1) : sign_extend(x, bits);
        at[k].to = extra[4 + 3 * k];
    }
    qsort(at, n, sizeof *at, by_value); /* the values are all different: the order is total */
    isel_phi_copies(S);
    plan.at = at;
    plan.r = x64_take(S, inst->a);
    if (bits < 32) {
        Reg wide = isel_new_vreg(S, MIR_GPR, 4);
        x64_emit_rr(S, bits == 16 ? M_MOVSX16 : bits == 1 ? M_MOVZX8 : M_MOVSX8, 4, wide, 0, plan.r);
        plan.r = wide;
    }
    isel_flush(S);
    plan_switch(S, &plan, 0, n);
    free(at);
}

void x64_select_control(Isel *S, Value v)
{
    const Inst *inst = isel_inst(S, v);
    switch ((IrOp)inst->op) {
    case OP_JUMP:
        isel_phi_copies(S);
        isel_flush(S);
        if (inst->a != S->next_block) jump(S, inst->a);
        break;
    case OP_BRANCH: branch(S, inst); break;
    case OP_SWITCH: select_switch(S, inst); break;
    case OP_GOTO: {
        MInst i = x64_inst(M_JMP_TO, 8);
        isel_phi_copies(S);
        x64_operand(S, &i, inst->a, 8);
        if (mir_mode(&i) == MODE_I) {
            x64_set_mode(&i, MODE_R);
            i.b = x64_materialize(S, inst->a);
        }
        isel_flush(S);
        isel_emit(S, &i);
        break;
    }
    case OP_LANDING: { /* whoever escapes to here has not restored what callees save */
        Block to = S->fn->extra.at[inst->b + 1];
        S->f->saves_all = true;
        isel_phi_copies(S);
        isel_flush(S);
        if (to != S->next_block) jump(S, to);
        break;
    }
    case OP_ESCAPE: x64_select_escape(S, inst); break;
    case OP_RET: x64_select_ret(S, inst); break;
    case OP_TRAP: {
        MInst i = x64_inst(M_UD2, 0);
        isel_emit(S, &i);
        break;
    }
    default: break; /* unreachable */
    }
}
