/* What the assembler's files share: its state, and who offers what.
   A section's content is one chain per subsection: bytes as far as they are known, and fragments for what is sized later
   (branches, alignment, differences of labels). A position is (chain, number of fragments before it, bytes before it);
   layout.c turns positions into offsets once every fragment has its size. */
#ifndef KIT_ASM_INTERNAL_H
#define KIT_ASM_INTERNAL_H

#include "asm/asm.h"
#include "base/bits.h"
#include "base/map.h"

typedef u32 SymId; /* 0 is none */

typedef struct Pos {
    u32 chain, frag, raw;
} Pos;

typedef enum ExprKind { EX_NONE, EX_CONST, EX_SYM, EX_BAD } ExprKind;

/* The @ suffixes of operands. */
typedef enum Modifier {
    MOD_NONE, MOD_PLT, MOD_GOT, MOD_GOTOFF, MOD_GOTPCREL, MOD_TPOFF, MOD_DTPOFF, MOD_GOTTPOFF, MOD_TLSGD, MOD_TLSLD, MOD_TLSDESC, MOD_TLSCALL,
    MOD_SIZE, MOD_PLTOFF
} Modifier;

typedef struct Expr { /* add - sub + value */
    u8 kind;      /* ExprKind */
    u8 modifier;
    SymId add, sub;
    i64 value;
    Loc loc;
} Expr;

/* Operators that cannot be kept in an Expr hang on an anonymous symbol whose value is this node. */
typedef struct ExprNode {
    u8 op; /* 0: just left; OP_VIEW: the view number of row right.value of chain left.value */
    Expr left, right;
} ExprNode;

typedef enum SymPlace { SYM_UNDEFINED, SYM_LABEL, SYM_ABSOLUTE, SYM_EXPR, SYM_COMMON, SYM_SECTION } SymPlace;

typedef struct AsmSymbol {
    Str name;          /* empty: never written */
    u8 place, binding, visibility, kind;
    bool is_written_local; /* not a .L label */
    bool is_forced_local;  /* .local */
    bool is_bound;         /* .globl or .weak was said */
    bool is_used;          /* mentioned by a relocation */
    bool is_busy;          /* being evaluated: found again, it is a loop */
    bool is_tls;
    bool is_mentioned;     /* appeared in an expression or directive */
    bool is_redefinable;   /* by .set or = */
    bool is_weak_target;   /* mentioned only through .weakref */
    Pos pos;           /* SYM_LABEL */
    u64 value;         /* SYM_ABSOLUTE; alignment of SYM_COMMON; AsmSection of SYM_SECTION */
    u64 size;          /* SYM_COMMON */
    Expr size_expr;    /* .size */
    u32 node;          /* SYM_EXPR */
    SymId weakref;     /* .weakref: the real target */
    ObjSymbolId obj;
    u32 order;         /* among the written symbols; 0 is last */
    Loc loc;
} AsmSymbol;

typedef enum FragKind { FRAG_ALIGN, FRAG_ORG, FRAG_SPACE, FRAG_JUMP, FRAG_LEB, FRAG_NOPS } FragKind;

typedef struct Frag {
    u8 kind, state;    /* JUMP: 0 is short, 1 long, 2 long and by relocation */
    u8 condition;      /* JUMP: 16 is jmp; LEB: 1 is signed */
    u8 fill_size;      /* ALIGN: 0 is no-ops, else the bytes of `fill` repeated */
    u32 at;            /* the chain's bytes before it */
    u32 region;        /* alignments and .orgs before it */
    u32 max;           /* ALIGN: most bytes to skip, 0 is any */
    u64 address;       /* of the fixed bytes before it, in the section */
    u64 size;          /* of the variable part */
    u64 fill;
    Expr expr;         /* target, count, new location; ALIGN: value is the power of two */
} Frag;

typedef enum FixKind { FIX_PLAIN, FIX_SIGNED, FIX_PCREL } FixKind;

typedef struct Fixup {
    u32 frag, at;
    u8 size, kind;     /* FixKind */
    u8 trailing;       /* PCREL: bytes between the field's end and the instruction's end */
    u8 reloc;          /* RelocKind, or RELOC_COUNT to choose by size and kind */
    u8 modifier;
    SymId add, sub;
    i64 value;
    Loc loc;
} Fixup;

typedef struct LineEntry {
    Pos pos;
    u32 file, line, column, discriminator, isa;
    u8 flags; /* LINE_* */
    bool resets_view;
    u32 view; /* rows before it at the same address (a GCC extension of location lists) */
} LineEntry;
enum { LINE_STMT = 1, LINE_BLOCK = 2, LINE_PROLOGUE = 4, LINE_EPILOGUE = 8 };

