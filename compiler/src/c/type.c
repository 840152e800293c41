/* The table of types: hash-consed derived types, properties, compatibility; see type.h.
   In: element types, parameters, records. Out: ids whose equality mostly decides, and predicates over them. */
#include "c/type.h"
#include "base/bits.h"

static u32 new_type(CTypes *t, CType type)
{
    vec_push(&t->type, type);
    vec_push(&t->derived_next, 0);
    u32 id = t->type.len - 1;
    if (type.base) {
        t->type.at[id].depth = t->type.at[type.base >> 4].depth + 1;
        t->type.at[id].variably_modified = t->type.at[type.base >> 4].variably_modified;
    }
    if (type.kind == CT_VLA) t->type.at[id].variably_modified = true;
    if (!t->type.at[id].canonical) t->type.at[id].canonical = (QType)id << 4;
    bool scalar = (type.kind >= CT_BOOL && type.kind <= CT_FLOAT128) || type.kind == CT_POINTER;
    t->type.at[id].scalar_size = t->type.at[id].scalar_align = 0; /* a copy's: its alignment may be another */
    if (scalar) {
        u64 size = type_size_other(t, (QType)id << 4);
        u32 align = type_align_other(t, (QType)id << 4);
        t->type.at[id].scalar_size = (u8)size;
        t->type.at[id].scalar_align = type.align ? 0 : (u8)align;
    }
    return id;
}

void types_init(CTypes *t, Kit *kit, const DataLayout *layout)
{
    *t = (CTypes){0};
    t->kit = kit;
    t->layout = layout;
    for (u32 kind = 0; kind < CT_FIXED_COUNT; kind++) {
        CType type = {0};
        type.kind = (u8)kind;
        new_type(t, type);
    }
    CRecord none = {0};
    CField no_field = {0};
    CEnum no_enum = {0};
    vec_push(&t->record, none);
    vec_push(&t->field, no_field);
    vec_push(&t->enumeration, no_enum);
}

void types_free(CTypes *t)
{
    vec_free(&t->type);
    vec_free(&t->record);
    vec_free(&t->field);
    vec_free(&t->enumeration);
    vec_free(&t->enumerator);
    vec_free(&t->param);
    vec_free(&t->derived_next);
    intmap_free(&t->derived);
    intmap_free(&t->member);
}

static u64 mix(u64 h, u64 x)
{
    h = (h ^ x) * 0x9e3779b97f4a7c15u;
    return h ^ h >> 29;
}

static u64 hash_type(const CType *w)
{
    u64 h = mix(w->kind, (u64)w->base << 4 | (u64)w->known_count << 3 | (u64)w->incomplete_array << 2 | (u64)w->variadic << 1 | w->unprototyped);
    return mix(mix(h, w->count), (u64)w->align << 32 | w->index);
}

/* The one type that equals `want`; made when there is none. Not for functions, whose parameters are elsewhere. */
static QType derive(CTypes *t, CType want)
{
    u64 h = hash_type(&want);
    u32 *head = intmap_put(&t->derived, h, 0);
    for (u32 i = *head; i; i = t->derived_next.at[i]) {
        const CType *c = &t->type.at[i];
        if (c->kind == want.kind && c->base == want.base && c->count == want.count && c->align == want.align &&
            c->index == want.index && c->incomplete_array == want.incomplete_array && c->known_count == want.known_count)
            return (QType)i << 4;
    }
    u32 id = new_type(t, want);
    t->derived_next.at[id] = *head;
    *head = id;
    return (QType)id << 4;
}

QType type_pointer(CTypes *t, QType to)
{
    QType known = t->type.at[to >> 4].pointer;
    if (known && !(to & Q_ALL)) return known;
    CType w = {0};
    w.kind = CT_POINTER;
    w.base = to;
    QType q = derive(t, w);
    if (!(to & Q_ALL)) t->type.at[to >> 4].pointer = q;
    return q;
}

QType type_array(CTypes *t, QType element, u64 count)
{
    CType w = {0};
    w.kind = CT_ARRAY;
    w.base = element;
    w.count = count;
    return derive(t, w);
}

QType type_array_incomplete(CTypes *t, QType element)
{
    CType w = {0};
    w.kind = CT_ARRAY;
    w.base = element;
    w.incomplete_array = true;
    return derive(t, w);
}

QType type_complex(CTypes *t, QType base)
{
    CType w = {0};
    w.kind = CT_COMPLEX;
    w.base = base;
    return derive(t, w);
}

