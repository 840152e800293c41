/* GNU vectors: operators, conversions and shuffles, element by element. In: nodes of vector type. Out: scalar IR operations on
   the elements in memory. A vector's value is the address of its bytes, as a structure's is; the IR has no vector types, so that
   every target has them, each as fast as its scalar instructions are. Bitwise operators take words, whatever the elements. */
#include "c/lower.h"

/* A vector in memory, or a scalar that stands for all of its elements. */
typedef struct Operand {
    Value v;
    bool is_scalar;
} Operand;

static bool is_vector(const CUnit *c, QType q) { return type_kind(&c->types, q) == CT_VECTOR; }
static QType element_of(const CUnit *c, QType q) { return type_of(&c->types, q)->base; }
static u32 align_of(const CUnit *c, QType element) { return (u32)type_size(&c->types, element); }

static Value element_at(CUnit *c, const Operand *o, QType element, u64 index)
{
    Function *fn = &c->lowering->fn;
    if (o->is_scalar) return o->v;
    Value at = ir_ptradd_const(fn, o->v, (i64)(index * type_size(&c->types, element)));
    return ir_load(fn, lower_type(c, element), at, align_of(c, element), 0);
}

static void put_element(CUnit *c, Value to, QType element, u64 index, Value v)
{
    Function *fn = &c->lowering->fn;
    Value at = ir_ptradd_const(fn, to, (i64)(index * type_size(&c->types, element)));
    ir_store(fn, at, v, align_of(c, element), 0);
}

static Operand operand_of(CUnit *c, NodeId id)
{
    bool scalar = !is_vector(c, node_at(c, id)->type);
    return (Operand){lower_value(c, id), scalar};
}

static bool is_bitwise(NodeKind kind) { return kind == NODE_AND || kind == NODE_OR || kind == NODE_XOR; }

static Value compare_elements(CUnit *c, NodeKind kind, QType element, Value a, Value b)
{
    Function *fn = &c->lowering->fn;
    bool is_float = type_is_floating(&c->types, element), is_unsigned = !is_float && type_is_unsigned(&c->types, element);
    IrOp less = is_float ? OP_FLT : is_unsigned ? OP_ULT : OP_SLT, at_most = is_float ? OP_FLE : is_unsigned ? OP_ULE : OP_SLE;
    switch (kind) {
    case NODE_EQ: return ir_compare(fn, is_float ? OP_FEQ : OP_EQ, a, b);
    case NODE_NE: return ir_compare(fn, is_float ? OP_FNE : OP_NE, a, b);
    case NODE_LT: return ir_compare(fn, less, a, b);
    case NODE_LE: return ir_compare(fn, at_most, a, b);
    case NODE_GT: return ir_compare(fn, less, b, a);
    default: return ir_compare(fn, at_most, b, a);
    }
}

/* `kind` on operands whose vectors have type q; the result has type `type`. */
static Value operation(CUnit *c, NodeKind kind, QType type, QType q, Operand a, Operand b)
{
    Function *fn = &c->lowering->fn;
    QType element = element_of(c, q), result = element_of(c, type);
    if (is_bitwise(kind) && !a.is_scalar && !b.is_scalar) element = result = QTYPE_OF(CT_ULLONG);
    bool comparison = kind >= NODE_LT && kind <= NODE_NE;
    u64 count = type_size(&c->types, q) / type_size(&c->types, element);
    Value to = lower_temporary(c, type);
    for (u64 i = 0; i < count; i++) {
        Value x = element_at(c, &a, element, i), y = element_at(c, &b, element, i), r;
        if (comparison) r = ir_unary(fn, OP_SEXT, lower_type(c, result), compare_elements(c, kind, element, x, y));
        else r = lower_apply(c, kind, element, element, x, (Wide){y, 0});
        put_element(c, to, result, i, r);
    }
    return to;
}

static Value negation(CUnit *c, NodeKind kind, QType q, Value v)
{
    Function *fn = &c->lowering->fn;
    QType element = kind == NODE_BITNOT ? QTYPE_OF(CT_ULLONG) : element_of(c, q);
    IrOp op = kind == NODE_BITNOT ? OP_NOT : type_is_floating(&c->types, element) ? OP_FNEG : OP_NEG;
    u64 count = type_size(&c->types, q) / type_size(&c->types, element);
    Operand from = {v, false};
    Value to = lower_temporary(c, q);
    for (u64 i = 0; i < count; i++) {
        Value x = element_at(c, &from, element, i);
        put_element(c, to, element, i, ir_unary(fn, op, lower_type(c, element), x));
    }
    return to;
}

Value lower_vector_value(CUnit *c, const Node *n_in)
{
    Node n = *n_in;
    if (n.kind == NODE_NEG || n.kind == NODE_BITNOT) return negation(c, (NodeKind)n.kind, n.type, lower_value(c, n.a));
    QType x = node_at(c, n.a)->type, y = node_at(c, n.b)->type;
    Operand a = operand_of(c, n.a), b = operand_of(c, n.b);
    return operation(c, (NodeKind)n.kind, n.type, is_vector(c, x) ? x : y, a, b);
}

