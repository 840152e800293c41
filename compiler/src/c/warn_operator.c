/* Warnings about the operands of operators, about truth values and about implicit conversions of arithmetic types, each under
   gcc's name for it (GCC manual, "Options to Request or Suppress Warnings").
   In: operands as values, before they are promoted. Out: messages; nothing is changed. */
#include "c/parser.h"

static bool in_macro(Parser *p, Loc loc) { return source_expansion(p->diag->sources, loc) != loc; }

/* Two expressions without effects that read the same objects by the same way: only what needs no more than a comparison of trees. */
bool same_expression(Parser *p, NodeId a, NodeId b)
{
    for (u32 depth = 0; depth < 64; depth++) {
        const Node *x = NODE(a), *y = NODE(b);
        if (x->kind != y->kind || x->type != y->type || (x->flags ^ y->flags) & NODE_CASTED) return false;
        switch (x->kind) {
        case NODE_INT: return node_integer(x) == node_integer(y);
        case NODE_VAR: return x->a == y->a && !type_is_volatile(p->t, x->type);
        case NODE_MEMBER:
            if (x->b != y->b || type_is_volatile(p->t, x->type)) return false;
            break;
        case NODE_LOAD: case NODE_DEREF: case NODE_ADDR: case NODE_DECAY: case NODE_CAST: case NODE_NEG: case NODE_BITNOT: case NODE_LOGNOT: break;
        case NODE_PTR_ADD: case NODE_ADD: case NODE_SUB: case NODE_MUL: case NODE_LT: case NODE_LE: case NODE_GT: case NODE_GE: case NODE_EQ: case NODE_NE:
            if (!same_expression(p, x->b, y->b)) return false;
            break;
        default: return false;
        }
        if (x->kind == NODE_DEREF && type_is_volatile(p->t, x->type)) return false;
        a = x->a;
        b = y->a;
    }
    return false;
}

static bool is_boolean(Parser *p, NodeId id)
{
    const Node *n = NODE(id);
    while (n->kind == NODE_CAST && type_is_integer(p->t, n->type)) {
        if (KIND(n->type) == CT_BOOL) return true;
        n = NODE(n->a);
    }
    return (n->kind >= NODE_LT && n->kind <= NODE_LOGOR) || n->kind == NODE_LOGNOT || KIND(n->type) == CT_BOOL;
}

static const char *text_of(TokenKind op) { return token_kind_text(op); }

/* The object whose address, or whose first element's, an expression is; 0: no such. */
static DeclId addressed(Parser *p, NodeId id)
{
    const Node *n = NODE(id);
    if (n->kind != NODE_ADDR && n->kind != NODE_DECAY) return 0;
    const Node *target = NODE(n->a);
    if (target->kind != NODE_VAR && target->kind != NODE_FUNC) return 0;
    if (DECL(target->a)->flags & (DECL_ATTR_WEAK | DECL_ATTR_WEAKREF)) return 0;
    return DECL(target->a)->name ? target->a : 0;
}

static bool is_literal(Parser *p, NodeId id) { return NODE(id)->kind == NODE_DECAY && NODE(NODE(id)->a)->kind == NODE_STRING; }
static bool is_array_value(Parser *p, NodeId id) { return NODE(id)->kind == NODE_DECAY && NODE(NODE(id)->a)->kind != NODE_STRING; }

/* A comparison of a narrow operand with a constant that none, or every one, of its values passes: 1 always, 0 never, -1 it depends. */
static int outcome(TokenKind op, i64 low, i64 high, i64 k)
{
    switch (op) {
    case TK_LT: return high < k ? 1 : low >= k ? 0 : -1;
    case TK_LE: return high <= k ? 1 : low > k ? 0 : -1;
    case TK_GT: return low > k ? 1 : high <= k ? 0 : -1;
    case TK_GE: return low >= k ? 1 : high < k ? 0 : -1;
    case TK_EQ: return k < low || k > high ? 0 : -1;
    default: return k < low || k > high ? 1 : -1;
    }
}

static TokenKind mirrored(TokenKind op) { return op == TK_LT ? TK_GT : op == TK_GT ? TK_LT : op == TK_LE ? TK_GE : op == TK_GE ? TK_LE : op; }

