/* What the files of the lowering share: its state, and the few functions that cross between them.
   In: the typed tree of one function (ast.h). Out: IR through the builder (ir/ir.h), data through the sink.

   C does not say in which order the arguments of a call are evaluated (C11 6.5.2.2p10), and stage0's compilers differ in it.
   So no call here has two arguments that both build IR: the first is named before. */
#ifndef KIT_C_LOWER_H
#define KIT_C_LOWER_H

#include "c/c.h"

/* A definition that is emitted only when something that is emitted refers to it. */
typedef struct Pending {
    Symbol symbol;
    DeclId decl;
    bool is_function, emitted;
    Function *function;
    IrData data;
} Pending;

/* A call that is an error when the function that makes it is emitted (attribute error). */
typedef struct ErrorCall {
    DeclId caller, callee;
    Loc loc;
} ErrorCall;

struct Lowering {
    Function fn;                 /* the function being built; its memory is used again */
    DeclId function;             /* its declaration, 0 between functions */
    QType result;                /* its result type */
    u32 nested;                  /* its number in CUnit.nested, and its slot that functions nested in it see, or 0 */
    Slot record;
    bool references_wait;        /* of the function that is built: what it refers to is noted when it is emitted, or finished */
    bool may_be_unreached;       /* some block of it, a label's, was begun before anything led there */
    Block break_to, continue_to; /* of the innermost loop or switch */
    u32 cleanup, break_cleanup, continue_cleanup; /* the innermost variable with a cleanup: here, and there */
    const u32 *case_block;       /* of the innermost switch: Blocks in the order of first_case.. */
    VEC(Pending) pending;
    IntMap pending_of_symbol;    /* Symbol to index into pending */
    VEC(u32) ready;              /* indices into pending that wait to be emitted */
    VEC(Symbol) string_symbol;   /* by index into CUnit.string; 0 when not used yet */
    StrMap string_of_bytes;      /* contents (with element size) to Symbol: equal literals share storage */
    VEC(u32) sig_of_type;        /* by type index: SigId + 1, 0 not asked yet */
    VEC(u32) block_of_case;      /* by index into CUnit.switch_case */
    VEC(IrDataReloc) reloc;      /* of the object being laid out */
    VEC(ErrorCall) error_call;
    VEC(u32) work;               /* what long rows of operators have still to do: a stack */
    u32 next_static;             /* numbers static locals: "name.1" */
};

/* A 128-bit integer, or in `lo` a narrower value. */
typedef struct Wide {
    Value lo, hi; /* I64 */
} Wide;

/* A complex number, or a real operand beside one. */
typedef struct ComplexValue {
    Value re, im; /* of the corresponding real type; im 0: a real operand */
} ComplexValue;

/* Where a scalar or record lives. */
typedef struct Lvalue {
    Value ptr;
    u32 align;
    u32 mem_flags;               /* MEM_VOLATILE */
    u32 field;                   /* of a bit-field: index into CTypes.field + 1, and ptr is the record's address; else 0 */
} Lvalue;

static inline const Node *node_at(const CUnit *c, NodeId id) { return &c->node.at[id]; }
/* Values that live in memory: an rvalue is its address, and it is passed and copied as an aggregate. */
static inline bool is_record(const CUnit *c, QType q)
{
    CTypeKind k = type_kind(&c->types, q);
    return k == CT_RECORD || k == CT_VECTOR || k == CT_VA_LIST_TAG || k == CT_COMPLEX || type_is_wide(&c->types, q);
}

/* lower_type.c */
IrType lower_type(const CUnit *c, QType q); /* of a scalar; PTR for records and arrays, VOID for void */
AggId lower_agg(CUnit *c, QType record);
SigId lower_sig(CUnit *c, QType function);
IrParam lower_param(CUnit *c, QType q);

/* lower.c */
Symbol lower_symbol(CUnit *c, DeclId d);         /* the symbol of a function or static object, noted as referred to */
Symbol lower_declared_symbol(CUnit *c, DeclId d); /* the same, not noted, with the attributes that its declarations gave so far */
Symbol lower_label_symbol(CUnit *c, LabelId l);
Block lower_label_block(CUnit *c, LabelId l);
void lower_note_reference(CUnit *c, Symbol s);
void lower_emit_ready(CUnit *c);
void lower_add_pending(CUnit *c, const Pending *p);

