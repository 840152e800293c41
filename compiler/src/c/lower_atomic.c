/* Atomic objects: values of and assignments to lvalues of atomic type (C11 6.3.2.1p2, 6.5.16, 6.5.2.4), and the __atomic_,
   __sync_ and __c11_atomic_ builtins. In: typed nodes. Out: the IR's atomic operations, or calls of the library.

   An object of 1, 2, 4 or 8 bytes whose type is aligned to its size is one access of the IR, whatever is in it. Any other
   (structures of odd sizes, long double, __int128) is the business of __atomic_load and its kin, which compiler/runtime
   defines and GCC's libatomic as well: both look at the address and take the same instructions where those would do.
   Operators that no instruction has (on floating types, _Bool, with a wider right operand) are loops: compute, compare and
   exchange, again when somebody was faster (6.5.16.2, footnote 113, but for the floating exceptions, which the IR has not). */
#include "c/lower.h"

typedef struct Object {
    Value ptr;
    QType type;      /* unqualified */
    u32 align, flags;
    IrType unit;     /* of the one access; VOID: by the library */
} Object;

static IrType unit_of(const CUnit *c, QType q)
{
    u64 size = type_size(&c->types, q);
    if (type_align(&c->types, q) < size) return IR_VOID;
    if (type_is_pointer(&c->types, q)) return IR_PTR;
    switch (size) {
    case 1: return IR_I8;
    case 2: return IR_I16;
    case 4: return IR_I32;
    case 8: return IR_I64;
    default: return IR_VOID;
    }
}

static Object object_at(const CUnit *c, Value ptr, QType q, u32 align)
{
    Object o = {ptr, type_unqualified(q), align, type_is_volatile(&c->types, q) ? MEM_VOLATILE : 0, unit_of(c, q)};
    return o;
}

static Object object_of_lvalue(CUnit *c, NodeId id)
{
    Lvalue lv = lower_lvalue(c, id);
    Object o = object_at(c, lv.ptr, node_at(c, id)->type, lv.align);
    o.flags |= lv.mem_flags;
    return o;
}

/* ---- values and their bits ---- */

static Value to_bits(CUnit *c, const Object *o, Value v)
{
    Function *fn = &c->lowering->fn;
    if (is_record(c, o->type)) return ir_load(fn, o->unit, v, type_align(&c->types, o->type), 0);
    return ir_type(fn, v) == o->unit ? v : ir_unary(fn, OP_BITCAST, o->unit, v);
}

static Value from_bits(CUnit *c, const Object *o, Value bits)
{
    Function *fn = &c->lowering->fn;
    if (is_record(c, o->type)) {
        Value to = lower_temporary(c, o->type);
        ir_store(fn, to, bits, type_align(&c->types, o->type), 0);
        return to;
    }
    IrType t = lower_type(c, o->type);
    return t == o->unit ? bits : ir_unary(fn, OP_BITCAST, t, bits);
}

/* The address of v's bytes; those that a floating value leaves open are zero. */
static Value in_memory(CUnit *c, const Object *o, Value v)
{
    Function *fn = &c->lowering->fn;
    if (is_record(c, o->type)) return v;
    Value to = lower_temporary(c, o->type);
    u32 align = type_align(&c->types, o->type);
    ir_zero(fn, to, type_size(&c->types, o->type), align, 0);
    ir_store(fn, to, v, align, 0);
    return to;
}

static Value from_memory(CUnit *c, const Object *o, Value ptr)
{
    if (is_record(c, o->type)) return ptr;
    return ir_load(&c->lowering->fn, lower_type(c, o->type), ptr, type_align(&c->types, o->type), 0);
}

/* ---- the library: size, addresses, memory orders as C numbers them ---- */


static u32 library_order(IrOrder order)
{
    static const u8 number[ORDER_COUNT] = {0, 2, 3, 4, 5};
    return number[order];
}

