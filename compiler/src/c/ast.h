/* The syntax tree of one function at a time, typed and with every implicit conversion written out, in flat arrays.
   Made by the parser, walked once by the lowering, then emptied. Node 0 is none. */
#ifndef KIT_C_AST_H
#define KIT_C_AST_H

#include "base/fnum.h"
#include "c/type.h"

typedef u32 NodeId;
typedef u32 DeclId;
typedef u32 LabelId;
typedef u32 InitId;

typedef enum NodeKind {
    NODE_NONE,
    /* ---- expressions. L: is an lvalue. Operands are rvalues unless an lvalue is asked for. ---- */
    NODE_INT,          /* integer constant (a | b << 32), sign- or zero-extended to 64 bits as its type says; also null pointers. c = operand of the sizeof
                          that it is, for warnings, or 0 */
    NODE_FLOAT,        /* a = index into CUnit.float_constant */
    NODE_STRING,       /* L  a = index into CUnit.string; type array */
    NODE_VAR,          /* L  a = DeclId of an object */
    NODE_FUNC,         /* a = DeclId of a function; stands only below ADDR */
    NODE_DEREF,        /* L  a = pointer; never to a function */
    NODE_MEMBER,       /* a = record (lvalue, then this is one too; or an rvalue), b = index into CTypes.field. Members of anonymous members are nested MEMBERs */
    NODE_LOAD,         /* a = lvalue: its value (6.3.2.1p2); of record type: the record's value */
    NODE_DECAY,        /* a = array (lvalue, or member of an rvalue record): pointer to its first element */
    NODE_ADDR,         /* a = lvalue or FUNC: its address */
    NODE_CAST,         /* a = value converted to this type: any scalar to any scalar, anything to void, same record type */
    NODE_COMPLEX,      /* a, b of the corresponding real type: the number with these parts */
    NODE_REAL, NODE_IMAG, /* a = complex (lvalue, then this is one too; or an rvalue): one of its parts, of the corresponding real type */
    NODE_NEG, NODE_BITNOT, /* a, of this type (promoted); BITNOT of a complex number is its conjugate (GNU) */
    NODE_LOGNOT,       /* a = any scalar; type int */
    NODE_ADD, NODE_SUB, NODE_MUL, NODE_DIV, NODE_MOD, NODE_AND, NODE_OR, NODE_XOR, /* a, b of this (arithmetic) type; of a complex one, one of
                          them may be of the corresponding real type: real operands are not converted (Annex G.5) */
    NODE_SHL, NODE_SHR,    /* a of this type, b any integer type */
    NODE_PTR_ADD, NODE_PTR_SUB, /* a = pointer of this type, b = ptrdiff_t, not yet scaled by the element size */
    NODE_PTR_DIFF,     /* a, b = pointers: elements between them; type ptrdiff_t */
    NODE_LT, NODE_LE, NODE_GT, NODE_GE, NODE_EQ, NODE_NE, /* a, b of one scalar type, or of a complex and the corresponding real type; type int */
    NODE_LOGAND, NODE_LOGOR, /* a, b any scalar; type int */
    NODE_COND,         /* a = any scalar, b, c of this type (may be void or a record); b = 0: GNU a ?: c, a converted to this type */
    NODE_COMMA,        /* a for its effects, b */
    NODE_ASSIGN,       /* a = lvalue, b of a's unqualified type; value: what a then holds */
    NODE_ASSIGN_OP,    /* a = lvalue, b = right operand (converted as for the operator), c = QType in which to compute, aux = the operator's NodeKind (incl. PTR_ADD, PTR_SUB) */
    NODE_PRE_INC, NODE_PRE_DEC, NODE_POST_INC, NODE_POST_DEC, /* a = lvalue of real or pointer type */
    NODE_CALL,         /* a = pointer to function, b = index into extra: [n, arguments converted to the parameters' types or promoted] */
    NODE_COMPOUND_LITERAL, /* L  a = DeclId of its unnamed automatic object, b = InitId: initialized whenever reached. (Static ones are plain VARs.) */
    NODE_STMT_EXPR,    /* a = NODE_COMPOUND, b = 1: nothing comes after it; its value is that of the last statement when that is an EXPR_STMT and type is not void */
    NODE_VA_ARG,       /* a = pointer to the va_list object; type scalar or record */
    NODE_BUILTIN,      /* aux = Builtin, b = index into extra: [n, arguments] */
    NODE_LABEL_ADDR,   /* a = LabelId; type void * */
    NODE_CAST_UNION,   /* GNU cast to union: a = value, b = index into CTypes.field; type the union */
    /* ---- statements ---- */
    NODE_COMPOUND,     /* extra[a .. a+b-1] */
    NODE_EXPR_STMT,    /* a */
    NODE_DECL,         /* a = DeclId of an automatic variable coming into scope, b = InitId or 0, c = index into CUnit.cleanup or 0. Static ones were handed over already.
                          a = 0: nothing but the cleanup comes into scope */
    NODE_IF,           /* a = scalar, b, c (or 0) */
    NODE_WHILE,        /* a = scalar, b */
    NODE_DO,           /* a = body, b = scalar */
    NODE_FOR,          /* a = statement or 0, extra[b] = condition or 0, extra[b+1] = step expression or 0, c = body */
    NODE_SWITCH,       /* a = integer (promoted), b = body, extra[c]: [n, indices into CUnit.switch_case] */
    NODE_CASE,         /* a = index into CUnit.switch_case (case or default), b = statement */
    NODE_LABEL,        /* a = LabelId, b = statement */
    NODE_GOTO,         /* a = LabelId */
    NODE_GOTO_COMPUTED,/* a = pointer */
    NODE_BREAK, NODE_CONTINUE,
    NODE_RETURN,       /* a = value of the function's result type, or 0 */
    NODE_ASM,          /* a = index into CUnit.asm_statement */
    NODE_NULL,
    NODE_KIND_COUNT
} NodeKind;

