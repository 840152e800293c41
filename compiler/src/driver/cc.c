/* cc: the C compiler's driver. In: gcc's command line. Out: what it asks for, all made in this process: preprocessor, parser,
   lowering, code generator, assembler, writer and linker are called, never run as programs. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "driver/cc.h"
#include "driver/driver.h"
#include "driver/words.h"

static const char HELP[] =
    "usage: cc [options] file...\n"
    "\n"
    "Compiles C (.c, .i), assembly (.s, .S) and IR (.ir), and links (.o, .a, .so).\n"
    "The options are gcc's. '-' is standard input; @FILE reads options from FILE.\n"
    "\n"
    "What to make\n"
    "  -c                  objects                 -S            assembly text\n"
    "  -E                  preprocessed text       -emit-ir      kit's IR as text\n"
    "  -fsyntax-only       only messages           -M, -MM       only a make rule\n"
    "  -o FILE             where it goes           -x LANGUAGE   what the inputs are:\n"
    "                      c, cpp-output, assembler, assembler-with-cpp, ir, none\n"
    "\n"
    "Preprocessor\n"
    "  -I -iquote -isystem -idirafter DIR          where headers are\n"
    "  -include -imacros FILE                      read before the source\n"
    "  -D NAME[=VALUE]  -U NAME  -undef  -nostdinc\n"
    "  -P  -C  -dM  -dD                            what -E prints\n"
    "  -MD -MMD            a make rule too; -MF FILE, -MT and -MQ TARGET, -MP\n"
    "\n"
    "Language\n"
    "  -std=c89|c99|c11|c17|c23|gnu89|...|gnu23    gnu17 when not said; -ansi is c89\n"
    "  -ffreestanding -fno-builtin -fsigned-char -funsigned-char -fcommon -fwrapv\n"
    "  -fgnu89-inline -fshort-enums -fvisibility=default|hidden|internal|protected\n"
    "\n"
    "Code\n"
    "  -O0 -O1             -O2, -O3, -Os, -Og, -Oz and -Ofast are -O1\n"
    "  -g                  line numbers and functions for debuggers; -g0 none\n"
    "  -fPIC -fPIE -fno-pie                        PIE when not said\n"
    "  -ffunction-sections -fdata-sections -fno-plt -fno-asynchronous-unwind-tables\n"
    "  -fomit-frame-pointer -mno-red-zone -fno-jump-tables -fno-ident\n"
    "  -f{file,macro,debug}-prefix-map=OLD=NEW     names of files in outputs\n"
    "\n"
    "Linker\n"
    "  -l NAME  -L DIR  -B DIR  -Wl,OPTION,...  -Xlinker OPTION  -T -u -z -e  -s\n"
    "  -static  -shared  -pie  -no-pie  -static-pie  -r  -rdynamic  -pthread\n"
    "  -nostdlib -nostartfiles -nodefaultlibs -nolibc\n"
    "  --libc=glibc|musl   --target=x86_64-linux-{gnu,musl}   --sysroot=DIR\n"
    "\n"
    "Messages\n"
    "  -Wall -Wextra -Werror[=NAME] -W[no-]NAME -pedantic -w  -fmax-errors=N\n"
    "  -fdiagnostics-color=always|never|auto  -v what is done  -### without doing it\n"
    "  -time-report        CPU time by room\n"
    "  --help=ignored      the options that are accepted without an effect, and why\n"
    "\n"
    "Questions\n"
    "  -dumpmachine -dumpversion --version -print-file-name=F -print-prog-name=P\n"
    "  -print-search-dirs -print-libgcc-file-name -print-multiarch -print-sysroot\n"
    "\n"
    "Environment: CPATH and C_INCLUDE_PATH (headers), LIBRARY_PATH (libraries) as in\n"
    "gcc; SOURCE_DATE_EPOCH is the time of __DATE__ and __TIME__, 1970 when not set.\n";

static const char *machine(const CcPlaces *places) { return places->libc == LIBC_MUSL ? "x86_64-linux-musl" : "x86_64-linux-gnu"; }

static void print_version(const CcPlaces *places, FILE *to)
{
    /* The second line is for what takes a compiler for GNU C by this name alone (Meson). */
    fprintf(to, "kit cc %s (%s)\nA compiler of GNU C 4.2.1, as the compiler of the Free Software Foundation is.\n", KIT_VERSION, machine(places));
}

