/* -r: many objects into one. In: the loaded files with their symbols resolved. Out: a relocatable object: sections of one name and
   nature joined, COMDAT groups kept (each once), relocations moved along, common symbols left common. */
#include "link/internal.h"
#include "obj/elf.h"

typedef struct Joiner {
    Link *link;
    Obj out;
    StrMap by_key;
    u32 *target;            /* Obj section of each flat section, 0 dropped */
    u64 *offset;
    ObjSymbolId *global;    /* per LinkSymbol */
} Joiner;

static bool is_dropped(const Link *link, const LinkSection *s, const ObjSection *o)
{
    if (s->discarded || s->id == 0) return true;
    return (link->options->strip_debug || link->options->strip_all) && !(o->flags & OBJ_ALLOC) && str_starts(o->name, ".debug");
}

static bool join_section(Joiner *j, u32 section)
{
    Link *link = j->link;
    const LinkSection *s = &link->section.at[section];
    const ObjSection *o = link_obj_section(link, s);
    u32 id;
    if (o->group || (o->flags & OBJ_LINK_ORDER)) {
        id = obj_add_section(&j->out, o->name, (ObjSectionKind)o->kind, o->flags, o->align);
    } else {
        u32 kind = o->kind == OBJ_UNWIND ? OBJ_PROGBITS : o->kind; /* compilers disagree on .eh_frame's type */
        Str key = arena_printf(link->arena, "%.*s %x %x %x %x", STR_FMT(o->name), kind, o->elf_type * (o->kind == OBJ_OTHER), o->flags, o->entry_size);
        u32 *at = strmap_put(&j->by_key, key, 0);
        if (!*at) *at = obj_add_section(&j->out, o->name, (ObjSectionKind)o->kind, o->flags, o->align);
        id = *at;
    }
    ObjSection *t = &j->out.section.at[id];
    t->elf_type = o->elf_type;
    t->entry_size = o->entry_size;
    if (o->align > t->align) t->align = o->align;
    u64 size = t->kind == OBJ_NOBITS ? t->size : t->bytes.len, start = align_up(size, o->align), more = o->kind == OBJ_NOBITS ? o->size : o->bytes.len;
    j->target[section] = id;
    j->offset[section] = start;
    if (t->kind == OBJ_NOBITS) {
        t->size = start + more;
        if (t->size >> 46) return link_error(link, "section '%.*s' does not fit", STR_FMT(o->name));
        return true;
    }
    if ((start + more) >> 31) return link_error(link, "the output would be larger than 2 GiB");
    buf_fill(&t->bytes, t->flags & OBJ_EXEC ? 0x90 : 0, (size_t)(start - size));
    buf_bytes(&t->bytes, o->bytes.data, o->bytes.len);
    return true;
}

static ObjSymbolId global_symbol(Joiner *j, LinkSymbolId id)
{
    Link *link = j->link;
    if (j->global[id]) return j->global[id];
    const LinkSymbol *y = &link->symbol.at[id];
    ObjSymbol o = {0};
    o.name = y->name;
    if (y->edge_name.len && !(y->flags & SYM_HIDDEN_VERSION)) o.name = arena_printf(link->arena, "%.*s@@%.*s", STR_FMT(y->name), STR_FMT(y->edge_name));
    o.binding = y->binding;
    o.visibility = y->visibility;
    o.kind = y->kind;
    o.value = y->value;
    o.size = y->size;
    switch ((LinkPlace)y->place) {
    case PLACE_DEFINED:
        o.place = OBJ_DEFINED;
        o.section = j->target[y->section];
        o.value += j->offset[y->section];
        if (!o.section) o.place = OBJ_UNDEFINED;
        break;
    case PLACE_ABSOLUTE: o.place = OBJ_ABSOLUTE; break;
    case PLACE_COMMON: o.place = OBJ_COMMON; break;
    default:
        o.place = OBJ_UNDEFINED;
        o.value = o.size = 0;
        break;
    }
    j->global[id] = obj_add_symbol(&j->out, &o);
    return j->global[id];
}

static void join_symbols(Joiner *j, u32 file, ObjSymbolId *map)
{
    const LinkFile *f = &j->link->file.at[file];
    for (u32 i = 1; i < f->obj->symbol.len; i++) {
        const ObjSymbol *y = &f->obj->symbol.at[i];
        if (f->symbol[i]) {
            map[i] = global_symbol(j, f->symbol[i]);
            continue;
        }
        ObjSymbol o = *y;
        o.referenced = false;
        if (y->place == OBJ_DEFINED) {
            u32 section = f->first_section + y->section;
            if (!j->target[section]) continue;
            o.section = j->target[section];
            o.value += j->offset[section];
            if (y->kind == OBJ_SECTION) {
                map[i] = obj_section_symbol(&j->out, o.section);
                continue;
            }
        } else if (y->place == OBJ_UNDEFINED) {
            continue;
        }
        map[i] = obj_add_symbol(&j->out, &o);
    }
}

