/* The parser's own state and the seams between its files; nothing outside the front end includes this.
   parse.c: tokens, scopes, file scope · parse_decl.c, parse_specifiers.c, parse_declarator.c, parse_record.c: declarations · parse_expr.c, parse_literal.c, parse_builtin.c:
   expressions · parse_stmt.c, parse_function.c: statements, function bodies · sema_*.c: what the standard asks of each · init.c, init_order.c: initializers · attribute.c,
   builtin.c: tables · pedantic.c: what the standard does not have · const.c: constant expressions · warn_*.c: warnings that need more than a line. */
#ifndef KIT_C_PARSER_H
#define KIT_C_PARSER_H

#include "base/bits.h"
#include "c/c.h"

/* How deep things nest, and how many postfix operators one operand has. Binary operators of one precedence, `else if` and
   labels follow one another without end: whatever walks over them keeps no frame for each. */
enum { MAX_DEPTH = 2000, MAX_CHAIN = 10000, MAX_TYPE_DEPTH = 2000 };

typedef struct NameInfo {
    DeclId decl;       /* the ordinary identifier that is visible now, or 0 */
    u32 decl_scope;    /* the scope that bound it */
    QType tag;         /* the structure, union or enumeration */
    u32 tag_scope;
    LabelId label;     /* in the current function */
    DeclId linked;     /* the entity with linkage of that name, visible or not */
    u16 builtin;       /* index into the table of builtin.c + 1 */
    u16 attribute;     /* index into the table of attribute.c + 1 */
} NameInfo;

typedef enum UndoKind { UNDO_DECL, UNDO_TAG, UNDO_LABEL, UNDO_TYPE /* of the Decl previous_scope */ } UndoKind;
typedef struct ScopeUndo {
    Name name;
    u32 kind;
    u32 previous, previous_scope;
    Loc loc;
} ScopeUndo;

/* What attributes and _Alignas said about one declaration. */
typedef struct Attributes {
    u32 flags;              /* DECL_ATTR_ */
    u32 align;
    Name section, alias;
    i32 priority;
    u8 visibility;          /* IrVisibility + 1 */
    u8 tls_model;
    u8 mode;                /* AttributeMode */
    u8 format;              /* FormatKind + 1 */
    bool any, packed, transparent_union, may_alias, fallthrough, nonstring, nonnull_all, is_const, malloc_like, gnu_inline, naked;
    bool has_sentinel;
    u32 symver, symver_specifiers; /* lists in Parser.symbol_version: index + 1, or 0 */
    u32 format_string, format_first, sentinel;
    u32 format_arg;
    u64 nonnull;            /* bit n-1: parameter n */
    u64 vector_size;
    Str message;            /* of deprecated, error, warning */
    u8 call_diagnostic;     /* 1 warning, 2 error */
    u32 alignas_;           /* what _Alignas alone asked for, and where */
    Loc alignas_loc;
    DeclId cleanup;         /* the function */
    Loc loc;
} Attributes;

/* One attribute symver. */
typedef struct SymbolVersion {
    Name name;
    Loc loc;
    u32 next;               /* in the same list: index + 1, or 0 */
} SymbolVersion;

typedef enum AttributeMode { MODE_NONE, MODE_QI, MODE_HI, MODE_SI, MODE_DI, MODE_TI, MODE_WORD, MODE_POINTER, MODE_SF, MODE_DF, MODE_XF, MODE_TF,
               MODE_SC, MODE_DC, MODE_XC, MODE_TC } AttributeMode;
typedef enum FormatKind { FORMAT_PRINTF, FORMAT_SCANF, FORMAT_STRFTIME, FORMAT_OTHER } FormatKind;

/* What is kept of them for calls. Index 0 is none. */
typedef struct CallAttributes {
    u8 format;
    u8 call_diagnostic;
    bool has_sentinel, nonnull_all;
    u32 format_string, format_first, sentinel, format_arg;
    u64 nonnull;
    Str message;
} CallAttributes;

enum { STORAGE_TYPEDEF = 1, STORAGE_EXTERN = 2, STORAGE_STATIC = 4, STORAGE_AUTO = 8, STORAGE_REGISTER = 16, STORAGE_THREAD = 32,
       STORAGE_INLINE = 64, STORAGE_NORETURN = 128, STORAGE_CONSTEXPR = 256 };

