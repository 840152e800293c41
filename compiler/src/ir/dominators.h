/* The control-flow graph backwards, and who dominates whom. Both are made whole from a function and are not kept up to date. */
#ifndef KIT_IR_DOMINATORS_H
#define KIT_IR_DOMINATORS_H

#include "ir/ir.h"

/* The predecessors of block b are from[first[b] .. first[b + 1]), one for each edge, in layout order. */
typedef struct Predecessors {
    u32 *first;
    Block *from;
} Predecessors;

/* Memory is the arena's. Every target must be a placed block. */
void ir_predecessors(const Function *fn, Arena *arena, Predecessors *out);

typedef struct Dominators {
    Block *idom;        /* by block: the immediate dominator; 0 of the entry and of what is not reachable */
    u32 *enter, *leave; /* by block: its interval in preorder of the tree; enter is 0 of what is not reachable */
} Dominators;

void ir_dominators(const Function *fn, const Predecessors *predecessors, Arena *arena, Dominators *out);

static inline bool ir_reachable(const Dominators *d, Block b) { return d->enter[b] != 0; }
/* Of reachable blocks; every block dominates itself. */
static inline bool ir_dominates(const Dominators *d, Block a, Block b) { return d->enter[a] <= d->enter[b] && d->enter[b] < d->leave[a]; }

#endif
