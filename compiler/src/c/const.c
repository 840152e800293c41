/* Constant expressions (C11 6.6): what a typed tree is worth at translation time.
   In: nodes. Out: integers exact at their type's width, floats through base/fnum.h, addresses of static things with an offset. */
#include "c/const.h"
#include "c/parser.h"

static const ConstValue not_constant;

static ConstValue integer_value(u64 v)
{
    ConstValue c = {0};
    c.kind = CONST_INTEGER;
    c.integer = v;
    return c;
}

static ConstValue floating_value(FloatBits v)
{
    ConstValue c = {0};
    c.kind = CONST_FLOATING;
    c.floating = v;
    return c;
}

static ConstValue address_value(ConstBase base, u32 id)
{
    ConstValue c = {0};
    c.kind = CONST_ADDRESS;
    c.base = (u8)base;
    c.base_id = id;
    return c;
}

static bool is_wide(const CTypes *t, QType q)
{
    return type_is_wide(t, q) || type_kind(t, q) == CT_FLOAT128;
}

static bool is_int128(const CTypes *t, QType q) { return is_wide(t, q) && type_is_integer(t, q); }

/* Cut to the width of q, a type of more than 64 bits, and extended. */
static ConstValue fit_wide(const CTypes *t, ConstValue v, QType q)
{
    u32 bits = type_bits(t, q) - 64;
    if (bits < 64) v.integer_high = type_is_unsigned(t, q) ? zero_extend(v.integer_high, bits) : (u64)sign_extend(v.integer_high, bits);
    return v;
}

static bool is_weak(CUnit *c, const ConstValue *v)
{
    return v->base == BASE_DECL && (c->decl.at[v->base_id].flags & (DECL_ATTR_WEAK | DECL_ATTR_WEAKREF));
}

ConstValue const_convert(CUnit *c, ConstValue v, QType from, QType to)
{
    const CTypes *t = &c->types;
    bool from_int128 = is_int128(t, from), to_int128 = is_int128(t, to);
    if (v.kind == CONST_INTEGER && to_int128) {
        if (!from_int128) v.integer_high = type_is_unsigned(t, from) || !(v.integer >> 63) ? 0 : ~(u64)0;
        return fit_wide(t, v, to);
    }
    if (v.kind == CONST_INTEGER && from_int128 && type_is_integer(t, to)) {
        bool truth = (v.integer | v.integer_high) != 0;
        v.integer = type_kind(t, to) == CT_BOOL ? truth : type_wrap(t, to, v.integer);
        v.integer_high = 0;
        return v;
    }
    if (v.kind == CONST_INTEGER && from_int128 && type_is_pointer(t, to)) {
        v.integer_high = 0;
        return v;
    }
    FloatBits made;
    if (v.kind == CONST_INTEGER && from_int128 && type_is_floating(t, to) && !is_wide(t, to))
        return const_wide_to_float(v, type_is_unsigned(t, from), type_float_format(t, to), &made) ? floating_value(made) : not_constant;
    if (v.kind == CONST_FLOATING && to_int128 && !is_wide(t, from)) {
        u64 whole;
        bool negative = !type_is_unsigned(t, to);
        if (!float_to_int(v.floating, type_float_format(t, from), 64, negative, &whole)) return not_constant;
        ConstValue r = integer_value(whole);
        if (negative && whole >> 63) r.integer_high = ~(u64)0;
        return fit_wide(t, r, to);
    }
    if (is_wide(t, from) || is_wide(t, to)) return not_constant;
    if (v.kind != CONST_NOT && (type_is_complex(t, from) || type_is_complex(t, to))) return const_convert_complex(c, v, from, to);
    if (v.kind == CONST_INTEGER) {
        if (type_is_integer(t, to)) v.integer = type_wrap(t, to, v.integer);
        else if (type_is_floating(t, to)) return floating_value(float_from_int(v.integer, !type_is_unsigned(t, from), type_float_format(t, to)));
        else if (!type_is_pointer(t, to)) return not_constant;
        return v;
    }
    if (v.kind == CONST_FLOATING) {
        FloatFormat format = type_float_format(t, from);
        if (type_is_floating(t, to)) return floating_value(float_convert(v.floating, format, type_float_format(t, to)));
        if (type_kind(t, to) == CT_BOOL) return integer_value(!float_is_zero(v.floating, format));
        if (!type_is_integer(t, to)) return not_constant;
        u64 out = 0;
        bool is_unsigned = type_is_unsigned(t, to);
        if (!float_to_int(v.floating, format, type_bits(t, to), !is_unsigned, &out) && type_bits(t, to) < 64) {
            /* Out of range is undefined; what hardware gives is the low part of a wider conversion. */
            float_to_int(v.floating, format, 64, true, &out);
        }
        return integer_value(type_wrap(t, to, out));
    }
    if (v.kind == CONST_ADDRESS) {
        if (type_is_pointer(t, to)) return v;
        if (type_kind(t, to) == CT_BOOL) return is_weak(c, &v) ? not_constant : integer_value(1);
        if (type_is_integer(t, to) && (type_bits(t, to) == t->layout->pointer_size * 8 || (v.minus_label && type_bits(t, to) == 32))) return v;
    }
    return not_constant;
}

