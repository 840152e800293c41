/* Integers of more than 64 bits (GNU __int128, _BitInt), as pairs of 64-bit values. In memory and between functions one is an aggregate of two
   I64, low word first, which is how the psABI passes it (3.2.3); arithmetic is on the words; division and conversion to and
   from floating types call the runtime library. In: nodes with 128-bit operands or results. Out: IR of at most 64 bits.

   An rvalue of such a type is the address of its two words, as of a record's. */
#include "base/bits.h"
#include "c/lower.h"

bool lower_is_wide(const CUnit *c, QType q)
{
    return type_is_wide(&c->types, q);
}

Wide lower_wide_load(CUnit *c, Value ptr)
{
    Function *fn = &c->lowering->fn;
    Wide w;
    w.lo = ir_load(fn, IR_I64, ptr, 8, 0);
    w.hi = ir_load(fn, IR_I64, ir_ptradd_const(fn, ptr, 8), 8, 0);
    return w;
}

static void wide_store(CUnit *c, Value ptr, Wide w)
{
    Function *fn = &c->lowering->fn;
    ir_store(fn, ptr, w.lo, 8, 0);
    ir_store(fn, ir_ptradd_const(fn, ptr, 8), w.hi, 8, 0);
}

Value lower_wide_temporary(CUnit *c, Wide w)
{
    Value ptr = lower_temporary(c, QTYPE_OF(CT_INT128));
    wide_store(c, ptr, w);
    return ptr;
}

Wide lower_fit_wide(CUnit *c, Wide w, QType q)
{
    Function *fn = &c->lowering->fn;
    u32 unused = 128 - type_bits(&c->types, q);
    if (!unused) return w;
    Value n = ir_int(fn, IR_I64, unused);
    Value up = ir_binary(fn, OP_SHL, IR_I64, w.hi, n);
    w.hi = ir_binary(fn, type_is_unsigned(&c->types, q) ? OP_LSHR : OP_ASHR, IR_I64, up, n);
    return w;
}

/* The bits above the width of a _BitInt are whatever they are (psABI 3.1.2); in values of the lowering they are extended. */
Value lower_wide_object(CUnit *c, Value ptr, QType q)
{
    if (type_bits(&c->types, q) == 128) return ptr;
    Wide w = lower_wide_load(c, ptr);
    return lower_wide_temporary(c, lower_fit_wide(c, w, q));
}

/* ---- words ---- */

static Value word(Function *fn, u64 x) { return ir_int(fn, IR_I64, x); }

static Wide wide_of_word(Function *fn, Value lo, bool is_unsigned)
{
    Wide w;
    w.lo = lo;
    w.hi = is_unsigned ? word(fn, 0) : ir_binary(fn, OP_ASHR, IR_I64, lo, word(fn, 63));
    return w;
}

Wide wide_sum(Function *fn, IrOp op, Wide a, Wide b)
{
    Wide r;
    r.lo = ir_binary(fn, op, IR_I64, a.lo, b.lo);
    Value carries = op == OP_ADD ? ir_compare(fn, OP_ULT, r.lo, a.lo) : ir_compare(fn, OP_ULT, a.lo, b.lo);
    Value carry = ir_unary(fn, OP_ZEXT, IR_I64, carries), high = ir_binary(fn, op, IR_I64, a.hi, b.hi);
    r.hi = ir_binary(fn, op, IR_I64, high, carry);
    return r;
}

/* Modulo 2^128. */
Wide wide_mul(Function *fn, Wide a, Wide b)
{
    Wide r;
    r.lo = ir_binary(fn, OP_MUL, IR_I64, a.lo, b.lo);
    Value left = ir_binary(fn, OP_MUL, IR_I64, a.hi, b.lo), right = ir_binary(fn, OP_MUL, IR_I64, a.lo, b.hi);
    Value cross = ir_binary(fn, OP_ADD, IR_I64, left, right);
    r.hi = ir_binary(fn, OP_ADD, IR_I64, ir_binary(fn, OP_UMULH, IR_I64, a.lo, b.lo), cross);
    return r;
}

/* The sign of a signed number (all bits when it is negative, else 0), and *a its magnitude. */
static Value take_sign(Function *fn, Wide *a, bool is_unsigned)
{
    if (is_unsigned) return word(fn, 0);
    Wide sign;
    sign.lo = sign.hi = ir_binary(fn, OP_ASHR, IR_I64, a->hi, word(fn, 63));
    a->lo = ir_binary(fn, OP_XOR, IR_I64, a->lo, sign.lo);
    a->hi = ir_binary(fn, OP_XOR, IR_I64, a->hi, sign.hi);
    *a = wide_sum(fn, OP_SUB, *a, sign);
    return sign.lo;
}

