/* The finished file: headers, contents, symbol table, section headers, build id; and the map for people. */
#include "link/internal.h"
#include "link/sha1.h"

#include <stdio.h>

static u32 nearest_section(const Link *link, u32 output)
{
    for (u32 i = output; i > 0; i--)
        if (link->output.at[i].index && (link->output.at[i].flags & SHF_ALLOC)) return link->output.at[i].index;
    for (u32 i = output; i < link->output.len; i++)
        if (link->output.at[i].index) return link->output.at[i].index;
    return SHN_ABS;
}

static u32 output_of(const Link *link, u32 section)
{
    const LinkSection *s = &link->section.at[section];
    if (s->is_eh_frame) s = &link->section.at[OWN_EH_FRAME];
    else if (s->merge) s = &link->section.at[link->merge_group.at[link->merge_input.at[s->merge - 1].group].carrier];
    return s->output;
}

u32 link_symbol_output(const Link *link, const LinkSymbol *y)
{
    u32 output = 1;
    if (y->plt && y->kind == OBJ_IFUNC && !(y->flags & SYM_PREEMPTIBLE)) return nearest_section(link, link->section.at[OWN_PLT].output);
    switch ((LinkPlace)y->place) {
    case PLACE_DEFINED: output = output_of(link, y->section); break;
    case PLACE_ABSOLUTE: return SHN_ABS;
    case PLACE_EDGE:
        if (y->edge == EDGE_TEXT_END) output = link->text_end_section;
        else if (y->edge == EDGE_DATA_END) output = link->data_end_section;
        else if (y->edge == EDGE_IMAGE_END) output = link->end_section;
        else if (y->edge == EDGE_BSS_START) output = link->bss_section;
        else if (y->edge_name.len) output = link_find_output(link, y->edge_name);
        break;
    default: return SHN_UNDEF;
    }
    return nearest_section(link, output ? output : 1);
}

typedef struct Tables {
    Buf symtab, strtab, names;
    u32 local_count;
} Tables;

static const u8 TYPE[] = {STT_NOTYPE, STT_OBJECT, STT_FUNC, STT_NOTYPE, STT_FILE, STT_TLS, STT_GNU_IFUNC};

static void put_symbol(Tables *t, Str name, u32 binding, u32 type, u32 visibility, u32 section, u64 value, u64 size)
{
    u32 at = 0;
    if (name.len) {
        at = (u32)t->strtab.len;
        buf_str(&t->strtab, name);
        buf_u8(&t->strtab, 0);
    }
    buf_reserve(&t->symtab, ELF_SYM_SIZE);
    u8 *p = t->symtab.data + t->symtab.len;
    put_u32(p, at);
    p[4] = (u8)(binding << 4 | type);
    p[5] = (u8)visibility;
    put_u16(p + 6, section);
    put_u64(p + 8, value);
    put_u64(p + 16, size);
    t->symtab.len += ELF_SYM_SIZE;
}

static void put_locals(const Link *link, Tables *t, u32 file)
{
    const LinkFile *f = &link->file.at[file];
    const ObjSymbol *source = NULL;
    for (u32 i = 1; i < f->obj->symbol.len; i++) {
        const ObjSymbol *y = &f->obj->symbol.at[i];
        if (y->binding != OBJ_LOCAL || y->kind == OBJ_SECTION || y->place == OBJ_UNDEFINED) continue;
        if (y->kind == OBJ_FILE) {
            source = y; /* written when something of that file is */
            continue;
        }
        if (!y->name.len || str_starts(y->name, ".L")) continue;
        u32 section = SHN_ABS;
        if (y->place == OBJ_DEFINED) {
            u32 s = f->first_section + y->section;
            if (!link->section.at[s].live && !link->section.at[s].is_eh_frame) continue;
            if (!output_of(link, s)) continue;
            section = nearest_section(link, output_of(link, s));
        }
        if (source) put_symbol(t, source->name, STB_LOCAL, STT_FILE, STV_DEFAULT, SHN_ABS, 0, 0);
        source = NULL;
        u64 value = link_local_address(link, file, y);
        if (y->kind == OBJ_TLS_DATA) value -= link->tls_start;
        put_symbol(t, y->name, STB_LOCAL, TYPE[y->kind], y->visibility, section, value, y->size);
    }
}

