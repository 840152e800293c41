/* Expression nodes, promotions and lvalues, with constraints checked and every implicit conversion written out (C11 6.3, 6.5.2, 6.5.3.2).
   In: operands as parsed. Out: typed nodes; constant operands are folded on the way. sema_convert.c and sema_operator.c have the rest. */
#include "base/edit.h"
#include "c/parser.h"

static KIT_SLOW_WAY NodeId new_node_grown(Parser *p, NodeKind kind, QType type, Loc loc, u32 a, u32 b, u32 c)
{
    vec_reserve(&p->c->node, (u64)p->c->node.len + 1);
    return new_node(p, kind, type, loc, a, b, c);
}

/* The most frequent call of the front end: its slow way is a tail call, so that no register needs to be saved. */
NodeId new_node(Parser *p, NodeKind kind, QType type, Loc loc, u32 a, u32 b, u32 c)
{
    CUnit *u = p->c;
    if (KIT_UNLIKELY(u->node.len == u->node.cap)) return new_node_grown(p, kind, type, loc, a, b, c);
    Node *n = &u->node.at[u->node.len];
    n->kind = (u8)kind;
    n->flags = 0;
    n->aux = 0;
    n->type = type;
    n->loc = loc;
    n->a = a;
    n->b = b;
    n->c = c;
    return u->node.len++;
}

NodeId int_node(Parser *p, QType type, u64 value, Loc loc)
{
    return new_node(p, NODE_INT, type, loc, (u32)value, (u32)(value >> 32), 0);
}

NodeId float_node(Parser *p, QType type, FloatBits bits, Loc loc)
{
    vec_push(&p->c->float_constant, bits);
    return new_node(p, NODE_FLOAT, type, loc, p->c->float_constant.len - 1, 0, 0);
}

/* A node of no type: whatever it meets stays silent. */
NodeId error_node(Parser *p, Loc loc) { return new_node(p, NODE_INT, 0, loc, 0, 0, 0); }

FloatFormat format_of(Parser *p, QType q) { return type_float_format(p->t, q); }

bool node_is_constant_int(Parser *p, NodeId n, i64 *value)
{
    const Node *x = NODE(n);
    if (x->kind == NODE_INT && type_is_integer(p->t, x->type)) {
        *value = (i64)node_integer(x);
        return true;
    }
    if (!type_is_integer(p->t, x->type)) return false;
    ConstValue v = c_evaluate(p->c, n);
    *value = (i64)v.integer;
    /* Of 128 bits only what 64 hold. */
    if (type_size(p->t, NODE(n)->type) > 8 && v.integer_high != (type_is_unsigned(p->t, NODE(n)->type) || *value >= 0 ? 0 : ~(u64)0)) return false;
    return v.kind == CONST_INTEGER;
}

/* ---- conversions ---- */

QType rvalue_type(Parser *p, QType q) { return p->t->type.at[q >> 4].canonical; }

static NodeId load_node(Parser *p, NodeId id, QType type, Loc loc, u32 flags)
{
    NodeId load = new_node(p, NODE_LOAD, type, loc, id, 0, 0);
    NODE(load)->flags = (u8)flags;
    return load;
}

/* What is not scalar. */
static KIT_SLOW_WAY NodeId rvalue_other(Parser *p, NodeId id)
{
    const Node *n = NODE(id);
    QType q = n->type;
    u32 kind = KIND(q);
    Loc loc = n->loc;
    if (kind == CT_FUNCTION) {
        if (n->kind == NODE_DEREF) return n->a; /* *function_pointer decays back to the pointer */
        return new_node(p, NODE_ADDR, type_pointer(p->t, q), loc, id, 0, 0);
    }
    if (type_is_array(p->t, q)) {
        QType element = type_of(p->t, q)->base;
        if (n->kind == NODE_VAR) DECL(n->a)->flags |= DECL_ADDRESS_TAKEN;
        return new_node(p, NODE_DECAY, type_pointer(p->t, element), loc, id, 0, 0);
    }
    if (!(n->flags & NODE_LVALUE)) return id;
    if (kind == CT_VOID) {
        /* *void_pointer: an expression of no value. */
        if (n->kind == NODE_DEREF) return new_node(p, NODE_CAST, VOID_T, loc, n->a, 0, 0);
        return id;
    }
    if (!type_complete(p->t, q)) {
        if (!is_error(q)) diag_error(p->diag, loc, "use of an object of incomplete type '%s'", type_str(p, q));
        return error_node(p, loc);
    }
    if (kind == CT_FLOAT128) {
        if (refuse_type(p, q, loc)) return error_node(p, loc);
    }
    return load_node(p, id, rvalue_type(p, q), loc, n->flags & NODE_PARENTHESIZED);
}

