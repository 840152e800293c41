/* The preprocessor's heart: the stack of files, the stack of macro expansions above it, and the one way in which tokens leave.
   In: tokens of the lexer, lines of directives. Out: what the parser sees (C11 5.1.1.2, phase 4). */
#include "c/pp_internal.h"

#include <stdlib.h>

/* ---- keywords ---- */

enum { SINCE_C99 = 1, SINCE_C23 = 2, GNU_MODE = 4, GNU_OR_C99 = 8, GNU_OR_C23 = 16 };

/* Spellings of the language proper that are keywords only sometimes, and GNU's second spellings that always are. */
static const struct {
    const char *text;
    u8 kind, when;
} keyword_spelling[] = {
    {"inline", TK_KW_INLINE, GNU_OR_C99}, {"restrict", TK_KW_RESTRICT, SINCE_C99}, {"asm", TK_KW_ASM, GNU_MODE},
    {"typeof", TK_KW_TYPEOF, GNU_OR_C23}, {"bool", TK_KW_BOOL, SINCE_C23}, {"alignas", TK_KW_ALIGNAS, SINCE_C23},
    {"alignof", TK_KW_ALIGNOF, SINCE_C23}, {"static_assert", TK_KW_STATIC_ASSERT, SINCE_C23},
    {"thread_local", TK_KW_THREAD_LOCAL, SINCE_C23}, {"true", TK_KW_TRUE, SINCE_C23}, {"false", TK_KW_FALSE, SINCE_C23},
    {"nullptr", TK_KW_NULLPTR, SINCE_C23}, {"constexpr", TK_KW_CONSTEXPR, SINCE_C23}, {"typeof_unqual", TK_KW_TYPEOF_UNQUAL, SINCE_C23},
    {"__typeof_unqual", TK_KW_TYPEOF_UNQUAL, 0}, {"__typeof_unqual__", TK_KW_TYPEOF_UNQUAL, 0},
    {"__const", TK_KW_CONST, 0}, {"__const__", TK_KW_CONST, 0}, {"__volatile", TK_KW_VOLATILE, 0}, {"__volatile__", TK_KW_VOLATILE, 0},
    {"__inline", TK_KW_INLINE, 0}, {"__inline__", TK_KW_INLINE, 0}, {"__restrict", TK_KW_RESTRICT, 0}, {"__restrict__", TK_KW_RESTRICT, 0},
    {"__signed", TK_KW_SIGNED, 0}, {"__signed__", TK_KW_SIGNED, 0}, {"__asm", TK_KW_ASM, 0}, {"__asm__", TK_KW_ASM, 0},
    {"__typeof", TK_KW_TYPEOF, 0}, {"__typeof__", TK_KW_TYPEOF, 0}, {"__attribute", TK_KW_ATTRIBUTE, 0},
    {"__alignof", TK_KW_ALIGNOF, 0}, {"__alignof__", TK_KW_ALIGNOF, 0}, {"__complex", TK_KW_COMPLEX, 0}, {"__complex__", TK_KW_COMPLEX, 0},
    {"__real", TK_KW_REAL, 0}, {"__imag", TK_KW_IMAG, 0}, {"__thread", TK_KW_THREAD_LOCAL, 0}};

static Name intern(CPreprocessor *pp, const char *z) { return lex_intern(pp, z, (u32)strlen(z)); }

static bool is_keyword_now(const CppOptions *o, u32 when)
{
    switch (when) {
    case SINCE_C99: return o->standard >= C_STD_C99;
    case SINCE_C23: return o->standard >= C_STD_C23;
    case GNU_MODE: return o->gnu;
    case GNU_OR_C99: return o->gnu || o->standard >= C_STD_C99;
    case GNU_OR_C23: return o->gnu || o->standard >= C_STD_C23;
    default: return true;
    }
}

static void set_keyword(CPreprocessor *pp, const char *text, u32 kind)
{
    Name name = intern(pp, text);
    pp->info[name] = kind;
}

static void init_keywords(CPreprocessor *pp)
{
    static const struct {
        const char *text;
        u8 kind;
    } plain[] = {
#define K(id, spelling) {spelling, TK_KW_##id},
        C_KEYWORDS(K)
#undef K
    };
    for (u32 i = 0; i < ARRAY_LEN(plain); i++) set_keyword(pp, plain[i].text, plain[i].kind);
    for (u32 i = 0; i < ARRAY_LEN(keyword_spelling); i++) {
        set_keyword(pp, keyword_spelling[i].text, is_keyword_now(pp->options, keyword_spelling[i].when) ? keyword_spelling[i].kind : 0);
    }
    /* _Float32 and kin are types only to compilers that say they are gcc 7: glibc's headers define them for all others. */
    u32 version[3];
    gnuc_version(pp->options, version);
    static const char *const not_yet[] = {"_Float128", "_Float32", "_Float64", "_Float32x", "_Float64x"};
    for (u32 i = 0; version[0] < 7 && i < ARRAY_LEN(not_yet); i++) set_keyword(pp, not_yet[i], 0);
}

