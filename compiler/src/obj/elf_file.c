/* The checked view of an ELF file; see elf_file.h. Nothing outside `size` bytes is ever touched. */
#include "obj/elf_file.h"
#include "base/buf.h"

bool elf_is(const u8 *data, u64 size) { return size >= 4 && memcmp(data, "\177ELF", 4) == 0; }

bool elf_file_error(const ElfFile *file, const char *what)
{
    if (file->kit) diag_tool_error(&file->kit->diag, file->tool, "%.*s: %s", STR_FMT(file->name), what);
    return false;
}

static bool in_file(const ElfFile *f, u64 offset, u64 size) { return offset <= f->size && size <= f->size - offset; }

bool elf_file_string(const ElfFile *file, u32 strtab, u64 offset, Str *out)
{
    if (strtab == 0 || strtab >= file->section.len) return false;
    const ElfSection *s = &file->section.at[strtab];
    if (s->type != SHT_STRTAB || offset >= s->size) return false;
    /* The table was checked to end in NUL. */
    const char *p = (const char *)s->data + offset;
    *out = (Str){p, (u32)strlen(p)};
    return true;
}

static bool read_sections(ElfFile *f, u64 table, u32 entry, u64 count, u32 names)
{
    if (table == 0) return true;
    if (entry != ELF_SHDR_SIZE) return elf_file_error(f, "section header size is not that of ELF-64");
    if (!in_file(f, table, ELF_SHDR_SIZE)) return elf_file_error(f, "section headers lie outside the file");
    const u8 *first = f->data + table;
    if (count == 0) count = get_u64(first + 32);
    if (names == SHN_XINDEX) names = get_u32(first + 40);
    if (count > f->size / ELF_SHDR_SIZE || !in_file(f, table, count * ELF_SHDR_SIZE)) return elf_file_error(f, "section headers lie outside the file");
    vec_reserve(&f->section, count);
    for (u32 i = 0; i < count; i++) {
        const u8 *p = first + (u64)i * ELF_SHDR_SIZE;
        ElfSection s = {{"", 0}, get_u32(p + 4), get_u32(p + 40), get_u32(p + 44), get_u64(p + 8), get_u64(p + 16), get_u64(p + 24),
                        get_u64(p + 32), get_u64(p + 48), get_u64(p + 56), NULL};
        if (i == 0) s.type = SHT_NULL, s.size = 0;
        if (s.type != SHT_NOBITS && s.type != SHT_NULL) {
            if (!in_file(f, s.offset, s.size)) return elf_file_error(f, "a section lies outside the file");
            s.data = f->data + s.offset;
            if (s.type == SHT_STRTAB && s.size && s.data[s.size - 1]) return elf_file_error(f, "a string table does not end in NUL");
        }
        if (s.align == 0) s.align = 1;
        if ((s.align & (s.align - 1)) || s.align > 0x80000000u) return elf_file_error(f, "a section's alignment is not a power of two");
        vec_push(&f->section, s);
    }
    if (names == 0) return true;
    if (names >= count || f->section.at[names].type != SHT_STRTAB) return elf_file_error(f, "the section name table is missing");
    for (u32 i = 1; i < count; i++) {
        if (!elf_file_string(f, names, get_u32(first + (u64)i * ELF_SHDR_SIZE), &f->section.at[i].name)
            && f->section.at[i].type != SHT_NULL)
            return elf_file_error(f, "a section's name is outside the string table");
    }
    return true;
}

bool elf_file_open(ElfFile *file, Kit *kit, const char *tool, Str name, const u8 *data, u64 size)
{
    *file = (ElfFile){0};
    file->kit = kit;
    file->tool = tool;
    file->name = name;
    file->data = data;
    file->size = size;
    if (!elf_is(data, size)) return elf_file_error(file, "not an ELF file");
    if (size < ELF_EHDR_SIZE) return elf_file_error(file, "file is truncated");
    if (data[4] != 2) return elf_file_error(file, "not a 64-bit ELF file");
    if (data[5] != 1) return elf_file_error(file, "not a little-endian ELF file");
    if (data[6] != 1) return elf_file_error(file, "unknown ELF version");
    file->type = get_u16(data + 16);
    file->machine = get_u16(data + 18);
    file->entry = get_u64(data + 24);
    file->flags = get_u32(data + 48);
    u64 segments = get_u64(data + 32);
    u32 segment_count = get_u16(data + 56);
    if (segments && segment_count) {
        if (get_u16(data + 54) != ELF_PHDR_SIZE || !in_file(file, segments, (u64)segment_count * ELF_PHDR_SIZE))
            return elf_file_error(file, "program headers lie outside the file");
        for (u32 i = 0; i < segment_count; i++) {
            const u8 *p = data + segments + (u64)i * ELF_PHDR_SIZE;
            ElfSegment s = {get_u32(p), get_u32(p + 4), get_u64(p + 8), get_u64(p + 16), get_u64(p + 24), get_u64(p + 32), get_u64(p + 40), get_u64(p + 48)};
            vec_push(&file->segment, s);
        }
    }
    if (read_sections(file, get_u64(data + 40), get_u16(data + 58), get_u16(data + 60), get_u16(data + 62))) return true;
    elf_file_free(file);
    return false;
}

void elf_file_free(ElfFile *file)
{
    vec_free(&file->section);
    vec_free(&file->segment);
}

u32 elf_file_find(const ElfFile *file, u32 type)
{
    for (u32 i = 1; i < file->section.len; i++)
        if (file->section.at[i].type == type) return i;
    return 0;
}

u32 elf_file_symbol_count(const ElfFile *file, u32 symtab)
{
    if (symtab == 0 || symtab >= file->section.len) return 0;
    const ElfSection *s = &file->section.at[symtab];
    if (s->entry_size != ELF_SYM_SIZE || s->size % ELF_SYM_SIZE) return elf_file_error(file, "symbol table has a wrong entry size"), 0;
    if (s->link == 0 || s->link >= file->section.len || file->section.at[s->link].type != SHT_STRTAB)
        return elf_file_error(file, "symbol table without a string table"), 0;
    return (u32)(s->size / ELF_SYM_SIZE);
}

bool elf_file_symbol(const ElfFile *file, u32 symtab, u32 index, ElfSymbol *out)
{
    const ElfSection *s = &file->section.at[symtab];
    const u8 *p = s->data + (u64)index * ELF_SYM_SIZE;
    u32 name = get_u32(p);
    out->name = (Str){"", 0};
    out->binding = p[4] >> 4;
    out->type = p[4] & 15;
    out->visibility = p[5] & 3;
    out->section = get_u16(p + 6);
    out->value = get_u64(p + 8);
    out->size = get_u64(p + 16);
    if (name && !elf_file_string(file, s->link, name, &out->name)) return elf_file_error(file, "a symbol's name is outside the string table");
    if (out->section == SHN_XINDEX) return elf_file_error(file, "more than 65279 sections are not supported");
    if (out->section < SHN_LORESERVE && out->section >= file->section.len) return elf_file_error(file, "a symbol's section does not exist");
    return true;
}