QType type_vector(CTypes *t, QType base, u64 bytes)
{
    CType w = {0};
    w.kind = CT_VECTOR;
    w.base = base;
    w.count = bytes;
    return derive(t, w);
}

QType type_bitint(CTypes *t, u32 width, bool is_unsigned)
{
    CType w = {0};
    w.kind = CT_BITINT;
    w.count = width;
    w.index = is_unsigned;
    return derive(t, w);
}

QType type_vla(CTypes *t, QType element, u32 size_variable, bool known_count, u64 count)
{
    CType w = {0};
    w.kind = CT_VLA;
    w.base = element;
    w.index = size_variable;
    w.known_count = known_count;
    w.count = count;
    return derive(t, w);
}

QType type_star(CTypes *t, QType q)
{
    CType c = *type_of(t, q);
    if (!c.variably_modified) return q;
    QType base = type_star(t, c.base);
    switch ((CTypeKind)c.kind) {
    case CT_POINTER: return type_pointer(t, base) | (q & Q_ALL);
    case CT_VLA: return type_vla(t, base, 0, c.known_count, c.count);
    case CT_ARRAY: return type_array_incomplete(t, base);
    case CT_FUNCTION: {
        QType *param = arena_new_array(&t->kit->arena, QType, c.count + 1);
        for (u32 i = 0; i < c.count; i++) param[i] = t->param.at[c.index + i];
        return type_function(t, base, param, (u32)c.count, c.variadic, c.unprototyped);
    }
    default: return q;
    }
}

QType type_function(CTypes *t, QType result, const QType *param, u32 count, bool variadic, bool unprototyped)
{
    u64 h = mix(mix(CT_FUNCTION, result), (u64)count << 2 | (u64)variadic << 1 | unprototyped);
    for (u32 i = 0; i < count; i++) h = mix(h, param[i]);
    u32 *head = intmap_put(&t->derived, h, 0);
    for (u32 i = *head; i; i = t->derived_next.at[i]) {
        const CType *c = &t->type.at[i];
        if (c->kind == CT_FUNCTION && c->base == result && c->count == count && c->variadic == variadic &&
            c->unprototyped == unprototyped &&
            (count == 0 || memcmp(t->param.at + c->index, param, count * sizeof *param) == 0))
            return (QType)i << 4;
    }
    CType w = {0};
    w.kind = CT_FUNCTION;
    w.base = result;
    w.count = count;
    w.variadic = variadic;
    w.unprototyped = unprototyped;
    w.index = t->param.len;
    for (u32 i = 0; i < count; i++) vec_push(&t->param, param[i]);
    u32 id = new_type(t, w);
    t->derived_next.at[id] = *head;
    *head = id;
    return (QType)id << 4;
}

QType type_new_record(CTypes *t, bool is_union, Name tag, Loc loc)
{
    CRecord r = {0};
    r.tag = tag;
    r.loc = loc;
    r.is_union = is_union;
    r.align = 1;
    CType w = {0};
    w.kind = CT_RECORD;
    w.index = t->record.len;
    QType q = (QType)new_type(t, w) << 4;
    r.type = q;
    vec_push(&t->record, r);
    return q;
}

QType type_new_enum(CTypes *t, Name tag, Loc loc)
{
    CEnum e = {0};
    e.tag = tag;
    e.loc = loc;
    CType w = {0};
    w.kind = CT_ENUM;
    w.base = QTYPE_OF(CT_UINT);
    w.index = t->enumeration.len;
    QType q = (QType)new_type(t, w) << 4;
    e.type = q;
    vec_push(&t->enumeration, e);
    return q;
}

QType type_qualified(CTypes *t, QType q, u32 qualifiers)
{
    if (!qualifiers || q < 16) return q;
    const CType *c = type_of(t, q);
    if (c->kind != CT_ARRAY && c->kind != CT_VLA) return q | qualifiers;
    CType w = *c;
    QType element = type_qualified(t, w.base, qualifiers);
    w = *type_of(t, q);
    w.base = element;
    w.pointer = 0;
    w.canonical = 0;
    w.align = 0;
    QType made = derive(t, w);
    u32 align = type_of(t, q)->align;
    return align ? type_aligned(t, made, align) : made;
}

QType type_canonical(const CTypes *t, QType q) { return t->type.at[q >> 4].canonical | (q & Q_ALL); }

