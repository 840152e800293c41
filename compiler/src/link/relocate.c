/* Addresses, and the second walk over relocations: section contents are copied to the output and patched there
   (AMD64 psABI 4.4; the thread-local rewrites are those of its TLS chapter). */
#include "link/internal.h"

u64 link_section_address(const Link *link, u32 section)
{
    const LinkSection *s = &link->section.at[section];
    return link->output.at[s->output].address + s->offset;
}

u64 link_section_offset(const Link *link, u32 section, u64 offset, u32 size)
{
    const LinkSection *s = &link->section.at[section];
    return s->is_reversed ? s->size - size - offset : offset;
}

static bool address_in_section(const Link *link, u32 section, u64 offset, u64 *out)
{
    const LinkSection *s = &link->section.at[section];
    if (s->is_eh_frame) {
        *out = link_section_address(link, OWN_EH_FRAME) + link_eh_frame_offset(link, section, offset);
        return true;
    }
    if (!s->live) {
        *out = 0;
        return true;
    }
    if (s->merge) {
        u32 carrier = link->merge_group.at[link->merge_input.at[s->merge - 1].group].carrier;
        if (!link_merge_offset(link, s, offset, out)) return false;
        *out += link_section_address(link, carrier);
        return true;
    }
    *out = link_section_address(link, section) + offset;
    return true;
}

u64 link_plt_address(const Link *link, u32 entry) { return link_section_address(link, OWN_PLT) + 16 * ((u64)entry + (link->plt_jump_slots > 0)); }
static u64 link_got_address(const Link *link, u32 slot) { return link_section_address(link, OWN_GOT) + 8 * (u64)slot; }

static u64 link_edge_address(const Link *link, const LinkSymbol *y)
{
    switch ((LinkEdge)y->edge) {
    case EDGE_TEXT_END: return link->text_end;
    case EDGE_DATA_END: return link->data_end;
    case EDGE_IMAGE_END: return link->image_end;
    case EDGE_BSS_START: return link->bss_start;
    case EDGE_TLS_BASE: /* offsets in the block are rewritten to thread pointer offsets in programs: their base follows */
        return link->tls_start + (link->is_shared ? 0 : align_up(link->tls_size, link->tls_align ? link->tls_align : 1));
    case EDGE_SECTION_START:
    case EDGE_SECTION_END: {
        u32 o = link_find_output(link, y->edge_name);
        if (!o) break; /* start and end are one: there is nothing between */
        return link->output.at[o].address + (y->edge == EDGE_SECTION_END ? link->output.at[o].size : 0);
    }
    default: break;
    }
    return link->image_start;
}

u64 link_symbol_address(const Link *link, LinkSymbolId id)
{
    const LinkSymbol *y = &link->symbol.at[id];
    u64 address = 0;
    bool elsewhere = y->place == PLACE_SHARED || y->place == PLACE_UNDEFINED, preemptible = (y->flags & SYM_PREEMPTIBLE) != 0;
    if (y->plt && (preemptible ? elsewhere : y->kind == OBJ_IFUNC)) return link_plt_address(link, y->plt - 1);
    switch ((LinkPlace)y->place) {
    case PLACE_DEFINED:
        address_in_section(link, y->section, y->value, &address);
        return address;
    case PLACE_ABSOLUTE: return y->value;
    case PLACE_EDGE: return link_edge_address(link, y) + y->value;
    default: return 0;
    }
}

u64 link_local_address(const Link *link, u32 file, const ObjSymbol *y)
{
    u64 address = 0;
    if (y->place != OBJ_DEFINED) return y->place == OBJ_ABSOLUTE ? y->value : 0;
    address_in_section(link, link->file.at[file].first_section + y->section, y->value, &address);
    return address;
}

u64 link_target_address(Link *link, u32 file, ObjSymbolId symbol, i64 addend, i64 bias)
{
    const LinkFile *f = &link->file.at[file];
    if (f->symbol[symbol]) return link_symbol_address(link, f->symbol[symbol]) + (u64)addend;
    const ObjSymbol *y = &f->obj->symbol.at[symbol];
    if (y->place != OBJ_DEFINED) return y->value + (u64)addend;
    u32 section = f->first_section + y->section;
    const LinkSection *s = &link->section.at[section];
    u64 address;
    /* In a merged section it is the place that a section symbol and its addend mean together that moves. */
    bool together = y->kind == OBJ_SECTION && s->merge && s->live;
    u64 offset = together ? y->value + (u64)addend + (u64)bias : y->value;
    if (!address_in_section(link, section, offset, &address)) {
        link_error(link, "%.*s: a reference into the merged section '%.*s' is beyond its end", STR_FMT(f->name), STR_FMT(link_obj_section(link, s)->name));
        return 0;
    }
    return together ? address - (u64)bias : address + (u64)addend;
}