static void join_relocs(Joiner *j, u32 file, const ObjSymbolId *map)
{
    const LinkFile *f = &j->link->file.at[file];
    for (u32 i = 1; i < f->obj->section.len; i++) {
        const ObjSection *o = &f->obj->section.at[i];
        u32 section = f->first_section + i;
        if (!j->target[section]) continue;
        ObjSection *t = &j->out.section.at[j->target[section]];
        vec_reserve(&t->reloc, (u64)t->reloc.len + o->reloc.len);
        for (u32 k = 0; k < o->reloc.len; k++) {
            ObjReloc r = o->reloc.at[k];
            const ObjSymbol *y = &f->obj->symbol.at[r.symbol];
            r.offset += j->offset[section];
            if (!f->symbol[r.symbol] && y->kind == OBJ_SECTION && y->place == OBJ_DEFINED) r.addend += (i64)(y->value + j->offset[f->first_section + y->section]);
            if (r.symbol && !map[r.symbol]) { /* what it refers to was dropped with a COMDAT group */
                r.kind = RELOC_X64_NONE;
                r.addend = 0;
            }
            r.symbol = map[r.symbol];
            j->out.symbol.at[r.symbol].referenced = true;
            vec_push(&t->reloc, r);
        }
    }
}

static void join_groups(Joiner *j, u32 file, const ObjSymbolId *map)
{
    const LinkFile *f = &j->link->file.at[file];
    for (u32 g = 0; g < f->obj->group.len; g++) {
        const ObjGroup *in = &f->obj->group.at[g];
        ObjGroup out = {0};
        u32 id = j->out.group.len;
        out.is_comdat = in->is_comdat;
        out.signature = map[in->signature];
        for (u32 i = 0; i < in->member.len; i++) {
            u32 t = j->target[f->first_section + in->member.at[i]];
            if (!t) continue;
            j->out.section.at[t].group = id + 1;
            vec_push(&out.member, t);
        }
        if (!out.member.len || !out.signature) {
            for (u32 i = 0; i < out.member.len; i++) {
                j->out.section.at[out.member.at[i]].group = 0;
                j->out.section.at[out.member.at[i]].flags &= ~(u32)OBJ_GROUP_MEMBER;
            }
            vec_free(&out.member);
            continue;
        }
        j->out.symbol.at[out.signature].referenced = true;
        vec_push(&j->out.group, out);
    }
}

bool link_relocatable(Link *link, Buf *out)
{
    Joiner j = {0};
    bool ok = true;
    if (link->options->defsym.len) return link_error(link, "--defsym cannot be used with -r");
    if (link->options->gc_sections) return link_error(link, "--gc-sections cannot be used with -r");
    j.link = link;
    obj_init(&j.out, link->kit, OBJ_X86_64);
    j.target = arena_new_array(link->arena, u32, link->section.len);
    j.offset = arena_new_array(link->arena, u64, link->section.len);
    j.global = arena_new_array(link->arena, ObjSymbolId, link->symbol.len);
    for (u32 i = OWN_COUNT; i < link->section.len && ok; i++) {
        const LinkSection *s = &link->section.at[i];
        if (!is_dropped(link, s, link_obj_section(link, s))) ok = join_section(&j, i);
    }
    for (u32 i = OWN_COUNT; i < link->section.len && ok; i++) {
        const LinkSection *s = &link->section.at[i];
        const ObjSection *o = link_obj_section(link, s);
        if (j.target[i] && (o->flags & OBJ_LINK_ORDER)) j.out.section.at[j.target[i]].linked_to = j.target[link->file.at[s->file].first_section + o->linked_to];
    }
    for (u32 file = 1; file < link->file.len && ok; file++) {
        ObjSymbolId *map = arena_new_array(link->arena, ObjSymbolId, link->file.at[file].obj->symbol.len);
        if (link->file.at[file].obj->needs_executable_stack) j.out.needs_executable_stack = true;
        join_symbols(&j, file, map);
        join_relocs(&j, file, map);
        join_groups(&j, file, map);
    }
    /* -u and --undefined ask for the symbol to be there. */
    for (u32 i = 1; i < link->symbol.len && ok; i++)
        if (link->symbol.at[i].flags & SYM_KEEP) j.out.symbol.at[global_symbol(&j, i)].referenced = true;
    if (ok) elf_write_object(&j.out, out);
    strmap_free(&j.by_key);
    obj_free(&j.out);
    return ok && !link->failed;
}