enum { NODE_PARENTHESIZED = 1 /* in source: silences warnings */, NODE_LVALUE = 2, NODE_CASTED = 4 /* by a cast in the source, perhaps to the type that it had: silences some */,
       NODE_UNLABELED = 8 /* a loop that no label is in, and no case of a switch around it */ };

typedef struct Node {
    u8 kind;    /* NodeKind */
    u8 flags;
    u16 aux;
    QType type; /* of expressions */
    Loc loc;
    u32 a, b, c;
} Node;

/* A flattened initializer: the object is zero, then each item is stored. Sorted by offset, nothing twice. */
typedef struct InitItem {
    u64 offset;    /* bytes from the object's start; of a bit-field: of the record that has the field (the field knows the rest) */
    u64 repeat;    /* 1, or n > 1: n times, `stride` bytes apart (GNU [first ... last]); the value is evaluated once */
    u64 stride;
    u32 field;     /* of a bit-field: index into CTypes.field + 1; else 0 */
    QType type;    /* what is stored: a scalar, a record, or an array when the value is a STRING */
    NodeId value;  /* of that type; STRING nodes stand for their bytes, cut or zero-filled to the array */
} InitItem;

typedef struct Init {
    QType type;        /* of the object, completed ([] has its length) */
    u64 size;          /* of the object: more than the type's size when a flexible member is initialized */
    bool covers_all;   /* every byte but padding is stored by an item */
    u32 first, count;  /* in CUnit.init_item */
} Init;

typedef struct StringLiteral {
    const u8 *bytes;   /* with the terminating zero element */
    u64 size;          /* in bytes, with it */
    u8 element;        /* bytes of one element: 1, 2, 4 */
    bool has_inner_zero;
} StringLiteral;

/* ---- constants (C11 6.6) ---- */

typedef enum ConstKind { CONST_NOT, CONST_INTEGER, CONST_FLOATING, CONST_COMPLEX, CONST_ADDRESS } ConstKind;
typedef enum ConstBase { BASE_NONE, BASE_DECL, BASE_STRING, BASE_LABEL } ConstBase;

