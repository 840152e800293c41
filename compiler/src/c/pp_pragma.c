/* #pragma and _Pragma (C11 6.10.6, 6.10.9). The preprocessor's own are obeyed here; all others become one TK_PRAGMA token. */
#include "c/pp_internal.h"

static Diag *diag(CPreprocessor *pp) { return &pp->kit->diag; }

static bool token_is(CPreprocessor *pp, u32 at, const char *text)
{
    return at < pp->scratch.len && pp->scratch.at[at].kind == TK_IDENTIFIER && str_is(pp_spelling(pp, &pp->scratch.at[at]), text);
}

/* The tokens from `start` on as text, spaced as they were written. */
static Str text_of(CPreprocessor *pp, u32 start)
{
    Buf b = {0};
    for (u32 i = start; i < pp->scratch.len; i++) {
        const Token *t = &pp->scratch.at[i];
        if (i > start && t->flags & (TOKEN_SPACE_BEFORE | TOKEN_LINE_START)) buf_u8(&b, ' ');
        buf_str(&b, pp_spelling(pp, t));
    }
    Str s = arena_str(&pp->kit->arena, (Str){b.data ? (const char *)b.data : "", (u32)b.len});
    buf_free(&b);
    return s;
}

/* A string literal's characters, the simple escapes resolved; for messages and names. */
static bool string_at(CPreprocessor *pp, u32 at, Str *out)
{
    if (at >= pp->scratch.len || pp->scratch.at[at].kind != TK_STRING) return false;
    Str s = pp_spelling(pp, &pp->scratch.at[at]);
    if (s.len < 2 || s.ptr[0] != '"') return false;
    char *text = arena_alloc(&pp->kit->arena, s.len, 1);
    u32 n = 0;
    for (u32 i = 1; i + 1 < s.len; i++) {
        if (s.ptr[i] == '\\' && i + 2 < s.len) i++;
        text[n++] = s.ptr[i];
    }
    text[n] = 0;
    *out = (Str){text, n};
    return true;
}

/* "text", or ("text"), perhaps in several literals; the bare tokens when it is neither. */
static Str message_at(CPreprocessor *pp, u32 at)
{
    if (at < pp->scratch.len && pp->scratch.at[at].kind == TK_LPAREN) at++;
    Buf b = {0};
    Str s;
    bool any = false;
    for (; string_at(pp, at, &s); at++, any = true) buf_str(&b, s);
    Str r = any ? arena_str(&pp->kit->arena, (Str){b.data ? (const char *)b.data : "", (u32)b.len}) : text_of(pp, at);
    buf_free(&b);
    return r;
}

static void push_or_pop_macro(CPreprocessor *pp, u32 at, Loc loc, bool push)
{
    Str text;
    if (!(at + 2 < pp->scratch.len && pp->scratch.at[at].kind == TK_LPAREN && string_at(pp, at + 1, &text) &&
          pp->scratch.at[at + 2].kind == TK_RPAREN && text.len > 0)) {
        diag_warn(diag(pp), W_ALWAYS, loc, "#pragma %s_macro wants a macro name in a string in parentheses", push ? "push" : "pop");
        return;
    }
    Name name = lex_intern(pp, text.ptr, text.len);
    u32 *last = intmap_put(&pp->pushed_by_name, name, MAP_NONE);
    if (push) {
        PushedMacro p = {name, macro_of(pp, name), *last};
        vec_push(&pp->pushed, p);
        *last = pp->pushed.len - 1;
    } else if (*last != MAP_NONE) {
        set_macro(pp, name, pp->pushed.at[*last].macro);
        *last = pp->pushed.at[*last].previous;
    }
}

