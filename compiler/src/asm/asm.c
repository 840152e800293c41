/* The assembler's outer loop: inputs, lines, statements, labels, symbols; see asm.h.
   In: text. Out: chains of bytes, fragments and fixups, that layout.c places and object.c makes into an Obj. */
#include "asm/asm_internal.h"

#include <stdarg.h>
#include <stdio.h>

Loc as_loc(As *as, const char *p)
{
    const Input *in = &vec_last(&as->input);
    return p >= in->text && p <= in->end ? in->base + (Loc)(p - in->text) : in->base;
}

static void error_va(As *as, Loc loc, const char *fmt, va_list ap)
{
    char text[400];
    vsnprintf(text, sizeof text, fmt, ap);
    as->statement_failed = true;
    diag_error(&as->kit->diag, loc, "%s", text);
}

void as_error_at(As *as, Loc loc, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    error_va(as, loc, fmt, ap);
    va_end(ap);
}

void as_error(As *as, const char *p, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    error_va(as, as_loc(as, p), fmt, ap);
    va_end(ap);
}

void as_warn(As *as, const char *p, const char *fmt, ...)
{
    char text[400];
    va_list ap;
    if (as->options->warn_off) return;
    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    if (as->options->fatal_warnings) diag_error(&as->kit->diag, as_loc(as, p), "%s", text);
    else diag_warn(&as->kit->diag, W_ALWAYS, as_loc(as, p), "%s", text);
}

/* Blanks and C comments. */
void skip_blanks(As *as)
{
    const char *p = as->p;
    for (;;) {
        while (as_char_class[(u8)*p] & CHAR_BLANK) p++;
        if (*p != '/' || p[1] != '*' || p >= as->end) break;
        const char *q = p + 2;
        while (q < as->end && !(q[0] == '*' && q[1] == '/')) q++;
        if (q >= as->end) {
            as_error(as, p, "unterminated comment");
            p = as->end;
            break;
        }
        p = q + 2;
    }
    as->p = p;
}

bool at_end(As *as)
{
    skip_blanks(as);
    return as_char_class[(u8)*as->p] & CHAR_END || as->p >= as->end || (*as->p == '/' && as->p[1] == '/');
}

bool accept(As *as, char c)
{
    skip_blanks(as);
    if (*as->p != c || as->p >= as->end) return false;
    as->p++;
    return true;
}

bool expect_comma(As *as)
{
    if (accept(as, ',')) return true;
    as_error(as, as->p, "expected ','");
    return false;
}

/* The characters of a quoted string, escapes resolved. Stands on the quote. */
bool read_string(As *as, Buf *out)
{
    const char *start = as->p, *p = start + 1;
    for (;;) {
        const char *run = p;
        while (p < as->end && *p != '"' && *p != '\\' && *p != '\n') p++;
        buf_bytes(out, run, (size_t)(p - run));
        if (p >= as->end || *p == '\n') {
            as->p = p;
            as_error(as, start, "unterminated string");
            return false;
        }
        if (*p++ == '"') {
            as->p = p;
            return true;
        }
        char c = p < as->end ? *p++ : 0;
        switch (c) {
        case 'b': buf_u8(out, '\b'); break;
        case 'f': buf_u8(out, '\f'); break;
        case 'n': buf_u8(out, '\n'); break;
        case 'r': buf_u8(out, '\r'); break;
        case 't': buf_u8(out, '\t'); break;
        case 'v': buf_u8(out, '\v'); break;
        case '\n': buf_u8(out, '\n'); break;
        case 'x':
        case 'X': {
            u32 v = 0;
            while (p < as->end && ((*p >= '0' && *p <= '9') || ((*p | 0x20) >= 'a' && (*p | 0x20) <= 'f'))) {
                v = v * 16 + (u32)(*p <= '9' ? *p - '0' : (*p | 0x20) - 'a' + 10);
                p++;
            }
            buf_u8(out, (u8)v);
            break;
        }
        default:
            if (c >= '0' && c <= '7') {
                u32 v = (u32)(c - '0');
                for (int k = 0; k < 2 && p < as->end && *p >= '0' && *p <= '7'; k++) v = v * 8 + (u32)(*p++ - '0');
                buf_u8(out, (u8)v);
            } else {
                buf_u8(out, (u8)c);
            }
        }
    }
}

