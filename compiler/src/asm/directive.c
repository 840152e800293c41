/* Directives: data, symbols, alignment, files. In: the text behind a directive's name. Out: bytes, fragments, symbol attributes.
   Sections are in section.c, conditionals and macros in macro.c, debug information in dwarf.c and cfi.c. */
#include "asm/asm_internal.h"
#include "base/file.h"
#include "base/fnum.h"

#include <stdio.h>

typedef struct Directive {
    const char *name;
    void (*run)(As *as, u32 arg);
    u32 arg;
} Directive;

Fixup *fixup_add(Chain *c, const Expr *e, u32 at, u32 size)
{
    Fixup *f = vec_add(&c->fixup);
    memset(f, 0, sizeof *f);
    f->frag = c->frag.len;
    f->at = at;
    f->size = (u8)size;
    f->kind = FIX_PLAIN;
    f->reloc = RELOC_COUNT;
    f->modifier = e->modifier;
    f->add = e->add;
    f->sub = e->sub;
    f->value = e->value;
    f->loc = e->loc;
    return f;
}

static void emit_value(As *as, const Expr *e, u32 size)
{
    Chain *c = current_chain(as);
    if (e->kind == EX_CONST && e->modifier == MOD_NONE) {
        u64 v = (u64)e->value;
        buf_reserve(&c->bytes, 8);
        for (u32 i = 0; i < size; i++) c->bytes.data[c->bytes.len++] = (u8)(v >> (i * 8));
        return;
    }
    fixup_add(c, e, (u32)c->bytes.len, size);
    note_field(as, e->add);
    note_field(as, e->sub);
    buf_fill(&c->bytes, 0, size);
}

static void check_range(As *as, const Expr *e, u32 size, const char *at)
{
    if (e->kind != EX_CONST || size >= 8) return;
    i64 v = e->value;
    u32 bits = size * 8;
    if (v < -((i64)1 << bits) || v >= (i64)1 << bits) as_warn(as, at, "the value is cut to %u bits", bits);
}

static void do_data(As *as, u32 size)
{
    const char *at = as->p;
    if (at_end(as)) return;
    bool nobits = current_section(as)->kind == OBJ_NOBITS;
    do {
        Expr e;
        skip_blanks(as);
        at = as->p;
        if (!parse_expr(as, &e)) return;
        if (nobits) {
            if (e.kind != EX_CONST || e.value) {
                section_has_bytes(as, at);
                return;
            }
            current_chain(as)->nobits += size;
            continue;
        }
        check_range(as, &e, size, at);
        emit_value(as, &e, size);
    } while (accept(as, ','));
}

static void do_octa(As *as, u32 arg)
{
    (void)arg;
    if (!section_has_bytes(as, as->p) || at_end(as)) return;
    do {
        u64 lo, hi;
        skip_blanks(as);
        bool negative = accept(as, '-');
        if (!parse_integer(&as->p, as->end, &lo, &hi)) {
            as_error(as, as->p, "expected a number");
            return;
        }
        if (negative) {
            lo = 0 - lo;
            hi = ~hi + (lo == 0);
        }
        buf_u64(current_bytes(as), lo);
        buf_u64(current_bytes(as), hi);
    } while (accept(as, ','));
}