typedef struct DeclSpec {
    QType type;
    u32 storage;
    Loc loc, storage_loc, inline_loc;
    bool defines;          /* a tag was declared or defined: a declaration without declarators is not useless */
    bool is_tag_reference; /* struct T and nothing else: `struct T;` declares it anew */
    bool implicit_int, auto_type, has_type;
    bool lacks_semicolon;  /* the next declaration follows on the definition of a structure, union or enumeration; said */
    u32 deduced;           /* how many declarators had their type deduced */
    u32 tag_kind;          /* of a bare `struct T`: token kind */
    Name tag;
    Attributes attributes;
} DeclSpec;

typedef struct ParamInfo {
    Name name;
    QType type;
    Loc loc;
    DeclId decl;           /* 0 in an identifier list until it is declared */
} ParamInfo;

typedef struct Declarator {
    Name name;
    Loc loc;               /* of the name, or of where it would stand */
    QType type;
    bool has_function;     /* the name is declared as a function by this very declarator */
    bool identifier_list;
    u32 first_param, param_count; /* in Parser.param */
    u32 first_effect, effect_count; /* in Parser.param_effect: what computes the sizes of its parameters */
    Loc star_loc;          /* of a [*] among its parameters, or 0 */
    bool array_parameter;  /* a parameter written as an array */
    Name asm_name;
    Attributes attributes;
} Declarator;

typedef struct DeclaratorPart {
    u8 kind;               /* CT_POINTER, CT_ARRAY, CT_FUNCTION, CT_VLA */
    u8 qualifiers;
    bool incomplete, variadic, unprototyped, identifier_list, is_static;
    u64 count;
    NodeId length;         /* CT_VLA: its length, or 0: [*] */
    u32 first_param, param_count, first_effect, effect_count;
    Loc loc, star_loc;
} DeclaratorPart;

/* A goto, kept until the function's labels are known. */
typedef struct GotoUse {
    LabelId label;
    u32 cleanup;           /* where it stands: index into CUnit.cleanup or 0 */
    Loc loc;
} GotoUse;

typedef struct LoopContext {
    bool allowed_break, allowed_continue, saw_break, saw_continue;
    bool in_switch;
} LoopContext;

typedef struct SwitchContext {
    bool active;
    QType type;            /* promoted */
    QType written;         /* as written: an enum for coverage */
    u32 first_case;        /* in Parser.case_stack */
    u32 cases;             /* seen so far */
    bool has_default, error;
    bool first_label;      /* no label was seen yet */
    bool after_label;      /* the statement before was a label without one of its own */
    Loc default_loc;
    u32 cleanup;           /* what Parser.cleanup was before the body */
    Loc loc;
    Loc fallen_into;       /* the first of the labels here, when the statement before falls into them unsaid */
} SwitchContext;

/* One `if` of a row of `else if`. */
typedef struct IfLink {
    NodeId condition, yes;
    Loc loc;
    bool known, truth, dead_yes;
} IfLink;

/* An aggregate whose members an initializer is filling. */
typedef struct InitLevel {
    QType type;
    u64 offset;
    u64 index;             /* of the current element, or member */
    u64 count;             /* elements or members; UINT64_MAX of an array without length */
    u64 reached;           /* elements up to the last one named */
} InitLevel;

