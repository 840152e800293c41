/* Objects and access to them: lvalues, loads, stores, bit-fields, record copies, initialization of automatic objects.
   In: lvalue nodes and values. Out: IR memory operations with their alignment and volatility. */
#include "base/bits.h"
#include "c/lower.h"

u32 lower_decl_align(const CUnit *c, const Decl *d)
{
    u32 natural = type_align(&c->types, d->type);
    return d->align > natural ? d->align : natural ? natural : 1;
}

u32 lower_definition_align(const CUnit *c, const Decl *d)
{
    u32 align = lower_decl_align(c, d), arrays = c->types.layout->array_align;
    bool large = arrays > align && type_kind(&c->types, d->type) == CT_ARRAY && type_size(&c->types, d->type) >= arrays;
    return large ? arrays : align;
}

Value lower_decl_address(CUnit *c, DeclId id)
{
    Decl *d = &c->decl.at[id];
    Function *fn = &c->lowering->fn;
    if (d->kind == DECL_FUNCTION || d->duration != DURATION_AUTOMATIC || d->linkage != LINKAGE_NONE) return ir_sym(fn, lower_symbol(c, id), 0);
    if (d->vla_pointer) return ir_load(fn, IR_PTR, lower_decl_address(c, d->vla_pointer), c->types.layout->pointer_size, 0);
    if (d->flags & DECL_CAPTURED) return nested_variable(c, id);
    if (d->value_id) return d->value_id; /* a record parameter: the caller's copy belongs to this activation */
    if (!d->lowered) d->lowered = ir_slot(fn, type_size(&c->types, d->type), lower_definition_align(c, d), d->name, d->loc);
    return ir_slot_addr(fn, d->lowered, 0);
}

Value lower_size(CUnit *c, QType q, IrType t)
{
    Function *fn = &c->lowering->fn;
    const CType *of = type_of(&c->types, q);
    if (of->kind != CT_VLA) return ir_int(fn, t, type_size(&c->types, q));
    return ir_load(fn, t, lower_decl_address(c, of->index), lower_decl_align(c, &c->decl.at[of->index]), 0);
}

Value lower_temporary(CUnit *c, QType q)
{
    Function *fn = &c->lowering->fn;
    return ir_slot_addr(fn, ir_slot(fn, type_size(&c->types, q), type_align(&c->types, q), 0, fn->current_loc), 0);
}

static u32 mem_flags_of(const CUnit *c, QType q) { return type_is_volatile(&c->types, q) ? MEM_VOLATILE : 0; }

/* The alignment at `offset` bytes into something aligned to `align`. */
static u32 align_at(u32 align, u64 offset)
{
    if (!offset) return align;
    u64 low = offset & (~offset + 1);
    return low < align ? (u32)low : align;
}

static Lvalue member_of(CUnit *c, const Node *n)
{
    Function *fn = &c->lowering->fn;
    const Node *base = node_at(c, n->a);
    const CField *f = &c->types.field.at[n->b];
    Lvalue lv;
    if (base->flags & NODE_LVALUE) {
        lv = lower_lvalue(c, n->a);
    } else {
        lv = (Lvalue){lower_value(c, n->a), type_align(&c->types, base->type), 0, 0};
    }
    if (type_is_volatile(&c->types, n->type)) lv.mem_flags |= MEM_VOLATILE;
    if (f->is_bit_field) {
        lv.field = n->b + 1;
        return lv;
    }
    u64 offset = f->offset;
    lv.align = align_at(lv.align, offset);
    lv.ptr = ir_ptradd_const(fn, lv.ptr, (i64)offset);
    return lv;
}

/* An object of n's type, at its natural alignment. */
static Lvalue lvalue_at(const CUnit *c, const Node *n, Value ptr)
{
    u32 align = type_align(&c->types, n->type);
    return (Lvalue){ptr, align ? align : 1, mem_flags_of(c, n->type), 0};
}