/* Options that only ask. */
static int answer(Kit *kit, const CcOptions *o, const CcPlaces *places)
{
    const char *q = o->query, *value = strchr(q, '=');
    Str query = value ? (Str){q, (u32)(value - q)} : str_of(q);
    if (value) value++;
    if (str_is(str_of(q), "--help=ignored")) {
        Buf text = {0};
        cc_list_ignored(&text);
        fwrite(text.data, 1, text.len, stdout);
        buf_free(&text);
    } else if (str_is(query, "--help") || str_is(query, "-help")) {
        fputs(HELP, stdout);
    } else if (str_is(query, "--version")) {
        print_version(places, stdout);
    } else if (str_is(query, "-dumpmachine")) {
        puts(machine(places));
    } else if (str_is(query, "-dumpversion") || str_is(query, "-dumpfullversion")) {
        puts(KIT_VERSION);
    } else if (str_is(query, "-print-multiarch")) {
        puts(machine(places));
    } else if (str_is(query, "-print-file-name")) {
        const char *path = str_is(str_of(value), "include") ? arena_printf(&kit->arena, "%s/include", places->home).ptr : cc_find_file(kit, o, places, value);
        puts(path ? path : value);
    } else if (str_is(query, "-print-prog-name")) {
        const char *path = arena_printf(&kit->arena, "%s/bin/%s", places->home, value).ptr;
        puts(file_exists(path) ? path : value);
    } else if (str_is(query, "-print-libgcc-file-name")) {
        const char *path = cc_find_file(kit, o, places, "libgcc.a");
        puts(path ? path : "libgcc.a");
    } else if (str_is(query, "-print-search-dirs")) {
        printf("install: %s/\nprograms: =%s/bin/\nlibraries: =", places->home, places->home);
        for (u32 k = 0; k < places->library.len; k++) printf("%s%s/", k ? ":" : "", places->library.at[k]);
        putchar('\n');
    } else if (str_is(query, "-print-multi-directory")) {
        puts(".");
    } else if (str_is(query, "-print-multi-lib")) {
        puts(".;");
    } else if (str_is(query, "-print-multi-os-directory")) {
        puts("../lib");
    } else if (str_is(query, "-print-sysroot")) {
        if (*places->sysroot) puts(places->sysroot);
    } else if (str_is(query, "-print-resource-dir")) {
        puts(places->home);
    }
    return 0;
}

static void show_include_path(const CppOptions *cpp)
{
    fputs("#include \"...\" search starts here:\n", stderr);
    for (u32 kind = INCLUDE_QUOTE; kind <= INCLUDE_AFTER; kind++) {
        if (kind == INCLUDE_NORMAL) fputs("#include <...> search starts here:\n", stderr);
        for (u32 k = 0; k < cpp->directory.len; k++)
            if (cpp->directory.at[k].kind == (IncludeKind)kind) fprintf(stderr, " %.*s\n", STR_FMT(cpp->directory.at[k].path));
    }
    fputs("End of search list.\n", stderr);
}

/* What one source's step is, for -v and -###. */
static void show_step(Kit *kit, const CcOptions *o, const CcPlaces *places, const CcInput *input)
{
    static const char *const modes[] = {"-c", "-c", "-S", "-emit-ir", "-E", "-M", "-fsyntax-only"};
    static const char *const suffixes[] = {".o", ".o", ".s", ".ir", NULL, NULL, NULL};
    const char *word[8];
    u32 n = 0;
    word[n++] = arena_printf(&kit->arena, "%s/bin/cc", places->home).ptr;
    word[n++] = modes[o->mode];
    word[n++] = o->opt.level ? "-O1" : "-O0";
    word[n++] = o->codegen.model == MODEL_PIC ? "-fPIC" : o->codegen.model == MODEL_PIE ? "-fPIE" : "-fno-pie";
    word[n++] = input->text;
    const char *output = o->mode != CC_LINK && o->output ? o->output : suffixes[o->mode] ? cc_output_name(kit, input->text, suffixes[o->mode]) : NULL;
    if (output) {
        word[n++] = "-o";
        word[n++] = output;
    }
    cc_show_command(word, n, o->dry_run);
}

static bool same_file(const char *a, const char *b)
{
    struct stat x, y;
    if (stat(a, &x) != 0 || stat(b, &y) != 0) return strcmp(a, b) == 0;
    return x.st_dev == y.st_dev && x.st_ino == y.st_ino && S_ISREG(x.st_mode); /* not /dev/null, as configure scripts have it */
}

