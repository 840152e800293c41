/* The one executable: every tool is a name for it. In: argv. Out: the tool's exit code.
   The tool is argv[0]'s base name (links named cc, as, ld, ..., also with a target before it), or the word after `kit`. */
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/heap.h"
#include "driver/cc.h"
#include "driver/driver.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define KIT_ADDRESS_SANITIZER 1
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define KIT_ADDRESS_SANITIZER 1
#endif
#ifdef KIT_ADDRESS_SANITIZER
/* Exit frees the arenas: what is still allocated then is no leak. */
const char *__asan_default_options(void);
const char *__asan_default_options(void) { return "detect_leaks=0"; }
#endif

typedef int ToolMain(Kit *kit, int argc, char **argv);

typedef struct Tool {
    const char *name;
    ToolMain *run;
    const char *help;
} Tool;

static const Tool tools[] = {
    {"cc", driver_cc, "compile C and assembly, and link (gcc's command line)"},
    {"as", driver_as, "assemble (GNU as's command line)"},
    {"ld", driver_ld, "link (GNU ld's command line)"},
    {"ar", driver_ar, "make, list and take apart archives"},
    {"ranlib", driver_ranlib, "make an archive's symbol index"},
    {"nm", driver_nm, "list symbols"},
    {"objdump", driver_objdump, "show sections, symbols, relocations and code"},
    {"ir", driver_ir, "compile kit's intermediate representation as text"},
};

static const Tool *find_tool(Str name)
{
    for (u32 k = 0; k < ARRAY_LEN(tools); k++)
        if (str_is(name, tools[k].name)) return &tools[k];
    return NULL;
}

/* Of "x86_64-linux-gnu-ar" the part after the last dash; whatever ends in "cc" (cc, gcc, kit-cc) is cc. */
static const Tool *tool_of_program(const char *argv0)
{
    const char *slash = strrchr(argv0, '/'), *base = slash ? slash + 1 : argv0, *dash = strrchr(base, '-');
    const Tool *t = find_tool(str_of(base));
    if (!t && dash) t = find_tool(str_of(dash + 1));
    if (!t && str_ends(str_of(base), "cc")) t = &tools[0];
    return t;
}

static void help(void)
{
    fputs("usage: kit TOOL [arguments...]\n"
          "\n"
          "kit is a C toolchain in one executable. Each tool is also a link to it:\n"
          "'DIR/bin/cc file.c' and 'DIR/kit cc file.c' are the same.\n"
          "\n",
          stdout);
    for (u32 k = 0; k < ARRAY_LEN(tools); k++) printf("  %-9s %s\n", tools[k].name, tools[k].help);
    fputs("\n"
          "  kit cc -o hello hello.c      compiles and links\n"
          "  kit cc -c -O1 -g a.c b.c     makes a.o and b.o\n"
          "  kit TOOL --help              says more about a tool\n"
          "  kit --version                prints the version\n"
          "  kit --build-info             prints how this kit was built, as JSON\n",
          stdout);
}

/* The stage's own record lies beside the executable: it names the builder, so it cannot be inside without changing what stages compare. */
static void build_info(Kit *kit, const char *argv0)
{
    FileBytes file;
    const char *path = arena_printf(&kit->arena, "%s/stage.json", driver_home(kit, argv0)).ptr;
    printf("{\"name\": \"kit\", \"version\": \"%s\", \"targets\": [\"x86_64-linux-gnu\", \"x86_64-linux-musl\"], \"checks\": %s, \"stage\": ", KIT_VERSION,
#ifdef KIT_DEBUG
           "true"
#else
           "false"
#endif
    );
    if (file_read(&kit->arena, path, &file) == 0) {
        while (file.size && (file.data[file.size - 1] == '\n' || file.data[file.size - 1] == ' ')) file.size--;
        fwrite(file.data, 1, file.size, stdout);
    } else {
        fputs("null", stdout);
    }
    fputs("}\n", stdout);
}

static int run_kit(Kit *kit, int argc, char **argv)
{
    if (argc < 2) {
        diag_tool_error(&kit->diag, "kit", "which tool? 'kit --help' lists them");
        return 1;
    }
    const char *word = argv[1];
    const Tool *t = find_tool(str_of(word));
    if (t) return t->run(kit, argc - 1, argv + 1);
    if (strcmp(word, "--help") == 0 || strcmp(word, "help") == 0 || strcmp(word, "-h") == 0) {
        help();
    } else if (strcmp(word, "--version") == 0) {
        puts("kit " KIT_VERSION);
    } else if (strcmp(word, "--build-info") == 0) {
        build_info(kit, argv[0]);
    } else {
        diag_tool_error(&kit->diag, "kit", "there is no tool '%.200s'; 'kit --help' lists them", word);
        return 1;
    }
    return 0;
}

int main(int argc, char **argv)
{
    static char *const no_arguments[] = {"kit", NULL};
    Kit kit;
    heap_prepare();
    kit_init(&kit);
    if (argc < 1) {
        argc = 1;
        argv = (char **)no_arguments;
    }
    const Tool *t = tool_of_program(argv[0]);
    int code = t ? t->run(&kit, argc, argv) : run_kit(&kit, argc, argv);
    /* What could not be written to standard output is an error too: a full disk must not look like success. */
    if (fflush(stdout) != 0 || ferror(stdout)) {
        diag_tool_error(&kit.diag, "kit", "cannot write to standard output");
        if (code == 0) code = 1;
    }
    return code;
}
