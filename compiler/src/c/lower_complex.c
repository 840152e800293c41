/* Complex arithmetic (C11 Annex G) as pairs of real values. Products of two complex numbers and quotients by one call the
   runtime library, which knows about infinities and overflow; the rest is done here, real operands staying real (G.5).
   In: nodes with complex operands or results, whose rvalues are the addresses of their two parts. Out: IR on the real type. */
#include "c/lower.h"

static QType real_type(const CUnit *c, QType q) { return type_real(&c->types, type_unqualified(q)); }
static bool is_complex(const CUnit *c, QType q) { return type_is_complex(&c->types, q); }

bool lower_is_complex(const CUnit *c, QType q) { return is_complex(c, q); }

static bool is_integral(const CUnit *c, QType q) { return type_is_integer(&c->types, real_type(c, q)); }

static i64 imaginary_offset(const CUnit *c, QType q) { return (i64)type_size(&c->types, real_type(c, q)); }

static ComplexValue load_pair(CUnit *c, const Lvalue *lv, QType q)
{
    Function *fn = &c->lowering->fn;
    IrType t = lower_type(c, real_type(c, q));
    u32 align = type_align(&c->types, real_type(c, q));
    if (lv->align < align) align = lv->align;
    ComplexValue v;
    v.re = ir_load(fn, t, lv->ptr, align, lv->mem_flags);
    Value at = ir_ptradd_const(fn, lv->ptr, imaginary_offset(c, q));
    v.im = ir_load(fn, t, at, align, lv->mem_flags);
    return v;
}

static ComplexValue load_at(CUnit *c, Value ptr, QType q)
{
    Lvalue lv = {ptr, type_align(&c->types, q), 0, 0};
    return load_pair(c, &lv, q);
}

static Value zero_of(CUnit *c, QType q)
{
    Function *fn = &c->lowering->fn;
    IrType t = lower_type(c, real_type(c, q));
    FloatBits zero = {0, 0};
    return is_integral(c, q) ? ir_int(fn, t, 0) : ir_float(fn, t, zero);
}

static void store_pair(CUnit *c, const Lvalue *lv, QType q, ComplexValue v)
{
    Function *fn = &c->lowering->fn;
    u32 align = type_align(&c->types, real_type(c, q));
    if (lv->align < align) align = lv->align;
    Value im = v.im ? v.im : zero_of(c, q);
    ir_store(fn, lv->ptr, v.re, align, lv->mem_flags);
    Value at = ir_ptradd_const(fn, lv->ptr, imaginary_offset(c, q));
    ir_store(fn, at, im, align, lv->mem_flags);
}

static Value temporary(CUnit *c, QType q, ComplexValue v)
{
    Lvalue lv = {lower_temporary(c, q), type_align(&c->types, q), 0, 0};
    store_pair(c, &lv, q, v);
    return lv.ptr;
}

/* ---- conversions (6.3.1.6, 6.3.1.7) ---- */

/* From arithmetic type to arithmetic type, one of them complex. To a real type, what comes back is in re alone. */
static ComplexValue convert_pair(CUnit *c, ComplexValue v, QType from, QType to)
{
    Function *fn = &c->lowering->fn;
    QType real = real_type(c, from);
    if (type_kind(&c->types, to) == CT_BOOL && v.im) {
        Value zero = zero_of(c, from);
        IrOp differs = is_integral(c, from) ? OP_NE : OP_FNE;
        Value re = ir_compare(fn, differs, v.re, zero), im = ir_compare(fn, differs, v.im, zero);
        v.re = ir_unary(fn, OP_ZEXT, lower_type(c, to), ir_binary(fn, OP_OR, IR_I1, re, im));
        v.im = 0;
        return v;
    }
    v.re = lower_convert(c, v.re, real, real_type(c, to));
    v.im = is_complex(c, to) && v.im ? lower_convert(c, v.im, real, real_type(c, to)) : 0;
    return v;
}

Value lower_complex_convert(CUnit *c, Value v, QType from, QType to)
{
    ComplexValue pair = {v, 0};
    if (is_complex(c, from)) pair = load_at(c, v, from);
    pair = convert_pair(c, pair, from, to);
    return is_complex(c, to) ? temporary(c, type_unqualified(to), pair) : pair.re;
}

/* ---- arithmetic ---- */

/* The runtime library's functions take four parts and return a number (GCC internals manual, "Other floating-point routines"). */
static ComplexValue call_runtime(CUnit *c, NodeKind kind, QType q, ComplexValue a, ComplexValue b)
{
    Function *fn = &c->lowering->fn;
    QType real = real_type(c, q);
    IrType t = lower_type(c, real);
    static const char *const names[2][4] = {{"__mulsc3", "__muldc3", "__mulxc3", "__multc3"}, {"__divsc3", "__divdc3", "__divxc3", "__divtc3"}};
    u32 which = t == IR_F32 ? 0 : t == IR_F64 ? 1 : t == IR_F80 ? 2 : 3;
    IrParam part = lower_param(c, real), params[4] = {part, part, part, part};
    SigId sig = module_sig(c->module, lower_param(c, q), params, 4, false, false);
    Value arg[5];
    arg[0] = lower_temporary(c, q);
    arg[1] = a.re;
    arg[2] = a.im ? a.im : zero_of(c, q);
    arg[3] = b.re;
    arg[4] = b.im;
    ir_call(fn, IR_VOID, lower_runtime_symbol(c, names[kind == NODE_DIV][which]), sig, arg, 5, NULL, 0);
    return load_at(c, arg[0], q);
}

