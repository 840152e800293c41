/* Complex constant expressions (C11 6.6, Annex G): what a typed tree of complex numbers is worth at translation time.
   In: nodes of complex type, or with operands of one. Out: two floats in the format of the corresponding real type; of a complex
   integer (GNU C) two integers in the low words of what are floats otherwise, extended as the type says.
   Products and quotients are computed in binary128 and rounded once for each part. */
#include "c/const.h"

static const ConstValue not_constant;

static ConstValue complex_value(FloatBits real, FloatBits imaginary)
{
    ConstValue v = {0};
    v.kind = CONST_COMPLEX;
    v.floating = real;
    v.imaginary = imaginary;
    return v;
}

static bool is_integral(const CTypes *t, QType q) { return type_is_integer(t, type_real(t, q)); }

static ConstValue part_value(const CTypes *t, FloatBits part, QType real)
{
    ConstValue v = {0};
    v.kind = type_is_integer(t, real) ? CONST_INTEGER : CONST_FLOATING;
    if (v.kind == CONST_INTEGER) v.integer = part.lo;
    else v.floating = part;
    return v;
}

static bool take_part(ConstValue v, FloatBits *part)
{
    FloatBits integer = {v.integer, 0};
    *part = v.kind == CONST_INTEGER ? integer : v.floating;
    return v.kind == CONST_INTEGER || v.kind == CONST_FLOATING;
}

static bool is_zero(const CTypes *t, FloatBits part, QType real)
{
    return type_is_integer(t, real) ? part.lo == 0 : float_is_zero(part, type_float_format(t, real));
}

ConstValue const_convert_complex(CUnit *c, ConstValue v, QType from, QType to)
{
    const CTypes *t = &c->types;
    QType part = type_real(t, from), wanted = type_real(t, to);
    FloatBits real, imaginary = {0, 0};
    bool is_complex = v.kind == CONST_COMPLEX;
    if (type_kind(t, to) == CT_BOOL && is_complex) {
        ConstValue truth = {0};
        truth.kind = CONST_INTEGER;
        truth.integer = !is_zero(t, v.floating, part) || !is_zero(t, v.imaginary, part);
        return truth;
    }
    ConstValue first = const_convert(c, is_complex ? part_value(t, v.floating, part) : v, part, wanted);
    if (!type_is_complex(t, to)) return first;
    if (!take_part(first, &real)) return not_constant;
    if (is_complex && !take_part(const_convert(c, part_value(t, v.imaginary, part), part, wanted), &imaginary)) return not_constant;
    return complex_value(real, imaginary);
}

/* A number, or a real operand. */
typedef struct Operand {
    bool known, is_complex;
    FloatBits real, imaginary;
} Operand;

static Operand operand(CUnit *c, NodeId id)
{
    Operand o = {0};
    ConstValue v = c_evaluate(c, id);
    o.is_complex = v.kind == CONST_COMPLEX;
    o.known = o.is_complex;
    o.real = v.floating;
    if (o.is_complex) o.imaginary = v.imaginary;
    else o.known = take_part(v, &o.real);
    return o;
}

static ConstValue sum(NodeKind kind, const Operand *a, const Operand *b, FloatFormat f)
{
    FloatOp op = kind == NODE_ADD ? FLOAT_ADD : FLOAT_SUB;
    FloatBits real = float_arith(op, a->real, b->real, f), imaginary;
    if (!b->is_complex) imaginary = a->imaginary;
    else if (a->is_complex) imaginary = float_arith(op, a->imaginary, b->imaginary, f);
    else imaginary = kind == NODE_ADD ? b->imaginary : float_negate(b->imaginary, f);
    return complex_value(real, imaginary);
}

enum { WIDE = FLOAT_BINARY128 };

static FloatBits wide(FloatOp op, FloatBits a, FloatBits b) { return float_arith(op, a, b, (FloatFormat)WIDE); }

/* Both complex: not known when Annex G would have to look at infinities. */
static ConstValue product(const Operand *x, const Operand *y, bool divide, FloatFormat f)
{
    FloatBits a = float_convert(x->real, f, (FloatFormat)WIDE), b = float_convert(x->imaginary, f, (FloatFormat)WIDE);
    FloatBits c = float_convert(y->real, f, (FloatFormat)WIDE), d = float_convert(y->imaginary, f, (FloatFormat)WIDE);
    FloatBits ac = wide(FLOAT_MUL, a, c), bd = wide(FLOAT_MUL, b, d), ad = wide(FLOAT_MUL, a, d), bc = wide(FLOAT_MUL, b, c), real, imaginary;
    if (divide) {
        FloatBits cc = wide(FLOAT_MUL, c, c), dd = wide(FLOAT_MUL, d, d), norm = wide(FLOAT_ADD, cc, dd);
        real = wide(FLOAT_DIV, wide(FLOAT_ADD, ac, bd), norm);
        imaginary = wide(FLOAT_DIV, wide(FLOAT_SUB, bc, ad), norm);
    } else {
        real = wide(FLOAT_SUB, ac, bd);
        imaginary = wide(FLOAT_ADD, ad, bc);
    }
    if (float_is_nan(real, (FloatFormat)WIDE) && float_is_nan(imaginary, (FloatFormat)WIDE)) return not_constant;
    return complex_value(float_convert(real, (FloatFormat)WIDE, f), float_convert(imaginary, (FloatFormat)WIDE, f));
}

