/* Static data: string literals and the images of initialized objects (C11 6.7.9p4: constant expressions only).
   In: initializers. Out: bytes and relocations for the sink, in the unit's arena. */
#include "base/bits.h"
#include "c/lower.h"

Symbol lower_string(CUnit *c, u32 string)
{
    Lowering *l = c->lowering;
    if (string >= l->string_symbol.len) {
        u32 old = l->string_symbol.len;
        vec_reserve(&l->string_symbol, c->string.len);
        l->string_symbol.len = c->string.len;
        memset(l->string_symbol.at + old, 0, (c->string.len - old) * sizeof *l->string_symbol.at);
    }
    Symbol known = l->string_symbol.at[string];
    if (!known) {
        const StringLiteral *s = &c->string.at[string];
        /* Literals of different element size never share: one key holds both. */
        u8 *key = arena_alloc(&c->arena, s->size + 1, 1);
        memcpy(key, s->bytes, s->size);
        key[s->size] = s->element;
        u32 *shared = strmap_put(&l->string_of_bytes, (Str){(const char *)key, (u32)s->size + 1}, 0);
        if (!*shared) {
            bool fresh;
            *shared = module_symbol(c->module, 0, &fresh);
            IrSymbol *symbol = ir_symbol(c->module, *shared);
            symbol->kind = IR_DATA;
            symbol->binding = IR_LOCAL;
            symbol->size = s->size;
            symbol->align = s->element;
            Pending p = {.symbol = *shared};
            p.data = (IrData){.symbol = *shared, .align = s->element, .read_only = true, .mergeable_string = !s->has_inner_zero,
                              .element = s->element, .bytes = s->bytes, .size = s->size};
            lower_add_pending(c, &p);
        }
        known = *shared;
        l->string_symbol.at[string] = known;
    }
    if (!l->references_wait) lower_note_reference(c, known);
    return known;
}

static void put_bytes(u8 *to, u64 value, u64 size)
{
    for (u64 i = 0; i < size; i++) to[i] = i < 8 ? (u8)(value >> (8 * i)) : 0;
}

static void put_float(u8 *to, FloatBits f, u64 size)
{
    put_bytes(to, f.lo, size < 8 ? size : 8);
    if (size > 8) put_bytes(to + 8, f.hi, size - 8);
}

static void put_bit_field(u8 *record, const CField *f, const ConstValue *v)
{
    for (u32 i = 0; i < f->bit_width; i++) {
        u64 bit = f->offset * 8 + f->bit_offset + i;
        u8 mask = (u8)(1u << (bit % 8));
        record[bit / 8] = (u8)(((i < 64 ? v->integer >> i : v->integer_high >> (i - 64)) & 1) ? record[bit / 8] | mask : record[bit / 8] & ~mask);
    }
}

/* The symbol that an address constant is of; a reference from data that waits counts when the data goes out. */
static Symbol base_symbol(CUnit *c, const ConstValue *v)
{
    Lowering *l = c->lowering;
    bool wait = l->references_wait;
    l->references_wait = true;
    Symbol s = v->base == BASE_DECL ? lower_symbol(c, v->base_id)
             : v->base == BASE_STRING ? lower_string(c, v->base_id) : lower_label_symbol(c, v->base_id);
    l->references_wait = wait;
    return s;
}

static void put_address(CUnit *c, u8 *bytes, u64 offset, const ConstValue *v, u64 size)
{
    if (v->base == BASE_NONE) {
        put_bytes(bytes + offset, v->integer, size);
        return;
    }
    IrDataReloc r = {offset, base_symbol(c, v), (i64)v->integer, (u8)size, 0};
    if (v->minus_label) r.minus = lower_label_symbol(c, v->minus_label);
    vec_push(&c->lowering->reloc, r);
}

static bool put_item(CUnit *c, const InitItem *item, u8 *bytes, u64 offset, bool report)
{
    const Node *n = node_at(c, item->value);
    u64 size = type_size(&c->types, item->type);
    if (type_kind(&c->types, item->type) == CT_ARRAY && n->kind == NODE_STRING) {
        const StringLiteral *s = &c->string.at[n->a];
        memcpy(bytes + offset, s->bytes, s->size < size ? s->size : size);
        return true;
    }
    c->in_static_initializer = report;
    ConstValue v = c_evaluate(c, item->value);
    c->in_static_initializer = false;
    switch ((ConstKind)v.kind) {
    case CONST_INTEGER:
        if (item->field) put_bit_field(bytes + offset, &c->types.field.at[item->field - 1], &v);
        else put_bytes(bytes + offset, v.integer, size);
        if (size > 8 && !item->field) put_bytes(bytes + offset + 8, v.integer_high, size - 8);
        return true;
    case CONST_FLOATING: put_float(bytes + offset, v.floating, size); return true;
    case CONST_COMPLEX:
        put_float(bytes + offset, v.floating, size / 2);
        put_float(bytes + offset + size / 2, v.imaginary, size / 2);
        return true;
    case CONST_ADDRESS:
        if (size == 8 || (size == 4 && v.minus_label)) {
            put_address(c, bytes, offset, &v, size);
            return true;
        }
        break;
    case CONST_NOT: break;
    }
    /* The parser reports what the standard calls not constant; what is left is what kit cannot put into an object file. */
    if (report && !c->kit->diag.errors) diag_error(&c->kit->diag, n->loc, "initializer element is not constant");
    return false;
}

bool lower_image(CUnit *c, const Init *init, IrData *out, bool report)
{
    Lowering *l = c->lowering;
    u8 *bytes = arena_zalloc(&c->arena, init->size ? init->size : 1, 16);
    u32 first_reloc = l->reloc.len;
    bool constant = true, all_zero = true;
    for (u32 i = 0; i < init->count; i++) {
        InitItem item = c->init_item.at[init->first + i];
        for (u64 k = 0; k < item.repeat; k++)
            if (!put_item(c, &item, bytes, item.offset + k * item.stride, report)) {
                constant = false;
                break;
            }
    }
    u32 count = l->reloc.len - first_reloc;
    IrDataReloc *reloc = NULL;
    if (count) {
        reloc = arena_new_array(&c->arena, IrDataReloc, count);
        memcpy(reloc, l->reloc.at + first_reloc, count * sizeof *reloc);
        l->reloc.len = first_reloc;
        all_zero = false;
    }
    for (u64 i = 0; i < init->size && all_zero; i++) all_zero = bytes[i] == 0;
    *out = (IrData){.bytes = all_zero ? NULL : bytes, .size = init->size, .reloc = reloc, .reloc_count = count};
    return constant;
}
