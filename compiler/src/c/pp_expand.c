/* Macro expansion (C11 6.10.3.1 to 6.10.3.4).
   In: a token that names a macro, and the token stream behind it. Out: a context on the stack that gives the replacement, which is
   then rescanned with what follows. A macro is disabled while its context is on the stack; a name met meanwhile is never expanded again.
   Arguments are collected into `scratch`, replacements built in `pool`; both shrink again, so memory does not grow with the text. */
#include "c/pp_internal.h"

enum { ARGUMENT_DEPTH_MAX = 2000 };

void set_macro(CPreprocessor *pp, Name name, u32 macro) { pp->info[name] = (pp->info[name] & 0xff) | macro << 8; }

void make_text_token(CPreprocessor *pp, Token *t, TokenKind kind, Str text, const Token *like)
{
    Token r = {0};
    r.kind = (u8)kind;
    r.flags = like->flags & (TOKEN_LINE_START | TOKEN_SPACE_BEFORE);
    r.loc = like->loc;
    r.name = add_spelling(pp, text);
    r.end = text.len;
    *t = r;
}

Str stringify(CPreprocessor *pp, const Token *t, u32 n)
{
    Buf b = {0};
    buf_u8(&b, '"');
    for (u32 i = 0; i < n; i++) {
        if (i > 0 && t[i].flags & (TOKEN_SPACE_BEFORE | TOKEN_LINE_START)) buf_u8(&b, ' ');
        Str s = pp_spelling(pp, &t[i]);
        bool literal = t[i].kind == TK_STRING || t[i].kind == TK_CHARACTER;
        for (u32 k = 0; k < s.len; k++) {
            if (literal && (s.ptr[k] == '"' || s.ptr[k] == '\\')) buf_u8(&b, '\\');
            buf_u8(&b, (u8)s.ptr[k]);
        }
    }
    /* A lone backslash at the end (# of an argument that is one) would swallow the quote. */
    u32 slashes = 0;
    while (slashes < b.len && b.data[b.len - 1 - slashes] == '\\') slashes++;
    if (slashes % 2) buf_u8(&b, '\\');
    buf_u8(&b, '"');
    Str s = arena_str(&pp->kit->arena, (Str){(const char *)b.data, (u32)b.len});
    buf_free(&b);
    return s;
}

/* ---- arguments ---- */

/* Whether ( comes next; it is then consumed. Contexts that are used up are left on the way (so their macros are enabled again). */
static bool at_paren(CPreprocessor *pp)
{
    while (pp->depth) {
        Context *c = &vec_last(&pp->context);
        if (c->at < c->end) {
            if (c->at->kind != TK_LPAREN) return false;
            c->at++;
            return true;
        }
        if (c->barrier) return false;
        pop_context(pp);
    }
    const char *p = pp->at;
    while (*p == ' ') p++;
    if (*p == '(') {
        pp->at = p + 1;
        return true;
    }
    if (char_class[(u8)*p] & CHAR_WORD || *p == ';' || *p == ',' || *p == ')') return false;
    Token t;
    bool saved = pp->no_file_pop;
    pp->no_file_pop = true;
    file_next(pp, &t);
    pp->no_file_pop = saved;
    if (t.kind == TK_LPAREN) return true;
    if (t.kind != TK_EOF) push_back(pp, &t);
    return false;
}

static void count_error(CPreprocessor *pp, const Macro *m, const Token *name, u32 given)
{
    Diag *d = &pp->kit->diag;
    Str text = name_str(&pp->kit->names, name->name);
    u32 wanted = m->parameter_count;
    if (given < wanted) diag_error(d, name->loc, "macro '%.*s' requires %u arguments, but only %u given", STR_FMT(text), (unsigned)wanted, (unsigned)given);
    else diag_error(d, name->loc, "macro '%.*s' passed %u arguments, but takes just %u", STR_FMT(text), (unsigned)given, (unsigned)wanted);
    if (m->loc) diag_note(d, m->loc, "macro '%.*s' defined here", STR_FMT(text));
}