static void poison(CPreprocessor *pp, u32 at)
{
    for (; at < pp->scratch.len; at++) {
        const Token *t = &pp->scratch.at[at];
        if (t->kind != TK_IDENTIFIER) {
            diag_error(diag(pp), t->loc, "invalid #pragma GCC poison directive");
            return;
        }
        u32 old = macro_of(pp, t->name);
        if (old && pp->macro.at[old].builtin == BUILTIN_POISON) continue;
        if (old) diag_warn(diag(pp), W_ALWAYS, t->loc, "poisoning existing macro '%.*s'", STR_FMT(pp_spelling(pp, t)));
        Macro m = {0};
        m.name = t->name;
        m.loc = t->loc;
        m.builtin = BUILTIN_POISON;
        vec_push(&pp->macro, m);
        set_macro(pp, t->name, pp->macro.len - 1);
    }
}

static void change_diagnostics(CPreprocessor *pp, u32 at, Loc loc)
{
    Diag *d = diag(pp);
    Loc from = source_expansion(&pp->kit->sources, loc);
    if (token_is(pp, at, "push")) {
        diag_pragma_push(d);
    } else if (token_is(pp, at, "pop")) {
        if (!diag_pragma_pop(d, from)) diag_warn(d, W_UNKNOWN_PRAGMAS, loc, "#pragma GCC diagnostic pop without a push");
    } else {
        bool ignored = token_is(pp, at, "ignored"), warning = token_is(pp, at, "warning"), error = token_is(pp, at, "error");
        Str name;
        if (!(ignored || warning || error)) {
            diag_warn(d, W_UNKNOWN_PRAGMAS, loc, "expected 'push', 'pop', 'ignored', 'warning' or 'error' after #pragma GCC diagnostic");
        } else if (!string_at(pp, at + 1, &name)) {
            diag_warn(d, W_UNKNOWN_PRAGMAS, loc, "missing option after #pragma GCC diagnostic kind");
        } else if (!diag_pragma_set(d, from, name, ignored ? WARNING_OFF : warning ? WARNING_ON : WARNING_ERROR) && !ignored) {
            diag_warn(d, W_UNKNOWN_PRAGMAS, loc, "unknown option '%.*s' after #pragma GCC diagnostic kind", STR_FMT(name));
        }
    }
}

static void mark_system(CPreprocessor *pp, Loc loc)
{
    OpenFile *o = &vec_last(&pp->open);
    if (pp->open.len == 1) {
        diag_warn(diag(pp), W_ALWAYS, loc, "#pragma GCC system_header ignored outside an included file");
        return;
    }
    o->is_system = true;
    Sources *s = &pp->kit->sources;
    s->range.at[source_range(s, o->base)].is_system = true;
}

/* Macros are expanded in the pragmas that are about layout and symbols, as gcc does. */
static void expand_pragma(CPreprocessor *pp, u32 from)
{
    u32 n = pp->scratch.len - from, at = pool_extend(pp, n);
    if (n == 0) return;
    memcpy(pp->pool.at + at, pp->scratch.at + from, n * sizeof(Token));
    pp->scratch.len = from;
    push_context(pp, pp->pool.at + at, n, 0, 0, true);
    vec_last(&pp->context).barrier = true;
    vec_last(&pp->context).first_flags = pp->pool.at[at].flags;
    for (;;) {
        Token t;
        expand_next(pp, &t);
        if (t.kind == TK_EOF) break;
        vec_push(&pp->scratch, t);
    }
    pop_context(pp);
}

