/* The instruction selection driver that targets share: which IR value is in which virtual register, what is put off so
   that its user may fold it, and the walk over the blocks.

   Selection is one forward walk. Cheap values that their users can often absorb (loads, address arithmetic, comparisons,
   extensions) are deferred: nothing is emitted when the walk meets them, the user folds them or asks for a register, and
   then they are emitted. Deferred loads are emitted before anything that may write memory, all others at the block's end
   when somebody else still needs them. */
#ifndef KIT_CODEGEN_ISEL_H
#define KIT_CODEGEN_ISEL_H

#include "codegen/mir.h"
#include "codegen/target.h"

typedef struct Isel Isel;

enum { VAL_DEFERRED = 0xffffff00u, VAL_DEPTH_MASK = 0xff, ISEL_MAX_DEPTH = 24 };

typedef struct ValueState {
    Reg reg;   /* virtual register (F80: frame slot), 0 none yet, or VAL_DEFERRED + depth */
    u32 left;  /* of a deferred value: uses that nobody has consumed */
} ValueState;

typedef struct PhiEdge {
    u32 next;    /* the next one of the same predecessor */
    Value phi, value;
} PhiEdge;

struct Isel {
    Codegen *cg;
    Module *m;
    Function *fn;
    MFunc *f;
    bool line_marks;         /* -g: OP_LINE instructions are wanted */
    bool failed;             /* something unsupported was reported: the function is not emitted */
    MBlock block;            /* current label; changes whenever control may enter */
    Block ir_block, next_block; /* being selected; placed after it (0: none) */
    Value next;              /* the instruction that the walk visits next: selectors that absorb one move it on */
    u32 epoch;               /* calls emitted so far */
    Loc loc;
    VEC(ValueState) value;
    VEC(Value) load, pure;   /* deferred in this block */
    VEC(PhiEdge) edge;       /* 0 unused */
    VEC(u32) edge_of_block;  /* of predecessors; empty when the function has no phis */
    VEC(u32) phi_slot;       /* by value: where predecessors leave a phi's value; empty likewise */
    /* The target's own state. */
    u32 gpr_params, fpr_params, stack_params; /* registers and bytes that named parameters take */
    u32 scratch;             /* frame slot for short-lived bytes, 0 not made yet */
    u32 save_area;           /* frame slot of a variadic function's register save area */
    Reg result_pointer;      /* of a function with an aggregate result in memory */
    VEC(MInst) param;        /* by parameter: its memory operand when it is in memory */
};

/* Runs the whole selection of S->fn into S->f. Uses S->cg's target. */
void isel_function(Isel *S);

static inline bool isel_is_deferred(const Isel *S, Value v) { return S->value.at[v].reg >= VAL_DEFERRED; }
static inline const Inst *isel_inst(const Isel *S, Value v) { return &S->fn->inst.at[v]; }

Reg isel_new_vreg(Isel *S, u32 cls, u32 width);
/* Counts the uses of i's operands, records the definition of its dst, and appends it. */
void isel_emit(Isel *S, const MInst *i);
/* The register that will hold v: for its definition. */
Reg isel_define(Isel *S, Value v, u32 cls, u32 width);

/* v's register; a deferred value or a constant is emitted now. Does not consume the use. */
Reg isel_reg(Isel *S, Value v);
static inline void isel_consume(Isel *S, Value v)
{
    if (isel_is_deferred(S, v)) S->value.at[v].left--;
}
/* Puts v off. */
void isel_defer(Isel *S, Value v, bool is_load);
/* How deep a tree v is, when deferred. */
static inline u32 isel_depth(const Isel *S, Value v) { return isel_is_deferred(S, v) ? S->value.at[v].reg & VAL_DEPTH_MASK : 0; }
/* Emits deferred loads: memory is about to change. */
void isel_flush_loads(Isel *S);
/* Emits everything deferred that still has users: the block is about to end. */
void isel_flush(Isel *S);
/* Stores what the successors' phis get from this block. */
void isel_phi_copies(Isel *S);
/* A new label in the middle of a block: registers do not live across it. */
MBlock isel_new_block(Isel *S);
void isel_place_block(Isel *S, MBlock b);
void isel_unsupported(Isel *S, const char *what);

#endif
