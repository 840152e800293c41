/* Directives (C11 6.10): conditionals, macro definitions, #line, #error and kin. #include and #pragma have files of their own.
   In: the rest of a line, read with in_directive set, so that its end looks like the end of the input. Out: changed state. */
#include "base/edit.h"
#include "c/pp_internal.h"

#include <stdlib.h>

typedef enum Directive {
    DIRECTIVE_NONE, DIRECTIVE_IF, DIRECTIVE_IFDEF, DIRECTIVE_IFNDEF, DIRECTIVE_ELIF, DIRECTIVE_ELIFDEF, DIRECTIVE_ELIFNDEF, DIRECTIVE_ELSE,
    DIRECTIVE_ENDIF, DIRECTIVE_DEFINE, DIRECTIVE_UNDEF, DIRECTIVE_INCLUDE, DIRECTIVE_INCLUDE_NEXT, DIRECTIVE_IMPORT, DIRECTIVE_LINE,
    DIRECTIVE_ERROR, DIRECTIVE_WARNING, DIRECTIVE_PRAGMA, DIRECTIVE_IDENT, DIRECTIVE_ASSERT, DIRECTIVE_INCLUDE_MACROS, DIRECTIVE_EMBED
} Directive;

static const struct {
    const char *text;
    u8 directive;
} directive_table[] = {
    {"if", DIRECTIVE_IF}, {"ifdef", DIRECTIVE_IFDEF}, {"ifndef", DIRECTIVE_IFNDEF}, {"elif", DIRECTIVE_ELIF},
    {"elifdef", DIRECTIVE_ELIFDEF}, {"elifndef", DIRECTIVE_ELIFNDEF}, {"else", DIRECTIVE_ELSE}, {"endif", DIRECTIVE_ENDIF},
    {"define", DIRECTIVE_DEFINE}, {"undef", DIRECTIVE_UNDEF}, {"include", DIRECTIVE_INCLUDE}, {"include_next", DIRECTIVE_INCLUDE_NEXT},
    {"import", DIRECTIVE_IMPORT}, {"line", DIRECTIVE_LINE}, {"error", DIRECTIVE_ERROR}, {"warning", DIRECTIVE_WARNING},
    {"pragma", DIRECTIVE_PRAGMA}, {"ident", DIRECTIVE_IDENT}, {"sccs", DIRECTIVE_IDENT}, {"assert", DIRECTIVE_ASSERT},
    {"unassert", DIRECTIVE_ASSERT}, {"__include_macros", DIRECTIVE_INCLUDE_MACROS}, {"embed", DIRECTIVE_EMBED}};

/* The directive that was perhaps meant, or NULL. */
static const char *nearest_directive(Str word)
{
    const char *best = NULL;
    u32 limit = word.len < 4 ? 1 : 2;
    for (u32 i = 0; i < ARRAY_LEN(directive_table); i++) {
        u32 d = edit_distance(word, str_of(directive_table[i].text), limit);
        if (d > limit || (best && d == limit)) continue;
        best = directive_table[i].text;
        limit = d;
    }
    return best;
}

void init_directives(CPreprocessor *pp)
{
    for (u32 i = 0; i < ARRAY_LEN(directive_table); i++) {
        const char *z = directive_table[i].text;
        Name name = lex_intern(pp, z, (u32)strlen(z));
        if (name >= pp->directive_len) {
            u32 n = name + 64;
            pp->directive = realloc(pp->directive, n);
            if (!pp->directive) KIT_PANIC("out of memory");
            memset(pp->directive + pp->directive_len, 0, n - pp->directive_len);
            pp->directive_len = n;
        }
        pp->directive[name] = directive_table[i].directive;
    }
    pp->name_defined = lex_intern(pp, "defined", 7);
    pp->name_va_args = lex_intern(pp, "__VA_ARGS__", 11);
    pp->name_va_opt = lex_intern(pp, "__VA_OPT__", 10);
    pp->name_true = lex_intern(pp, "true", 4);
    pp->name_false = lex_intern(pp, "false", 5);
}

static Directive directive_of(const CPreprocessor *pp, const Token *t)
{
    if (t->kind != TK_IDENTIFIER || t->name >= pp->directive_len) return DIRECTIVE_NONE;
    return (Directive)pp->directive[t->name];
}

static Diag *diag(CPreprocessor *pp) { return &pp->kit->diag; }