static void compare_with_constant(Parser *p, TokenKind op, NodeId a, NodeId b, Loc loc)
{
    bool constant_left = NODE(a)->kind == NODE_INT;
    if (constant_left == (NODE(b)->kind == NODE_INT)) return;
    NodeId operand = constant_left ? b : a;
    QType q = NODE(operand)->type;
    i64 k = (i64)node_integer(NODE(constant_left ? a : b));
    if (!type_is_integer(p->t, q) || !type_is_integer(p->t, NODE(constant_left ? a : b)->type)) return;
    if (constant_left) op = mirrored(op);
    if (is_boolean(p, operand)) {
        int known = outcome(op, 0, 1, k);
        if (known >= 0) diag_warn(p->diag, W_BOOL_COMPARE, loc, "comparison of constant '%lld' with a boolean expression is always %s", (long long)k, known ? "true" : "false");
        return;
    }
    u32 bits = type_bits(p->t, q);
    if (bits >= 32 || KIND(q) == CT_ENUM || in_macro(p, loc) || is_bit_field(p, operand)) return;
    bool is_unsigned = type_is_unsigned(p->t, q);
    i64 low = is_unsigned ? 0 : -((i64)1 << (bits - 1)), high = ((i64)1 << (is_unsigned ? bits : bits - 1)) - 1;
    int known = outcome(op, low, high, k);
    if (known >= 0 && k != 0) diag_warn(p->diag, W_TYPE_LIMITS, loc, "comparison is always %s due to limited range of data type", known ? "true" : "false");
}

static void compare_operands(Parser *p, TokenKind op, NodeId a, NodeId b, Loc loc)
{
    const Node *x = NODE(a), *y = NODE(b);
    if (x->kind == NODE_LOGNOT && !(x->flags & NODE_PARENTHESIZED) && !is_boolean(p, b))
        diag_warn(p->diag, W_LOGICAL_NOT_PARENTHESES, loc, "logical not is only applied to the left hand side of comparison");
    bool equality = op == TK_EQ || op == TK_NE;
    if (is_literal(p, a) || is_literal(p, b)) {
        NodeId other = is_literal(p, a) ? b : a;
        if (NODE(other)->kind != NODE_INT && KIND(NODE(other)->type) == CT_POINTER)
            diag_warn(p->diag, W_ADDRESS, loc, "comparison with string literal results in unspecified behavior");
    } else if (is_array_value(p, a) && is_array_value(p, b)) {
        diag_warn(p->diag, W_ARRAY_COMPARE, loc, "comparison between two arrays");
    }
    if (equality && (type_is_floating(p->t, x->type) || type_is_complex(p->t, x->type) || type_is_floating(p->t, y->type)))
        diag_warn(p->diag, W_FLOAT_EQUAL, loc, "comparing floating-point with '%s' is unsafe", op == TK_EQ ? "==" : "!=");
    if (KIND(x->type) == CT_ENUM && KIND(y->type) == CT_ENUM && !type_compatible(p->t, type_unqualified(x->type), type_unqualified(y->type)))
        diag_warn(p->diag, W_ENUM_COMPARE, loc, "comparison between '%s' and '%s'", type_str(p, x->type), type_str(p, y->type));
    if (x->kind == NODE_INT || y->kind == NODE_INT) compare_with_constant(p, op, a, b, loc);
    else if (type_is_scalar(p->t, x->type) && !type_is_floating(p->t, x->type) && same_expression(p, a, b) && !in_macro(p, loc))
        diag_warn(p->diag, W_TAUTOLOGICAL_COMPARE, loc, "self-comparison always evaluates to %s", op == TK_EQ || op == TK_LE || op == TK_GE ? "true" : "false");
}

static void shift_operands(Parser *p, TokenKind op, NodeId a, NodeId b, Loc loc)
{
    const Node *x = NODE(a);
    QType q = promoted_type(p, a);
    if (op != TK_SHL || x->kind != NODE_INT || type_is_unsigned(p->t, q)) return;
    i64 v = (i64)node_integer(x);
    if (v < 0) {
        if (p->c99) diag_warn(p->diag, W_SHIFT_NEGATIVE_VALUE, loc, "left shift of negative value");
        return;
    }
    u64 n = NODE(b)->kind == NODE_INT ? node_integer(NODE(b)) : 0;
    u32 bits = type_bits(p->t, q);
    if (p->c99 && v && n < bits && n + log2_floor((u64)v) + 1 > bits) /* into the sign bit is forgiven, as by gcc */
        diag_warn(p->diag, W_SHIFT_OVERFLOW, loc, "result of '%lld << %llu' requires more bits to represent than '%s' has", (long long)v, (unsigned long long)n, type_str(p, q));
}

