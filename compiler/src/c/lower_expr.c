/* Expressions (C11 6.5) to IR. In: typed nodes, conversions written out. Out: a Value, the address of a record's value,
   a branch, or only effects. In unreachable code nothing is made: a poison comes back. */
#include "base/bits.h"
#include "c/lower.h"

/* ---- conversions (6.3) ---- */

static Value resize_int(Function *fn, Value v, IrType from, IrType to, bool from_unsigned)
{
    u32 a = ir_type_size(NULL, from), b = ir_type_size(NULL, to);
    if (a == b) return v;
    return ir_unary(fn, b < a ? OP_TRUNC : from_unsigned ? OP_ZEXT : OP_SEXT, to, v);
}

static bool is_ir_float(IrType t) { return t == IR_F32 || t == IR_F64 || t == IR_F80 || t == IR_F128; }

static Value float_zero(Function *fn, IrType t) { return ir_float(fn, t, (FloatBits){0, 0}); }

/* I1: v, a scalar, compares unequal to 0. */
static Value not_zero(CUnit *c, Value v)
{
    Function *fn = &c->lowering->fn;
    IrType t = ir_type(fn, v);
    if (t == IR_I1) return v;
    if (is_ir_float(t)) return ir_compare(fn, OP_FNE, v, float_zero(fn, t));
    return ir_compare(fn, OP_NE, v, ir_int(fn, t, 0));
}

static Value int_of_truth(CUnit *c, Value bit, QType q)
{
    return ir_unary(&c->lowering->fn, OP_ZEXT, lower_type(c, q), bit);
}

static Value convert(CUnit *c, Value v, QType from_type, QType to_type)
{
    Function *fn = &c->lowering->fn;
    CTypeKind to_kind = type_kind(&c->types, to_type), from_kind = type_kind(&c->types, from_type);
    if (to_kind == CT_VOID || from_kind == CT_VOID) return 0;
    if (to_kind == CT_VECTOR || from_kind == CT_VECTOR) return lower_vector_cast(c, v, from_type, to_type);
    if (lower_is_complex(c, from_type) || lower_is_complex(c, to_type)) return lower_complex_convert(c, v, from_type, to_type);
    if (lower_is_wide(c, from_type) || lower_is_wide(c, to_type)) return lower_wide_convert(c, v, from_type, to_type);
    if (is_record(c, to_type)) return v;
    IrType from = lower_type(c, from_type), to = lower_type(c, to_type);
    if (to_kind == CT_ENUM) to_kind = type_kind(&c->types, type_of(&c->types, to_type)->base);
    if (to_kind == CT_BOOL) return from_kind == CT_BOOL ? v : int_of_truth(c, not_zero(c, v), to_type);
    bool from_float = is_ir_float(from), to_float = is_ir_float(to);
    if (from_float && to_float) return from == to ? v : ir_unary(fn, OP_FCVT, to, v);
    IrType word = c->types.layout->pointer_size == 8 ? IR_I64 : IR_I32;
    if (from_float) {
        bool is_unsigned = type_is_unsigned(&c->types, to_type);
        /* Through a wider signed type every value of a narrow one is reached; out of range is undefined (6.3.1.4p1). */
        if (to == IR_I8 || to == IR_I16) return ir_unary(fn, OP_TRUNC, to, ir_unary(fn, OP_FTOS, IR_I32, v));
        return ir_unary(fn, is_unsigned ? OP_FTOU : OP_FTOS, to, v);
    }
    bool from_unsigned = from == IR_PTR || type_is_unsigned(&c->types, from_type);
    if (to_float) {
        if (from == IR_I8 || from == IR_I16) {
            v = resize_int(fn, v, from, IR_I32, from_unsigned);
            from_unsigned = false;
        }
        return ir_unary(fn, from_unsigned ? OP_UTOF : OP_STOF, to, v);
    }
    if (from == to) return v;
    if (from == IR_PTR) return resize_int(fn, ir_unary(fn, OP_BITCAST, word, v), word, to, true);
    if (to == IR_PTR) return ir_unary(fn, OP_BITCAST, IR_PTR, resize_int(fn, v, from, word, from_unsigned));
    return resize_int(fn, v, from, to, from_unsigned);
}

Value lower_convert(CUnit *c, Value v, QType from_type, QType to_type)
{
    v = convert(c, v, from_type, to_type);
    return type_is_bitint(&c->types, to_type) ? lower_fit(c, v, to_type) : v;
}

/* ---- arithmetic ---- */

static Value scaled_index(CUnit *c, QType pointer, Value index)
{
    Function *fn = &c->lowering->fn;
    IrType t = ir_type(fn, index);
    Value size = lower_size(c, type_of(&c->types, pointer)->base, t);
    return ir_binary(fn, OP_MUL, t, index, size);
}