typedef struct Parser {
    CUnit *c;
    CTypes *t;
    Kit *kit;
    Diag *diag;
    CPreprocessor *pp;
    const COptions *options;
    Token tok;
    Token ahead[4];
    u32 ahead_first, ahead_count;
    Loc prev_loc, prev_end;    /* of the token before */
    Loc broken;                /* the token that an error was said about: what else is missing there is not said */
    bool c99, c11, gnu;

    NameInfo *info;
    u32 info_len;
    VEC(ScopeUndo) undo;
    IntMap whole_type;         /* DeclId to QType: of entities that blocks know more of than Decl.type says */
    VEC(u32) scope_start;      /* in undo */
    u32 scope;                 /* depth: 1 is file scope */
    u32 depth;                 /* nesting of expressions, statements, declarators, initializers */

    u32 unevaluated;           /* inside sizeof, typeof, _Generic's control */
    bool constexpr_type;       /* inside the initializer of a constexpr object */
    const Attributes *leading; /* [[...]] that stood before the declaration about to be parsed, or NULL */
    u32 extension;             /* after __extension__: -pedantic is silent */
    u32 not_strict;            /* how often something was folded that no integer constant expression holds (6.6p6): overflow, floating arithmetic */
    u32 quiet;                 /* inside an operand that is never evaluated: no warnings about values */
    u32 suggestions;           /* how many were looked for: each costs a walk over all names */

    VEC(DeclaratorPart) part;
    VEC(ParamInfo) param, param_work;
    VEC(DeclId) free_param;    /* Decls of parameters of declarations that are over */
    u32 free_param_used;       /* how many of them this declaration has taken */
    VEC(u32) work;             /* stacks of children while a list is parsed */
    VEC(CField) field;
    VEC(FieldRequest) field_request;
    VEC(u8) quals;
    VEC(SwitchCase) case_stack;
    VEC(u32) case_order;
    VEC(IfLink) if_link;
    VEC(CallAttributes) call_attributes;
    VEC(SymbolVersion) symbol_version;
    VEC(u8) pack_stack;
    VEC(Name) pack_name;
    VEC(u8) visibility_stack;
    VEC(Name) weak_pragma;
    VEC(Name) renamed;         /* #pragma redefine_extname: old, new, ... */
    VEC(NodeId) vm_effect;     /* assignments that compute the sizes of types just read */
    VEC(NodeId) param_effect;  /* the same of parameters, for the functions' bodies */
    VEC(GotoUse) goto_use;     /* of the current function, from first_goto on; before them those of the functions around it */
    u32 prototype;             /* inside so many parameter lists */
    bool broken_list;          /* something that is no parameter was in one, since a declarator began at file scope */
    Loc star_loc;              /* of a [*] in the innermost one */
    VEC(InitLevel) init_level;
    VEC(InitItem) init_item;   /* being collected; the unit's array gets them in one piece */
    u32 pack;
    u8 visibility;
    Buf text;                  /* string literals being put together */

    /* the current function */
    DeclId function;
    QType result;              /* its result type */
    bool in_function, dead;    /* dead: the next statement cannot be reached from the one before */
    bool fallthrough_said, last_if_had_else;
    bool directly_in_block;    /* the statement about to be parsed is a block's own */
    Loc end_loc;               /* of the closing brace of the block parsed last */
    u32 labels;                /* seen so far */
    LoopContext loop;
    SwitchContext switch_;
    DeclId func_name;          /* __func__'s object once used */
    LabelId first_label;       /* those before it belong to functions around this one */
    u32 first_goto;
    u32 nested;                /* index into CUnit.nested */
    u32 stmt_expr;             /* nesting of statement expressions */
    u32 cleanup;               /* the innermost variable with a cleanup that is in scope: index into CUnit.cleanup or 0 */
    u32 static_context;        /* initializer of a static object: compound literals are static */
    NodeId last_value;         /* the expression of the last expression statement of a block */

    QType size_t_, ptrdiff_t_, wchar_t_, char16_t_, char32_t_, va_list_;
    Name name_main, name_va_list, name_alignof_standard;
} Parser;

#define NODE(id) (&p->c->node.at[id])
#define DECL(id) (&p->c->decl.at[id])
#define FIELD(i) (&p->t->field.at[i])
#define KIND(q) type_kind(p->t, (q))
#define INT_T QTYPE_OF(CT_INT)
#define VOID_T QTYPE_OF(CT_VOID)

static inline bool is_error(QType q) { return q < 16; }