Str read_name(As *as)
{
    skip_blanks(as);
    const char *start = as->p;
    if (*start == '"' && start < as->end) {
        Buf b = {0};
        Str s = {"", 0};
        if (read_string(as, &b)) {
            if (b.len == 0) as_error(as, start, "expected a name");
            s = arena_str(&as->kit->arena, (Str){(const char *)b.data, (u32)b.len});
        }
        buf_free(&b);
        return s;
    }
    const char *p = start;
    if (p < as->end && is_name_start(*p)) {
        do p++;
        while (is_name_char(*p) && p < as->end);
    }
    as->p = p;
    if (p == start) as_error(as, start, "expected a name");
    return (Str){start, (u32)(p - start)};
}

SymId symbol_new(As *as, Str name)
{
    AsmSymbol y;
    memset(&y, 0, sizeof y);
    y.name = name;
    y.is_written_local = name.len && !(name.len > 1 && name.ptr[0] == '.' && name.ptr[1] == 'L');
    if (y.is_written_local) y.order = ++as->order;
    vec_push(&as->symbol, y);
    return as->symbol.len - 1;
}

/* Names stay where they are: source texts and macro expansions live until exit. */
SymId symbol_named(As *as, Str name)
{
    u32 *slot = strmap_put(&as->names, name, 0);
    if (!*slot) *slot = symbol_new(as, name);
    return *slot;
}

Pos here(As *as)
{
    const Chain *c = current_chain(as);
    Pos p = {as->current, c->frag.len, (u32)(c->bytes.len + c->nobits)};
    return p;
}

SymId symbol_here(As *as)
{
    SymId id = symbol_new(as, (Str){"", 0});
    as->symbol.at[id].place = SYM_LABEL;
    as->symbol.at[id].pos = here(as);
    return id;
}

/* A section's name can still be given to a label. */
static SymId not_a_section(As *as, SymId id)
{
    if (as->symbol.at[id].place != SYM_SECTION) return id;
    SymId fresh = symbol_new(as, as->symbol.at[id].name);
    *strmap_put(&as->names, as->symbol.at[id].name, fresh) = fresh;
    as->symbol.at[id].name = (Str){"", 0};
    return fresh;
}

static void symbol_define_label(As *as, SymId id, const char *p)
{
    id = not_a_section(as, id);
    AsmSymbol *y = &as->symbol.at[id];
    if (y->place != SYM_UNDEFINED) {
        Loc before = y->loc;
        if (y->place == SYM_COMMON) as_error(as, p, "'%.*s' is already a common symbol", STR_FMT(y->name));
        else as_error(as, p, "'%.*s' is already defined", STR_FMT(y->name));
        if (before) diag_note(&as->kit->diag, before, "it was defined here");
        return;
    }
    y->place = SYM_LABEL;
    y->pos = here(as);
    y->loc = as_loc(as, p);
    if (current_section(as)->flags & OBJ_TLS) y->is_tls = true;
}

/* name = e. A second value leaves what was said about the first: references made before keep it. */
void symbol_set(As *as, SymId id, const Expr *e, bool once, const char *p)
{
    id = not_a_section(as, id);
    AsmSymbol *y = &as->symbol.at[id];
    if (y->place != SYM_UNDEFINED && (once || !y->is_redefinable)) {
        Loc before = y->loc;
        as_error(as, p, "'%.*s' is already defined", STR_FMT(y->name));
        if (before) diag_note(&as->kit->diag, before, "it was defined here");
        return;
    }
    if (e->kind == EX_BAD || e->kind == EX_NONE) return;
    if (y->place == SYM_EXPR && y->name.len) {
        SymId fresh = symbol_new(as, y->name);
        AsmSymbol *old = &as->symbol.at[id];
        y = &as->symbol.at[fresh];
        *y = *old;
        y->place = SYM_UNDEFINED;
        old->name = (Str){"", 0};
        old->is_written_local = false;
        old->binding = OBJ_LOCAL;
        old->is_bound = false;
        *strmap_put(&as->names, y->name, fresh) = fresh;
        id = fresh;
    }
    y->loc = as_loc(as, p);
    if (!y->order && y->name.len) y->order = ++as->order;
    note_field(as, e->add);
    note_field(as, e->sub);
    y->is_redefinable = !once;
    if (e->kind == EX_CONST) {
        y->place = SYM_ABSOLUTE;
        y->value = (u64)e->value;
        return;
    }
    ExprNode n;
    memset(&n, 0, sizeof n);
    n.left = *e;
    vec_push(&as->node, n);
    y->place = SYM_EXPR;
    y->node = as->node.len - 1;
}