static Value pointer_step(CUnit *c, QType pointer, Value p, Value index, bool subtract)
{
    Function *fn = &c->lowering->fn;
    Value bytes = scaled_index(c, pointer, index);
    if (subtract) bytes = ir_unary(fn, OP_NEG, ir_type(fn, bytes), bytes);
    return ir_ptradd(fn, p, bytes);
}

/* The operator `kind` on operands of type q (of a shift: b of its own type), in the IR's type. */
static Value plain_arithmetic(CUnit *c, NodeKind kind, QType q, Value a, Value b)
{
    Function *fn = &c->lowering->fn;
    IrType t = lower_type(c, q);
    bool is_unsigned = t != IR_PTR && type_is_integer(&c->types, q) && type_is_unsigned(&c->types, q);
    bool is_float = is_ir_float(t);
    switch (kind) {
    case NODE_ADD: return ir_binary(fn, is_float ? OP_FADD : OP_ADD, t, a, b);
    case NODE_SUB: return ir_binary(fn, is_float ? OP_FSUB : OP_SUB, t, a, b);
    case NODE_MUL: return ir_binary(fn, is_float ? OP_FMUL : OP_MUL, t, a, b);
    case NODE_DIV: return ir_binary(fn, is_float ? OP_FDIV : is_unsigned ? OP_UDIV : OP_SDIV, t, a, b);
    case NODE_MOD: return ir_binary(fn, is_unsigned ? OP_UREM : OP_SREM, t, a, b);
    case NODE_AND: return ir_binary(fn, OP_AND, t, a, b);
    case NODE_OR: return ir_binary(fn, OP_OR, t, a, b);
    case NODE_XOR: return ir_binary(fn, OP_XOR, t, a, b);
    case NODE_SHL:
    case NODE_SHR:
        b = resize_int(fn, b, ir_type(fn, b), t, true);
        return ir_binary(fn, kind == NODE_SHL ? OP_SHL : is_unsigned ? OP_LSHR : OP_ASHR, t, a, b);
    case NODE_PTR_ADD: return pointer_step(c, q, a, b, false);
    case NODE_PTR_SUB: return pointer_step(c, q, a, b, true);
    default: KIT_PANIC("not a binary operator");
    }
}

static Value arithmetic(CUnit *c, NodeKind kind, QType q, Value a, Value b)
{
    Value v = plain_arithmetic(c, kind, q, a, b);
    return type_is_bitint(&c->types, q) ? lower_fit(c, v, q) : v;
}

static Value pointer_difference(CUnit *c, const Node *n)
{
    Function *fn = &c->lowering->fn;
    QType element = type_of(&c->types, node_at(c, n->a)->type)->base;
    bool variable = type_kind(&c->types, element) == CT_VLA;
    u64 size = type_size(&c->types, element);
    IrType t = lower_type(c, n->type);
    Value a = lower_value(c, n->a), b = lower_value(c, n->b);
    a = ir_unary(fn, OP_BITCAST, t, a);
    b = ir_unary(fn, OP_BITCAST, t, b);
    Value bytes = ir_binary(fn, OP_SUB, t, a, b);
    if (variable) return ir_binary(fn, OP_SDIV, t, bytes, lower_size(c, element, t));
    if (size <= 1) return bytes;
    /* The division is exact (6.5.6p9), so a shift does. */
    if (is_power_of_two(size)) return ir_binary(fn, OP_ASHR, t, bytes, ir_int(fn, t, log2_floor(size)));
    return ir_binary(fn, OP_SDIV, t, bytes, ir_int(fn, t, size));
}

/* I1 of a comparison node with the value of its left operand, no complex number. */
static Value compare_with(CUnit *c, const Node *n, Value a)
{
    Function *fn = &c->lowering->fn;
    QType q = node_at(c, n->a)->type;
    Value b = lower_value(c, n->b);
    if (lower_is_wide(c, q)) return lower_wide_comparison(c, (NodeKind)n->kind, q, a, b);
    IrType t = lower_type(c, q);
    bool is_float = is_ir_float(t), is_unsigned = t == IR_PTR || (!is_float && type_is_unsigned(&c->types, q));
    switch ((NodeKind)n->kind) {
    case NODE_EQ: return ir_compare(fn, is_float ? OP_FEQ : OP_EQ, a, b);
    case NODE_NE: return ir_compare(fn, is_float ? OP_FNE : OP_NE, a, b);
    case NODE_LT: return ir_compare(fn, is_float ? OP_FLT : is_unsigned ? OP_ULT : OP_SLT, a, b);
    case NODE_LE: return ir_compare(fn, is_float ? OP_FLE : is_unsigned ? OP_ULE : OP_SLE, a, b);
    case NODE_GT: return ir_compare(fn, is_float ? OP_FLT : is_unsigned ? OP_ULT : OP_SLT, b, a);
    default: return ir_compare(fn, is_float ? OP_FLE : is_unsigned ? OP_ULE : OP_SLE, b, a);
    }
}

static bool is_comparison(u8 kind) { return kind >= NODE_LT && kind <= NODE_NE; }

