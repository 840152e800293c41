/* The diagnostic engine; see diag.h.
   In: severities, places, messages, and the options that switch warnings. Out: text on stderr in the form that editors parse.
   What is printed depends on the source alone; only colors depend on the terminal. */
#include "base/diag.h"
#include "base/buf.h"
#include "base/map.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static const struct {
    const char *name;
    u32 groups;
} warning_table[W_COUNT] = {
#define W(id, name, groups) {name, groups},
    DIAG_WARNINGS(W)
#undef W
};

/* Options of other compilers that mean one of ours, or that have nothing to say here: builds pass them, so they are known. */
static const struct {
    const char *alias;
    u8 warning; /* W_ALWAYS: accepted, without effect */
} alias_table[] = {
    {"incompatible-pointer-types-discards-qualifiers", W_DISCARDED_QUALIFIERS}, {"maybe-uninitialized", W_UNINITIALIZED},
    {"cast-align", W_ALWAYS}, {"switch-bool", W_ALWAYS}, {"duplicated-cond", W_ALWAYS}, {"nonnull-compare", W_ALWAYS}, {"inline", W_ALWAYS}, {"strict-aliasing", W_ALWAYS}, {"strict-overflow", W_ALWAYS},
    {"overlength-strings", W_ALWAYS}, {"format-truncation", W_ALWAYS}, {"format-overflow", W_ALWAYS},
    {"stringop-overflow", W_ALWAYS}, {"stringop-truncation", W_ALWAYS}, {"aggregate-return", W_ALWAYS},
    {"disabled-optimization", W_ALWAYS}, {"packed", W_ALWAYS}, {"padded", W_ALWAYS}, {"invalid-pch", W_ALWAYS},
    {"null-dereference", W_ALWAYS}, {"duplicated-branches", W_ALWAYS}, {"jump-misses-init", W_ALWAYS}, {"clobbered", W_ALWAYS},
    {"unused-macros", W_ALWAYS}, {"unreachable-code", W_ALWAYS}, {"frame-larger-than", W_ALWAYS}, {"stack-usage", W_ALWAYS},
    {"initializer-overrides", W_ALWAYS}, {"gnu-alignof-expression", W_ALWAYS},
    {"error-implicit-function-declaration", W_ALWAYS}, {"dangling-pointer", W_ALWAYS}, {"restrict", W_ALWAYS},
    {"undef-prefix", W_ALWAYS}, {"gnu", W_ALWAYS}, {"c99-extensions", W_ALWAYS}, {"c11-extensions", W_ALWAYS},
};

void diag_init(Diag *d, Sources *sources)
{
    *d = (Diag){0};
    d->sources = sources;
    d->error_limit = 20;
    d->show_column = true;
    for (u32 i = 0; i < W_COUNT; i++)
        if (warning_table[i].groups & DIAG_DEFAULT) d->state[i] = WARNING_ON;
}

static u32 find_warning(Str name)
{
    if (name.len == 0) return MAP_NONE;
    for (u32 i = 1; i < W_COUNT; i++)
        if (str_is(name, warning_table[i].name)) return i;
    /* -Wformat=2, -Wimplicit-fallthrough=3 and kin: the level is not ours. */
    for (u32 i = 0; i < name.len; i++)
        if (name.ptr[i] == '=') return find_warning((Str){name.ptr, i});
    for (u32 i = 0; i < ARRAY_LEN(alias_table); i++)
        if (str_is(name, alias_table[i].alias)) return alias_table[i].warning;
    return MAP_NONE;
}

/* Of the warnings that no option named: a word about one counts more than one about a group, in either order (GCC manual, "Warning Options"). */
static void set_group(Diag *d, u32 group, bool on)
{
    for (u32 i = 1; i < W_COUNT; i++) {
        if (!(warning_table[i].groups & group) || d->said[i]) continue;
        if (!on) d->state[i] = WARNING_OFF;
        else if (d->state[i] == WARNING_OFF) d->state[i] = WARNING_ON;
    }
}

/* Options that are a warning, or nothing, of their own and bring others along. */
static const struct {
    const char *name;
    u8 member[8]; /* W_ALWAYS ends it */
} family_table[] = {
    {"unused", {W_UNUSED_VARIABLE, W_UNUSED_FUNCTION, W_UNUSED_LABEL, W_UNUSED_VALUE, W_UNUSED_BUT_SET_VARIABLE, W_UNUSED_LOCAL_TYPEDEFS, W_UNUSED_RESULT}},
    {"conversion", {W_SIGN_CONVERSION, W_FLOAT_CONVERSION}},
    {"format=2", {W_FORMAT_NONLITERAL, W_FORMAT_SECURITY}},
    {"parentheses", {W_DANGLING_ELSE}},
};

