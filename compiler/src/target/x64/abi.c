/* Where arguments and results live: System V ABI, AMD64 supplement, 3.2.3. In: types. Out: registers and stack offsets. */
#include "target/x64/x64.h"

const u8 x64_gpr_args[6] = {P_RDI, P_RSI, P_RDX, P_RCX, P_R8, P_R9};

static X64Class merge(X64Class a, X64Class b)
{
    if (a == b || b == CLASS_NONE) return a;
    if (a == CLASS_NONE) return b;
    if (a == CLASS_MEMORY || b == CLASS_MEMORY) return CLASS_MEMORY;
    if (a == CLASS_INTEGER || b == CLASS_INTEGER) return CLASS_INTEGER;
    if (a == CLASS_X87 || b == CLASS_X87) return CLASS_MEMORY;
    return CLASS_SSE;
}

X64AggClass x64_classify_aggregate(const Module *m, AggId id)
{
    const IrAgg *agg = &m->agg.at[id];
    X64AggClass c = {{CLASS_NONE, CLASS_NONE}};
    bool upper = false; /* X87UP in the second eightbyte */
    if (agg->is_complex && m->leaf.at[agg->first].type == IR_F80) {
        c.part[0] = CLASS_COMPLEX_X87; /* an argument of the class is passed in memory, a result in st0 and st1 */
        return c;
    }
    if (agg->size > 16 || agg->misaligned) {
        c.part[0] = CLASS_MEMORY;
        return c;
    }
    for (u32 k = 0; k < agg->count; k++) {
        const IrLeaf *leaf = &m->leaf.at[agg->first + k];
        u32 part = leaf->offset / 8;
        switch ((IrType)leaf->type) {
        case IR_F32: case IR_F64: c.part[part] = (u8)merge((X64Class)c.part[part], CLASS_SSE); break;
        case IR_F80:
            c.part[0] = (u8)merge((X64Class)c.part[0], CLASS_X87);
            upper = true;
            break;
        case IR_I128:
            c.part[0] = (u8)merge((X64Class)c.part[0], CLASS_INTEGER);
            c.part[1] = (u8)merge((X64Class)c.part[1], CLASS_INTEGER);
            break;
        case IR_F128:
            c.part[part] = (u8)merge((X64Class)c.part[part], CLASS_SSE); /* a vector: all of one register */
            c.part[1] = (u8)merge((X64Class)c.part[1], CLASS_SSEUP);
            break;
        default: c.part[part] = (u8)merge((X64Class)c.part[part], CLASS_INTEGER); break;
        }
    }
    /* X87UP must follow X87, and X87 stands alone: unions with anything else go in memory (post merger, rule c). */
    if (upper && (c.part[0] != CLASS_X87 || c.part[1] != CLASS_NONE)) c.part[0] = CLASS_MEMORY;
    if (c.part[1] == CLASS_SSEUP && c.part[0] != CLASS_SSE) c.part[1] = CLASS_SSE; /* rule d */
    if (c.part[0] == CLASS_MEMORY || c.part[1] == CLASS_MEMORY) c.part[0] = CLASS_MEMORY, c.part[1] = CLASS_NONE;
    return c;
}

X64ArgPlace x64_place_argument(const Module *m, X64ArgState *state, IrType type, AggId agg, bool chain)
{
    X64ArgPlace p = {{CLASS_NONE, CLASS_NONE}, {0, 0}, 0};
    u32 size = 8, align = 8;
    if (chain) { /* psABI figure 3.4: the static chain pointer */
        p.part[0] = CLASS_INTEGER;
        p.reg[0] = P_R10;
        return p;
    }
    if (agg) {
        X64AggClass c = x64_classify_aggregate(m, agg);
        u32 gprs = (c.part[0] == CLASS_INTEGER) + (c.part[1] == CLASS_INTEGER);
        u32 fprs = (c.part[0] == CLASS_SSE) + (c.part[1] == CLASS_SSE);
        bool in_registers = c.part[0] < CLASS_X87 && state->gpr + gprs <= 6 && state->fpr + fprs <= 8;
        /* An eightbyte of padding only has no class and takes nothing: empty aggregates are not passed at all. */
        if (in_registers) {
            for (u32 k = 0; k < 2; k++) {
                p.part[k] = c.part[k];
                if (c.part[k] == CLASS_INTEGER) p.reg[k] = x64_gpr_args[state->gpr++];
                else if (c.part[k] == CLASS_SSE) p.reg[k] = X64_XMM0 + state->fpr++;
            }
            return p;
        }
        u64 bytes = align_up(m->agg.at[agg].size, 8);
        size = bytes > X64_STACK_ARGUMENT_LIMIT ? X64_STACK_ARGUMENT_LIMIT : (u32)bytes;
        if (m->agg.at[agg].align > 8) align = m->agg.at[agg].align;
    } else if (x64_is_float(type)) {
        if (state->fpr < 8) {
            p.part[0] = CLASS_SSE;
            p.reg[0] = X64_XMM0 + state->fpr++;
            return p;
        }
    } else if (type == IR_F80) {
        size = align = 16;
    } else if (state->gpr < 6) {
        p.part[0] = CLASS_INTEGER;
        p.reg[0] = x64_gpr_args[state->gpr++];
        return p;
    }
    state->stack = (u32)align_up(state->stack, align);
    p.part[0] = CLASS_MEMORY;
    p.offset = state->stack;
    if (state->stack < X64_STACK_ARGUMENT_LIMIT) state->stack += size; /* callers refuse what reaches the limit */
    return p;
}
