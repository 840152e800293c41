/* Where things are: kit's own headers and library beside the executable, the C library's headers, start files and archives,
   gcc's start files. In: the options and the file system. Out: CcPlaces and search paths, in an order that is the same everywhere. */
#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "driver/cc.h"

static const char *path_of(Kit *kit, const char *a, const char *b, const char *c) { return arena_printf(&kit->arena, "%s%s%s", a, b, c).ptr; }

static const char *parent_of(Kit *kit, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash) return ".";
    if (slash == path) return "/";
    return arena_str(&kit->arena, (Str){path, (u32)(slash - path)}).ptr;
}

const char *driver_home(Kit *kit, const char *argv0)
{
    enum { SIZE = 4096 };
    char *self = arena_alloc(&kit->arena, SIZE, 1);
    ssize_t n = readlink("/proc/self/exe", self, SIZE - 1);
    if (n > 0) {
        self[n] = 0;
    } else {
        char *found = strchr(argv0, '/') ? realpath(argv0, NULL) : NULL;
        if (!found) return ".";
        self = (char *)arena_str(&kit->arena, str_of(found)).ptr;
        free(found);
    }
    /* A stage's directory holds kit, include and lib; an installed kit may be in PREFIX/bin with PREFIX/lib/kit beside it. */
    const char *dir = parent_of(kit, self), *prefix = parent_of(kit, dir);
    const char *candidate[] = {dir, prefix, path_of(kit, prefix, "/lib/kit", "")};
    for (u32 k = 0; k < ARRAY_LEN(candidate); k++)
        if (file_exists(path_of(kit, candidate[k], "/lib/libkitrt.a", "")) || file_exists(path_of(kit, candidate[k], "/include/stdarg.h", ""))) return candidate[k];
    return dir;
}

/* ---- gcc's directory ---- */

/* Versions are compared number by number: 9 < 12 < 12.1. Anything else is no version. */
static int compare_versions(const char *a, const char *b)
{
    while (*a || *b) {
        unsigned long x = strtoul(a, (char **)&a, 10), y = strtoul(b, (char **)&b, 10);
        if (x != y) return x < y ? -1 : 1;
        if (*a == '.') a++;
        if (*b == '.') b++;
    }
    return 0;
}

static bool is_version(const char *z)
{
    if (*z < '0' || *z > '9') return false;
    for (; *z; z++)
        if ((*z < '0' || *z > '9') && *z != '.') return false;
    return true;
}

static const char *newest_version(Kit *kit, const char *root)
{
    DIR *d = opendir(root);
    const char *best = NULL;
    if (!d) return NULL;
    for (struct dirent *e; (e = readdir(d));) {
        if (!is_version(e->d_name) || (best && compare_versions(e->d_name, best) <= 0)) continue;
        if (file_exists(path_of(kit, root, arena_printf(&kit->arena, "/%s", e->d_name).ptr, "/crtbegin.o"))) best = arena_str(&kit->arena, str_of(e->d_name)).ptr;
    }
    closedir(d);
    return best ? path_of(kit, root, "/", best) : NULL;
}

static const char *find_gcc(Kit *kit, const char *sysroot, CcLibc libc)
{
    static const char *const triples[] = {"x86_64-alpine-linux-musl", "x86_64-linux-musl", "x86_64-linux-gnu", "x86_64-redhat-linux", "x86_64-pc-linux-gnu", "x86_64-suse-linux"};
    static const char *const roots[] = {"/usr/lib/gcc/", "/usr/lib64/gcc/"};
    for (u32 k = libc == LIBC_MUSL ? 0 : 2; k < ARRAY_LEN(triples); k++) {
        for (u32 j = 0; j < ARRAY_LEN(roots); j++) {
            const char *found = newest_version(kit, path_of(kit, sysroot, roots[j], triples[k]));
            if (found) return found;
        }
    }
    return NULL;
}

/* ---- the C library ---- */

static CcLibc find_libc(Kit *kit, const char *sysroot)
{
    static const char *const glibc[] = {"/usr/lib/x86_64-linux-gnu/crt1.o", "/usr/lib64/crt1.o"};
    for (u32 k = 0; k < ARRAY_LEN(glibc); k++)
        if (file_exists(path_of(kit, sysroot, glibc[k], ""))) return LIBC_GLIBC;
    if (file_exists(path_of(kit, sysroot, "/lib/ld-musl-x86_64.so.1", "")) || file_is_directory(path_of(kit, sysroot, "/usr/lib/x86_64-linux-musl", ""))) return LIBC_MUSL;
    return LIBC_GLIBC;
}

