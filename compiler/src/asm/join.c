/* Joins what a code generator has put into an Obj with assembly text: sections are appended to those of the text,
   symbols meet by name, relocations become fixups.
   In: the Obj, after the text has been read. Out: chains, fixups and symbols as if the text had said it all. */
#include "asm/asm_internal.h"

/* ---- sections ---- */

static void append_section(As *as, const ObjSection *s, SymId *base)
{
    u32 id = section_get(as, s->name, s->kind, s->flags, s->elf_type, s->entry_size, (Str){"", 0}, false, 0);
    section_switch(as, id, 0);
    AsmSection *to = current_section(as);
    to->flags |= s->flags;
    u64 size = s->kind == OBJ_NOBITS ? s->size : s->bytes.len;
    if (size || s->align > to->align) align_here(as, log2_floor(s->align));
    *base = symbol_here(as);
    Chain *c = current_chain(as);
    if (current_section(as)->kind != OBJ_NOBITS) {
        if (s->kind == OBJ_NOBITS) buf_fill(&c->bytes, 0, (size_t)size);
        else buf_bytes(&c->bytes, s->bytes.data, s->bytes.len);
    } else if (s->kind == OBJ_NOBITS) {
        c->nobits += size;
    } else if (size) {
        as_error_at(as, 0, "section '%.*s' holds no bytes in the assembly, but initialized data elsewhere", STR_FMT(s->name));
    }
}

static Pos place_of(const As *as, SymId base, u64 offset)
{
    Pos p = as->symbol.at[base].pos;
    p.raw += (u32)offset;
    return p;
}

/* ---- symbols ---- */

static void define(As *as, SymId id, const ObjSymbol *y, const SymId *base)
{
    AsmSymbol *to = &as->symbol.at[id];
    if (y->place == OBJ_UNDEFINED) return;
    if (to->place != SYM_UNDEFINED) {
        as_error_at(as, to->loc, "'%.*s' is defined here and in C", STR_FMT(y->name));
        return;
    }
    switch ((ObjPlace)y->place) {
    case OBJ_UNDEFINED: break;
    case OBJ_DEFINED:
        to->place = SYM_LABEL;
        to->pos = place_of(as, base[y->section], y->value);
        break;
    case OBJ_ABSOLUTE:
        to->place = SYM_ABSOLUTE;
        to->value = y->value;
        break;
    case OBJ_COMMON:
        to->place = SYM_COMMON;
        to->value = y->value;
        to->size = y->size;
        break;
    }
    if (to->size_expr.kind == EX_NONE && y->size) {
        to->size_expr.kind = EX_CONST;
        to->size_expr.value = (i64)y->size;
    }
}

static void add_symbol(As *as, const ObjSymbol *y, Str name, const SymId *base, SymId *out)
{
    bool is_known = name.len && strmap_get(&as->names, name) != MAP_NONE;
    if (y->place == OBJ_UNDEFINED && !y->referenced && !is_known) return;
    SymId id = name.len ? symbol_named(as, name) : symbol_new(as, name);
    *out = id;
    define(as, id, y, base);
    AsmSymbol *to = &as->symbol.at[id];
    if (!to->is_bound && !to->is_forced_local && (y->place != OBJ_UNDEFINED || y->binding == OBJ_WEAK || to->place != SYM_UNDEFINED)) to->binding = y->binding;
    if (to->visibility == OBJ_DEFAULT) to->visibility = y->visibility;
    if (to->kind == OBJ_NOTYPE) to->kind = y->kind;
    if (y->kind == OBJ_TLS_DATA) to->is_tls = true;
    if (y->referenced) to->is_mentioned = true;
}

static SymId *add_symbols(As *as, const Obj *from, const AsmJoin *join, const SymId *base)
{
    SymId *id = arena_new_array(&as->arena, SymId, from->symbol.len);
    for (u32 k = 1; k < from->symbol.len; k++) {
        const ObjSymbol *y = &from->symbol.at[k];
        if (y->kind == OBJ_FILE) vec_push(&as->file_symbol, y->name);
        else if (y->kind == OBJ_SECTION) id[k] = base[y->section];
        else add_symbol(as, y, y->name.len ? y->name : join->symbol_name[k], base, &id[k]);
    }
    return id;
}

