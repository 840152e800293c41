/* The instruction selection driver; see isel.h. In: one IR function. Out: MFunc.selected. */
#include "codegen/isel.h"

#include "codegen/cg.h"

Reg isel_new_vreg(Isel *S, u32 cls, u32 width)
{
    MFunc *f = S->f;
    vec_reserve(&f->vreg, (u64)f->vreg.len + 1);
    VReg *x = &f->vreg.at[f->vreg.len];
    memset(x, 0, sizeof *x);
    x->cls = (u8)cls;
    x->width = (u8)width;
    return MIR_FIRST_VREG + f->vreg.len++;
}

static inline void note_use(Isel *S, Reg r)
{
    VReg *x = mir_vreg(S->f, r);
    x->uses++;
    if (KIT_UNLIKELY(x->block != S->block)) x->flags |= VREG_GLOBAL;
    else if (x->epoch != S->epoch) x->flags |= VREG_CROSSES_CALL;
}

/* A physical register would save a copy of r: also of what r is made from. */
static KIT_SLOW_WAY void give_hint(Isel *S, Reg r, Reg phys)
{
    for (u32 k = 0; k < 4 && mir_is_vreg(r); k++) {
        VReg *x = mir_vreg(S->f, r);
        if (x->hint) return;
        x->hint = (u8)phys;
        r = x->tied;
    }
}

static KIT_SLOW_WAY void emit_grown(Isel *S, const MInst *i)
{
    vec_reserve(&S->f->selected, (u64)S->f->selected.len + 1);
    isel_emit(S, i);
}

void isel_emit(Isel *S, const MInst *i)
{
    MFunc *f = S->f;
    if (KIT_UNLIKELY(f->selected.len == f->selected.cap)) {
        emit_grown(S, i);
        return;
    }
    f->selected.at[f->selected.len++] = *i;
    MirMode mode = mir_mode(i);
    if (mir_is_vreg(i->a)) note_use(S, i->a);
    if ((mode == MODE_R || mode == MODE_MR) && mir_is_vreg(i->b)) note_use(S, i->b);
    if (mir_is_vreg(i->base)) note_use(S, i->base);
    if (mir_is_vreg(i->index)) note_use(S, i->index);
    if (mir_is_vreg(i->dst)) {
        VReg *x = mir_vreg(f, i->dst);
        x->block = S->block;
        x->epoch = S->epoch;
        x->tied = i->a;
    } else if (mode == MODE_R && mir_is_phys(i->dst) && mir_is_vreg(i->b)) {
        give_hint(S, i->b, i->dst);
    }
}

Reg isel_define(Isel *S, Value v, u32 cls, u32 width)
{
    ValueState *s = &S->value.at[v];
    if (s->reg == 0 || s->reg >= VAL_DEFERRED) {
        Reg r = isel_new_vreg(S, cls, width);
        s->reg = r;
        return r;
    }
    return s->reg;
}

Reg isel_reg(Isel *S, Value v)
{
    Reg r = S->value.at[v].reg;
    if (KIT_LIKELY(r - 1u < VAL_DEFERRED - 1u)) return r;
    if (r >= VAL_DEFERRED) {
        S->cg->target->emit_deferred(S, v);
        return S->value.at[v].reg;
    }
    if (isel_inst(S, v)->op <= OP_PARAM) return S->cg->target->materialize(S, v);
    /* Defined in a block that comes later in the layout. */
    u32 width, cls = S->cg->target->class_of((IrType)isel_inst(S, v)->type, &width);
    r = isel_new_vreg(S, cls, width);
    S->value.at[v].reg = r;
    return r;
}

static KIT_SLOW_WAY void defer_grown(Isel *S, Value v, bool is_load)
{
    if (is_load) vec_reserve(&S->load, (u64)S->load.len + 1);
    else vec_reserve(&S->pure, (u64)S->pure.len + 1);
    isel_defer(S, v, is_load);
}

void isel_defer(Isel *S, Value v, bool is_load)
{
    if (KIT_UNLIKELY(is_load ? S->load.len == S->load.cap : S->pure.len == S->pure.cap)) {
        defer_grown(S, v, is_load);
        return;
    }
    const Inst *i = isel_inst(S, v);
    ValueState *s = &S->value.at[v];
    if (s->reg) { /* somebody was promised a register */
        s->left = 0;
        S->cg->target->emit_deferred(S, v);
        return;
    }
    u32 depth = isel_depth(S, i->a);
    if (ir_op_info[i->op].form == FORM_B && isel_depth(S, i->b) > depth) depth = isel_depth(S, i->b);
    if (++depth > ISEL_MAX_DEPTH) { /* bounds the recursion */
        S->cg->target->emit_deferred(S, v);
        return;
    }
    s->reg = VAL_DEFERRED + depth;
    s->left = i->uses;
    if (is_load) S->load.at[S->load.len++] = v;
    else S->pure.at[S->pure.len++] = v;
}

void isel_flush_loads(Isel *S)
{
    for (u32 k = 0; k < S->load.len; k++) {
        Value v = S->load.at[k];
        if (isel_is_deferred(S, v) && S->value.at[v].left) S->cg->target->emit_deferred(S, v);
    }
    vec_clear(&S->load);
}

void isel_flush(Isel *S)
{
    for (u32 k = 0; k < S->pure.len; k++) {
        Value v = S->pure.at[k];
        if (isel_is_deferred(S, v) && S->value.at[v].left) S->cg->target->emit_deferred(S, v);
    }
    vec_clear(&S->pure);
    isel_flush_loads(S);
}

