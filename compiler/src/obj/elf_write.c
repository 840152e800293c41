/* Obj to an ELF-64 relocatable file; see elf.h. In: an Obj. Out: the file's bytes, a function of the Obj alone.
   File order: header, section contents, relocations, groups, symbols, strings, section headers. */
#include "obj/elf.h"
#include "obj/elf_format.h"

typedef struct Writer {
    const Obj *obj;
    Buf *out;
    u32 *section_index; /* ELF index of each Obj section, 0 when dropped */
    u32 *symbol_index;
    Buf symtab, strtab, names;
    u32 local_count;
} Writer;

typedef struct Header {
    u32 name, type, link, info;
    u64 flags, offset, size, align, entry_size;
} Header;

static const u16 MACHINE[] = {EM_X86_64, EM_AARCH64, EM_RISCV};

static u32 section_type(const ObjSection *s, ObjMachine machine)
{
    switch ((ObjSectionKind)s->kind) {
    case OBJ_PROGBITS: return SHT_PROGBITS;
    case OBJ_NOBITS: return SHT_NOBITS;
    case OBJ_NOTE: return SHT_NOTE;
    case OBJ_INIT_ARRAY: return SHT_INIT_ARRAY;
    case OBJ_FINI_ARRAY: return SHT_FINI_ARRAY;
    case OBJ_PREINIT_ARRAY: return SHT_PREINIT_ARRAY;
    case OBJ_UNWIND: return machine == OBJ_X86_64 ? SHT_X86_64_UNWIND : SHT_PROGBITS;
    case OBJ_OTHER: return s->elf_type;
    }
    return SHT_PROGBITS;
}

static u64 section_flags(u32 flags)
{
    u64 f = 0;
    if (flags & OBJ_ALLOC) f |= SHF_ALLOC;
    if (flags & OBJ_WRITE) f |= SHF_WRITE;
    if (flags & OBJ_EXEC) f |= SHF_EXECINSTR;
    if (flags & OBJ_MERGE) f |= SHF_MERGE;
    if (flags & OBJ_STRINGS) f |= SHF_STRINGS;
    if (flags & OBJ_TLS) f |= SHF_TLS;
    if (flags & OBJ_LINK_ORDER) f |= SHF_LINK_ORDER;
    if (flags & OBJ_RETAIN) f |= SHF_GNU_RETAIN;
    if (flags & OBJ_EXCLUDE) f |= SHF_EXCLUDE;
    if (flags & OBJ_GROUP_MEMBER) f |= SHF_GROUP;
    return f;
}

static bool is_written(const Obj *obj, const ObjSymbol *y)
{
    (void)obj;
    if (y->place == OBJ_UNDEFINED || y->kind == OBJ_SECTION) return y->referenced;
    return true;
}

static bool is_local(const ObjSymbol *y) { return y->binding == OBJ_LOCAL && y->place != OBJ_UNDEFINED && y->place != OBJ_COMMON; }

static void put_symbol(Writer *w, ObjSymbolId id)
{
    static const u8 BINDING[] = {STB_LOCAL, STB_GLOBAL, STB_WEAK, STB_GNU_UNIQUE};
    static const u8 TYPE[] = {STT_NOTYPE, STT_OBJECT, STT_FUNC, STT_SECTION, STT_FILE, STT_TLS, STT_GNU_IFUNC};
    const ObjSymbol *y = &w->obj->symbol.at[id];
    u32 binding = BINDING[y->binding], section = SHN_UNDEF, name = 0;
    if (binding == STB_LOCAL && !is_local(y)) binding = STB_GLOBAL;
    if (y->place == OBJ_DEFINED) section = w->section_index[y->section];
    else if (y->place == OBJ_ABSOLUTE) section = SHN_ABS;
    else if (y->place == OBJ_COMMON) section = SHN_COMMON;
    if (y->name.len && y->kind != OBJ_SECTION) {
        name = (u32)w->strtab.len;
        buf_str(&w->strtab, y->name);
        buf_u8(&w->strtab, 0);
    }
    u32 type = y->place == OBJ_COMMON && y->kind == OBJ_NOTYPE ? STT_OBJECT : TYPE[y->kind];
    w->symbol_index[id] = (u32)(w->symtab.len / ELF_SYM_SIZE);
    buf_reserve(&w->symtab, ELF_SYM_SIZE);
    u8 *p = w->symtab.data + w->symtab.len;
    put_u32(p, name);
    p[4] = (u8)(binding << 4 | type);
    p[5] = y->visibility;
    put_u16(p + 6, section);
    put_u64(p + 8, y->value);
    put_u64(p + 16, y->size);
    w->symtab.len += ELF_SYM_SIZE;
}

