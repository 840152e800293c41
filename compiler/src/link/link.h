/* The linker: objects, archives and shared libraries in; an executable, shared object or one relocatable object out. */
#ifndef KIT_LINK_LINK_H
#define KIT_LINK_LINK_H

#include "base/buf.h"
#include "base/kit.h"
#include "base/vec.h"
#include "obj/obj.h"

typedef enum LinkOutput { LINK_EXECUTABLE, LINK_PIE, LINK_SHARED, LINK_RELOCATABLE } LinkOutput;

/* One thing on the command line, in order, with the positional state in force at it. */
typedef struct LinkInput {
    enum { LINK_INPUT_FILE, LINK_INPUT_LIBRARY /* -lNAME; -l:FILE */, LINK_INPUT_OBJECT /* in memory */, LINK_INPUT_GROUP_START, LINK_INPUT_GROUP_END } kind;
    Str name;
    Obj *object; /* freed (obj_free) by the link */
    bool as_needed, static_only, whole_archive;
} LinkInput;

typedef struct LinkOptions {
    LinkOutput output;
    bool is_static;            /* no dynamic linker; LINK_PIE + is_static is static-pie */
    bool gc_sections, print_gc_sections, strip_all, strip_debug, export_dynamic, eh_frame_hdr, z_now, z_relro, no_undefined, allow_multiple_definition;
    bool build_id, symbolic, hash_sysv, hash_gnu, trace, print_map;
    bool exec_stack, discard_all, warn_common, allow_shlib_undefined, unresolved_ignore, no_relax;
    bool z_text, separate_code_off, symbolic_functions, old_rpath_tag, no_delete, no_dlopen, origin, init_first, global, interpose, fatal_warnings, no_dynamic_linker;
    bool warn_unresolved, no_warnings, no_exec_stack;
    bool no_default_lib, load_filter, global_audit; /* -z: flags for the loader, that only travel */
    bool version_asked;        /* --version: the driver says it, and links nothing */
    bool default_symver;       /* definitions without a version have the library's name for one */
    Str init_name, fini_name;  /* default _init, _fini */
    VEC(Str) export_symbol;    /* --export-dynamic-symbol: patterns */
    u64 stack_size;            /* 0: not stated */
    Str entry;                 /* default _start */
    Str interpreter;           /* --dynamic-linker */
    Str soname;
    Str output_name;           /* stands in for a soname where there is none */
    u64 image_base;            /* 0: default 0x400000 for LINK_EXECUTABLE, 0 for others */
    Str sysroot, script, version_script, map_file;
    VEC(LinkInput) input;
    VEC(Str) library_path;
    VEC(Str) rpath;
    VEC(Str) undefined;        /* -u */
    VEC(Str) defsym, wrap, exclude_libs, dynamic_list;
    VEC(Str) trace_symbol;     /* -y: who defines it and who refers to it is told */
} LinkOptions;

/* Links into *out (whole file bytes). False after errors were reported. */
bool link_run(Kit *kit, const LinkOptions *options, Buf *out);
/* The command line of `ld` (GNU's spellings), without argv[0]; false after a reported error. *output_path gets -o (default a.out). */
bool link_parse_arguments(Kit *kit, int argc, char **argv, LinkOptions *options, const char **output_path);
void link_list_ignored(Buf *out); /* what is accepted without an effect, with the reason, and what is refused */

#endif
