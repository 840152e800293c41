/* MIR, the machine instructions of one function: what a target's selector makes, register allocators rewrite, and the
   target's emitter and printer read. Shared by all targets; what an opcode does to its operands is in the target's const table.

   Operands: dst is written; a is read (and tied to dst when the table says so); b is read according to the mode; base and
   index are read as the address of a memory operand. Virtual registers are written once. A physical register that is named
   as an operand is read exactly once after each write, or listed by an opcode's implicit reads: that is how an allocator
   knows how long it is busy. Nothing else (loads, stores and copies that an allocator inserts) may touch the flags. */
#ifndef KIT_CODEGEN_MIR_H
#define KIT_CODEGEN_MIR_H

#include "base/vec.h"
#include "ir/ir.h"

typedef u32 Reg;      /* 0 none; 1 to 64 physical; MIR_BASE_* in memory operands; from MIR_FIRST_VREG virtual */
typedef u64 RegMask;  /* bit n - 1 is physical register n */
typedef u32 MBlock;   /* labels of the function: IR blocks have their own numbers, selectors add more */

enum {
    MIR_MAX_PHYS = 64,
    MIR_BASE_SLOT = 65,  /* frame slot `symbol` */
    MIR_BASE_INCOMING,   /* the caller's outgoing arguments */
    MIR_BASE_OUTGOING,   /* this activation's outgoing arguments */
    MIR_BASE_SYMBOL,     /* module symbol `symbol`, near enough to be reached directly */
    MIR_BASE_CONST,      /* entry `symbol` of the pool of constants */
    MIR_BASE_GOT,        /* the global offset table's entry of `symbol` */
    MIR_BASE_TPOFF,      /* thread-local `symbol`, at a fixed distance from the thread pointer */
    MIR_BASE_GOTTPOFF,   /* the global offset table's entry with that distance */
    MIR_BASE_TABLE,      /* jump table `symbol` */
    MIR_BASE_ABSOLUTE,   /* disp alone; with MIR_SEGMENT the thread pointer's segment */
    MIR_FIRST_VREG = 80
};

typedef enum MirMode {
    MODE_NONE,
    MODE_R,   /* b is a register */
    MODE_I,   /* b is an immediate (64 bits for moves: high half in disp) */
    MODE_M,   /* the second source is memory */
    MODE_MR,  /* memory is the destination (or first source), b a register */
    MODE_MI   /* memory is the destination (or first source), b an immediate */
} MirMode;
enum { MIR_MODE_MASK = 7, MIR_SCALE_SHIFT = 3, MIR_SCALE_MASK = 3 /* after shifting: log2 */, MIR_SEGMENT = 32 };

typedef struct MInst {
    u8 op;      /* of the target's table */
    u8 mode;    /* MirMode | log2 scale << MIR_SCALE_SHIFT | MIR_SEGMENT */
    u8 width;   /* operand size in bytes: 1, 2, 4, 8, 16 */
    u8 cond;    /* condition, or the low bits of what the op says */
    Reg dst, a, b;
    Reg base, index;
    i32 disp;
    u32 symbol; /* slot, symbol, constant, table, call or block, as base or op say */
} MInst;

static inline MirMode mir_mode(const MInst *i) { return (MirMode)(i->mode & MIR_MODE_MASK); }
static inline bool mir_is_vreg(Reg r) { return r >= MIR_FIRST_VREG; }
static inline bool mir_is_phys(Reg r) { return r - 1u < MIR_MAX_PHYS; }
static inline RegMask mir_bit(Reg phys) { return (RegMask)1 << (phys - 1); }

/* b is free but for calls through a register, which have no displacement. */
static inline u32 mir_call_index(const MInst *i) { return mir_mode(i) == MODE_R ? (u32)i->disp : i->b; }

/* ---- what the target's table says of an opcode ---- */

enum {
    MIR_TIED = 1,        /* dst is a: two-address */
    MIR_COMMUTES = 2,    /* a and b may change places (MODE_R) */
    MIR_B_MEMORY = 4,    /* MODE_R may become MODE_M at the same width */
    MIR_COPY = 8,        /* with MODE_R only moves b to dst */
    MIR_IS_CALL = 16,    /* MFunc.call[mir_call_index()] has more implicit registers; without clobbers of its own, control does not leave */
    MIR_IS_BLOCK = 32,   /* the label of block `symbol` */
    MIR_CONTROL = 128,   /* a jump or return; with labels, listed in MFunc.control */
    MIR_B_NARROW = 64,   /* b is narrower than `width`, whatever that is: any home will do */
    MIR_IMPLICIT = 256   /* reads, writes or clobbers are not empty */
};

typedef struct MirOpInfo {
    const char *name;
    u32 flags;
    RegMask reads, writes, clobbers; /* implicit. writes: live afterwards until read; clobbers: destroyed */
} MirOpInfo;

/* ---- virtual registers ---- */

