/* Modules: the symbols, signatures and aggregate layouts that the functions of one translation unit refer to.
   In: names and descriptions. Out: small integers, equal for equal descriptions. */
#include "ir/ir.h"

void module_init(Module *m, Kit *kit, const DataLayout *layout, Str source_path)
{
    *m = (Module){0};
    m->kit = kit;
    m->layout = layout;
    m->arena = &kit->arena;
    m->source_path = source_path;
    vec_push(&m->symbol, ((IrSymbol){0}));
    vec_push(&m->sig, ((IrSig){0}));
    vec_push(&m->agg, ((IrAgg){0}));
    vec_push(&m->inline_asm, ((IrAsm){0}));
}

void module_free(Module *m)
{
    for (u32 i = 0; i < m->inline_asm.len; i++) {
        vec_free(&m->inline_asm.at[i].operand);
        vec_free(&m->inline_asm.at[i].clobber);
    }
    vec_free(&m->symbol);
    vec_free(&m->sig);
    vec_free(&m->sig_param);
    vec_free(&m->agg);
    vec_free(&m->leaf);
    vec_free(&m->inline_asm);
    intmap_free(&m->symbol_of_name);
    intmap_free(&m->sig_of_hash);
    intmap_free(&m->agg_of_hash);
}

Symbol module_symbol(Module *m, Name name, bool *fresh)
{
    IrSymbol made = {0};
    made.name = name;
    made.binding = name ? IR_GLOBAL : IR_LOCAL;
    made.kind = IR_FUNCTION;
    if (name) {
        u32 *at = intmap_put(&m->symbol_of_name, name, m->symbol.len);
        if (*at != m->symbol.len) {
            if (fresh) *fresh = false;
            return *at;
        }
    }
    vec_push(&m->symbol, made);
    if (fresh) *fresh = true;
    return m->symbol.len - 1;
}

static u64 mix(u64 h, u64 x)
{
    h = (h ^ x) * 0x9e3779b97f4a7c15u;
    return h ^ h >> 29;
}

static u64 mix_param(u64 h, const IrParam *p) { return mix(h, (u64)p->type | (u64)p->extend << 8 | (u64)p->chain << 12 | (u64)p->agg << 16); }
static bool same_param(const IrParam *a, const IrParam *b) { return a->type == b->type && a->extend == b->extend && a->agg == b->agg && a->chain == b->chain; }

SigId module_sig(Module *m, IrParam result, const IrParam *param, u32 count, bool variadic, bool unprototyped)
{
    u64 h = mix_param(mix((u64)count << 2 | (u64)variadic << 1 | (u64)unprototyped, 1), &result);
    for (u32 i = 0; i < count; i++) h = mix_param(h, &param[i]);
    /* Different signatures with one hash take the next keys. */
    for (;; h++) {
        u32 *at = intmap_put(&m->sig_of_hash, h, m->sig.len);
        if (*at == m->sig.len) break;
        const IrSig *s = &m->sig.at[*at];
        bool same = s->count == count && s->variadic == variadic && s->unprototyped == unprototyped && same_param(&s->result, &result);
        for (u32 i = 0; same && i < count; i++) same = same_param(&m->sig_param.at[s->first + i], &param[i]);
        if (same) return *at;
    }
    IrSig sig = {result, m->sig_param.len, count, variadic, unprototyped};
    vec_push(&m->sig, sig);
    for (u32 i = 0; i < count; i++) vec_push(&m->sig_param, param[i]);
    return m->sig.len - 1;
}

AggId module_agg(Module *m, u64 size, u32 align, const IrLeaf *leaf, u32 count, bool misaligned, bool is_complex)
{
    u64 h = mix(mix(mix(size, align), count), (u64)is_complex << 1 | misaligned);
    for (u32 i = 0; i < count; i++) h = mix(h, (u64)leaf[i].offset << 8 | leaf[i].type);
    for (;; h++) {
        u32 *at = intmap_put(&m->agg_of_hash, h, m->agg.len);
        if (*at == m->agg.len) break;
        const IrAgg *a = &m->agg.at[*at];
        bool same = a->size == size && a->align == align && a->count == count && a->misaligned == misaligned && a->is_complex == is_complex;
        for (u32 i = 0; same && i < count; i++) {
            const IrLeaf *l = &m->leaf.at[a->first + i];
            same = l->offset == leaf[i].offset && l->type == leaf[i].type;
        }
        if (same) return *at;
    }
    IrAgg agg = {size, align, m->leaf.len, count, misaligned, is_complex};
    vec_push(&m->agg, agg);
    for (u32 i = 0; i < count; i++) vec_push(&m->leaf, leaf[i]);
    return m->agg.len - 1;
}
