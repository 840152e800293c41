/* -E: the preprocessed text, such that reading it again gives the same tokens in the same places.
   In: tokens as the parser would get them. Out: text with line markers as gcc writes them. -dM and -dD write definitions. */
#include "c/pp_internal.h"

/* Whether a and b would become another token, or a comment, when written without a space. */
static bool would_paste(const CPreprocessor *pp, const Token *a, const Token *b)
{
    Str x = pp_spelling(pp, a), y = pp_spelling(pp, b);
    if (x.len == 0 || y.len == 0) return false;
    u8 last = (u8)x.ptr[x.len - 1], first = (u8)y.ptr[0];
    bool word_first = char_class[first] & CHAR_WORD || first >= 0x80 || first == '$' || first == '\\';
    bool name_first = a->kind == TK_IDENTIFIER || (a->kind >= TK_KW_AUTO && a->kind < TK_COUNT);
    if (a->kind == TK_NUMBER) return word_first || first == '.' || first == '\'' || ((first == '+' || first == '-') && (last | 0x20) >= 'a' && (last | 0x20) <= 'z');
    if (name_first) return word_first || ((first == '"' || first == '\'') && x.len <= 2);
    if (a->kind == TK_OTHER) return last == '\\' || last == '$';
    if (a->kind == TK_STRING || a->kind == TK_CHARACTER) return false;
    switch (last) {
    case '+':
    case '&':
    case '|':
    case '=': return first == last || first == '=';
    case '-': return first == '-' || first == '=' || first == '>';
    case '<': return first == '<' || first == '=' || first == ':' || first == '%';
    case '>': return first == '>' || first == '=';
    case '%': return first == ':' || first == '>' || first == '=' || first == '%';
    case ':': return first == '>' || first == ':' || first == '%';
    case '*':
    case '^':
    case '!': return first == '=';
    case '/': return first == '/' || first == '*' || first == '=';
    case '.': return first == '.' || (first >= '0' && first <= '9');
    case '#': return first == '#';
    default: return false;
    }
}

static void write_path(Buf *b, Str path)
{
    for (u32 i = 0; i < path.len; i++) {
        u8 c = (u8)path.ptr[i];
        if (c == '"' || c == '\\') buf_u8(b, '\\');
        if (c < ' ' || c == 127) buf_printf(b, "\\%03o", c);
        else buf_u8(b, c);
    }
}

static void end_line(CPreprocessor *pp)
{
    if (pp->print_at_line_start) return;
    buf_u8(pp->print_to, '\n');
    pp->print_at_line_start = true;
    pp->print_line++;
}

static void write_marker(CPreprocessor *pp, u32 line, Str path, u32 flag, bool is_system)
{
    end_line(pp);
    pp->print_line = line;
    pp->print_path = path;
    if (!pp->print_markers) return;
    Buf *b = pp->print_to;
    buf_printf(b, "# %u \"", (unsigned)line);
    write_path(b, path);
    buf_u8(b, '"');
    if (flag) buf_printf(b, " %u", (unsigned)flag);
    if (is_system) buf_puts(b, " 3");
    buf_u8(b, '\n');
}

void print_file_change(CPreprocessor *pp, u32 flag)
{
    const OpenFile *o = &vec_last(&pp->open);
    if (o->is_pseudo) return;
    Str path;
    Loc loc = pp_here(pp, pp->at);
    u32 line = source_line(&pp->kit->sources, loc, &path);
    write_marker(pp, flag == 2 ? line + 1 : line, path, flag, o->is_system);
}

static void write_body(CPreprocessor *pp, Buf *b, const Macro *m)
{
    u32 group_end = 0;
    for (u32 i = 0; i < m->body_len; i++) {
        const Token *t = &m->body[i];
        if (t->flags & TOKEN_SPACE_BEFORE) buf_u8(b, ' ');
        if (t->flags & BODY_STRINGIFY) buf_u8(b, '#');
        if (t->kind == PP_VA_OPT) {
            buf_puts(b, "__VA_OPT__(");
            group_end = i + t->name + 1;
            if (t->name == 0) buf_u8(b, ')');
        } else {
            buf_str(b, pp_spelling(pp, t));
        }
        if (i + 1 == group_end && t->kind != PP_VA_OPT) buf_u8(b, ')');
        if (t->flags & BODY_PASTE_NEXT && t->kind != PP_VA_OPT) buf_puts(b, " ##");
        else if (i + 1 < m->body_len && !(m->body[i + 1].flags & TOKEN_SPACE_BEFORE) && t->kind < TK_COUNT && m->body[i + 1].kind < TK_COUNT &&
                 would_paste(pp, t, &m->body[i + 1]))
            buf_u8(b, ' ');
    }
}

static void write_definition(CPreprocessor *pp, Buf *b, const Macro *m)
{
    buf_puts(b, "#define ");
    buf_str(b, name_str(&pp->kit->names, m->name));
    if (m->flags & MACRO_FUNCTION) {
        buf_u8(b, '(');
        for (u32 i = 0; i < m->parameter_count; i++) {
            if (i) buf_u8(b, ',');
            if (i + 1 == m->parameter_count && m->flags & MACRO_VARIADIC) {
                if (m->flags & MACRO_GNU_VARIADIC) buf_str(b, name_str(&pp->kit->names, m->parameter[i]));
                buf_puts(b, "...");
            } else {
                buf_str(b, name_str(&pp->kit->names, m->parameter[i]));
            }
        }
        buf_u8(b, ')');
    }
    buf_u8(b, ' ');
    write_body(pp, b, m);
    buf_u8(b, '\n');
}

