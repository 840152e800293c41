/* GNU symbol versioning tables (Linux Standard Base, "Symbol Versioning"): index to name. */
#include "obj/elf_file.h"
#include "base/buf.h"

static bool set_name(const ElfFile *file, ElfVersions *v, u32 index, u32 strtab, u32 name, bool is_needed)
{
    Str text;
    index &= 0x7fff;
    if (!elf_file_string(file, strtab, name, &text)) return elf_file_error(file, "a version's name is outside the string table");
    while (v->name.len <= index) {
        Str none = {"", 0};
        vec_push(&v->name, none);
        vec_push(&v->is_needed, 0);
    }
    v->name.at[index] = text;
    v->is_needed.at[index] = is_needed;
    return true;
}

static bool read_definitions(const ElfFile *file, const ElfSection *s, ElfVersions *v)
{
    u64 at = 0;
    for (u32 i = 0; i < s->info; i++) {
        if (s->size < 20 || at > s->size - 20) return elf_file_error(file, "a version definition is outside its section");
        const u8 *p = s->data + at;
        u32 aux = get_u32(p + 12), step = get_u32(p + 16);
        if (get_u16(p + 6) > 0) {
            if (aux > s->size - at || s->size - at - aux < 8) return elf_file_error(file, "a version definition is outside its section");
            if (!set_name(file, v, get_u16(p + 4), s->link, get_u32(p + aux), false)) return false;
        }
        if (step == 0) break;
        at += step;
    }
    return true;
}

static bool read_needs(const ElfFile *file, const ElfSection *s, ElfVersions *v)
{
    u64 at = 0, steps = 0;
    for (u32 i = 0; i < s->info; i++) {
        if (s->size < 16 || at > s->size - 16) return elf_file_error(file, "a version need is outside its section");
        const u8 *p = s->data + at;
        u32 count = get_u16(p + 2), step = get_u32(p + 12);
        u64 aux = at + get_u32(p + 8);
        for (u32 k = 0; k < count; k++) {
            /* Entries cannot be more than what fits: overlapping chains would take quadratic time. */
            if (s->size < 16 || aux > s->size - 16 || ++steps > s->size / 16) return elf_file_error(file, "a version need is outside its section");
            const u8 *q = s->data + aux;
            if (!set_name(file, v, get_u16(q + 6), s->link, get_u32(q + 8), true)) return false;
            if (get_u32(q + 12) == 0) break;
            aux += get_u32(q + 12);
        }
        if (step == 0) break;
        at += step;
    }
    return true;
}

bool elf_file_versions(const ElfFile *file, u32 dynsym, u32 count, ElfVersions *out)
{
    *out = (ElfVersions){0};
    for (u32 i = 1; i < file->section.len; i++) {
        const ElfSection *s = &file->section.at[i];
        if (s->type == SHT_GNU_VERSYM && s->link == dynsym) {
            if (s->size < 2 * (u64)count) return elf_file_error(file, "the version table is too short");
            out->versym = s->data;
        } else if (s->type == SHT_GNU_VERDEF) {
            if (!read_definitions(file, s, out)) return false;
        } else if (s->type == SHT_GNU_VERNEED) {
            if (!read_needs(file, s, out)) return false;
        }
    }
    return true;
}