static bool compares_complex(const CUnit *c, const Node *n)
{
    return lower_is_complex(c, node_at(c, n->a)->type) || lower_is_complex(c, node_at(c, n->b)->type);
}

static Value comparison(CUnit *c, const Node *n)
{
    if (compares_complex(c, n)) return lower_complex_comparison(c, n);
    Value a = lower_value(c, n->a);
    return compare_with(c, n, a);
}

/* ---- conditions ---- */

/* I1: the scalar is not zero */
static Value lower_truth(CUnit *c, NodeId id)
{
    const Node *n = node_at(c, id);
    if (is_comparison(n->kind)) return comparison(c, n);
    if (n->kind == NODE_LOGNOT) {
        Function *fn = &c->lowering->fn;
        return ir_unary(fn, OP_NOT, IR_I1, lower_truth(c, n->a));
    }
    if (lower_is_complex(c, n->type)) return not_zero(c, lower_complex_truth(c, id));
    Value v = lower_value(c, id);
    return lower_is_wide(c, n->type) ? lower_wide_truth(c, v) : not_zero(c, v);
}

/* The branch of a condition that is neither && nor ||. */
static void branch(CUnit *c, NodeId id, Block yes, Block no)
{
    Function *fn = &c->lowering->fn;
    Value bit = lower_truth(c, id);
    if (ir_terminated(fn)) return;
    if (ir_is_int(fn, bit)) ir_jump(fn, ir_int_value(fn, bit) & 1 ? yes : no);
    else ir_branch(fn, bit, yes, no);
}

/* Left operands nest as deep as rows of && and || are long: what comes after each waits on the stack. */
void lower_condition(CUnit *c, NodeId id, Block yes, Block no)
{
    Lowering *l = c->lowering;
    Function *fn = &l->fn;
    u32 bottom = l->work.len;
    for (;;) {
        const Node *n = node_at(c, id);
        if (n->kind == NODE_LOGNOT) {
            Block swap = yes;
            yes = no;
            no = swap;
            id = n->a;
            continue;
        }
        if ((n->kind == NODE_LOGAND || n->kind == NODE_LOGOR) && !ir_terminated(fn)) {
            Block right = ir_block(fn);
            vec_push(&l->work, n->b);
            vec_push(&l->work, right);
            vec_push(&l->work, yes);
            vec_push(&l->work, no);
            if (n->kind == NODE_LOGAND) yes = right;
            else no = right;
            id = n->a;
            continue;
        }
        if (n->kind == NODE_BUILTIN && n->aux == BUILTIN_EXPECT) {
            lower_effect(c, c->extra.at[n->b + 2]);
            id = c->extra.at[n->b + 1];
            continue;
        }
        if (n->kind == NODE_INT) ir_jump(fn, n->a | n->b ? yes : no);
        else if (n->kind != NODE_LOGAND && n->kind != NODE_LOGOR) branch(c, id, yes, no);
        if (l->work.len == bottom) return;
        no = vec_pop(&l->work);
        yes = vec_pop(&l->work);
        ir_place(fn, vec_pop(&l->work));
        id = vec_pop(&l->work);
    }
}

/* && and || as values: 0 or 1 joined by a phi. */
static Value logical_value(CUnit *c, NodeId id)
{
    Function *fn = &c->lowering->fn;
    Block yes = ir_block(fn), no = ir_block(fn), join = ir_block(fn);
    QType q = node_at(c, id)->type;
    IrType t = lower_type(c, q);
    lower_condition(c, id, yes, no);
    ir_place(fn, yes);
    ir_jump(fn, join);
    ir_place(fn, no);
    ir_jump(fn, join);
    ir_place(fn, join);
    Value phi = ir_phi(fn, t, 2);
    ir_phi_set(fn, phi, 0, yes, ir_int(fn, t, 1));
    ir_phi_set(fn, phi, 1, no, ir_int(fn, t, 0));
    return phi;
}

/* a ? b : c, and GNU's a ?: c. */
static Value conditional_value(CUnit *c, NodeId id, bool want_value)
{
    Function *fn = &c->lowering->fn;
    Node n = *node_at(c, id);
    bool has_value = want_value && type_kind(&c->types, n.type) != CT_VOID;
    Block yes = ir_block(fn), no = ir_block(fn), join = ir_block(fn);
    Value first = 0, second = 0, tested = 0;
    if (n.b) {
        lower_condition(c, n.a, yes, no);
    } else {
        QType q = node_at(c, n.a)->type;
        tested = lower_value(c, n.a);
        Value bit;
        if (lower_is_complex(c, q)) bit = not_zero(c, lower_complex_convert(c, tested, q, QTYPE_OF(CT_BOOL)));
        else bit = lower_is_wide(c, q) ? lower_wide_truth(c, tested) : not_zero(c, tested);
        ir_branch(fn, bit, yes, no);
    }
    place_if_reached(fn, yes);
    if (!n.b) first = has_value ? lower_convert(c, tested, node_at(c, n.a)->type, n.type) : 0;
    else if (has_value) first = lower_value(c, n.b);
    else lower_effect(c, n.b);
    Block first_end = fn->current;
    ir_jump(fn, join);
    place_if_reached(fn, no);
    if (has_value) second = lower_value(c, n.c);
    else lower_effect(c, n.c);
    Block second_end = fn->current;
    ir_jump(fn, join);
    if (!first_end && !second_end) return has_value ? ir_poison(fn, lower_type(c, n.type)) : 0; /* neither arm comes back */
    ir_place(fn, join);
    if (!has_value) return 0;
    if (!first_end) return second;
    if (!second_end) return first;
    Value phi = ir_phi(fn, lower_type(c, n.type), 2);
    ir_phi_set(fn, phi, 0, first_end, first);
    ir_phi_set(fn, phi, 1, second_end, second);
    return phi;
}