/* ---- parse.c ---- */
void parser_next(Parser *p);
const Token *parser_peek_new(Parser *p, u32 n);
/* n = 0: the token after the current one. */
static inline const Token *parser_peek(Parser *p, u32 n)
{
    return KIT_LIKELY(p->ahead_count <= n) ? parser_peek_new(p, n) : &p->ahead[(p->ahead_first + n) & 3];
}
static inline bool at(const Parser *p, TokenKind kind) { return p->tok.kind == kind; }
static inline bool accept(Parser *p, TokenKind kind)
{
    if (p->tok.kind != kind) return false;
    parser_next(p);
    return true;
}
/* Says what was expected after the token before; false when it is not there. */
bool expect_failed(Parser *p, TokenKind kind, const char *context);
bool expect_close_failed(Parser *p, TokenKind kind, Loc open, const char *context);
static inline bool expect(Parser *p, TokenKind kind, const char *context) { return KIT_LIKELY(accept(p, kind)) || expect_failed(p, kind, context); }
static inline bool expect_close(Parser *p, TokenKind kind, Loc open, const char *context)
{
    return KIT_LIKELY(accept(p, kind)) || expect_close_failed(p, kind, open, context);
}
const char *token_kind_text(u32 kind);
Str token_text(Parser *p); /* the current token for a message */
static inline Loc token_end(const Token *t) { return t->loc + t->end; }
void skip_to_recover(Parser *p, bool stop_at_comma);
void skip_balanced(Parser *p, TokenKind close); /* up to and including the closing token of a group that is open */
void names_grow(Parser *p, Name name);
static inline NameInfo *name_info(Parser *p, Name name)
{
    if (KIT_UNLIKELY(name >= p->info_len)) names_grow(p, name);
    return &p->info[name];
}
static inline Str name_text(Parser *p, Name name) { return name_str(&p->kit->names, name); }
Name intern(Parser *p, const char *text);
void scope_push(Parser *p);
void scope_pop(Parser *p);
void bind_decl(Parser *p, Name name, DeclId decl);
void bind_tag(Parser *p, Name name, QType tag);
static inline DeclId lookup(Parser *p, Name name) { return name_info(p, name)->decl; }
void too_deep(Parser *p); /* a fatal error */
static inline void enter_depth(Parser *p)
{
    if (KIT_UNLIKELY(++p->depth > MAX_DEPTH)) too_deep(p);
}
static inline void leave_depth(Parser *p) { p->depth--; }
const char *name_hint(Parser *p, Name wrong); /* suggest.c: "; did you mean 'x'?", or nothing */
bool refuse(Parser *p, Loc loc, const char *what); /* "<what> are not supported yet" */
const char *type_str(Parser *p, QType q);
void report_unknown_type(Parser *p, bool pointer_too); /* parse_stmt.c: an identifier before another, or (pointer_too) before a star */
bool can_lower(Parser *p);
void parse_translation_unit(Parser *p);

/* ---- parse_specifiers.c ---- */
bool starts_declaration(Parser *p); /* at the current token */
bool starts_specifiers(Parser *p);  /* also by an attribute or __extension__, as parameters and type names may */
bool token_starts_type(Parser *p, const Token *t);
bool is_typedef_name(Parser *p, Name name);
void parse_decl_specifiers(Parser *p, DeclSpec *s, bool is_member);
QType apply_mode(Parser *p, QType q, const Attributes *a);
bool refuse_type(Parser *p, QType q, Loc loc); /* true and an error when objects of the type cannot be had yet */

/* ---- parse_declarator.c ---- */
typedef enum DeclaratorForm { DECLARATOR_NAMED, DECLARATOR_ABSTRACT, DECLARATOR_EITHER } DeclaratorForm;
void parse_declarator(Parser *p, const DeclSpec *s, DeclaratorForm form, Declarator *d);
QType parse_type_name(Parser *p);
QType parse_type_name_storage(Parser *p, u32 *storage); /* of a compound literal: STORAGE_ bits (C23) */
QType adjust_parameter(Parser *p, QType q);    /* arrays and functions become pointers (6.7.6.3p7, p8) */

/* ---- parse_decl.c, parse_record.c ---- */
void parse_struct_or_union(Parser *p, DeclSpec *s);
void parse_enum(Parser *p, DeclSpec *s);
void parse_external_declaration(Parser *p);
/* A declaration in a block: pushes its nodes on p->work. */
void parse_block_declaration(Parser *p);
void parse_static_assert(Parser *p);
void check_alignas(Parser *p, const Attributes *a, QType q);

/* ---- sema_decl.c ---- */
DeclId new_decl(Parser *p, DeclKind kind, Name name, QType type, Loc loc);
DeclId new_parameter(Parser *p, Name name, QType type, Loc loc);
/* After an external declaration whose first Decl was `first`: the memory of its parameters and automatic objects serves the next one.
   Only parameters take ids out of order; the order of all others is that of the text. */
void forget_decls(Parser *p, DeclId first);
DeclId declare(Parser *p, const DeclSpec *s, Declarator *d, bool has_initializer, bool is_definition);
DeclId implicit_function(Parser *p, Name name, Loc loc);
bool warns_implicit(Parser *p, Loc loc, Warning w);
void warn_unused_in_scope(Parser *p, u32 undo_start);
void finish_unit(Parser *p);