static ConstValue integer_arithmetic(const CTypes *t, NodeKind kind, QType type, const Operand *a, const Operand *b)
{
    IntegerParts x = {a->real.lo, a->imaginary.lo}, y = {b->real.lo, b->imaginary.lo}, r;
    if (!const_complex_int(t, kind, type_real(t, type), x, y, &r)) return not_constant;
    FloatBits re = {r.re, 0}, im = {r.im, 0};
    return complex_value(re, im);
}

static ConstValue arithmetic(CUnit *c, const Node *n)
{
    QType type = n->type;
    NodeKind kind = (NodeKind)n->kind;
    NodeId right = n->b;
    Operand a = operand(c, n->a);
    if (!a.known) return not_constant;
    Operand b = operand(c, right);
    if (!b.known) return not_constant;
    if (is_integral(&c->types, type)) return integer_arithmetic(&c->types, kind, type, &a, &b);
    FloatFormat f = type_float_format(&c->types, type_real(&c->types, type));
    if (kind == NODE_ADD || kind == NODE_SUB) return sum(kind, &a, &b, f);
    FloatOp op = kind == NODE_MUL ? FLOAT_MUL : FLOAT_DIV;
    if (!b.is_complex) return complex_value(float_arith(op, a.real, b.real, f), float_arith(op, a.imaginary, b.real, f));
    if (!a.is_complex && kind == NODE_MUL) return complex_value(float_arith(op, a.real, b.real, f), float_arith(op, a.real, b.imaginary, f));
    return product(&a, &b, kind == NODE_DIV, f);
}

static ConstValue equality(CUnit *c, const Node *n)
{
    QType real = type_real(&c->types, c->node.at[n->a].type);
    bool equal = n->kind == NODE_EQ;
    NodeId right = n->b;
    Operand a = operand(c, n->a);
    if (!a.known) return not_constant;
    Operand b = operand(c, right);
    if (!b.known) return not_constant;
    bool same;
    if (type_is_integer(&c->types, real)) {
        same = a.real.lo == b.real.lo && a.imaginary.lo == b.imaginary.lo;
    } else {
        FloatFormat f = type_float_format(&c->types, real);
        same = float_compare(a.real, b.real, f) == FLOAT_EQUAL && float_compare(a.imaginary, b.imaginary, f) == FLOAT_EQUAL;
    }
    ConstValue v = {0};
    v.kind = CONST_INTEGER;
    v.integer = same == equal;
    return v;
}

bool const_is_complex(CUnit *c, const Node *n)
{
    const CTypes *t = &c->types;
    switch ((NodeKind)n->kind) {
    case NODE_COMPLEX: case NODE_REAL: case NODE_IMAG: return true;
    case NODE_NEG: case NODE_BITNOT: case NODE_ADD: case NODE_SUB: case NODE_MUL: case NODE_DIV: return type_is_complex(t, n->type);
    case NODE_EQ: case NODE_NE: return type_is_complex(t, c->node.at[n->a].type) || type_is_complex(t, c->node.at[n->b].type);
    default: return false;
    }
}

static FloatBits opposite(const CTypes *t, FloatBits part, QType real)
{
    if (!type_is_integer(t, real)) return float_negate(part, type_float_format(t, real));
    FloatBits integer = {type_wrap(t, real, 0 - part.lo), 0};
    return integer;
}

ConstValue const_complex(CUnit *c, const Node *n)
{
    QType real = type_real(&c->types, n->type);
    u8 kind = n->kind;
    ConstValue v;
    switch ((NodeKind)kind) {
    case NODE_COMPLEX: {
        NodeId second = n->b;
        FloatBits re, im;
        bool known = take_part(c_evaluate(c, n->a), &re);
        ConstValue w = c_evaluate(c, second);
        return known && take_part(w, &im) ? complex_value(re, im) : not_constant;
    }
    case NODE_REAL: case NODE_IMAG:
        v = c->node.at[n->a].flags & NODE_LVALUE ? not_constant : c_evaluate(c, n->a);
        if (v.kind != CONST_COMPLEX) return not_constant;
        return part_value(&c->types, kind == NODE_IMAG ? v.imaginary : v.floating, real);
    case NODE_NEG: case NODE_BITNOT:
        v = c_evaluate(c, n->a);
        if (v.kind != CONST_COMPLEX) return not_constant;
        if (kind == NODE_NEG) v.floating = opposite(&c->types, v.floating, real);
        v.imaginary = opposite(&c->types, v.imaginary, real);
        return v;
    case NODE_EQ: case NODE_NE: return equality(c, n);
    default: return arithmetic(c, n);
    }
}
