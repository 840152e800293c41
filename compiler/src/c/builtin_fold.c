/* Builtins that are answered from what is known at translation time: __builtin_object_size, the overflow predicates of
   constants, the length of a string literal (GCC manual, "Object Size Checking Built-in Functions", "Integer Overflow Builtins").
   In: argument nodes. Out: a number, or that there is none. */
#include "base/bits.h"
#include "c/parser.h"

/* ---- object sizes ---- */

typedef struct Extent {
    u64 size, offset;             /* of the whole object, and where in it the pointer points */
    u64 part_size, part_offset;   /* of the closest member or element array around it */
} Extent;

static bool pointer_extent(Parser *p, NodeId id, Extent *e);

static bool lvalue_extent(Parser *p, NodeId id, Extent *e)
{
    const Node *n = NODE(id);
    QType q = n->type;
    switch (n->kind) {
    case NODE_VAR: case NODE_STRING: case NODE_COMPOUND_LITERAL:
        if (!type_complete(p->t, q) || KIND(q) == CT_VLA) return false;
        memset(e, 0, sizeof *e);
        e->size = e->part_size = type_size(p->t, q);
        return true;
    case NODE_MEMBER: {
        const CField *f = FIELD(n->b);
        if (f->is_bit_field || !type_complete(p->t, f->type) || !lvalue_extent(p, n->a, e)) return false;
        f = FIELD(NODE(id)->b);
        e->offset += f->offset;
        e->part_offset = 0;
        e->part_size = type_size(p->t, f->type);
        return true;
    }
    case NODE_DEREF: {
        NodeId pointer = n->a;
        if (!pointer_extent(p, pointer, e)) return false;
        return true;
    }
    default: return false;
    }
}

static bool pointer_extent(Parser *p, NodeId id, Extent *e)
{
    const Node *n = NODE(id);
    switch (n->kind) {
    case NODE_CAST: return KIND(NODE(n->a)->type) == CT_POINTER && pointer_extent(p, n->a, e);
    case NODE_ADDR: case NODE_DECAY: return lvalue_extent(p, n->a, e);
    case NODE_PTR_ADD: case NODE_PTR_SUB: {
        i64 count;
        u64 unit = type_size(p->t, type_of(p->t, n->type)->base);
        bool subtract = n->kind == NODE_PTR_SUB;
        NodeId pointer = n->a, index = n->b;
        if (!node_is_constant_int(p, index, &count) || !pointer_extent(p, pointer, e)) return false;
        u64 delta = (u64)count * unit;
        e->offset = subtract ? e->offset - delta : e->offset + delta;
        e->part_offset = subtract ? e->part_offset - delta : e->part_offset + delta;
        return true;
    }
    default: return false;
    }
}

/* Modes 0 and 2 speak of the whole object, 1 and 3 of the closest part; 2 and 3 want the minimum. */
u64 fold_object_size(Parser *p, NodeId pointer, u32 mode)
{
    Extent e;
    if (!pointer_extent(p, pointer, &e)) return mode & 2 ? 0 : type_wrap(p->t, p->size_t_, ~(u64)0);
    u64 size = mode & 1 ? e.part_size : e.size, offset = mode & 1 ? e.part_offset : e.offset;
    return offset <= size ? size - offset : 0;
}

/* ---- overflow of constants ---- */

typedef struct Exact { /* sign and magnitude of at most 128 bits */
    bool negative;
    u64 lo, hi;
} Exact;

static Exact exact_of(u64 value, bool is_unsigned)
{
    Exact x = {!is_unsigned && value >> 63, value, 0};
    if (x.negative) x.lo = 0 - value;
    return x;
}

static Exact exact_add(Exact a, Exact b)
{
    Exact r = a;
    if (a.negative == b.negative) {
        r.lo = a.lo + b.lo;
        r.hi = r.lo < a.lo;
        return r;
    }
    if (a.lo < b.lo) {
        r = b;
        r.lo = b.lo - a.lo;
    } else {
        r.lo = a.lo - b.lo;
    }
    return r;
}

static Exact exact_mul(Exact a, Exact b)
{
    u64 al = (u32)a.lo, ah = a.lo >> 32, bl = (u32)b.lo, bh = b.lo >> 32;
    u64 low = al * bl, middle = ah * bl + (low >> 32), other = al * bh + (u32)middle;
    Exact r = {a.negative != b.negative, (other << 32) | (u32)low, ah * bh + (middle >> 32) + (other >> 32)};
    return r;
}

bool fold_overflow(Parser *p, Builtin builtin, NodeId a, NodeId b, QType to, bool *overflows)
{
    QType x = NODE(a)->type, y = NODE(b)->type;
    i64 av, bv;
    if (type_size(p->t, x) > 8 || type_size(p->t, y) > 8 || type_size(p->t, to) > 8) return false;
    if (!node_is_constant_int(p, a, &av) || !node_is_constant_int(p, b, &bv)) return false;
    Exact left = exact_of((u64)av, type_is_unsigned(p->t, x)), right = exact_of((u64)bv, type_is_unsigned(p->t, y)), r;
    if (builtin == BUILTIN_SUB_OVERFLOW) right.negative = !right.negative;
    r = builtin == BUILTIN_MUL_OVERFLOW ? exact_mul(left, right) : exact_add(left, right);
    bool is_zero = !r.lo && !r.hi, negative = r.negative && !is_zero;
    u32 bits = type_bits(p->t, to);
    u64 most = type_is_unsigned(p->t, to) ? zero_extend(~(u64)0, bits) : (zero_extend(~(u64)0, bits) >> 1) + negative;
    *overflows = r.hi || r.lo > most || (negative && type_is_unsigned(p->t, to));
    return true;
}

/* ---- strings ---- */

bool fold_string_length(Parser *p, NodeId argument, u64 *length)
{
    const Node *n = NODE(argument);
    while (n->kind == NODE_CAST) n = NODE(n->a);
    if (n->kind != NODE_DECAY || NODE(n->a)->kind != NODE_STRING) return false;
    const StringLiteral *s = &p->c->string.at[NODE(n->a)->a];
    const u8 *end = memchr(s->bytes, 0, s->size);
    if (s->element != 1 || !end) return false;
    *length = (u64)(end - s->bytes);
    return true;
}