bool do_pragma(CPreprocessor *pp, u32 start, Loc loc, Token *t)
{
    bool own = true, shown = true; /* -E passes on what a later run of the compiler must see again */
    if (token_is(pp, start, "once")) {
        const OpenFile *o = &vec_last(&pp->open);
        if (pp->open.len == 1) diag_warn(diag(pp), W_ALWAYS, loc, "#pragma once in the main file");
        if (o->file != MAP_NONE) pp->file.at[o->file].once = true;
        shown = false;
    } else if (token_is(pp, start, "push_macro")) {
        push_or_pop_macro(pp, start + 1, loc, true);
    } else if (token_is(pp, start, "pop_macro")) {
        push_or_pop_macro(pp, start + 1, loc, false);
    } else if (token_is(pp, start, "message")) {
        Str s = message_at(pp, start + 1);
        diag(pp)->last_was_shown = true;
        diag_note(diag(pp), loc, "#pragma message: %.*s", STR_FMT(s));
        shown = false;
    } else if (token_is(pp, start, "GCC") && token_is(pp, start + 1, "system_header")) {
        mark_system(pp, loc);
        shown = false;
    } else if (token_is(pp, start, "GCC") && token_is(pp, start + 1, "poison")) {
        poison(pp, start + 2);
    } else if (token_is(pp, start, "GCC") && token_is(pp, start + 1, "diagnostic")) {
        change_diagnostics(pp, start + 2, loc);
    } else if (token_is(pp, start, "GCC") && token_is(pp, start + 1, "warning")) {
        diag_warn(diag(pp), W_CPP, loc, "%.*s", STR_FMT(message_at(pp, start + 2)));
        shown = false;
    } else if (token_is(pp, start, "GCC") && token_is(pp, start + 1, "error")) {
        diag_error(diag(pp), loc, "%.*s", STR_FMT(message_at(pp, start + 2)));
        shown = false;
    } else {
        own = false;
        if (token_is(pp, start, "pack") || token_is(pp, start, "redefine_extname")) expand_pragma(pp, start + 1);
    }
    if (own && !(shown && pp->printing)) return false;
    Token like = {0};
    like.loc = loc;
    like.flags = TOKEN_LINE_START;
    make_text_token(pp, t, TK_PRAGMA, text_of(pp, start), &like);
    return true;
}

/* _Pragma ( string ): *t was the name. True when *t is now a TK_PRAGMA. */
bool do_pragma_operator(CPreprocessor *pp, const Token *name, Token *t)
{
    Token open, string, close;
    raw_next(pp, &open);
    if (open.kind != TK_LPAREN) {
        diag_error(diag(pp), name->loc, "_Pragma takes a parenthesized string literal");
        if (open.kind != TK_EOF) push_back(pp, &open);
        return false;
    }
    raw_next(pp, &string);
    if (string.kind != TK_STRING) {
        diag_error(diag(pp), name->loc, "_Pragma takes a parenthesized string literal");
        if (string.kind != TK_EOF) push_back(pp, &string);
        return false;
    }
    Str s = pp_spelling(pp, &string);
    raw_next(pp, &close);
    if (close.kind != TK_RPAREN) {
        diag_error(diag(pp), name->loc, "_Pragma takes a parenthesized string literal");
        if (close.kind != TK_EOF) push_back(pp, &close);
        return false;
    }
    /* Destringize (6.10.9p1) into a text that the lexer reads as if it were a line of the file. */
    u32 i = 0, n = 0;
    while (i < s.len && s.ptr[i] != '"') i++;
    char *text = arena_zalloc(&pp->kit->arena, (size_t)s.len + 64, 16);
    for (i++; i + 1 < s.len; i++) {
        char c = s.ptr[i];
        if (c == '\\' && (s.ptr[i + 1] == '\\' || s.ptr[i + 1] == '"')) c = s.ptr[++i];
        text[n++] = c == '\n' ? ' ' : c;
    }
    u32 start = pp->scratch.len;
    const char *at = pp->at, *old_text = pp->text, *end = pp->end;
    Loc base = pp->base;
    bool in_directive = pp->in_directive;
    pp->text = pp->at = text;
    pp->end = text + n;
    pp->base = 0;
    pp->in_directive = pp->nested = pp->quiet = true;
    for (;;) {
        Token x;
        lex(pp, &x);
        if (x.kind == TK_EOF) break;
        if (x.kind >= TK_NUMBER && x.kind <= TK_OTHER && !x.name) x.name = add_spelling(pp, (Str){text + x.loc, x.end});
        x.loc = name->loc;
        vec_push(&pp->scratch, x);
    }
    pp->at = at;
    pp->text = old_text;
    pp->end = end;
    pp->base = base;
    pp->in_directive = in_directive;
    pp->nested = pp->quiet = false;
    bool emit = do_pragma(pp, start, name->loc, t);
    pp->scratch.len = start;
    return emit;
}
