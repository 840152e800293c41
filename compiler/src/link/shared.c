/* Shared libraries as inputs. In: an ET_DYN file. Out: a LinkLibrary, its definitions and references in the symbol table.
   An unversioned reference binds to a library's default version, never to a hidden (old) one. */
#include "link/internal.h"

static bool read_dynamic(Link *link, LinkLibrary *lib)
{
    u32 index = elf_file_find(&lib->file, SHT_DYNAMIC);
    if (!index) return link_error(link, "%.*s: shared library without a dynamic section", STR_FMT(lib->name));
    const ElfSection *s = &lib->file.section.at[index];
    for (u64 at = 0; at + ELF_DYN_SIZE <= s->size; at += ELF_DYN_SIZE) {
        u64 tag = get_u64(s->data + at), value = get_u64(s->data + at + 8);
        Str text;
        if (tag == DT_NULL) break;
        if (tag != DT_SONAME && tag != DT_NEEDED) continue;
        if (!elf_file_string(&lib->file, s->link, value, &text)) return link_error(link, "%.*s: a name in the dynamic section is outside the string table", STR_FMT(lib->name));
        if (tag == DT_SONAME) lib->soname = text;
        else vec_push(&lib->needed, text);
    }
    return true;
}

static u16 version_of(const LinkLibrary *lib, u32 i) { return lib->versym ? (u16)get_u16(lib->versym + 2 * (size_t)i) : VER_NDX_GLOBAL; }

static bool is_definition(const ElfSymbol *y)
{
    return y->section != SHN_UNDEF && y->binding != STB_LOCAL && y->name.len && y->visibility != STV_HIDDEN && y->visibility != STV_INTERNAL && y->type != STT_SECTION
        && y->type != STT_FILE;
}

static bool is_wanted(Link *link, LinkLibrary *lib)
{
    for (u32 i = 1; i < lib->count; i++) {
        ElfSymbol y;
        if (!elf_file_symbol(&lib->file, lib->dynsym, i, &y)) return false;
        if (!is_definition(&y)) continue;
        u16 version = version_of(lib, i);
        LinkSymbolId id = 0;
        if (!(version & VERSYM_HIDDEN)) id = link_find_symbol(link, y.name);
        if (!id && link->has_versioned_reference && (version & 0x7fff) < lib->version.len) {
            Str full = arena_printf(link->arena, "%.*s@%.*s", STR_FMT(y.name), STR_FMT(lib->version.at[version & 0x7fff]));
            id = link_find_symbol(link, full);
        }
        if (!id) continue;
        const LinkSymbol *s = &link->symbol.at[id];
        if (s->place == PLACE_UNDEFINED && (s->flags & SYM_REF_STRONG)) return true;
    }
    return false;
}

static bool add_symbols(Link *link, u32 library)
{
    u32 count = link->library.at[library].count;
    for (u32 i = 1; i < count; i++) {
        LinkLibrary *lib = &link->library.at[library];
        ElfSymbol e;
        if (!elf_file_symbol(&lib->file, lib->dynsym, i, &e)) return link->failed = true, false;
        if (e.binding == STB_LOCAL || !e.name.len) continue;
        if (e.section == SHN_UNDEF) {
            if (link->options->trace_symbol.len) link_trace_symbol(link, lib->name, e.name, false);
            bool fresh = !link_find_symbol(link, e.name);
            LinkSymbolId id = link_symbol(link, e.name);
            LinkSymbol *y = &link->symbol.at[id];
            y->flags |= SYM_REF_SHARED;
            if (fresh) y->binding = e.binding == STB_WEAK ? OBJ_WEAK : OBJ_GLOBAL;
            if (y->place == PLACE_UNDEFINED) link_want(link, id);
            continue;
        }
        u16 version = version_of(lib, i);
        if (!is_definition(&e) || (version & VERSYM_HIDDEN) || version == VER_NDX_LOCAL) continue;
        if (link->options->trace_symbol.len) link_trace_symbol(link, lib->name, e.name, true);
        LinkSymbolId id = link_symbol(link, e.name);
        LinkSymbol *y = &link->symbol.at[id];
        lib->symbol[i] = id;
        y->flags |= SYM_DEF_SHARED;
        if (y->place != PLACE_UNDEFINED) continue;
        y->place = PLACE_SHARED;
        y->file = library;
        y->section = i;
        y->version = version;
        y->value = e.value;
        y->size = e.size;
        y->kind = e.type == STT_TLS ? OBJ_TLS_DATA : e.type == STT_FUNC || e.type == STT_GNU_IFUNC ? OBJ_FUNC : e.type == STT_OBJECT || e.type == STT_COMMON ? OBJ_DATA : OBJ_NOTYPE;
        /* A symbol without a type is what its section says. */
        if (y->kind == OBJ_NOTYPE && e.section < lib->file.section.len)
            y->kind = lib->file.section.at[e.section].flags & SHF_EXECINSTR ? OBJ_FUNC : OBJ_DATA;
    }
    return true;
}