static void do_float(As *as, u32 size)
{
    if (!section_has_bytes(as, as->p) || at_end(as)) return;
    FloatFormat format = size == 4 ? FLOAT_BINARY32 : size == 8 ? FLOAT_BINARY64 : FLOAT_X87;
    do {
        skip_blanks(as);
        const char *start = as->p;
        bool negative = *as->p == '-';
        if (*as->p == '-' || *as->p == '+') as->p++;
        if (*as->p == '0' && as->p[1] && strchr("fFdDrRsSeE", as->p[1])) as->p += 2;
        if (*as->p == '-' || *as->p == '+') negative = *as->p++ == '-';
        const char *number = as->p;
        while (as->p < as->end && (is_name_char(*as->p) || ((*as->p == '+' || *as->p == '-') && (as->p[-1] | 0x20) == 'e') ||
                                   ((*as->p == '+' || *as->p == '-') && (as->p[-1] | 0x20) == 'p'))) as->p++;
        Str text = {number, (u32)(as->p - number)};
        FloatBits bits;
        if (text.len == 3 && (number[0] | 0x20) == 'i' && (number[1] | 0x20) == 'n' && (number[2] | 0x20) == 'f') bits = float_inf(format, false);
        else if (text.len == 3 && (number[0] | 0x20) == 'n' && (number[1] | 0x20) == 'a' && (number[2] | 0x20) == 'n') bits = float_nan(format, 0, false);
        else if (!float_parse(text, format, &bits, NULL)) {
            as_error(as, start, "malformed floating number");
            return;
        }
        if (negative) bits = float_negate(bits, format);
        Buf *b = current_bytes(as);
        if (size == 4) buf_u32(b, (u32)bits.lo);
        else buf_u64(b, bits.lo);
        if (size == 10) buf_u16(b, (u32)bits.hi);
    } while (accept(as, ','));
}

static void do_string(As *as, u32 terminated)
{
    if (!section_has_bytes(as, as->p) || at_end(as)) return;
    do {
        skip_blanks(as);
        if (*as->p != '"') {
            as_error(as, as->p, "expected a quoted string");
            return;
        }
        Buf *b = current_bytes(as);
        do {
            if (!read_string(as, b)) return;
            skip_blanks(as);
        } while (*as->p == '"' && as->p < as->end);
        if (terminated) buf_u8(b, 0);
    } while (accept(as, ','));
}

static void space(As *as, const Expr *count, i64 fill, u32 fill_size, const char *at)
{
    bool nobits = current_section(as)->kind == OBJ_NOBITS;
    if (nobits && fill) {
        section_has_bytes(as, at);
        return;
    }
    if (count->kind == EX_CONST && count->value < 0) {
        as_warn(as, at, "a negative count is taken as 0");
        return;
    }
    if (count->kind == EX_CONST && count->value <= 0x10000 && (fill_size == 1 || nobits)) {
        if (nobits) current_chain(as)->nobits += (u64)count->value * fill_size;
        else buf_fill(current_bytes(as), (u8)fill, (size_t)count->value);
        return;
    }
    Frag *f = add_frag(as, FRAG_SPACE);
    f->expr = *count;
    f->fill = (u64)fill;
    f->fill_size = (u8)fill_size;
}

static void do_space(As *as, u32 arg)
{
    (void)arg;
    Expr count;
    i64 fill = 0;
    skip_blanks(as);
    const char *at = as->p;
    if (!parse_expr(as, &count)) return;
    expr_fold(as, &count);
    if (accept(as, ',') && !at_end(as) && !parse_constant(as, &fill)) return;
    space(as, &count, fill, 1, at);
}

static void do_fill(As *as, u32 arg)
{
    (void)arg;
    Expr count;
    i64 size = 1, value = 0;
    skip_blanks(as);
    const char *at = as->p;
    if (!parse_expr(as, &count)) return;
    expr_fold(as, &count);
    if (accept(as, ',')) {
        if (!at_end(as) && *as->p != ',' && !parse_constant(as, &size)) return;
        if (accept(as, ',') && !parse_constant(as, &value)) return;
    }
    if (size < 0 || size > 8) {
        as_error(as, at, "the size of '.fill' must be 0 to 8");
        return;
    }
    if (size == 0) return;
    /* Only 4 bytes of the value are used (GNU as, .fill). */
    space(as, &count, (i64)(u32)value, (u32)size, at);
}

static void do_org(As *as, u32 arg)
{
    if (arg == 1) { /* ". = expr" */
        as->p++;
        skip_blanks(as);
        as->p++;
    }
    Expr e;
    i64 fill = 0;
    skip_blanks(as);
    if (!parse_expr(as, &e)) return;
    if (accept(as, ',') && !parse_constant(as, &fill)) return;
    Frag *f = add_frag(as, FRAG_ORG);
    f->expr = e;
    f->fill = (u64)fill;
    f->fill_size = 1;
}

