/* The builtins that are more than a library call or a constant (GCC manual, "Other Built-in Functions Provided by GCC").
   In: NODE_BUILTIN. Out: IR operations. */
#include "c/lower.h"

static NodeId argument(const CUnit *c, const Node *n, u32 i) { return c->extra.at[n->b + 1 + i]; }
static Value argument_value(CUnit *c, const Node *n, u32 i) { return lower_value(c, argument(c, n, i)); }

static FloatFormat format_of(IrType t)
{
    return t == IR_F32 ? FLOAT_BINARY32 : t == IR_F64 ? FLOAT_BINARY64 : t == IR_F80 ? FLOAT_X87 : FLOAT_BINARY128;
}

static Value to_int(CUnit *c, Value v, QType q)
{
    Function *fn = &c->lowering->fn;
    IrType from = ir_type(fn, v), to = lower_type(c, q);
    u32 a = ir_type_size(NULL, from), b = ir_type_size(NULL, to);
    if (from == IR_I1) return ir_unary(fn, OP_ZEXT, to, v);
    return a == b ? v : ir_unary(fn, a > b ? OP_TRUNC : OP_ZEXT, to, v);
}

static Value bit_count(CUnit *c, const Node *n)
{
    Function *fn = &c->lowering->fn;
    Value a = argument_value(c, n, 0);
    IrType t = ir_type(fn, a);
    u32 bits = 8 * ir_type_size(NULL, t);
    switch ((Builtin)n->aux) {
    case BUILTIN_CLZ: return ir_unary(fn, OP_CLZ, t, a);
    case BUILTIN_CTZ: return ir_unary(fn, OP_CTZ, t, a);
    case BUILTIN_POPCOUNT: return ir_unary(fn, OP_POPCOUNT, t, a);
    case BUILTIN_PARITY: {
        Value ones = ir_unary(fn, OP_POPCOUNT, t, a);
        return ir_binary(fn, OP_AND, t, ones, ir_int(fn, t, 1));
    }
    case BUILTIN_FFS: {
        Value zeros = ir_unary(fn, OP_CTZ, t, a), none = ir_int(fn, t, 0);
        Value one_more = ir_binary(fn, OP_ADD, t, zeros, ir_int(fn, t, 1));
        return ir_select(fn, t, ir_compare(fn, OP_EQ, a, none), none, one_more);
    }
    default: { /* CLRSB: bits below the sign that repeat it */
        Value sign = ir_binary(fn, OP_ASHR, t, a, ir_int(fn, t, bits - 1));
        Value same = ir_unary(fn, OP_CLZ, t, ir_binary(fn, OP_XOR, t, a, sign));
        return ir_binary(fn, OP_SUB, t, same, ir_int(fn, t, 1));
    }
    }
}

/* ---- checked arithmetic: computed in 128 bits as two halves, then compared with what the result type holds ---- */

/* I1: a < b, as unsigned numbers of 128 bits. */
static Value below(Function *fn, Wide a, Wide b)
{
    Value equal = ir_compare(fn, OP_EQ, a.hi, b.hi), low = ir_compare(fn, OP_ULT, a.lo, b.lo);
    Value high = ir_compare(fn, OP_ULT, a.hi, b.hi);
    low = ir_binary(fn, OP_AND, IR_I1, equal, low);
    return ir_binary(fn, OP_OR, IR_I1, high, low);
}

static Value sign_word(Function *fn, Value x, bool is_unsigned)
{
    return is_unsigned ? ir_int(fn, IR_I64, 0) : ir_binary(fn, OP_ASHR, IR_I64, x, ir_int(fn, IR_I64, 63));
}

