/* Obj, the second waist: sections, symbols and relocations of one object file, in memory.
   Code generators and the assembler fill it; the writers, the linker, the JIT, nm and objdump read it.
   Nothing in it depends on a file format; ELF readers and writers translate at the edge.
   Ids are indices: section and symbol 0 are reserved as "none" (undefined). */
#ifndef KIT_OBJ_OBJ_H
#define KIT_OBJ_OBJ_H

#include "base/buf.h"
#include "base/kit.h"
#include "obj/reloc.h"

typedef u32 ObjSectionId;
typedef u32 ObjSymbolId;

typedef enum ObjMachine { OBJ_X86_64, OBJ_AARCH64, OBJ_RISCV64 } ObjMachine;

typedef enum ObjSectionKind {
    OBJ_PROGBITS,
    OBJ_NOBITS,        /* size without bytes */
    OBJ_NOTE,
    OBJ_INIT_ARRAY,
    OBJ_FINI_ARRAY,
    OBJ_PREINIT_ARRAY,
    OBJ_UNWIND,        /* .eh_frame on x86-64 when typed so */
    OBJ_OTHER          /* elf_type holds the raw sh_type */
} ObjSectionKind;

enum { /* ObjSection.flags */
    OBJ_ALLOC = 1, OBJ_WRITE = 2, OBJ_EXEC = 4, OBJ_MERGE = 8, OBJ_STRINGS = 16, OBJ_TLS = 32, OBJ_LINK_ORDER = 64,
    OBJ_RETAIN = 128, OBJ_EXCLUDE = 256, OBJ_GROUP_MEMBER = 512
};

typedef struct ObjReloc {
    u64 offset;       /* into the section */
    ObjSymbolId symbol;
    u16 kind;         /* RelocKind */
    i64 addend;
} ObjReloc;

typedef struct ObjSection {
    Str name;
    u8 kind;          /* ObjSectionKind */
    u32 flags;
    u32 elf_type;     /* of OBJ_OTHER */
    u32 align;        /* a power of two, at least 1 */
    u32 entry_size;   /* of OBJ_MERGE sections; else 0 */
    Buf bytes;        /* not used by NOBITS; with bytes.cap 0 they are borrowed from the file that was read and must not grow */
    u64 size;         /* NOBITS only; others: bytes.len */
    VEC(ObjReloc) reloc;
    u32 group;        /* index into Obj.group + 1, 0 is none */
    ObjSectionId linked_to; /* of OBJ_LINK_ORDER */
    ObjSymbolId symbol; /* its STT_SECTION symbol once asked for, else 0 */
} ObjSection;

typedef enum ObjBinding { OBJ_LOCAL, OBJ_GLOBAL, OBJ_WEAK, OBJ_UNIQUE } ObjBinding;
typedef enum ObjVisibility { OBJ_DEFAULT, OBJ_INTERNAL, OBJ_HIDDEN, OBJ_PROTECTED } ObjVisibility; /* ELF's numbers */
typedef enum ObjSymbolKind { OBJ_NOTYPE, OBJ_DATA, OBJ_FUNC, OBJ_SECTION, OBJ_FILE, OBJ_TLS_DATA, OBJ_IFUNC } ObjSymbolKind;

typedef enum ObjPlace {
    OBJ_UNDEFINED,
    OBJ_DEFINED,   /* at section + value */
    OBJ_ABSOLUTE,  /* value */
    OBJ_COMMON     /* size bytes, value is the alignment */
} ObjPlace;

typedef struct ObjSymbol {
    Str name;
    u8 binding, visibility, kind, place;
    ObjSectionId section; /* of OBJ_DEFINED */
    u64 value, size;
    bool referenced;      /* an undefined symbol that nothing refers to is not written */
} ObjSymbol;

typedef struct ObjGroup { /* a COMDAT group */
    ObjSymbolId signature;
    bool is_comdat;
    VEC(ObjSectionId) member;
} ObjGroup;

typedef struct Obj {
    Kit *kit;
    ObjMachine machine;
    u32 elf_flags;
    VEC(ObjSection) section;
    VEC(ObjSymbol) symbol;
    VEC(ObjGroup) group;
    bool needs_executable_stack; /* else an empty .note.GNU-stack is written */
} Obj;

void obj_init(Obj *obj, Kit *kit, ObjMachine machine);
void obj_free(Obj *obj);
/* Adds a section, always a fresh one. name must live as long as obj. */
ObjSectionId obj_add_section(Obj *obj, Str name, ObjSectionKind kind, u32 flags, u32 align);
/* Adds a symbol, always a fresh one; the caller keeps names unique. */
ObjSymbolId obj_add_symbol(Obj *obj, const ObjSymbol *symbol);
/* The one STT_SECTION symbol of a section, made when first asked for. */
ObjSymbolId obj_section_symbol(Obj *obj, ObjSectionId section);
static inline ObjSection *obj_section(Obj *obj, ObjSectionId id) { return &obj->section.at[id]; }
static inline void obj_add_reloc(Obj *obj, ObjSectionId section, u64 offset, RelocKind kind, ObjSymbolId symbol, i64 addend)
{
    ObjReloc r = {offset, symbol, (u16)kind, addend};
    vec_push(&obj->section.at[section].reloc, r);
    obj->symbol.at[symbol].referenced = true;
}

#endif
