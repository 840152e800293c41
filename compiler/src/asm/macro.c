/* Macros, repetitions and conditional assembly.
   In: definitions and uses. Out: their expansion as a new input whose text has parameters replaced. Bodies are slices of the text
   they stand in. How much all expansions together may produce is bounded. */
#include "asm/asm_internal.h"

#include <stdio.h>

enum { MAX_EXPANSION = 64 << 20 };

/* ---- Conditionals. ---- */

static void push_condition(As *as, const char *at, bool value)
{
    Condition c;
    memset(&c, 0, sizeof c);
    c.parent_active = !as->condition.len || vec_last(&as->condition).active;
    c.active = c.parent_active && value;
    c.taken = c.active || !c.parent_active;
    c.loc = as_loc(as, at);
    if (as->condition.len >= 1000) {
        as_error(as, at, "conditionals are nested too deeply");
        as->ended = true;
        return;
    }
    vec_push(&as->condition, c);
}

static bool has_condition(As *as, const char *at, const char *name)
{
    if (as->condition.len > vec_last(&as->input).condition_depth) return true;
    as_error(as, at, "'%s' without '.if'", name);
    return false;
}

static Str rest_of_statement(As *as)
{
    skip_blanks(as);
    const char *start = as->p;
    while (!(as_char_class[(u8)*as->p] & CHAR_END) && as->p < as->end) as->p++;
    const char *end = as->p;
    while (end > start && as_char_class[(u8)end[-1]] & CHAR_BLANK) end--;
    return (Str){start, (u32)(end - start)};
}

/* One of the two texts of .ifc and .ifeqs: quoted, or up to a comma. */
static Str compared_text(As *as)
{
    skip_blanks(as);
    const char *start = as->p;
    char quote = *start == '\'' || *start == '"' ? *start : 0;
    if (quote) {
        as->p++;
        while (as->p < as->end && *as->p != quote && *as->p != '\n') as->p++;
        Str s = {start + 1, (u32)(as->p - start - 1)};
        if (*as->p == quote) as->p++;
        return s;
    }
    while (as->p < as->end && *as->p != ',' && !(as_char_class[(u8)*as->p] & CHAR_END)) as->p++;
    const char *end = as->p;
    while (end > start && as_char_class[(u8)end[-1]] & CHAR_BLANK) end--;
    return (Str){start, (u32)(end - start)};
}

static bool is_defined(As *as, Str name)
{
    u32 id = strmap_get(&as->names, name);
    return id != MAP_NONE && as->symbol.at[id].place != SYM_UNDEFINED;
}

bool directive_conditional(As *as, Str name)
{
    const char *at = name.ptr;
    if (name.len < 3) return false;
    if (str_is(name, ".else")) {
        if (!has_condition(as, at, ".else")) return true;
        Condition *c = &vec_last(&as->condition);
        if (c->in_else) as_error(as, at, "a second '.else'");
        c->in_else = true;
        c->active = !c->taken;
        c->taken = true;
        return true;
    }
    if (str_is(name, ".elseif")) {
        if (!has_condition(as, at, ".elseif")) return true;
        Condition *c = &vec_last(&as->condition);
        if (c->in_else) as_error(as, at, "'.elseif' after '.else'");
        if (c->taken) {
            c->active = false;
            (void)rest_of_statement(as);
        } else {
            i64 v;
            bool ok = parse_constant(as, &v);
            c = &vec_last(&as->condition);
            c->active = c->taken = ok && v;
        }
        return true;
    }
    if (str_is(name, ".endif")) {
        if (has_condition(as, at, ".endif")) (void)vec_pop(&as->condition);
        return true;
    }
    if (!str_starts(name, ".if")) return false;
    Str kind = {name.ptr + 3, name.len - 3};
    static const char *const compares[] = {"", "ne", "eq", "gt", "ge", "lt", "le"};
    for (u32 i = 0; i < ARRAY_LEN(compares); i++) {
        i64 v;
        if (!str_is(kind, compares[i])) continue;
        if (!parse_constant(as, &v)) {
            push_condition(as, at, false);
            return true;
        }
        push_condition(as, at, i <= 1 ? v != 0 : i == 2 ? v == 0 : i == 3 ? v > 0 : i == 4 ? v >= 0 : i == 5 ? v < 0 : v <= 0);
        return true;
    }
    if (str_is(kind, "def") || str_is(kind, "ndef") || str_is(kind, "notdef")) {
        Str y = read_name(as);
        push_condition(as, at, y.len && is_defined(as, y) == (kind.len == 3));
        return true;
    }
    if (str_is(kind, "b") || str_is(kind, "nb")) {
        push_condition(as, at, (rest_of_statement(as).len == 0) == (kind.len == 1));
        return true;
    }
    if (str_is(kind, "c") || str_is(kind, "nc") || str_is(kind, "eqs") || str_is(kind, "nes")) {
        Str a = compared_text(as);
        bool equal = false;
        if (expect_comma(as)) equal = str_eq(a, compared_text(as));
        push_condition(as, at, equal == (str_is(kind, "c") || str_is(kind, "eqs")));
        return true;
    }
    return false;
}

