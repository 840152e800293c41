/* The command line of cc. In: words. Out: CcOptions. cc_flags.c has the table of the flags; here is what each of them does. */
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "driver/as_options.h"
#include "driver/cc.h"
#include "driver/cc_flags.h"

typedef struct Reader {
    Kit *kit;
    CcOptions *o;
    int argc, i;
    char **argv;
    CcLanguage language;
    u32 depth;
    bool ok;
    bool pie_said;    /* -pie or its contrary: -static does not change it */
    bool inline_said; /* -fgnu89-inline or its contrary: -std= does not change it */
} Reader;

static void read_words(Reader *r, int argc, char **argv);

static void error(Reader *r, const char *fmt, ...) KIT_PRINTF(2, 3);
static void error(Reader *r, const char *fmt, ...)
{
    char message[1024];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(message, sizeof message, fmt, ap);
    va_end(ap);
    diag_tool_error(&r->kit->diag, "cc", "%s", message);
    r->ok = false;
}

static void unknown(Reader *r, const char *word)
{
    const char *meant = flag_suggest(r->kit, word);
    if (meant) error(r, "unknown option '%.200s'; did you mean '%s'?", word, meant);
    else error(r, "unknown option '%.200s'", word);
}

/* ---- values ---- */

/* The index of a value among those that are known; n when it is none of them. */
static u32 choose(const char *const *name, u32 n, const char *value)
{
    u32 k = 0;
    while (k < n && strcmp(name[k], value) != 0) k++;
    return k;
}

static const char *join(Reader *r, const char *a, const char *b) { return arena_printf(&r->kit->arena, "%s%s", a, b).ptr; }

static void link_word(Reader *r, const char *word)
{
    CcInput in = {LANGUAGE_LINKER, word, NULL};
    vec_push(&r->o->input, in);
}

/* Calls f for the pieces between commas. */
static u32 split(Reader *r, const char *value, char ***out)
{
    u32 n = 1;
    for (const char *p = value; *p; p++) n += *p == ',';
    char **piece = arena_new_array(&r->kit->arena, char *, n + 1);
    char *copy = (char *)arena_printf(&r->kit->arena, "%s", value).ptr;
    u32 k = 0;
    piece[k++] = copy;
    for (char *p = copy; *p; p++) {
        if (*p == ',') {
            *p = 0;
            piece[k++] = p + 1;
        }
    }
    *out = piece;
    return n;
}

static void set_standard(Reader *r, const char *value)
{
    static const struct {
        const char *name;
        u8 standard;
        bool gnu;
    } names[] = {
        {"c89", C_STD_C89, false}, {"c90", C_STD_C89, false}, {"iso9899:1990", C_STD_C89, false}, {"iso9899:199409", C_STD_C89, false}, {"gnu89", C_STD_C89, true}, {"gnu90", C_STD_C89, true},
        {"c99", C_STD_C99, false}, {"c9x", C_STD_C99, false}, {"iso9899:1999", C_STD_C99, false}, {"iso9899:199x", C_STD_C99, false}, {"gnu99", C_STD_C99, true}, {"gnu9x", C_STD_C99, true},
        {"c11", C_STD_C11, false}, {"c1x", C_STD_C11, false}, {"iso9899:2011", C_STD_C11, false}, {"gnu11", C_STD_C11, true}, {"gnu1x", C_STD_C11, true},
        {"c17", C_STD_C17, false}, {"c18", C_STD_C17, false}, {"iso9899:2017", C_STD_C17, false}, {"iso9899:2018", C_STD_C17, false}, {"gnu17", C_STD_C17, true}, {"gnu18", C_STD_C17, true},
        {"c2x", C_STD_C23, false}, {"c23", C_STD_C23, false}, {"iso9899:2024", C_STD_C23, false}, {"gnu2x", C_STD_C23, true}, {"gnu23", C_STD_C23, true},
    };
    for (u32 k = 0; k < ARRAY_LEN(names); k++) {
        if (strcmp(names[k].name, value) != 0) continue;
        CppOptions *cpp = &r->o->c.cpp;
        cpp->standard = (CStandard)names[k].standard;
        cpp->gnu = names[k].gnu;
        cpp->amended = strcmp(value, "iso9899:199409") == 0;
        if (!r->inline_said) r->o->c.gnu89_inline = names[k].standard == C_STD_C89;
        cpp->trigraphs = !names[k].gnu && names[k].standard != C_STD_C23;
        return;
    }
    error(r, "unknown standard '%.100s'; kit has c89, c99, c11, c17, c23 and gnu89 to gnu23", value);
}