/* With 128 bits somewhere, the exact result has a third word. */
static Value checked_wide(CUnit *c, const Node *n)
{
    Function *fn = &c->lowering->fn;
    NodeId left = argument(c, n, 0), right = argument(c, n, 1), to = argument(c, n, 2);
    QType x = node_at(c, left)->type, y = node_at(c, right)->type, q = type_unqualified(type_of(&c->types, node_at(c, to)->type)->base);
    bool xu = type_is_unsigned(&c->types, x), yu = type_is_unsigned(&c->types, y), is_unsigned = type_is_unsigned(&c->types, q);
    Wide a = lower_widen(c, left), b = lower_widen(c, right), r;
    Value ptr = lower_value(c, to), top;
    if (n->aux == BUILTIN_MUL_OVERFLOW) {
        r = wide_mul_exact(fn, a, b, xu, yu, &top);
    } else {
        bool add = n->aux == BUILTIN_ADD_OVERFLOW;
        Value ax = sign_word(fn, a.hi, xu), bx = sign_word(fn, b.hi, yu);
        r = wide_sum(fn, add ? OP_ADD : OP_SUB, a, b);
        Value carry = ir_unary(fn, OP_ZEXT, IR_I64, add ? below(fn, r, a) : below(fn, a, b));
        top = ir_binary(fn, add ? OP_ADD : OP_SUB, IR_I64, ax, bx);
        top = ir_binary(fn, add ? OP_ADD : OP_SUB, IR_I64, top, carry);
    }
    Value differs;
    if (lower_is_wide(c, q)) {
        Value high = ir_ptradd_const(fn, ptr, 8);
        ir_store(fn, ptr, r.lo, 8, 0);
        ir_store(fn, high, r.hi, 8, 0);
        differs = ir_binary(fn, OP_XOR, IR_I64, top, sign_word(fn, r.hi, is_unsigned));
    } else {
        IrType t = lower_type(c, q);
        Value kept = t == IR_I64 ? r.lo : ir_unary(fn, OP_TRUNC, t, r.lo);
        if (type_kind(&c->types, q) == CT_BOOL) kept = ir_binary(fn, OP_AND, t, kept, ir_int(fn, t, 1));
        ir_store(fn, ptr, kept, type_align(&c->types, q), 0);
        Value lo = t == IR_I64 ? kept : ir_unary(fn, is_unsigned ? OP_ZEXT : OP_SEXT, IR_I64, kept), hi = sign_word(fn, lo, is_unsigned);
        Value low = ir_binary(fn, OP_XOR, IR_I64, lo, r.lo), middle = ir_binary(fn, OP_XOR, IR_I64, hi, r.hi), high = ir_binary(fn, OP_XOR, IR_I64, hi, top);
        differs = ir_binary(fn, OP_OR, IR_I64, low, middle);
        differs = ir_binary(fn, OP_OR, IR_I64, differs, high);
    }
    return to_int(c, ir_compare(fn, OP_NE, differs, ir_int(fn, IR_I64, 0)), n->type);
}

/* Modulo 2^128 no product of two 64-bit values of either sign is taken for one that fits: it stays below 2^128 and above -2^127. */
static Value checked(CUnit *c, const Node *n)
{
    Function *fn = &c->lowering->fn;
    NodeId to = argument(c, n, 2);
    bool wide = lower_is_wide(c, node_at(c, argument(c, n, 0))->type) || lower_is_wide(c, node_at(c, argument(c, n, 1))->type) ||
                lower_is_wide(c, type_of(&c->types, node_at(c, to)->type)->base);
    if (wide) return checked_wide(c, n);
    Wide a = lower_widen(c, argument(c, n, 0)), b = lower_widen(c, argument(c, n, 1));
    QType q = type_unqualified(type_of(&c->types, node_at(c, to)->type)->base);
    Value ptr = lower_value(c, to);
    Wide r = n->aux == BUILTIN_ADD_OVERFLOW ? wide_sum(fn, OP_ADD, a, b) : n->aux == BUILTIN_SUB_OVERFLOW ? wide_sum(fn, OP_SUB, a, b) : wide_mul(fn, a, b);
    IrType t = lower_type(c, q);
    bool is_unsigned = type_is_unsigned(&c->types, q), is_bool = type_kind(&c->types, q) == CT_BOOL;
    Value kept = t == IR_I64 ? r.lo : ir_unary(fn, OP_TRUNC, t, r.lo);
    if (is_bool) kept = ir_binary(fn, OP_AND, t, kept, ir_int(fn, t, 1));
    ir_store(fn, ptr, kept, type_align(&c->types, q), 0);
    Value lo = t == IR_I64 ? kept : ir_unary(fn, is_unsigned ? OP_ZEXT : OP_SEXT, IR_I64, kept);
    Value hi = is_unsigned ? ir_int(fn, IR_I64, 0) : ir_binary(fn, OP_ASHR, IR_I64, lo, ir_int(fn, IR_I64, 63));
    Value low = ir_binary(fn, OP_XOR, IR_I64, lo, r.lo), high = ir_binary(fn, OP_XOR, IR_I64, hi, r.hi);
    Value differs = ir_binary(fn, OP_OR, IR_I64, low, high);
    return to_int(c, ir_compare(fn, OP_NE, differs, ir_int(fn, IR_I64, 0)), n->type);
}

