/* The IR, the first waist: what front ends make and back ends take.
   A Module holds symbols, signatures, aggregate layouts and data; a Function holds SSA instructions over basic blocks in
   flat arrays. Every reference is a 32-bit index, 0 is "none". One function at a time goes from the front end to the
   consumer (IrSink) and its memory is used again.

   - A Value is the index of the Inst that defines it.
   - Constants (INT FLOAT SYM SLOT POISON PARAM) belong to no block and dominate everything. The builder shares equal ones
     through a small cache, so two values may be the same constant: compare what they say, not only their numbers.
   - Blocks hold their instructions as a doubly linked list through Inst.next/prev, phis first, one control instruction last.
   - Local variables are stack slots, accessed by LOAD and STORE; promoting them to values is an optimization. */
#ifndef KIT_IR_IR_H
#define KIT_IR_IR_H

#include "base/buf.h"
#include "base/kit.h"
#include "base/map.h"
#include "base/vec.h"
#include "ir/layout.h"
#include "ir/ops.h"

typedef u32 Value;
typedef u32 Block;
typedef u32 Symbol;  /* index into Module.symbol */
typedef u32 Slot;    /* index into Function.slot */
typedef u32 SigId;   /* index into Module.sig */
typedef u32 AggId;   /* index into Module.agg */

/* T(enumerator, text, size in bytes) */
#define IR_TYPES(T) \
    T(VOID, "void", 0) T(I1, "i1", 0) T(I8, "i8", 1) T(I16, "i16", 2) T(I32, "i32", 4) T(I64, "i64", 8) T(I128, "i128", 16) \
    T(F32, "f32", 4) T(F64, "f64", 8) T(F80, "f80", 16) T(F128, "f128", 16) T(PTR, "ptr", 8)
/* F80 is x87 extended precision, stored in 16 bytes of which 10 count; a layout allows F80 or F128, never both. */

typedef enum IrType {
#define T(id, text, size) IR_##id,
    IR_TYPES(T)
#undef T
    IR_TYPE_COUNT
} IrType;

typedef enum IrOp {
#define O(id, text, form, effects, meaning) OP_##id,
    IR_OPS(O)
#undef O
    OP_COUNT
} IrOp;

typedef enum IrForm {
    FORM_NONE, FORM_CONST, FORM_CONST_INT, FORM_CONST_FLOAT, FORM_CONST_SYM, FORM_CONST_SLOT, FORM_CONST_PARAM,
    FORM_U, FORM_B, FORM_T, FORM_NULLARY, FORM_NULLARY_LEVEL, FORM_LOAD, FORM_STORE, FORM_COPY, FORM_ZERO, FORM_ALLOCA,
    FORM_CALL, FORM_VAARGAGG, FORM_ASM, FORM_ASM_GOTO, FORM_ATOMIC_LOAD, FORM_ATOMIC_STORE, FORM_ATOMIC_RMW, FORM_ATOMIC_CAS, FORM_FENCE, FORM_PHI, FORM_JUMP, FORM_BRANCH, FORM_SWITCH, FORM_GOTO, FORM_P, FORM_LANDING, FORM_RET
} IrForm;

typedef enum IrEffect { EFFECT_N, EFFECT_D, EFFECT_R, EFFECT_W, EFFECT_C } IrEffect;

typedef struct IrOpInfo {
    const char *text, *meaning;
    u8 form, effect;
} IrOpInfo;
extern const IrOpInfo ir_op_info[OP_COUNT];
extern const char *const ir_type_text[IR_TYPE_COUNT];
u32 ir_type_size(const DataLayout *layout, IrType type);

enum { /* Inst.aux of LOAD, STORE, COPY, ZERO and the atomic operations */
    MEM_ALIGN_MASK = 15,  /* log2 of the alignment that is known */
    MEM_VOLATILE = 16,
    MEM_ORDER_SHIFT = 5, MEM_ORDER_MASK = 7 << MEM_ORDER_SHIFT /* of atomic operations and FENCE: the IrOrder */
};
/* Memory orders, C11 7.17.3. Consume is acquire: nobody tracks dependencies. */
typedef enum IrOrder { ORDER_RELAXED, ORDER_ACQUIRE, ORDER_RELEASE, ORDER_ACQ_REL, ORDER_SEQ_CST, ORDER_COUNT } IrOrder;
enum { FENCE_SIGNAL = 1 }; /* Inst.aux of FENCE, besides the order */
enum { CALL_NORETURN = 1, CALL_RETURNS_TWICE = 2 }; /* Inst.aux of CALL */

