/* Operators (C11 6.5.3.3, 6.5.5 to 6.5.16): arithmetic, comparisons, logic, ?:, increments and assignments.
   In: operands as parsed. Out: typed nodes with every implicit conversion written out. */
#include "c/parser.h"

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
    warn_truth_value(p, a);
    warn_truth_value(p, b);
    if (!p->quiet && !p->unevaluated) warn_operands(p, op, a, b, loc);
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
    if (!p->quiet && !p->unevaluated) warn_operands(p, op, a, b, loc);
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
        warn_truth_value(p, a);
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
    if (op == TK_TILDE) warn_complement(p, a, loc);
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
    if (KIND(q) == CT_BOOL) diag_warn(p->diag, W_BOOL_OPERATION, loc, "%s of a boolean expression", increment ? "increment" : "decrement");
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
        !type_is_volatile(p->t, x->type) && source_expansion(p->diag->sources, loc) == loc)
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
    warn_truth_value(p, c);
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