static void overflow(Link *link, const LinkSection *s, const ObjReloc *r)
{
    const LinkFile *f = &link->file.at[s->file];
    LinkSymbolId id = f->symbol[r->symbol];
    const ObjSymbol *y = &f->obj->symbol.at[r->symbol];
    Str name = id ? link->symbol.at[id].name : y->kind == OBJ_SECTION && y->section ? f->obj->section.at[y->section].name : y->name;
    link_error(link, "%.*s:(%.*s+0x%llx): relocation truncated to fit: %s against '%.*s'", STR_FMT(f->name), STR_FMT(link_obj_section(link, s)->name),
               (unsigned long long)r->offset, reloc_info((RelocKind)r->kind)->elf_name, STR_FMT(name));
}

static bool fits_signed(u64 x, u32 bits) { return (u64)((i64)x + ((i64)1 << (bits - 1))) >> bits == 0; }

static void put_signed32(Link *link, const LinkSection *s, const ObjReloc *r, u8 *p, u64 x)
{
    if (!fits_signed(x, 32)) overflow(link, s, r);
    put_u32(p, (u32)x);
}

/* mov or add of a thread-local offset from its GOT slot, to the constant itself. */
static void slot_load_to_constant(u8 *p)
{
    u8 reg = p[-1] >> 3 & 7;
    bool high = (p[-3] & 4) != 0;
    if (p[-2] == 0x8b) {
        p[-3] = (u8)(0x48 | high);
        p[-2] = 0xc7;
        p[-1] = (u8)(0xc0 | reg);
    } else if (reg == 4) { /* lea with rsp or r12 as its base would need another byte */
        p[-3] = (u8)(0x48 | high);
        p[-2] = 0x81;
        p[-1] = (u8)(0xc0 | reg);
    } else {
        p[-3] = (u8)(0x48 | high | high << 2);
        p[-2] = 0x8d;
        p[-1] = (u8)(0x80 | reg << 3 | reg);
    }
}

typedef struct Patch {
    Link *link;
    const LinkSection *s;
    const ObjSection *o;
    const ObjReloc *r;
    u32 index;
    LinkSymbolId id;
    u8 *p;
    u64 place;
    u64 tp; /* thread pointer, in image addresses */
} Patch;

