/* The command line of ld, in GNU's spellings. In: words. Out: LinkOptions, inputs in order with the state in force at each.
   Long options take one dash or two, and a value after '=' or as the next word; what is not known is named. */
#include "link/link.h"

#include <stdlib.h>

#define TOOL "ld"

typedef enum Option {
    O_NONE, O_AS_NEEDED, O_NO_AS_NEEDED, O_WHOLE, O_NO_WHOLE, O_STATIC_LIBS, O_SHARED_LIBS, O_STATIC, O_PUSH, O_POP, O_GROUP, O_END_GROUP,
    O_SHARED, O_PIE, O_NO_PIE, O_RELOCATABLE, O_OUTPUT, O_ENTRY, O_INTERPRETER, O_NO_INTERPRETER, O_SONAME, O_LIBRARY, O_LIBRARY_PATH, O_RPATH,
    O_UNDEFINED, O_DEFSYM, O_WRAP, O_EXCLUDE_LIBS, O_DYNAMIC_LIST, O_VERSION_SCRIPT, O_EXPORT_SYMBOL, O_EXPORT, O_NO_EXPORT, O_GC, O_NO_GC, O_PRINT_GC,
    O_NO_PRINT_GC, O_STRIP_ALL, O_STRIP_DEBUG, O_DISCARD_ALL, O_EH_HDR, O_NO_EH_HDR, O_NO_UNDEFINED, O_MULTIPLE, O_BUILD_ID, O_SYMBOLIC,
    O_SYMBOLIC_FUNCTIONS, O_HASH_STYLE, O_TRACE, O_PRINT_MAP, O_MAP_FILE, O_WARN_COMMON, O_ALLOW_SHLIB, O_NO_ALLOW_SHLIB, O_UNRESOLVED,
    O_WARN_UNRESOLVED, O_NO_RELAX, O_Z, O_MACHINE, O_SYSROOT, O_IMAGE_BASE, O_INIT, O_FINI, O_NEW_TAGS, O_OLD_TAGS, O_FATAL_WARNINGS,
    O_NO_WARNINGS, O_FORMAT, O_IGNORE, O_VERSION, O_HELP, O_REFUSE, O_DEFAULT_SYMVER, O_ERROR_UNRESOLVED,
    O_RELAX, O_NO_FATAL_WARNINGS, O_SORT_SECTION, O_TRACE_SYMBOL
} Option;

enum { NO_VALUE, VALUE, OPTIONAL_VALUE /* only after = */ };

typedef struct OptionName {
    const char *name;
    u8 option, value;
    const char *why; /* of what is ignored or refused */
} OptionName;

static const char ALWAYS[] = "kit always does so";
static const char ALWAYS_FAST[] = "kit reads each input once and keeps little";
static const char MACHINE_CODE[] = "objects always hold machine code";
static const char FILTERS[] = "libraries that stand in for others are not made";
static const char NO_LEVELS[] = "there is one level: equal strings are merged, tables of symbols are hashed";
static const char NO_LOCAL_LABELS[] = "assemblers leave local labels out of objects";
static const char NO_MANGLING[] = "names of C are not mangled";
static const char NO_OVERLAP[] = "kit's layout gives each section a place of its own";
static const char NO_RWX[] = "no segment is both writable and executable";
static const char ONE_THREAD[] = "kit links in one thread";
static const char PAGES[] = "segments are on pages of their own";
static const char PLACES[] = "kit chooses the addresses; -Ttext-segment moves the whole";
static const char SCRIPTS[] = "kit has no linker scripts for the layout, only INPUT, GROUP and VERSION in inputs";
static const char UNDEFINED_OF_LIBRARIES[] = "the libraries that a library needs are not looked for";
static const char VERSIONS_UNCHECKED[] = "kit does not ask whether a version script's names are defined";

#define OBEY(name, option, value) {name, O_##option, value, NULL},
#define REFUSE(name, value, why) {name, O_REFUSE, value, why},
#define IGNORE(name, value, why) {name, O_IGNORE, value, why},