QType type_aligned(CTypes *t, QType q, u32 align)
{
    QType canonical = type_canonical(t, type_unqualified(q));
    CType w = *type_of(t, q);
    if (w.align == align) return q;
    w.align = align;
    w.canonical = canonical;
    w.pointer = 0;
    if (w.kind == CT_FUNCTION) return q;
    return derive(t, w) | (q & Q_ALL);
}

u64 type_size_other(const CTypes *t, QType q)
{
    const CType *c = type_of(t, q);
    switch ((CTypeKind)c->kind) {
    case CT_NONE: return 0;
    case CT_VOID: case CT_BOOL: case CT_CHAR: case CT_SCHAR: case CT_UCHAR: case CT_FUNCTION: return 1;
    case CT_SHORT: case CT_USHORT: return 2;
    case CT_INT: case CT_UINT: case CT_FLOAT: return 4;
    case CT_LONG: case CT_ULONG: return t->layout->long_size;
    case CT_LLONG: case CT_ULLONG: case CT_DOUBLE: return 8;
    case CT_INT128: case CT_UINT128: case CT_FLOAT128: return 16;
    case CT_LDOUBLE: return t->layout->long_double_size;
    case CT_VA_LIST_TAG: return t->layout->va_list_size;
    case CT_ENUM: return t->enumeration.at[c->index].complete ? type_size(t, c->base) : 0;
    case CT_POINTER: return t->layout->pointer_size;
    case CT_ARRAY: return c->incomplete_array ? 0 : c->count * type_size(t, c->base);
    case CT_RECORD: return t->record.at[c->index].size;
    case CT_COMPLEX: return 2 * type_size(t, c->base);
    case CT_VECTOR: return c->count;
    /* psABI 3.1.2, "Bit-precise integers": up to 64 bits as the smallest of the other types that holds it, then as words. */
    case CT_BITINT: return c->count <= 8 ? 1 : c->count <= 16 ? 2 : c->count <= 32 ? 4 : (c->count + 63) / 64 * 8;
    case CT_VLA: return 0;
    }
    return 0;
}

static u32 natural_align(const CTypes *t, QType q)
{
    const CType *c = type_of(t, q);
    switch ((CTypeKind)c->kind) {
    case CT_LLONG: case CT_ULLONG: return t->layout->int64_align;
    case CT_LONG: case CT_ULONG: return t->layout->long_size == 8 ? t->layout->int64_align : 4;
    case CT_DOUBLE: return t->layout->double_align;
    case CT_LDOUBLE: return t->layout->long_double_align;
    case CT_VA_LIST_TAG: return t->layout->va_list_align;
    case CT_ENUM: return type_align(t, c->base);
    case CT_ARRAY: case CT_VLA: case CT_COMPLEX: return type_align(t, c->base);
    case CT_RECORD: return t->record.at[c->index].align;
    case CT_NONE: case CT_VOID: case CT_FUNCTION: return 1;
    case CT_VECTOR: return c->count && c->count <= 4096 ? (u32)c->count : 1;
    case CT_BITINT: return c->count > 32 ? 8 : (u32)type_size(t, q);
    default: return (u32)type_size(t, q);
    }
}

/* An atomic type of 1, 2, 4, 8 or 16 bytes is aligned to its size, so that one access of the machine reaches all of it
   (6.2.5p27 lets it differ; GCC's layout, but for arrays of atomic structures, whose alignment GCC 12 leaves as it was). */
u32 type_align_other(const CTypes *t, QType q)
{
    const CType *c = type_of(t, q);
    u32 align = c->align ? c->align : natural_align(t, q);
    if (KIT_LIKELY(!(q & Q_ATOMIC))) return align;
    u64 size = type_size(t, q);
    return size <= 16 && is_power_of_two(size) && size > align ? (u32)size : align;
}

bool type_complete_other(const CTypes *t, QType q)
{
    const CType *c = type_of(t, q);
    switch ((CTypeKind)c->kind) {
    case CT_VOID: return false;
    case CT_ENUM: return t->enumeration.at[c->index].complete;
    case CT_ARRAY: return !c->incomplete_array && type_complete(t, c->base);
    case CT_RECORD: return t->record.at[c->index].complete;
    default: return true;
    }
}

bool type_is_unsigned(const CTypes *t, QType q)
{
    const CType *c = type_of(t, q);
    switch ((CTypeKind)c->kind) {
    case CT_CHAR: return t->layout->char_is_unsigned;
    case CT_BOOL: case CT_UCHAR: case CT_USHORT: case CT_UINT: case CT_ULONG: case CT_ULLONG: case CT_UINT128: case CT_POINTER: return true;
    case CT_ENUM: return type_is_unsigned(t, c->base);
    case CT_BITINT: return c->index;
    default: return false;
    }
}