void isel_phi_copies(Isel *S)
{
    if (!S->edge_of_block.len) return;
    for (u32 e = S->edge_of_block.at[S->ir_block]; e; e = S->edge.at[e].next) {
        Value phi = S->edge.at[e].phi, v = S->edge.at[e].value;
        if (isel_inst(S, v)->op == OP_POISON) continue;
        S->cg->target->store_phi(S, S->phi_slot.at[phi], v);
    }
}

MBlock isel_new_block(Isel *S) { return S->f->block_count++; }

void isel_place_block(Isel *S, MBlock b)
{
    MInst i = {0};
    i.op = S->cg->target->block_op;
    i.symbol = b;
    S->block = b;
    isel_emit(S, &i);
}

void isel_unsupported(Isel *S, const char *what) 
{
    if (!S->failed) diag_error(&S->cg->kit->diag, S->loc, "%s are not supported yet", what);
    S->failed = true;
}

/* Phis get a slot each, which predecessors write and the block reads at its start: with the value's own place apart from
   it, neither the order of copies nor critical edges matter. */
static void prepare_phis(Isel *S)
{
    Function *fn = S->fn;
    S->edge_of_block.len = S->phi_slot.len = 0;
    S->edge.len = 0;
    for (u32 o = 0; o < fn->order.len; o++) {
        for (Value v = fn->block.at[fn->order.at[o]].first; v && fn->inst.at[v].op == OP_PHI; v = fn->inst.at[v].next) {
            const Inst *i = &fn->inst.at[v];
            if (!S->edge_of_block.len) {
                vec_reserve(&S->edge_of_block, fn->block.len);
                S->edge_of_block.len = fn->block.len;
                memset(S->edge_of_block.at, 0, sizeof(u32) * fn->block.len);
                vec_reserve(&S->phi_slot, fn->inst.len);
                S->phi_slot.len = fn->inst.len;
                memset(S->phi_slot.at, 0, sizeof(u32) * fn->inst.len);
                vec_push(&S->edge, ((PhiEdge){0, 0, 0}));
            }
            u32 size = ir_type_size(S->m->layout, (IrType)i->type);
            if (size < 8) size = 8;
            S->phi_slot.at[v] = mir_new_slot(S->f, size, size);
            for (u32 k = 0; k < i->b; k++) {
                u32 *pair = &fn->extra.at[i->a + 2 * k];
                if (!pair[1]) continue;
                PhiEdge e = {S->edge_of_block.at[pair[0]], v, pair[1]};
                S->edge_of_block.at[pair[0]] = S->edge.len;
                vec_push(&S->edge, e);
            }
        }
    }
}

static void mark_line(Isel *S, Loc loc)
{
    if (!loc || loc == S->loc) return;
    S->loc = loc;
    if (!S->line_marks) return;
    MInst i = {0};
    i.op = S->cg->target->line_op;
    i.symbol = loc;
    isel_emit(S, &i);
}

void isel_function(Isel *S)
{
    Function *fn = S->fn;
    MFunc *f = S->f;
    const Target *t = S->cg->target;
    vec_clear(&f->selected);
    vec_clear(&f->vreg);
    vec_clear(&f->call);
    vec_clear(&f->table);
    vec_clear(&f->table_block);
    vec_clear(&f->inline_asm);
    vec_clear(&f->asm_operand);
    vec_clear(&f->asm_label);
    vec_clear(&S->load);
    vec_clear(&S->pure);
    vec_clear(&S->param);
    vec_clear(&f->slot);
    vec_reserve(&f->slot, (u64)fn->slot.len + 16);
    for (u32 k = 0; k < fn->slot.len; k++) {
        MSlot slot = {fn->slot.at[k].size, fn->slot.at[k].align, false, 0};
        f->slot.at[k] = slot;
    }
    f->slot.len = fn->slot.len;
    vec_reserve(&S->value, fn->inst.len);
    S->value.len = fn->inst.len;
    memset(S->value.at, 0, sizeof(ValueState) * fn->inst.len);
    f->block_count = fn->block.len;
    f->outgoing = 0;
    f->makes_calls = f->has_asm = f->saves_all = false;
    f->moves_stack = fn->has_alloca;
    S->epoch = 1;
    S->failed = false;
    S->result_pointer = 0;
    S->save_area = 0;
    S->scratch = 0;
    S->loc = fn->loc;
    prepare_phis(S);
    for (u32 o = 0; o < fn->order.len; o++) {
        Block b = fn->order.at[o];
        S->ir_block = b;
        S->next_block = o + 1 < fn->order.len ? fn->order.at[o + 1] : 0;
        isel_place_block(S, b);
        if (o == 0) {
            S->loc = 0;
            mark_line(S, fn->loc);
            t->select_entry(S);
        }
        Value v = fn->block.at[b].first;
        for (; v && fn->inst.at[v].op == OP_PHI; v = fn->inst.at[v].next)
            if (fn->inst.at[v].uses) t->load_phi(S, S->phi_slot.at[v], v);
        for (; v && !S->failed; v = S->next) {
            S->next = fn->inst.at[v].next;
            mark_line(S, fn->inst.at[v].loc);
            t->select(S, v);
        }
        S->load.len = S->pure.len = 0;
    }
}