static void set_language(Reader *r, const char *value)
{
    static const struct {
        const char *name;
        u8 language;
    } names[] = {
        {"none", LANGUAGE_BY_SUFFIX}, {"c", LANGUAGE_C}, {"c-header", LANGUAGE_C_HEADER}, {"cpp-output", LANGUAGE_C_PREPROCESSED}, {"c-cpp-output", LANGUAGE_C_PREPROCESSED},
        {"assembler", LANGUAGE_ASSEMBLY}, {"assembler-with-cpp", LANGUAGE_ASSEMBLY_CPP}, {"ir", LANGUAGE_IR},
    };
    for (u32 k = 0; k < ARRAY_LEN(names); k++) {
        if (strcmp(names[k].name, value) == 0) {
            r->language = (CcLanguage)names[k].language;
            return;
        }
    }
    error(r, "language '%.100s' is not supported; kit has c, cpp-output, assembler, assembler-with-cpp and ir", value);
}

static void set_bool(Reader *r, i16 arg)
{
    CcOptions *o = r->o;
    bool on = arg >= 0;
    switch ((FlagField)(on ? arg : ~arg)) {
    case F_FUNCTION_SECTIONS: o->codegen.function_sections = on; break;
    case F_DATA_SECTIONS: o->codegen.data_sections = on; break;
    case F_COMMON: o->c.common = on; break;
    case F_CHAR_UNSIGNED: o->c.cpp.char_is_unsigned = on; break;
    case F_UNWIND: o->codegen.async_unwind = on; break;
    case F_BUILTIN: o->c.builtins_off = !on; break;
    case F_FREESTANDING: o->c.cpp.freestanding = on; o->c.builtins_off = on; break;
    case F_GNU89_INLINE: o->c.gnu89_inline = on; r->inline_said = true; break;
    case F_RED_ZONE: o->codegen.red_zone = on; break;
    case F_PLT: o->codegen.no_plt = !on; break;
    case F_JUMP_TABLES: o->codegen.no_jump_tables = !on; break;
    case F_ZERO_IN_BSS: o->codegen.no_zero_in_bss = !on; break;
    case F_SHORT_ENUMS: o->c.short_enums = on; break;
    case F_MS_EXTENSIONS: o->c.ms_extensions = on; break;
    case F_IDENT: o->codegen.producer = on ? STR("kit " KIT_VERSION) : STR(""); break;
    case F_COLUMN: r->kit->diag.show_column = on; break;
    case F_DOLLARS: o->c.cpp.dollars_off = !on; break;
    case F_VERIFY: o->opt.verify = on; break;
    case F_TIME: o->time_report = on; break;
    case F_PREPROCESSED: r->language = LANGUAGE_C_PREPROCESSED; break;
    }
}

static void set_warning(Reader *r, const char *word, i16 arg)
{
    Diag *d = &r->kit->diag;
    const char *name = word + (arg == 2 ? 2 : 1); /* without its dashes */
    if (arg == 0 && name[1] == 0) name = "Wextra"; /* -W is its old name */
    if (diag_option(d, str_of(name)) || arg) return;
    if (str_starts(str_of(name), "Wno-")) return; /* gcc's rule: to turn off what is not there is no mistake */
    Str rest = str_of(name + 1);
    if (str_starts(rest, "error=")) rest.ptr += 6, rest.len -= 6;
    for (u32 k = 0; k < rest.len; k++)
        if (rest.ptr[k] == '=') rest.len = k; /* levels, such as -Wimplicit-fallthrough=3 */
    if (flag_is_other_warning(rest)) return;
    if (diag_option(d, arena_printf(&r->kit->arena, "W%.*s", STR_FMT(rest)))) return;
    error(r, "unknown warning option '%.200s'", word); /* as gcc: configure scripts find out by it what there is */
}

