/* Which input sections are part of the output. Without --gc-sections: all that no COMDAT choice dropped. With it: what is reached
   from the roots through relocations. What a shared library refers to is a root (its symbols are exported), and so is what start
   files walk over: .init, .fini, .init_array and kin, notes, and all of section X once __start_X or __stop_X is used. */
#include "link/internal.h"

#include <stdio.h>

typedef struct Marker {
    Link *link;
    VEC(u32) work;
    StrMap named;     /* C identifier section name to its last section */
    u32 *next_named;  /* the one before it, 0 at the end */
} Marker;

static void mark(Marker *m, u32 section)
{
    LinkSection *s = &m->link->section.at[section];
    if (s->live || s->discarded || s->id == 0) return;
    s->live = true;
    if (!s->is_eh_frame) vec_push(&m->work, section); /* unwind records follow the code, not the other way round */
}

static void mark_symbol(Marker *m, LinkSymbolId id)
{
    const LinkSymbol *y = &m->link->symbol.at[id];
    if (y->place == PLACE_DEFINED) {
        mark(m, y->section);
    } else if (y->place == PLACE_EDGE && y->edge_name.len) {
        u32 s = strmap_get(&m->named, y->edge_name);
        /* The chain is followed once: afterwards its head is live. */
        if (s == MAP_NONE || m->link->section.at[s].live) return;
        for (; s; s = m->next_named[s]) mark(m, s);
    }
}

static void mark_target(Marker *m, u32 file, ObjSymbolId symbol)
{
    const LinkFile *f = &m->link->file.at[file];
    if (f->symbol[symbol]) {
        mark_symbol(m, f->symbol[symbol]);
        return;
    }
    const ObjSymbol *o = &f->obj->symbol.at[symbol];
    if (o->place == OBJ_DEFINED) mark(m, f->first_section + o->section);
}

static void mark_relocs(Marker *m, const LinkSection *s, u32 first, u32 count)
{
    const ObjSection *o = link_obj_section(m->link, s);
    for (u32 i = first; i < first + count; i++) mark_target(m, s->file, o->reloc.at[i].symbol);
}

static void visit(Marker *m, u32 section)
{
    Link *link = m->link;
    const LinkSection *s = &link->section.at[section];
    const ObjSection *o = link_obj_section(link, s);
    if (o->flags & OBJ_ALLOC) {
        mark_relocs(m, s, 0, o->reloc.len);
        /* The unwind records of live code keep their personality routine and language data. */
        for (u32 r = s->first_fde; r; r = link->eh_record.at[r - 1].next) {
            const EhRecord *e = &link->eh_record.at[r - 1], *cie = &link->eh_record.at[e->cie];
            mark_relocs(m, &link->section.at[e->section], e->first_reloc, e->reloc_count);
            mark_relocs(m, &link->section.at[cie->section], cie->first_reloc, cie->reloc_count);
        }
    }
    if (o->group) { /* a group lives or dies whole */
        const LinkFile *f = &link->file.at[s->file];
        const ObjGroup *g = &f->obj->group.at[o->group - 1];
        for (u32 i = 0; i < g->member.len; i++) mark(m, f->first_section + g->member.at[i]);
    }
    for (u32 d = s->first_dependent; d; d = link->section.at[d].next_dependent) mark(m, d);
}

static bool is_root(const ObjSection *o)
{
    static const char *const NAMES[] = {".init", ".fini", ".jcr", ".ctors", ".dtors", ".init_array", ".fini_array", ".preinit_array"};
    if (o->flags & OBJ_RETAIN) return true;
    if (o->kind == OBJ_INIT_ARRAY || o->kind == OBJ_FINI_ARRAY || o->kind == OBJ_PREINIT_ARRAY) return true;
    if (o->kind == OBJ_NOTE && !(o->flags & OBJ_GROUP_MEMBER)) return true;
    for (u32 i = 0; i < ARRAY_LEN(NAMES); i++) {
        u32 n = (u32)strlen(NAMES[i]);
        if (str_starts(o->name, NAMES[i]) && (o->name.len == n || o->name.ptr[n] == '.')) return true;
    }
    return false;
}

