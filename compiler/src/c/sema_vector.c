/* GNU vector types: what operators, conversions, subscripts and the __builtin_ functions about vectors ask of their operands
   (GCC manual, "Using Vector Instructions through Built-in Functions").
   In: operands of which at least one is a vector. Out: the nodes of scalar operators with a vector type, whose scalar operand,
   if there is one, stands for all elements. An operation works element by element in the element's own type: nothing is promoted. */
#include "c/parser.h"

enum { MAX_VECTOR = 64 };

static QType element_of(Parser *p, QType q) { return type_of(p->t, q)->base; }
static u64 count_of(Parser *p, QType q) { return type_of(p->t, q)->count / type_size(p->t, element_of(p, q)); }
static bool is_vector(Parser *p, QType q) { return KIND(q) == CT_VECTOR; }
static bool is_integer_vector(Parser *p, QType q) { return is_vector(p, q) && type_is_integer(p->t, element_of(p, q)); }

QType vector_of(Parser *p, QType element, u64 bytes, Loc loc)
{
    u32 kind = KIND(element);
    if (is_error(element)) return 0;
    if (!((kind >= CT_CHAR && kind <= CT_ULLONG) || kind == CT_FLOAT || kind == CT_DOUBLE)) {
        if (kind == CT_ENUM || kind == CT_INT128 || kind == CT_UINT128 || kind == CT_LDOUBLE || kind == CT_BITINT) diag_error(p->diag, loc, "vectors of '%s' are not supported yet", type_str(p, element));
        else diag_error(p->diag, loc, "invalid vector type: elements of type '%s'", type_str(p, element));
        return 0;
    }
    u64 size = type_size(p->t, element);
    if (bytes % size || !is_power_of_two(bytes / size)) {
        diag_error(p->diag, loc, "vector size %llu is not the size of '%s' times a power of two", (unsigned long long)bytes, type_str(p, element));
        return 0;
    }
    if (bytes < 8 || bytes > MAX_VECTOR) {
        diag_error(p->diag, loc, "vectors of %llu bytes are not supported yet", (unsigned long long)bytes);
        return 0;
    }
    return type_vector(p->t, rvalue_type(p, element), bytes);
}

/* Vectors of one size whose elements differ in sign only, or in which integer type of one size they have. */
static bool same_shape(Parser *p, QType a, QType b)
{
    if (!is_vector(p, a) || !is_vector(p, b) || type_size(p->t, a) != type_size(p->t, b) || count_of(p, a) != count_of(p, b)) return false;
    return element_of(p, a) == element_of(p, b) || (is_integer_vector(p, a) && is_integer_vector(p, b));
}

NodeId vector_convert(Parser *p, NodeId n, QType to)
{
    QType from = NODE(n)->type;
    return same_shape(p, from, to) ? new_node(p, NODE_CAST, to, NODE(n)->loc, n, 0, 0) : 0;
}

/* A cast takes the bytes as they are: between vectors of one size, and to or from an integer of that size. */
NodeId vector_cast(Parser *p, QType to, NodeId n, Loc loc)
{
    QType from = NODE(n)->type;
    bool fits = (is_vector(p, to) || type_is_integer(p->t, to)) && (is_vector(p, from) || type_is_integer(p->t, from));
    if (fits && type_size(p->t, to) == type_size(p->t, from)) return new_node(p, NODE_CAST, to, loc, n, 0, 0);
    diag_error(p->diag, loc, "cannot convert '%s' to '%s', which is no vector or integer of the same size", type_str(p, from), type_str(p, to));
    return error_node(p, loc);
}

/* The vector of truth values, 0 or -1, that comparing vectors of type q gives. */
static QType truth_type(Parser *p, QType q)
{
    static const u8 kinds[9] = {0, CT_SCHAR, CT_SHORT, 0, CT_INT, 0, 0, 0, CT_LLONG};
    u32 kind = kinds[type_size(p->t, element_of(p, q))];
    if (kind == CT_LLONG && p->t->layout->long_size == 8) kind = CT_LONG;
    return type_vector(p->t, QTYPE_OF(kind), type_size(p->t, q));
}

/* A scalar that stands for all elements of a vector of type q; 0 when its value might not fit. */
static NodeId broadcast(Parser *p, NodeId n, QType q)
{
    QType element = element_of(p, q), from = NODE(n)->type;
    if (!type_is_real(p->t, from) || (type_is_floating(p->t, from) && !type_is_floating(p->t, element))) return 0;
    bool constant = NODE(n)->kind == NODE_INT || NODE(n)->kind == NODE_FLOAT;
    if (!constant && type_is_integer(p->t, from) && type_is_integer(p->t, element) && type_size(p->t, from) > type_size(p->t, element)) return 0;
    return cast_node(p, n, element);
}