static const OptionName LONG[] = {
    OBEY("as-needed", AS_NEEDED, 0) OBEY("no-as-needed", NO_AS_NEEDED, 0) OBEY("whole-archive", WHOLE, 0) OBEY("no-whole-archive", NO_WHOLE, 0)
    OBEY("Bstatic", STATIC_LIBS, 0) OBEY("dn", STATIC_LIBS, 0) OBEY("non_shared", STATIC_LIBS, 0) OBEY("static", STATIC, 0)
    OBEY("Bdynamic", SHARED_LIBS, 0) OBEY("dy", SHARED_LIBS, 0) OBEY("call_shared", SHARED_LIBS, 0) OBEY("push-state", PUSH, 0)
    OBEY("pop-state", POP, 0) OBEY("start-group", GROUP, 0) OBEY("end-group", END_GROUP, 0) OBEY("shared", SHARED, 0)
    OBEY("Bshareable", SHARED, 0) OBEY("pie", PIE, 0) OBEY("pic-executable", PIE, 0) OBEY("no-pie", NO_PIE, 0)
    OBEY("relocatable", RELOCATABLE, 0) OBEY("output", OUTPUT, VALUE) OBEY("entry", ENTRY, VALUE) OBEY("dynamic-linker", INTERPRETER, VALUE)
    OBEY("no-dynamic-linker", NO_INTERPRETER, 0) OBEY("soname", SONAME, VALUE) OBEY("library", LIBRARY, VALUE)
    OBEY("library-path", LIBRARY_PATH, VALUE) OBEY("rpath", RPATH, VALUE) OBEY("undefined", UNDEFINED, VALUE)
    OBEY("require-defined", UNDEFINED, VALUE) OBEY("defsym", DEFSYM, VALUE) OBEY("wrap", WRAP, VALUE) OBEY("exclude-libs", EXCLUDE_LIBS, VALUE)
    OBEY("dynamic-list", DYNAMIC_LIST, VALUE) OBEY("version-script", VERSION_SCRIPT, VALUE) OBEY("default-symver", DEFAULT_SYMVER, 0)
    OBEY("export-dynamic-symbol", EXPORT_SYMBOL, VALUE) OBEY("export-dynamic", EXPORT, 0) OBEY("no-export-dynamic", NO_EXPORT, 0)
    OBEY("gc-sections", GC, 0) OBEY("no-gc-sections", NO_GC, 0) OBEY("print-gc-sections", PRINT_GC, 0)
    OBEY("no-print-gc-sections", NO_PRINT_GC, 0) OBEY("strip-all", STRIP_ALL, 0) OBEY("strip-debug", STRIP_DEBUG, 0)
    OBEY("discard-all", DISCARD_ALL, 0) OBEY("eh-frame-hdr", EH_HDR, 0) OBEY("no-eh-frame-hdr", NO_EH_HDR, 0)
    OBEY("no-undefined", NO_UNDEFINED, 0) OBEY("allow-multiple-definition", MULTIPLE, 0) OBEY("build-id", BUILD_ID, OPTIONAL_VALUE)
    OBEY("Bsymbolic", SYMBOLIC, 0) OBEY("Bsymbolic-functions", SYMBOLIC_FUNCTIONS, 0) OBEY("hash-style", HASH_STYLE, VALUE)
    OBEY("trace", TRACE, 0) OBEY("trace-symbol", TRACE_SYMBOL, VALUE) OBEY("verbose", TRACE, 0) OBEY("print-map", PRINT_MAP, 0)
    OBEY("Map", MAP_FILE, VALUE) OBEY("warn-common", WARN_COMMON, 0) OBEY("allow-shlib-undefined", ALLOW_SHLIB, 0)
    OBEY("no-allow-shlib-undefined", NO_ALLOW_SHLIB, 0) OBEY("unresolved-symbols", UNRESOLVED, VALUE)
    OBEY("warn-unresolved-symbols", WARN_UNRESOLVED, 0) OBEY("error-unresolved-symbols", ERROR_UNRESOLVED, 0) OBEY("relax", RELAX, 0)
    OBEY("no-relax", NO_RELAX, 0) OBEY("sysroot", SYSROOT, VALUE) OBEY("image-base", IMAGE_BASE, VALUE) OBEY("Ttext-segment", IMAGE_BASE, VALUE)
    OBEY("init", INIT, VALUE) OBEY("fini", FINI, VALUE) OBEY("enable-new-dtags", NEW_TAGS, 0) OBEY("disable-new-dtags", OLD_TAGS, 0)
    OBEY("fatal-warnings", FATAL_WARNINGS, 0) OBEY("no-fatal-warnings", NO_FATAL_WARNINGS, 0) OBEY("no-warnings", NO_WARNINGS, 0)
    OBEY("format", FORMAT, VALUE) OBEY("oformat", FORMAT, VALUE) OBEY("sort-section", SORT_SECTION, VALUE) OBEY("version", VERSION, 0)
    OBEY("help", HELP, 0)
    OBEY("compress-debug-sections", FORMAT, VALUE)
    IGNORE("rpath-link", VALUE, UNDEFINED_OF_LIBRARIES) IGNORE("discard-locals", 0, NO_LOCAL_LABELS) IGNORE("discard-none", 0, NO_LOCAL_LABELS)
    IGNORE("plugin", VALUE, MACHINE_CODE) IGNORE("plugin-opt", VALUE, MACHINE_CODE) IGNORE("optimize", 0, NO_LEVELS)
    IGNORE("no-copy-dt-needed-entries", 0, ALWAYS) IGNORE("no-add-needed", 0, ALWAYS) IGNORE("demangle", OPTIONAL_VALUE, NO_MANGLING)
    IGNORE("no-demangle", 0, NO_MANGLING) IGNORE("no-warn-rwx-segments", 0, NO_RWX) IGNORE("warn-rwx-segments", 0, NO_RWX)
    IGNORE("no-undefined-version", 0, VERSIONS_UNCHECKED) IGNORE("undefined-version", 0, VERSIONS_UNCHECKED)
    IGNORE("no-ld-generated-unwind-info", 0, ALWAYS) IGNORE("no-keep-memory", 0, ALWAYS_FAST) IGNORE("reduce-memory-overheads", 0, ALWAYS_FAST)
    IGNORE("check-sections", 0, NO_OVERLAP) IGNORE("no-check-sections", 0, NO_OVERLAP) IGNORE("no-omagic", 0, ALWAYS)
    IGNORE("threads", OPTIONAL_VALUE, ONE_THREAD) IGNORE("no-threads", 0, ONE_THREAD)
    IGNORE("sort-common", OPTIONAL_VALUE, "commons stand in the order of the inputs")
    IGNORE("color-diagnostics", OPTIONAL_VALUE, "colours are as the terminal and NO_COLOR say")
    IGNORE("no-warn-mismatch", 0, "a mismatch of architectures is always an error")
    IGNORE("warn-once", 0, "each undefined symbol is reported for itself, with its place")
    IGNORE("warn-shared-textrel", 0, "relocations of read-only sections are errors, or warned of")
    IGNORE("no-warn-execstack", 0, "kit does not warn of executable stacks")
    IGNORE("warn-execstack", 0, "kit does not warn of executable stacks")
    IGNORE("ld-generated-unwind-info", 0, "kit's PLT has no unwind information")
    IGNORE("nostdlib", 0, "only -L names places where libraries are looked for") IGNORE("stats", 0, "kit counts nothing about itself")
    IGNORE("no-ctf-variables", 0, "kit makes no CTF") IGNORE("warn-alternate-em", 0, "another architecture is always an error")
    IGNORE("warn-section-align", 0, "sections keep the addresses that their alignment gives them")
    REFUSE("script", VALUE, SCRIPTS) REFUSE("default-script", VALUE, SCRIPTS) REFUSE("omagic", 0, PAGES) REFUSE("nmagic", 0, PAGES)
    REFUSE("section-start", VALUE, PLACES) REFUSE("Tbss", VALUE, PLACES) REFUSE("Tdata", VALUE, PLACES) REFUSE("Ttext", VALUE, PLACES)
    REFUSE("filter", VALUE, FILTERS) REFUSE("auxiliary", VALUE, FILTERS)
    REFUSE("retain-symbols-file", VALUE, "-s, -S and -x choose what is stripped")
    REFUSE("just-symbols", VALUE, "addresses of another program are not read")
    REFUSE("emit-relocs", 0, "finished programs have no relocations of their inputs")
    REFUSE("audit", VALUE, "auditing libraries are not named in outputs")
    REFUSE("copy-dt-needed-entries", 0, "a program names what it needs itself")
    REFUSE("symbol-ordering-file", VALUE, "functions stand in the order of the inputs") REFUSE("icf", VALUE, "equal functions are not folded")
    REFUSE("pack-dyn-relocs", VALUE, "dynamic relocations are not packed")
    REFUSE("cref", 0, "there is no table of cross references; -y and -Map tell of symbols")
};