static Value call_library(CUnit *c, const char *name, IrType result, const Value *arg, u32 count)
{
    Function *fn = &c->lowering->fn;
    IrParam param[6], returned = {(u8)result, result == IR_I8 ? IR_ZERO_EXTEND : IR_NO_EXTEND, false, 0};
    for (u32 i = 0; i < count; i++) param[i] = (IrParam){(u8)ir_type(fn, arg[i]), IR_NO_EXTEND, false, 0};
    SigId sig = module_sig(c->module, returned, param, count, false, false);
    bool fresh;
    Symbol s = module_symbol(c->module, names_intern(&c->kit->names, str_of(name)), &fresh);
    if (!c->lowering->references_wait) lower_note_reference(c, s);
    return ir_call(fn, result, ir_sym(fn, s, 0), sig, arg, count, NULL, 0);
}

static Value size_value(CUnit *c, const Object *o)
{
    IrType word = c->types.layout->pointer_size == 8 ? IR_I64 : IR_I32;
    return ir_int(&c->lowering->fn, word, type_size(&c->types, o->type));
}

static Value order_value(CUnit *c, IrOrder order) { return ir_int(&c->lowering->fn, IR_I32, library_order(order)); }

/* __atomic_load and __atomic_store: the object and one place more. */
static void library_move(CUnit *c, const char *name, const Object *o, Value memory, IrOrder order)
{
    Value arg[4] = {size_value(c, o), o->ptr, memory, 0};
    arg[3] = order_value(c, order);
    call_library(c, name, IR_VOID, arg, 4);
}

/* I1: exchanged; else what is there was written to `expected`. */
static Value library_compare_exchange(CUnit *c, const Object *o, Value expected, Value desired)
{
    Function *fn = &c->lowering->fn;
    Value arg[6] = {size_value(c, o), o->ptr, expected, desired, 0, 0};
    arg[4] = arg[5] = order_value(c, ORDER_SEQ_CST);
    Value done = call_library(c, "__atomic_compare_exchange", IR_I8, arg, 6);
    return ir_compare(fn, OP_NE, done, ir_int(fn, IR_I8, 0));
}

/* ---- the accesses ---- */

static Value read_object(CUnit *c, const Object *o, IrOrder order)
{
    Function *fn = &c->lowering->fn;
    if (o->unit != IR_VOID) return from_bits(c, o, ir_atomic_load(fn, o->unit, o->ptr, o->align, o->flags | ir_order(order)));
    Value to = lower_temporary(c, o->type);
    library_move(c, "__atomic_load", o, to, order);
    return from_memory(c, o, to);
}

static void write_object(CUnit *c, const Object *o, Value v, IrOrder order)
{
    Function *fn = &c->lowering->fn;
    if (o->unit != IR_VOID) ir_atomic_store(fn, o->ptr, to_bits(c, o, v), o->align, o->flags | ir_order(order));
    else library_move(c, "__atomic_store", o, in_memory(c, o, v), order);
}

static Value exchange_object(CUnit *c, const Object *o, Value v, IrOrder order)
{
    Function *fn = &c->lowering->fn;
    if (o->unit != IR_VOID) {
        Value bits = to_bits(c, o, v);
        return from_bits(c, o, ir_atomic_rmw(fn, OP_ATOMIC_XCHG, o->ptr, bits, o->align, o->flags | ir_order(order)));
    }
    Value arg[5] = {size_value(c, o), o->ptr, in_memory(c, o, v), 0, 0};
    arg[3] = lower_temporary(c, o->type);
    arg[4] = order_value(c, order);
    call_library(c, "__atomic_exchange", IR_VOID, arg, 5);
    return from_memory(c, o, arg[3]);
}

