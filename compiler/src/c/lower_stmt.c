/* Statements (C11 6.8) to basic blocks. In: statement nodes. Out: blocks of the function being built.
   Code that cannot be reached is still walked, for the labels in it; the builder drops what is made there. */
#include "base/bits.h"
#include "c/lower.h"

static void at(CUnit *c, const Node *n) { c->lowering->fn.current_loc = n->loc; }

/* Ends the current block, if there is one, with a jump to b, and goes on there. */
static void flow_into(Function *fn, Block b)
{
    ir_jump(fn, b);
    ir_place(fn, b);
}

/* What follows may be reached by jumps that stand further down, or not at all: see lower.h. */
static void doubt_reached(CUnit *c) { c->lowering->may_be_unreached = c->lowering->references_wait = true; }

static void place_label(CUnit *c, LabelId label)
{
    Function *fn = &c->lowering->fn;
    Block b = lower_label_block(c, label);
    if (ir_terminated(fn) && !fn->block.at[b].targeted) doubt_reached(c);
    flow_into(fn, b);
    nested_label(c, label);
}

/* The same, unless nothing leads there. */
static void flow_if_reached(Function *fn, Block b)
{
    ir_jump(fn, b);
    place_if_reached(fn, b);
}

/* The cleanups of the variables that a way out leaves: from the current one up to, but without, `outer`. */
static void run_cleanups(CUnit *c, u32 outer)
{
    for (u32 i = c->lowering->cleanup; i > outer; i = c->cleanup.at[i].outer)
        if (c->cleanup.at[i].call) lower_effect(c, c->cleanup.at[i].call);
}

static void leave_scope(CUnit *c, u32 outer)
{
    run_cleanups(c, outer);
    c->lowering->cleanup = outer;
}

static bool encloses(const CUnit *c, u32 outer, u32 inner)
{
    while (inner > outer) inner = c->cleanup.at[inner].outer;
    return inner == outer;
}

/* Whether a way from scope to scope that runs no cleanup leaves or enters that of an object with attribute 'cleanup'. The memory
   of variable length arrays that a computed goto leaves is given back with an outer one's, or when the function returns. */
static bool skips_cleanup(const CUnit *c, u32 from, u32 to)
{
    while (from != to) {
        u32 *further = from > to ? &from : &to;
        if (!c->cleanup.at[*further].variably_modified) return true;
        *further = c->cleanup.at[*further].outer;
    }
    return false;
}

/* An `if` of which one arm at most can be reached: no branch is made. A label in the dead arm may still revive it. */
static void if_constant(CUnit *c, Node n, bool taken)
{
    Function *fn = &c->lowering->fn;
    Block live_end, dead_end;
    if (taken) {
        lower_statement(c, n.b);
        live_end = fn->current;
        fn->current = 0;
        lower_statement(c, n.c);
        dead_end = fn->current;
    } else {
        Block resume = fn->current;
        fn->current = 0;
        lower_statement(c, n.b);
        dead_end = fn->current;
        fn->current = resume;
        lower_statement(c, n.c);
        live_end = fn->current;
    }
    fn->current = live_end;
    if (!dead_end) return;
    Block done = ir_block(fn);
    ir_jump(fn, done);
    fn->current = dead_end;
    ir_jump(fn, done);
    ir_place(fn, done);
}

/* A row of `else if`: all arms end at one place. */
static void if_row(CUnit *c, Node n)
{
    Function *fn = &c->lowering->fn;
    Block done = ir_block(fn);
    for (;;) {
        const Node *condition = node_at(c, n.a);
        bool is_known = condition->kind == NODE_INT, taken = is_known && (condition->a | condition->b);
        if (is_known || ir_terminated(fn)) {
            Block other = fn->current; /* where the arm that is not taken begins; labels may revive it */
            if (!taken) fn->current = 0;
            lower_statement(c, n.b);
            ir_jump(fn, done);
            fn->current = taken ? 0 : other;
        } else {
            Block yes = ir_block(fn), no = n.c ? ir_block(fn) : done;
            lower_condition(c, n.a, yes, no);
            place_if_reached(fn, yes);
            lower_statement(c, n.b);
            ir_jump(fn, done);
            if (n.c) place_if_reached(fn, no);
        }
        if (!n.c || node_at(c, n.c)->kind != NODE_IF) break;
        n = *node_at(c, n.c);
        at(c, &n);
    }
    lower_statement(c, n.c);
    ir_jump(fn, done);
    place_if_reached(fn, done);
}

