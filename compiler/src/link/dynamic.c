/* What the dynamic linker reads: GOT, PLT, dynamic relocations, .dynsym with its hash tables and versions, .dynamic.
   link_allocate_dynamic decides slots and table order after the scan; link_write_dynamic fills the bytes once addresses are known. */
#include "link/internal.h"

#include <stdlib.h>

enum { GOT_PLT_RESERVED = 3, PLT_ENTRY = 16 };

static void add_dyn(Link *link, RelocKind kind, u32 section, u64 offset, LinkSymbolId symbol, i64 addend)
{
    DynReloc d = {(u16)kind, section, offset, symbol, 0, 0, addend};
    vec_push(&link->dyn_reloc, d);
}

static void set_size(Link *link, u32 own, u64 size) { link->section.at[own].size = size; }

/* --- copy relocations --- */

typedef struct Aliases { /* a library's data symbols by address */
    IntMap head;
    u32 *next;
} Aliases;

static void index_aliases(Link *link, const LinkLibrary *lib, Aliases *a)
{
    a->next = arena_new_array(link->arena, u32, lib->count + 1);
    for (u32 i = lib->count; i-- > 1;) {
        ElfSymbol e;
        if (!lib->symbol[i] || !elf_file_symbol(&lib->file, lib->dynsym, i, &e) || e.type == STT_TLS) continue;
        u32 *head = intmap_put(&a->head, e.value, 0);
        a->next[i] = *head;
        *head = i;
    }
}

/* The alignment of the copy: what the address in the library and its section's alignment promise. */
static u64 copy_align(const ElfSection *s, u64 value)
{
    u64 align = s->align ? s->align : 1;
    while (align > 1 && (value & (align - 1))) align >>= 1;
    return align > 4096 ? 4096 : align;
}

static void copy_symbol(Link *link, LinkSymbolId id, Aliases *aliases)
{
    LinkSymbol *y = &link->symbol.at[id];
    u32 library = y->file;
    const LinkLibrary *lib = &link->library.at[library];
    Aliases *a = &aliases[library];
    ElfSymbol e;
    if (!elf_file_symbol(&lib->file, lib->dynsym, y->section, &e) || e.section == SHN_UNDEF || e.section >= lib->file.section.len) {
        link_error(link, "%.*s: '%.*s' cannot be copied into the program: it is in no section", STR_FMT(lib->name), STR_FMT(y->name));
        return;
    }
    if (!a->next) index_aliases(link, lib, a);
    const ElfSection *home = &lib->file.section.at[e.section];
    /* What is read-only in the library once relocated stays so here. */
    u32 section = !(home->flags & SHF_WRITE) || str_is(home->name, ".data.rel.ro") || str_is(home->name, ".bss.rel.ro") ? OWN_BSS_RELRO : OWN_DYNBSS;
    u64 value = y->value, align = copy_align(home, value), size = y->size;
    LinkSymbolId largest = id;
    u32 first = intmap_get(&a->head, value);
    for (u32 i = first == MAP_NONE ? 0 : first; i; i = a->next[i]) {
        const LinkSymbol *z = &link->symbol.at[lib->symbol[i]];
        if (z->place == PLACE_SHARED && z->file == library && z->size > size) {
            size = z->size;
            largest = lib->symbol[i];
        }
    }
    if (size >> 46) {
        link_error(link, "%.*s: '%.*s' is too large to be copied into the program", STR_FMT(lib->name), STR_FMT(y->name));
        return;
    }
    LinkSection *s = &link->section.at[section];
    if (align > s->align) s->align = (u32)align;
    u64 at = align_up(s->size, align);
    s->size = at + size;
    add_dyn(link, RELOC_X64_COPY, section, at, largest, 0);
    for (u32 i = first == MAP_NONE ? 0 : first; i; i = a->next[i]) {
        LinkSymbol *z = &link->symbol.at[lib->symbol[i]];
        if (z->place != PLACE_SHARED || z->file != library) continue;
        z->place = PLACE_DEFINED;
        z->library = library;
        z->file = 0;
        z->section = section;
        z->value = at;
        z->flags = (z->flags & ~(u32)SYM_PREEMPTIBLE) | SYM_COPIED | SYM_EXPORTED;
    }
}

static void allocate_copies(Link *link)
{
    Aliases *aliases = arena_new_array(link->arena, Aliases, link->library.len + 1);
    for (u32 i = 1; i < link->symbol.len; i++) {
        const LinkSymbol *y = &link->symbol.at[i];
        if (y->place == PLACE_SHARED && (y->flags & SYM_NEEDS_ADDRESS) && y->kind != OBJ_FUNC && y->kind != OBJ_TLS_DATA) copy_symbol(link, i, aliases);
    }
    for (u32 i = 0; i < link->library.len; i++) intmap_free(&aliases[i].head);
}

