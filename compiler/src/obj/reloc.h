/* Relocation kinds: what each patches and how, in one table for all consumers.
   R(enumerator, ELF name, ELF number, bytes patched, is relative to its place). S symbol, A addend, P place, G GOT entry. */
#ifndef KIT_OBJ_RELOC_H
#define KIT_OBJ_RELOC_H

#include "base/base.h"

/* System V ABI, AMD64 supplement, table 4.9. */
#define RELOCS_X64(R) \
    R(X64_NONE, "R_X86_64_NONE", 0, 0, 0) \
    R(X64_64, "R_X86_64_64", 1, 8, 0) \
    R(X64_PC32, "R_X86_64_PC32", 2, 4, 1) \
    R(X64_GOT32, "R_X86_64_GOT32", 3, 4, 0) \
    R(X64_PLT32, "R_X86_64_PLT32", 4, 4, 1) \
    R(X64_COPY, "R_X86_64_COPY", 5, 0, 0) \
    R(X64_GLOB_DAT, "R_X86_64_GLOB_DAT", 6, 8, 0) \
    R(X64_JUMP_SLOT, "R_X86_64_JUMP_SLOT", 7, 8, 0) \
    R(X64_RELATIVE, "R_X86_64_RELATIVE", 8, 8, 0) \
    R(X64_GOTPCREL, "R_X86_64_GOTPCREL", 9, 4, 1) \
    R(X64_32, "R_X86_64_32", 10, 4, 0) \
    R(X64_32S, "R_X86_64_32S", 11, 4, 0) \
    R(X64_16, "R_X86_64_16", 12, 2, 0) \
    R(X64_PC16, "R_X86_64_PC16", 13, 2, 1) \
    R(X64_8, "R_X86_64_8", 14, 1, 0) \
    R(X64_PC8, "R_X86_64_PC8", 15, 1, 1) \
    R(X64_DTPMOD64, "R_X86_64_DTPMOD64", 16, 8, 0) \
    R(X64_DTPOFF64, "R_X86_64_DTPOFF64", 17, 8, 0) \
    R(X64_TPOFF64, "R_X86_64_TPOFF64", 18, 8, 0) \
    R(X64_TLSGD, "R_X86_64_TLSGD", 19, 4, 1) \
    R(X64_TLSLD, "R_X86_64_TLSLD", 20, 4, 1) \
    R(X64_DTPOFF32, "R_X86_64_DTPOFF32", 21, 4, 0) \
    R(X64_GOTTPOFF, "R_X86_64_GOTTPOFF", 22, 4, 1) \
    R(X64_TPOFF32, "R_X86_64_TPOFF32", 23, 4, 0) \
    R(X64_PC64, "R_X86_64_PC64", 24, 8, 1) \
    R(X64_GOTOFF64, "R_X86_64_GOTOFF64", 25, 8, 0) \
    R(X64_GOTPC32, "R_X86_64_GOTPC32", 26, 4, 1) \
    R(X64_GOT64, "R_X86_64_GOT64", 27, 8, 0) \
    R(X64_GOTPCREL64, "R_X86_64_GOTPCREL64", 28, 8, 1) \
    R(X64_GOTPC64, "R_X86_64_GOTPC64", 29, 8, 1) \
    R(X64_PLTOFF64, "R_X86_64_PLTOFF64", 31, 8, 0) \
    R(X64_SIZE32, "R_X86_64_SIZE32", 32, 4, 0) \
    R(X64_SIZE64, "R_X86_64_SIZE64", 33, 8, 0) \
    R(X64_GOTPC32_TLSDESC, "R_X86_64_GOTPC32_TLSDESC", 34, 4, 1) \
    R(X64_TLSDESC_CALL, "R_X86_64_TLSDESC_CALL", 35, 0, 0) \
    R(X64_TLSDESC, "R_X86_64_TLSDESC", 36, 16, 0) \
    R(X64_IRELATIVE, "R_X86_64_IRELATIVE", 37, 8, 0) \
    R(X64_GOTPCRELX, "R_X86_64_GOTPCRELX", 41, 4, 1) \
    R(X64_REX_GOTPCRELX, "R_X86_64_REX_GOTPCRELX", 42, 4, 1)

typedef enum RelocKind {
#define R(id, elf_name, elf_number, size, relative) RELOC_##id,
    RELOCS_X64(R)
#undef R
    RELOC_COUNT
} RelocKind;

typedef struct RelocInfo {
    const char *elf_name;
    u16 elf_number;
    u8 size;     /* bytes patched */
    bool relative;
} RelocInfo;

const RelocInfo *reloc_info(RelocKind kind);
/* MAP_NONE-like RELOC_COUNT when the machine has no such relocation. machine is an ObjMachine. */
RelocKind reloc_from_elf(u32 machine, u32 elf_number);

#endif