static void align_to(As *as, u32 power, bool has_fill, u64 fill, u32 fill_size, u32 max)
{
    AsmSection *s = current_section(as);
    if (s->align < 1u << power) s->align = 1u << power;
    if (power == 0) return;
    bool code = (s->flags & OBJ_EXEC) && (!has_fill || (fill == 0x90 && fill_size == 1));
    Chain *c = current_chain(as);
    if (!code && !c->frag.len && c->number == 0 && fill_size == 1) { /* nothing before it can move */
        u64 at = c->bytes.len + c->nobits, skip = align_up(at, (u64)1 << power) - at;
        if (max && skip > max) return;
        if (s->kind == OBJ_NOBITS) c->nobits += skip;
        else buf_fill(&c->bytes, (u8)fill, (size_t)skip);
        return;
    }
    Frag *f = add_frag(as, FRAG_ALIGN);
    f->expr.value = power;
    f->fill = fill;
    f->fill_size = code ? 0 : (u8)fill_size;
    f->max = max;
}

void align_here(As *as, u32 power) { align_to(as, power, false, 0, 1, 0); }

/* arg: bits 0-3 the size of the fill value; bit 4: the operand is a power of two. */
static void do_align(As *as, u32 arg)
{
    i64 n = 0, fill = 0, max = 0;
    bool has_fill = false;
    skip_blanks(as);
    const char *at = as->p;
    if (!at_end(as) && !parse_constant(as, &n)) return;
    if (accept(as, ',')) {
        skip_blanks(as);
        if (*as->p != ',' && !at_end(as)) {
            has_fill = true;
            if (!parse_constant(as, &fill)) return;
        }
        if (accept(as, ',') && !at_end(as) && !parse_constant(as, &max)) return;
    }
    u32 power;
    if (arg & 16) {
        if (n < 0 || n > 30) {
            as_error(as, at, "the alignment is not between 0 and 30");
            return;
        }
        power = (u32)n;
    } else {
        if (n == 0) n = 1;
        if (n < 0 || n > 1 << 30 || !is_power_of_two((u64)n)) {
            as_error(as, at, "the alignment is not a power of two");
            return;
        }
        power = log2_floor((u64)n);
    }
    if (max < 0 || max >= (i64)1 << power) max = 0;
    align_to(as, power, has_fill, (u64)fill, arg & 15, (u32)max);
}

static void do_leb(As *as, u32 is_signed)
{
    if (!section_has_bytes(as, as->p) || at_end(as)) return;
    do {
        Expr e;
        if (!parse_expr(as, &e)) return;
        expr_fold(as, &e);
        if (e.kind == EX_CONST) {
            if (is_signed) buf_sleb(current_bytes(as), e.value);
            else buf_uleb(current_bytes(as), (u64)e.value);
        } else {
            Frag *f = add_frag(as, FRAG_LEB);
            f->expr = e;
            f->condition = (u8)is_signed;
        }
    } while (accept(as, ','));
}

static void do_nops(As *as, u32 arg)
{
    (void)arg;
    i64 n, control;
    const char *at = as->p;
    if (!parse_constant(as, &n)) return;
    if (accept(as, ',') && !parse_constant(as, &control)) return;
    if (n < 0 || n > 1 << 20) {
        as_error(as, at, "the count of '.nops' is out of range");
        return;
    }
    if (!section_has_bytes(as, at)) return;
    Frag *f = add_frag(as, FRAG_NOPS);
    f->size = (u64)n;
}

/* ---- Symbols. ---- */

/* Attributes give a .L label its place in the symbol table. */
static AsmSymbol *attributed(As *as, Str name)
{
    SymId id = symbol_named(as, name);
    AsmSymbol *y = &as->symbol.at[id];
    y->is_mentioned = true;
    if (!y->order) y->order = ++as->order;
    return y;
}

enum { BIND_GLOBAL, BIND_WEAK, BIND_LOCAL, BIND_HIDDEN, BIND_PROTECTED, BIND_INTERNAL, BIND_EXTERN };

