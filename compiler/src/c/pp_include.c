/* #include and the files behind it (C11 6.10.2): search order, guards and #pragma once, the stack of open files.
   Each file is read once however often it is included; one whose guard is defined is not even opened again. */
#include "base/file.h"
#include "c/pp_internal.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

enum { INCLUDE_DEPTH_MAX = 200 };

void init_include(CPreprocessor *pp)
{
    static const IncludeKind order[] = {INCLUDE_QUOTE, INCLUDE_NORMAL, INCLUDE_SYSTEM, INCLUDE_AFTER};
    for (u32 k = 0; k < ARRAY_LEN(order); k++) {
        if (order[k] == INCLUDE_NORMAL) pp->chain_normal = pp->chain.len;
        for (u32 i = 0; i < pp->options->directory.len; i++)
            if (pp->options->directory.at[i].kind == order[k]) vec_push(&pp->chain, pp->options->directory.at[i]);
    }
}

u32 load_file(CPreprocessor *pp, Str path, int *error)
{
    u32 known = strmap_get(&pp->file_by_path, path);
    if (known != MAP_NONE) {
        if (pp->file.at[known].text != MAP_NONE) return known;
        *error = ENOENT;
        return MAP_NONE;
    }
    CppFile f = {0};
    f.path = arena_str(&pp->kit->arena, path);
    f.text = MAP_NONE;
    FileBytes bytes;
    *error = file_read(&pp->kit->arena, f.path.ptr, &bytes);
    if (*error == 0) {
        Str shown = str_is(f.path, "-") ? STR("<stdin>") : f.path;
        const char *text = (const char *)bytes.data;
        u32 size = (u32)bytes.size;
        if (size >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) { /* a byte order mark is no part of the text */
            text += 3;
            size -= 3;
        }
        f.text = sources_add_text(&pp->kit->sources, shown, text, size);
        f.same_size = MAP_NONE;
        u32 *slot = intmap_put(&pp->file_by_size, size, MAP_NONE);
        f.same_size = *slot;
        *slot = pp->file.len;
    }
    vec_push(&pp->file, f);
    *strmap_put(&pp->file_by_path, f.path, pp->file.len - 1) = pp->file.len - 1;
    return *error ? MAP_NONE : pp->file.len - 1;
}

/* Another path to a file that asked to be included once (a link, or ./ in the path): known by its content. */
static bool is_copy_of_once(CPreprocessor *pp, u32 file)
{
    const CppFile *f = &pp->file.at[file];
    const SourceText *t = &pp->kit->sources.text.at[f->text];
    u32 steps = 0;
    for (u32 i = *intmap_put(&pp->file_by_size, t->size, MAP_NONE); i != MAP_NONE && steps < 64; i = pp->file.at[i].same_size, steps++) {
        const CppFile *o = &pp->file.at[i];
        if (i != file && o->once && memcmp(pp->kit->sources.text.at[o->text].text, t->text, t->size) == 0) return true;
    }
    return false;
}

static void save_open(CPreprocessor *pp)
{
    if (pp->open.len == 0) return;
    OpenFile *o = &vec_last(&pp->open);
    o->at = pp->at;
}

static void start_open(CPreprocessor *pp)
{
    const OpenFile *o = &vec_last(&pp->open);
    pp->at = o->at;
    pp->text = o->text;
    pp->end = o->end;
    pp->base = o->base;
    if (o->at == o->text) pp->extra_flags = TOKEN_LINE_START;
}

void push_text(CPreprocessor *pp, Str path, Str text)
{
    char *copy = arena_zalloc(&pp->kit->arena, (size_t)text.len + 64, 16);
    if (text.len) memcpy(copy, text.ptr, text.len);
    u32 id = sources_add_text(&pp->kit->sources, path, copy, text.len);
    OpenFile o = {0};
    o.base = sources_enter(&pp->kit->sources, id, 0, true);
    if (!o.base) diag_fatal(&pp->kit->diag, 0, "the translation unit is too large");
    o.text = o.at = copy;
    o.end = copy + text.len;
    o.file = o.found_in = MAP_NONE;
    o.conditionals = pp->conditional.len;
    o.is_pseudo = true;
    save_open(pp);
    vec_push(&pp->open, o);
    start_open(pp);
}

/* -H in gcc's layout: a dot for each level. */
static void show_include(const CPreprocessor *pp, Str path)
{
    for (u32 k = 0; k < pp->include_level; k++) fputc('.', stderr);
    fprintf(stderr, " %.*s\n", STR_FMT(path));
}

