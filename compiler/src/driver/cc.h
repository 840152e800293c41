/* What the files of the C compiler's driver share: the command line as data, and where things are.
   cc.c runs it; cc_options.c reads the command line; cc_search.c finds headers and libraries; cc_compile.c makes one
   object; cc_depend.c writes make rules; cc_link.c makes the linker's command line. */
#ifndef KIT_DRIVER_CC_H
#define KIT_DRIVER_CC_H

#include "asm/asm.h"
#include "base/kit.h"
#include "c/c.h"
#include "codegen/target.h"
#include "opt/opt.h"

typedef enum CcMode { CC_LINK, CC_OBJECT /* -c */, CC_ASSEMBLY /* -S */, CC_EMIT_IR, CC_PREPROCESS /* -E */, CC_DEPENDENCIES /* -M */, CC_SYNTAX } CcMode;

typedef enum CcLanguage { LANGUAGE_BY_SUFFIX, LANGUAGE_C, LANGUAGE_C_HEADER, LANGUAGE_C_PREPROCESSED, LANGUAGE_ASSEMBLY, LANGUAGE_ASSEMBLY_CPP, LANGUAGE_IR, LANGUAGE_LINKER } CcLanguage;

/* Sources and what the linker gets, in the order of the command line. */
typedef struct CcInput {
    CcLanguage language; /* LANGUAGE_LINKER: text is an argument for ld */
    const char *text;
    Obj *object;         /* of a source that was compiled to be linked */
} CcInput;

typedef enum CcLibc { LIBC_FIND, LIBC_GLIBC, LIBC_MUSL } CcLibc;

/* CPU seconds by room, for -time-report. */
typedef struct CcTimes {
    double total, optimizer, codegen, write, link;
} CcTimes;

typedef struct CcOptions {
    CcMode mode;
    CcLibc libc;
    const char *output, *sysroot, *include_sysroot;
    VEC(CcInput) input;
    VEC(const char *) early_link;       /* for ld, before everything: -u, -z, -T, -s ... */
    VEC(const char *) library_directory; /* -L */
    VEC(const char *) prefix;           /* -B */
    VEC(IncludeDirectory) directory;    /* -I and kin as given */
    COptions c;
    CodegenOptions codegen;
    OptOptions opt;
    AsmOptions assembler;
    PrintOptions print;
    const Target *target;
    /* -M and kin */
    bool depend, depend_user_only, depend_phony;
    const char *depend_file;
    Buf depend_target;                  /* of -MT and -MQ, escaped for make */
    /* linking */
    bool is_static, shared, pie, static_pie, relocatable, no_start_files, no_default_libs, no_libc, export_dynamic, pthread, static_libgcc;
    bool nostdinc, verbose, dry_run, time_report;
    const char *query;                  /* an option that only asks, such as -dumpmachine */
    CcTimes times;
} CcOptions;

/* Where kit and the C library are; found once. Strings live in the kit's arena and have no '/' at the end. */
typedef struct CcPlaces {
    const char *home;                   /* the directory with include/ and lib/ of this kit */
    CcLibc libc;
    const char *sysroot;                /* "" is none */
    const char *gcc;                    /* gcc's own directory, or NULL */
    const char *interpreter;
    VEC(const char *) library;          /* directories, in order of search */
    VEC(const char *) include;
} CcPlaces;

/* The whole of cc; language is that of the inputs until -x says otherwise. */
int cc_main(Kit *kit, int argc, char **argv, CcLanguage language);

/* False after reported errors. */
bool cc_parse(Kit *kit, int argc, char **argv, CcLanguage language, CcOptions *o);
void cc_list_ignored(Buf *out);

void cc_find_places(Kit *kit, const CcOptions *o, CcPlaces *places);
/* The whole path of a start file or library, or NULL. */
const char *cc_find_file(Kit *kit, const CcOptions *o, const CcPlaces *places, const char *name);
/* The directories of the preprocessor, from the command line, the environment (CPATH, C_INCLUDE_PATH) and the places. */
void cc_include_path(Kit *kit, const CcOptions *o, const CcPlaces *places, CppOptions *cpp);
/* The directory that this executable is in. */
const char *driver_home(Kit *kit, const char *argv0);

/* Compiles, assembles or preprocesses one source as the mode says: to o->output or a name made from the source's, or, when
   linking, to input->object. False after reported errors; then nothing was written. */
bool cc_compile(Kit *kit, CcOptions *o, CcInput *input);
CcLanguage cc_language_of(const char *path);
/* "dir/name.c" and ".o" give "name.o". */
const char *cc_output_name(Kit *kit, const char *source, const char *suffix);
bool cc_write(Kit *kit, const char *path, const void *data, size_t size, u32 mode);

/* Writes the rule for one source when it was asked for; first_range is where the source's ranges begin in kit->sources. */
bool cc_write_dependencies(Kit *kit, const CcOptions *o, const char *source, u32 first_range);
void cc_escape_for_make(Buf *out, Str s);

/* Links the inputs, or only shows how. */
bool cc_link(Kit *kit, const CcOptions *o, const CcPlaces *places);
/* One command as -v shows it. */
void cc_show_command(const char *const *word, u32 n, bool quoted);

void cc_time_report(const CcTimes *t);

#endif
