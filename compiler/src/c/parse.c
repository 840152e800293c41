/* The parser's ground: tokens with a little lookahead, scopes by an undo log on interned names, recovery after errors,
   the #pragmas that concern declarations, and the walk over file scope.
   In: tokens of the preprocessor. Out: calls of the lowering for each function and object. */
#include "c/parser.h"

static void handle_pragma(Parser *p, const Token *t);

/* ---- tokens ---- */

static KIT_SLOW_WAY void obey_pragmas(Parser *p, Token *out)
{
    do {
        handle_pragma(p, out);
        pp_next(p->pp, out);
    } while (out->kind == TK_PRAGMA);
}

static inline void read_token(Parser *p, Token *out)
{
    pp_next(p->pp, out);
    if (KIT_UNLIKELY(out->kind == TK_PRAGMA)) obey_pragmas(p, out);
}

void parser_next(Parser *p)
{
    p->prev_loc = p->tok.loc;
    p->prev_end = token_end(&p->tok);
    if (p->ahead_count) {
        p->tok = p->ahead[p->ahead_first];
        p->ahead_first = (p->ahead_first + 1) & 3;
        p->ahead_count--;
        return;
    }
    read_token(p, &p->tok);
}

const Token *parser_peek_new(Parser *p, u32 n)
{
    KIT_DEBUG_ASSERT(n < 4);
    while (p->ahead_count <= n) {
        read_token(p, &p->ahead[(p->ahead_first + p->ahead_count) & 3]);
        p->ahead_count++;
    }
    return &p->ahead[(p->ahead_first + n) & 3];
}

const char *token_kind_text(u32 kind)
{
    static const char *const text[TK_COUNT] = {
        "end of input", "identifier", "number", "character constant", "string literal", "stray character", "#pragma",
#define P(id, spelling) "'" spelling "'",
        C_PUNCTUATORS(P)
#undef P
#define K(id, spelling) "'" spelling "'",
        C_KEYWORDS(K)
#undef K
    };
    return kind < TK_COUNT ? text[kind] : "token";
}

Str token_text(Parser *p)
{
    switch (p->tok.kind) {
    case TK_EOF: return STR("end of input");
    case TK_STRING: return STR("string literal");
    default: {
        Str s = p->tok.kind == TK_IDENTIFIER ? name_text(p, p->tok.name) : pp_spelling(p->pp, &p->tok);
        if (s.len > 60) s.len = 60;
        return arena_printf(&p->c->arena, "'%.*s'", STR_FMT(s));
    }
    }
}

bool expect_failed(Parser *p, TokenKind kind, const char *context)
{
    if (p->tok.loc == p->broken) return false;
    /* What is missing at the end of a line is reported there, not on the next line. */
    bool at_end = (p->tok.flags & TOKEN_LINE_START) || at(p, TK_EOF);
    Loc loc = at_end && p->prev_loc ? p->prev_end : p->tok.loc;
    Str found = token_text(p);
    diag_error(p->diag, loc, "expected %s%s%s before %.*s", token_kind_text(kind), *context ? " " : "", context, STR_FMT(found));
    return false;
}

bool expect_close_failed(Parser *p, TokenKind kind, Loc open, const char *context)
{
    expect_failed(p, kind, context);
    if (open && source_line(p->diag->sources, open, NULL) != source_line(p->diag->sources, p->tok.loc, NULL))
        diag_note(p->diag, open, "to match this %s", kind == TK_RPAREN ? "'('" : kind == TK_RBRACE ? "'{'" : "'['");
    return false;
}

/* Over the tokens of a group that is open, and its end. */
void skip_balanced(Parser *p, TokenKind close)
{
    u32 level = 0;
    while (!at(p, TK_EOF)) {
        u32 k = p->tok.kind;
        if (level == 0 && k == close) {
            parser_next(p);
            return;
        }
        if (k == TK_LPAREN || k == TK_LBRACKET || k == TK_LBRACE) level++;
        else if (k == TK_RPAREN || k == TK_RBRACKET || k == TK_RBRACE) {
            if (level == 0) return;
            level--;
        }
        parser_next(p);
    }
}

/* To the end of what is broken: past the next ';' of this level, or before a brace that closes it. */
void skip_to_recover(Parser *p, bool stop_at_comma)
{
    u32 level = 0;
    while (!at(p, TK_EOF)) {
        u32 k = p->tok.kind;
        if (level == 0) {
            if (k == TK_SEMICOLON) {
                parser_next(p);
                return;
            }
            if (k == TK_RBRACE || (stop_at_comma && k == TK_COMMA)) return;
        }
        if (k == TK_LBRACE) level++;
        else if (k == TK_RBRACE) {
            level--;
            parser_next(p);
            if (level == 0) return;
            continue;
        }
        parser_next(p);
    }
}

void too_deep(Parser *p) { diag_fatal(p->diag, p->tok.loc, "nested too deeply (more than %d levels)", MAX_DEPTH); }

/* ---- names and scopes ---- */