/* At the beginning of a statement that is not assembled: only conditionals count. */
void skip_inactive(As *as)
{
    const char *start = as->p, *p = start;
    if (*p == '.') {
        do p++;
        while (is_name_char(*p) && p < as->end);
        Str name = {start, (u32)(p - start)};
        if (str_is(name, ".else") || str_is(name, ".elseif") || str_is(name, ".endif")) {
            as->p = p;
            directive_conditional(as, name);
            if (as->statement_failed) (void)rest_of_statement(as);
            return;
        }
        if (str_starts(name, ".if")) push_condition(as, start, false);
    }
    as->p = p;
    skip_to_end(as);
}

/* ---- Bodies. ---- */

static bool opens(Str word, bool macro)
{
    if (macro) return str_is(word, ".macro");
    return str_is(word, ".rept") || str_is(word, ".rep") || str_is(word, ".irp") || str_is(word, ".irpc");
}

/* The lines up to the matching .endm or .endr, and past it. */
static bool read_body(As *as, bool macro, const char *at, Str *body)
{
    const char *p = as->p;
    while (p < as->end && *p != '\n' && *p != ';') p++;
    if (p < as->end) p++;
    const char *start = p;
    u32 depth = 1;
    while (p < as->end) {
        const char *line = p;
        while (as_char_class[(u8)*p] & CHAR_BLANK) p++;
        const char *word = p;
        while (p < as->end && is_name_char(*p)) p++;
        if (p < as->end && *p == ':' && p > word) { /* a label before the directive */
            p++;
            while (as_char_class[(u8)*p] & CHAR_BLANK) p++;
            word = p;
            while (p < as->end && is_name_char(*p)) p++;
        }
        Str w = {word, (u32)(p - word)};
        if (opens(w, macro)) depth++;
        else if (str_is(w, macro ? ".endm" : ".endr") || (macro && str_is(w, ".endmacro"))) {
            if (--depth == 0) {
                *body = (Str){start, (u32)(line - start)};
                as->p = p;
                return true;
            }
        }
        /* A statement of the body may follow a semicolon. */
        bool quoted = false;
        while (p < as->end && *p != '\n' && (quoted || *p != ';')) {
            if (*p == '"') quoted = !quoted;
            p++;
        }
        if (p < as->end) p++;
    }
    as_error(as, at, macro ? "'.macro' without '.endm'" : "repetition without '.endr'");
    as->p = as->end;
    return false;
}

static bool charge(As *as, u64 bytes)
{
    as->expansion_bytes += bytes + 256;
    if (as->expansion_bytes <= MAX_EXPANSION) return true;
    as_error(as, as->p, "macros and repetitions expand to more than %d MiB", MAX_EXPANSION >> 20);
    as->ended = true;
    return false;
}

static bool push_expansion(As *as, Buf *b, Str what, const char *at)
{
    char *text = arena_alloc(&as->kit->arena, b->len + 64, 8);
    if (b->len) memcpy(text, b->data, b->len);
    memset(text + b->len, 0, 64);
    u32 len = (u32)b->len;
    buf_free(b);
    bool ok = push_input(as, arena_printf(&as->kit->arena, "<expansion of %.*s>", STR_FMT(what)), text, len, as_loc(as, at), true);
    if (!ok) as->ended = true;
    return ok;
}