/* ---- sema_vla.c: variably modified types. A mark is what p->vm_effect.len was before a type was read. ---- */
NodeId vm_length(Parser *p, NodeId length, Loc loc);  /* the length of an array, fit to be used when its type is made */
QType vm_array(Parser *p, QType element, const DeclaratorPart *part);
NodeId vm_size(Parser *p, QType q, Loc loc);          /* sizeof, of any complete type */
NodeId vm_before(Parser *p, u32 mark, NodeId n);      /* n, the sizes computed first */
void vm_statements(Parser *p, u32 mark);              /* the same as statements on p->work */
static inline void vm_drop(Parser *p, u32 mark) { p->vm_effect.len = mark; } /* nobody needs them */
void vm_keep_for_entry(Parser *p, u32 mark, u32 *first, u32 *count);
NodeId vm_entry(Parser *p, const Declarator *d, NodeId body); /* a function's body, the sizes of its parameters computed first (6.9.1p10) */
bool vm_check_declaration(Parser *p, const DeclSpec *s, const Declarator *d);
void vm_declare_array(Parser *p, DeclId id);          /* a variable length array comes into scope: nodes on p->work */
void vm_zero_array(Parser *p, DeclId id, Loc loc);    /* it has the initializer {} (C23 6.7.10p4) */
u32 vm_enter_scope(Parser *p, DeclId id);             /* any other identifier with such a type does: what its NODE_DECL says, or 0 */
void vm_declare_scope(Parser *p, DeclId id);          /* the same, with a node of its own on p->work: of what has none */
bool vm_check_case(Parser *p, Loc loc);
void vm_note_goto(Parser *p, LabelId label, Loc loc);
void vm_check_gotos(Parser *p, u32 outer_cleanup);    /* of the current function; what goes out of it is left to the one around it, which is at outer_cleanup */

/* ---- parse_function.c ---- */
void parse_function_body(Parser *p, DeclId function, const Declarator *d);
/* A nested function: begun before its declarator is read (the mark), defined after. */
typedef struct NestedMark {
    DeclId decl;
    LabelId label;
    NodeId node;
} NestedMark;
NestedMark nested_mark(const Parser *p);
void parse_nested_function(Parser *p, DeclId function, const Declarator *d, NestedMark mark);
static inline bool is_outer_label(const Parser *p, LabelId l) { return l < p->first_label; } /* of a function around this one */

/* ---- parse_expr.c ---- */
NodeId parse_expression(Parser *p);      /* with commas; not yet an rvalue */
NodeId parse_assignment(Parser *p);
NodeId parse_conditional(Parser *p);
NodeId parse_unary(Parser *p);
NodeId parse_cast(Parser *p);
NodeId parse_condition(Parser *p, const char *what);   /* '(' expression ')' as a truth value */
/* An integer constant expression; false after an error. */
bool parse_integer_constant(Parser *p, i64 *value, QType *type, const char *what);
NodeId parse_builtin_call(Parser *p, Name name, Loc loc, u32 builtin);
NodeId parse_builtin_keyword(Parser *p);
NodeId call_library(Parser *p, Str function, u32 first, Loc loc); /* the C library's function of that name: arguments on p->work, popped */
bool parse_arguments(Parser *p);         /* of a builtin, with parentheses: pushed on p->work; false after an error */
/* Behind the '(' at `open`: each pushed on p->work; false after an error. *end: where the ')' stands, what: of what it is the end. */
bool parse_argument_list(Parser *p, Loc open, const char *what, Loc *end);
NodeId builtin_node(Parser *p, Builtin builtin, QType type, u32 first, Loc loc); /* arguments on p->work, popped */
NodeId parse_atomic_call(Parser *p, Name name, Loc loc); /* of __atomic_, __sync_ and __c11_atomic_ names */

/* ---- parse_literal.c ---- */
NodeId parse_number(Parser *p);
NodeId parse_character(Parser *p);
NodeId parse_string(Parser *p);          /* all adjacent ones; a STRING node */
bool parse_string_text(Parser *p, Str *out, const char *what); /* narrow, for asm, attributes, static_assert; arena memory */
/* A plain decimal integer of at most nine digits without suffix. */
bool simple_number(Str text, u64 *value);