static void set_family(Diag *d, const u8 *member, bool no)
{
    for (u32 i = 0; i < 8 && member[i] != W_ALWAYS; i++)
        if (!d->said[member[i]]) d->state[member[i]] = no ? WARNING_OFF : d->state[member[i]] == WARNING_OFF ? WARNING_ON : d->state[member[i]];
}

static Str after(Str s, u32 n) { return (Str){s.ptr + n, s.len - n}; }

bool diag_option(Diag *d, Str option)
{
    if (str_is(option, "w")) return d->warnings_off = true;
    if (str_is(option, "pedantic") || str_is(option, "Wpedantic") || str_is(option, "pedantic-errors")) {
        set_group(d, DIAG_PEDANTIC, true);
        if (str_is(option, "pedantic-errors")) d->required_are_errors = true;
        return true;
    }
    if (option.len == 0 || option.ptr[0] != 'W') return false;
    Str name = after(option, 1);
    bool no = str_starts(name, "no-");
    if (no) name = after(name, 3);
    if (str_is(name, "error")) {
        d->all_warnings_are_errors = !no;
        return true;
    }
    if (str_starts(name, "error=")) {
        u32 w = find_warning(after(name, 6));
        if (w == MAP_NONE) return false;
        if (w == W_ALWAYS) return true;
        d->exempt[w] = no;
        d->said[w] = d->said[w] || !no;
        if (!no) d->state[w] = WARNING_ERROR;
        else if (d->state[w] == WARNING_ERROR) d->state[w] = WARNING_ON;
        return true;
    }
    if (str_is(name, "all") || str_is(name, "most")) {
        set_group(d, DIAG_ALL, !no);
        return true;
    }
    if (str_is(name, "extra")) {
        set_group(d, DIAG_EXTRA, !no);
        return true;
    }
    if (str_is(name, "everything")) {
        set_group(d, ~0u, !no);
        return true;
    }
    for (u32 i = 0; i < ARRAY_LEN(family_table); i++)
        if (str_is(name, family_table[i].name)) set_family(d, family_table[i].member, no);
    if (str_is(name, "unused")) return true;
    if (str_is(name, "system-headers")) {
        d->in_system_headers = !no;
        return true;
    }
    u32 w = find_warning(name);
    if (w == MAP_NONE) return false;
    if (w == W_ALWAYS) return true;
    d->said[w] = true;
    if (no) d->state[w] = WARNING_OFF;
    else if (d->state[w] == WARNING_OFF) d->state[w] = WARNING_ON;
    return true;
}

/* ---- #pragma GCC diagnostic ---- */

static u32 save_state(Diag *d)
{
    u32 at = vec_extend(&d->saved, W_COUNT);
    memcpy(d->saved.at + at, d->state, W_COUNT);
    return at / W_COUNT;
}

static void start_history(Diag *d)
{
    if (d->saved.len == 0) save_state(d);
}

bool diag_pragma_set(Diag *d, Loc from, Str name, WarningState state)
{
    if (name.len < 2 || name.ptr[0] != '-' || name.ptr[1] != 'W') return false;
    start_history(d);
    name = after(name, 2);
    if (str_is(name, "all")) set_group(d, DIAG_ALL, state != WARNING_OFF);
    else if (str_is(name, "extra")) set_group(d, DIAG_EXTRA, state != WARNING_OFF);
    else {
        u32 w = find_warning(name);
        if (w == MAP_NONE) return false;
        if (w != W_ALWAYS) d->state[w] = (u8)state;
    }
    DiagChange c = {from, 0};
    c.saved = save_state(d);
    vec_push(&d->change, c);
    return true;
}

void diag_pragma_push(Diag *d)
{
    start_history(d);
    u32 now = d->change.len ? vec_last(&d->change).saved : 0;
    vec_push(&d->pushed, now);
}

bool diag_pragma_pop(Diag *d, Loc from)
{
    if (d->pushed.len == 0) return false;
    u32 saved = vec_pop(&d->pushed);
    memcpy(d->state, d->saved.at + (size_t)saved * W_COUNT, W_COUNT);
    DiagChange c = {from, saved};
    vec_push(&d->change, c);
    return true;
}

