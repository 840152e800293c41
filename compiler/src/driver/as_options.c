/* The assembler's options; see as_options.h. One table, with a reason for everything that is accepted without an effect. */
#include "driver/as_options.h"

#include <stdio.h>
#include <string.h>

typedef enum Id { A_INCLUDE, A_DEFSYM, A_NO_WARN, A_WARN, A_FATAL_WARNINGS, A_NOEXECSTACK, A_EXECSTACK, A_RELAX, A_NO_RELAX, A_DWARF, A_VERSION, A_IGNORED, A_REFUSED } Id;

typedef enum How {
    EXACT,  /* the word itself */
    EITHER, /* its value follows in the same word, or is the next one */
    LONG,   /* its value follows '=' in the same word, or is the next one */
    PREFIX  /* the word begins so; what follows does not matter */
} How;

typedef struct Row {
    const char *text;
    u8 how, id, arg;
    const char *why; /* of what is ignored or refused */
} Row;

static const char LINES[] = "compilers' .loc lines are always obeyed; lines of the assembly itself are not recorded";
static const char EVERY[] = "every instruction is accepted always";
static const char DEFAULT[] = "kit always does so";
static const char QUIET[] = "there is nothing to say";

static const Row rows[] = {
    {"-I", EITHER, A_INCLUDE, 0, NULL},
    {"--defsym", LONG, A_DEFSYM, 0, NULL},
    {"-W", EXACT, A_NO_WARN, 0, NULL},
    {"--no-warn", EXACT, A_NO_WARN, 0, NULL},
    {"--warn", EXACT, A_WARN, 0, NULL},
    {"--fatal-warnings", EXACT, A_FATAL_WARNINGS, 0, NULL},
    {"--noexecstack", EXACT, A_NOEXECSTACK, 0, NULL},
    {"--execstack", EXACT, A_EXECSTACK, 0, NULL},
    {"-mrelax-relocations=yes", EXACT, A_RELAX, 0, NULL},
    {"-mrelax-relocations=no", EXACT, A_NO_RELAX, 0, NULL},
    {"--gdwarf-2", EXACT, A_DWARF, 2, NULL},
    {"--gdwarf-3", EXACT, A_DWARF, 3, NULL},
    {"--gdwarf-4", EXACT, A_DWARF, 4, NULL},
    {"--gdwarf-5", EXACT, A_DWARF, 5, NULL},
    {"-gdwarf-2", EXACT, A_DWARF, 2, NULL},
    {"-gdwarf-3", EXACT, A_DWARF, 3, NULL},
    {"-gdwarf-4", EXACT, A_DWARF, 4, NULL},
    {"-gdwarf-5", EXACT, A_DWARF, 5, NULL},
    {"-g", EXACT, A_IGNORED, 0, LINES},
    {"--gen-debug", EXACT, A_IGNORED, 0, LINES},
    {"--64", EXACT, A_IGNORED, 0, DEFAULT},
    {"-64", EXACT, A_IGNORED, 0, DEFAULT},
    {"--divide", EXACT, A_IGNORED, 0, DEFAULT},
    {"-k", EXACT, A_IGNORED, 0, "code is as position-independent as it is written"},
    {"-KPIC", EXACT, A_IGNORED, 0, "code is as position-independent as it is written"},
    {"-v", EXACT, A_VERSION, 0, NULL},
    {"-version", EXACT, A_VERSION, 0, NULL},
    {"-Qy", EXACT, A_IGNORED, 0, QUIET},
    {"-Qn", EXACT, A_IGNORED, 0, QUIET},
    {"-s", EXACT, A_IGNORED, 0, QUIET},
    {"-f", EXACT, A_IGNORED, 0, "comments and white space are always skipped fast"},
    {"-n", EXACT, A_IGNORED, 0, "alignment is always filled with long no-operations"},
    {"-D", EXACT, A_IGNORED, 0, "GNU as ignores it too"},
    {"-J", EXACT, A_IGNORED, 0, "kit does not warn of overflow in signed values"},
    {"--strip-local-absolute", EXACT, A_IGNORED, 0, "local absolute symbols do no harm"},
    {"--reduce-memory-overheads", EXACT, A_IGNORED, 0, DEFAULT},
    {"--nocompress-debug-sections", EXACT, A_IGNORED, 0, DEFAULT},
    {"--compress-debug-sections", PREFIX, A_IGNORED, 0, "debug sections are not compressed; readers need not care"},
    {"-march=", PREFIX, A_IGNORED, 0, EVERY},
    {"-mtune=", PREFIX, A_IGNORED, 0, EVERY},
    {"-moperand-check=none", EXACT, A_IGNORED, 0, EVERY},
    {"-msse2avx=no", EXACT, A_IGNORED, 0, DEFAULT},
    {"-mbranches-within-32B-boundaries=no", EXACT, A_IGNORED, 0, DEFAULT},
    {"--debug-prefix-map", PREFIX, A_IGNORED, 0, "the directory does not show in the object"},
    {"--32", EXACT, A_REFUSED, 0, "only 64-bit code is supported"},
    {"--x32", EXACT, A_REFUSED, 0, "only 64-bit code is supported"},
    {"--gstabs", PREFIX, A_REFUSED, 0, "debug information is DWARF"},
};