/* --- GOT and PLT --- */

static void want_dynsym(Link *link, LinkSymbolId id) { link->symbol.at[id].flags |= SYM_IN_DYNSYM; }

static u32 take_slots(Link *link, u32 n)
{
    u32 slot = link->got_slots;
    link->got_slots += n;
    return slot;
}

static void allocate_got(Link *link, LinkSymbolId id)
{
    LinkSymbol *y = &link->symbol.at[id];
    bool far = (y->flags & SYM_PREEMPTIBLE) != 0;
    LinkSymbolId by_name = far ? id : 0;
    if (far && (y->flags & (SYM_NEEDS_GOT | SYM_TLS_GD | SYM_TLS_IE | SYM_TLS_DESC))) want_dynsym(link, id);
    if (y->flags & SYM_NEEDS_GOT) {
        u32 slot = take_slots(link, 1);
        y->got = slot + 1;
        if (far) add_dyn(link, RELOC_X64_GLOB_DAT, OWN_GOT, 8 * (u64)slot, id, 0);
        else if (link->is_pic && !link_symbol_is_absolute(y)) add_dyn(link, RELOC_X64_RELATIVE, OWN_GOT, 8 * (u64)slot, id, 0);
    }
    if (y->flags & SYM_TLS_GD) {
        u32 slot = take_slots(link, 2);
        y->got_gd = slot + 1;
        add_dyn(link, RELOC_X64_DTPMOD64, OWN_GOT, 8 * (u64)slot, by_name, 0);
        if (far) add_dyn(link, RELOC_X64_DTPOFF64, OWN_GOT, 8 * (u64)slot + 8, id, 0);
    }
    if (y->flags & SYM_TLS_IE) {
        u32 slot = take_slots(link, 1);
        y->got_ie = slot + 1;
        if (far || link->is_shared) add_dyn(link, RELOC_X64_TPOFF64, OWN_GOT, 8 * (u64)slot, id, 0);
    }
    if (y->flags & SYM_TLS_DESC) {
        u32 slot = take_slots(link, 2);
        y->got_desc = slot + 1;
        add_dyn(link, RELOC_X64_TLSDESC, OWN_GOT, 8 * (u64)slot, id, 0);
    }
}

static void allocate_plt(Link *link, bool irelative)
{
    for (u32 i = 1; i < link->symbol.len; i++) {
        LinkSymbol *y = &link->symbol.at[i];
        if (!(y->flags & SYM_NEEDS_PLT)) continue;
        bool far = (y->flags & SYM_PREEMPTIBLE) != 0, ifunc = !far && y->kind == OBJ_IFUNC && y->place == PLACE_DEFINED;
        if (irelative ? !ifunc : !far) continue;
        y->plt = ++link->plt_entries;
        if (far) {
            link->plt_jump_slots++;
            want_dynsym(link, i);
        }
        vec_push(&link->plt_symbol, i);
    }
}

static void allocate_candidates(Link *link)
{
    for (u32 i = 0; i < link->candidate.len; i++) {
        DynReloc d = link->candidate.at[i];
        const LinkSymbol *y = d.symbol ? &link->symbol.at[d.symbol] : NULL;
        if (y && (y->flags & SYM_PREEMPTIBLE)) {
            want_dynsym(link, d.symbol);
        } else if (d.kind == RELOC_X64_64) {
            if (!link->is_pic || link_is_absolute(link, d.file, d.local)) continue;
            d.kind = RELOC_X64_RELATIVE;
        }
        const LinkSection *s = &link->section.at[d.section];
        const ObjSection *o = link_obj_section(link, s);
        if (!(o->flags & OBJ_WRITE)) {
            if (link->options->z_text) link_error(link, "%.*s:(%.*s+0x%llx): relocation in a read-only section", STR_FMT(link->file.at[s->file].name), STR_FMT(o->name), (unsigned long long)d.offset);
            else if (!link->needs_text_reloc) link_warn(link, "%.*s:(%.*s+0x%llx): relocation in a read-only section, DT_TEXTREL is needed", STR_FMT(link->file.at[s->file].name), STR_FMT(o->name), (unsigned long long)d.offset);
            link->needs_text_reloc = true;
        }
        vec_push(&link->dyn_reloc, d);
    }
}

/* --- .dynsym, its strings, hashes and versions --- */

static u32 dynstr(Link *link, Str s)
{
    u32 *at = strmap_put(&link->dynstr_map, s, MAP_NONE);
    if (*at == MAP_NONE) {
        *at = (u32)link->dynstr.len;
        buf_str(&link->dynstr, s);
        buf_u8(&link->dynstr, 0);
    }
    return *at;
}

static u32 gnu_hash(Str s)
{
    u32 h = 5381;
    for (u32 i = 0; i < s.len; i++) h = h * 33 + (u8)s.ptr[i];
    return h;
}

