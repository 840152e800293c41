/* Conversions as if by assignment, and casts (C11 6.5.16.1, 6.5.4), with what is said when types do not fit.
   In: a node and the type that is wanted. Out: the node converted, or an error node after a message. */
#include "c/parser.h"

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

bool same_but_for_sign(Parser *p, QType a, QType b)
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
bool pointees_compatible(Parser *p, QType a, QType b)
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
    if (NODE(n)->kind == NODE_DECAY && NODE(NODE(n)->a)->kind == NODE_STRING && type_is_character(p->t, x) && !(x & Q_CONST))
        diag_warn(p->diag, W_WRITE_STRINGS, loc, "%s discards 'const' qualifier from a string literal", context_text(p, context, argument, callee));
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
    if (NODE(n)->kind == NODE_ADDR) warn_packed_address(p, to, n, loc);
    if (from == to && NODE(n)->kind != NODE_DECAY) return n;
    if (is_error(from) || is_error(to)) return n;
    if (refuse_type(p, to, loc) || refuse_type(p, from, loc)) return error_node(p, loc);
    u32 kind = KIND(to);
    if (KIND(from) == CT_VOID) {
        diag_error(p->diag, loc, "void value not ignored as it ought to be");
        return error_node(p, loc);
    }
    if (type_is_arithmetic(p->t, to) && type_is_arithmetic(p->t, from)) {
        if (kind != CT_BOOL && type_is_integer(p->t, to)) warn_constant_fits(p, n, to, loc);
        warn_conversion(p, n, to, loc);
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
        warn_cast(p, to, n, loc);
        if (kind == CT_POINTER && type_is_integer(p->t, from) && NODE(n)->kind != NODE_INT && type_size(p->t, from) != p->t->layout->pointer_size)
            diag_warn(p->diag, W_INT_TO_POINTER_CAST, loc, "cast to pointer from integer of different size ('%s')", type_str(p, from));
        else if (KIND(from) == CT_POINTER && type_is_integer(p->t, to) && kind != CT_BOOL && type_size(p->t, to) != p->t->layout->pointer_size &&
                 NODE(n)->kind != NODE_INT)
            diag_warn(p->diag, W_POINTER_TO_INT_CAST, loc, "cast from pointer to integer of different size ('%s')", type_str(p, to));
    }
    if (from == to) {
        /* A value of the type already; but of a bit-field the cast ends what its width does to promotion (6.3.1.1p2). */
        if (is_bit_field(p, n)) return new_node(p, NODE_CAST, to, loc, n, 0, 0);
        NODE(n)->flags |= NODE_CASTED;
        return n;
    }
    NodeId made = cast_node(p, n, to);
    NODE(made)->loc = loc;
    NODE(made)->flags |= NODE_CASTED;
    return made;
}
