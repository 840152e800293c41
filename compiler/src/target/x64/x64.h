/* The x86-64 back end's own vocabulary: its MIR opcodes, registers, calling convention, and the parts of the selector.
   In the table of opcodes: O(enumerator, text, flags, implicit reads, writes, clobbers). */
#ifndef KIT_TARGET_X64_X64_H
#define KIT_TARGET_X64_X64_H

#include "codegen/cg.h"
#include "target/x64/encode.h"

/* Physical registers as MIR numbers them. */
enum { X64_GPR0 = 1, X64_XMM0 = 17, P_RAX = X64_GPR0 + RAX, P_RCX = X64_GPR0 + RCX, P_RDX = X64_GPR0 + RDX, P_RSP = X64_GPR0 + RSP,
       P_RBP = X64_GPR0 + RBP, P_RSI = X64_GPR0 + RSI, P_RDI = X64_GPR0 + RDI, P_R8 = X64_GPR0 + R8, P_R9 = X64_GPR0 + R9, P_R10 = X64_GPR0 + R10 };

#define B_RAX 0x1u
#define B_RCX 0x2u
#define B_RDX 0x4u
#define X64_ALL_GPR 0xffcfu          /* all but rsp and rbp */
#define X64_ALL_XMM 0xffff0000u
#define X64_CALLEE_SAVED 0xf008u     /* rbx, r12 to r15: psABI, figure 3.4 */
#define X64_CALL_CLOBBERS ((X64_ALL_GPR & ~X64_CALLEE_SAVED) | X64_ALL_XMM)