static void do_bind(As *as, u32 how)
{
    do {
        Str name = read_name(as);
        if (!name.len) return;
        if (how == BIND_EXTERN) continue;
        AsmSymbol *y = attributed(as, name);
        switch (how) {
        case BIND_GLOBAL:
            if (!(y->is_bound && y->binding == OBJ_WEAK)) y->binding = OBJ_GLOBAL;
            y->is_bound = true;
            break;
        case BIND_WEAK:
            y->binding = OBJ_WEAK;
            y->is_bound = true;
            break;
        case BIND_LOCAL: y->is_forced_local = true; break;
        case BIND_HIDDEN: y->visibility = OBJ_HIDDEN; break;
        case BIND_PROTECTED: y->visibility = OBJ_PROTECTED; break;
        case BIND_INTERNAL: y->visibility = OBJ_INTERNAL; break;
        }
    } while (accept(as, ','));
}

static void do_type(As *as, u32 arg)
{
    static const struct {
        const char *name;
        u8 kind;
    } types[] = {{"function", OBJ_FUNC}, {"STT_FUNC", OBJ_FUNC}, {"object", OBJ_DATA}, {"STT_OBJECT", OBJ_DATA}, {"notype", OBJ_NOTYPE}, {"STT_NOTYPE", OBJ_NOTYPE},
                 {"tls_object", OBJ_TLS_DATA}, {"STT_TLS", OBJ_TLS_DATA}, {"common", OBJ_DATA}, {"STT_COMMON", OBJ_DATA}, {"gnu_indirect_function", OBJ_IFUNC},
                 {"STT_GNU_IFUNC", OBJ_IFUNC}, {"gnu_unique_object", OBJ_DATA}};
    (void)arg;
    Str name = read_name(as);
    if (!name.len) return;
    accept(as, ',');
    skip_blanks(as);
    const char *at = as->p;
    if (*at == '@' || *at == '%' || *at == '#') as->p++;
    Str type = read_name(as);
    AsmSymbol *y = attributed(as, name);
    for (u32 i = 0; i < ARRAY_LEN(types); i++)
        if (str_is(type, types[i].name)) {
            y->kind = types[i].kind;
            if (types[i].kind == OBJ_TLS_DATA) y->is_tls = true;
            if (str_is(type, "gnu_unique_object")) y->binding = OBJ_UNIQUE, y->is_bound = true;
            return;
        }
    if (type.len) as_error(as, at, "symbol type '%.*s' is not supported", STR_FMT(type));
}

static void do_size(As *as, u32 arg)
{
    (void)arg;
    Str name = read_name(as);
    if (!name.len || !expect_comma(as)) return;
    attributed(as, name);
    Expr e;
    if (parse_expr(as, &e)) attributed(as, name)->size_expr = e;
}

static void do_set(As *as, u32 once)
{
    const char *at = as->p;
    Str name = read_name(as);
    if (!name.len || !expect_comma(as)) return;
    Expr e;
    if (str_is(name, ".")) {
        do_org(as, 0);
        return;
    }
    SymId id = symbol_named(as, name);
    if (parse_expr(as, &e)) symbol_set(as, id, &e, once, at);
}

static void do_comm(As *as, u32 local)
{
    skip_blanks(as);
    const char *at = as->p;
    Str name = read_name(as);
    i64 size, align = 0;
    if (!name.len || !expect_comma(as) || !parse_constant(as, &size)) return;
    if (accept(as, ',') && !parse_constant(as, &align)) return;
    if (size < 0 || align < 0 || align > 1 << 30 || (align && !is_power_of_two((u64)align))) {
        as_error(as, at, size < 0 ? "the size of '%.*s' is negative" : "the alignment of '%.*s' is not a power of two", STR_FMT(name));
        return;
    }
    SymId id = symbol_named(as, name);
    AsmSymbol *y = &as->symbol.at[id];
    if (y->place == SYM_COMMON && !local && !y->is_forced_local) {
        if (y->size < (u64)size) y->size = (u64)size;
        if (y->value < (u64)align) y->value = (u64)align;
        return;
    }
    if (y->place != SYM_UNDEFINED) {
        as_error(as, at, "'%.*s' is already defined", STR_FMT(name));
        return;
    }
    if (!align) { /* the largest power of two that the size holds, at most 16 */
        align = 1;
        while (align < 16 && align * 2 <= size) align *= 2;
        if (local) align = size >= 8 ? 8 : size >= 4 ? 4 : size >= 2 ? 2 : 1;
    }
    y->loc = as_loc(as, at);
    if (y->kind == OBJ_NOTYPE) y->kind = OBJ_DATA;
    if (local || y->is_forced_local) {
        u32 current = as->current, previous = as->previous;
        section_switch(as, section_standard(as, STR(".bss")), 1); /* behind what the source itself puts there */
        align_to(as, log2_floor((u64)align), false, 0, 1, 0);
        y->place = SYM_LABEL;
        y->pos = here(as);
        current_chain(as)->nobits += (u64)size;
        as->current = current;
        as->previous = previous;
        memset(&y->size_expr, 0, sizeof y->size_expr);
        y->size_expr.kind = EX_CONST;
        y->size_expr.value = size;
        return;
    }
    y->place = SYM_COMMON;
    y->size = (u64)size;
    y->value = (u64)align;
}