/* ---- operators on two constants ---- */

static bool fold_integers(const CTypes *t, NodeKind kind, QType type, QType operand, u64 a, u64 b, u64 *out, bool *overflow)
{
    bool is_unsigned = type_is_unsigned(t, operand);
    u32 bits = type_bits(t, operand);
    u64 r = 0;
    *overflow = false;
    switch (kind) {
    case NODE_ADD:
        r = a + b;
        if (!is_unsigned) *overflow = bits < 64 ? (i64)r != sign_extend(r, bits) : ((~(a ^ b) & (a ^ r)) >> 63) != 0;
        break;
    case NODE_SUB:
        r = a - b;
        if (!is_unsigned) *overflow = bits < 64 ? (i64)r != sign_extend(r, bits) : (((a ^ b) & (a ^ r)) >> 63) != 0;
        break;
    case NODE_MUL:
        r = a * b;
        if (!is_unsigned) {
            if (bits < 64) *overflow = (i64)r != sign_extend(r, bits);
            else if (a && b) *overflow = (a == ~(u64)0 && b == (u64)1 << 63) || (b == ~(u64)0 && a == (u64)1 << 63) ||
                                         (!(a == ~(u64)0 || b == ~(u64)0) && (i64)r / (i64)b != (i64)a);
        }
        break;
    case NODE_DIV: case NODE_MOD:
        if (b == 0) return false;
        if (is_unsigned) r = kind == NODE_DIV ? a / b : a % b;
        else if (b == ~(u64)0) {
            r = kind == NODE_DIV ? 0 - a : 0;
            *overflow = kind == NODE_DIV && a == (u64)sign_extend((u64)1 << (bits - 1), bits);
        } else r = kind == NODE_DIV ? (u64)((i64)a / (i64)b) : (u64)((i64)a % (i64)b);
        break;
    case NODE_AND: r = a & b; break;
    case NODE_OR: r = a | b; break;
    case NODE_XOR: r = a ^ b; break;
    case NODE_LT: r = is_unsigned ? a < b : (i64)a < (i64)b; break;
    case NODE_LE: r = is_unsigned ? a <= b : (i64)a <= (i64)b; break;
    case NODE_GT: r = is_unsigned ? a > b : (i64)a > (i64)b; break;
    case NODE_GE: r = is_unsigned ? a >= b : (i64)a >= (i64)b; break;
    case NODE_EQ: r = a == b; break;
    case NODE_NE: r = a != b; break;
    case NODE_SHL: case NODE_SHR:
        /* A count out of range is undefined: left for run time. */
        if (b >= bits) return false;
        if (kind == NODE_SHL) r = a << b;
        else r = is_unsigned ? a >> b : (i64)a < 0 ? ~(~a >> b) : a >> b;
        break;
    default: return false;
    }
    *out = type_wrap(t, type, r);
    return true;
}

