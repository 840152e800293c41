/* Sections and subsections: .section and kin, the stack of .pushsection, fragments.
   In: directives. Out: the current chain. Names, types and flags as GNU as and the gABI give them. */
#include "asm/asm_internal.h"

static u32 new_chain(As *as, u32 section, u32 number)
{
    Chain c;
    memset(&c, 0, sizeof c);
    c.section = section;
    c.number = number;
    vec_push(&as->chain, c);
    return as->chain.len - 1;
}

/* The well-known sections (gABI 4, Special Sections, and GNU as's additions): what a bare .section NAME means. */
static const struct {
    const char *name;
    bool is_prefix; /* also NAME.anything */
    u8 kind;
    u32 flags;
} special[] = {
    {".text", true, OBJ_PROGBITS, OBJ_ALLOC | OBJ_EXEC}, {".data", true, OBJ_PROGBITS, OBJ_ALLOC | OBJ_WRITE}, {".bss", true, OBJ_NOBITS, OBJ_ALLOC | OBJ_WRITE},
    {".rodata", true, OBJ_PROGBITS, OBJ_ALLOC}, {".tdata", true, OBJ_PROGBITS, OBJ_ALLOC | OBJ_WRITE | OBJ_TLS}, {".tbss", true, OBJ_NOBITS, OBJ_ALLOC | OBJ_WRITE | OBJ_TLS},
    {".init_array", true, OBJ_INIT_ARRAY, OBJ_ALLOC | OBJ_WRITE}, {".fini_array", true, OBJ_FINI_ARRAY, OBJ_ALLOC | OBJ_WRITE}, {".preinit_array", true, OBJ_PREINIT_ARRAY, OBJ_ALLOC | OBJ_WRITE},
    {".init", false, OBJ_PROGBITS, OBJ_ALLOC | OBJ_EXEC}, {".fini", false, OBJ_PROGBITS, OBJ_ALLOC | OBJ_EXEC}, {".data1", false, OBJ_PROGBITS, OBJ_ALLOC | OBJ_WRITE},
    {".rodata1", false, OBJ_PROGBITS, OBJ_ALLOC}, {".sdata", true, OBJ_PROGBITS, OBJ_ALLOC | OBJ_WRITE}, {".sbss", true, OBJ_NOBITS, OBJ_ALLOC | OBJ_WRITE}, {".eh_frame", false, OBJ_UNWIND, OBJ_ALLOC}, {".note.GNU-stack", false, OBJ_PROGBITS, 0},
    {".note", true, OBJ_NOTE, 0}, {".line", false, OBJ_PROGBITS, 0}, {".comment", false, OBJ_PROGBITS, 0}, {".ctors", true, OBJ_PROGBITS, OBJ_ALLOC | OBJ_WRITE}, {".dtors", true, OBJ_PROGBITS, OBJ_ALLOC | OBJ_WRITE},
    {".gnu.linkonce.t", true, OBJ_PROGBITS, OBJ_ALLOC | OBJ_EXEC}, {".gnu.linkonce.r", true, OBJ_PROGBITS, OBJ_ALLOC}, {".gnu.linkonce.d", true, OBJ_PROGBITS, OBJ_ALLOC | OBJ_WRITE},
    {".gnu.linkonce.b", true, OBJ_NOBITS, OBJ_ALLOC | OBJ_WRITE}
};

static bool find_special(Str name, u8 *kind, u32 *flags)
{
    for (u32 i = 0; i < ARRAY_LEN(special); i++) {
        u32 n = (u32)strlen(special[i].name);
        if (!str_starts(name, special[i].name) || (name.len != n && !(special[i].is_prefix && name.ptr[n] == '.'))) continue;
        *kind = special[i].kind;
        *flags = special[i].flags;
        return true;
    }
    return false;
}

static bool has_no_bits(const AsmSection *s) { return s->kind == OBJ_NOBITS; }

static u32 section_add(As *as, const AsmSection *proto)
{
    vec_push(&as->section, *proto);
    u32 id = as->section.len - 1;
    u32 chain = new_chain(as, id, 0);
    AsmSection *s = &as->section.at[id];
    s->first_chain = s->last_chain = chain;
    s->align = 1;
    /* Its name means its beginning, unless it is a name for something else. */
    SymId y = s->group.len || s->unique ? 0 : symbol_named(as, s->name);
    if (!y || as->symbol.at[y].place != SYM_UNDEFINED) y = symbol_new(as, (Str){"", 0});
    as->symbol.at[y].place = SYM_SECTION;
    as->symbol.at[y].value = id;
    if (!as->symbol.at[y].order) as->symbol.at[y].order = ++as->order;
    as->section.at[id].symbol = y;
    return id;
}

