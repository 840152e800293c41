/* Warnings from a walk over a whole function: -Wuninitialized, in the simple form that no path can have stored anything before
   a variable is read, and -Wsequence-point (C11 6.5p2: a scalar object modified and otherwise accessed without order).
   In: the body of a function that is complete. Out: messages. */
#include "c/parser.h"

enum { ACCESS_LIMIT = 24, DEPTH_LIMIT = 400 /* of expressions and statements: nothing is said of what lies deeper */ };

/* What an expression does to variables, unsequenced among its operands. */
typedef struct Access {
    DeclId object;
    bool writes;
    bool complete;    /* a store that the expression's own value comes after */
} Access;

typedef struct Accesses {
    u32 count;
    Access at[ACCESS_LIMIT];
} Accesses;

typedef struct Flow {
    Parser *p;
    IntMap unset;     /* variables that nothing was stored in yet: 1 + the loops around their declaration; 0 once something was */
    u32 loops, depth;
    bool uninitialized, sequence;
    Loc said;         /* of the last message about order: one for an expression */
} Flow;

/* ---- order ---- */

static void add_access(Accesses *s, Access a)
{
    for (u32 i = 0; i < s->count; i++)
        if (s->at[i].object == a.object && s->at[i].writes == a.writes && s->at[i].complete == a.complete) return;
    if (s->count < ACCESS_LIMIT) s->at[s->count++] = a;
}

/* The accesses of one more operand, which has no order among those before. */
static void join_unordered(Flow *f, Accesses *s, const Accesses *more, Loc loc)
{
    Parser *p = f->p;
    for (u32 i = 0; i < more->count; i++)
        for (u32 k = 0; k < s->count; k++)
            if (s->at[k].object == more->at[i].object && (s->at[k].writes || more->at[i].writes) && f->said != loc) {
                f->said = loc;
                diag_warn(p->diag, W_SEQUENCE_POINT, loc, "operation on '%.*s' may be undefined", STR_FMT(name_text(p, DECL(s->at[k].object)->name)));
            }
    for (u32 i = 0; i < more->count; i++) add_access(s, more->at[i]);
}

/* The accesses of what comes after a sequence point. */
static void join_ordered(Accesses *s, const Accesses *more)
{
    for (u32 i = 0; i < s->count; i++) s->at[i].complete = true;
    for (u32 i = 0; i < more->count; i++) add_access(s, more->at[i]);
}

static Accesses order_in(Flow *f, NodeId id);

static Accesses order_of(Flow *f, NodeId id)
{
    Accesses s;
    s.count = 0;
    if (!id || f->depth >= DEPTH_LIMIT) return s;
    f->depth++;
    s = order_in(f, id);
    f->depth--;
    return s;
}

static Accesses order_of_list(Flow *f, Accesses s, u32 list, Loc loc)
{
    u32 count = f->p->c->extra.at[list];
    for (u32 i = 0; i < count; i++) {
        Accesses more = order_of(f, f->p->c->extra.at[list + 1 + i]);
        join_unordered(f, &s, &more, loc);
    }
    return s;
}

/* A store to an lvalue, after its operands' values are known. */
static void store_to(Flow *f, Accesses *s, NodeId target, Loc loc)
{
    Parser *p = f->p;
    if (NODE(target)->kind != NODE_VAR || !DECL(NODE(target)->a)->name) return;
    DeclId d = NODE(target)->a;
    for (u32 i = 0; i < s->count; i++)
        if (s->at[i].object == d && s->at[i].writes && !s->at[i].complete && f->said != loc) {
            f->said = loc;
            diag_warn(p->diag, W_SEQUENCE_POINT, loc, "operation on '%.*s' may be undefined", STR_FMT(name_text(p, DECL(d)->name)));
        }
    add_access(s, (Access){d, true, false});
}

