/* Nested functions (GNU C): how they reach the variables and labels of the activation that they were made in.
   In: the trees of a function and of those nested in it, all parsed. Out: for each what it needs of the others, then IR.

   What nested functions use of a function lies in one slot of its frame, the record; everything else, and every function that has
   none nested in it, is as it would be anyway. A nested function that needs a record gets its address, the static chain, as its
   first parameter. At the start of the record of a nested function is the chain that it got itself, so that any level is
   reached from any deeper one.

   A function whose address is taken and that needs the chain is called through a trampoline: code in the record of the function
   around it, made at its entry. It needs an executable stack, which only the objects ask for that hold such code. The other ways
   are worse for a compiler whose objects link with everybody's: a descriptor instead of an address would have to be
   understood by every caller, qsort among them, and trampolines on the heap have to be given back, which longjmp and
   the end of a thread do not do. In the frame they live as long as the activation, cost no call, and need no lock. */
#include "base/bits.h"
#include "c/lower.h"

/* One function mentions another. */
typedef struct Mention {
    u32 user, next; /* the one that does; the next mention of the same function */
} Mention;

typedef struct Analysis {
    CUnit *c;
    u32 current;            /* the function that the nodes walked over belong to */
    VEC(Mention) mention;   /* 0 is unused */
    VEC(u32) first_mention; /* by function */
    VEC(u32) work;          /* functions found to need the chain */
    VEC(u8) called;         /* by node: a NODE_FUNC that is only called */
} Analysis;

static NestedFunction *nested_at(CUnit *c, u32 n) { return &c->nested.at[n]; }

static u32 outer_of_decl(CUnit *c, u32 user, DeclId d)
{
    while (user && (d < nested_at(c, user)->first_decl || d >= nested_at(c, user)->end_decl)) user = nested_at(c, user)->outer;
    return user;
}

static u32 owner_of_label(CUnit *c, u32 user, LabelId l)
{
    while (user && (l < nested_at(c, user)->first_label || l >= nested_at(c, user)->end_label)) user = nested_at(c, user)->outer;
    return user;
}

static u64 reserve(NestedFunction *n, u64 size, u32 align)
{
    u64 at = align_up(n->record_size, align);
    n->record_size = at + size;
    if (align > n->record_align) n->record_align = align;
    return at;
}

/* ---- what is needed ---- */

/* `user` uses the record of `owner`, a function around it: it and those between get the chain. */
static void require_chain(Analysis *A, u32 user, u32 owner)
{
    nested_at(A->c, owner)->has_record = true;
    for (; user != owner; user = nested_at(A->c, user)->outer) {
        NestedFunction *n = nested_at(A->c, user);
        nested_at(A->c, n->outer)->has_record = true;
        if (n->needs_chain) continue;
        n->needs_chain = true;
        vec_push(&A->work, user);
    }
}

static void use_variable(Analysis *A, DeclId id)
{
    CUnit *c = A->c;
    if (c->decl.at[id].vla_pointer) id = c->decl.at[id].vla_pointer;
    Decl *d = &c->decl.at[id];
    if (d->kind != DECL_OBJECT || d->duration != DURATION_AUTOMATIC || d->linkage != LINKAGE_NONE) return;
    u32 owner = outer_of_decl(c, A->current, id);
    if (owner == A->current) return;
    require_chain(A, A->current, owner);
    if (d->flags & DECL_CAPTURED) return;
    d->flags |= DECL_CAPTURED;
    d->lowered = (u32)reserve(nested_at(c, owner), type_size(&c->types, d->type), lower_decl_align(c, d));
}

/* The hidden variables with the sizes of variable length arrays that the type is made of. */
static void use_type(Analysis *A, QType q)
{
    const CTypes *t = &A->c->types;
    while (q >= 16 && type_is_variably_modified(t, q)) {
        const CType *of = type_of(t, q);
        if (of->kind == CT_VLA && of->index) use_variable(A, of->index);
        q = of->base;
    }
}