/* One letter: after one dash only. value: 1 joined or the next word. */
static const OptionName SHORT[] = {
    OBEY("o", OUTPUT, 1) OBEY("l", LIBRARY, 1) OBEY("L", LIBRARY_PATH, 1) OBEY("e", ENTRY, 1) OBEY("h", SONAME, 1) OBEY("u", UNDEFINED, 1)
    OBEY("I", INTERPRETER, 1) OBEY("m", MACHINE, 1) OBEY("z", Z, 1) OBEY("R", RPATH, 1) OBEY("y", TRACE_SYMBOL, 1)
    OBEY("b", FORMAT, 1)
    OBEY("V", VERSION, 0) OBEY("s", STRIP_ALL, 0) OBEY("S", STRIP_DEBUG, 0) OBEY("r", RELOCATABLE, 0) OBEY("i", RELOCATABLE, 0)
    OBEY("E", EXPORT, 0) OBEY("x", DISCARD_ALL, 0) OBEY("t", TRACE, 0) OBEY("M", PRINT_MAP, 0)
    OBEY("v", VERSION, 0) OBEY("(", GROUP, 0) OBEY(")", END_GROUP, 0) OBEY("w", NO_WARNINGS, 0)
    IGNORE("O", 1, NO_LEVELS) IGNORE("X", 0, NO_LOCAL_LABELS) IGNORE("G", 1, "this target has no small data")
    IGNORE("a", 1, "GNU ld ignores it too") IGNORE("d", 0, "commons have room in every finished program") IGNORE("g", 0, "GNU ld ignores it too")
    REFUSE("T", 1, SCRIPTS) REFUSE("F", 1, FILTERS) REFUSE("f", 1, FILTERS) REFUSE("c", 1, SCRIPTS) REFUSE("N", 0, PAGES) REFUSE("n", 0, PAGES)
    REFUSE("A", 1, "only x86-64 is linked") REFUSE("Y", 1, "-L names places where libraries are looked for")
    REFUSE("q", 0, "finished programs have no relocations of their inputs")
};

