/* The pipeline: which passes run over a function, in which order, at which level.
   In: IR that verifies. Out: IR that verifies, better. One pass, one file; this table is the only place that names them all. */
#include "opt/opt.h"

typedef struct Pass {
    const char *name;
    u32 level; /* runs from this level on */
    void (*run)(Module *m, Function *fn);
} Pass;

/* Ends with a nameless entry. No pass has been proven yet, so both levels give the same code. */
static const Pass passes[] = {
    {NULL, 0, NULL},
};

static void verify(Module *m, Function *fn, const char *after)
{
    const char *message = ir_verify(m, fn, m->arena);
    if (message) diag_fatal(&m->kit->diag, fn->loc, "the IR is broken after %s: %s", after, message);
}

static void dump(Module *m, Function *fn, const OptOptions *options, const char *after)
{
    if (options->dump && str_is(options->dump_pass, after)) ir_print_function(m, fn, options->dump);
}

void opt_function(Module *m, Function *fn, const OptOptions *options)
{
    bool check = options->verify;
    u32 steps = 0;
#ifdef KIT_DEBUG
    check = true;
#endif
    if (check) verify(m, fn, "lowering");
    dump(m, fn, options, "lowering");
    for (const Pass *pass = passes; pass->name && steps < options->limit; pass++) {
        if (options->level < pass->level) continue;
        pass->run(m, fn);
        steps++;
        if (check) verify(m, fn, pass->name);
        dump(m, fn, options, pass->name);
    }
}