void names_grow(Parser *p, Name name)
{
    u32 want = p->info_len ? p->info_len : 2048;
    while (want <= name) want *= 2;
    NameInfo *info = arena_alloc(&p->c->arena, want * sizeof *info, _Alignof(NameInfo));
    if (p->info_len) memcpy(info, p->info, p->info_len * sizeof *info);
    memset(info + p->info_len, 0, (want - p->info_len) * sizeof *info);
    p->info = info;
    p->info_len = want;
}

Name intern(Parser *p, const char *text) { return names_intern(&p->kit->names, str_of(text)); }

void scope_push(Parser *p)
{
    vec_push(&p->scope_start, p->undo.len);
    p->scope++;
}

void scope_pop(Parser *p)
{
    u32 start = vec_pop(&p->scope_start);
    if (p->in_function || p->scope == 1) warn_unused_in_scope(p, start);
    while (p->undo.len > start) {
        ScopeUndo u = vec_pop(&p->undo);
        NameInfo *n = &p->info[u.name];
        if (u.kind == UNDO_DECL) {
            n->decl = u.previous;
            n->decl_scope = u.previous_scope;
        } else if (u.kind == UNDO_TAG) {
            n->tag = u.previous;
            n->tag_scope = u.previous_scope;
        } else if (u.kind == UNDO_TYPE) {
            DECL(u.previous_scope)->type = u.previous;
        } else {
            n->label = u.previous;
        }
    }
    p->scope--;
}

void bind_decl(Parser *p, Name name, DeclId decl)
{
    NameInfo *n = name_info(p, name);
    ScopeUndo u = {name, UNDO_DECL, n->decl, n->decl_scope, 0};
    vec_push(&p->undo, u);
    n->decl = decl;
    n->decl_scope = p->scope;
}

void bind_tag(Parser *p, Name name, QType tag)
{
    NameInfo *n = name_info(p, name);
    ScopeUndo u = {name, UNDO_TAG, n->tag, n->tag_scope, 0};
    vec_push(&p->undo, u);
    n->tag = tag;
    n->tag_scope = p->scope;
}

bool refuse(Parser *p, Loc loc, const char *what)
{
    diag_error(p->diag, loc, "%s are not supported yet", what);
    return false;
}

const char *type_str(Parser *p, QType q) { return type_text(p->t, &p->c->arena, q).ptr; }

bool can_lower(Parser *p) { return p->diag->errors == 0 && !p->options->syntax_only; }

/* ---- #pragma ---- */

typedef struct PragmaText {
    Str rest;
} PragmaText;