bool push_input(As *as, Str path, const char *text, u32 size, Loc from, bool is_expansion)
{
    if (as->input.len >= 200) {
        /* Told of the outermost line: the way down would be 200 lines of nothing new. */
        const Input *outer = &as->input.at[0];
        as_error_at(as, outer->base + (Loc)(outer->p - outer->text), "inputs and macros are nested more than 200 deep");
        as->ended = true;
        return false;
    }
    u32 id = sources_add_text(&as->kit->sources, path, text, size);
    Loc base = sources_enter(&as->kit->sources, id, from, false);
    if (!base) diag_fatal(&as->kit->diag, from, "the input is too large");
    if (as->input.len) vec_last(&as->input).p = as->p;
    Input in = {text, text + size, text, base, as->condition.len, is_expansion};
    vec_push(&as->input, in);
    as->p = text;
    as->end = text + size;
    return true;
}

static bool pop_input(As *as)
{
    const Input *in = &vec_last(&as->input);
    if (as->condition.len > in->condition_depth) {
        as_error_at(as, vec_last(&as->condition).loc, "conditional without '.endif'");
        as->condition.len = in->condition_depth;
    }
    (void)vec_pop(&as->input);
    if (!as->input.len) return false;
    as->p = vec_last(&as->input).p;
    as->end = vec_last(&as->input).end;
    return true;
}

/* "# 12 "file"" as the C preprocessor writes it. Everything else behind # is a comment. Ends on the newline. */
static void line_marker(As *as)
{
    const char *hash = as->p, *p = hash + 1, *nl = memchr(hash, '\n', (size_t)(as->end - hash));
    as->p = nl ? nl : as->end;
    while (*p == ' ') p++;
    u64 line = 0, hi = 0;
    const char *digits = p;
    if (!parse_integer(&p, as->p, &line, &hi) || *digits == '0' || hi || line > 0x7fffffff || *p != ' ' || p[1] != '"' || !nl) return;
    const char *name = p + 2, *end = name;
    while (end < nl && *end != '"') end++;
    if (end == nl) return;
    sources_mark_line(&as->kit->sources, as_loc(as, hash), (u32)line, (Str){name, (u32)(end - name)}, false);
}

void skip_to_end(As *as)
{
    const char *p = as->p;
    bool quoted = false;
    for (; p < as->end && *p != '\n'; p++) {
        if (*p == '"') quoted = !quoted;
        else if (*p == '\\' && quoted && p + 1 < as->end && p[1] != '\n') p++;
        else if (!quoted && (*p == ';' || *p == '#')) break;
    }
    as->p = p;
}

static void local_label_define(As *as, u64 number, const char *p)
{
    u32 *slot = intmap_put(&as->local_labels, number, MAP_NONE);
    if (*slot == MAP_NONE) {
        LocalLabel none = {0, 0};
        vec_push(&as->local_label, none);
        *slot = as->local_label.len - 1;
    }
    u32 at = *slot;
    SymId id = as->local_label.at[at].next ? as->local_label.at[at].next : symbol_new(as, (Str){"", 0});
    symbol_define_label(as, id, p);
    as->local_label.at[at].last = id;
    as->local_label.at[at].next = 0;
}