typedef struct State {
    bool as_needed, static_only, whole_archive;
} State;

typedef struct Parser {
    Kit *kit;
    LinkOptions *o;
    State state;
    VEC(State) saved;
    u32 groups;
    const char **output_path;
} Parser;

static bool fail(Parser *p, const char *what, const char *word)
{
    diag_tool_error(&p->kit->diag, TOOL, what, word);
    return false;
}

static void add_input(Parser *p, int kind, const char *name)
{
    LinkInput in = {0};
    in.kind = kind;
    in.name = str_of(name);
    in.as_needed = p->state.as_needed;
    in.static_only = p->state.static_only;
    in.whole_archive = p->state.whole_archive;
    vec_push(&p->o->input, in);
}

static bool parse_number(const char *text, u64 *out)
{
    char *end;
    *out = strtoull(text, &end, 0);
    return end != text && *end == 0;
}

/* Names separated by commas or colons. */
static void add_excluded(Parser *p, const char *text)
{
    while (*text) {
        Str s = {text, (u32)strcspn(text, ",:")};
        if (s.len) vec_push(&p->o->exclude_libs, s);
        text += s.len;
        if (*text) text++;
    }
}

/* -z WORD: a flag of the options, set or cleared. */
typedef struct Keyword {
    const char *name;
    u16 at; /* of a bool in LinkOptions */
    bool value;
} Keyword;

