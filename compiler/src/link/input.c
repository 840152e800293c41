/* From the command line to loaded files. In: LinkOptions.input in order. Out: Link.file, .library, .archive, with the symbols
   of each resolved as it comes. An archive gives the members that define what is undefined at that point; a group is gone
   through again until nothing new comes. */
#include "base/file.h"
#include "link/internal.h"
#include "obj/elf.h"

#include <stdarg.h>
#include <stdio.h>

bool link_error(Link *link, const char *fmt, ...)
{
    char text[2048];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    diag_tool_error(&link->kit->diag, LINK_TOOL, "%s", text);
    link->failed = true;
    return false;
}

void link_warn(Link *link, const char *fmt, ...)
{
    char text[2048];
    va_list ap;
    if (link->options->no_warnings) return;
    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    if (link->options->fatal_warnings) link_error(link, "%s", text);
    else diag_tool_warn(&link->kit->diag, LINK_TOOL, "%s", text);
}

void link_trace(Str path) { printf("%.*s\n", STR_FMT(path)); }

void link_trace_symbol(Link *link, Str file, Str symbol, bool defines)
{
    for (u32 i = 0; i < link->options->trace_symbol.len; i++)
        if (str_eq(link->options->trace_symbol.at[i], symbol))
            fprintf(stderr, LINK_TOOL ": %.*s: %s %.*s\n", STR_FMT(file), defines ? "definition of" : "reference to", STR_FMT(symbol));
}

u32 link_add_section(Link *link, u32 file, u32 id)
{
    const ObjSection *o = &link->file.at[file].obj->section.at[id];
    LinkSection s = {0};
    s.file = file;
    s.id = id;
    s.align = o->align;
    s.size = o->kind == OBJ_NOBITS ? o->size : o->bytes.len;
    vec_push(&link->section, s);
    return link->section.len - 1;
}

/* Sections that carry messages to the linker rather than bytes for the output. */
static bool is_for_linker(const ObjSection *s)
{
    return (s->flags & OBJ_EXCLUDE) || str_is(s->name, ".note.GNU-stack") || str_is(s->name, ".note.gnu.property") || str_starts(s->name, ".gnu.warning.");
}

static void choose_groups(Link *link, u32 file)
{
    const LinkFile *f = &link->file.at[file];
    const Obj *obj = f->obj;
    for (u32 g = 0; g < obj->group.len; g++) {
        const ObjGroup *group = &obj->group.at[g];
        if (!group->is_comdat) continue;
        const ObjSymbol *y = &obj->symbol.at[group->signature];
        Str name = y->kind == OBJ_SECTION && y->section ? obj->section.at[y->section].name : y->name;
        u32 *owner = strmap_put(&link->comdat, name, file);
        if (*owner == file) continue;
        for (u32 i = 0; i < group->member.len; i++) link->section.at[f->first_section + group->member.at[i]].discarded = true;
    }
    for (u32 i = 1; i < obj->section.len; i++) {
        const ObjSection *s = &obj->section.at[i];
        if (!str_starts(s->name, ".gnu.linkonce.")) continue;
        u32 *owner = strmap_put(&link->comdat, s->name, file);
        if (*owner != file) link->section.at[f->first_section + i].discarded = true;
    }
}

/* Adds a parsed object as a file; takes it over. */
static bool link_add_object(Link *link, Str name, Obj *obj, bool from_excluded_library)
{
    LinkFile f = {0};
    f.name = name;
    f.obj = obj;
    f.first_section = link->section.len;
    f.from_excluded_library = from_excluded_library;
    f.symbol = arena_new_array(link->arena, LinkSymbolId, obj->symbol.len);
    vec_push(&link->file, f);
    u32 file = link->file.len - 1;
    vec_reserve(&link->section, (u64)link->section.len + obj->section.len);
    for (u32 i = 0; i < obj->section.len; i++) {
        u32 s = link_add_section(link, file, i);
        if (i && is_for_linker(&obj->section.at[i])) link->section.at[s].discarded = true;
    }
    if (link->options->trace) link_trace(name);
    /* An object that does not say how it treats the stack is assumed to need what kit assumes: no execution. */
    for (u32 i = 1; i < obj->section.len; i++)
        if (str_is(obj->section.at[i].name, ".note.GNU-stack") && (obj->section.at[i].flags & OBJ_EXEC)) link->needs_executable_stack = true;
    choose_groups(link, file);
    return link_resolve_object(link, file);
}

static bool add_elf(Link *link, Str name, const u8 *data, u64 size, bool excluded)
{
    Obj *obj = arena_new(link->arena, Obj);
    if (!elf_read_object(link->kit, LINK_TOOL, name, data, size, obj)) {
        link->failed = true;
        return false;
    }
    return link_add_object(link, name, obj, excluded);
}

