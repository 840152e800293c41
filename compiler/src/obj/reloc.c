/* The relocation table of reloc.h as data, and its inverse. */
#include "obj/reloc.h"
#include "obj/obj.h"

static const RelocInfo INFO[RELOC_COUNT] = {
#define R(id, elf_name, elf_number, size, relative) {elf_name, elf_number, size, relative},
    RELOCS_X64(R)
#undef R
};

const RelocInfo *reloc_info(RelocKind kind) { return &INFO[kind]; }

static RelocKind from_x64(u32 number)
{
    switch (number) {
#define R(id, elf_name, elf_number, size, relative) case elf_number: return RELOC_##id;
        RELOCS_X64(R)
#undef R
    default: return RELOC_COUNT;
    }
}

RelocKind reloc_from_elf(u32 machine, u32 elf_number) { return machine == OBJ_X86_64 ? from_x64(elf_number) : RELOC_COUNT; }