/* ---- relocations ---- */

/* The operand suffix that stands for a relocation: it says what may be resolved here. */
static Modifier modifier_of(RelocKind kind)
{
    switch (kind) {
    case RELOC_X64_PLT32: return MOD_PLT;
    case RELOC_X64_GOTPCREL: case RELOC_X64_GOTPCRELX: case RELOC_X64_REX_GOTPCRELX: return MOD_GOTPCREL;
    case RELOC_X64_TPOFF32: case RELOC_X64_TPOFF64: return MOD_TPOFF;
    case RELOC_X64_DTPOFF32: case RELOC_X64_DTPOFF64: return MOD_DTPOFF;
    case RELOC_X64_GOTTPOFF: return MOD_GOTTPOFF;
    case RELOC_X64_TLSGD: return MOD_TLSGD;
    case RELOC_X64_TLSLD: return MOD_TLSLD;
    default: return MOD_NONE;
    }
}

static Fixup *add_fixup(As *as, Pos pos, u32 size, Loc loc)
{
    Chain *c = &as->chain.at[pos.chain];
    Fixup *f = vec_add(&c->fixup);
    memset(f, 0, sizeof *f);
    f->frag = pos.frag;
    f->at = pos.raw;
    f->size = (u8)size;
    f->reloc = RELOC_COUNT;
    f->loc = loc;
    return f;
}

static void add_relocs(As *as, const ObjSection *s, SymId base, const SymId *symbol)
{
    for (u32 k = 0; k < s->reloc.len; k++) {
        const ObjReloc *r = &s->reloc.at[k];
        const RelocInfo *info = reloc_info((RelocKind)r->kind);
        Fixup *f = add_fixup(as, place_of(as, base, r->offset), info->size, 0);
        f->kind = info->relative ? FIX_PCREL : r->kind == RELOC_X64_32S || r->kind == RELOC_X64_TPOFF32 || r->kind == RELOC_X64_DTPOFF32 ? FIX_SIGNED : FIX_PLAIN;
        f->reloc = (u8)r->kind;
        f->modifier = (u8)modifier_of((RelocKind)r->kind);
        f->add = symbol[r->symbol];
        f->value = info->relative ? r->addend + info->size : r->addend; /* the end of the field counts in assembly */
    }
}

void join_object(As *as, const Obj *from, const AsmJoin *join, SymId *base)
{
    for (u32 k = 1; k < from->section.len; k++) append_section(as, &from->section.at[k], &base[k]);
    SymId *symbol = add_symbols(as, from, join, base);
    for (u32 k = 1; k < from->section.len; k++) add_relocs(as, &from->section.at[k], base[k], symbol);
    for (u32 k = 0; k < join->difference_count; k++) {
        const AsmDifference *d = &join->difference[k];
        Fixup *f = add_fixup(as, place_of(as, base[d->section], d->offset), d->size, 0);
        f->add = symbol[d->symbol];
        f->sub = symbol[d->minus];
        f->value = d->addend;
    }
}

static AsmPlace final_place(As *as, SymId id)
{
    AsmPlace none = {0, 0};
    const AsmSymbol *y = &as->symbol.at[id];
    if (y->place != SYM_LABEL) return none;
    return (AsmPlace){as->section.at[as->chain.at[y->pos.chain].section].obj, pos_address(as, y->pos)};
}

void join_places(As *as, const Obj *from, const AsmJoin *join, const SymId *base)
{
    for (u32 k = 1; k < from->section.len; k++) join->section_place[k] = final_place(as, base[k]);
    for (u32 k = 0; k < join->label_count; k++) {
        u32 id = strmap_get(&as->names, join->label[k]);
        if (id != MAP_NONE) join->label_place[k] = final_place(as, id);
    }
}