/* I1: whether a product of two words is not below 2^64. */
static Value product_reaches_on(Function *fn, Value a, Value b)
{
    Value high = ir_binary(fn, OP_UMULH, IR_I64, a, b);
    return ir_compare(fn, OP_NE, high, word(fn, 0));
}

Wide wide_mul_exact(Function *fn, Wide a, Wide b, bool a_unsigned, bool b_unsigned, Value *top)
{
    Value a_sign = take_sign(fn, &a, a_unsigned), b_sign = take_sign(fn, &b, b_unsigned);
    Wide sign, r = wide_mul(fn, a, b);
    sign.lo = sign.hi = ir_binary(fn, OP_XOR, IR_I64, a_sign, b_sign);
    /* Too large: both have a high word, or a cross product or the sum of the middle words does not fit one. */
    Value a_high = ir_compare(fn, OP_NE, a.hi, word(fn, 0)), b_high = ir_compare(fn, OP_NE, b.hi, word(fn, 0));
    Value large = ir_binary(fn, OP_AND, IR_I1, a_high, b_high), left = product_reaches_on(fn, a.hi, b.lo);
    Value right = product_reaches_on(fn, a.lo, b.hi), middle = ir_binary(fn, OP_UMULH, IR_I64, a.lo, b.lo);
    Value carries = ir_compare(fn, OP_ULT, r.hi, middle);
    large = ir_binary(fn, OP_OR, IR_I1, large, left);
    large = ir_binary(fn, OP_OR, IR_I1, large, right);
    large = ir_binary(fn, OP_OR, IR_I1, large, carries);
    r.lo = ir_binary(fn, OP_XOR, IR_I64, r.lo, sign.lo);
    r.hi = ir_binary(fn, OP_XOR, IR_I64, r.hi, sign.hi);
    r = wide_sum(fn, OP_SUB, r, sign);
    Value some = ir_binary(fn, OP_OR, IR_I64, r.lo, r.hi), zero = ir_compare(fn, OP_EQ, some, word(fn, 0));
    *top = ir_select(fn, IR_I64, zero, word(fn, 0), sign.lo);
    *top = ir_select(fn, IR_I64, large, word(fn, 1), *top);
    return r;
}

static Wide wide_bitwise(Function *fn, IrOp op, Wide a, Wide b)
{
    Wide r;
    r.lo = ir_binary(fn, op, IR_I64, a.lo, b.lo);
    r.hi = ir_binary(fn, op, IR_I64, a.hi, b.hi);
    return r;
}

/* The count is below 128 (6.5.7p3); the IR's shifts take it modulo 64. What crosses the words is shifted in two steps, since a shift by 64 is none. */
static Wide wide_shift(Function *fn, NodeKind kind, bool is_unsigned, Wide a, Value count)
{
    Value far = ir_compare(fn, OP_NE, ir_binary(fn, OP_AND, IR_I64, count, word(fn, 64)), word(fn, 0));
    Value rest = ir_unary(fn, OP_NOT, IR_I64, count); /* 63 - count, modulo 64 */
    Wide r;
    if (kind == NODE_SHL) {
        Value near_lo = ir_binary(fn, OP_SHL, IR_I64, a.lo, count), near_hi = ir_binary(fn, OP_SHL, IR_I64, a.hi, count);
        Value crossing = ir_binary(fn, OP_LSHR, IR_I64, ir_binary(fn, OP_LSHR, IR_I64, a.lo, word(fn, 1)), rest);
        near_hi = ir_binary(fn, OP_OR, IR_I64, near_hi, crossing);
        r.hi = ir_select(fn, IR_I64, far, near_lo, near_hi);
        r.lo = ir_select(fn, IR_I64, far, word(fn, 0), near_lo);
    } else {
        IrOp op = is_unsigned ? OP_LSHR : OP_ASHR;
        Value near_lo = ir_binary(fn, OP_LSHR, IR_I64, a.lo, count), near_hi = ir_binary(fn, op, IR_I64, a.hi, count);
        Value crossing = ir_binary(fn, OP_SHL, IR_I64, ir_binary(fn, OP_SHL, IR_I64, a.hi, word(fn, 1)), rest);
        near_lo = ir_binary(fn, OP_OR, IR_I64, near_lo, crossing);
        Value above = is_unsigned ? word(fn, 0) : ir_binary(fn, OP_ASHR, IR_I64, a.hi, word(fn, 63));
        r.lo = ir_select(fn, IR_I64, far, near_hi, near_lo);
        r.hi = ir_select(fn, IR_I64, far, above, near_hi);
    }
    return r;
}

