/* The object: what layout has placed becomes sections, symbols and relocations of an Obj.
   In: chains with fragments sized and addresses known. Out: the Obj, with the symbols in GNU as's order and local symbols
   referred to by their sections as GNU as does. */
#include "asm/asm_internal.h"
#include "target/x64/encode.h"

enum { BRANCH_OVER_NOPS = 8 };

/* ---- Symbols. ---- */

/* Where a label, or another name for a label, is. */
static bool symbol_place(As *as, SymId id, u32 *section, u64 *address)
{
    const AsmSymbol *y = &as->symbol.at[id];
    i64 more = 0;
    if (y->place == SYM_EXPR) {
        Expr e, v;
        memset(&e, 0, sizeof e);
        e.kind = EX_SYM;
        e.add = id;
        if (!expr_resolve(as, &e, &v, true) || v.kind != EX_SYM || v.sub) return false;
        y = &as->symbol.at[v.add];
        more = v.value;
    }
    if (y->place == SYM_SECTION) {
        *section = (u32)y->value;
        *address = (u64)more;
        return true;
    }
    if (y->place != SYM_LABEL) return false;
    *section = as->chain.at[y->pos.chain].section;
    *address = pos_address(as, y->pos) + (u64)more;
    return true;
}

ObjSymbolId section_symbol(As *as, u32 section)
{
    AsmSymbol *y = &as->symbol.at[as->section.at[section].symbol];
    y->is_used = true;
    return y->obj;
}

/* ---- Relocations. ---- */

static RelocKind by_size(u32 size, RelocKind k1, RelocKind k2, RelocKind k4, RelocKind k8)
{
    return size == 1 ? k1 : size == 2 ? k2 : size == 4 ? k4 : k8;
}

static RelocKind choose_kind(const Fixup *f, bool relative)
{
    RelocKind none = RELOC_COUNT;
    u32 n = f->size;
    switch ((Modifier)f->modifier) {
    case MOD_NONE:
        if (relative) return by_size(n, RELOC_X64_PC8, RELOC_X64_PC16, RELOC_X64_PC32, RELOC_X64_PC64);
        return by_size(n, RELOC_X64_8, RELOC_X64_16, f->kind == FIX_SIGNED ? RELOC_X64_32S : RELOC_X64_32, RELOC_X64_64);
    case MOD_PLT: return by_size(n, none, none, RELOC_X64_PLT32, none);
    case MOD_GOT: return by_size(n, none, none, RELOC_X64_GOT32, RELOC_X64_GOT64);
    case MOD_GOTOFF: return by_size(n, none, none, none, RELOC_X64_GOTOFF64);
    case MOD_GOTPCREL: return by_size(n, none, none, RELOC_X64_GOTPCREL, RELOC_X64_GOTPCREL64);
    case MOD_TPOFF: return by_size(n, none, none, RELOC_X64_TPOFF32, RELOC_X64_TPOFF64);
    case MOD_DTPOFF: return by_size(n, none, none, RELOC_X64_DTPOFF32, RELOC_X64_DTPOFF64);
    case MOD_GOTTPOFF: return by_size(n, none, none, RELOC_X64_GOTTPOFF, none);
    case MOD_TLSGD: return by_size(n, none, none, RELOC_X64_TLSGD, none);
    case MOD_TLSLD: return by_size(n, none, none, RELOC_X64_TLSLD, none);
    case MOD_TLSDESC: return by_size(n, none, none, RELOC_X64_GOTPC32_TLSDESC, none);
    case MOD_TLSCALL: return by_size(n, none, none, RELOC_X64_TLSDESC_CALL, none);
    case MOD_SIZE: return by_size(n, none, none, RELOC_X64_SIZE32, RELOC_X64_SIZE64);
    case MOD_PLTOFF: return by_size(n, none, none, none, RELOC_X64_PLTOFF64);
    }
    return none;
}

static bool is_tls_modifier(u32 m) { return m >= MOD_TPOFF && m <= MOD_TLSCALL; }

static ObjSymbolId symbol_for_reloc(As *as, SymId id)
{
    AsmSymbol *y = &as->symbol.at[id];
    y->is_used = true;
    if (y->place == SYM_SECTION) return section_symbol(as, (u32)y->value);
    return y->obj;
}

