/* ar and ranlib: archives made, changed, listed and taken apart. Output carries no times, owners or modes, so that the same
   members give the same bytes (GNU's D mode; U is accepted and changes nothing). */
#include "base/file.h"
#include "base/map.h"
#include "driver/driver.h"
#include "driver/words.h"
#include "obj/archive.h"

#include <stdio.h>

typedef VEC(ArchiveMember) Members;

typedef struct Ar {
    Kit *kit;
    const char *tool;
    char operation;
    bool quiet_create, no_index, wants_index, verbose, full_path, after;
    const char *position, *path;
    char **name; /* the files or members named on the command line */
    u32 name_count;
    Archive archive;
    bool exists;
} Ar;

static const char USAGE[] =
    "usage: ar [-]{d|m|p|q|r|s|t|x}[abcDilPsSuUv] [member] archive [file...]\n"
    "  r  insert or replace members      q  append members\n"
    "  d  delete members                 m  move members\n"
    "  t  list members                   p  print members' contents\n"
    "  x  extract members                s  make the symbol index\n"
    "  a, b (or i)  place members after or before 'member'\n"
    "  c  do not say that the archive is created   S  write no symbol index\n"
    "  P  match whole paths              v  say what is done\n"
    "  D, U, l, o, u  accepted, without an effect: members have no times and owners, so each is newer\n"
    "  @file reads arguments from a file\n";

static Str member_name(const Ar *ar, const char *path)
{
    Str s = str_of(path);
    if (ar->full_path) return s;
    u32 start = s.len;
    while (start > 0 && s.ptr[start - 1] != '/') start--;
    return (Str){s.ptr + start, s.len - start};
}

static bool error_at(const Ar *ar, const char *path, int err)
{
    diag_tool_error(&ar->kit->diag, ar->tool, "%s: %s", path, strerror(err));
    return false;
}

static bool read_archive(Ar *ar)
{
    FileBytes file;
    if (!file_exists(ar->path)) return true;
    int err = file_read(&ar->kit->arena, ar->path, &file);
    if (err) return error_at(ar, ar->path, err);
    ar->exists = true;
    return archive_read(ar->kit, ar->tool, str_of(ar->path), file.data, file.size, &ar->archive);
}

static bool write_archive(Ar *ar)
{
    if (ar->archive.is_thin) {
        diag_tool_error(&ar->kit->diag, ar->tool, "%s: thin archives can be read but not changed", ar->path);
        return false;
    }
    Buf out = {0};
    bool ok = archive_write(ar->kit, ar->tool, &ar->archive, !ar->no_index, &out);
    int err = ok ? file_write(ar->path, out.data, out.len, 0666) : 0;
    buf_free(&out);
    return err ? error_at(ar, ar->path, err) : ok;
}

/* Puts `moved` where a, b or i say, else at the end. */
static bool place_members(Ar *ar, const Members *stay, const Members *moved)
{
    u32 at = stay->len;
    if (ar->position) {
        Str name = member_name(ar, ar->position);
        for (at = 0; at < stay->len && !str_eq(stay->at[at].name, name); at++) {}
        if (at == stay->len) {
            diag_tool_error(&ar->kit->diag, ar->tool, "%s: there is no member '%s' to place others beside", ar->path, ar->position);
            return false;
        }
        at += ar->after;
    }
    vec_clear(&ar->archive.member);
    for (u32 i = 0; i < at; i++) vec_push(&ar->archive.member, stay->at[i]);
    for (u32 i = 0; i < moved->len; i++) vec_push(&ar->archive.member, moved->at[i]);
    for (u32 i = at; i < stay->len; i++) vec_push(&ar->archive.member, stay->at[i]);
    return true;
}

/* As GNU ar: the k-th file of a name replaces the k-th member of that name; files of one command never replace each other,
   so that two of one name from different directories both get in. */
static bool insert(Ar *ar)
{
    StrMap known = {0};
    Members fresh = {0}, stay = {0};
    Archive *a = &ar->archive;
    bool *moves = arena_new_array(&ar->kit->arena, bool, a->member.len + 1), ok = true;
    u32 *next = arena_new_array(&ar->kit->arena, u32, a->member.len + 1); /* member of the same name */
    for (u32 i = ar->operation == 'r' ? a->member.len : 0; i-- > 0;) {
        u32 *first = strmap_put(&known, a->member.at[i].name, MAP_NONE);
        next[i] = *first;
        *first = i;
    }
    for (u32 i = 0; i < ar->name_count; i++) {
        FileBytes file;
        int err = file_read(&ar->kit->arena, ar->name[i], &file);
        if (err) {
            ok = error_at(ar, ar->name[i], err);
            continue;
        }
        ArchiveMember m = {member_name(ar, ar->name[i]), file.data, file.size};
        u32 *at = ar->operation == 'r' ? strmap_put(&known, m.name, MAP_NONE) : NULL, old = at ? *at : MAP_NONE;
        bool replaces = old != MAP_NONE;
        if (ar->verbose) printf("%c - %s\n", replaces ? 'r' : 'a', ar->name[i]);
        if (replaces) *at = next[old];
        if (replaces && !ar->position) {
            a->member.at[old] = m;
        } else {
            if (replaces) moves[old] = true;
            vec_push(&fresh, m);
        }
    }
    for (u32 i = 0; i < a->member.len; i++)
        if (!moves[i]) vec_push(&stay, a->member.at[i]);
    if (ok && !ar->exists && !ar->quiet_create) fprintf(stderr, "ar: creating %s\n", ar->path);
    ok = ok && place_members(ar, &stay, &fresh) && write_archive(ar);
    vec_free(&fresh);
    vec_free(&stay);
    strmap_free(&known);
    return ok;
}