static u32 sysv_hash(Str s)
{
    u32 h = 0;
    for (u32 i = 0; i < s.len; i++) {
        h = (h << 4) + (u8)s.ptr[i];
        u32 g = h & 0xf0000000u;
        h = (h ^ g >> 24) & ~g;
    }
    return h;
}

typedef struct Hashed {
    u32 bucket, hash;
    LinkSymbolId id;
} Hashed;

static int by_bucket(const void *a, const void *b)
{
    const Hashed *x = a, *y = b;
    if (x->bucket != y->bucket) return x->bucket < y->bucket ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

static bool is_hashed(const LinkSymbol *y)
{
    /* A function whose address is its PLT entry here must be found by others under that address. */
    return (y->flags & SYM_EXPORTED) || ((y->flags & SYM_NEEDS_ADDRESS) && y->plt);
}

static u32 bucket_count(u32 symbols) { return symbols / 4 + 1; }

static void order_dynsym(Link *link)
{
    VEC(Hashed) hashed = {0};
    vec_push(&link->dynsym, 0);
    for (u32 i = 1; i < link->symbol.len; i++) {
        LinkSymbol *y = &link->symbol.at[i];
        if ((y->flags & SYM_EXPORTED) && y->place == PLACE_DEFINED && !link->section.at[y->section].live) y->flags &= ~(u32)SYM_EXPORTED;
        if (!(y->flags & (SYM_EXPORTED | SYM_IN_DYNSYM)) || (y->flags & SYM_LOCAL)) continue;
        y->flags |= SYM_IN_DYNSYM;
        if (is_hashed(y)) {
            Hashed h = {0, gnu_hash(y->name), i};
            vec_push(&hashed, h);
        } else {
            vec_push(&link->dynsym, i);
        }
    }
    link->first_hashed = link->dynsym.len;
    u32 buckets = bucket_count(hashed.len);
    for (u32 i = 0; i < hashed.len; i++) hashed.at[i].bucket = hashed.at[i].hash % buckets;
    if (hashed.len) qsort(hashed.at, hashed.len, sizeof *hashed.at, by_bucket);
    for (u32 i = 0; i < hashed.len; i++) vec_push(&link->dynsym, hashed.at[i].id);
    for (u32 i = 1; i < link->dynsym.len; i++) {
        link->symbol.at[link->dynsym.at[i]].dynsym = i;
        dynstr(link, link->symbol.at[link->dynsym.at[i]].name);
    }
    vec_free(&hashed);
}

static LinkLibrary *library_of(Link *link, const LinkSymbol *y)
{
    if (y->place == PLACE_SHARED) return &link->library.at[y->file];
    return y->flags & SYM_COPIED ? &link->library.at[y->library] : NULL;
}

static void allocate_versions(Link *link)
{
    u32 defined = link->is_shared && link->version_node.len ? link->version_node.len + 1 : 0, next = defined ? defined + 1 : 2, files = 0, needs = 0;
    for (u32 i = 1; i < link->dynsym.len; i++) {
        const LinkSymbol *y = &link->symbol.at[link->dynsym.at[i]];
        LinkLibrary *lib = library_of(link, y);
        if (!lib || y->version < 2 || y->version >= lib->version.len || !lib->version.at[y->version].len) continue;
        lib->needed_version.at[y->version] = 1;
    }
    for (u32 l = 0; l < link->library.len; l++) {
        LinkLibrary *lib = &link->library.at[l];
        bool any = false;
        for (u32 v = 2; v < lib->needed_version.len; v++) {
            if (!lib->needed_version.at[v]) continue;
            lib->needed_version.at[v] = (u16)next++;
            dynstr(link, lib->version.at[v]);
            any = true;
            needs++;
        }
        files += any;
    }
    if (next > 0x7fff) link_error(link, "too many symbol versions");
    set_size(link, OWN_VERNEED, 16 * (u64)(files + needs));
    if (defined) {
        u64 size = 28;
        for (u32 i = 0; i < link->version_node.len; i++) {
            dynstr(link, link->version_node.at[i].name);
            size += 28 + (link->version_node.at[i].parent.len ? 8 : 0);
        }
        set_size(link, OWN_VERDEF, size);
    }
    if (files || defined) set_size(link, OWN_VERSYM, 2 * (u64)link->dynsym.len);
}

static u32 bloom_words(u32 symbols)
{
    u32 words = 1;
    while (words * 64 < symbols * 12) words *= 2;
    return words;
}

void link_allocate_dynamic(Link *link)
{
    const LinkOptions *o = link->options;
    for (u32 i = 1; i < link->symbol.len && link->can_import && !link->is_shared; i++) {
        /* A weak symbol that nothing defines now may be defined at run time, when all that refers to it can see that. */
        LinkSymbol *y = &link->symbol.at[i];
        if (y->place == PLACE_UNDEFINED && y->binding == OBJ_WEAK && y->visibility == OBJ_DEFAULT && (y->flags & SYM_NEEDS_GOT) && !(y->flags & SYM_DIRECT_REF))
            y->flags |= SYM_PREEMPTIBLE;
    }
    allocate_copies(link);
    for (u32 i = 1; i < link->symbol.len; i++)
        if (link->symbol.at[i].flags & (SYM_NEEDS_GOT | SYM_TLS_GD | SYM_TLS_IE | SYM_TLS_DESC)) allocate_got(link, i);
    if (link->got_module) {
        u32 slot = take_slots(link, 2);
        link->got_module = slot + 1;
        add_dyn(link, RELOC_X64_DTPMOD64, OWN_GOT, 8 * (u64)slot, 0, 0);
    }
    allocate_plt(link, false);
    allocate_plt(link, true);
    allocate_candidates(link);

    bool lazy = link->plt_jump_slots > 0;
    set_size(link, OWN_GOT, 8 * (u64)link->got_slots);
    set_size(link, OWN_PLT, PLT_ENTRY * ((u64)link->plt_entries + lazy));
    if (link->plt_entries || link->needs_got_base || link->is_dynamic) set_size(link, OWN_GOT_PLT, 8 * (GOT_PLT_RESERVED + (u64)link->plt_entries));
    set_size(link, OWN_RELA_PLT, ELF_RELA_SIZE * (u64)link->plt_entries);
    if (o->build_id) set_size(link, OWN_BUILD_ID, 36);
    if (!link->is_dynamic) return;
    for (u32 i = 0; i < link->dyn_reloc.len; i++) {
        const DynReloc *d = &link->dyn_reloc.at[i];
        if (d->symbol && (link->symbol.at[d->symbol].flags & (SYM_PREEMPTIBLE | SYM_COPIED))) want_dynsym(link, d->symbol);
    }
    buf_u8(&link->dynstr, 0);
    strmap_put(&link->dynstr_map, STR(""), 0);
    for (u32 i = 0; i < link->library.len; i++)
        if (link->library.at[i].is_needed) dynstr(link, link->library.at[i].soname);
    if (o->soname.len) dynstr(link, o->soname);
    order_dynsym(link);
    allocate_versions(link);
    if (link->can_import && !link->is_shared) set_size(link, OWN_INTERP, (o->interpreter.len ? o->interpreter.len : strlen("/lib64/ld-linux-x86-64.so.2")) + 1);
    if (link->is_shared && o->interpreter.len) set_size(link, OWN_INTERP, 0);
    set_size(link, OWN_RELA_DYN, ELF_RELA_SIZE * (u64)link->dyn_reloc.len);
    set_size(link, OWN_DYNSYM, ELF_SYM_SIZE * (u64)link->dynsym.len);
    u32 hashed = link->dynsym.len - link->first_hashed;
    if (o->hash_gnu) set_size(link, OWN_GNU_HASH, 16 + 8 * (u64)bloom_words(hashed) + 4 * (u64)bucket_count(hashed) + 4 * (u64)hashed);
    if (o->hash_sysv) set_size(link, OWN_HASH, 8 + 4 * (u64)bucket_count(link->dynsym.len) + 4 * (u64)link->dynsym.len);
}

/* --- .dynamic --- */

typedef struct Tags {
    Link *link;
    Buf bytes;
} Tags;

static void tag(Tags *t, u64 name, u64 value)
{
    buf_u64(&t->bytes, name);
    buf_u64(&t->bytes, value);
}

static u64 own_address(const Link *link, u32 own) { return link->section.at[own].output ? link_section_address(link, own) : 0; }

static void tag_section(Tags *t, u64 name, u32 own)
{
    if (t->link->section.at[own].size) tag(t, name, own_address(t->link, own));
}

static void tag_function(Tags *t, u64 name, Str symbol, const char *fallback)
{
    LinkSymbolId id = link_find_symbol(t->link, symbol.len ? symbol : str_of(fallback));
    if (!id) return;
    const LinkSymbol *y = &t->link->symbol.at[id];
    if (y->place == PLACE_DEFINED || y->place == PLACE_ABSOLUTE) tag(t, name, t->link->layout_done ? link_symbol_address(t->link, id) : 0);
}

static void tag_array(Tags *t, u64 name, u64 size_name, const char *section)
{
    u32 output = link_find_output(t->link, str_of(section));
    if (!output || !t->link->output.at[output].size) return;
    tag(t, name, t->link->output.at[output].address);
    tag(t, size_name, t->link->output.at[output].size);
}

static void build_tags(Tags *t)
{
    Link *link = t->link;
    const LinkOptions *o = link->options;
    u32 relative = 0;
    for (u32 i = 0; i < link->library.len; i++)
        if (link->library.at[i].is_needed) tag(t, DT_NEEDED, dynstr(link, link->library.at[i].soname));
    if (o->soname.len) tag(t, DT_SONAME, dynstr(link, o->soname));
    if (o->rpath.len) {
        Buf path = {0};
        for (u32 i = 0; i < o->rpath.len; i++) {
            if (i) buf_u8(&path, ':');
            buf_str(&path, o->rpath.at[i]);
        }
        Str text = arena_str(link->arena, (Str){(const char *)path.data, (u32)path.len});
        buf_free(&path);
        tag(t, o->old_rpath_tag ? DT_RPATH : DT_RUNPATH, dynstr(link, text));
    }
    tag_function(t, DT_INIT, o->init_name, "_init");
    tag_function(t, DT_FINI, o->fini_name, "_fini");
    if (!link->is_shared) tag_array(t, DT_PREINIT_ARRAY, DT_PREINIT_ARRAYSZ, ".preinit_array");
    tag_array(t, DT_INIT_ARRAY, DT_INIT_ARRAYSZ, ".init_array");
    tag_array(t, DT_FINI_ARRAY, DT_FINI_ARRAYSZ, ".fini_array");
    tag_section(t, DT_HASH, OWN_HASH);
    tag_section(t, DT_GNU_HASH, OWN_GNU_HASH);
    tag(t, DT_STRTAB, own_address(link, OWN_DYNSTR));
    tag(t, DT_SYMTAB, own_address(link, OWN_DYNSYM));
    tag(t, DT_STRSZ, link->section.at[OWN_DYNSTR].size);
    tag(t, DT_SYMENT, ELF_SYM_SIZE);
    if (link->can_import && !link->is_shared) tag(t, DT_DEBUG, 0);
    if (link->plt_entries) {
        tag(t, DT_PLTGOT, own_address(link, OWN_GOT_PLT));
        tag(t, DT_PLTRELSZ, link->section.at[OWN_RELA_PLT].size);
        tag(t, DT_PLTREL, DT_RELA);
        tag(t, DT_JMPREL, own_address(link, OWN_RELA_PLT));
    }
    if (link->dyn_reloc.len) {
        tag(t, DT_RELA, own_address(link, OWN_RELA_DYN));
        tag(t, DT_RELASZ, link->section.at[OWN_RELA_DYN].size);
        tag(t, DT_RELAENT, ELF_RELA_SIZE);
    }
    if (link->needs_text_reloc) tag(t, DT_TEXTREL, 0);
    u64 flags = (o->z_now ? DF_BIND_NOW : 0u) | (link->needs_text_reloc ? DF_TEXTREL : 0u) | (link->is_shared && o->symbolic ? DF_SYMBOLIC : 0u)
        | (link->needs_static_tls ? DF_STATIC_TLS : 0u) | (o->origin ? DF_ORIGIN : 0u);
    u64 flags_1 = (o->z_now ? DF_1_NOW : 0u) | (o->output == LINK_PIE ? DF_1_PIE : 0u) | (o->no_delete ? DF_1_NODELETE : 0u) | (o->no_dlopen ? DF_1_NOOPEN : 0u)
        | (o->init_first ? DF_1_INITFIRST : 0u) | (o->global ? DF_1_GLOBAL : 0u) | (o->interpose ? DF_1_INTERPOSE : 0u) | (o->origin ? DF_1_ORIGIN : 0u)
        | (o->no_default_lib ? DF_1_NODEFLIB : 0u) | (o->load_filter ? DF_1_LOADFLTR : 0u) | (o->global_audit ? DF_1_GLOBAUDIT : 0u);
    if (link->is_shared && o->symbolic) tag(t, DT_SYMBOLIC, 0);
    if (flags) tag(t, DT_FLAGS, flags);
    if (flags_1) tag(t, DT_FLAGS_1, flags_1);
    if (link->section.at[OWN_VERDEF].size) {
        tag(t, DT_VERDEF, own_address(link, OWN_VERDEF));
        tag(t, DT_VERDEFNUM, link->version_node.len + 1);
    }
    if (link->section.at[OWN_VERNEED].size) {
        u32 files = 0;
        for (u32 l = 0; l < link->library.len; l++)
            for (u32 v = 2; v < link->library.at[l].needed_version.len; v++)
                if (link->library.at[l].needed_version.at[v]) {
                    files++;
                    break;
                }
        tag(t, DT_VERNEED, own_address(link, OWN_VERNEED));
        tag(t, DT_VERNEEDNUM, files);
    }
    tag_section(t, DT_VERSYM, OWN_VERSYM);
    for (u32 i = 0; i < link->dyn_reloc.len; i++) relative += link->dyn_reloc.at[i].kind == RELOC_X64_RELATIVE;
    if (relative) tag(t, DT_RELACOUNT, relative);
    tag(t, DT_NULL, 0);
}

void link_size_dynamic(Link *link)
{
    if (!link->is_dynamic) return;
    Tags t = {link, {0}};
    build_tags(&t);
    set_size(link, OWN_DYNAMIC, t.bytes.len);
    set_size(link, OWN_DYNSTR, link->dynstr.len);
    buf_free(&t.bytes);
}

/* --- writing --- */

static void write_symbols(Link *link, Buf *out)
{
    static const u8 TYPE[] = {STT_NOTYPE, STT_OBJECT, STT_FUNC, STT_NOTYPE, STT_NOTYPE, STT_TLS, STT_GNU_IFUNC};
    static const u8 BINDING[] = {STB_LOCAL, STB_GLOBAL, STB_WEAK, STB_GNU_UNIQUE};
    u8 *p = link_own_bytes(link, out, OWN_DYNSYM);
    for (u32 i = 1; i < link->dynsym.len; i++) {
        LinkSymbolId id = link->dynsym.at[i];
        const LinkSymbol *y = &link->symbol.at[id];
        u8 *q = p + (size_t)i * ELF_SYM_SIZE;
        bool defined = y->place != PLACE_UNDEFINED && y->place != PLACE_SHARED;
        bool canonical = !defined && (y->flags & SYM_NEEDS_ADDRESS) && y->plt;
        u32 type = TYPE[y->kind];
        if (y->kind == OBJ_IFUNC && y->plt && defined && !(y->flags & SYM_PREEMPTIBLE)) type = STT_FUNC; /* others call its PLT entry */
        put_u32(q, dynstr(link, y->name));
        q[4] = (u8)(BINDING[y->binding] << 4 | type);
        q[5] = defined && y->visibility == OBJ_PROTECTED ? STV_PROTECTED : STV_DEFAULT;
        put_u16(q + 6, defined ? link_symbol_output(link, y) : SHN_UNDEF);
        u64 value = defined || canonical ? link_symbol_address(link, id) : 0;
        if (defined && y->kind == OBJ_TLS_DATA) value -= link->tls_start;
        put_u64(q + 8, value);
        put_u64(q + 16, defined ? y->size : 0);
    }
    if (link->section.at[OWN_VERSYM].size) {
        u8 *v = link_own_bytes(link, out, OWN_VERSYM);
        for (u32 i = 1; i < link->dynsym.len; i++) {
            const LinkSymbol *y = &link->symbol.at[link->dynsym.at[i]];
            const LinkLibrary *lib = library_of(link, y);
            u32 version = VER_NDX_GLOBAL;
            if (lib && y->version >= 2 && y->version < lib->needed_version.len && lib->needed_version.at[y->version]) version = lib->needed_version.at[y->version];
            else if (!lib && y->version && link->is_shared) version = y->version | (y->flags & SYM_HIDDEN_VERSION ? VERSYM_HIDDEN : 0);
            put_u16(v + 2 * (size_t)i, version);
        }
    }
    if (link->section.at[OWN_GNU_HASH].size) {
        u32 n = link->dynsym.len - link->first_hashed, buckets = bucket_count(n), words = bloom_words(n);
        u8 *h = link_own_bytes(link, out, OWN_GNU_HASH), *bloom = h + 16, *bucket = bloom + 8 * (size_t)words, *chain = bucket + 4 * (size_t)buckets;
        put_u32(h, buckets);
        put_u32(h + 4, link->first_hashed);
        put_u32(h + 8, words);
        put_u32(h + 12, 26);
        for (u32 i = 0; i < n; i++) {
            u32 hash = gnu_hash(link->symbol.at[link->dynsym.at[link->first_hashed + i]].name), b = hash % buckets;
            u32 next = i + 1 < n ? gnu_hash(link->symbol.at[link->dynsym.at[link->first_hashed + i + 1]].name) % buckets : buckets;
            u8 *w = bloom + 8 * (size_t)(hash / 64 % words);
            put_u64(w, get_u64(w) | (u64)1 << hash % 64 | (u64)1 << (hash >> 26) % 64);
            if (get_u32(bucket + 4 * (size_t)b) == 0) put_u32(bucket + 4 * (size_t)b, link->first_hashed + i);
            put_u32(chain + 4 * (size_t)i, next == b ? hash & ~1u : hash | 1);
        }
    }
    if (link->section.at[OWN_HASH].size) {
        u32 n = link->dynsym.len, buckets = bucket_count(n);
        u8 *h = link_own_bytes(link, out, OWN_HASH);
        put_u32(h, buckets);
        put_u32(h + 4, n);
        for (u32 i = 1; i < n; i++) {
            u8 *b = h + 8 + 4 * (size_t)(sysv_hash(link->symbol.at[link->dynsym.at[i]].name) % buckets);
            put_u32(h + 8 + 4 * (size_t)buckets + 4 * (size_t)i, get_u32(b));
            put_u32(b, i);
        }
    }
}

static void write_versions(Link *link, Buf *out)
{
    if (link->section.at[OWN_VERDEF].size) {
        u8 *p = link_own_bytes(link, out, OWN_VERDEF);
        Str base = link->options->soname.len ? link->options->soname : link->version_node.at[0].name;
        for (u32 i = 0; i <= link->version_node.len; i++) {
            Str name = i ? link->version_node.at[i - 1].name : base, parent = i ? link->version_node.at[i - 1].parent : STR("");
            u32 size = 28 + (parent.len ? 8 : 0);
            put_u16(p, 1);
            put_u16(p + 2, i ? 0 : VER_FLG_BASE);
            put_u16(p + 4, i + 1);
            put_u16(p + 6, parent.len ? 2 : 1);
            put_u32(p + 8, sysv_hash(name));
            put_u32(p + 12, 20);
            put_u32(p + 16, i < link->version_node.len ? size : 0);
            put_u32(p + 20, dynstr(link, name));
            put_u32(p + 24, parent.len ? 8 : 0);
            if (parent.len) {
                put_u32(p + 28, dynstr(link, parent));
                put_u32(p + 32, 0);
            }
            p += size;
        }
    }
    if (!link->section.at[OWN_VERNEED].size) return;
    u8 *p = link_own_bytes(link, out, OWN_VERNEED), *last = NULL;
    for (u32 l = 0; l < link->library.len; l++) {
        const LinkLibrary *lib = &link->library.at[l];
        u8 *file = p;
        u32 count = 0;
        for (u32 v = 2; v < lib->needed_version.len; v++) {
            if (!lib->needed_version.at[v]) continue;
            u8 *q = file + 16 + 16 * (size_t)count++;
            put_u32(q, sysv_hash(lib->version.at[v]));
            put_u16(q + 4, 0);
            put_u16(q + 6, lib->needed_version.at[v]);
            put_u32(q + 8, dynstr(link, lib->version.at[v]));
            put_u32(q + 12, 16);
        }
        if (!count) continue;
        put_u32(file + 16 + 16 * (size_t)(count - 1) + 12, 0);
        put_u16(file, 1);
        put_u16(file + 2, count);
        put_u32(file + 4, dynstr(link, lib->soname));
        put_u32(file + 8, 16);
        put_u32(file + 12, 16 + 16 * count);
        last = file;
        p = file + 16 + 16 * (size_t)count;
    }
    if (last) put_u32(last + 12, 0);
}

static void write_plt(Link *link, Buf *out)
{
    static const u8 HEAD[] = {0xff, 0x35, 0, 0, 0, 0, 0xff, 0x25, 0, 0, 0, 0, 0x0f, 0x1f, 0x40, 0};
    static const u8 FILLER[] = {0x66, 0x2e, 0x0f, 0x1f, 0x84, 0, 0, 0, 0, 0};
    if (link->section.at[OWN_GOT_PLT].size) {
        u8 *got = link_own_bytes(link, out, OWN_GOT_PLT);
        if (link->is_dynamic) put_u64(got, link_section_address(link, OWN_DYNAMIC));
    }
    if (!link->plt_entries) return;
    u8 *plt = link_own_bytes(link, out, OWN_PLT), *got = link_own_bytes(link, out, OWN_GOT_PLT) + 8 * GOT_PLT_RESERVED, *rela = link_own_bytes(link, out, OWN_RELA_PLT);
    u64 plt_address = link_section_address(link, OWN_PLT), got_address = link_section_address(link, OWN_GOT_PLT);
    if (link->plt_jump_slots) {
        memcpy(plt, HEAD, sizeof HEAD);
        put_u32(plt + 2, (u32)(got_address + 8 - (plt_address + 6)));
        put_u32(plt + 8, (u32)(got_address + 16 - (plt_address + 12)));
    }
    for (u32 i = 0; i < link->plt_entries; i++) {
        LinkSymbolId id = link->plt_symbol.at[i];
        const LinkSymbol *y = &link->symbol.at[id];
        u64 entry = link_plt_address(link, i), slot = got_address + 8 * (GOT_PLT_RESERVED + (u64)i);
        u8 *p = plt + (entry - plt_address), *r = rela + (size_t)i * ELF_RELA_SIZE;
        bool lazy = i < link->plt_jump_slots;
        p[0] = 0xff;
        p[1] = 0x25;
        put_u32(p + 2, (u32)(slot - (entry + 6)));
        put_u64(r, slot);
        if (lazy) {
            p[6] = 0x68;
            put_u32(p + 7, i);
            p[11] = 0xe9;
            put_u32(p + 12, (u32)(plt_address - (entry + 16)));
            put_u64(got + 8 * (size_t)i, entry + 6);
            put_u32(r + 8, reloc_info(RELOC_X64_JUMP_SLOT)->elf_number);
            put_u32(r + 12, y->dynsym);
        } else {
            memcpy(p + 6, FILLER, sizeof FILLER);
            put_u32(r + 8, reloc_info(RELOC_X64_IRELATIVE)->elf_number);
            put_u64(r + 16, link_section_address(link, y->section) + y->value);
        }
    }
}

static void write_got(Link *link, Buf *out)
{
    if (!link->got_slots) return;
    u8 *got = link_own_bytes(link, out, OWN_GOT);
    u64 tp = link->tls_start + align_up(link->tls_size, link->tls_align ? link->tls_align : 1);
    for (u32 i = 1; i < link->symbol.len; i++) {
        const LinkSymbol *y = &link->symbol.at[i];
        if (y->flags & SYM_PREEMPTIBLE || !(y->got | y->got_gd | y->got_ie)) continue;
        u64 address = link_symbol_address(link, i);
        if (y->got && (!link->is_pic || link_symbol_is_absolute(y))) put_u64(got + 8 * (size_t)(y->got - 1), address);
        if (y->got_gd) put_u64(got + 8 * (size_t)y->got_gd, address - link->tls_start);
        if (y->got_ie && !link->is_shared) put_u64(got + 8 * (size_t)(y->got_ie - 1), address - tp);
    }
}

typedef struct FinalReloc {
    u64 offset;
    u32 kind, symbol, order;
    u64 addend;
} FinalReloc;

static int by_class(const void *a, const void *b)
{
    const FinalReloc *x = a, *y = b;
    bool xr = x->kind == RELOC_X64_RELATIVE, yr = y->kind == RELOC_X64_RELATIVE;
    if (xr != yr) return xr ? -1 : 1; /* DT_RELACOUNT counts those in front */
    if (x->symbol != y->symbol) return x->symbol < y->symbol ? -1 : 1;
    if (x->offset != y->offset) return x->offset < y->offset ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

static void write_relocs(Link *link, Buf *out)
{
    if (!link->is_dynamic || !link->dyn_reloc.len) return;
    FinalReloc *final = arena_new_array(link->arena, FinalReloc, link->dyn_reloc.len);
    u8 *p = link_own_bytes(link, out, OWN_RELA_DYN);
    for (u32 i = 0; i < link->dyn_reloc.len; i++) {
        const DynReloc *d = &link->dyn_reloc.at[i];
        FinalReloc *f = &final[i];
        const LinkSymbol *y = d->symbol ? &link->symbol.at[d->symbol] : NULL;
        f->order = i;
        f->kind = d->kind;
        f->offset = link_section_address(link, d->section) + link_section_offset(link, d->section, d->offset, 8);
        f->addend = (u64)d->addend;
        bool by_name = y && (y->flags & (SYM_PREEMPTIBLE | SYM_COPIED)) && d->kind != RELOC_X64_RELATIVE;
        if (by_name) {
            f->symbol = y->dynsym;
            continue;
        }
        if (d->kind == RELOC_X64_DTPMOD64 && !y) continue;
        u64 target = y ? link_symbol_address(link, d->symbol) + (u64)d->addend : d->file ? link_target_address(link, d->file, d->local, d->addend, 0) : 0;
        if (d->kind == RELOC_X64_RELATIVE) f->addend = target;
        else if (d->kind == RELOC_X64_TPOFF64 || d->kind == RELOC_X64_TLSDESC) f->addend = target - link->tls_start;
    }
    qsort(final, link->dyn_reloc.len, sizeof *final, by_class);
    for (u32 i = 0; i < link->dyn_reloc.len; i++, p += ELF_RELA_SIZE) {
        put_u64(p, final[i].offset);
        put_u32(p + 8, reloc_info((RelocKind)final[i].kind)->elf_number);
        put_u32(p + 12, final[i].symbol);
        put_u64(p + 16, final[i].addend);
    }
}

void link_write_dynamic(Link *link, Buf *out)
{
    write_plt(link, out);
    write_got(link, out);
    write_relocs(link, out);
    if (!link->is_dynamic) return;
    write_symbols(link, out);
    write_versions(link, out);
    if (link->section.at[OWN_INTERP].size) {
        Str path = link->options->interpreter.len ? link->options->interpreter : STR("/lib64/ld-linux-x86-64.so.2");
        memcpy(link_own_bytes(link, out, OWN_INTERP), path.ptr, path.len);
    }
    Tags t = {link, {0}};
    build_tags(&t);
    KIT_ASSERT(t.bytes.len == link->section.at[OWN_DYNAMIC].size && link->dynstr.len == link->section.at[OWN_DYNSTR].size);
    memcpy(link_own_bytes(link, out, OWN_DYNAMIC), t.bytes.data, t.bytes.len);
    memcpy(link_own_bytes(link, out, OWN_DYNSTR), link->dynstr.data, link->dynstr.len);
    buf_free(&t.bytes);
}
