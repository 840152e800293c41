/* ET_REL bytes to Obj; see elf.h. The bytes may come from anywhere: each index and size is checked before it is used,
   and what Obj cannot hold is refused by name. */
#include "obj/elf.h"
#include "obj/elf_file.h"

typedef struct Reader {
    ElfFile file;
    Obj *obj;
    u32 *section_id; /* Obj section of each ELF section, 0 when it has none */
    u32 symtab, symbol_count;
} Reader;

static bool fail(Reader *r, const char *fmt, Str name, u32 number)
{
    char text[256];
    Buf b = {0};
    buf_printf(&b, fmt, STR_FMT(name), number);
    size_t n = b.len < sizeof text - 1 ? b.len : sizeof text - 1;
    memcpy(text, b.data, n);
    text[n] = 0;
    buf_free(&b);
    return elf_file_error(&r->file, text);
}

static ObjSectionKind kind_of(u32 type, ObjMachine machine)
{
    switch (type) {
    case SHT_PROGBITS: return OBJ_PROGBITS;
    case SHT_NOBITS: return OBJ_NOBITS;
    case SHT_NOTE: return OBJ_NOTE;
    case SHT_INIT_ARRAY: return OBJ_INIT_ARRAY;
    case SHT_FINI_ARRAY: return OBJ_FINI_ARRAY;
    case SHT_PREINIT_ARRAY: return OBJ_PREINIT_ARRAY;
    default: return type == SHT_X86_64_UNWIND && machine == OBJ_X86_64 ? OBJ_UNWIND : OBJ_OTHER;
    }
}

static u32 flags_of(u64 f)
{
    u32 flags = 0;
    if (f & SHF_ALLOC) flags |= OBJ_ALLOC;
    if (f & SHF_WRITE) flags |= OBJ_WRITE;
    if (f & SHF_EXECINSTR) flags |= OBJ_EXEC;
    if (f & SHF_MERGE) flags |= OBJ_MERGE;
    if (f & SHF_STRINGS) flags |= OBJ_STRINGS;
    if (f & SHF_TLS) flags |= OBJ_TLS;
    if (f & SHF_LINK_ORDER) flags |= OBJ_LINK_ORDER;
    if (f & SHF_GNU_RETAIN) flags |= OBJ_RETAIN;
    if (f & SHF_EXCLUDE) flags |= OBJ_EXCLUDE;
    if (f & SHF_GROUP) flags |= OBJ_GROUP_MEMBER;
    return flags;
}

static bool read_sections(Reader *r)
{
    Obj *obj = r->obj;
    bool has_stack_note = false;
    vec_reserve(&obj->section, r->file.section.len + 1);
    for (u32 i = 1; i < r->file.section.len; i++) {
        const ElfSection *e = &r->file.section.at[i];
        switch (e->type) {
        case SHT_NULL:
        case SHT_STRTAB:
        case SHT_RELA:
        case SHT_GROUP:
        case SHT_LLVM_ADDRSIG:
            continue;
        case SHT_SYMTAB:
            if (r->symtab) return elf_file_error(&r->file, "two symbol tables");
            r->symtab = i;
            continue;
        case SHT_REL: return fail(r, "section '%.*s': relocations without addends are not supported", e->name, 0);
        case SHT_SYMTAB_SHNDX: return elf_file_error(&r->file, "more than 65279 sections are not supported");
        default: break;
        }
        if (e->flags & SHF_COMPRESSED) return fail(r, "section '%.*s': compressed sections are not supported", e->name, 0);
        if (e->entry_size > UINT32_MAX) return fail(r, "section '%.*s': bad entry size", e->name, 0);
        ObjSectionId id = obj_add_section(obj, e->name, kind_of(e->type, obj->machine), flags_of(e->flags), (u32)e->align);
        ObjSection *s = &obj->section.at[id];
        s->elf_type = e->type;
        s->entry_size = (u32)e->entry_size;
        if (e->type == SHT_NOBITS) {
            if (e->size >> 46) return fail(r, "section '%.*s' is too large", e->name, 0);
            s->size = e->size;
        } else {
            s->bytes.data = (u8 *)e->data;
            s->bytes.len = (size_t)e->size;
        }
        if (str_is(e->name, ".note.GNU-stack")) {
            has_stack_note = true;
            if (e->flags & SHF_EXECINSTR) obj->needs_executable_stack = true;
        }
        r->section_id[i] = id;
    }
    if (!has_stack_note) obj->needs_executable_stack = true;
    for (u32 i = 1; i < r->file.section.len; i++) {
        const ElfSection *e = &r->file.section.at[i];
        if (!r->section_id[i] || !(e->flags & SHF_LINK_ORDER)) continue;
        /* A link of 0 is used for metadata sections whose section was removed. */
        if (e->link >= r->file.section.len) return fail(r, "section '%.*s' is linked to a section that does not exist", e->name, 0);
        obj->section.at[r->section_id[i]].linked_to = r->section_id[e->link];
    }
    return true;
}