typedef struct Inst {
    u8 op;       /* IrOp */
    u8 type;     /* IrType of the result; of STORE the stored value's; VOID when there is none */
    u16 aux;     /* comparisons: IrType of the operands; memory: MEM_; CALL: CALL_ */
    u32 a, b, c;
    /* Forms whose operands are not simply values:
       CALL    a = callee (PTR), b = index into extra: [sig, n, argument values...]. With an aggregate result the first
               argument is the PTR where the caller wants it, and the call's own type is VOID. Aggregate arguments are PTRs;
               the callee gets a copy. Arguments past the signature's parameters are variadic: already promoted; an aggregate
               among them is marked in c: index into extra [n, then n AggIds, 0 for scalars], 0 when there is none.
       PHI     a = index into extra: b pairs (block, value)
       SWITCH  a = value, b = index into extra: [default, n, n times (low word, high word, block)], values all different
       GOTO    a = PTR, b = index into extra: [n, blocks...]
       LANDING b = index into extra: [n, blocks...]
       JUMP    a = block   BRANCH a = value, b, c = blocks
       ATOMIC_ a = PTR; b = value stored or operand; of CAS b = expected, c = desired
       ALLOCA  a = size value, c = alignment   COPY/ZERO c = size in bytes (a constant)
       ASM     a = index into Module.inline_asm, b = index into extra: [n outputs, n inputs, values...]
       ASMGOTO the same, then [n, blocks...]: the first is where control goes on, the others are the labels of the text */
    u32 next, prev; /* in the block's list; 0 at the ends, and for constants */
    u32 uses;       /* how many operands refer to this value */
    Loc loc;
} Inst;

typedef struct IrBlock {
    u32 first, last;  /* instructions */
    Symbol symbol;    /* when the block's address is taken (&&label): a local symbol that the back end defines */
    bool targeted;    /* while building: a jump, branch or switch to it was made */
} IrBlock;

typedef struct IrSlot {
    u64 size;
    u32 align;
    Name name;        /* of the variable, for -g; 0 is a temporary */
    Loc loc;
} IrSlot;

typedef struct Function {
    Symbol symbol;
    SigId sig;
    Loc loc, end_loc;
    VEC(Inst) inst;       /* 0 is unused */
    VEC(IrBlock) block;   /* 0 is unused; the entry is 1 */
    VEC(Block) order;     /* the blocks that are placed, in layout order; order[0] is 1 */
    VEC(u32) extra;       /* 0 is unused */
    VEC(IrSlot) slot;     /* 0 is unused */
    bool calls, has_alloca, returns_twice /* calls setjmp or kin, or has a landing */, uses_vastart;
    /* The builder's own state */
    Block current;
    Loc current_loc;
    u8 pointer_bits;
    u32 *constant_cache;  /* direct-mapped, entries checked against inst: needs no clearing */
} Function;

/* ---- module ---- */

typedef enum IrBinding { IR_LOCAL, IR_GLOBAL, IR_WEAK } IrBinding;
typedef enum IrVisibility { IR_DEFAULT, IR_INTERNAL, IR_HIDDEN, IR_PROTECTED } IrVisibility; /* ELF's numbers */
typedef enum IrSymbolKind { IR_FUNCTION, IR_DATA, IR_TLS, IR_BLOCK, IR_IFUNC } IrSymbolKind;
typedef enum IrTlsModel { IR_TLS_DEFAULT, IR_TLS_GLOBAL_DYNAMIC, IR_TLS_LOCAL_DYNAMIC, IR_TLS_INITIAL_EXEC, IR_TLS_LOCAL_EXEC } IrTlsModel;

typedef struct IrSymbol {
    Name name;            /* as the linker sees it; local symbols without a name (strings) have 0 */
    u8 binding, visibility, kind, tls_model;
    bool defined;         /* this module defines it (function, data, common, or alias) */
    bool is_common;       /* a tentative definition under -fcommon: size and align count */
    bool referenced;      /* something that was emitted refers to it */
    bool is_naked;        /* a function that is its inline assembly alone, without operands in registers or memory: nothing goes before or after it */
    Name section;         /* attribute section, or 0 */
    Name alias;           /* attribute alias: the name of the target, or 0 */
    u64 size;
    u32 align;            /* of data, and of functions with attribute aligned; 0 is the default */
} IrSymbol;