bool link_add_library(Link *link, Str path, Str fallback_soname, const u8 *data, u64 size, bool as_needed)
{
    LinkLibrary lib = {0};
    lib.name = path;
    lib.soname = fallback_soname;
    ElfVersions versions = {0};
    if (!elf_file_open(&lib.file, link->kit, LINK_TOOL, path, data, size)) return link->failed = true, false;
    if (lib.file.machine != EM_X86_64) return link_error(link, "%.*s: machine %u is not x86-64 (62)", STR_FMT(path), lib.file.machine);
    lib.dynsym = elf_file_find(&lib.file, SHT_DYNSYM);
    if (!lib.dynsym) return link_error(link, "%.*s: shared library without a dynamic symbol table", STR_FMT(path));
    lib.count = elf_file_symbol_count(&lib.file, lib.dynsym);
    if (!read_dynamic(link, &lib)) return false;
    if (!elf_file_versions(&lib.file, lib.dynsym, lib.count, &versions)) return link->failed = true, false;
    lib.versym = versions.versym;
    for (u32 i = 0; i < versions.name.len; i++) {
        vec_push(&lib.version, versions.name.at[i]);
        vec_push(&lib.needed_version, 0);
    }
    vec_free(&versions.name);
    vec_free(&versions.is_needed);
    u32 known = strmap_get(&link->library_by_soname, lib.soname);
    if (known != MAP_NONE) {
        if (!as_needed) link->library.at[known].is_needed = true;
        return true;
    }
    if (as_needed && !is_wanted(link, &lib)) return !link->failed;
    if (link->options->trace) link_trace(path);
    lib.is_needed = true;
    lib.symbol = arena_new_array(link->arena, u32, lib.count + 1);
    *strmap_put(&link->library_by_soname, lib.soname, 0) = link->library.len;
    vec_push(&link->library, lib);
    link->loaded_libraries++;
    return add_symbols(link, link->library.len - 1);
}

static bool bind_to_library(Link *link, LinkSymbolId id, Str name, Str version)
{
    for (u32 l = 0; l < link->library.len; l++) {
        LinkLibrary *lib = &link->library.at[l];
        for (u32 i = 1; i < lib->count; i++) {
            ElfSymbol e;
            u32 v = version_of(lib, i) & 0x7fff;
            if (v >= lib->version.len || !str_eq(lib->version.at[v], version)) continue;
            if (!elf_file_symbol(&lib->file, lib->dynsym, i, &e) || !is_definition(&e) || !str_eq(e.name, name)) continue;
            LinkSymbol *y = &link->symbol.at[id];
            y->place = PLACE_SHARED;
            y->name = name;
            y->file = l;
            y->section = i;
            y->version = (u16)v;
            y->value = e.value;
            y->size = e.size;
            y->kind = e.type == STT_TLS ? OBJ_TLS_DATA : e.type == STT_FUNC || e.type == STT_GNU_IFUNC ? OBJ_FUNC : OBJ_DATA;
            return true;
        }
    }
    return false;
}

void link_bind_versioned_references(Link *link)
{
    if (!link->has_versioned_reference) return;
    for (u32 id = 1; id < link->symbol.len; id++) {
        LinkSymbol *y = &link->symbol.at[id];
        const char *at = y->place == PLACE_UNDEFINED && y->name.len ? memchr(y->name.ptr, '@', y->name.len) : NULL;
        if (!at) continue;
        Str name = {y->name.ptr, (u32)(at - y->name.ptr)};
        const char *v = at + 1 + (at + 1 < y->name.ptr + y->name.len && at[1] == '@');
        Str version = {v, (u32)(y->name.ptr + y->name.len - v)};
        /* Our own definition of that version first. */
        LinkSymbolId own = link_find_symbol(link, name);
        if (own && own != id && link->symbol.at[own].place != PLACE_UNDEFINED && link->symbol.at[own].place != PLACE_SHARED && str_eq(link->symbol.at[own].edge_name, version)) {
            u32 flags = y->flags;
            *y = link->symbol.at[own];
            y->flags |= flags | SYM_FORCED_LOCAL;
            continue;
        }
        bind_to_library(link, id, name, version);
    }
}

/* Whether any library defines the name, hidden versions included: references between libraries may mean those. */
static bool is_defined_somewhere(const Link *link, Str name)
{
    for (u32 l = 0; l < link->library.len; l++) {
        const LinkLibrary *lib = &link->library.at[l];
        for (u32 i = 1; i < lib->count; i++) {
            ElfSymbol e;
            if (elf_file_symbol(&lib->file, lib->dynsym, i, &e) && is_definition(&e) && str_eq(e.name, name)) return true;
        }
    }
    return false;
}

void link_check_libraries(Link *link)
{
    if (link->is_shared || link->options->allow_shlib_undefined || link->options->unresolved_ignore) return;
    for (u32 l = 0; l < link->library.len; l++) {
        const LinkLibrary *lib = &link->library.at[l];
        bool closed = true; /* what it needs is all here: nothing else can define its symbols */
        for (u32 i = 0; i < lib->needed.len; i++) closed &= strmap_get(&link->library_by_soname, lib->needed.at[i]) != MAP_NONE;
        for (u32 i = 1; closed && i < lib->count; i++) {
            ElfSymbol e;
            if (!elf_file_symbol(&lib->file, lib->dynsym, i, &e)) return;
            if (e.section != SHN_UNDEF || e.binding != STB_GLOBAL || !e.name.len) continue;
            LinkSymbol *y = &link->symbol.at[link_symbol(link, e.name)];
            if (y->place != PLACE_UNDEFINED || y->reported || is_defined_somewhere(link, e.name)) continue;
            y->reported = 1;
            link_error(link, "%.*s: undefined reference to '%.*s'", STR_FMT(lib->name), STR_FMT(e.name));
        }
    }
}