static void check_line_end(CPreprocessor *pp, const char *directive)
{
    Token t;
    lex(pp, &t);
    if (t.kind == TK_EOF) return;
    diag_warn(diag(pp), W_EXTRA_TOKENS, t.loc, "extra tokens at end of #%s directive", directive);
    skip_to_line_end(pp);
}

/* What stands on the rest of the line, without the blanks around it. */
static Str rest_of_line(CPreprocessor *pp)
{
    const char *begin = pp->at;
    while (char_class[(u8)*begin] & CHAR_BLANK) begin++;
    const char *end = begin < pp->end ? memchr(begin, '\n', (size_t)(pp->end - begin)) : NULL;
    if (!end) end = pp->end;
    pp->at = end;
    while (end > begin && char_class[(u8)end[-1]] & CHAR_BLANK) end--;
    if (end < begin) end = begin;
    return (Str){begin, (u32)(end - begin)};
}

/* ---- macro names ---- */

bool is_defined(CPreprocessor *pp, const Token *name)
{
    u32 m = macro_of(pp, name->name);
    if (m == 0) return false;
    u32 builtin = pp->macro.at[m].builtin;
    if (builtin == BUILTIN_POISON) diag_error(diag(pp), name->loc, "attempt to use poisoned '%.*s'", STR_FMT(name_str(&pp->kit->names, name->name)));
    return builtin != BUILTIN_POISON && builtin != BUILTIN_PRAGMA;
}

/* Reads the name that #ifdef, #define and #undef want. */
static bool read_macro_name(CPreprocessor *pp, Token *t, const char *directive, bool is_changed)
{
    lex(pp, t);
    if (t->kind == TK_IDENTIFIER) {
        if (t->name == pp->name_defined && is_changed) {
            diag_error(diag(pp), t->loc, "\"defined\" cannot be used as a macro name");
            return false;
        }
        if ((t->name == pp->name_va_args || t->name == pp->name_va_opt) && is_changed) {
            diag_error(diag(pp), t->loc, "'%.*s' can only appear in the expansion of a variadic macro", STR_FMT(pp_spelling(pp, t)));
            return false;
        }
        u32 m = macro_of(pp, t->name);
        if (m && is_changed && pp->macro.at[m].builtin == BUILTIN_POISON) {
            diag_error(diag(pp), t->loc, "attempt to use poisoned '%.*s'", STR_FMT(pp_spelling(pp, t)));
            return false;
        }
        return true;
    }
    if (t->kind == TK_EOF) diag_error(diag(pp), t->loc, "no macro name given in #%s directive", directive);
    else diag_error(diag(pp), t->loc, "macro names must be identifiers");
    return false;
}

/* ---- #define ---- */

static bool read_parameters(CPreprocessor *pp, Macro *m, Arena *arena)
{
    VEC(Name) names = {0};
    bool good = false, want_name = true;
    Token t;
    for (;;) {
        lex(pp, &t);
        if (t.kind == TK_RPAREN && (!want_name || names.len == 0)) {
            good = true;
            break;
        }
        if (m->flags & MACRO_VARIADIC || t.kind == TK_EOF) {
            diag_error(diag(pp), t.loc, "expected ')' at the end of the macro's parameter list");
            break;
        }
        if (want_name) {
            Name name = t.name;
            if (t.kind == TK_ELLIPSIS) {
                m->flags |= MACRO_VARIADIC;
                name = pp->name_va_args;
                if (pp->options->standard < C_STD_C99) diag_warn(diag(pp), W_VARIADIC_MACROS, t.loc, "ISO C90 does not support variadic macros");
            } else if (t.kind != TK_IDENTIFIER) {
                diag_error(diag(pp), t.loc, "expected a parameter name, found \"%.*s\"", STR_FMT(pp_spelling(pp, &t)));
                break;
            } else if (name == pp->name_va_args || name == pp->name_va_opt) {
                diag_error(diag(pp), t.loc, "'%.*s' cannot be the name of a macro parameter", STR_FMT(pp_spelling(pp, &t)));
                break;
            }
            while (pp->parameter_of.len <= name) vec_push(&pp->parameter_of, 0);
            if (pp->parameter_of.at[name]) {
                diag_error(diag(pp), t.loc, "duplicate macro parameter '%.*s'", STR_FMT(name_str(&pp->kit->names, name)));
                break;
            }
            if (names.len >= 65000) {
                diag_error(diag(pp), t.loc, "more than 65000 macro parameters");
                break;
            }
            vec_push(&names, name);
            pp->parameter_of.at[name] = names.len;
            want_name = false;
        } else if (t.kind == TK_COMMA) {
            want_name = true;
        } else if (t.kind == TK_ELLIPSIS) {
            m->flags |= MACRO_VARIADIC | MACRO_GNU_VARIADIC;
            diag_warn(diag(pp), W_VARIADIC_MACROS, t.loc, "ISO C does not permit named variadic macros");
        } else {
            diag_error(diag(pp), t.loc, "expected ',' or ')' in the macro's parameter list, found \"%.*s\"", STR_FMT(pp_spelling(pp, &t)));
            break;
        }
    }
    Name *parameter = arena_new_array(arena, Name, names.len);
    if (names.len) memcpy(parameter, names.at, names.len * sizeof(Name));
    m->parameter = parameter;
    m->parameter_count = names.len;
    vec_free(&names);
    return good;
}

