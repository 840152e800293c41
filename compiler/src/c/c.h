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
    bool short_enums, ms_extensions;
    bool syntax_only;        /* -fsyntax-only: nothing reaches the sink */
    u32 visibility;          /* -fvisibility: IrVisibility */
} COptions;

typedef struct Lowering Lowering;

/* Attribute symver: a name with a version for a function or object of this translation unit. */
typedef struct VersionedName {
    DeclId decl;
    Name name;
    Loc loc;
} VersionedName;

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
    VEC(VersionedName) versioned_name;
    VEC(KnownItem) known_item;
    VEC(KnownObject) known_object;     /* 0 is unused */
    bool in_static_initializer;        /* the values of const objects count as constants (GNU) */
    /* emptied after each function or file-scope declaration: */
    VEC(Node) node;
    VEC(u32) extra;
    VEC(Init) init;                    /* 0 is unused */
    VEC(InitItem) init_item;
    VEC(Label) label;                  /* 0 is unused */
    VEC(SwitchCase) switch_case;
    VEC(Cleanup) cleanup;              /* 0 is unused */
    VEC(AsmStatement) asm_statement;
    VEC(NestedFunction) nested;        /* empty when the function has none */
    VEC(NodeId) row;                   /* a stack of const.c's */
    struct Parser *parser;             /* the parser's own state */
} CUnit;

/* Compiles one file. False after errors were reported. */
bool c_compile(Kit *kit, const COptions *options, const char *path, Module *m, const IrSink *sink);

/* ---- constant expressions (C11 6.6) ---- */


/* Constants are ConstValues, see ast.h. */

/* Keeps what an object is initialized with; false when some of it is not constant. */
bool remember_value(CUnit *c, DeclId object, InitId init);
/* What a load of the lvalue gives when it is (part of) a remembered object, else CONST_NOT. */
ConstValue known_value(CUnit *c, NodeId lvalue, QType type);
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