static void set_level(Reader *r, const char *value)
{
    static const char *const levels[] = {"", "0", "1", "2", "3", "s", "g", "z", "fast"};
    u32 k = choose(levels, ARRAY_LEN(levels), value);
    if (k < ARRAY_LEN(levels)) {
        r->o->opt.level = k == 1 ? 0 : 1;
        r->o->c.cpp.optimize = r->o->opt.level > 0;
        r->o->c.cpp.for_size = levels[k][0] == 's' || levels[k][0] == 'z';
        return;
    }
    bool digits = true;
    for (const char *p = value; *p; p++) digits = digits && *p >= '0' && *p <= '9';
    if (digits) set_level(r, "3"); /* more than the most is the most, as in gcc */
    else error(r, "unknown optimization level '-O%.100s'; kit has -O0 and -O1, and takes -O2, -O3, -Os, -Og, -Oz and -Ofast for -O1", value);
}

static void set_debug(Reader *r, const char *value)
{
    Str v = str_of(value);
    bool ok = v.len == 0 || (v.len == 1 && v.ptr[0] >= '0' && v.ptr[0] <= '3') || str_starts(v, "gdb") || str_starts(v, "dwarf") || str_is(v, "line-tables-only") || str_is(v, "mlt");
    if (ok) {
        r->o->codegen.debug_lines = !str_is(v, "0") && !str_is(v, "gdb0");
    } else if (str_is(v, "split-dwarf") || str_starts(v, "stabs") || str_starts(v, "xcoff") || str_starts(v, "vms") || str_starts(v, "btf") || str_starts(v, "ctf")) {
        error(r, "'-g%.100s' is refused: kit writes DWARF into the object", value);
    } else if (!(str_starts(v, "z") || str_is(v, "pubnames") || str_is(v, "no-pubnames") || str_is(v, "record-gcc-switches") || str_is(v, "no-record-gcc-switches") || str_is(v, "strict-dwarf")
                 || str_is(v, "no-strict-dwarf") || str_is(v, "column-info") || str_is(v, "no-column-info") || str_is(v, "as-loc-support") || str_is(v, "variable-location-views")
                 || str_is(v, "no-variable-location-views") || str_is(v, "inline-points") || str_is(v, "statement-frontiers") || str_is(v, "simple-template-names"))) {
        unknown(r, join(r, "-g", value));
    }
}

static void set_pic(Reader *r, i16 arg)
{
    CcOptions *o = r->o;
    o->codegen.model = arg == 3 ? MODEL_PIC : arg == 2 ? MODEL_PIE : MODEL_STATIC;
}

static void set_link_kind(Reader *r, i16 arg)
{
    CcOptions *o = r->o;
    switch (arg) {
    case 's': o->is_static = true; break;
    case 'd': o->shared = true; break;
    case 'p': o->pie = true; r->pie_said = true; break;
    case 'n': o->pie = false; r->pie_said = true; o->static_pie = false; break;
    case 'q': o->static_pie = true; break;
    default: o->relocatable = true; break;
    }
}

static void set_link_flag(Reader *r, i16 arg)
{
    CcOptions *o = r->o;
    switch (arg) {
    case 'a': o->no_start_files = o->no_default_libs = true; break;
    case 'f': o->no_start_files = true; break;
    case 'l': o->no_default_libs = true; break;
    case 'c': o->no_libc = true; break;
    case 'x': o->export_dynamic = true; break;
    default: o->static_libgcc = arg == 'g'; break;
    }
}

static void set_target(Reader *r, const char *value)
{
    Str v = str_of(value);
    bool x64 = str_starts(v, "x86_64-") || str_starts(v, "amd64-");
    if (x64 && (str_ends(v, "linux-gnu") || str_is(v, "x86_64-linux"))) r->o->libc = LIBC_GLIBC;
    else if (x64 && str_ends(v, "linux-musl")) r->o->libc = LIBC_MUSL;
    else error(r, "target '%.100s' is not supported; kit has x86_64-linux-gnu and x86_64-linux-musl", value);
}

static void set_march(Reader *r, const char *value)
{
    static const char *const names[] = {"x86-64", "x86-64-v2", "x86-64-v3", "x86-64-v4", "native", "generic", "k8", "nocona", "core2", "nehalem", "westmere", "sandybridge", "ivybridge",
        "haswell", "broadwell", "skylake", "icelake-server", "znver1", "znver2", "znver3"};
    if (choose(names, ARRAY_LEN(names), value) == ARRAY_LEN(names)) /* kit's code runs on all of them */
        error(r, "unknown processor '%.100s' for '-march='; kit makes code for x86-64", value);
}