static void use_function(Analysis *A, DeclId d)
{
    u32 target = A->c->decl.at[d].value_id;
    Mention m = {A->current, A->first_mention.at[target]};
    A->first_mention.at[target] = A->mention.len;
    vec_push(&A->mention, m);
}

static void use_label(Analysis *A, LabelId l)
{
    u32 owner = owner_of_label(A->c, A->current, l);
    if (owner == A->current) return;
    require_chain(A, A->current, owner);
    nested_at(A->c, owner)->has_landing = true;
}

static bool is_nested(const CUnit *c, DeclId d) { return c->decl.at[d].kind == DECL_FUNCTION && c->decl.at[d].linkage == LINKAGE_NONE; }

static void use_node(Analysis *A, const Node *n)
{
    if (n->type >= 16) use_type(A, n->type);
    switch (n->kind) {
    case NODE_VAR: use_variable(A, n->a); break;
    case NODE_FUNC: if (is_nested(A->c, n->a)) use_function(A, n->a); break;
    case NODE_GOTO: use_label(A, n->a); break;
    default: break;
    }
}

/* Nodes stand in the order in which they were parsed: those of a function are one piece, with those of the functions inside it in it. */
static void walk_nodes(Analysis *A)
{
    CUnit *c = A->c;
    u32 next = 1;
    for (NodeId id = 1; id < c->node.len; id++) {
        while (A->current && id >= nested_at(c, A->current)->end_node) A->current = nested_at(c, A->current)->outer;
        while (next < c->nested.len && id >= nested_at(c, next)->first_node) A->current = next++;
        const Node *n = node_at(c, id);
        use_node(A, n);
        if (n->kind == NODE_CALL && node_at(c, n->a)->kind == NODE_ADDR) A->called.at[node_at(c, n->a)->a] = 1;
        /* Variable length arrays have one of each. */
        if (n->kind == NODE_BUILTIN) nested_at(c, A->current)->allocas += (n->aux == BUILTIN_ALLOCA) - (n->aux == BUILTIN_STACK_SAVE);
        if (n->kind == NODE_BUILTIN && n->aux == BUILTIN_ALLOCA) nested_at(c, A->current)->moves_stack = true;
    }
}

/* Who mentions a function that needs the chain has to have the record that it asks for. */
static void spread(Analysis *A)
{
    while (A->work.len) {
        u32 target = vec_pop(&A->work), owner = nested_at(A->c, target)->outer;
        for (u32 m = A->first_mention.at[target]; m; m = A->mention.at[m].next) require_chain(A, A->mention.at[m].user, owner);
    }
}

static void place_trampolines(Analysis *A)
{
    CUnit *c = A->c;
    const DataLayout *layout = c->types.layout;
    for (NodeId id = 1; id < c->node.len; id++) {
        const Node *n = node_at(c, id);
        if (n->kind != NODE_FUNC || A->called.at[id] || !is_nested(c, n->a)) continue;
        NestedFunction *f = nested_at(c, c->decl.at[n->a].value_id);
        if (!f->needs_chain || f->trampoline) continue;
        f->trampoline = (u32)reserve(nested_at(c, f->outer), layout->trampoline_size, layout->trampoline_align) + 1;
    }
}

/* Whether the allocas of the label's scope are those of the whole function: nothing but variable length arrays of inner scopes. */
static bool in_array_scope(const CUnit *c, LabelId l)
{
    for (u32 i = c->label.at[l].cleanup; i; i = c->cleanup.at[i].outer)
        if (c->cleanup.at[i].call && c->cleanup.at[i].variably_modified) return true;
    return false;
}