/* 6.3.2.1: the value of an lvalue; arrays and functions become pointers. */
NodeId rvalue(Parser *p, NodeId id)
{
    const Node *n = NODE(id);
    const CType *c = type_of(p->t, n->type);
    if (KIT_UNLIKELY(!c->scalar_size || c->kind == CT_FLOAT128)) return rvalue_other(p, id);
    if (!(n->flags & NODE_LVALUE)) return id;
    return load_node(p, id, c->canonical, n->loc, n->flags & NODE_PARENTHESIZED);
}

/* The bit-field that an lvalue, or the value of one, comes from. */
static const CField *bit_field_of(Parser *p, NodeId id)
{
    const Node *n = NODE(id);
    switch (n->kind) {
    case NODE_LOAD: case NODE_ASSIGN: case NODE_ASSIGN_OP: case NODE_PRE_INC: case NODE_PRE_DEC: case NODE_POST_INC: case NODE_POST_DEC:
        n = NODE(n->a);
        break;
    default: break;
    }
    if (n->kind != NODE_MEMBER || !FIELD(n->b)->is_bit_field) return NULL;
    return FIELD(n->b);
}

bool is_bit_field(Parser *p, NodeId n) { return bit_field_of(p, n) != NULL; }

QType promoted_kind(Parser *p, QType q)
{
    const CType *c = type_of(p->t, q);
    if (c->kind == CT_BITINT) return type_unqualified(type_canonical(p->t, q)); /* stays what it is */
    if (c->kind == CT_ENUM) c = type_of(p->t, c->base);
    if (c->kind >= CT_BOOL && c->kind < CT_INT) return INT_T;
    return QTYPE_OF(c->kind);
}

QType promoted_type(Parser *p, NodeId n)
{
    QType q = NODE(n)->type;
    u32 k = KIND(q);
    if (k >= CT_INT && k <= CT_UINT128) {
        /* Of the types that 6.7.2.1p5 does not name too, as gcc and clang have it. */
        const CField *f = bit_field_of(p, n);
        if (f && f->bit_width <= 32) return QTYPE_OF(f->bit_width == 32 && type_is_unsigned(p->t, q) ? CT_UINT : CT_INT);
        return QTYPE_OF(k);
    }
    if (k == CT_ENUM) {
        const CField *f = bit_field_of(p, n);
        if (f && f->bit_width < 32) return INT_T;
    }
    return promoted_kind(p, q);
}

NodeId cast_node(Parser *p, NodeId id, QType to)
{
    const Node *n = NODE(id);
    to = rvalue_type(p, to);
    if (n->type == to || is_error(n->type)) return id;
    Loc loc = n->loc;
    if (n->kind == NODE_INT && !is_error(to)) {
        bool from_pointer = type_is_pointer(p->t, n->type);
        if (type_is_integer(p->t, to) && !type_is_wide(p->t, to)) {
            u64 v = type_wrap(p->t, to, node_integer(n));
            return int_node(p, to, v, loc);
        }
        if (type_is_pointer(p->t, to)) return int_node(p, to, node_integer(n), loc);
        if (type_is_floating(p->t, to) && !from_pointer)
            return float_node(p, to, float_from_int(node_integer(n), !type_is_unsigned(p->t, n->type), format_of(p, to)), loc);
    } else if (n->kind == NODE_FLOAT) {
        FloatFormat from = format_of(p, n->type);
        FloatBits bits = p->c->float_constant.at[n->a];
        if (type_is_floating(p->t, to)) return float_node(p, to, float_convert(bits, from, format_of(p, to)), loc);
        if (KIND(to) == CT_BOOL) return int_node(p, to, !float_is_zero(bits, from), loc);
        if (type_is_integer(p->t, to) && !type_is_wide(p->t, to)) {
            u64 v;
            bool fits = float_to_int(bits, from, type_bits(p->t, to), !type_is_unsigned(p->t, to), &v);
            if (fits) return int_node(p, to, type_wrap(p->t, to, v), loc);
        }
    }
    return new_node(p, NODE_CAST, to, loc, id, 0, 0);
}

