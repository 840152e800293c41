/* The diagnostic engine: the one way in which kit tells its user that something is wrong.
   In: a severity, a place, a message. Out, on stderr: file:line:column, the message, the source line with a caret or
   range, notes for macro expansion. Counts errors; many per run, at most `error_limit`.
   Messages begin in lower case, name the thing in 'quotes', and have no full stop. */
#ifndef KIT_BASE_DIAG_H
#define KIT_BASE_DIAG_H

#include "base/source.h"

typedef enum DiagLevel { DIAG_NOTE, DIAG_WARNING, DIAG_ERROR, DIAG_FATAL } DiagLevel;

/* Warning groups, named as -W options: W(enumerator, option name, group bits). Added to as rooms need them. */
#define DIAG_WARNINGS(W) \
    W(ALWAYS, "", DIAG_DEFAULT) \
    W(IMPLICIT_FUNCTION_DECLARATION, "implicit-function-declaration", DIAG_DEFAULT | DIAG_REQUIRED) \
    W(IMPLICIT_INT, "implicit-int", DIAG_DEFAULT | DIAG_REQUIRED) \
    W(INT_CONVERSION, "int-conversion", DIAG_DEFAULT | DIAG_REQUIRED) \
    W(INCOMPATIBLE_POINTER_TYPES, "incompatible-pointer-types", DIAG_DEFAULT | DIAG_REQUIRED) \
    W(DISCARDED_QUALIFIERS, "discarded-qualifiers", DIAG_DEFAULT | DIAG_REQUIRED) \
    W(OVERFLOW, "overflow", DIAG_DEFAULT) \
    W(DIV_BY_ZERO, "div-by-zero", DIAG_DEFAULT) \
    W(SHIFT_COUNT, "shift-count-overflow", DIAG_DEFAULT) \
    W(RETURN_LOCAL_ADDR, "return-local-addr", DIAG_DEFAULT) \
    W(ATTRIBUTES, "attributes", DIAG_DEFAULT) \
    W(CPP, "cpp", DIAG_DEFAULT) \
    W(MACRO_REDEFINED, "macro-redefined", DIAG_DEFAULT | DIAG_REQUIRED) \
    W(EXCESS_INITIALIZERS, "excess-initializers", DIAG_DEFAULT | DIAG_REQUIRED) \
    W(DEPRECATED, "deprecated-declarations", DIAG_DEFAULT) \
    W(UNUSED_VARIABLE, "unused-variable", DIAG_ALL) \
    W(UNUSED_FUNCTION, "unused-function", DIAG_ALL) \
    W(UNUSED_LABEL, "unused-label", DIAG_ALL) \
    W(UNUSED_VALUE, "unused-value", DIAG_ALL) \
    W(UNUSED_RESULT, "unused-result", DIAG_DEFAULT) \
    W(UNUSED_PARAMETER, "unused-parameter", DIAG_EXTRA) \
    W(UNINITIALIZED, "uninitialized", DIAG_ALL) \
    W(RETURN_TYPE, "return-type", DIAG_ALL) \
    W(PARENTHESES, "parentheses", DIAG_ALL) \
    W(SWITCH, "switch", DIAG_ALL) \
    W(FORMAT, "format", DIAG_ALL) \
    W(COMMENT, "comment", DIAG_ALL) \
    W(MULTICHAR, "multichar", DIAG_DEFAULT) \
    W(UNKNOWN_PRAGMAS, "unknown-pragmas", DIAG_ALL) \
    W(SIGN_COMPARE, "sign-compare", DIAG_EXTRA) \
    W(IMPLICIT_FALLTHROUGH, "implicit-fallthrough", DIAG_EXTRA) \
    W(MISSING_FIELD_INITIALIZERS, "missing-field-initializers", DIAG_EXTRA) \
    W(EMPTY_BODY, "empty-body", DIAG_EXTRA) \
    W(UNDEF, "undef", 0) \
    W(SHADOW, "shadow", 0) \
    W(TRIGRAPHS, "trigraphs", DIAG_ALL) \
    W(BUILTIN_MACRO_REDEFINED, "builtin-macro-redefined", DIAG_DEFAULT) \
    W(INVALID_PP_TOKEN, "invalid-pp-token", DIAG_DEFAULT) \
    W(EXTRA_TOKENS, "endif-labels", DIAG_DEFAULT | DIAG_REQUIRED) \
    W(STRICT_PROTOTYPES, "strict-prototypes", 0) \
    W(MISSING_PROTOTYPES, "missing-prototypes", 0) \
    W(POINTER_SIGN, "pointer-sign", DIAG_ALL | DIAG_PEDANTIC | DIAG_REQUIRED) \
    W(INT_TO_POINTER_CAST, "int-to-pointer-cast", DIAG_DEFAULT) \
    W(POINTER_TO_INT_CAST, "pointer-to-int-cast", DIAG_DEFAULT) \
    W(SHIFT_COUNT_NEGATIVE, "shift-count-negative", DIAG_DEFAULT) \
    W(COMPARE_DISTINCT_POINTER_TYPES, "compare-distinct-pointer-types", DIAG_DEFAULT | DIAG_REQUIRED) \
    W(ARRAY_BOUNDS, "array-bounds", DIAG_ALL) \
    W(ADDRESS, "address", DIAG_ALL) \
    W(SELF_ASSIGN, "self-assign", DIAG_ALL) \
    W(NONNULL, "nonnull", DIAG_ALL) \
    W(ATTRIBUTE_WARNING, "attribute-warning", DIAG_DEFAULT) \
    W(SIZEOF_POINTER, "sizeof-pointer-memaccess", DIAG_ALL) \
    W(TYPE_LIMITS, "type-limits", DIAG_EXTRA) \
    W(LOGICAL_NOT_PARENTHESES, "logical-not-parentheses", DIAG_ALL) \
    W(MAIN, "main", DIAG_ALL) \
    W(MISSING_DECLARATIONS, "missing-declarations", 0) \
    W(BUILTIN_DECLARATION_MISMATCH, "builtin-declaration-mismatch", DIAG_DEFAULT) \
    W(SWITCH_UNREACHABLE, "switch-unreachable", DIAG_DEFAULT) \
    W(OVERRIDE_INIT, "override-init", DIAG_EXTRA) \
    W(FORMAT_SECURITY, "format-security", 0) \
    W(OLD_STYLE_DEFINITION, "old-style-definition", 0) \
    W(RETURN_TYPE_MISMATCH, "return-mismatch", DIAG_DEFAULT | DIAG_REQUIRED) \
    W(FORMAT_EXTRA_ARGS, "format-extra-args", DIAG_ALL) \
    W(FORMAT_ZERO_LENGTH, "format-zero-length", DIAG_ALL) \
    W(EXTERN_INITIALIZER, "extern-initializer", DIAG_DEFAULT) \
    W(UNDEFINED_INTERNAL, "undefined-internal", DIAG_DEFAULT | DIAG_REQUIRED) \
    W(ASM_CLOBBERS, "asm-clobbers", DIAG_EXTRA) \
    W(REQUIRED, "", DIAG_DEFAULT | DIAG_REQUIRED) \
    W(C90_IMPLICIT, "implicit", DIAG_ALL) \
    W(POINTER_ARITH, "pointer-arith", DIAG_PEDANTIC | DIAG_REQUIRED) \
    W(LONG_LONG, "long-long", DIAG_PEDANTIC | DIAG_REQUIRED) \
    W(VARIADIC_MACROS, "variadic-macros", DIAG_PEDANTIC | DIAG_REQUIRED) \
    W(DECLARATION_AFTER_STATEMENT, "declaration-after-statement", 0) \
    W(VLA, "vla", 0) \
    W(BOOL_OPERATION, "bool-operation", DIAG_ALL) \
    W(SHIFT_NEGATIVE_VALUE, "shift-negative-value", DIAG_EXTRA) \
    W(SHIFT_OVERFLOW, "shift-overflow", DIAG_DEFAULT) \
    W(SIZEOF_ARRAY_ARGUMENT, "sizeof-array-argument", DIAG_DEFAULT) \
    W(SIZEOF_POINTER_DIV, "sizeof-pointer-div", DIAG_ALL) \
    W(DANGLING_ELSE, "dangling-else", DIAG_ALL) \
    W(ARRAY_COMPARE, "array-compare", DIAG_ALL) \
    W(FLOAT_EQUAL, "float-equal", 0) \
    W(DOUBLE_PROMOTION, "double-promotion", 0) \
    W(BAD_FUNCTION_CAST, "bad-function-cast", 0) \
    W(LOGICAL_OP, "logical-op", 0) \
    W(TAUTOLOGICAL_COMPARE, "tautological-compare", DIAG_ALL) \
    W(BOOL_COMPARE, "bool-compare", DIAG_ALL) \
    W(INT_IN_BOOL_CONTEXT, "int-in-bool-context", DIAG_ALL) \
    W(CHAR_SUBSCRIPTS, "char-subscripts", DIAG_ALL) \
    W(ENUM_COMPARE, "enum-compare", DIAG_ALL) \
    W(ENUM_CONVERSION, "enum-conversion", DIAG_EXTRA) \
    W(CONVERSION, "conversion", 0) \
    W(SIGN_CONVERSION, "sign-conversion", 0) \
    W(FLOAT_CONVERSION, "float-conversion", 0) \
    W(CAST_QUAL, "cast-qual", 0) \
    W(CAST_ALIGN, "cast-align=strict", 0) \
    W(WRITE_STRINGS, "write-strings", 0) \
    W(REDUNDANT_DECLS, "redundant-decls", 0) \
    W(NESTED_EXTERNS, "nested-externs", 0) \
    W(OLD_STYLE_DECLARATION, "old-style-declaration", DIAG_EXTRA) \
    W(IGNORED_QUALIFIERS, "ignored-qualifiers", DIAG_EXTRA) \
    W(DUPLICATE_DECL_SPECIFIER, "duplicate-decl-specifier", DIAG_ALL) \
    W(UNUSED_LOCAL_TYPEDEFS, "unused-local-typedefs", DIAG_ALL) \
    W(UNUSED_BUT_SET_VARIABLE, "unused-but-set-variable", DIAG_ALL) \
    W(UNUSED_BUT_SET_PARAMETER, "unused-but-set-parameter", DIAG_EXTRA) \
    W(UNUSED_CONST_VARIABLE, "unused-const-variable", 0) \
    W(ADDRESS_OF_PACKED_MEMBER, "address-of-packed-member", DIAG_DEFAULT) \
    W(MISSING_BRACES, "missing-braces", DIAG_ALL) \
    W(MISLEADING_INDENTATION, "misleading-indentation", DIAG_ALL) \
    W(SWITCH_DEFAULT, "switch-default", 0) \
    W(SWITCH_ENUM, "switch-enum", 0) \
    W(SWITCH_OUTSIDE_RANGE, "switch-outside-range", DIAG_DEFAULT) \
    W(SEQUENCE_POINT, "sequence-point", DIAG_ALL) \
    W(INIT_SELF, "init-self", 0) \
    W(MEMSET_TRANSPOSED_ARGS, "memset-transposed-args", DIAG_ALL) \
    W(MEMSET_ELT_SIZE, "memset-elt-size", DIAG_ALL) \
    W(ABSOLUTE_VALUE, "absolute-value", DIAG_EXTRA) \
    W(FREE_NONHEAP_OBJECT, "free-nonheap-object", DIAG_DEFAULT) \
    W(FORMAT_NONLITERAL, "format-nonliteral", 0) \
    W(INVALID_MEMORY_MODEL, "invalid-memory-model", DIAG_DEFAULT) \
    W(EXPANSION_TO_DEFINED, "expansion-to-defined", DIAG_EXTRA | DIAG_PEDANTIC) \
    W(DATE_TIME, "date-time", 0) \
    W(PEDANTIC, "pedantic", DIAG_PEDANTIC | DIAG_REQUIRED)