typedef struct Chain {
    u32 section, number; /* subsection */
    Buf bytes;
    u64 nobits;          /* bytes.len of sections without bytes */
    VEC(Frag) frag;
    VEC(Fixup) fixup;
    VEC(LineEntry) line;
    u64 tail;            /* address of the bytes after the last fragment */
    u32 tail_region, order;
    u32 next;            /* the section's next subsection, 0 is none */
} Chain;

typedef struct AsmSection {
    Str name;
    u8 kind;
    u32 flags, elf_type, entry_size;
    u32 align;
    u32 first_chain, last_chain;
    Str group;           /* signature, or empty */
    bool is_comdat;
    SymId link_order;    /* the symbol whose section SHF_LINK_ORDER names */
    u32 unique;          /* ,unique,N plus 1 */
    SymId symbol;        /* its section symbol */
    ObjSectionId obj;
    u64 size;            /* after layout */
} AsmSection;

typedef struct Input {
    const char *text, *end, *p;
    Loc base;
    u32 condition_depth; /* conditionals open when it began */
    bool is_expansion;
} Input;

typedef struct Condition {
    bool active, taken, in_else, parent_active;
    Loc loc;
} Condition;

typedef struct MacroParam {
    Str name, fallback;
    bool is_required, is_rest;
} MacroParam;

typedef struct Macro {
    Str name, body;
    VEC(MacroParam) param;
    bool is_dead;
} Macro;

typedef struct CfiInsn {
    u8 op;
    bool moved; /* there may be code between it and the instruction before it */
    Pos pos;    /* where it was said */
    u32 a, b;   /* registers; of an escape: offset and length in As.cfi_bytes */
    i64 offset;
} CfiInsn;

typedef struct CfiFde {
    SymId start;
    Pos end;
    bool has_end, is_signal;
    u8 personality_encoding, lsda_encoding; /* DW_EH_PE_omit: none */
    Expr personality, lsda;
    u32 return_column;
    u32 first_insn, insn_count;
    Loc loc;
} CfiFde;

typedef struct DwarfFile {
    Str name;
    u32 dir;
    bool is_used, has_md5;
    u8 md5[16];
} DwarfFile;

typedef struct Symver {
    SymId symbol;
    Str name;
    bool removes;
} Symver;

typedef struct AsmReloc { /* .reloc */
    u32 section;
    Expr offset, value;
    u16 kind;
} AsmReloc;

typedef struct LocalLabel {
    SymId last, next;
} LocalLabel;

typedef struct As {
    Kit *kit;
    const AsmOptions *options;
    Obj *obj;
    Arena arena;
    VEC(Input) input;
    const char *p, *end; /* the statement being read */
    StrMap mnemonics;    /* instructions: see insn.c */
    StrMap directives, registers;
    StrMap names;        /* symbols */
    VEC(AsmSymbol) symbol;
    VEC(ExprNode) node;
    StrMap section_names;
    VEC(AsmSection) section;
    VEC(Chain) chain;
    u32 current;         /* chain */
    u32 previous;
    VEC(u32) section_stack;
    IntMap local_labels;
    VEC(LocalLabel) local_label;
    VEC(Condition) condition;
    VEC(Macro) macro;
    StrMap macros;
    u32 macro_count, expansion_depth;
    u64 expansion_bytes;
    u32 expression_depth, resolve_steps;
    bool statement_failed;
    u8 modifier;
    SymId got_symbol;
    u32 order;           /* the last AsmSymbol.order given out */
    StrMap group_index;
    VEC(Str) file_symbol;
    VEC(Symver) symver;
    VEC(AsmReloc) reloc;
    /* DWARF line tables. */
    VEC(DwarfFile) file;
    u32 dwarf_version;
    bool loc_pending, any_loc, any_file;
    SymId loc_view;
    LineEntry loc;
    VEC(Str) directory;
    u32 line_section, line_string_section;
    /* Call frame information. */
    VEC(CfiInsn) cfi_insn;
    VEC(CfiFde) cfi_fde;
    Buf cfi_bytes;
    bool cfi_open, cfi_in_eh_frame, cfi_in_debug_frame;
    Pos cfi_last;
    i64 cfi_cfa_offset;
    VEC(i64) cfi_cfa_stack;
    u32 eh_frame_section, debug_frame_section;
    bool laid_out, ended;
    bool has_stack_note;
} As;

/* asm.c: statements, symbols, positions. */
Loc as_loc(As *as, const char *p);
void as_error(As *as, const char *p, const char *fmt, ...) KIT_PRINTF(3, 4);
void as_warn(As *as, const char *p, const char *fmt, ...) KIT_PRINTF(3, 4);
void as_error_at(As *as, Loc loc, const char *fmt, ...) KIT_PRINTF(3, 4);
void skip_blanks(As *as);
void skip_to_end(As *as); /* of the statement, whatever it says */
bool at_end(As *as);             /* of the statement, after blanks */
bool accept(As *as, char c);     /* skips blanks and c */
bool expect_comma(As *as);
Str read_name(As *as);           /* a symbol or word, possibly quoted; empty when there is none */
bool read_string(As *as, Buf *out); /* a quoted string with its escapes */
bool push_input(As *as, Str path, const char *text, u32 size, Loc from, bool is_expansion);
SymId symbol_named(As *as, Str name);  /* finds or makes */
SymId symbol_new(As *as, Str name);
SymId symbol_here(As *as);             /* an anonymous label at the present place */
void symbol_set(As *as, SymId id, const Expr *e, bool once, const char *p);
Pos here(As *as);