void nested_analyse(CUnit *c)
{
    Analysis A;
    u32 pointer = c->types.layout->pointer_size;
    memset(&A, 0, sizeof A);
    A.c = c;
    vec_reserve(&A.first_mention, c->nested.len);
    A.first_mention.len = c->nested.len;
    memset(A.first_mention.at, 0, c->nested.len * sizeof(u32));
    vec_reserve(&A.called, c->node.len);
    A.called.len = c->node.len;
    memset(A.called.at, 0, c->node.len);
    vec_push(&A.mention, ((Mention){0, 0}));
    for (u32 i = 1; i < c->nested.len; i++) {
        c->decl.at[nested_at(c, i)->decl].value_id = i;
        reserve(nested_at(c, i), pointer, pointer); /* the chain */
    }
    walk_nodes(&A);
    spread(&A);
    place_trampolines(&A);
    for (u32 i = 0; i < c->nested.len; i++)
        if (nested_at(c, i)->has_landing) nested_at(c, i)->state = (u32)reserve(nested_at(c, i), 3 * (u64)pointer, pointer);
    vec_free(&A.mention);
    vec_free(&A.first_mention);
    vec_free(&A.work);
    vec_free(&A.called);
}

/* ---- records and chains ---- */

bool nested_needs_chain(const CUnit *c, DeclId d)
{
    return c->nested.len && is_nested(c, d) && c->nested.at[c->decl.at[d].value_id].needs_chain;
}

SigId nested_sig(CUnit *c, SigId id)
{
    IrSig sig = c->module->sig.at[id];
    IrParam *param = arena_new_array(&c->arena, IrParam, sig.count + 1);
    param[0] = (IrParam){.type = IR_PTR, .chain = true};
    for (u32 i = 0; i < sig.count; i++) param[1 + i] = c->module->sig_param.at[sig.first + i];
    return module_sig(c->module, sig.result, param, sig.count + 1, sig.variadic, sig.unprototyped);
}

static Value record_of_function(CUnit *c, u32 owner)
{
    Lowering *l = c->lowering;
    Function *fn = &l->fn;
    if (owner == l->nested) return ir_slot_addr(fn, l->record, 0);
    Value record = ir_param(0);
    for (u32 f = nested_at(c, l->nested)->outer; f != owner; f = nested_at(c, f)->outer)
        record = ir_load(fn, IR_PTR, record, c->types.layout->pointer_size, 0);
    return record;
}

Value nested_variable(CUnit *c, DeclId d)
{
    Value record = record_of_function(c, outer_of_decl(c, c->lowering->nested, d));
    return ir_ptradd_const(&c->lowering->fn, record, c->decl.at[d].lowered);
}

Value nested_chain(CUnit *c, DeclId callee) { return record_of_function(c, nested_at(c, c->decl.at[callee].value_id)->outer); }

Value nested_function_address(CUnit *c, DeclId d)
{
    const NestedFunction *f = nested_at(c, c->decl.at[d].value_id);
    Value record = record_of_function(c, f->outer);
    return ir_ptradd_const(&c->lowering->fn, record, (i64)f->trampoline - 1);
}

/* ---- entry ---- */

static void make_trampolines(CUnit *c)
{
    Lowering *l = c->lowering;
    Function *fn = &l->fn;
    for (u32 i = l->nested + 1; i < c->nested.len; i++) {
        const NestedFunction *f = nested_at(c, i);
        if (f->outer != l->nested || !f->trampoline) continue;
        Value record = ir_slot_addr(fn, l->record, 0), function = ir_sym(fn, lower_symbol(c, f->decl), 0);
        ir_trampoline(fn, ir_slot_addr(fn, l->record, (i64)f->trampoline - 1), function, record);
    }
}

void nested_begin(CUnit *c)
{
    Lowering *l = c->lowering;
    const NestedFunction *n = nested_at(c, l->nested);
    if (!n->has_record) return;
    l->record = ir_slot(&l->fn, n->record_size, n->record_align, 0, l->fn.loc);
    if (n->needs_chain) ir_store(&l->fn, ir_slot_addr(&l->fn, l->record, 0), ir_param(0), c->types.layout->pointer_size, 0);
    make_trampolines(c);
}