/* I1. Only after a failure is `expected` written. */
static Value compare_exchange_object(CUnit *c, const Object *o, Value expected, u32 align, Value desired, IrOrder order)
{
    Function *fn = &c->lowering->fn;
    if (o->unit == IR_VOID) return library_compare_exchange(c, o, expected, in_memory(c, o, desired));
    if (ir_terminated(fn)) return ir_poison(fn, IR_I1);
    Value wanted = to_bits(c, o, desired), guess = ir_load(fn, o->unit, expected, align, 0);
    Value seen = ir_atomic_cas(fn, o->ptr, guess, wanted, o->align, o->flags | ir_order(order));
    Value same = ir_compare(fn, OP_EQ, seen, guess);
    Block failed = ir_block(fn), done = ir_block(fn);
    ir_branch(fn, same, done, failed);
    ir_place(fn, failed);
    ir_store(fn, expected, seen, align, 0);
    ir_jump(fn, done);
    ir_place(fn, done);
    return same;
}

/* ---- operators ---- */

/* The new value is `op` in the type `in` of the old one and b; NODE_BITNOT stands for nand. */
typedef struct Operator {
    NodeKind op;
    QType in;
    Wide b;
} Operator;

typedef struct Change {
    Value before, after;
} Change;

static Value apply(CUnit *c, const Object *o, const Operator *f, Value old)
{
    if (f->op != NODE_BITNOT) return lower_apply(c, f->op, o->type, f->in, old, f->b);
    Function *fn = &c->lowering->fn;
    Value both = lower_apply(c, NODE_AND, o->type, f->in, old, f->b);
    return lower_is_wide(c, o->type) ? lower_wide_unary(c, NODE_BITNOT, o->type, both) : ir_unary(fn, OP_NOT, ir_type(fn, both), both);
}

/* The operation of the IR that does it all, or NONE: on integers what is computed in a wider type and cut is the same. */
static IrOp operation_of(const CUnit *c, const Object *o, const Operator *f)
{
    if (o->unit == IR_VOID) return OP_NONE;
    if (f->op == NODE_PTR_ADD) return OP_ATOMIC_ADD;
    if (f->op == NODE_PTR_SUB) return OP_ATOMIC_SUB;
    if (!type_is_integer(&c->types, o->type) || !type_is_integer(&c->types, f->in) || lower_is_wide(c, f->in)) return OP_NONE;
    if (type_kind(&c->types, o->type) == CT_BOOL) return OP_NONE;
    switch (f->op) {
    case NODE_ADD: return OP_ATOMIC_ADD;
    case NODE_SUB: return OP_ATOMIC_SUB;
    case NODE_AND: return OP_ATOMIC_AND;
    case NODE_OR: return OP_ATOMIC_OR;
    case NODE_XOR: return OP_ATOMIC_XOR;
    case NODE_BITNOT: return OP_ATOMIC_NAND;
    default: return OP_NONE;
    }
}

static Change change_by_operation(CUnit *c, const Object *o, const Operator *f, IrOp op, IrOrder order, bool want_after)
{
    Function *fn = &c->lowering->fn;
    Change change = {0, 0};
    Value b = f->b.lo;
    IrType unit = o->unit;
    if (unit == IR_PTR) { /* counted in elements, and in the machine's words */
        unit = ir_type(fn, b);
        Value size = lower_size(c, type_of(&c->types, o->type)->base, unit);
        b = ir_binary(fn, OP_MUL, unit, b, size);
    }
    if (ir_type(fn, b) != unit) b = ir_unary(fn, OP_TRUNC, unit, b);
    change.before = ir_atomic_rmw(fn, op, o->ptr, b, o->align, o->flags | ir_order(order));
    if (o->unit == IR_PTR) change.before = ir_unary(fn, OP_BITCAST, IR_PTR, change.before);
    if (want_after) change.after = apply(c, o, f, change.before);
    return change;
}

