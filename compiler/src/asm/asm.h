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

/* ---- for a compiler: text that refers to an object made otherwise, and the other way round ---- */

typedef struct AsmPlace {
    ObjSectionId section;
    u64 offset;
} AsmPlace;

typedef struct AsmDifference { /* bytes of the object that become symbol - minus + addend */
    ObjSectionId section;
    u64 offset;
    u32 size;
    ObjSymbolId symbol, minus;
    i64 addend;
} AsmDifference;

typedef struct AsmJoin {
    const Str *symbol_name;      /* by symbol of the object: what the text calls it when it has no name; empty: the text does not mention it */
    const AsmDifference *difference;
    u32 difference_count;
    AsmPlace *section_place;     /* out, by section of the object as it came in: where its content is now */
    const Str *label;            /* labels of the text, and out: where they are */
    AsmPlace *label_place;
    u32 label_count;
} AsmJoin;

/* Assembles text as if obj's content, as assembly, stood behind it. obj is replaced by the result. False after reported errors. */
bool asm_join(Kit *kit, const AsmOptions *options, const char *path, const char *text, u32 size, Obj *obj, const AsmJoin *join);

#endif