/* lower_alias.c: at the end of the translation unit */
void lower_aliases(CUnit *c);

/* lower_data.c */
Symbol lower_string(CUnit *c, u32 string);
/* Lays out the constant items of an initializer; returns false when an item is not constant (reported when `report`).
   The bytes and relocations live in the unit's arena. */
bool lower_image(CUnit *c, const Init *init, IrData *out, bool report);

/* lower_access.c */
Lvalue lower_lvalue(CUnit *c, NodeId id);
/* Goes on in b, or nowhere when nothing leads there. */
static inline void place_if_reached(Function *fn, Block b)
{
    if (fn->block.at[b].targeted) ir_place(fn, b);
    else fn->current = 0;
}
Value lower_load(CUnit *c, const Lvalue *lv, QType q);
/* Stores a scalar; gives what the object then holds (differs from v for bit-fields). */
Value lower_store(CUnit *c, const Lvalue *lv, QType q, Value v, bool want_value);
/* A value of more bits than q, a bit-precise type, has: cut and extended. Of other types nothing happens. */
Value lower_fit(CUnit *c, Value v, QType q);
void lower_copy_record(CUnit *c, Value to, u32 to_align, Value from, u32 from_align, QType q, u32 mem_flags);
void lower_init_object(CUnit *c, Value ptr, u32 align, const Init *init);
Value lower_decl_address(CUnit *c, DeclId d);
/* The bytes of an object of the type as an integer of type t; of a variable length array, what its hidden variable holds. */
Value lower_size(CUnit *c, QType q, IrType t);
u32 lower_decl_align(const CUnit *c, const Decl *d);      /* what an access may count on */
u32 lower_definition_align(const CUnit *c, const Decl *d); /* what a definition gives */

/* lower_expr.c */
Value lower_value(CUnit *c, NodeId id);           /* a scalar, or the address of a record's value */
void lower_record_into(CUnit *c, NodeId id, Value to, u32 align); /* evaluates a record into fresh memory */
void lower_effect(CUnit *c, NodeId id);           /* for its side effects only */
void lower_condition(CUnit *c, NodeId id, Block yes, Block no);
Value lower_convert(CUnit *c, Value v, QType from, QType to);
Value lower_temporary(CUnit *c, QType q);         /* a fresh slot for a record; its address */
/* The right operand of `op=` computed in type `in`, and what an object of type q that holds `old` then holds. */
Wide lower_right_operand(CUnit *c, NodeId id, QType in);
Value lower_apply(CUnit *c, NodeKind op, QType q, QType in, Value old, Wide b);

/* lower_wide.c: 128-bit integers, whose rvalues are addresses of their two words */
bool lower_is_wide(const CUnit *c, QType q);
Wide lower_wide_load(CUnit *c, Value ptr);
Wide lower_fit_wide(CUnit *c, Wide w, QType q); /* the same as lower_fit for two words */
/* ---- lower_field.c: bit-fields byte by byte ---- */
Wide lower_field_bytes(Function *fn, const Lvalue *lv, const CField *f);
void lower_store_field_bytes(Function *fn, const Lvalue *lv, const CField *f, Wide v);
/* Of a bit-field whose type has more than 64 bits. */
Value lower_wide_field(CUnit *c, const Lvalue *lv, QType q);
Value lower_wide_field_store(CUnit *c, const Lvalue *lv, QType q, Value v); /* gives what it then holds */
/* What an lvalue of more than 64 bits holds, and stores it. */
Value lower_wide_lvalue(CUnit *c, const Lvalue *lv, QType q);
Value lower_wide_assign(CUnit *c, const Lvalue *lv, QType q, Value v);
Value lower_wide_object(CUnit *c, Value ptr, QType q); /* the value of an object, or of what comes from elsewhere */
Value lower_wide_temporary(CUnit *c, Wide w);
Wide lower_widen(CUnit *c, NodeId id);            /* any integer, extended as its type says */
Wide wide_sum(Function *fn, IrOp op, Wide a, Wide b); /* OP_ADD, OP_SUB */
Wide wide_mul(Function *fn, Wide a, Wide b);
/* The same, and in *top the third word of the exact product: 0 or all bits, its sign; 1 when it is 2^128 or more, of either sign. */
Wide wide_mul_exact(Function *fn, Wide a, Wide b, bool a_unsigned, bool b_unsigned, Value *top);
Value lower_wide_truth(CUnit *c, Value ptr);
Value lower_wide_convert(CUnit *c, Value v, QType from, QType to); /* one of the two is wide */
Value lower_wide_arithmetic(CUnit *c, NodeKind kind, QType q, Value a_ptr, Wide b); /* of shifts b.lo is the count */
Value lower_wide_unary(CUnit *c, NodeKind kind, QType q, Value ptr);
Value lower_wide_comparison(CUnit *c, NodeKind kind, QType q, Value a_ptr, Value b_ptr);