static void if_statement(CUnit *c, Node n)
{
    Function *fn = &c->lowering->fn;
    if (n.c && node_at(c, n.c)->kind == NODE_IF) {
        if_row(c, n);
        return;
    }
    const Node *condition = node_at(c, n.a);
    if (condition->kind == NODE_INT || ir_terminated(fn)) {
        if_constant(c, n, condition->kind == NODE_INT && (condition->a | condition->b));
        return;
    }
    Block yes = ir_block(fn), done = ir_block(fn), no = n.c ? ir_block(fn) : done;
    lower_condition(c, n.a, yes, no);
    place_if_reached(fn, yes);
    lower_statement(c, n.b);
    bool falls_out = !n.c || !ir_terminated(fn);
    ir_jump(fn, done);
    if (n.c) {
        place_if_reached(fn, no);
        lower_statement(c, n.c);
        falls_out |= !ir_terminated(fn);
        ir_jump(fn, done);
    }
    if (falls_out) ir_place(fn, done);
}

typedef struct LoopFrame {
    Block break_to, continue_to;
    u32 break_cleanup, continue_cleanup;
} LoopFrame;

static LoopFrame enter_loop(CUnit *c, Block break_to, Block continue_to)
{
    Lowering *l = c->lowering;
    LoopFrame outer = {l->break_to, l->continue_to, l->break_cleanup, l->continue_cleanup};
    l->break_to = break_to;
    l->continue_to = continue_to;
    l->break_cleanup = l->continue_cleanup = l->cleanup;
    return outer;
}

static void leave_loop(CUnit *c, LoopFrame outer)
{
    c->lowering->break_to = outer.break_to;
    c->lowering->continue_to = outer.continue_to;
    c->lowering->break_cleanup = outer.break_cleanup;
    c->lowering->continue_cleanup = outer.continue_cleanup;
}

static bool always_false(const CUnit *c, NodeId condition)
{
    const Node *n = condition ? node_at(c, condition) : NULL;
    return n && n->kind == NODE_INT && !n->a && !n->b;
}

/* The body of a loop whose condition stands below it. */
static void place_body(CUnit *c, Block body, NodeId condition)
{
    if (always_false(c, condition)) c->lowering->fn.current = 0;
    else ir_place(&c->lowering->fn, body);
}

/* The test stands at the bottom: one branch an iteration. */
static void while_statement(CUnit *c, Node n)
{
    Function *fn = &c->lowering->fn;
    Block body = ir_block(fn), test = ir_block(fn), done = ir_block(fn);
    ir_jump(fn, test);
    place_body(c, body, n.a);
    LoopFrame outer = enter_loop(c, done, test);
    lower_statement(c, n.b);
    leave_loop(c, outer);
    flow_if_reached(fn, test);
    at(c, &n);
    lower_condition(c, n.a, body, done);
    place_if_reached(fn, done);
}

static void do_statement(CUnit *c, Node n)
{
    Function *fn = &c->lowering->fn;
    Block body = ir_block(fn), test = ir_block(fn), done = ir_block(fn);
    flow_into(fn, body);
    LoopFrame outer = enter_loop(c, done, test);
    lower_statement(c, n.a);
    leave_loop(c, outer);
    flow_if_reached(fn, test);
    at(c, node_at(c, n.b));
    lower_condition(c, n.b, body, done);
    place_if_reached(fn, done);
}