static Change change_by_exchange(CUnit *c, const Object *o, const Operator *f, IrOrder order)
{
    Function *fn = &c->lowering->fn;
    Change change;
    Value first = ir_atomic_load(fn, o->unit, o->ptr, o->align, o->flags | ir_order(ORDER_RELAXED));
    Block before = fn->current, again = ir_block(fn), done = ir_block(fn);
    ir_jump(fn, again);
    ir_place(fn, again);
    Value guess = ir_phi(fn, o->unit, 2);
    ir_phi_set(fn, guess, 0, before, first);
    change.before = from_bits(c, o, guess);
    change.after = apply(c, o, f, change.before);
    Value bits = to_bits(c, o, change.after);
    Value seen = ir_atomic_cas(fn, o->ptr, guess, bits, o->align, o->flags | ir_order(order));
    ir_phi_set(fn, guess, 1, fn->current, seen);
    ir_branch(fn, ir_compare(fn, OP_EQ, seen, guess), done, again);
    ir_place(fn, done);
    return change;
}

static Change change_by_library(CUnit *c, const Object *o, const Operator *f)
{
    Function *fn = &c->lowering->fn;
    Change change;
    Value old = lower_temporary(c, o->type);
    library_move(c, "__atomic_load", o, old, ORDER_RELAXED);
    Block again = ir_block(fn), done = ir_block(fn);
    ir_jump(fn, again);
    ir_place(fn, again);
    change.before = from_memory(c, o, old);
    change.after = apply(c, o, f, change.before);
    Value fresh = in_memory(c, o, change.after);
    ir_branch(fn, library_compare_exchange(c, o, old, fresh), done, again);
    ir_place(fn, done);
    return change;
}

static Change change_object(CUnit *c, const Object *o, const Operator *f, IrOrder order, bool want_after)
{
    Function *fn = &c->lowering->fn;
    if (ir_terminated(fn)) {
        Change none = {ir_poison(fn, lower_type(c, o->type)), 0};
        none.after = none.before;
        return none;
    }
    IrOp op = operation_of(c, o, f);
    if (op != OP_NONE) return change_by_operation(c, o, f, op, order, want_after);
    return o->unit == IR_VOID ? change_by_library(c, o, f) : change_by_exchange(c, o, f, order);
}

static Wide one_of(CUnit *c, QType q)
{
    Function *fn = &c->lowering->fn;
    Wide one = {0, 0};
    if (lower_is_wide(c, q)) {
        one.lo = ir_int(fn, IR_I64, 1);
        one.hi = ir_int(fn, IR_I64, 0);
    } else if (type_is_floating(&c->types, type_real(&c->types, q))) {
        QType real = type_real(&c->types, q);
        one.lo = ir_float(fn, lower_type(c, real), float_from_int(1, false, type_float_format(&c->types, real)));
    } else {
        one.lo = ir_int(fn, type_is_pointer(&c->types, q) ? (c->types.layout->pointer_size == 8 ? IR_I64 : IR_I32) : lower_type(c, q), 1);
    }
    return one;
}

/* ++ and --: E += 1 (6.5.2.4p2), on integers in a type in which it does not overflow. */
static Operator step_of(CUnit *c, const Node *n, QType q)
{
    bool down = n->kind == NODE_PRE_DEC || n->kind == NODE_POST_DEC;
    Operator f = {down ? NODE_SUB : NODE_ADD, q, {0, 0}};
    if (type_is_pointer(&c->types, q)) f.op = down ? NODE_PTR_SUB : NODE_PTR_ADD;
    else if (type_kind(&c->types, q) == CT_BOOL) f.in = QTYPE_OF(CT_INT);
    f.b = one_of(c, f.in);
    return f;
}

Value lower_atomic_load(CUnit *c, NodeId lvalue)
{
    Object o = object_of_lvalue(c, lvalue);
    return read_object(c, &o, ORDER_SEQ_CST);
}

Value lower_atomic_assign(CUnit *c, const Node *n)
{
    NodeId to = n->a;
    Value v = lower_value(c, n->b);
    Object o = object_of_lvalue(c, to);
    write_object(c, &o, v, ORDER_SEQ_CST);
    return v;
}