static void forget_parameters(CPreprocessor *pp, const Macro *m)
{
    for (u32 i = 0; i < m->parameter_count; i++) pp->parameter_of.at[m->parameter[i]] = 0;
}

/* __VA_OPT__ ( tokens ): the tokens' number goes into the first one's name, the parentheses vanish (C23 6.10.5.1). */
static bool read_va_opt(CPreprocessor *pp, u32 at)
{
    u32 nesting = 0, i = at + 1;
    if (i >= pp->scratch.len || pp->scratch.at[i].kind != TK_LPAREN) {
        diag_error(diag(pp), pp->scratch.at[at].loc, "'__VA_OPT__' must be followed by an open parenthesis");
        return false;
    }
    for (; i < pp->scratch.len; i++) {
        const Token *t = &pp->scratch.at[i];
        if (t->kind == TK_LPAREN) nesting++;
        if (t->kind == TK_RPAREN && --nesting == 0) break;
        if (t->kind == PP_VA_OPT) {
            diag_error(diag(pp), t->loc, "'__VA_OPT__' may not appear in a '__VA_OPT__'");
            return false;
        }
    }
    if (i == pp->scratch.len) {
        diag_error(diag(pp), pp->scratch.at[at].loc, "unterminated '__VA_OPT__'");
        return false;
    }
    Token *t = pp->scratch.at;
    t[at].name = i - at - 2;
    memmove(t + at + 1, t + at + 2, (i - at - 2) * sizeof *t);
    memmove(t + i - 1, t + i + 1, (pp->scratch.len - i - 1) * sizeof *t);
    pp->scratch.len -= 2;
    return true;
}

/* Takes # and ## out of the body and marks their operands (6.10.3.2, 6.10.3.3). */
static bool mark_operators(CPreprocessor *pp, const Macro *m, u32 start)
{
    Token *t = pp->scratch.at;
    u32 to = start, group = 0, group_end = 0; /* the __VA_OPT__ that we are in: where it is now, and where it ends in the unmarked body */
    for (u32 i = start; i < pp->scratch.len; i++) {
        Token b = t[i];
        if (i >= group_end) group_end = 0;
        if (b.kind == TK_HASHHASH) {
            bool at_end = i + 1 == pp->scratch.len || i + 1 == group_end;
            if (to == start || at_end || (group_end && to == group + 1)) {
                diag_error(diag(pp), b.loc, "'##' cannot appear at either end of a macro expansion");
                return false;
            }
            t[to - 1].flags |= BODY_PASTE_NEXT;
            if (group_end) t[group].name--;
            continue;
        }
        if (b.kind == TK_HASH && m->flags & MACRO_FUNCTION) {
            Token *next = i + 1 < pp->scratch.len && i + 1 != group_end ? &t[i + 1] : NULL;
            if (next && (next->kind == PP_PARAMETER || next->kind == PP_VA_OPT)) {
                next->flags = (u8)((next->flags & ~TOKEN_SPACE_BEFORE) | BODY_STRINGIFY | (b.flags & TOKEN_SPACE_BEFORE));
                if (group_end) t[group].name--;
                continue;
            }
            if (!pp->assembler) {
                diag_error(diag(pp), b.loc, "'#' is not followed by a macro parameter");
                return false;
            }
        }
        if (b.kind == PP_VA_OPT) {
            group = to;
            group_end = i + 1 + b.name;
        }
        t[to++] = b;
    }
    pp->scratch.len = to;
    /* The last item before ## may be a whole group: its mark is on the group, not on its last token. */
    for (u32 i = start; i < to; i++) {
        if (t[i].kind != PP_VA_OPT || t[i].name == 0) continue;
        Token *last = &t[i + t[i].name];
        if (last->flags & BODY_PASTE_NEXT) {
            last->flags &= (u8)~BODY_PASTE_NEXT;
            t[i].flags |= BODY_PASTE_NEXT;
        }
    }
    bool after_paste = false;
    for (u32 i = start; i < to; i++) {
        if (t[i].kind == PP_PARAMETER && (t[i].flags & BODY_PASTE_NEXT || after_paste)) t[i].flags |= BODY_RAW;
        after_paste = t[i].kind != PP_VA_OPT && t[i].flags & BODY_PASTE_NEXT;
    }
    return true;
}

