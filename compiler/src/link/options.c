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
    O_NO_WARNINGS, O_FORMAT, O_IGNORE, O_IGNORE_VALUE, O_IGNORE_OPTIONAL, O_VERSION, O_HELP, O_REFUSE, O_DEFAULT_SYMVER
} Option;

enum { NO_VALUE, VALUE, OPTIONAL_VALUE /* only after = */ };

typedef struct OptionName {
    const char *name;
    u8 option, value;
} OptionName;

static const OptionName LONG[] = {
    {"as-needed", O_AS_NEEDED, 0}, {"no-as-needed", O_NO_AS_NEEDED, 0}, {"whole-archive", O_WHOLE, 0}, {"no-whole-archive", O_NO_WHOLE, 0},
    {"Bstatic", O_STATIC_LIBS, 0}, {"dn", O_STATIC_LIBS, 0}, {"non_shared", O_STATIC_LIBS, 0}, {"static", O_STATIC, 0},
    {"Bdynamic", O_SHARED_LIBS, 0}, {"dy", O_SHARED_LIBS, 0}, {"call_shared", O_SHARED_LIBS, 0}, {"push-state", O_PUSH, 0}, {"pop-state", O_POP, 0},
    {"start-group", O_GROUP, 0}, {"end-group", O_END_GROUP, 0}, {"shared", O_SHARED, 0}, {"Bshareable", O_SHARED, 0}, {"pie", O_PIE, 0},
    {"pic-executable", O_PIE, 0}, {"no-pie", O_NO_PIE, 0}, {"relocatable", O_RELOCATABLE, 0}, {"output", O_OUTPUT, VALUE}, {"entry", O_ENTRY, VALUE},
    {"dynamic-linker", O_INTERPRETER, VALUE}, {"no-dynamic-linker", O_NO_INTERPRETER, 0}, {"soname", O_SONAME, VALUE}, {"library", O_LIBRARY, VALUE},
    {"library-path", O_LIBRARY_PATH, VALUE}, {"rpath", O_RPATH, VALUE}, {"rpath-link", O_IGNORE_VALUE, VALUE}, {"undefined", O_UNDEFINED, VALUE},
    {"require-defined", O_UNDEFINED, VALUE}, {"defsym", O_DEFSYM, VALUE}, {"wrap", O_WRAP, VALUE}, {"exclude-libs", O_EXCLUDE_LIBS, VALUE},
    {"dynamic-list", O_DYNAMIC_LIST, VALUE}, {"version-script", O_VERSION_SCRIPT, VALUE}, {"default-symver", O_DEFAULT_SYMVER, 0}, {"export-dynamic-symbol", O_EXPORT_SYMBOL, VALUE},
    {"export-dynamic", O_EXPORT, 0}, {"no-export-dynamic", O_NO_EXPORT, 0}, {"gc-sections", O_GC, 0}, {"no-gc-sections", O_NO_GC, 0},
    {"print-gc-sections", O_PRINT_GC, 0}, {"no-print-gc-sections", O_NO_PRINT_GC, 0}, {"strip-all", O_STRIP_ALL, 0}, {"strip-debug", O_STRIP_DEBUG, 0},
    {"discard-all", O_DISCARD_ALL, 0}, {"discard-locals", O_IGNORE, 0}, {"discard-none", O_IGNORE, 0}, {"eh-frame-hdr", O_EH_HDR, 0},
    {"no-eh-frame-hdr", O_NO_EH_HDR, 0}, {"no-undefined", O_NO_UNDEFINED, 0}, {"allow-multiple-definition", O_MULTIPLE, 0},
    {"build-id", O_BUILD_ID, OPTIONAL_VALUE}, {"Bsymbolic", O_SYMBOLIC, 0}, {"Bsymbolic-functions", O_SYMBOLIC_FUNCTIONS, 0},
    {"hash-style", O_HASH_STYLE, VALUE}, {"trace", O_TRACE, 0}, {"verbose", O_TRACE, 0}, {"print-map", O_PRINT_MAP, 0}, {"Map", O_MAP_FILE, VALUE},
    {"warn-common", O_WARN_COMMON, 0}, {"allow-shlib-undefined", O_ALLOW_SHLIB, 0}, {"no-allow-shlib-undefined", O_NO_ALLOW_SHLIB, 0},
    {"unresolved-symbols", O_UNRESOLVED, VALUE}, {"warn-unresolved-symbols", O_WARN_UNRESOLVED, 0}, {"error-unresolved-symbols", O_IGNORE, 0},
    {"relax", O_IGNORE, 0}, {"no-relax", O_NO_RELAX, 0}, {"sysroot", O_SYSROOT, VALUE}, {"image-base", O_IMAGE_BASE, VALUE}, {"Ttext-segment", O_IMAGE_BASE, VALUE},
    {"init", O_INIT, VALUE}, {"fini", O_FINI, VALUE}, {"enable-new-dtags", O_NEW_TAGS, 0}, {"disable-new-dtags", O_OLD_TAGS, 0},
    {"fatal-warnings", O_FATAL_WARNINGS, 0}, {"no-fatal-warnings", O_IGNORE, 0}, {"no-warnings", O_NO_WARNINGS, 0}, {"format", O_FORMAT, VALUE},
    {"oformat", O_FORMAT, VALUE}, {"plugin", O_IGNORE_VALUE, VALUE}, {"plugin-opt", O_IGNORE_VALUE, VALUE}, {"optimize", O_IGNORE, 0},
    {"sort-common", O_IGNORE_OPTIONAL, OPTIONAL_VALUE}, {"sort-section", O_IGNORE_VALUE, VALUE}, {"color-diagnostics", O_IGNORE_OPTIONAL, OPTIONAL_VALUE},
    {"no-copy-dt-needed-entries", O_IGNORE, 0}, {"no-add-needed", O_IGNORE, 0}, {"demangle", O_IGNORE_OPTIONAL, OPTIONAL_VALUE}, {"no-demangle", O_IGNORE, 0},
    {"no-warn-mismatch", O_IGNORE, 0}, {"warn-once", O_IGNORE, 0}, {"warn-shared-textrel", O_IGNORE, 0}, {"no-warn-rwx-segments", O_IGNORE, 0},
    {"warn-rwx-segments", O_IGNORE, 0}, {"no-warn-execstack", O_IGNORE, 0}, {"warn-execstack", O_IGNORE, 0}, {"no-undefined-version", O_IGNORE, 0},
    {"undefined-version", O_IGNORE, 0}, {"ld-generated-unwind-info", O_IGNORE, 0}, {"no-ld-generated-unwind-info", O_IGNORE, 0},
    {"no-keep-memory", O_IGNORE, 0}, {"reduce-memory-overheads", O_IGNORE, 0}, {"check-sections", O_IGNORE, 0}, {"no-check-sections", O_IGNORE, 0},
    {"no-omagic", O_IGNORE, 0}, {"nostdlib", O_IGNORE, 0}, {"stats", O_IGNORE, 0}, {"no-ctf-variables", O_IGNORE, 0}, {"threads", O_IGNORE_OPTIONAL, OPTIONAL_VALUE},
    {"no-threads", O_IGNORE, 0}, {"warn-alternate-em", O_IGNORE, 0}, {"warn-section-align", O_IGNORE, 0}, {"version", O_VERSION, 0}, {"help", O_HELP, 0},
    {"script", O_REFUSE, VALUE}, {"default-script", O_REFUSE, VALUE}, {"just-symbols", O_REFUSE, VALUE}, {"emit-relocs", O_REFUSE, 0}, {"omagic", O_REFUSE, 0},
    {"nmagic", O_REFUSE, 0}, {"section-start", O_REFUSE, VALUE}, {"Tbss", O_REFUSE, VALUE}, {"Tdata", O_REFUSE, VALUE}, {"Ttext", O_REFUSE, VALUE},
    {"filter", O_REFUSE, VALUE}, {"auxiliary", O_REFUSE, VALUE}, {"audit", O_REFUSE, VALUE}, {"copy-dt-needed-entries", O_REFUSE, 0},
    {"compress-debug-sections", O_FORMAT, VALUE}, {"retain-symbols-file", O_REFUSE, VALUE}, {"symbol-ordering-file", O_REFUSE, VALUE}, {"icf", O_REFUSE, VALUE},
    {"pack-dyn-relocs", O_REFUSE, VALUE}, {"cref", O_REFUSE, 0},
};

