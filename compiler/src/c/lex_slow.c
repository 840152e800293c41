/* The lexer's slow road: line splices and trigraphs inside tokens (C11 5.1.1.2, phases 1 and 2), identifiers with letters
   outside ASCII (6.4.2.1, 6.4.3, annex D). In: the place where the fast road met something odd. Out: the same tokens. */
#include "c/pp_internal.h"

/* What ??x stands for (5.2.1.1), or 0. */
static char trigraph(const char *p)
{
    if (p[0] != '?' || p[1] != '?') return 0;
    switch (p[2]) {
    case '=': return '#';
    case '(': return '[';
    case '/': return '\\';
    case ')': return ']';
    case '\'': return '^';
    case '<': return '{';
    case '!': return '|';
    case '>': return '}';
    case '-': return '~';
    default: return 0;
    }
}

u32 splice_length(const CPreprocessor *pp, const char *p)
{
    const char *q;
    if (*p == '\\') q = p + 1;
    else if (pp->trigraphs && p[0] == '?' && p[1] == '?' && p[2] == '/') q = p + 3;
    else return 0;
    while (char_class[(u8)*q] & CHAR_BLANK) q++;
    return *q == '\n' ? (u32)(q + 1 - p) : 0;
}

bool is_disguised(const CPreprocessor *pp, const char *p)
{
    return splice_length(pp, p) || (pp->trigraphs && trigraph(p));
}

/* Appends up to `limit` logical characters of a line that starts at p; returns behind the last one. */
static const char *clean(const CPreprocessor *pp, const char *p, Buf *b, u32 limit, bool *complete)
{
    *complete = false;
    while (b->len < limit) {
        u32 n = splice_length(pp, p);
        if (n) {
            p += n;
            continue;
        }
        if (p >= pp->end || *p == '\n') {
            *complete = true;
            break;
        }
        char c = pp->trigraphs ? trigraph(p) : 0;
        buf_u8(b, (u8)(c ? c : *p));
        p += c ? 3 : 1;
    }
    return p;
}

bool lex_spliced(CPreprocessor *pp, const char *p, u32 flags, Token *t, const char **next)
{
    Buf b = {0};
    bool complete;
    u32 n;
    /* Most tokens are short, and a line may be as long as the file: clean little first, and double. */
    for (u32 limit = 64;; limit *= 2) {
        b.len = 0;
        clean(pp, p, &b, limit, &complete);
        if (b.len >= 2 && b.data[0] == '/' && (b.data[1] == '*' || (b.data[1] == '/' && pp->line_comments))) {
            bool is_block = b.data[1] == '*', ignored;
            b.len = 0;
            const char *body = clean(pp, p, &b, 2, &ignored);
            buf_free(&b);
            /* lex_skip_blank knows comments by their first two bytes, which are apart here. */
            const char *q = body;
            if (is_block) {
                for (;; q++) {
                    while (splice_length(pp, q)) q += splice_length(pp, q);
                    if (q >= pp->end) {
                        diag_error(&pp->kit->diag, pp_here(pp, p), "unterminated comment");
                        break;
                    }
                    if (*q != '*') continue;
                    const char *slash = q + 1;
                    while (splice_length(pp, slash)) slash += splice_length(pp, slash);
                    if (*slash == '/') {
                        q = slash + 1;
                        break;
                    }
                }
            } else {
                while (q < pp->end && *q != '\n') {
                    u32 splice = splice_length(pp, q);
                    q += splice ? splice : 1;
                }
            }
            *next = q < pp->end ? q : pp->end;
            return false;
        }
        n = lex_text(pp, (Str){(const char *)b.data, (u32)b.len}, t);
        if (n < b.len || complete) break;
    }
    Buf again = {0};
    bool ignored;
    const char *end = clean(pp, p, &again, n, &ignored);
    buf_free(&again);
    t->loc = pp_here(pp, p);
    t->end = n;
    Str text = {(const char *)b.data, n};
    if (t->kind == TK_OTHER && n > 0) {
        u32 prefix = text.ptr[0] == 'u' && n > 1 && text.ptr[1] == '8' ? 2 : text.ptr[0] == 'L' || text.ptr[0] == 'u' || text.ptr[0] == 'U';
        char quote = prefix < n ? text.ptr[prefix] : 0;
        if ((quote == '"' || quote == '\'') && !pp->quiet) {
            if (pp->in_directive || pp->printing) {
                diag_warn(&pp->kit->diag, W_INVALID_PP_TOKEN, t->loc, "missing terminating %c character", quote);
            } else {
                diag_error(&pp->kit->diag, t->loc, "missing terminating %c character", quote);
                t->kind = quote == '"' ? TK_STRING : TK_CHARACTER;
                while (b.len > 0 && b.data[b.len - 1] == '\\') b.data[b.len - 1] = ' ';
                if (quote == '\'' && b.data[b.len - 1] == '\'') buf_u8(&b, ' ');
                buf_u8(&b, (u8)quote);
                text = (Str){(const char *)b.data, (u32)b.len};
                t->end = text.len;
            }
        }
    }
    if (t->kind >= TK_NUMBER && t->kind <= TK_OTHER) t->name = add_spelling(pp, arena_str(&pp->kit->arena, text));
    t->flags = (u8)(flags | TOKEN_SPLICED);
    pp->at = end;
    buf_free(&b);
    return true;
}

