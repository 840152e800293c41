/* The optimizer: the pipeline of passes over one function. In: IR that verifies. Out: IR that verifies. */
#ifndef KIT_OPT_OPT_H
#define KIT_OPT_OPT_H

#include "ir/ir.h"

typedef struct OptOptions {
    u32 level;      /* 0: no pass runs */
    bool verify;    /* run the verifier after every pass (always in debug builds) */
    Str dump_pass;  /* print the IR after this pass to dump */
    Buf *dump;
    u32 limit;      /* -fopt-bisect: stop after so many pass steps; UINT32_MAX is no limit */
} OptOptions;

void opt_function(Module *m, Function *fn, const OptOptions *options);

#endif