#define K(name, field, value) {name, offsetof(LinkOptions, field), value}
static const Keyword KEYWORD[] = {
    K("now", z_now, true), K("lazy", z_now, false), K("relro", z_relro, true), K("norelro", z_relro, false), K("defs", no_undefined, true),
    K("undefs", no_undefined, false), K("text", z_text, true), K("notext", z_text, false), K("textoff", z_text, false),
    K("muldefs", allow_multiple_definition, true), K("origin", origin, true), K("nodelete", no_delete, true), K("nodlopen", no_dlopen, true),
    K("initfirst", init_first, true), K("global", global, true), K("interpose", interpose, true), K("nodefaultlib", no_default_lib, true),
    K("loadfltr", load_filter, true), K("globalaudit", global_audit, true), K("separate-code", separate_code_off, false),
    K("noseparate-code", separate_code_off, true),
};
#undef K

typedef struct IgnoredKeyword {
    const char *name; /* with '=' at its end: any value */
    const char *why;
} IgnoredKeyword;

static const IgnoredKeyword IGNORED_KEYWORD[] = {
    {"combreloc", "relative relocations always come first"}, {"nocombreloc", "relative relocations always come first"},
    {"common", "commons of relocatable outputs stay commons"}, {"nocommon", "commons have room in every finished program"},
    {"nognustack", "the loader reads PT_GNU_STACK everywhere"}, {"start-stop-gc", "sections that __start_ and __stop_ symbols name are kept"},
    {"nostart-stop-gc", ALWAYS}, {"start-stop-visibility=", "__start_ and __stop_ symbols are hidden"},
    {"dynamic-undefined-weak", "weak references are dynamic where a library may define them"},
    {"nodynamic-undefined-weak", "weak references are dynamic where a library may define them"}, {"noextern-protected-data", ALWAYS},
    {"indirect-extern-access", "objects say how they reach data of libraries"}, {"noindirect-extern-access", ALWAYS},
    {"mark-plt", "a detail for debuggers"}, {"nomark-plt", ALWAYS}, {"unique-symbol", "a detail for debuggers"}, {"nounique-symbol", ALWAYS},
    {"notext-unlikely-segment", ALWAYS}, {"sectionheader", ALWAYS}, {"nosectionheader", "the program runs the same"}, {"nosectionheader-strip", ALWAYS},
    {"max-page-size=4096", ALWAYS}, {"max-page-size=0x1000", ALWAYS}, {"common-page-size=", "segments begin on pages of 4096 bytes"},
    {"cet-report=", "kit's programs are not marked for CET"}, {"x86-64-v2", "kit's programs run on every x86-64 processor"},
};

static bool keyword(Parser *p, const char *z)
{
    LinkOptions *o = p->o;
    for (u32 i = 0; i < ARRAY_LEN(KEYWORD); i++)
        if (!strcmp(z, KEYWORD[i].name)) {
            *(bool *)((char *)o + KEYWORD[i].at) = KEYWORD[i].value;
            return true;
        }
    for (u32 i = 0; i < ARRAY_LEN(IGNORED_KEYWORD); i++) {
        const char *name = IGNORED_KEYWORD[i].name;
        size_t n = strlen(name);
        if (!strncmp(z, name, n) && (!z[n] || name[n - 1] == '=')) return true;
    }
    if (!strcmp(z, "execstack") || !strcmp(z, "noexecstack")) {
        o->exec_stack = z[0] == 'e';
        o->no_exec_stack = z[0] == 'n';
    } else if (!strncmp(z, "stack-size=", 11)) {
        if (!parse_number(z + 11, &o->stack_size)) return fail(p, "'-z %s': not a number", z);
    } else {
        return fail(p, "unknown keyword '-z %s'", z);
    }
    return true;
}

