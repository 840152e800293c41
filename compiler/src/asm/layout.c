/* Layout: sizes of fragments, and addresses.
   In: chains of bytes and fragments. Out: the size and address of each fragment.
   Branches begin short and only grow, in passes over stale addresses corrected by how far the pass has moved things so far:
   GNU as's order of decisions, so that the same branches come out short. */
#include "asm/asm_internal.h"

enum { MAX_PASSES = 200, LEB_SHRINK_PASSES = 16 };
#define MAX_SECTION ((u64)384 << 20)

u64 pos_address(As *as, Pos pos)
{
    const Chain *c = &as->chain.at[pos.chain];
    u64 start = pos.frag < c->frag.len ? c->frag.at[pos.frag].address : c->tail;
    return start + pos.raw - (pos.frag ? c->frag.at[pos.frag - 1].at : 0);
}

static u64 raw_len(const Chain *c) { return c->bytes.len + c->nobits; }

static u64 align_size(const Frag *f, u64 address)
{
    u64 size = align_up(address, (u64)1 << f->expr.value) - address;
    return f->max && size > f->max ? 0 : size;
}

static u32 uleb_size(u64 v)
{
    u32 n = 1;
    while (v >>= 7) n++;
    return n;
}

static u32 sleb_size(i64 v)
{
    u32 n = 1;
    while (v < -64 || v > 63) {
        v = v < 0 ? ~(~v >> 7) : v >> 7;
        n++;
    }
    return n;
}

/* A branch can be short only to what is defined in the same section and cannot be replaced by the linker. */
static void decide_jump(As *as, const AsmSection *s, u32 section, Frag *f)
{
    Expr e;
    (void)s;
    f->state = 2;
    f->size = long_branch_size(f);
    as->laid_out = false; /* constants that follow from labels in one fragment only */
    bool ok = expr_resolve(as, &f->expr, &e, true);
    as->laid_out = true;
    if (!ok || e.kind != EX_SYM || e.sub) return;
    const AsmSymbol *said = &as->symbol.at[f->expr.add], *y = &as->symbol.at[e.add];
    if (y->place != SYM_LABEL || as->chain.at[y->pos.chain].section != section || y->kind == OBJ_IFUNC || said->kind == OBJ_IFUNC) return;
    if (y->binding == OBJ_WEAK || said->binding == OBJ_WEAK) return;
    if (f->expr.modifier == MOD_PLT && is_external(said) && said->visibility == OBJ_DEFAULT) return;
    f->state = 0;
    f->size = 2;
}

static void first_addresses(As *as, u32 section)
{
    const AsmSection *s = &as->section.at[section];
    u64 address = 0;
    u32 order = 0, region = 0;
    for (u32 k = s->first_chain; k; k = as->chain.at[k].next) {
        Chain *c = &as->chain.at[k];
        c->order = order++;
        u32 from = 0;
        for (u32 i = 0; i < c->frag.len; i++) {
            Frag *f = &c->frag.at[i];
            f->address = address;
            f->region = region;
            address += f->at - from;
            from = f->at;
            switch ((FragKind)f->kind) {
            case FRAG_ALIGN: f->size = align_size(f, address); region++; break;
            case FRAG_ORG: f->size = 0; region++; break;
            case FRAG_SPACE: f->size = f->expr.kind == EX_CONST ? (u64)f->expr.value * f->fill_size : 0; region += f->expr.kind != EX_CONST; break;
            case FRAG_JUMP: decide_jump(as, s, section, f); c = &as->chain.at[k]; f = &c->frag.at[i]; break;
            case FRAG_LEB: f->size = 1; break;
            case FRAG_NOPS: break;
            }
            address += f->size;
        }
        c->tail = address;
        c->tail_region = region;
        address += raw_len(c) - from;
    }
}

/* The distance that a branch has to reach, as far as this pass knows. */
static i64 jump_distance(As *as, const Chain *c, u32 index, const Frag *f, u64 fixed_end, u64 stretch)
{
    Expr e;
    if (!expr_resolve(as, &f->expr, &e, true) || e.kind != EX_SYM || as->symbol.at[e.add].place != SYM_LABEL) return INT32_MAX;
    Pos pos = as->symbol.at[e.add].pos;
    u64 target = pos_address(as, pos) + (u64)e.value;
    const Chain *tc = &as->chain.at[pos.chain];
    bool later = tc->order != c->order ? tc->order > c->order : pos.frag > index;
    if (stretch && later) {
        u32 region = pos.frag < tc->frag.len ? tc->frag.at[pos.frag].region : tc->tail_region;
        if ((i64)stretch < 0 || region == f->region) target += stretch;
        else if (target < fixed_end + 2) target = (index + 1 < c->frag.len ? c->frag.at[index + 1].address : c->tail) + stretch;
    }
    return (i64)(target - (fixed_end + 2));
}