Value lower_atomic_update(CUnit *c, const Node *n_in, bool want_value)
{
    Node n = *n_in;
    QType q = type_unqualified(node_at(c, n.a)->type);
    bool post = n.kind == NODE_POST_INC || n.kind == NODE_POST_DEC;
    Operator f;
    if (n.kind == NODE_ASSIGN_OP) {
        f.op = (NodeKind)n.aux;
        f.in = type_unqualified((QType)n.c);
        f.b = lower_right_operand(c, n.b, f.in);
    } else {
        f = step_of(c, &n, q);
    }
    Object o = object_of_lvalue(c, n.a);
    Change change = change_object(c, &o, &f, ORDER_SEQ_CST, want_value && !post);
    return post ? change.before : change.after;
}

/* ---- builtins ---- */

static NodeId argument(const CUnit *c, const Node *n, u32 i) { return c->extra.at[n->b + 1 + i]; }

static Object pointed_object(CUnit *c, const Node *n)
{
    NodeId pointer = argument(c, n, 0);
    QType to = type_of(&c->types, node_at(c, pointer)->type)->base;
    return object_at(c, lower_value(c, pointer), to, type_align(&c->types, to));
}

/* A memory order that is not a constant, or none at all, is the strongest. Bits above 16 are hints about elision. */
static IrOrder order_argument(CUnit *c, NodeId id)
{
    static const u8 orders[6] = {ORDER_RELAXED, ORDER_ACQUIRE /* consume */, ORDER_ACQUIRE, ORDER_RELEASE, ORDER_ACQ_REL, ORDER_SEQ_CST};
    ConstValue v = c_evaluate(c, id);
    if (v.kind != CONST_INTEGER) {
        lower_effect(c, id);
        return ORDER_SEQ_CST;
    }
    u64 number = v.integer & 0xffff;
    return number < ARRAY_LEN(orders) ? (IrOrder)orders[number] : ORDER_SEQ_CST;
}

/* Loads and stores have no use for half of an order: it is rounded up to one that they have. */
static IrOrder one_sided(IrOrder order, IrOrder own) { return order == ORDER_RELAXED || order == own ? order : ORDER_SEQ_CST; }

/* Of a compare-exchange, whose one operation takes what success and failure ask for. */
static IrOrder both_orders(IrOrder success, IrOrder failure)
{
    if (success == failure || failure == ORDER_RELAXED) return success;
    if (failure != ORDER_ACQUIRE) return ORDER_SEQ_CST;
    return success == ORDER_RELAXED ? ORDER_ACQUIRE : success == ORDER_RELEASE ? ORDER_ACQ_REL : success;
}

static Value truth(CUnit *c, const Node *n, Value bit) { return ir_unary(&c->lowering->fn, OP_ZEXT, lower_type(c, n->type), bit); }

static Value builtin_compare_exchange(CUnit *c, const Node *n)
{
    Object o = pointed_object(c, n);
    NodeId place = argument(c, n, 1);
    QType expected_type = type_of(&c->types, node_at(c, place)->type)->base;
    Value expected = lower_value(c, place), desired = lower_value(c, argument(c, n, 2));
    lower_effect(c, argument(c, n, 3));
    IrOrder success = order_argument(c, argument(c, n, 4)), failure = order_argument(c, argument(c, n, 5));
    return truth(c, n, compare_exchange_object(c, &o, expected, type_align(&c->types, expected_type), desired, both_orders(success, failure)));
}

/* __sync_val_compare_and_swap and __sync_bool_compare_and_swap, of integers and pointers. */
static Value builtin_compare_and_swap(CUnit *c, const Node *n)
{
    Function *fn = &c->lowering->fn;
    bool wants_truth = n->aux == BUILTIN_SYNC_BOOL_COMPARE_AND_SWAP;
    Object o = pointed_object(c, n);
    Value expected = lower_value(c, argument(c, n, 1)), desired = lower_value(c, argument(c, n, 2));
    if (o.unit == IR_VOID) {
        Value memory = lower_temporary(c, o.type);
        lower_copy_record(c, memory, type_align(&c->types, o.type), expected, type_align(&c->types, o.type), o.type, 0);
        Value done = library_compare_exchange(c, &o, memory, desired);
        return wants_truth ? truth(c, n, done) : memory; /* which after a success still is what was there */
    }
    Value seen = ir_atomic_cas(fn, o.ptr, expected, desired, o.align, o.flags | ir_order(ORDER_SEQ_CST));
    return wants_truth ? truth(c, n, ir_compare(fn, OP_EQ, seen, expected)) : seen;
}

