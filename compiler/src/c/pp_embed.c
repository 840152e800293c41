/* #embed and __has_embed (C23 6.10.4, 6.10.2): the bytes of a file as a list of integer constants.
   In: the rest of the directive's line. Out: a text that is read next, of the bytes as numbers between what the parameters prefix
   and suffix say. Files are found as #include finds them. */
#include "base/file.h"
#include "c/pp_internal.h"

typedef struct EmbedParameters {
    bool has_limit, is_unknown, failed;
    u64 limit;
    Buf prefix, suffix, if_empty;
} EmbedParameters;

static void free_parameters(EmbedParameters *e)
{
    buf_free(&e->prefix);
    buf_free(&e->suffix);
    buf_free(&e->if_empty);
}

static void fail_parameter(CPreprocessor *pp, EmbedParameters *e, Loc loc, const char *message)
{
    if (!e->failed) diag_error(&pp->kit->diag, loc, "%s", message);
    e->failed = true;
}

static bool is_parameter(Str s, const char *name)
{
    bool dressed = s.len > 4 && memcmp(s.ptr, "__", 2) == 0 && memcmp(s.ptr + s.len - 2, "__", 2) == 0;
    if (dressed) s = (Str){s.ptr + 2, s.len - 4};
    return str_is(s, name);
}

/* The tokens of a clause as a text, up to its parenthesis; they are expanded where the text is read. to NULL: nobody wants them. */
static void read_clause(CPreprocessor *pp, EmbedParameters *e, Loc open, Buf *to)
{
    u32 level = 0;
    for (;;) {
        Token t;
        raw_next(pp, &t);
        if (t.kind == TK_EOF) {
            fail_parameter(pp, e, open, "missing ')' of an embed parameter");
            return;
        }
        if (t.kind == TK_RPAREN || t.kind == TK_RBRACKET || t.kind == TK_RBRACE) {
            if (!level) return;
            level--;
        } else if (t.kind == TK_LPAREN || t.kind == TK_LBRACKET || t.kind == TK_LBRACE) {
            level++;
        }
        if (!to) continue;
        buf_u8(to, ' ');
        buf_str(to, pp_spelling(pp, &t));
    }
}

static void read_limit(CPreprocessor *pp, EmbedParameters *e, Loc loc)
{
    i64 limit;
    if (!evaluate_in_parentheses(pp, &limit)) e->failed = true;
    else if (limit < 0) fail_parameter(pp, e, loc, "the limit of #embed is negative");
    else if (e->has_limit) fail_parameter(pp, e, loc, "the embed parameter 'limit' is given twice");
    e->has_limit = true;
    e->limit = (u64)limit;
}

static void read_parameter(CPreprocessor *pp, EmbedParameters *e, const Token *name)
{
    Str s = pp_spelling(pp, name);
    Token t;
    bool is_vendors = false;
    expand_next(pp, &t);
    if (t.kind == TK_COLON) { /* vendor :: name: none is known */
        is_vendors = true;
        expand_next(pp, &t);
        if (t.kind == TK_COLON) expand_next(pp, &t);
        expand_next(pp, &t);
    }
    Buf *to = is_parameter(s, "prefix") ? &e->prefix : is_parameter(s, "suffix") ? &e->suffix : is_parameter(s, "if_empty") ? &e->if_empty : NULL;
    bool is_limit = is_parameter(s, "limit");
    if (is_vendors || (!to && !is_limit)) {
        e->is_unknown = true;
        if (t.kind == TK_LPAREN) read_clause(pp, e, t.loc, NULL);
        else if (t.kind != TK_EOF) push_back(pp, &t);
        return;
    }
    if (t.kind != TK_LPAREN) fail_parameter(pp, e, t.loc, "an embed parameter wants '('");
    else if (is_limit) read_limit(pp, e, name->loc);
    else read_clause(pp, e, t.loc, to);
}

/* Up to the end of the line, or with in_parentheses to the parenthesis that closes. */
static void read_parameters(CPreprocessor *pp, EmbedParameters *e, bool in_parentheses)
{
    while (!e->failed) {
        Token t;
        expand_next(pp, &t);
        if (t.kind == TK_EOF) {
            if (in_parentheses) fail_parameter(pp, e, t.loc, "missing ')' after \"__has_embed\" operand");
            return;
        }
        if (in_parentheses && t.kind == TK_RPAREN) return;
        if (t.kind == TK_IDENTIFIER) read_parameter(pp, e, &t);
        else fail_parameter(pp, e, t.loc, "expected an embed parameter");
    }
}