/* Copies body with \name replaced by the arguments. */
static bool substitute(As *as, Str body, const Str *names, const Str *values, u32 count, u32 serial, Buf *out)
{
    const char *p = body.ptr, *end = p + body.len;
    while (p < end) {
        const char *back = memchr(p, '\\', (size_t)(end - p));
        if (!back) back = end;
        buf_bytes(out, p, (size_t)(back - p));
        p = back;
        if (p >= end) break;
        if (p + 1 < end && p[1] == '@') {
            buf_printf(out, "%u", serial);
            p += 2;
        } else if (p + 2 < end && p[1] == '(' && p[2] == ')') {
            p += 3;
        } else if (p + 1 < end && is_name_start(p[1])) {
            const char *q = p + 1;
            while (q < end && is_name_char(*q)) q++;
            Str name = {p + 1, (u32)(q - p - 1)};
            u32 i = 0;
            while (i < count && !str_eq(names[i], name)) i++;
            if (i < count) buf_str(out, values[i]);
            else buf_bytes(out, p, (size_t)(q - p));
            p = q;
        } else {
            /* A backslash and what it escapes stay. */
            buf_u8(out, (u8)*p++);
            if (p < end && *p == '\\') buf_u8(out, (u8)*p++);
        }
        if (out->len > MAX_EXPANSION) return charge(as, out->len);
    }
    return charge(as, out->len);
}

/* ---- Macros. ---- */

void directive_macro(As *as)
{
    const char *at = as->p;
    Str name = read_name(as);
    Macro m;
    memset(&m, 0, sizeof m);
    m.name = name;
    accept(as, ',');
    while (!at_end(as) && !as->statement_failed) {
        MacroParam param;
        memset(&param, 0, sizeof param);
        param.name = read_name(as);
        if (!param.name.len) break;
        if (*as->p == ':') {
            as->p++;
            Str how = read_name(as);
            if (str_is(how, "req")) param.is_required = true;
            else if (str_is(how, "vararg")) param.is_rest = true;
            else if (how.len) as_error(as, how.ptr, "expected 'req' or 'vararg'");
        }
        if (accept(as, '=')) {
            skip_blanks(as);
            const char *start = as->p;
            if (*start == '"') {
                Buf b = {0};
                if (read_string(as, &b)) param.fallback = arena_str(&as->kit->arena, (Str){(const char *)b.data, (u32)b.len});
                buf_free(&b);
            } else {
                while (as->p < as->end && *as->p != ',' && !(as_char_class[(u8)*as->p] & (CHAR_END | CHAR_BLANK))) as->p++;
                param.fallback = (Str){start, (u32)(as->p - start)};
            }
        }
        vec_push(&m.param, param);
        accept(as, ',');
    }
    bool ok = name.len && !as->statement_failed;
    if (!read_body(as, true, at, &m.body) || !ok) {
        vec_free(&m.param);
        return;
    }
    u32 *slot = strmap_put(&as->macros, name, 0);
    if (*slot) {
        vec_free(&m.param);
        as_error(as, at, "macro '%.*s' is already defined", STR_FMT(name));
        return;
    }
    vec_push(&as->macro, m);
    *slot = as->macro.len;
}

void directive_purgem(As *as)
{
    Str name = read_name(as);
    if (!name.len) return;
    u32 i = strmap_get(&as->macros, name);
    if (i == MAP_NONE || i == 0) as_error(as, name.ptr, "'%.*s' is not a macro", STR_FMT(name));
    else *strmap_put(&as->macros, name, 0) = 0;
}

/* One argument: quoted, or up to a comma or a blank that separates two words. */
static Str read_argument(As *as, bool rest)
{
    skip_blanks(as);
    const char *start = as->p;
    if (*start == '"' && !rest) {
        Buf b = {0};
        Str s = {"", 0};
        if (read_string(as, &b)) s = arena_str(&as->kit->arena, (Str){b.len ? (const char *)b.data : "", (u32)b.len});
        buf_free(&b);
        return s;
    }
    u32 depth = 0;
    bool quoted = false;
    const char *p = start, *last = start;
    for (; p < as->end && *p != '\n'; p++) {
        if (*p == '"') quoted = !quoted;
        else if (quoted) {
            if (*p == '\\' && p + 1 < as->end && p[1] != '\n') p++;
        } else if (*p == ';' || *p == '#') break;
        else if (*p == '(' || *p == '[') depth++;
        else if ((*p == ')' || *p == ']') && depth) depth--;
        else if (*p == ',' && !depth && !rest) break;
        else if ((*p == ' ' || *p == '\t') && !depth && !rest) {
            const char *q = p;
            while (*q == ' ' || *q == '\t') q++;
            char before = p > start ? p[-1] : '(', after = *q;
            if ((is_name_char(before) || before == ')' || before == ']' || before == '"') && (is_name_char(after) || after == '%' || after == '$' || after == '"' || after == '\\')) break;
            p = q - 1;
            continue;
        }
        if (*p != ' ' && *p != '\t' && *p != '\r') last = p + 1;
    }
    as->p = p;
    return (Str){start, (u32)(last - start)};
}