/* Sections are told apart by name, group and unique number. */
u32 section_get(As *as, Str name, u32 kind, u32 flags, u32 elf_type, u32 entry_size, Str group, bool is_comdat, u32 unique)
{
    Str key = name;
    if (group.len || unique) key = arena_printf(&as->arena, "%.*s%c%.*s%c%u", STR_FMT(name), 0, STR_FMT(group), 0, unique);
    u32 *slot = strmap_put(&as->section_names, key, 0);
    if (*slot) return *slot;
    AsmSection s;
    memset(&s, 0, sizeof s);
    s.name = arena_str(&as->kit->arena, name);
    if (key.ptr == name.ptr) as->section_names.entry.at[as->section_names.entry.len - 1].key = s.name;
    s.kind = (u8)kind;
    s.flags = flags;
    s.elf_type = elf_type;
    s.entry_size = entry_size;
    s.group = group.len ? arena_str(&as->kit->arena, group) : group;
    s.is_comdat = is_comdat;
    s.unique = unique;
    u32 id = section_add(as, &s);
    *slot = id;
    return id;
}

u32 section_standard(As *as, Str name)
{
    u8 kind = OBJ_PROGBITS;
    u32 flags = 0;
    find_special(name, &kind, &flags);
    return section_get(as, name, kind, flags, 0, 0, (Str){"", 0}, false, 0);
}

void section_init(As *as)
{
    AsmSection none;
    memset(&none, 0, sizeof none);
    vec_push(&as->section, none);
    new_chain(as, 0, 0);
    u32 text = section_standard(as, STR(".text"));
    section_standard(as, STR(".data"));
    section_standard(as, STR(".bss"));
    as->current = as->previous = as->section.at[text].first_chain;
}

static u32 find_chain(As *as, u32 section, u32 number)
{
    u32 before = 0, c = as->section.at[section].first_chain;
    for (; c && as->chain.at[c].number < number; c = as->chain.at[c].next) before = c;
    if (c && as->chain.at[c].number == number) return c;
    u32 fresh = new_chain(as, section, number);
    as->chain.at[fresh].next = c;
    if (before) as->chain.at[before].next = fresh;
    else as->section.at[section].first_chain = fresh;
    if (!c) as->section.at[section].last_chain = fresh;
    return fresh;
}

void section_switch(As *as, u32 section, u32 subsection)
{
    as->previous = as->current;
    as->current = find_chain(as, section, subsection);
}

bool section_has_bytes(As *as, const char *p)
{
    if (!has_no_bits(current_section(as))) return true;
    as_error(as, p, "section '%.*s' holds no bytes: only zeros may be reserved in it", STR_FMT(current_section(as)->name));
    return false;
}

Frag *add_frag(As *as, FragKind kind)
{
    Chain *c = current_chain(as);
    Frag *f = vec_add(&c->frag);
    memset(f, 0, sizeof *f);
    f->kind = (u8)kind;
    f->at = (u32)(c->bytes.len + c->nobits);
    return f;
}

static bool parse_flags(As *as, Str text, const char *at, u32 *flags, bool *group, bool *same_group, bool *has_merge, bool *link_order)
{
    *flags = 0;
    *group = *same_group = *has_merge = *link_order = false;
    for (u32 i = 0; i < text.len; i++)
        switch (text.ptr[i]) {
        case 'a': *flags |= OBJ_ALLOC; break;
        case 'w': *flags |= OBJ_WRITE; break;
        case 'x': *flags |= OBJ_EXEC; break;
        case 'M': *flags |= OBJ_MERGE; *has_merge = true; break;
        case 'S': *flags |= OBJ_STRINGS; break;
        case 'T': *flags |= OBJ_TLS; break;
        case 'G': *group = true; break;
        case 'o': *flags |= OBJ_LINK_ORDER; *link_order = true; break;
        case 'R': *flags |= OBJ_RETAIN; break;
        case 'e': *flags |= OBJ_EXCLUDE; break;
        case '?': *same_group = true; break;
        default: as_error(as, at, "section flag '%c' is not supported", text.ptr[i]); return false;
        }
    return true;
}

static Str read_section_name(As *as)
{
    skip_blanks(as);
    if (*as->p == '"') return read_name(as);
    const char *start = as->p;
    while (as->p < as->end && *as->p != ',' && *as->p != ' ' && *as->p != '\t' && !(as_char_class[(u8)*as->p] & CHAR_END)) as->p++;
    Str s = {start, (u32)(as->p - start)};
    if (!s.len) as_error(as, start, "expected a section name");
    return s;
}