static Str pragma_word(PragmaText *t)
{
    const char *s = t->rest.ptr, *end = s + t->rest.len;
    while (s < end && (*s == ' ' || *s == '\t')) s++;
    const char *start = s;
    while (s < end && ((*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z') || *s == '_' || (*s >= '0' && *s <= '9') || *s == '$')) s++;
    if (s == start && s < end) s++;
    t->rest = (Str){s, (u32)(end - s)};
    return (Str){start, (u32)(s - start)};
}

static bool valid_pack(u64 n) { return n == 0 || n == 1 || n == 2 || n == 4 || n == 8 || n == 16; }

/* pack(), pack(n), pack(push[, name][, n]), pack(pop[, name]) */
static void pragma_pack(Parser *p, PragmaText *t, Loc loc)
{
    if (!str_is(pragma_word(t), "(")) {
        diag_warn(p->diag, W_UNKNOWN_PRAGMAS, loc, "missing '(' after '#pragma pack': ignored");
        return;
    }
    Str w = pragma_word(t);
    bool push = str_is(w, "push"), pop = str_is(w, "pop");
    Name name = 0;
    bool has_value = false;
    u64 value = 0;
    if (push || pop) {
        w = pragma_word(t);
        while (str_is(w, ",")) {
            w = pragma_word(t);
            if (simple_number(w, &value)) has_value = true;
            else name = names_intern(&p->kit->names, w);
            w = pragma_word(t);
        }
    } else if (simple_number(w, &value)) {
        has_value = true;
        w = pragma_word(t);
    } else if (str_is(w, ")")) {
        has_value = true;
    }
    if (!str_is(w, ")") || (has_value && !valid_pack(value))) {
        diag_warn(p->diag, W_UNKNOWN_PRAGMAS, loc, "malformed '#pragma pack': ignored");
        return;
    }
    if (push) {
        vec_push(&p->pack_stack, (u8)p->pack);
        vec_push(&p->pack_name, name);
    }
    if (pop) {
        u32 to = p->pack_stack.len;
        if (name)
            while (to && p->pack_name.at[to - 1] != name) to--;
        if (!to) {
            diag_warn(p->diag, W_ALWAYS, loc, "'#pragma pack(pop)' without a matching '#pragma pack(push)'");
            return;
        }
        p->pack = p->pack_stack.at[to - 1];
        p->pack_stack.len = p->pack_name.len = to - 1;
    }
    if (has_value) p->pack = (u32)value;
}

static void pragma_visibility(Parser *p, PragmaText *t, Loc loc)
{
    Str w = pragma_word(t);
    if (str_is(w, "pop")) {
        if (p->visibility_stack.len) p->visibility = vec_pop(&p->visibility_stack);
        else diag_warn(p->diag, W_ALWAYS, loc, "'#pragma GCC visibility pop' without a matching push");
        return;
    }
    static const char *const names[4] = {"default", "internal", "hidden", "protected"};
    if (str_is(w, "push") && str_is(pragma_word(t), "(")) {
        w = pragma_word(t);
        for (u32 i = 0; i < 4; i++)
            if (str_is(w, names[i])) {
                vec_push(&p->visibility_stack, p->visibility);
                p->visibility = (u8)(i + 1);
                return;
            }
    }
    diag_warn(p->diag, W_UNKNOWN_PRAGMAS, loc, "malformed '#pragma GCC visibility': ignored");
}

/* weak NAME, and weak NAME = TARGET. */
static void pragma_weak(Parser *p, PragmaText *t)
{
    Str w = pragma_word(t);
    if (!w.len) return;
    Name name = names_intern(&p->kit->names, w), target = 0;
    if (str_is(pragma_word(t), "=")) target = names_intern(&p->kit->names, pragma_word(t));
    vec_push(&p->weak_pragma, name);
    vec_push(&p->weak_pragma, target);
    DeclId d = name_info(p, name)->linked;
    if (d && !target) DECL(d)->flags |= DECL_ATTR_WEAK;
}

static void handle_pragma(Parser *p, const Token *t)
{
    PragmaText text = {pp_spelling(p->pp, t)};
    Str w = pragma_word(&text);
    if (str_is(w, "pack")) {
        pragma_pack(p, &text, t->loc);
    } else if (str_is(w, "weak")) {
        pragma_weak(p, &text);
    } else if (str_is(w, "GCC") || str_is(w, "clang")) {
        w = pragma_word(&text);
        if (str_is(w, "visibility")) pragma_visibility(p, &text, t->loc);
        else if (str_is(w, "optimize") || str_is(w, "push_options") || str_is(w, "pop_options") || str_is(w, "target") ||
                 str_is(w, "ivdep") || str_is(w, "unroll") || str_is(w, "system_header") || str_is(w, "diagnostic")) return;
        else diag_warn(p->diag, W_UNKNOWN_PRAGMAS, t->loc, "unknown '#pragma GCC %.*s': ignored", STR_FMT(w));
    } else if (str_is(w, "STDC")) {
        w = pragma_word(&text);
        if (str_is(w, "FENV_ACCESS") && str_is(pragma_word(&text), "ON"))
            diag_warn(p->diag, W_UNKNOWN_PRAGMAS, t->loc, "'#pragma STDC FENV_ACCESS ON' has no effect");
    } else if (str_is(w, "redefine_extname")) {
        Str from = pragma_word(&text), to = pragma_word(&text);
        if (!from.len || !to.len) diag_warn(p->diag, W_UNKNOWN_PRAGMAS, t->loc, "malformed '#pragma redefine_extname': ignored");
        else {
            vec_push(&p->renamed, names_intern(&p->kit->names, from));
            vec_push(&p->renamed, names_intern(&p->kit->names, to));
        }
    } else if (w.len && !str_is(w, "omp")) {
        diag_warn(p->diag, W_UNKNOWN_PRAGMAS, t->loc, "unknown '#pragma %.*s': ignored", STR_FMT(w));
    }
}

/* ---- the translation unit ---- */

/* Nodes live for one function or file-scope declaration. */
static void empty_arrays(CUnit *c)
{
    c->node.len = 1;
    c->extra.len = 1;
    c->init.len = 1;
    c->init_item.len = 0;
    c->label.len = 1;
    c->switch_case.len = 0;
    c->cleanup.len = 1;
    for (u32 i = 0; i < c->asm_statement.len; i++) {
        AsmStatement *a = &c->asm_statement.at[i];
        vec_free(&a->operand);
        vec_free(&a->clobber);
        vec_free(&a->label);
        vec_free(&a->label_name);
    }
    c->asm_statement.len = 0;
    c->nested.len = 0;
}

void parse_translation_unit(Parser *p)
{
    CUnit *c = p->c;
    Node no_node = {0};
    Init no_init = {0};
    Label no_label = {0};
    Cleanup no_cleanup = {0, 0, 0};
    vec_push(&c->node, no_node);
    vec_push(&c->extra, 0);
    vec_push(&c->init, no_init);
    vec_push(&c->label, no_label);
    vec_push(&c->cleanup, no_cleanup);
    if (at(p, TK_EOF) && !p->diag->errors) pedantic(p, p->tok.loc, "an empty translation unit");
    while (!at(p, TK_EOF)) {
        p->depth = 0;
        p->dead = false;
        Loc before = p->tok.loc;
        u32 kind = p->tok.kind;
        DeclId first = c->decl.len;
        parse_external_declaration(p);
        empty_arrays(c);
        if (p->diag->errors == 0) forget_decls(p, first);
        p->param.len = p->part.len = p->work.len = p->vm_effect.len = p->param_effect.len = 0;
        /* Progress even when nothing could be made of a token. */
        if (p->tok.loc == before && p->tok.kind == kind && !at(p, TK_EOF)) parser_next(p);
    }
}