/* ---- small things that all files use ---- */

Loc pp_here(const CPreprocessor *pp, const char *p) { return pp->base + (u32)(p - pp->text); }

/* C gives no bound to what macros may make of a short text; memory does. */
void check_memory(CPreprocessor *pp, Loc loc)
{
    const Sources *s = &pp->kit->sources;
    u64 bytes = (u64)pp->pool.len * sizeof(Token) + (u64)pp->scratch.len * sizeof(Token) + (u64)pp->context.len * sizeof(Context) +
                (u64)s->range.len * sizeof(SourceRange) + (u64)s->expansion_loc.len * sizeof(Loc) + (u64)pp->spelling.len * sizeof(Str) + pp->text_bytes;
    if (bytes > (u64)256 << 20) diag_fatal(&pp->kit->diag, loc, "macro expansion needs more than 512 MiB of memory");
}

void push_context(CPreprocessor *pp, const Token *begin, u32 n, Loc base, u32 macro, bool in_pool)
{
    Context c = {0};
    c.begin = c.at = begin;
    c.end = begin + n;
    c.base = base;
    c.macro = macro;
    c.in_pool = in_pool;
    c.pool_start = in_pool ? (u32)(begin - pp->pool.at) : pp->pool.len;
    vec_push(&pp->context, c);
    pp->depth = pp->context.len;
    pp->is_plain = false;
}

void pop_context(CPreprocessor *pp)
{
    const Context *c = &vec_last(&pp->context);
    if (c->macro) pp->macro.at[c->macro].disabled = false;
    pp->pool.len = c->pool_start;
    pp->context.len--;
    pp->depth = pp->context.len;
}

void push_back(CPreprocessor *pp, const Token *t)
{
    u32 at = pool_extend(pp, 1);
    pp->pool.at[at] = *t;
    push_context(pp, pp->pool.at + at, 1, 0, 0, true);
    vec_last(&pp->context).first_flags = t->flags & (TOKEN_LINE_START | TOKEN_SPACE_BEFORE);
}

u32 pool_extend(CPreprocessor *pp, u32 n)
{
    const Token *old = pp->pool.at;
    u32 at = vec_extend(&pp->pool, n);
    if (KIT_UNLIKELY(old != pp->pool.at)) { /* it moved: so do the contexts that read from it */
        for (u32 i = 0; i < pp->context.len; i++) {
            Context *c = &pp->context.at[i];
            if (!c->in_pool) continue;
            size_t done = (size_t)(c->at - c->begin), size = (size_t)(c->end - c->begin);
            c->begin = pp->pool.at + c->pool_start;
            c->at = c->begin + done;
            c->end = c->begin + size;
        }
    }
    return at;
}

void skip_to_line_end(CPreprocessor *pp)
{
    Token t;
    bool quiet = pp->quiet;
    pp->quiet = true;
    do lex(pp, &t);
    while (t.kind != TK_EOF);
    pp->quiet = quiet;
}

/* ---- the token loop ---- */

/* The next token of the files, with directives obeyed. TK_EOF at the end of a directive's line and of the main file. */
void file_next(CPreprocessor *pp, Token *t)
{
    for (;;) {
        lex(pp, t);
        if (KIT_LIKELY(t->kind != TK_EOF && t->kind != TK_HASH)) {
            if (KIT_UNLIKELY(pp->only_macros) && !pp->in_directive) continue;
            return;
        }
        if (t->kind == TK_HASH) {
            if (!(t->flags & TOKEN_LINE_START) || pp->in_directive) return;
            if (pp->no_file_pop) diag_warn(&pp->kit->diag, W_PEDANTIC, t->loc, "a directive within the arguments of a macro is not portable"); /* 6.10.3p11 */
            if (do_directive(pp, t) && !pp->only_macros) return; /* a pragma for the parser, or a line for the assembler */
            continue;
        }
        if (pp->in_directive || pp->no_file_pop || pp->is_closed) return;
        if (pp->open.len == 1) {
            finish_file(pp);
            pp->is_closed = true;
            return;
        }
        pop_file(pp);
    }
}

void raw_next(CPreprocessor *pp, Token *t)
{
    while (pp->depth) {
        Context *c = &pp->context.at[pp->depth - 1];
        if (c->at < c->end) {
            *t = *c->at;
            if (c->base) t->loc = c->base + (u32)(c->at - c->begin);
            if (c->at == c->begin) t->flags = (u8)((t->flags & ~(TOKEN_LINE_START | TOKEN_SPACE_BEFORE)) | c->first_flags);
            c->at++;
            return;
        }
        if (c->barrier) {
            t->kind = TK_EOF;
            t->flags = 0;
            return;
        }
        pop_context(pp);
    }
    file_next(pp, t);
}