/* ---- sema_expr.c: nodes, promotions, lvalues. Loc is the operator's. ---- */
NodeId new_node(Parser *p, NodeKind kind, QType type, Loc loc, u32 a, u32 b, u32 c);
NodeId int_node(Parser *p, QType type, u64 value, Loc loc);
NodeId float_node(Parser *p, QType type, FloatBits bits, Loc loc);
NodeId error_node(Parser *p, Loc loc);
static inline bool node_is_error(Parser *p, NodeId n) { return is_error(NODE(n)->type); }
static inline u64 node_integer(const Node *n) { return (u64)n->a | (u64)n->b << 32; }
NodeId rvalue(Parser *p, NodeId n);
QType rvalue_type(Parser *p, QType q); /* of a value that was loaded: its canonical type */
NodeId promote(Parser *p, NodeId n);
QType promoted_kind(Parser *p, QType q); /* of an integer type (6.3.1.1p2) */
QType promoted_type(Parser *p, NodeId n);
QType usual_type(Parser *p, QType a, QType b);
NodeId cast_node(Parser *p, NodeId n, QType to);            /* implicit: no checks, folds */
NodeId truth_value(Parser *p, NodeId n, const char *what);
bool is_null_pointer_constant(Parser *p, NodeId n);
bool is_bit_field(Parser *p, NodeId n);
/* Reports an lvalue that must not be written; what: "assignment". */
/* That no const stands against writing an object, or an element, of the type; false after an error. */
bool not_read_only(Parser *p, NodeId id, QType type, const char *what, Loc loc);
bool modifiable(Parser *p, NodeId id, const char *what, Loc loc);
NodeId build_address(Parser *p, NodeId a, Loc loc);
NodeId build_deref(Parser *p, NodeId a, Loc loc);
NodeId build_member(Parser *p, NodeId a, Name name, bool arrow, Loc loc, Loc name_loc);
NodeId build_index(Parser *p, NodeId a, NodeId b, Loc loc);

/* ---- sema_convert.c ---- */
typedef enum AssignContext { ASSIGN_ASSIGN, ASSIGN_INIT, ASSIGN_ARGUMENT, ASSIGN_RETURN } AssignContext;
NodeId convert_for(Parser *p, NodeId n, QType to, AssignContext context, u32 argument, DeclId callee, Loc loc);
NodeId explicit_cast(Parser *p, QType to, NodeId n, Loc loc);
bool pointees_compatible(Parser *p, QType a, QType b); /* without their qualifiers */
bool same_but_for_sign(Parser *p, QType a, QType b);
void note_callee(Parser *p, DeclId callee); /* where it was declared, after a complaint about an argument */

/* ---- sema_complex.c ---- */
QType complex_type(Parser *p, QType real, Loc loc);            /* 0 after an error */
NodeId complex_node(Parser *p, NodeId real, NodeId imaginary, Loc loc); /* of one real floating type */
NodeId arithmetic_operand(Parser *p, NodeId n, QType common);  /* converted to the common type, real operands to its real type */
NodeId build_part(Parser *p, NodeKind kind, NodeId n, Loc loc); /* __real__, __imag__ */
NodeId build_conjugate(Parser *p, NodeId n, Loc loc);
NodeId imaginary_constant(Parser *p, NodeId n);

/* ---- sema_operator.c, sema_call.c ---- */
NodeId build_unary(Parser *p, TokenKind op, NodeId a, Loc loc);
NodeId build_binary(Parser *p, TokenKind op, NodeId a, NodeId b, Loc loc);
NodeId build_inc_dec(Parser *p, NodeKind kind, NodeId a, Loc loc);
NodeId build_assign(Parser *p, TokenKind op, NodeId a, NodeId b, Loc loc);
NodeId build_conditional(Parser *p, NodeId c, NodeId a, NodeId b, Loc loc);
NodeId build_call(Parser *p, NodeId callee, u32 first_argument, Loc loc, Loc end); /* arguments on p->work, popped */
u32 extra_list(Parser *p, u32 first); /* moves p->work[first...] to extra as [n, ...] */
DeclId callee_decl(Parser *p, NodeId callee);
bool callee_never_returns(Parser *p, NodeId callee);
bool node_is_constant_int(Parser *p, NodeId n, i64 *value);
void use_value_check(Parser *p, NodeId n); /* -Wunused-value of an expression statement */
FloatFormat format_of(Parser *p, QType q);
i64 member_offset_path(Parser *p, QType record, Name name, QType *type, u32 *field);
NodeId build_pointer_offset(Parser *p, TokenKind op, NodeId pointer, NodeId offset, Loc loc);