/* im is 0 of real operands; one of them at least is complex. */
static ComplexValue arithmetic(CUnit *c, NodeKind kind, QType q, ComplexValue a, ComplexValue b)
{
    Function *fn = &c->lowering->fn;
    IrType t = lower_type(c, real_type(c, q));
    ComplexValue r = {0, 0};
    if (is_integral(c, q)) return lower_complex_int_arithmetic(c, kind, real_type(c, q), a, b);
    switch (kind) {
    case NODE_ADD: case NODE_SUB: {
        IrOp op = kind == NODE_ADD ? OP_FADD : OP_FSUB;
        r.re = ir_binary(fn, op, t, a.re, b.re);
        if (a.im && b.im) r.im = ir_binary(fn, op, t, a.im, b.im);
        else if (a.im) r.im = a.im;
        else r.im = kind == NODE_ADD ? b.im : ir_unary(fn, OP_FNEG, t, b.im);
        return r;
    }
    case NODE_MUL:
        if (a.im && b.im) return call_runtime(c, kind, q, a, b);
        r.re = ir_binary(fn, OP_FMUL, t, a.re, b.re);
        r.im = a.im ? ir_binary(fn, OP_FMUL, t, a.im, b.re) : ir_binary(fn, OP_FMUL, t, a.re, b.im);
        return r;
    case NODE_DIV:
        if (b.im) return call_runtime(c, kind, q, a, b);
        r.re = ir_binary(fn, OP_FDIV, t, a.re, b.re);
        r.im = ir_binary(fn, OP_FDIV, t, a.im, b.re);
        return r;
    default: KIT_PANIC("not an operator on complex numbers");
    }
}

ComplexValue lower_complex(CUnit *c, NodeId id)
{
    Function *fn = &c->lowering->fn;
    Node n = *node_at(c, id);
    ComplexValue a, b, r = {0, 0};
    IrOp negate;
    if (!is_complex(c, n.type)) {
        r.re = lower_value(c, id);
        return r;
    }
    if (ir_terminated(fn)) {
        r.re = r.im = ir_poison(fn, lower_type(c, real_type(c, n.type)));
        return r;
    }
    IrType t = lower_type(c, real_type(c, n.type));
    switch ((NodeKind)n.kind) {
    case NODE_COMPLEX:
        r.re = lower_value(c, n.a);
        r.im = lower_value(c, n.b);
        return r;
    case NODE_LOAD: {
        if (node_at(c, n.a)->type & Q_ATOMIC) return load_at(c, lower_value(c, id), n.type);
        Lvalue lv = lower_lvalue(c, n.a);
        return load_pair(c, &lv, n.type);
    }
    case NODE_CAST: {
        QType from = node_at(c, n.a)->type;
        r = convert_pair(c, lower_complex(c, n.a), from, n.type);
        if (!r.im) r.im = zero_of(c, n.type);
        return r;
    }
    case NODE_NEG: case NODE_BITNOT:
        r = lower_complex(c, n.a);
        negate = is_integral(c, n.type) ? OP_NEG : OP_FNEG;
        if (n.kind == NODE_NEG) r.re = ir_unary(fn, negate, t, r.re);
        r.im = ir_unary(fn, negate, t, r.im);
        return r;
    case NODE_ADD: case NODE_SUB: case NODE_MUL: case NODE_DIV:
        a = lower_complex(c, n.a);
        b = lower_complex(c, n.b);
        return arithmetic(c, (NodeKind)n.kind, n.type, a, b);
    default: return load_at(c, lower_value(c, id), n.type);
    }
}

bool lower_makes_complex(const CUnit *c, const Node *n)
{
    if (!is_complex(c, n->type)) return false;
    switch ((NodeKind)n->kind) {
    case NODE_COMPLEX: case NODE_CAST: case NODE_NEG: case NODE_BITNOT: case NODE_ADD: case NODE_SUB: case NODE_MUL: case NODE_DIV: return true;
    default: return false;
    }
}

Value lower_complex_value(CUnit *c, NodeId id)
{
    QType q = type_unqualified(node_at(c, id)->type);
    return temporary(c, q, lower_complex(c, id));
}

void lower_complex_into(CUnit *c, NodeId id, Value to, u32 align)
{
    QType q = type_unqualified(node_at(c, id)->type);
    ComplexValue v = lower_complex(c, id);
    Lvalue lv = {to, align, 0, 0};
    store_pair(c, &lv, q, v);
}