/* .symver name, alias@VERSION: an alias, or for what is not defined here, the name that is written. */
static void do_symver(As *as, u32 arg)
{
    (void)arg;
    Str name = read_name(as);
    if (!name.len || !expect_comma(as)) return;
    skip_blanks(as);
    const char *start = as->p;
    if (*start == '"') {
        as_error(as, start, "a quoted name in '.symver' is not supported");
        return;
    }
    while (as->p < as->end && (is_name_char(*as->p) || *as->p == '@')) as->p++;
    Str full = {start, (u32)(as->p - start)};
    const char *at = memchr(full.ptr, '@', full.len);
    if (!at) {
        as_error(as, start, "expected a name with '@' and a version");
        return;
    }
    SymId id = symbol_named(as, name);
    as->symbol.at[id].is_mentioned = true;
    Symver v = {id, full, false};
    if (accept(as, ',')) {
        Str word = read_name(as);
        if (str_is(word, "remove")) v.removes = true;
        else if (!str_is(word, "local") && !str_is(word, "hidden")) as_error(as, word.ptr, "expected 'local', 'hidden' or 'remove'");
        else as_error(as, word.ptr, "visibility '%.*s' of '.symver' is not supported", STR_FMT(word));
    }
    vec_push(&as->symver, v);
}

static void do_weakref(As *as, u32 arg)
{
    (void)arg;
    const char *at = as->p;
    Str alias = read_name(as);
    if (!alias.len || !expect_comma(as)) return;
    Str target = read_name(as);
    if (!target.len) return;
    SymId a = symbol_named(as, alias), t = symbol_named(as, target);
    if (as->symbol.at[a].place != SYM_UNDEFINED) {
        as_error(as, at, "'%.*s' is already defined", STR_FMT(alias));
        return;
    }
    /* A chain of weakrefs must not come back to where it began. */
    u32 steps = 0;
    for (SymId i = t; i && steps < 100; i = as->symbol.at[i].weakref, steps++)
        if (i == a) steps = 100;
    if (steps >= 100) {
        as_error(as, at, "the weakref of '%.*s' leads back to itself", STR_FMT(alias));
        return;
    }
    as->symbol.at[a].weakref = t;
    as->symbol.at[a].is_written_local = false;
}

static void do_reloc(As *as, u32 arg)
{
    (void)arg;
    AsmReloc r;
    memset(&r, 0, sizeof r);
    if (!parse_expr(as, &r.offset) || !expect_comma(as)) return;
    skip_blanks(as);
    const char *at = as->p;
    Str kind = read_name(as);
    r.kind = RELOC_COUNT;
    for (u32 i = 0; i < RELOC_COUNT; i++)
        if (str_is(kind, reloc_info((RelocKind)i)->elf_name)) r.kind = (u16)i;
    if (str_is(kind, "BFD_RELOC_NONE")) r.kind = RELOC_X64_NONE;
    if (r.kind == RELOC_COUNT) {
        if (kind.len) as_error(as, at, "relocation '%.*s' is not supported", STR_FMT(kind));
        return;
    }
    memset(&r.value, 0, sizeof r.value);
    r.value.kind = EX_CONST;
    if (accept(as, ',') && !parse_expr(as, &r.value)) return;
    r.section = current_chain(as)->section;
    vec_push(&as->reloc, r);
}

