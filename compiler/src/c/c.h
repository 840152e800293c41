/* The C front end: source text in, IR functions and data out.
   pp (tokens) → parse (types, declarations, typed tree; one function at a time) → lower (IR) → the sink. */
#ifndef KIT_C_C_H
#define KIT_C_C_H

#include "c/ast.h"
#include "c/pp.h"
#include "ir/ir.h"

typedef struct COptions {
    CppOptions cpp;
    bool gnu89_inline;       /* inline means what it meant before C99 */
    bool common;             /* -fcommon: tentative definitions become common symbols */
    bool builtins_off;       /* -fno-builtin */
    bool wrapv, short_enums, ms_extensions;
    bool position_independent; /* PIC but not PIE: external definitions may be interposed */
    bool syntax_only;        /* -fsyntax-only: nothing reaches the sink */
    u32 visibility;          /* -fvisibility: IrVisibility */
    Str max_include_depth;
} COptions;

typedef struct Lowering Lowering;

/* One translation unit. Everything but the per-function arrays lives until its end. */
typedef struct CUnit {
    Kit *kit;
    const COptions *options;
    CPreprocessor *pp;
    CTypes types;
    Module *module;
    const IrSink *sink;
    Lowering *lowering;
    Arena arena;                       /* for the translation unit */
    VEC(Decl) decl;                    /* 0 is unused */
    VEC(DeclId) param_decl;
    VEC(StringLiteral) string;
    VEC(FloatBits) float_constant;     /* in the format of the node's type */
    /* emptied after each function or file-scope declaration: */
    VEC(Node) node;
    VEC(u32) extra;
    VEC(Init) init;                    /* 0 is unused */
    VEC(InitItem) init_item;
    VEC(Label) label;                  /* 0 is unused */
    VEC(SwitchCase) switch_case;
    VEC(Cleanup) cleanup;              /* 0 is unused */
    VEC(AsmStatement) asm_statement;
    struct Parser *parser;             /* the parser's own state */
} CUnit;

/* Compiles one file. False after errors were reported. */
bool c_compile(Kit *kit, const COptions *options, const char *path, Module *m, const IrSink *sink);

/* ---- constant expressions (C11 6.6) ---- */

typedef enum ConstKind { CONST_NOT, CONST_INTEGER, CONST_FLOATING, CONST_ADDRESS } ConstKind;
typedef enum ConstBase { BASE_NONE, BASE_DECL, BASE_STRING, BASE_LABEL } ConstBase;

typedef struct ConstValue {
    u8 kind;           /* ConstKind */
    u8 base;           /* of CONST_ADDRESS: what the address is of */
    u32 base_id;       /* DeclId (function or static object), string index or LabelId */
    u32 minus_label;   /* label differences: LabelId, or 0 */
    u64 integer;       /* INTEGER: the value, extended to 64 bits as its type says; ADDRESS: the signed offset */
    u64 integer_high;  /* of an INTEGER of 128 bits: the upper word (only conversions of 64-bit constants are folded so far) */
    FloatBits floating;/* in the format of the expression's type */
} ConstValue;

/* What an rvalue is worth at translation time, in its own type. CONST_NOT when it is not constant; reports nothing. */
ConstValue c_evaluate(CUnit *c, NodeId expression);

/* ---- from the parser to the lowering ---- */

Lowering *lower_open(CUnit *c);
/* A function definition, its body complete; called once each, at the closing brace. */
void lower_function(CUnit *c, DeclId function, NodeId body);
/* An object with static or thread duration is defined (file scope, or static in a block, or a static compound literal). init 0: zero. */
void lower_object(CUnit *c, DeclId object, InitId init);
/* asm("...") at file scope. */
void lower_file_asm(CUnit *c, Str text, Loc loc);
/* The end: tentative definitions, aliases, functions that waited until something referred to them. */
void lower_close(CUnit *c);

#endif