/* ---- the runtime library (GCC internals manual, "Routines for integer arithmetic" and "for floating point emulation") ---- */

Value lower_runtime_symbol(CUnit *c, const char *name)
{
    bool fresh;
    Symbol s = module_symbol(c->module, names_intern(&c->kit->names, str_of(name)), &fresh);
    if (!c->lowering->references_wait) lower_note_reference(c, s);
    return ir_sym(&c->lowering->fn, s, 0);
}

static IrParam wide_param(CUnit *c)
{
    IrParam p = {.type = IR_PTR, .agg = lower_agg(c, QTYPE_OF(CT_INT128))};
    return p;
}

static Wide divide(CUnit *c, NodeKind kind, bool is_unsigned, Wide a, Wide b)
{
    Function *fn = &c->lowering->fn;
    const char *name = kind == NODE_DIV ? is_unsigned ? "__udivti3" : "__divti3" : is_unsigned ? "__umodti3" : "__modti3";
    IrParam p = wide_param(c), params[2] = {p, p};
    SigId sig = module_sig(c->module, p, params, 2, false, false);
    Value arg[3];
    arg[0] = lower_temporary(c, QTYPE_OF(CT_INT128));
    arg[1] = lower_wide_temporary(c, a);
    arg[2] = lower_wide_temporary(c, b);
    ir_call(fn, IR_VOID, lower_runtime_symbol(c, name), sig, arg, 3, NULL, 0);
    return lower_wide_load(c, arg[0]);
}

/* "sf", "df", "xf", "tf": GCC's names of the floating modes. */
static const char *mode_of(IrType t) { return t == IR_F32 ? "sf" : t == IR_F64 ? "df" : t == IR_F80 ? "xf" : "tf"; }

static Value float_of_wide(CUnit *c, Wide w, bool is_unsigned, IrType to)
{
    Str name = arena_printf(&c->arena, "__float%sti%s", is_unsigned ? "un" : "", mode_of(to));
    IrParam p = wide_param(c), result = {.type = (u8)to};
    Value arg = lower_wide_temporary(c, w);
    SigId sig = module_sig(c->module, result, &p, 1, false, false);
    return ir_call(&c->lowering->fn, to, lower_runtime_symbol(c, name.ptr), sig, &arg, 1, NULL, 0);
}

static Wide wide_of_float(CUnit *c, Value v, bool is_unsigned)
{
    IrType from = ir_type(&c->lowering->fn, v);
    Str name = arena_printf(&c->arena, "__fix%s%sti", is_unsigned ? "uns" : "", mode_of(from));
    IrParam result = wide_param(c), p = {.type = (u8)from};
    SigId sig = module_sig(c->module, result, &p, 1, false, false);
    Value arg[2];
    arg[0] = lower_temporary(c, QTYPE_OF(CT_INT128));
    arg[1] = v;
    ir_call(&c->lowering->fn, IR_VOID, lower_runtime_symbol(c, name.ptr), sig, arg, 2, NULL, 0);
    return lower_wide_load(c, arg[0]);
}

/* ---- conversions ---- */

static bool is_floating(IrType t) { return t == IR_F32 || t == IR_F64 || t == IR_F80 || t == IR_F128; }

Value lower_wide_truth(CUnit *c, Value ptr)
{
    Function *fn = &c->lowering->fn;
    Wide w = lower_wide_load(c, ptr);
    return ir_compare(fn, OP_NE, ir_binary(fn, OP_OR, IR_I64, w.lo, w.hi), word(fn, 0));
}

Value lower_wide_convert(CUnit *c, Value v, QType from, QType to)
{
    Function *fn = &c->lowering->fn;
    if (lower_is_wide(c, from)) {
        if (lower_is_wide(c, to)) return type_bits(&c->types, to) == 128 ? v : lower_wide_object(c, v, to); /* the same bits */
        if (type_kind(&c->types, to) == CT_BOOL) return ir_unary(fn, OP_ZEXT, lower_type(c, to), lower_wide_truth(c, v));
        Wide w = lower_wide_load(c, v);
        if (is_floating(lower_type(c, to))) return float_of_wide(c, w, type_is_unsigned(&c->types, from), lower_type(c, to));
        return lower_convert(c, w.lo, QTYPE_OF(CT_ULLONG), to);
    }
    if (is_floating(lower_type(c, from))) {
        Wide whole = wide_of_float(c, v, type_is_unsigned(&c->types, to));
        return lower_wide_temporary(c, lower_fit_wide(c, whole, to));
    }
    bool is_unsigned = type_kind(&c->types, from) == CT_POINTER || type_is_unsigned(&c->types, from);
    Value lo = lower_convert(c, v, from, QTYPE_OF(CT_ULLONG));
    Wide w = wide_of_word(fn, lo, is_unsigned);
    return lower_wide_temporary(c, lower_fit_wide(c, w, to));
}