static void put_global(const Link *link, Tables *t, LinkSymbolId id, bool locals)
{
    static const u8 BINDING[] = {STB_LOCAL, STB_GLOBAL, STB_WEAK, STB_GNU_UNIQUE};
    const LinkSymbol *y = &link->symbol.at[id];
    bool defined = y->place != PLACE_UNDEFINED && y->place != PLACE_SHARED;
    bool local = defined && (y->visibility == OBJ_HIDDEN || y->visibility == OBJ_INTERNAL || (y->flags & SYM_FORCED_LOCAL));
    if ((y->flags & SYM_LOCAL) || local != locals) return;
    if (y->place == PLACE_DEFINED && !link->section.at[y->section].live && !link->section.at[y->section].is_eh_frame) return;
    if (y->place == PLACE_DEFINED && !output_of(link, y->section)) return;
    if (y->place == PLACE_SHARED && !(y->flags & SYM_IN_DYNSYM)) return;
    if (y->place == PLACE_UNDEFINED && !(y->flags & SYM_REF_OBJECT)) return;
    if (y->flags & SYM_COPIED && !(y->flags & (SYM_REF_OBJECT | SYM_IN_DYNSYM))) return;
    u64 value = defined ? link_symbol_address(link, id) : 0;
    if (defined && y->kind == OBJ_TLS_DATA) value -= link->tls_start;
    put_symbol(t, y->name, local ? STB_LOCAL : BINDING[y->binding], TYPE[y->kind], y->visibility, defined ? link_symbol_output(link, y) : SHN_UNDEF, value, defined ? y->size : 0);
}

static void build_symtab(Link *link, Tables *t)
{
    buf_fill(&t->symtab, 0, ELF_SYM_SIZE);
    buf_u8(&t->strtab, 0);
    if (!link->options->discard_all)
        for (u32 i = 1; i < link->file.len; i++) put_locals(link, t, i);
    for (u32 pass = 0; pass < 2; pass++) {
        if (pass) t->local_count = (u32)(t->symtab.len / ELF_SYM_SIZE);
        for (u32 i = 1; i < link->symbol.len; i++) put_global(link, t, i, pass == 0);
    }
}

static u32 put_name(Tables *t, Str name)
{
    u32 at = (u32)t->names.len;
    buf_str(&t->names, name);
    buf_u8(&t->names, 0);
    return at;
}

static u32 own_index(const Link *link, u32 own) { return link->section.at[own].size ? link->output.at[link->section.at[own].output].index : 0; }

static void set_links(Link *link)
{
    static const struct {
        u8 own, link;
        u8 entry_size;
    } LINKS[] = {{OWN_HASH, OWN_DYNSYM, 4}, {OWN_GNU_HASH, OWN_DYNSYM, 0}, {OWN_DYNSYM, OWN_DYNSTR, ELF_SYM_SIZE}, {OWN_VERSYM, OWN_DYNSYM, 2}, {OWN_VERDEF, OWN_DYNSTR, 0},
                 {OWN_VERNEED, OWN_DYNSTR, 0}, {OWN_RELA_DYN, OWN_DYNSYM, ELF_RELA_SIZE}, {OWN_RELA_PLT, OWN_DYNSYM, ELF_RELA_SIZE}, {OWN_DYNAMIC, OWN_DYNSTR, ELF_DYN_SIZE},
                 {OWN_PLT, 0, 16}, {OWN_GOT, 0, 8}, {OWN_GOT_PLT, 0, 8}};
    for (u32 i = 0; i < ARRAY_LEN(LINKS); i++) {
        const LinkSection *s = &link->section.at[LINKS[i].own];
        if (!s->size) continue;
        LinkOutputSection *o = &link->output.at[s->output];
        if (o->member.len != 1) continue;
        o->entry_size = LINKS[i].entry_size;
        if (LINKS[i].link) o->link = own_index(link, LINKS[i].link);
        if (LINKS[i].own == OWN_DYNSYM) o->info = 1;
        if (LINKS[i].own == OWN_VERDEF) o->info = link->version_node.len + 1;
        if (LINKS[i].own == OWN_RELA_PLT) {
            o->info = own_index(link, OWN_GOT_PLT);
            o->flags |= SHF_INFO_LINK;
        }
        if (LINKS[i].own == OWN_VERNEED) {
            for (u32 l = 0; l < link->library.len; l++) {
                bool any = false;
                for (u32 v = 0; v < link->library.at[l].needed_version.len; v++) any |= link->library.at[l].needed_version.at[v] != 0;
                o->info += any;
            }
        }
    }
}

