/* The table of global symbols and how definitions compete (gABI 4, Symbol Table): strong over common over weak over shared library;
   the most constraining visibility of the objects that mention a symbol holds. */
#include "link/internal.h"

#include <stdlib.h>

LinkSymbolId link_find_symbol(const Link *link, Str name)
{
    u32 id = strmap_get(&link->symbol_map, name);
    return id == MAP_NONE ? 0 : id;
}

LinkSymbolId link_symbol(Link *link, Str name)
{
    u32 *id = strmap_put(&link->symbol_map, name, 0);
    if (*id == 0) {
        LinkSymbol y = {0};
        y.name = name;
        y.binding = OBJ_GLOBAL;
        *id = link->symbol.len;
        vec_push(&link->symbol, y);
    }
    return *id;
}

void link_want(Link *link, LinkSymbolId id)
{
    LinkSymbol *y = &link->symbol.at[id];
    if (y->flags & (SYM_LISTED | SYM_DEFSYM)) return;
    y->flags |= SYM_LISTED;
    vec_push(&link->undefined, id);
}

static u8 stricter(u8 a, u8 b)
{
    static const u8 RANK[] = {3, 0, 1, 2}; /* default, internal, hidden, protected */
    return RANK[a] < RANK[b] ? a : b;
}

static void place_text(Link *link, const LinkSymbol *y, char *text, size_t size)
{
    Str file = link->file.at[y->file].name;
    if (y->place == PLACE_DEFINED) {
        const LinkSection *s = &link->section.at[y->section];
        const ObjSection *o = link_obj_section(link, s);
        Str name = link->file.at[s->file].name;
        Buf b = {0};
        buf_printf(&b, "%.*s:(%.*s+0x%llx)", STR_FMT(name), STR_FMT(o->name), (unsigned long long)y->value);
        size_t n = b.len < size - 1 ? b.len : size - 1;
        memcpy(text, b.data, n);
        text[n] = 0;
        buf_free(&b);
    } else {
        size_t n = file.len < size - 1 ? file.len : size - 1;
        memcpy(text, file.ptr, n);
        text[n] = 0;
    }
}

static void duplicate(Link *link, const LinkSymbol *old, const LinkSymbol *fresh)
{
    char here[400], there[400];
    if (link->options->allow_multiple_definition) return;
    place_text(link, fresh, here, sizeof here);
    place_text(link, old, there, sizeof there);
    link_error(link, "%s: multiple definition of '%.*s'; %s: first defined here", here, STR_FMT(old->name), there);
}

static void take(LinkSymbol *y, const LinkSymbol *fresh)
{
    y->place = fresh->place;
    y->binding = fresh->binding;
    y->kind = fresh->kind;
    y->file = fresh->file;
    y->section = fresh->section;
    y->value = fresh->value;
    y->size = fresh->size;
    y->edge_name = fresh->edge_name;
    y->version = 0;
    y->flags = (y->flags & ~(u32)SYM_HIDDEN_VERSION) | (fresh->flags & SYM_HIDDEN_VERSION);
}

static void define(Link *link, LinkSymbolId id, const LinkSymbol *fresh)
{
    LinkSymbol *y = &link->symbol.at[id];
    if (y->flags & SYM_DEFSYM) return; /* --defsym is the definition */
    bool weak = fresh->binding == OBJ_WEAK;
    switch ((LinkPlace)y->place) {
    case PLACE_UNDEFINED:
    case PLACE_SHARED:
    case PLACE_EDGE:
        take(y, fresh);
        break;
    case PLACE_COMMON:
        if (fresh->place == PLACE_COMMON) {
            if (link->options->warn_common) link_warn(link, "common symbol '%.*s' is in more than one file", STR_FMT(y->name));
            if (fresh->size > y->size) y->size = fresh->size;
            if (fresh->value > y->value) y->value = fresh->value;
        } else if (!weak) {
            take(y, fresh);
        }
        break;
    case PLACE_DEFINED:
    case PLACE_ABSOLUTE:
        if (weak) break;
        if (y->binding == OBJ_WEAK) take(y, fresh);
        else if (fresh->place != PLACE_COMMON && !(fresh->place == PLACE_ABSOLUTE && y->place == PLACE_ABSOLUTE && fresh->value == y->value)) duplicate(link, y, fresh);
        break;
    }
}