static void put_symbols(Writer *w)
{
    const Obj *obj = w->obj;
    buf_fill(&w->symtab, 0, ELF_SYM_SIZE);
    buf_u8(&w->strtab, 0);
    for (u32 i = 1; i < obj->symbol.len; i++)
        if (is_local(&obj->symbol.at[i]) && is_written(obj, &obj->symbol.at[i])) put_symbol(w, i);
    w->local_count = (u32)(w->symtab.len / ELF_SYM_SIZE);
    for (u32 i = 1; i < obj->symbol.len; i++)
        if (!is_local(&obj->symbol.at[i]) && is_written(obj, &obj->symbol.at[i])) put_symbol(w, i);
}

static void put_relocs(Writer *w, const ObjSection *s)
{
    size_t n = (size_t)s->reloc.len * ELF_RELA_SIZE;
    buf_reserve(w->out, n);
    u8 *p = w->out->data + w->out->len;
    for (u32 i = 0; i < s->reloc.len; i++, p += ELF_RELA_SIZE) {
        const ObjReloc *r = &s->reloc.at[i];
        put_u64(p, r->offset);
        put_u32(p + 8, reloc_info((RelocKind)r->kind)->elf_number);
        put_u32(p + 12, w->symbol_index[r->symbol]);
        put_u64(p + 16, (u64)r->addend);
    }
    w->out->len += n;
}

static u32 put_name(Writer *w, const char *prefix, Str name)
{
    u32 at = (u32)w->names.len;
    buf_puts(&w->names, prefix);
    buf_str(&w->names, name);
    buf_u8(&w->names, 0);
    return at;
}

static void put_header(u8 *p, const Header *h)
{
    put_u32(p, h->name);
    put_u32(p + 4, h->type);
    put_u64(p + 8, h->flags);
    put_u64(p + 16, 0);
    put_u64(p + 24, h->offset);
    put_u64(p + 32, h->size);
    put_u32(p + 40, h->link);
    put_u32(p + 44, h->info);
    put_u64(p + 48, h->align);
    put_u64(p + 56, h->entry_size);
}

/* Sections that hold nothing and that nothing names are left out. */
static void choose_sections(Writer *w, Arena *arena, bool *has_stack_note)
{
    const Obj *obj = w->obj;
    bool *named = arena_new_array(arena, bool, obj->section.len);
    for (u32 i = 1; i < obj->symbol.len; i++) {
        const ObjSymbol *y = &obj->symbol.at[i];
        if (y->place == OBJ_DEFINED && is_written(obj, y)) named[y->section] = true;
    }
    for (u32 i = 1; i < obj->section.len; i++)
        if (obj->section.at[i].flags & OBJ_LINK_ORDER) named[obj->section.at[i].linked_to] = true;
    *has_stack_note = false;
    for (u32 i = 1; i < obj->section.len; i++) {
        const ObjSection *s = &obj->section.at[i];
        bool stack_note = str_is(s->name, ".note.GNU-stack");
        *has_stack_note |= stack_note;
        bool empty = (s->kind == OBJ_NOBITS ? s->size == 0 : s->bytes.len == 0) && s->reloc.len == 0;
        if (!empty || named[i] || stack_note || s->group || (s->flags & OBJ_RETAIN)) w->section_index[i] = 1;
    }
}

/* About what the file takes, so that the buffer need not grow and move. */
static size_t expected_size(const Writer *w, u32 headers)
{
    size_t size = ELF_EHDR_SIZE + (size_t)headers * (ELF_SHDR_SIZE + 32) + w->symtab.len + w->strtab.len;
    for (u32 i = 1; i < w->obj->section.len; i++) {
        const ObjSection *s = &w->obj->section.at[i];
        size += s->bytes.len + s->align + (size_t)s->reloc.len * ELF_RELA_SIZE;
    }
    return size;
}