static ConstValue fold_floats(const CTypes *t, NodeKind kind, QType operand, FloatBits a, FloatBits b)
{
    FloatFormat f = type_float_format(t, operand);
    switch (kind) {
    case NODE_ADD: return floating_value(float_arith(FLOAT_ADD, a, b, f));
    case NODE_SUB: return floating_value(float_arith(FLOAT_SUB, a, b, f));
    case NODE_MUL: return floating_value(float_arith(FLOAT_MUL, a, b, f));
    case NODE_DIV: return floating_value(float_arith(FLOAT_DIV, a, b, f));
    default: break;
    }
    FloatOrder o = float_compare(a, b, f);
    switch (kind) {
    case NODE_LT: return integer_value(o == FLOAT_LESS);
    case NODE_LE: return integer_value(o == FLOAT_LESS || o == FLOAT_EQUAL);
    case NODE_GT: return integer_value(o == FLOAT_GREATER);
    case NODE_GE: return integer_value(o == FLOAT_GREATER || o == FLOAT_EQUAL);
    case NODE_EQ: return integer_value(o == FLOAT_EQUAL);
    case NODE_NE: return integer_value(o != FLOAT_EQUAL);
    default: return not_constant;
    }
}

/* What raises the exceptions invalid, divide-by-zero or overflow is left for run time where the value is not asked for at
   translation time (F.8.4, F.9.3): NaN in an order, infinities and NaN made of numbers. */
static bool raises_exception(NodeKind kind, FloatBits a, FloatBits b, FloatFormat f, ConstValue result)
{
    if (kind == NODE_LT || kind == NODE_LE || kind == NODE_GT || kind == NODE_GE) return float_compare(a, b, f) == FLOAT_UNORDERED;
    return result.kind == CONST_FLOATING && float_raised(a, b, result.floating, f);
}

/* While the tree is built: two constant nodes become one. */
bool fold_binary(Parser *p, NodeKind kind, QType type, NodeId a, NodeId b, Loc loc, NodeId *out)
{
    const Node *x = NODE(a), *y = NODE(b);
    if (x->kind == NODE_INT && y->kind == NODE_INT) {
        u64 r;
        bool overflow;
        if (is_wide(p->t, x->type) || !fold_integers(p->t, kind, type, x->type, node_integer(x), node_integer(y), &r, &overflow)) return false;
        p->not_strict += overflow;
        if (overflow && !p->quiet && !p->unevaluated)
            diag_warn(p->diag, W_OVERFLOW, loc, "integer overflow in expression of type '%s' results in '%lld'", type_str(p, type), (long long)r);
        *out = int_node(p, type, r, loc);
        return true;
    }
    if (x->kind == NODE_FLOAT && y->kind == NODE_FLOAT && !is_wide(p->t, x->type)) {
        FloatBits left = p->c->float_constant.at[x->a], right = p->c->float_constant.at[y->a];
        ConstValue v = fold_floats(p->t, kind, x->type, left, right);
        if (v.kind == CONST_NOT || raises_exception(kind, left, right, type_float_format(p->t, x->type), v)) return false;
        p->not_strict++;
        *out = v.kind == CONST_INTEGER ? int_node(p, type, v.integer, loc) : float_node(p, type, v.floating, loc);
        return true;
    }
    return false;
}

/* ---- trees ---- */

static ConstValue eval(CUnit *c, NodeId id);

