/* Tidies the jumps of final MIR: a jump to a block that only jumps goes on to where that leads, a jump to what follows
   anyway is dropped, and a branch over a jump becomes the opposite branch. In and out: MFunc.final. The emitter and the
   printer then agree on every instruction. */
#include "target/x64/x64.h"

/* Up to two steps; a block that this leads away from is never the end of another's way. */
static MBlock thread(const MFunc *f, MBlock b)
{
    MBlock one = f->forward.at[b];
    if (!one) return b;
    MBlock two = f->forward.at[one];
    if (!two) return one;
    return f->forward.at[two] ? b : two;
}

/* Nothing real stands between instructions from and to. */
static bool adjacent(const MInst *at, u32 from, u32 to)
{
    while (++from < to)
        if (at[from].op != M_LINE && at[from].op != M_NONE) return false;
    return true;
}

/* Block b comes right after control instruction k. */
static bool follows(const MFunc *f, u32 k, MBlock b)
{
    const u32 *control = f->control.at;
    const MInst *at = f->final.at;
    for (u32 j = k + 1; j < f->control.len && at[control[j]].op == M_BLOCK && adjacent(at, control[j - 1], control[j]); j++)
        if (at[control[j]].symbol == b) return true;
    return false;
}

/* `jcc over; jmp to; over:` is `jncc to`. */
static void branch(MFunc *f, u32 k)
{
    MInst *i = &f->final.at[f->control.at[k]];
    i->symbol = thread(f, i->symbol);
    if (k + 1 == f->control.len || !adjacent(f->final.at, f->control.at[k], f->control.at[k + 1])) return;
    MInst *next = &f->final.at[f->control.at[k + 1]];
    if (next->op != M_JMP || !follows(f, k + 1, i->symbol)) return;
    i->cond ^= 1;
    i->symbol = thread(f, next->symbol);
    next->op = M_NONE;
}

void x64_finish_branches(MFunc *f)
{
    u32 n = f->control.len;
    const u32 *control = f->control.at;
    MInst *at = f->final.at;
    vec_reserve(&f->forward, f->block_count);
    memset(f->forward.at, 0, sizeof(u32) * f->block_count);
    f->forward.len = f->block_count;

    /* Blocks that only jump: `next` is where the jump leads that comes first from here on. */
    MBlock next = 0;
    for (u32 k = n; k-- > 0;) {
        const MInst *i = &at[control[k]];
        if (next && !adjacent(at, control[k], control[k + 1])) next = 0;
        if (i->op == M_JMP) next = i->symbol;
        else if (i->op == M_BLOCK) f->forward.at[i->symbol] = next;
        else next = 0;
    }
    f->forward.at[1] = 0;
    for (u32 k = 0; k < f->table_block.len; k++) f->table_block.at[k] = thread(f, f->table_block.at[k]);
    for (u32 k = 0; k < f->asm_label.len; k++) f->asm_label.at[k] = thread(f, f->asm_label.at[k]);

    bool reached = true; /* control may come here */
    for (u32 k = 0; k < n; k++) {
        MInst *i = &at[control[k]];
        switch (i->op) {
        case M_BLOCK: {
            /* Whoever jumps to a block that is threaded away does not come here. Labels whose address is taken are kept. */
            bool address_taken = i->symbol < f->fn->block.len && f->fn->block.at[i->symbol].symbol;
            if (address_taken || thread(f, i->symbol) == i->symbol) reached = true;
            break;
        }
        case M_JCC: branch(f, k); break;
        case M_NONE: break; /* a jump that its branch took over */
        case M_JMP: {
            if (!reached) {
                i->op = M_NONE;
                break;
            }
            i->symbol = thread(f, i->symbol);
            if (follows(f, k, i->symbol)) i->op = M_NONE;
            else reached = false;
            break;
        }
        default: reached = false; break; /* leaves for good */
        }
    }
}