static bool load_member(Link *link, u32 archive, u32 member)
{
    LinkArchive *a = &link->archive.at[archive];
    if (a->is_loaded[member]) return true;
    a->is_loaded[member] = true;
    const ArchiveMember *m = &a->archive.member.at[member];
    if (!elf_is(m->data, m->size)) return true; /* archives may hold other files */
    Str name = arena_printf(link->arena, "%.*s(%.*s)", STR_FMT(a->name), STR_FMT(m->name));
    return add_elf(link, name, m->data, m->size, a->is_excluded);
}

/* Whether a member defines a symbol for good, not as common (gABI 5: a definition is taken over a common symbol). */
static bool member_defines(const ArchiveMember *m, Str name)
{
    ElfFile f;
    bool found = false;
    if (!elf_is(m->data, m->size) || !elf_file_open(&f, NULL, NULL, m->name, m->data, m->size)) return false;
    u32 symtab = elf_file_find(&f, SHT_SYMTAB), count = elf_file_symbol_count(&f, symtab);
    for (u32 i = symtab ? f.section.at[symtab].info : 0; i < count && !found; i++) {
        ElfSymbol y;
        if (!elf_file_symbol(&f, symtab, i, &y)) break;
        found = y.section != SHN_UNDEF && y.section != SHN_COMMON && y.type == STT_OBJECT && str_eq(y.name, name);
    }
    elf_file_free(&f);
    return found;
}

/* Loads what defines a wanted symbol; says whether anything was loaded. */
static bool search_archive(Link *link, u32 archive, bool *found)
{
    u32 kept = 0;
    /* The list grows while members are loaded. What is defined by now leaves it. */
    for (u32 i = 0; i < link->undefined.len; i++) {
        LinkSymbolId id = link->undefined.at[i];
        LinkSymbol *y = &link->symbol.at[id];
        bool wanted = (y->place == PLACE_UNDEFINED && y->binding != OBJ_WEAK) || y->place == PLACE_COMMON;
        if (wanted) {
            const LinkArchive *a = &link->archive.at[archive];
            u32 member = strmap_get(&a->symbol, y->name);
            if (member != MAP_NONE && !a->is_loaded[member] && (y->place != PLACE_COMMON || member_defines(&a->archive.member.at[member], y->name))) {
                *found = true;
                if (!load_member(link, archive, member)) return false;
                y = &link->symbol.at[id];
            }
        }
        if (y->place == PLACE_UNDEFINED || y->place == PLACE_COMMON) link->undefined.at[kept++] = id;
        else y->flags &= ~(u32)SYM_LISTED;
    }
    link->undefined.len = kept;
    return true;
}

static bool is_excluded(const Link *link, Str path)
{
    const LinkOptions *o = link->options;
    u32 start = path.len;
    while (start > 0 && path.ptr[start - 1] != '/') start--;
    Str base = {path.ptr + start, path.len - start};
    for (u32 i = 0; i < o->exclude_libs.len; i++)
        if (str_is(o->exclude_libs.at[i], "ALL") || str_eq(o->exclude_libs.at[i], base)) return true;
    return false;
}

static bool add_archive(Link *link, Str path, const u8 *data, u64 size, bool whole)
{
    u32 *known = strmap_put(&link->file_cache, path, MAP_NONE);
    if (*known == MAP_NONE) {
        LinkArchive a = {0};
        a.name = path;
        a.is_excluded = is_excluded(link, path);
        if (!archive_read(link->kit, LINK_TOOL, path, data, size, &a.archive)) {
            link->failed = true;
            return false;
        }
        if (!a.archive.has_index)
            for (u32 i = 0; i < a.archive.member.len; i++) archive_object_symbols(a.archive.member.at[i].data, a.archive.member.at[i].size, i, &a.archive);
        for (u32 i = 0; i < a.archive.index.len; i++) strmap_put(&a.symbol, a.archive.index.at[i].symbol, a.archive.index.at[i].member);
        a.is_loaded = arena_new_array(link->arena, bool, a.archive.member.len + 1);
        *known = link->archive.len;
        vec_push(&link->archive, a);
    }
    u32 archive = *known;
    if (whole)
        for (u32 i = 0; i < link->archive.at[archive].archive.member.len; i++)
            if (!load_member(link, archive, i)) return false;
    bool found = true;
    while (found) {
        found = false;
        if (!search_archive(link, archive, &found)) return false;
    }
    return true;
}