/* Reads up to the closing parenthesis; the arguments are then the last ones of pp->argument. False after an error. */
static bool collect_arguments(CPreprocessor *pp, u32 macro, const Token *name)
{
    u32 wanted = pp->macro.at[macro].parameter_count, given = 0, nesting = 0;
    bool variadic = pp->macro.at[macro].flags & MACRO_VARIADIC;
    Argument a = {pp->scratch.len, 0, 0, 0, false, false};
    bool saved = pp->no_file_pop;
    pp->no_file_pop = true;
    for (;;) {
        Token t;
        raw_next(pp, &t);
        if (t.kind == TK_EOF) {
            pp->no_file_pop = saved;
            Str text = name_str(&pp->kit->names, name->name);
            diag_error(&pp->kit->diag, name->loc, "unterminated argument list invoking macro '%.*s'", STR_FMT(text));
            return false;
        }
        if (t.kind == TK_LPAREN) nesting++;
        if (t.kind == TK_RPAREN && nesting-- == 0) break;
        if (t.kind == TK_COMMA && nesting == 0 && !(variadic && given + 1 >= wanted)) {
            a.len = pp->scratch.len - a.start;
            vec_push(&pp->argument, a);
            given++;
            a.start = pp->scratch.len;
            continue;
        }
        if (t.kind == TK_IDENTIFIER) {
            u32 m = macro_of(pp, t.name);
            if (m && pp->macro.at[m].disabled) t.flags |= TOKEN_NO_EXPAND;
        } else {
            give_spelling(pp, &t);
        }
        if (t.flags & TOKEN_LINE_START) t.flags = (u8)((t.flags & ~TOKEN_LINE_START) | TOKEN_SPACE_BEFORE);
        if ((pp->scratch.len & 0xffff) == 0) check_memory(pp, name->loc);
        vec_push(&pp->scratch, t);
    }
    pp->no_file_pop = saved;
    a.len = pp->scratch.len - a.start;
    if (wanted == 0 && given == 0 && a.len == 0) return true;
    a.is_omitted = variadic && wanted == 1 && a.len == 0 && pp->options->gnu;
    vec_push(&pp->argument, a);
    given++;
    if (given + 1 == wanted && variadic) { /* C11 wants at least an empty one (6.10.3p4); GNU C and C23 do not */
        a.start = pp->scratch.len;
        a.len = 0;
        a.is_omitted = true;
        vec_push(&pp->argument, a);
        if (pp->options->standard < C_STD_C23) diag_warn(&pp->kit->diag, W_PEDANTIC, name->loc, "ISO C requires at least one argument for the '...' of a variadic macro");
        return true;
    }
    if (given == wanted) return true;
    count_error(pp, &pp->macro.at[macro], name, given);
    return false;
}

/* Expands argument i as if it were the rest of the file (6.10.3.1p1), once, when first needed. */
static void expand_argument(CPreprocessor *pp, u32 i, const Token *name)
{
    Argument a = pp->argument.at[i];
    if (a.is_expanded) return;
    a.is_expanded = true;
    bool any = false;
    for (u32 k = 0; k < a.len && !any; k++) {
        const Token *t = &pp->scratch.at[a.start + k];
        any = t->kind == TK_IDENTIFIER && !(t->flags & TOKEN_NO_EXPAND) && macro_of(pp, t->name);
    }
    if (!any) {
        a.expanded_start = a.start;
        a.expanded_len = a.len;
        pp->argument.at[i] = a;
        return;
    }
    if (pp->argument_depth++ >= ARGUMENT_DEPTH_MAX) diag_fatal(&pp->kit->diag, name->loc, "macro arguments nest deeper than %u", (unsigned)ARGUMENT_DEPTH_MAX);
    u32 at = pool_extend(pp, a.len);
    memcpy(pp->pool.at + at, pp->scratch.at + a.start, a.len * sizeof(Token));
    push_context(pp, pp->pool.at + at, a.len, 0, 0, true);
    vec_last(&pp->context).barrier = true;
    vec_last(&pp->context).first_flags = pp->pool.at[at].flags;
    a.expanded_start = pp->scratch.len;
    for (;;) {
        Token t;
        expand_next(pp, &t);
        if (t.kind == TK_EOF) break;
        if ((pp->scratch.len & 0xffff) == 0) check_memory(pp, name->loc);
        vec_push(&pp->scratch, t);
    }
    pop_context(pp);
    a.expanded_len = pp->scratch.len - a.expanded_start;
    pp->argument.at[i] = a;
    pp->argument_depth--;
}