/* GNU as refers to local symbols by their section; not where the linker may take the section apart or needs the symbol. */
static bool goes_by_section(As *as, SymId id, u32 modifier, i64 addend, bool relative, u32 *section, u64 *address)
{
    const AsmSymbol *y = &as->symbol.at[id];
    if ((y->place != SYM_LABEL && y->place != SYM_EXPR && y->place != SYM_SECTION) || is_external(y) || y->kind == OBJ_IFUNC) return false;
    if (modifier != MOD_NONE && modifier != MOD_PLT) return false;
    if (!symbol_place(as, id, section, address)) return false;
    u32 flags = as->section.at[*section].flags;
    if (flags & OBJ_TLS) return false;
    return !(flags & OBJ_MERGE) || (!relative && addend == 0);
}

typedef struct Target {
    SymId symbol;  /* 0: a constant */
    i64 addend;
    RelocKind kind;
} Target;

/* What a fixup at `offset` of `section` comes to. Returns false after an error. */
static bool fixup_target(As *as, u32 section, u64 offset, const Fixup *f, Target *out)
{
    Expr e, v;
    memset(&e, 0, sizeof e);
    e.kind = f->add || f->sub ? EX_SYM : EX_CONST;
    e.add = f->add;
    e.sub = f->sub;
    e.value = f->value;
    e.loc = f->loc;
    if (!expr_resolve(as, &e, &v, false)) return false;
    bool relative = f->kind == FIX_PCREL;
    i64 value = v.value;
    u32 place;
    u64 address;
    /* Another name of a label keeps its name in the relocation. */
    if (f->add && !f->sub && v.add && !v.sub && f->add != v.add && as->symbol.at[f->add].place == SYM_EXPR && as->symbol.at[f->add].name.len &&
        as->symbol.at[v.add].place == SYM_LABEL) {
        v.add = f->add;
        value = f->value;
    }
    if (v.sub) {
        const AsmSymbol *y = &as->symbol.at[v.sub];
        if (!symbol_place(as, v.sub, &place, &address) || place != section || relative) {
            as_error_at(as, f->loc, "a difference with '%.*s', which is not in this section, cannot be relocated", STR_FMT(y->name.len ? y->name : STR("a local label")));
            return false;
        }
        value = (i64)((u64)value + offset - address);
        relative = true;
    } else if (relative) {
        value = (i64)((u64)value - f->size - f->trailing);
    }
    out->symbol = v.add;
    out->addend = value;
    out->kind = f->reloc != RELOC_COUNT ? (RelocKind)f->reloc : choose_kind(f, relative);
    if (!v.add) return true;
    const AsmSymbol *y = &as->symbol.at[v.add];
    if (f->modifier == MOD_SIZE && y->place == SYM_LABEL && !is_external(y)) {
        Expr size;
        if (y->size_expr.kind != EX_NONE && expr_resolve(as, &y->size_expr, &size, true) && size.kind == EX_CONST) value += size.value;
        out->symbol = 0;
        out->addend = value;
        return true;
    }
    if (v.add == as->got_symbol || (y->name.len == 21 && memcmp(y->name.ptr, "_GLOBAL_OFFSET_TABLE_", 21) == 0)) {
        if (f->size == 4 && relative) out->kind = RELOC_X64_GOTPC32;
        if (f->size == 8 && relative) out->kind = RELOC_X64_GOTPC64;
    }
    if (out->kind == RELOC_COUNT) {
        as_error_at(as, f->loc, "this field of %u bytes has no relocation for the suffix", f->size);
        return false;
    }
    if ((relative || f->modifier == MOD_PLT) && (f->modifier == MOD_NONE || f->modifier == MOD_PLT) && !is_external(y) && symbol_place(as, v.add, &place, &address)) {
        if (!relative) {
            out->kind = RELOC_X64_32;
        } else if (place == section && y->kind != OBJ_IFUNC) {
            out->symbol = 0;
            out->addend = (i64)(address + (u64)value - offset);
            out->kind = RELOC_COUNT;
        } else if (out->kind == RELOC_X64_PLT32) {
            out->kind = RELOC_X64_PC32; /* nobody can replace a local function: it needs no PLT entry */
        }
    }
    return true;
}