/* -Wa,: the assembler's own options. */
static void assembler_words(Reader *r, char **word, u32 n)
{
    for (u32 k = 0; k < n; k++) {
        if (!word[k][0]) continue;
        switch (as_option(r->kit, "cc", &r->o->assembler, n, word, &k)) {
        case AS_OPTION_DONE: break;
        case AS_OPTION_WRONG: r->ok = false; break;
        case AS_OPTION_UNKNOWN: error(r, "unknown option '%.200s' for the assembler", word[k]); break;
        }
    }
}

/* -Wp,-MD,FILE and -Wp,-MMD,FILE name their file; the rest is as on cc's own command line. */
static void preprocessor_words(Reader *r, char **word, u32 n)
{
    if (r->depth > 8) {
        error(r, "'-Wp,%.100s': options are nested too deeply", n ? word[0] : "");
        return;
    }
    u32 from = 0;
    char **rest = arena_new_array(&r->kit->arena, char *, n + 2);
    int count = 1;
    rest[0] = r->argv[0];
    for (; from < n; from++) {
        bool depend = strcmp(word[from], "-MD") == 0 || strcmp(word[from], "-MMD") == 0;
        rest[count++] = word[from];
        if (depend && from + 1 < n && word[from + 1][0] != '-') r->o->depend_file = word[++from];
    }
    Reader inner = *r;
    inner.depth++;
    read_words(&inner, count, rest);
    if (!inner.ok) r->ok = false;
}

