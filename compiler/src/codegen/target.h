/* What a target is to the rest of kit, and the way from IR to Obj.
   In: functions and data through codegen_sink. Out: sections, symbols and relocations in an Obj (or assembly text for -S). */
#ifndef KIT_CODEGEN_TARGET_H
#define KIT_CODEGEN_TARGET_H

#include "ir/ir.h"
#include "obj/obj.h"

typedef enum RelocModel { MODEL_STATIC /* -fno-pic */, MODEL_PIE, MODEL_PIC } RelocModel;

typedef struct CodegenOptions {
    RelocModel model;
    bool function_sections, data_sections, no_plt, debug_lines /* -g */, async_unwind /* .eh_frame */;
    bool no_zero_in_bss, red_zone, no_jump_tables;
    Str producer;            /* for .comment: "kit 0.1.0" */
    Str compilation_directory; /* for debug info: "" unless -fdebug-compilation-dir or the like says */
    VEC(Str) debug_prefix_map;
    const struct AsmOptions *assembler; /* of the assembler that inline assembly goes through; NULL: the defaults */
} CodegenOptions;

typedef struct Target Target;       /* one const record per target, see below */
typedef struct Codegen Codegen;     /* the state of one translation unit */

/* By name: "x86_64", ...; NULL when there is none. */
const Target *target_find(Str name);
const DataLayout *target_layout(const Target *t);
ObjMachine target_machine(const Target *t);

/* m and obj must outlive the Codegen. For -S pass `assembly`: the text is appended there and obj stays empty. */
Codegen *codegen_open(Kit *kit, const Target *t, const CodegenOptions *options, Module *m, Obj *obj, Buf *assembly);
void codegen_function(Codegen *cg, Function *fn);
void codegen_data(Codegen *cg, const IrData *data);
void codegen_file_asm(Codegen *cg, Str text, Loc loc);
/* Emits what remains (commons, aliases, constants, line tables, unwind tables) and frees the state. */
void codegen_close(Codegen *cg);

#endif