static void add_reloc(As *as, u32 section, u64 offset, Target t, u32 modifier)
{
    ObjSectionId id = as->section.at[section].obj;
    ObjSymbolId symbol = 0;
    if (t.symbol) {
        bool relative = reloc_info(t.kind)->relative;
        u32 place;
        u64 address;
        if (goes_by_section(as, t.symbol, modifier, t.addend, relative, &place, &address)) {
            t.addend = (i64)((u64)t.addend + address);
            symbol = section_symbol(as, place);
        } else {
            symbol = symbol_for_reloc(as, t.symbol);
        }
        if (is_tls_modifier(modifier)) as->obj->symbol.at[symbol].kind = OBJ_TLS_DATA;
    }
    obj_add_reloc(as->obj, id, offset, t.kind, symbol, t.addend);
}

static void apply_fixup(As *as, u32 section, u64 offset, const Fixup *f)
{
    Target t;
    if (!fixup_target(as, section, offset, f, &t)) return;
    bool relative = f->kind == FIX_PCREL;
    if (t.symbol || (relative && t.kind != RELOC_COUNT)) {
        add_reloc(as, section, offset, t, f->modifier);
        return;
    }
    i64 v = t.addend;
    u32 bits = f->size * 8;
    if (bits < 64) {
        bool fits = relative || f->kind == FIX_SIGNED ? v == sign_extend((u64)v, bits) : v >= -((i64)1 << (bits - 1)) && v < (i64)1 << bits;
        if (!fits) {
            if (relative && f->size == 1) as_error_at(as, f->loc, "the branch's target is %lld bytes away, more than 8 bits reach", (long long)v);
            else as_error_at(as, f->loc, "the value %lld does not fit in %u bits", (long long)v, bits);
            return;
        }
    }
    u8 *p = obj_section(as->obj, as->section.at[section].obj)->bytes.data + offset;
    for (u32 i = 0; i < f->size; i++) p[i] = (u8)((u64)v >> (i * 8));
}

/* ---- Bytes. ---- */

static void put_jump(As *as, u32 section, Frag *f, Buf *b, u64 address)
{
    (void)section;
    if (f->state == 0) {
        Expr e;
        expr_resolve(as, &f->expr, &e, true);
        i64 d = (i64)(pos_address(as, as->symbol.at[e.add].pos) + (u64)e.value - (address + 2));
        buf_u8(b, f->condition == 16 ? 0xeb : (u8)(0x70 | f->condition));
        buf_u8(b, (u8)d);
        return;
    }
    if (f->condition == 16) {
        buf_u8(b, 0xe9);
    } else {
        buf_u8(b, 0x0f);
        buf_u8(b, (u8)(0x80 | f->condition));
    }
    u32 value = 0;
    if (f->state == 1) {
        Expr e;
        expr_resolve(as, &f->expr, &e, true);
        value = (u32)(pos_address(as, as->symbol.at[e.add].pos) + (u64)e.value - (address + f->size));
    }
    buf_u32(b, value);
}

static void put_nops(Buf *b, u64 n)
{
    /* A long gap is jumped over, as GNU as does. */
    u64 most = 11 * BRANCH_OVER_NOPS;
    if (n >= most) {
        u64 rest = n - (n - 2 <= 127 ? 2 : 5);
        if (n - 2 <= 127) {
            buf_u8(b, 0xeb);
            buf_u8(b, (u8)rest);
        } else {
            buf_u8(b, 0xe9);
            buf_u32(b, (u32)rest);
        }
        n = rest;
    }
    x64_emit_nops(b, (u32)n);
}