/* Says how many relocations beyond this one are dealt with. */
static u32 patch_tls(Patch *t)
{
    Link *link = t->link;
    const ObjReloc *r = t->r;
    RelocKind kind = (RelocKind)r->kind;
    const LinkSymbol *y = t->id ? &link->symbol.at[t->id] : NULL;
    TlsForm form = link_tls_form(link, kind, y);
    u8 *p = t->p;
    u64 target = kind == RELOC_X64_TLSLD ? 0 : link_target_address(link, t->s->file, r->symbol, r->addend, 0);
    bool is_alloc = (t->o->flags & OBJ_ALLOC) != 0;
    switch (kind) {
    case RELOC_X64_TLSGD:
        if (form == TLS_KEEP) {
            put_signed32(link, t->s, r, p, link_got_address(link, y->got_gd - 1) + (u64)r->addend - t->place);
            return 0;
        }
        memcpy(p - 4, "\x64\x48\x8b\x04\x25\0\0\0\0", 9);
        if (form == TLS_TO_LE) {
            memcpy(p + 5, "\x48\x8d\x80", 3);
            put_signed32(link, t->s, r, p + 8, target + 4 - t->tp);
        } else {
            memcpy(p + 5, "\x48\x03\x05", 3);
            put_signed32(link, t->s, r, p + 8, link_got_address(link, y->got_ie - 1) - (t->place + 12));
        }
        return 1;
    case RELOC_X64_TLSLD:
        if (form == TLS_KEEP) {
            put_signed32(link, t->s, r, p, link_got_address(link, link->got_module - 1) + (u64)r->addend - t->place);
            return 0;
        }
        if (p[4] == 0xff) memcpy(p - 3, "\x66\x66\x66\x66\x64\x48\x8b\x04\x25\0\0\0\0", 13);
        else memcpy(p - 3, "\x66\x66\x66\x64\x48\x8b\x04\x25\0\0\0\0", 12);
        return 1;
    case RELOC_X64_GOTTPOFF:
        if (form == TLS_TO_LE) {
            slot_load_to_constant(p);
            put_signed32(link, t->s, r, p, target + 4 - t->tp);
        } else {
            put_signed32(link, t->s, r, p, link_got_address(link, y->got_ie - 1) + (u64)r->addend - t->place);
        }
        return 0;
    case RELOC_X64_GOTPC32_TLSDESC:
        if (form == TLS_KEEP) {
            put_signed32(link, t->s, r, p, link_got_address(link, y->got_desc - 1) + (u64)r->addend - t->place);
        } else if (form == TLS_TO_IE) {
            p[-2] = 0x8b;
            put_signed32(link, t->s, r, p, link_got_address(link, y->got_ie - 1) + (u64)r->addend - t->place);
        } else {
            p[-2] = 0x8b;
            slot_load_to_constant(p);
            put_signed32(link, t->s, r, p, target + 4 - t->tp);
        }
        return 0;
    case RELOC_X64_TLSDESC_CALL:
        if (form != TLS_KEEP) memcpy(p, "\x66\x90", 2);
        return 0;
    case RELOC_X64_DTPOFF32:
    case RELOC_X64_DTPOFF64: {
        /* In a program the module's block is reached from the thread pointer; debuggers still want offsets in the block. */
        u64 x = target - (link->is_shared || !is_alloc ? link->tls_start : t->tp);
        if (kind == RELOC_X64_DTPOFF64) put_u64(p, x);
        else put_signed32(link, t->s, r, p, x);
        return 0;
    }
    case RELOC_X64_TPOFF32: put_signed32(link, t->s, r, p, target - t->tp); return 0;
    case RELOC_X64_TPOFF64: put_u64(p, link->is_shared ? 0 : target - t->tp); return 0;
    default: return 0;
    }
}

/* A reference from a section that is not loaded to code that was dropped: 0, or 1 where 0 would end a list. */
static u64 tombstone(const ObjSection *o) { return str_is(o->name, ".debug_ranges") || str_is(o->name, ".debug_loc"); }

static bool is_dead(const Link *link, const Patch *t)
{
    const ObjSymbol *y = &link->file.at[t->s->file].obj->symbol.at[t->r->symbol];
    if (y->place != OBJ_DEFINED || t->id) {
        if (!t->id) return false;
        const LinkSymbol *g = &link->symbol.at[t->id];
        return g->place == PLACE_DEFINED && !link->section.at[g->section].live && !link->section.at[g->section].is_eh_frame;
    }
    const LinkSection *s = &link->section.at[link->file.at[t->s->file].first_section + y->section];
    return !s->live && !s->is_eh_frame;
}

static u64 got_base(const Link *link) { return link_section_address(link, OWN_GOT_PLT); }

/* What sections that are not loaded may hold: numbers, not ways through the GOT or PLT, for which the scan made no room. */
static bool is_for_debug(RelocKind kind)
{
    switch (kind) {
    case RELOC_X64_NONE: case RELOC_X64_64: case RELOC_X64_32: case RELOC_X64_32S: case RELOC_X64_16: case RELOC_X64_8: case RELOC_X64_PC64: case RELOC_X64_PC32:
    case RELOC_X64_PC16: case RELOC_X64_PC8: case RELOC_X64_SIZE32: case RELOC_X64_SIZE64: case RELOC_X64_DTPOFF32: case RELOC_X64_DTPOFF64: case RELOC_X64_TPOFF32: case RELOC_X64_TPOFF64:
        return true;
    default: return false;
    }
}

