/* cc's own command line for ld: start files, libraries, and the inputs between them, in gcc's order.
   In: what was compiled and what was named. Out: an executable, a shared object or one relocatable object. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "driver/cc.h"
#include "driver/driver.h"
#include "link/link.h"

typedef struct Line {
    Kit *kit;
    const CcOptions *o;
    const CcPlaces *places;
    VEC(const char *) word;
    bool ok;
} Line;

static void push(Line *l, const char *word) { vec_push(&l->word, word); }

/* A start file that must be there. */
static void push_file(Line *l, const char *name)
{
    const char *path = cc_find_file(l->kit, l->o, l->places, name);
    if (path) {
        push(l, path);
        return;
    }
    l->ok = false;
    if (l->places->libc == LIBC_MUSL) diag_tool_error(&l->kit->diag, "cc", "cannot find musl's '%s'; is musl-dev installed? (see --libc=, --sysroot= and -B)", name);
    else diag_tool_error(&l->kit->diag, "cc", "cannot find the C library's '%s'; is libc6-dev (or glibc-devel) installed? (see --libc=, --sysroot= and -B)", name);
}

/* gcc's start files are there when gcc is: without them constructors still run through .init_array. */
static void push_gcc_file(Line *l, const char *name)
{
    const char *path = cc_find_file(l->kit, l->o, l->places, name);
    if (path) push(l, path);
}

static void push_library_paths(Line *l)
{
    for (u32 k = 0; k < l->o->library_directory.len; k++) push(l, arena_printf(&l->kit->arena, "-L%s", l->o->library_directory.at[k]).ptr);
    for (u32 k = 0; k < l->o->prefix.len; k++) push(l, arena_printf(&l->kit->arena, "-L%s", l->o->prefix.at[k]).ptr);
    for (const char *list = getenv("LIBRARY_PATH"); list && *list;) {
        size_t n = strcspn(list, ":");
        push(l, arena_printf(&l->kit->arena, "-L%.*s", n ? (int)n : 1, n ? list : ".").ptr);
        list += n;
        if (*list) list++;
    }
    for (u32 k = 0; k < l->places->library.len; k++) push(l, arena_printf(&l->kit->arena, "-L%s", l->places->library.at[k]).ptr);
}

static void push_libgcc(Line *l, bool is_static)
{
    const CcOptions *o = l->o;
    if (!l->places->gcc) return;
    push(l, "-lgcc");
    if (is_static || o->static_libgcc || l->places->libc == LIBC_MUSL) {
        push(l, "-lgcc_eh");
    } else {
        push(l, "--push-state");
        push(l, "--as-needed");
        push(l, "-lgcc_s");
        push(l, "--pop-state");
    }
}

static void push_default_libraries(Line *l, bool is_static)
{
    const CcOptions *o = l->o;
    const char *own = cc_find_file(l->kit, o, l->places, "libkitrt.a");
    if (o->pthread && !o->no_libc && (cc_find_file(l->kit, o, l->places, "libpthread.a") || cc_find_file(l->kit, o, l->places, "libpthread.so"))) push(l, "-lpthread");
    if (is_static) {
        push(l, "--start-group");
        if (own) push(l, own);
        push_libgcc(l, true);
        if (!o->no_libc) push(l, "-lc");
        push(l, "--end-group");
        return;
    }
    if (own) push(l, own);
    push_libgcc(l, false);
    if (!o->no_libc) push(l, "-lc");
    /* The C library may refer back to them. */
    if (own) push(l, own);
    push_libgcc(l, false);
}