typedef struct ConstValue {
    u8 kind;           /* ConstKind */
    u8 base;           /* of CONST_ADDRESS: what the address is of */
    u32 base_id;       /* DeclId (function or static object), string index or LabelId */
    u32 minus_label;   /* label differences: LabelId, or 0 */
    u64 integer;       /* INTEGER: the value, extended to 64 bits as its type says; ADDRESS: the signed offset */
    u64 integer_high;  /* of an INTEGER of 128 bits: the upper word (only conversions of 64-bit constants are folded so far) */
    FloatBits floating;/* in the format of the expression's type; of a complex number its real part */
    FloatBits imaginary;
} ConstValue;

/* A part of an object whose value is known at translation time (known.c). */
typedef struct KnownItem {
    u64 begin, stride, repeat; /* in bits */
    QType type;
    u32 string;        /* index + 1 of the literal that fills an array, or 0: then value */
    ConstValue value;
} KnownItem;

typedef struct KnownObject {
    u32 first, count;  /* in CUnit.known_item, in the order of their places */
} KnownObject;

typedef struct SwitchCase {
    bool is_default;
    i64 low, high;     /* as the promoted type of the controlling expression; high > low: GNU range */
    Loc loc;
} SwitchCase;

typedef struct Label {
    Name name;
    Loc loc;           /* of its definition, or of its first use */
    bool defined, used, address_taken;
    bool local;        /* declared by __label__: functions nested in its block may jump to it */
    bool escaped_to;   /* one does */
    bool checked;
    LabelId shadowed;  /* what the name meant before, in an enclosing function */
    u32 cleanup;       /* where it stands: index into CUnit.cleanup or 0 */
    u32 block;         /* lowering's: Block */
    u32 symbol;        /* lowering's: Symbol of the block when its address is taken */
} Label;

/* A function and those nested in it (GNU C), each after the one around it; number 0 is the one at file scope. What belongs to
   one are the ranges here without those of the ones inside it. */
typedef struct NestedFunction {
    DeclId decl;
    u32 outer;         /* the function around it: index into CUnit.nested */
    DeclId first_decl, end_decl;
    LabelId first_label, end_label;
    NodeId first_node, end_node, body;
    /* The lowering's: see lower_nested.c. */
    bool needs_chain;  /* it uses something of an enclosing function's activation */
    bool has_record, has_landing;
    bool moves_stack;  /* it has variable length arrays, or calls alloca, */
    i32 allocas;       /* so many times */
    u64 record_size;   /* of what functions inside it see */
    u32 record_align;
    u32 state;         /* in its record: what non-local gotos need */
    u32 trampoline;    /* in the record of the function around it, plus 1; 0: its address is not taken */
} NestedFunction;

/* A variable in scope that is not left for nothing: one with __attribute__((cleanup)), or a variable length array; and what is
   not entered by a jump: an identifier with a variably modified type (6.8.6.1). */
typedef struct Cleanup {
    u32 outer;         /* the one that came into scope before: index into CUnit.cleanup or 0 */
    NodeId call;       /* of its function, with the variable's address; or the stack's restoration; or 0 */
    DeclId variably_modified; /* the identifier of such a type, or 0 */
} Cleanup;

typedef struct AsmOperand {
    Str constraint;           /* [name]s replaced by numbers; {name}: the register of a register variable */
    Name name;                /* [name] before it, or 0 */
    NodeId node;              /* an lvalue, but for inputs that are values */
    bool is_address;          /* an input that has to be in memory */
    bool in_register;         /* an output that may be in a register */
    Loc loc;
} AsmOperand;

typedef struct AsmStatement {
    Str text;                 /* operands by number */
    bool is_volatile, is_basic, is_goto;
    u32 output_count, input_count;
    VEC(AsmOperand) operand;  /* outputs then inputs */
    VEC(Str) clobber;
    VEC(LabelId) label;
    VEC(Name) label_name;
    Loc loc;
} AsmStatement;

/* ---- declarations ---- */