/* sizeof p / sizeof *p */
static void divide_sizes(Parser *p, NodeId a, NodeId b, Loc loc)
{
    const Node *x = NODE(a), *y = NODE(b);
    if (x->kind != NODE_INT || y->kind != NODE_INT || !x->c || !y->c || KIND(NODE(x->c)->type) != CT_POINTER) return;
    const Node *element = NODE(y->c);
    if (element->kind != NODE_DEREF) return;
    NodeId pointer = element->a;
    if (NODE(pointer)->kind == NODE_PTR_ADD) pointer = NODE(pointer)->a;
    if (NODE(pointer)->kind == NODE_LOAD && same_expression(p, NODE(pointer)->a, x->c))
        diag_warn(p->diag, W_SIZEOF_POINTER_DIV, loc, "division of the size of pointer '%s' by the size of what it points to does not give the number of array elements",
                  type_str(p, NODE(x->c)->type));
}

void warn_operands(Parser *p, TokenKind op, NodeId a, NodeId b, Loc loc)
{
    switch (op) {
    case TK_LT: case TK_LE: case TK_GT: case TK_GE: case TK_EQ: case TK_NE: compare_operands(p, op, a, b, loc); break;
    case TK_SHL: case TK_SHR: shift_operands(p, op, a, b, loc); break;
    case TK_SLASH: divide_sizes(p, a, b, loc); break;
    case TK_ANDAND: case TK_OROR:
        if (same_expression(p, a, b) && NODE(a)->kind != NODE_INT && !in_macro(p, loc))
            diag_warn(p->diag, W_LOGICAL_OP, loc, "logical %s of equal expressions", op == TK_ANDAND ? "'and'" : "'or'");
        break;
    case TK_AMP: case TK_PIPE:
        if (NODE(a)->kind == NODE_LOGNOT && !(NODE(a)->flags & NODE_PARENTHESIZED) && !is_boolean(p, b))
            diag_warn(p->diag, W_PARENTHESES, loc, "suggest parentheses around operand of '!' or change %s to %s", text_of(op), op == TK_AMP ? "'&&'" : "'||'");
        break;
    default: break;
    }
    bool arithmetic = op == TK_PLUS || op == TK_MINUS || op == TK_STAR || op == TK_SLASH || (op >= TK_LT && op <= TK_NE);
    QType x = NODE(a)->type, y = NODE(b)->type;
    if (arithmetic && type_is_floating(p->t, x) && type_is_floating(p->t, y) && type_unqualified(x) != type_unqualified(y)) {
        QType narrow = KIND(x) == CT_FLOAT ? x : y, wide = narrow == x ? y : x;
        if (KIND(narrow) == CT_FLOAT)
            diag_warn(p->diag, W_DOUBLE_PROMOTION, loc, "implicit conversion from 'float' to '%s' to match other operand of binary expression", type_str(p, wide));
    }
}

void warn_complement(Parser *p, NodeId a, Loc loc)
{
    if (!p->quiet && !p->unevaluated && is_boolean(p, a)) diag_warn(p->diag, W_BOOL_OPERATION, loc, "'~' on an expression of boolean value");
}

/* The operand of !, &&, || and ?:, or a condition. */
void warn_truth_value(Parser *p, NodeId id)
{
    const Node *n = NODE(id);
    if (p->quiet || p->unevaluated) return;
    if (n->kind == NODE_ADDR || n->kind == NODE_DECAY) {
        DeclId d = addressed(p, id);
        if (d && !in_macro(p, n->loc)) diag_warn(p->diag, W_ADDRESS, n->loc, "the address of '%.*s' will always evaluate as 'true'", STR_FMT(name_text(p, DECL(d)->name)));
        return;
    }
    if (in_macro(p, n->loc)) return;
    if (n->kind == NODE_SHL && !type_is_unsigned(p->t, n->type)) diag_warn(p->diag, W_INT_IN_BOOL_CONTEXT, n->loc, "'<<' in boolean context, did you mean '<'?");
    else if (n->kind == NODE_MUL && type_is_integer(p->t, n->type)) diag_warn(p->diag, W_INT_IN_BOOL_CONTEXT, n->loc, "'*' in boolean context, suggest '&&' instead");
}