/* ---- replacement ---- */

typedef struct Replacement {
    const Macro *macro;
    const Token *name;
    u32 arguments;      /* index of the first in pp->argument */
    bool paste_pending; /* ## stands before the next item */
    bool has_left;      /* its left operand is the last token of the pool; else a placemarker (6.10.3.3p2) */
    bool carry_space;   /* white space before something that vanished */
    u32 origin;         /* of a __VA_OPT__ group: where it starts in the pool */
    bool past_first, first_is_empty; /* ... and whether it begins with a placemarker */
} Replacement;

static bool all_word(Str s)
{
    for (u32 i = 0; i < s.len; i++)
        if (!(char_class[(u8)s.ptr[i]] & CHAR_WORD)) return false;
    return true;
}

/* left ## right into left; false when that is no token. */
static bool paste(CPreprocessor *pp, Token *left, const Token *right)
{
    Str a = pp_spelling(pp, left), b = pp_spelling(pp, right);
    u32 len = a.len + b.len;
    u32 keep = left->flags & (TOKEN_LINE_START | TOKEN_SPACE_BEFORE);
    char small[128], *text = len + 1 <= sizeof small ? small : arena_alloc(&pp->kit->arena, (size_t)len + 1, 1);
    memcpy(text, a.ptr, a.len);
    memcpy(text + a.len, b.ptr, b.len);
    text[len] = 0;
    pp->text_bytes += len;
    Token t = {0};
    if (left->kind == TK_IDENTIFIER && (right->kind == TK_IDENTIFIER || (right->kind == TK_NUMBER && all_word(b)))) {
        t.kind = TK_IDENTIFIER;
        t.name = lex_intern(pp, text, len);
    } else {
        u32 n = lex_text(pp, (Str){text, len}, &t);
        bool starts_blank = t.flags & TOKEN_SPACE_BEFORE;
        if (n != len || t.kind == TK_EOF || starts_blank || (t.kind == TK_OTHER && len > 1)) return false;
        if (t.kind >= TK_NUMBER && t.kind <= TK_OTHER) t.name = add_spelling(pp, text == small ? arena_str(&pp->kit->arena, (Str){text, len}) : (Str){text, len});
    }
    t.loc = left->loc;
    t.flags = (u8)keep;
    t.end = len;
    t.unused = 0;
    *left = t;
    return true;
}

static void push_sequence(CPreprocessor *pp, u32 start, u32 len)
{
    u32 at = pool_extend(pp, len);
    if (len) memcpy(pp->pool.at + at, pp->scratch.at + start, len * sizeof(Token));
}

/* Joins what the last item gave, the pool from `start` on, to what stands before it. */
static void join(CPreprocessor *pp, Replacement *r, u32 start, const Token *item, bool no_paste)
{
    u32 n = pp->pool.len - start;
    if (!r->past_first && !(item->flags & BODY_PASTE_NEXT)) {
        r->past_first = true;
        r->first_is_empty = pp->pool.len == r->origin;
    }
    if (n == 0) {
        if (!r->paste_pending) r->has_left = false;
        if (item->flags & TOKEN_SPACE_BEFORE) r->carry_space = true;
    } else {
        Token *first = &pp->pool.at[start];
        u32 space = (item->flags & TOKEN_SPACE_BEFORE) | (r->carry_space ? TOKEN_SPACE_BEFORE : 0);
        first->flags = (u8)((first->flags & ~(TOKEN_SPACE_BEFORE | TOKEN_LINE_START)) | space);
        r->carry_space = false;
        if (r->paste_pending && r->has_left && !no_paste) {
            Token *left = first - 1;
            if (paste(pp, left, first)) {
                memmove(first, first + 1, (n - 1) * sizeof *first);
                pp->pool.len--;
            } else {
                if (pp->assembler) {
                    first->flags &= (u8)~TOKEN_SPACE_BEFORE;
                } else {
                    Str a = pp_spelling(pp, left), b = pp_spelling(pp, first);
                    diag_error(&pp->kit->diag, r->name->loc, "pasting \"%.*s\" and \"%.*s\" does not give a valid preprocessing token", STR_FMT(a), STR_FMT(b));
                }
            }
        }
        r->has_left = true;
    }
    r->paste_pending = item->flags & BODY_PASTE_NEXT;
}