/* Marks the members that the command line names (each name its first one), all when it names none; reports what is missing. */
static bool select_members(Ar *ar, bool *chosen)
{
    Archive *a = &ar->archive;
    for (u32 i = 0; ar->name_count == 0 && i < a->member.len; i++) chosen[i] = true;
    StrMap known = {0};
    for (u32 i = 0; i < a->member.len; i++) strmap_put(&known, a->member.at[i].name, i);
    bool ok = true;
    for (u32 i = 0; i < ar->name_count; i++) {
        u32 at = strmap_get(&known, member_name(ar, ar->name[i]));
        if (at != MAP_NONE) {
            chosen[at] = true;
        } else {
            diag_tool_error(&ar->kit->diag, ar->tool, "%s: no member '%s'", ar->path, ar->name[i]);
            ok = false;
        }
    }
    strmap_free(&known);
    return ok;
}

static bool extract(Ar *ar, const ArchiveMember *m)
{
    /* A member's name is not trusted to leave the current directory. */
    u32 start = m->name.len;
    while (start > 0 && m->name.ptr[start - 1] != '/') start--;
    Str name = arena_str(&ar->kit->arena, (Str){m->name.ptr + start, m->name.len - start});
    if (name.len == 0 || str_is(name, ".") || str_is(name, "..") || strlen(name.ptr) != name.len) {
        diag_tool_error(&ar->kit->diag, ar->tool, "%s: the member '%.*s' cannot be a file name", ar->path, STR_FMT(m->name));
        return false;
    }
    if (ar->verbose) printf("x - %s\n", name.ptr);
    /* "-" would be standard output. */
    Str path = arena_printf(&ar->kit->arena, "./%s", name.ptr);
    int err = file_write(path.ptr, m->data, (size_t)m->size, 0666);
    return err ? error_at(ar, name.ptr, err) : true;
}

static bool use_members(Ar *ar)
{
    Archive *a = &ar->archive;
    if (!ar->exists) {
        diag_tool_error(&ar->kit->diag, ar->tool, "%s: no such archive", ar->path);
        return false;
    }
    bool *chosen = arena_new_array(&ar->kit->arena, bool, a->member.len + 1);
    bool ok = select_members(ar, chosen);
    Members stay = {0}, moved = {0};
    for (u32 i = 0; i < a->member.len; i++) {
        const ArchiveMember *m = &a->member.at[i];
        if (!chosen[i] || ((ar->operation == 'd' || ar->operation == 'm') && ar->name_count == 0)) {
            vec_push(&stay, *m);
            continue;
        }
        switch (ar->operation) {
        case 't':
            if (ar->verbose) printf("rw-r--r-- 0/0 %6llu Jan  1 00:00 1970 ", (unsigned long long)m->size);
            printf("%.*s\n", STR_FMT(m->name));
            break;
        case 'p':
            if (ar->verbose) printf("\n<%.*s>\n\n", STR_FMT(m->name));
            fwrite(m->data, 1, (size_t)m->size, stdout);
            break;
        case 'x': ok &= extract(ar, m); break;
        case 'm':
            if (ar->verbose) printf("m - %.*s\n", STR_FMT(m->name));
            vec_push(&moved, *m);
            break;
        default:
            if (ar->verbose) printf("d - %.*s\n", STR_FMT(m->name));
            break;
        }
    }
    if (ar->operation == 'm') ok = ok && place_members(ar, &stay, &moved) && write_archive(ar);
    if (ar->operation == 'd') ok = ok && place_members(ar, &stay, &moved) && write_archive(ar);
    vec_free(&stay);
    vec_free(&moved);
    return ok;
}

static int usage_error(Ar *ar, const char *fmt, const char *what)
{
    char text[200];
    snprintf(text, sizeof text, fmt, what);
    diag_tool_error(&ar->kit->diag, ar->tool, "%s", text);
    fputs(USAGE, stderr);
    return 1;
}