/* ---- Sections and files. ---- */

static void do_standard_section(As *as, u32 which)
{
    static const char *const names[] = {".text", ".data", ".bss"};
    i64 subsection = 0;
    if (!at_end(as) && !parse_constant(as, &subsection)) return;
    section_switch(as, section_standard(as, str_of(names[which])), (u32)subsection);
}

static void do_section(As *as, u32 push) { directive_section(as, push); }

static void do_pop_section(As *as, u32 arg)
{
    (void)arg;
    if (as->section_stack.len < 2) {
        as_error(as, as->p, "'.popsection' without '.pushsection'");
        return;
    }
    as->previous = vec_pop(&as->section_stack);
    as->current = vec_pop(&as->section_stack);
}

static void do_previous(As *as, u32 arg)
{
    (void)arg;
    u32 t = as->current;
    as->current = as->previous;
    as->previous = t;
}

static void do_subsection(As *as, u32 arg)
{
    (void)arg;
    i64 n;
    if (parse_constant(as, &n)) section_switch(as, current_chain(as)->section, (u32)n);
}

static void do_ident(As *as, u32 arg)
{
    (void)arg;
    skip_blanks(as);
    if (*as->p != '"') {
        as_error(as, as->p, "expected a quoted string");
        return;
    }
    u32 current = as->current, previous = as->previous;
    section_switch(as, section_get(as, STR(".comment"), OBJ_PROGBITS, OBJ_MERGE | OBJ_STRINGS, 0, 1, (Str){"", 0}, false, 0), 0);
    Buf *b = current_bytes(as);
    if (b->len == 0) buf_u8(b, 0);
    if (read_string(as, b)) buf_u8(current_bytes(as), 0);
    as->current = current;
    as->previous = previous;
}

static void do_version(As *as, u32 arg)
{
    (void)arg;
    skip_blanks(as);
    if (*as->p != '"') {
        as_error(as, as->p, "expected a quoted string");
        return;
    }
    Buf text = {0};
    if (read_string(as, &text)) {
        u32 current = as->current, previous = as->previous;
        section_switch(as, section_standard(as, STR(".note")), 0);
        Buf *b = current_bytes(as);
        buf_u32(b, (u32)text.len + 1);
        buf_u32(b, 0);
        buf_u32(b, 1); /* NT_VERSION */
        buf_bytes(b, text.data, text.len);
        buf_u8(b, 0);
        buf_align(b, 4);
        as->current = current;
        as->previous = previous;
    }
    buf_free(&text);
}

static bool read_path(As *as, Str *out)
{
    skip_blanks(as);
    if (*as->p != '"') {
        as_error(as, as->p, "expected a file name in quotes");
        return false;
    }
    Buf b = {0};
    bool ok = read_string(as, &b);
    if (ok) *out = arena_str(&as->kit->arena, (Str){(const char *)b.data, (u32)b.len});
    buf_free(&b);
    return ok;
}

/* The current directory first, then the -I directories in order. */
static bool open_file(As *as, Str path, FileBytes *bytes, Str *found, const char *at)
{
    int error = file_read(&as->kit->arena, path.ptr, bytes);
    *found = path;
    for (u32 i = 0; error && path.ptr[0] != '/' && i < as->options->include_path.len; i++) {
        *found = arena_printf(&as->kit->arena, "%.*s/%.*s", STR_FMT(as->options->include_path.at[i]), STR_FMT(path));
        error = file_read(&as->kit->arena, found->ptr, bytes);
    }
    if (error) as_error(as, at, "cannot read '%.*s': %s", STR_FMT(path), strerror(error));
    return !error;
}

static void do_include(As *as, u32 arg)
{
    (void)arg;
    const char *at = as->p;
    Str path, found;
    FileBytes bytes;
    if (!read_path(as, &path)) return;
    if (!at_end(as)) {
        as_error(as, as->p, "unexpected text at the end of the statement");
        return;
    }
    if (open_file(as, path, &bytes, &found, at)) push_input(as, found, (const char *)bytes.data, (u32)bytes.size, as_loc(as, at), false);
}