static bool add_file(Link *link, Str path, const LinkInput *state)
{
    FileBytes file;
    if (strmap_get(&link->file_cache, path) != MAP_NONE) return add_archive(link, path, NULL, 0, state->whole_archive);
    Str copy = arena_str(link->arena, path);
    int err = file_read(link->arena, copy.ptr, &file);
    if (err) return link_error(link, "cannot open '%.*s': %s", STR_FMT(path), strerror(err));
    if (archive_is(file.data, file.size)) return add_archive(link, copy, file.data, file.size, state->whole_archive);
    if (!elf_is(file.data, file.size)) return link_read_script(link, copy, file.data, file.size, state);
    if (file.size >= ELF_EHDR_SIZE && get_u16(file.data + 16) == ET_DYN) {
        if (link->options->output == LINK_RELOCATABLE) return link_error(link, "%.*s: a shared library cannot be linked into a relocatable object", STR_FMT(path));
        if (link->options->is_static && link->options->output != LINK_SHARED) return link_error(link, "%.*s: a shared library cannot be linked into a static program", STR_FMT(path));
        Str soname = copy;
        while (state->kind == LINK_INPUT_LIBRARY && memchr(soname.ptr, '/', soname.len)) soname.ptr++, soname.len--;
        return link_add_library(link, copy, soname, file.data, file.size, state->as_needed);
    }
    return add_elf(link, copy, file.data, file.size, false);
}

static bool find_library(Link *link, const LinkInput *in, Str *path)
{
    const LinkOptions *o = link->options;
    bool exact = in->name.len && in->name.ptr[0] == ':';
    Str name = exact ? (Str){in->name.ptr + 1, in->name.len - 1} : in->name;
    for (u32 i = 0; i < o->library_path.len; i++) {
        Str dir = o->library_path.at[i];
        if (dir.len && dir.ptr[0] == '=') dir = arena_printf(link->arena, "%.*s%.*s", STR_FMT(o->sysroot), (int)dir.len - 1, dir.ptr + 1);
        if (exact) {
            *path = arena_printf(link->arena, "%.*s/%.*s", STR_FMT(dir), STR_FMT(name));
            if (file_exists(path->ptr)) return true;
            continue;
        }
        if (!in->static_only) {
            *path = arena_printf(link->arena, "%.*s/lib%.*s.so", STR_FMT(dir), STR_FMT(name));
            if (file_exists(path->ptr)) return true;
        }
        *path = arena_printf(link->arena, "%.*s/lib%.*s.a", STR_FMT(dir), STR_FMT(name));
        if (file_exists(path->ptr)) return true;
    }
    return link_error(link, "cannot find library '-l%.*s'%s", STR_FMT(in->name), in->static_only && !exact ? " (static only)" : "");
}

bool link_add_input(Link *link, const LinkInput *input)
{
    Str path = input->name;
    switch (input->kind) {
    case LINK_INPUT_OBJECT: return link_add_object(link, input->name, input->object, false);
    case LINK_INPUT_LIBRARY:
        if (!find_library(link, input, &path)) return true; /* go on: more may be missing */
        break;
    case LINK_INPUT_GROUP_START:
        vec_push(&link->group_start, link->group_input.len);
        return true;
    case LINK_INPUT_GROUP_END: {
        if (link->group_start.len == 0) return true;
        u32 start = vec_pop(&link->group_start);
        /* Once more through the group's archives and libraries until a round brings nothing. */
        for (u32 before = 0; before != link->file.len + link->loaded_libraries;) {
            before = link->file.len + link->loaded_libraries;
            for (u32 i = start; i < link->group_input.len; i++) {
                LinkInput again = link->group_input.at[i];
                again.whole_archive = false;
                if (!add_file(link, again.name, &again)) return false;
            }
        }
        if (link->group_start.len == 0) vec_clear(&link->group_input);
        return true;
    }
    case LINK_INPUT_FILE: break;
    }
    if (!add_file(link, path, input)) return link->kit->diag.errors < 1000;
    if (link->group_start.len && strmap_get(&link->file_cache, path) != MAP_NONE) {
        LinkInput again = *input;
        again.name = path;
        vec_push(&link->group_input, again);
    }
    return true;
}

bool link_load_inputs(Link *link)
{
    const LinkOptions *o = link->options;
    for (u32 i = 0; i < o->defsym.len; i++) {
        const char *eq = memchr(o->defsym.at[i].ptr, '=', o->defsym.at[i].len);
        if (eq) link->symbol.at[link_symbol(link, (Str){o->defsym.at[i].ptr, (u32)(eq - o->defsym.at[i].ptr)})].flags |= SYM_DEFSYM;
    }
    for (u32 i = 0; i < o->wrap.len; i++) strmap_put(&link->wrap_map, o->wrap.at[i], 1);
    Str entry = o->entry.len ? o->entry : STR("_start");
    if (o->output != LINK_RELOCATABLE && (o->output != LINK_SHARED || o->entry.len)) {
        link->entry = link_symbol(link, entry);
        link->symbol.at[link->entry].flags |= SYM_KEEP | SYM_REF_OBJECT;
        link_want(link, link->entry);
    }
    for (u32 i = 0; i < o->undefined.len; i++) {
        LinkSymbolId id = link_symbol(link, o->undefined.at[i]);
        link->symbol.at[id].flags |= SYM_KEEP | SYM_REF_OBJECT;
        link_want(link, id);
    }
    for (u32 i = 0; i < o->input.len; i++)
        if (!link_add_input(link, &o->input.at[i])) return false;
    return !link->failed;
}