Value lower_runtime_symbol(CUnit *c, const char *name); /* the address of a function of the runtime library */

/* lower_complex.c: complex numbers, whose rvalues are addresses of their two parts */
bool lower_is_complex(const CUnit *c, QType q);
ComplexValue lower_complex_int_arithmetic(CUnit *c, NodeKind kind, QType real, ComplexValue a, ComplexValue b); /* lower_complex_int.c */
ComplexValue lower_complex(CUnit *c, NodeId id);  /* any arithmetic expression */
bool lower_makes_complex(const CUnit *c, const Node *n); /* the node computes a complex number that is in no memory yet */
Value lower_complex_value(CUnit *c, NodeId id);   /* such a node's, in fresh memory */
void lower_complex_into(CUnit *c, NodeId id, Value to, u32 align);
Value lower_complex_convert(CUnit *c, Value v, QType from, QType to); /* one of the two is complex */
Value lower_complex_truth(CUnit *c, NodeId id);   /* I8: 0 or 1 */
Value lower_complex_comparison(CUnit *c, const Node *n);
Lvalue lower_complex_part(CUnit *c, const Node *n); /* REAL and IMAG of an lvalue */
Value lower_complex_part_value(CUnit *c, const Node *n);
Value lower_complex_assign(CUnit *c, const Node *n);
Value lower_complex_assign_op(CUnit *c, const Node *n);
Value lower_complex_apply(CUnit *c, NodeKind op, QType q, QType in, Value old, ComplexValue b);
Value lower_complex_increment(CUnit *c, const Node *n, bool down, bool post);

/* lower_nested.c: nested functions. All but the first and the last two are asked only when there are any. */
void nested_analyse(CUnit *c);                      /* before the function around them is lowered */
void nested_begin(CUnit *c);                        /* at entry, before parameters are received */
void nested_land(CUnit *c);                         /* at the end of the entry */
bool nested_needs_chain(const CUnit *c, DeclId d);  /* d is a nested function that gets its first argument from nested_chain */
SigId nested_sig(CUnit *c, SigId id);               /* the signature with the chain before its parameters */
Value nested_chain(CUnit *c, DeclId callee);
Value nested_function_address(CUnit *c, DeclId d);  /* of one that needs the chain */
Value nested_variable(CUnit *c, DeclId d);          /* the address of a captured one */
bool nested_owns_label(CUnit *c, LabelId l);        /* it is one of the function being lowered */
void nested_goto(CUnit *c, LabelId l);              /* to one that is not */
void nested_label(CUnit *c, LabelId l);             /* where l stands */
void nested_allocas_changed(CUnit *c);

/* lower_builtin.c */
Value lower_builtin(CUnit *c, NodeId id);

/* lower_asm.c */
void lower_asm(CUnit *c, const Node *n);

/* lower_vector.c: values are addresses */
Value lower_vector_value(CUnit *c, const Node *n);        /* of an operator */
Value lower_vector_update(CUnit *c, const Node *n);       /* NODE_ASSIGN_OP, ++, -- */
Value lower_vector_cast(CUnit *c, Value v, QType from, QType to);
Value lower_vector_builtin(CUnit *c, const Node *n);

/* lower_atomic.c */
Value lower_atomic_load(CUnit *c, NodeId lvalue);         /* of an atomic type (6.3.2.1p2) */
Value lower_atomic_assign(CUnit *c, const Node *n);       /* NODE_ASSIGN to one */
Value lower_atomic_update(CUnit *c, const Node *n, bool want_value); /* NODE_ASSIGN_OP, increments and decrements of one */
Value lower_atomic_builtin(CUnit *c, const Node *n);

/* lower_stmt.c */
void lower_statement(CUnit *c, NodeId id);
/* Runs a compound statement and gives the value of its last expression statement (0 when it has none). */
Value lower_compound_value(CUnit *c, NodeId id);

#endif