static bool same_macro(CPreprocessor *pp, const Macro *a, const Macro *b)
{
    if (((a->flags ^ b->flags) & (MACRO_FUNCTION | MACRO_VARIADIC | MACRO_GNU_VARIADIC)) || a->builtin != b->builtin) return false;
    if (a->parameter_count != b->parameter_count || a->body_len != b->body_len) return false;
    for (u32 i = 0; i < a->parameter_count; i++)
        if (a->parameter[i] != b->parameter[i]) return false;
    for (u32 i = 0; i < a->body_len; i++) {
        const Token *x = &a->body[i], *y = &b->body[i];
        if (x->kind != y->kind || ((x->flags ^ y->flags) & ~TOKEN_SPLICED)) return false;
        if (x->kind == PP_VA_OPT ? x->name != y->name : !str_eq(pp_spelling(pp, x), pp_spelling(pp, y))) return false;
    }
    return true;
}

/* Reads what follows #define: name, parameters, body. */
static void do_define(CPreprocessor *pp)
{
    Token name, t;
    if (!read_macro_name(pp, &name, "define", true)) {
        skip_to_line_end(pp);
        return;
    }
    Arena *arena = &pp->kit->arena;
    Macro m = {0};
    m.name = name.name;
    m.loc = name.loc;
    bool good = true;
    if (*pp->at == '(') {
        pp->at++;
        m.flags = MACRO_FUNCTION;
        good = read_parameters(pp, &m, arena);
    }
    /* The body: in scratch first, then at its exact size in the arena. */
    u32 start = pp->scratch.len;
    VEC(u32) groups = {0};
    while (good) {
        lex(pp, &t);
        if (t.kind == TK_EOF) break;
        if (pp->scratch.len == start) {
            if (!(m.flags & MACRO_FUNCTION) && !(t.flags & TOKEN_SPACE_BEFORE) && !(pp->text[t.loc - pp->base] == '\\'))
                diag_warn(diag(pp), W_PEDANTIC, t.loc, "ISO C requires whitespace after the macro name");
            t.flags &= (u8)~TOKEN_SPACE_BEFORE;
        }
        t.flags &= (u8)~TOKEN_LINE_START;
        if (t.kind == TK_IDENTIFIER) {
            if (t.name == pp->name_va_opt && m.flags & MACRO_VARIADIC) {
                t.kind = PP_VA_OPT;
                m.flags |= MACRO_HAS_VA_OPT;
                vec_push(&groups, pp->scratch.len);
            } else if (t.name < pp->parameter_of.len && pp->parameter_of.at[t.name]) {
                t.kind = PP_PARAMETER;
                t.unused = (u16)(pp->parameter_of.at[t.name] - 1);
            } else if (t.name == pp->name_va_args) {
                diag_warn(diag(pp), W_REQUIRED, t.loc, "'__VA_ARGS__' can only appear in the expansion of a variadic macro");
            } else {
                u32 used = macro_of(pp, t.name);
                if (used && pp->macro.at[used].builtin == BUILTIN_POISON) {
                    diag_error(diag(pp), t.loc, "attempt to use poisoned '%.*s'", STR_FMT(pp_spelling(pp, &t)));
                    t.flags |= TOKEN_NO_EXPAND;
                }
            }
        } else {
            give_spelling(pp, &t);
        }
        vec_push(&pp->scratch, t);
    }
    skip_to_line_end(pp);
    /* From the last group to the first, so that the places of those before stay good. */
    for (u32 i = groups.len; good && i-- > 0;) good = read_va_opt(pp, groups.at[i]);
    vec_free(&groups);
    if (good) good = mark_operators(pp, &m, start);
    forget_parameters(pp, &m);
    u32 n = pp->scratch.len - start;
    if (good) {
        Token *body = arena_alloc(arena, n * sizeof(Token), _Alignof(Token));
        if (n) memcpy(body, pp->scratch.at + start, n * sizeof(Token));
        m.body = body;
        m.body_len = n;
        bool in_place = true;
        for (u32 i = 0; i < n; i++)
            if (body[i].kind >= TK_COUNT || body[i].flags & (BODY_PASTE_NEXT | BODY_STRINGIFY)) in_place = false;
        if (in_place) m.flags |= MACRO_IN_PLACE;
        if (pp->open.len == 3 && pp->open.at[2].is_pseudo) m.flags |= MACRO_PREDEFINED;
    }
    pp->scratch.len = start;
    if (!good) return;
    u32 old = macro_of(pp, m.name);
    if (old) {
        const Macro *o = &pp->macro.at[old];
        Str text = name_str(&pp->kit->names, m.name);
        if (o->builtin) {
            diag_warn(diag(pp), W_BUILTIN_MACRO_REDEFINED, m.loc, "redefining the built-in macro '%.*s'", STR_FMT(text));
        } else if (!same_macro(pp, o, &m)) {
            if (diag_warn(diag(pp), W_MACRO_REDEFINED, m.loc, "'%.*s' redefined", STR_FMT(text)) && o->loc)
                diag_note(diag(pp), o->loc, "this is the location of the previous definition");
        }
    }
    if (pp->macro.len >= 1u << 24) diag_fatal(diag(pp), m.loc, "more than 16777215 macro definitions");
    vec_push(&pp->macro, m);
    set_macro(pp, m.name, pp->macro.len - 1);
    if (pp->print_defines) print_definition(pp, pp->macro.len - 1, 0);
}