void elf_write_object(const Obj *obj, Buf *out)
{
    Arena arena = {0};
    Writer w = {0};
    bool has_stack_note;
    w.obj = obj;
    w.out = out;
    w.section_index = arena_new_array(&arena, u32, obj->section.len);
    w.symbol_index = arena_new_array(&arena, u32, obj->symbol.len);
    choose_sections(&w, &arena, &has_stack_note);

    /* Header indices: groups come before their members (gABI 4, Section Groups); relocations right after their section. */
    u32 count = 1 + obj->group.len;
    for (u32 i = 1; i < obj->section.len; i++) {
        if (!w.section_index[i]) continue;
        w.section_index[i] = count++;
        if (obj->section.at[i].reloc.len) count++;
    }
    bool adds_stack_note = !has_stack_note && !obj->needs_executable_stack;
    u32 stack_note = count;
    if (adds_stack_note) count++;
    u32 symtab = count++, strtab = count++, shstrtab = count++;
    if (count >= SHN_LORESERVE) {
        diag_tool_error(&obj->kit->diag, "kit", "an object with %u sections cannot be written: more than 65279 are not supported", count);
        arena_free(&arena);
        return;
    }

    Header *header = arena_new_array(&arena, Header, count);
    put_symbols(&w);
    buf_u8(&w.names, 0);
    size_t start = out->len;
    buf_reserve(out, expected_size(&w, count));
    buf_fill(out, 0, ELF_EHDR_SIZE);
    for (u32 i = 1; i < obj->section.len; i++) {
        const ObjSection *s = &obj->section.at[i];
        if (!w.section_index[i]) continue;
        Header *h = &header[w.section_index[i]];
        h->name = put_name(&w, s->reloc.len ? ".rela" : "", s->name) + (s->reloc.len ? 5 : 0);
        h->type = section_type(s, obj->machine);
        h->flags = section_flags(s->flags) | (s->group ? SHF_GROUP : 0);
        h->align = s->align;
        h->entry_size = s->entry_size;
        if (s->flags & OBJ_LINK_ORDER) h->link = w.section_index[s->linked_to];
        if (s->kind == OBJ_NOBITS) {
            h->offset = out->len - start;
            h->size = s->size;
        } else {
            buf_fill(out, 0, (size_t)(align_up(out->len - start, s->align) - (out->len - start)));
            h->offset = out->len - start;
            h->size = s->bytes.len;
            buf_bytes(out, s->bytes.data, s->bytes.len);
        }
    }
    if (adds_stack_note) header[stack_note] = (Header){put_name(&w, "", STR(".note.GNU-stack")), SHT_PROGBITS, 0, 0, 0, out->len - start, 0, 1, 0};
    buf_fill(out, 0, (size_t)(align_up(out->len - start, 8) - (out->len - start)));
    for (u32 i = 1; i < obj->section.len; i++) {
        const ObjSection *s = &obj->section.at[i];
        if (!w.section_index[i] || !s->reloc.len) continue;
        Header *h = &header[w.section_index[i] + 1];
        h->name = header[w.section_index[i]].name - 5;
        h->type = SHT_RELA;
        h->flags = SHF_INFO_LINK | (s->group ? SHF_GROUP : 0);
        h->link = symtab;
        h->info = w.section_index[i];
        h->align = 8;
        h->entry_size = ELF_RELA_SIZE;
        h->offset = out->len - start;
        h->size = (u64)s->reloc.len * ELF_RELA_SIZE;
        put_relocs(&w, s);
    }
    u32 group_name = obj->group.len ? put_name(&w, "", STR(".group")) : 0;
    for (u32 g = 0; g < obj->group.len; g++) {
        const ObjGroup *group = &obj->group.at[g];
        Header *h = &header[1 + g];
        *h = (Header){group_name, SHT_GROUP, symtab, w.symbol_index[group->signature], 0, out->len - start, 0, 4, 4};
        buf_u32(out, group->is_comdat ? GRP_COMDAT : 0);
        for (u32 i = 0; i < group->member.len; i++) {
            u32 member = w.section_index[group->member.at[i]];
            buf_u32(out, member);
            if (obj->section.at[group->member.at[i]].reloc.len) buf_u32(out, member + 1);
        }
        h->size = out->len - start - h->offset;
    }
    buf_fill(out, 0, (size_t)(align_up(out->len - start, 8) - (out->len - start)));
    header[symtab] = (Header){put_name(&w, "", STR(".symtab")), SHT_SYMTAB, strtab, w.local_count, 0, out->len - start, w.symtab.len, 8, ELF_SYM_SIZE};
    buf_bytes(out, w.symtab.data, w.symtab.len);
    header[strtab] = (Header){put_name(&w, "", STR(".strtab")), SHT_STRTAB, 0, 0, 0, out->len - start, w.strtab.len, 1, 0};
    buf_bytes(out, w.strtab.data, w.strtab.len);
    u32 name = put_name(&w, "", STR(".shstrtab"));
    header[shstrtab] = (Header){name, SHT_STRTAB, 0, 0, 0, out->len - start, w.names.len, 1, 0};
    buf_bytes(out, w.names.data, w.names.len);
    buf_fill(out, 0, (size_t)(align_up(out->len - start, 8) - (out->len - start)));
    u64 table = out->len - start;
    buf_fill(out, 0, (size_t)count * ELF_SHDR_SIZE);
    for (u32 i = 1; i < count; i++) put_header(out->data + start + table + (size_t)i * ELF_SHDR_SIZE, &header[i]);

    u8 *e = out->data + start;
    memcpy(e, "\177ELF\2\1\1", 7);
    put_u16(e + 16, ET_REL);
    put_u16(e + 18, MACHINE[obj->machine]);
    put_u32(e + 20, 1);
    put_u64(e + 40, table);
    put_u32(e + 48, obj->elf_flags);
    put_u16(e + 52, ELF_EHDR_SIZE);
    put_u16(e + 58, ELF_SHDR_SIZE);
    put_u16(e + 60, count);
    put_u16(e + 62, shstrtab);
    buf_free(&w.symtab);
    buf_free(&w.strtab);
    buf_free(&w.names);
    arena_free(&arena);
}