/* ---- floating classification (7.12.3, 7.12.14) ---- */

static Value sign_bit(CUnit *c, Value v)
{
    Function *fn = &c->lowering->fn;
    IrType t = ir_type(fn, v);
    if (t == IR_F32 || t == IR_F64) {
        IrType same_size = t == IR_F32 ? IR_I32 : IR_I64;
        Value bits = ir_unary(fn, OP_BITCAST, same_size, v);
        return ir_compare(fn, OP_SLT, bits, ir_int(fn, same_size, 0));
    }
    Value ptr = ir_slot_addr(fn, ir_slot(fn, 16, 16, 0, fn->current_loc), 0);
    ir_store(fn, ptr, v, 16, 0);
    Value top = ir_load(fn, IR_I16, ir_ptradd_const(fn, ptr, t == IR_F80 ? 8 : 14), 2, 0);
    return ir_compare(fn, OP_SLT, top, ir_int(fn, IR_I16, 0));
}

static Value smallest_normal(Function *fn, IrType t)
{
    FloatBits bits = {0, 0};
    switch (t) {
    case IR_F32: bits.lo = 0x00800000u; break;
    case IR_F64: bits.lo = 0x0010000000000000u; break;
    case IR_F80: bits.lo = 0x8000000000000000u, bits.hi = 1; break;
    default: bits.hi = 0x0001000000000000u; break;
    }
    return ir_float(fn, t, bits);
}

static Value classify(CUnit *c, const Node *n)
{
    Function *fn = &c->lowering->fn;
    Value v = argument_value(c, n, 0);
    IrType t = ir_type(fn, v);
    Value inf = ir_float(fn, t, float_inf(format_of(t), false));
    Value size = n->aux == BUILTIN_ISNAN || n->aux == BUILTIN_SIGNBIT ? 0 : ir_unary(fn, OP_FABS, t, v);
    switch ((Builtin)n->aux) {
    case BUILTIN_ISNAN: return to_int(c, ir_compare(fn, OP_FNE, v, v), n->type);
    case BUILTIN_ISINF: return to_int(c, ir_compare(fn, OP_FEQ, size, inf), n->type);
    case BUILTIN_ISFINITE: return to_int(c, ir_compare(fn, OP_FLTQ, size, inf), n->type);
    case BUILTIN_SIGNBIT: return to_int(c, sign_bit(c, v), n->type);
    case BUILTIN_ISNORMAL: {
        Value above = ir_compare(fn, OP_FLEQ, smallest_normal(fn, t), size), below = ir_compare(fn, OP_FLTQ, size, inf);
        return to_int(c, ir_binary(fn, OP_AND, IR_I1, above, below), n->type);
    }
    default: { /* ISINF_SIGN: -1, 0 or 1 */
        IrType r = lower_type(c, n->type);
        Value negative = sign_bit(c, v), minus_one = ir_int(fn, r, ~(u64)0), one = ir_int(fn, r, 1);
        Value signed_one = ir_select(fn, r, negative, minus_one, one);
        Value infinite = ir_compare(fn, OP_FEQ, size, inf);
        return ir_select(fn, r, infinite, signed_one, ir_int(fn, r, 0));
    }
    }
}

static Value order(CUnit *c, const Node *n)
{
    Function *fn = &c->lowering->fn;
    Value a = argument_value(c, n, 0), b = argument_value(c, n, 1), bit, other;
    switch ((Builtin)n->aux) {
    case BUILTIN_ISGREATER: bit = ir_compare(fn, OP_FLTQ, b, a); break;
    case BUILTIN_ISGREATEREQUAL: bit = ir_compare(fn, OP_FLEQ, b, a); break;
    case BUILTIN_ISLESS: bit = ir_compare(fn, OP_FLTQ, a, b); break;
    case BUILTIN_ISLESSEQUAL: bit = ir_compare(fn, OP_FLEQ, a, b); break;
    case BUILTIN_ISLESSGREATER:
        bit = ir_compare(fn, OP_FLTQ, a, b);
        other = ir_compare(fn, OP_FLTQ, b, a);
        bit = ir_binary(fn, OP_OR, IR_I1, bit, other);
        break;
    default:
        bit = ir_compare(fn, OP_FNE, a, a);
        other = ir_compare(fn, OP_FNE, b, b);
        bit = ir_binary(fn, OP_OR, IR_I1, bit, other);
        break;
    }
    return to_int(c, bit, n->type);
}