/* ---- sema_vector.c ---- */
QType vector_of(Parser *p, QType element, u64 bytes, Loc loc); /* 0 after an error */
NodeId vector_convert(Parser *p, NodeId n, QType to);          /* implicitly; 0 when it may not be */
NodeId vector_cast(Parser *p, QType to, NodeId n, Loc loc);
NodeId build_vector_binary(Parser *p, TokenKind op, NodeKind kind, NodeId a, NodeId b, Loc loc);
NodeId build_vector_unary(Parser *p, TokenKind op, NodeId a, Loc loc);
NodeId build_vector_assign(Parser *p, TokenKind op, NodeKind kind, NodeId a, NodeId b, Loc loc);
NodeId build_vector_index(Parser *p, NodeId v, NodeId index, Loc loc);
NodeId parse_convert_vector(Parser *p, Name name, Loc loc);

/* ---- const.c ---- */
bool fold_binary(Parser *p, NodeKind kind, QType type, NodeId a, NodeId b, Loc loc, NodeId *out);

/* ---- const_wide.c: integers of 128 bits; false: not known ---- */
ConstValue const_wide_unary(NodeKind kind, ConstValue v);
bool const_wide_binary(NodeKind kind, bool is_unsigned, ConstValue x, ConstValue y, ConstValue *out);
bool const_wide_to_float(ConstValue v, bool is_unsigned, FloatFormat format, FloatBits *out);

/* ---- init.c ---- */
/* '=' was read. Completes *type of an array without length. */
InitId parse_initializer(Parser *p, QType *type, bool is_static, Loc loc);
InitId single_init(Parser *p, QType type, NodeId value); /* of an object that one value fills */
NodeId static_scalar(Parser *p, NodeId value, QType type); /* the constant that it must be */

/* ---- parse_stmt.c ---- */
NodeId parse_statement(Parser *p);
NodeId parse_compound(Parser *p, bool new_scope, bool for_value);
NodeId compound_node(Parser *p, u32 first, Loc loc); /* of what is on p->work from first on */
LabelId use_label(Parser *p, Name name, Loc loc);

/* ---- parse_asm.c ---- */
void parse_file_asm(Parser *p);
NodeId parse_asm_statement(Parser *p);
/* Whether the target has a register of that name; a leading % or # does not count. */
bool is_register_name(Parser *p, Str name);

/* ---- attribute.c ---- */
void attributes_init(Parser *p);
bool at_attribute(Parser *p);
void attributes_clear(Attributes *a); /* to no attribute */
/* Zero or more __attribute__((...)) and [[...]]. */
void parse_attributes(Parser *p, Attributes *a);
void merge_attributes(Attributes *into, const Attributes *from);

/* ---- builtin.c ---- */
void builtins_init(Parser *p);
/* Builtins that have a parser of their own. */
typedef enum Special {
    SPECIAL_NONE, SPECIAL_CONSTANT_P, SPECIAL_INF, SPECIAL_INFF, SPECIAL_INFL, SPECIAL_NAN, SPECIAL_NANF, SPECIAL_NANL, SPECIAL_NANS, SPECIAL_NANSF,
    SPECIAL_NANSL, SPECIAL_OBJECT_SIZE, SPECIAL_CLASSIFY_TYPE, SPECIAL_VA_START, SPECIAL_VA_END, SPECIAL_VA_COPY, SPECIAL_ISNAN, SPECIAL_ISINF,
    SPECIAL_ISFINITE, SPECIAL_SIGNBIT, SPECIAL_ISNORMAL, SPECIAL_ISINF_SIGN, SPECIAL_ISGREATER, SPECIAL_ISGREATEREQUAL, SPECIAL_ISLESS,
    SPECIAL_ISLESSEQUAL, SPECIAL_ISLESSGREATER, SPECIAL_ISUNORDERED, SPECIAL_FPCLASSIFY, SPECIAL_ADD_OVERFLOW, SPECIAL_SUB_OVERFLOW,
    SPECIAL_MUL_OVERFLOW,
    SPECIAL_SADD, SPECIAL_SADDL, SPECIAL_SADDLL, SPECIAL_UADD, SPECIAL_UADDL, SPECIAL_UADDLL, /* in this order: kind, sign, length */
    SPECIAL_SSUB, SPECIAL_SSUBL, SPECIAL_SSUBLL, SPECIAL_USUB, SPECIAL_USUBL, SPECIAL_USUBLL,
    SPECIAL_SMUL, SPECIAL_SMULL, SPECIAL_SMULLL, SPECIAL_UMUL, SPECIAL_UMULL, SPECIAL_UMULLL,
    SPECIAL_ADD_OVERFLOW_P, SPECIAL_SUB_OVERFLOW_P, SPECIAL_MUL_OVERFLOW_P, SPECIAL_CLEAR_PADDING, SPECIAL_BSWAP128,
    SPECIAL_POWI, SPECIAL_ROUND_TO_INTEGER, SPECIAL_DWARF_CFA, SPECIAL_POPCOUNTG, SPECIAL_CLZG, SPECIAL_CTZG,
    SPECIAL_EXPECT_PROBABILITY, SPECIAL_FIRST_ARGUMENT, SPECIAL_ALLOCA_ALIGN, SPECIAL_ALLOCA_ALIGN_MAX, SPECIAL_LINE, SPECIAL_FILE, SPECIAL_FUNCTION, SPECIAL_SHUFFLE, SPECIAL_SHUFFLE_VECTOR, SPECIAL_CONVERT_VECTOR,
    SPECIAL_COMPLEX, SPECIAL_CONJ, SPECIAL_CREAL, SPECIAL_CIMAG, SPECIAL_REFUSED
} Special;