u32 type_qualifiers(const CTypes *t, QType q)
{
    const CType *c = type_of(t, q);
    while (c->kind == CT_ARRAY || c->kind == CT_VLA) {
        q = c->base;
        c = type_of(t, q);
    }
    return q & Q_ALL;
}

u32 type_bits(const CTypes *t, QType q)
{
    const CType *c = type_of(t, q);
    if (c->kind == CT_BOOL) return 1;
    if (c->kind == CT_ENUM) return type_bits(t, c->base);
    if (c->kind == CT_BITINT) return (u32)c->count;
    return (u32)type_size(t, q) * 8;
}

FloatFormat type_float_format(const CTypes *t, QType q)
{
    switch (type_kind(t, q)) {
    case CT_FLOAT: return FLOAT_BINARY32;
    case CT_LDOUBLE: return t->layout->long_double_format;
    case CT_FLOAT128: return FLOAT_BINARY128;
    default: return FLOAT_BINARY64;
    }
}

u64 type_wrap(const CTypes *t, QType q, u64 value)
{
    u32 k = type_kind(t, q);
    if (k == CT_INT) return (u64)(i64)(i32)(u32)value;
    if (k == CT_BOOL) return value != 0;
    u32 bits = type_bits(t, q);
    if (bits >= 64 || bits == 0) return value;
    return type_is_unsigned(t, q) ? zero_extend(value, bits) : (u64)sign_extend(value, bits);
}

/* ---- compatibility (6.2.7) ---- */

static bool is_promoted(const CTypes *t, QType q)
{
    u32 k = type_kind(t, q);
    return k != CT_FLOAT && !(k >= CT_BOOL && k <= CT_USHORT);
}

static bool functions_compatible(const CTypes *t, const CType *a, const CType *b)
{
    if (!type_compatible(t, a->base, b->base)) return false;
    if (a->unprototyped && b->unprototyped) return true;
    if (a->unprototyped || b->unprototyped) {
        /* 6.7.6.3p15: the other has no ellipsis and only parameters that the default promotions leave alone. */
        const CType *proto = a->unprototyped ? b : a;
        if (proto->variadic) return false;
        for (u32 i = 0; i < proto->count; i++)
            if (!is_promoted(t, t->param.at[proto->index + i])) return false;
        return true;
    }
    if (a->count != b->count || a->variadic != b->variadic) return false;
    for (u32 i = 0; i < a->count; i++) {
        QType x = t->param.at[a->index + i], y = t->param.at[b->index + i];
        const QType ignored = Q_ALL & ~Q_ATOMIC; /* 6.7.6.3p15; but an atomic type is another one */
        if (type_compatible(t, x & ~ignored, y & ~ignored)) continue;
        /* A transparent union takes what one of its members takes (GNU). */
        const CType *xc = type_of(t, x), *yc = type_of(t, y);
        const CType *u = xc->kind == CT_RECORD ? xc : yc->kind == CT_RECORD ? yc : NULL;
        if (!u || !t->record.at[u->index].is_transparent) return false;
        QType other = u == xc ? y : x;
        const CRecord *r = &t->record.at[u->index];
        bool found = false;
        for (u32 f = 0; f < r->field_count && !found; f++)
            found = type_compatible(t, type_unqualified(t->field.at[r->first_field + f].type), type_unqualified(other));
        if (!found) return false;
    }
    return true;
}

static bool has_constant_count(const CType *c) { return c->kind == CT_VLA ? c->known_count : !c->incomplete_array; }

bool type_lengths_differ(const CTypes *t, QType a, QType b)
{
    const CType *x = type_of(t, a), *y = type_of(t, b);
    return has_constant_count(x) && has_constant_count(y) && x->count != y->count;
}