#define X64_MIR_OPS(O) \
    O(NONE, "", 0, 0, 0, 0) \
    O(BLOCK, "", MIR_IS_BLOCK, 0, 0, 0) \
    O(LINE, "", 0, 0, 0, 0) \
    O(ENTRY, "", MIR_IS_CALL, 0, 0, 0) /* arguments are in their registers: the call's writes */ \
    O(ASM, "", MIR_IS_CALL, 0, 0, 0) /* inline assembly number `symbol` of the function */ \
    O(MOV, "mov", MIR_COPY, 0, 0, 0) \
    O(FMOV, "movs", MIR_COPY, 0, 0, 0) /* width 16: movups */ \
    O(MOVZX8, "movzb", MIR_B_MEMORY | MIR_B_NARROW, 0, 0, 0) \
    O(MOVZX16, "movzw", MIR_B_MEMORY | MIR_B_NARROW, 0, 0, 0) \
    O(MOVZX32, "mov", MIR_B_MEMORY | MIR_B_NARROW, 0, 0, 0) /* mov of the low half */ \
    O(MOVSX8, "movsb", MIR_B_MEMORY | MIR_B_NARROW, 0, 0, 0) \
    O(MOVSX16, "movsw", MIR_B_MEMORY | MIR_B_NARROW, 0, 0, 0) \
    O(MOVSX32, "movsl", MIR_B_MEMORY | MIR_B_NARROW, 0, 0, 0) \
    O(LEA, "lea", 0, 0, 0, 0) \
    /* in the order of X64Alu */ \
    O(ADD, "add", MIR_TIED | MIR_COMMUTES | MIR_B_MEMORY, 0, 0, 0) \
    O(OR, "or", MIR_TIED | MIR_COMMUTES | MIR_B_MEMORY, 0, 0, 0) \
    O(ADC, "adc", MIR_TIED | MIR_B_MEMORY, 0, 0, 0) \
    O(SBB, "sbb", MIR_TIED | MIR_B_MEMORY, 0, 0, 0) \
    O(AND, "and", MIR_TIED | MIR_COMMUTES | MIR_B_MEMORY, 0, 0, 0) \
    O(SUB, "sub", MIR_TIED | MIR_B_MEMORY, 0, 0, 0) \
    O(XOR, "xor", MIR_TIED | MIR_COMMUTES | MIR_B_MEMORY, 0, 0, 0) \
    O(CMP, "cmp", MIR_B_MEMORY, 0, 0, 0) \
    O(TEST, "test", 0, 0, 0, 0) \
    O(IMUL, "imul", MIR_TIED | MIR_COMMUTES | MIR_B_MEMORY, 0, 0, 0) \
    O(IMULI, "imul", 0, 0, 0, 0) /* dst = a * immediate */ \
    O(SHIFT, "", MIR_TIED, 0, 0, 0) /* by an immediate; cond is the X64Shift */ \
    O(SHIFT_CL, "", MIR_TIED, B_RCX, 0, 0) \
    O(NEG, "neg", MIR_TIED, 0, 0, 0) \
    O(NOT, "not", MIR_TIED, 0, 0, 0) \
    O(BSWAP, "bswap", MIR_TIED, 0, 0, 0) \
    O(BSF, "bsf", MIR_B_MEMORY, 0, 0, 0) \
    O(BSR, "bsr", MIR_B_MEMORY, 0, 0, 0) \
    O(SIGN_AX, "", 0, B_RAX, B_RAX | B_RDX, 0) /* cwtd, cltd, cqto */ \
    O(DIV_QUO, "", MIR_B_MEMORY, B_RAX | B_RDX, B_RAX, B_RDX) /* cond 6 div, 7 idiv */ \
    O(DIV_REM, "", MIR_B_MEMORY, B_RAX | B_RDX, B_RDX, B_RAX) \
    O(DIV8, "", 0, B_RAX, B_RAX, 0) /* ax by b: al quotient, ah remainder */ \
    O(MUL_HIGH, "", MIR_B_MEMORY, B_RAX, B_RDX, B_RAX) /* cond 4 mul, 5 imul */ \
    O(SETCC, "set", 0, 0, 0, 0) \
    O(CMOV, "cmov", MIR_TIED | MIR_B_MEMORY, 0, 0, 0) \
    O(JCC, "j", MIR_CONTROL, 0, 0, 0) \
    O(JMP, "jmp", MIR_CONTROL, 0, 0, 0) \
    O(JMP_TO, "jmp", MIR_CONTROL, 0, 0, 0) /* to the address b */ \
    O(ESCAPE, "", MIR_CONTROL, B_RAX | B_RCX | B_RDX, 0, 0) /* to the address rcx with frame pointer rax and stack pointer rdx */ \
    O(RET, "ret", MIR_CONTROL, 0, 0, 0) \
    O(CALL, "call", MIR_IS_CALL, 0, 0, X64_CALL_CLOBBERS) \
    O(TLS_GD, "", MIR_IS_CALL, 0, 0, X64_CALL_CLOBBERS) /* rax = address of thread-local symbol */ \
    O(TLS_LD, "", MIR_IS_CALL, 0, 0, X64_CALL_CLOBBERS) /* rax = address of this module's thread-local block */ \
    O(LEA_TPOFF, "lea", 0, 0, 0, 0) /* dst = base + disp + distance of symbol from the thread pointer */ \
    O(LEA_DTPOFF, "lea", 0, 0, 0, 0) /* likewise from the module's block */ \
    O(LEA_ABS, "mov", 0, 0, 0, 0) /* dst = the 32-bit address symbol + disp */ \
    O(UD2, "ud2", MIR_CONTROL, 0, 0, 0) \
    O(MFENCE, "mfence", 0, 0, 0, 0) \
    /* atomic, all with memory: width is the object's */ \
    O(RESERVE, "", 0, 0, 0, 0) /* nothing: dst is busy from here until it is read, as scratch of the next instruction */ \
    O(XCHG, "xchg", MIR_TIED, 0, 0, 0) /* MODE_M: dst and memory change places */ \
    O(XADD, "xadd", MIR_TIED, 0, 0, 0) /* MODE_M: memory += dst, dst = what memory was */ \
    O(LOCK_ALU, "", 0, 0, 0, 0) /* MODE_MR, MODE_MI: cond is the X64Alu */ \
    O(CMPXCHG, "cmpxchg", 0, B_RAX, B_RAX, 0) /* MODE_MR: memory = b when it is rax; rax = what memory was */ \
    O(CAS_LOOP, "", 0, B_RAX | B_RDX, B_RAX, B_RDX) /* MODE_MR: memory op= b, rax = what memory was; rax holds a guess, rdx is scratch; cond is the X64Alu, CAS_NAND inverts its result */ \
    O(VA_SAVE, "", 0, 0, 0, 0) /* argument registers to the save area `symbol`; disp GPRs and cond XMMs are named */ \
    /* scalar SSE; width 4 or 8 */ \
    O(FADD, "adds", MIR_TIED | MIR_COMMUTES | MIR_B_MEMORY, 0, 0, 0) \
    O(FSUB, "subs", MIR_TIED | MIR_B_MEMORY, 0, 0, 0) \
    O(FMUL, "muls", MIR_TIED | MIR_COMMUTES | MIR_B_MEMORY, 0, 0, 0) \
    O(FDIV, "divs", MIR_TIED | MIR_B_MEMORY, 0, 0, 0) \
    O(FSQRT, "sqrts", MIR_B_MEMORY, 0, 0, 0) \
    O(UCOMIS, "ucomis", MIR_B_MEMORY, 0, 0, 0) \
    O(COMIS, "comis", MIR_B_MEMORY, 0, 0, 0) \
    O(CVT_INT_F, "cvtsi2s", 0, 0, 0, 0) /* width of the float; cond is the integer's */ \
    O(CVT_F_INT, "cvtts", 0, 0, 0, 0) \
    O(CVT_F_F, "cvts", MIR_B_MEMORY, 0, 0, 0) /* width of the source */ \
    O(FAND, "andps", MIR_TIED, 0, 0, 0) \
    O(FXOR, "xorps", MIR_TIED, 0, 0, 0) \
    O(FZERO, "xorps", 0, 0, 0, 0) \
    O(TO_XMM, "mov", 0, 0, 0, 0) /* the same bits; width 4 movd, 8 movq */ \
    O(FROM_XMM, "mov", 0, 0, 0, 0) \
    /* x87, all on memory: MODE_M without registers. Width 16 is the 80-bit format */ \
    O(FLD, "fld", 0, 0, 0, 0) \
    O(FSTP, "fstp", 0, 0, 0, 0) \
    O(FILD, "fild", 0, 0, 0, 0) \
    O(FISTP, "fistp", 0, 0, 0, 0) \
    O(FADD_MEM, "fadds", 0, 0, 0, 0) /* st += a binary32 */ \
    O(FLDCW, "fldcw", 0, 0, 0, 0) \
    O(FNSTCW, "fnstcw", 0, 0, 0, 0) \
    O(FARITH, "", 0, 0, 0, 0) /* st(1) op= st, pop; cond is the IrOp - OP_FADD */ \
    O(FCHS, "fchs", 0, 0, 0, 0) \
    O(FABS, "fabs", 0, 0, 0, 0) \
    O(FSQRT87, "fsqrt", 0, 0, 0, 0) \
    O(FUCOMIP, "fucomip", 0, 0, 0, 0) \
    O(FCOMIP, "fcomip", 0, 0, 0, 0) \
    O(FPOP, "fstp", 0, 0, 0, 0)