static void put_header(Buf *out, u32 name, u32 type, u64 flags, u64 address, u64 offset, u64 size, u32 link, u32 info, u64 align, u64 entry_size)
{
    buf_u32(out, name);
    buf_u32(out, type);
    buf_u64(out, flags);
    buf_u64(out, address);
    buf_u64(out, offset);
    buf_u64(out, size);
    buf_u32(out, link);
    buf_u32(out, info);
    buf_u64(out, align);
    buf_u64(out, entry_size);
}

static void write_headers(Link *link, Buf *out, u64 table, u32 count, u32 names)
{
    u8 *e = out->data;
    memcpy(e, "\177ELF\2\1\1", 7);
    for (u32 i = 1; i < link->symbol.len; i++)
        if (link->symbol.at[i].binding == OBJ_UNIQUE || (link->symbol.at[i].kind == OBJ_IFUNC && link->symbol.at[i].place == PLACE_DEFINED)) e[7] = 3; /* GNU extensions are used */
    put_u16(e + 16, link->is_pic ? ET_DYN : ET_EXEC);
    put_u16(e + 18, EM_X86_64);
    put_u32(e + 20, 1);
    u64 entry = 0;
    if (link->entry) {
        const LinkSymbol *y = &link->symbol.at[link->entry];
        if (y->place != PLACE_UNDEFINED && y->place != PLACE_SHARED) {
            entry = link_symbol_address(link, link->entry);
        } else {
            u32 text = link_find_output(link, STR(".text"));
            entry = text && link->output.at[text].index ? link->output.at[text].address : 0;
            link_warn(link, "cannot find the entry symbol '%.*s'; the program begins at 0x%llx", STR_FMT(y->name), (unsigned long long)entry);
        }
    }
    put_u64(e + 24, entry);
    put_u64(e + 32, ELF_EHDR_SIZE);
    put_u64(e + 40, table);
    put_u16(e + 52, ELF_EHDR_SIZE);
    put_u16(e + 54, ELF_PHDR_SIZE);
    put_u16(e + 56, link->segment.len);
    put_u16(e + 58, ELF_SHDR_SIZE);
    put_u16(e + 60, count);
    put_u16(e + 62, names);
    for (u32 i = 0; i < link->segment.len; i++) {
        const LinkSegment *s = &link->segment.at[i];
        u8 *p = e + ELF_EHDR_SIZE + (size_t)i * ELF_PHDR_SIZE;
        put_u32(p, s->type);
        put_u32(p + 4, s->flags);
        put_u64(p + 8, s->offset);
        put_u64(p + 16, s->address);
        put_u64(p + 24, s->address);
        put_u64(p + 32, s->file_size);
        put_u64(p + 40, s->memory_size);
        put_u64(p + 48, s->align);
    }
}

static void write_build_id(Link *link, Buf *out)
{
    if (!link->section.at[OWN_BUILD_ID].size) return;
    u8 *p = link_own_bytes(link, out, OWN_BUILD_ID);
    put_u32(p, 4);
    put_u32(p + 4, 20);
    put_u32(p + 8, 3); /* NT_GNU_BUILD_ID */
    memcpy(p + 12, "GNU", 4);
    u8 digest[20];
    sha1(out->data, out->len, digest);
    memcpy(p + 16, digest, 20);
}