/* The address of an lvalue. */
static ConstValue eval_address(CUnit *c, NodeId id)
{
    const Node *n = &c->node.at[id];
    switch (n->kind) {
    case NODE_VAR: {
        const Decl *d = &c->decl.at[n->a];
        return d->duration == DURATION_STATIC ? address_value(BASE_DECL, n->a) : not_constant;
    }
    case NODE_FUNC: /* of a nested function it differs from activation to activation */
        if (c->decl.at[n->a].linkage == LINKAGE_NONE) return not_constant;
        return address_value(BASE_DECL, n->a);
    case NODE_STRING: return address_value(BASE_STRING, n->a);
    case NODE_DEREF: return eval(c, n->a);
    case NODE_MEMBER: {
        ConstValue v = c->node.at[n->a].flags & NODE_LVALUE ? eval_address(c, n->a) : not_constant;
        if (v.kind == CONST_NOT || c->types.field.at[n->b].is_bit_field) return not_constant;
        v.integer += c->types.field.at[n->b].offset;
        return v;
    }
    default: return not_constant;
    }
}

static bool same_base(const ConstValue *a, const ConstValue *b)
{
    return a->base == b->base && a->base_id == b->base_id && a->minus_label == b->minus_label;
}

static ConstValue eval_addresses(CUnit *c, NodeKind kind, QType type, ConstValue a, ConstValue b)
{
    bool both = a.kind == CONST_ADDRESS && b.kind == CONST_ADDRESS;
    switch (kind) {
    case NODE_ADD:
        if (both) return not_constant;
        if (a.kind == CONST_ADDRESS) {
            a.integer += b.integer;
            return a;
        }
        b.integer += a.integer;
        return b;
    case NODE_SUB:
        if (b.kind != CONST_ADDRESS) {
            a.integer -= b.integer;
            return a;
        }
        if (!both) return not_constant;
        if (same_base(&a, &b)) return integer_value(type_wrap(&c->types, type, a.integer - b.integer));
        if (a.base == BASE_LABEL && b.base == BASE_LABEL && !a.minus_label && !b.minus_label && !a.integer && !b.integer) {
            a.minus_label = b.base_id;
            return a;
        }
        return not_constant;
    case NODE_EQ: case NODE_NE:
        if (both) {
            if (same_base(&a, &b)) return integer_value((a.integer == b.integer) == (kind == NODE_EQ));
            return not_constant;
        }
        if ((a.kind == CONST_INTEGER && a.integer == 0 && !is_weak(c, &b)) || (b.kind == CONST_INTEGER && b.integer == 0 && !is_weak(c, &a)))
            return integer_value(kind == NODE_NE);
        return not_constant;
    case NODE_LT: case NODE_LE: case NODE_GT: case NODE_GE: {
        if (!both || !same_base(&a, &b)) return not_constant;
        i64 x = (i64)a.integer, y = (i64)b.integer;
        return integer_value(kind == NODE_LT ? x < y : kind == NODE_LE ? x <= y : kind == NODE_GT ? x > y : x >= y);
    }
    default: return not_constant;
    }
}

/* The left operand is evaluated. */
static ConstValue eval_binary(CUnit *c, const Node *n, ConstValue a)
{
    NodeKind kind = (NodeKind)n->kind;
    QType type = n->type, operand = c->node.at[n->a].type;
    ConstValue b = eval(c, n->b);
    if (b.kind == CONST_NOT) return b;
    if (is_int128(&c->types, operand) && a.kind == CONST_INTEGER && b.kind == CONST_INTEGER) {
        ConstValue wide;
        if (!const_wide_binary(kind, type_is_unsigned(&c->types, operand), a, b, &wide)) return not_constant;
        return is_int128(&c->types, type) ? fit_wide(&c->types, wide, type) : wide;
    }
    if (is_wide(&c->types, operand)) return not_constant;
    if (a.kind == CONST_ADDRESS || b.kind == CONST_ADDRESS) return eval_addresses(c, kind, type, a, b);
    if (a.kind == CONST_FLOATING && b.kind == CONST_FLOATING) return fold_floats(&c->types, kind, operand, a.floating, b.floating);
    if (a.kind != CONST_INTEGER || b.kind != CONST_INTEGER) return not_constant;
    u64 r;
    bool overflow;
    if (!fold_integers(&c->types, kind, type, operand, a.integer, b.integer, &r, &overflow)) return not_constant;
    return integer_value(r);
}