/* ---- assignment ---- */

static Value assign(CUnit *c, const Node *n, bool want_value)
{
    if (node_at(c, n->a)->type & Q_ATOMIC) return lower_atomic_assign(c, n);
    QType q = type_unqualified(node_at(c, n->a)->type);
    if (lower_is_complex(c, q)) return lower_complex_assign(c, n);
    if (is_record(c, q)) {
        /* The right side first: a call there may not see its own result half written. */
        Value from = lower_value(c, n->b);
        Lvalue to = lower_lvalue(c, n->a);
        if (to.field) return lower_wide_field_store(c, &to, q, from);
        lower_copy_record(c, to.ptr, to.align, from, type_align(&c->types, q), q, to.mem_flags);
        return to.ptr;
    }
    Lvalue lv = lower_lvalue(c, n->a);
    Value v = lower_value(c, n->b);
    return lower_store(c, &lv, q, v, want_value);
}

/* The right operand of an operator computed in a type of at most 64 bits; only a shift's count can be wider. */
static Value right_operand(CUnit *c, NodeId id)
{
    return lower_is_wide(c, node_at(c, id)->type) ? lower_widen(c, id).lo : lower_value(c, id);
}

Wide lower_right_operand(CUnit *c, NodeId id, QType in)
{
    Wide b = {0, 0};
    if (lower_is_complex(c, in)) {
        ComplexValue parts = lower_complex(c, id);
        b.lo = parts.re;
        b.hi = parts.im;
    } else if (lower_is_wide(c, in)) b = lower_widen(c, id);
    else b.lo = right_operand(c, id);
    return b;
}

Value lower_apply(CUnit *c, NodeKind op, QType q, QType in, Value old, Wide b)
{
    if (op == NODE_PTR_ADD || op == NODE_PTR_SUB) return arithmetic(c, op, q, old, b.lo);
    if (lower_is_complex(c, in)) {
        ComplexValue right = {b.lo, b.hi};
        return lower_complex_apply(c, op, q, in, old, right);
    }
    old = lower_convert(c, old, q, in);
    Value result = lower_is_wide(c, in) ? lower_wide_arithmetic(c, op, in, old, b) : arithmetic(c, op, in, old, b.lo);
    return lower_convert(c, result, in, q);
}

static Value assign_op_wide(CUnit *c, const Node *n, QType q, QType in)
{
    Wide b = lower_right_operand(c, n->b, in);
    Lvalue lv = lower_lvalue(c, n->a);
    Value old = lower_is_wide(c, q) ? lower_wide_lvalue(c, &lv, q) : lower_load(c, &lv, q);
    Value result = lower_apply(c, (NodeKind)n->aux, q, in, old, b);
    return lower_is_wide(c, q) ? lower_wide_assign(c, &lv, q, result) : lower_store(c, &lv, q, result, true);
}

static Value increment_wide(CUnit *c, const Node *n, bool down, bool post, bool want_value)
{
    Function *fn = &c->lowering->fn;
    QType q = type_unqualified(node_at(c, n->a)->type);
    Lvalue lv = lower_lvalue(c, n->a);
    Wide old = lower_wide_load(c, lower_wide_lvalue(c, &lv, q)), one;
    one.lo = ir_int(fn, IR_I64, 1);
    one.hi = ir_int(fn, IR_I64, 0);
    Value before = post && want_value ? lower_wide_temporary(c, old) : 0;
    Wide fresh = wide_sum(fn, down ? OP_SUB : OP_ADD, old, one);
    Value after = lower_wide_assign(c, &lv, q, lower_wide_temporary(c, lower_fit_wide(c, fresh, q)));
    return before ? before : after;
}