/* --wrap=x: references to x go to __wrap_x, references to __real_x go to x. */
static Str wrapped(Link *link, Str name)
{
    if (strmap_get(&link->wrap_map, name) != MAP_NONE) return arena_printf(link->arena, "__wrap_%.*s", STR_FMT(name));
    if (str_starts(name, "__real_")) {
        Str real = {name.ptr + 7, name.len - 7};
        if (strmap_get(&link->wrap_map, real) != MAP_NONE) return real;
    }
    return name;
}

bool link_resolve_object(Link *link, u32 file)
{
    const LinkFile *f = &link->file.at[file];
    const Obj *obj = f->obj;
    for (u32 i = 1; i < obj->symbol.len; i++) {
        const ObjSymbol *o = &obj->symbol.at[i];
        if (o->binding == OBJ_LOCAL && o->place != OBJ_UNDEFINED) continue;
        if (o->name.len == 0) continue;
        LinkSymbol fresh = {0};
        fresh.file = file;
        fresh.binding = o->binding;
        fresh.kind = o->kind == OBJ_SECTION || o->kind == OBJ_FILE ? OBJ_NOTYPE : o->kind;
        fresh.value = o->value;
        fresh.size = o->size;
        switch ((ObjPlace)o->place) {
        case OBJ_UNDEFINED: break;
        case OBJ_DEFINED:
            fresh.section = f->first_section + o->section;
            /* The copy of a COMDAT group that was not chosen refers to the chosen one. */
            if (!link->section.at[fresh.section].discarded) fresh.place = PLACE_DEFINED;
            break;
        case OBJ_ABSOLUTE: fresh.place = PLACE_ABSOLUTE; break;
        case OBJ_COMMON: fresh.place = PLACE_COMMON; break;
        }
        Str name = o->name;
        const char *at = memchr(name.ptr, '@', name.len);
        if (at && at != name.ptr) {
            bool is_default = at + 1 < name.ptr + name.len && at[1] == '@';
            const char *v = at + 1 + is_default;
            if (fresh.place == PLACE_UNDEFINED) {
                link->has_versioned_reference = true;
            } else {
                fresh.edge_name = (Str){v, (u32)(name.ptr + name.len - v)};
                if (is_default) name.len = (u32)(at - name.ptr);
                else fresh.flags |= SYM_HIDDEN_VERSION;
            }
        } else if (fresh.place == PLACE_UNDEFINED && link->wrap_map.entry.len) {
            name = wrapped(link, name);
        }
        LinkSymbolId id = link_symbol(link, name);
        LinkSymbol *y = &link->symbol.at[id];
        f->symbol[i] = id;
        if (link->options->trace_symbol.len) link_trace_symbol(link, f->name, name, fresh.place != PLACE_UNDEFINED);
        y->visibility = stricter(y->visibility, o->visibility);
        if (fresh.place == PLACE_UNDEFINED) {
            if (!(y->flags & SYM_REF_OBJECT)) {
                if (y->place == PLACE_UNDEFINED) y->file = file;
                if (y->place == PLACE_UNDEFINED || y->place == PLACE_SHARED) y->binding = o->binding == OBJ_WEAK ? OBJ_WEAK : OBJ_GLOBAL;
            }
            y->flags |= SYM_REF_OBJECT;
            if (o->binding != OBJ_WEAK) {
                y->flags |= SYM_REF_STRONG;
                if (y->place == PLACE_UNDEFINED || y->place == PLACE_SHARED) y->binding = OBJ_GLOBAL;
            }
            if (y->place == PLACE_UNDEFINED) link_want(link, id);
        } else {
            define(link, id, &fresh);
            if (link->symbol.at[id].place == PLACE_COMMON) link_want(link, id);
        }
    }
    return true;
}

static void define_edge(Link *link, const char *name, LinkEdge edge, Str section, bool hidden)
{
    LinkSymbolId id = link_find_symbol(link, str_of(name));
    if (!id) return;
    LinkSymbol *y = &link->symbol.at[id];
    if (y->place != PLACE_UNDEFINED && y->place != PLACE_SHARED) return;
    y->place = PLACE_EDGE;
    y->edge = edge;
    y->edge_name = section;
    y->binding = OBJ_GLOBAL;
    y->kind = OBJ_NOTYPE;
    y->flags |= SYM_PROVIDED;
    y->size = y->value = 0;
    y->version = 0;
    if (hidden) y->visibility = stricter(y->visibility, OBJ_HIDDEN);
}

