/* Call frame information: .cfi_* directives to .eh_frame (and .debug_frame), laid out as GNU as does.
   In: instructions with the positions where they were said. Out: CIEs, shared by the functions whose first instructions are the
   same, and one FDE for each .cfi_startproc (LSB, Exception Frames; DWARF 5, 6.4). */
#include "asm/asm_internal.h"

enum {
    CFI_OFFSET, CFI_DEF_CFA, CFI_DEF_CFA_REGISTER, CFI_DEF_CFA_OFFSET, CFI_REGISTER, CFI_RESTORE, CFI_UNDEFINED, CFI_SAME_VALUE, CFI_REMEMBER,
    CFI_RESTORE_STATE, CFI_ESCAPE, CFI_ARGS_SIZE, CFI_VAL_OFFSET
};
enum { PE_omit = 0xff, PE_pcrel = 0x10, PE_indirect = 0x80 };
enum { DATA_ALIGN = 8, RETURN_COLUMN = 16 };

static bool has_moved(Pos a, Pos b) { return a.chain != b.chain || a.frag != b.frag || a.raw != b.raw; }

static CfiInsn *add(As *as, u8 op, u32 a, u32 b, i64 offset)
{
    CfiInsn *i = vec_add(&as->cfi_insn);
    memset(i, 0, sizeof *i);
    i->op = op;
    i->a = a;
    i->b = b;
    i->offset = offset;
    i->pos = here(as);
    i->moved = has_moved(i->pos, as->cfi_last);
    as->cfi_last = i->pos;
    vec_last(&as->cfi_fde).insn_count++;
    return i;
}

static bool read_register(As *as, u32 *number)
{
    skip_blanks(as);
    const char *at = as->p;
    if (*at == '%') as->p++;
    if (is_name_start(*as->p)) {
        Str name = read_name(as);
        if (insn_register(as, name, number)) return true;
        as_error(as, at, "'%.*s' has no DWARF register number", STR_FMT(name));
        return false;
    }
    i64 v;
    if (!parse_constant(as, &v)) return false;
    if (v < 0 || v > 0xffff) {
        as_error(as, at, "a register number is out of range");
        return false;
    }
    *number = (u32)v;
    return true;
}

static void start_proc(As *as, const char *at)
{
    if (as->cfi_open) {
        as_error(as, at, "'.cfi_startproc' inside of another");
        return;
    }
    bool simple = false;
    if (!at_end(as)) {
        Str word = read_name(as);
        simple = str_is(word, "simple");
        if (!simple) {
            as_error(as, at, "expected 'simple'");
            return;
        }
    }
    CfiFde f;
    memset(&f, 0, sizeof f);
    f.start = symbol_here(as);
    f.personality_encoding = f.lsda_encoding = PE_omit;
    f.return_column = RETURN_COLUMN;
    f.first_insn = as->cfi_insn.len;
    f.loc = as_loc(as, at);
    vec_push(&as->cfi_fde, f);
    as->cfi_open = true;
    as->cfi_last = here(as);
    as->cfi_cfa_offset = 0;
    vec_clear(&as->cfi_cfa_stack);
    if (!simple) {
        add(as, CFI_DEF_CFA, 7, 0, 8);
        add(as, CFI_OFFSET, RETURN_COLUMN, 0, -8);
        as->cfi_cfa_offset = 8;
    }
}

static void read_encoded(As *as, u8 *encoding, Expr *e)
{
    i64 v;
    skip_blanks(as);
    const char *at = as->p;
    if (!parse_constant(as, &v)) return;
    if (v == PE_omit) {
        *encoding = PE_omit;
        return;
    }
    u32 format = (u32)v & 0xf;
    if (v < 0 || v > 0xff || (v & 0x70) > 0x10 || !(format == 0 || format == 2 || format == 3 || format == 4 || format == 10 || format == 11 || format == 12)) {
        as_error(as, at, "pointer encoding %lld is not supported", (long long)v);
        return;
    }
    if (!expect_comma(as) || !parse_expr(as, e)) return;
    *encoding = (u8)v;
}