/* DIAG_PEDANTIC: on by -pedantic. DIAG_REQUIRED: the standard wants a diagnostic, so -pedantic-errors makes errors of them. */
enum { DIAG_DEFAULT = 1, DIAG_ALL = 2, DIAG_EXTRA = 4, DIAG_PEDANTIC = 8, DIAG_REQUIRED = 16 };

typedef enum Warning {
#define W(id, name, groups) W_##id,
    DIAG_WARNINGS(W)
#undef W
    W_COUNT
} Warning;

typedef enum WarningState { WARNING_OFF, WARNING_ON, WARNING_ERROR } WarningState;

typedef struct DiagChange {
    Loc from;  /* a Loc in a file */
    u32 saved; /* index into saved */
} DiagChange;

typedef struct Diag {
    Sources *sources;
    u8 state[W_COUNT]; /* WarningState */
    bool said[W_COUNT];                     /* an option named it: groups before and after do not change it */
    bool all_warnings_are_errors, required_are_errors, warnings_off, in_system_headers, color, show_column;
    u32 error_limit; /* 0 is none; default 20 */
    u32 errors, warnings;
    /* The rest belongs to the engine. */
    bool last_was_shown;
    Loc last_includer;                      /* whose "In file included from" chain was printed last */
    Loc last_loc;                           /* of the last error, with its message's hash: a repetition is not shown */
    u32 last_hash;
    u8 exempt[W_COUNT];                     /* -Wno-error=name: stays a warning under -Werror */
    bool permitted[W_COUNT];                /* the standard in force asks for no diagnostic after all */
    VEC(DiagChange) change;          /* what #pragma GCC diagnostic changed, in the order of translation */
    VEC(u8) saved;                          /* the states that changes made, W_COUNT bytes each; the first is the command line's */
    VEC(u32) pushed;                        /* indices into saved of #pragma GCC diagnostic push */
    /* Fatal errors and the error limit end the process with code 1: outputs are written only at the end, so none is half made. */
} Diag;