typedef struct BuiltinInfo {
    Name library_name;      /* the function of the C library, or 0 */
    Builtin builtin;        /* that is lowered */
    Special special;
    const char *signature;
    bool is_library;
    u8 format;              /* FormatKind + 1 */
    u8 format_string, format_first;
    bool noreturn;
} BuiltinInfo;
BuiltinInfo builtin_info(Parser *p, u32 index);
/* The library's function, declared as gcc knows it when it was not. */
DeclId builtin_library_decl(Parser *p, u32 index, Name name);
QType builtin_signature(Parser *p, const char *signature);
NodeId build_shuffle(Parser *p, Special special, Name name, u32 first, Loc loc); /* sema_vector.c: arguments on p->work, popped */
bool builtin_is_prefixed(u32 index); /* __builtin_ forms: usable without declaration */

/* ---- builtin_fold.c ---- */
u64 fold_object_size(Parser *p, NodeId pointer, u32 mode);
bool fold_overflow(Parser *p, Builtin builtin, NodeId a, NodeId b, QType to, bool *overflows); /* false: not constant */
bool fold_string_length(Parser *p, NodeId argument, u64 *length);

/* ---- known.c ---- */
void keep_known_value(Parser *p, DeclId object, InitId init, bool is_constexpr, bool is_static); /* once it is initialized */

/* ---- pedantic.c ---- */
void pedantic(Parser *p, Loc loc, const char *what);                         /* "ISO C forbids <what>" */
void pedantic_since(Parser *p, CStandard since, Loc loc, const char *what);  /* "ISO C90 does not support <what>", before that standard */
void pedantic_pointer_arithmetic(Parser *p, QType pointee, Loc loc);
void pedantic_size_of(Parser *p, const char *operator, QType q, Loc loc);
void pedantic_void_function(Parser *p, QType a, QType b, const char *what, Loc loc); /* of pointees */

/* ---- warn_*.c ---- */
void warn_format_call(Parser *p, u32 kind, NodeId format, const NodeId *argument, u32 count, u32 first_number, Loc loc, bool has_arguments);
void warn_condition(Parser *p, NodeId n);
/* ---- warn_operator.c ---- */
bool same_expression(Parser *p, NodeId a, NodeId b);
void warn_operands(Parser *p, TokenKind op, NodeId a, NodeId b, Loc loc);
void warn_complement(Parser *p, NodeId a, Loc loc);
void warn_truth_value(Parser *p, NodeId id);
void warn_conversion(Parser *p, NodeId n, QType to, Loc loc);
void warn_cast(Parser *p, QType to, NodeId n, Loc loc);
void warn_library_call(Parser *p, DeclId callee, const NodeId *argument, u32 count, Loc loc); /* warn_call.c */
void warn_packed_address(Parser *p, QType to, NodeId n, Loc loc);
void warn_indentation(Parser *p, const char *what, Loc guard, Loc body); /* warn_statement.c: the token that follows is the current one */
void warn_function(Parser *p, NodeId body, Loc loc); /* warn_flow.c */
bool never_negative(Parser *p, NodeId id); /* warn_expr.c: whether a value cannot be, although its type is signed */
void warn_comparison(Parser *p, TokenKind op, NodeId a, NodeId b, QType common, Loc loc);
void warn_switch_enum(Parser *p, Loc loc);

#endif
