/* The lexer: bytes of a file to preprocessing tokens (C11 5.1.1.2, phase 3; 6.4).
   In: text padded with zero bytes. Out: 16-byte tokens; white space and comments leave only flags.
   Whatever holds a line splice, a trigraph or a letter outside ASCII goes to lex_slow.c, so this road needs no checks for them
   but at the end of a token. */
#include "base/bits.h"
#include "c/pp_internal.h"

#include <stdlib.h>

#define W (CHAR_WORD)
#define L (CHAR_WORD | CHAR_WORD_START)
#define D (CHAR_WORD | CHAR_DIGIT)
#define B (CHAR_BLANK)
#define O (CHAR_ODD)
#define O8 O, O, O, O, O, O, O, O
#define O32 O8, O8, O8, O8
const u8 char_class[256] = {
    ['\t'] = B, ['\v'] = B, ['\f'] = B, ['\r'] = B, [' '] = B, ['_'] = L,
    ['0'] = D, ['1'] = D, ['2'] = D, ['3'] = D, ['4'] = D, ['5'] = D, ['6'] = D, ['7'] = D, ['8'] = D, ['9'] = D,
    ['a'] = L, ['b'] = L, ['c'] = L, ['d'] = L, ['e'] = L, ['f'] = L, ['g'] = L, ['h'] = L, ['i'] = L, ['j'] = L, ['k'] = L, ['l'] = L,
    ['m'] = L, ['n'] = L, ['o'] = L, ['p'] = L, ['q'] = L, ['r'] = L, ['s'] = L, ['t'] = L, ['u'] = L, ['v'] = L, ['w'] = L, ['x'] = L,
    ['y'] = L, ['z'] = L,
    ['A'] = L, ['B'] = L, ['C'] = L, ['D'] = L, ['E'] = L, ['F'] = L, ['G'] = L, ['H'] = L, ['I'] = L, ['J'] = L, ['K'] = L, ['L'] = L,
    ['M'] = L, ['N'] = L, ['O'] = L, ['P'] = L, ['Q'] = L, ['R'] = L, ['S'] = L, ['T'] = L, ['U'] = L, ['V'] = L, ['W'] = L, ['X'] = L,
    ['Y'] = L, ['Z'] = L, ['$'] = O, ['\\'] = O,
    [128] = O32, O32, O32, O32,
};
#undef W
#undef L
#undef D
#undef B
#undef O
#undef O8
#undef O32

static const char *const punctuator_table[] = {
#define P(id, spelling) spelling,
    C_PUNCTUATORS(P)
#undef P
};

const char *punctuator_text(u32 kind) { return punctuator_table[kind - TK_LBRACKET]; }

/* ---- eight bytes at a time ---- */

#define ONES 0x0101010101010101u
#define HIGH 0x8080808080808080u
#define EACH(byte) (ONES * (u64)(byte))

/* 0x80 in every byte that cannot continue an identifier, bytes over 0x7f among them. */
static inline u64 not_word(u64 w)
{
    u64 x = w & ~HIGH, lower = x | EACH(0x20);
    u64 letter = (lower + EACH(0x80 - 'a')) & ~(lower + EACH(0x80 - 'z' - 1));
    u64 digit = (x + EACH(0x80 - '0')) & ~(x + EACH(0x80 - '9' - 1));
    u64 underscore = ~((x ^ EACH('_')) + EACH(0x7f));
    return ~((letter | digit | underscore) & ~w) & HIGH;
}

/* 0x80 in the bytes that are zero; bytes above the first such one may be wrong. */
static inline u64 zero_bytes(u64 w) { return (w - ONES) & ~w & HIGH; }

/* Byte order: bit 0 belongs to the first byte on every host that this runs on; others take the bytewise road. */
#if defined(__BYTE_ORDER__) && defined(__ORDER_BIG_ENDIAN__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#error "the lexer's word scans assume a little-endian host"
#endif

static inline u32 first_byte(u64 mask) { return count_trailing_zeros(mask) >> 3; }

