/* Arithmetic on complex integers (GNU C, "Complex Numbers"): their parts wrap as integers do.
   In: pairs of integers, an imaginary part of 0 where an operand was real. Out: IR on the integer type of the parts. */
#include "c/lower.h"

typedef struct Parts {
    Function *fn;
    IrType type;
    bool is_unsigned;
} Parts;

static Value apply(const Parts *p, IrOp op, Value a, Value b) { return ir_binary(p->fn, op, p->type, a, b); }
static Value multiply(const Parts *p, Value a, Value b) { return apply(p, OP_MUL, a, b); }
static Value select_part(const Parts *p, Value first, Value a, Value b) { return ir_select(p->fn, p->type, first, a, b); }

static Value magnitude(const Parts *p, Value v)
{
    if (p->is_unsigned) return v;
    Value negative = ir_compare(p->fn, OP_SLT, v, ir_int(p->fn, p->type, 0));
    Value opposite = ir_unary(p->fn, OP_NEG, p->type, v);
    return select_part(p, negative, opposite, v);
}

static ComplexValue product(const Parts *p, ComplexValue a, ComplexValue b)
{
    ComplexValue r;
    Value first = multiply(p, a.re, b.re), second = multiply(p, a.im, b.im);
    r.re = apply(p, OP_SUB, first, second);
    first = multiply(p, a.re, b.im);
    second = multiply(p, a.im, b.re);
    r.im = apply(p, OP_ADD, first, second);
    return r;
}

/* Smith's method (Algorithm 116, CACM 5, 1962) in integers, each division truncating, as GCC has it: everything is divided by
   the larger part of the divisor first. A quotient that is exact among Gaussian integers need not come out. */
static ComplexValue quotient(const Parts *p, ComplexValue a, ComplexValue b)
{
    IrOp divide = p->is_unsigned ? OP_UDIV : OP_SDIV;
    Value re = magnitude(p, b.re), im = magnitude(p, b.im);
    Value swap = ir_compare(p->fn, p->is_unsigned ? OP_ULT : OP_SLT, re, im);
    Value small = select_part(p, swap, b.re, b.im), large = select_part(p, swap, b.im, b.re);
    Value ratio = apply(p, divide, small, large), scaled = multiply(p, small, ratio);
    Value divisor = apply(p, OP_ADD, scaled, large);
    Value left = select_part(p, swap, a.re, a.im), right = select_part(p, swap, a.im, a.re);
    Value grown = multiply(p, left, ratio);
    ComplexValue r;
    r.re = apply(p, OP_ADD, grown, right);
    Value im_grown = multiply(p, a.im, ratio), re_grown = multiply(p, a.re, ratio);
    left = select_part(p, swap, im_grown, a.im);
    right = select_part(p, swap, a.re, re_grown);
    r.im = apply(p, OP_SUB, left, right);
    r.re = apply(p, divide, r.re, divisor);
    r.im = apply(p, divide, r.im, divisor);
    return r;
}

ComplexValue lower_complex_int_arithmetic(CUnit *c, NodeKind kind, QType real, ComplexValue a, ComplexValue b)
{
    Parts p = {&c->lowering->fn, lower_type(c, real), type_is_unsigned(&c->types, real)};
    Value zero = ir_int(p.fn, p.type, 0);
    if (!a.im) a.im = zero;
    if (!b.im) b.im = zero;
    if (kind == NODE_MUL) return product(&p, a, b);
    if (kind == NODE_DIV) return quotient(&p, a, b);
    ComplexValue r;
    IrOp op = kind == NODE_ADD ? OP_ADD : OP_SUB;
    r.re = apply(&p, op, a.re, b.re);
    r.im = apply(&p, op, a.im, b.im);
    return r;
}