/* The state of a warning where loc stands: warnings may come long after the pragma that rules them (at the end of a function or file). */
static WarningState state_at(Diag *d, Warning w, Loc loc)
{
    if (d->change.len == 0 || loc == 0) return (WarningState)d->state[w];
    loc = source_expansion(d->sources, loc);
    u32 low = 0, high = d->change.len; /* the number of changes before loc */
    while (low < high) {
        u32 middle = low + (high - low) / 2;
        if (source_before(d->sources, d->change.at[middle].from, loc)) low = middle + 1;
        else high = middle;
    }
    u32 saved = low ? d->change.at[low - 1].saved : 0;
    return (WarningState)d->saved.at[(size_t)saved * W_COUNT + w];
}

/* ---- printing ---- */

typedef enum Color { COLOR_PLAIN, COLOR_BOLD, COLOR_ERROR, COLOR_WARNING, COLOR_NOTE } Color;

static void set_color(const Diag *d, Buf *b, Color c)
{
    static const char *const code[] = {"\033[m", "\033[1m", "\033[1;31m", "\033[1;35m", "\033[1;36m"};
    if (d->color) buf_puts(b, code[c]);
}

static bool is_wide(u32 c)
{
    return (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0xa4cf) || (c >= 0xac00 && c <= 0xd7a3) || (c >= 0xf900 && c <= 0xfaff) ||
           (c >= 0xfe30 && c <= 0xfe6f) || (c >= 0xff00 && c <= 0xff60) || (c >= 0xffe0 && c <= 0xffe6) || (c >= 0x1f300 && c <= 0x1f64f) ||
           (c >= 0x20000 && c <= 0x3fffd);
}

/* Characters that would change how the terminal shows the rest of the line: C0 and C1 controls and the bidirectional ones. */
static bool is_unsafe(u32 c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200e || c == 0x200f;
}

/* Shows the character at p when `out` is given; sets its width on the screen; returns its bytes. */
static u32 show_character(Buf *out, const u8 *p, u32 left, u32 column, u32 *width)
{
    char text[16];
    u32 code = 0, n = utf8_decode((const char *)p, (const char *)p + left, &code);
    if (n == 1 && code == '\t') {
        *width = 8 - column % 8;
        if (out) buf_fill(out, ' ', *width);
        return 1;
    }
    if (n == 0) *width = (u32)snprintf(text, sizeof text, "<%02x>", p[0]);
    else if (is_unsafe(code)) *width = (u32)snprintf(text, sizeof text, "<U+%04X>", (unsigned)code);
    else {
        *width = (code >= 0x300 && code <= 0x36f) || code == 0x200b || code == 0x200d ? 0 : is_wide(code) ? 2 : 1;
        if (out) buf_bytes(out, p, n);
        return n;
    }
    if (out) buf_bytes(out, text, *width);
    return n ? n : 1;
}

static u32 token_length(Str line, u32 at)
{
    if (at >= line.len) return 1;
    const u8 *p = (const u8 *)line.ptr;
    u32 i = at, c = p[i];
#define IS_WORD(c) (((c) >= 'a' && (c) <= 'z') || ((c) >= 'A' && (c) <= 'Z') || ((c) >= '0' && (c) <= '9') || (c) == '_' || (c) >= 0x80)
    if (IS_WORD(c)) {
        while (i < line.len && (IS_WORD(p[i]) || (p[i] == '.' && c >= '0' && c <= '9'))) i++;
        return i - at;
    }
#undef IS_WORD
    if (c == '"' || c == '\'') {
        for (i++; i < line.len && p[i] != c; i++)
            if (p[i] == '\\') i++;
        return i < line.len ? i + 1 - at : 1;
    }
    return 1;
}

enum { WINDOW = 180, WINDOW_BEFORE = 120 };