/* The end of an identifier whose first eight bytes belong to it. */
static const char *word_end(const char *p)
{
    u64 stop;
    do p += 8;
    while (!(stop = not_word(load64(p))));
    return p + first_byte(stop);
}

/* ---- identifiers ---- */

/* Names that others interned have no entry in pp->info yet. */
static KIT_SLOW_WAY void grow_info(CPreprocessor *pp, Name name)
{
    u32 n = pp->info_len ? pp->info_len : 4096;
    while (n <= name) n *= 2;
    pp->info = realloc(pp->info, n * sizeof *pp->info);
    if (!pp->info) KIT_PANIC("out of memory");
    memset(pp->info + pp->info_len, 0, (n - pp->info_len) * sizeof *pp->info);
    pp->info_len = n;
}

Name lex_intern(CPreprocessor *pp, const char *p, u32 len)
{
    Name name = names_intern(pp->names, (Str){p, len});
    if (KIT_UNLIKELY(name >= pp->info_len)) grow_info(pp, name);
    return name;
}

/* ---- spelling ---- */

u32 add_spelling(CPreprocessor *pp, Str s)
{
    vec_push(&pp->spelling, s);
    return pp->spelling.len - 1;
}

void give_spelling(CPreprocessor *pp, Token *t)
{
    if (t->name == 0 && t->kind >= TK_NUMBER && t->kind <= TK_OTHER) t->name = add_spelling(pp, pp_spelling(pp, t));
}

/* ---- white space and comments ---- */

/* From behind the slash and star to behind the star and slash; NULL when there is none. */
static const char *skip_block_comment(CPreprocessor *pp, const char *p)
{
    const char *begin = p;
    for (;; p++) {
        p = memchr(p, '/', (size_t)(pp->end - p));
        if (!p) return NULL;
        if (KIT_UNLIKELY(p[1] == '*') && p[2] != '/' && !pp->quiet) diag_warn(&pp->kit->diag, W_COMMENT, pp_here(pp, p), "'/*' within comment");
        if (p == begin) continue;
        if (p[-1] == '*') return p + 1;
        if (KIT_UNLIKELY(p[-1] == '\n')) { /* the star and the slash may have a splice between them */
            const char *q = p;
            while (q > begin && q[-1] == '\n') {
                const char *r = q - 1;
                while (r > begin && char_class[(u8)r[-1]] & CHAR_BLANK) r--;
                if (r > begin && r[-1] == '\\') q = r - 1;
                else if (pp->trigraphs && r > begin + 2 && memcmp(r - 3, "?\?/", 3) == 0) q = r - 3;
                else break;
            }
            if (q != p && q > begin && q[-1] == '*') return p + 1;
        }
    }
}

/* To the newline that ends the comment, or the end of the file. */
static const char *skip_line_comment(CPreprocessor *pp, const char *p)
{
    const char *begin = p;
    for (;; p++) {
        p = memchr(p, '\n', (size_t)(pp->end - p));
        if (!p) return pp->end;
        const char *q = p;
        while (q > begin && char_class[(u8)q[-1]] & CHAR_BLANK) q--;
        if (KIT_LIKELY(q == begin || (q[-1] != '\\' && !(pp->trigraphs && q > begin + 2 && memcmp(q - 3, "?\?/", 3) == 0)))) return p;
        if (!pp->quiet && q[-1] == '\\') diag_warn(&pp->kit->diag, W_COMMENT, pp_here(pp, q - 1), "multi-line comment");
    }
}

static const char *comment_end(CPreprocessor *pp, const char *p)
{
    const char *after = skip_block_comment(pp, p + 2);
    if (after) return after;
    if (!pp->quiet) diag_error(&pp->kit->diag, pp_here(pp, p), "unterminated comment");
    return pp->end;
}

static void keep_comment(CPreprocessor *pp, const char *p, const char *end)
{
    if (pp->in_directive || pp->quiet) return;
    vec_push(&pp->comment, pp_here(pp, p));
    vec_push(&pp->comment, pp_here(pp, end));
}