static Value builtin_operation(CUnit *c, const Node *n)
{
    Object o = pointed_object(c, n);
    bool wants_after = n->aux == BUILTIN_ATOMIC_OP_FETCH;
    Operator f = {(NodeKind)n->c, o.type, {0, 0}};
    f.b = lower_right_operand(c, argument(c, n, 1), o.type);
    IrOrder order = order_argument(c, argument(c, n, 2));
    Change change = change_object(c, &o, &f, order, wants_after);
    return wants_after ? change.after : change.before;
}

static Value builtin_flag(CUnit *c, const Node *n)
{
    Function *fn = &c->lowering->fn;
    Value ptr = lower_value(c, argument(c, n, 0));
    IrOrder order = order_argument(c, argument(c, n, 1));
    if (n->aux == BUILTIN_ATOMIC_CLEAR) {
        ir_atomic_store(fn, ptr, ir_int(fn, IR_I8, 0), 1, ir_order(one_sided(order, ORDER_RELEASE)));
        return 0;
    }
    Value before = ir_atomic_rmw(fn, OP_ATOMIC_XCHG, ptr, ir_int(fn, IR_I8, 1), 1, ir_order(order));
    return truth(c, n, ir_compare(fn, OP_NE, before, ir_int(fn, IR_I8, 0)));
}

Value lower_atomic_builtin(CUnit *c, const Node *n)
{
    Function *fn = &c->lowering->fn;
    switch ((Builtin)n->aux) {
    case BUILTIN_ATOMIC_LOAD: {
        Object o = pointed_object(c, n);
        return read_object(c, &o, one_sided(order_argument(c, argument(c, n, 1)), ORDER_ACQUIRE));
    }
    case BUILTIN_ATOMIC_STORE: {
        Object o = pointed_object(c, n);
        Value v = lower_value(c, argument(c, n, 1));
        write_object(c, &o, v, one_sided(order_argument(c, argument(c, n, 2)), ORDER_RELEASE));
        return 0;
    }
    case BUILTIN_ATOMIC_EXCHANGE: {
        Object o = pointed_object(c, n);
        Value v = lower_value(c, argument(c, n, 1));
        return exchange_object(c, &o, v, order_argument(c, argument(c, n, 2)));
    }
    case BUILTIN_ATOMIC_COMPARE_EXCHANGE: return builtin_compare_exchange(c, n);
    case BUILTIN_SYNC_VAL_COMPARE_AND_SWAP: case BUILTIN_SYNC_BOOL_COMPARE_AND_SWAP: return builtin_compare_and_swap(c, n);
    case BUILTIN_ATOMIC_TEST_AND_SET: case BUILTIN_ATOMIC_CLEAR: return builtin_flag(c, n);
    case BUILTIN_ATOMIC_THREAD_FENCE: case BUILTIN_ATOMIC_SIGNAL_FENCE: {
        IrOrder order = order_argument(c, argument(c, n, 0));
        if (order != ORDER_RELAXED) ir_fence(fn, order, n->aux == BUILTIN_ATOMIC_SIGNAL_FENCE);
        return 0;
    }
    case BUILTIN_ATOMIC_IS_LOCK_FREE: {
        Value arg[2];
        arg[0] = lower_value(c, argument(c, n, 0));
        arg[1] = lower_value(c, argument(c, n, 1));
        return call_library(c, "__atomic_is_lock_free", IR_I8, arg, 2);
    }
    default: return builtin_operation(c, n);
    }
}