static void for_statement(CUnit *c, Node n)
{
    Function *fn = &c->lowering->fn;
    NodeId condition = c->extra.at[n.b], step = c->extra.at[n.b + 1];
    Block body = ir_block(fn), next = ir_block(fn), test = condition ? ir_block(fn) : body, done = ir_block(fn);
    u32 cleanup = c->lowering->cleanup;
    Node init = *node_at(c, n.a);
    if (init.kind == NODE_COMPOUND)
        for (u32 i = 0; i < init.b; i++) lower_statement(c, c->extra.at[init.a + i]); /* their scope is the whole statement */
    else if (n.a) lower_statement(c, n.a);
    ir_jump(fn, test);
    place_body(c, body, condition);
    LoopFrame outer = enter_loop(c, done, next);
    lower_statement(c, n.c);
    leave_loop(c, outer);
    flow_if_reached(fn, next);
    if (step) {
        at(c, node_at(c, step));
        lower_effect(c, step);
    }
    if (condition) {
        flow_if_reached(fn, test);
        at(c, node_at(c, condition));
        lower_condition(c, condition, body, done);
    } else {
        ir_jump(fn, body);
    }
    place_if_reached(fn, done);
    leave_scope(c, cleanup);
}

static void loop_statement(CUnit *c, Node n)
{
    if (n.kind == NODE_WHILE) while_statement(c, n);
    else if (n.kind == NODE_DO) do_statement(c, n);
    else for_statement(c, n);
}

/* I1: low <= v <= high, signed or not as the type says. */
static Value in_range(CUnit *c, QType q, Value v, i64 low, i64 high)
{
    Function *fn = &c->lowering->fn;
    IrType t = lower_type(c, q);
    /* v - low <= high - low, unsigned, holds for both. */
    Value offset = ir_binary(fn, OP_SUB, t, v, ir_int(fn, t, (u64)low));
    return ir_compare(fn, OP_ULE, offset, ir_int(fn, t, (u64)high - (u64)low));
}

static bool is_case_of(const CUnit *c, QType q, const SwitchCase *k, u64 value)
{
    u32 bits = type_bits(&c->types, q);
    value = zero_extend(value, bits);
    return zero_extend(value - (u64)k->low, bits) <= zero_extend((u64)k->high - (u64)k->low, bits);
}

static void switch_statement(CUnit *c, Node n)
{
    enum { WIDEST_RANGE = 64 };
    Lowering *l = c->lowering;
    Function *fn = &l->fn;
    QType q = node_at(c, n.a)->type;
    Value v = lower_value(c, n.a);
    Block done = ir_block(fn), otherwise = done, misfit = 0;
    if (lower_is_wide(c, q) && !ir_terminated(fn)) {
        /* The labels have 64 bits: what does not fit is none of them. */
        Wide w = lower_wide_load(c, v);
        bool is_unsigned = type_is_unsigned(&c->types, q);
        Value high = is_unsigned ? ir_int(fn, IR_I64, 0) : ir_binary(fn, OP_ASHR, IR_I64, w.lo, ir_int(fn, IR_I64, 63));
        Value fits = ir_compare(fn, OP_EQ, w.hi, high);
        Block narrow = ir_block(fn);
        misfit = ir_block(fn);
        ir_branch(fn, fits, narrow, misfit);
        ir_place(fn, narrow);
        v = w.lo;
        q = QTYPE_OF(is_unsigned ? CT_ULLONG : CT_LLONG);
    }
    u32 count = c->extra.at[n.c];
    VEC(u64) value = {0};
    VEC(Block) to = {0};
    bool known = !ir_terminated(fn) && ir_is_int(fn, v);
    Block chosen = 0;
    for (u32 i = 0; i < count; i++) {
        u32 index = c->extra.at[n.c + 1 + i];
        const SwitchCase *k = &c->switch_case.at[index];
        Block b = l->block_of_case.at[index] = ir_block(fn);
        if (known) {
            /* Nothing leads to the other labels. */
            if (k->is_default) otherwise = b;
            else if (is_case_of(c, q, k, ir_int_value(fn, v))) chosen = b;
        } else if (k->is_default) {
            otherwise = b;
        } else if ((u64)k->high - (u64)k->low < WIDEST_RANGE) {
            for (i64 x = k->low;; x++) {
                vec_push(&value, (u64)x);
                vec_push(&to, b);
                if (x == k->high) break;
            }
        } else if (!ir_terminated(fn)) {
            Block next = ir_block(fn);
            Value bit = in_range(c, q, v, k->low, k->high);
            if (ir_is_int(fn, bit)) ir_jump(fn, ir_int_value(fn, bit) & 1 ? b : next);
            else ir_branch(fn, bit, b, next);
            ir_place(fn, next);
        }
    }
    if (known) ir_jump(fn, chosen ? chosen : otherwise);
    else ir_switch(fn, v, otherwise, value.at, to.at, value.len);
    if (misfit) {
        ir_place(fn, misfit);
        ir_jump(fn, otherwise);
    }
    vec_free(&value);
    vec_free(&to);
    fn->current = 0;
    Block outer = l->break_to;
    u32 outer_cleanup = l->break_cleanup;
    l->break_to = done;
    l->break_cleanup = l->cleanup;
    lower_statement(c, n.b);
    l->break_to = outer;
    l->break_cleanup = outer_cleanup;
    flow_if_reached(fn, done);
}

