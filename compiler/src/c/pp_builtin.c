/* Macros that the preprocessor makes itself: the computed ones (__LINE__, __has_include, ...) and the text of the predefined ones.
   In: the options and the target's layout. Out: tokens, and a text of #define lines that is read like a file. */
#include "c/attribute_table.h"
#include "c/pp_internal.h"

#include <stdlib.h>

static Diag *diag(CPreprocessor *pp) { return &pp->kit->diag; }

static void add_builtin(CPreprocessor *pp, const char *text, Builtin builtin)
{
    Macro m = {0};
    m.name = lex_intern(pp, text, (u32)strlen(text));
    m.builtin = (u8)builtin;
    m.flags = MACRO_PREDEFINED;
    vec_push(&pp->macro, m);
    set_macro(pp, m.name, pp->macro.len - 1);
}

/* ---- dates (C11 6.10.8.1, SOURCE_DATE_EPOCH) ---- */

static void make_dates(CPreprocessor *pp)
{
    static const char *const month_name[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    static const char *const day_name[] = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
    u64 seconds = 0;
    const char *epoch = pp->options->source_date_epoch;
    if (epoch) {
        bool good = *epoch != 0;
        for (const char *p = epoch; *p; p++) {
            good = good && *p >= '0' && *p <= '9';
            if (good) seconds = seconds * 10 + (u64)(*p - '0');
            if (seconds > 253402300799u) good = false; /* the end of the year 9999 */
        }
        if (!good) {
            diag_error(diag(pp), 0, "SOURCE_DATE_EPOCH must be a number from 0 to 253402300799, not '%.40s'", epoch);
            seconds = 0;
        }
    }
    u64 days = seconds / 86400, rest = seconds % 86400;
    /* The civil calendar, counted from 1 March 0000, whose 400-year cycle has 146097 days. */
    u64 z = days + 719468, era = z / 146097, doe = z - era * 146097;
    u64 yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    u64 doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
    u64 day = doy - (153 * mp + 2) / 5 + 1, month = mp < 10 ? mp + 3 : mp - 9;
    u64 year = yoe + era * 400 + (month <= 2);
    Arena *a = &pp->kit->arena;
    u32 h = (u32)(rest / 3600), m = (u32)(rest / 60 % 60), s = (u32)(rest % 60);
    pp->date = arena_printf(a, "\"%s %2u %04u\"", month_name[month - 1], (unsigned)day, (unsigned)year);
    pp->time = arena_printf(a, "\"%02u:%02u:%02u\"", (unsigned)h, (unsigned)m, (unsigned)s);
    pp->timestamp = arena_printf(a, "\"%s %s %2u %02u:%02u:%02u %04u\"", day_name[days % 7], month_name[month - 1], (unsigned)day, (unsigned)h,
                                 (unsigned)m, (unsigned)s, (unsigned)year);
}

void init_builtins(CPreprocessor *pp)
{
    add_builtin(pp, "__FILE__", BUILTIN_FILE);
    add_builtin(pp, "__LINE__", BUILTIN_LINE);
    add_builtin(pp, "__DATE__", BUILTIN_DATE);
    add_builtin(pp, "__TIME__", BUILTIN_TIME);
    add_builtin(pp, "__TIMESTAMP__", BUILTIN_TIMESTAMP);
    add_builtin(pp, "__COUNTER__", BUILTIN_COUNTER);
    add_builtin(pp, "__INCLUDE_LEVEL__", BUILTIN_INCLUDE_LEVEL);
    add_builtin(pp, "__BASE_FILE__", BUILTIN_BASE_FILE);
    add_builtin(pp, "__FILE_NAME__", BUILTIN_FILE_NAME);
    add_builtin(pp, "__has_include", BUILTIN_HAS_INCLUDE);
    add_builtin(pp, "__has_include_next", BUILTIN_HAS_INCLUDE_NEXT);
    add_builtin(pp, "__has_embed", BUILTIN_HAS_EMBED);
    add_builtin(pp, "__has_attribute", BUILTIN_HAS_ATTRIBUTE);
    add_builtin(pp, "__has_c_attribute", BUILTIN_HAS_C_ATTRIBUTE);
    add_builtin(pp, "__has_builtin", BUILTIN_HAS_BUILTIN);
    add_builtin(pp, "__has_feature", BUILTIN_HAS_FEATURE);
    add_builtin(pp, "__has_extension", BUILTIN_HAS_FEATURE);
    add_builtin(pp, "_Pragma", BUILTIN_PRAGMA);
    make_dates(pp);
}

/* ---- computed macros ---- */

static Str remap_path(CPreprocessor *pp, Str path)
{
    /* The last -fmacro-prefix-map that fits wins, as with gcc. */
    for (u32 i = pp->options->prefix_map.len; i-- > 0;) {
        Str map = pp->options->prefix_map.at[i];
        u32 n = 0;
        while (n < map.len && map.ptr[n] != '=') n++;
        if (n == map.len || path.len < n || memcmp(path.ptr, map.ptr, n) != 0) continue;
        return arena_printf(&pp->kit->arena, "%.*s%.*s", (int)(map.len - n - 1), map.ptr + n + 1, (int)(path.len - n), path.ptr + n);
    }
    return path;
}

static void make_string_token(CPreprocessor *pp, Token *t, Str text)
{
    Buf b = {0};
    buf_u8(&b, '"');
    for (u32 i = 0; i < text.len; i++) {
        u8 c = (u8)text.ptr[i];
        if (c == '"' || c == '\\') buf_u8(&b, '\\');
        if (c < ' ') buf_printf(&b, "\\%03o", c);
        else buf_u8(&b, c);
    }
    buf_u8(&b, '"');
    Token like = *t;
    make_text_token(pp, t, TK_STRING, arena_str(&pp->kit->arena, (Str){(const char *)b.data, (u32)b.len}), &like);
    buf_free(&b);
}

static void make_number_token(CPreprocessor *pp, Token *t, u64 x)
{
    Token like = *t;
    make_text_token(pp, t, TK_NUMBER, arena_printf(&pp->kit->arena, "%llu", (unsigned long long)x), &like);
}

/* __NAME__ and name are one attribute. */
static Str bare_name(Str s)
{
    if (s.len > 4 && s.ptr[0] == '_' && s.ptr[1] == '_' && s.ptr[s.len - 1] == '_' && s.ptr[s.len - 2] == '_') return (Str){s.ptr + 2, s.len - 4};
    return s;
}

static u64 c_attribute_version(Str s)
{
    s = bare_name(s);
    if (str_is(s, "deprecated") || str_is(s, "fallthrough") || str_is(s, "maybe_unused")) return 201904;
    if (str_is(s, "nodiscard")) return 202003;
    if (str_is(s, "noreturn") || str_is(s, "_Noreturn")) return 202202;
    return 0;
}

/* The operand in parentheses of __has_attribute and kin: a name, perhaps with a prefix. 0 after an error. */
static u64 has_something(CPreprocessor *pp, u32 builtin, const Token *name)
{
    Token t, word, scope = {0};
    Str what = name_str(&pp->kit->names, name->name);
    raw_next(pp, &t);
    if (t.kind != TK_LPAREN) {
        diag_error(diag(pp), t.loc, "missing '(' after \"%.*s\"", STR_FMT(what));
        if (t.kind != TK_EOF) push_back(pp, &t);
        return 0;
    }
    raw_next(pp, &word);
    if (word.kind != TK_IDENTIFIER) {
        diag_error(diag(pp), word.loc, "\"%.*s\" wants an identifier in parentheses", STR_FMT(what));
        if (word.kind != TK_EOF) push_back(pp, &word);
        return 0;
    }
    raw_next(pp, &t);
    if (t.kind == TK_COLON) { /* gnu::packed */
        scope = word;
        raw_next(pp, &t);
        if (t.kind == TK_COLON) raw_next(pp, &word);
        raw_next(pp, &t);
    }
    if (t.kind != TK_RPAREN) {
        diag_error(diag(pp), t.loc, "missing ')' after \"%.*s\" operand", STR_FMT(what));
        if (t.kind != TK_EOF) push_back(pp, &t);
        return 0;
    }
    Str s = pp_spelling(pp, &word);
    if (builtin == BUILTIN_HAS_FEATURE) return 0;
    if (builtin == BUILTIN_HAS_BUILTIN) return is_known_builtin(s);
    if (scope.kind == TK_IDENTIFIER) return str_is(bare_name(pp_spelling(pp, &scope)), "gnu") && is_known_attribute(bare_name(s));
    if (builtin == BUILTIN_HAS_C_ATTRIBUTE) return pp->standard >= C_STD_C23 ? c_attribute_version(s) : 0;
    return is_known_attribute(bare_name(s));
}

static u64 has_include(CPreprocessor *pp, bool next, const Token *name)
{
    Str what = name_str(&pp->kit->names, name->name);
    if (!pp->in_directive) {
        diag_error(diag(pp), name->loc, "\"%.*s\" used outside of a preprocessing directive", STR_FMT(what));
        return 0;
    }
    Token t;
    raw_next(pp, &t);
    if (t.kind != TK_LPAREN) {
        diag_error(diag(pp), t.loc, "missing '(' before \"%.*s\" operand", STR_FMT(what));
        if (t.kind != TK_EOF) push_back(pp, &t);
        return 0;
    }
    if (pp->macro.at[macro_of(pp, name->name)].builtin == BUILTIN_HAS_EMBED) return has_embed(pp, name);
    HeaderName h = read_header_name(pp, true);
    if (!h.is_valid) {
        diag_error(diag(pp), name->loc, "\"%.*s\" expects \"FILENAME\" or <FILENAME>", STR_FMT(what));
        return 0;
    }
    raw_next(pp, &t);
    if (t.kind != TK_RPAREN) {
        diag_error(diag(pp), t.loc, "missing ')' after \"%.*s\" operand", STR_FMT(what));
        if (t.kind != TK_EOF) push_back(pp, &t);
        return 0;
    }
    u32 found_in;
    bool is_system;
    return find_header(pp, &h, next, &found_in, &is_system) != MAP_NONE;
}

bool expand_builtin(CPreprocessor *pp, u32 macro, Token *t)
{
    Token name = *t, like = *t;
    Sources *s = &pp->kit->sources;
    switch ((Builtin)pp->macro.at[macro].builtin) {
    case BUILTIN_FILE: case BUILTIN_FILE_NAME: {
        Str path;
        source_line(s, t->loc, &path);
        if (pp->macro.at[macro].builtin == BUILTIN_FILE_NAME)
            for (u32 i = path.len; i-- > 0;)
                if (path.ptr[i] == '/') {
                    path = (Str){path.ptr + i + 1, path.len - i - 1};
                    break;
                }
        make_string_token(pp, t, remap_path(pp, path));
        return true;
    }
    /* In a macro's body: where the macro is used; in an argument: where it stands itself. As gcc has it. */
    case BUILTIN_LINE: make_number_token(pp, t, source_line(s, t->loc, NULL)); return true;
    case BUILTIN_COUNTER: make_number_token(pp, t, pp->counter++); return true;
    case BUILTIN_INCLUDE_LEVEL: make_number_token(pp, t, pp->include_level); return true;
    case BUILTIN_BASE_FILE: {
        Str path;
        source_line(s, pp->open.at[0].base, &path);
        make_string_token(pp, t, remap_path(pp, path));
        return true;
    }
    case BUILTIN_DATE:
        diag_warn(&pp->kit->diag, W_DATE_TIME, t->loc, "macro '__DATE__' might prevent reproducible builds");
        make_text_token(pp, t, TK_STRING, pp->date, &like); return true;
    case BUILTIN_TIME:
        diag_warn(&pp->kit->diag, W_DATE_TIME, t->loc, "macro '__TIME__' might prevent reproducible builds");
        make_text_token(pp, t, TK_STRING, pp->time, &like); return true;
    case BUILTIN_TIMESTAMP: make_text_token(pp, t, TK_STRING, pp->timestamp, &like); return true;
    case BUILTIN_HAS_EMBED:
    case BUILTIN_HAS_INCLUDE:
    case BUILTIN_HAS_INCLUDE_NEXT: make_number_token(pp, t, has_include(pp, pp->macro.at[macro].builtin == BUILTIN_HAS_INCLUDE_NEXT, &name)); return true;
    case BUILTIN_HAS_ATTRIBUTE:
    case BUILTIN_HAS_C_ATTRIBUTE:
    case BUILTIN_HAS_BUILTIN:
    case BUILTIN_HAS_FEATURE: make_number_token(pp, t, has_something(pp, pp->macro.at[macro].builtin, &name)); return true;
    case BUILTIN_PRAGMA:
        if (pp->in_directive) return true;
        return do_pragma_operator(pp, &name, t);
    case BUILTIN_POISON:
        diag_error(diag(pp), t->loc, "attempt to use poisoned '%.*s'", STR_FMT(pp_spelling(pp, t)));
        diag_note(diag(pp), pp->macro.at[macro].loc, "poisoned here");
        t->flags |= TOKEN_NO_EXPAND;
        return true;
    case BUILTIN_NONE: break;
    }
    KIT_PANIC("expand_builtin: not a built-in macro");
}