NodeId promote(Parser *p, NodeId id)
{
    if (!type_is_integer(p->t, NODE(id)->type)) return id;
    QType to = promoted_type(p, id);
    return cast_node(p, id, to);
}

/* 6.3.1.8 of two integer types one of which is bit-precise: the wider has the higher rank, of equal widths the one that is not (C23 6.3.1.1p1). */
static QType usual_bitint(Parser *p, QType a, QType b)
{
    u32 x = type_bits(p->t, a), y = type_bits(p->t, b);
    if (a == b) return a;
    if (x == y && type_is_bitint(p->t, a) && type_is_bitint(p->t, b)) return type_is_unsigned(p->t, a) ? a : b;
    bool a_higher = x != y ? x > y : !type_is_bitint(p->t, a);
    QType high = a_higher ? a : b, low = a_higher ? b : a;
    if (type_is_unsigned(p->t, high) || !type_is_unsigned(p->t, low) || x != y) return high;
    return QTYPE_OF(KIND(high) + 1); /* a standard type: the unsigned one */
}

/* 6.3.1.8 on promoted types. */
QType usual_type(Parser *p, QType a, QType b)
{
    u32 x = KIND(a), y = KIND(b);
    if (x == CT_COMPLEX || y == CT_COMPLEX) return type_complex(p->t, usual_type(p, type_real(p->t, a), type_real(p->t, b)));
    if (x == CT_BITINT || y == CT_BITINT) {
        if (!type_is_integer(p->t, a) || !type_is_integer(p->t, b)) return x == CT_BITINT ? b : a;
        return usual_bitint(p, a, b);
    }
    if (x == y) return a;
    u32 high = x > y ? x : y, low = x > y ? y : x;
    if (high >= CT_FLOAT) return QTYPE_OF(high);
    if (type_is_unsigned(p->t, QTYPE_OF(high))) return QTYPE_OF(high);
    if (type_is_unsigned(p->t, QTYPE_OF(low)) && type_size(p->t, QTYPE_OF(low)) >= type_size(p->t, QTYPE_OF(high))) return QTYPE_OF(high + 1);
    return QTYPE_OF(high);
}

bool is_null_pointer_constant(Parser *p, NodeId id)
{
    const Node *n = NODE(id);
    if (type_is_nullptr(p->t, n->type)) return true; /* the one value of its type (C23 6.3.2.4) */
    if (n->kind != NODE_INT || n->a || n->b) return false;
    if (type_is_integer(p->t, n->type)) return true;
    if (KIND(n->type) != CT_POINTER) return false;
    return type_of(p->t, n->type)->base == VOID_T;
}

static bool is_scalar_or_report(Parser *p, NodeId n, const char *what)
{
    QType q = NODE(n)->type;
    if (type_is_scalar(p->t, q) || is_error(q)) return true;
    if (refuse_type(p, q, NODE(n)->loc)) return false;
    diag_error(p->diag, NODE(n)->loc, "%s of type '%s' where a scalar is required", what, type_str(p, q));
    return false;
}

NodeId truth_value(Parser *p, NodeId n, const char *what)
{
    n = rvalue(p, n);
    if (node_is_error(p, n)) return n;
    if (!is_scalar_or_report(p, n, what)) return error_node(p, NODE(n)->loc);
    return n;
}


/* ---- lvalues ---- */

static const char *lvalue_problem(Parser *p, NodeId id)
{
    const Node *n = NODE(id);
    QType q = n->type;
    if (type_is_array(p->t, q)) return "expression of array type";
    if (!(n->flags & NODE_LVALUE) || KIND(q) == CT_FUNCTION) return "";
    return NULL;
}

