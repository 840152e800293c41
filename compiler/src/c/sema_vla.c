/* Variably modified types (C11 6.7.6.2): where their sizes are kept, when they are computed, and what may jump where.
   In: declarators with lengths that are no constants. Out: types of their own, assignments to the hidden variables that hold
   their sizes in bytes, the nodes that allocate arrays and give them back, errors for what 6.7.6.2p2 and 6.8.6.1p1 forbid.

   A size is computed once, where its declarator is: the assignments gather in Parser.vm_effect until the declaration, the
   parameter list or the expression that the type stands in takes them, from the mark on that it made before. */
#include "c/parser.h"

/* ---- hidden variables ---- */

static DeclId hidden_variable(Parser *p, QType q, Loc loc)
{
    DeclId id = new_decl(p, DECL_OBJECT, 0, q, loc);
    DECL(id)->duration = DURATION_AUTOMATIC;
    DECL(id)->flags |= DECL_USED | DECL_DEFINED;
    return id;
}

static NodeId hidden_lvalue(Parser *p, DeclId id, Loc loc)
{
    NodeId n = new_node(p, NODE_VAR, DECL(id)->type, loc, id, 0, 0);
    NODE(n)->flags |= NODE_LVALUE;
    return n;
}

static NodeId hidden_value(Parser *p, DeclId id, Loc loc)
{
    NodeId variable = hidden_lvalue(p, id, loc);
    return new_node(p, NODE_LOAD, DECL(id)->type, loc, variable, 0, 0);
}

static NodeId hidden_assignment(Parser *p, DeclId id, NodeId value, Loc loc)
{
    NodeId variable = hidden_lvalue(p, id, loc);
    return new_node(p, NODE_ASSIGN, DECL(id)->type, loc, variable, value, 0);
}

/* ---- sizes ---- */

/* Whether the value may as well be computed later, beside the other lengths of its declarator. */
static bool is_plain(Parser *p, NodeId id)
{
    const Node *n = NODE(id);
    while (n->kind == NODE_CAST) n = NODE(n->a);
    if (n->kind == NODE_INT) return true;
    return n->kind == NODE_LOAD && NODE(n->a)->kind == NODE_VAR && !type_is_volatile(p->t, NODE(n->a)->type);
}

/* Lengths with effects happen in the order in which they are written, although the type is made from its end. */
NodeId vm_length(Parser *p, NodeId length, Loc loc)
{
    length = cast_node(p, length, p->size_t_);
    if (is_plain(p, length)) return length;
    DeclId id = hidden_variable(p, p->size_t_, loc);
    NodeId effect = hidden_assignment(p, id, length, loc);
    vec_push(&p->vm_effect, effect);
    return hidden_value(p, id, loc);
}

NodeId vm_size(Parser *p, QType q, Loc loc)
{
    const CType *c = type_of(p->t, q);
    if (c->kind != CT_VLA) return int_node(p, p->size_t_, type_size(p->t, q), loc);
    /* That of [*] is asked for only in prototypes, where nothing is computed. */
    return hidden_value(p, c->index ? c->index : hidden_variable(p, p->size_t_, loc), loc);
}

QType vm_array(Parser *p, QType element, const DeclaratorPart *part)
{
    const CType *e = type_of(p->t, element);
    bool known = part->kind == CT_ARRAY, star = (!known && !part->length) || (e->kind == CT_VLA && !e->index);
    if (star) return type_vla(p->t, element, 0, known, part->count);
    NodeId length = known ? int_node(p, p->size_t_, part->count, part->loc) : part->length;
    NodeId each = vm_size(p, element, part->loc);
    NodeId bytes = new_node(p, NODE_MUL, p->size_t_, part->loc, length, each, 0);
    DeclId size = hidden_variable(p, p->size_t_, part->loc);
    NodeId effect = hidden_assignment(p, size, bytes, part->loc);
    vec_push(&p->vm_effect, effect);
    return type_vla(p->t, element, size, known, part->count);
}

/* ---- when they are computed ---- */

NodeId vm_before(Parser *p, u32 mark, NodeId n)
{
    if (p->vm_effect.len <= mark) return n;
    Loc loc = NODE(n)->loc;
    bool lvalue = NODE(n)->flags & NODE_LVALUE;
    QType q = NODE(n)->type;
    /* A compound literal stays an lvalue: the sizes are computed before its address. */
    if (lvalue) n = new_node(p, NODE_ADDR, type_pointer(p->t, q), loc, n, 0, 0);
    for (u32 i = p->vm_effect.len; i-- > mark;) n = new_node(p, NODE_COMMA, NODE(n)->type, loc, p->vm_effect.at[i], n, 0);
    if (lvalue) {
        n = new_node(p, NODE_DEREF, q, loc, n, 0, 0);
        NODE(n)->flags |= NODE_LVALUE;
    }
    p->vm_effect.len = mark;
    return n;
}