static bool read_type(As *as, u8 *kind, u32 *elf_type)
{
    static const struct {
        const char *name;
        u8 kind;
    } types[] = {{"progbits", OBJ_PROGBITS}, {"nobits", OBJ_NOBITS}, {"note", OBJ_NOTE}, {"init_array", OBJ_INIT_ARRAY}, {"fini_array", OBJ_FINI_ARRAY},
                 {"preinit_array", OBJ_PREINIT_ARRAY}, {"unwind", OBJ_UNWIND}};
    skip_blanks(as);
    const char *start = as->p;
    if (*as->p == '@' || *as->p == '%') as->p++;
    u64 lo, hi;
    if (parse_integer(&as->p, as->end, &lo, &hi)) {
        *kind = OBJ_OTHER;
        *elf_type = (u32)lo;
        if (lo == 1) *kind = OBJ_PROGBITS;
        if (lo == 7) *kind = OBJ_NOTE;
        if (lo == 8) *kind = OBJ_NOBITS;
        if (lo == 0x70000001) *kind = OBJ_UNWIND;
        return true;
    }
    Str t = read_name(as);
    for (u32 i = 0; i < ARRAY_LEN(types); i++)
        if (str_is(t, types[i].name)) return *kind = types[i].kind, true;
    if (t.len) as_error(as, start, "section type '%.*s' is not supported", STR_FMT(t));
    return false;
}

/* .section name[, "flags"[, @type[, entsize][, group[, comdat]][, linked-to][, unique, n]]] */
void directive_section(As *as, bool push)
{
    Str name = read_section_name(as);
    if (!name.len) return;
    const char *at = name.ptr;
    u8 kind = OBJ_PROGBITS;
    u32 flags = 0, elf_type = 0, entry_size = 0, unique = 0;
    i64 subsection = 0;
    bool is_special = find_special(name, &kind, &flags), comdat = false, explicit_flags = false;
    Str group = {"", 0};
    SymId link = 0;
    if (accept(as, ',')) {
        skip_blanks(as);
        if (push && *as->p != '"') {
            if (!parse_constant(as, &subsection)) return;
            if (!accept(as, ',')) goto done;
            skip_blanks(as);
        }
        bool in_group, same_group, merge, order;
        u32 said;
        const char *flags_at = as->p;
        if (*as->p != '"') {
            if (*as->p == '@' || *as->p == '%') {
                if (!read_type(as, &kind, &elf_type)) return;
                goto done;
            }
            as_error(as, as->p, "expected the section's flags in quotes");
            return;
        }
        Buf b = {0};
        if (!read_string(as, &b)) {
            buf_free(&b);
            return;
        }
        bool ok = parse_flags(as, (Str){(const char *)b.data, (u32)b.len}, flags_at, &said, &in_group, &same_group, &merge, &order);
        buf_free(&b);
        if (!ok) return;
        /* The fixed attributes of a well-known name are kept. */
        flags = said | (is_special ? flags & OBJ_TLS : 0);
        explicit_flags = true;
        if (accept(as, ',')) {
            if (!read_type(as, &kind, &elf_type)) return;
        }
        if (merge) {
            i64 n;
            if (!expect_comma(as) || !parse_constant(as, &n)) return;
            if (n < 1 || n > 0xffff) {
                as_error(as, as->p, "a mergeable section needs a positive entry size");
                return;
            }
            entry_size = (u32)n;
        }
        if (order) {
            if (!expect_comma(as)) return;
            skip_blanks(as);
            if (*as->p == '0') {
                as->p++;
            } else {
                Str y = read_name(as);
                if (!y.len) return;
                link = symbol_named(as, y);
                as->symbol.at[link].is_mentioned = true;
            }
        }
        if (in_group) {
            if (!expect_comma(as)) return;
            group = read_section_name(as);
            if (!group.len) return;
            const char *save = as->p;
            if (accept(as, ',')) {
                Str word = read_name(as);
                if (str_is(word, "comdat")) comdat = true;
                else as->p = save;
            }
        } else if (same_group) {
            group = current_section(as)->group;
            comdat = current_section(as)->is_comdat;
        }
        const char *save = as->p;
        if (accept(as, ',')) {
            Str word = read_name(as);
            i64 n;
            if (str_is(word, "unique")) {
                if (!expect_comma(as) || !parse_constant(as, &n)) return;
                unique = (u32)n + 1;
            } else {
                as->p = save;
            }
        }
    }
done:
    if (str_starts(name, ".gnu.linkonce") && !is_special) flags |= OBJ_ALLOC;
    u32 count = as->section.len;
    u32 id = section_get(as, name, kind, flags, elf_type, entry_size, group, comdat, unique);
    AsmSection *s = &as->section.at[id];
    if (id >= count) {
        s->link_order = link;
    } else if (explicit_flags && s->flags != flags && !as->statement_failed && id > 3) {
        as_warn(as, at, "the flags of section '%.*s' were given otherwise before", STR_FMT(name));
    }
    if (str_is(name, ".note.GNU-stack")) as->has_stack_note = true;
    if (push) {
        vec_push(&as->section_stack, as->current);
        vec_push(&as->section_stack, as->previous);
    }
    section_switch(as, id, (u32)subsection);
}
