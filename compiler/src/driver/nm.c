/* nm: the symbols of objects, archives, programs and shared libraries, one a line, as GNU nm prints them:
   configure scripts and libtool read this. */
#include "driver/binary.h"
#include "driver/driver.h"
#include "driver/words.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct Nm {
    bool external, undefined, defined, file_names, dynamic, no_sort, numeric, size_sort, reverse, posix, all, sizes, just_names, many, no_weak;
    char radix;
} Nm;

typedef struct Line {
    Str name; /* with its version */
    u64 value, size;
    u32 index;
    char letter;
    bool is_undefined;
} Line;

static char section_letter(const ElfSection *s)
{
    static const struct {
        const char *name;
        char letter;
    } NAMES[] = {{".bss", 'b'}, {".data", 'd'}, {".debug", 'N'}, {".fini", 't'}, {".init", 't'}, {".rdata", 'r'}, {".rodata", 'r'}, {".sbss", 's'}, {".sdata", 'g'}, {".text", 't'}};
    for (u32 i = 0; i < ARRAY_LEN(NAMES); i++) {
        u32 n = (u32)strlen(NAMES[i].name);
        if (s->name.len >= n && memcmp(s->name.ptr, NAMES[i].name, n) == 0 && (s->name.len == n || strchr(".$0123456789", s->name.ptr[n]))) return NAMES[i].letter;
    }
    if (s->flags & SHF_EXECINSTR) return 't';
    if (s->type == SHT_NOBITS) return 'b';
    if (s->flags & SHF_ALLOC) return s->flags & SHF_WRITE ? 'd' : 'r';
    return str_starts(s->name, ".debug") ? 'N' : 'n';
}

static char letter_of(const ElfFile *elf, const ElfSymbol *y)
{
    char c = '?';
    if (y->section == SHN_COMMON) return 'C';
    if (y->section == SHN_UNDEF) return y->binding == STB_WEAK ? (y->type == STT_OBJECT ? 'v' : 'w') : 'U';
    if (y->type == STT_GNU_IFUNC) return 'i';
    if (y->binding == STB_WEAK) return y->type == STT_OBJECT ? 'V' : 'W';
    if (y->binding == STB_GNU_UNIQUE) return 'u';
    if (y->section == SHN_ABS) c = 'a';
    else if (y->section < elf->section.len) c = section_letter(&elf->section.at[y->section]);
    return y->binding != STB_LOCAL && c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
}

static int compare_names(const Line *x, const Line *y)
{
    int c = str_cmp(x->name, y->name);
    if (c) return c;
    if (x->value != y->value) return x->value < y->value ? -1 : 1;
    return (x->index > y->index) - (x->index < y->index);
}
static int by_name(const void *a, const void *b) { return compare_names(a, b); }
static int by_name_reversed(const void *a, const void *b) { return compare_names(b, a); }
static int compare_values(const Line *x, const Line *y)
{
    if (x->is_undefined != y->is_undefined) return x->is_undefined ? -1 : 1;
    if (x->value != y->value) return x->value < y->value ? -1 : 1;
    return compare_names(x, y);
}
static int by_value(const void *a, const void *b) { return compare_values(a, b); }
static int by_value_reversed(const void *a, const void *b) { return compare_values(b, a); }
static int compare_sizes(const Line *x, const Line *y)
{
    if (x->size != y->size) return x->size < y->size ? -1 : 1;
    return compare_names(x, y);
}
static int by_size(const void *a, const void *b) { return compare_sizes(a, b); }
static int by_size_reversed(const void *a, const void *b) { return compare_sizes(b, a); }

static void print_number(const Nm *nm, u64 x)
{
    if (nm->radix == 'd') printf("%016llu", (unsigned long long)x);
    else if (nm->radix == 'o') printf("%016llo", (unsigned long long)x);
    else printf("%016llx", (unsigned long long)x);
}

