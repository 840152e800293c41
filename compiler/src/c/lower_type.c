/* Types on their way to the IR: scalars to IrTypes, records to the leaves that parameter passing depends on,
   function types to signatures. In: QTypes. Out: IR ids, hash-consed by the module. */
#include "c/lower.h"

IrType lower_type(const CUnit *c, QType q)
{
    const CType *t = type_of(&c->types, q);
    switch ((CTypeKind)t->kind) {
    case CT_VOID: return IR_VOID;
    case CT_BOOL: case CT_CHAR: case CT_SCHAR: case CT_UCHAR: return IR_I8;
    case CT_SHORT: case CT_USHORT: return IR_I16;
    case CT_INT: case CT_UINT: return IR_I32;
    case CT_LONG: case CT_ULONG: return c->types.layout->long_size == 8 ? IR_I64 : IR_I32;
    case CT_LLONG: case CT_ULLONG: return IR_I64;
    case CT_FLOAT: return IR_F32;
    case CT_DOUBLE: return IR_F64;
    case CT_LDOUBLE:
        switch (c->types.layout->long_double_format) {
        case FLOAT_X87: return IR_F80;
        case FLOAT_BINARY128: return IR_F128;
        default: return IR_F64;
        }
    case CT_FLOAT128: return IR_F128;
    case CT_ENUM: return lower_type(c, t->base);
    case CT_BITINT: return t->count <= 8 ? IR_I8 : t->count <= 16 ? IR_I16 : t->count <= 32 ? IR_I32 : t->count <= 64 ? IR_I64 : IR_PTR;
    case CT_POINTER: case CT_ARRAY: case CT_VLA: case CT_FUNCTION: case CT_RECORD: case CT_VECTOR: case CT_VA_LIST_TAG: case CT_INT128: case CT_UINT128: case CT_COMPLEX: return IR_PTR;
    default: KIT_PANIC("a type that the parser should have refused reached the lowering");
    }
}

/* The scalars of a type at `offset`, appended to leaf[]; false when there are more than max. */
static bool collect_leaves(const CUnit *c, QType q, u64 offset, IrLeaf *leaf, u32 *count, u32 max, bool *misaligned)
{
    const CTypes *types = &c->types;
    const CType *t = type_of(types, q);
    if (t->kind == CT_ARRAY) {
        u64 size = type_size(types, t->base);
        for (u64 i = 0; i < t->count && size; i++)
            if (!collect_leaves(c, t->base, offset + i * size, leaf, count, max, misaligned)) return false;
        return true;
    }
    if (t->kind == CT_RECORD) {
        const CRecord *r = &types->record.at[t->index];
        for (u32 i = 0; i < r->field_count; i++) {
            const CField *f = &types->field.at[r->first_field + i];
            if (f->is_bit_field) {
                if (!f->bit_width || !f->name) continue; /* unnamed bit-fields are padding (psABI 3.2.3, note on class NO_CLASS) */
                if (*count + 2 > max) return false;
                /* Its first and its last byte: enough to make every eightbyte that it touches INTEGER. */
                leaf[(*count)++] = (IrLeaf){(u32)(offset + f->offset), IR_I8};
                leaf[(*count)++] = (IrLeaf){(u32)(offset + f->offset + (u32)(f->bit_offset + f->bit_width - 1) / 8), IR_I8};
                continue;
            }
            if (!collect_leaves(c, f->type, offset + f->offset, leaf, count, max, misaligned)) return false;
        }
        return true;
    }
    if (t->kind == CT_VECTOR) { /* of 8 bytes class SSE, of 16 SSE and SSEUP; larger ones are passed in memory */
        if (*count == max) return false;
        u64 size = type_size(types, q);
        if (size > 16) return true;
        if (offset % size) *misaligned = true;
        leaf[(*count)++] = (IrLeaf){(u32)offset, size == 8 ? IR_F64 : IR_F128};
        return true;
    }
    if (t->kind == CT_VA_LIST_TAG || type_is_wide(types, q)) {
        u64 size = type_size(types, q);
        for (u32 i = 0; i < size; i += 8) {
            if (*count == max) return false;
            leaf[(*count)++] = (IrLeaf){(u32)offset + i, IR_I64};
        }
        return true;
    }
    if (t->kind == CT_COMPLEX)
        return collect_leaves(c, t->base, offset, leaf, count, max, misaligned) &&
               collect_leaves(c, t->base, offset + type_size(types, t->base), leaf, count, max, misaligned);
    if (*count == max) return false;
    u64 natural = type_size(types, q);
    if (natural > 16) natural = 16;
    if (natural && offset % natural) *misaligned = true;
    leaf[(*count)++] = (IrLeaf){(u32)offset, (u8)lower_type(c, q)};
    return true;
}

AggId lower_agg(CUnit *c, QType q)
{
    q = type_unqualified(q); /* a value has no qualifiers, nor the alignment of an atomic object */
    CRecord *r = type_kind(&c->types, q) == CT_RECORD ? &c->types.record.at[type_of(&c->types, q)->index] : NULL;
    if (r && r->agg) return r->agg - 1;
    enum { MAX_LEAVES = 128, MAX_SIZE = 64 };
    IrLeaf leaf[MAX_LEAVES];
    u32 count = 0;
    bool misaligned = false;
    u64 size = type_size(&c->types, q);
    if (size > MAX_SIZE || !collect_leaves(c, q, 0, leaf, &count, MAX_LEAVES, &misaligned)) count = 0;
    AggId id = module_agg(c->module, size, type_align(&c->types, q), leaf, count, misaligned, type_is_complex(&c->types, q));
    if (r) r->agg = id + 1;
    return id;
}

IrParam lower_param(CUnit *c, QType q)
{
    IrParam p = {0};
    if (is_record(c, q)) {
        p.type = IR_PTR;
        p.agg = lower_agg(c, q);
        return p;
    }
    p.type = (u8)lower_type(c, q);
    if (p.type == IR_I8 || p.type == IR_I16) p.extend = type_is_unsigned(&c->types, q) ? IR_ZERO_EXTEND : IR_SIGN_EXTEND;
    return p;
}

SigId lower_sig(CUnit *c, QType function)
{
    Lowering *l = c->lowering;
    u32 index = function >> 4;
    if (index < l->sig_of_type.len && l->sig_of_type.at[index]) return l->sig_of_type.at[index] - 1;
    const CType *t = type_of(&c->types, function);
    u32 n = (u32)t->count, first = t->index;
    bool variadic = t->variadic, unprototyped = t->unprototyped;
    QType result = t->base;
    IrParam *param = arena_new_array(&c->arena, IrParam, n + 1);
    for (u32 i = 0; i < n; i++) param[i] = lower_param(c, c->types.param.at[first + i]);
    SigId id = module_sig(c->module, lower_param(c, result), param, n, variadic, unprototyped);
    u32 old = l->sig_of_type.len;
    if (index >= old) {
        u32 more = c->types.type.len - old, at = vec_extend(&l->sig_of_type, more);
        memset(l->sig_of_type.at + at, 0, more * sizeof(u32));
    }
    l->sig_of_type.at[index] = id + 1;
    return id;
}