static void do_undef(CPreprocessor *pp)
{
    Token name;
    if (!read_macro_name(pp, &name, "undef", true)) {
        skip_to_line_end(pp);
        return;
    }
    u32 m = macro_of(pp, name.name);
    if (m) {
        if (pp->macro.at[m].builtin) diag_warn(diag(pp), W_BUILTIN_MACRO_REDEFINED, name.loc, "undefining '%.*s'", STR_FMT(pp_spelling(pp, &name)));
        set_macro(pp, name.name, 0);
    }
    if (pp->print_defines) print_definition(pp, 0, name.name);
    check_line_end(pp, "undef");
}

/* ---- conditionals ---- */

static void push_conditional(CPreprocessor *pp, Loc loc, bool taken, bool outer_off)
{
    Conditional c = {loc, taken, false, outer_off};
    vec_push(&pp->conditional, c);
}

static bool is_outermost(const CPreprocessor *pp) { return pp->conditional.len == vec_last(&pp->open).conditionals + 1; }

static void lose_guard(CPreprocessor *pp) { vec_last(&pp->open).guard_state = GUARD_NONE; }

static void pop_conditional(CPreprocessor *pp)
{
    OpenFile *o = &vec_last(&pp->open);
    if (is_outermost(pp) && o->guard_state == GUARD_OPEN) {
        o->guard_state = GUARD_CLOSED;
        o->guard_end = pp->at;
    }
    pp->conditional.len--;
}

/* Whether #else or #elif may stand here; loc is its place. */
static bool check_else(CPreprocessor *pp, Loc loc, const char *directive)
{
    Conditional *c = &vec_last(&pp->conditional);
    if (c->seen_else) {
        diag_error(diag(pp), loc, "#%s after #else", directive);
        diag_note(diag(pp), c->loc, "the conditional began here");
        return false;
    }
    return true;
}

static const char *const else_name[] = {[DIRECTIVE_ELIF] = "elif", [DIRECTIVE_ELIFDEF] = "elifdef", [DIRECTIVE_ELIFNDEF] = "elifndef", [DIRECTIVE_ELSE] = "else"};

static bool read_condition(CPreprocessor *pp, Directive d)
{
    if (d == DIRECTIVE_IF || d == DIRECTIVE_ELIF) return evaluate_condition(pp);
    Token name;
    const char *text = d == DIRECTIVE_IFDEF ? "ifdef" : d == DIRECTIVE_IFNDEF ? "ifndef" : else_name[d];
    if (!read_macro_name(pp, &name, text, false)) {
        skip_to_line_end(pp);
        return false;
    }
    bool defined = is_defined(pp, &name);
    check_line_end(pp, text);
    return defined == (d == DIRECTIVE_IFDEF || d == DIRECTIVE_ELIFDEF);
}