/* ---- implicit conversions ---- */

/* Value bits, without a sign, that an integer expression needs at most. */
static u32 needed_bits(Parser *p, NodeId id, u32 depth)
{
    const Node *n = NODE(id);
    QType q = n->type;
    if (!type_is_integer(p->t, q) || depth > 32) return 128;
    u32 own = type_bits(p->t, q) - !type_is_unsigned(p->t, q);
    u32 x = own;
    if (n->kind == NODE_INT) x = node_integer(n) ? log2_floor((i64)node_integer(n) < 0 && !type_is_unsigned(p->t, q) ? ~node_integer(n) | 1 : node_integer(n)) + 1 : 0;
    else if (n->kind == NODE_CAST && type_is_integer(p->t, NODE(n->a)->type)) x = needed_bits(p, n->a, depth + 1);
    else if (n->kind == NODE_AND) {
        u32 a = needed_bits(p, n->a, depth + 1), b = needed_bits(p, n->b, depth + 1);
        bool mask = NODE(n->a)->kind == NODE_INT || NODE(n->b)->kind == NODE_INT;
        x = (a < b) == mask ? a : b; /* what a mask leaves, or the wider of two values, of which one may be negative */
    } else if (n->kind == NODE_OR || n->kind == NODE_XOR) {
        u32 a = needed_bits(p, n->a, depth + 1), b = needed_bits(p, n->b, depth + 1);
        x = a > b ? a : b;
    } else if (n->kind == NODE_SHR && NODE(n->b)->kind == NODE_INT) {
        u32 a = needed_bits(p, n->a, depth + 1);
        u64 k = node_integer(NODE(n->b));
        x = k < a ? a - (u32)k : 0;
    } else if (n->kind == NODE_MOD) {
        x = needed_bits(p, n->b, depth + 1);
    } else if (n->kind == NODE_COND && n->b) {
        u32 a = needed_bits(p, n->b, depth + 1), b = needed_bits(p, n->c, depth + 1);
        x = a > b ? a : b;
    } else if ((n->kind >= NODE_LT && n->kind <= NODE_LOGOR) || n->kind == NODE_LOGNOT) {
        x = 1;
    } else if (is_bit_field(p, id) && n->kind == NODE_LOAD && NODE(n->a)->kind == NODE_MEMBER) {
        const CField *f = FIELD(NODE(n->a)->b);
        if (f->is_bit_field) x = f->bit_width - !type_is_unsigned(p->t, f->type);
    }
    return x < own ? x : own;
}

static void integer_conversion(Parser *p, NodeId n, QType from, QType to, Loc loc)
{
    const Node *x = NODE(n);
    bool fu = type_is_unsigned(p->t, from), tu = type_is_unsigned(p->t, to);
    if (x->kind == NODE_INT) {
        i64 v = (i64)node_integer(x);
        if (!fu && tu && v < 0)
            diag_warn(p->diag, W_SIGN_CONVERSION, loc, "unsigned conversion from '%s' to '%s' changes value from '%lld' to '%llu'", type_str(p, from), type_str(p, to), (long long)v,
                      (unsigned long long)type_wrap(p->t, to, (u64)v));
        return;
    }
    u32 room = type_bits(p->t, to) - !tu;
    if (needed_bits(p, n, 0) > room) {
        if (type_bits(p->t, from) > type_bits(p->t, to)) diag_warn(p->diag, W_CONVERSION, loc, "conversion from '%s' to '%s' may change value", type_str(p, from), type_str(p, to));
        else if (fu && !tu) diag_warn(p->diag, W_SIGN_CONVERSION, loc, "conversion to '%s' from '%s' may change the sign of the result", type_str(p, to), type_str(p, from));
    } else if (!fu && tu && !never_negative(p, n)) {
        diag_warn(p->diag, W_SIGN_CONVERSION, loc, "conversion to '%s' from '%s' may change the sign of the result", type_str(p, to), type_str(p, from));
    }
}