typedef enum X64MirOp {
#define O(id, text, flags, reads, writes, clobbers) M_##id,
    X64_MIR_OPS(O)
#undef O
    M_COUNT
} X64MirOp;

extern const MirOpInfo x64_ops[M_COUNT];
extern const DataLayout x64_layout;
extern const char x64_register_names[];

enum { CAS_NAND = 8 }; /* in cond of CAS_LOOP */

/* Conditions of MIR: those of the hardware, and the two of float equality, which need the parity flag too. */
enum { X64_COND_FEQ = 16, X64_COND_FNE = 17 };

/* ---- abi.c: psABI 3.2.3 ---- */

typedef enum X64Class { CLASS_NONE, CLASS_INTEGER, CLASS_SSE, CLASS_SSEUP, CLASS_X87, CLASS_COMPLEX_X87, CLASS_MEMORY } X64Class;

typedef struct X64AggClass {
    u8 part[2];  /* X64Class of each eightbyte; part[0] is MEMORY when it is passed so; SSEUP: in the upper half of part 0's register */
} X64AggClass;

X64AggClass x64_classify_aggregate(const Module *m, AggId agg);

#define X64_STACK_ARGUMENT_LIMIT (1u << 29)

typedef struct X64ArgState {
    u32 gpr, fpr, stack;  /* registers taken; bytes of stack arguments */
} X64ArgState;