enum { VREG_GLOBAL = 1 /* used in another block than written */, VREG_CROSSES_CALL = 2, VREG_IN_HOME = 4, VREG_CLEAN32 = 8 };

typedef struct VReg {
    u32 uses;      /* operands that read it; allocators count down */
    u32 block;     /* where it is written */
    u32 epoch;     /* calls before its definition, in this function */
    u32 home;      /* frame slot, or 0 */
    Reg tied;      /* the a operand that its definition is tied to */
    u8 cls;        /* register class */
    u8 width;      /* bytes that count */
    u8 flags;
    u8 hint;       /* physical register that would save a copy, or 0 */
    u8 reg;        /* where it is now: the allocator's */
    u8 pad[3];
} VReg;

typedef struct MSlot {
    u64 size;
    u32 align;
    bool used;
    i32 offset;    /* from the frame pointer; set by frame layout */
} MSlot;

typedef struct MCall {
    RegMask reads, writes, clobbers;
} MCall;

typedef struct MTable { /* a jump table: `count` blocks in MFunc.table_block */
    u32 first, count;
    u32 symbol;    /* object symbol, set by the emitter */
} MTable;

/* Inline assembly, its operands in their places: the template is written out when the function is. */
typedef enum MAsmKind {
    MASM_REGISTER,   /* reg; of a pair the low half */
    MASM_MEMORY,     /* memory: based on the frame, a symbol, or a physical register */
    MASM_IMMEDIATE,  /* value */
    MASM_SYMBOL,     /* symbol plus value */
    MASM_STACK,      /* the place `value` of a register stack (x87) */
    MASM_FLAG        /* a condition: not to be named in the template */
} MAsmKind;

typedef struct MAsmOperand {
    u8 kind;         /* MAsmKind */
    u8 width;        /* in bytes; of memory without a type: 0 */
    bool is_float;
    Reg reg;
    MInst memory;
    i64 value;
    Symbol symbol;
} MAsmOperand;

typedef struct MAsm {
    u32 number;                     /* in Module.inline_asm */
    u32 first, count;               /* in MFunc.asm_operand */
    u32 first_label, label_count;   /* in MFunc.asm_label */
} MAsm;

typedef struct MLine { /* an instruction's source position, for line tables */
    u32 offset;
    Loc loc;
} MLine;

enum { MIR_JUMP = 0xff };
typedef struct MBranch { /* a branch of the emitted function, while its length is open */
    u32 at;
    MBlock to;
    u8 cond;       /* the target's condition, or MIR_JUMP */
    bool is_short;
} MBranch;

typedef struct MPlace { /* an offset in the emitted function, and how many branches come before it */
    u32 at, branches;
} MPlace;

typedef struct MFunc {
    Function *fn;
    VEC(MInst) selected;   /* with virtual registers */
    VEC(MInst) final;      /* with physical ones */
    VEC(VReg) vreg;        /* index Reg - MIR_FIRST_VREG */
    VEC(MSlot) slot;       /* 0 unused; IR slots keep their numbers; homes and temporaries after them */
    VEC(MCall) call;
    VEC(MTable) table;
    VEC(MBlock) table_block;
    VEC(MAsm) inline_asm;
    VEC(MAsmOperand) asm_operand;
    VEC(MBlock) asm_label; /* where asm goto may go */
    VEC(u32) free_home;    /* homes of values that are dead */
    VEC(u32) control;      /* indices into final of labels, jumps and returns */
    /* The emitter's. */
    VEC(MBranch) branch;
    VEC(MPlace) place;     /* by block */
    VEC(MPlace) epilogue;  /* right after the frame is gone */
    VEC(u32) saved;        /* bytes gained before each branch */
    VEC(u32) forward;      /* by block: where a block that only jumps goes */
    u32 block_count;       /* labels 1 .. block_count - 1 */
    u32 outgoing;          /* bytes for arguments on the stack */
    bool makes_calls;
    bool moves_stack;      /* has an alloca, or aligns the argument area */
    bool has_asm;          /* has inline assembly: it is emitted as text */
    bool saves_all;        /* its caller's registers are saved whether it uses them or not */
    RegMask callee_saved_used;
    u32 frame_size;        /* set by frame layout: bytes below the saved frame pointer */
    u32 save_count;        /* callee-saved registers that are saved */
} MFunc;

static inline VReg *mir_vreg(MFunc *f, Reg r) { return &f->vreg.at[r - MIR_FIRST_VREG]; }
u32 mir_new_slot(MFunc *f, u64 size, u32 align);

/* ---- registers of a target ---- */

enum { MIR_GPR, MIR_FPR, MIR_CLASS_COUNT };

typedef struct MirRegs {
    RegMask allocatable[MIR_CLASS_COUNT];
    RegMask callee_saved;
    u8 copy_op[MIR_CLASS_COUNT];  /* the op that copies, loads (MODE_M) and stores (MODE_MR) the class */
} MirRegs;

#endif
