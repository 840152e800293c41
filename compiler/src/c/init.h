/* Between the two rooms of initializers: init.c reads them, init_order.c puts what they store in order. */
#ifndef KIT_C_INIT_H
#define KIT_C_INIT_H

#include "c/parser.h"

typedef struct InitState {
    Parser *p;
    bool is_static, disordered;
    u32 first;          /* in p->init_item */
    u64 end_bits;       /* behind the furthest item so far */
    u64 object_size;    /* grows with a flexible member */
    Loc loc;
} InitState;

enum { EXPANSION_LIMIT = 1 << 20 }; /* elements that an index range may be written out to */

/* Where an item begins, in bits from the object's start, and how many it stores. */
u64 init_item_begin(Parser *p, const InitItem *i);
u64 init_item_bits(Parser *p, const InitItem *i);
/* The Init of the items from s->first on, which it takes away. */
InitId finish_init(InitState *s, QType type);

#endif
