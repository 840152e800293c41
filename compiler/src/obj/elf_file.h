/* A checked view of any ELF-64 little-endian file: in come bytes from anywhere, out come sections and symbols whose every offset,
   size and index has been looked at. The object reader, the linker's shared library reader, nm and objdump stand on it. */
#ifndef KIT_OBJ_ELF_FILE_H
#define KIT_OBJ_ELF_FILE_H

#include "base/kit.h"
#include "base/vec.h"
#include "obj/elf_format.h"

typedef struct ElfSection {
    Str name;
    u32 type, link, info;
    u64 flags, address, offset, size, align, entry_size;
    const u8 *data; /* size bytes; NULL for SHT_NOBITS and SHT_NULL */
} ElfSection;

typedef struct ElfSegment {
    u32 type, flags;
    u64 offset, address, physical, file_size, memory_size, align;
} ElfSegment;

typedef struct ElfSymbol {
    Str name;
    u8 binding, type, visibility;
    u32 section; /* an ELF section index or SHN_* */
    u64 value, size;
} ElfSymbol;

typedef struct ElfFile {
    Kit *kit;         /* NULL: no messages */
    const char *tool; /* for messages */
    Str name;
    const u8 *data;
    u64 size;
    u32 type, machine, flags;
    u64 entry;
    VEC(ElfSection) section;
    VEC(ElfSegment) segment;
} ElfFile;

bool elf_is(const u8 *data, u64 size);
/* Reads headers and section names. False after an error was reported (unless kit is NULL). */
bool elf_file_open(ElfFile *file, Kit *kit, const char *tool, Str name, const u8 *data, u64 size);
void elf_file_free(ElfFile *file);
/* Reports a damaged file; always false. */
bool elf_file_error(const ElfFile *file, const char *what);
/* The NUL-terminated string at `offset` of a string table section; false when there is none. */
bool elf_file_string(const ElfFile *file, u32 strtab, u64 offset, Str *out);
/* The first section of that type, 0 when there is none. */
u32 elf_file_find(const ElfFile *file, u32 type);
/* How many symbols a SHT_SYMTAB or SHT_DYNSYM section holds, after checking its entry size and its string table; 0 when damaged (reported). */
u32 elf_file_symbol_count(const ElfFile *file, u32 symtab);
/* Symbol `index` (below the count) of a checked table. False (reported) when its name or its section is out of range. */
bool elf_file_symbol(const ElfFile *file, u32 symtab, u32 index, ElfSymbol *out);

/* GNU symbol versions of a file with a dynamic symbol table. */
typedef struct ElfVersions {
    const u8 *versym; /* a half for each dynamic symbol, or NULL */
    VEC(Str) name;    /* by version index; empty where there is none */
    VEC(u8) is_needed; /* that index comes from .gnu.version_r */
} ElfVersions;
/* Reads .gnu.version, .gnu.version_d and .gnu.version_r for `dynsym` of `count` symbols. False after an error. */
bool elf_file_versions(const ElfFile *file, u32 dynsym, u32 count, ElfVersions *out);

#endif