static void do_incbin(As *as, u32 arg)
{
    (void)arg;
    const char *at = as->p;
    Str path, found;
    FileBytes bytes;
    i64 skip = 0, count = -1;
    if (!section_has_bytes(as, at) || !read_path(as, &path)) return;
    if (accept(as, ',')) {
        skip_blanks(as);
        if (*as->p != ',' && !parse_constant(as, &skip)) return;
        if (accept(as, ',') && !parse_constant(as, &count)) return;
    }
    if (!open_file(as, path, &bytes, &found, at)) return;
    if (skip < 0 || (u64)skip > bytes.size || (count >= 0 && (u64)count > bytes.size - (u64)skip)) {
        as_error(as, at, "skip and count go past the end of '%.*s' (%llu bytes)", STR_FMT(path), (unsigned long long)bytes.size);
        return;
    }
    buf_bytes(current_bytes(as), bytes.data + skip, (size_t)(count >= 0 ? (u64)count : bytes.size - (u64)skip));
}

static void do_file(As *as, u32 arg)
{
    (void)arg;
    directive_file(as);
}

static void do_loc(As *as, u32 arg)
{
    (void)arg;
    directive_loc(as);
}

/* ---- Messages, modes, and what has no effect. ---- */

static void do_message(As *as, u32 is_error)
{
    const char *at = as->p;
    Str text = is_error ? STR("'.error' directive") : STR("'.warning' directive");
    if (!at_end(as) && !read_path(as, &text)) return;
    if (is_error) as_error(as, at, "%.*s", STR_FMT(text));
    else as_warn(as, at, "%.*s", STR_FMT(text));
}

static void do_err(As *as, u32 arg)
{
    if (arg && macro_exit(as)) return;
    as_error(as, as->p, arg ? "'.abort' directive" : "'.err' directive");
    if (arg) as->ended = true;
}

static void do_end(As *as, u32 arg)
{
    (void)arg;
    as->ended = true;
}

static void skip_statement(As *as)
{
    while (as->p < as->end && *as->p != '\n' && *as->p != ';') as->p++;
}

static void do_ignore(As *as, u32 arg)
{
    (void)arg;
    skip_statement(as);
}

static void do_refuse(As *as, u32 what)
{
    static const char *const why[] = {"Intel syntax is not supported", "16-bit and 32-bit code are not supported", "alternate macro syntax is not supported"};
    as_error(as, as->p, "%s", why[what]);
}

static void do_att_syntax(As *as, u32 arg)
{
    (void)arg;
    if (at_end(as)) return;
    Str word = read_name(as);
    if (!str_is(word, "prefix")) as_error(as, word.ptr, "registers without '%%' are not supported");
}

static void do_macro(As *as, u32 arg)
{
    (void)arg;
    directive_macro(as);
}

static void do_repeat(As *as, u32 which)
{
    static const char *const names[] = {".rept", ".irp", ".irpc"};
    directive_rept(as, str_of(names[which]));
}

static void do_purgem(As *as, u32 arg)
{
    (void)arg;
    directive_purgem(as);
}

static void do_stray(As *as, u32 arg)
{
    if (arg && macro_exit(as)) return;
    as_error(as, as->p, arg ? "'.exitm' outside of a macro" : "'.endm' or '.endr' without its beginning");
}