/* NODE_ASSIGN_OP, and ++ and --: the value, which is an address. */
Value lower_vector_update(CUnit *c, const Node *n_in)
{
    Node n = *n_in;
    QType q = type_unqualified(node_at(c, n.a)->type), element = element_of(c, q);
    bool post = n.kind == NODE_POST_INC || n.kind == NODE_POST_DEC, down = n.kind == NODE_PRE_DEC || n.kind == NODE_POST_DEC;
    u32 align = type_align(&c->types, q);
    Operand b;
    NodeKind op = down ? NODE_SUB : NODE_ADD;
    if (n.kind == NODE_ASSIGN_OP) {
        op = (NodeKind)n.aux;
        b = operand_of(c, n.b);
    } else {
        b.is_scalar = true;
        b.v = lower_convert(c, ir_int(&c->lowering->fn, IR_I32, 1), QTYPE_OF(CT_INT), element);
    }
    Lvalue lv = lower_lvalue(c, n.a);
    Value before = lv.ptr;
    if (post) {
        before = lower_temporary(c, q);
        lower_copy_record(c, before, align, lv.ptr, lv.align, q, lv.mem_flags);
    }
    Operand old = {lv.ptr, false};
    Value fresh = operation(c, op, q, q, old, b);
    lower_copy_record(c, lv.ptr, lv.align, fresh, align, q, lv.mem_flags);
    return before;
}

/* The same bytes as another type: v is an address for a vector and for 128-bit integers. */
Value lower_vector_cast(CUnit *c, Value v, QType from, QType to)
{
    Function *fn = &c->lowering->fn;
    if (is_record(c, from) && is_record(c, to)) return v;
    if (is_record(c, from)) return ir_load(fn, lower_type(c, to), v, type_align(&c->types, from), 0);
    Value place = lower_temporary(c, to);
    ir_store(fn, place, v, type_align(&c->types, to), 0);
    return place;
}

static NodeId argument(const CUnit *c, const Node *n, u32 i) { return c->extra.at[n->b + 1 + i]; }

/* Each element of the mask, modulo the number of elements that there are, says which of them comes. */
static Value shuffle(CUnit *c, const Node *n)
{
    Function *fn = &c->lowering->fn;
    u32 vectors = c->extra.at[n->b] - 1;
    QType q = n->type, element = element_of(c, q), index = element_of(c, node_at(c, argument(c, n, vectors))->type);
    u64 bytes = type_size(&c->types, q), size = type_size(&c->types, element), count = bytes / size;
    u32 align = type_align(&c->types, q);
    Value from = ir_slot_addr(fn, ir_slot(fn, bytes * vectors, align, 0, fn->current_loc), 0);
    for (u32 k = 0; k < vectors; k++) {
        Value v = lower_value(c, argument(c, n, k));
        Value part = ir_ptradd_const(fn, from, (i64)(k * bytes));
        ir_copy(fn, part, v, bytes, align, 0);
    }
    Operand mask = operand_of(c, argument(c, n, vectors));
    Value to = lower_temporary(c, q);
    IrType word = c->types.layout->pointer_size == 8 ? IR_I64 : IR_I32;
    for (u64 i = 0; i < count; i++) {
        Value which = lower_convert(c, element_at(c, &mask, index, i), index, QTYPE_OF(word == IR_I64 ? CT_ULLONG : CT_UINT));
        which = ir_binary(fn, OP_AND, word, which, ir_int(fn, word, count * vectors - 1));
        Value offset = ir_binary(fn, OP_MUL, word, which, ir_int(fn, word, size));
        Value v = ir_load(fn, lower_type(c, element), ir_ptradd(fn, from, offset), align_of(c, element), 0);
        put_element(c, to, element, i, v);
    }
    return to;
}

static Value shuffle_constant(CUnit *c, const Node *n)
{
    QType q = n->type, element = element_of(c, q), first = node_at(c, argument(c, n, 0))->type;
    u64 half = type_size(&c->types, first) / type_size(&c->types, element);
    Operand a = operand_of(c, argument(c, n, 0)), b = operand_of(c, argument(c, n, 1));
    Value to = lower_temporary(c, q);
    for (u32 i = 2; i < c->extra.at[n->b]; i++) {
        const Node *index = node_at(c, argument(c, n, i));
        u64 from = (u64)index->a | (u64)index->b << 32;
        if (from == ~(u64)0) from = 0; /* any element will do */
        Value v = from < half ? element_at(c, &a, element, from) : element_at(c, &b, element, from - half);
        put_element(c, to, element, i - 2, v);
    }
    return to;
}

static Value convert_elements(CUnit *c, const Node *n)
{
    QType from = node_at(c, argument(c, n, 0))->type, x = element_of(c, from), y = element_of(c, n->type);
    Operand v = operand_of(c, argument(c, n, 0));
    u64 count = type_size(&c->types, from) / type_size(&c->types, x);
    Value to = lower_temporary(c, n->type);
    for (u64 i = 0; i < count; i++) {
        Value e = element_at(c, &v, x, i);
        put_element(c, to, y, i, lower_convert(c, e, x, y));
    }
    return to;
}

Value lower_vector_builtin(CUnit *c, const Node *n)
{
    if (n->aux == BUILTIN_SHUFFLE) return shuffle(c, n);
    return n->aux == BUILTIN_SHUFFLE_VECTOR ? shuffle_constant(c, n) : convert_elements(c, n);
}
