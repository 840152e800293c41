/* The code generator's own state for one translation unit, and what a target gives it.
   In: IR functions and data. Out: sections, symbols and relocations of the Obj, or assembly text. */
#ifndef KIT_CODEGEN_CG_H
#define KIT_CODEGEN_CG_H

#include "codegen/isel.h"
#include "codegen/mir.h"
#include "codegen/target.h"

/* One record per target; everything in it is constant. */
struct Target {
    const char *name;
    const DataLayout *layout;
    ObjMachine machine;
    const MirOpInfo *ops;
    const MirRegs *regs;
    u8 block_op, line_op;       /* MIR ops of labels and line marks */
    u32 function_align;
    /* Selection: parameters at entry; one instruction of a block (or defer it); the value of a constant or deferred v in a
       register; the store that hands v to a phi. */
    void (*select_entry)(Isel *S);
    void (*select)(Isel *S, Value v);
    Reg (*materialize)(Isel *S, Value v);
    void (*emit_deferred)(Isel *S, Value v);
    void (*store_phi)(Isel *S, u32 slot, Value v);
    void (*load_phi)(Isel *S, u32 slot, Value phi);
    u32 (*class_of)(IrType type, u32 *width);
    /* Tidies final MIR before it is emitted or printed. */
    void (*finish)(MFunc *f);
    /* Emission: final MIR to bytes in cg->text, or to text in cg->assembly. */
    void (*emit)(Codegen *cg, MFunc *f);
    void (*print)(Codegen *cg, MFunc *f);
    /* Unwinding (DWARF 5, 6.4): what holds at every function's first instruction, and registers' DWARF numbers. */
    u8 return_column;
    RelocKind reloc_pc32, reloc_abs64, reloc_abs32;
};

extern const Target target_x64;

typedef struct ConstEntry { /* a constant that lives in memory */
    u64 lo, hi;
    u32 size;             /* 4, 8, 16 */
    ObjSymbolId symbol;   /* a local one, made with the entry; 0 under -S */
} ConstEntry;

typedef struct CgLine { /* code of a source position begins */
    u32 section;
    u32 offset;
    Loc loc;
} CgLine;

typedef struct CgFunction { /* a function that was emitted, for unwind and debug information */
    Symbol symbol;
    ObjSectionId section;
    u64 offset, size;
    Loc loc;
    u32 first_line, line_count;  /* in Codegen.line */
} CgFunction;

typedef struct CgFile {
    Str path;
} CgFile;

typedef struct CgDifference { /* a label difference in data, filled in at the end */
    ObjSectionId section;
    u64 offset;
    Symbol symbol, minus;
    i64 addend;
    u32 size;
} CgDifference;

struct Codegen {
    Kit *kit;
    const Target *target;
    const CodegenOptions *options;
    Module *m;
    Obj *obj;
    Buf *assembly;                 /* -S; else NULL, but while a function with inline assembly is written */
    Buf joined;                    /* the text that the assembler joins with obj in the end */
    bool joining;                  /* that is being written: everything but it goes to obj */
    VEC(Str) join_label;           /* labels of the text whose places -g wants to know */
    Isel isel;
    MFunc f;

    VEC(ObjSymbolId) symbol_of;    /* by module symbol; 0 not made yet */
    ObjSectionId text, eh_frame;
    ObjSectionId constant_section[3]; /* of 4, 8 and 16 bytes */
    StrMap section_of_name;        /* sections that symbols name, and mergeable ones */
    VEC(ConstEntry) constant;      /* 0 unused */
    IntMap constant_index[3];      /* by low word: the newest entry; the 16-byte ones are few and scanned */
    StrMap string_place;           /* merged string literals: kind and bytes to offset */
    VEC(CgDifference) difference;
    u32 function_count;
    bool executable_stack;         /* trampolines are made in frames */
    u32 asm_count;                 /* inline assemblies written so far: what %= stands for */
    u32 constants_printed;         /* -S: entries of the pool */
    Str current_section;           /* -S: what the text is in */
    u32 last_file, last_line;      /* -S: of the last .loc */
    Symbol memcpy_symbol, memset_symbol, tls_symbol;

