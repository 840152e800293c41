/* Facts about instructions that passes, the verifier and back ends share: operands, successors, use counts.
   In: a function. Out: each operand of an instruction, each successor of a block. */
#include "ir/ir.h"

static void visit_list(Function *fn, u32 first, u32 n, u32 stride, IrOperandVisitor *visit, void *self)
{
    for (u32 i = 0; i < n; i++) visit(self, &fn->extra.at[first + i * stride]);
}

void ir_visit_operands(Function *fn, Value v, IrOperandVisitor *visit, void *self)
{
    Inst *i = &fn->inst.at[v];
    switch ((IrForm)ir_op_info[i->op].form) {
    case FORM_NONE: case FORM_CONST: case FORM_CONST_INT: case FORM_CONST_FLOAT: case FORM_CONST_SYM: case FORM_CONST_SLOT:
    case FORM_CONST_PARAM: case FORM_NULLARY: case FORM_NULLARY_LEVEL: case FORM_FENCE: case FORM_JUMP: case FORM_LANDING:
        return;
    case FORM_U: case FORM_LOAD: case FORM_ZERO: case FORM_ALLOCA: case FORM_VAARGAGG: case FORM_BRANCH: case FORM_SWITCH: case FORM_GOTO:
    case FORM_ATOMIC_LOAD:
        visit(self, &i->a);
        return;
    case FORM_B: case FORM_STORE: case FORM_COPY: case FORM_ATOMIC_STORE: case FORM_ATOMIC_RMW:
        visit(self, &i->a);
        visit(self, &i->b);
        return;
    case FORM_T: case FORM_P: case FORM_ATOMIC_CAS:
        visit(self, &i->a);
        visit(self, &i->b);
        visit(self, &i->c);
        return;
    case FORM_CALL:
        visit(self, &i->a);
        visit_list(fn, i->b + 2, fn->extra.at[i->b + 1], 1, visit, self);
        return;
    case FORM_ASM: case FORM_ASM_GOTO:
        visit_list(fn, i->b + 2, fn->extra.at[i->b] + fn->extra.at[i->b + 1], 1, visit, self);
        return;
    case FORM_PHI:
        visit_list(fn, i->a + 1, i->b, 2, visit, self);
        return;
    case FORM_RET:
        if (i->a) visit(self, &i->a);
        return;
    }
}

u32 ir_successors(const Function *fn, Block b, Block *out, u32 max)
{
    Value last = fn->block.at[b].last;
    if (!last) return 0;
    const Inst *i = &fn->inst.at[last];
    u32 n = 0;
#define SUCCESSOR(x) \
    do { \
        if (out && n < max) out[n] = (x); \
        n++; \
    } while (0)
    switch (i->op) {
    case OP_JUMP:
        SUCCESSOR(i->a);
        break;
    case OP_BRANCH:
        SUCCESSOR(i->b);
        SUCCESSOR(i->c);
        break;
    case OP_SWITCH: {
        const u32 *extra = &fn->extra.at[i->b];
        SUCCESSOR(extra[0]);
        for (u32 k = 0; k < extra[1]; k++) SUCCESSOR(extra[4 + 3 * k]);
        break;
    }
    case OP_ASMGOTO: {
        const u32 *target = ir_asm_targets(fn, i);
        for (u32 k = 0; k < target[0]; k++) SUCCESSOR(target[1 + k]);
        break;
    }
    case OP_GOTO: case OP_LANDING: {
        const u32 *extra = &fn->extra.at[i->b];
        for (u32 k = 0; k < extra[0]; k++) SUCCESSOR(extra[1 + k]);
        break;
    }
    default:
        break;
    }
#undef SUCCESSOR
    return n;
}

static void count_use(void *self, Value *operand)
{
    Function *fn = self;
    fn->inst.at[*operand].uses++;
}

void ir_recount(Function *fn)
{
    fn->calls = fn->has_alloca = fn->returns_twice = fn->uses_vastart = false;
    for (u32 v = 0; v < fn->inst.len; v++) fn->inst.at[v].uses = 0;
    for (u32 k = 0; k < fn->order.len; k++) {
        for (Value v = fn->block.at[fn->order.at[k]].first; v; v = fn->inst.at[v].next) {
            const Inst *i = &fn->inst.at[v];
            if (i->op == OP_CALL) {
                fn->calls = true;
                if (i->aux & CALL_RETURNS_TWICE) fn->returns_twice = true;
            }
            if (i->op == OP_ALLOCA) fn->has_alloca = true;
            if (i->op == OP_VASTART) fn->uses_vastart = true;
            if (i->op == OP_LANDING) fn->returns_twice = true;
            ir_visit_operands(fn, v, count_use, fn);
        }
    }
}