static void define_at(Link *link, const char *name, u32 section)
{
    LinkSymbolId id = link_find_symbol(link, str_of(name));
    if (!id) return;
    LinkSymbol *y = &link->symbol.at[id];
    if (y->place != PLACE_UNDEFINED && y->place != PLACE_SHARED) return;
    y->place = PLACE_DEFINED;
    y->file = 0;
    y->section = section;
    y->value = y->size = 0;
    y->kind = OBJ_DATA;
    y->binding = OBJ_GLOBAL;
    y->version = 0;
    y->flags |= SYM_PROVIDED;
    y->visibility = OBJ_HIDDEN;
    if (section == OWN_GOT_PLT) link->needs_got_base = true;
}

static bool is_identifier(Str s)
{
    for (u32 i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (i && c >= '0' && c <= '9'))) return false;
    }
    return s.len > 0;
}

/* SYMBOL=NUMBER, SYMBOL=OTHER, SYMBOL=OTHER+NUMBER. */
static void define_by_option(Link *link, Str text)
{
    const char *eq = memchr(text.ptr, '=', text.len);
    if (!eq || eq == text.ptr) {
        link_error(link, "--defsym '%.*s': not of the form SYMBOL=EXPRESSION", STR_FMT(text));
        return;
    }
    LinkSymbolId id = link_symbol(link, (Str){text.ptr, (u32)(eq - text.ptr)});
    Str right = arena_str(link->arena, (Str){eq + 1, (u32)(text.ptr + text.len - eq - 1)});
    LinkSymbol fresh = {0};
    fresh.binding = OBJ_GLOBAL;
    char *end;
    u64 number = strtoull(right.ptr, &end, 0);
    if (end != right.ptr && *end == 0) {
        fresh.place = PLACE_ABSOLUTE;
        fresh.value = number;
    } else {
        u32 n = (u32)strcspn(right.ptr, "+-");
        Str other = {right.ptr, n};
        LinkSymbolId target = link_find_symbol(link, other);
        number = 0;
        if (right.ptr[n]) {
            number = strtoull(right.ptr + n + 1, &end, 0);
            if (end == right.ptr + n + 1 || *end) {
                link_error(link, "--defsym '%.*s': the expression is not supported", STR_FMT(text));
                return;
            }
        }
        if (!target || link->symbol.at[target].place == PLACE_UNDEFINED || link->symbol.at[target].place == PLACE_SHARED || target == id) {
            link_error(link, "--defsym '%.*s': '%.*s' is not defined here", STR_FMT(text), STR_FMT(other));
            return;
        }
        const LinkSymbol *t = &link->symbol.at[target];
        if (t->place == PLACE_COMMON) {
            link_error(link, "--defsym '%.*s': '%.*s' is a common symbol, which is not supported", STR_FMT(text), STR_FMT(other));
            return;
        }
        fresh = *t;
        fresh.value += right.ptr[n] == '-' ? 0 - number : number;
    }
    LinkSymbol *y = &link->symbol.at[id];
    u32 flags = y->flags;
    take(y, &fresh);
    y->edge = fresh.edge;
    y->flags = flags | SYM_DEFSYM;
}

void link_define_special(Link *link)
{
    bool program = link->options->output != LINK_SHARED;
    define_edge(link, "__ehdr_start", EDGE_IMAGE_START, STR(""), true);
    if (program) define_edge(link, "__executable_start", EDGE_IMAGE_START, STR(""), false);
    static const struct {
        const char *name;
        u8 edge;
    } EDGES[] = {{"_etext", EDGE_TEXT_END}, {"etext", EDGE_TEXT_END}, {"__etext", EDGE_TEXT_END}, {"_edata", EDGE_DATA_END}, {"edata", EDGE_DATA_END},
                 {"_end", EDGE_IMAGE_END}, {"end", EDGE_IMAGE_END}, {"__bss_start", EDGE_BSS_START}};
    for (u32 i = 0; i < ARRAY_LEN(EDGES); i++) define_edge(link, EDGES[i].name, (LinkEdge)EDGES[i].edge, STR(""), false);
    static const char *const ARRAYS[] = {"preinit_array", "init_array", "fini_array"};
    for (u32 i = 0; i < ARRAY_LEN(ARRAYS); i++) {
        Str section = arena_printf(link->arena, ".%s", ARRAYS[i]);
        define_edge(link, arena_printf(link->arena, "__%s_start", ARRAYS[i]).ptr, EDGE_SECTION_START, section, true);
        define_edge(link, arena_printf(link->arena, "__%s_end", ARRAYS[i]).ptr, EDGE_SECTION_END, section, true);
    }
    if (!link->is_dynamic) {
        /* Only a static program at fixed addresses applies its own IRELATIVE relocations from here. */
        define_edge(link, "__rela_iplt_start", EDGE_SECTION_START, STR(".rela.plt"), true);
        define_edge(link, "__rela_iplt_end", EDGE_SECTION_END, STR(".rela.plt"), true);
    } else {
        define_edge(link, "__rela_iplt_start", EDGE_IMAGE_START, STR(""), true);
        define_edge(link, "__rela_iplt_end", EDGE_IMAGE_START, STR(""), true);
        define_at(link, "_DYNAMIC", OWN_DYNAMIC);
    }
    define_edge(link, "_TLS_MODULE_BASE_", EDGE_TLS_BASE, STR(""), true);
    LinkSymbolId base = link_find_symbol(link, STR("_TLS_MODULE_BASE_"));
    if (base && link->symbol.at[base].place == PLACE_EDGE) link->symbol.at[base].kind = OBJ_TLS_DATA;
    define_at(link, "_GLOBAL_OFFSET_TABLE_", OWN_GOT_PLT);
    StrMap sections = {0};
    for (u32 i = OWN_COUNT; i < link->section.len; i++) {
        const LinkSection *s = &link->section.at[i];
        const ObjSection *o = link_obj_section(link, s);
        if (s->id && !s->discarded && is_identifier(o->name)) strmap_put(&sections, o->name, 1);
    }
    for (u32 i = 0; i < sections.entry.len; i++) {
        Str name = sections.entry.at[i].key;
        define_edge(link, arena_printf(link->arena, "__start_%.*s", STR_FMT(name)).ptr, EDGE_SECTION_START, name, true);
        define_edge(link, arena_printf(link->arena, "__stop_%.*s", STR_FMT(name)).ptr, EDGE_SECTION_END, name, true);
    }
    strmap_free(&sections);
    for (u32 i = 0; i < link->options->defsym.len; i++) define_by_option(link, link->options->defsym.at[i]);
}