/* The letters of the first word. False after a reported error. */
static bool parse_letters(Ar *ar, const char *p)
{
    char letter[2] = {0};
    for (; *p; p++) {
        letter[0] = *p;
        switch (*p) {
        case 'd': case 'm': case 'p': case 'q': case 'r': case 't': case 'x':
            if (ar->operation) return usage_error(ar, "more than one operation (%s)", letter), false;
            ar->operation = *p;
            break;
        case 'a': case 'b': case 'i':
            ar->after = *p == 'a';
            ar->position = "";
            break;
        case 'c': ar->quiet_create = true; break;
        case 's': ar->wants_index = true; ar->no_index = false; break;
        case 'S': ar->no_index = true; break;
        case 'v': ar->verbose = true; break;
        case 'P': ar->full_path = true; break;
        case 'D': case 'U': case 'l': case 'o': break;
        case 'u': break; /* members have no times, so each is newer, as in GNU's D mode */
        case 'M': return usage_error(ar, "operation '%s' (scripts from standard input) is not supported", letter), false;
        default: return usage_error(ar, "modifier '%s' is not supported", letter), false;
        }
    }
    return true;
}

int driver_ar(Kit *kit, int argc, char **argv)
{
    Ar ar = {0};
    ar.kit = kit;
    ar.tool = "ar";
    if (!response_expand(kit, ar.tool, &argc, &argv)) return 1;
    int i = 1;
    for (; i < argc; i++) {
        const char *a = argv[i];
        if (strcmp(a, "--version") == 0 || strcmp(a, "-V") == 0) {
            printf("kit ar %s\n", KIT_VERSION);
            return 0;
        }
        if (strcmp(a, "--help") == 0) {
            fputs(USAGE, stdout);
            return 0;
        }
        if (strcmp(a, "--plugin") == 0 && i + 1 < argc) {
            i++; /* what compiler wrappers pass; kit reads ELF objects only */
            continue;
        }
        if (strcmp(a, "--") == 0) {
            i++;
            break;
        }
        if (a[0] == '-' && a[1] == '-') return usage_error(&ar, "unknown option '%s'", a);
        if (a[0] == '-') {
            if (!parse_letters(&ar, a + 1)) return 1;
            continue;
        }
        if (!ar.operation && !ar.wants_index) {
            if (!parse_letters(&ar, a)) return 1;
            continue;
        }
        break;
    }
    if (!ar.operation && !ar.wants_index) return usage_error(&ar, "%s", "no operation stated");
    if (ar.position) {
        if (i >= argc) return usage_error(&ar, "%s", "no member to place others beside");
        ar.position = argv[i++];
    }
    if (i >= argc) return usage_error(&ar, "%s", "no archive stated");
    ar.path = argv[i++];
    ar.name = argv + i;
    ar.name_count = (u32)(argc - i);
    if (!read_archive(&ar)) return 1;
    bool ok;
    if (ar.operation == 'r' || ar.operation == 'q') {
        ok = insert(&ar);
    } else if (ar.operation) {
        ok = use_members(&ar);
    } else if (!ar.exists) {
        diag_tool_error(&kit->diag, ar.tool, "%s: no such archive", ar.path);
        ok = false;
    } else {
        ok = write_archive(&ar);
    }
    if (fflush(stdout) != 0) ok = false;
    return ok ? 0 : 1;
}

int driver_ranlib(Kit *kit, int argc, char **argv)
{
    Ar ar = {0};
    ar.kit = kit;
    ar.tool = "ranlib";
    if (!response_expand(kit, ar.tool, &argc, &argv)) return 1;
    bool ok = true, any = false;
    for (int i = 1; i < argc; i++) {
        const char *a = argv[i];
        if (strcmp(a, "--version") == 0 || strcmp(a, "-V") == 0 || strcmp(a, "-v") == 0) {
            printf("kit ranlib %s\n", KIT_VERSION);
            return 0;
        }
        if (strcmp(a, "--help") == 0) {
            printf("usage: ranlib [-DUt] archive...\n");
            return 0;
        }
        if (strcmp(a, "-D") == 0 || strcmp(a, "-U") == 0 || strcmp(a, "-t") == 0 || strcmp(a, "-c") == 0) continue;
        if (strcmp(a, "--plugin") == 0 && i + 1 < argc) {
            i++;
            continue;
        }
        if (a[0] == '-') {
            diag_tool_error(&kit->diag, ar.tool, "unknown option '%s'", a);
            return 1;
        }
        any = true;
        ar.path = a;
        ar.exists = false;
        ar.archive = (Archive){0};
        if (!read_archive(&ar)) ok = false;
        else if (!ar.exists) ok = error_at(&ar, a, 2);
        else ok &= write_archive(&ar);
    }
    if (!any) {
        diag_tool_error(&kit->diag, ar.tool, "no archive stated");
        return 1;
    }
    return ok ? 0 : 1;
}