static bool read_symbols(Reader *r)
{
    Obj *obj = r->obj;
    if (!r->symtab) return true;
    r->symbol_count = elf_file_symbol_count(&r->file, r->symtab);
    if (!r->symbol_count) return r->file.section.at[r->symtab].size == 0;
    u32 first_global = r->file.section.at[r->symtab].info;
    if (first_global > r->symbol_count) return elf_file_error(&r->file, "symbol table has more local symbols than symbols");
    vec_reserve(&obj->symbol, r->symbol_count);
    for (u32 i = 1; i < r->symbol_count; i++) {
        ElfSymbol e;
        if (!elf_file_symbol(&r->file, r->symtab, i, &e)) return false;
        ObjSymbol y = {0};
        y.name = e.name;
        y.visibility = e.visibility;
        y.value = e.value;
        y.size = e.size;
        switch (e.binding) {
        case STB_LOCAL: y.binding = OBJ_LOCAL; break;
        case STB_GLOBAL: y.binding = OBJ_GLOBAL; break;
        case STB_WEAK: y.binding = OBJ_WEAK; break;
        case STB_GNU_UNIQUE: y.binding = OBJ_UNIQUE; break;
        default: return fail(r, "symbol '%.*s' has the unknown binding %u", e.name, e.binding);
        }
        if ((y.binding == OBJ_LOCAL) != (i < first_global)) return fail(r, "symbol '%.*s' is on the wrong side of the local symbols", e.name, 0);
        switch (e.type) {
        case STT_NOTYPE: y.kind = OBJ_NOTYPE; break;
        case STT_OBJECT:
        case STT_COMMON: y.kind = OBJ_DATA; break;
        case STT_FUNC: y.kind = OBJ_FUNC; break;
        case STT_SECTION: y.kind = OBJ_SECTION; break;
        case STT_FILE: y.kind = OBJ_FILE; break;
        case STT_TLS: y.kind = OBJ_TLS_DATA; break;
        case STT_GNU_IFUNC: y.kind = OBJ_IFUNC; break;
        default: return fail(r, "symbol '%.*s' has the unknown type %u", e.name, e.type);
        }
        if (e.section == SHN_UNDEF) {
            y.place = OBJ_UNDEFINED;
            if (y.binding == OBJ_LOCAL && y.name.len) return fail(r, "local symbol '%.*s' is undefined", e.name, 0);
        } else if (e.section == SHN_ABS) {
            y.place = OBJ_ABSOLUTE;
        } else if (e.section == SHN_COMMON) {
            y.place = OBJ_COMMON;
            if (y.binding == OBJ_LOCAL) return fail(r, "local symbol '%.*s' is common", e.name, 0);
            if (e.value == 0) y.value = 1;
            if ((y.value & (y.value - 1)) || y.value > 0x80000000u) return fail(r, "common symbol '%.*s' has a bad alignment", e.name, 0);
            if (y.size >> 46) return fail(r, "common symbol '%.*s' is too large", e.name, 0);
        } else if (e.section >= SHN_LORESERVE) {
            return fail(r, "symbol '%.*s' is in the reserved section %u", e.name, e.section);
        } else {
            y.section = r->section_id[e.section];
            y.place = y.section ? OBJ_DEFINED : OBJ_ABSOLUTE;
            if (!y.section && y.kind != OBJ_SECTION && y.binding != OBJ_LOCAL)
                return fail(r, "symbol '%.*s' is in a section that holds no program data", e.name, 0);
            if (y.kind == OBJ_SECTION && y.section) {
                y.name = (Str){"", 0};
                if (!obj->section.at[y.section].symbol) obj->section.at[y.section].symbol = i;
            }
        }
        vec_push(&obj->symbol, y);
    }
    return true;
}