bool not_read_only(Parser *p, NodeId id, QType type, const char *what, Loc loc)
{
    const Node *n = NODE(id);
    bool is_const = type & Q_CONST;
    if (is_const || (type_is_record(p->t, type) && type_record(p->t, type)->has_const_member)) {
        if (n->kind == NODE_VAR && DECL(n->a)->name) {
            const Decl *d = DECL(n->a);
            diag_error(p->diag, loc, "%s of read-only %s '%.*s'", what, d->flags & DECL_IS_PARAMETER ? "parameter" : "variable", STR_FMT(name_text(p, d->name)));
            diag_note(p->diag, d->loc, "declared here");
        } else if (n->kind == NODE_MEMBER && FIELD(n->b)->name) {
            diag_error(p->diag, loc, "%s of read-only member '%.*s'", what, STR_FMT(name_text(p, FIELD(n->b)->name)));
        } else {
            diag_error(p->diag, loc, "%s of read-only location", what);
        }
        return false;
    }
    return true;
}

/* 6.3.2.1p1; false after an error. */
bool modifiable(Parser *p, NodeId id, const char *what, Loc loc)
{
    const Node *n = NODE(id);
    if (is_error(n->type)) return false;
    const char *problem = lvalue_problem(p, id);
    if (problem) {
        if (*problem) diag_error(p->diag, loc, "%s to %s", what, problem);
        else diag_error(p->diag, loc, "lvalue required as operand of %s", what);
        return false;
    }
    if (!type_complete(p->t, n->type)) {
        diag_error(p->diag, loc, "%s of incomplete type '%s'", what, type_str(p, n->type));
        return false;
    }
    return not_read_only(p, id, n->type, what, loc);
}

NodeId build_address(Parser *p, NodeId id, Loc loc)
{
    const Node *n = NODE(id);
    if (is_error(n->type)) return id;
    u32 kind = KIND(n->type);
    if (kind == CT_FUNCTION) {
        if (n->kind == NODE_DEREF) return n->a;
        return new_node(p, NODE_ADDR, type_pointer(p->t, n->type), loc, id, 0, 0);
    }
    if (!(n->flags & NODE_LVALUE)) {
        diag_error(p->diag, loc, "lvalue required as unary '&' operand");
        return error_node(p, loc);
    }
    if (is_bit_field(p, id) && n->kind == NODE_MEMBER) {
        diag_error(p->diag, loc, "cannot take the address of bit-field '%.*s'", STR_FMT(name_text(p, FIELD(n->b)->name)));
        return error_node(p, loc);
    }
    if (n->kind == NODE_DEREF) {
        /* &*p is p, even when *p would not be valid (6.5.3.2p3). */
        NodeId pointer = n->a;
        if (NODE(pointer)->type == type_pointer(p->t, n->type)) return pointer;
    }
    const Node *root = n;
    while (root->kind == NODE_MEMBER || root->kind == NODE_REAL || root->kind == NODE_IMAG) root = NODE(root->a);
    if (root->kind == NODE_VAR) {
        Decl *d = DECL(root->a);
        d->flags |= DECL_ADDRESS_TAKEN;
        if (d->flags & DECL_REGISTER) {
            diag_error(p->diag, loc, "address of register variable '%.*s' requested", STR_FMT(name_text(p, d->name)));
            return error_node(p, loc);
        }
    }
    return new_node(p, NODE_ADDR, type_pointer(p->t, NODE(id)->type), loc, id, 0, 0);
}

NodeId build_deref(Parser *p, NodeId id, Loc loc)
{
    id = rvalue(p, id);
    QType q = NODE(id)->type;
    if (is_error(q)) return id;
    if (KIND(q) != CT_POINTER) {
        diag_error(p->diag, loc, "invalid type argument of unary '*': '%s' is not a pointer", type_str(p, q));
        return error_node(p, loc);
    }
    QType to = type_of(p->t, q)->base;
    if (is_error(to)) return error_node(p, loc);
    NodeId n = new_node(p, NODE_DEREF, to, loc, id, 0, 0);
    if (KIND(to) != CT_FUNCTION) NODE(n)->flags |= NODE_LVALUE;
    return n;
}