void vm_statements(Parser *p, u32 mark)
{
    for (u32 i = mark; i < p->vm_effect.len; i++) {
        NodeId effect = p->vm_effect.at[i];
        NodeId statement = new_node(p, NODE_EXPR_STMT, 0, NODE(effect)->loc, effect, 0, 0);
        vec_push(&p->work, statement);
    }
    p->vm_effect.len = mark;
}

void vm_keep_for_entry(Parser *p, u32 mark, u32 *first, u32 *count)
{
    *first = p->param_effect.len;
    for (u32 i = mark; i < p->vm_effect.len; i++) vec_push(&p->param_effect, p->vm_effect.at[i]);
    *count = p->vm_effect.len - mark;
    p->vm_effect.len = mark;
}

NodeId vm_entry(Parser *p, const Declarator *d, NodeId body)
{
    if (!d->effect_count) return body;
    u32 first = p->vm_effect.len, mark = p->work.len;
    for (u32 i = 0; i < d->effect_count; i++) vec_push(&p->vm_effect, p->param_effect.at[d->first_effect + i]);
    vm_statements(p, first);
    vec_push(&p->work, body);
    return compound_node(p, mark, NODE(body)->loc);
}

/* ---- declarations ---- */

/* 6.7.6.2p2. False after an error: the type is then of no use. */
bool vm_check_declaration(Parser *p, const DeclSpec *s, const Declarator *d)
{
    if (!type_is_variably_modified(p->t, d->type)) return true;
    Str name = name_text(p, d->name);
    if (p->scope == 1) {
        diag_error(p->diag, d->loc, "variably modified '%.*s' at file scope", STR_FMT(name));
    } else if (s->storage & STORAGE_TYPEDEF) {
        const NameInfo *info = name_info(p, d->name);
        if (!info->decl || info->decl_scope != p->scope || DECL(info->decl)->kind != DECL_TYPEDEF) return true;
        diag_error(p->diag, d->loc, "redefinition of typedef '%.*s' with variably modified type", STR_FMT(name));
        diag_note(p->diag, DECL(info->decl)->loc, "previous declaration of '%.*s' is here", STR_FMT(name));
    } else if (KIND(d->type) == CT_FUNCTION) {
        diag_error(p->diag, d->loc, "function '%.*s' declared with variably modified type", STR_FMT(name));
    } else if (s->storage & STORAGE_EXTERN) {
        diag_error(p->diag, d->loc, "object '%.*s' with variably modified type must have no linkage", STR_FMT(name));
    } else if (KIND(d->type) == CT_VLA && (s->storage & (STORAGE_STATIC | STORAGE_THREAD))) {
        diag_error(p->diag, d->loc, "storage size of '%.*s' is not constant", STR_FMT(name));
    } else {
        return true;
    }
    return false;
}

static NodeId stack_builtin(Parser *p, Builtin builtin, QType q, NodeId a, NodeId b, Loc loc)
{
    u32 first = p->work.len;
    if (a) vec_push(&p->work, a);
    if (b) vec_push(&p->work, b);
    u32 list = extra_list(p, first);
    NodeId n = new_node(p, NODE_BUILTIN, q, loc, 0, list, 0);
    NODE(n)->aux = (u16)builtin;
    return n;
}

/* From here on the identifier's scope may not be jumped into; leaving it makes the call. The node of its declaration says so to the lowering. */
static u32 enter_scope(Parser *p, DeclId id, NodeId call)
{
    Cleanup c = {p->cleanup, call, id};
    vec_push(&p->c->cleanup, c);
    return p->cleanup = p->c->cleanup.len - 1;
}

static void push_scope_node(Parser *p, Loc loc, u32 cleanup)
{
    NodeId n = new_node(p, NODE_DECL, 0, loc, 0, 0, cleanup);
    vec_push(&p->work, n);
}

static void push_effect_statement(Parser *p, NodeId effect)
{
    NodeId n = new_node(p, NODE_EXPR_STMT, 0, NODE(effect)->loc, effect, 0, 0);
    vec_push(&p->work, n);
}

u32 vm_enter_scope(Parser *p, DeclId id)
{
    return type_is_variably_modified(p->t, DECL(id)->type) ? enter_scope(p, id, 0) : 0;
}