/* expr.c */
enum { CHAR_START = 1, CHAR_DIGIT = 2, CHAR_BLANK = 4, CHAR_END = 8 };
extern const u8 as_char_class[256];
static inline bool is_name_start(char c) { return as_char_class[(u8)c] & CHAR_START; }
static inline bool is_name_char(char c) { return as_char_class[(u8)c] & (CHAR_START | CHAR_DIGIT); }
bool parse_expr(As *as, Expr *out);
bool parse_constant(As *as, i64 *out); /* known now, or an error */
bool expr_fold(As *as, Expr *e);       /* to a constant if it is known now */
/* With layout done (or estimated): reduces symbols to labels, undefined symbols and constants; false after an error. */
bool expr_resolve(As *as, const Expr *e, Expr *out, bool quiet);
enum { OP_VIEW = 0x80 };
bool parse_integer(const char **p, const char *end, u64 *lo, u64 *hi);

/* section.c */
void section_init(As *as);
void section_switch(As *as, u32 section, u32 subsection);
u32 section_get(As *as, Str name, u32 kind, u32 flags, u32 elf_type, u32 entry_size, Str group, bool is_comdat, u32 unique);
u32 section_standard(As *as, Str name);
void directive_section(As *as, bool push);
/* A field or an assignment that mentions a defined .L label gives it its place in the symbol table; the others get theirs in the end. */
static inline void note_field(As *as, SymId id)
{
    AsmSymbol *y = &as->symbol.at[id];
    if (id && !y->order && y->name.len && y->place != SYM_UNDEFINED) y->order = ++as->order;
}
static inline bool is_external(const AsmSymbol *y) { return y->binding != OBJ_LOCAL && !y->is_forced_local; }
static inline u32 long_branch_size(const Frag *f) { return f->condition == 16 ? 5 : 6; }
static inline Chain *current_chain(As *as) { return &as->chain.at[as->current]; }
static inline AsmSection *current_section(As *as) { return &as->section.at[as->chain.at[as->current].section]; }
static inline Buf *current_bytes(As *as) { return &as->chain.at[as->current].bytes; }
bool section_has_bytes(As *as, const char *p); /* an error in NOBITS sections */
Frag *add_frag(As *as, FragKind kind);

/* insn.c */
void insn_init(As *as);
bool insn_assemble(As *as, Str mnemonic); /* false: no such instruction */
bool insn_register(As *as, Str name, u32 *dwarf_number);

/* directive.c */
void directive_init(As *as);
void align_here(As *as, u32 power); /* with zeros, or no-ops in code */
bool directive_run(As *as, Str name); /* false: no such directive */
/* A plain field of `size` bytes at `at`, for an expression that is not known yet. */
Fixup *fixup_add(Chain *c, const Expr *e, u32 at, u32 size);

/* macro.c */
bool macro_expand(As *as, Str name);
void directive_macro(As *as);
void directive_rept(As *as, Str which);
void directive_purgem(As *as);
bool directive_conditional(As *as, Str name); /* true when it was one */
void skip_inactive(As *as);
bool macro_exit(As *as); /* .exitm: false outside of an expansion */

/* layout.c */
u64 pos_address(As *as, Pos pos);
bool layout_sections(As *as);

/* object.c */
bool object_finish(As *as);
ObjSymbolId section_symbol(As *as, u32 section); /* while the Obj is made */

/* join.c */
/* Appends an object's content to the sections; base receives, by section of the object, the label where its content begins. */
void join_object(As *as, const Obj *from, const AsmJoin *join, SymId *base);
/* After layout: fills in what the caller asked for. */
void join_places(As *as, const Obj *from, const AsmJoin *join, const SymId *base);

/* dwarf.c */
void directive_file(As *as);
void directive_loc(As *as);
void dwarf_insn(As *as); /* before each instruction */
void dwarf_flush(As *as);
void dwarf_views(As *as, u32 section); /* numbers the rows at one address */
u32 dwarf_view(As *as, u32 chain, u32 index);
void dwarf_finish(As *as);

/* cfi.c */
bool directive_cfi(As *as, Str name);
void cfi_prepare(As *as); /* checks, and makes its section; before layout */
void cfi_mark(As *as);    /* marks the symbols that it will refer to */
void cfi_finish(As *as);  /* fills it; after layout */

#endif