typedef struct X64ArgPlace {
    u8 part[2];    /* X64Class; MEMORY: on the stack at `offset` */
    Reg reg[2];
    u32 offset;
} X64ArgPlace;

extern const u8 x64_gpr_args[6];
/* Where the next argument goes; the static chain goes apart from them. */
X64ArgPlace x64_place_argument(const Module *m, X64ArgState *state, IrType type, AggId agg, bool chain);

/* ---- the selector's parts ---- */

static inline MInst x64_inst(X64MirOp op, u32 width)
{
    MInst i = {0};
    i.op = (u8)op;
    i.width = (u8)width;
    return i;
}
static inline u32 x64_op_width(IrType t) { return t == IR_I64 || t == IR_PTR ? 8 : 4; }
static inline u32 x64_mem_width(IrType t)
{
    static const u8 width[IR_TYPE_COUNT] = {0, 1, 1, 2, 4, 8, 16, 4, 8, 16, 16, 8};
    return width[t];
}
static inline bool x64_is_float(IrType t) { return t == IR_F32 || t == IR_F64; }
static inline void x64_set_mode(MInst *i, MirMode mode) { i->mode = (u8)((i->mode & ~MIR_MODE_MASK) | mode); }

u32 x64_class_of(IrType type, u32 *width);
/* select_address.c: fills i's memory operand with the address p. With `consume`, the use of p is spent. */
void x64_address(Isel *S, MInst *i, Value p, bool consume);
/* Moves i's memory operand on by some bytes. */
void x64_fold_load(Isel *S, MInst *i, Value load);
bool x64_can_fold_load(const Isel *S, Value v, u32 width);
/* v loads a word from the frame: a plain move is the fastest way to it. */
bool x64_is_frame_load(const Isel *S, Value v);
Reg x64_address_register(Isel *S, Value p); /* consumes */
Reg x64_symbol_address(Isel *S, Symbol s, i64 offset);
/* A memory operand copied from one inst to another. */
void x64_copy_memory(MInst *to, const MInst *from);
/* One call to f(a, b, n), for memcpy and memset. */
void x64_copy_bytes(Isel *S, const MInst *to, const MInst *from, u64 size);
void x64_emit_lea(Isel *S, Reg dst, const MInst *memory);

/* select.c */
void x64_select(Isel *S, Value v);
void x64_emit_deferred(Isel *S, Value v);
Reg x64_materialize(Isel *S, Value v);
void x64_set_immediate(Isel *S, Reg dst, u64 value, u32 width);
Reg x64_load_immediate(Isel *S, u64 value, u32 width);
Reg x64_take(Isel *S, Value v);
/* b of i: an immediate, memory or a register; consumes v. */
void x64_operand(Isel *S, MInst *i, Value v, u32 width);
/* The one operand of i: a load that nothing else wants, or a register; consumes v. Whether it is memory. */
bool x64_source(Isel *S, MInst *i, Value v, u32 width);
void x64_emit_alu_imm(Isel *S, X64MirOp op, u32 width, Reg dst, Reg a, i32 imm);
void x64_emit_rr(Isel *S, X64MirOp op, u32 width, Reg dst, Reg a, Reg b);
void x64_emit_shift(Isel *S, u32 kind, u32 width, Reg dst, Reg a, u32 count);
void x64_emit_move(Isel *S, u32 width, Reg dst, Reg b);
void x64_emit_cond(Isel *S, X64MirOp op, u32 width, u32 cond, Reg dst, Reg a, Reg b);
void x64_emit_load(Isel *S, IrType type, Reg dst, const MInst *memory);
/* A constant into memory, where an instruction holds it; false: it does not fit, and nothing was emitted. */
bool x64_emit_store_immediate(Isel *S, u32 width, const MInst *memory, u64 bits);
void x64_emit_store(Isel *S, u32 cls, u32 width, const MInst *memory, Reg b);
void x64_alias(Isel *S, Value v, Reg r);

/* Shared by the parts of the selector. */
static inline Reg x64_define_int(Isel *S, Value v) { return isel_define(S, v, MIR_GPR, x64_op_width((IrType)isel_inst(S, v)->type)); }
/* r's upper half is zero after its definition. */
static inline void x64_mark_clean(Isel *S, Reg r) { mir_vreg(S->f, r)->flags |= VREG_CLEAN32; }
bool x64_fits_immediate(u64 value, u32 width, i32 *imm);