/* Runs over a group that is off, from the end of one directive's line to the end of the line of the directive that turns on what
   follows. Only lines that begin with # are looked at. */
static void skip_group(CPreprocessor *pp)
{
    const char *p = pp->at;
    if (p < pp->end) p++; /* the newline */
    for (;;) {
        if (p >= pp->end) {
            pp->at = pp->end;
            return;
        }
        const char *q = p;
        while (char_class[(u8)*q] & CHAR_BLANK) q++;
        char c = *q;
        if (c != '#') {
            if (c == '/' || c == '\\' || c == '?') {
                q = lex_skip_blank(pp, q, false);
                c = *q;
            }
            u32 n = c == '#' ? 1 : c == '%' && q[1] == ':' ? 2 : c == '?' && pp->trigraphs && memcmp(q, "?\?=", 3) == 0 ? 3 : 0;
            if (n == 0) {
                p = lex_skip_line(pp, q);
                continue;
            }
            q += n - 1;
        }
        pp->at = q + 1;
        pp->in_directive = true;
        pp->quiet = true;
        Token t;
        lex(pp, &t);
        pp->quiet = false;
        Directive d = directive_of(pp, &t);
        Conditional *c_top = &vec_last(&pp->conditional);
        bool on = false;
        switch (d) {
        case DIRECTIVE_IF:
        case DIRECTIVE_IFDEF:
        case DIRECTIVE_IFNDEF: push_conditional(pp, t.loc, true, true); break;
        case DIRECTIVE_ENDIF:
            on = !c_top->outer_off;
            if (on) check_line_end(pp, "endif");
            pop_conditional(pp);
            break;
        case DIRECTIVE_ELSE:
            if (check_else(pp, t.loc, "else")) {
                on = !c_top->outer_off && !c_top->taken;
                c_top->seen_else = true;
                if (on) check_line_end(pp, "else");
            }
            if (is_outermost(pp)) lose_guard(pp);
            if (on) c_top->taken = true;
            break;
        case DIRECTIVE_ELIF:
        case DIRECTIVE_ELIFDEF:
        case DIRECTIVE_ELIFNDEF:
            if (is_outermost(pp)) lose_guard(pp);
            if (check_else(pp, t.loc, else_name[d]) && !c_top->outer_off && !c_top->taken) {
                on = read_condition(pp, d);
                vec_last(&pp->conditional).taken = on;
            }
            break;
        default: break;
        }
        pp->in_directive = false;
        if (on) return;
        p = lex_skip_line(pp, pp->at);
    }
}

/* #ifndef X or #if !defined X as the first thing of a file may be its guard. */
static void look_for_guard(CPreprocessor *pp, Directive d, const char *hash)
{
    OpenFile *o = &vec_last(&pp->open);
    if (o->guard_state == GUARD_CLOSED) o->guard_state = GUARD_NONE;
    if (o->guard_state != GUARD_UNKNOWN) return;
    o->guard_state = GUARD_NONE;
    if ((d != DIRECTIVE_IFNDEF && d != DIRECTIVE_IF) || o->is_pseudo) return;
    bool quiet = pp->quiet;
    const char *at = pp->at;
    pp->quiet = true;
    if (lex_skip_blank(pp, pp->text, true) == hash) {
        Token t;
        lex(pp, &t);
        bool good = true, paren = false;
        if (d == DIRECTIVE_IF) {
            good = t.kind == TK_NOT;
            lex(pp, &t);
            good = good && t.kind == TK_IDENTIFIER && t.name == pp->name_defined;
            lex(pp, &t);
            paren = t.kind == TK_LPAREN;
            if (paren) lex(pp, &t);
        }
        good = good && t.kind == TK_IDENTIFIER;
        Name name = t.name;
        if (paren) {
            lex(pp, &t);
            good = good && t.kind == TK_RPAREN;
        }
        lex(pp, &t);
        if (good && t.kind == TK_EOF) {
            o->guard = name;
            o->guard_state = GUARD_OPEN;
        }
    }
    pp->at = at;
    pp->quiet = quiet;
}