static Value assign_op(CUnit *c, const Node *n, bool want_value)
{
    if (node_at(c, n->a)->type & Q_ATOMIC) return lower_atomic_update(c, n, want_value);
    QType q = type_unqualified(node_at(c, n->a)->type), in = type_unqualified((QType)n->c);
    if (type_kind(&c->types, q) == CT_VECTOR) return lower_vector_update(c, n);
    if (lower_is_complex(c, q) || lower_is_complex(c, in)) return lower_complex_assign_op(c, n);
    if (lower_is_wide(c, q) || lower_is_wide(c, in)) return assign_op_wide(c, n, q, in);
    Wide b = lower_right_operand(c, n->b, in);
    Lvalue lv = lower_lvalue(c, n->a);
    Value old = lower_load(c, &lv, q);
    return lower_store(c, &lv, q, lower_apply(c, (NodeKind)n->aux, q, in, old, b), want_value);
}

static Value increment(CUnit *c, const Node *n, bool want_value)
{
    if (node_at(c, n->a)->type & Q_ATOMIC) return lower_atomic_update(c, n, want_value);
    Function *fn = &c->lowering->fn;
    QType q = type_unqualified(node_at(c, n->a)->type);
    bool down = n->kind == NODE_PRE_DEC || n->kind == NODE_POST_DEC, post = n->kind == NODE_POST_INC || n->kind == NODE_POST_DEC;
    if (type_kind(&c->types, q) == CT_VECTOR) return lower_vector_update(c, n);
    if (lower_is_wide(c, q)) return increment_wide(c, n, down, post, want_value);
    if (lower_is_complex(c, q)) return lower_complex_increment(c, n, down, post && want_value);
    Lvalue lv = lower_lvalue(c, n->a);
    Value old = lower_load(c, &lv, q), fresh;
    CTypeKind kind = type_kind(&c->types, q);
    IrType t = lower_type(c, q);
    if (kind == CT_POINTER) {
        Value one = ir_int(fn, c->types.layout->pointer_size == 8 ? IR_I64 : IR_I32, 1);
        fresh = pointer_step(c, q, old, one, down);
    } else if (is_ir_float(t)) {
        Value one = ir_float(fn, t, float_from_int(1, false, t == IR_F32 ? FLOAT_BINARY32 : t == IR_F64 ? FLOAT_BINARY64 : t == IR_F80 ? FLOAT_X87 : FLOAT_BINARY128));
        fresh = ir_binary(fn, down ? OP_FSUB : OP_FADD, t, old, one);
    } else if (kind == CT_BOOL) {
        /* E + 1 is never 0; E - 1 is 0 only for 1. */
        fresh = down ? ir_binary(fn, OP_XOR, t, old, ir_int(fn, t, 1)) : ir_int(fn, t, 1);
    } else {
        fresh = lower_fit(c, ir_binary(fn, down ? OP_SUB : OP_ADD, t, old, ir_int(fn, t, 1)), q);
    }
    Value now = lower_store(c, &lv, q, fresh, want_value && !post);
    return post ? old : now;
}

/* ---- calls (6.5.2.2) ---- */

static const Decl *called_decl(const CUnit *c, NodeId callee)
{
    const Node *n = node_at(c, callee);
    if (n->kind != NODE_ADDR) return NULL;
    n = node_at(c, n->a);
    return n->kind == NODE_FUNC ? &c->decl.at[n->a] : NULL;
}

static bool returns_twice(const CUnit *c, const Decl *d)
{
    static const char *const name[] = {"setjmp", "_setjmp", "sigsetjmp", "__sigsetjmp", "vfork", "getcontext", "savectx"};
    if (d->flags & DECL_ATTR_RETURNS_TWICE) return true;
    Str s = name_str(&c->kit->names, d->name);
    for (u32 i = 0; i < ARRAY_LEN(name); i++)
        if (str_is(s, name[i])) return true;
    return false;
}

/* Of variadic arguments: a small _BitInt is not promoted, but passed in a register as an int is. */
static Value promoted_bitint(CUnit *c, Value v, QType q)
{
    IrType t = ir_type(&c->lowering->fn, v);
    if (!type_is_bitint(&c->types, q) || (t != IR_I8 && t != IR_I16)) return v;
    return ir_unary(&c->lowering->fn, type_is_unsigned(&c->types, q) ? OP_ZEXT : OP_SEXT, IR_I32, v);
}

