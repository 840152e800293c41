/* Expression nodes, built with their constraints checked and every implicit conversion written out (C11 6.3, 6.5).
   In: operands as parsed. Out: typed nodes; constant operands are folded on the way. */
#include "c/parser.h"

NodeId new_node(Parser *p, NodeKind kind, QType type, Loc loc, u32 a, u32 b, u32 c)
{
    CUnit *u = p->c;
    vec_reserve(&u->node, (u64)u->node.len + 1);
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

/* 6.3.2.1: the value of an lvalue; arrays and functions become pointers. */
NodeId rvalue(Parser *p, NodeId id)
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
    u8 flags = n->flags & NODE_PARENTHESIZED;
    NodeId load = new_node(p, NODE_LOAD, rvalue_type(p, q), loc, id, 0, 0);
    NODE(load)->flags = flags;
    return load;
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

static QType promoted_kind(Parser *p, QType q)
{
    const CType *c = type_of(p->t, q);
    if (c->kind == CT_ENUM) c = type_of(p->t, c->base);
    if (c->kind >= CT_BOOL && c->kind < CT_INT) return INT_T;
    return QTYPE_OF(c->kind);
}

static QType promoted_type(Parser *p, NodeId n)
{
    QType q = NODE(n)->type;
    u32 k = KIND(q);
    if (k >= CT_INT && k <= CT_UINT) {
        if (k == CT_UINT || k == CT_INT) {
            const CField *f = bit_field_of(p, n);
            if (f && f->bit_width < 32) return INT_T;
        }
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
        if (type_is_integer(p->t, to) && KIND(to) != CT_INT128 && KIND(to) != CT_UINT128) {
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
        if (type_is_integer(p->t, to) && KIND(to) != CT_INT128 && KIND(to) != CT_UINT128) {
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

/* 6.3.1.8 on promoted types. */
QType usual_type(Parser *p, QType a, QType b)
{
    u32 x = KIND(a), y = KIND(b);
    if (x == CT_COMPLEX || y == CT_COMPLEX) return type_complex(p->t, usual_type(p, type_real(p->t, a), type_real(p->t, b)));
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

/* ---- assignment conversion (6.5.16.1) ---- */

static const char *context_text(Parser *p, AssignContext context, u32 argument, DeclId callee)
{
    switch (context) {
    case ASSIGN_ASSIGN: return "assignment";
    case ASSIGN_INIT: return "initialization";
    case ASSIGN_RETURN: return "return";
    case ASSIGN_ARGUMENT: break;
    }
    if (callee && DECL(callee)->name)
        return arena_printf(&p->c->arena, "passing argument %u of '%.*s'", argument, STR_FMT(name_text(p, DECL(callee)->name))).ptr;
    return arena_printf(&p->c->arena, "passing argument %u", argument).ptr;
}

void note_callee(Parser *p, DeclId callee)
{
    if (callee && DECL(callee)->loc) diag_note(p->diag, DECL(callee)->loc, "'%.*s' is declared here", STR_FMT(name_text(p, DECL(callee)->name)));
}

static bool same_but_for_sign(Parser *p, QType a, QType b)
{
    if ((a ^ b) & Q_ATOMIC) return false;
    a = type_unqualified(a);
    b = type_unqualified(b);
    if (!type_is_integer(p->t, a) || !type_is_integer(p->t, b)) return false;
    if (type_is_character(p->t, a) && type_is_character(p->t, b)) return true;
    if (KIND(a) == CT_BOOL || KIND(b) == CT_BOOL) return false;
    u32 x = KIND(promoted_kind(p, a)), y = KIND(promoted_kind(p, b));
    if (type_size(p->t, a) != type_size(p->t, b)) return false;
    return (x ^ y) <= 1 && x / 2 == y / 2;
}

/* The qualifiers that the pointee loses when a pointer to `from` becomes one to `to`. */
static const char *lost_qualifiers(Parser *p, QType to, QType from)
{
    u32 lost = type_qualifiers(p->t, from) & ~type_qualifiers(p->t, to);
    if (lost & Q_CONST) return lost & Q_VOLATILE ? "const volatile" : "const";
    return lost & Q_VOLATILE ? "volatile" : lost & Q_RESTRICT ? "restrict" : NULL;
}

/* Pointees without their qualifiers; an array's are its elements'. */
static bool pointees_compatible(Parser *p, QType a, QType b)
{
    QType x = type_unqualified(a), y = type_unqualified(b);
    if ((a ^ b) & Q_ATOMIC) return false; /* an atomic type is another type (6.2.5p27) */
    if (type_compatible(p->t, x, y)) return true;
    if (!type_is_array(p->t, x) || !type_is_array(p->t, y) || type_lengths_differ(p->t, x, y)) return false;
    return pointees_compatible(p, type_of(p->t, x)->base, type_of(p->t, y)->base);
}

static NodeId convert_pointer(Parser *p, NodeId n, QType to, AssignContext context, u32 argument, DeclId callee, Loc loc)
{
    QType from = NODE(n)->type;
    QType x = type_of(p->t, to)->base, y = type_of(p->t, from)->base;
    if (x != y && !is_null_pointer_constant(p, n) && !is_error(x) && !is_error(y)) {
        const char *lost = KIND(y) == CT_FUNCTION ? NULL : lost_qualifiers(p, x, y);
        bool fits = type_is_void(p->t, x) || type_is_void(p->t, y) || pointees_compatible(p, x, y);
        pedantic_void_function(p, x, y, "conversion", loc);
        if (!fits && !same_but_for_sign(p, x, y)) {
            if (diag_warn(p->diag, W_INCOMPATIBLE_POINTER_TYPES, loc, "%s from incompatible pointer type: expected '%s' but got '%s'",
                          context_text(p, context, argument, callee), type_str(p, to), type_str(p, from)) &&
                context == ASSIGN_ARGUMENT)
                note_callee(p, callee);
        } else if (lost) {
            if (diag_warn(p->diag, W_DISCARDED_QUALIFIERS, loc, "%s discards '%s' qualifier from pointer target type ('%s' from '%s')",
                          context_text(p, context, argument, callee), lost, type_str(p, to), type_str(p, from)) &&
                context == ASSIGN_ARGUMENT)
                note_callee(p, callee);
        } else if (!fits) {
            diag_warn(p->diag, W_POINTER_SIGN, loc, "pointer targets differ in signedness: %s to '%s' from '%s'",
                      context_text(p, context, argument, callee), type_str(p, to), type_str(p, from));
        }
    }
    return cast_node(p, n, to);
}

static void warn_constant_fits(Parser *p, NodeId n, QType to, Loc loc)
{
    bool exact = p->constexpr_type; /* nothing may be lost in a constexpr object's initializer */
    const Node *x = NODE(n);
    if (p->quiet || p->unevaluated) return;
    if (x->kind == NODE_INT && type_is_integer(p->t, x->type) && KIND(to) != CT_BOOL) {
        u64 v = node_integer(x), w = type_wrap(p->t, to, v);
        u32 bits = type_bits(p->t, to);
        /* -1 for an unsigned type and 0xff for a signed char are what people mean. */
        if (exact && (v != w || (v >> 63 && type_is_unsigned(p->t, x->type) != type_is_unsigned(p->t, to)))) {
            diag_error(p->diag, loc, "constexpr initializer does not fit '%s'", type_str(p, to));
            return;
        }
        if (v == w || bits >= 64) return;
        if (zero_extend(v, bits) == v) return;
        if (!type_is_unsigned(p->t, x->type) && (i64)v < 0 && sign_extend(v, bits) == (i64)v) return;
        diag_warn(p->diag, W_OVERFLOW, loc, "conversion from '%s' to '%s' changes value from '%lld' to '%lld'", type_str(p, x->type), type_str(p, to),
                  (long long)v, (long long)w);
    }
}

/* How well an argument fits a member of a transparent union: exactly, as pointers are assigned, or only by losing qualifiers. */
typedef enum UnionFit { FIT_EXACT, FIT_POINTER, FIT_DISCARDS, FIT_NOT } UnionFit;

static UnionFit union_fit(Parser *p, NodeId n, QType member)
{
    QType from = NODE(n)->type;
    if (type_compatible(p->t, member, from)) return FIT_EXACT;
    if (!type_is_pointer(p->t, member)) return FIT_NOT;
    if (is_null_pointer_constant(p, n)) return FIT_POINTER;
    if (!type_is_pointer(p->t, from)) return FIT_NOT;
    QType x = type_of(p->t, member)->base, y = type_of(p->t, from)->base;
    if (!type_is_void(p->t, x) && !type_is_void(p->t, y) && !pointees_compatible(p, x, y)) return FIT_NOT;
    return KIND(y) != CT_FUNCTION && lost_qualifiers(p, x, y) ? FIT_DISCARDS : FIT_POINTER;
}

/* The first member that fits best takes the argument (GNU C, Common Type Attributes). 0 when none does. */
static NodeId convert_transparent_union(Parser *p, NodeId n, QType to, u32 argument, DeclId callee, Loc loc)
{
    const CRecord *r = type_record(p->t, to);
    UnionFit best = FIT_NOT;
    u32 field = 0;
    for (u32 i = r->first_field; i < r->first_field + r->field_count; i++) {
        UnionFit fit = union_fit(p, n, type_unqualified(FIELD(i)->type));
        if (fit < best) {
            best = fit;
            field = i;
        }
    }
    if (best == FIT_NOT) return 0;
    QType member = type_unqualified(FIELD(field)->type);
    Loc at = NODE(n)->loc;
    n = best == FIT_DISCARDS ? convert_pointer(p, n, member, ASSIGN_ARGUMENT, argument, callee, loc) : cast_node(p, n, member);
    return new_node(p, NODE_CAST_UNION, type_unqualified(to), at, n, field, 0);
}

NodeId convert_for(Parser *p, NodeId n, QType to, AssignContext context, u32 argument, DeclId callee, Loc loc)
{
    n = rvalue(p, n);
    QType from = NODE(n)->type;
    to = rvalue_type(p, to);
    if (from == to) return n;
    if (is_error(from) || is_error(to)) return n;
    if (refuse_type(p, to, loc) || refuse_type(p, from, loc)) return error_node(p, loc);
    u32 kind = KIND(to);
    if (KIND(from) == CT_VOID) {
        diag_error(p->diag, loc, "void value not ignored as it ought to be");
        return error_node(p, loc);
    }
    if (type_is_arithmetic(p->t, to) && type_is_arithmetic(p->t, from)) {
        if (kind != CT_BOOL && type_is_integer(p->t, to)) warn_constant_fits(p, n, to, loc);
        return cast_node(p, n, to);
    }
    if (kind == CT_BOOL && type_is_pointer(p->t, from)) return cast_node(p, n, to);
    if (kind == CT_POINTER && KIND(from) == CT_POINTER) return convert_pointer(p, n, to, context, argument, callee, loc);
    if (kind == CT_POINTER && type_is_integer(p->t, from)) {
        if (!is_null_pointer_constant(p, n) &&
            diag_warn(p->diag, W_INT_CONVERSION, loc, "%s makes pointer from integer without a cast: expected '%s' but got '%s'",
                      context_text(p, context, argument, callee), type_str(p, to), type_str(p, from)) &&
            context == ASSIGN_ARGUMENT)
            note_callee(p, callee);
        return cast_node(p, n, to);
    }
    if (type_is_integer(p->t, to) && type_is_pointer(p->t, from) && !type_is_nullptr(p->t, from)) {
        if (diag_warn(p->diag, W_INT_CONVERSION, loc, "%s makes integer from pointer without a cast: expected '%s' but got '%s'",
                      context_text(p, context, argument, callee), type_str(p, to), type_str(p, from)) &&
            context == ASSIGN_ARGUMENT)
            note_callee(p, callee);
        return cast_node(p, n, to);
    }
    if (kind == CT_VECTOR) {
        NodeId v = vector_convert(p, n, to);
        if (v) return v;
    }
    if (kind == CT_RECORD || kind == CT_VA_LIST_TAG) {
        if (type_compatible(p->t, to, from)) return n;
        if (kind == CT_RECORD && type_record(p->t, to)->is_transparent && context == ASSIGN_ARGUMENT) {
            NodeId u = convert_transparent_union(p, n, to, argument, callee, loc);
            if (u) return u;
        }
    }
    switch (context) {
    case ASSIGN_ASSIGN:
        diag_error(p->diag, loc, "incompatible types when assigning to type '%s' from type '%s'", type_str(p, to), type_str(p, from));
        break;
    case ASSIGN_INIT:
        if (kind == CT_ARRAY) diag_error(p->diag, loc, "array of type '%s' initialized from an expression that is not a constant string or list", type_str(p, to));
        else diag_error(p->diag, loc, "incompatible types when initializing type '%s' using type '%s'", type_str(p, to), type_str(p, from));
        break;
    case ASSIGN_RETURN:
        diag_error(p->diag, loc, "incompatible types when returning type '%s' but '%s' was expected", type_str(p, from), type_str(p, to));
        break;
    case ASSIGN_ARGUMENT:
        if (callee && DECL(callee)->name)
            diag_error(p->diag, loc, "incompatible type for argument %u of '%.*s': expected '%s' but got '%s'", argument,
                       STR_FMT(name_text(p, DECL(callee)->name)), type_str(p, to), type_str(p, from));
        else
            diag_error(p->diag, loc, "incompatible type for argument %u: expected '%s' but got '%s'", argument, type_str(p, to), type_str(p, from));
        note_callee(p, callee);
        break;
    }
    return error_node(p, loc);
}

static NodeId cast_to_union(Parser *p, QType to, NodeId n, Loc loc)
{
    const CRecord *r = type_record(p->t, to);
    pedantic(p, loc, "casts to a union type");
    for (u32 i = r->first_field; i < r->first_field + r->field_count; i++)
        if (type_compatible(p->t, type_unqualified(FIELD(i)->type), NODE(n)->type))
            return new_node(p, NODE_CAST_UNION, type_unqualified(to), loc, n, i, 0);
    diag_error(p->diag, loc, "cast to union type '%s' from type '%s' that no member has", type_str(p, to), type_str(p, NODE(n)->type));
    return error_node(p, loc);
}

NodeId explicit_cast(Parser *p, QType to, NodeId n, Loc loc)
{
    n = rvalue(p, n);
    QType from = NODE(n)->type;
    if (is_error(from) || is_error(to)) return error_node(p, loc);
    u32 kind = KIND(to);
    if (kind == CT_VOID) return new_node(p, NODE_CAST, VOID_T, loc, n, 0, 0);
    if (refuse_type(p, to, loc) || refuse_type(p, from, loc)) return error_node(p, loc);
    to = rvalue_type(p, to);
    if (kind == CT_VECTOR || KIND(from) == CT_VECTOR) return vector_cast(p, to, n, loc);
    if (kind == CT_RECORD) {
        if (type_compatible(p->t, to, from)) {
            pedantic(p, loc, "casting a structure or union to its own type");
            return n;
        }
        if (!type_complete(p->t, to)) {
            diag_error(p->diag, loc, "conversion to incomplete type '%s'", type_str(p, to));
            return error_node(p, loc);
        }
        if (type_record(p->t, to)->is_union) return cast_to_union(p, to, n, loc);
        diag_error(p->diag, loc, "conversion to non-scalar type '%s' requested", type_str(p, to));
        return error_node(p, loc);
    }
    if (!type_is_scalar(p->t, to)) {
        diag_error(p->diag, loc, "cast specifies %s type '%s'", type_is_array(p->t, to) ? "array" : kind == CT_FUNCTION ? "function" : "non-scalar",
                   type_str(p, to));
        return error_node(p, loc);
    }
    if (KIND(from) == CT_VOID) {
        diag_error(p->diag, loc, "void value not ignored as it ought to be");
        return error_node(p, loc);
    }
    if (!type_is_scalar(p->t, from)) {
        diag_error(p->diag, loc, "aggregate value of type '%s' used where a scalar is required", type_str(p, from));
        return error_node(p, loc);
    }
    bool from_float = type_is_floating(p->t, from) || KIND(from) == CT_COMPLEX, to_float = type_is_floating(p->t, to) || kind == CT_COMPLEX;
    if ((kind == CT_POINTER && from_float) || (type_is_nullptr(p->t, from) && kind != CT_POINTER && kind != CT_BOOL) ||
        (type_is_nullptr(p->t, to) && !is_null_pointer_constant(p, n)) || (to_float && KIND(from) == CT_POINTER)) {
        diag_error(p->diag, loc, "cannot convert '%s' to '%s'", type_str(p, from), type_str(p, to));
        return error_node(p, loc);
    }
    if (!p->quiet && !p->unevaluated) {
        if (kind == CT_POINTER && type_is_integer(p->t, from) && NODE(n)->kind != NODE_INT && type_size(p->t, from) != p->t->layout->pointer_size)
            diag_warn(p->diag, W_INT_TO_POINTER_CAST, loc, "cast to pointer from integer of different size ('%s')", type_str(p, from));
        else if (KIND(from) == CT_POINTER && type_is_integer(p->t, to) && kind != CT_BOOL && type_size(p->t, to) != p->t->layout->pointer_size &&
                 NODE(n)->kind != NODE_INT)
            diag_warn(p->diag, W_POINTER_TO_INT_CAST, loc, "cast from pointer to integer of different size ('%s')", type_str(p, to));
    }
    if (from == to) {
        /* A value of the type already; but of a bit-field the cast ends what its width does to promotion (6.3.1.1p2). */
        return is_bit_field(p, n) ? new_node(p, NODE_CAST, to, loc, n, 0, 0) : n;
    }
    NodeId made = cast_node(p, n, to);
    NODE(made)->loc = loc;
    return made;
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
    bool is_const = n->type & Q_CONST;
    if (is_const || (type_is_record(p->t, n->type) && type_record(p->t, n->type)->has_const_member)) {
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

static NodeId invalid_operands(Parser *p, TokenKind op, NodeId a, NodeId b, Loc loc)
{
    QType x = NODE(a)->type, y = NODE(b)->type;
    if (is_error(x)) return a;
    if (is_error(y)) return b;
    if (refuse_type(p, x, loc) || refuse_type(p, y, loc)) return error_node(p, loc);
    const char *text = token_kind_text(op);
    diag_error(p->diag, loc, "invalid operands to binary %s (have '%s' and '%s')", text, type_str(p, x), type_str(p, y));
    return error_node(p, loc);
}

static NodeKind arithmetic_kind(TokenKind op)
{
    switch (op) {
    case TK_PLUS: case TK_ADD_ASSIGN: return NODE_ADD;
    case TK_MINUS: case TK_SUB_ASSIGN: return NODE_SUB;
    case TK_STAR: case TK_MUL_ASSIGN: return NODE_MUL;
    case TK_SLASH: case TK_DIV_ASSIGN: return NODE_DIV;
    case TK_PERCENT: case TK_MOD_ASSIGN: return NODE_MOD;
    case TK_AMP: case TK_AND_ASSIGN: return NODE_AND;
    case TK_PIPE: case TK_OR_ASSIGN: return NODE_OR;
    case TK_CARET: case TK_XOR_ASSIGN: return NODE_XOR;
    case TK_SHL: case TK_SHL_ASSIGN: return NODE_SHL;
    case TK_SHR: case TK_SHR_ASSIGN: return NODE_SHR;
    case TK_LT: return NODE_LT;
    case TK_LE: return NODE_LE;
    case TK_GT: return NODE_GT;
    case TK_GE: return NODE_GE;
    case TK_EQ: return NODE_EQ;
    case TK_NE: return NODE_NE;
    default: return NODE_NONE;
    }
}

static void warn_shift(Parser *p, NodeId count, QType type, Loc loc)
{
    if (NODE(count)->kind != NODE_INT || p->quiet || p->unevaluated) return;
    i64 n = (i64)node_integer(NODE(count));
    if (n < 0 && !type_is_unsigned(p->t, NODE(count)->type)) diag_warn(p->diag, W_SHIFT_COUNT_NEGATIVE, loc, "shift count is negative");
    else if ((u64)n >= type_bits(p->t, type)) diag_warn(p->diag, W_SHIFT_COUNT, loc, "shift count >= width of type '%s'", type_str(p, type));
}

static void warn_division(Parser *p, NodeId b, Loc loc)
{
    if (NODE(b)->kind == NODE_INT && node_integer(NODE(b)) == 0 && !p->quiet && !p->unevaluated) diag_warn(p->diag, W_DIV_BY_ZERO, loc, "division by zero");
}

/* Pointers that are compared or subtracted, brought to one type. */
static NodeId compare_pointers(Parser *p, TokenKind op, NodeId a, NodeId b, Loc loc)
{
    NodeKind kind = arithmetic_kind(op);
    QType x = NODE(a)->type, y = NODE(b)->type;
    bool px = KIND(x) == CT_POINTER, py = KIND(y) == CT_POINTER;
    if (px && py) {
        QType s = type_of(p->t, x)->base, t = type_of(p->t, y)->base;
        if (op < TK_EQ && (type_is_nullptr(p->t, x) || type_is_nullptr(p->t, y))) return invalid_operands(p, op, a, b, loc);
        if (x != y && !is_null_pointer_constant(p, a) && !is_null_pointer_constant(p, b) && !type_is_void(p->t, s) && !type_is_void(p->t, t) &&
            !pointees_compatible(p, s, t) && !same_but_for_sign(p, s, t))
            diag_warn(p->diag, W_COMPARE_DISTINCT_POINTER_TYPES, loc, "comparison of distinct pointer types '%s' and '%s'", type_str(p, x), type_str(p, y));
        if (!is_null_pointer_constant(p, a) && !is_null_pointer_constant(p, b)) pedantic_void_function(p, s, t, "comparison", loc);
        if (op < TK_EQ && KIND(s) == CT_FUNCTION && KIND(t) == CT_FUNCTION) pedantic(p, loc, "ordered comparison of pointers to functions");
        if (x != y) b = cast_node(p, b, x);
    } else {
        NodeId integer = px ? b : a;
        if (!type_is_integer(p->t, NODE(integer)->type)) return invalid_operands(p, op, a, b, loc);
        if (!is_null_pointer_constant(p, integer)) diag_warn(p->diag, W_INT_CONVERSION, loc, "comparison between pointer and integer");
        else if (op < TK_EQ) pedantic(p, loc, "ordered comparison of a pointer with zero");
        if (px) b = cast_node(p, b, x);
        else a = cast_node(p, a, y);
    }
    if (!p->quiet && !p->unevaluated) {
        NodeId other = NODE(a)->kind == NODE_INT && !NODE(a)->a && !NODE(a)->b ? b : NODE(b)->kind == NODE_INT && !NODE(b)->a && !NODE(b)->b ? a : 0;
        if (other && NODE(other)->kind == NODE_ADDR && (op == TK_EQ || op == TK_NE)) {
            const Node *target = NODE(NODE(other)->a);
            if ((target->kind == NODE_VAR || target->kind == NODE_FUNC) && !(DECL(target->a)->flags & (DECL_ATTR_WEAK | DECL_ATTR_WEAKREF)) &&
                NODE(other)->loc)
                diag_warn(p->diag, W_ADDRESS, loc, "the address of '%.*s' will never be NULL", STR_FMT(name_text(p, DECL(target->a)->name)));
        }
    }
    NodeId n = new_node(p, kind, INT_T, loc, a, b, 0);
    NodeId folded;
    return fold_binary(p, kind, INT_T, a, b, loc, &folded) ? folded : n;
}

static NodeId subtract_pointers(Parser *p, NodeId a, NodeId b, Loc loc)
{
    QType x = NODE(a)->type, y = NODE(b)->type;
    QType s = type_of(p->t, x)->base, t = type_of(p->t, y)->base;
    if (!pointees_compatible(p, s, t) && !same_but_for_sign(p, s, t) && !type_is_void(p->t, s) && !type_is_void(p->t, t)) {
        diag_error(p->diag, loc, "'%s' and '%s' are not pointers to compatible types", type_str(p, x), type_str(p, y));
        return error_node(p, loc);
    }
    if ((!type_complete(p->t, s) && KIND(s) != CT_VOID) || (type_size(p->t, s) == 0 && KIND(s) != CT_VLA)) {
        diag_error(p->diag, loc, "arithmetic on pointers to %s type '%s'", type_size(p->t, s) || !type_complete(p->t, s) ? "incomplete" : "empty", type_str(p, s));
        return error_node(p, loc);
    }
    pedantic_pointer_arithmetic(p, s, loc);
    if (x != y) b = cast_node(p, b, x);
    return new_node(p, NODE_PTR_DIFF, p->ptrdiff_t_, loc, a, b, 0);
}

/* As in "a & b == c", "a && b || c", "a << b + c", "x < y < z": -Wparentheses. */
static void warn_parentheses(Parser *p, TokenKind op, NodeId a, NodeId b, Loc loc)
{
    const Node *x = NODE(a), *y = NODE(b);
    bool xp = x->flags & NODE_PARENTHESIZED, yp = y->flags & NODE_PARENTHESIZED;
    u32 xk = xp ? NODE_NONE : x->kind, yk = yp ? NODE_NONE : y->kind;
#define IS_SUM(k) ((k) == NODE_ADD || (k) == NODE_SUB)
#define IS_COMPARISON(k) ((k) >= NODE_LT && (k) <= NODE_NE)
    switch (op) {
    case TK_OROR:
        if (xk == NODE_LOGAND || yk == NODE_LOGAND) diag_warn(p->diag, W_PARENTHESES, loc, "suggest parentheses around '&&' within '||'");
        break;
    case TK_SHL: case TK_SHR:
        if (IS_SUM(xk) || IS_SUM(yk)) diag_warn(p->diag, W_PARENTHESES, loc, "suggest parentheses around '+' or '-' inside '%s'", op == TK_SHL ? "<<" : ">>");
        break;
    case TK_AMP: case TK_PIPE: case TK_CARET: {
        const char *text = op == TK_AMP ? "&" : op == TK_PIPE ? "|" : "^";
        if (IS_COMPARISON(xk) || IS_COMPARISON(yk)) diag_warn(p->diag, W_PARENTHESES, loc, "suggest parentheses around comparison in operand of '%s'", text);
        else if (IS_SUM(xk) || IS_SUM(yk)) diag_warn(p->diag, W_PARENTHESES, loc, "suggest parentheses around arithmetic in operand of '%s'", text);
        break;
    }
    case TK_EQ: case TK_NE:
        if (IS_COMPARISON(xk) || IS_COMPARISON(yk)) diag_warn(p->diag, W_PARENTHESES, loc, "suggest parentheses around comparison in operand of '%s'", op == TK_EQ ? "==" : "!=");
        break;
    case TK_LT: case TK_GT: case TK_LE: case TK_GE:
        if ((xk >= NODE_LT && xk <= NODE_GE) || (yk >= NODE_LT && yk <= NODE_GE))
            diag_warn(p->diag, W_PARENTHESES, loc, "comparisons like 'X<=Y<=Z' do not have their mathematical meaning");
        break;
    default: break;
    }
}

static NodeId build_logical(Parser *p, TokenKind op, NodeId a, NodeId b, Loc loc)
{
    a = truth_value(p, a, "operand");
    b = truth_value(p, b, "operand");
    if (node_is_error(p, a)) return a;
    if (node_is_error(p, b)) return b;
    bool and = op == TK_ANDAND;
    const Node *x = NODE(a), *y = NODE(b);
    if (x->kind == NODE_INT) {
        bool truth = node_integer(x) != 0;
        if (truth != and) return int_node(p, INT_T, truth, loc);
        if (y->kind == NODE_INT) return int_node(p, INT_T, node_integer(y) != 0, loc);
    }
    return new_node(p, and ? NODE_LOGAND : NODE_LOGOR, INT_T, loc, a, b, 0);
}

NodeId build_binary(Parser *p, TokenKind op, NodeId a, NodeId b, Loc loc)
{
    if (op >= TK_LT || op == TK_AMP || op == TK_SHL || op == TK_SHR) warn_parentheses(p, op, a, b, loc);
    if (op == TK_ANDAND || op == TK_OROR) return build_logical(p, op, a, b, loc);
    a = rvalue(p, a);
    b = rvalue(p, b);
    QType x = NODE(a)->type, y = NODE(b)->type;
    if (is_error(x)) return a;
    if (is_error(y)) return b;
    NodeKind kind = arithmetic_kind(op);
    if (KIND(x) == CT_VECTOR || KIND(y) == CT_VECTOR) return build_vector_binary(p, op, kind, a, b, loc);
    bool integers = type_is_integer(p->t, x) && type_is_integer(p->t, y);
    switch (op) {
    case TK_PLUS:
        if (KIND(x) == CT_POINTER && type_is_integer(p->t, y)) return build_pointer_offset(p, op, a, b, loc);
        if (KIND(y) == CT_POINTER && type_is_integer(p->t, x)) return build_pointer_offset(p, op, b, a, loc);
        break;
    case TK_MINUS:
        if (KIND(x) == CT_POINTER && type_is_integer(p->t, y)) return build_pointer_offset(p, op, a, b, loc);
        if (KIND(x) == CT_POINTER && KIND(y) == CT_POINTER) return subtract_pointers(p, a, b, loc);
        break;
    case TK_SHL: case TK_SHR: {
        if (!integers) return invalid_operands(p, op, a, b, loc);
        a = promote(p, a);
        b = promote(p, b);
        QType type = NODE(a)->type;
        if (refuse_type(p, type, loc) || refuse_type(p, NODE(b)->type, loc)) return error_node(p, loc);
        warn_shift(p, b, type, loc);
        NodeId folded;
        if (fold_binary(p, kind, type, a, b, loc, &folded)) return folded;
        return new_node(p, kind, type, loc, a, b, 0);
    }
    case TK_PERCENT: case TK_AMP: case TK_PIPE: case TK_CARET:
        if (!integers) return invalid_operands(p, op, a, b, loc);
        break;
    case TK_LT: case TK_LE: case TK_GT: case TK_GE: case TK_EQ: case TK_NE:
        if (KIND(x) == CT_POINTER || KIND(y) == CT_POINTER) return compare_pointers(p, op, a, b, loc);
        break;
    default: break;
    }
    if (!type_is_arithmetic(p->t, x) || !type_is_arithmetic(p->t, y)) return invalid_operands(p, op, a, b, loc);
    bool comparison = kind >= NODE_LT && kind <= NODE_NE;
    if ((type_is_complex(p->t, x) || type_is_complex(p->t, y)) && kind >= NODE_LT && kind <= NODE_GE) return invalid_operands(p, op, a, b, loc);
    QType common;
    if (x == INT_T && y == INT_T && !is_bit_field(p, a)) {
        common = INT_T;
    } else {
        NodeId pa = promote(p, a), pb = promote(p, b);
        common = usual_type(p, NODE(pa)->type, NODE(pb)->type);
        if (refuse_type(p, common, loc)) return error_node(p, loc);
        if (comparison) warn_comparison(p, op, a, b, common, loc);
        a = arithmetic_operand(p, pa, common);
        b = arithmetic_operand(p, pb, common);
    }
    if (kind == NODE_DIV || kind == NODE_MOD) warn_division(p, b, loc);
    QType type = comparison ? INT_T : common;
    NodeId folded;
    if (fold_binary(p, kind, type, a, b, loc, &folded)) return folded;
    return new_node(p, kind, type, loc, a, b, 0);
}

NodeId build_unary(Parser *p, TokenKind op, NodeId a, Loc loc)
{
    a = rvalue(p, a);
    QType q = NODE(a)->type;
    if (is_error(q)) return a;
    if (op == TK_NOT) {
        a = truth_value(p, a, "operand of '!'");
        if (node_is_error(p, a)) return a;
        if (NODE(a)->kind == NODE_INT) return int_node(p, INT_T, node_integer(NODE(a)) == 0, loc);
        if (NODE(a)->kind == NODE_FLOAT) return int_node(p, INT_T, float_is_zero(p->c->float_constant.at[NODE(a)->a], format_of(p, q)), loc);
        return new_node(p, NODE_LOGNOT, INT_T, loc, a, 0, 0);
    }
    if (KIND(q) == CT_VECTOR) return build_vector_unary(p, op, a, loc);
    if (op == TK_TILDE && type_is_complex(p->t, q)) pedantic(p, loc, "'~' for the conjugate of a complex number");
    bool good = op == TK_TILDE ? type_is_integer(p->t, q) || type_is_complex(p->t, q) : type_is_arithmetic(p->t, q);
    if (!good) {
        if (!refuse_type(p, q, loc))
            diag_error(p->diag, loc, "wrong type argument '%s' to unary %s", type_str(p, q), token_kind_text(op));
        return error_node(p, loc);
    }
    a = promote(p, a);
    q = NODE(a)->type;
    if (refuse_type(p, q, loc)) return error_node(p, loc);
    const Node *n = NODE(a);
    if (op == TK_PLUS) return a;
    if (n->kind == NODE_INT) {
        u64 v = node_integer(n), w = type_wrap(p->t, q, op == TK_TILDE ? ~v : 0 - v);
        bool overflow = op == TK_MINUS && !type_is_unsigned(p->t, q) && v != 0 && v == w;
        p->not_strict += overflow;
        if (overflow && !p->quiet && !p->unevaluated)
            diag_warn(p->diag, W_OVERFLOW, loc, "integer overflow in expression of type '%s'", type_str(p, q));
        return int_node(p, q, w, loc);
    }
    if (n->kind == NODE_FLOAT) return float_node(p, q, float_negate(p->c->float_constant.at[n->a], format_of(p, q)), loc);
    return new_node(p, op == TK_MINUS ? NODE_NEG : NODE_BITNOT, q, loc, a, 0, 0);
}

NodeId build_inc_dec(Parser *p, NodeKind kind, NodeId a, Loc loc)
{
    bool increment = kind == NODE_PRE_INC || kind == NODE_POST_INC;
    if (node_is_error(p, a)) return a;
    if (!modifiable(p, a, increment ? "increment" : "decrement", loc)) return error_node(p, loc);
    QType q = NODE(a)->type;
    if (refuse_type(p, q, loc)) return error_node(p, loc);
    if (!type_is_scalar(p->t, q) && KIND(q) != CT_VECTOR) {
        diag_error(p->diag, loc, "wrong type argument '%s' to %s", type_str(p, q), increment ? "increment" : "decrement");
        return error_node(p, loc);
    }
    if (KIND(q) == CT_POINTER) {
        QType to = type_of(p->t, q)->base;
        pedantic_pointer_arithmetic(p, to, loc);
        if (!type_complete(p->t, to) && KIND(to) != CT_VOID) {
            diag_error(p->diag, loc, "%s of a pointer to incomplete type '%s'", increment ? "increment" : "decrement", type_str(p, to));
            return error_node(p, loc);
        }
    }
    return new_node(p, kind, rvalue_type(p, q), loc, a, 0, 0);
}

static void warn_self_assign(Parser *p, NodeId a, NodeId b, Loc loc)
{
    const Node *x = NODE(a), *y = NODE(b);
    if (y->kind == NODE_LOAD && !(y->flags & NODE_PARENTHESIZED) && x->kind == NODE_VAR && NODE(y->a)->kind == NODE_VAR && NODE(y->a)->a == x->a &&
        !type_is_volatile(p->t, x->type))
        diag_warn(p->diag, W_SELF_ASSIGN, loc, "'%.*s' is assigned to itself", STR_FMT(name_text(p, DECL(x->a)->name)));
}

NodeId build_assign(Parser *p, TokenKind op, NodeId a, NodeId b, Loc loc)
{
    if (node_is_error(p, a)) return a;
    if (!modifiable(p, a, "assignment", loc)) {
        return error_node(p, loc);
    }
    QType lt = NODE(a)->type, type = rvalue_type(p, lt);
    if (refuse_type(p, lt, loc)) return error_node(p, loc);
    if (op == TK_ASSIGN) {
        b = convert_for(p, b, lt, ASSIGN_ASSIGN, 0, 0, loc);
        if (node_is_error(p, b)) return b;
        warn_self_assign(p, a, b, loc);
        return new_node(p, NODE_ASSIGN, type, loc, a, b, 0);
    }
    b = rvalue(p, b);
    QType rt = NODE(b)->type;
    if (is_error(rt)) return b;
    NodeKind kind = arithmetic_kind(op);
    if (KIND(lt) == CT_VECTOR || KIND(rt) == CT_VECTOR) return build_vector_assign(p, op, kind, a, b, loc);
    QType compute;
    if (KIND(lt) == CT_POINTER && (kind == NODE_ADD || kind == NODE_SUB) && type_is_integer(p->t, rt)) {
        QType to = type_of(p->t, lt)->base;
        if (!type_complete(p->t, to) && KIND(to) != CT_VOID && KIND(to) != CT_FUNCTION) {
            diag_error(p->diag, loc, "arithmetic on a pointer to incomplete type '%s'", type_str(p, to));
            return error_node(p, loc);
        }
        pedantic_pointer_arithmetic(p, to, loc);
        b = cast_node(p, promote(p, b), p->ptrdiff_t_);
        compute = type;
        kind = kind == NODE_ADD ? NODE_PTR_ADD : NODE_PTR_SUB;
    } else {
        bool needs_integers = kind >= NODE_MOD && kind <= NODE_SHR;
        if (!type_is_arithmetic(p->t, lt) || !type_is_arithmetic(p->t, rt) ||
            (needs_integers && (!type_is_integer(p->t, lt) || !type_is_integer(p->t, rt)))) {
            return invalid_operands(p, op, a, b, loc);
        }
        QType left = type_is_integer(p->t, lt) ? promoted_type(p, a) : type;
        b = promote(p, b);
        if (kind == NODE_SHL || kind == NODE_SHR) {
            compute = left;
            warn_shift(p, b, compute, loc);
        } else {
            compute = usual_type(p, left, NODE(b)->type);
            if (refuse_type(p, compute, loc)) return error_node(p, loc);
            b = arithmetic_operand(p, b, compute);
            if (kind == NODE_DIV || kind == NODE_MOD) warn_division(p, b, loc);
        }
    }
    NodeId n = new_node(p, NODE_ASSIGN_OP, type, loc, a, b, compute);
    NODE(n)->aux = (u16)kind;
    return n;
}

/* ---- the conditional operator (6.5.15) ---- */

static QType conditional_pointer(Parser *p, NodeId a, NodeId b, Loc loc)
{
    QType x = NODE(a)->type, y = NODE(b)->type;
    bool px = KIND(x) == CT_POINTER, py = KIND(y) == CT_POINTER;
    if (px && py) {
        if (x == y) return x;
        QType s = type_of(p->t, x)->base, t = type_of(p->t, y)->base;
        if (is_null_pointer_constant(p, a)) return y;
        if (is_null_pointer_constant(p, b)) return x;
        u32 quals = (KIND(s) == CT_FUNCTION ? 0 : type_qualifiers(p->t, s)) | (KIND(t) == CT_FUNCTION ? 0 : type_qualifiers(p->t, t));
        pedantic_void_function(p, s, t, "a conditional expression", loc);
        if (type_is_void(p->t, s) || type_is_void(p->t, t)) return type_pointer(p->t, VOID_T | quals);
        if (pointees_compatible(p, s, t)) {
            QType u = type_unqualified(s), v = type_unqualified(t);
            QType composite = type_compatible(p->t, u, v) ? type_composite(p->t, u, v) : u;
            return type_pointer(p->t, type_qualified(p->t, composite, quals));
        }
        diag_warn(p->diag, W_INCOMPATIBLE_POINTER_TYPES, loc, "pointer type mismatch in conditional expression ('%s' and '%s')", type_str(p, x), type_str(p, y));
        return type_pointer(p->t, VOID_T | quals);
    }
    NodeId integer = px ? b : a;
    if (!type_is_integer(p->t, NODE(integer)->type)) return 0;
    if (!is_null_pointer_constant(p, integer)) diag_warn(p->diag, W_INT_CONVERSION, loc, "pointer/integer type mismatch in conditional expression");
    return px ? x : y;
}

NodeId build_conditional(Parser *p, NodeId c, NodeId a, NodeId b, Loc loc)
{
    /* a = 0: GNU's c ?: b, whose value is c's. */
    c = truth_value(p, c, "condition");
    bool elvis = a == 0;
    a = elvis ? c : rvalue(p, a);
    b = rvalue(p, b);
    if (node_is_error(p, c)) return c;
    if (node_is_error(p, a)) return a;
    if (node_is_error(p, b)) return b;
    QType x = NODE(a)->type, y = NODE(b)->type, type = 0;
    if (type_is_arithmetic(p->t, x) && type_is_arithmetic(p->t, y)) {
        NodeId pa = promote(p, a);
        b = promote(p, b);
        type = usual_type(p, NODE(pa)->type, NODE(b)->type);
        if (refuse_type(p, type, loc)) return error_node(p, loc);
        if (!elvis) a = pa;
    } else if (type_is_void(p->t, x) || type_is_void(p->t, y)) {
        type = VOID_T;
    } else if (KIND(x) == CT_POINTER || KIND(y) == CT_POINTER) {
        type = conditional_pointer(p, a, b, loc);
    } else if (type_compatible(p->t, x, y)) {
        if (refuse_type(p, x, loc)) return error_node(p, loc);
        type = x;
    }
    if (!type) {
        if (!refuse_type(p, x, loc) && !refuse_type(p, y, loc))
            diag_error(p->diag, loc, "type mismatch in conditional expression ('%s' and '%s')", type_str(p, x), type_str(p, y));
        return error_node(p, loc);
    }
    bool is_record = type_is_record(p->t, type);
    if (!is_record && !elvis && x != type) a = type == VOID_T ? new_node(p, NODE_CAST, VOID_T, loc, a, 0, 0) : cast_node(p, a, type);
    if (!is_record && NODE(b)->type != type) b = type == VOID_T ? new_node(p, NODE_CAST, VOID_T, loc, b, 0, 0) : cast_node(p, b, type);
    if (NODE(c)->kind == NODE_INT && !is_record && type != VOID_T) {
        bool truth = node_integer(NODE(c)) != 0;
        if (elvis) return truth ? cast_node(p, c, type) : b;
        /* The operand that is not taken may define no labels and no values: dropping it is safe for plain values. */
        NodeId taken = truth ? a : b;
        if (NODE(taken)->kind == NODE_INT || NODE(taken)->kind == NODE_FLOAT) {
            Node copy = *NODE(taken);
            NodeId n = new_node(p, (NodeKind)copy.kind, type, loc, copy.a, copy.b, 0);
            NODE(n)->flags = 0;
            return n;
        }
    }
    return new_node(p, NODE_COND, type, loc, c, elvis ? 0 : a, b);
}