static void make_string(CPreprocessor *pp, const Token *t, u32 n, const Token *item, Loc use)
{
    Str s = stringify(pp, t, n);
    pp->text_bytes += (u64)s.len * 2; /* once more while it was built */
    check_memory(pp, use);
    u32 at = pool_extend(pp, 1);
    make_text_token(pp, &pp->pool.at[at], TK_STRING, s, item);
}

static bool is_variadic_parameter(const Macro *m, const Token *t)
{
    return t->kind == PP_PARAMETER && m->flags & MACRO_VARIADIC && t->unused + 1u == m->parameter_count;
}

static void replace(CPreprocessor *pp, Replacement *r, const Token *from, const Token *to)
{
    const Macro *m = r->macro;
    for (const Token *b = from; b < to; b++) {
        u32 start = pp->pool.len;
        if (b->kind == PP_PARAMETER) {
            const Argument *a = &pp->argument.at[r->arguments + b->unused];
            if (b->flags & BODY_STRINGIFY) make_string(pp, pp->scratch.at + a->start, a->len, b, r->name->loc);
            else if (b->flags & BODY_RAW) push_sequence(pp, a->start, a->len);
            else push_sequence(pp, a->expanded_start, a->expanded_len);
            join(pp, r, start, b, false);
        } else if (b->kind == PP_VA_OPT) {
            u32 n = b->name;
            const Argument *a = &pp->argument.at[r->arguments + m->parameter_count - 1];
            bool first_is_empty = false, ends_full = true;
            if (a->expanded_len) {
                Replacement inner = {m, r->name, r->arguments, false, false, false, start, false, false};
                replace(pp, &inner, b + 1, b + 1 + n);
                first_is_empty = inner.first_is_empty;
                ends_full = inner.has_left;
            }
            if (b->flags & BODY_STRINGIFY) {
                Str s = stringify(pp, pp->pool.at + start, pp->pool.len - start);
                pp->text_bytes += (u64)s.len * 2; /* once more while it was built */
                pp->pool.len = start;
                u32 at = pool_extend(pp, 1);
                make_text_token(pp, &pp->pool.at[at], TK_STRING, s, b);
                first_is_empty = false;
                ends_full = true;
            }
            join(pp, r, start, b, first_is_empty);
            r->has_left = r->has_left && ends_full;
            b += n;
        } else if (b->kind == TK_COMMA && b->flags & BODY_PASTE_NEXT && b + 1 < to && is_variadic_parameter(m, b + 1)) {
            /* GNU C: the comma before ## and the variable arguments goes when they are omitted, and is never pasted. */
            const Argument *a = &pp->argument.at[r->arguments + b[1].unused];
            Token comma = *b;
            comma.flags &= (u8)~BODY_PASTE_NEXT;
            if (!a->is_omitted) {
                u32 at = pool_extend(pp, 1);
                pp->pool.at[at] = comma;
                join(pp, r, start, &comma, false);
                start = pp->pool.len;
                push_sequence(pp, a->start, a->len);
                join(pp, r, start, b + 1, false);
            } else {
                r->has_left = false;
                r->paste_pending = b[1].flags & BODY_PASTE_NEXT;
            }
            b++;
        } else {
            u32 at = pool_extend(pp, 1);
            pp->pool.at[at] = *b;
            pp->pool.at[at].flags &= TOKEN_PUBLIC_FLAGS;
            join(pp, r, start, b, false);
        }
    }
}

static Loc range_for_body(CPreprocessor *pp, Macro *m, Loc at)
{
    Sources *s = &pp->kit->sources;
    if (!m->spelling) {
        u32 first = vec_extend(&s->expansion_loc, m->body_len);
        for (u32 i = 0; i < m->body_len; i++) s->expansion_loc.at[first + i] = m->body[i].loc;
        m->spelling = first + 1;
    }
    return sources_expand_at(s, at, m->spelling - 1, m->body_len);
}

/* Puts the pool from `start` on on the stack as what the macro's use stands for. */
static void push_replacement(CPreprocessor *pp, u32 macro, const Token *name, u32 start)
{
    Sources *s = &pp->kit->sources;
    u32 n = pp->pool.len - start, first = vec_extend(&s->expansion_loc, n);
    for (u32 i = 0; i < n; i++) s->expansion_loc.at[first + i] = pp->pool.at[start + i].loc;
    Loc base = sources_expand_at(s, name->loc, first, n);
    if (!base)
        for (u32 i = 0; i < n; i++) pp->pool.at[start + i].loc = name->loc;
    push_context(pp, pp->pool.at + start, n, base, macro, true);
}