static Value copysign_value(CUnit *c, const Node *n)
{
    Function *fn = &c->lowering->fn;
    Value a = argument_value(c, n, 0), b = argument_value(c, n, 1);
    IrType t = ir_type(fn, a);
    Value size = ir_unary(fn, OP_FABS, t, a);
    return ir_select(fn, t, sign_bit(c, b), ir_unary(fn, OP_FNEG, t, size), size);
}

/* ---- __builtin_clear_padding ---- */

/* Marks the bits that hold values: of a union those of any member. */
static void mark_value_bits(CUnit *c, QType q, u8 *bits, u64 at)
{
    const CType *t = type_of(&c->types, q);
    u64 size = type_size(&c->types, q);
    if (t->kind == CT_ARRAY) {
        u64 step = type_size(&c->types, t->base), count = t->incomplete_array ? 0 : t->count;
        for (u64 i = 0; i < count; i++) mark_value_bits(c, t->base, bits, at + i * step);
        return;
    }
    if (t->kind == CT_RECORD) {
        const CRecord *r = type_record(&c->types, q);
        u32 first = r->first_field, count = r->field_count;
        for (u32 i = first; i < first + count; i++) {
            const CField *f = &c->types.field.at[i];
            if (!f->is_bit_field) mark_value_bits(c, f->type, bits, at + f->offset);
            else if (f->name)
                for (u32 k = f->bit_offset; k < (u32)f->bit_offset + f->bit_width; k++) bits[at + f->offset + k / 8] |= (u8)(1u << k % 8);
        }
        return;
    }
    if (t->kind == CT_LDOUBLE && lower_type(c, q) == IR_F80) size = 10;
    memset(bits + at, 0xff, (size_t)size);
}

static void clear_padding(CUnit *c, const Node *n)
{
    Function *fn = &c->lowering->fn;
    NodeId pointer = argument(c, n, 0);
    QType q = type_of(&c->types, node_at(c, pointer)->type)->base;
    u64 size = type_size(&c->types, q);
    u8 *bits = arena_zalloc(&c->arena, (size_t)size + 1, 1);
    mark_value_bits(c, q, bits, 0);
    Value ptr = lower_value(c, pointer);
    for (u64 i = 0; i < size;) {
        u64 end = i;
        while (end < size && bits[end] == 0) end++;
        if (end > i) ir_zero(fn, ir_ptradd_const(fn, ptr, (i64)i), end - i, 1, 0);
        else if (bits[end] != 0xff) {
            Value byte = ir_ptradd_const(fn, ptr, (i64)end);
            Value old = ir_load(fn, IR_I8, byte, 1, 0);
            ir_store(fn, byte, ir_binary(fn, OP_AND, IR_I8, old, ir_int(fn, IR_I8, bits[end])), 1, 0);
        }
        i = end > i ? end : end + 1;
    }
}

static Value swap_wide(CUnit *c, const Node *n)
{
    Function *fn = &c->lowering->fn;
    Wide w = lower_wide_load(c, argument_value(c, n, 0)), r;
    r.lo = ir_unary(fn, OP_BSWAP, IR_I64, w.hi);
    r.hi = ir_unary(fn, OP_BSWAP, IR_I64, w.lo);
    return lower_wide_temporary(c, r);
}