/* ---- truth, equality, parts ---- */

Value lower_complex_truth(CUnit *c, NodeId id)
{
    ComplexValue v = lower_complex(c, id);
    return convert_pair(c, v, node_at(c, id)->type, QTYPE_OF(CT_BOOL)).re;
}

/* I1 of EQ or NE; the imaginary part of a real operand is 0. */
Value lower_complex_comparison(CUnit *c, const Node *n)
{
    Function *fn = &c->lowering->fn;
    bool equal = n->kind == NODE_EQ;
    NodeId left = n->a, right = n->b;
    QType q = node_at(c, left)->type;
    ComplexValue a = lower_complex(c, left), b = lower_complex(c, right);
    IrOp op = is_integral(c, q) ? (equal ? OP_EQ : OP_NE) : equal ? OP_FEQ : OP_FNE;
    Value re = ir_compare(fn, op, a.re, b.re);
    Value x = a.im ? a.im : zero_of(c, q), y = b.im ? b.im : zero_of(c, q);
    Value im = ir_compare(fn, op, x, y);
    return ir_binary(fn, equal ? OP_AND : OP_OR, IR_I1, re, im);
}

Lvalue lower_complex_part(CUnit *c, const Node *n)
{
    Function *fn = &c->lowering->fn;
    const Node *of = node_at(c, n->a);
    bool imaginary = n->kind == NODE_IMAG;
    i64 offset = imaginary ? imaginary_offset(c, of->type) : 0;
    u32 align = type_align(&c->types, n->type), part = type_align(&c->types, real_type(c, of->type));
    Lvalue lv;
    if (of->flags & NODE_LVALUE) lv = lower_lvalue(c, n->a);
    else lv = (Lvalue){lower_value(c, n->a), align, 0, 0};
    lv.ptr = ir_ptradd_const(fn, lv.ptr, offset);
    if (lv.align > part) lv.align = part;
    return lv;
}

Value lower_complex_part_value(CUnit *c, const Node *n)
{
    bool imaginary = n->kind == NODE_IMAG;
    ComplexValue v = lower_complex(c, n->a);
    return imaginary ? v.im : v.re;
}

/* ---- assignment ---- */

Value lower_complex_assign(CUnit *c, const Node *n)
{
    NodeId to = n->a;
    QType q = type_unqualified(node_at(c, to)->type);
    ComplexValue v = lower_complex(c, n->b);
    Lvalue lv = lower_lvalue(c, to);
    store_pair(c, &lv, q, v);
    return lv.ptr;
}

/* Of a complex or a real object; the operator is computed in a complex type, or the object is complex. */
Value lower_complex_assign_op(CUnit *c, const Node *n)
{
    NodeKind op = (NodeKind)n->aux;
    NodeId to = n->a, right = n->b;
    QType q = type_unqualified(node_at(c, to)->type), in = type_unqualified((QType)n->c);
    ComplexValue b = lower_complex(c, right), a = {0, 0};
    Lvalue lv = lower_lvalue(c, to);
    if (is_complex(c, q)) a = load_pair(c, &lv, q);
    else a.re = lower_load(c, &lv, q);
    a = convert_pair(c, a, q, is_complex(c, q) ? in : real_type(c, in));
    a = convert_pair(c, arithmetic(c, op, in, a, b), in, q);
    if (!is_complex(c, q)) return lower_store(c, &lv, q, a.re, true);
    store_pair(c, &lv, q, a);
    return lv.ptr;
}

/* The same where no object is touched: `old` and what comes back are values of type q. */
Value lower_complex_apply(CUnit *c, NodeKind op, QType q, QType in, Value old, ComplexValue b)
{
    ComplexValue a = {old, 0};
    if (is_complex(c, q)) a = load_at(c, old, q);
    a = convert_pair(c, a, q, is_complex(c, q) ? in : real_type(c, in));
    a = convert_pair(c, arithmetic(c, op, in, a, b), in, q);
    return is_complex(c, q) ? temporary(c, q, a) : a.re;
}

Value lower_complex_increment(CUnit *c, const Node *n, bool down, bool post)
{
    Function *fn = &c->lowering->fn;
    QType q = type_unqualified(node_at(c, n->a)->type);
    IrType t = lower_type(c, real_type(c, q));
    Lvalue lv = lower_lvalue(c, n->a);
    ComplexValue old = load_pair(c, &lv, q), fresh = old;
    Value before = post ? temporary(c, q, old) : lv.ptr;
    if (is_integral(c, q)) {
        fresh.re = ir_binary(fn, down ? OP_SUB : OP_ADD, t, old.re, ir_int(fn, t, 1));
    } else {
        Value one = ir_float(fn, t, float_from_int(1, false, ir_float_format(t)));
        fresh.re = ir_binary(fn, down ? OP_FSUB : OP_FADD, t, old.re, one);
    }
    store_pair(c, &lv, q, fresh);
    return before;
}
