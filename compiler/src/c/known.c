/* Objects whose value is known at translation time: those of constexpr (C23 6.7.2), and static objects that are const, whose
   values GNU C lets other static initializers use.
   In: an object's initializer, when it is complete. Out: the constant that a load of the object, or of a part of it, gives. */
#include "c/parser.h"

static u64 begin_bits(const CUnit *c, const InitItem *item)
{
    if (!item->field) return item->offset * 8;
    const CField *f = &c->types.field.at[item->field - 1];
    return (item->offset + f->offset) * 8 + f->bit_offset;
}

bool remember_value(CUnit *c, DeclId object, InitId init)
{
    u32 first = c->known_item.len;
    Init whole = c->init.at[init];
    for (u32 i = 0; i < whole.count; i++) {
        const InitItem *item = &c->init_item.at[whole.first + i];
        KnownItem k;
        memset(&k, 0, sizeof k);
        k.begin = begin_bits(c, item);
        k.stride = item->stride * 8;
        k.repeat = item->repeat;
        k.type = item->type;
        const Node *n = &c->node.at[item->value];
        if (n->kind == NODE_STRING && type_kind(&c->types, item->type) == CT_ARRAY) k.string = n->a + 1;
        else k.value = c_evaluate(c, item->value);
        if (!k.string && k.value.kind == CONST_NOT) {
            c->known_item.len = first;
            return false;
        }
        vec_push(&c->known_item, k);
    }
    KnownObject o = {first, whole.count};
    vec_push(&c->known_object, o);
    c->decl.at[object].known = c->known_object.len - 1;
    return true;
}

/* The object that an lvalue is (part of), and where in it. */
static bool find_place(CUnit *c, NodeId id, DeclId *object, u64 *bits)
{
    const Node *n = &c->node.at[id];
    switch (n->kind) {
    case NODE_VAR: case NODE_COMPOUND_LITERAL:
        *object = n->a;
        *bits = 0;
        return c->decl.at[n->a].known != 0;
    case NODE_MEMBER: {
        const CField *f = &c->types.field.at[n->b];
        if (!find_place(c, n->a, object, bits)) return false;
        *bits += f->offset * 8 + (f->is_bit_field ? f->bit_offset : 0);
        return true;
    }
    case NODE_DEREF: {
        const Node *pointer = &c->node.at[n->a];
        u64 delta = 0;
        if (pointer->kind == NODE_PTR_ADD || pointer->kind == NODE_PTR_SUB) {
            ConstValue index = c_evaluate(c, pointer->b);
            if (index.kind != CONST_INTEGER) return false;
            pointer = &c->node.at[n->a];
            delta = index.integer * type_size(&c->types, type_of(&c->types, pointer->type)->base) * 8;
            if (pointer->kind == NODE_PTR_SUB) delta = 0 - delta;
            pointer = &c->node.at[pointer->a];
        }
        if ((pointer->kind != NODE_DECAY && pointer->kind != NODE_ADDR) || !find_place(c, pointer->a, object, bits)) return false;
        *bits += delta;
        return true;
    }
    default: return false;
    }
}

static ConstValue integer_of(const CUnit *c, QType type, u64 value)
{
    ConstValue v;
    memset(&v, 0, sizeof v);
    v.kind = CONST_INTEGER;
    v.integer = type_wrap(&c->types, type, value);
    return v;
}

static ConstValue zero_of(const CUnit *c, QType type)
{
    ConstValue v = integer_of(c, QTYPE_OF(CT_INT), 0);
    if (type_is_floating(&c->types, type)) v.kind = CONST_FLOATING;
    if (type_is_complex(&c->types, type)) v.kind = CONST_COMPLEX;
    return v;
}

/* The last item that begins at or before `bits`; items come in the order of their places. */
static const KnownItem *find_item(const CUnit *c, const KnownObject *o, u64 bits)
{
    u32 low = 0, high = o->count;
    while (low < high) {
        u32 middle = low + (high - low) / 2;
        if (c->known_item.at[o->first + middle].begin <= bits) low = middle + 1;
        else high = middle;
    }
    return low ? &c->known_item.at[o->first + low - 1] : NULL;
}

ConstValue known_value(CUnit *c, NodeId lvalue, QType type)
{
    ConstValue nothing;
    memset(&nothing, 0, sizeof nothing);
    DeclId object;
    u64 bits;
    if (!type_is_scalar(&c->types, type) || !find_place(c, lvalue, &object, &bits)) return nothing;
    const Decl *d = &c->decl.at[object];
    if (!(d->flags & DECL_CONSTEXPR) && !c->in_static_initializer) return nothing;
    u64 size = type_size(&c->types, type), end = type_size(&c->types, d->type) * 8;
    bool bit_field = c->node.at[lvalue].kind == NODE_MEMBER && c->types.field.at[c->node.at[lvalue].b].is_bit_field;
    if (bits >= end || (!bit_field && size * 8 > end - bits)) return nothing;
    const KnownItem *k = find_item(c, &c->known_object.at[d->known], bits);
    if (!k) return zero_of(c, type);
    u64 within = bits - k->begin;
    if (k->string) {
        const StringLiteral *s = &c->string.at[k->string - 1];
        u64 at = within / 8, value = 0;
        if (at >= type_size(&c->types, k->type)) return zero_of(c, type);
        QType element = type_of(&c->types, k->type)->base;
        if (type_kind(&c->types, element) != type_kind(&c->types, type) || at % size || size > 8) return nothing;
        for (u64 i = 0; i < size && at + i < s->size; i++) value |= (u64)s->bytes[at + i] << (8 * i);
        if (!type_is_floating(&c->types, type)) return integer_of(c, type, value);
        nothing.kind = CONST_FLOATING;
        nothing.floating.lo = value;
        return nothing;
    }
    u64 step = k->stride ? within / k->stride : 0;
    if (step >= k->repeat) return zero_of(c, type);
    within -= step * k->stride;
    if (within >= type_size(&c->types, k->type) * 8) return zero_of(c, type);
    if (within || type_kind(&c->types, type_canonical(&c->types, k->type)) != type_kind(&c->types, type)) return nothing;
    return k->value;
}

/* The values of constexpr objects fit their types as they are, and pointers are null (C23 6.7.2p5). */
static void check_constexpr(Parser *p, const Decl *d, InitId init)
{
    Init whole = p->c->init.at[init];
    for (u32 i = 0; i < whole.count; i++) {
        const InitItem *item = &p->c->init_item.at[whole.first + i];
        NodeId value = item->value;
        if (KIND(item->type) == CT_POINTER && c_evaluate(p->c, value).kind == CONST_ADDRESS)
            diag_error(p->diag, NODE(value)->loc, "constexpr pointer '%.*s' is not null", STR_FMT(name_text(p, d->name)));
    }
}

/* What later constant expressions may use. */
void keep_known_value(Parser *p, DeclId id, InitId init, bool is_constexpr, bool is_static)
{
    Decl *d = DECL(id);
    if (!init || is_error(d->type) || d->kind != DECL_OBJECT) return;
    if (is_constexpr) {
        d->flags |= DECL_CONSTEXPR;
        check_constexpr(p, d, init);
        d = DECL(id);
    } else if (!is_static || !(d->type & Q_CONST) || (d->type & Q_VOLATILE) || !type_is_scalar(p->t, d->type)) return;
    if (!remember_value(p->c, id, init) && is_constexpr && !p->diag->errors)
        diag_error(p->diag, d->loc, "the initializer of constexpr '%.*s' is not constant", STR_FMT(name_text(p, d->name)));
}