void cc_find_places(Kit *kit, const CcOptions *o, CcPlaces *places)
{
    static const char *const glibc_lib[] = {"/usr/lib/x86_64-linux-gnu", "/lib/x86_64-linux-gnu", "/usr/local/lib/x86_64-linux-gnu", "/usr/local/lib", "/usr/lib64", "/lib64", "/usr/lib", "/lib"};
    static const char *const glibc_include[] = {"/usr/local/include", "/usr/include/x86_64-linux-gnu", "/usr/include"};
    static const char *const musl_lib[] = {"/usr/lib/x86_64-linux-musl"}, *const musl_include[] = {"/usr/include/x86_64-linux-musl"};
    static const char *const native_musl_lib[] = {"/usr/local/lib", "/usr/lib", "/lib"}, *const native_musl_include[] = {"/usr/local/include", "/usr/include"};
    const char *sysroot = o->sysroot ? o->sysroot : "", *include_sysroot = o->include_sysroot ? o->include_sysroot : sysroot;
    places->sysroot = sysroot;
    places->libc = o->libc == LIBC_FIND ? find_libc(kit, sysroot) : o->libc;
    places->gcc = find_gcc(kit, sysroot, places->libc);
    const char *const *lib = glibc_lib, *const *include = glibc_include;
    u32 libs = ARRAY_LEN(glibc_lib), includes = ARRAY_LEN(glibc_include);
    bool own_first = true;
    places->interpreter = "/lib64/ld-linux-x86-64.so.2";
    if (places->libc == LIBC_MUSL) {
        places->interpreter = "/lib/ld-musl-x86_64.so.1";
        /* Beside glibc, musl has directories of its own, and nothing of glibc's may be found. */
        bool beside = file_is_directory(path_of(kit, sysroot, musl_lib[0], ""));
        lib = beside ? musl_lib : native_musl_lib;
        libs = beside ? ARRAY_LEN(musl_lib) : ARRAY_LEN(native_musl_lib);
        include = beside ? musl_include : native_musl_include;
        includes = beside ? ARRAY_LEN(musl_include) : ARRAY_LEN(native_musl_include);
        own_first = false; /* musl brings its own stddef.h and stdarg.h, made for each other */
    }
    const char *own = path_of(kit, places->home, "/include", "");
    if (own_first) vec_push(&places->include, own);
    for (u32 k = 0; k < includes; k++) vec_push(&places->include, path_of(kit, include_sysroot, include[k], ""));
    if (!own_first) vec_push(&places->include, own);
    vec_push(&places->library, path_of(kit, places->home, "/lib", ""));
    if (places->gcc) vec_push(&places->library, places->gcc);
    for (u32 k = 0; k < libs; k++) {
        const char *dir = path_of(kit, sysroot, lib[k], "");
        if (file_is_directory(dir)) vec_push(&places->library, dir);
    }
}

const char *cc_find_file(Kit *kit, const CcOptions *o, const CcPlaces *places, const char *name)
{
    for (u32 k = 0; k < o->prefix.len; k++) {
        /* gcc takes a prefix as a directory, and as it stands. */
        const char *in = path_of(kit, o->prefix.at[k], "/", name), *joined = path_of(kit, o->prefix.at[k], "", name);
        if (file_exists(in)) return in;
        if (file_exists(joined)) return joined;
    }
    for (u32 k = 0; k < places->library.len; k++) {
        const char *path = path_of(kit, places->library.at[k], "/", name);
        if (file_exists(path)) return path;
    }
    return NULL;
}

/* ---- headers ---- */

typedef struct Directory {
    IncludeDirectory d;
    dev_t device;
    ino_t inode;
} Directory;

typedef struct Chain {
    Kit *kit;
    const CcOptions *o;
    VEC(Directory) at;
} Chain;

static void add_directory(Chain *c, Str path, IncludeKind kind)
{
    struct stat st;
    /* -I=dir is below the sysroot. */
    if (path.len && path.ptr[0] == '=') path = str_of(path_of(c->kit, c->o->sysroot ? c->o->sysroot : "", path.ptr + 1, ""));
    if (path.len == 0) path = STR(".");
    if (stat(path.ptr, &st) != 0 || !S_ISDIR(st.st_mode)) return;
    Directory fresh = {{path, kind}, st.st_dev, st.st_ino};
    for (u32 k = 0; k < c->at.len; k++) {
        Directory *d = &c->at.at[k];
        if (d->device == fresh.device && d->inode == fresh.inode && d->d.kind == kind) return;
    }
    vec_push(&c->at, fresh);
}

static void add_list(Chain *c, const char *list, IncludeKind kind)
{
    while (list && *list) {
        size_t n = strcspn(list, ":");
        add_directory(c, arena_str(&c->kit->arena, (Str){list, (u32)n}), kind);
        list += n;
        if (*list) list++;
    }
}

void cc_include_path(Kit *kit, const CcOptions *o, const CcPlaces *places, CppOptions *cpp)
{
    Chain c = {0};
    c.kit = kit;
    c.o = o;
    for (u32 k = 0; k < o->directory.len; k++) add_directory(&c, o->directory.at[k].path, o->directory.at[k].kind);
    add_list(&c, getenv("CPATH"), INCLUDE_NORMAL);
    add_list(&c, getenv("C_INCLUDE_PATH"), INCLUDE_SYSTEM);
    if (!o->nostdinc) {
        for (u32 k = 0; k < o->prefix.len; k++) add_directory(&c, str_of(path_of(kit, o->prefix.at[k], "/include", "")), INCLUDE_SYSTEM);
        for (u32 k = 0; k < places->include.len; k++) add_directory(&c, str_of(places->include.at[k]), INCLUDE_SYSTEM);
    }
    vec_clear(&cpp->directory);
    for (u32 k = 0; k < c.at.len; k++) {
        /* A directory that the system has anyway keeps its place there, as in gcc: -I/usr/include changes nothing. */
        bool again = false;
        for (u32 j = 0; j < c.at.len && c.at.at[k].d.kind == INCLUDE_NORMAL; j++)
            again = again || (c.at.at[j].d.kind == INCLUDE_SYSTEM && c.at.at[j].device == c.at.at[k].device && c.at.at[j].inode == c.at.at[k].inode);
        if (!again) vec_push(&cpp->directory, c.at.at[k].d);
    }
    vec_free(&c.at);
}