typedef enum DeclKind { DECL_NONE, DECL_OBJECT, DECL_FUNCTION, DECL_TYPEDEF, DECL_ENUMERATOR } DeclKind;
typedef enum DeclLinkage { LINKAGE_NONE, LINKAGE_INTERNAL, LINKAGE_EXTERNAL } DeclLinkage;
typedef enum DeclDuration { DURATION_AUTOMATIC, DURATION_STATIC, DURATION_THREAD } DeclDuration;

enum { /* Decl.flags */
    DECL_IS_PARAMETER = 1u << 0, DECL_REGISTER = 1u << 1, DECL_INLINE = 1u << 2, DECL_GNU_INLINE = 1u << 3,
    DECL_EXTERN_SEEN = 1u << 4,      /* declared extern or without inline at file scope: C99 inline becomes an external definition (6.7.4p7) */
    DECL_DEFINED = 1u << 5, DECL_TENTATIVE = 1u << 6, DECL_USED = 1u << 7 /* the program refers to it */,
    DECL_ATTR_USED = 1u << 8, DECL_ATTR_UNUSED = 1u << 9, DECL_ATTR_WEAK = 1u << 10, DECL_ATTR_NORETURN = 1u << 11,
    DECL_ATTR_RETURNS_TWICE = 1u << 12, DECL_ATTR_CONSTRUCTOR = 1u << 13, DECL_ATTR_DESTRUCTOR = 1u << 14,
    DECL_ATTR_IFUNC = 1u << 15, DECL_ATTR_COMMON = 1u << 16, DECL_ATTR_NOCOMMON = 1u << 17, DECL_ATTR_ALWAYS_INLINE = 1u << 18,
    DECL_ATTR_NOINLINE = 1u << 19, DECL_ADDRESS_TAKEN = 1u << 20, DECL_ATTR_WEAKREF = 1u << 21, DECL_ATTR_PACKED = 1u << 22,
    DECL_BUILTIN = 1u << 23 /* a library function known without declaration */, DECL_ATTR_DEPRECATED = 1u << 24, DECL_ATTR_WARN_UNUSED = 1u << 25,
    DECL_IMPLICIT = 1u << 26 /* a function called without declaration */, DECL_CONSTEXPR = 1u << 27,
    DECL_ATTR_ERROR = 1u << 28 /* a call that is not optimized away is an error */,
    DECL_ARRAY_PARAMETER = 1u << 30 /* declared as an array */,
    DECL_CAPTURED = 1u << 29 /* lowering's: in the record that functions nested in its own see: `lowered` is the offset */
};

typedef struct Decl {
    u8 kind, linkage, duration, visibility; /* visibility: IrVisibility + 1, 0 is not stated */
    u8 tls_model;          /* IrTlsModel */
    bool is_naked;         /* a function whose body is assembly alone */
    u32 flags;
    Name name;
    Loc end_loc;           /* of a function's closing brace */
    Name asm_name;         /* asm("..."), or 0 */
    QType type;
    Loc loc;
    u32 align;             /* _Alignas or attribute; 0 is the type's */
    i64 value;             /* of enumerators */
    u32 known;             /* its value at translation time: index into CUnit.known_object, or 0 */
    Name section, alias;   /* attributes, or 0 */
    Name error_text;       /* of attribute error */
    i32 priority;          /* of constructors and destructors; -1 is none */
    u32 scope;
    u32 references;        /* in expressions, without assignments to it that are statements */
    u32 call_attributes;   /* the parser's: format, nonnull and the like of a function */
    DeclId vla_pointer;    /* of a variable length array: the hidden variable with the address of its elements; else 0 */
    u32 first_param, param_count; /* of a function being defined: its parameters' DeclIds in CUnit.param_decl */
    u32 lowered;           /* lowering's: Symbol, or Slot of automatic objects */
    u32 value_id;          /* lowering's */
} Decl;

