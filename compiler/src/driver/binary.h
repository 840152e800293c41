/* What nm and objdump share: files and archive members opened one after the other, symbols with their section's class. */
#ifndef KIT_DRIVER_BINARY_H
#define KIT_DRIVER_BINARY_H

#include "obj/archive.h"
#include "obj/elf_file.h"

typedef struct Binary {
    ElfFile elf;
    Str archive; /* the archive's path, empty for a plain file */
    Str name;    /* path, or the member's name */
    bool is_first_of_archive;
} Binary;

typedef bool BinaryVisitor(Kit *kit, void *context, Binary *binary);

/* Opens path and calls visit for it or for each ELF member of the archive that it is. False after an error was reported. */
bool binary_visit(Kit *kit, const char *tool, const char *path, BinaryVisitor *visit, void *context);
/* Symbol `index`; a section symbol gets its section's name. */
bool binary_symbol(const ElfFile *elf, u32 symtab, u32 index, ElfSymbol *out);
/* "*UND*", "*ABS*", "*COM*" or the section's name. */
Str binary_section_name(const ElfFile *elf, u32 section);

#endif