/* `into` is where a record result goes, or 0. */
static Value call(CUnit *c, NodeId id, Value into)
{
    enum { FEW = 16 };
    Function *fn = &c->lowering->fn;
    Node n = *node_at(c, id);
    QType function = type_of(&c->types, node_at(c, n.a)->type)->base;
    const CType *t = type_of(&c->types, function);
    u32 count = c->extra.at[n.b], params = (u32)t->count;
    bool record = is_record(c, n.type), has_agg = false;
    Value few[FEW];
    AggId few_agg[FEW];
    Value *arg = few;
    AggId *agg = few_agg;
    if (count + 2 > FEW) {
        arg = arena_new_array(&c->arena, Value, count + 2);
        agg = arena_new_array(&c->arena, AggId, count + 2);
    }
    u32 have = 0;
    if (record) {
        agg[have] = 0;
        arg[have++] = into ? into : lower_temporary(c, n.type);
    }
    SigId sig = lower_sig(c, function);
    const Decl *d = called_decl(c, n.a);
    bool chained = d && nested_needs_chain(c, (DeclId)(d - c->decl.at));
    if (chained) {
        sig = nested_sig(c, sig);
        agg[have] = 0;
        arg[have++] = nested_chain(c, (DeclId)(d - c->decl.at));
    }
    if (d && (d->flags & DECL_ATTR_ERROR) && !ir_terminated(fn)) {
        ErrorCall error = {c->lowering->function, (DeclId)(d - c->decl.at), n.loc};
        vec_push(&c->lowering->error_call, error);
    }
    /* A direct callee is a constant and may come last; a computed one is evaluated first. */
    Value callee = d ? 0 : lower_value(c, n.a);
    for (u32 i = 0; i < count; i++) {
        NodeId a = c->extra.at[n.b + 1 + i];
        bool marked = (i >= params || t->unprototyped) && is_record(c, node_at(c, a)->type);
        agg[have] = marked ? lower_agg(c, node_at(c, a)->type) : 0;
        has_agg |= marked;
        Value v = lower_value(c, a);
        if (i >= params || t->unprototyped) v = promoted_bitint(c, v, node_at(c, a)->type);
        arg[have++] = v;
    }
    if (chained) callee = ir_sym(fn, lower_symbol(c, (DeclId)(d - c->decl.at)), 0);
    else if (d) callee = lower_value(c, n.a);
    u32 flags = 0;
    if (d && d->flags & DECL_ATTR_NORETURN) flags |= CALL_NORETURN;
    if (d && returns_twice(c, d)) flags |= CALL_RETURNS_TWICE;
    fn->current_loc = n.loc;
    IrType result = record ? IR_VOID : lower_type(c, n.type);
    Value v = ir_call(fn, result, callee, sig, arg, have, has_agg ? agg : NULL, flags);
    if (flags & CALL_NORETURN) {
        if (!record && result != IR_VOID) v = ir_poison(fn, result);
        ir_unreachable(fn);
    }
    return record ? arg[0] : v;
}

/* ---- everything ---- */

static Value union_value(CUnit *c, const Node *n)
{
    Function *fn = &c->lowering->fn;
    QType from = node_at(c, n->a)->type;
    Value v = lower_value(c, n->a), to = lower_temporary(c, n->type);
    u32 align = type_align(&c->types, n->type);
    ir_zero(fn, to, type_size(&c->types, n->type), align, 0);
    if (is_record(c, from)) lower_copy_record(c, to, align, v, type_align(&c->types, from), from, 0);
    else ir_store(fn, to, v, align, 0);
    return to;
}

static Value poison_of(CUnit *c, QType q)
{
    IrType t = lower_type(c, q);
    return t == IR_VOID ? 0 : ir_poison(&c->lowering->fn, t);
}

/* Operators whose left operand may be another of them, and so on without end. */
static bool has_left_row(CUnit *c, const Node *n)
{
    CTypeKind kind = type_kind(&c->types, n->type);
    if (n->kind == NODE_CAST) return kind != CT_VOID && !lower_makes_complex(c, n);
    if (kind == CT_VECTOR || lower_makes_complex(c, n)) return false;
    switch ((NodeKind)n->kind) {
    case NODE_ADD: case NODE_SUB: case NODE_MUL: case NODE_DIV: case NODE_MOD: case NODE_AND: case NODE_OR: case NODE_XOR:
    case NODE_SHL: case NODE_SHR: case NODE_PTR_ADD: case NODE_PTR_SUB:
        return true;
    case NODE_LT: case NODE_LE: case NODE_GT: case NODE_GE: case NODE_EQ: case NODE_NE: return !compares_complex(c, n);
    default: return false;
    }
}

/* What such an operator makes of its left operand's value. */
static Value after_left(CUnit *c, const Node *n, Value a)
{
    if (n->kind == NODE_CAST) return lower_convert(c, a, node_at(c, n->a)->type, n->type);
    if (is_comparison(n->kind)) return int_of_truth(c, compare_with(c, n, a), n->type);
    if (lower_is_wide(c, n->type)) {
        Wide right = lower_widen(c, n->b);
        return lower_wide_arithmetic(c, (NodeKind)n->kind, n->type, a, right);
    }
    Value b = right_operand(c, n->b);
    return arithmetic(c, (NodeKind)n->kind, n->type, a, b);
}

static Value left_row(CUnit *c, NodeId id)
{
    Lowering *l = c->lowering;
    u32 bottom = l->work.len;
    for (; has_left_row(c, node_at(c, id)); id = node_at(c, id)->a) vec_push(&l->work, id);
    Value v = lower_value(c, id);
    while (l->work.len > bottom) v = after_left(c, node_at(c, vec_pop(&l->work)), v);
    return v;
}

