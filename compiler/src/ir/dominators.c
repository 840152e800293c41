/* Predecessors and dominators of a function's blocks; see dominators.h.
   The algorithm is SemiNCA (Georgiadis, Tarjan, Werneck: Finding Dominators in Practice, 2006): semidominators by path
   compression, then each immediate dominator as a nearest common ancestor. Blocks are numbered from 1 in depth-first order. */
#include "ir/dominators.h"

void ir_predecessors(const Function *fn, Arena *arena, Predecessors *out)
{
    u32 blocks = fn->block.len, edges = 0, max = 0;
    out->first = arena_zalloc(arena, ((size_t)blocks + 2) * sizeof(u32), 4);
    u32 *count = out->first + 1;
    for (u32 k = 0; k < fn->order.len; k++) {
        u32 n = ir_successors(fn, fn->order.at[k], NULL, 0);
        edges += n;
        if (n > max) max = n;
    }
    Block *to = arena_alloc(arena, ((size_t)max + 1) * sizeof *to, 4);
    for (u32 k = 0; k < fn->order.len; k++) {
        u32 n = ir_successors(fn, fn->order.at[k], to, max);
        for (u32 j = 0; j < n; j++) count[to[j]]++;
    }
    for (u32 b = 0; b < blocks; b++) out->first[b + 1] += out->first[b];
    out->from = arena_alloc(arena, ((size_t)edges + 1) * sizeof(u32), 4);
    u32 *fill = arena_alloc(arena, ((size_t)blocks + 1) * sizeof(u32), 4);
    memcpy(fill, out->first, ((size_t)blocks + 1) * sizeof(u32));
    for (u32 k = 0; k < fn->order.len; k++) {
        u32 n = ir_successors(fn, fn->order.at[k], to, max);
        for (u32 j = 0; j < n; j++) out->from[fill[to[j]]++] = fn->order.at[k];
    }
}

typedef struct Walk {
    const Function *fn;
    Arena *arena;
    u32 count;      /* blocks that were reached */
    u32 *number;    /* by block; 0 is not reached */
    Block *block;   /* by number, as all that follow */
    u32 *parent;    /* in the depth-first tree */
    u32 *semi;      /* the semidominator */
    u32 *best;      /* of the compressed path above: the number with the least semidominator */
    u32 *ancestor;  /* of the compressed path; 0 ends it */
    u32 *path;      /* a stack */
} Walk;

/* A block whose successors are being visited. */
typedef struct Visit {
    u32 number, count, next;
    Block *successor;
} Visit;

static Visit enter_block(Walk *w, Block b, u32 parent)
{
    Visit v;
    v.number = ++w->count;
    v.count = ir_successors(w->fn, b, NULL, 0);
    v.next = 0;
    v.successor = arena_alloc(w->arena, ((size_t)v.count + 1) * sizeof(Block), 4);
    ir_successors(w->fn, b, v.successor, v.count);
    w->number[b] = v.number;
    w->block[v.number] = b;
    w->parent[v.number] = parent;
    w->semi[v.number] = w->best[v.number] = v.number;
    return v;
}

static void number_blocks(Walk *w)
{
    VEC(Visit) open = {0};
    Visit entry = enter_block(w, 1, 0);
    vec_push(&open, entry);
    while (open.len) {
        Visit *v = &vec_last(&open);
        if (v->next == v->count) {
            open.len--;
            continue;
        }
        Block to = v->successor[v->next++];
        if (w->number[to]) continue;
        Visit inner = enter_block(w, to, v->number);
        vec_push(&open, inner);
    }
    vec_free(&open);
}

/* The number with the least semidominator on the path from v up to the root of what is linked so far. */
static u32 evaluate(Walk *w, u32 v)
{
    u32 depth = 0;
    for (u32 x = v; w->ancestor[x] && w->ancestor[w->ancestor[x]]; x = w->ancestor[x]) w->path[depth++] = x;
    while (depth) {
        u32 x = w->path[--depth], up = w->ancestor[x];
        if (w->semi[w->best[up]] < w->semi[w->best[x]]) w->best[x] = w->best[up];
        w->ancestor[x] = w->ancestor[up];
    }
    return w->best[v];
}

static void find_semidominators(Walk *w, const Predecessors *predecessors)
{
    for (u32 v = w->count; v > 1; v--) {
        Block b = w->block[v];
        for (u32 e = predecessors->first[b]; e < predecessors->first[b + 1]; e++) {
            u32 from = w->number[predecessors->from[e]];
            if (!from) continue;
            u32 least = w->semi[evaluate(w, from)];
            if (least < w->semi[v]) w->semi[v] = least;
        }
        w->ancestor[v] = w->parent[v];
    }
}

/* Sizes from the leaves up, places from the root down. */
static void place_intervals(const Walk *w, const u32 *idom, Dominators *out)
{
    u32 *size = w->ancestor, *next = w->best;
    for (u32 v = 1; v <= w->count; v++) size[v] = 1;
    for (u32 v = w->count; v > 1; v--) size[idom[v]] += size[v];
    for (u32 v = 1; v <= w->count; v++) {
        u32 at = v == 1 ? 1 : next[idom[v]];
        if (v > 1) next[idom[v]] += size[v];
        next[v] = at + 1;
        out->enter[w->block[v]] = at;
        out->leave[w->block[v]] = at + size[v];
        out->idom[w->block[v]] = v > 1 ? w->block[idom[v]] : 0;
    }
}

void ir_dominators(const Function *fn, const Predecessors *predecessors, Arena *arena, Dominators *out)
{
    u32 n = fn->block.len + 1;
    Walk w = {0};
    w.fn = fn;
    w.arena = arena;
    w.number = arena_new_array(arena, u32, n);
    w.block = arena_new_array(arena, u32, n);
    w.parent = arena_new_array(arena, u32, n);
    w.semi = arena_new_array(arena, u32, n);
    w.best = arena_new_array(arena, u32, n);
    w.ancestor = arena_new_array(arena, u32, n);
    w.path = arena_new_array(arena, u32, n);
    out->idom = arena_new_array(arena, u32, n);
    out->enter = arena_new_array(arena, u32, n);
    out->leave = arena_new_array(arena, u32, n);
    number_blocks(&w);
    find_semidominators(&w, predecessors);
    u32 *idom = w.parent; /* of v, while those below it are done: the nearest ancestor that is not under the semidominator */
    for (u32 v = 2; v <= w.count; v++)
        while (idom[v] > w.semi[v]) idom[v] = idom[idom[v]];
    place_intervals(&w, idom, out);
}