static Accesses order_in(Flow *f, NodeId id)
{
    Parser *p = f->p;
    Accesses s, more;
    s.count = 0;
    const Node n = *NODE(id);
    switch (n.kind) {
    case NODE_LOAD:
        if (NODE(n.a)->kind != NODE_VAR) return order_of(f, n.a);
        if (DECL(NODE(n.a)->a)->name) add_access(&s, (Access){NODE(n.a)->a, false, false});
        return s;
    case NODE_DEREF: case NODE_MEMBER: case NODE_DECAY: case NODE_ADDR: case NODE_CAST: case NODE_REAL: case NODE_IMAG: case NODE_NEG: case NODE_BITNOT:
    case NODE_LOGNOT: case NODE_CAST_UNION: case NODE_VA_ARG: return order_of(f, n.a);
    case NODE_COMPLEX: case NODE_ADD: case NODE_SUB: case NODE_MUL: case NODE_DIV: case NODE_MOD: case NODE_AND: case NODE_OR: case NODE_XOR: case NODE_SHL:
    case NODE_SHR: case NODE_PTR_ADD: case NODE_PTR_SUB: case NODE_PTR_DIFF: case NODE_LT: case NODE_LE: case NODE_GT: case NODE_GE: case NODE_EQ: case NODE_NE:
        s = order_of(f, n.a);
        more = order_of(f, n.b);
        join_unordered(f, &s, &more, n.loc);
        return s;
    case NODE_LOGAND: case NODE_LOGOR: case NODE_COMMA:
        s = order_of(f, n.a);
        more = order_of(f, n.b);
        join_ordered(&s, &more);
        return s;
    case NODE_COND:
        s = order_of(f, n.a);
        more = order_of(f, n.b);
        join_ordered(&s, &more);
        more = order_of(f, n.c);
        join_ordered(&s, &more);
        return s;
    case NODE_ASSIGN: case NODE_ASSIGN_OP:
        s = order_of(f, n.a);
        more = order_of(f, n.b);
        join_unordered(f, &s, &more, n.loc);
        store_to(f, &s, n.a, n.loc);
        return s;
    case NODE_PRE_INC: case NODE_PRE_DEC: case NODE_POST_INC: case NODE_POST_DEC:
        s = order_of(f, n.a);
        store_to(f, &s, n.a, n.loc);
        return s;
    case NODE_CALL: case NODE_BUILTIN:
        if (n.kind == NODE_CALL) s = order_of(f, n.a);
        s = order_of_list(f, s, n.b, n.loc);
        join_ordered(&s, &(Accesses){.count = 0}); /* the arguments' effects are complete before the call (C11 6.5.2.2p10) */
        return s;
    default: return s;
    }
}

/* ---- what was stored before ---- */

static void written(Flow *f, DeclId d)
{
    if (intmap_get(&f->unset, d) != MAP_NONE) *intmap_put(&f->unset, d, 0) = 0;
}

static void read_of(Flow *f, DeclId d, Loc loc)
{
    Parser *p = f->p;
    u32 since = intmap_get(&f->unset, d);
    if (!f->uninitialized || since == MAP_NONE || since == 0) return;
    if (since == f->loops + 1) diag_warn(p->diag, W_UNINITIALIZED, loc, "'%.*s' is used uninitialized", STR_FMT(name_text(p, DECL(d)->name)));
    written(f, d); /* in a loop that its declaration is outside of, a store further down may come first */
}

static DeclId root_variable(Parser *p, NodeId id)
{
    while (NODE(id)->kind == NODE_MEMBER || NODE(id)->kind == NODE_REAL || NODE(id)->kind == NODE_IMAG) id = NODE(id)->a;
    return NODE(id)->kind == NODE_VAR ? NODE(id)->a : 0;
}

static void statement(Flow *f, NodeId id);
static void value(Flow *f, NodeId id);

static void initializer(Flow *f, InitId id)
{
    const Init *init = &f->p->c->init.at[id];
    for (u32 i = 0; i < init->count; i++) value(f, f->p->c->init_item.at[init->first + i].value);
}

/* An lvalue whose address goes somewhere: from here on anything may have been stored. */
static void place(Flow *f, NodeId id)
{
    Parser *p = f->p;
    DeclId d = root_variable(p, id);
    if (d) written(f, d);
    else value(f, id);
}

static void list(Flow *f, u32 at)
{
    u32 count = f->p->c->extra.at[at];
    for (u32 i = 0; i < count; i++) value(f, f->p->c->extra.at[at + 1 + i]);
}

static void value_in(Flow *f, NodeId id)
{
    Parser *p = f->p;
    const Node n = *NODE(id);
    DeclId d = 0;
    switch (n.kind) {
    case NODE_VAR: written(f, n.a); break;
    case NODE_LOAD:
        d = root_variable(p, n.a);
        if (d) read_of(f, d, n.loc);
        else value(f, n.a);
        break;
    case NODE_DECAY: case NODE_ADDR: place(f, n.a); break;
    case NODE_CAST:
        if (n.type == VOID_T && NODE(n.a)->kind == NODE_LOAD) break;
        value(f, n.a);
        break;
    case NODE_DEREF: case NODE_MEMBER: case NODE_REAL: case NODE_IMAG: case NODE_NEG: case NODE_BITNOT: case NODE_LOGNOT: case NODE_CAST_UNION: case NODE_VA_ARG:
        value(f, n.a);
        break;
    case NODE_ASSIGN:
        d = root_variable(p, n.a);
        if (!d) value(f, n.a);
        value(f, n.b);
        if (d) written(f, d);
        break;
    case NODE_ASSIGN_OP: case NODE_PRE_INC: case NODE_PRE_DEC: case NODE_POST_INC: case NODE_POST_DEC:
        d = root_variable(p, n.a);
        if (d) read_of(f, d, n.loc);
        else value(f, n.a);
        if (n.kind == NODE_ASSIGN_OP) value(f, n.b);
        break;
    case NODE_COND:
        value(f, n.a);
        value(f, n.b);
        value(f, n.c);
        break;
    case NODE_CALL:
        value(f, n.a);
        list(f, n.b);
        break;
    case NODE_BUILTIN: list(f, n.b); break;
    case NODE_COMPOUND_LITERAL: initializer(f, n.b); break;
    case NODE_STMT_EXPR: statement(f, n.a); break;
    default:
        if (n.kind >= NODE_COMPLEX && n.kind <= NODE_COMMA) {
            value(f, n.a);
            value(f, n.b);
        }
        break;
    }
}

