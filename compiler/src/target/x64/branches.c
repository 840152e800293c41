/* Tidies the jumps of final MIR: a jump to a block that only jumps goes on to where that leads, and a jump to what follows
   anyway is dropped. In and out: MFunc.final. The emitter and the printer then agree on every instruction. */
#include "target/x64/x64.h"

static inline bool is_nothing(const MInst *i) { return i->op == M_LINE || i->op == M_NONE; }

/* Up to two steps; a block that this leads away from is never the end of another's way. */
static MBlock thread(const MFunc *f, MBlock b)
{
    MBlock one = f->forward.at[b];
    if (!one) return b;
    MBlock two = f->forward.at[one];
    if (!two) return one;
    return f->forward.at[two] ? b : two;
}

void x64_finish_branches(MFunc *f)
{
    u32 n = f->final.len;
    MInst *at = f->final.at;
    vec_reserve(&f->forward, f->block_count);
    memset(f->forward.at, 0, sizeof(u32) * f->block_count);
    f->forward.len = f->block_count;

    /* Blocks that only jump: `next` is where the jump leads that comes first from here on. */
    MBlock next = 0;
    for (u32 k = n; k-- > 0;) {
        const MInst *i = &at[k];
        if (i->op == M_JMP) next = i->symbol;
        else if (i->op == M_BLOCK) f->forward.at[i->symbol] = next;
        else if (!is_nothing(i)) next = 0;
    }
    f->forward.at[1] = 0;
    for (u32 k = 0; k < f->table_block.len; k++) f->table_block.at[k] = thread(f, f->table_block.at[k]);

    bool reached = true; /* control may come here */
    for (u32 k = 0; k < n; k++) {
        MInst *i = &at[k];
        switch (i->op) {
        case M_BLOCK: {
            /* Whoever jumps to a block that is threaded away does not come here. Labels whose address is taken are kept. */
            bool address_taken = i->symbol < f->fn->block.len && f->fn->block.at[i->symbol].symbol;
            if (address_taken || thread(f, i->symbol) == i->symbol) reached = true;
            break;
        }
        case M_JCC: i->symbol = thread(f, i->symbol); break;
        case M_JMP: {
            if (!reached) {
                i->op = M_NONE;
                break;
            }
            i->symbol = thread(f, i->symbol);
            u32 j = k + 1;
            bool follows = false;
            while (j < n && (is_nothing(&at[j]) || at[j].op == M_BLOCK)) {
                if (at[j].op == M_BLOCK && at[j].symbol == i->symbol) follows = true;
                j++;
            }
            if (follows) i->op = M_NONE;
            else reached = false;
            break;
        }
        case M_RET: case M_JMP_TO: case M_UD2: reached = false; break;
        default: break;
        }
    }
}