static void print_line(const Nm *nm, const Binary *b, const Line *l)
{
    if (nm->file_names && !nm->posix) {
        if (b->archive.len) printf("%.*s:", STR_FMT(b->archive));
        printf("%.*s:", STR_FMT(b->name));
    } else if (nm->file_names) {
        if (b->archive.len) printf("%.*s[%.*s]: ", STR_FMT(b->archive), STR_FMT(b->name));
        else printf("%.*s: ", STR_FMT(b->name));
    }
    if (nm->just_names) {
        printf("%.*s", STR_FMT(l->name));
    } else if (nm->posix) {
        printf("%.*s", STR_FMT(l->name));
        printf(" %c ", l->letter);
        if (l->is_undefined) {
            printf("        ");
        } else {
            printf(nm->radix == 'd' ? "%llu " : nm->radix == 'o' ? "%llo " : "%llx ", (unsigned long long)l->value);
            if (l->size) printf(nm->radix == 'd' ? "%llu" : nm->radix == 'o' ? "%llo" : "%llx", (unsigned long long)l->size);
        }
    } else {
        if (l->is_undefined) {
            printf("%16s", "");
        } else if (nm->size_sort && !nm->sizes) {
            print_number(nm, l->size);
        } else {
            print_number(nm, l->value);
        }
        if (nm->sizes && !l->is_undefined && l->size) {
            putchar(' ');
            print_number(nm, l->size);
        }
        printf(" %c ", l->letter);
        printf("%.*s", STR_FMT(l->name));
    }
    putchar('\n');
}

static bool visit(Kit *kit, void *context, Binary *b)
{
    const Nm *nm = context;
    const ElfFile *elf = &b->elf;
    u32 symtab = elf_file_find(elf, nm->dynamic ? SHT_DYNSYM : SHT_SYMTAB), errors = kit->diag.errors;
    u32 count = elf_file_symbol_count(elf, symtab);
    if (kit->diag.errors != errors) return false;
    if (nm->many && !nm->file_names) {
        if (nm->posix && b->archive.len) printf("%.*s[%.*s]:\n", STR_FMT(b->archive), STR_FMT(b->name));
        else if (nm->posix) printf("%.*s:\n", STR_FMT(b->name));
        else printf("\n%.*s:\n", STR_FMT(b->name));
    } else if (b->archive.len && !nm->file_names) {
        if (nm->posix) printf("%.*s[%.*s]:\n", STR_FMT(b->archive), STR_FMT(b->name));
        else printf("\n%.*s:\n", STR_FMT(b->name));
    }
    if (count < 2) {
        fflush(stdout);
        fprintf(stderr, "nm: %.*s: no symbols\n", STR_FMT(b->name));
        return true;
    }
    ElfVersions versions = {0};
    if (nm->dynamic && !elf_file_versions(elf, symtab, count, &versions)) return false;
    VEC(Line) lines = {0};
    bool ok = true;
    for (u32 i = 1; i < count && ok; i++) {
        ElfSymbol y;
        if (!binary_symbol(elf, symtab, i, &y)) {
            ok = false;
            break;
        }
        Line l = {y.name, y.value, y.size, i, letter_of(elf, &y), y.section == SHN_UNDEF};
        if (y.section == SHN_COMMON) l.value = y.size;
        bool debugging = y.type == STT_FILE || y.type == STT_SECTION;
        if (debugging && !nm->all) continue;
        if (nm->external && y.binding == STB_LOCAL) continue;
        if (nm->undefined && !l.is_undefined) continue;
        if (nm->defined && l.is_undefined) continue;
        if (nm->no_weak && y.binding == STB_WEAK) continue;
        if (nm->size_sort && (l.is_undefined || l.size == 0)) continue;
        if (versions.versym) {
            u32 v = get_u16(versions.versym + 2 * (size_t)i), index = v & 0x7fff;
            if (index >= 1 && index < versions.name.len && (index > 1 || versions.is_needed.at[index])) {
                Str version = versions.name.at[index];
                bool one_at = (v & VERSYM_HIDDEN) || versions.is_needed.at[index];
                /* The symbol that stands for a version bears its name. */
                if (version.len && !str_eq(version, y.name)) l.name = arena_printf(&kit->arena, "%.*s%s%.*s", STR_FMT(y.name), one_at ? "@" : "@@", STR_FMT(version));
            }
        }
        vec_push(&lines, l);
    }
    if (lines.len && !nm->no_sort) {
        int (*order)(const void *, const void *) = nm->size_sort ? (nm->reverse ? by_size_reversed : by_size) : nm->numeric ? (nm->reverse ? by_value_reversed : by_value) : nm->reverse ? by_name_reversed : by_name;
        qsort(lines.at, lines.len, sizeof *lines.at, order);
    }
    for (u32 i = 0; ok && i < lines.len; i++) print_line(nm, b, &lines.at[i]);
    vec_free(&lines);
    vec_free(&versions.name);
    vec_free(&versions.is_needed);
    return ok;
}