static u32 patch(Patch *t)
{
    Link *link = t->link;
    const ObjReloc *r = t->r;
    const LinkSymbol *y = t->id ? &link->symbol.at[t->id] : NULL;
    u32 file = t->s->file;
    u64 a = (u64)r->addend, x;
    u8 *p = t->p;
    bool is_alloc = (t->o->flags & OBJ_ALLOC) != 0;
    if (!is_alloc && is_dead(link, t)) {
        u32 size = reloc_info((RelocKind)r->kind)->size;
        x = tombstone(t->o);
        if (size == 8) put_u64(p, x);
        else if (size == 4) put_u32(p, (u32)x);
        return 0;
    }
    if (!is_alloc && !is_for_debug((RelocKind)r->kind)) {
        link_error(link, "%.*s:(%.*s+0x%llx): relocation %s in a section that is not loaded", STR_FMT(link->file.at[file].name), STR_FMT(t->o->name),
                   (unsigned long long)r->offset, reloc_info((RelocKind)r->kind)->elf_name);
        return 0;
    }
    switch ((RelocKind)r->kind) {
    case RELOC_X64_64:
        /* What the dynamic linker will write is left 0, as RELA has its addend elsewhere. */
        if (is_alloc && ((y && (y->flags & SYM_PREEMPTIBLE) && !((y->flags & SYM_NEEDS_ADDRESS) && y->plt && !link->is_pic)) || (link->is_pic && !link_is_absolute(link, file, r->symbol)))) return put_u64(p, 0), 0;
        put_u64(p, link_target_address(link, file, r->symbol, r->addend, 0));
        return 0;
    case RELOC_X64_32:
        x = link_target_address(link, file, r->symbol, r->addend, 0);
        if (x >> 32) overflow(link, t->s, r);
        put_u32(p, (u32)x);
        return 0;
    case RELOC_X64_32S:
        put_signed32(link, t->s, r, p, link_target_address(link, file, r->symbol, r->addend, 0));
        return 0;
    case RELOC_X64_16:
    case RELOC_X64_8: {
        u32 bits = r->kind == RELOC_X64_16 ? 16 : 8;
        x = link_target_address(link, file, r->symbol, r->addend, 0);
        if (x >> bits && !fits_signed(x, bits)) overflow(link, t->s, r);
        p[0] = (u8)x;
        if (bits == 16) p[1] = (u8)(x >> 8);
        return 0;
    }
    case RELOC_X64_PC8:
    case RELOC_X64_PC16: {
        u32 bits = r->kind == RELOC_X64_PC16 ? 16 : 8;
        x = link_target_address(link, file, r->symbol, r->addend, bits / 8) - t->place;
        if (!fits_signed(x, bits)) overflow(link, t->s, r);
        p[0] = (u8)x;
        if (bits == 16) p[1] = (u8)(x >> 8);
        return 0;
    }
    case RELOC_X64_PC32:
        put_signed32(link, t->s, r, p, link_target_address(link, file, r->symbol, r->addend, 4) - t->place);
        return 0;
    case RELOC_X64_PLT32:
        x = y && y->plt ? link_plt_address(link, y->plt - 1) + a : link_target_address(link, file, r->symbol, r->addend, 4);
        /* A call of a weak function that does not exist would not be reached: it goes to the next instruction. */
        if (y && !y->plt && y->place == PLACE_UNDEFINED) x = t->place;
        put_signed32(link, t->s, r, p, x - t->place);
        return 0;
    case RELOC_X64_PC64:
        put_u64(p, link_target_address(link, file, r->symbol, r->addend, 0) - t->place);
        return 0;
    case RELOC_X64_GOTPCRELX:
    case RELOC_X64_REX_GOTPCRELX:
    case RELOC_X64_GOTPCREL: {
        GotRelax relax = y && y->got ? GOT_KEEP : link_relax_got(link, file, t->o, r);
        if (relax == GOT_KEEP) {
            put_signed32(link, t->s, r, p, link_got_address(link, y->got - 1) + a - t->place);
            return 0;
        }
        x = link_target_address(link, file, r->symbol, r->addend, 4) - t->place;
        if (relax == GOT_TO_LEA) {
            p[-2] = 0x8d;
        } else if (relax == GOT_TO_CALL) { /* call *slot becomes addr32 call */
            p[-2] = 0x67;
            p[-1] = 0xe8;
        } else { /* jmp *slot becomes jmp, nop */
            p[-2] = 0xe9;
            put_signed32(link, t->s, r, p - 1, x + 1);
            p[3] = 0x90;
            return 0;
        }
        put_signed32(link, t->s, r, p, x);
        return 0;
    }
    case RELOC_X64_GOTPCREL64:
        put_u64(p, link_got_address(link, y->got - 1) + a - t->place);
        return 0;
    case RELOC_X64_GOT32:
        put_signed32(link, t->s, r, p, link_got_address(link, y->got - 1) + a - got_base(link));
        return 0;
    case RELOC_X64_GOT64:
        put_u64(p, link_got_address(link, y->got - 1) + a - got_base(link));
        return 0;
    case RELOC_X64_GOTOFF64:
        put_u64(p, link_target_address(link, file, r->symbol, r->addend, 0) - got_base(link));
        return 0;
    case RELOC_X64_GOTPC32:
        put_signed32(link, t->s, r, p, got_base(link) + a - t->place);
        return 0;
    case RELOC_X64_GOTPC64:
        put_u64(p, got_base(link) + a - t->place);
        return 0;
    case RELOC_X64_PLTOFF64:
        x = y && y->plt ? link_plt_address(link, y->plt - 1) + a : link_target_address(link, file, r->symbol, r->addend, 0);
        put_u64(p, x - got_base(link));
        return 0;
    case RELOC_X64_SIZE32:
    case RELOC_X64_SIZE64:
        x = (y ? y->size : link->file.at[file].obj->symbol.at[r->symbol].size) + a;
        if (r->kind == RELOC_X64_SIZE64) {
            put_u64(p, x);
        } else {
            if (x >> 32) overflow(link, t->s, r);
            put_u32(p, (u32)x);
        }
        return 0;
    case RELOC_X64_TLSGD:
    case RELOC_X64_TLSLD:
    case RELOC_X64_GOTTPOFF:
    case RELOC_X64_TPOFF32:
    case RELOC_X64_TPOFF64:
    case RELOC_X64_DTPOFF32:
    case RELOC_X64_DTPOFF64:
    case RELOC_X64_GOTPC32_TLSDESC:
    case RELOC_X64_TLSDESC_CALL:
        return patch_tls(t);
    default: return 0;
    }
}