/* What lies too deep may store anything. */
static void value(Flow *f, NodeId id)
{
    if (!id) return;
    if (f->depth >= DEPTH_LIMIT) {
        f->uninitialized = false;
        return;
    }
    f->depth++;
    value_in(f, id);
    f->depth--;
}

static void full_expression(Flow *f, NodeId id)
{
    if (!id) return;
    if (f->sequence) order_of(f, id);
    if (f->uninitialized) value(f, id);
}

static void declaration(Flow *f, const Node *n)
{
    Parser *p = f->p;
    if (!n->a) return;
    const Decl *d = DECL(n->a);
    if (n->b) {
        const Init *init = &p->c->init.at[n->b];
        const Node *only = init->count == 1 ? NODE(p->c->init_item.at[init->first].value) : NULL;
        bool itself = only && only->kind == NODE_LOAD && NODE(only->a)->kind == NODE_VAR && NODE(only->a)->a == n->a;
        if (itself) { /* int x = x; says that this is meant */
            diag_warn(p->diag, W_INIT_SELF, d->loc, "'%.*s' is initialized with itself", STR_FMT(name_text(p, d->name)));
            return;
        }
        for (u32 i = 0; i < init->count; i++) full_expression(f, p->c->init_item.at[init->first + i].value);
        return;
    }
    if (d->name && !d->asm_name && !n->c && (type_is_scalar(p->t, d->type) || type_is_record(p->t, d->type)) && type_size(p->t, d->type) && !type_is_volatile(p->t, d->type))
        *intmap_put(&f->unset, n->a, 0) = f->loops + 1;
}

/* Labels can be reached from below: what is read after them may have been stored further down. */
static void forget_all(Flow *f)
{
    f->uninitialized = false;
}

static void loop(Flow *f, NodeId a, NodeId b, NodeId c)
{
    f->loops++;
    statement(f, a);
    full_expression(f, b);
    full_expression(f, c);
    f->loops--;
}

static void statement_in(Flow *f, NodeId id)
{
    Parser *p = f->p;
    const Node n = *NODE(id);
    switch (n.kind) {
    case NODE_COMPOUND:
        for (u32 i = 0; i < n.b; i++) statement(f, p->c->extra.at[n.a + i]);
        break;
    case NODE_EXPR_STMT: case NODE_RETURN: case NODE_GOTO_COMPUTED: full_expression(f, n.a); break;
    case NODE_DECL: declaration(f, &n); break;
    case NODE_IF:
        /* The chains of else if may be long. */
        for (; id; id = NODE(id)->c) {
            if (NODE(id)->kind != NODE_IF) {
                statement(f, id);
                break;
            }
            NodeId c = NODE(id)->a;
            full_expression(f, c);
            if (NODE(c)->kind != NODE_INT || node_integer(NODE(c))) statement(f, NODE(id)->b);
        }
        break;
    case NODE_WHILE:
        f->loops++;
        full_expression(f, n.a);
        f->loops--;
        loop(f, n.b, 0, 0);
        break;
    case NODE_DO: loop(f, n.a, n.b, 0); break;
    case NODE_FOR:
        statement(f, n.a);
        f->loops++;
        full_expression(f, p->c->extra.at[n.b]);
        f->loops--;
        loop(f, n.c, p->c->extra.at[n.b + 1], 0);
        break;
    case NODE_SWITCH:
        full_expression(f, n.a);
        statement(f, n.b);
        break;
    case NODE_CASE: statement(f, n.b); break;
    case NODE_LABEL:
        forget_all(f);
        statement(f, n.b);
        break;
    case NODE_ASM: forget_all(f); break;
    default: break;
    }
}

static void statement(Flow *f, NodeId id)
{
    if (!id) return;
    if (f->depth >= DEPTH_LIMIT) {
        f->uninitialized = false;
        return;
    }
    f->depth++;
    statement_in(f, id);
    f->depth--;
}

void warn_function(Parser *p, NodeId body, Loc loc)
{
    Flow f;
    memset(&f, 0, sizeof f);
    f.p = p;
    f.sequence = diag_enabled(p->diag, W_SEQUENCE_POINT, loc);
    f.uninitialized = diag_enabled(p->diag, W_UNINITIALIZED, loc) && !p->c->nested.len;
    if (p->diag->errors || (!f.sequence && !f.uninitialized)) return;
    statement(&f, body);
    intmap_free(&f.unset);
}