static const Directive directives[] = {
    {".byte", do_data, 1}, {".1byte", do_data, 1}, {".dc.b", do_data, 1}, {".short", do_data, 2}, {".value", do_data, 2}, {".word", do_data, 2}, {".2byte", do_data, 2}, {".hword", do_data, 2},
    {".dc.w", do_data, 2}, {".long", do_data, 4}, {".int", do_data, 4}, {".4byte", do_data, 4}, {".dc.l", do_data, 4}, {".quad", do_data, 8}, {".8byte", do_data, 8}, {".dc.a", do_data, 8},
    {".octa", do_octa, 0}, {".16byte", do_octa, 0}, {".float", do_float, 4}, {".single", do_float, 4}, {".double", do_float, 8}, {".tfloat", do_float, 10},
    {".ascii", do_string, 0}, {".asciz", do_string, 1}, {".string", do_string, 1}, {".string8", do_string, 1},
    {".zero", do_space, 0}, {".skip", do_space, 0}, {".space", do_space, 0}, {".fill", do_fill, 0}, {".org", do_org, 0}, {".org=", do_org, 1},
    {".align", do_align, 1}, {".balign", do_align, 1}, {".balignw", do_align, 2}, {".balignl", do_align, 4}, {".p2align", do_align, 17}, {".p2alignw", do_align, 18}, {".p2alignl", do_align, 20},
    {".uleb128", do_leb, 0}, {".sleb128", do_leb, 1}, {".nops", do_nops, 0},
    {".globl", do_bind, BIND_GLOBAL}, {".global", do_bind, BIND_GLOBAL}, {".weak", do_bind, BIND_WEAK}, {".local", do_bind, BIND_LOCAL}, {".hidden", do_bind, BIND_HIDDEN},
    {".protected", do_bind, BIND_PROTECTED}, {".internal", do_bind, BIND_INTERNAL}, {".extern", do_bind, BIND_EXTERN},
    {".type", do_type, 0}, {".size", do_size, 0}, {".set", do_set, 0}, {".equ", do_set, 0}, {".equiv", do_set, 1}, {".eqv", do_set, 1},
    {".comm", do_comm, 0}, {".common", do_comm, 0}, {".lcomm", do_comm, 1}, {".symver", do_symver, 0}, {".weakref", do_weakref, 0}, {".reloc", do_reloc, 0},
    {".text", do_standard_section, 0}, {".data", do_standard_section, 1}, {".bss", do_standard_section, 2}, {".section", do_section, 0}, {".pushsection", do_section, 1},
    {".popsection", do_pop_section, 0}, {".previous", do_previous, 0}, {".subsection", do_subsection, 0}, {".ident", do_ident, 0}, {".version", do_version, 0},
    {".include", do_include, 0}, {".incbin", do_incbin, 0}, {".file", do_file, 0}, {".loc", do_loc, 0},
    {".error", do_message, 1}, {".warning", do_message, 0}, {".err", do_err, 0}, {".abort", do_err, 1}, {".end", do_end, 0},
    {".macro", do_macro, 0}, {".rept", do_repeat, 0}, {".rep", do_repeat, 0}, {".irp", do_repeat, 1}, {".irpc", do_repeat, 2}, {".purgem", do_purgem, 0}, {".endm", do_stray, 0}, {".endr", do_stray, 0}, {".exitm", do_stray, 1},
    {".intel_syntax", do_refuse, 0}, {".code32", do_refuse, 1}, {".code16", do_refuse, 1}, {".code16gcc", do_refuse, 1}, {".altmacro", do_refuse, 2}, {".att_syntax", do_att_syntax, 0},
    /* Everything is 64-bit code for any processor already. */
    {".code64", do_ignore, 0}, {".arch", do_ignore, 0}, {".noaltmacro", do_ignore, 0},
    /* For listings, which are not made; for messages while assembling; for identical-code folding, which kit's linker does not do. */
    {".print", do_ignore, 0}, {".list", do_ignore, 0}, {".nolist", do_ignore, 0}, {".title", do_ignore, 0}, {".sbttl", do_ignore, 0}, {".psize", do_ignore, 0}, {".eject", do_ignore, 0}, {".ln", do_ignore, 0}, {".line", do_ignore, 0},
    {".addrsig", do_ignore, 0}, {".addrsig_sym", do_ignore, 0}
};

void directive_init(As *as)
{
    for (u32 i = 0; i < ARRAY_LEN(directives); i++) *strmap_put(&as->directives, str_of(directives[i].name), 0) = i;
}

bool directive_run(As *as, Str name)
{
    u32 i = strmap_get(&as->directives, name);
    if (i == MAP_NONE) {
        if (name.len > 5 && memcmp(name.ptr, ".cfi_", 5) == 0) return directive_cfi(as, name);
        if (directive_conditional(as, name)) return true;
        return false;
    }
    directives[i].run(as, directives[i].arg);
    return true;
}