bool push_file(CPreprocessor *pp, u32 file, u32 found_in, Loc at, bool is_system)
{
    CppFile *f = &pp->file.at[file];
    if (!f->is_dependency) {
        f->is_dependency = true;
        f->is_system = is_system;
        vec_push(&pp->dependency, file);
    }
    const SourceText *text = &pp->kit->sources.text.at[f->text];
    OpenFile o = {0};
    o.text = o.at = text->text;
    o.end = text->text + text->size;
    o.file = file;
    o.found_in = found_in;
    o.conditionals = pp->conditional.len;
    o.is_system = is_system;
    o.base = sources_enter(&pp->kit->sources, f->text, at, is_system);
    if (!o.base) diag_fatal(&pp->kit->diag, at, "the translation unit is too large");
    save_open(pp);
    bool outer_is_real = pp->open.len && !vec_last(&pp->open).is_pseudo;
    vec_push(&pp->open, o);
    start_open(pp);
    if (outer_is_real) pp->include_level++;
    if (outer_is_real && pp->options->show_includes) show_include(pp, f->path);
    if (pp->print_to) print_file_change(pp, 1);
    return true;
}

void finish_file(CPreprocessor *pp)
{
    OpenFile *o = &vec_last(&pp->open);
    static const char *const what = "unterminated conditional directive";
    while (pp->conditional.len > o->conditionals) {
        Conditional c = vec_pop(&pp->conditional);
        diag_error(&pp->kit->diag, c.loc, "%s", what);
    }
    if (o->guard_state == GUARD_CLOSED && o->file != MAP_NONE) {
        bool quiet = pp->quiet;
        pp->quiet = true;
        if (lex_skip_blank(pp, o->guard_end, true) >= pp->end) pp->file.at[o->file].guard = o->guard;
        pp->quiet = quiet;
    }
    if (o->only_macros) pp->only_macros--;
}

void pop_file(CPreprocessor *pp)
{
    finish_file(pp);
    bool was_real = !vec_last(&pp->open).is_pseudo;
    pp->open.len--;
    start_open(pp);
    if (was_real && !vec_last(&pp->open).is_pseudo) pp->include_level--;
    if (pp->print_to && was_real) print_file_change(pp, 2);
}

/* ---- finding ---- */

static u32 try_in(CPreprocessor *pp, Str directory, Str name)
{
    Buf *b = &pp->text_buffer;
    b->len = 0;
    if (directory.len) {
        buf_str(b, directory);
        if (directory.ptr[directory.len - 1] != '/') buf_u8(b, '/');
    }
    buf_str(b, name);
    int error;
    return load_file(pp, (Str){(const char *)b->data, (u32)b->len}, &error);
}

static Str directory_of(Str path)
{
    u32 n = path.len;
    while (n > 0 && path.ptr[n - 1] != '/') n--;
    return (Str){path.ptr, n};
}

u32 find_header(CPreprocessor *pp, const HeaderName *h, bool next, u32 *found_in, bool *is_system)
{
    const OpenFile *o = &vec_last(&pp->open);
    *found_in = MAP_NONE;
    *is_system = o->is_system;
    if (h->text.len == 0 || memchr(h->text.ptr, 0, h->text.len)) return MAP_NONE;
    if (h->text.ptr[0] == '/') return try_in(pp, (Str){"", 0}, h->text);
    u32 i = h->is_angled ? pp->chain_normal : 0;
    if (next && pp->open.len > 1 && !o->is_pseudo) {
        i = o->found_in == MAP_NONE ? 0 : o->found_in + 1;
    } else if (!h->is_angled) {
        Str directory = o->file == MAP_NONE ? (Str){"", 0} : directory_of(pp->file.at[o->file].path);
        u32 file = try_in(pp, directory, h->text);
        if (file != MAP_NONE) {
            *found_in = o->found_in;
            return file;
        }
    }
    for (; i < pp->chain.len; i++) {
        u32 file = try_in(pp, pp->chain.at[i].path, h->text);
        if (file == MAP_NONE) continue;
        *found_in = i;
        *is_system = pp->chain.at[i].kind == INCLUDE_SYSTEM || pp->chain.at[i].kind == INCLUDE_AFTER;
        return file;
    }
    return MAP_NONE;
}