static NodeId invalid(Parser *p, TokenKind op, NodeId a, NodeId b, Loc loc)
{
    diag_error(p->diag, loc, "invalid operands to binary %s (have '%s' and '%s')", token_kind_text(op), type_str(p, NODE(a)->type), type_str(p, NODE(b)->type));
    return error_node(p, loc);
}

/* Brings the operands to one vector type, or one of them to its element type; 0 after an error. */
static QType common_type(Parser *p, TokenKind op, NodeId *a, NodeId *b, Loc loc)
{
    QType x = NODE(*a)->type, y = NODE(*b)->type;
    if (is_vector(p, x) && is_vector(p, y)) {
        if (same_shape(p, x, y)) return x;
    } else {
        NodeId *scalar = is_vector(p, x) ? b : a;
        QType q = is_vector(p, x) ? x : y;
        NodeId all = broadcast(p, *scalar, q);
        if (all) return *scalar = all, q;
    }
    invalid(p, op, *a, *b, loc);
    return 0;
}

static bool only_integers(NodeKind kind) { return kind == NODE_MOD || kind == NODE_AND || kind == NODE_OR || kind == NODE_XOR || kind == NODE_SHL || kind == NODE_SHR; }

NodeId build_vector_binary(Parser *p, TokenKind op, NodeKind kind, NodeId a, NodeId b, Loc loc)
{
    bool shift = kind == NODE_SHL || kind == NODE_SHR, comparison = kind >= NODE_LT && kind <= NODE_NE;
    if (kind == NODE_NONE) return invalid(p, op, a, b, loc);
    if (shift && is_vector(p, NODE(a)->type) && type_is_integer(p->t, NODE(b)->type)) {
        /* A scalar count may have any type. */
        if (!is_integer_vector(p, NODE(a)->type)) return invalid(p, op, a, b, loc);
        QType q = NODE(a)->type;
        b = cast_node(p, b, element_of(p, q));
        return new_node(p, kind, q, loc, a, b, 0);
    }
    QType q = common_type(p, op, &a, &b, loc);
    if (!q) return error_node(p, loc);
    if (only_integers(kind) && !is_integer_vector(p, q)) return invalid(p, op, a, b, loc);
    return new_node(p, kind, comparison ? truth_type(p, q) : q, loc, a, b, 0);
}

NodeId build_vector_unary(Parser *p, TokenKind op, NodeId a, Loc loc)
{
    QType q = NODE(a)->type;
    if (op == TK_PLUS) return a;
    if (op == TK_MINUS) return new_node(p, NODE_NEG, q, loc, a, 0, 0);
    if (op == TK_TILDE && is_integer_vector(p, q)) return new_node(p, NODE_BITNOT, q, loc, a, 0, 0);
    diag_error(p->diag, loc, "wrong type argument '%s' to unary %s", type_str(p, q), token_kind_text(op));
    return error_node(p, loc);
}

/* a op= b of a vector a that may be assigned to. */
NodeId build_vector_assign(Parser *p, TokenKind op, NodeKind kind, NodeId a, NodeId b, Loc loc)
{
    QType q = rvalue_type(p, NODE(a)->type);
    NodeId old = rvalue(p, a);
    if (!is_vector(p, q)) return invalid(p, op, a, b, loc);
    NodeId sum = build_vector_binary(p, op, kind, old, b, loc); /* for its checks, and for b as it is to be */
    if (node_is_error(p, sum)) return sum;
    NodeId n = new_node(p, NODE_ASSIGN_OP, q, loc, a, NODE(sum)->b, q);
    NODE(n)->aux = (u16)kind;
    return n;
}

/* v[i]: the element, an lvalue when v is one. Vectors that are values have an address as structures do. */
NodeId build_vector_index(Parser *p, NodeId v, NodeId index, Loc loc)
{
    QType q = NODE(v)->type;
    bool lvalue = (NODE(v)->flags & NODE_LVALUE) != 0;
    index = rvalue(p, index);
    if (node_is_error(p, index)) return index;
    if (!type_is_integer(p->t, NODE(index)->type)) {
        diag_error(p->diag, loc, "array subscript of type '%s' is not an integer", type_str(p, NODE(index)->type));
        return error_node(p, loc);
    }
    NodeId address = new_node(p, NODE_ADDR, type_pointer(p->t, q), loc, v, 0, 0);
    QType element = type_qualified(p->t, element_of(p, q), q & Q_ALL);
    NodeId first = new_node(p, NODE_CAST, type_pointer(p->t, element), loc, address, 0, 0);
    NodeId n = build_deref(p, build_pointer_offset(p, TK_PLUS, first, index, loc), loc);
    return lvalue ? n : rvalue(p, n);
}