bool macro_expand(As *as, Str name)
{
    u32 index = strmap_get(&as->macros, name);
    if (index == MAP_NONE || index == 0) return false;
    const Macro *m = &as->macro.at[index - 1];
    u32 count = m->param.len, position = 0;
    const char *at = name.ptr;
    Str *names = arena_new_array(&as->arena, Str, count + 1), *values = arena_new_array(&as->arena, Str, count + 1);
    bool *given = arena_new_array(&as->arena, bool, count + 1);
    for (u32 i = 0; i < count; i++) {
        names[i] = m->param.at[i].name;
        values[i] = m->param.at[i].fallback;
        if (!values[i].ptr) values[i].ptr = "";
    }
    while (!at_end(as)) {
        /* name=value */
        const char *save = as->p, *p = save;
        while (p < as->end && is_name_char(*p)) p++;
        Str word = {save, (u32)(p - save)};
        u32 i = count;
        if (*p == '=' && p[1] != '=' && word.len)
            for (i = 0; i < count && !str_eq(names[i], word); i++) continue;
        if (i < count) {
            as->p = p + 1;
        } else {
            i = position++;
            if (i >= count) {
                as_error(as, save, "macro '%.*s' takes %u argument%s", STR_FMT(name), count, count == 1 ? "" : "s");
                return true;
            }
        }
        Str v = read_argument(as, m->param.at[i].is_rest);
        if (as->statement_failed) return true;
        if (v.len) values[i] = v;
        given[i] = v.len != 0;
        if (!accept(as, ',') && as->p == save) break;
    }
    for (u32 i = 0; i < count; i++)
        if (m->param.at[i].is_required && !given[i]) {
            as_error(as, at, "macro '%.*s' needs its argument '%.*s'", STR_FMT(name), STR_FMT(names[i]));
            return true;
        }
    Buf b = {0};
    u32 serial = as->macro_count++;
    if (substitute(as, m->body, names, values, count, serial, &b)) push_expansion(as, &b, name, at);
    buf_free(&b);
    return true;
}

/* ---- Repetitions. ---- */

void directive_rept(As *as, Str which)
{
    const char *at = as->p;
    i64 count = 0;
    Str name = {"", 0}, body;
    bool irp = str_is(which, ".irp"), irpc = str_is(which, ".irpc");
    VEC(Str) values = {0};
    if (!irp && !irpc) {
        if (!parse_constant(as, &count)) count = 0;
    } else {
        name = read_name(as);
        accept(as, ',');
        if (irpc) {
            Str chars = read_argument(as, false);
            for (u32 i = 0; i < chars.len; i++) {
                Str c = {chars.ptr + i, 1};
                vec_push(&values, c);
            }
        } else {
            while (!at_end(as) && !as->statement_failed) {
                const char *before = as->p;
                Str v = read_argument(as, false);
                vec_push(&values, v);
                if (!accept(as, ',') && as->p == before) break;
            }
        }
        if (!values.len) {
            Str none = {"", 0};
            vec_push(&values, none);
        }
    }
    bool failed = as->statement_failed;
    Buf b = {0};
    bool ok = read_body(as, false, at, &body) && !failed;
    if (ok && !irp && !irpc) {
        if (count > 0 && (u64)count * (body.len + 1) > MAX_EXPANSION) {
            as_error(as, at, "macros and repetitions expand to more than %d MiB", MAX_EXPANSION >> 20);
            ok = false;
        }
        ok = ok && charge(as, count > 0 ? (u64)count * body.len : 0);
        for (i64 i = 0; ok && i < count; i++) buf_str(&b, body);
    } else {
        for (u32 i = 0; ok && i < values.len; i++) ok = substitute(as, body, &name, &values.at[i], 1, as->macro_count, &b);
    }
    vec_free(&values);
    if (ok) push_expansion(as, &b, which, at);
    buf_free(&b);
}

bool macro_exit(As *as)
{
    Input *in = &vec_last(&as->input);
    if (!in->is_expansion) return false;
    as->condition.len = in->condition_depth;
    as->p = as->end;
    return true;
}