static void goto_computed(CUnit *c, Node n)
{
    Function *fn = &c->lowering->fn;
    Value address = lower_value(c, n.a);
    VEC(Block) to = {0};
    for (LabelId id = 1; id < c->label.len; id++)
        if (c->label.at[id].address_taken && c->label.at[id].defined && nested_owns_label(c, id)) {
            if (skips_cleanup(c, c->lowering->cleanup, c->label.at[id].cleanup))
                diag_error(&c->kit->diag, n.loc, "computed gotos into or out of the scope of objects with attribute 'cleanup' are not supported yet");
            vec_push(&to, lower_label_block(c, id));
        }
    ir_goto(fn, address, to.at, to.len);
    vec_free(&to);
}

static void declaration(CUnit *c, const Node *n)
{
    u32 init = n->b;
    DeclId id = n->a;
    if (!init) return; /* its slot is made when it is first used */
    u32 align = lower_decl_align(c, &c->decl.at[id]);
    const Init *in = &c->init.at[init];
    QType q = type_unqualified(c->decl.at[id].type);
    if (ir_terminated(&c->lowering->fn)) return;
    /* The usual case, one scalar, needs no image and no zeroing. */
    if (in->count == 1 && type_is_scalar(&c->types, q) && !is_record(c, q)) {
        const InitItem *item = &c->init_item.at[in->first];
        Value v = lower_value(c, item->value);
        u32 flags = type_is_volatile(&c->types, c->decl.at[id].type) ? MEM_VOLATILE : 0;
        ir_store(&c->lowering->fn, lower_decl_address(c, id), v, align, flags);
        return;
    }
    lower_init_object(c, lower_decl_address(c, id), align, in);
}

/* A value that outlives what comes after: of a record, that needs a copy. */
static Value kept_value(CUnit *c, NodeId id, bool copy)
{
    QType q = node_at(c, id)->type;
    if (!copy || !is_record(c, q)) return lower_value(c, id);
    Value temporary = lower_temporary(c, q);
    lower_record_into(c, id, temporary, type_align(&c->types, q));
    return temporary;
}

static void return_statement(CUnit *c, Node n)
{
    Function *fn = &c->lowering->fn;
    if (!n.a) {
        QType result = c->lowering->result;
        run_cleanups(c, 0);
        if (type_kind(&c->types, result) == CT_VOID) ir_ret(fn, 0);
        else ir_ret(fn, is_record(c, result) ? lower_temporary(c, result) : ir_poison(fn, lower_type(c, result)));
        return;
    }
    if (type_kind(&c->types, node_at(c, n.a)->type) == CT_VOID) {
        lower_effect(c, n.a);
        run_cleanups(c, 0);
        ir_ret(fn, 0);
        return;
    }
    Value v = kept_value(c, n.a, c->lowering->cleanup != 0);
    run_cleanups(c, 0);
    ir_ret(fn, v);
}