bool type_compatible(const CTypes *t, QType a, QType b)
{
    if (a == b) return true;
    if ((a & Q_ALL) != (b & Q_ALL)) return false;
    a = t->type.at[a >> 4].canonical;
    b = t->type.at[b >> 4].canonical;
    if (a == b) return true;
    const CType *x = type_of(t, a), *y = type_of(t, b);
    if (x->kind != y->kind) {
        if (x->kind == CT_ENUM) return t->enumeration.at[x->index].complete && x->base == b;
        if (y->kind == CT_ENUM) return t->enumeration.at[y->index].complete && y->base == a;
        return type_is_array(t, a) && type_is_array(t, b) && !type_lengths_differ(t, a, b) && type_compatible(t, x->base, y->base);
    }
    switch ((CTypeKind)x->kind) {
    case CT_POINTER: return type_compatible(t, x->base, y->base);
    case CT_ARRAY: case CT_VLA: return !type_lengths_differ(t, a, b) && type_compatible(t, x->base, y->base);
    case CT_FUNCTION: return functions_compatible(t, x, y);
    case CT_COMPLEX: return x->base == y->base;
    case CT_VECTOR: return x->count == y->count && type_compatible(t, x->base, y->base);
    default: return false;
    }
}

bool type_same(const CTypes *t, QType a, QType b)
{
    if (a == b) return true;
    return type_canonical(t, a) == type_canonical(t, b) || type_compatible(t, a, b);
}

/* 6.2.7p3: a constant length, else a variable one, else none. */
static QType composite_array(CTypes *t, QType a, QType b)
{
    CType x = *type_of(t, a), y = *type_of(t, b);
    QType element = type_composite(t, x.base, y.base), made;
    u32 align = x.align > y.align ? x.align : y.align;
    u32 size_variable = x.kind == CT_VLA && x.index ? x.index : y.kind == CT_VLA ? y.index : 0;
    if (has_constant_count(&x) || has_constant_count(&y)) {
        u64 count = has_constant_count(&x) ? x.count : y.count;
        made = type_kind(t, element) == CT_VLA ? type_vla(t, element, size_variable, true, count) : type_array(t, element, count);
    } else if (x.kind == CT_VLA || y.kind == CT_VLA) {
        made = type_vla(t, element, size_variable, false, 0);
    } else {
        made = type_array_incomplete(t, element);
    }
    return align ? type_aligned(t, made, align) : made;
}

QType type_composite(CTypes *t, QType a, QType b)
{
    if (a == b) return a;
    if (type_is_array(t, a) && type_is_array(t, b)) return composite_array(t, a, b);
    const CType *x = type_of(t, a), *y = type_of(t, b);
    u32 quals = a & Q_ALL;
    if (x->kind != y->kind) return a;
    switch ((CTypeKind)x->kind) {
    case CT_POINTER: {
        QType base = type_composite(t, x->base, y->base);
        return base == type_of(t, a)->base ? a : type_pointer(t, base) | quals;
    }
    case CT_FUNCTION: {
        if (x->unprototyped && !y->unprototyped) return type_composite(t, b, a);
        CType f = *x, g = *y;
        QType result = type_composite(t, f.base, g.base);
        if (g.unprototyped) return result == f.base ? a : type_function(t, result, t->param.len ? t->param.at + f.index : NULL, 0, f.variadic, f.unprototyped && f.count == 0);
        QType small[16], *param = small;
        if (f.count > ARRAY_LEN(small)) param = arena_new_array(&t->kit->arena, QType, f.count);
        bool changed = result != f.base;
        for (u32 i = 0; i < f.count; i++) {
            QType p = t->param.at[f.index + i], q = t->param.at[g.index + i];
            param[i] = type_compatible(t, p, q) ? type_composite(t, p, q) : p;
            if (param[i] != p) changed = true;
        }
        return changed ? type_function(t, result, param, (u32)f.count, f.variadic, false) : a;
    }
    default: return a;
    }
}

/* ---- members ---- */

u32 type_member(CTypes *t, QType record, Name name)
{
    u32 index = type_of(t, record)->index;
    CRecord *r = &t->record.at[index];
    if (r->field_count > 12) {
        if (!r->indexed) {
            r->indexed = true;
            u32 end = r->first_field + r->field_count;
            for (u32 f = r->first_field; f < end; f++)
                if (t->field.at[f].name) *intmap_put(&t->member, (u64)index << 32 | t->field.at[f].name, f) = f;
        }
        u32 f = intmap_get(&t->member, (u64)index << 32 | name);
        if (f != MAP_NONE) return f + 1;
    } else {
        for (u32 f = r->first_field, end = f + r->field_count; f < end; f++)
            if (t->field.at[f].name == name) return f + 1;
    }
    if (r->has_anonymous) {
        for (u32 f = r->first_field, end = f + r->field_count; f < end; f++) {
            const CField *field = &t->field.at[f];
            if (field->name == 0 && !field->is_bit_field && type_is_record(t, field->type) && type_member(t, field->type, name))
                return f + 1;
            r = &t->record.at[index];
        }
    }
    return 0;
}