void print_definition(CPreprocessor *pp, u32 macro, Name undefined)
{
    end_line(pp);
    if (macro) {
        write_definition(pp, pp->print_to, &pp->macro.at[macro]);
    } else {
        buf_puts(pp->print_to, "#undef ");
        buf_str(pp->print_to, name_str(&pp->kit->names, undefined));
        buf_u8(pp->print_to, '\n');
    }
    pp->print_line++;
}

/* Brings the output to the line where the source is. */
static void go_to_line(CPreprocessor *pp, u32 line, Str path, bool is_system)
{
    end_line(pp);
    if (line == pp->print_line && str_eq(path, pp->print_path)) return;
    if (str_eq(path, pp->print_path) && line > pp->print_line && line - pp->print_line <= 8) {
        buf_fill(pp->print_to, '\n', line - pp->print_line);
        pp->print_line = line;
        return;
    }
    if (pp->print_markers) {
        write_marker(pp, line, path, 0, is_system);
    } else {
        if (line > pp->print_line + 8 || !str_eq(path, pp->print_path)) buf_u8(pp->print_to, '\n');
        pp->print_line = line;
        pp->print_path = path;
    }
}

static void write_comments(CPreprocessor *pp)
{
    Sources *s = &pp->kit->sources;
    for (u32 i = 0; i + 1 < pp->comment.len; i += 2) {
        Loc begin = pp->comment.at[i], end = pp->comment.at[i + 1];
        const SourceRange *r = &s->range.at[source_range(s, begin)];
        const char *text = s->text.at[r->text].text + (begin - r->base);
        u32 n = end - begin;
        if (!pp->print_at_line_start) buf_u8(pp->print_to, ' ');
        buf_bytes(pp->print_to, text, n);
        for (u32 k = 0; k < n; k++) pp->print_line += text[k] == '\n';
        pp->print_at_line_start = false;
        if (n > 1 && text[1] == '/') end_line(pp);
    }
    vec_clear(&pp->comment);
}

static void print_macros(CPreprocessor *pp, Buf *out)
{
    Token t;
    do pp_next(pp, &t);
    while (t.kind != TK_EOF);
    /* In the order of definition, each as it is at the end. */
    for (u32 i = 1; i < pp->macro.len; i++) {
        const Macro *m = &pp->macro.at[i];
        if (!m->builtin && macro_of(pp, m->name) == i) write_definition(pp, out, m);
    }
}

void pp_print(CPreprocessor *pp, const PrintOptions *options, Buf *out)
{
    pp->printing = true;
    if (options->only_defines) {
        print_macros(pp, out);
        return;
    }
    pp->print_to = out;
    pp->print_markers = !options->no_line_markers;
    pp->print_defines = options->keep_defines;
    pp->keep_comments = options->keep_comments;
    pp->print_at_line_start = true;
    pp->print_line = 1;
    Str path;
    u32 first = source_line(&pp->kit->sources, pp->open.at[0].base, &path);
    write_marker(pp, first, path, 0, false);
    Token t, before = {0};
    for (;;) {
        pp_next(pp, &t);
        if (pp->comment.len) write_comments(pp);
        if (t.kind == TK_EOF) break;
        bool fresh_line = pp->print_at_line_start;
        /* Every token of C comes out in its own line, so that __LINE__ and messages stay right; assembly keeps its lines whole. */
        if (t.flags & TOKEN_LINE_START || t.kind == TK_PRAGMA || fresh_line || (pp->print_markers && !pp->assembler)) {
            u32 line = source_line(&pp->kit->sources, t.loc, &path);
            if (t.kind == TK_PRAGMA || fresh_line || line != pp->print_line || !str_eq(path, pp->print_path)) {
                bool is_system = pp->print_markers && source_place(&pp->kit->sources, t.loc).is_system;
                go_to_line(pp, line, path, is_system);
                fresh_line = true;
            }
        }
        if (t.kind == TK_PRAGMA) {
            buf_puts(out, "#pragma ");
            buf_str(out, pp_spelling(pp, &t));
            pp->print_at_line_start = false;
            end_line(pp);
            before = t;
            continue;
        }
        if (fresh_line) {
            Place p = source_place(&pp->kit->sources, t.loc);
            buf_fill(out, ' ', p.column > 1 && p.column < 200 && t.flags & TOKEN_LINE_START ? p.column - 1 : 0);
            /* A # here is no directive: the macro that made it, or a line for the assembler, must not become one. */
            if (t.kind == TK_HASH && !pp->assembler) buf_u8(out, ' ');
        } else if (t.flags & (TOKEN_SPACE_BEFORE | TOKEN_LINE_START) || (!pp->assembler && would_paste(pp, &before, &t))) {
            buf_u8(out, ' ');
        }
        buf_str(out, pp_spelling(pp, &t));
        pp->print_at_line_start = false;
        before = t;
    }
    end_line(pp);
    pp->print_to = NULL;
}