static void do_conditional(CPreprocessor *pp, Directive d, const Token *name)
{
    if (d == DIRECTIVE_IF || d == DIRECTIVE_IFDEF || d == DIRECTIVE_IFNDEF) {
        bool on = read_condition(pp, d);
        push_conditional(pp, name->loc, on, false);
        pp->in_directive = false;
        if (!on) skip_group(pp);
        return;
    }
    bool is_end = d == DIRECTIVE_ENDIF;
    if (pp->conditional.len == vec_last(&pp->open).conditionals) {
        diag_error(diag(pp), name->loc, "#%s without #if", is_end ? "endif" : else_name[d]);
        skip_to_line_end(pp);
        return;
    }
    if (is_end) {
        check_line_end(pp, "endif");
        pop_conditional(pp);
        return;
    }
    if (is_outermost(pp)) lose_guard(pp);
    bool good = check_else(pp, name->loc, else_name[d]);
    if (d == DIRECTIVE_ELSE) {
        if (good) check_line_end(pp, "else");
        vec_last(&pp->conditional).seen_else = true;
    }
    skip_to_line_end(pp);
    pp->in_directive = false;
    skip_group(pp);
}

/* ---- #line and line markers ---- */

/* The bytes of a string literal's spelling with its escapes resolved; enough for file names. */
static Str plain_text(CPreprocessor *pp, Str s)
{
    Buf b = {0};
    for (u32 i = 1; i + 1 < s.len; i++) {
        char c = s.ptr[i];
        if (c != '\\' || i + 2 >= s.len) {
            buf_u8(&b, (u8)c);
            continue;
        }
        c = s.ptr[++i];
        if (c >= '0' && c <= '7') {
            u32 x = 0, n = 0;
            for (; n < 3 && i + 1 < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '7'; n++, i++) x = x * 8 + (u32)(s.ptr[i] - '0');
            i--;
            buf_u8(&b, (u8)x);
        } else {
            buf_u8(&b, c == 'n' ? '\n' : c == 't' ? '\t' : (u8)c);
        }
    }
    Str r = arena_str(&pp->kit->arena, (Str){b.data ? (const char *)b.data : "", (u32)b.len});
    buf_free(&b);
    return r;
}

static void do_line(CPreprocessor *pp, const Token *first, bool is_marker)
{
    Token t = *first;
    Str s = pp_spelling(pp, &t);
    u64 line = 0;
    bool digits = t.kind == TK_NUMBER;
    for (u32 i = 0; digits && i < s.len; i++) {
        digits = s.ptr[i] >= '0' && s.ptr[i] <= '9';
        if (line < 1u << 31) line = line * 10 + (u64)(s.ptr[i] - '0');
    }
    if (!digits) {
        if (t.kind == TK_EOF) diag_error(diag(pp), t.loc, "#line wants a line number");
        else diag_error(diag(pp), t.loc, "\"%.*s\" after #line is not a positive integer", STR_FMT(s));
        skip_to_line_end(pp);
        return;
    }
    if (line >= 1u << 31 || (line == 0 && !is_marker)) diag_warn(diag(pp), W_PEDANTIC, t.loc, "line number out of range");
    if (line >= 1u << 31) line = (1u << 31) - 1;
    Loc at = source_expansion(&pp->kit->sources, t.loc);
    Str path;
    source_line(&pp->kit->sources, at, &path);
    bool is_system = source_place(&pp->kit->sources, at).is_system;
    if (is_marker) lex(pp, &t);
    else expand_next(pp, &t);
    if (t.kind == TK_STRING) {
        path = plain_text(pp, pp_spelling(pp, &t));
        if (is_marker) is_system = false;
        for (;;) {
            if (is_marker) lex(pp, &t);
            else expand_next(pp, &t);
            if (t.kind == TK_EOF) break;
            Str flag = pp_spelling(pp, &t);
            if (!is_marker) diag_warn(diag(pp), W_EXTRA_TOKENS, t.loc, "extra tokens at end of #line directive");
            else if (t.kind != TK_NUMBER || flag.len != 1 || flag.ptr[0] < '1' || flag.ptr[0] > '4')
                diag_error(diag(pp), t.loc, "invalid flag \"%.*s\" in line directive", STR_FMT(flag));
            else if (flag.ptr[0] == '3') is_system = true;
        }
    } else if (t.kind != TK_EOF) {
        diag_error(diag(pp), t.loc, "\"%.*s\" is not a file name", STR_FMT(pp_spelling(pp, &t)));
    }
    while (pp->depth) pop_context(pp);
    skip_to_line_end(pp);
    sources_mark_line(&pp->kit->sources, at, (u32)line, path, is_system);
}