/* select_memory.c */
void x64_select_load(Isel *S, Value v);
void x64_select_store(Isel *S, Value v);
void x64_select_copy(Isel *S, Value v);
void x64_select_zero(Isel *S, Value v);
void x64_select_alloca(Isel *S, Value v);
void x64_frame_walk(Isel *S, Value v, bool return_address);
void x64_pointer_add(Isel *S, Value v);
/* True when v and the store after it became one instruction. */
bool x64_read_modify_write(Isel *S, Value v, X64MirOp op, bool commutes);

/* select_branch.c */
void x64_select_comparison(Isel *S, Value v);
void x64_select_select(Isel *S, Value v);
void x64_select_control(Isel *S, Value v);

/* select_atomic.c */
void x64_select_atomic(Isel *S, Value v);

/* select_float.c */
void x64_select_float(Isel *S, Value v);
void x64_wide_operand(Isel *S, MInst *i, Value v);  /* an F80's memory operand; consumes */
void x64_wide_define(Isel *S, MInst *i, Value v);   /* the same for its result */
void x64_store_phi(Isel *S, u32 slot, Value v);
void x64_load_phi(Isel *S, u32 slot, Value phi);

/* select_call.c */
void x64_select_entry(Isel *S);
void x64_select_call(Isel *S, Value v);
void x64_select_ret(Isel *S, const Inst *inst);
void x64_select_escape(Isel *S, const Inst *inst);
void x64_select_trampoline(Isel *S, Value v);
void x64_select_va(Isel *S, Value v);
void x64_call_runtime(Isel *S, Symbol callee, Reg a, Reg b, bool b_is_zero, u64 n);

/* asm_constraint.c: where the operands of an inline assembly go. */
enum { X64_ASM_OPERANDS = 64 };
typedef struct X64AsmPlace {
    u8 kind;         /* MAsmKind */
    u8 cond;         /* of a flag */
    u8 x87;          /* of MASM_STACK: its depth */
    i8 match;        /* an input that shares the place of that output; else -1 */
    Reg reg, high;   /* high: of a pair, or 0 */
    i64 value;       /* of an immediate */
    Symbol symbol;
} X64AsmPlace;

typedef struct X64AsmPlan {
    const IrAsm *a;
    u32 outputs;
    const Value *value;                       /* of each operand */
    bool needs_register[X64_ASM_OPERANDS];    /* an address that cannot be written without */
    X64AsmPlace place[X64_ASM_OPERANDS];
    RegMask reads, writes, clobbers;
    u32 x87_inputs, x87_kept; /* pushed before; of these still there after, below the outputs */
} X64AsmPlan;

/* Fills in place and the masks. False after a reported error. */
bool x64_asm_plan(Isel *S, X64AsmPlan *p);
/* select_asm.c */
void x64_select_asm(Isel *S, Value v);
/* print_asm.c */
void x64_print_asm(Codegen *cg, MFunc *f, u32 number);
/* print.c */
const char *x64_register_text(Reg r, u32 width);
void x64_print_memory(Codegen *cg, MFunc *f, const MInst *i);
void x64_print_label(Codegen *cg, MBlock b);

typedef struct X64Frame { /* what prologue and epilogue do */
    u32 count;          /* callee-saved registers that are pushed */
    u8 saved[5], dwarf[5];
    u32 below;          /* bytes that the stack pointer moves down after them */
    bool pops, leaves;  /* epilogue by pop; by leave; else only the frame pointer is popped */
} X64Frame;
X64Frame x64_frame(const Codegen *cg, const MFunc *f);
/* branches.c: after allocation, jumps to jumps and to what comes next go away. */
void x64_finish_branches(MFunc *f);

void x64_emit_function(Codegen *cg, MFunc *f);
void x64_print_function(Codegen *cg, MFunc *f);
bool x64_is_direct(const Codegen *cg, const IrSymbol *s);
/* Whether symbol + offset can stand in an instruction; if not it is added up at run time. */
bool x64_near_symbol(const Codegen *cg, i64 offset);

#endif