    /* -g */
    VEC(CgLine) line;
    VEC(CgFunction) function;
    VEC(CgFile) file;
    StrMap file_of_path;
    u32 first_line;                /* of the function being emitted, in `line` */

    u32 cie_offset, last_fde;
    bool has_cie;
};

/* ---- symbols and sections (codegen.c, data.c) ---- */

/* The object's symbol for s, made when first asked for, and referenced. */
ObjSymbolId cg_symbol(Codegen *cg, Symbol s);
void cg_place_symbol(Codegen *cg, Symbol s, ObjSectionId section, u64 offset, u64 size);
void cg_finish_differences(Codegen *cg);
/* A section by name, made when first asked for. */
ObjSectionId cg_section(Codegen *cg, Str name, ObjSectionKind kind, u32 flags, u32 align);
/* The pool's entry of that constant. */
u32 cg_constant(Codegen *cg, u64 lo, u64 hi, u32 size);
Symbol cg_runtime_symbol(Codegen *cg, Symbol *cache, const char *name);
/* The kind and flags that a section's name stands for (gABI, "Special Sections"). */
void cg_section_kind(Str name, bool is_code, bool read_only, bool is_tls, bool is_zero, ObjSectionKind *kind, u32 *flags);
/* The section that s's code goes to, and that of its jump tables. */
ObjSectionId cg_text_section(Codegen *cg, Symbol s);
ObjSectionId cg_table_section(Codegen *cg, Symbol s);
void cg_define_function(Codegen *cg, Symbol s, ObjSectionId section, u64 offset, u64 size);
void cg_note_line(Codegen *cg, ObjSectionId section, u32 offset, Loc loc);

/* ---- frame.c ---- */

/* Gives every used slot its offset from the frame pointer, below `saved` bytes of saved registers. False when the frame is too large. */
bool frame_layout(MFunc *f, u32 saved);

/* ---- eh_frame.c ---- */

typedef struct FrameNotes { /* where a function's prologue and epilogues change the frame, as offsets from its start */
    u32 after_push, after_move; /* frame pointer pushed; copied from the stack pointer */
    u32 after_saves;
    u32 saved_count;
    u8 saved_dwarf[16];         /* DWARF numbers of saved registers, the first nearest to the frame pointer */
    u32 epilogue_count;
    const MPlace *epilogue;     /* where the frame is gone; the return follows */
} FrameNotes;

void eh_frame_function(Codegen *cg, ObjSectionId text, u64 offset, u64 size, const FrameNotes *notes);
void eh_frame_finish(Codegen *cg);

/* ---- debug.c ---- */

/* The line of a position, and the number of its source file in the line table. */
u32 debug_line_of(Codegen *cg, Loc loc, u32 *file);
Str debug_directory(const Codegen *cg);
void debug_finish(Codegen *cg);

/* ---- text.c: assembly text of symbols, data and directives, for -S ---- */

void text_begin(Codegen *cg);
/* The name of s as the assembler reads it; s is then described at the end. */
void text_symbol(Codegen *cg, Symbol s);
void text_constant(Codegen *cg, u32 constant);
void text_section(Codegen *cg, Str name, ObjSectionKind kind, u32 flags, u32 entry_size);
void text_function_begin(Codegen *cg, Symbol s);
void text_function_end(Codegen *cg, Symbol s);
void text_line(Codegen *cg, Loc loc);
void text_data(Codegen *cg, const IrData *data);
void text_finish(Codegen *cg);

void text_alias(Codegen *cg, Symbol s);
/* Around the text of an inline assembly that stands at loc. */
void text_asm_begin(Codegen *cg, Loc loc);
void text_asm_end(Codegen *cg);

/* ---- join.c: inline assembly and assembly at file scope ---- */

void join_function(Codegen *cg, MFunc *f);
u32 join_label(Codegen *cg, Str name);
bool join_finish(Codegen *cg);

/* What kind of section an object belongs in (data.c). */
typedef struct CgDestination {
    Str name;
    ObjSectionKind kind;
    u32 flags;
} CgDestination;
CgDestination cg_data_destination(Codegen *cg, const IrData *data);
/* The section of s's code or jump tables: its name, and for code its kind and flags. */
CgDestination cg_text_destination(Codegen *cg, Symbol s);
Str cg_table_section_name(Codegen *cg, Symbol s);

#endif