/* The source line with its number, and below it the caret under byte `at` and a line up to byte `end`. */
static void show_line(const Diag *d, Buf *b, u32 number, Str line, u32 at, u32 end, Color color)
{
    const u8 *p = (const u8 *)line.ptr;
    u32 column = 0, caret = 0, caret_end = 0, width = 0, first = 0, last = line.len;
    bool have_end = false;
    for (u32 i = 0; i < line.len;) {
        if (i <= at) caret = column;
        if (!have_end && i >= end) caret_end = column, have_end = true;
        if (i > at && column > caret + WINDOW) break; /* the rest of a very long line cannot be seen anyway */
        i += show_character(NULL, p + i, line.len - i, column, &width);
        column += width;
    }
    if (at >= line.len) caret = column;
    if (!have_end) caret_end = column;
    if (caret_end <= caret) caret_end = caret + 1;
    /* Long lines are seen through a window. */
    u32 from_column = caret > WINDOW_BEFORE ? caret - WINDOW_BEFORE : 0, to_column = from_column + WINDOW, shown_from = 0;
    Buf text = {0};
    column = 0;
    for (u32 i = 0; i < line.len;) {
        u32 n = show_character(NULL, p + i, line.len - i, column, &width);
        if (column < from_column) first = i + n, shown_from = column + width;
        if (column + width > to_column) {
            last = i;
            break;
        }
        column += width;
        i += n;
    }
    column = shown_from;
    for (u32 i = first; i < last; column += width) i += show_character(&text, p + i, line.len - i, column, &width);
    while (text.len && text.data[text.len - 1] == ' ') text.len--;
    u32 dots = first > 0 ? 3 : 0;
    buf_printf(b, "%5u | ", (unsigned)number);
    if (dots) buf_puts(b, "...");
    buf_bytes(b, text.data, text.len);
    if (last < line.len) buf_puts(b, "...");
    buf_puts(b, "\n      | ");
    if (caret_end > to_column) caret_end = to_column > caret ? to_column : caret + 1;
    buf_fill(b, ' ', caret - shown_from + dots);
    set_color(d, b, color);
    buf_u8(b, '^');
    buf_fill(b, '~', caret_end - caret - 1);
    set_color(d, b, COLOR_PLAIN);
    buf_u8(b, '\n');
    buf_free(&text);
}

/* The spelling of the token that stands at a Loc in a file, for "in expansion of macro 'X'". */
static Str word_at(Sources *s, Loc loc)
{
    loc = source_spelling(s, loc);
    if (!loc) return STR("?");
    Place p = source_place(s, loc);
    u32 at = p.column - 1, n = token_length(p.line_text, at);
    if (at >= p.line_text.len) return STR("?");
    return (Str){p.line_text.ptr + at, n};
}

static void show_include_chain(Diag *d, Buf *b, Loc loc)
{
    Loc includer = source_includer(d->sources, loc);
    if (includer == d->last_includer) return;
    d->last_includer = includer;
    for (bool first = true; includer; includer = source_includer(d->sources, includer), first = false) {
        Place p = source_place(d->sources, includer);
        buf_puts(b, first ? "In file included from " : ",\n                 from ");
        set_color(d, b, COLOR_BOLD);
        buf_printf(b, "%.*s:%u", STR_FMT(p.path), (unsigned)p.line);
        set_color(d, b, COLOR_PLAIN);
        if (!source_includer(d->sources, includer)) buf_puts(b, ":\n");
    }
}

static bool in_system_header(Diag *d, Loc file_loc) { return file_loc && source_place(d->sources, file_loc).is_system; }

enum { EXPANSION_NOTES = 8 };

static void show_one(Diag *d, Buf *b, const char *label, Color color, Loc file_loc, u32 length, const char *message, const char *suffix)
{
    Place p = source_place(d->sources, file_loc);
    set_color(d, b, COLOR_BOLD);
    if (file_loc) {
        buf_printf(b, "%.*s:%u:", STR_FMT(p.path), (unsigned)p.line);
        if (d->show_column) buf_printf(b, "%u:", (unsigned)p.column);
    } else {
        buf_puts(b, "kit:");
    }
    buf_u8(b, ' ');
    set_color(d, b, COLOR_PLAIN);
    set_color(d, b, color);
    buf_puts(b, label);
    set_color(d, b, COLOR_PLAIN);
    buf_printf(b, " %s", message);
    if (*suffix) {
        buf_puts(b, " [");
        set_color(d, b, color);
        buf_puts(b, suffix);
        set_color(d, b, COLOR_PLAIN);
        buf_u8(b, ']');
    }
    buf_u8(b, '\n');
    if (file_loc && p.line_text.len) {
        u32 at = p.column - 1;
        u32 n = length ? length : token_length(p.line_text, at);
        show_line(d, b, p.line, p.line_text, at, at + n, color);
    }
}