static bool read_groups(Reader *r)
{
    Obj *obj = r->obj;
    for (u32 i = 1; i < r->file.section.len; i++) {
        const ElfSection *e = &r->file.section.at[i];
        if (e->type != SHT_GROUP) continue;
        if (e->size < 4 || e->size % 4) return elf_file_error(&r->file, "a section group has a bad size");
        if (e->link != r->symtab || e->info == 0 || e->info >= r->symbol_count) return elf_file_error(&r->file, "a section group has no signature symbol");
        ObjGroup g = {0};
        g.signature = e->info;
        obj->symbol.at[g.signature].referenced = true;
        g.is_comdat = (get_u32(e->data) & GRP_COMDAT) != 0;
        u32 id = obj->group.len;
        vec_push(&obj->group, g);
        for (u64 at = 4; at < e->size; at += 4) {
            u32 member = get_u32(e->data + at);
            if (member == 0 || member >= r->file.section.len) return elf_file_error(&r->file, "a section group names a section that does not exist");
            u32 section = r->section_id[member];
            if (!section) continue; /* its relocations */
            if (obj->section.at[section].group) return fail(r, "section '%.*s' is in two groups", obj->section.at[section].name, 0);
            obj->section.at[section].group = id + 1;
            vec_push(&obj->group.at[id].member, section);
        }
    }
    return true;
}

static bool read_relocs(Reader *r)
{
    Obj *obj = r->obj;
    for (u32 i = 1; i < r->file.section.len; i++) {
        const ElfSection *e = &r->file.section.at[i];
        if (e->type != SHT_RELA || e->size == 0) continue;
        if (e->entry_size != ELF_RELA_SIZE || e->size % ELF_RELA_SIZE) return fail(r, "section '%.*s': bad entry size", e->name, 0);
        if (e->info == 0 || e->info >= r->file.section.len || !r->section_id[e->info])
            return fail(r, "section '%.*s' relocates a section that does not exist", e->name, 0);
        if (e->link != r->symtab || !r->symtab) return fail(r, "section '%.*s' does not use the symbol table", e->name, 0);
        ObjSection *s = &obj->section.at[r->section_id[e->info]];
        if (s->kind == OBJ_NOBITS) return fail(r, "section '%.*s' relocates a section without contents", e->name, 0);
        u32 n = (u32)(e->size / ELF_RELA_SIZE);
        vec_reserve(&s->reloc, (u64)s->reloc.len + n);
        const u8 *p = e->data;
        for (u32 k = 0; k < n; k++, p += ELF_RELA_SIZE) {
            u32 number = get_u32(p + 8), symbol = get_u32(p + 12);
            RelocKind kind = reloc_from_elf(obj->machine, number);
            if (kind == RELOC_COUNT) return fail(r, "section '%.*s': unknown relocation type %u", e->name, number);
            if (symbol >= r->symbol_count) return fail(r, "section '%.*s' refers to the symbol %u, which does not exist", e->name, symbol);
            ObjReloc o = {get_u64(p), symbol, (u16)kind, (i64)get_u64(p + 16)};
            u32 patched = reloc_info(kind)->size;
            if (o.offset > s->bytes.len || patched > s->bytes.len - o.offset) return fail(r, "section '%.*s': relocation %u is outside its section", e->name, k);
            obj->symbol.at[symbol].referenced = true;
            s->reloc.at[s->reloc.len++] = o;
        }
    }
    return true;
}

bool elf_read_object(Kit *kit, const char *tool, Str name, const u8 *data, u64 size, Obj *out)
{
    Reader r = {0};
    obj_init(out, kit, OBJ_X86_64);
    if (!elf_file_open(&r.file, kit, tool, name, data, size)) return false;
    r.obj = out;
    bool ok = false;
    if (r.file.type != ET_REL) elf_file_error(&r.file, "not a relocatable object");
    else if (r.file.machine != EM_X86_64) fail(&r, "%.*smachine %u is not x86-64 (62)", STR(""), r.file.machine);
    else ok = true;
    out->elf_flags = r.file.flags;
    Arena arena = {0};
    r.section_id = arena_new_array(&arena, u32, r.file.section.len + 1);
    ok = ok && read_sections(&r) && read_symbols(&r) && read_groups(&r) && read_relocs(&r);
    arena_free(&arena);
    elf_file_free(&r.file);
    return ok;
}
