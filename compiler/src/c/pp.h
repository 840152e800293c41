/* The C preprocessor: phases 1 to 4 of translation (C11 5.1.1.2), one token at a time.
   In: a file and the options of the command line. Out: tokens for the parser, or text for -E, and the dependencies for -M. */
#ifndef KIT_C_PP_H
#define KIT_C_PP_H

#include "base/buf.h"
#include "base/kit.h"
#include "c/token.h"
#include "ir/layout.h"

typedef enum CStandard { C_STD_C89, C_STD_C99, C_STD_C11, C_STD_C17, C_STD_C23 } CStandard;

typedef enum IncludeKind { INCLUDE_QUOTE, INCLUDE_NORMAL, INCLUDE_SYSTEM, INCLUDE_AFTER } IncludeKind;

typedef struct IncludeDirectory {
    Str path;
    IncludeKind kind; /* -iquote, -I, -isystem and kit's own and the libc's, -idirafter */
} IncludeDirectory;

typedef struct CommandLineMacro {
    Str text;      /* "NAME", "NAME=value", "NAME(args)=value" */
    bool undefine; /* -U */
} CommandLineMacro;

typedef struct CppOptions {
    CStandard standard;
    bool gnu;              /* -std=gnu*: linux, unix and i386-like names are predefined; GNU keywords asm and typeof */
    bool freestanding, optimize, pic, pie, no_builtin_macros /* -undef */, trigraphs, dollars_off, assembler /* .S files: __ASSEMBLER__ */;
    bool char_is_unsigned, gnu_inline /* -fgnu89-inline */, for_size /* -Os */, amended /* C90 with its first amendment */, no_standard_include;
    const DataLayout *layout;
    VEC(IncludeDirectory) directory; /* in order of search within each kind */
    VEC(CommandLineMacro) macro;     /* in command line order */
    VEC(Str) include;                /* -include */
    VEC(Str) imacros;
    VEC(Str) prefix_map;             /* -fmacro-prefix-map=OLD=NEW, -ffile-prefix-map: "OLD=NEW" for __FILE__ */
    bool show_includes;              /* -H: the headers as they are opened, on standard error */
    bool missing_is_generated;       /* -MG: a header that does not exist is a dependency, and empty */
    const char *gnuc_version;        /* -fgnuc-version=: NULL is 4.2.1; "0" defines no __GNUC__; from 7 on _Float32 and kin are keywords */
    const char *source_date_epoch;   /* the environment variable, or NULL: then __DATE__ is "Jan  1 1970" with a warning-free fixed value */
} CppOptions;

typedef struct CPreprocessor CPreprocessor;

/* Opens the main file. NULL after an error was reported (not found, not readable). */
CPreprocessor *pp_open(Kit *kit, const CppOptions *options, const char *path);
/* Gives the next token after expansion; TK_EOF for ever at the end. Identifiers that are keywords of the standard in force come with their TK_KW_ kind. */
void pp_next(CPreprocessor *pp, Token *out);
/* The bytes of a token's spelling (clean of splices), valid until the preprocessor closes. */
Str pp_spelling(const CPreprocessor *pp, const Token *t);
void pp_close(CPreprocessor *pp);

/* -E: the whole preprocessed text with line markers (# N "file" flags) unless `no_line_markers` (-P); `keep_defines` is -dD, `only_defines` is -dM. */
typedef struct PrintOptions {
    bool no_line_markers, keep_defines, only_defines, keep_comments;
} PrintOptions;
void pp_print(CPreprocessor *pp, const PrintOptions *options, Buf *out);

/* -M and kin: every file opened, in order, without repeats; system headers flagged. */
typedef struct Dependency {
    Str path;
    bool is_system;
} Dependency;
u32 pp_dependency_count(const CPreprocessor *pp);
Dependency pp_dependency(const CPreprocessor *pp, u32 i);

/* State that #pragma pack, push_macro, weak, GCC visibility, GCC diagnostic... give to the parser comes as TK_PRAGMA tokens;
   once, push_macro, pop_macro, system_header, poison, diagnostic, message, error and warning are the preprocessor's own. */

/* A builtin of the __atomic_, __sync_ and __c11_atomic_ families (parse_atomic.c): __has_builtin asks. */
bool is_atomic_builtin(Str name);
bool is_known_builtin(Str name); /* __builtin_ and atomic ones that are not refused; builtin.c */

#endif
