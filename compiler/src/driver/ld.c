/* ld: the linker's command line. In: words as GNU ld takes them. Out: the linked file, whole or absent. */
#include "base/file.h"
#include "driver/driver.h"
#include "driver/words.h"
#include "link/link.h"

#include <stdio.h>
#include <unistd.h>

static const char HELP[] =
    "usage: ld [options] file...\n"
    "  -o FILE                    output (a.out)          -e, --entry SYMBOL     where the program begins\n"
    "  -l NAME, -L DIR            libraries and where     -r, --relocatable      one object of many\n"
    "  -shared, -pie, -no-pie     kind of output          -static, -Bstatic, -Bdynamic\n"
    "  --start-group, --end-group archives in circles     --whole-archive, --no-whole-archive\n"
    "  --as-needed, --no-as-needed                        --push-state, --pop-state\n"
    "  --gc-sections, --print-gc-sections                 --eh-frame-hdr\n"
    "  -soname NAME, -rpath DIR, --dynamic-linker PATH    --export-dynamic, --dynamic-list FILE\n"
    "  --version-script FILE, --exclude-libs LIBS         --hash-style gnu|sysv|both\n"
    "  --no-undefined, --allow-multiple-definition        --defsym SYMBOL=VALUE, --wrap SYMBOL\n"
    "  -z now|relro|norelro|defs|text|noexecstack|...     --build-id[=sha1|none]\n"
    "  -s, -S, -x                 strip                   -t, -y SYMBOL, -M, -Map=FILE  tell what is done\n"
    "  @FILE                      options from a file     --help=ignored         what has no effect, and why\n"
    "ld: supported targets: elf64-x86-64\n"
    "ld: supported emulations: elf_x86_64\n";

/* Which GNU ld this one stands for comes last: Libtool makes no use of version scripts, and so exports everything, where it reads
   a version below 2.12, or a word that begins with 0. or 1.; gcc's libraries want 2.14 for symbol versions. */
void ld_print_version(void) { printf("kit ld (kit-%s, takes what GNU ld takes) 2.24\n", KIT_VERSION); }

int driver_ld(Kit *kit, int argc, char **argv)
{
    LinkOptions options;
    const char *output;
    bool version_told = false;
    if (!response_expand(kit, "ld", &argc, &argv)) return 1;
    for (int i = 1; i < argc; i++) {
        const char *a = argv[i];
        if (strcmp(a, "--help") == 0 || strcmp(a, "-help") == 0) {
            fputs(HELP, stdout);
            return 0;
        }
        if (strcmp(a, "--help=ignored") == 0) {
            Buf list = {0};
            link_list_ignored(&list);
            fwrite(list.data, 1, list.len, stdout);
            buf_free(&list);
            return fflush(stdout) == 0 ? 0 : 1;
        }
        if (strcmp(a, "-v") == 0 || strcmp(a, "-V") == 0 || strcmp(a, "--version") == 0 || strcmp(a, "-version") == 0) {
            ld_print_version();
            if (strcmp(a, "--version") == 0 || strcmp(a, "-version") == 0) return 0;
            version_told = true;
        }
    }
    if (!link_parse_arguments(kit, argc - 1, argv + 1, &options, &output)) return 1;
    if (version_told && !options.input.len) return 0; /* it was all that was asked for */
    Buf out = {0};
    bool ok = link_run(kit, &options, &out) && kit->diag.errors == 0;
    if (ok) {
        int err = file_write(output, out.data, out.len, options.output == LINK_RELOCATABLE ? 0666 : 0777);
        if (err) diag_tool_error(&kit->diag, "ld", "%s: %s", output, strerror(err));
        ok = err == 0;
    } else if (strcmp(output, "-") != 0 && file_exists(output) && strncmp(output, "/dev/", 5) != 0) {
        unlink(output); /* as GNU ld: no old program stands in for one that failed */
    }
    buf_free(&out);
    return ok && fflush(stdout) == 0 ? 0 : 1;
}