Value lower_value(CUnit *c, NodeId id)
{
    Function *fn = &c->lowering->fn;
    const Node *n = node_at(c, id);
    if (ir_terminated(fn)) return poison_of(c, n->type);
    if (lower_makes_complex(c, n)) return lower_complex_value(c, id);
    switch ((NodeKind)n->kind) {
    case NODE_INT: {
        IrType t = lower_type(c, n->type);
        return ir_int(fn, t, (u64)n->a | (u64)n->b << 32);
    }
    case NODE_FLOAT: return ir_float(fn, lower_type(c, n->type), c->float_constant.at[n->a]);
    case NODE_LOAD: {
        if (node_at(c, n->a)->type & Q_ATOMIC) return lower_atomic_load(c, n->a);
        Lvalue lv = lower_lvalue(c, n->a);
        if (lower_is_wide(c, n->type)) return lower_wide_lvalue(c, &lv, n->type);
        if (is_record(c, n->type)) return lv.ptr;
        return lower_load(c, &lv, type_unqualified(node_at(c, n->a)->type));
    }
    case NODE_DECAY: return lower_lvalue(c, n->a).ptr;
    case NODE_ADDR: {
        const Node *of = node_at(c, n->a);
        if (of->kind == NODE_FUNC && nested_needs_chain(c, of->a)) return nested_function_address(c, of->a);
        if (of->kind == NODE_FUNC) return ir_sym(fn, lower_symbol(c, of->a), 0);
        return lower_lvalue(c, n->a).ptr;
    }
    case NODE_CAST:
        if (type_kind(&c->types, n->type) != CT_VOID) return left_row(c, id);
        lower_effect(c, n->a);
        return 0;
    case NODE_NEG: {
        if (type_kind(&c->types, n->type) == CT_VECTOR) return lower_vector_value(c, n);
        if (lower_is_wide(c, n->type)) return lower_wide_unary(c, NODE_NEG, n->type, lower_value(c, n->a));
        IrType t = lower_type(c, n->type);
        if (is_ir_float(t)) return ir_unary(fn, OP_FNEG, t, lower_value(c, n->a));
        return lower_fit(c, ir_unary(fn, OP_NEG, t, lower_value(c, n->a)), n->type);
    }
    case NODE_BITNOT:
        if (type_kind(&c->types, n->type) == CT_VECTOR) return lower_vector_value(c, n);
        if (lower_is_wide(c, n->type)) return lower_wide_unary(c, NODE_BITNOT, n->type, lower_value(c, n->a));
        return lower_fit(c, ir_unary(fn, OP_NOT, lower_type(c, n->type), lower_value(c, n->a)), n->type);
    case NODE_LOGNOT: case NODE_LT: case NODE_LE: case NODE_GT: case NODE_GE: case NODE_EQ: case NODE_NE: {
        QType q = n->type;
        if (type_kind(&c->types, q) == CT_VECTOR) return lower_vector_value(c, n);
        if (has_left_row(c, n)) return left_row(c, id);
        return int_of_truth(c, lower_truth(c, id), q);
    }
    case NODE_ADD: case NODE_SUB: case NODE_MUL: case NODE_DIV: case NODE_MOD: case NODE_AND: case NODE_OR: case NODE_XOR:
    case NODE_SHL: case NODE_SHR: case NODE_PTR_ADD: case NODE_PTR_SUB:
        if (type_kind(&c->types, n->type) == CT_VECTOR) return lower_vector_value(c, n);
        return left_row(c, id);
    case NODE_PTR_DIFF: return pointer_difference(c, n);
    case NODE_LOGAND: case NODE_LOGOR: return logical_value(c, id);
    case NODE_COND: return conditional_value(c, id, true);
    case NODE_COMMA: {
        NodeId second = n->b;
        lower_effect(c, n->a);
        return lower_value(c, second);
    }
    case NODE_ASSIGN: return assign(c, n, true);
    case NODE_ASSIGN_OP: return assign_op(c, n, true);
    case NODE_PRE_INC: case NODE_PRE_DEC: case NODE_POST_INC: case NODE_POST_DEC: return increment(c, n, true);
    case NODE_CALL: {
        QType q = n->type;
        Value v = call(c, id, 0);
        if (!type_is_bitint(&c->types, q)) return v;
        return lower_is_wide(c, q) ? lower_wide_object(c, v, q) : lower_fit(c, v, q);
    }
    case NODE_STMT_EXPR: {
        QType q = n->type;
        Value v = lower_compound_value(c, n->a);
        return v ? v : poison_of(c, q);
    }
    case NODE_VA_ARG: {
        QType q = n->type;
        Value list = lower_value(c, n->a);
        if (is_record(c, q)) {
            Value at = ir_vaarg_agg(fn, list, lower_agg(c, q));
            return lower_is_wide(c, q) ? lower_wide_object(c, at, q) : at;
        }
        return lower_fit(c, ir_vaarg(fn, lower_type(c, q), list), q);
    }
    case NODE_BUILTIN: return lower_builtin(c, id);
    case NODE_LABEL_ADDR: return ir_sym(fn, lower_label_symbol(c, n->a), 0);
    case NODE_CAST_UNION: return union_value(c, n);
    case NODE_REAL: case NODE_IMAG: return lower_complex_part_value(c, n);
    case NODE_MEMBER: /* of an rvalue record */
        if (is_record(c, n->type)) return lower_lvalue(c, id).ptr;
        /* fall through */
    case NODE_VAR: case NODE_DEREF: case NODE_COMPOUND_LITERAL: case NODE_STRING: {
        /* An lvalue whose value nobody loaded: a record, or a member of an rvalue. */
        Lvalue lv = lower_lvalue(c, id);
        if (is_record(c, n->type) || type_is_array(&c->types, n->type)) return lv.ptr;
        return lower_load(c, &lv, type_unqualified(n->type));
    }
    default: KIT_PANIC("an expression that the lowering does not know");
    }
}