/* One pass over a section. Returns whether anything changed its size. */
static bool relax_section(As *as, u32 section, u32 pass, bool *failed)
{
    const AsmSection *s = &as->section.at[section];
    u64 stretch = 0;
    bool changed = false;
    for (u32 k = s->first_chain; k; k = as->chain.at[k].next) {
        u32 from = 0;
        for (u32 i = 0; i < as->chain.at[k].frag.len; i++) {
            Chain *c = &as->chain.at[k];
            Frag *f = &c->frag.at[i];
            f->address += stretch;
            u64 end = f->address + f->at - from, size = f->size;
            from = f->at;
            Expr e;
            switch ((FragKind)f->kind) {
            case FRAG_ALIGN: size = align_size(f, end); break;
            case FRAG_ORG: {
                if (!expr_resolve(as, &f->expr, &e, false)) return *failed = true, false;
                u64 target = (u64)e.value;
                if (e.kind == EX_SYM) {
                    const AsmSymbol *y = &as->symbol.at[e.add];
                    if (e.sub || y->place != SYM_LABEL || as->chain.at[y->pos.chain].section != section) {
                        as_error_at(as, f->expr.loc, "'.org' needs a constant or a label of this section");
                        return *failed = true, false;
                    }
                    target += pos_address(as, y->pos);
                    if (y->pos.frag > i && y->pos.chain == k) target += stretch;
                }
                f->state = (i64)(target - end) < 0; /* an error if it stays so */
                size = f->state ? 0 : target - end;
                break;
            }
            case FRAG_SPACE:
                if (f->expr.kind == EX_CONST) break;
                if (!expr_resolve(as, &f->expr, &e, false)) return *failed = true, false;
                if (e.kind != EX_CONST) {
                    as_error_at(as, f->expr.loc, "the count is not a constant");
                    return *failed = true, false;
                }
                size = e.value < 0 ? 0 : (u64)e.value * f->fill_size;
                break;
            case FRAG_JUMP: {
                if (f->state) break;
                i64 distance = jump_distance(as, c, i, f, end, stretch);
                if (pass >= MAX_PASSES - 50 || distance != (i8)distance) {
                    f->state = 1;
                    size = long_branch_size(f);
                }
                break;
            }
            case FRAG_LEB: {
                if (!expr_resolve(as, &f->expr, &e, false)) return *failed = true, false;
                if (e.kind != EX_CONST) {
                    as_error_at(as, f->expr.loc, "a LEB128 value must be a constant or a difference of labels");
                    return *failed = true, false;
                }
                u32 n = f->condition ? sleb_size(e.value) : uleb_size((u64)e.value);
                if (n > size || pass < LEB_SHRINK_PASSES) size = n;
                break;
            }
            case FRAG_NOPS: break;
            }
            if (size != f->size) {
                stretch += size - f->size;
                f->size = size;
                changed = true;
            }
            if (end > MAX_SECTION || f->size > MAX_SECTION) {
                if (s->kind == OBJ_NOBITS && end < (u64)1 << 40 && f->size < (u64)1 << 40) continue;
                as_error_at(as, f->expr.loc, "section '%.*s' grows over %u MiB, which is not supported", STR_FMT(s->name), (unsigned)(MAX_SECTION >> 20));
                return *failed = true, false;
            }
        }
        as->chain.at[k].tail += stretch;
    }
    dwarf_views(as, section);
    return changed;
}

bool layout_sections(As *as)
{
    bool changed = true, failed = false;
    as->laid_out = true;
    for (u32 i = 1; i < as->section.len; i++) first_addresses(as, i);
    for (u32 pass = 0; changed && !failed; pass++) {
        if (pass == MAX_PASSES) {
            as_error_at(as, 0, "the sizes of this file's sections depend on each other in a circle");
            return false;
        }
        changed = false;
        for (u32 i = 1; i < as->section.len && !failed; i++) {
            /* One section usually settles before the next begins: what refers to it is then exact. */
            while (pass < MAX_PASSES && relax_section(as, i, pass, &failed)) {
                changed = true;
                if (failed || ++pass >= MAX_PASSES) break;
            }
        }
        if (pass >= MAX_PASSES) pass = MAX_PASSES - 1;
    }
    for (u32 i = 1; i < as->section.len; i++) {
        const Chain *c = &as->chain.at[as->section.at[i].last_chain];
        as->section.at[i].size = c->tail + raw_len(c) - (c->frag.len ? vec_last(&c->frag).at : 0);
    }
    return !failed;
}