const char *lex_skip_blank(CPreprocessor *pp, const char *p, bool newlines)
{
    for (;;) {
        if (char_class[(u8)*p] & CHAR_BLANK || (*p == '\n' && newlines)) {
            p++;
        } else if (*p == '/' && p[1] == '*') {
            p = comment_end(pp, p);
        } else if (*p == '/' && p[1] == '/' && pp->line_comments) {
            p = skip_line_comment(pp, p + 2);
        } else if (*p == '\\' || *p == '?') {
            u32 n = splice_length(pp, p);
            if (n == 0) return p;
            p += n;
        } else {
            return p;
        }
    }
}

/* From anywhere in a line of a skipped group to behind the newline that ends it: literals and comments are honoured. */
static const char *skip_line_carefully(CPreprocessor *pp, const char *p)
{
    while (p < pp->end) {
        char c = *p;
        if (c == '\n') return p + 1;
        if (c == '\\' || c == '?') {
            u32 n = splice_length(pp, p);
            p += n ? n : 1;
        } else if (c == '/' && p[1] == '*') {
            const char *after = skip_block_comment(pp, p + 2);
            if (!after) return pp->end;
            p = after;
        } else if (c == '/' && p[1] == '/' && pp->line_comments) {
            p = skip_line_comment(pp, p + 2);
        } else if (c == '"' || c == '\'') {
            for (p++; p < pp->end && *p != c && *p != '\n';) {
                u32 n = *p == '\\' ? splice_length(pp, p) : 0;
                p += n ? n : *p == '\\' && p[1] != '\n' ? 2 : 1;
            }
            if (p < pp->end && *p == c) p++;
        } else {
            p++;
        }
    }
    return pp->end;
}

const char *lex_skip_line(CPreprocessor *pp, const char *p)
{
    const char *q = p;
    while (q < pp->end) {
        u64 w = load64(q), stop = zero_bytes(w ^ EACH('\n')) | zero_bytes(w ^ EACH('/'));
        if (!stop) {
            q += 8;
            continue;
        }
        q += first_byte(stop);
        if (*q != '\n') return skip_line_carefully(pp, p); /* perhaps a comment, or a trigraph's backslash */
        const char *last = q;
        while (last > p && char_class[(u8)last[-1]] & CHAR_BLANK) last--;
        if (last > p && last[-1] == '\\') return skip_line_carefully(pp, p);
        return q + 1;
    }
    return pp->end;
}

/* ---- tokens ---- */

static void finish_literal(CPreprocessor *pp, const char *begin, Token *t, char quote)
{
    /* Reached a newline or the end: C11 6.4p3 leaves it undefined; in a directive or -E output it may never matter. */
    const char *end = pp->at;
    u32 n = (u32)(end - begin);
    if (pp->quiet) {
        t->kind = TK_OTHER;
        return;
    }
    if (pp->in_directive || pp->printing || pp->assembler) {
        t->kind = TK_OTHER;
        if (!pp->assembler) diag_warn(&pp->kit->diag, W_INVALID_PP_TOKEN, pp_here(pp, begin), "missing terminating %c character", quote);
        return;
    }
    diag_error(&pp->kit->diag, pp_here(pp, begin), "missing terminating %c character", quote);
    char *copy = arena_alloc(&pp->kit->arena, n + 3, 1);
    memcpy(copy, begin, n);
    /* A backslash or an empty character constant would make a second error of the first. */
    while (n > 0 && copy[n - 1] == '\\') copy[n - 1] = ' ';
    if (quote == '\'' && copy[n - 1] == '\'') copy[n++] = ' ';
    copy[n++] = quote;
    copy[n] = 0;
    t->name = add_spelling(pp, (Str){copy, n});
    t->end = n;
}

