/* The preprocessor alone, as a program: pp_main [-P] [-dM] [-dD] [-C] [-M] [-t] [-n] [-O] [-S] [-ansi] [-trigraphs] [-Dx] [-Ux] [-Idir]
   [-isystem dir] [-include f] [-imacros f] [-w] file. -t prints one token per line; -n prints nothing and counts tokens, for measuring;
   -S is assembler mode. Used by the differential tests against other preprocessors; it is not part of kit. */
#include "c/pp.h"

#include <stdio.h>
#include <stdlib.h>

static const DataLayout layout = {
    .arch = "x86_64", .pointer_size = 8, .long_size = 8, .long_double_size = 16, .long_double_align = 16, .long_double_format = FLOAT_X87,
    .max_align = 16, .int64_align = 8, .double_align = 8, .va_list_kind = VA_LIST_X64, .va_list_size = 24, .va_list_align = 8, .va_list_is_array = true};

int main(int argc, char **argv)
{
    Kit kit;
    kit_init(&kit);
    CppOptions o = {0};
    o.standard = C_STD_C17;
    o.gnu = true;
    o.layout = &layout;
    PrintOptions print = {0};
    const char *path = NULL;
    bool tokens = false, nothing = false, dependencies = false;
    o.source_date_epoch = getenv("SOURCE_DATE_EPOCH");
    for (int i = 1; i < argc; i++) {
        const char *a = argv[i];
        if (strcmp(a, "-P") == 0) print.no_line_markers = true;
        else if (strcmp(a, "-dM") == 0) print.only_defines = true;
        else if (strcmp(a, "-dD") == 0) print.keep_defines = true;
        else if (strcmp(a, "-C") == 0) print.keep_comments = true;
        else if (strcmp(a, "-M") == 0) dependencies = true;
        else if (strcmp(a, "-t") == 0) tokens = true;
        else if (strcmp(a, "-n") == 0) nothing = true;
        else if (strcmp(a, "-O") == 0) o.optimize = true;
        else if (strcmp(a, "-S") == 0) o.assembler = true;
        else if (strcmp(a, "-color") == 0) kit.diag.color = true;
        else if (strcmp(a, "-ansi") == 0) o.gnu = false, o.trigraphs = true;
        else if (strcmp(a, "-c89") == 0) o.standard = C_STD_C89;
        else if (strcmp(a, "-c23") == 0) o.standard = C_STD_C23;
        else if (strcmp(a, "-undef") == 0) o.no_builtin_macros = true;
        else if (strcmp(a, "-trigraphs") == 0) o.trigraphs = true;
        else if (strncmp(a, "-D", 2) == 0 || strncmp(a, "-U", 2) == 0) {
            CommandLineMacro m = {str_of(a + 2), a[1] == 'U'};
            vec_push(&o.macro, m);
        } else if (strncmp(a, "-I", 2) == 0) {
            IncludeDirectory d = {str_of(a + 2), INCLUDE_NORMAL};
            vec_push(&o.directory, d);
        } else if (strcmp(a, "-isystem") == 0 && i + 1 < argc) {
            IncludeDirectory d = {str_of(argv[++i]), INCLUDE_SYSTEM};
            vec_push(&o.directory, d);
        } else if (strcmp(a, "-include") == 0 && i + 1 < argc) {
            vec_push(&o.include, str_of(argv[++i]));
        } else if (strcmp(a, "-imacros") == 0 && i + 1 < argc) {
            vec_push(&o.imacros, str_of(argv[++i]));
        } else if (a[0] == '-' && a[1] != 0) {
            if (!diag_option(&kit.diag, str_of(a + 1))) fprintf(stderr, "pp_main: unknown option %s\n", a);
        } else {
            path = a;
        }
    }
    CPreprocessor *pp = path ? pp_open(&kit, &o, path) : NULL;
    if (!pp) return 1;
    if (tokens || nothing || dependencies) {
        Token t;
        u64 n = 0;
        for (;; n++) {
            pp_next(pp, &t);
            if (t.kind == TK_EOF) break;
            if (!tokens) continue;
            Str s = pp_spelling(pp, &t);
            Place p = source_place(&kit.sources, t.loc);
            printf("%d %u %s:%u:%u %.*s\n", t.kind, (unsigned)t.flags, p.path.ptr, (unsigned)p.line, (unsigned)p.column, STR_FMT(s));
        }
        if (nothing) printf("%llu tokens, %u names, %u ranges, %u errors\n", (unsigned long long)n, (unsigned)kit.names.entry.len, (unsigned)kit.sources.range.len, (unsigned)kit.diag.errors);
        for (u32 i = 0; dependencies && i < pp_dependency_count(pp); i++) printf("%s\n", pp_dependency(pp, i).path.ptr);
    } else {
        Buf out = {0};
        pp_print(pp, &print, &out);
        if (out.len) fwrite(out.data, 1, out.len, stdout);
        buf_free(&out);
    }
    pp_close(pp);
    return kit.diag.errors != 0;
}