void finish_next(CPreprocessor *pp, Token *out)
{
    expand_token(pp, out);
    out->flags &= TOKEN_PUBLIC_FLAGS;
    if (out->kind == TK_IDENTIFIER) {
        u32 info = pp->info[out->name] & 0xff;
        if (info) out->kind = (u8)info;
    }
    pp->is_plain = pp->depth == 0 && !pp->only_macros;
}

Str pp_spelling(const CPreprocessor *pp, const Token *t)
{
    if (t->kind == TK_EOF) return (Str){"", 0};
    if (t->kind == TK_IDENTIFIER || (t->kind >= TK_KW_AUTO && t->kind < TK_COUNT) || t->kind == PP_PARAMETER) return name_str(&pp->kit->names, t->name);
    if (t->name) return pp->spelling.at[t->name];
    if (t->kind >= TK_LBRACKET && t->kind < TK_COUNT) return str_of(punctuator_text(t->kind));
    if (t->loc - pp->base <= (u32)(pp->end - pp->text)) return (Str){pp->text + (t->loc - pp->base), t->end};
    Sources *s = &pp->kit->sources;
    Loc loc = source_spelling(s, t->loc);
    if (!loc) return (Str){"", 0};
    const SourceRange *r = &s->range.at[source_range(s, loc)];
    return (Str){s->text.at[r->text].text + (loc - r->base), t->end};
}

/* ---- open and close ---- */

CPreprocessor *pp_open(Kit *kit, const CppOptions *options, const char *path)
{
    CPreprocessor *pp = arena_new(&kit->arena, CPreprocessor);
    pp->kit = kit;
    pp->names = &kit->names;
    pp->options = options;
    pp->standard = options->standard;
    pp->trigraphs = options->trigraphs;
    pp->line_comments = options->standard != C_STD_C89 || options->gnu || options->assembler;
    pp->dollars = !options->dollars_off && !options->assembler;
    pp->assembler = options->assembler;
    Str none = {"", 0};
    Macro no_macro = {0};
    vec_push(&pp->spelling, none);
    vec_push(&pp->macro, no_macro);
    if (!options->assembler) init_keywords(pp);
    else intern(pp, "if");
    init_directives(pp);
    init_include(pp);
    Str main_path = str_of(path);
    int error = 0;
    u32 file = load_file(pp, main_path, &error);
    if (file == MAP_NONE) {
        diag_error(&kit->diag, 0, "cannot read '%s': %s", path, strerror(error));
        return NULL;
    }
    init_builtins(pp);
    if (!push_file(pp, file, MAP_NONE, 0, false)) return NULL;
    /* What stands before the main file is read as two texts of its own, so that all its macros have a place. */
    Buf *b = &pp->text_buffer;
    b->len = 0;
    for (u32 i = 0; i < options->macro.len; i++) {
        const CommandLineMacro *m = &options->macro.at[i];
        u32 n = 0;
        while (n < m->text.len && m->text.ptr[n] != '=') n++;
        buf_puts(b, m->undefine ? "#undef " : "#define ");
        for (u32 k = 0; k < m->text.len; k++) {
            char c = m->text.ptr[k];
            /* The first = parts name and value; a newline would end the directive and begin another. */
            buf_u8(b, k == n && !m->undefine ? ' ' : c == '\n' || c == '\r' ? ' ' : (u8)c);
        }
        if (n == m->text.len && !m->undefine) buf_puts(b, " 1");
        buf_u8(b, '\n');
    }
    for (u32 i = 0; i < options->imacros.len; i++) buf_printf(b, "#__include_macros \"%.*s\"\n", STR_FMT(options->imacros.at[i]));
    for (u32 i = 0; i < options->include.len; i++) buf_printf(b, "#include \"%.*s\"\n", STR_FMT(options->include.at[i]));
    push_text(pp, STR("<command-line>"), (Str){(const char *)b->data, (u32)b->len});
    b->len = 0;
    if (!options->no_builtin_macros) predefine(pp, b);
    push_text(pp, STR("<built-in>"), (Str){(const char *)b->data, (u32)b->len});
    return pp;
}

void pp_close(CPreprocessor *pp)
{
    free(pp->info);
    vec_free(&pp->spelling);
    vec_free(&pp->context);
    vec_free(&pp->pool);
    vec_free(&pp->scratch);
    vec_free(&pp->argument);
    vec_free(&pp->macro);
    vec_free(&pp->parameter_of);
    vec_free(&pp->open);
    vec_free(&pp->file);
    strmap_free(&pp->file_by_path);
    intmap_free(&pp->file_by_size);
    vec_free(&pp->chain);
    vec_free(&pp->dependency);
    vec_free(&pp->conditional);
    free(pp->directive);
    vec_free(&pp->pushed);
    intmap_free(&pp->pushed_by_name);
    buf_free(&pp->text_buffer);
    buf_free(&pp->lex_buffer);
    vec_free(&pp->comment);
}
