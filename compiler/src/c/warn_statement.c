/* Warnings about how statements are laid out: -Wmisleading-indentation (GCC manual, "Warning Options").
   In: where a guard (if, else, while, for), its body without braces, and the statement after it begin. Out: a message and a note. */
#include "c/parser.h"

static bool is_blank(char c) { return c == ' ' || c == '\t'; }

/* Bytes of white space that a line begins with. */
static u32 indentation(const Place *p)
{
    u32 n = 0;
    while (n < p->line_text.len && is_blank(p->line_text.ptr[n])) n++;
    return n;
}

static bool first_on_line(const Place *p) { return indentation(p) == p->column - 1; }

static bool from_macro(Parser *p, Loc loc) { return source_expansion(p->diag->sources, loc) != loc; }

/* A statement that another could be taken to guard begins at the current token. */
static bool statement_follows(const Parser *p)
{
    switch (p->tok.kind) {
    case TK_RBRACE: case TK_EOF: case TK_KW_ELSE: case TK_SEMICOLON: case TK_KW_CASE: case TK_KW_DEFAULT: case TK_PRAGMA: return false;
    default: return true;
    }
}

/* Whether a directive stands between two lines: what one configuration leaves out may be what the indentation is for. */
static bool directive_between(const Place *a, const Place *b)
{
    if (b->line_text.ptr <= a->line_text.ptr) return false;
    const char *end = b->line_text.ptr;
    for (const char *s = a->line_text.ptr; s < end; s++) {
        s = memchr(s, '\n', (size_t)(end - s));
        if (!s) return false;
        while (s + 1 < end && is_blank(s[1])) s++;
        if (s + 1 < end && s[1] == '#') return true;
    }
    return false;
}

void warn_indentation(Parser *p, const char *what, Loc guard, Loc body)
{
    Loc next = p->tok.loc;
    if (!statement_follows(p) || !diag_enabled(p->diag, W_MISLEADING_INDENTATION, guard)) return;
    if (from_macro(p, guard) || from_macro(p, body) || from_macro(p, next)) return;
    if (p->tok.kind == TK_IDENTIFIER && parser_peek(p, 0)->kind == TK_COLON) return;
    Sources *s = p->diag->sources;
    Place g = source_place(s, guard), b = source_place(s, body), n = source_place(s, next);
    if (!str_eq(g.path, b.path) || !str_eq(b.path, n.path)) return;
    bool misleading;
    if (b.line == n.line) {
        misleading = g.line < b.line || first_on_line(&g); /* if (x) a(); b(); */
    } else {
        u32 column = indentation(&b);
        misleading = g.line < b.line && b.line < n.line && !directive_between(&g, &n) && first_on_line(&b) && first_on_line(&n) && column == indentation(&n) &&
                     memcmp(b.line_text.ptr, n.line_text.ptr, column) == 0 && indentation(&g) < column && memcmp(g.line_text.ptr, b.line_text.ptr, indentation(&g)) == 0;
    }
    if (!misleading || !diag_warn(p->diag, W_MISLEADING_INDENTATION, guard, "this '%s' clause does not guard...", what)) return;
    diag_note(p->diag, next, "...this statement, but the latter is misleadingly indented as if it were guarded by the '%s'", what);
}