void vm_declare_scope(Parser *p, DeclId id)
{
    u32 cleanup = vm_enter_scope(p, id);
    if (cleanup) push_scope_node(p, DECL(id)->loc, cleanup);
}

/* T a[n] in a block: the stack before it is kept in a hidden variable, its elements are allocated there and then, and every
   way out of the scope gives them back (6.2.4p7). */
void vm_declare_array(Parser *p, DeclId id)
{
    Loc loc = DECL(id)->loc;
    QType q = DECL(id)->type, void_pointer = type_pointer(p->t, VOID_T);
    DeclId saved = hidden_variable(p, void_pointer, loc), elements = hidden_variable(p, void_pointer, loc);
    NodeId save = stack_builtin(p, BUILTIN_STACK_SAVE, void_pointer, 0, 0, loc);
    push_effect_statement(p, hidden_assignment(p, saved, save, loc));
    NodeId state = hidden_value(p, saved, loc);
    NodeId restore = stack_builtin(p, BUILTIN_STACK_RESTORE, VOID_T, state, 0, loc);
    push_scope_node(p, loc, enter_scope(p, id, restore));
    u32 align = type_align(p->t, q);
    if (DECL(id)->align > align) align = DECL(id)->align;
    if (align < p->t->layout->max_align) align = p->t->layout->max_align;
    NodeId bytes = vm_size(p, q, loc), alignment = int_node(p, p->size_t_, align, loc);
    NodeId memory = stack_builtin(p, BUILTIN_ALLOCA, void_pointer, bytes, alignment, loc);
    push_effect_statement(p, hidden_assignment(p, elements, memory, loc));
    DECL(id)->vla_pointer = elements;
    DECL(id)->flags |= DECL_DEFINED;
}

void vm_zero_array(Parser *p, DeclId id, Loc loc)
{
    u32 first = p->work.len;
    NodeId elements = hidden_value(p, DECL(id)->vla_pointer, loc), zero = int_node(p, INT_T, 0, loc), bytes = vm_size(p, DECL(id)->type, loc);
    vec_push(&p->work, elements);
    vec_push(&p->work, zero);
    vec_push(&p->work, bytes);
    push_effect_statement(p, call_library(p, STR("memset"), first, loc));
}

/* ---- jumps (6.8.6.1p1, 6.8.4.2p2) ---- */

/* The innermost identifier whose scope holds the place `to` but not `from`; 0 when there is none. */
static DeclId scope_entered(Parser *p, u32 from, u32 to)
{
    while (from != to) {
        if (from > to) {
            from = p->c->cleanup.at[from].outer;
        } else {
            const Cleanup *c = &p->c->cleanup.at[to];
            if (c->variably_modified) return c->variably_modified;
            to = c->outer;
        }
    }
    return 0;
}

bool vm_check_case(Parser *p, Loc loc)
{
    DeclId into = scope_entered(p, p->switch_.cleanup, p->cleanup);
    if (!into) return true;
    diag_error(p->diag, loc, "switch jumps into scope of identifier with variably modified type");
    diag_note(p->diag, p->switch_.loc, "switch starts here");
    diag_note(p->diag, DECL(into)->loc, "'%.*s' declared here", STR_FMT(name_text(p, DECL(into)->name)));
    return false;
}

void vm_note_goto(Parser *p, LabelId label, Loc loc)
{
    GotoUse use = {label, p->cleanup, loc};
    vec_push(&p->goto_use, use);
}

void vm_check_gotos(Parser *p, u32 outer_cleanup)
{
    u32 kept = p->first_goto;
    for (u32 i = p->first_goto; i < p->goto_use.len; i++) {
        GotoUse use = p->goto_use.at[i];
        const Label *l = &p->c->label.at[use.label];
        if (is_outer_label(p, use.label)) { /* it starts, for the function around, where this one stands */
            use.cleanup = outer_cleanup;
            p->goto_use.at[kept++] = use;
            continue;
        }
        DeclId into = l->defined ? scope_entered(p, use.cleanup, l->cleanup) : 0;
        if (!into) continue;
        diag_error(p->diag, use.loc, "jump into scope of identifier with variably modified type");
        diag_note(p->diag, l->loc, "label '%.*s' defined here", STR_FMT(name_text(p, l->name)));
        diag_note(p->diag, DECL(into)->loc, "'%.*s' declared here", STR_FMT(name_text(p, DECL(into)->name)));
    }
    p->goto_use.len = kept;
}