static void put_frag(As *as, u32 section, Frag *f, Buf *b, u64 address)
{
    Expr e;
    switch ((FragKind)f->kind) {
    case FRAG_ALIGN:
        if (f->fill_size == 0) {
            put_nops(b, f->size);
        } else {
            /* What does not hold a whole value is zero, in front. */
            buf_fill(b, 0, (size_t)(f->size % f->fill_size));
            for (u64 n = f->size / f->fill_size; n; n--)
                for (u32 i = 0; i < f->fill_size; i++) buf_u8(b, i < 8 ? (u8)(f->fill >> (i * 8)) : 0);
        }
        break;
    case FRAG_ORG:
        if (f->state) as_error_at(as, f->expr.loc, "'.org' cannot move backwards");
        buf_fill(b, (u8)f->fill, (size_t)f->size);
        break;
    case FRAG_SPACE:
        if (f->fill_size == 1 || f->fill == 0) {
            buf_fill(b, (u8)f->fill, (size_t)f->size);
        } else {
            for (u64 n = f->size / f->fill_size; n; n--)
                for (u32 i = 0; i < f->fill_size; i++) buf_u8(b, (u8)(f->fill >> (i * 8)));
        }
        break;
    case FRAG_JUMP: put_jump(as, section, f, b, address); break;
    case FRAG_LEB: {
        if (!expr_resolve(as, &f->expr, &e, false)) return;
        size_t at = b->len;
        if (f->condition) buf_sleb(b, e.value);
        else buf_uleb(b, (u64)e.value);
        /* Padding of a value whose size would not settle. */
        u8 more = f->condition && e.value < 0 ? 0x7f : 0;
        while (b->len - at < f->size) {
            b->data[b->len - 1] |= 0x80;
            buf_u8(b, more);
        }
        break;
    }
    case FRAG_NOPS: put_nops(b, f->size); break;
    }
}

static void put_section_bytes(As *as, u32 section)
{
    AsmSection *s = &as->section.at[section];
    ObjSection *o = obj_section(as->obj, s->obj);
    if (s->kind == OBJ_NOBITS) {
        o->size = s->size;
        for (u32 k = s->first_chain; k; k = as->chain.at[k].next)
            for (u32 i = 0; i < as->chain.at[k].frag.len; i++) {
                const Frag *f = &as->chain.at[k].frag.at[i];
                if (f->kind == FRAG_ORG && f->state) as_error_at(as, f->expr.loc, "'.org' cannot move backwards");
            }
        return;
    }
    Chain *first = &as->chain.at[s->first_chain];
    if (s->first_chain == s->last_chain && !first->frag.len) {
        o->bytes = first->bytes; /* nothing to insert: the buffer changes hands */
        memset(&first->bytes, 0, sizeof first->bytes);
        return;
    }
    buf_reserve(&o->bytes, (size_t)s->size + 16);
    for (u32 k = s->first_chain; k; k = as->chain.at[k].next) {
        Chain *c = &as->chain.at[k];
        u32 from = 0;
        for (u32 i = 0; i < c->frag.len; i++) {
            Frag *f = &c->frag.at[i];
            buf_bytes(&o->bytes, c->bytes.data + from, f->at - from);
            from = f->at;
            put_frag(as, section, f, &o->bytes, o->bytes.len);
        }
        buf_bytes(&o->bytes, c->bytes.data + from, c->bytes.len - from);
    }
}

static void apply_section(As *as, u32 section)
{
    const AsmSection *s = &as->section.at[section];
    for (u32 k = s->first_chain; k; k = as->chain.at[k].next) {
        Chain *c = &as->chain.at[k];
        for (u32 i = 0; i < c->fixup.len; i++) {
            const Fixup *f = &c->fixup.at[i];
            Pos pos = {k, f->frag, f->at};
            apply_fixup(as, section, pos_address(as, pos), f);
        }
    }
    /* Branches by relocation come last. */
    for (u32 k = s->first_chain; k; k = as->chain.at[k].next) {
        Chain *c = &as->chain.at[k];
        u32 from = 0;
        for (u32 i = 0; i < c->frag.len; i++) {
            const Frag *g = &c->frag.at[i];
            u64 at = g->address + g->at - from;
            from = g->at;
            if (g->kind != FRAG_JUMP || g->state != 2) continue;
            Fixup f;
            memset(&f, 0, sizeof f);
            f.size = 4;
            f.kind = FIX_PCREL;
            f.reloc = g->expr.add ? RELOC_X64_PLT32 : RELOC_X64_PC32;
            f.modifier = MOD_PLT;
            f.add = g->expr.add;
            f.value = g->expr.value;
            f.loc = g->expr.loc;
            apply_fixup(as, section, at + long_branch_size(g) - 4, &f);
        }
    }
}

/* ---- The Obj. ---- */