typedef enum IrExtend { IR_NO_EXTEND, IR_ZERO_EXTEND, IR_SIGN_EXTEND } IrExtend;

typedef struct IrParam {
    u8 type;   /* IrType; PTR when agg */
    u8 extend; /* of I8 and I16 (and _Bool as I8): how the caller widens it to 32 bits */
    bool chain; /* a PTR, the first parameter: the static chain of a nested function, which the ABI passes apart */
    AggId agg; /* an aggregate passed by value, else 0 */
} IrParam;

typedef struct IrSig {
    IrParam result;      /* type VOID for none; agg for an aggregate result */
    u32 first, count;    /* parameters in Module.sig_param; with an aggregate result the PTR to it is NOT among them */
    bool variadic;
    bool unprototyped;   /* K&R: called as variadic where the ABI counts vector registers */
} IrSig;

/* What passing an aggregate by value depends on: its scalars and where they are. Unions list every member's. */
typedef struct IrLeaf {
    u32 offset;
    u8 type;   /* IrType */
} IrLeaf;
typedef struct IrAgg {
    u64 size;
    u32 align;
    u32 first, count;  /* leaves in Module.leaf; capped: aggregates over 64 bytes list none */
    bool misaligned;   /* a packed member does not have its natural alignment */
    bool is_complex;   /* a complex number itself, not a structure that holds one: some ABIs return it elsewhere */
} IrAgg;

/* An address in initialized data: bytes at offset become symbol + addend. */
typedef struct IrDataReloc {
    u64 offset;
    Symbol symbol;
    i64 addend;
    u8 size;   /* 8, or 4 for a 32-bit address or label difference */
    Symbol minus; /* label differences (&&a - &&b): subtract this; else 0 */
} IrDataReloc;

typedef struct IrData {
    Symbol symbol;
    u32 align;
    bool read_only;          /* goes to .rodata, or .data.rel.ro when it has relocations and code is PIC */
    bool mergeable_string;   /* a string literal: NUL-terminated with elements of `element` bytes and no other NUL inside */
    u8 element;
    const u8 *bytes;         /* NULL: all zero */
    u64 size;
    const IrDataReloc *reloc;
    u32 reloc_count;
} IrData;

/* An operand of inline assembly. Constraints are GCC's ("Constraints for asm Operands"): an output begins with = (or + when
   it is memory that is read too), an input may be the number of an output whose place it shares. {name} in a constraint is
   one register, by the name that the program gave. What the other letters mean is the target's business. */
typedef struct IrAsmOperand {
    Str constraint;
    u8 type;          /* IrType of the operand; VOID: an aggregate, which can only be in memory */
    bool is_address;  /* the value is a PTR to the operand, as that of every output is; else it is the operand */
    Loc loc;
} IrAsmOperand;

typedef struct IrAsm {
    Str text;                  /* the template: operands by number, but for the basic kind, which is taken as it is */
    bool is_volatile, is_basic;
    VEC(IrAsmOperand) operand; /* outputs then inputs */
    VEC(Str) clobber;
    Loc loc;
} IrAsm;

typedef struct Module {
    Kit *kit;
    const DataLayout *layout;
    Arena *arena;
    Str source_path;         /* of the main file, as given */
    VEC(IrSymbol) symbol;    /* 0 is unused */
    VEC(IrSig) sig;
    VEC(IrParam) sig_param;
    VEC(IrAgg) agg;
    VEC(IrLeaf) leaf;
    VEC(IrAsm) inline_asm;
    IntMap symbol_of_name;   /* Name to Symbol, of named ones */
    IntMap sig_of_hash, agg_of_hash;
} Module;

/* Where a front end puts what it has finished. The callee owns nothing: fn and data may be reused when it returns. */
typedef struct IrSink {
    void *self;
    void (*function)(void *self, Module *m, Function *fn);
    void (*data)(void *self, Module *m, const IrData *data);
    void (*file_asm)(void *self, Module *m, Str text, Loc loc); /* asm at file scope */
} IrSink;