void link_list_ignored(Buf *out)
{
    buf_puts(out, "Accepted, without an effect:\n");
    for (u32 k = 0; k < ARRAY_LEN(LONG); k++)
        if (LONG[k].option == O_IGNORE) buf_printf(out, "  --%-32s %s\n", LONG[k].name, LONG[k].why);
    for (u32 k = 0; k < ARRAY_LEN(SHORT); k++)
        if (SHORT[k].option == O_IGNORE) buf_printf(out, "  -%-33s %s\n", SHORT[k].name, SHORT[k].why);
    for (u32 k = 0; k < ARRAY_LEN(IGNORED_KEYWORD); k++) buf_printf(out, "  -z %-31s %s\n", IGNORED_KEYWORD[k].name, IGNORED_KEYWORD[k].why);
    buf_puts(out, "Refused:\n");
    for (u32 k = 0; k < ARRAY_LEN(LONG); k++)
        if (LONG[k].option == O_REFUSE) buf_printf(out, "  --%-32s %s\n", LONG[k].name, LONG[k].why);
    for (u32 k = 0; k < ARRAY_LEN(SHORT); k++)
        if (SHORT[k].option == O_REFUSE) buf_printf(out, "  -%-33s %s\n", SHORT[k].name, SHORT[k].why);
}