/* p is behind the opening quote. Returns behind the closing one; NULL when the literal holds a splice or trigraph. */
static const char *scan_literal(CPreprocessor *pp, const char *p, char quote, bool *terminated)
{
    u64 quotes = EACH(quote);
    *terminated = true;
    for (;;) {
        u64 w = load64(p);
        u64 stop = zero_bytes(w ^ quotes) | zero_bytes(w ^ EACH('\\')) | zero_bytes(w ^ EACH('\n')) | zero_bytes(w);
        if (pp->trigraphs) stop |= zero_bytes(w ^ EACH('?'));
        if (!stop) {
            p += 8;
            continue;
        }
        p += first_byte(stop);
        char c = *p;
        if (c == quote) return p + 1;
        if (c == '\\' || c == '?') {
            if (!pp->nested && is_disguised(pp, p)) return NULL;
            /* The escaped character is passed over unless it may be the start of a splice or trigraph or the end of the line. */
            p += c == '\\' && (p[1] == quote || p[1] == '\\') && !(p[1] == '\\' && !pp->nested && is_disguised(pp, p + 1)) ? 2 : 1;
            continue;
        }
        if (c == 0 && p < pp->end) {
            p++;
            continue;
        }
        *terminated = false;
        return p;
    }
}

#if defined(__GNUC__) && !defined(__TINYC__) && !defined(__kit__)
#define KIT_ALWAYS_INLINE inline __attribute__((always_inline))
#else
#define KIT_ALWAYS_INLINE
#endif

/* pp-number (6.4.8). p is behind its first digit, or its point and digit. */
static KIT_ALWAYS_INLINE const char *scan_number(const CPreprocessor *pp, const char *p)
{
    for (;;) {
        u8 c = (u8)*p;
        if (char_class[c] & CHAR_WORD) {
            p++;
            c |= 0x20;
            if ((c == 'e' || (c == 'p' && pp->standard != C_STD_C89)) && (*p == '+' || *p == '-')) p++;
        } else if (c == '.') {
            p++;
        } else if (c == '\'' && pp->standard == C_STD_C23 && char_class[(u8)p[1]] & CHAR_WORD) {
            p += 2;
        } else {
            return p;
        }
    }
}

/* When the byte behind a token is a backslash or a question mark, the token may go on behind a splice. */
#define CHECK_DISGUISE(q) \
    do { \
        if (KIT_UNLIKELY(*(q) == '\\' || *(q) == '?')) { \
            if (quick) goto leave; \
            if (!pp->nested && is_disguised(pp, (q))) goto spliced; \
        } \
    } while (0)
#define PUNCTUATOR(k, n) \
    do { \
        kind = (k); \
        end = p + (n); \
        goto done; \
    } while (0)
/* A digraph keeps its own spelling for # and -E. */
#define DIGRAPH(k, n, s) \
    do { \
        if (quick) goto leave; \
        kind = (k); \
        end = p + (n); \
        name = add_spelling(pp, STR(s)); \
        goto done; \
    } while (0)

typedef enum Lexed { LEXED, LEX_LEFT, LEX_LONG } Lexed;

/* The next token. The quick form does what needs no call of another function, so that none of its registers have to be saved
   around the whole of it: spaces, punctuators, numbers, known names of up to eight bytes. Before anything else it stops
   (LEX_LEFT), or says that an identifier of eight bytes or more begins at pp->at (LEX_LONG). */