/* One statement; as->p stands on its first character. */
static void statement(As *as)
{
    const char *start = as->p;
    char c = *start;
    if (is_name_start(c)) {
        const char *p = start + 1;
        while (is_name_char(*p)) p++;
        if (p > as->end) p = as->end;
        Str name = {start, (u32)(p - start)};
        as->p = p;
        if (*p == ':') {
            as->p++;
            symbol_define_label(as, symbol_named(as, name), start);
            return;
        }
        if (c == '.' && directive_run(as, name)) return;
        if (!(as_char_class[(u8)*p] & CHAR_END)) {
            skip_blanks(as);
            if (*as->p == '=' ) {
                bool once = as->p[1] == '=';
                as->p += once ? 2 : 1;
                Expr e;
                if (str_is(name, ".")) {
                    as->p = start;
                    (void)directive_run(as, STR(".org="));
                    return;
                }
                SymId id = symbol_named(as, name);
                if (parse_expr(as, &e)) symbol_set(as, id, &e, once, start);
                return;
            }
            if (*as->p == ':') { /* a blank may stand before the colon */
                as->p++;
                symbol_define_label(as, symbol_named(as, name), start);
                return;
            }
        }
        if (as->macros.slot && macro_expand(as, name)) return;
        if (c != '.') {
            while (*p == ',' && (p[1] == 'p') && (p[2] == 't' || p[2] == 'n')) p += 3; /* branch hints */
            if (insn_assemble(as, name)) return;
            as_error(as, start, "instruction '%.*s' is not supported", STR_FMT(name));
        } else {
            as_error(as, start, "directive '%.*s' is not supported", STR_FMT(name));
        }
        return;
    }
    if (c >= '0' && c <= '9') {
        u64 number = 0;
        const char *p = start;
        while (*p >= '0' && *p <= '9' && p - start < 10) number = number * 10 + (u64)(*p++ - '0');
        if (*p == ':') {
            as->p = p + 1;
            local_label_define(as, number, start);
            return;
        }
    }
    if (c == '"') {
        Str name = read_name(as);
        if (name.len && accept(as, ':')) {
            symbol_define_label(as, symbol_named(as, name), start);
            return;
        }
        if (!as->statement_failed) as_error(as, start, "expected ':' after the quoted label");
        return;
    }
    if (c == '{') {
        (void)insn_assemble(as, (Str){start, 0});
        return;
    }
    as_error(as, start, "expected a label, a directive or an instruction");
}

/* Until the outermost input is read. */
static void run_statements(As *as)
{
    bool line_start = true;
    u32 depth = as->input.len;
    for (;;) {
        skip_blanks(as);
        char c = *as->p;
        if (as->p >= as->end || as->ended) {
            bool last = as->input.len == depth;
            if (!pop_input(as) || last) return;
            line_start = false;
            continue;
        }
        if (c == '\n') {
            as->p++;
            line_start = true;
            continue;
        }
        if (c == ';') {
            as->p++;
            continue;
        }
        if (c == '#' || (c == '/' && (line_start || as->p[1] == '/'))) {
            if (c == '#' && line_start) {
                line_marker(as);
            } else {
                const char *nl = memchr(as->p, '\n', (size_t)(as->end - as->p));
                as->p = nl ? nl : as->end;
            }
            continue;
        }
        if (c == 0) {
            as_error(as, as->p, "NUL byte in the input");
            as->p++;
            skip_to_end(as);
            continue;
        }
        line_start = false;
        as->statement_failed = false;
        if (as->condition.len && !vec_last(&as->condition).active) {
            skip_inactive(as);
            continue;
        }
        u32 inputs = as->input.len;
        bool label = false;
        statement(as);
        if (as->input.len != inputs) continue; /* a macro or an include: its first line comes next */
        if (as->p > as->input.at[inputs - 1].text) label = as->p[-1] == ':';
        if (as->statement_failed) skip_to_end(as);
        else if (!label && !at_end(as)) {
            as_error(as, as->p, "unexpected text at the end of the statement");
            skip_to_end(as);
        }
    }
}

static void define_symbols(As *as)
{
    for (u32 i = 0; i < as->options->defsym.len; i++) {
        Str s = as->options->defsym.at[i];
        const char *eq = memchr(s.ptr, '=', s.len);
        if (!eq) continue;
        const char *p = eq + 1, *end = s.ptr + s.len;
        u64 lo = 0, hi;
        bool negative = p < end && *p == '-';
        if (negative) p++;
        (void)parse_integer(&p, end, &lo, &hi);
        Expr e;
        memset(&e, 0, sizeof e);
        e.kind = EX_CONST;
        e.value = negative ? (i64)(0 - lo) : (i64)lo;
        symbol_set(as, symbol_named(as, (Str){s.ptr, (u32)(eq - s.ptr)}), &e, false, NULL);
    }
}

