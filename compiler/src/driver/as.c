/* kit as: the assembler's command line, as gcc, make and people give it to GNU as.
   In: flags and source files, which are assembled one after the other as if they were one. Out: one ELF object, whole or absent. */
#include "asm/asm.h"
#include "base/file.h"
#include "driver/driver.h"
#include "obj/elf.h"

#include <stdio.h>
#include <string.h>

typedef struct Args {
    VEC(Str) at;
    u32 depth;
} Args;

/* @file: arguments separated by white space, quotes and backslashes as in GNU's response files. */
static bool add_argument(Kit *kit, Args *args, const char *z)
{
    if (z[0] != '@' || !z[1]) {
        vec_push(&args->at, str_of(z));
        return true;
    }
    FileBytes bytes;
    int error = file_read(&kit->arena, z + 1, &bytes);
    if (error) { /* as GNU does: then it is an argument like others */
        vec_push(&args->at, str_of(z));
        return true;
    }
    if (args->depth >= 20) {
        diag_tool_error(&kit->diag, "kit as", "response files are nested too deeply at '%s'", z);
        return false;
    }
    args->depth++;
    const char *p = (const char *)bytes.data, *end = p + bytes.size;
    bool ok = true;
    for (;;) {
        while (p < end && (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r')) p++;
        if (p >= end || !ok) break;
        Buf b = {0};
        char quote = 0;
        for (; p < end && (quote || !(*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r')); p++) {
            if (*p == '\\' && p + 1 < end) buf_u8(&b, (u8)*++p);
            else if (quote ? *p == quote : *p == '"' || *p == '\'') quote = quote ? 0 : *p;
            else buf_u8(&b, (u8)*p);
        }
        Str s = arena_str(&kit->arena, (Str){b.len ? (const char *)b.data : "", (u32)b.len});
        buf_free(&b);
        ok = add_argument(kit, args, s.ptr);
    }
    args->depth--;
    return ok;
}

static const char help[] =
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
    "  --version, --help\n";

/* Accepted without effect, and why. */
static const char *const ignored[] = {
    "--64", "-64",                    /* the only mode */
    "-g", "--gen-debug", "--gstabs",
                                      /* compilers' .loc lines are obeyed anyway; lines of the assembly itself are not recorded */
    "-v", "-Qy", "-Qn",               /* nothing to say */
    "--divide",                       /* '/' divides always */
    "-msse2avx=no", "-mbranches-within-32B-boundaries=no", "-moperand-check=none", "-f", "--strip-local-absolute", "--reduce-memory-overheads", "--nocompress-debug-sections", "-k", "-KPIC",
    "-s", "-D", "-n", "-J"
};

int driver_as(Kit *kit, int argc, char **argv)
{
    static const char tool[] = "kit as";
    Args args = {0};
    AsmOptions options;
    VEC(Str) inputs = {0};
    Str output = STR("a.out");
    memset(&options, 0, sizeof options);
    for (int i = 1; i < argc; i++)
        if (!add_argument(kit, &args, argv[i])) return 1;
    bool only_files = false;
    for (u32 i = 0; i < args.at.len; i++) {
        Str a = args.at.at[i];
        const char *z = a.ptr;
        bool has_next = i + 1 < args.at.len;
        if (only_files || z[0] != '-' || !z[1]) {
            vec_push(&inputs, a);
            continue;
        }
        if (str_is(a, "--")) {
            only_files = true;
            continue;
        }
        if (str_is(a, "--version")) {
            printf("kit as %s\nThis assembler was configured for a target of `x86_64-linux-gnu'.\n", KIT_VERSION);
            return 0;
        }
        if (str_is(a, "--help")) {
            fputs(help, stdout);
            return 0;
        }
        if (z[1] == 'o' || z[1] == 'I') {
            Str value = {z + 2, a.len - 2};
            if (!value.len) {
                if (!has_next) {
                    diag_tool_error(&kit->diag, tool, "'%s' needs an argument", z);
                    continue;
                }
                value = args.at.at[++i];
            }
            if (z[1] == 'o') output = value;
            else vec_push(&options.include_path, value);
            continue;
        }
        if (str_is(a, "--defsym") || str_starts(a, "--defsym=")) {
            Str value = {z + 9, a.len - 9};
            if (a.len == 8) {
                if (!has_next) {
                    diag_tool_error(&kit->diag, tool, "'--defsym' needs an argument");
                    continue;
                }
                value = args.at.at[++i];
            }
            if (!memchr(value.ptr, '=', value.len)) diag_tool_error(&kit->diag, tool, "'--defsym' needs NAME=VALUE, not '%.*s'", STR_FMT(value));
            else vec_push(&options.defsym, value);
            continue;
        }
        if (str_is(a, "-W") || str_is(a, "--no-warn")) options.warn_off = true;
        else if (str_is(a, "--warn")) options.warn_off = false;
        else if (str_is(a, "--fatal-warnings")) options.fatal_warnings = true;
        else if (str_is(a, "--noexecstack")) options.noexecstack = true;
        else if (str_is(a, "--execstack")) options.execstack = true;
        else if (str_is(a, "-mrelax-relocations=no")) options.no_relax_relocations = true;
        else if (str_is(a, "-mrelax-relocations=yes")) options.no_relax_relocations = false;
        else if ((str_starts(a, "--gdwarf-") || str_starts(a, "-gdwarf-")) && z[a.len - 1] >= '2' && z[a.len - 1] <= '5' && z[a.len - 2] == '-') options.dwarf_version = (u32)(z[a.len - 1] - '0');
        else if (str_starts(a, "-march=") || str_starts(a, "-mtune=") || str_starts(a, "--debug-prefix-map")) continue; /* every instruction is accepted always */
        else {
            bool known = false;
            for (u32 k = 0; k < ARRAY_LEN(ignored) && !known; k++) known = str_is(a, ignored[k]);
            if (str_is(a, "--32") || str_is(a, "--x32")) diag_tool_error(&kit->diag, tool, "'%s': only 64-bit code is supported", z);
            else if (!known) diag_tool_error(&kit->diag, tool, "unknown option '%s'", z);
        }
    }
    if (kit->diag.errors) return 1;
    if (!inputs.len) vec_push(&inputs, STR("-"));

    const char *name = inputs.at[0].ptr;
    Str path = str_is(inputs.at[0], "-") ? STR("<stdin>") : inputs.at[0];
    FileBytes bytes;
    memset(&bytes, 0, sizeof bytes);
    if (inputs.len == 1) {
        int error = file_read(&kit->arena, name, &bytes);
        if (error) {
            diag_tool_error(&kit->diag, tool, "cannot read '%s': %s", name, strerror(error));
            return 1;
        }
    } else { /* one text, with markers so that messages name the right file */
        Buf b = {0};
        for (u32 i = 0; i < inputs.len; i++) {
            FileBytes part;
            int error = file_read(&kit->arena, inputs.at[i].ptr, &part);
            if (error) {
                diag_tool_error(&kit->diag, tool, "cannot read '%s': %s", inputs.at[i].ptr, strerror(error));
                return 1;
            }
            buf_printf(&b, "# 1 \"%s\"\n", inputs.at[i].ptr);
            buf_bytes(&b, part.data, (size_t)part.size);
            buf_u8(&b, '\n');
        }
        bytes.size = b.len;
        buf_fill(&b, 0, 64);
        bytes.data = b.data;
    }
    Obj obj;
    Buf out = {0};
    obj_init(&obj, kit, OBJ_X86_64);
    int status = 1;
    if (asm_run(kit, &options, path.ptr, (const char *)bytes.data, (u32)bytes.size, &obj)) {
        elf_write_object(&obj, &out);
        int error = kit->diag.errors ? 0 : file_write(output.ptr, out.data, out.len, 0666);
        if (error) diag_tool_error(&kit->diag, tool, "cannot write '%s': %s", output.ptr, strerror(error));
        status = kit->diag.errors != 0;
    }
    buf_free(&out);
    obj_free(&obj);
    vec_free(&inputs);
    vec_free(&args.at);
    vec_free(&options.include_path);
    vec_free(&options.defsym);
    return status;
}