bool directive_cfi(As *as, Str name)
{
    static const struct {
        const char *name;
        u8 op;
        const char *operands; /* r register, o offset */
    } simple[] = {{"offset", CFI_OFFSET, "ro"}, {"def_cfa", CFI_DEF_CFA, "ro"}, {"def_cfa_register", CFI_DEF_CFA_REGISTER, "r"}, {"def_cfa_offset", CFI_DEF_CFA_OFFSET, "o"},
                  {"register", CFI_REGISTER, "rr"}, {"remember_state", CFI_REMEMBER, ""}, {"restore_state", CFI_RESTORE_STATE, ""},
                  {"val_offset", CFI_VAL_OFFSET, "ro"}};
    Str what = {name.ptr + 5, name.len - 5};
    const char *at = name.ptr;
    i64 v;
    u32 r, r2 = 0;
    if (str_is(what, "sections")) {
        as->cfi_in_eh_frame = as->cfi_in_debug_frame = false;
        while (!at_end(as)) {
            Str s = read_name(as);
            if (str_is(s, ".eh_frame")) as->cfi_in_eh_frame = true;
            else if (str_is(s, ".debug_frame")) as->cfi_in_debug_frame = true;
            else if (s.len) as_error(as, s.ptr, "section '%.*s' of '.cfi_sections' is not supported", STR_FMT(s));
            if (!accept(as, ',')) break;
        }
        return true;
    }
    if (str_is(what, "startproc")) {
        start_proc(as, at);
        return true;
    }
    static const char *const other[] = {"endproc", "adjust_cfa_offset", "rel_offset", "restore", "undefined", "same_value", "return_column", "signal_frame", "escape", "personality", "lsda", "gnu_args_size"};
    bool known = false;
    for (u32 i = 0; i < ARRAY_LEN(other); i++) known |= str_is(what, other[i]);
    for (u32 i = 0; i < ARRAY_LEN(simple); i++) known |= str_is(what, simple[i].name);
    if (!known) return false;
    if (!as->cfi_open) {
        as_error(as, at, "'%.*s' outside of '.cfi_startproc' and '.cfi_endproc'", STR_FMT(name));
        return true;
    }
    CfiFde *f = &vec_last(&as->cfi_fde);
    if (str_is(what, "endproc")) {
        f->end = here(as);
        f->has_end = true;
        as->cfi_open = false;
        return true;
    }
    for (u32 i = 0; i < ARRAY_LEN(simple); i++) {
        if (!str_is(what, simple[i].name)) continue;
        u32 regs[2] = {0, 0}, n = 0;
        v = 0;
        for (const char *o = simple[i].operands; *o; o++) {
            if (o != simple[i].operands && !expect_comma(as)) return true;
            if (*o == 'r' ? !read_register(as, &regs[n++]) : !parse_constant(as, &v)) return true;
        }
        u8 op = simple[i].op;
        if ((op == CFI_OFFSET || op == CFI_VAL_OFFSET) && v % DATA_ALIGN) {
            as_error(as, at, "the offset is not a multiple of %d", DATA_ALIGN);
            return true;
        }
        add(as, op, regs[0], regs[1], v);
        if (op == CFI_DEF_CFA || op == CFI_DEF_CFA_OFFSET) as->cfi_cfa_offset = v;
        if (op == CFI_REMEMBER) vec_push(&as->cfi_cfa_stack, as->cfi_cfa_offset);
        if (op == CFI_RESTORE_STATE) {
            if (as->cfi_cfa_stack.len) as->cfi_cfa_offset = vec_pop(&as->cfi_cfa_stack);
            else as_error(as, at, "'.cfi_restore_state' without '.cfi_remember_state'");
        }
        return true;
    }
    if (str_is(what, "adjust_cfa_offset")) {
        if (!parse_constant(as, &v)) return true;
        as->cfi_cfa_offset = (i64)((u64)as->cfi_cfa_offset + (u64)v);
        add(as, CFI_DEF_CFA_OFFSET, 0, 0, as->cfi_cfa_offset);
    } else if (str_is(what, "rel_offset")) {
        if (read_register(as, &r) && expect_comma(as) && parse_constant(as, &v)) {
            v = (i64)((u64)v - (u64)as->cfi_cfa_offset);
            if (v % DATA_ALIGN) as_error(as, at, "the offset is not a multiple of %d", DATA_ALIGN);
            else add(as, CFI_OFFSET, r, 0, v);
        }
    } else if (str_is(what, "restore") || str_is(what, "undefined") || str_is(what, "same_value")) {
        u8 op = what.ptr[0] == 'r' ? CFI_RESTORE : what.ptr[0] == 'u' ? CFI_UNDEFINED : CFI_SAME_VALUE;
        do {
            if (!read_register(as, &r)) return true;
            add(as, op, r, r2, 0);
        } while (accept(as, ','));
    } else if (str_is(what, "return_column")) {
        if (read_register(as, &r)) f->return_column = r;
    } else if (str_is(what, "signal_frame")) {
        f->is_signal = true;
    } else if (str_is(what, "personality")) {
        read_encoded(as, &f->personality_encoding, &f->personality);
    } else if (str_is(what, "lsda")) {
        read_encoded(as, &f->lsda_encoding, &f->lsda);
    } else if (str_is(what, "gnu_args_size")) {
        if (parse_constant(as, &v)) add(as, CFI_ARGS_SIZE, 0, 0, v);
    } else { /* escape */
        u32 from = (u32)as->cfi_bytes.len;
        do {
            if (!parse_constant(as, &v)) return true;
            buf_u8(&as->cfi_bytes, (u8)v);
        } while (accept(as, ','));
        add(as, CFI_ESCAPE, from, (u32)as->cfi_bytes.len - from, 0);
    }
    return true;
}