static void apply(Reader *r, const Flag *option, const char *word, const char *value)
{
    CcOptions *o = r->o;
    Kit *kit = r->kit;
    char **piece;
    switch ((FlagId)option->id) {
    case O_MODE:
        /* The earliest phase that is asked for to be the last one wins, as in gcc. */
        if (o->mode == CC_LINK || option->arg > (i16)o->mode) o->mode = (CcMode)option->arg;
        break;
    case O_OUTPUT: o->output = value; break;
    case O_LANGUAGE: set_language(r, value); break;
    case O_INCLUDE_DIRECTORY: {
        IncludeDirectory d = {str_of(value), (IncludeKind)option->arg};
        vec_push(&o->directory, d);
        break;
    }
    case O_INCLUDE: vec_push(&o->c.cpp.include, str_of(value)); break;
    case O_IMACROS: vec_push(&o->c.cpp.imacros, str_of(value)); break;
    case O_NOSTDINC: o->nostdinc = true; break;
    case O_DEFINE:
    case O_UNDEFINE: {
        CommandLineMacro m = {str_of(value), option->id == O_UNDEFINE};
        vec_push(&o->c.cpp.macro, m);
        break;
    }
    case O_UNDEF: o->c.cpp.no_builtin_macros = true; break;
    case O_TRIGRAPHS: o->c.cpp.trigraphs = true; break;
    case O_DEPEND:
    case O_DEPEND_ONLY:
        o->depend = true;
        o->depend_user_only = option->arg == 1;
        if (option->id == O_DEPEND_ONLY) o->mode = CC_DEPENDENCIES;
        break;
    case O_DEPEND_FILE: o->depend_file = value; break;
    case O_DEPEND_TARGET:
    case O_DEPEND_TARGET_QUOTED:
        if (o->depend_target.len) buf_u8(&o->depend_target, ' ');
        if (option->id == O_DEPEND_TARGET) buf_puts(&o->depend_target, value);
        else cc_escape_for_make(&o->depend_target, str_of(value));
        break;
    case O_DEPEND_GENERATED: o->c.cpp.missing_is_generated = true; break;
    case O_SHOW_INCLUDES: o->c.cpp.show_includes = true; break;
    case O_GNUC_VERSION: o->c.cpp.gnuc_version = value; break;
    case O_DEPEND_PHONY: o->depend_phony = true; break;
    case O_STD: set_standard(r, value); break;
    case O_LANGUAGE_DIALECT: set_standard(r, "c89"); break;
    case O_LEVEL: set_level(r, value); break;
    case O_DEBUG: set_debug(r, value); break;
    case O_WARNING: set_warning(r, word, option->arg); break;
    case O_PRINT:
        if (option->arg == 'P') o->print.no_line_markers = true;
        else if (option->arg == 'C') o->print.keep_comments = true;
        else if (option->arg == 'M') o->print.only_defines = true;
        else o->print.keep_defines = true;
        break;
    case O_PIC: set_pic(r, option->arg); break;
    case O_LINK_FLAG: set_link_flag(r, option->arg); break;
    case O_LINK_KIND: set_link_kind(r, option->arg); break;
    case O_LINK_WORD: vec_push(&o->early_link, word); break;
    case O_LINK_VALUE:
        vec_push(&o->early_link, arena_printf(&kit->arena, "-%c", option->arg).ptr);
        vec_push(&o->early_link, value);
        break;
    case O_LIBRARY: link_word(r, join(r, "-l", value)); break;
    case O_LIBRARY_DIRECTORY: vec_push(&o->library_directory, value); break;
    case O_PREFIX: vec_push(&o->prefix, value); break;
    case O_SYSROOT: o->sysroot = value; break;
    case O_INCLUDE_SYSROOT: o->include_sysroot = value; break;
    case O_LIBC:
        if (strcmp(value, "glibc") == 0) o->libc = LIBC_GLIBC;
        else if (strcmp(value, "musl") == 0) o->libc = LIBC_MUSL;
        else error(r, "unknown C library '%.100s'; kit knows glibc and musl", value);
        break;
    case O_TARGET: set_target(r, value); break;
    case O_XLINKER: link_word(r, value); break;
    case O_XASSEMBLER: assembler_words(r, (char *[]){(char *)value}, 1); break;
    case O_XPREPROCESSOR: preprocessor_words(r, (char *[]){(char *)value}, 1); break;
    case O_WL: {
        u32 n = split(r, value, &piece);
        for (u32 k = 0; k < n; k++) link_word(r, piece[k]);
        break;
    }
    case O_WA: {
        u32 n = split(r, value, &piece);
        assembler_words(r, piece, n);
        break;
    }
    case O_WP: {
        u32 n = split(r, value, &piece);
        preprocessor_words(r, piece, n);
        break;
    }
    case O_BOOL: set_bool(r, option->arg); break;
    case O_VISIBILITY: {
        static const char *const names[] = {"default", "internal", "hidden", "protected"};
        u32 k = choose(names, ARRAY_LEN(names), value);
        if (k == ARRAY_LEN(names)) error(r, "unknown visibility '%.100s'; there are default, hidden, internal and protected", value);
        else o->c.visibility = k;
        break;
    }
    case O_PREFIX_MAP:
        if (!strchr(value, '=')) error(r, "'%.200s' wants OLD=NEW", word);
        if (option->arg & 1) vec_push(&o->c.cpp.prefix_map, str_of(value));
        if (option->arg & 2) vec_push(&o->codegen.debug_prefix_map, str_of(value));
        break;
    case O_COMPILATION_DIRECTORY: o->codegen.compilation_directory = str_of(value); break;
    case O_NO_BUILTIN_NAMED: o->c.builtins_off = true; break; /* one function or all: fewer builtins are never wrong */
    case O_COLOR:
        if (option->arg == 2 || strcmp(value, "always") == 0) kit->diag.color = true;
        else if (option->arg == 1 || strcmp(value, "never") == 0) kit->diag.color = false;
        else if (strcmp(value, "auto") == 0) kit->diag.color = isatty(2) != 0;
        else error(r, "'%.200s' wants always, never or auto", word);
        break;
    case O_ERROR_LIMIT:
    case O_OPT: {
        u64 x = 0;
        if (option->id == O_OPT && option->arg == 'd') {
            o->opt.dump_pass = str_of(value);
            break;
        }
        const char *digits = option->id == O_ERROR_LIMIT && option->arg ? "1" /* -Wfatal-errors */ : value, *p = digits;
        while (*p >= '0' && *p <= '9' && x < UINT32_MAX) x = x * 10 + (u64)(*p++ - '0');
        if (*p || p == digits) error(r, "'%.200s' wants a number", word);
        else if (option->id == O_OPT) o->opt.limit = x > UINT32_MAX ? UINT32_MAX : (u32)x;
        else kit->diag.error_limit = x > UINT32_MAX ? 0 : (u32)x;
        break;
    }
    case O_USE_LD: {
        static const char *const names[] = {"kit", "bfd", "lld", "gold", "mold", "ld"};
        if (choose(names, ARRAY_LEN(names), value) == ARRAY_LEN(names)) error(r, "unknown linker '%.100s'; kit links by itself", value);
        break;
    }
    case O_MARCH: set_march(r, value); break;
    case O_CMODEL:
        if (strcmp(value, "small") != 0) error(r, "code model '%.100s' is refused: kit has the small one", value);
        break;
    case O_CHARSET:
        if (strcmp(value, "UTF-8") != 0 && strcmp(value, "utf-8") != 0 && strcmp(value, "UTF8") != 0 && !(str_starts(str_of(word), "-fwide") && strcmp(value, "UTF-32") == 0))
            error(r, "'%.200s' is refused: sources and strings are UTF-8", word);
        break;
    case O_QUERY: o->query = word; break;
    case O_VERBOSE:
        o->verbose = true;
        if (option->arg) o->dry_run = true;
        break;
    case O_PTHREAD: {
        CommandLineMacro m = {STR("_REENTRANT"), false};
        if (!o->pthread) vec_push(&o->c.cpp.macro, m);
        o->pthread = true;
        break;
    }
    case O_IGNORED: break;
    case O_REFUSED: error(r, "'%.200s' is not supported: %s", word, option->note); break;
    }
}