Lvalue lower_lvalue(CUnit *c, NodeId id)
{
    const Node *n = node_at(c, id);
    Function *fn = &c->lowering->fn;
    switch ((NodeKind)n->kind) {
    case NODE_VAR: {
        u32 align = lower_decl_align(c, &c->decl.at[n->a]);
        return (Lvalue){lower_decl_address(c, n->a), align, mem_flags_of(c, n->type), 0};
    }
    case NODE_DEREF: return lvalue_at(c, n, lower_value(c, n->a));
    case NODE_MEMBER: return member_of(c, n);
    case NODE_REAL: case NODE_IMAG: return lower_complex_part(c, n);
    case NODE_STRING: return lvalue_at(c, n, ir_sym(fn, lower_string(c, n->a), 0));
    case NODE_COMPOUND_LITERAL: {
        Value ptr = lower_decl_address(c, n->a);
        lower_init_object(c, ptr, lower_decl_align(c, &c->decl.at[n->a]), &c->init.at[n->b]);
        return lvalue_at(c, n, ptr);
    }
    default: return lvalue_at(c, n, lower_value(c, id)); /* rvalue records and arrays inside them: their storage */
    }
}

/* ---- bit-fields ---- */

static IrType int_of_size(u32 bytes) { return bytes == 1 ? IR_I8 : bytes == 2 ? IR_I16 : bytes == 4 ? IR_I32 : IR_I64; }

/* The one access that holds all of the field and touches nothing outside its run of bit-fields; size 0 when there is none. */
typedef struct Unit {
    u64 offset;
    u32 size, shift; /* bytes; bits below the field */
} Unit;

static Unit unit_of(const CField *f)
{
    u64 first = f->offset, last = f->offset + (u32)(f->bit_offset + f->bit_width - 1) / 8;
    for (u32 size = 1; size <= 8; size *= 2) {
        u64 start = first & ~(u64)(size - 1);
        if (last < start + size && start >= f->region_begin && start + size <= f->region_end)
            return (Unit){start, size, (u32)(first - start) * 8 + f->bit_offset};
    }
    for (u32 size = 1; size <= 8; size *= 2) /* misaligned: packed records */
        if (last < first + size && first + size <= f->region_end) return (Unit){first, size, f->bit_offset};
    return (Unit){0, 0, 0};
}

static Value resize(Function *fn, Value v, IrType to, bool is_unsigned)
{
    u32 from_bits = 8 * ir_type_size(NULL, ir_type(fn, v)), to_bits = 8 * ir_type_size(NULL, to);
    if (from_bits == to_bits) return v;
    return ir_unary(fn, to_bits < from_bits ? OP_TRUNC : is_unsigned ? OP_ZEXT : OP_SEXT, to, v);
}

/* Cuts v down to `width` bits and extends it back to its own type. */
static Value extend_in_place(Function *fn, Value v, u32 width, bool is_unsigned)
{
    IrType t = ir_type(fn, v);
    u32 bits = 8 * ir_type_size(NULL, t);
    if (width >= bits) return v;
    if (is_unsigned) return ir_binary(fn, OP_AND, t, v, ir_int(fn, t, zero_extend(~(u64)0, width)));
    Value n = ir_int(fn, t, bits - width);
    return ir_binary(fn, OP_ASHR, t, ir_binary(fn, OP_SHL, t, v, n), n);
}

Value lower_fit(CUnit *c, Value v, QType q)
{
    if (!type_is_bitint(&c->types, q) || type_is_wide(&c->types, q)) return v;
    return extend_in_place(&c->lowering->fn, v, type_bits(&c->types, q), type_is_unsigned(&c->types, q));
}

static Value load_bit_field(CUnit *c, const Lvalue *lv, QType q)
{
    Function *fn = &c->lowering->fn;
    const CField *f = &c->types.field.at[lv->field - 1];
    bool is_unsigned = type_is_unsigned(&c->types, q);
    IrType type = lower_type(c, q);
    Unit u = unit_of(f);
    if (!u.size) return resize(fn, extend_in_place(fn, lower_field_bytes(fn, lv, f).lo, f->bit_width, is_unsigned), type, is_unsigned);
    IrType unit = int_of_size(u.size);
    u32 bits = u.size * 8;
    Value v = ir_load(fn, unit, ir_ptradd_const(fn, lv->ptr, (i64)u.offset), align_at(lv->align, u.offset), lv->mem_flags);
    if (is_unsigned) {
        v = ir_binary(fn, OP_LSHR, unit, v, ir_int(fn, unit, u.shift));
        if (u.shift + f->bit_width < bits) v = extend_in_place(fn, v, f->bit_width, true);
    } else {
        v = ir_binary(fn, OP_SHL, unit, v, ir_int(fn, unit, bits - u.shift - f->bit_width));
        v = ir_binary(fn, OP_ASHR, unit, v, ir_int(fn, unit, bits - f->bit_width));
    }
    return resize(fn, v, type, is_unsigned);
}