static const Row *find(const char *word)
{
    for (u32 k = 0; k < ARRAY_LEN(rows); k++) {
        size_t n = strlen(rows[k].text);
        if (strncmp(word, rows[k].text, n) != 0) continue;
        if (!word[n] || rows[k].how == EITHER || rows[k].how == PREFIX || (rows[k].how == LONG && word[n] == '=')) return &rows[k];
    }
    return NULL;
}

static bool take_value(Kit *kit, const char *tool, const Row *row, u32 n, char **word, u32 *i, Str *value)
{
    const char *rest = word[*i] + strlen(row->text);
    if (*rest) {
        *value = str_of(row->how == LONG ? rest + 1 : rest);
        return true;
    }
    if (*i + 1 >= n) {
        diag_tool_error(&kit->diag, tool, "'%s' wants an argument", row->text);
        return false;
    }
    *value = str_of(word[++*i]);
    return true;
}

AsOption as_option(Kit *kit, const char *tool, AsmOptions *o, u32 n, char **word, u32 *i)
{
    const Row *row = find(word[*i]);
    Str value = {"", 0};
    if (!row) return AS_OPTION_UNKNOWN;
    if ((row->how == EITHER || row->how == LONG) && !take_value(kit, tool, row, n, word, i, &value)) return AS_OPTION_WRONG;
    switch ((Id)row->id) {
    case A_INCLUDE: vec_push(&o->include_path, value); break;
    case A_DEFSYM:
        if (!memchr(value.ptr, '=', value.len)) {
            diag_tool_error(&kit->diag, tool, "'--defsym' wants NAME=VALUE, not '%.*s'", STR_FMT(value));
            return AS_OPTION_WRONG;
        }
        vec_push(&o->defsym, value);
        break;
    case A_NO_WARN: o->warn_off = true; break;
    case A_WARN: o->warn_off = false; break;
    case A_FATAL_WARNINGS: o->fatal_warnings = true; break;
    case A_NOEXECSTACK: o->noexecstack = true; break;
    case A_EXECSTACK: o->execstack = true; break;
    case A_RELAX: o->no_relax_relocations = false; break;
    case A_NO_RELAX: o->no_relax_relocations = true; break;
    case A_DWARF: o->dwarf_version = row->arg; break;
    case A_VERSION: /* configure scripts look for these words; AVX-512, which kit does not have, came with 2.25 */
        fputs("kit as " KIT_VERSION " (takes what GNU assembler version 2.24 takes)\n", stderr);
        break;
    case A_IGNORED: break;
    case A_REFUSED: diag_tool_error(&kit->diag, tool, "'%s': %s", word[*i], row->why); return AS_OPTION_WRONG;
    }
    return AS_OPTION_DONE;
}

static void list(Buf *out, Id id)
{
    for (u32 k = 0; k < ARRAY_LEN(rows); k++)
        if (rows[k].id == id) buf_printf(out, "  %-38s %s\n", rows[k].text, rows[k].why);
}

void as_list_ignored(Buf *out)
{
    buf_puts(out, "Accepted, without an effect:\n");
    list(out, A_IGNORED);
    buf_puts(out, "Refused:\n");
    list(out, A_REFUSED);
}