/* Bytes from loc up to end when both stand in one file, so that the range can be underlined; else 0. */
static u32 range_length(Sources *s, Loc loc, Loc end)
{
    if (!end) return 0;
    Loc from = source_spelling(s, loc), to = source_spelling(s, end);
    if (!from || !to || to <= from || source_range(s, from) != source_range(s, to)) return 0;
    Place p = source_place(s, from);
    u32 room = p.line_text.len > p.column - 1 ? p.line_text.len - (p.column - 1) : 1;
    return to - from < room ? to - from : room;
}

static void show(Diag *d, DiagLevel level, Loc loc, Loc end, const char *suffix, const char *message)
{
    static const char *const label[] = {"note:", "warning:", "error:", "fatal error:"};
    static const Color color[] = {COLOR_NOTE, COLOR_WARNING, COLOR_ERROR, COLOR_ERROR};
    Sources *s = d->sources;
    Buf b = {0};
    /* The message stands where the token was spelled, unless a system header spelled it: then where its own code used that macro. */
    Loc shown = source_spelling(s, loc), outer = loc;
    u32 length = range_length(s, loc, end);
    if (in_system_header(d, shown) && !in_system_header(d, source_expansion(s, loc))) {
        while (source_macro_parent(s, outer) && in_system_header(d, source_spelling(s, outer))) outer = source_macro_parent(s, outer);
        shown = source_spelling(s, outer);
        length = 0;
    }
    if (level != DIAG_NOTE) show_include_chain(d, &b, shown);
    show_one(d, &b, label[level], color[level], shown, length, message, suffix);
    u32 depth = 0;
    for (Loc up = source_macro_parent(s, outer); up; up = source_macro_parent(s, up)) depth++;
    u32 at = 0;
    for (Loc up = source_macro_parent(s, outer); up; up = source_macro_parent(s, up), at++) {
        if (depth > EXPANSION_NOTES && at >= EXPANSION_NOTES / 2 && at < depth - EXPANSION_NOTES / 2) continue;
        Str name = word_at(s, up);
        char note[200];
        snprintf(note, sizeof note, "in expansion of macro '%.*s'", name.len > 100 ? 100 : (int)name.len, name.ptr);
        show_one(d, &b, label[DIAG_NOTE], COLOR_NOTE, source_spelling(s, up), 0, note, "");
    }
    fflush(stdout);
    fwrite(b.data, 1, b.len, stderr);
    buf_free(&b);
}

static void format(Buf *b, const char *fmt, va_list ap)
{
    va_list copy;
    va_copy(copy, ap);
    int n = vsnprintf(NULL, 0, fmt, copy);
    va_end(copy);
    if (n < 0) KIT_PANIC("bad format");
    buf_reserve(b, (size_t)n + 1);
    vsnprintf((char *)b->data, (size_t)n + 1, fmt, ap);
    /* Names in messages come from the source: nothing in them may reach the terminal as a control character. */
    for (int i = 0; i < n; i++)
        if (b->data[i] < 0x20 || b->data[i] == 0x7f) b->data[i] = '?';
    b->len = (size_t)n;
}

static _Noreturn void stop(const Diag *d, const char *why)
{
    if (why) {
        Buf b = {0};
        set_color(d, &b, COLOR_BOLD);
        buf_puts(&b, "kit: ");
        set_color(d, &b, COLOR_ERROR);
        buf_puts(&b, "fatal error:");
        set_color(d, &b, COLOR_PLAIN);
        buf_printf(&b, " %s\n", why);
        fwrite(b.data, 1, b.len, stderr);
        buf_free(&b);
    }
    exit(1);
}

static void error_va(Diag *d, Loc loc, Loc end, const char *suffix, const char *fmt, va_list ap)
{
    Buf b = {0};
    format(&b, fmt, ap);
    u32 hash = str_hash((Str){(const char *)b.data, (u32)b.len});
    /* The parser's recovery may run into the same mistake again. */
    bool repeated = d->errors && d->last_loc == loc && d->last_hash == hash && loc;
    if (!repeated) {
        if (d->error_limit && d->errors >= d->error_limit) {
            char why[80];
            snprintf(why, sizeof why, "too many errors (%u); -fmax-errors=0 shows all", (unsigned)d->errors);
            stop(d, why);
        }
        show(d, DIAG_ERROR, loc, end, suffix, (const char *)b.data);
    }
    d->last_was_shown = !repeated;
    d->last_loc = loc;
    d->last_hash = hash;
    d->errors++;
    buf_free(&b);
}