static bool obey(Parser *p, Option option, const char *word, const char *value)
{
    LinkOptions *o = p->o;
    Str text = value ? str_of(value) : (Str){"", 0};
    switch (option) {
    case O_AS_NEEDED: p->state.as_needed = true; break;
    case O_NO_AS_NEEDED: p->state.as_needed = false; break;
    case O_WHOLE: p->state.whole_archive = true; break;
    case O_NO_WHOLE: p->state.whole_archive = false; break;
    case O_STATIC_LIBS: p->state.static_only = true; break;
    case O_SHARED_LIBS: p->state.static_only = false; break;
    case O_STATIC: o->is_static = p->state.static_only = true; break;
    case O_PUSH: vec_push(&p->saved, p->state); break;
    case O_POP:
        if (p->saved.len == 0) return fail(p, "'%s' without --push-state", word);
        p->state = vec_pop(&p->saved);
        break;
    case O_GROUP:
        if (p->groups) return fail(p, "'%s': groups cannot be nested", word);
        p->groups++;
        add_input(p, LINK_INPUT_GROUP_START, "");
        break;
    case O_END_GROUP:
        if (!p->groups) return fail(p, "'%s' without --start-group", word);
        p->groups--;
        add_input(p, LINK_INPUT_GROUP_END, "");
        break;
    case O_SHARED: o->output = LINK_SHARED; break;
    case O_PIE: o->output = LINK_PIE; break;
    case O_NO_PIE: o->output = LINK_EXECUTABLE; break;
    case O_RELOCATABLE: o->output = LINK_RELOCATABLE; break;
    case O_OUTPUT:
        *p->output_path = value;
        o->output_name = str_of(value);
        break;
    case O_ENTRY: o->entry = text; break;
    case O_INTERPRETER: o->interpreter = text; break;
    case O_NO_INTERPRETER: o->no_dynamic_linker = true; break;
    case O_SONAME: o->soname = text; break;
    case O_LIBRARY: add_input(p, LINK_INPUT_LIBRARY, value); break;
    case O_LIBRARY_PATH: vec_push(&o->library_path, text); break;
    case O_RPATH: vec_push(&o->rpath, text); break;
    case O_UNDEFINED: vec_push(&o->undefined, text); break;
    case O_DEFSYM: vec_push(&o->defsym, text); break;
    case O_WRAP: vec_push(&o->wrap, text); break;
    case O_EXCLUDE_LIBS: add_excluded(p, value); break;
    case O_DYNAMIC_LIST: vec_push(&o->dynamic_list, text); break;
    case O_EXPORT_SYMBOL: vec_push(&o->export_symbol, text); break;
    case O_VERSION_SCRIPT: o->version_script = text; break;
    case O_DEFAULT_SYMVER: o->default_symver = true; break;
    case O_EXPORT: o->export_dynamic = true; break;
    case O_NO_EXPORT: o->export_dynamic = false; break;
    case O_GC: o->gc_sections = true; break;
    case O_NO_GC: o->gc_sections = false; break;
    case O_PRINT_GC: o->print_gc_sections = true; break;
    case O_NO_PRINT_GC: o->print_gc_sections = false; break;
    case O_STRIP_ALL: o->strip_all = true; break;
    case O_STRIP_DEBUG: o->strip_debug = true; break;
    case O_DISCARD_ALL: o->discard_all = true; break;
    case O_EH_HDR: o->eh_frame_hdr = true; break;
    case O_NO_EH_HDR: o->eh_frame_hdr = false; break;
    case O_NO_UNDEFINED: o->no_undefined = true; break;
    case O_MULTIPLE: o->allow_multiple_definition = true; break;
    case O_BUILD_ID:
        if (value && !strcmp(value, "none")) o->build_id = false;
        else if (!value || !strcmp(value, "sha1") || !strcmp(value, "tree") || !strcmp(value, "fast")) o->build_id = true;
        else return fail(p, "'%s': the style of build id is not supported (none or sha1)", word);
        break;
    case O_SYMBOLIC: o->symbolic = true; break;
    case O_SYMBOLIC_FUNCTIONS: o->symbolic_functions = true; break;
    case O_HASH_STYLE:
        o->hash_sysv = !strcmp(value, "sysv") || !strcmp(value, "both");
        o->hash_gnu = !strcmp(value, "gnu") || !strcmp(value, "both");
        if (!o->hash_sysv && !o->hash_gnu) return fail(p, "'%s': the hash style is gnu, sysv or both", word);
        break;
    case O_TRACE: o->trace = true; break;
    case O_PRINT_MAP: o->print_map = true; break;
    case O_MAP_FILE: o->map_file = text; break;
    case O_WARN_COMMON: o->warn_common = true; break;
    case O_ALLOW_SHLIB: o->allow_shlib_undefined = true; break;
    case O_NO_ALLOW_SHLIB: o->allow_shlib_undefined = false; break;
    case O_UNRESOLVED:
        if (!strcmp(value, "ignore-all") || !strcmp(value, "ignore-in-object-files")) o->unresolved_ignore = true;
        else if (!strcmp(value, "ignore-in-shared-libs")) o->allow_shlib_undefined = true;
        else if (!strcmp(value, "report-all")) o->unresolved_ignore = false;
        else return fail(p, "'%s': unknown way to treat unresolved symbols", word);
        break;
    case O_WARN_UNRESOLVED: o->warn_unresolved = true; break;
    case O_ERROR_UNRESOLVED: o->warn_unresolved = false; break;
    case O_RELAX: o->no_relax = false; break;
    case O_NO_RELAX: o->no_relax = true; break;
    case O_Z: return keyword(p, value);
    case O_MACHINE:
        if (strcmp(value, "elf_x86_64")) return fail(p, "the emulation '%s' is not supported (elf_x86_64)", value);
        break;
    case O_SYSROOT: o->sysroot = text; break;
    case O_IMAGE_BASE:
        if (!parse_number(value, &o->image_base) || o->image_base % 0x1000 || o->image_base >> 46) return fail(p, "'%s': not a multiple of the page size", word);
        break;
    case O_INIT: o->init_name = text; break;
    case O_FINI: o->fini_name = text; break;
    case O_NEW_TAGS: o->old_rpath_tag = false; break;
    case O_OLD_TAGS: o->old_rpath_tag = true; break;
    case O_FATAL_WARNINGS: o->fatal_warnings = true; break;
    case O_NO_FATAL_WARNINGS: o->fatal_warnings = false; break;
    case O_SORT_SECTION: /* an order by alignment only saves room; one by name is what the program may count on */
        if (strcmp(value, "alignment") && strcmp(value, "none")) return fail(p, "'%s': sections stand in the order of the inputs", word);
        break;
    case O_TRACE_SYMBOL: vec_push(&o->trace_symbol, text); break;
    case O_NO_WARNINGS: o->no_warnings = true; break;
    case O_FORMAT:
        if (strcmp(value, "elf64-x86-64") && strcmp(value, "elf") && strcmp(value, "default") && strcmp(value, "none"))
            return fail(p, "'%s': the format is not supported", word);
        break;
    case O_VERSION: o->version_asked |= str_is(str_of(word + strspn(word, "-")), "version"); break;
    case O_HELP: case O_IGNORE: case O_REFUSE: case O_NONE: break;
    }
    return true;
}