void module_init(Module *m, Kit *kit, const DataLayout *layout, Str source_path);
void module_free(Module *m);
/* The symbol of that name, made (undefined, global function) when it is new; fresh tells which. name 0 always makes a new local one. */
Symbol module_symbol(Module *m, Name name, bool *fresh);
static inline IrSymbol *ir_symbol(Module *m, Symbol s) { return &m->symbol.at[s]; }
/* Equal signatures and layouts get equal ids. */
SigId module_sig(Module *m, IrParam result, const IrParam *param, u32 count, bool variadic, bool unprototyped);
AggId module_agg(Module *m, u64 size, u32 align, const IrLeaf *leaf, u32 count, bool misaligned, bool is_complex);

/* ---- functions and the builder ---- */

/* Empties fn (keeping its memory), makes the parameters (values 1 to the signature's count, in order) and the entry block, placed and current. */
void function_begin(const Module *m, Function *fn, Symbol symbol, SigId sig, Loc loc);
void function_free(Function *fn);
/* A copy in right-sized memory of its own, for functions that wait; function_free gives it back. */
void function_copy(Function *to, const Function *from);

Block ir_block(Function *fn);                    /* a new block, not placed yet */
void ir_place(Function *fn, Block b);            /* appends it to the layout and makes it current */
static inline bool ir_terminated(const Function *fn) { return fn->current == 0; } /* after a control instruction */
static inline const Inst *ir_inst(const Function *fn, Value v) { return &fn->inst.at[v]; }
static inline IrType ir_type(const Function *fn, Value v) { return (IrType)fn->inst.at[v].type; }

Slot ir_slot(Function *fn, u64 size, u32 align, Name name, Loc loc);
Value ir_int(Function *fn, IrType type, u64 value);
Value ir_float(Function *fn, IrType type, FloatBits bits);
Value ir_sym(Function *fn, Symbol symbol, i64 offset);
Value ir_slot_addr(Function *fn, Slot slot, i64 offset);
static inline Value ir_param(u32 index) { return index + 1; } /* index counts from 0 */
Value ir_poison(Function *fn, IrType type);
static inline bool ir_is_int(const Function *fn, Value v) { return fn->inst.at[v].op == OP_INT; }
static inline u64 ir_int_value(const Function *fn, Value v) { return (u64)fn->inst.at[v].b | (u64)fn->inst.at[v].c << 32; }

/* Instructions are appended to the current block at fn->current_loc. Constants are folded while building, and PTRADD of a
   SYM or SLOT by an INT becomes another SYM or SLOT: what comes back may be a constant. When no block is current (code
   after a jump) nothing is appended and a poison (or 0) comes back, so that callers need not ask.
   The builder's normal form, on which selectors may count: of a commutative operation and of eq and ne the constant is the
   right operand; sub of a constant is add; mul, udiv and urem by a power of two are shl, lshr and and; chains of add and
   ptradd with constants are one; offsets of SYM and SLOT fit 32 signed bits. Branches and switches on constants are left
   as they are, so that the edges a caller made phis for exist. */