void link_allocate_commons(Link *link)
{
    u64 size[2] = {0, 0};
    u32 align[2] = {1, 1};
    for (u32 i = 1; i < link->symbol.len; i++) {
        LinkSymbol *y = &link->symbol.at[i];
        if (y->place != PLACE_COMMON) continue;
        u32 k = y->kind == OBJ_TLS_DATA;
        if ((u32)y->value > align[k]) align[k] = (u32)y->value;
        u64 at = align_up(size[k], y->value);
        size[k] = at + y->size;
        if (size[k] >> 46) {
            link_error(link, "common symbol '%.*s' does not fit", STR_FMT(y->name));
            return;
        }
        y->place = PLACE_DEFINED;
        y->section = k ? OWN_TLS_COMMON : OWN_COMMON;
        y->value = at;
        if (y->kind == OBJ_NOTYPE) y->kind = OBJ_DATA;
    }
    for (u32 k = 0; k < 2; k++) {
        u32 section = k ? OWN_TLS_COMMON : OWN_COMMON;
        link_own(link, section)->size = link->section.at[section].size = size[k];
        link->section.at[section].align = align[k];
    }
}

/* The version of --default-symver: the library's own name, its file's where it has no other. */
static u16 default_version(Link *link)
{
    const LinkOptions *o = link->options;
    if (!o->default_symver || !link->is_shared) return 0;
    VersionNode node = {o->soname.len ? o->soname : o->output_name, {"", 0}};
    while (!o->soname.len && memchr(node.name.ptr, '/', node.name.len)) node.name.ptr++, node.name.len--;
    for (u32 i = 0; i < link->version_node.len; i++)
        if (str_eq(link->version_node.at[i].name, node.name)) return (u16)(i + 2);
    vec_push(&link->version_node, node);
    return (u16)(link->version_node.len + 1);
}

/* What a version script, --dynamic-list and --export-dynamic-symbol say of a definition. */
static void apply_version(Link *link, StrMap *exact, LinkSymbol *y)
{
    if (y->edge_name.len && y->place != PLACE_EDGE) { /* foo@VER of .symver */
        for (u32 i = 0; i < link->version_node.len; i++)
            if (str_eq(link->version_node.at[i].name, y->edge_name)) y->version = (u16)(i + 2);
        if (!y->version && link->is_shared) link_error(link, "version '%.*s' of symbol '%.*s' is not defined", STR_FMT(y->edge_name), STR_FMT(y->name));
        if (y->flags & SYM_HIDDEN_VERSION) {
            const char *at = memchr(y->name.ptr, '@', y->name.len);
            if (at) y->name.len = (u32)(at - y->name.ptr);
        }
        return;
    }
    if (!link->has_version_script) return;
    u32 p = strmap_get(exact, y->name);
    const VersionPattern *found = p == MAP_NONE ? NULL : &link->version_pattern.at[p];
    for (u32 pass = 0; pass < 2 && !found; pass++) /* "*" stands behind all others */
        for (u32 i = 0; i < link->version_pattern.len && !found; i++) {
            const VersionPattern *v = &link->version_pattern.at[i];
            if (v->is_glob && (str_is(v->text, "*") == (pass == 1)) && link_glob(v->text, y->name)) found = v;
        }
    if (!found) return;
    if (found->version == 0) y->flags |= SYM_FORCED_LOCAL;
    else y->version = found->version;
}