/* Of an arithmetic value to an arithmetic type that is not its own, which no cast asked for. */
void warn_conversion(Parser *p, NodeId n, QType to, Loc loc)
{
    QType from = NODE(n)->type;
    if (p->quiet || p->unevaluated || KIND(to) == CT_BOOL || is_bit_field(p, n)) return;
    if (KIND(from) == CT_ENUM && KIND(to) == CT_ENUM && !type_compatible(p->t, type_unqualified(from), type_unqualified(to)))
        diag_warn(p->diag, W_ENUM_CONVERSION, loc, "implicit conversion from '%s' to '%s'", type_str(p, from), type_str(p, to));
    if (p->diag->state[W_CONVERSION] == WARNING_OFF && p->diag->state[W_SIGN_CONVERSION] == WARNING_OFF && p->diag->state[W_FLOAT_CONVERSION] == WARNING_OFF) return;
    bool ff = type_is_floating(p->t, from), tf = type_is_floating(p->t, to);
    if (type_is_integer(p->t, from) && type_is_integer(p->t, to)) {
        integer_conversion(p, n, from, to, loc);
    } else if (ff && type_is_integer(p->t, to)) {
        if (NODE(n)->kind != NODE_FLOAT) diag_warn(p->diag, W_FLOAT_CONVERSION, loc, "conversion from '%s' to '%s' may change value", type_str(p, from), type_str(p, to));
    } else if (ff && tf) {
        if (KIND(to) < KIND(from) && NODE(n)->kind != NODE_FLOAT)
            diag_warn(p->diag, W_FLOAT_CONVERSION, loc, "conversion from '%s' to '%s' may change value", type_str(p, from), type_str(p, to));
    } else if (type_is_integer(p->t, from) && tf && NODE(n)->kind != NODE_INT) {
        u32 room = KIND(to) == CT_FLOAT ? 24 : KIND(to) == CT_DOUBLE ? 53 : 64;
        if (needed_bits(p, n, 0) > room) diag_warn(p->diag, W_CONVERSION, loc, "conversion from '%s' to '%s' may change value", type_str(p, from), type_str(p, to));
    }
}

/* ---- pointers ---- */

/* &s.member for a pointer that asks for more alignment than the member has. */
void warn_packed_address(Parser *p, QType to, NodeId n, Loc loc)
{
    const Node *target = NODE(NODE(n)->a);
    if (p->quiet || p->unevaluated || KIND(to) != CT_POINTER || target->kind != NODE_MEMBER || KIND(NODE(target->a)->type) != CT_RECORD) return;
    QType record = NODE(target->a)->type, pointee = type_of(p->t, to)->base;
    const CField *f = FIELD(target->b);
    if (!type_complete(p->t, pointee) || KIND(pointee) == CT_FUNCTION || !type_record(p->t, record)->packed) return;
    u32 wanted = type_align(p->t, pointee);
    if (wanted > type_align(p->t, f->type)) wanted = type_align(p->t, f->type);
    if (type_align(p->t, record) % wanted == 0 && f->offset % wanted == 0) return;
    diag_warn(p->diag, W_ADDRESS_OF_PACKED_MEMBER, loc, "taking address of packed member '%.*s' of '%s' may result in an unaligned pointer value", STR_FMT(name_text(p, f->name)),
              type_str(p, record));
}

void warn_cast(Parser *p, QType to, NodeId n, Loc loc)
{
    QType from = NODE(n)->type;
    if (NODE(n)->kind == NODE_CALL && KIND(to) != CT_VOID) {
        bool pf = KIND(from) == CT_POINTER, pt = KIND(to) == CT_POINTER, ff = type_is_floating(p->t, from), tf = type_is_floating(p->t, to);
        if (pf != pt || ff != tf) diag_warn(p->diag, W_BAD_FUNCTION_CAST, loc, "cast from function call of type '%s' to non-matching type '%s'", type_str(p, from), type_str(p, to));
    }
    if (KIND(from) != CT_POINTER || KIND(to) != CT_POINTER) return;
    QType s = type_of(p->t, from)->base, t = type_of(p->t, to)->base;
    if (KIND(s) == CT_FUNCTION || KIND(t) == CT_FUNCTION) return;
    u32 lost = type_qualifiers(p->t, s) & ~type_qualifiers(p->t, t);
    if (lost & (Q_CONST | Q_VOLATILE))
        diag_warn(p->diag, W_CAST_QUAL, loc, "cast discards '%s' qualifier from pointer target type", lost & Q_CONST ? "const" : "volatile");
    if (type_complete(p->t, s) && type_complete(p->t, t) && !type_is_void(p->t, s) && !type_is_void(p->t, t) && type_align(p->t, t) > type_align(p->t, s))
        diag_warn(p->diag, W_CAST_ALIGN, loc, "cast increases required alignment of target type");
}