static bool refuse(Parser *p, const char *word, const char *why)
{
    diag_tool_error(&p->kit->diag, TOOL, "option '%s' is not supported: %s", word, why);
    return false;
}

/* Finds the option in *word; sets *value when it takes one, reading the next word when it must. */
static bool find_option(Parser *p, int argc, char **argv, int *i, Option *option, const char **value)
{
    const char *word = argv[*i], *name = word + (word[1] == '-' ? 2 : 1);
    size_t n = strcspn(name, "=");
    *value = NULL;
    for (u32 k = 0; k < ARRAY_LEN(LONG); k++) {
        if (strlen(LONG[k].name) != n || memcmp(LONG[k].name, name, n)) continue;
        /* -o... is an output path, as GNU ld has it; so -omagic is never the long option. */
        if (word[1] != '-' && name[0] == 'o') continue;
        *option = (Option)LONG[k].option;
        if (name[n] == '=') {
            if (LONG[k].value == NO_VALUE) return fail(p, "option '%s' takes no value", word);
            *value = name + n + 1;
        } else if (LONG[k].value == VALUE) {
            if (*i + 1 >= argc) return fail(p, "option '%s' needs a value", word);
            *value = argv[++*i];
        }
        return *option != O_REFUSE || refuse(p, word, LONG[k].why);
    }
    if (word[1] == '-') return fail(p, "unknown option '%s'", word);
    for (u32 k = 0; k < ARRAY_LEN(SHORT); k++) {
        if (SHORT[k].name[0] != name[0]) continue;
        *option = (Option)SHORT[k].option;
        if (!SHORT[k].value) {
            if (name[1]) break;
            return *option != O_REFUSE || refuse(p, word, SHORT[k].why);
        }
        if (name[1]) {
            *value = name + 1;
        } else {
            if (*i + 1 >= argc) return fail(p, "option '%s' needs a value", word);
            *value = argv[++*i];
        }
        return *option != O_REFUSE || refuse(p, word, SHORT[k].why);
    }
    return fail(p, "unknown option '%s'", word);
}

bool link_parse_arguments(Kit *kit, int argc, char **argv, LinkOptions *options, const char **output_path)
{
    Parser p = {0};
    *options = (LinkOptions){0};
    options->z_relro = true;
    options->hash_gnu = true;
    *output_path = "a.out";
    options->output_name = STR("a.out");
    p.kit = kit;
    p.o = options;
    p.output_path = output_path;
    bool ok = true, options_end = false;
    for (int i = 0; i < argc; i++) {
        const char *word = argv[i], *value;
        Option option = O_NONE;
        if (word[0] != '-' || word[1] == 0 || options_end) {
            add_input(&p, LINK_INPUT_FILE, word);
        } else if (strcmp(word, "--") == 0) {
            options_end = true;
        } else if (!find_option(&p, argc, argv, &i, &option, &value)) {
            ok = false;
        } else {
            ok &= obey(&p, option, word, value);
        }
    }
    if (p.groups) add_input(&p, LINK_INPUT_GROUP_END, "");
    vec_free(&p.saved);
    return ok;
}
