/* The assembler: AT&T assembly text, as compilers and hand-written start files use it, into an Obj. */
#ifndef KIT_ASM_ASM_H
#define KIT_ASM_ASM_H

#include "obj/obj.h"

typedef struct AsmOptions {
    bool warn_off, fatal_warnings, noexecstack, execstack;
    bool no_relax_relocations; /* -mrelax-relocations=no: plain R_X86_64_GOTPCREL */
    u32 dwarf_version; /* of .debug_line when the source does not tell by '.file 0'; 0 is 3 */
    VEC(Str) include_path; /* of .include and .incbin */
    VEC(Str) defsym;
} AsmOptions;

/* `path` is for messages; `text` has size bytes and 64 zero bytes of padding. False after reported errors. */
bool asm_run(Kit *kit, const AsmOptions *options, const char *path, const char *text, u32 size, Obj *out);

#endif