void link_relocate_range(Link *link, u32 section, u32 first, u32 count, u8 *out, i64 shift, u64 address)
{
    Patch t;
    t.link = link;
    t.s = &link->section.at[section];
    t.o = link_obj_section(link, t.s);
    t.tp = link->tls_start + align_up(link->tls_size, link->tls_align ? link->tls_align : 1);
    const LinkFile *f = &link->file.at[t.s->file];
    for (u32 i = first; i < first + count; i++) {
        const ObjReloc *r = &t.o->reloc.at[i];
        u64 offset = link_section_offset(link, section, r->offset, 8) - (u64)shift;
        t.r = r;
        t.index = i;
        t.id = f->symbol[r->symbol];
        t.p = out + offset;
        t.place = address + offset;
        i += patch(&t);
    }
}

static void write_merged(const MergeGroup *g, u8 *p)
{
    for (u32 i = 0; i < g->entry.len; i++) memcpy(p + g->entry.at[i].offset, g->entry.at[i].data, g->entry.at[i].size);
}

static void write_section(Link *link, u32 section, u8 *p)
{
    const LinkSection *s = &link->section.at[section];
    const ObjSection *o = link_obj_section(link, s);
    if (section < OWN_COUNT) return; /* written by who made it */
    if (s->merge) {
        const MergeGroup *g = &link->merge_group.at[link->merge_input.at[s->merge - 1].group];
        if (g->carrier == section) write_merged(g, p);
        return;
    }
    if (o->kind == OBJ_NOBITS) {
        memset(p, 0, (size_t)s->size);
        return;
    }
    if (s->is_reversed) {
        for (u64 i = 0; i + 8 <= s->size; i += 8) memcpy(p + s->size - 8 - i, o->bytes.data + i, 8);
    } else if (o->bytes.len) {
        memcpy(p, o->bytes.data, o->bytes.len);
    }
    link_relocate_range(link, section, 0, o->reloc.len, p, 0, link_section_address(link, section));
}

void link_relocate(Link *link, Buf *out)
{
    for (u32 i = 1; i < link->output.len; i++) {
        const LinkOutputSection *o = &link->output.at[i];
        if (o->type == SHT_NOBITS || !o->index) continue;
        u8 *base = out->data + o->offset;
        /* Code sections run into each other (.init): the gaps are no-operations. */
        if (o->flags & SHF_EXECINSTR) memset(base, 0x90, (size_t)o->size);
        for (u32 k = 0; k < o->member.len; k++) {
            const LinkSection *s = &link->section.at[o->member.at[k]];
            if (s->size) write_section(link, o->member.at[k], base + s->offset);
        }
    }
}