/* ---- __builtin_shuffle, __builtin_shufflevector, __builtin_convertvector ---- */

static NodeId shuffle(Parser *p, Name name, u32 first, Loc loc)
{
    u32 count = p->work.len - first;
    NodeId v[3];
    if (count != 2 && count != 3) {
        diag_error(p->diag, loc, "too %s arguments to '%.*s'", count < 2 ? "few" : "many", STR_FMT(name_text(p, name)));
        return 0;
    }
    for (u32 i = 0; i < count; i++) {
        v[i] = p->work.at[first + i] = rvalue(p, p->work.at[first + i]);
        if (node_is_error(p, v[i])) return 0;
    }
    QType q = NODE(v[0])->type, mask = NODE(v[count - 1])->type;
    if (!is_vector(p, q) || !is_integer_vector(p, mask) || count_of(p, q) != count_of(p, mask) || type_size(p->t, q) != type_size(p->t, mask) ||
        (count == 3 && NODE(v[1])->type != q)) {
        diag_error(p->diag, loc, "'%.*s' wants vectors of one type and a mask of integers of the same size and number", STR_FMT(name_text(p, name)));
        return 0;
    }
    return builtin_node(p, BUILTIN_SHUFFLE, q, first, loc);
}

static NodeId shuffle_constant(Parser *p, Name name, u32 first, Loc loc)
{
    u32 count = p->work.len - first;
    NodeId a = count > 2 ? rvalue(p, p->work.at[first]) : 0, b = a ? rvalue(p, p->work.at[first + 1]) : 0;
    if (a && (node_is_error(p, a) || node_is_error(p, b))) return 0;
    if (!a || !is_vector(p, NODE(a)->type) || !is_vector(p, NODE(b)->type) || element_of(p, NODE(a)->type) != element_of(p, NODE(b)->type)) {
        diag_error(p->diag, loc, "'%.*s' wants two vectors with elements of one type, and indices", STR_FMT(name_text(p, name)));
        return 0;
    }
    i64 limit = (i64)(count_of(p, NODE(a)->type) + count_of(p, NODE(b)->type));
    p->work.at[first] = a;
    p->work.at[first + 1] = b;
    for (u32 i = 2; i < count; i++) {
        i64 index;
        NodeId n = rvalue(p, p->work.at[first + i]);
        if (!node_is_constant_int(p, n, &index) || index < -1 || index >= limit) {
            diag_error(p->diag, NODE(n)->loc, "index %u of '%.*s' is not a constant from -1 to %lld", i - 1, STR_FMT(name_text(p, name)), (long long)limit - 1);
            return 0;
        }
        p->work.at[first + i] = int_node(p, INT_T, (u64)index, loc);
    }
    QType q = vector_of(p, element_of(p, NODE(a)->type), (count - 2) * type_size(p->t, element_of(p, NODE(a)->type)), loc);
    return is_error(q) ? 0 : builtin_node(p, BUILTIN_SHUFFLE_VECTOR, q, first, loc);
}

/* (vector, type), at the parenthesis. */
NodeId parse_convert_vector(Parser *p, Name name, Loc loc)
{
    Loc open = p->tok.loc;
    u32 first = p->work.len;
    if (!expect(p, TK_LPAREN, "of the builtin's arguments")) return error_node(p, loc);
    enter_depth(p);
    NodeId v = rvalue(p, parse_assignment(p));
    expect(p, TK_COMMA, "before the type");
    QType to = parse_type_name(p);
    leave_depth(p);
    if (!expect_close(p, TK_RPAREN, open, "")) skip_balanced(p, TK_RPAREN);
    if (node_is_error(p, v) || is_error(to)) return error_node(p, loc);
    if (!is_vector(p, NODE(v)->type) || !is_vector(p, to) || count_of(p, NODE(v)->type) != count_of(p, to)) {
        diag_error(p->diag, loc, "'%.*s' wants a vector, and the type of one with as many elements", STR_FMT(name_text(p, name)));
        return error_node(p, loc);
    }
    vec_push(&p->work, v);
    return builtin_node(p, BUILTIN_CONVERT_VECTOR, rvalue_type(p, to), first, loc);
}

/* The arguments are on p->work from `first` on. */
NodeId build_shuffle(Parser *p, Special special, Name name, u32 first, Loc loc)
{
    NodeId n = special == SPECIAL_SHUFFLE ? shuffle(p, name, first, loc) : shuffle_constant(p, name, first, loc);
    p->work.len = first;
    return n ? n : error_node(p, loc);
}