/* 0, 1, or 2 when it is not known. */
static u32 truth_of(CUnit *c, ConstValue v, QType type)
{
    switch (v.kind) {
    case CONST_INTEGER: return (v.integer | v.integer_high) != 0;
    case CONST_FLOATING: return !float_is_zero(v.floating, type_float_format(&c->types, type));
    case CONST_COMPLEX: return const_convert(c, v, type, QTYPE_OF(CT_BOOL)).integer != 0;
    case CONST_ADDRESS: return is_weak(c, &v) ? 2 : 1;
    default: return 2;
    }
}

static u32 eval_truth(CUnit *c, NodeId id)
{
    ConstValue v = eval(c, id);
    return truth_of(c, v, c->node.at[id].type);
}

/* && and ||; the left operand is evaluated. */
static ConstValue eval_logical(CUnit *c, const Node *n, ConstValue left)
{
    bool and = n->kind == NODE_LOGAND;
    u32 a = truth_of(c, left, c->node.at[n->a].type);
    if (a == 2) return not_constant;
    if (a != (u32)and) return integer_value(a);
    u32 b = eval_truth(c, n->b);
    return b == 2 ? not_constant : integer_value(b);
}

static ConstValue eval_pointer_offset(CUnit *c, const Node *n, ConstValue a)
{
    bool subtract = n->kind == NODE_PTR_SUB;
    QType element = type_of(&c->types, n->type)->base;
    if (type_kind(&c->types, element) == CT_VLA) return not_constant;
    u64 size = type_size(&c->types, element);
    ConstValue b = eval(c, n->b);
    if (b.kind != CONST_INTEGER) return not_constant;
    u64 delta = b.integer * size;
    a.integer = subtract ? a.integer - delta : a.integer + delta;
    return a;
}

static bool has_left_row(CUnit *c, const Node *n)
{
    bool logical = n->kind == NODE_LOGAND || n->kind == NODE_LOGOR;
    if (!logical && const_is_complex(c, n)) return false;
    switch ((NodeKind)n->kind) {
    case NODE_ADD: case NODE_SUB: case NODE_MUL: case NODE_DIV: case NODE_MOD: case NODE_AND: case NODE_OR: case NODE_XOR: case NODE_SHL:
    case NODE_SHR: case NODE_LT: case NODE_LE: case NODE_GT: case NODE_GE: case NODE_EQ: case NODE_NE: case NODE_PTR_ADD: case NODE_PTR_SUB:
    case NODE_LOGAND: case NODE_LOGOR:
        return true;
    default: return false;
    }
}

/* Rows of operators nest in their left operands without end: they wait on a stack. */
static ConstValue eval_left_row(CUnit *c, NodeId id)
{
    u32 bottom = c->row.len;
    for (; has_left_row(c, &c->node.at[id]); id = c->node.at[id].a) vec_push(&c->row, id);
    ConstValue v = eval(c, id);
    while (c->row.len > bottom) {
        const Node *n = &c->node.at[vec_pop(&c->row)];
        if (v.kind == CONST_NOT) continue;
        if (n->kind == NODE_LOGAND || n->kind == NODE_LOGOR) v = eval_logical(c, n, v);
        else if (n->kind == NODE_PTR_ADD || n->kind == NODE_PTR_SUB) v = eval_pointer_offset(c, n, v);
        else v = eval_binary(c, n, v);
    }
    return v;
}

static ConstValue eval_pointer_difference(CUnit *c, const Node *n)
{
    u64 size = type_size(&c->types, type_of(&c->types, c->node.at[n->a].type)->base);
    NodeId right = n->b;
    ConstValue a = eval(c, n->a);
    if (a.kind == CONST_NOT || !size) return not_constant;
    ConstValue b = eval(c, right);
    if (b.kind == CONST_NOT) return b;
    if (a.kind == CONST_INTEGER && b.kind == CONST_INTEGER) return integer_value((u64)((i64)(a.integer - b.integer) / (i64)size));
    ConstValue v = eval_addresses(c, NODE_SUB, n->type, a, b);
    if (v.kind == CONST_INTEGER) v.integer = (u64)((i64)v.integer / (i64)size);
    else if (size != 1) return not_constant;
    return v;
}