/* Expands the use of a macro whose arguments, if any, are the last of pp->argument. False when nothing came of it. */
static bool push_expansion(CPreprocessor *pp, u32 macro, const Token *name, u32 arguments)
{
    Macro *m = &pp->macro.at[macro];
    if ((pp->kit->sources.range.len & 0xfff) == 0) check_memory(pp, name->loc);
    if (m->flags & MACRO_IN_PLACE) {
        if (m->body_len == 0) return false;
        Loc base = range_for_body(pp, m, name->loc);
        push_context(pp, m->body, m->body_len, base, macro, false);
    } else {
        for (u32 i = 0; i < m->body_len; i++) {
            const Token *b = &m->body[i];
            if (b->kind == PP_PARAMETER && !(b->flags & (BODY_RAW | BODY_STRINGIFY))) expand_argument(pp, arguments + b->unused, name);
            if (b->kind == PP_VA_OPT) expand_argument(pp, arguments + m->parameter_count - 1, name);
            m = &pp->macro.at[macro]; /* arguments may hold directives that define more */
        }
        Replacement r = {m, name, arguments, false, false, false, pp->pool.len, false, false};
        u32 start = pp->pool.len;
        check_memory(pp, name->loc);
        replace(pp, &r, m->body, m->body + m->body_len);
        if (pp->pool.len == start) return false;
        push_replacement(pp, macro, name, start);
    }
    pp->macro.at[macro].disabled = true;
    vec_last(&pp->context).first_flags = name->flags & (TOKEN_LINE_START | TOKEN_SPACE_BEFORE);
    return true;
}

void expand_identifier(CPreprocessor *pp, Token *t)
{
    u32 carry = 0;
    for (;; raw_next(pp, t)) {
        t->flags |= (u8)carry;
        carry = 0;
        if (t->kind != TK_IDENTIFIER) return;
        u32 macro = macro_of(pp, t->name);
        if (macro == 0 || t->flags & TOKEN_NO_EXPAND) return;
        Macro *m = &pp->macro.at[macro];
        if (m->disabled) {
            t->flags |= TOKEN_NO_EXPAND;
            return;
        }
        if (m->builtin) {
            Token name = *t;
            if (expand_builtin(pp, macro, t)) return;
            carry = name.flags & (TOKEN_LINE_START | TOKEN_SPACE_BEFORE);
            continue;
        }
        if (!(m->flags & MACRO_FUNCTION)) {
            /* Most object-like macros are one number: no context for it. */
            if (m->body_len == 1 && m->flags & MACRO_IN_PLACE && (m->body->kind != TK_IDENTIFIER || !macro_of(pp, m->body->name))) {
                Loc loc = range_for_body(pp, m, t->loc);
                u32 flags = t->flags & (TOKEN_LINE_START | TOKEN_SPACE_BEFORE);
                if (!loc) loc = t->loc;
                if ((pp->kit->sources.range.len & 0xfff) == 0) check_memory(pp, t->loc);
                *t = *m->body;
                t->loc = loc;
                t->flags = (u8)((t->flags & TOKEN_SPLICED) | flags);
                return;
            }
            if (!push_expansion(pp, macro, t, 0)) carry = t->flags & (TOKEN_LINE_START | TOKEN_SPACE_BEFORE);
            continue;
        }
        Token name = *t;
        if (!at_paren(pp)) return;
        u32 arguments = pp->argument.len, scratch = pp->scratch.len;
        bool good = collect_arguments(pp, macro, &name);
        if (good && !push_expansion(pp, macro, &name, arguments)) carry = name.flags & (TOKEN_LINE_START | TOKEN_SPACE_BEFORE);
        pp->argument.len = arguments;
        pp->scratch.len = scratch;
        if (!good) { /* reported; the name alone goes on */
            t->flags |= TOKEN_NO_EXPAND;
            return;
        }
    }
}

void expand_next(CPreprocessor *pp, Token *t)
{
    raw_next(pp, t);
    expand_token(pp, t);
}