/* One letter: after one dash only. value: 1 joined or the next word. */
static const OptionName SHORT[] = {
    {"o", O_OUTPUT, 1}, {"l", O_LIBRARY, 1}, {"L", O_LIBRARY_PATH, 1}, {"e", O_ENTRY, 1}, {"h", O_SONAME, 1}, {"u", O_UNDEFINED, 1}, {"I", O_INTERPRETER, 1},
    {"m", O_MACHINE, 1}, {"z", O_Z, 1}, {"O", O_IGNORE_VALUE, 1}, {"T", O_REFUSE, 1}, {"R", O_RPATH, 1}, {"y", O_IGNORE_VALUE, 1}, {"A", O_REFUSE, 1},
    {"b", O_FORMAT, 1}, {"F", O_REFUSE, 1}, {"f", O_REFUSE, 1}, {"G", O_IGNORE_VALUE, 1}, {"Y", O_REFUSE, 1}, {"a", O_IGNORE_VALUE, 1}, {"c", O_REFUSE, 1}, {"V", O_VERSION, 0},
    {"s", O_STRIP_ALL, 0}, {"S", O_STRIP_DEBUG, 0}, {"r", O_RELOCATABLE, 0}, {"i", O_RELOCATABLE, 0}, {"E", O_EXPORT, 0}, {"x", O_DISCARD_ALL, 0},
    {"X", O_IGNORE, 0}, {"t", O_TRACE, 0}, {"M", O_PRINT_MAP, 0}, {"d", O_IGNORE, 0}, {"q", O_REFUSE, 0}, {"N", O_REFUSE, 0}, {"n", O_REFUSE, 0}, {"g", O_IGNORE, 0},
    {"v", O_VERSION, 0}, {"(", O_GROUP, 0}, {")", O_END_GROUP, 0}, {"w", O_NO_WARNINGS, 0},
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

static bool keyword(Parser *p, const char *z)
{
    static const char *const IGNORED[] = {"lazy", "combreloc", "nocombreloc", "nocopyreloc", "common", "nocommon", "nognustack", "start-stop-gc", "nostart-stop-gc",
                                          "dynamic-undefined-weak", "nodynamic-undefined-weak", "globalaudit", "loadfltr", "nodefaultlib", "undefs", "separate-code",
                                          "noextern-protected-data", "indirect-extern-access", "noindirect-extern-access", "mark-plt", "nomark-plt", "unique-symbol",
                                          "nounique-symbol", "notext-unlikely-segment", "nosectionheader-strip", "stack-size-note", "noexecstack-note", "nosectionheader"};
    static const char *const PREFIXES[] = {"max-page-size=4096", "max-page-size=0x1000", "common-page-size=", "start-stop-visibility=", "cet-report=", "x86-64-"};
    LinkOptions *o = p->o;
    if (!strcmp(z, "now")) o->z_now = true;
    else if (!strcmp(z, "relro")) o->z_relro = true;
    else if (!strcmp(z, "norelro")) o->z_relro = false;
    else if (!strcmp(z, "execstack")) o->exec_stack = true;
    else if (!strcmp(z, "noexecstack")) o->exec_stack = false, o->no_exec_stack = true;
    else if (!strcmp(z, "defs")) o->no_undefined = true;
    else if (!strcmp(z, "undefs")) o->no_undefined = false;
    else if (!strcmp(z, "text")) o->z_text = true;
    else if (!strcmp(z, "notext") || !strcmp(z, "textoff")) o->z_text = false;
    else if (!strcmp(z, "muldefs")) o->allow_multiple_definition = true;
    else if (!strcmp(z, "origin")) o->origin = true;
    else if (!strcmp(z, "nodelete")) o->no_delete = true;
    else if (!strcmp(z, "nodlopen")) o->no_dlopen = true;
    else if (!strcmp(z, "initfirst")) o->init_first = true;
    else if (!strcmp(z, "global")) o->global = true;
    else if (!strcmp(z, "interpose")) o->interpose = true;
    else if (!strcmp(z, "noseparate-code")) o->separate_code_off = true;
    else if (!strncmp(z, "stack-size=", 11)) {
        if (!parse_number(z + 11, &o->stack_size)) return fail(p, "'-z %s': not a number", z);
    } else {
        for (u32 i = 0; i < ARRAY_LEN(IGNORED); i++)
            if (!strcmp(z, IGNORED[i])) return true;
        for (u32 i = 0; i < ARRAY_LEN(PREFIXES); i++)
            if (!strncmp(z, PREFIXES[i], strlen(PREFIXES[i]))) return true;
        return fail(p, "unknown keyword '-z %s'", z);
    }
    return true;
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
    case O_NO_WARNINGS: o->no_warnings = true; break;
    case O_FORMAT:
        if (strcmp(value, "elf64-x86-64") && strcmp(value, "elf") && strcmp(value, "default") && strcmp(value, "none"))
            return fail(p, "'%s': the format is not supported", word);
        break;
    case O_REFUSE: return fail(p, "option '%s' is not supported", word);
    case O_VERSION: o->version_asked |= str_is(str_of(word + strspn(word, "-")), "version"); break;
    case O_HELP: case O_IGNORE: case O_IGNORE_VALUE: case O_IGNORE_OPTIONAL: case O_NONE: break;
    }
    return true;
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
        return true;
    }
    if (word[1] == '-') return fail(p, "unknown option '%s'", word);
    for (u32 k = 0; k < ARRAY_LEN(SHORT); k++) {
        if (SHORT[k].name[0] != name[0]) continue;
        *option = (Option)SHORT[k].option;
        if (!SHORT[k].value) {
            if (name[1]) break;
            return true;
        }
        if (name[1]) {
            *value = name + 1;
        } else {
            if (*i + 1 >= argc) return fail(p, "option '%s' needs a value", word);
            *value = argv[++*i];
        }
        return true;
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