/* ---- other alphabets ---- */

/* C11 annex D.1: characters allowed in identifiers; D.2: those that may not come first. */
static const u32 allowed[][2] = {
    {0xa8, 0xa8}, {0xaa, 0xaa}, {0xad, 0xad}, {0xaf, 0xaf}, {0xb2, 0xb5}, {0xb7, 0xba}, {0xbc, 0xbe}, {0xc0, 0xd6}, {0xd8, 0xf6},
    {0xf8, 0x167f}, {0x1681, 0x180d}, {0x180f, 0x1fff}, {0x200b, 0x200d}, {0x202a, 0x202e}, {0x203f, 0x2040}, {0x2054, 0x2054},
    {0x2060, 0x218f}, {0x2460, 0x24ff}, {0x2776, 0x2793}, {0x2c00, 0x2dff}, {0x2e80, 0x2fff}, {0x3004, 0x3007}, {0x3021, 0x302f},
    {0x3031, 0xd7ff}, {0xf900, 0xfd3d}, {0xfd40, 0xfdcf}, {0xfdf0, 0xfe44}, {0xfe47, 0xfffd}, {0x10000, 0x1fffd}, {0x20000, 0x2fffd},
    {0x30000, 0x3fffd}, {0x40000, 0x4fffd}, {0x50000, 0x5fffd}, {0x60000, 0x6fffd}, {0x70000, 0x7fffd}, {0x80000, 0x8fffd},
    {0x90000, 0x9fffd}, {0xa0000, 0xafffd}, {0xb0000, 0xbfffd}, {0xc0000, 0xcfffd}, {0xd0000, 0xdfffd}, {0xe0000, 0xefffd}};
static const u32 not_first[][2] = {{0x300, 0x36f}, {0x1dc0, 0x1dff}, {0x20d0, 0x20ff}, {0xfe20, 0xfe2f}};

static bool in_ranges(const u32 (*range)[2], u32 n, u32 code)
{
    for (u32 i = 0; i < n; i++)
        if (code >= range[i][0] && code <= range[i][1]) return true;
    return false;
}

static bool is_identifier_character(u32 code, bool first)
{
    return in_ranges(allowed, ARRAY_LEN(allowed), code) && !(first && in_ranges(not_first, ARRAY_LEN(not_first), code));
}

/* \uXXXX and \UXXXXXXXX (6.4.3); 0 when p holds none. */
static u32 universal_name(const char *p, u32 *code)
{
    u32 digits = p[0] != '\\' ? 0 : p[1] == 'u' ? 4 : p[1] == 'U' ? 8 : 0;
    *code = 0;
    for (u32 i = 0; i < digits; i++) {
        char c = p[2 + i];
        u32 d = c >= '0' && c <= '9' ? (u32)(c - '0') : c >= 'a' && c <= 'f' ? (u32)(c - 'a') + 10 : c >= 'A' && c <= 'F' ? (u32)(c - 'A') + 10 : 16;
        if (d > 15) return 0;
        *code = *code << 4 | d;
    }
    return digits ? digits + 2 : 0;
}

u32 lex_wide_identifier(CPreprocessor *pp, const char *p, Token *t, bool *needs_splicing)
{
    Buf b = {0};
    const char *q = p;
    for (;;) {
        u8 c = (u8)*q;
        if (char_class[c] & CHAR_WORD) {
            if (q == p && char_class[c] & CHAR_DIGIT) break;
            buf_u8(&b, c);
            q++;
        } else if (c == '$' && pp->dollars) {
            buf_u8(&b, c);
            q++;
        } else if (c == '\\' || c == '?') {
            if (!pp->nested && is_disguised(pp, q)) {
                *needs_splicing = true;
                buf_free(&b);
                return 0;
            }
            u32 code, n = c == '\\' ? universal_name(q, &code) : 0;
            if (n == 0 || !is_identifier_character(code, q == p)) break;
            utf8_encode(&b, code);
            q += n;
        } else if (c >= 0x80) {
            u32 code, n = utf8_decode(q, pp->end, &code);
            if (n == 0 || !is_identifier_character(code, q == p)) break;
            buf_bytes(&b, q, n);
            q += n;
        } else {
            break;
        }
    }
    if (b.len) {
        t->kind = TK_IDENTIFIER;
        t->name = lex_intern(pp, (const char *)b.data, (u32)b.len);
    }
    buf_free(&b);
    return (u32)(q - p);
}