static KIT_ALWAYS_INLINE Lexed lex_token(CPreprocessor *pp, Token *t, bool quick)
{
    const char *p = pp->at, *end;
    u32 flags = pp->extra_flags, kind;
    u32 name = 0;
    pp->extra_flags = 0;
again:
    switch ((u8)*p) {
    case '\n':
        if (KIT_UNLIKELY(pp->in_directive)) {
            end = p;
            kind = TK_EOF;
            goto done;
        }
        p++;
        flags = TOKEN_LINE_START;
        /* Indentation comes in spaces. */
        for (;;) {
            u64 other = load64(p) ^ EACH(' ');
            if (other) {
                u32 n = first_byte(other);
                p += n;
                if (n) flags |= TOKEN_SPACE_BEFORE;
                break;
            }
            p += 8;
        }
        goto again;
    case ' ':
    case '\t':
    case '\v':
    case '\f':
    case '\r':
        flags |= TOKEN_SPACE_BEFORE;
        do p++;
        while (char_class[(u8)*p] & CHAR_BLANK);
        goto again;
    case 'L':
        if (KIT_UNLIKELY(p[1] == '"' || p[1] == '\'')) {
            end = p + 1;
            goto literal;
        }
        CHECK_DISGUISE(p + 1);
        goto word;
    case 'u':
        if (KIT_UNLIKELY(p[1] == '8' || p[1] == '"' || p[1] == '\'' || p[1] == '\\' || p[1] == '?') && pp->standard >= C_STD_C11) {
            CHECK_DISGUISE(p + 1);
            if (p[1] == '8') CHECK_DISGUISE(p + 2);
            if (p[1] == '"' || p[1] == '\'') {
                end = p + 1;
                goto literal;
            }
            if (p[1] == '8' && (p[2] == '"' || (p[2] == '\'' && pp->standard == C_STD_C23))) {
                end = p + 2;
                goto literal;
            }
        }
        goto word;
    case 'U':
        if (KIT_UNLIKELY(p[1] == '"' || p[1] == '\'') && pp->standard >= C_STD_C11) {
            end = p + 1;
            goto literal;
        }
        CHECK_DISGUISE(p + 1);
        goto word;
    case 'a': case 'b': case 'c': case 'd': case 'e': case 'f': case 'g': case 'h': case 'i': case 'j': case 'k': case 'l': case 'm':
    case 'n': case 'o': case 'p': case 'q': case 'r': case 's': case 't': case 'v': case 'w': case 'x': case 'y': case 'z':
    case 'A': case 'B': case 'C': case 'D': case 'E': case 'F': case 'G': case 'H': case 'I': case 'J': case 'K': case 'M':
    case 'N': case 'O': case 'P': case 'Q': case 'R': case 'S': case 'T': case 'V': case 'W': case 'X': case 'Y': case 'Z':
    case '_':
    word: {
        u64 w = load64(p), stop = not_word(w);
        kind = TK_IDENTIFIER;
        if (KIT_LIKELY(stop)) {
            u32 n = first_byte(stop);
            u64 key = w & (((u64)1 << (n * 8)) - 1);
            end = p + n;
            if (KIT_UNLIKELY(char_class[(u8)*end] & CHAR_ODD || (*end == '?' && pp->trigraphs))) goto wide_word;
            name = names_find_short(pp->names, key, n);
            if (!quick && KIT_UNLIKELY(!name || name >= pp->info_len)) name = lex_intern(pp, p, n);
        } else {
            if (quick) {
                pp->at = p;
                pp->extra_flags = flags;
                return LEX_LONG;
            }
            end = word_end(p);
            if (KIT_UNLIKELY(char_class[(u8)*end] & CHAR_ODD || (*end == '?' && pp->trigraphs))) goto wide_word;
            name = lex_intern(pp, p, (u32)(end - p));
        }
        if (quick && KIT_UNLIKELY(!name || name >= pp->info_len)) goto leave;
        goto done;
    }
    case '0': case '1': case '2': case '3': case '4': case '5': case '6': case '7': case '8': case '9':
        end = p + 1;
    number:
        kind = TK_NUMBER;
        if (char_class[(u8)*end] & CHAR_WORD || *end == '.' || *end == '\'') end = scan_number(pp, end - (end > p + 1));
        CHECK_DISGUISE(end);
        if (quick && KIT_UNLIKELY((u8)*end >= 0x80 || *end == '$')) goto leave;
        if (KIT_UNLIKELY((u8)*end >= 0x80 || *end == '$')) { /* letters of other alphabets belong to a pp-number too */
            for (;;) {
                u32 code, n = utf8_decode(end, pp->end, &code);
                if (n > 1) end += n;
                else if (*end == '$' && pp->dollars) end++;
                else if (char_class[(u8)*end] & CHAR_WORD || *end == '.') end = scan_number(pp, end);
                else break;
            }
        }
        goto done;
    case '"':
    case '\'':
        end = p;
    literal: {
        if (quick) goto leave;
        char quote = *end;
        bool terminated;
        const char *after = scan_literal(pp, end + 1, quote, &terminated);
        if (!after) goto spliced;
        kind = quote == '"' ? TK_STRING : TK_CHARACTER;
        end = after;
        if (KIT_UNLIKELY(!terminated)) {
            t->kind = (u8)kind;
            t->flags = (u8)flags;
            t->unused = 0;
            t->name = 0;
            t->loc = pp->base + (u32)(p - pp->text);
            t->end = (u32)(end - p);
            pp->at = end;
            finish_literal(pp, p, t, quote);
            return LEXED;
        }
        goto done;
    }
    case '/':
        if (quick && (p[1] == '*' || p[1] == '/')) goto leave;
        if (p[1] == '*') {
            end = comment_end(pp, p);
            if (KIT_UNLIKELY(pp->keep_comments)) keep_comment(pp, p, end);
            p = end;
            flags |= TOKEN_SPACE_BEFORE;
            goto again;
        }
        if (p[1] == '/' && pp->line_comments) {
            end = skip_line_comment(pp, p + 2);
            if (KIT_UNLIKELY(pp->keep_comments)) keep_comment(pp, p, end);
            p = end;
            flags |= TOKEN_SPACE_BEFORE;
            goto again;
        }
        CHECK_DISGUISE(p + 1);
        if (p[1] == '=') PUNCTUATOR(TK_DIV_ASSIGN, 2);
        PUNCTUATOR(TK_SLASH, 1);
    case '(': PUNCTUATOR(TK_LPAREN, 1);
    case ')': PUNCTUATOR(TK_RPAREN, 1);
    case ',': PUNCTUATOR(TK_COMMA, 1);
    case ';': PUNCTUATOR(TK_SEMICOLON, 1);
    case '{': PUNCTUATOR(TK_LBRACE, 1);
    case '}': PUNCTUATOR(TK_RBRACE, 1);
    case '[': PUNCTUATOR(TK_LBRACKET, 1);
    case ']': PUNCTUATOR(TK_RBRACKET, 1);
    case '~': PUNCTUATOR(TK_TILDE, 1);
    case '-':
        CHECK_DISGUISE(p + 1);
        if (p[1] == '>') PUNCTUATOR(TK_ARROW, 2);
        if (p[1] == '-') PUNCTUATOR(TK_DEC, 2);
        if (p[1] == '=') PUNCTUATOR(TK_SUB_ASSIGN, 2);
        PUNCTUATOR(TK_MINUS, 1);
    case '=':
        CHECK_DISGUISE(p + 1);
        if (p[1] == '=') PUNCTUATOR(TK_EQ, 2);
        PUNCTUATOR(TK_ASSIGN, 1);
    case '+':
        CHECK_DISGUISE(p + 1);
        if (p[1] == '+') PUNCTUATOR(TK_INC, 2);
        if (p[1] == '=') PUNCTUATOR(TK_ADD_ASSIGN, 2);
        PUNCTUATOR(TK_PLUS, 1);
    case '*':
        CHECK_DISGUISE(p + 1);
        if (p[1] == '=') PUNCTUATOR(TK_MUL_ASSIGN, 2);
        PUNCTUATOR(TK_STAR, 1);
    case '&':
        CHECK_DISGUISE(p + 1);
        if (p[1] == '&') PUNCTUATOR(TK_ANDAND, 2);
        if (p[1] == '=') PUNCTUATOR(TK_AND_ASSIGN, 2);
        PUNCTUATOR(TK_AMP, 1);
    case '|':
        CHECK_DISGUISE(p + 1);
        if (p[1] == '|') PUNCTUATOR(TK_OROR, 2);
        if (p[1] == '=') PUNCTUATOR(TK_OR_ASSIGN, 2);
        PUNCTUATOR(TK_PIPE, 1);
    case '^':
        CHECK_DISGUISE(p + 1);
        if (p[1] == '=') PUNCTUATOR(TK_XOR_ASSIGN, 2);
        PUNCTUATOR(TK_CARET, 1);
    case '!':
        CHECK_DISGUISE(p + 1);
        if (p[1] == '=') PUNCTUATOR(TK_NE, 2);
        PUNCTUATOR(TK_NOT, 1);
    case '<':
        CHECK_DISGUISE(p + 1);
        if (p[1] == '=') PUNCTUATOR(TK_LE, 2);
        if (p[1] == '<') {
            CHECK_DISGUISE(p + 2);
            if (p[2] == '=') PUNCTUATOR(TK_SHL_ASSIGN, 3);
            PUNCTUATOR(TK_SHL, 2);
        }
        if (p[1] == ':') DIGRAPH(TK_LBRACKET, 2, "<:");
        if (p[1] == '%') DIGRAPH(TK_LBRACE, 2, "<%");
        PUNCTUATOR(TK_LT, 1);
    case '>':
        CHECK_DISGUISE(p + 1);
        if (p[1] == '=') PUNCTUATOR(TK_GE, 2);
        if (p[1] == '>') {
            CHECK_DISGUISE(p + 2);
            if (p[2] == '=') PUNCTUATOR(TK_SHR_ASSIGN, 3);
            PUNCTUATOR(TK_SHR, 2);
        }
        PUNCTUATOR(TK_GT, 1);
    case '%':
        CHECK_DISGUISE(p + 1);
        if (p[1] == '=') PUNCTUATOR(TK_MOD_ASSIGN, 2);
        if (p[1] == '>') DIGRAPH(TK_RBRACE, 2, "%>");
        if (p[1] == ':') {
            CHECK_DISGUISE(p + 2);
            if (p[2] == '%') {
                CHECK_DISGUISE(p + 3);
                if (p[3] == ':') DIGRAPH(TK_HASHHASH, 4, "%:%:");
            }
            DIGRAPH(TK_HASH, 2, "%:");
        }
        PUNCTUATOR(TK_PERCENT, 1);
    case ':':
        CHECK_DISGUISE(p + 1);
        if (p[1] == '>') DIGRAPH(TK_RBRACKET, 2, ":>");
        PUNCTUATOR(TK_COLON, 1);
    case '.':
        CHECK_DISGUISE(p + 1);
        if (char_class[(u8)p[1]] & CHAR_DIGIT) {
            end = p + 2;
            goto number;
        }
        if (p[1] == '.') {
            CHECK_DISGUISE(p + 2);
            if (p[2] == '.') PUNCTUATOR(TK_ELLIPSIS, 3);
        }
        PUNCTUATOR(TK_DOT, 1);
    case '#':
        if (quick) goto leave;
        CHECK_DISGUISE(p + 1);
        if (p[1] == '#') PUNCTUATOR(TK_HASHHASH, 2);
        PUNCTUATOR(TK_HASH, 1);
    case '?':
        if (quick && pp->trigraphs) goto leave;
        if (pp->trigraphs && !pp->nested) {
            u32 n = splice_length(pp, p);
            if (n) {
                p += n;
                goto again;
            }
            if (is_disguised(pp, p)) goto spliced;
        }
        PUNCTUATOR(TK_QUESTION, 1);
    case '\\': {
        if (quick) goto leave;
        u32 n = pp->nested ? 0 : splice_length(pp, p);
        if (n) {
            p += n;
            goto again;
        }
        goto wide_word;
    }
    case 0:
        if (quick) goto leave;
        if (p >= pp->end) {
            end = p;
            kind = TK_EOF;
            goto done;
        }
        if (!pp->quiet) diag_warn(&pp->kit->diag, W_ALWAYS, pp_here(pp, p), "null character ignored");
        p++;
        flags |= TOKEN_SPACE_BEFORE;
        goto again;
    default: /* '$', '@', '`', controls, bytes over 0x7f */
        goto wide_word;
    }

wide_word: {
    if (quick) goto leave;
    bool needs_splicing = false;
    u32 n = lex_wide_identifier(pp, p, t, &needs_splicing);
    if (needs_splicing) goto spliced;
    if (n) {
        kind = t->kind;
        name = t->name;
        end = p + n;
        goto done;
    }
    u32 code;
    n = utf8_decode(p, pp->end, &code);
    kind = TK_OTHER;
    end = p + (n ? n : 1);
    goto done;
}

spliced:
    if (quick) goto leave;
    if (lex_spliced(pp, p, flags, t, &p)) return LEXED;
    flags |= TOKEN_SPACE_BEFORE;
    goto again;

leave:
    pp->at = p;
    pp->extra_flags = flags;
    return LEX_LEFT;

done:
    t->kind = (u8)kind;
    t->flags = (u8)flags;
    t->unused = 0;
    t->loc = pp->base + (u32)(p - pp->text);
    t->name = name;
    t->end = (u32)(end - p);
    pp->at = end;
    return LEXED;
}

