/* Opening the inputs of nm and objdump; see binary.h. */
#include "driver/binary.h"
#include "base/file.h"

bool binary_visit(Kit *kit, const char *tool, const char *path, BinaryVisitor *visit, void *context)
{
    FileBytes file;
    Binary b = {0};
    int err = file_read(&kit->arena, path, &file);
    if (err) {
        diag_tool_error(&kit->diag, tool, "'%s': %s", path, strerror(err));
        return false;
    }
    b.name = str_of(path);
    if (!archive_is(file.data, file.size)) {
        if (!elf_file_open(&b.elf, kit, tool, b.name, file.data, file.size)) return false;
        bool ok = visit(kit, context, &b);
        elf_file_free(&b.elf);
        return ok;
    }
    Archive archive;
    bool ok = archive_read(kit, tool, b.name, file.data, file.size, &archive);
    b.archive = b.name;
    b.is_first_of_archive = true;
    for (u32 i = 0; ok && i < archive.member.len; i++) {
        const ArchiveMember *m = &archive.member.at[i];
        b.name = m->name;
        Str full = arena_printf(&kit->arena, "%s(%.*s)", path, STR_FMT(m->name));
        if (!elf_is(m->data, m->size)) continue;
        if (!elf_file_open(&b.elf, kit, tool, full, m->data, m->size)) {
            ok = false;
            break;
        }
        ok = visit(kit, context, &b);
        b.is_first_of_archive = false;
        elf_file_free(&b.elf);
    }
    vec_free(&archive.member);
    vec_free(&archive.index);
    return ok;
}

bool binary_symbol(const ElfFile *elf, u32 symtab, u32 index, ElfSymbol *out)
{
    if (!elf_file_symbol(elf, symtab, index, out)) return false;
    if (out->type == STT_SECTION && out->name.len == 0 && out->section < elf->section.len) out->name = elf->section.at[out->section].name;
    return true;
}

Str binary_section_name(const ElfFile *elf, u32 section)
{
    if (section == SHN_UNDEF) return STR("*UND*");
    if (section == SHN_ABS) return STR("*ABS*");
    if (section == SHN_COMMON) return STR("*COM*");
    return section < elf->section.len ? elf->section.at[section].name : STR("*?*");
}