static void mark_roots(Marker *m)
{
    Link *link = m->link;
    static const char *const KEEP[] = {"_init", "_fini"};
    for (u32 i = 1; i < link->symbol.len; i++)
        if (link->symbol.at[i].flags & (SYM_EXPORTED | SYM_KEEP | SYM_DEFSYM)) mark_symbol(m, i);
    for (u32 i = 0; i < ARRAY_LEN(KEEP); i++) {
        Str name = i ? link->options->fini_name : link->options->init_name;
        LinkSymbolId id = link_find_symbol(link, name.len ? name : str_of(KEEP[i]));
        if (id) mark_symbol(m, id);
    }
    for (u32 i = OWN_COUNT; i < link->section.len; i++) {
        const LinkSection *s = &link->section.at[i];
        const ObjSection *o = link_obj_section(link, s);
        if (s->id == 0 || s->discarded) continue;
        bool is_free = !(o->flags & OBJ_ALLOC) && !o->group && !(o->flags & OBJ_LINK_ORDER);
        if (is_free || s->is_eh_frame || is_root(o)) mark(m, i);
    }
}

static void link_dependents(Link *link)
{
    for (u32 i = OWN_COUNT; i < link->section.len; i++) {
        LinkSection *s = &link->section.at[i];
        const ObjSection *o = link_obj_section(link, s);
        if (!s->id || !(o->flags & OBJ_LINK_ORDER) || !o->linked_to) continue;
        LinkSection *to = &link->section.at[link->file.at[s->file].first_section + o->linked_to];
        if (to->discarded) s->discarded = true;
        s->next_dependent = to->first_dependent;
        to->first_dependent = i;
    }
}

/* -s and -S leave out what only debuggers read. */
static void drop_debugging(Link *link)
{
    static const char *const PREFIXES[] = {".debug", ".zdebug", ".line", ".stab", ".gdb_index"};
    if (!link->options->strip_all && !link->options->strip_debug) return;
    for (u32 i = OWN_COUNT; i < link->section.len; i++) {
        LinkSection *s = &link->section.at[i];
        const ObjSection *o = link_obj_section(link, s);
        if (o->flags & OBJ_ALLOC) continue;
        for (u32 k = 0; k < ARRAY_LEN(PREFIXES); k++)
            if (str_starts(o->name, PREFIXES[k])) s->discarded = true;
    }
}

void link_mark_live(Link *link)
{
    Marker m = {0};
    m.link = link;
    for (u32 i = 1; i < OWN_COUNT; i++) link->section.at[i].live = true;
    drop_debugging(link);
    link_dependents(link);
    if (!link->options->gc_sections) {
        for (u32 i = OWN_COUNT; i < link->section.len; i++) link->section.at[i].live = link->section.at[i].id && !link->section.at[i].discarded;
        return;
    }
    m.next_named = arena_new_array(link->arena, u32, link->section.len);
    for (u32 i = OWN_COUNT; i < link->section.len; i++) {
        const LinkSection *s = &link->section.at[i];
        const ObjSection *o = link_obj_section(link, s);
        if (!s->id || s->discarded || !o->name.len || o->name.ptr[0] == '.') continue;
        u32 *head = strmap_put(&m.named, o->name, 0);
        m.next_named[i] = *head;
        *head = i;
    }
    mark_roots(&m);
    while (m.work.len) visit(&m, vec_pop(&m.work));
    if (link->options->print_gc_sections) {
        for (u32 i = OWN_COUNT; i < link->section.len; i++) {
            const LinkSection *s = &link->section.at[i];
            if (s->id == 0 || s->live || s->discarded) continue;
            fprintf(stderr, "kit ld: removing unused section '%.*s' in file '%.*s'\n", STR_FMT(link_obj_section(link, s)->name), STR_FMT(link->file.at[s->file].name));
        }
    }
    strmap_free(&m.named);
    vec_free(&m.work);
}