static void unknown_member(Parser *p, QType record, Name name, Loc loc)
{
    Str wanted = name_text(p, name);
    Name best = 0;
    u32 limit = wanted.len < 3 ? 0 : wanted.len < 6 ? 1 : 2;
    const CRecord *r = type_record(p->t, record);
    for (u32 i = r->first_field; i < r->first_field + r->field_count && limit && p->suggestions < 50; i++) {
        if (!FIELD(i)->name) continue;
        u32 d = edit_distance(wanted, name_text(p, FIELD(i)->name), limit);
        if (d <= limit) {
            best = FIELD(i)->name;
            limit = d ? d - 1 : 0;
        }
    }
    p->suggestions++;
    if (best)
        diag_error(p->diag, loc, "'%s' has no member named '%.*s'; did you mean '%.*s'?", type_str(p, record), STR_FMT(wanted), STR_FMT(name_text(p, best)));
    else
        diag_error(p->diag, loc, "'%s' has no member named '%.*s'", type_str(p, record), STR_FMT(wanted));
}

/* Qualifiers of the record go to the member; flags say whether the whole is an lvalue. */
static NodeId member_node(Parser *p, NodeId record, u32 field, Loc loc)
{
    const Node *r = NODE(record);
    QType q = type_qualified(p->t, FIELD(field)->type, r->type & (Q_CONST | Q_VOLATILE));
    u8 lvalue = NODE(record)->flags & NODE_LVALUE;
    if (!lvalue) q = KIND(q) == CT_ARRAY ? q : rvalue_type(p, q);
    NodeId n = new_node(p, NODE_MEMBER, q, loc, record, field, 0);
    NODE(n)->flags |= lvalue;
    return n;
}

NodeId build_member(Parser *p, NodeId a, Name name, bool arrow, Loc loc, Loc name_loc)
{
    if (arrow) {
        a = rvalue(p, a);
        QType q = NODE(a)->type;
        if (is_error(q)) return a;
        if (KIND(q) != CT_POINTER) {
            if (type_is_record(p->t, q)) {
                diag_error(p->diag, loc, "invalid type argument of '->': '%s' is not a pointer; did you mean to use '.'?", type_str(p, q));
                return error_node(p, loc);
            }
            diag_error(p->diag, loc, "invalid type argument of '->': '%s' is not a pointer to a structure or union", type_str(p, q));
            return error_node(p, loc);
        }
        a = build_deref(p, a, loc);
    }
    QType q = NODE(a)->type;
    if (is_error(q)) return a;
    if (!type_is_record(p->t, q)) {
        if (KIND(q) == CT_POINTER && type_is_record(p->t, type_of(p->t, q)->base))
            diag_error(p->diag, loc, "'%s' is a pointer; did you mean to use '->'?", type_str(p, q));
        else
            diag_error(p->diag, loc, "request for member '%.*s' in something of type '%s', which is not a structure or union", STR_FMT(name_text(p, name)),
                       type_str(p, q));
        return error_node(p, loc);
    }
    if (!type_complete(p->t, q)) {
        diag_error(p->diag, loc, "invalid use of incomplete type '%s'", type_str(p, q));
        return error_node(p, loc);
    }
    if (q & Q_ATOMIC) diag_warn(p->diag, W_ALWAYS, loc, "accessing member '%.*s' of an atomic structure or union is undefined", STR_FMT(name_text(p, name))); /* 6.5.2.3p5 */
    for (;;) {
        u32 f = type_member(p->t, NODE(a)->type, name);
        if (!f) {
            unknown_member(p, q, name, name_loc);
            return error_node(p, loc);
        }
        a = member_node(p, a, f - 1, loc);
        if (FIELD(f - 1)->name == name) return a;
    }
}