bool link_write(Link *link, Buf *out)
{
    Tables t = {0};
    buf_reserve(out, (size_t)link->file_end + (1u << 16));
    buf_fill(out, 0, (size_t)link->file_end);
    link_relocate(link, out);
    link_write_dynamic(link, out);
    link_write_eh_frame(link, out);
    link_write_eh_frame_hdr(link, out);
    if (link->failed) return false;
    set_links(link);
    buf_u8(&t.names, 0);
    u32 count = 1;
    for (u32 i = 1; i < link->output.len; i++)
        if (link->output.at[i].index) {
            link->output.at[i].name_offset = put_name(&t, link->output.at[i].name);
            count++;
        }
    u64 symtab_at = 0, strtab_at = 0;
    u32 symtab_name = 0, strtab_name = 0;
    bool has_symtab = !link->options->strip_all;
    if (has_symtab) {
        build_symtab(link, &t);
        symtab_name = put_name(&t, STR(".symtab"));
        strtab_name = put_name(&t, STR(".strtab"));
        buf_align(out, 8);
        symtab_at = out->len;
        buf_bytes(out, t.symtab.data, t.symtab.len);
        strtab_at = out->len;
        buf_bytes(out, t.strtab.data, t.strtab.len);
        count += 2;
    }
    u32 shstrtab_name = put_name(&t, STR(".shstrtab"));
    u64 names_at = out->len;
    buf_bytes(out, t.names.data, t.names.len);
    buf_align(out, 8);
    u64 table = out->len;
    bool ok = count + 1 < SHN_LORESERVE;
    if (!ok) link_error(link, "more than 65279 output sections are not supported");
    buf_fill(out, 0, ELF_SHDR_SIZE);
    for (u32 i = 1; i < link->output.len; i++) {
        const LinkOutputSection *o = &link->output.at[i];
        if (o->index) put_header(out, o->name_offset, o->type, o->flags, o->address, o->offset, o->size, o->link, o->info, o->align, o->entry_size);
    }
    if (has_symtab) {
        put_header(out, symtab_name, SHT_SYMTAB, 0, 0, symtab_at, t.symtab.len, count - 1, t.local_count, 8, ELF_SYM_SIZE);
        put_header(out, strtab_name, SHT_STRTAB, 0, 0, strtab_at, t.strtab.len, 0, 0, 1, 0);
    }
    put_header(out, shstrtab_name, SHT_STRTAB, 0, 0, names_at, t.names.len, 0, 0, 1, 0);
    write_headers(link, out, table, count + 1, count);
    write_build_id(link, out);
    buf_free(&t.symtab);
    buf_free(&t.strtab);
    buf_free(&t.names);
    return ok && !link->failed;
}

void link_print_map(Link *link)
{
    Buf b = {0};
    for (u32 i = 1; i < link->output.len; i++) {
        const LinkOutputSection *o = &link->output.at[i];
        if (!o->index) continue;
        buf_printf(&b, "%-16.*s 0x%016llx %#10llx\n", STR_FMT(o->name), (unsigned long long)o->address, (unsigned long long)o->size);
        for (u32 k = 0; k < o->member.len; k++) {
            const LinkSection *s = &link->section.at[o->member.at[k]];
            Str file = s->file ? link->file.at[s->file].name : STR("linker");
            if (s->size)
                buf_printf(&b, " %-15.*s 0x%016llx %#10llx %.*s\n", STR_FMT(link_obj_section(link, s)->name), (unsigned long long)(o->address + s->offset), (unsigned long long)s->size, STR_FMT(file));
        }
    }
    Str path = link->options->map_file;
    FILE *to = path.len ? fopen(arena_str(link->arena, path).ptr, "w") : stdout;
    if (!to) {
        link_error(link, "cannot write the map '%.*s'", STR_FMT(path));
    } else {
        if (b.len) fwrite(b.data, 1, b.len, to);
        if (to != stdout) fclose(to);
    }
    buf_free(&b);
}