/* Mistakes that only the whole command line shows. */
static bool check(Kit *kit, const CcOptions *o, u32 sources)
{
    Diag *d = &kit->diag;
    if (o->output && sources > 1 && o->mode != CC_LINK) {
        diag_tool_error(d, "cc", "'-o' with -c, -S, -E or -M takes one source, not %u", sources);
        return false;
    }
    for (u32 k = 0; k < o->input.len; k++) {
        const CcInput *in = &o->input.at[k];
        bool is_file = in->language != LANGUAGE_LINKER || in->text[0] != '-';
        if (o->output && is_file && strcmp(in->text, "-") != 0 && o->mode != CC_SYNTAX && same_file(o->output, in->text)) {
            diag_tool_error(d, "cc", "'%s' is an input, and would be overwritten by '-o %s'", in->text, o->output);
            return false;
        }
        if (in->language == LANGUAGE_LINKER && in->text[0] != '-' && o->mode != CC_LINK && file_exists(in->text))
            diag_tool_warn(d, "cc", "'%s' is for the linker, and nothing is linked", in->text);
    }
    return true;
}

/* With -c and several sources each gets a process of its own: what ends one of them early leaves the others alone. */
static bool compile_apart(Kit *kit, CcOptions *o, CcInput *input)
{
    fflush(stdout);
    fflush(stderr);
    pid_t child = fork();
    if (child < 0) return cc_compile(kit, o, input);
    if (child == 0) {
        bool ok = cc_compile(kit, o, input);
        if (o->time_report) cc_time_report(&o->times);
        exit(ok ? 0 : 1);
    }
    int status = 0;
    while (waitpid(child, &status, 0) < 0) {}
    if (WIFSIGNALED(status)) diag_tool_error(&kit->diag, "cc", "compiling '%s' was ended by signal %d", input->text, WTERMSIG(status));
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static bool run(Kit *kit, CcOptions *o, const CcPlaces *places)
{
    u32 sources = 0;
    for (u32 k = 0; k < o->input.len; k++) sources += o->input.at[k].language != LANGUAGE_LINKER;
    if (!check(kit, o, sources)) return false;
    bool ok = true, apart = sources > 1 && o->mode != CC_LINK && !o->dry_run;
    if (o->verbose && sources) show_include_path(&o->c.cpp);
    for (u32 k = 0; k < o->input.len; k++) {
        CcInput *in = &o->input.at[k];
        if (in->language == LANGUAGE_LINKER) {
            if (o->mode != CC_LINK && in->text[0] != '-' && !file_exists(in->text)) {
                diag_tool_error(&kit->diag, "cc", "no such file: '%s'", in->text);
                ok = false;
            }
            continue;
        }
        if (o->verbose) show_step(kit, o, places, in);
        if (!o->dry_run && !(apart ? compile_apart(kit, o, in) : cc_compile(kit, o, in))) ok = false;
    }
    if (o->mode == CC_LINK) return ok && cc_link(kit, o, places);
    if (o->time_report && !apart) cc_time_report(&o->times);
    return ok;
}

/* Debug information says kit/include of kit's own headers: where this kit lies must not show in what it writes. Options come
   later and win. */
static void hide_own_directory(Kit *kit, const CcPlaces *places, CodegenOptions *codegen)
{
    Str map = arena_printf(&kit->arena, "%s/include=kit/include", places->home);
    vec_push(&codegen->debug_prefix_map, map);
    for (u32 k = codegen->debug_prefix_map.len - 1; k > 0; k--) codegen->debug_prefix_map.at[k] = codegen->debug_prefix_map.at[k - 1];
    codegen->debug_prefix_map.at[0] = map;
}

int cc_main(Kit *kit, int argc, char **argv, CcLanguage language)
{
    CcOptions o = {0};
    CcPlaces places = {0};
    if (!response_expand(kit, "cc", &argc, &argv)) return 1;
    o.target = target_find(STR("x86_64"));
    o.c.cpp.layout = target_layout(o.target);
    o.c.cpp.source_date_epoch = getenv("SOURCE_DATE_EPOCH");
    bool ok = cc_parse(kit, argc, argv, language, &o);
    places.home = driver_home(kit, argv[0]);
    cc_find_places(kit, &o, &places);
    if (!ok) return 1;
    hide_own_directory(kit, &places, &o.codegen);
    if (o.query) return answer(kit, &o, &places);
    if (o.verbose) {
        print_version(&places, stderr);
        fprintf(stderr, "Target: %s\nInstalledDir: %s\n", machine(&places), places.home);
    }
    if (o.input.len == 0) {
        if (o.verbose) return 0;
        diag_tool_error(&kit->diag, "cc", "no input files; 'cc --help' shows what there is");
        return 1;
    }
    cc_include_path(kit, &o, &places, &o.c.cpp);
    ok = run(kit, &o, &places);
    return ok && kit->diag.errors == 0 ? 0 : 1;
}

int driver_cc(Kit *kit, int argc, char **argv) { return cc_main(kit, argc, argv, LANGUAGE_BY_SUFFIX); }