static void free_all(As *as)
{
    for (u32 i = 0; i < as->chain.len; i++) {
        buf_free(&as->chain.at[i].bytes);
        vec_free(&as->chain.at[i].frag);
        vec_free(&as->chain.at[i].fixup);
        vec_free(&as->chain.at[i].line);
    }
    for (u32 i = 0; i < as->macro.len; i++) vec_free(&as->macro.at[i].param);
    strmap_free(&as->mnemonics);
    strmap_free(&as->directives);
    strmap_free(&as->registers);
    strmap_free(&as->names);
    strmap_free(&as->section_names);
    strmap_free(&as->macros);
    strmap_free(&as->group_index);
    intmap_free(&as->local_labels);
    vec_free(&as->input);
    vec_free(&as->symbol);
    vec_free(&as->node);
    vec_free(&as->section);
    vec_free(&as->chain);
    vec_free(&as->section_stack);
    vec_free(&as->local_label);
    vec_free(&as->condition);
    vec_free(&as->macro);
    vec_free(&as->file_symbol);
    vec_free(&as->symver);
    vec_free(&as->reloc);
    vec_free(&as->file);
    vec_free(&as->directory);
    vec_free(&as->cfi_insn);
    vec_free(&as->cfi_fde);
    vec_free(&as->cfi_cfa_stack);
    buf_free(&as->cfi_bytes);
    arena_free(&as->arena);
}

static void begin(As *as, Kit *kit, const AsmOptions *options, Obj *out)
{
    memset(as, 0, sizeof *as);
    as->kit = kit;
    as->options = options;
    as->obj = out;
    symbol_new(as, (Str){"", 0}); /* 0 is none */
    ExprNode no_node;
    memset(&no_node, 0, sizeof no_node);
    vec_push(&as->node, no_node);
    as->dwarf_version = options->dwarf_version > 3 ? options->dwarf_version : 3;
    as->cfi_in_eh_frame = true;
}

static bool read_text(As *as, const char *path, const char *text, u32 size)
{
    if (!push_input(as, str_of(path), text, size, 0, false)) return false;
    section_init(as);
    insn_init(as);
    directive_init(as);
    define_symbols(as);
    run_statements(as);
    for (u32 i = 0; i < as->local_label.len; i++) {
        SymId open = as->local_label.at[i].next;
        if (open) as_error_at(as, as->symbol.at[open].loc, "no such local label after this line");
    }
    return true;
}

static void finish(As *as)
{
    dwarf_flush(as);
    cfi_prepare(as);
    if (layout_sections(as)) object_finish(as);
}

bool asm_run(Kit *kit, const AsmOptions *options, const char *path, const char *text, u32 size, Obj *out)
{
    As state, *as = &state;
    begin(as, kit, options, out);
    u32 errors = kit->diag.errors;
    if (read_text(as, path, text, size) && kit->diag.errors == errors) finish(as);
    free_all(as);
    return kit->diag.errors == errors;
}

bool asm_join(Kit *kit, const AsmOptions *options, const char *path, const char *text, u32 size, Obj *obj, const AsmJoin *join)
{
    As state, *as = &state;
    Obj joined;
    obj_init(&joined, kit, obj->machine);
    begin(as, kit, options, &joined);
    u32 errors = kit->diag.errors;
    as->has_stack_note = true; /* compilers say so behind everything */
    if (read_text(as, path, text, size) && kit->diag.errors == errors) {
        SymId *base = arena_new_array(&as->arena, SymId, obj->section.len);
        join_object(as, obj, join, base);
        if (kit->diag.errors == errors) finish(as);
        if (kit->diag.errors == errors) join_places(as, obj, join, base);
    }
    obj_free(obj);
    *obj = joined;
    free_all(as);
    return kit->diag.errors == errors;
}