/* <...> or "..." as written, or what macros make of the line (6.10.2p4). With in_parentheses a ) ends it (__has_include). */
HeaderName read_header_name(CPreprocessor *pp, bool in_parentheses)
{
    HeaderName h = {0};
    if (pp->depth == 0) {
        const char *p = lex_skip_blank(pp, pp->at, false);
        if (*p == '<' || *p == '"') {
            char close = *p == '<' ? '>' : '"';
            const char *end = p + 1;
            while (end < pp->end && *end != close && *end != '\n') end++;
            if (end < pp->end && *end == close) {
                h = (HeaderName){{p + 1, (u32)(end - p - 1)}, pp_here(pp, p), close == '>', true};
                pp->at = end + 1;
                return h;
            }
        }
    }
    Token t;
    expand_next(pp, &t);
    h.loc = t.loc;
    if (t.kind == TK_STRING) {
        Str s = pp_spelling(pp, &t);
        if (s.len >= 2 && s.ptr[0] == '"') {
            h.text = (Str){s.ptr + 1, s.len - 2};
            h.is_valid = true;
        }
        return h;
    }
    if (t.kind != TK_LT) return h;
    Buf b = {0};
    for (;;) {
        expand_next(pp, &t);
        if (t.kind == TK_GT) {
            h.is_valid = h.is_angled = true;
            break;
        }
        if (t.kind == TK_EOF || (in_parentheses && t.kind == TK_RPAREN)) break;
        if (b.len && t.flags & TOKEN_SPACE_BEFORE) buf_u8(&b, ' ');
        buf_str(&b, pp_spelling(pp, &t));
    }
    h.text = arena_str(&pp->kit->arena, (Str){b.data ? (const char *)b.data : "", (u32)b.len});
    buf_free(&b);
    return h;
}

/* -MG: a header that will be made later is a dependency, and has no text yet. */
static void note_generated(CPreprocessor *pp, const HeaderName *h)
{
    Sources *sources = &pp->kit->sources;
    const char *empty = arena_zalloc(&pp->kit->arena, 64, 16);
    u32 text = sources_add_text(sources, arena_str(&pp->kit->arena, h->text), empty, 0);
    sources_enter(sources, text, h->loc, h->is_angled);
}

void do_include(CPreprocessor *pp, const Token *directive, bool next, bool import, bool only_macros)
{
    Diag *d = &pp->kit->diag;
    HeaderName h = read_header_name(pp, false);
    Str word = pp_spelling(pp, directive);
    if (!h.is_valid) {
        diag_error(d, h.loc ? h.loc : directive->loc, "#%.*s expects \"FILENAME\" or <FILENAME>", STR_FMT(word));
        while (pp->depth) pop_context(pp);
        skip_to_line_end(pp);
        return;
    }
    Token t;
    expand_next(pp, &t);
    if (t.kind != TK_EOF) diag_warn(d, W_EXTRA_TOKENS, t.loc, "extra tokens at end of #%.*s directive", STR_FMT(word));
    while (pp->depth) pop_context(pp);
    skip_to_line_end(pp);
    pp->in_directive = false;
    if (next && pp->open.len == 1) diag_warn(d, W_ALWAYS, directive->loc, "#include_next in the main file");
    if (h.text.len == 0) {
        diag_error(d, h.loc, "empty file name in #%.*s", STR_FMT(word));
        return;
    }
    u32 found_in;
    bool is_system;
    u32 file = find_header(pp, &h, next, &found_in, &is_system);
    if (file == MAP_NONE && pp->options->missing_is_generated) {
        note_generated(pp, &h);
        return;
    }
    if (file == MAP_NONE) diag_fatal(d, h.loc, "'%.*s' file not found", STR_FMT(h.text));
    CppFile *f = &pp->file.at[file];
    if ((f->once && f->is_dependency) || (f->guard && macro_of(pp, f->guard))) return;
    if (!f->is_dependency && is_copy_of_once(pp, file)) return;
    if (import) f->once = true;
    if (pp->open.len > INCLUDE_DEPTH_MAX) diag_fatal(d, directive->loc, "#include nested depth exceeds the maximum of %u", (unsigned)INCLUDE_DEPTH_MAX);
    push_file(pp, file, found_in, directive->loc, is_system);
    if (only_macros) {
        vec_last(&pp->open).only_macros = true;
        pp->only_macros++;
    }
}

u32 pp_dependency_count(const CPreprocessor *pp) { return pp->dependency.len; }

Dependency pp_dependency(const CPreprocessor *pp, u32 i)
{
    const CppFile *f = &pp->file.at[pp->dependency.at[i]];
    return (Dependency){f->path, f->is_system};
}