static void put_symbol(As *as, SymId id)
{
    AsmSymbol *y = &as->symbol.at[id];
    ObjSymbol o;
    memset(&o, 0, sizeof o);
    if (y->place == SYM_SECTION) {
        y->obj = obj_section_symbol(as->obj, as->section.at[y->value].obj);
        return;
    }
    if (y->weakref) return;
    o.name = y->name;
    o.binding = y->is_forced_local && y->binding == OBJ_GLOBAL ? OBJ_LOCAL : y->binding;
    o.visibility = y->visibility;
    o.kind = y->kind;
    o.referenced = true;
    Expr size;
    if (y->size_expr.kind != EX_NONE) {
        Expr e = y->size_expr;
        if (expr_resolve(as, &e, &size, false)) {
            if (size.kind == EX_CONST) o.size = (u64)size.value;
            else as_error_at(as, e.loc, "the size of '%.*s' is not a constant", STR_FMT(o.name));
        }
        y = &as->symbol.at[id];
    }
    switch ((SymPlace)y->place) {
    case SYM_UNDEFINED:
        if (y->binding == OBJ_LOCAL) o.binding = y->is_weak_target ? OBJ_WEAK : OBJ_GLOBAL;
        break;
    case SYM_LABEL: {
        u32 section = as->chain.at[y->pos.chain].section;
        o.place = OBJ_DEFINED;
        o.section = as->section.at[section].obj;
        o.value = pos_address(as, y->pos);
        if (as->section.at[section].flags & OBJ_TLS) o.kind = OBJ_TLS_DATA;
        break;
    }
    case SYM_ABSOLUTE:
        o.place = OBJ_ABSOLUTE;
        o.value = y->value;
        break;
    case SYM_COMMON:
        o.place = OBJ_COMMON;
        o.value = y->value;
        o.size = y->size;
        if (o.binding == OBJ_LOCAL) o.binding = OBJ_GLOBAL;
        break;
    case SYM_EXPR: {
        Expr e, v;
        memset(&e, 0, sizeof e);
        e.kind = EX_SYM;
        e.add = id;
        e.loc = y->loc;
        if (!expr_resolve(as, &e, &v, false)) return;
        y = &as->symbol.at[id];
        if (v.kind == EX_CONST) {
            o.place = OBJ_ABSOLUTE;
            o.value = (u64)v.value;
            break;
        }
        const AsmSymbol *t = &as->symbol.at[v.add];
        if (v.sub || (t->place != SYM_LABEL && t->place != SYM_UNDEFINED)) {
            as_error_at(as, y->loc, "the value of '%.*s' is not an address in this file", STR_FMT(y->name));
            return;
        }
        if (t->place == SYM_UNDEFINED) {
            /* Another name for it, or a place beside it: only the other is written. */
            return;
        }
        u32 section = as->chain.at[t->pos.chain].section;
        o.place = OBJ_DEFINED;
        o.section = as->section.at[section].obj;
        o.value = pos_address(as, t->pos) + (u64)v.value;
        if (o.kind == OBJ_NOTYPE) o.kind = t->kind;
        if (!o.size && y->size_expr.kind == EX_NONE && t->size_expr.kind != EX_NONE && expr_resolve(as, &t->size_expr, &size, true) && size.kind == EX_CONST) o.size = (u64)size.value;
        if (as->section.at[section].flags & OBJ_TLS) o.kind = OBJ_TLS_DATA;
        break;
    }
    case SYM_SECTION: break;
    }
    as->symbol.at[id].obj = obj_add_symbol(as->obj, &o);
}

static bool is_written(const AsmSymbol *y)
{
    if (y->place == SYM_SECTION) return true;
    if (!y->name.len) return y->is_used;
    return y->is_written_local || y->is_used || is_external(y);
}

