/* Initialized and zero data to sections. In: IrData. Out: bytes, relocations and symbols of the Obj. */
#include "codegen/cg.h"

CgDestination cg_data_destination(Codegen *cg, const IrData *data)
{
    const IrSymbol *s = ir_symbol(cg->m, data->symbol);
    bool zero = !data->bytes && !data->reloc_count;
    bool read_only = data->read_only && (!data->reloc_count || cg->options->model == MODEL_STATIC);
    CgDestination d = {STR(".data"), OBJ_PROGBITS, OBJ_ALLOC | OBJ_WRITE};
    if (s->section) {
        d.name = name_str(&cg->kit->names, s->section);
        cg_section_kind(d.name, false, read_only, s->kind == IR_TLS, zero, &d.kind, &d.flags);
        return d;
    }
    if (s->kind == IR_TLS) {
        d.name = zero ? STR(".tbss") : STR(".tdata");
        d.kind = zero ? OBJ_NOBITS : OBJ_PROGBITS;
        d.flags |= OBJ_TLS;
    } else if (data->read_only) {
        d.name = read_only ? STR(".rodata") : STR(".data.rel.ro");
        if (read_only) d.flags = OBJ_ALLOC;
    } else if (zero && !cg->options->no_zero_in_bss) {
        d.name = STR(".bss");
        d.kind = OBJ_NOBITS;
    }
    if (cg->options->data_sections && s->name)
        d.name = arena_printf(&cg->kit->arena, "%.*s.%.*s", STR_FMT(d.name), STR_FMT(name_str(&cg->kit->names, s->name)));
    return d;
}

/* String literals share one section per element size; equal ones share their bytes. */
static void string_literal(Codegen *cg, const IrData *data)
{
    Str name = arena_printf(&cg->kit->arena, ".rodata.str%u.%u", data->element, data->align > data->element ? data->align : data->element);
    ObjSectionId id = strmap_get(&cg->section_of_name, name);
    if (id == MAP_NONE) {
        id = cg_section(cg, name, OBJ_PROGBITS, OBJ_ALLOC | OBJ_MERGE | OBJ_STRINGS, data->align > data->element ? data->align : data->element);
        obj_section(cg->obj, id)->entry_size = data->element;
    }
    /* The key is the section and the bytes. */
    char *key = arena_alloc(&cg->kit->arena, (size_t)data->size + 4, 1);
    put_u32((u8 *)key, id);
    memcpy(key + 4, data->bytes, (size_t)data->size);
    Str text = {key, (u32)data->size + 4};
    u32 at = strmap_get(&cg->string_place, text);
    ObjSection *s = obj_section(cg->obj, id);
    if (at == MAP_NONE) {
        buf_align(&s->bytes, data->align ? data->align : 1);
        at = (u32)s->bytes.len;
        buf_bytes(&s->bytes, data->bytes, (size_t)data->size);
        *strmap_put(&cg->string_place, text, at) = at;
    }
    cg_place_symbol(cg, data->symbol, id, at, data->size);
}

static void relocate(Codegen *cg, ObjSectionId section, u64 base, const IrDataReloc *r)
{
    const Target *t = cg->target;
    RelocKind kind = r->size == 4 ? t->reloc_abs32 : t->reloc_abs64;
    ObjSymbolId y = cg_symbol(cg, r->symbol);
    i64 addend = r->addend;
    if (r->minus) {
        /* Blocks of one function: their distance is known once both are placed; data that comes before is patched at the end. */
        CgDifference d = {section, base + r->offset, r->symbol, r->minus, r->addend, r->size};
        vec_push(&cg->difference, d);
        return;
    }
    obj_add_reloc(cg->obj, section, base + r->offset, kind, y, addend);
}

void cg_finish_differences(Codegen *cg)
{
    for (u32 k = 0; k < cg->difference.len; k++) {
        const CgDifference *d = &cg->difference.at[k];
        ObjSymbolId first = cg_symbol(cg, d->symbol), second = cg_symbol(cg, d->minus);
        const ObjSymbol *a = &cg->obj->symbol.at[first], *b = &cg->obj->symbol.at[second];
        if (a->place != OBJ_DEFINED || b->place != OBJ_DEFINED || a->section != b->section) {
            diag_error(&cg->kit->diag, 0, "the difference of two addresses in different sections is not a constant");
            continue;
        }
        u64 value = a->value - b->value + (u64)d->addend;
        u8 *at = obj_section(cg->obj, d->section)->bytes.data + d->offset;
        if (d->size == 8) put_u64(at, value);
        else if (d->size == 4) put_u32(at, (u32)value);
        else if (d->size == 2) put_u16(at, (u32)value);
        else *at = (u8)value;
    }
}

void codegen_data(Codegen *cg, const IrData *data)
{
    if (cg->assembly) {
        text_data(cg, data);
        return;
    }
    const IrSymbol *s = ir_symbol(cg->m, data->symbol);
    if (data->mergeable_string && data->bytes && !s->section && !data->reloc_count && data->size <= UINT32_MAX - 4) {
        string_literal(cg, data);
        return;
    }
    CgDestination d = cg_data_destination(cg, data);
    u32 align = data->align ? data->align : 1;
    ObjSectionId id = cg_section(cg, d.name, d.kind, d.flags, align);
    ObjSection *o = obj_section(cg->obj, id);
    if (data->reloc_count && !(o->flags & OBJ_WRITE) && cg->options->model != MODEL_STATIC) o->flags |= OBJ_WRITE;
    u64 at;
    if (o->kind == OBJ_NOBITS) {
        at = align_up(o->size, align);
        o->size = at + data->size;
    } else {
        at = align_up(o->bytes.len, align);
        buf_fill(&o->bytes, 0, (size_t)(at - o->bytes.len));
        if (data->bytes) buf_bytes(&o->bytes, data->bytes, (size_t)data->size);
        else buf_fill(&o->bytes, 0, (size_t)data->size);
    }
    cg_place_symbol(cg, data->symbol, id, at, data->size);
    for (u32 k = 0; k < data->reloc_count; k++) relocate(cg, id, at, &data->reloc[k]);
}