/* ---- all of them ---- */

static bool do_pragma_line(CPreprocessor *pp, const Token *name, Token *out)
{
    u32 start = pp->scratch.len;
    for (;;) {
        Token t;
        lex(pp, &t);
        if (t.kind == TK_EOF) break;
        give_spelling(pp, &t);
        vec_push(&pp->scratch, t);
    }
    bool emit = do_pragma(pp, start, name->loc, out);
    pp->scratch.len = start;
    return emit;
}

bool do_directive(CPreprocessor *pp, Token *t)
{
    Token hash = *t, name;
    const char *hash_at = pp->text + (hash.loc - pp->base);
    bool emit = false;
    pp->in_directive = true;
    lex(pp, &name);
    Directive d = directive_of(pp, &name);
    if (pp->assembler && d == DIRECTIVE_NONE && name.kind != TK_EOF && name.kind != TK_NUMBER) {
        pp->at = pp->text + (name.loc - pp->base); /* a comment of the assembler, or a macro parameter mark */
        pp->extra_flags = name.flags & TOKEN_SPACE_BEFORE;
        pp->in_directive = false;
        return true;
    }
    if (vec_last(&pp->open).guard_state == GUARD_UNKNOWN || vec_last(&pp->open).guard_state == GUARD_CLOSED) look_for_guard(pp, d, hash_at);
    switch (d) {
    case DIRECTIVE_IF:
    case DIRECTIVE_IFDEF:
    case DIRECTIVE_IFNDEF:
    case DIRECTIVE_ELIF:
    case DIRECTIVE_ELIFDEF:
    case DIRECTIVE_ELIFNDEF:
    case DIRECTIVE_ELSE:
    case DIRECTIVE_ENDIF: do_conditional(pp, d, &name); break;
    case DIRECTIVE_DEFINE: do_define(pp); break;
    case DIRECTIVE_UNDEF: do_undef(pp); break;
    case DIRECTIVE_INCLUDE: do_include(pp, &name, false, false, false); break;
    case DIRECTIVE_INCLUDE_NEXT: do_include(pp, &name, true, false, false); break;
    case DIRECTIVE_IMPORT: do_include(pp, &name, false, true, false); break;
    case DIRECTIVE_EMBED: do_embed(pp, &name); break;
    case DIRECTIVE_INCLUDE_MACROS: do_include(pp, &name, false, false, true); break;
    case DIRECTIVE_LINE: {
        Token first;
        expand_next(pp, &first);
        do_line(pp, &first, false);
        break;
    }
    case DIRECTIVE_ERROR: {
        Str text = rest_of_line(pp);
        diag_error(diag(pp), name.loc, "#error %.*s", STR_FMT(text));
        break;
    }
    case DIRECTIVE_WARNING: {
        Str text = rest_of_line(pp);
        diag_warn(diag(pp), W_CPP, name.loc, "#warning %.*s", STR_FMT(text));
        break;
    }
    case DIRECTIVE_PRAGMA: emit = do_pragma_line(pp, &name, t); break;
    case DIRECTIVE_IDENT: {
        Token text;
        lex(pp, &text);
        if (text.kind != TK_STRING) diag_error(diag(pp), name.loc, "#ident wants a string literal");
        else check_line_end(pp, "ident");
        skip_to_line_end(pp);
        break;
    }
    case DIRECTIVE_ASSERT:
        diag_error(diag(pp), name.loc, "#%.*s: assertions are not supported", STR_FMT(pp_spelling(pp, &name)));
        skip_to_line_end(pp);
        break;
    case DIRECTIVE_NONE:
        if (name.kind == TK_NUMBER) {
            do_line(pp, &name, true);
        } else if (name.kind != TK_EOF) {
            Str word = pp_spelling(pp, &name);
            const char *meant = nearest_directive(word);
            if (meant) diag_error(diag(pp), name.loc, "invalid preprocessing directive '#%.*s'; did you mean '#%s'?", STR_FMT(word), meant);
            else diag_error(diag(pp), name.loc, "invalid preprocessing directive '#%.*s'", STR_FMT(word));
            skip_to_line_end(pp);
        }
        break;
    }
    pp->in_directive = false;
    return emit;
}