/* Which symbols relocations will mention has to be known before symbols are numbered. */
static void mark_used(As *as, u32 section)
{
    const AsmSection *s = &as->section.at[section];
    for (u32 k = s->first_chain; k; k = as->chain.at[k].next) {
        u32 count = as->chain.at[k].fixup.len;
        for (u32 i = 0; i < count; i++) {
            const Fixup f = as->chain.at[k].fixup.at[i];
            Pos pos = {k, f.frag, f.at};
            Target t;
            if (!f.add && !f.sub) continue;
            if (!fixup_target(as, section, pos_address(as, pos), &f, &t)) continue;
            u32 place;
            u64 address;
            if (t.symbol && !goes_by_section(as, t.symbol, f.modifier, t.addend, reloc_info(t.kind)->relative, &place, &address)) {
                AsmSymbol *y = &as->symbol.at[t.symbol];
                y->is_used = true;
                if (!y->order) y->order = ++as->order;
                if (!y->name.len && y->place != SYM_SECTION) y->name = arena_printf(&as->kit->arena, ".Ltmp%u", t.symbol);
            }
        }
        count = as->chain.at[k].frag.len;
        for (u32 i = 0; i < count; i++) {
            const Frag *g = &as->chain.at[k].frag.at[i];
            Expr e;
            if (g->kind != FRAG_JUMP || g->state != 2) continue;
            const Expr said = g->expr;
            if (expr_resolve(as, &said, &e, false) && e.add) {
                u32 place;
                u64 address;
                SymId id = as->symbol.at[said.add].place == SYM_EXPR && symbol_place(as, said.add, &place, &address) ? said.add : e.add;
                if (!goes_by_section(as, id, MOD_PLT, 0, true, &place, &address)) {
                    as->symbol.at[id].is_used = true;
                    if (!as->symbol.at[id].order) as->symbol.at[id].order = ++as->order;
                }
            }
        }
    }
}

static void put_groups(As *as)
{
    for (u32 i = 1; i < as->section.len; i++) {
        AsmSection *s = &as->section.at[i];
        if (!s->group.len) continue;
        u32 *slot = strmap_put(&as->group_index, s->group, 0);
        if (!*slot) {
            ObjGroup g;
            memset(&g, 0, sizeof g);
            u32 known = strmap_get(&as->names, s->group);
            if (known != MAP_NONE && as->symbol.at[known].obj) {
                g.signature = as->symbol.at[known].obj;
            } else {
                ObjSymbol y;
                memset(&y, 0, sizeof y);
                y.name = s->group;
                y.place = OBJ_ABSOLUTE;
                g.signature = obj_add_symbol(as->obj, &y);
            }
            as->obj->symbol.at[g.signature].referenced = true;
            g.is_comdat = s->is_comdat;
            vec_push(&as->obj->group, g);
            *slot = as->obj->group.len;
        }
        vec_push(&as->obj->group.at[*slot - 1].member, s->obj);
        obj_section(as->obj, s->obj)->group = *slot;
    }
}

static void put_versions(As *as)
{
    for (u32 i = 0; i < as->symver.len; i++) {
        const Symver *v = &as->symver.at[i];
        const AsmSymbol *y = &as->symbol.at[v->symbol];
        if (!y->obj) continue;
        ObjSymbol *o = &as->obj->symbol.at[y->obj];
        const char *at = memchr(v->name.ptr, '@', v->name.len);
        u32 base = (u32)(at - v->name.ptr), ats = 0;
        while (base + ats < v->name.len && at[ats] == '@') ats++;
        bool defined = o->place != OBJ_UNDEFINED;
        /* Three @: two for a definition, one for a reference, and no second name. */
        u32 written = ats >= 3 ? (defined ? 2 : 1) : ats;
        Str name = arena_printf(&as->kit->arena, "%.*s%.*s%.*s", (int)base, v->name.ptr, (int)written, "@@", (int)(v->name.len - base - ats), at + ats);
        if (!defined || ats >= 3 || v->removes) {
            o->name = name;
        } else {
            ObjSymbol copy = *o;
            copy.name = name;
            obj_add_symbol(as->obj, &copy);
        }
    }
}