Value ir_unary(Function *fn, IrOp op, IrType type, Value a);
Value ir_binary(Function *fn, IrOp op, IrType type, Value a, Value b);
Value ir_compare(Function *fn, IrOp op, Value a, Value b);
Value ir_select(Function *fn, IrType type, Value cond, Value a, Value b);
Value ir_ptradd(Function *fn, Value ptr, Value bytes);
Value ir_ptradd_const(Function *fn, Value ptr, i64 bytes);
Value ir_load(Function *fn, IrType type, Value ptr, u32 align, u32 mem_flags);
void ir_store(Function *fn, Value ptr, Value value, u32 align, u32 mem_flags);
void ir_copy(Function *fn, Value to, Value from, u64 size, u32 align, u32 mem_flags);
void ir_zero(Function *fn, Value to, u64 size, u32 align, u32 mem_flags);
/* `flags` of atomic operations: MEM_VOLATILE | ir_order(...). */
static inline u32 ir_order(IrOrder order) { return (u32)order << MEM_ORDER_SHIFT; }
static inline IrOrder ir_order_of(const Inst *i) { return (IrOrder)((i->aux & MEM_ORDER_MASK) >> MEM_ORDER_SHIFT); }
Value ir_atomic_load(Function *fn, IrType type, Value ptr, u32 align, u32 flags);
void ir_atomic_store(Function *fn, Value ptr, Value value, u32 align, u32 flags);
Value ir_atomic_rmw(Function *fn, IrOp op, Value ptr, Value operand, u32 align, u32 flags);
Value ir_atomic_cas(Function *fn, Value ptr, Value expected, Value desired, u32 align, u32 flags);
void ir_fence(Function *fn, IrOrder order, bool signal_only);
Value ir_alloca(Function *fn, Value size, u32 align);
Value ir_nullary(Function *fn, IrOp op, IrType type, u32 level);
Value ir_call(Function *fn, IrType type, Value callee, SigId sig, const Value *arg, u32 count, const AggId *variadic_agg, u32 flags);
Value ir_vaarg(Function *fn, IrType type, Value list);
Value ir_vaarg_agg(Function *fn, Value list, AggId agg);
void ir_asm(Function *fn, u32 inline_asm, u32 outputs, const Value *value, u32 count);
/* The same, and the text may jump to the n labels; control goes on at next. */
void ir_asm_goto(Function *fn, u32 inline_asm, u32 outputs, const Value *value, u32 count, Block next, const Block *label, u32 n);
/* A phi with n pairs, at the front of the current block; ir_phi_set fills pair i. One pair for each predecessor block, however many edges come from it. */
Value ir_phi(Function *fn, IrType type, u32 n);
void ir_phi_set(Function *fn, Value phi, u32 i, Block from, Value value);
void ir_jump(Function *fn, Block to);
void ir_branch(Function *fn, Value cond, Block yes, Block no);
void ir_switch(Function *fn, Value v, Block otherwise, const u64 *value, const Block *to, u32 n);
void ir_goto(Function *fn, Value address, const Block *to, u32 n);
void ir_landing(Function *fn, const Block *to, u32 n); /* the first: where control goes on */
void ir_escape(Function *fn, Value frame, Value stack, Value target);
void ir_trampoline(Function *fn, Value at, Value function, Value chain);
void ir_ret(Function *fn, Value v);
void ir_trap(Function *fn);
void ir_unreachable(Function *fn);

/* Appends an instruction as it is: nothing is folded, uses and the function's facts are not counted. For the parser and for passes that call ir_recount after. */
Value ir_append(Function *fn, const Inst *inst);
/* Counts the uses of every value anew, and sets calls, has_alloca, returns_twice and uses_vastart from the placed blocks. */
void ir_recount(Function *fn);
u32 ir_type_bits(const Function *fn, IrType type); /* of integers and PTR; 0 for the others */
static inline bool ir_is_constant(const Function *fn, Value v) { return fn->inst.at[v].op <= OP_PARAM; }
/* The stored form of a floating constant. */
FloatBits ir_float_value(const Function *fn, Value v);
FloatFormat ir_float_format(IrType type);

/* ---- text form and verifier ---- */

void ir_print_function(const Module *m, const Function *fn, Buf *out);
void ir_print_data(const Module *m, const IrData *data, Buf *out);
void ir_print_module(const Module *m, Buf *out); /* symbols, signatures and aggregates: the head of the file */
void ir_print_file_asm(Str text, Buf *out);
/* Parses a whole text (padded and kept alive as SourceText says) and hands its functions and data to the sink in order. False after reported errors. */
bool ir_parse(Module *m, const char *path, const char *text, u32 size, const IrSink *sink);
/* NULL when fn is well formed, else a message in the arena that names the function, instruction and rule. */
const char *ir_verify(const Module *m, const Function *fn, Arena *arena);

/* ---- facts that passes share ---- */

/* Calls visit for every Value operand of v (not blocks). The pointer may be written through. */
typedef void IrOperandVisitor(void *self, Value *operand);
void ir_visit_operands(Function *fn, Value v, IrOperandVisitor *visit, void *self);
/* Takes blocks that nothing leads to out of the function; those whose address is taken stay. */
void ir_drop_unreachable(Function *fn);
/* The targets of an ASMGOTO: [n, blocks...]. */
static inline const u32 *ir_asm_targets(const Function *fn, const Inst *i)
{
    const u32 *extra = &fn->extra.at[i->b];
    return extra + 2 + extra[0] + extra[1];
}
/* The successors of a block; out may be NULL to count. */
u32 ir_successors(const Function *fn, Block b, Block *out, u32 max);

#endif