i64 member_offset_path(Parser *p, QType record, Name name, QType *type, u32 *field)
{
    u64 offset = 0;
    for (;;) {
        u32 f = type_member(p->t, record, name);
        if (!f) return -1;
        offset += FIELD(f - 1)->offset;
        record = FIELD(f - 1)->type;
        if (FIELD(f - 1)->name == name) {
            *type = record;
            *field = f - 1;
            return (i64)offset;
        }
    }
}

/* ---- arithmetic ---- */

NodeId build_pointer_offset(Parser *p, TokenKind op, NodeId pointer, NodeId offset, Loc loc)
{
    QType q = NODE(pointer)->type;
    QType to = type_of(p->t, q)->base;
    if (!type_complete(p->t, to) && KIND(to) != CT_VOID && KIND(to) != CT_FUNCTION) {
        diag_error(p->diag, loc, "arithmetic on a pointer to incomplete type '%s'", type_str(p, to));
        return error_node(p, loc);
    }
    pedantic_pointer_arithmetic(p, to, loc);
    offset = cast_node(p, promote(p, offset), p->ptrdiff_t_);
    if (NODE(offset)->kind == NODE_INT && node_integer(NODE(offset)) == 0 && op == TK_PLUS) return pointer;
    return new_node(p, op == TK_PLUS ? NODE_PTR_ADD : NODE_PTR_SUB, q, loc, pointer, offset, 0);
}

NodeId build_index(Parser *p, NodeId a, NodeId b, Loc loc)
{
    if (KIND(NODE(a)->type) == CT_VECTOR) return build_vector_index(p, a, b, loc);
    a = rvalue(p, a);
    b = rvalue(p, b);
    if (node_is_error(p, a)) return a;
    if (node_is_error(p, b)) return b;
    if (NODE(a)->kind == NODE_DECAY && NODE(NODE(a)->a)->kind == NODE_VAR && (DECL(NODE(NODE(a)->a)->a)->flags & DECL_REGISTER))
        pedantic(p, loc, "subscripting a 'register' array");
    if (KIND(NODE(b)->type) == CT_POINTER && type_is_integer(p->t, NODE(a)->type)) {
        NodeId swap = a;
        a = b;
        b = swap;
    }
    if (KIND(NODE(a)->type) != CT_POINTER) {
        if (!refuse_type(p, NODE(a)->type, loc))
            diag_error(p->diag, loc, "subscripted value of type '%s' is neither array nor pointer", type_str(p, NODE(a)->type));
        return error_node(p, loc);
    }
    if (!type_is_integer(p->t, NODE(b)->type)) {
        diag_error(p->diag, loc, "array subscript of type '%s' is not an integer", type_str(p, NODE(b)->type));
        return error_node(p, loc);
    }
    if (KIND(NODE(b)->type) == CT_CHAR && NODE(b)->kind != NODE_INT) diag_warn(p->diag, W_CHAR_SUBSCRIPTS, loc, "array subscript has type 'char'");
    QType to = type_of(p->t, NODE(a)->type)->base;
    if (KIND(to) == CT_FUNCTION || (!type_complete(p->t, to) && KIND(to) != CT_VOID)) {
        diag_error(p->diag, loc, "subscript of pointer to %s '%s'", KIND(to) == CT_FUNCTION ? "function type" : "incomplete type", type_str(p, to));
        return error_node(p, loc);
    }
    if (NODE(a)->kind == NODE_DECAY && NODE(b)->kind == NODE_INT && !p->quiet && !p->unevaluated) {
        const CType *array = type_of(p->t, NODE(NODE(a)->a)->type);
        i64 index = (i64)node_integer(NODE(b));
        /* Members that end a structure are often longer than they say. */
        if (array->kind == CT_ARRAY && !array->incomplete_array && NODE(NODE(a)->a)->kind == NODE_VAR &&
            (index < 0 ? !type_is_unsigned(p->t, NODE(b)->type) : (u64)index > array->count))
            diag_warn(p->diag, W_ARRAY_BOUNDS, loc, "array index %lld is outside the bounds of '%s'", (long long)index, type_str(p, NODE(NODE(a)->a)->type));
    }
    NodeId sum = build_pointer_offset(p, TK_PLUS, a, b, loc);
    if (node_is_error(p, sum)) return sum;
    return build_deref(p, sum, loc);
}