/* ---- non-local gotos ---- */

/* In the record: the frame address, the state of the allocas, and what that was at entry. */
typedef enum State { STATE_FRAME, STATE_ALLOCAS, STATE_ENTRY } State;

static Value state_address(CUnit *c, u32 owner, State which)
{
    Value record = record_of_function(c, owner);
    return ir_ptradd_const(&c->lowering->fn, record, (i64)nested_at(c, owner)->state + (i64)(which * c->types.layout->pointer_size));
}

static void store_state(CUnit *c, State which, Value v)
{
    Value to = state_address(c, c->lowering->nested, which);
    ir_store(&c->lowering->fn, to, v, c->types.layout->pointer_size, 0);
}

static Value load_state(CUnit *c, u32 owner, State which)
{
    Value from = state_address(c, owner, which);
    return ir_load(&c->lowering->fn, IR_PTR, from, c->types.layout->pointer_size, 0);
}

static bool has_landing(CUnit *c) { return c->nested.len && nested_at(c, c->lowering->nested)->has_landing; }

void nested_allocas_changed(CUnit *c)
{
    if (!has_landing(c)) return;
    Value now = ir_nullary(&c->lowering->fn, OP_STACKSAVE, IR_PTR, 0);
    store_state(c, STATE_ALLOCAS, now);
}

/* After what happens at entry: from here on functions may be called that escape to a label. */
void nested_land(CUnit *c)
{
    Lowering *l = c->lowering;
    Function *fn = &l->fn;
    if (!has_landing(c)) return;
    store_state(c, STATE_FRAME, ir_nullary(fn, OP_FRAMEADDR, IR_PTR, 0));
    Value allocas = ir_nullary(fn, OP_STACKSAVE, IR_PTR, 0);
    store_state(c, STATE_ALLOCAS, allocas);
    store_state(c, STATE_ENTRY, allocas);
    VEC(Block) to = {0};
    Block next = ir_block(fn);
    vec_push(&to, next);
    for (LabelId i = 1; i < c->label.len; i++)
        if (c->label.at[i].escaped_to && c->label.at[i].defined && nested_owns_label(c, i)) vec_push(&to, lower_label_block(c, i));
    ir_landing(fn, to.at, to.len);
    vec_free(&to);
    ir_place(fn, next);
}

bool nested_owns_label(CUnit *c, LabelId l)
{
    u32 current = c->lowering->nested;
    if (!c->nested.len) return true;
    const NestedFunction *n = nested_at(c, current);
    if (current && (l < n->first_label || l >= n->end_label)) return false;
    for (u32 i = current + 1; i < c->nested.len; i++) {
        const NestedFunction *inner = nested_at(c, i);
        if (inner->outer == current && l >= inner->first_label && l < inner->end_label) return false;
    }
    return true;
}

void nested_goto(CUnit *c, LabelId label)
{
    Function *fn = &c->lowering->fn;
    u32 owner = owner_of_label(c, c->lowering->nested, label);
    Value frame = load_state(c, owner, STATE_FRAME), allocas = load_state(c, owner, STATE_ALLOCAS);
    Value target = ir_sym(fn, lower_label_symbol(c, label), 0);
    ir_escape(fn, frame, allocas, target);
}

void nested_label(CUnit *c, LabelId label)
{
    Function *fn = &c->lowering->fn;
    if (!has_landing(c) || !c->label.at[label].escaped_to) return;
    const NestedFunction *n = nested_at(c, c->lowering->nested);
    if (!n->moves_stack || n->allocas > 0 || in_array_scope(c, label)) return;
    Value entry = load_state(c, c->lowering->nested, STATE_ENTRY);
    ir_unary(fn, OP_STACKRESTORE, IR_VOID, entry);
    store_state(c, STATE_ALLOCAS, entry);
}