Wide lower_widen(CUnit *c, NodeId id)
{
    Function *fn = &c->lowering->fn;
    QType q = node_at(c, id)->type;
    Value v = lower_value(c, id);
    if (lower_is_wide(c, q)) return lower_wide_load(c, v);
    return wide_of_word(fn, lower_convert(c, v, q, QTYPE_OF(CT_ULLONG)), type_is_unsigned(&c->types, q));
}

/* ---- operators ---- */

Value lower_wide_arithmetic(CUnit *c, NodeKind kind, QType q, Value a_ptr, Wide b)
{
    Function *fn = &c->lowering->fn;
    bool is_unsigned = type_is_unsigned(&c->types, q);
    Wide a = lower_wide_load(c, a_ptr), r;
    switch (kind) {
    case NODE_ADD: r = wide_sum(fn, OP_ADD, a, b); break;
    case NODE_SUB: r = wide_sum(fn, OP_SUB, a, b); break;
    case NODE_MUL: r = wide_mul(fn, a, b); break;
    case NODE_DIV: case NODE_MOD: r = divide(c, kind, is_unsigned, a, b); break;
    case NODE_AND: r = wide_bitwise(fn, OP_AND, a, b); break;
    case NODE_OR: r = wide_bitwise(fn, OP_OR, a, b); break;
    case NODE_XOR: r = wide_bitwise(fn, OP_XOR, a, b); break;
    case NODE_SHL: case NODE_SHR: r = wide_shift(fn, kind, is_unsigned, a, b.lo); break;
    default: KIT_PANIC("not an operator on 128-bit integers");
    }
    return lower_wide_temporary(c, lower_fit_wide(c, r, q));
}

Value lower_wide_unary(CUnit *c, NodeKind kind, QType q, Value ptr)
{
    Function *fn = &c->lowering->fn;
    Wide a = lower_wide_load(c, ptr), r;
    if (kind == NODE_NEG) {
        Wide zero;
        zero.lo = zero.hi = word(fn, 0);
        r = wide_sum(fn, OP_SUB, zero, a);
    } else {
        r.lo = ir_unary(fn, OP_NOT, IR_I64, a.lo);
        r.hi = ir_unary(fn, OP_NOT, IR_I64, a.hi);
    }
    return lower_wide_temporary(c, lower_fit_wide(c, r, q));
}

/* I1: a < b or a <= b. */
static Value less(Function *fn, bool or_equal, bool is_unsigned, Wide a, Wide b)
{
    Value high_less = ir_compare(fn, is_unsigned ? OP_ULT : OP_SLT, a.hi, b.hi), high_equal = ir_compare(fn, OP_EQ, a.hi, b.hi);
    Value low = ir_compare(fn, or_equal ? OP_ULE : OP_ULT, a.lo, b.lo);
    low = ir_binary(fn, OP_AND, IR_I1, high_equal, low);
    return ir_binary(fn, OP_OR, IR_I1, high_less, low);
}

Value lower_wide_comparison(CUnit *c, NodeKind kind, QType q, Value a_ptr, Value b_ptr)
{
    Function *fn = &c->lowering->fn;
    bool is_unsigned = type_is_unsigned(&c->types, q);
    Wide a = lower_wide_load(c, a_ptr), b = lower_wide_load(c, b_ptr);
    if (kind == NODE_EQ || kind == NODE_NE) {
        Wide differs = wide_bitwise(fn, OP_XOR, a, b);
        return ir_compare(fn, kind == NODE_EQ ? OP_EQ : OP_NE, ir_binary(fn, OP_OR, IR_I64, differs.lo, differs.hi), word(fn, 0));
    }
    bool swapped = kind == NODE_GT || kind == NODE_GE, or_equal = kind == NODE_LE || kind == NODE_GE;
    return swapped ? less(fn, or_equal, is_unsigned, b, a) : less(fn, or_equal, is_unsigned, a, b);
}