/* An object that is known, or an element of a string literal. */
static ConstValue eval_load(CUnit *c, const Node *n)
{
    const Node *l = &c->node.at[n->a];
    QType type = n->type;
    if (c->known_object.len > 1) {
        ConstValue known = known_value(c, n->a, type);
        if (known.kind != CONST_NOT) return known;
    }
    l = &c->node.at[n->a];
    if (l->kind != NODE_DEREF || !type_is_integer(&c->types, type)) return not_constant;
    ConstValue v = eval_address(c, n->a);
    if (v.kind != CONST_ADDRESS || v.base != BASE_STRING) return not_constant;
    const StringLiteral *s = &c->string.at[v.base_id];
    u64 size = type_size(&c->types, type);
    if (v.integer > s->size || size > s->size - v.integer || size > 8) return not_constant;
    u64 bits = 0;
    for (u64 i = 0; i < size; i++) bits |= (u64)s->bytes[v.integer + i] << (8 * i);
    return integer_value(type_wrap(&c->types, type, bits));
}

static ConstValue eval_builtin(CUnit *c, const Node *n)
{
    u32 list = n->b;
    Builtin builtin = (Builtin)n->aux;
    QType type = n->type;
    if (c->extra.at[list] == 0) return not_constant;
    NodeId first = c->extra.at[list + 1];
    ConstValue v;
    u32 bits;
    switch (builtin) {
    case BUILTIN_EXPECT: return eval(c, first);
    case BUILTIN_CLZ: case BUILTIN_CTZ: case BUILTIN_POPCOUNT: case BUILTIN_FFS: case BUILTIN_PARITY: case BUILTIN_CLRSB:
    case BUILTIN_BSWAP16: case BUILTIN_BSWAP32: case BUILTIN_BSWAP64: {
        v = eval(c, first);
        bits = type_bits(&c->types, c->node.at[first].type);
        if (v.kind != CONST_INTEGER) return not_constant;
        u64 x = zero_extend(v.integer, bits), r = 0;
        switch (builtin) {
        case BUILTIN_CLZ:
            if (!x) return not_constant;
            r = count_leading_zeros(x) - (64 - bits);
            break;
        case BUILTIN_CTZ:
            if (!x) return not_constant;
            r = count_trailing_zeros(x);
            break;
        case BUILTIN_POPCOUNT: r = count_ones(x); break;
        case BUILTIN_PARITY: r = count_ones(x) & 1; break;
        case BUILTIN_FFS: r = x ? count_trailing_zeros(x) + 1 : 0; break;
        case BUILTIN_CLRSB: {
            u64 y = (u64)sign_extend(x, bits);
            if ((i64)y < 0) y = ~y;
            r = (y ? count_leading_zeros(y) : 64) - (64 - bits) - 1;
            break;
        }
        case BUILTIN_BSWAP16: r = (x >> 8 & 0xff) | (x & 0xff) << 8; break;
        case BUILTIN_BSWAP32: r = swap_bytes32((u32)x); break;
        default: r = swap_bytes64(x); break;
        }
        return integer_value(type_wrap(&c->types, type, r));
    }
    case BUILTIN_FABS: case BUILTIN_FABSF: case BUILTIN_FABSL: case BUILTIN_ISNAN: case BUILTIN_ISINF: case BUILTIN_ISFINITE: case BUILTIN_SIGNBIT:
    case BUILTIN_ISINF_SIGN: {
        v = eval(c, first);
        if (v.kind != CONST_FLOATING) return not_constant;
        FloatFormat f = type_float_format(&c->types, c->node.at[first].type);
        FloatBits x = v.floating, inf = float_inf(f, false), minus = float_inf(f, true);
        bool negative = f == FLOAT_BINARY32 ? x.lo >> 31 & 1 : f == FLOAT_BINARY64 ? x.lo >> 63 : f == FLOAT_X87 ? x.hi >> 15 & 1 : x.hi >> 63;
        bool is_inf = float_compare(x, inf, f) == FLOAT_EQUAL, is_minus = float_compare(x, minus, f) == FLOAT_EQUAL;
        switch (builtin) {
        case BUILTIN_ISNAN: return integer_value(float_is_nan(x, f));
        case BUILTIN_ISINF: return integer_value(is_inf || is_minus);
        case BUILTIN_ISINF_SIGN: return integer_value(is_minus ? ~(u64)0 : is_inf);
        case BUILTIN_ISFINITE: return integer_value(!is_inf && !is_minus && !float_is_nan(x, f));
        case BUILTIN_SIGNBIT: return integer_value(negative);
        default: return floating_value(negative ? float_negate(x, f) : x);
        }
    }
    default: return not_constant;
    }
}