void diag_error(Diag *d, Loc loc, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    error_va(d, loc, 0, "", fmt, ap);
    va_end(ap);
}

bool diag_enabled(Diag *d, Warning w, Loc loc)
{
    if (d->warnings_off || (d->change.len == 0 && d->state[w] == WARNING_OFF)) return false;
    if (state_at(d, w, loc) == WARNING_OFF) return false;
    if (d->in_system_headers) return true;
    if (in_system_header(d, source_expansion(d->sources, loc))) return false;
    /* What a system header's macro does in the user's code is worth a word only when it is likely wrong, not when it is a matter of style. */
    return (warning_table[w].groups & DIAG_DEFAULT) || !in_system_header(d, source_spelling(d->sources, loc));
}

bool diag_warn(Diag *d, Warning w, Loc loc, const char *fmt, ...)
{
    d->last_was_shown = false;
    if (!diag_enabled(d, w, loc)) return false;
    bool required = d->required_are_errors && (warning_table[w].groups & DIAG_REQUIRED);
    bool error = state_at(d, w, loc) == WARNING_ERROR || (d->all_warnings_are_errors && !d->exempt[w]) || (required && !d->exempt[w] && !d->permitted[w]);
    char suffix[80] = "";
    const char *name = warning_table[w].name;
    if (required && !d->permitted[w]) snprintf(suffix, sizeof suffix, "%s%s", *name ? "-W" : "", name);
    else if (!*name) snprintf(suffix, sizeof suffix, "%s", error ? "-Werror" : "");
    else snprintf(suffix, sizeof suffix, "-W%s%s", error ? "error=" : "", name);
    va_list ap;
    va_start(ap, fmt);
    if (error) {
        error_va(d, loc, 0, suffix, fmt, ap);
    } else {
        Buf b = {0};
        format(&b, fmt, ap);
        show(d, DIAG_WARNING, loc, 0, suffix, (const char *)b.data);
        buf_free(&b);
        d->warnings++;
        d->last_was_shown = true;
    }
    va_end(ap);
    return d->last_was_shown;
}

void diag_note(Diag *d, Loc loc, const char *fmt, ...)
{
    if (!d->last_was_shown) return;
    Buf b = {0};
    va_list ap;
    va_start(ap, fmt);
    format(&b, fmt, ap);
    va_end(ap);
    show(d, DIAG_NOTE, loc, 0, "", (const char *)b.data);
    buf_free(&b);
}

_Noreturn void diag_fatal(Diag *d, Loc loc, const char *fmt, ...)
{
    Buf b = {0};
    va_list ap;
    va_start(ap, fmt);
    format(&b, fmt, ap);
    va_end(ap);
    show(d, DIAG_FATAL, loc, 0, "", (const char *)b.data);
    buf_free(&b);
    d->errors++;
    stop(d, NULL);
}

static void show_tool(const Diag *d, const char *tool, const char *label, Color color, const Buf *message)
{
    Buf b = {0};
    set_color(d, &b, COLOR_BOLD);
    buf_printf(&b, "%s: ", tool);
    set_color(d, &b, COLOR_PLAIN);
    set_color(d, &b, color);
    buf_puts(&b, label);
    set_color(d, &b, COLOR_PLAIN);
    buf_printf(&b, " %s\n", (const char *)message->data);
    fflush(stdout);
    fwrite(b.data, 1, b.len, stderr);
    buf_free(&b);
}

void diag_tool_error(Diag *d, const char *tool, const char *fmt, ...)
{
    if (d->error_limit && d->errors >= d->error_limit) stop(d, "too many errors");
    Buf b = {0};
    va_list ap;
    va_start(ap, fmt);
    format(&b, fmt, ap);
    va_end(ap);
    show_tool(d, tool, "error:", COLOR_ERROR, &b);
    buf_free(&b);
    d->errors++;
    d->last_was_shown = true;
}

bool diag_tool_warn(Diag *d, const char *tool, const char *fmt, ...)
{
    if (d->warnings_off) return d->last_was_shown = false;
    Buf b = {0};
    va_list ap;
    va_start(ap, fmt);
    format(&b, fmt, ap);
    va_end(ap);
    if (d->all_warnings_are_errors) {
        show_tool(d, tool, "error:", COLOR_ERROR, &b);
        d->errors++;
    } else {
        show_tool(d, tool, "warning:", COLOR_WARNING, &b);
        d->warnings++;
    }
    buf_free(&b);
    return d->last_was_shown = true;
}