/* Builtins that reach the lowering; those that are constants (constant_p, offsetof, types_compatible_p, choose_expr,
   inf, nan, huge_val, object_size) are folded by the parser, and those with a library function of the same meaning
   (memcpy, strlen, printf, abort, ...) become plain calls of it.
   B(enumerator, name after __builtin_, type as in the comment). */
#define C_BUILTINS(B) \
    B(EXPECT, "expect") B(UNREACHABLE, "unreachable") B(TRAP, "trap") B(ALLOCA, "alloca") \
    B(VA_START, "va_start") B(VA_END, "va_end") B(VA_COPY, "va_copy") /* arguments: pointers to the va_list objects */ \
    B(CLZ, "clz") B(CTZ, "ctz") B(POPCOUNT, "popcount") B(FFS, "ffs") B(PARITY, "parity") B(CLRSB, "clrsb") /* l and ll forms: the argument's type tells */ \
    B(BSWAP128, "bswap128") B(CLEAR_PADDING, "clear_padding") B(BSWAP16, "bswap16") B(BSWAP32, "bswap32") B(BSWAP64, "bswap64") \
    B(ADD_OVERFLOW, "add_overflow") B(SUB_OVERFLOW, "sub_overflow") B(MUL_OVERFLOW, "mul_overflow") /* a, b of their own types, pointer to the result */ \
    B(FRAME_ADDRESS, "frame_address") B(RETURN_ADDRESS, "return_address") \
    B(FABS, "fabs") B(FABSF, "fabsf") B(FABSL, "fabsl") B(SQRT, "sqrt") B(SQRTF, "sqrtf") \
    B(ISNAN, "isnan") B(ISINF, "isinf") B(ISFINITE, "isfinite") B(SIGNBIT, "signbit") B(ISNORMAL, "isnormal") B(ISINF_SIGN, "isinf_sign") \
    B(ISGREATER, "isgreater") B(ISGREATEREQUAL, "isgreaterequal") B(ISLESS, "isless") B(ISLESSEQUAL, "islessequal") \
    B(ISLESSGREATER, "islessgreater") B(ISUNORDERED, "isunordered") B(COPYSIGN, "copysign") \
    B(STACK_SAVE, "stack_save") B(STACK_RESTORE, "stack_restore") /* made for variable length arrays */ \
    B(PREFETCH, "prefetch") B(ASSUME_ALIGNED, "assume_aligned") \
    B(SHUFFLE, "shuffle") B(SHUFFLE_VECTOR, "shufflevector") B(CONVERT_VECTOR, "convertvector") /* vectors, mask or constant indices */ \
    /* atomic: first a pointer to the object, last memory orders; `c` of FETCH_OP and OP_FETCH is the NodeKind, BITNOT for nand */ \
    B(ATOMIC_LOAD, "atomic_load") B(ATOMIC_STORE, "atomic_store") B(ATOMIC_EXCHANGE, "atomic_exchange") /* pointer, value, order */ \
    B(ATOMIC_COMPARE_EXCHANGE, "atomic_compare_exchange") /* pointer, pointer to what is expected, value, weak, two orders */ \
    B(ATOMIC_FETCH_OP, "atomic_fetch_op") B(ATOMIC_OP_FETCH, "atomic_op_fetch") /* pointer, value, order: before and after */ \
    B(ATOMIC_TEST_AND_SET, "atomic_test_and_set") B(ATOMIC_CLEAR, "atomic_clear") B(ATOMIC_IS_LOCK_FREE, "atomic_is_lock_free") /* size, pointer */ \
    B(ATOMIC_THREAD_FENCE, "atomic_thread_fence") B(ATOMIC_SIGNAL_FENCE, "atomic_signal_fence") \
    B(SYNC_VAL_COMPARE_AND_SWAP, "val_compare_and_swap") B(SYNC_BOOL_COMPARE_AND_SWAP, "bool_compare_and_swap") /* pointer, expected, value */

typedef enum Builtin {
    BUILTIN_NONE,
#define B(id, name) BUILTIN_##id,
    C_BUILTINS(B)
#undef B
    BUILTIN_COUNT
} Builtin;

#endif