static Value store_bit_field(CUnit *c, const Lvalue *lv, QType q, Value v, bool want_value)
{
    Function *fn = &c->lowering->fn;
    const CField *f = &c->types.field.at[lv->field - 1];
    bool is_unsigned = type_is_unsigned(&c->types, q);
    Unit u = unit_of(f);
    if (!u.size) {
        Wide bits = {resize(fn, v, IR_I64, true), 0};
        lower_store_field_bytes(fn, lv, f, bits);
    } else {
        IrType unit = int_of_size(u.size);
        u32 bits = u.size * 8, align = align_at(lv->align, u.offset);
        Value ptr = ir_ptradd_const(fn, lv->ptr, (i64)u.offset);
        Value fresh = resize(fn, v, unit, true);
        if (f->bit_width < bits) {
            u64 mask = zero_extend(~(u64)0, f->bit_width) << u.shift;
            fresh = extend_in_place(fn, fresh, f->bit_width, true);
            fresh = ir_binary(fn, OP_SHL, unit, fresh, ir_int(fn, unit, u.shift));
            Value old = ir_load(fn, unit, ptr, align, lv->mem_flags);
            old = ir_binary(fn, OP_AND, unit, old, ir_int(fn, unit, zero_extend(~mask, bits)));
            fresh = ir_binary(fn, OP_OR, unit, old, fresh);
        }
        ir_store(fn, ptr, fresh, align, lv->mem_flags);
    }
    return want_value ? extend_in_place(fn, v, f->bit_width, is_unsigned) : v;
}

/* ---- scalars and records ---- */

Value lower_load(CUnit *c, const Lvalue *lv, QType q)
{
    if (lv->field) return load_bit_field(c, lv, q);
    Value v = ir_load(&c->lowering->fn, lower_type(c, q), lv->ptr, lv->align, lv->mem_flags);
    return type_is_bitint(&c->types, q) ? lower_fit(c, v, q) : v;
}

Value lower_store(CUnit *c, const Lvalue *lv, QType q, Value v, bool want_value)
{
    if (lv->field) return store_bit_field(c, lv, q, v, want_value);
    ir_store(&c->lowering->fn, lv->ptr, v, lv->align, lv->mem_flags);
    return v;
}

void lower_copy_record(CUnit *c, Value to, u32 to_align, Value from, u32 from_align, QType q, u32 mem_flags)
{
    u64 size = type_size(&c->types, q);
    if (size) ir_copy(&c->lowering->fn, to, from, size, to_align < from_align ? to_align : from_align, mem_flags);
}

/* ---- initialization of automatic objects (6.7.9) ---- */

static void store_item(CUnit *c, const InitItem *item, Value ptr, u32 align, Value v)
{
    Function *fn = &c->lowering->fn;
    if (item->field) {
        Lvalue lv = {ptr, align, 0, item->field};
        /* The item's offset is the record's that holds the field's run; the field's own offset is added by the access. */
        if (lower_is_wide(c, item->type)) lower_wide_field_store(c, &lv, item->type, v);
        else lower_store(c, &lv, item->type, v, false);
    } else if (is_record(c, item->type)) {
        lower_copy_record(c, ptr, align, v, type_align(&c->types, item->type), item->type, 0);
    } else {
        ir_store(fn, ptr, v, align, 0);
    }
}

/* n stores, stride bytes apart, as a loop in the IR when n is large. */
static void store_repeated(CUnit *c, const InitItem *item, Value ptr, u32 align, Value v)
{
    Function *fn = &c->lowering->fn;
    u32 each = align_at(align, item->stride);
    if (item->repeat <= 8) {
        for (u64 i = 0; i < item->repeat; i++) store_item(c, item, ir_ptradd_const(fn, ptr, (i64)(i * item->stride)), each, v);
        return;
    }
    if (ir_terminated(fn)) return;
    Block before = fn->current, body = ir_block(fn), done = ir_block(fn);
    ir_jump(fn, body);
    ir_place(fn, body);
    Value at = ir_phi(fn, IR_I64, 2);
    ir_phi_set(fn, at, 0, before, ir_int(fn, IR_I64, 0));
    store_item(c, item, ir_ptradd(fn, ptr, at), each, v);
    Value next = ir_binary(fn, OP_ADD, IR_I64, at, ir_int(fn, IR_I64, item->stride));
    ir_phi_set(fn, at, 1, fn->current, next);
    ir_branch(fn, ir_compare(fn, OP_ULT, next, ir_int(fn, IR_I64, item->stride * item->repeat)), body, done);
    ir_place(fn, done);
}