void cfi_prepare(As *as)
{
    if (as->cfi_open) as_error_at(as, vec_last(&as->cfi_fde).loc, "'.cfi_startproc' without '.cfi_endproc'");
    if (!as->cfi_fde.len) return;
    if (as->cfi_in_eh_frame) {
        as->eh_frame_section = section_get(as, STR(".eh_frame"), OBJ_UNWIND, OBJ_ALLOC, 0, 0, (Str){"", 0}, false, 0);
        if (as->section.at[as->eh_frame_section].align < 8) as->section.at[as->eh_frame_section].align = 8;
    }
    if (as->cfi_in_debug_frame) {
        as->debug_frame_section = section_get(as, STR(".debug_frame"), OBJ_PROGBITS, 0, 0, 0, (Str){"", 0}, false, 0);
        if (as->section.at[as->debug_frame_section].align < 8) as->section.at[as->debug_frame_section].align = 8;
    }
}

void cfi_mark(As *as)
{
    for (u32 i = 0; i < as->cfi_fde.len; i++) {
        const CfiFde *f = &as->cfi_fde.at[i];
        if (f->personality_encoding != PE_omit && f->personality.add) as->symbol.at[f->personality.add].is_used = true;
    }
}

/* ---- Output. ---- */

typedef struct Cie {
    u32 offset;      /* in the section */
    const CfiFde *fde; /* whose first instructions it has */
    u32 insn_count;
} Cie;

typedef struct Frame {
    As *as;
    Buf *b;
    u32 section;
    bool eh;
    VEC(Cie) cie;
    IntMap lookup; /* hash of what makes a CIE to index + 1 of the first such */
} Frame;

/* Instructions up to the first that belongs to a later address or may not be shared. */
static u32 initial_count(const As *as, const CfiFde *f)
{
    u32 n = 0;
    for (; n < f->insn_count; n++) {
        const CfiInsn *i = &as->cfi_insn.at[f->first_insn + n];
        if (i->moved || i->op == CFI_REMEMBER || i->op == CFI_ESCAPE) break;
    }
    return n;
}

static void put_field(Frame *w, const Expr *e, u32 size, bool relative)
{
    Chain *c = &w->as->chain.at[w->as->section.at[w->section].last_chain];
    /* Counted from the end of the last fragment, as positions are. */
    Fixup *f = fixup_add(c, e, (u32)(w->b->len - c->tail + (c->frag.len ? vec_last(&c->frag).at : 0)), size);
    if (relative) {
        f->kind = FIX_PCREL;
        f->value = (i64)((u64)f->value + size); /* from the field itself, not from its end */
    }
    buf_fill(w->b, 0, size);
}

static u32 encoded_size(u8 encoding)
{
    u32 f = encoding & 7;
    return f == 2 ? 2 : f == 3 ? 4 : 8;
}

