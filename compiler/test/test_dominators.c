/* Dominators of random graphs, against the definition: a dominates b when b cannot be reached without passing a. */
#include "ir/dominators.h"

#include <stdio.h>

enum { BLOCKS_MAX = 24, GRAPHS = 3000 };

static const DataLayout layout = {
    .arch = "x86_64", .pointer_size = 8, .long_size = 8, .long_double_size = 16, .long_double_align = 16, .long_double_format = FLOAT_X87, .max_align = 16,
    .int64_align = 8, .double_align = 8, .va_list_kind = VA_LIST_X64, .va_list_size = 24, .va_list_align = 8, .va_list_is_array = true,
};

typedef struct Random {
    u64 state;
} Random;

static u32 below(Random *r, u32 n)
{
    r->state = r->state * 6364136223846793005u + 1442695040888963407u;
    return (u32)(r->state >> 33) % n;
}

/* A function of n blocks, each of which ends at random; nothing may jump to the first. */
static void write_graph(Random *r, u32 n, Buf *text)
{
    buf_puts(text, "function @f void (i1) {\n");
    for (u32 b = 1; b <= n; b++) {
        u32 kind = n == 1 ? 0 : below(r, 5);
        buf_printf(text, "b%u:\n", b);
        if (kind == 0) buf_puts(text, "  ret\n");
        else if (kind == 1) buf_printf(text, "  jump b%u\n", 2 + below(r, n - 1));
        else {
            u32 yes = 2 + below(r, n - 1), no = 2 + below(r, n - 1);
            buf_printf(text, "  branch %%1, b%u, b%u\n", yes, no);
        }
    }
    buf_puts(text, "}\n");
}

/* Which blocks can be reached from the entry when `without` is gone (0: all are there). */
static void reach(const Function *fn, Block without, bool *reached)
{
    Block stack[BLOCKS_MAX + 1], to[2];
    u32 depth = 0;
    memset(reached, 0, BLOCKS_MAX + 1);
    if (without == 1) return;
    reached[1] = true;
    stack[depth++] = 1;
    while (depth) {
        u32 n = ir_successors(fn, stack[--depth], to, 2);
        for (u32 k = 0; k < n; k++) {
            if (to[k] == without || reached[to[k]]) continue;
            reached[to[k]] = true;
            stack[depth++] = to[k];
        }
    }
}

static u32 check(const Function *fn, Arena *arena)
{
    Predecessors predecessors;
    Dominators dominators;
    bool all[BLOCKS_MAX + 1], rest[BLOCKS_MAX + 1];
    u32 wrong = 0, n = fn->block.len;
    ir_predecessors(fn, arena, &predecessors);
    ir_dominators(fn, &predecessors, arena, &dominators);
    reach(fn, 0, all);
    for (Block a = 1; a < n; a++) {
        wrong += ir_reachable(&dominators, a) != all[a];
        if (!all[a]) continue;
        reach(fn, a, rest);
        for (Block b = 1; b < n; b++)
            if (all[b]) wrong += ir_dominates(&dominators, a, b) != !rest[b];
        /* The immediate one is the strict dominator that all others dominate. */
        Block up = dominators.idom[a];
        wrong += (up == 0) != (a == 1);
        for (Block b = 1; up && b < n; b++)
            if (all[b] && b != a && ir_dominates(&dominators, b, a)) wrong += !ir_dominates(&dominators, b, up);
    }
    return wrong;
}

typedef struct Sum {
    u32 functions, wrong;
} Sum;

static void take_function(void *self, Module *m, Function *fn)
{
    Sum *sum = self;
    sum->functions++;
    sum->wrong += check(fn, m->arena);
}
static void take_data(void *self, Module *m, const IrData *data) { (void)self, (void)m, (void)data; }
static void take_asm(void *self, Module *m, Str text, Loc loc) { (void)self, (void)m, (void)text, (void)loc; }

int main(void)
{
    Random random = {1};
    Sum sum = {0, 0};
    for (u32 k = 0; k < GRAPHS; k++) {
        Kit kit;
        Module m;
        Buf text = {0};
        IrSink sink = {&sum, take_function, take_data, take_asm};
        write_graph(&random, 1 + below(&random, BLOCKS_MAX - 1), &text);
        kit_init(&kit);
        module_init(&m, &kit, &layout, STR("graph.ir"));
        char *padded = arena_zalloc(&kit.arena, text.len + 64, 16);
        memcpy(padded, text.data, text.len);
        if (!ir_parse(&m, "graph.ir", padded, (u32)text.len, &sink)) sum.wrong++;
        buf_free(&text);
        module_free(&m);
        arena_free(&kit.arena);
    }
    printf("test_dominators: %u graphs, %u wrong\n", sum.functions, sum.wrong);
    return sum.wrong || sum.functions != GRAPHS;
}