static void init_string(CUnit *c, const InitItem *item, Value ptr, u32 align, bool zeroed)
{
    Function *fn = &c->lowering->fn;
    const Node *n = node_at(c, item->value);
    u64 room = type_size(&c->types, item->type), have = c->string.at[n->a].size;
    u64 take = have < room ? have : room;
    Value from = ir_sym(fn, lower_string(c, n->a), 0);
    for (u64 i = 0; i < item->repeat; i++) {
        Value to = ir_ptradd_const(fn, ptr, (i64)(i * item->stride));
        if (take) ir_copy(fn, to, from, take, c->string.at[n->a].element < align ? c->string.at[n->a].element : align, 0);
        if (take < room && !zeroed) ir_zero(fn, ir_ptradd_const(fn, to, (i64)take), room - take, 1, 0);
    }
}

/* Many constant items are copied from a read-only image; only the others are stored one by one. */
static bool init_from_image(CUnit *c, Value ptr, u32 align, const Init *init)
{
    enum { FEWEST_ITEMS = 12 };
    Function *fn = &c->lowering->fn;
    u64 constants = 0;
    for (u32 i = 0; i < init->count; i++) {
        const InitItem *item = &c->init_item.at[init->first + i];
        u8 kind = node_at(c, item->value)->kind;
        constants += kind == NODE_INT || kind == NODE_FLOAT || kind == NODE_STRING;
    }
    if (constants < FEWEST_ITEMS || constants * 4 < init->count * (u64)3) return false;
    IrData data = {0};
    lower_image(c, init, &data, false);
    bool fresh;
    data.symbol = module_symbol(c->module, 0, &fresh);
    data.align = align;
    data.read_only = true;
    IrSymbol *s = ir_symbol(c->module, data.symbol);
    s->kind = IR_DATA;
    s->binding = IR_LOCAL;
    s->size = data.size;
    s->align = align;
    Pending p = {.symbol = data.symbol, .data = data};
    lower_add_pending(c, &p);
    if (!c->lowering->references_wait) lower_note_reference(c, data.symbol);
    ir_copy(fn, ptr, ir_sym(fn, data.symbol, 0), data.size, align, 0);
    return true;
}

void lower_init_object(CUnit *c, Value ptr, u32 align, const Init *init_in)
{
    Function *fn = &c->lowering->fn;
    Init init = *init_in;
    if (ir_terminated(fn)) return;
    bool from_image = init_from_image(c, ptr, align, &init), zeroed = from_image;
    bool has_bit_fields = false;
    for (u32 i = 0; i < init.count; i++) has_bit_fields |= c->init_item.at[init.first + i].field != 0;
    if (!from_image && (!init.covers_all || has_bit_fields) && init.size) {
        ir_zero(fn, ptr, init.size, align, 0);
        zeroed = true;
    }
    for (u32 i = 0; i < init.count; i++) {
        InitItem item = c->init_item.at[init.first + i];
        u8 kind = node_at(c, item.value)->kind;
        if (from_image && c_evaluate(c, item.value).kind != CONST_NOT) continue;
        if (from_image && kind == NODE_STRING) continue;
        Value to = ir_ptradd_const(fn, ptr, (i64)item.offset);
        u32 to_align = align_at(align, item.offset);
        if (type_kind(&c->types, item.type) == CT_ARRAY && kind == NODE_STRING) {
            init_string(c, &item, to, to_align, zeroed);
        } else if (is_record(c, item.type) && item.repeat == 1 && !item.field) {
            lower_record_into(c, item.value, to, to_align);
        } else {
            Value v = lower_value(c, item.value);
            if (zeroed && item.repeat > 8 && ir_is_int(fn, v) && ir_int_value(fn, v) == 0) continue;
            store_repeated(c, &item, to, to_align, v);
        }
    }
}