typedef struct Resource {
    FileBytes bytes; /* no more than the limit */
    u32 text;        /* the file in Sources */
    bool is_system;
} Resource;

/* False: it is not there. */
static bool read_resource(CPreprocessor *pp, const HeaderName *h, const EmbedParameters *e, Resource *r)
{
    u32 found_in, file = find_header(pp, h, false, &found_in, &r->is_system);
    /* As it is on the disk: of a text a byte order mark would be missing. */
    if (file == MAP_NONE || file_read(&pp->kit->arena, pp->file.at[file].path.ptr, &r->bytes) != 0) return false;
    if (e->has_limit && e->limit < r->bytes.size) r->bytes.size = e->limit;
    r->text = pp->file.at[file].text;
    return true;
}

static void put_bytes(Buf *b, const u8 *p, u64 n)
{
    for (u64 i = 0; i < n; i++) {
        u32 x = p[i];
        if (i) buf_u8(b, ',');
        if (x >= 100) buf_u8(b, (u8)('0' + x / 100));
        if (x >= 10) buf_u8(b, (u8)('0' + x / 10 % 10));
        buf_u8(b, (u8)('0' + x % 10));
    }
}

static void push_resource(CPreprocessor *pp, const EmbedParameters *e, const FileBytes *bytes)
{
    Buf text = {0};
    if (bytes->size) {
        buf_bytes(&text, e->prefix.data, e->prefix.len);
        buf_u8(&text, ' ');
        put_bytes(&text, bytes->data, bytes->size);
        buf_bytes(&text, e->suffix.data, e->suffix.len);
    } else {
        buf_bytes(&text, e->if_empty.data, e->if_empty.len);
    }
    buf_u8(&text, '\n');
    if (text.len > UINT32_MAX) diag_fatal(&pp->kit->diag, 0, "the translation unit is too large");
    push_text(pp, STR("<embed>"), (Str){(const char *)text.data, (u32)text.len});
    buf_free(&text);
}

void do_embed(CPreprocessor *pp, const Token *directive)
{
    Diag *d = &pp->kit->diag;
    if (pp->standard < C_STD_C23) diag_warn(d, W_PEDANTIC, directive->loc, "#embed before C23 is a GNU extension");
    HeaderName h = read_header_name(pp, false);
    EmbedParameters e;
    memset(&e, 0, sizeof e);
    if (h.is_valid) read_parameters(pp, &e, false);
    else diag_error(d, h.loc ? h.loc : directive->loc, "#embed expects \"FILENAME\" or <FILENAME>");
    while (pp->depth) pop_context(pp);
    skip_to_line_end(pp);
    pp->in_directive = false;
    if (e.is_unknown && !e.failed) diag_error(d, directive->loc, "#embed with an unknown parameter");
    if (h.is_valid && !e.failed && !e.is_unknown) {
        Resource r;
        if (!read_resource(pp, &h, &e, &r)) diag_fatal(d, h.loc, "'%.*s' file not found", STR_FMT(h.text));
        sources_enter(&pp->kit->sources, r.text, directive->loc, r.is_system); /* so that it is a dependency (-MD) */
        push_resource(pp, &e, &r.bytes);
    }
    free_parameters(&e);
}

/* __STDC_EMBED_NOT_FOUND__, _FOUND__ or _EMPTY__. The parenthesis is read. */
u64 has_embed(CPreprocessor *pp, const Token *name)
{
    HeaderName h = read_header_name(pp, true);
    EmbedParameters e;
    Resource r;
    u64 result = 0;
    memset(&e, 0, sizeof e);
    if (h.is_valid) read_parameters(pp, &e, true);
    else diag_error(&pp->kit->diag, name->loc, "\"__has_embed\" expects \"FILENAME\" or <FILENAME>");
    if (h.is_valid && !e.failed && !e.is_unknown && read_resource(pp, &h, &e, &r)) result = r.bytes.size ? 1 : 2;
    free_parameters(&e);
    return result;
}
