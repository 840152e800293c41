/* kit as: the assembler's command line, as gcc, make and people give it to GNU as.
   In: flags and source files, which are assembled one after the other as if they were one. Out: one ELF object, whole or absent. */
#include "asm/asm.h"
#include "base/file.h"
#include "driver/as_options.h"
#include "driver/driver.h"
#include "driver/words.h"
#include "obj/elf.h"

#include <stdio.h>
#include <string.h>

static const char TOOL[] = "kit as";

static const char HELP[] =
    "usage: kit as [options] [file...]\n"
    "Assembles AT&T syntax for x86-64 into an ELF object; '-' or no file is standard input.\n"
    "  -o FILE                 write FILE (default a.out)\n"
    "  -I DIR                  look for .include and .incbin files in DIR\n"
    "  --defsym NAME=VALUE     define NAME\n"
    "  --fatal-warnings        warnings are errors\n"
    "  -W, --no-warn           no warnings\n"
    "  --noexecstack, --execstack\n"
    "                          whether the object says that it needs an executable stack\n"
    "  -mrelax-relocations=yes|no\n"
    "                          whether GOT loads may be relaxed by the linker\n"
    "  @FILE                   read options from FILE\n"
    "  --version, --help, --help=ignored (what has no effect, and why)\n";

typedef struct CommandLine {
    AsmOptions options;
    VEC(const char *) input;
    const char *output;
    bool asks; /* --version or --help: answered, nothing else to do */
} CommandLine;

/* False after reported errors. */
static bool read_command_line(Kit *kit, CommandLine *c, u32 n, char **word)
{
    bool only_files = false;
    for (u32 i = 1; i < n; i++) {
        const char *w = word[i];
        if (only_files || w[0] != '-' || !w[1]) {
            vec_push(&c->input, w);
        } else if (strcmp(w, "--") == 0) {
            only_files = true;
        } else if (strcmp(w, "--version") == 0) {
            printf("kit as %s\nThis assembler was configured for a target of `x86_64-linux-gnu'.\n", KIT_VERSION);
            c->asks = true;
        } else if (strcmp(w, "--help") == 0) {
            fputs(HELP, stdout);
            c->asks = true;
        } else if (strcmp(w, "--help=ignored") == 0) {
            Buf list = {0};
            as_list_ignored(&list);
            fwrite(list.data, 1, list.len, stdout);
            buf_free(&list);
            c->asks = true;
        } else if (w[1] == 'o') {
            if (w[2]) c->output = w + 2;
            else if (i + 1 < n) c->output = word[++i];
            else diag_tool_error(&kit->diag, TOOL, "'-o' wants an argument");
        } else if (as_option(kit, TOOL, &c->options, n, word, &i) == AS_OPTION_UNKNOWN) {
            diag_tool_error(&kit->diag, TOOL, "unknown option '%s'", w);
        }
    }
    return kit->diag.errors == 0;
}

static bool read_input(Kit *kit, const char *path, FileBytes *bytes)
{
    int error = file_read(&kit->arena, path, bytes);
    if (error) diag_tool_error(&kit->diag, TOOL, "cannot read '%s': %s", path, strerror(error));
    return error == 0;
}

/* Several files are one text, with markers so that messages name the right one. */
static bool join_inputs(Kit *kit, const CommandLine *c, FileBytes *bytes)
{
    if (c->input.len == 1) return read_input(kit, c->input.at[0], bytes);
    Buf b = {0};
    for (u32 i = 0; i < c->input.len; i++) {
        FileBytes part;
        if (!read_input(kit, c->input.at[i], &part)) return false;
        buf_printf(&b, "# 1 \"%s\"\n", c->input.at[i]);
        buf_bytes(&b, part.data, (size_t)part.size);
        buf_u8(&b, '\n');
    }
    bytes->size = b.len;
    buf_fill(&b, 0, 64);
    bytes->data = b.data;
    return true;
}

static bool assemble(Kit *kit, const CommandLine *c, const FileBytes *bytes)
{
    Str path = strcmp(c->input.at[0], "-") == 0 ? STR("<stdin>") : str_of(c->input.at[0]);
    Obj obj;
    Buf out = {0};
    obj_init(&obj, kit, OBJ_X86_64);
    if (asm_run(kit, &c->options, path.ptr, (const char *)bytes->data, (u32)bytes->size, &obj)) {
        elf_write_object(&obj, &out);
        int error = kit->diag.errors ? 0 : file_write(c->output, out.data, out.len, 0666);
        if (error) diag_tool_error(&kit->diag, TOOL, "cannot write '%s': %s", c->output, strerror(error));
    }
    buf_free(&out);
    obj_free(&obj);
    return kit->diag.errors == 0;
}

int driver_as(Kit *kit, int argc, char **argv)
{
    CommandLine c;
    FileBytes bytes;
    memset(&c, 0, sizeof c);
    memset(&bytes, 0, sizeof bytes);
    c.output = "a.out";
    if (!response_expand(kit, TOOL, &argc, &argv) || !read_command_line(kit, &c, (u32)argc, argv)) return 1;
    bool ok = c.asks;
    if (!ok) {
        if (!c.input.len) vec_push(&c.input, "-");
        ok = join_inputs(kit, &c, &bytes) && assemble(kit, &c, &bytes);
    }
    vec_free(&c.input);
    vec_free(&c.options.include_path);
    vec_free(&c.options.defsym);
    return ok ? 0 : 1;
}