static void put_extra_relocs(As *as)
{
    for (u32 i = 0; i < as->reloc.len; i++) {
        const AsmReloc r = as->reloc.at[i];
        Expr at, v;
        if (!expr_resolve(as, &r.offset, &at, false) || !expr_resolve(as, &r.value, &v, false)) continue;
        u64 offset = (u64)at.value;
        if (at.sub || v.sub || (at.add && (as->symbol.at[at.add].place != SYM_LABEL || as->chain.at[as->symbol.at[at.add].pos.chain].section != r.section))) {
            as_error_at(as, r.offset.loc, "'.reloc' needs a place in this section and one symbol");
            continue;
        }
        if (at.add) offset += pos_address(as, as->symbol.at[at.add].pos);
        if (offset > as->section.at[r.section].size) {
            as_error_at(as, r.offset.loc, "'.reloc' is outside of its section");
            continue;
        }
        Target t = {v.add, v.value, (RelocKind)r.kind};
        add_reloc(as, r.section, offset, t, r.kind == RELOC_X64_NONE ? MOD_SIZE : MOD_NONE);
    }
}

typedef struct Ordered {
    u32 order;
    SymId id;
} Ordered;

bool object_finish(As *as)
{
    Obj *obj = as->obj;
    u32 errors = as->kit->diag.errors;
    for (u32 i = 1; i < as->section.len; i++) {
        AsmSection *s = &as->section.at[i];
        u32 flags = s->flags & ~(u32)OBJ_GROUP_MEMBER;
        s->obj = obj_add_section(obj, s->name, (ObjSectionKind)s->kind, flags, s->align);
        ObjSection *o = obj_section(obj, s->obj);
        o->elf_type = s->elf_type;
        o->entry_size = s->entry_size;
        if (s->kind == OBJ_INIT_ARRAY || s->kind == OBJ_FINI_ARRAY || s->kind == OBJ_PREINIT_ARRAY) o->entry_size = 8;
    }
    for (u32 i = 1; i < as->section.len; i++) {
        const AsmSection *s = &as->section.at[i];
        if (!s->link_order) continue;
        const AsmSymbol *y = &as->symbol.at[s->link_order];
        if (y->place == SYM_LABEL) obj_section(obj, s->obj)->linked_to = as->section.at[as->chain.at[y->pos.chain].section].obj;
        else as_error_at(as, 0, "'%.*s', which section '%.*s' is linked to, is not defined", STR_FMT(y->name), STR_FMT(s->name));
    }
    for (u32 i = 1; i < as->section.len; i++) mark_used(as, i);
    for (u32 i = 0; i < as->reloc.len; i++) {
        Expr v;
        if (expr_resolve(as, &as->reloc.at[i].value, &v, true) && v.add) as->symbol.at[v.add].is_used = true;
    }
    cfi_mark(as);
    for (SymId i = 1; i < as->symbol.len; i++) {
        SymId t = as->symbol.at[i].weakref;
        if (!t || !as->symbol.at[i].is_mentioned) continue;
        AsmSymbol *y = &as->symbol.at[t];
        y->is_used = true;
        if (!y->is_mentioned) y->is_weak_target = true;
    }
    if (as->kit->diag.errors != errors) return false;

    for (u32 i = 0; i < as->file_symbol.len; i++) {
        ObjSymbol y;
        memset(&y, 0, sizeof y);
        y.name = as->file_symbol.at[i];
        y.kind = OBJ_FILE;
        y.place = OBJ_ABSOLUTE;
        obj_add_symbol(obj, &y);
    }
    /* In the order in which GNU as lists them: by first mention, .L labels by first use in a field. */
    u32 count = 0;
    Ordered *list = arena_new_array(&as->arena, Ordered, as->order + 1);
    for (SymId i = 1; i < as->symbol.len; i++)
        if (as->symbol.at[i].order && is_written(&as->symbol.at[i])) list[as->symbol.at[i].order].id = i, count++;
    for (u32 k = 1; k <= as->order && count; k++)
        if (list[k].id) put_symbol(as, list[k].id);
    for (SymId i = 1; i < as->symbol.len; i++)
        if (!as->symbol.at[i].order && !as->symbol.at[i].obj && is_written(&as->symbol.at[i])) put_symbol(as, i);
    put_groups(as);
    put_versions(as);
    for (u32 i = 1; i < as->section.len; i++) put_section_bytes(as, i);
    dwarf_finish(as);
    cfi_finish(as);
    for (u32 i = 1; i < as->section.len; i++) apply_section(as, i);
    put_extra_relocs(as);
    obj->needs_executable_stack = as->options->execstack || (!as->has_stack_note && !as->options->noexecstack);
    return as->kit->diag.errors == errors;
}