static void make_line(Line *l)
{
    const CcOptions *o = l->o;
    bool is_static = (o->is_static || o->static_pie) && !o->shared;
    if (o->relocatable) {
        push(l, "-r");
    } else {
        push(l, "--eh-frame-hdr");
        push(l, "--hash-style=gnu");
        push(l, "--as-needed");
        if (o->shared) {
            push(l, "-shared");
        } else if (o->static_pie) {
            push(l, "-static");
            push(l, "-pie");
            push(l, "--no-dynamic-linker");
            push(l, "-z");
            push(l, "text");
        } else if (is_static) {
            push(l, "-static");
        } else {
            push(l, o->pie ? "-pie" : "-no-pie");
            push(l, "-dynamic-linker");
            push(l, l->places->interpreter);
        }
        if (o->export_dynamic && !is_static) push(l, "--export-dynamic");
    }
    if (o->sysroot) push(l, arena_printf(&l->kit->arena, "--sysroot=%s", o->sysroot).ptr);
    for (u32 k = 0; k < o->early_link.len; k++) push(l, o->early_link.at[k]);
    push(l, "-o");
    push(l, o->output ? o->output : "a.out");
    bool start_files = !o->no_start_files && !o->relocatable, position_independent = o->pie || o->static_pie || o->shared;
    if (start_files) {
        if (!o->shared) push_file(l, o->static_pie ? "rcrt1.o" : o->pie ? "Scrt1.o" : "crt1.o");
        push_file(l, "crti.o");
        push_gcc_file(l, position_independent ? "crtbeginS.o" : is_static ? "crtbeginT.o" : "crtbegin.o");
    }
    push_library_paths(l);
    for (u32 k = 0; k < o->input.len; k++) push(l, o->input.at[k].text);
    if (!o->no_default_libs && !o->relocatable) push_default_libraries(l, is_static);
    if (start_files) {
        push_gcc_file(l, position_independent ? "crtendS.o" : "crtend.o");
        push_file(l, "crtn.o");
    }
}

void cc_show_command(const char *const *word, u32 n, bool quoted)
{
    for (u32 k = 0; k < n; k++) fprintf(stderr, quoted ? " \"%s\"" : " %s", word[k]);
    fputc('\n', stderr);
}

/* Sources stand on the line for their objects, which are never files: shown is what the files would be called. */
static void show_line(const Line *l)
{
    const char **word = arena_new_array(&l->kit->arena, const char *, l->word.len);
    for (u32 k = 0; k < l->word.len; k++) {
        word[k] = l->word.at[k];
        for (u32 j = 0; j < l->o->input.len; j++) {
            const CcInput *in = &l->o->input.at[j];
            if (in->language != LANGUAGE_LINKER && in->text == word[k]) word[k] = cc_output_name(l->kit, in->text, ".o");
        }
    }
    cc_show_command(word, l->word.len, l->o->dry_run);
}

bool cc_link(Kit *kit, const CcOptions *o, const CcPlaces *places)
{
    Line l = {0};
    l.kit = kit;
    l.o = o;
    l.places = places;
    l.ok = true;
    push(&l, arena_printf(&kit->arena, "%s/bin/ld", places->home).ptr);
    make_line(&l);
    if (!l.ok) return false;
    if (o->verbose) show_line(&l);
    if (o->dry_run) return true;
    LinkOptions options = {0};
    const char *path = "a.out";
    if (!link_parse_arguments(kit, (int)l.word.len - 1, (char **)(l.word.at + 1), &options, &path)) return false;
    if (options.version_asked) {
        ld_print_version();
        return fflush(stdout) == 0;
    }
    /* Sources went onto the line under their own names; what stands for them is in memory. */
    for (u32 k = 0; k < o->input.len; k++) {
        const CcInput *in = &o->input.at[k];
        for (u32 j = 0; in->object && j < options.input.len; j++) {
            LinkInput *to = &options.input.at[j];
            if (to->kind != LINK_INPUT_FILE || to->name.ptr != in->text) continue;
            to->kind = LINK_INPUT_OBJECT;
            to->object = in->object;
        }
    }
    Buf out = {0};
    clock_t start = clock();
    bool ok = link_run(kit, &options, &out) && cc_write(kit, path, out.data, out.len, o->relocatable ? 0666 : 0777);
    if (o->time_report) {
        CcTimes t = o->times;
        t.link = (double)(clock() - start) / CLOCKS_PER_SEC;
        cc_time_report(&t);
    }
    buf_free(&out);
    return ok;
}