static KIT_SLOW_WAY void lex_any(CPreprocessor *pp, Token *t) { lex_token(pp, t, false); }

void lex(CPreprocessor *pp, Token *t)
{
    if (KIT_LIKELY(lex_token(pp, t, true) == LEXED)) return;
    lex_any(pp, t);
}

static inline void finish_identifier(CPreprocessor *pp, Token *out)
{
    u32 info = pp->info[out->name];
    if (KIT_UNLIKELY(info >= 256)) {
        finish_next(pp, out);
        return;
    }
    if (info) out->kind = (u8)info;
}

static KIT_SLOW_WAY void next_any(CPreprocessor *pp, Token *out)
{
    if (KIT_LIKELY(pp->is_plain)) {
        lex_any(pp, out);
        if (KIT_LIKELY(out->kind == TK_IDENTIFIER)) {
            finish_identifier(pp, out);
            return;
        }
        if (KIT_LIKELY(out->kind != TK_EOF && out->kind != TK_HASH)) return;
        /* A directive or the end of a file: go back to where this token began. */
        pp->at = pp->text + (out->loc - pp->base);
        pp->extra_flags = out->flags & (TOKEN_LINE_START | TOKEN_SPACE_BEFORE);
    }
    raw_next(pp, out);
    finish_next(pp, out);
}