void diag_init(Diag *d, Sources *sources);
/* Obeys one of -Wname, -Wno-name, -Werror, -Werror=name, -Wno-error=name, -w, -Wall, -Wextra, -pedantic (without the dash).
   False when the name is unknown: the driver then ignores a -Wno-*, and warns of the rest. */
bool diag_option(Diag *d, Str option);
/* #pragma GCC diagnostic: from the file position `from` on. `name` is the option with its "-W". False when it is unknown. */
bool diag_pragma_set(Diag *d, Loc from, Str name, WarningState state);
void diag_pragma_push(Diag *d);
bool diag_pragma_pop(Diag *d, Loc from); /* false when nothing was pushed */
/* Whether a warning would be shown at loc, so that costly checks can be left out. */
bool diag_enabled(Diag *d, Warning w, Loc loc);
void diag_error(Diag *d, Loc loc, const char *fmt, ...) KIT_PRINTF(3, 4);
/* True when it was shown; a note after one that was not shown is not shown either. */
bool diag_warn(Diag *d, Warning w, Loc loc, const char *fmt, ...) KIT_PRINTF(4, 5);
/* Belongs to the error or warning before it. */
void diag_note(Diag *d, Loc loc, const char *fmt, ...) KIT_PRINTF(3, 4);
_Noreturn void diag_fatal(Diag *d, Loc loc, const char *fmt, ...) KIT_PRINTF(3, 4);
/* Rooms without source positions (ld, ar, nm): "kit ld: error: ..." with `tool` as given. */
void diag_tool_error(Diag *d, const char *tool, const char *fmt, ...) KIT_PRINTF(3, 4);
bool diag_tool_warn(Diag *d, const char *tool, const char *fmt, ...) KIT_PRINTF(3, 4);

#endif