static const char HELP[] =
    "usage: nm [options] [file...]   (default: a.out)\n"
    "  -a  section and file symbols too      -A, -o  file name on each line\n"
    "  -D  dynamic symbols                   -g      external symbols only\n"
    "  -u  undefined only                    -U, --defined-only\n"
    "  -n, -v  by address                    -p      as in the file\n"
    "  -r  reversed                          -S, --size-sort, -t d|o|x\n"
    "  -P, -f posix, -f bsd                  -j      names only\n"
    "Accepted, without an effect: -C, --demangle, --special-syms (names of C are as they are), --plugin FILE\n"
    "(objects always hold machine code).\n";

static bool parse_letters(Kit *kit, Nm *nm, const char *word, int argc, char **argv, int *i)
{
    for (const char *p = word + 1; *p; p++) {
        switch (*p) {
        case 'a': nm->all = true; break;
        case 'A': case 'o': nm->file_names = true; break;
        case 'B': nm->posix = false; break;
        case 'C': break; /* C has no names to demangle */
        case 'D': nm->dynamic = true; break;
        case 'g': nm->external = true; break;
        case 'j': nm->just_names = true; break;
        case 'n': case 'v': nm->numeric = true; break;
        case 'p': nm->no_sort = true; break;
        case 'P': nm->posix = true; break;
        case 'r': nm->reverse = true; break;
        case 'S': nm->sizes = true; break;
        case 'u': nm->undefined = true; break;
        case 'U': nm->defined = true; break;
        case 'W': nm->no_weak = true; break;
        case 'f':
        case 't': {
            const char *value = p[1] ? p + 1 : *i + 1 < argc ? argv[++*i] : "";
            if (*p == 't' && (!strcmp(value, "d") || !strcmp(value, "o") || !strcmp(value, "x"))) nm->radix = *value;
            else if (*p == 'f' && (!strcmp(value, "posix") || !strcmp(value, "bsd") || !strcmp(value, "p") || !strcmp(value, "b"))) nm->posix = value[0] == 'p';
            else if (*p == 'f' && !strcmp(value, "just-symbols")) nm->just_names = true;
            else {
                diag_tool_error(&kit->diag, "nm", "'-%c %s' is not supported", *p, value);
                return false;
            }
            return true;
        }
        default:
            diag_tool_error(&kit->diag, "nm", "unknown option '-%c'", *p);
            return false;
        }
    }
    return true;
}

int driver_nm(Kit *kit, int argc, char **argv)
{
    static const LongOption LONG[] = {{"--extern-only", "-g"}, {"--undefined-only", "-u"}, {"--defined-only", "-U"}, {"--print-file-name", "-A"}, {"--dynamic", "-D"}, {"--no-sort", "-p"},
                {"--numeric-sort", "-n"}, {"--reverse-sort", "-r"}, {"--portability", "-P"}, {"--debug-syms", "-a"}, {"--print-size", "-S"}, {"--demangle", "-C"}, {"--no-demangle", "-C"},
                {"--just-symbols", "-j"}, {"--no-weak", "-W"}, {"--format=posix", "-P"}, {"--format=bsd", "-B"}, {"--radix=d", "-td"}, {"--radix=o", "-to"}, {"--radix=x", "-tx"}, {"--special-syms", "-C"}};
    Nm nm = {0};
    VEC(const char *) files = {0};
    nm.radix = 'x';
    if (!response_expand(kit, "nm", &argc, &argv)) return 1;
    for (int i = 1; i < argc; i++) {
        const char *a = argv[i];
        if (strcmp(a, "--version") == 0 || strcmp(a, "-V") == 0) {
            printf("kit nm %s (compatible with GNU nm)\n", KIT_VERSION);
            return 0;
        }
        if (strcmp(a, "--help") == 0 || strcmp(a, "-h") == 0) {
            fputs(HELP, stdout);
            return 0;
        }
        if (strcmp(a, "--size-sort") == 0) {
            nm.size_sort = true;
            continue;
        }
        if (strcmp(a, "--plugin") == 0 && i + 1 < argc) {
            i++;
            continue;
        }
        if (a[0] != '-' || a[1] == 0) {
            vec_push(&files, a);
            continue;
        }
        if (a[1] == '-') {
            a = long_option(kit, "nm", LONG, ARRAY_LEN(LONG), a);
            if (!a) return 1;
        }
        if (!parse_letters(kit, &nm, a, argc, argv, &i)) return 1;
    }
    if (files.len == 0) vec_push(&files, "a.out");
    nm.many = files.len > 1;
    bool ok = true;
    for (u32 i = 0; i < files.len; i++) ok &= binary_visit(kit, "nm", files.at[i], visit, &nm);
    vec_free(&files);
    return ok && fflush(stdout) == 0 ? 0 : 1;
}