Value lower_builtin(CUnit *c, NodeId id)
{
    Function *fn = &c->lowering->fn;
    Node n = *node_at(c, id);
    u32 count = c->extra.at[n.b];
    switch ((Builtin)n.aux) {
    case BUILTIN_EXPECT: {
        Value v = argument_value(c, &n, 0);
        lower_effect(c, argument(c, &n, 1));
        return v;
    }
    case BUILTIN_ASSUME_ALIGNED: {
        Value v = argument_value(c, &n, 0);
        for (u32 i = 1; i < count; i++) lower_effect(c, argument(c, &n, i));
        return v;
    }
    case BUILTIN_UNREACHABLE: ir_unreachable(fn); return 0;
    case BUILTIN_TRAP: ir_trap(fn); return 0;
    case BUILTIN_ALLOCA: {
        /* The second argument, when there is one, is an alignment in bytes. */
        u32 align = count > 1 ? node_at(c, argument(c, &n, 1))->a : c->types.layout->max_align;
        Value memory = ir_alloca(fn, argument_value(c, &n, 0), align);
        nested_allocas_changed(c);
        return memory;
    }
    case BUILTIN_VA_START:
        fn->uses_vastart = true;
        ir_unary(fn, OP_VASTART, IR_VOID, argument_value(c, &n, 0));
        return 0;
    case BUILTIN_VA_END: lower_effect(c, argument(c, &n, 0)); return 0;
    case BUILTIN_VA_COPY: {
        Value to = argument_value(c, &n, 0), from = argument_value(c, &n, 1);
        ir_copy(fn, to, from, c->types.layout->va_list_size, c->types.layout->va_list_align, 0);
        return 0;
    }
    case BUILTIN_CLZ: case BUILTIN_CTZ: case BUILTIN_POPCOUNT: case BUILTIN_FFS: case BUILTIN_PARITY: case BUILTIN_CLRSB:
        return to_int(c, bit_count(c, &n), n.type);
    case BUILTIN_BSWAP128: return swap_wide(c, &n);
    case BUILTIN_CLEAR_PADDING: clear_padding(c, &n); return 0;
    case BUILTIN_BSWAP16: return ir_unary(fn, OP_BSWAP, IR_I16, argument_value(c, &n, 0));
    case BUILTIN_BSWAP32: return ir_unary(fn, OP_BSWAP, IR_I32, argument_value(c, &n, 0));
    case BUILTIN_BSWAP64: return ir_unary(fn, OP_BSWAP, IR_I64, argument_value(c, &n, 0));
    case BUILTIN_ADD_OVERFLOW: case BUILTIN_SUB_OVERFLOW: case BUILTIN_MUL_OVERFLOW: return checked(c, &n);
    case BUILTIN_FRAME_ADDRESS: case BUILTIN_RETURN_ADDRESS: {
        Value level = argument_value(c, &n, 0);
        return ir_nullary(fn, n.aux == BUILTIN_FRAME_ADDRESS ? OP_FRAMEADDR : OP_RETADDR, IR_PTR, (u32)ir_int_value(fn, level));
    }
    case BUILTIN_FABS: case BUILTIN_FABSF: case BUILTIN_FABSL: return ir_unary(fn, OP_FABS, lower_type(c, n.type), argument_value(c, &n, 0));
    case BUILTIN_SQRT: case BUILTIN_SQRTF: return ir_unary(fn, OP_FSQRT, lower_type(c, n.type), argument_value(c, &n, 0));
    case BUILTIN_ISNAN: case BUILTIN_ISINF: case BUILTIN_ISFINITE: case BUILTIN_SIGNBIT: case BUILTIN_ISNORMAL: case BUILTIN_ISINF_SIGN:
        return classify(c, &n);
    case BUILTIN_ISGREATER: case BUILTIN_ISGREATEREQUAL: case BUILTIN_ISLESS: case BUILTIN_ISLESSEQUAL: case BUILTIN_ISLESSGREATER: case BUILTIN_ISUNORDERED:
        return order(c, &n);
    case BUILTIN_COPYSIGN: return copysign_value(c, &n);
    case BUILTIN_PREFETCH:
        for (u32 i = 0; i < count; i++) lower_effect(c, argument(c, &n, i));
        return 0;
    case BUILTIN_STACK_SAVE: return ir_nullary(fn, OP_STACKSAVE, IR_PTR, 0);
    case BUILTIN_STACK_RESTORE: {
        Value state = argument_value(c, &n, 0);
        ir_unary(fn, OP_STACKRESTORE, IR_VOID, state);
        nested_allocas_changed(c);
        return 0;
    }
    case BUILTIN_SHUFFLE: case BUILTIN_SHUFFLE_VECTOR: case BUILTIN_CONVERT_VECTOR: return lower_vector_builtin(c, &n);
    case BUILTIN_ATOMIC_LOAD: case BUILTIN_ATOMIC_STORE: case BUILTIN_ATOMIC_EXCHANGE: case BUILTIN_ATOMIC_COMPARE_EXCHANGE: case BUILTIN_ATOMIC_FETCH_OP:
    case BUILTIN_ATOMIC_OP_FETCH: case BUILTIN_ATOMIC_TEST_AND_SET: case BUILTIN_ATOMIC_CLEAR: case BUILTIN_ATOMIC_IS_LOCK_FREE: case BUILTIN_ATOMIC_THREAD_FENCE:
    case BUILTIN_ATOMIC_SIGNAL_FENCE: case BUILTIN_SYNC_VAL_COMPARE_AND_SWAP: case BUILTIN_SYNC_BOOL_COMPARE_AND_SWAP:
        return lower_atomic_builtin(c, &n);
    case BUILTIN_NONE: case BUILTIN_COUNT: break;
    }
    KIT_PANIC("a builtin that the lowering does not know");
}