static ConstValue eval(CUnit *c, NodeId id)
{
    const Node *n = &c->node.at[id];
    if (const_is_complex(c, n)) return const_complex(c, n);
    switch ((NodeKind)n->kind) {
    case NODE_INT: return integer_value((u64)n->a | (u64)n->b << 32);
    case NODE_FLOAT: return floating_value(c->float_constant.at[n->a]);
    case NODE_ADDR: case NODE_DECAY: return eval_address(c, n->a);
    case NODE_LABEL_ADDR: return address_value(BASE_LABEL, n->a);
    case NODE_CAST: {
        QType to = n->type, from = c->node.at[n->a].type;
        if (type_kind(&c->types, to) == CT_VECTOR) return not_constant;
        ConstValue v = eval(c, n->a);
        return v.kind == CONST_NOT ? v : const_convert(c, v, from, to);
    }
    case NODE_NEG: case NODE_BITNOT: {
        QType type = n->type;
        bool negate = n->kind == NODE_NEG;
        ConstValue v = eval(c, n->a);
        if (is_int128(&c->types, type) && v.kind == CONST_INTEGER) return fit_wide(&c->types, const_wide_unary(negate ? NODE_NEG : NODE_BITNOT, v), type);
        if (is_wide(&c->types, type)) return not_constant;
        if (v.kind == CONST_INTEGER) v.integer = type_wrap(&c->types, type, negate ? 0 - v.integer : ~v.integer);
        else if (v.kind == CONST_FLOATING && negate) v.floating = float_negate(v.floating, type_float_format(&c->types, type));
        else return not_constant;
        return v;
    }
    case NODE_LOGNOT: {
        u32 truth = eval_truth(c, n->a);
        return truth == 2 ? not_constant : integer_value(!truth);
    }
    case NODE_COND: {
        u32 truth = eval_truth(c, n->a);
        n = &c->node.at[id];
        if (truth == 2) return not_constant;
        if (truth) {
            if (n->b) return eval(c, n->b);
            QType from = c->node.at[n->a].type;
            ConstValue v = eval(c, n->a);
            return v.kind == CONST_NOT || from == n->type ? v : const_convert(c, v, from, n->type);
        }
        return eval(c, n->c);
    }
    case NODE_ADD: case NODE_SUB: case NODE_MUL: case NODE_DIV: case NODE_MOD: case NODE_AND: case NODE_OR: case NODE_XOR: case NODE_SHL:
    case NODE_SHR: case NODE_LT: case NODE_LE: case NODE_GT: case NODE_GE: case NODE_EQ: case NODE_NE: case NODE_PTR_ADD: case NODE_PTR_SUB:
    case NODE_LOGAND: case NODE_LOGOR:
        return eval_left_row(c, id);
    case NODE_PTR_DIFF: return eval_pointer_difference(c, n);
    case NODE_LOAD: return eval_load(c, n);
    case NODE_BUILTIN: return eval_builtin(c, n);
    default: return not_constant;
    }
}

ConstValue c_evaluate(CUnit *c, NodeId expression) { return eval(c, expression); }