static void read_words(Reader *r, int argc, char **argv)
{
    int saved_argc = r->argc, saved_i = r->i;
    char **saved_argv = r->argv;
    bool only_files = false;
    r->argc = argc;
    r->argv = argv;
    for (r->i = 1; r->i < argc; r->i++) {
        const char *word = argv[r->i];
        if (only_files || word[0] != '-' || word[1] == 0) {
            CcLanguage language = r->language ? r->language : cc_language_of(word);
            if (word[0] == '-' && word[1] == 0 && !r->language) {
                if (r->o->mode != CC_PREPROCESS) language = LANGUAGE_LINKER; /* decided when all is read: -E may follow */
                else language = LANGUAGE_C;
            }
            CcInput in = {language, word, NULL};
            vec_push(&r->o->input, in);
            continue;
        }
        if (strcmp(word, "--") == 0) {
            only_files = true;
            continue;
        }
        const Flag *option = flag_find(word);
        /* -f, -g, -O and -W have prefixes of one letter: what they do not know may be in the table of ignored flags. */
        if (!option) {
            if (flag_is_ignored(word)) continue;
            unknown(r, word);
            continue;
        }
        size_t len = strlen(option->text);
        const char *value = word + len;
        if (option->how == SEPARATE || (option->how == EITHER && !*value)) {
            if (r->i + 1 >= argc) {
                error(r, "'%.200s' wants an argument", word);
                break;
            }
            value = argv[++r->i];
        }
        apply(r, option, word, value);
    }
    r->argc = saved_argc;
    r->i = saved_i;
    r->argv = saved_argv;
}

bool cc_parse(Kit *kit, int argc, char **argv, CcLanguage language, CcOptions *o)
{
    Reader r = {0};
    r.kit = kit;
    r.o = o;
    r.ok = true;
    r.language = language;
    o->opt.limit = UINT32_MAX;
    o->codegen.model = MODEL_PIE;
    o->codegen.async_unwind = true;
    o->codegen.red_zone = true;
    o->codegen.producer = STR("kit " KIT_VERSION);
    o->c.cpp.standard = C_STD_C17;
    o->c.cpp.gnu = true;
    o->pie = true;
    kit->diag.color = isatty(2) != 0;
    read_words(&r, argc, argv);
    for (u32 k = 0; k < o->input.len; k++) {
        CcInput *in = &o->input.at[k];
        if (in->language != LANGUAGE_LINKER || strcmp(in->text, "-") != 0) continue;
        if (o->mode == CC_PREPROCESS || o->mode == CC_DEPENDENCIES) in->language = LANGUAGE_C;
        else error(&r, "say with '-x LANGUAGE' what standard input is");
    }
    o->c.cpp.pic = o->codegen.model == MODEL_PIC;
    o->c.cpp.pie = o->codegen.model == MODEL_PIE;
    o->c.cpp.gnu_inline = o->c.gnu89_inline;
    o->c.cpp.no_standard_include = o->nostdinc;
    o->c.syntax_only = o->mode == CC_SYNTAX;
    if (o->is_static && !o->static_pie && !(r.pie_said && o->pie)) o->pie = false;
    if (o->is_static && o->pie && r.pie_said) o->static_pie = true;
    if (o->shared || o->relocatable) o->pie = false;
    if (o->c.cpp.missing_is_generated && o->mode != CC_DEPENDENCIES) error(&r, "'-MG' is for '-M' and '-MM'");
    if (o->shared && o->relocatable) error(&r, "'-shared' and '-r' cannot be used together");
    return r.ok;
}