Value lower_compound_value(CUnit *c, NodeId id)
{
    Node n = *node_at(c, id);
    Value v = 0;
    u32 cleanup = c->lowering->cleanup;
    for (u32 i = 0; i < n.b; i++) {
        NodeId s = c->extra.at[n.a + i];
        bool last = i + 1 == n.b;
        NodeId inner = s;
        /* `({ ...; label: value; })` */
        while (last && node_at(c, inner)->kind == NODE_LABEL) {
            Node label = *node_at(c, inner);
            place_label(c, label.a);
            inner = label.b;
        }
        const Node *k = node_at(c, inner);
        if (last && k->kind == NODE_EXPR_STMT && k->a && type_kind(&c->types, node_at(c, k->a)->type) != CT_VOID) {
            at(c, k);
            v = kept_value(c, k->a, c->lowering->cleanup != cleanup);
        } else {
            lower_statement(c, inner);
        }
    }
    leave_scope(c, cleanup);
    return v;
}

void lower_statement(CUnit *c, NodeId id)
{
    Lowering *l = c->lowering;
    Function *fn = &l->fn;
    for (;;) {
        if (!id) return;
        const Node *n = node_at(c, id);
        if (n->kind != NODE_COMPOUND) at(c, n);
        switch ((NodeKind)n->kind) {
        case NODE_COMPOUND: {
            u32 first = n->a, count = n->b, cleanup = l->cleanup;
            for (u32 i = 0; i < count; i++) lower_statement(c, c->extra.at[first + i]);
            leave_scope(c, cleanup);
            return;
        }
        case NODE_EXPR_STMT: if (n->a) lower_effect(c, n->a); return;
        case NODE_DECL: {
            u32 cleanup = n->c;
            declaration(c, n);
            if (cleanup) l->cleanup = cleanup;
            return;
        }
        case NODE_IF: if_statement(c, *n); return;
        case NODE_WHILE: case NODE_DO: case NODE_FOR:
            if (ir_terminated(fn)) {
                if (n->flags & NODE_UNLABELED) return; /* its own jumps are no way in */
                doubt_reached(c);
            }
            loop_statement(c, *n);
            return;
        case NODE_SWITCH: switch_statement(c, *n); return;
        case NODE_CASE: {
            NodeId body = n->b;
            flow_if_reached(fn, l->block_of_case.at[n->a]);
            id = body;
            continue;
        }
        case NODE_LABEL: {
            NodeId body = n->b;
            LabelId label = n->a;
            place_label(c, label);
            id = body;
            continue;
        }
        case NODE_GOTO: {
            LabelId label = n->a;
            if (!nested_owns_label(c, label)) {
                nested_goto(c, label);
                return;
            }
            u32 target = c->label.at[label].cleanup;
            if (encloses(c, target, l->cleanup)) run_cleanups(c, target);
            else diag_error(&c->kit->diag, n->loc, "jumps into the scope of objects with attribute 'cleanup' are not supported yet");
            Block b = lower_label_block(c, label);
            ir_jump(fn, b);
            return;
        }
        case NODE_GOTO_COMPUTED: goto_computed(c, *n); return;
        case NODE_BREAK:
            run_cleanups(c, l->break_cleanup);
            ir_jump(fn, l->break_to);
            return;
        case NODE_CONTINUE:
            run_cleanups(c, l->continue_cleanup);
            ir_jump(fn, l->continue_to);
            return;
        case NODE_RETURN: return_statement(c, *n); return;
        case NODE_ASM: if (!ir_terminated(fn)) lower_asm(c, n); return;
        case NODE_NULL: return;
        default: lower_effect(c, id); return;
        }
    }
}