static void put_insn(Frame *w, const CfiInsn *i)
{
    Buf *b = w->b;
    i64 factored = -(i->offset / DATA_ALIGN);
    switch (i->op) {
    case CFI_OFFSET:
        if (factored < 0) {
            buf_u8(b, 0x11); /* DW_CFA_offset_extended_sf */
            buf_uleb(b, i->a);
            buf_sleb(b, factored);
        } else if (i->a < 0x40) {
            buf_u8(b, (u8)(0x80 | i->a));
            buf_uleb(b, (u64)factored);
        } else {
            buf_u8(b, 0x05);
            buf_uleb(b, i->a);
            buf_uleb(b, (u64)factored);
        }
        break;
    case CFI_VAL_OFFSET:
        buf_u8(b, factored < 0 ? 0x15 : 0x14);
        buf_uleb(b, i->a);
        if (factored < 0) buf_sleb(b, factored);
        else buf_uleb(b, (u64)factored);
        break;
    case CFI_DEF_CFA:
        buf_u8(b, i->offset < 0 ? 0x12 : 0x0c);
        buf_uleb(b, i->a);
        if (i->offset < 0) buf_sleb(b, factored);
        else buf_uleb(b, (u64)i->offset);
        break;
    case CFI_DEF_CFA_REGISTER: buf_u8(b, 0x0d); buf_uleb(b, i->a); break;
    case CFI_DEF_CFA_OFFSET:
        buf_u8(b, i->offset < 0 ? 0x13 : 0x0e);
        if (i->offset < 0) buf_sleb(b, factored);
        else buf_uleb(b, (u64)i->offset);
        break;
    case CFI_REGISTER: buf_u8(b, 0x09); buf_uleb(b, i->a); buf_uleb(b, i->b); break;
    case CFI_RESTORE:
        if (i->a < 0x40) {
            buf_u8(b, (u8)(0xc0 | i->a));
        } else {
            buf_u8(b, 0x06);
            buf_uleb(b, i->a);
        }
        break;
    case CFI_UNDEFINED: buf_u8(b, 0x07); buf_uleb(b, i->a); break;
    case CFI_SAME_VALUE: buf_u8(b, 0x08); buf_uleb(b, i->a); break;
    case CFI_REMEMBER: buf_u8(b, 0x0a); break;
    case CFI_RESTORE_STATE: buf_u8(b, 0x0b); break;
    case CFI_ARGS_SIZE: buf_u8(b, 0x2e); buf_uleb(b, (u64)i->offset); break;
    case CFI_ESCAPE: buf_bytes(b, w->as->cfi_bytes.data + i->a, i->b); break;
    default: KIT_PANIC("unknown CFI instruction");
    }
}

static void pad(Frame *w, size_t start, u32 align)
{
    while (w->b->len % align) buf_u8(w->b, 0); /* DW_CFA_nop */
    put_u32(w->b->data + start, (u32)(w->b->len - start - 4));
}

/* Whether the CIE's instructions are the first of those that f begins with. */
static bool is_start_of(const As *as, const Cie *c, const CfiFde *f, u32 count)
{
    const CfiFde *g = c->fde;
    if (c->insn_count > count || g->return_column != f->return_column || g->is_signal != f->is_signal || g->personality_encoding != f->personality_encoding ||
        g->lsda_encoding != f->lsda_encoding) return false;
    if (f->personality_encoding != PE_omit && (g->personality.add != f->personality.add || g->personality.sub != f->personality.sub || g->personality.value != f->personality.value)) return false;
    for (u32 i = 0; i < c->insn_count; i++) {
        const CfiInsn *x = &as->cfi_insn.at[g->first_insn + i], *y = &as->cfi_insn.at[f->first_insn + i];
        if (x->op != y->op || x->a != y->a || x->b != y->b || x->offset != y->offset) return false;
    }
    return true;
}

static void put_cie(Frame *w, const CfiFde *f, u32 count)
{
    As *as = w->as;
    Buf *b = w->b;
    size_t start = b->len;
    buf_u32(b, 0);
    buf_u32(b, w->eh ? 0 : 0xffffffff);
    buf_u8(b, f->return_column > 255 ? 3 : 1);
    if (w->eh) {
        buf_u8(b, 'z');
        if (f->personality_encoding != PE_omit) buf_u8(b, 'P');
        if (f->lsda_encoding != PE_omit) buf_u8(b, 'L');
        buf_u8(b, 'R');
    }
    if (f->is_signal && w->eh) buf_u8(b, 'S');
    buf_u8(b, 0);
    buf_uleb(b, 1);
    buf_sleb(b, -DATA_ALIGN);
    if (f->return_column > 255) buf_uleb(b, f->return_column);
    else buf_u8(b, (u8)f->return_column);
    if (w->eh) {
        bool p = f->personality_encoding != PE_omit;
        buf_uleb(b, 1 + (p ? 1 + encoded_size(f->personality_encoding) : 0) + (f->lsda_encoding != PE_omit));
        if (p) {
            buf_u8(b, f->personality_encoding);
            put_field(w, &f->personality, encoded_size(f->personality_encoding), (f->personality_encoding & 0x70) == PE_pcrel);
        }
        if (f->lsda_encoding != PE_omit) buf_u8(b, f->lsda_encoding);
        buf_u8(b, 0x1b); /* DW_EH_PE_pcrel | DW_EH_PE_sdata4 */
    }
    for (u32 i = 0; i < count; i++) put_insn(w, &as->cfi_insn.at[f->first_insn + i]);
    pad(w, start, w->eh ? 4 : 8);
}

