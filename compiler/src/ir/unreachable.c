/* Blocks that nothing leads to. In: a finished function. Out: the same without them, its uses and facts counted anew. */
#include "ir/ir.h"

typedef struct Reach {
    VEC(Block) open;      /* reached, but where they lead was not looked at */
    VEC(Block) successor;
    VEC(u8) reached;      /* by block */
} Reach;

static void reach(Reach *r, Block b)
{
    if (r->reached.at[b]) return;
    r->reached.at[b] = true;
    vec_push(&r->open, b);
}

/* Whoever has a block's address may go there, or only print it. */
static void find_reached(Reach *r, const Function *fn)
{
    for (u32 k = 0; k < fn->block.len; k++) vec_push(&r->reached, false);
    reach(r, fn->order.at[0]);
    for (u32 k = 1; k < fn->order.len; k++)
        if (fn->block.at[fn->order.at[k]].symbol) reach(r, fn->order.at[k]);
    while (r->open.len) {
        Block b = vec_pop(&r->open);
        u32 n = ir_successors(fn, b, NULL, 0);
        while (r->successor.len < n) vec_push(&r->successor, 0);
        ir_successors(fn, b, r->successor.at, n);
        for (u32 k = 0; k < n; k++) reach(r, r->successor.at[k]);
    }
}

/* What came from blocks that are gone no longer comes. */
static void drop_pairs(Function *fn, const Reach *r, Block b)
{
    for (Value v = fn->block.at[b].first; v && fn->inst.at[v].op == OP_PHI; v = fn->inst.at[v].next) {
        Inst *phi = &fn->inst.at[v];
        u32 *pair = &fn->extra.at[phi->a], kept = 0;
        for (u32 k = 0; k < phi->b; k++) {
            if (!r->reached.at[pair[2 * k]]) continue;
            pair[2 * kept] = pair[2 * k];
            pair[2 * kept + 1] = pair[2 * k + 1];
            kept++;
        }
        phi->b = kept;
    }
}

void ir_drop_unreachable(Function *fn)
{
    Reach r = {0};
    find_reached(&r, fn);
    u32 kept = 0;
    for (u32 k = 0; k < fn->order.len; k++) {
        Block b = fn->order.at[k];
        if (!r.reached.at[b]) continue;
        drop_pairs(fn, &r, b);
        fn->order.at[kept++] = b;
    }
    fn->order.len = kept;
    vec_free(&r.open);
    vec_free(&r.successor);
    vec_free(&r.reached);
    ir_recount(fn);
}