void lower_record_into(CUnit *c, NodeId id, Value to, u32 align)
{
    Node n = *node_at(c, id);
    Function *fn = &c->lowering->fn;
    if (ir_terminated(fn)) return;
    if (n.kind == NODE_CALL) {
        call(c, id, to);
        return;
    }
    if (lower_makes_complex(c, &n)) {
        lower_complex_into(c, id, to, align);
        return;
    }
    if (n.kind == NODE_LOAD && node_at(c, n.a)->kind == NODE_COMPOUND_LITERAL) {
        /* A literal that nothing else can name is built in place; its own initializer cannot refer to `to`'s old value, which is fresh. */
        lower_init_object(c, to, align, &c->init.at[node_at(c, n.a)->b]);
        return;
    }
    Value from = lower_value(c, id);
    lower_copy_record(c, to, align, from, type_align(&c->types, n.type), n.type, 0);
}

/* Of the node alone, and of the first of its operands that is nothing but evaluated: that comes back, or 0; others wait on the stack. */
static NodeId effect_step(CUnit *c, NodeId id)
{
    Function *fn = &c->lowering->fn;
    if (ir_terminated(fn)) return 0;
    const Node *n = node_at(c, id);
    switch ((NodeKind)n->kind) {
    case NODE_INT: case NODE_FLOAT: case NODE_STRING: case NODE_VAR: case NODE_FUNC: case NODE_LABEL_ADDR: return 0;
    case NODE_LOAD:
        if (node_at(c, n->a)->type & Q_ATOMIC) {
            lower_value(c, id);
            return 0;
        }
        if (type_is_volatile(&c->types, node_at(c, n->a)->type) && lower_is_complex(c, n->type)) {
            lower_complex(c, id);
            return 0;
        }
        if (type_is_volatile(&c->types, node_at(c, n->a)->type) && !is_record(c, n->type)) {
            lower_value(c, id);
            return 0;
        }
        return n->a;
    case NODE_CAST: case NODE_NEG: case NODE_BITNOT: case NODE_LOGNOT: case NODE_DECAY: case NODE_ADDR: case NODE_DEREF: case NODE_MEMBER: case NODE_REAL: case NODE_IMAG:
        return n->a;
    case NODE_ADD: case NODE_SUB: case NODE_MUL: case NODE_DIV: case NODE_MOD: case NODE_AND: case NODE_OR: case NODE_XOR: case NODE_SHL: case NODE_SHR:
    case NODE_PTR_ADD: case NODE_PTR_SUB: case NODE_PTR_DIFF: case NODE_LT: case NODE_LE: case NODE_GT: case NODE_GE: case NODE_EQ: case NODE_NE:
    case NODE_COMMA: case NODE_COMPLEX:
        vec_push(&c->lowering->work, n->b);
        return n->a;
    case NODE_LOGAND: case NODE_LOGOR: {
        NodeId first = n->a, second = n->b;
        bool is_and = n->kind == NODE_LOGAND;
        Block right = ir_block(fn), done = ir_block(fn);
        lower_condition(c, first, is_and ? right : done, is_and ? done : right);
        ir_place(fn, right);
        lower_effect(c, second);
        ir_jump(fn, done);
        ir_place(fn, done);
        return 0;
    }
    case NODE_COND: conditional_value(c, id, false); return 0;
    case NODE_ASSIGN: assign(c, n, false); return 0;
    case NODE_ASSIGN_OP: assign_op(c, n, false); return 0;
    case NODE_PRE_INC: case NODE_PRE_DEC: case NODE_POST_INC: case NODE_POST_DEC: {
        Node copy = *n;
        copy.kind = n->kind == NODE_POST_INC ? NODE_PRE_INC : n->kind == NODE_POST_DEC ? NODE_PRE_DEC : n->kind;
        increment(c, &copy, false);
        return 0;
    }
    default: lower_value(c, id); return 0;
    }
}

void lower_effect(CUnit *c, NodeId id)
{
    Lowering *l = c->lowering;
    u32 bottom = l->work.len;
    for (;;) {
        while (id) id = effect_step(c, id);
        if (l->work.len == bottom) return;
        id = vec_pop(&l->work);
    }
}