static KIT_SLOW_WAY void next_long(CPreprocessor *pp, Token *out)
{
    const char *p = pp->at, *end = word_end(p);
    if (KIT_UNLIKELY(char_class[(u8)*end] & CHAR_ODD || (*end == '?' && pp->trigraphs))) {
        next_any(pp, out);
        return;
    }
    out->kind = TK_IDENTIFIER;
    out->flags = (u8)pp->extra_flags;
    out->unused = 0;
    out->loc = pp_here(pp, p);
    out->name = lex_intern(pp, p, (u32)(end - p));
    out->end = (u32)(end - p);
    pp->at = end;
    pp->extra_flags = 0;
    finish_identifier(pp, out);
}

/* The parser's door stands beside the lexer, so that the way of most tokens is one function, and all other ways are tail calls. */
void pp_next(CPreprocessor *pp, Token *out)
{
    if (KIT_LIKELY(pp->is_plain)) {
        Lexed lexed = lex_token(pp, out, true);
        if (KIT_LIKELY(lexed == LEXED)) {
            if (out->kind == TK_IDENTIFIER) finish_identifier(pp, out);
            return;
        }
        if (lexed == LEX_LONG) {
            next_long(pp, out);
            return;
        }
    }
    next_any(pp, out);
}

u32 lex_text(CPreprocessor *pp, Str text, Token *t)
{
    Buf *b = &pp->lex_buffer;
    b->len = 0;
    buf_bytes(b, text.ptr, text.len);
    buf_fill(b, 0, 64);
    struct {
        const char *at, *text, *end;
        Loc base;
        u32 extra_flags;
        bool nested, quiet, in_directive;
    } saved = {pp->at, pp->text, pp->end, pp->base, pp->extra_flags, pp->nested, pp->quiet, pp->in_directive};
    pp->text = (const char *)b->data;
    pp->at = pp->text;
    pp->end = pp->text + text.len;
    pp->base = 0;
    pp->nested = pp->quiet = pp->in_directive = true;
    pp->extra_flags = 0;
    lex(pp, t);
    u32 n = (u32)(pp->at - pp->text);
    pp->at = saved.at;
    pp->text = saved.text;
    pp->end = saved.end;
    pp->base = saved.base;
    pp->nested = saved.nested;
    pp->quiet = saved.quiet;
    pp->in_directive = saved.in_directive;
    pp->extra_flags = saved.extra_flags;
    return n;
}