/* The newest CIE that f can build upon, or a new one. The map goes from a hash of everything that makes a CIE to it. */
static Cie find_cie(Frame *w, const CfiFde *f, u32 count)
{
    As *as = w->as;
    u64 h = f->return_column * 31u + f->personality_encoding * 7u + f->lsda_encoding + f->is_signal * 1000003u + (u64)f->personality.add * 0x10001;
    u32 best = 0;
    for (u32 i = 0;; i++) {
        for (u64 probe = h;; probe++) {
            u32 at = intmap_get(&w->lookup, probe);
            if (at == MAP_NONE) break;
            if (w->cie.at[at - 1].insn_count == i && is_start_of(as, &w->cie.at[at - 1], f, count)) {
                if (at > best) best = at;
                break;
            }
        }
        if (i == count) break;
        const CfiInsn *x = &as->cfi_insn.at[f->first_insn + i];
        h = h * 0x100000001b3u ^ ((u64)x->op << 56 ^ (u64)x->a << 40 ^ (u64)x->b << 32 ^ (u64)x->offset);
    }
    if (best) return w->cie.at[best - 1];
    while (intmap_get(&w->lookup, h) != MAP_NONE) h++;
    Cie c = {(u32)w->b->len, f, count};
    vec_push(&w->cie, c);
    *intmap_put(&w->lookup, h, 0) = w->cie.len;
    put_cie(w, f, count);
    return c;
}

static void put_advance(Buf *b, u64 delta)
{
    if (delta == 0) return;
    if (delta < 0x40) {
        buf_u8(b, (u8)(0x40 | delta));
    } else if (delta < 0x100) {
        buf_u8(b, 0x02);
        buf_u8(b, (u8)delta);
    } else if (delta < 0x10000) {
        buf_u8(b, 0x03);
        buf_u16(b, (u32)delta);
    } else {
        buf_u8(b, 0x04);
        buf_u32(b, (u32)delta);
    }
}

static void put_fde(Frame *w, const CfiFde *f, bool last)
{
    As *as = w->as;
    Buf *b = w->b;
    Cie cie = find_cie(w, f, initial_count(as, f));
    size_t start = b->len;
    Expr e;
    memset(&e, 0, sizeof e);
    e.kind = EX_SYM;
    e.loc = f->loc;
    buf_u32(b, 0);
    if (w->eh) {
        buf_u32(b, (u32)(b->len - cie.offset));
    } else {
        e.add = as->section.at[w->section].symbol;
        e.value = cie.offset;
        put_field(w, &e, 4, false);
        e.value = 0;
    }
    u64 from = pos_address(as, as->symbol.at[f->start].pos);
    e.add = f->start;
    put_field(w, &e, w->eh ? 4 : 8, w->eh);
    u64 size = pos_address(as, f->end) - from;
    if (w->eh) {
        buf_u32(b, (u32)size);
        if (f->lsda_encoding != PE_omit) {
            buf_uleb(b, encoded_size(f->lsda_encoding));
            put_field(w, &f->lsda, encoded_size(f->lsda_encoding), (f->lsda_encoding & 0x70) == PE_pcrel);
        } else {
            buf_u8(b, 0);
        }
    } else {
        buf_u64(b, size);
    }
    for (u32 i = cie.insn_count; i < f->insn_count; i++) {
        const CfiInsn *x = &as->cfi_insn.at[f->first_insn + i];
        if (x->moved) {
            u64 at = pos_address(as, x->pos);
            put_advance(b, at - from);
            from = at;
        }
        put_insn(w, x);
    }
    pad(w, start, !w->eh || last ? 8 : 4);
}

static void put_frames(As *as, u32 section, bool eh)
{
    Frame w;
    memset(&w, 0, sizeof w);
    w.as = as;
    w.section = section;
    w.eh = eh;
    w.b = &obj_section(as->obj, as->section.at[section].obj)->bytes;
    for (u32 i = 0; i < as->cfi_fde.len; i++) {
        const CfiFde *f = &as->cfi_fde.at[i];
        if (as->symbol.at[f->start].pos.chain != f->end.chain) {
            as_error_at(as, f->loc, "'.cfi_startproc' and '.cfi_endproc' are in different sections");
            continue;
        }
        put_fde(&w, f, i + 1 == as->cfi_fde.len);
    }
    vec_free(&w.cie);
    intmap_free(&w.lookup);
}

void cfi_finish(As *as)
{
    if (as->eh_frame_section) put_frames(as, as->eh_frame_section, true);
    if (as->debug_frame_section) put_frames(as, as->debug_frame_section, false);
}