static bool is_listed(const Link *link, const LinkSymbol *y)
{
    for (u32 i = 0; i < link->dynamic_list.len; i++) {
        const VersionPattern *v = &link->dynamic_list.at[i];
        if (v->is_glob ? link_glob(v->text, y->name) : str_eq(v->text, y->name)) return true;
    }
    for (u32 i = 0; i < link->options->export_symbol.len; i++)
        if (link_glob(link->options->export_symbol.at[i], y->name)) return true;
    return false;
}

void link_decide_bindings(Link *link)
{
    const LinkOptions *o = link->options;
    StrMap exact = {0};
    u16 unversioned = default_version(link);
    for (u32 i = 0; i < link->version_pattern.len; i++)
        if (!link->version_pattern.at[i].is_glob) strmap_put(&exact, link->version_pattern.at[i].text, i);
    for (u32 i = 1; i < link->symbol.len; i++) {
        LinkSymbol *y = &link->symbol.at[i];
        bool defined = y->place != PLACE_UNDEFINED && y->place != PLACE_SHARED;
        bool visible = y->visibility == OBJ_DEFAULT || y->visibility == OBJ_PROTECTED;
        if (defined) {
            apply_version(link, &exact, y);
            if (y->version <= VER_NDX_GLOBAL && !(y->flags & SYM_PROVIDED)) y->version = unversioned ? unversioned : y->version;
            if (y->place == PLACE_DEFINED && link->file.at[y->file].from_excluded_library) y->flags |= SYM_FORCED_LOCAL;
            if (!visible || (y->flags & SYM_FORCED_LOCAL) || !link->is_dynamic) continue;
            bool listed = is_listed(link, y);
            if (link->is_shared) {
                if (y->flags & SYM_PROVIDED && !(y->flags & SYM_REF_SHARED)) continue;
                y->flags |= SYM_EXPORTED;
                bool binds_here = o->symbolic || (o->symbolic_functions && (y->kind == OBJ_FUNC || y->kind == OBJ_IFUNC)) || (o->dynamic_list.len && !listed);
                if (y->visibility == OBJ_DEFAULT && !binds_here) y->flags |= SYM_PREEMPTIBLE;
            } else if (!o->is_static && (o->export_dynamic || listed || (y->flags & (SYM_REF_SHARED | SYM_DEF_SHARED)))) {
                if (!(y->flags & SYM_PROVIDED) || (y->flags & SYM_REF_SHARED)) y->flags |= SYM_EXPORTED;
            }
        } else if (y->place == PLACE_SHARED) {
            if (y->visibility == OBJ_DEFAULT) y->flags |= SYM_PREEMPTIBLE;
            else if (y->flags & SYM_REF_OBJECT && y->binding != OBJ_WEAK)
                link_error(link, "'%.*s' is hidden where it is used, but only the shared library %.*s defines it", STR_FMT(y->name), STR_FMT(link->library.at[y->file].name));
            else y->place = PLACE_UNDEFINED;
        } else if (link->is_shared && visible) {
            y->flags |= SYM_PREEMPTIBLE;
        }
    }
    strmap_free(&exact);
}

LinkSymbolId link_promote(Link *link, u32 file, ObjSymbolId symbol)
{
    LinkFile *f = &link->file.at[file];
    if (f->symbol[symbol]) return f->symbol[symbol];
    const ObjSymbol *o = &f->obj->symbol.at[symbol];
    LinkSymbol y = {0};
    y.name = o->name;
    y.place = o->place == OBJ_DEFINED ? PLACE_DEFINED : PLACE_ABSOLUTE;
    y.kind = o->kind;
    y.visibility = OBJ_HIDDEN;
    y.flags = SYM_LOCAL | SYM_REF_OBJECT;
    y.file = file;
    y.section = o->place == OBJ_DEFINED ? f->first_section + o->section : 0;
    y.value = o->value;
    y.size = o->size;
    f->symbol[symbol] = link->symbol.len;
    vec_push(&link->symbol, y);
    return f->symbol[symbol];
}
