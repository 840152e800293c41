/* Tokens, as the preprocessor hands them to the parser: 16 bytes, with no pointers.
   Keywords are recognised by the parser's view (TK_KW_*), punctuators have one kind each. */
#ifndef KIT_C_TOKEN_H
#define KIT_C_TOKEN_H

#include "base/names.h"
#include "base/source.h"

/* P(enumerator, spelling). Digraphs give the kind of what they stand for. */
#define C_PUNCTUATORS(P) \
    P(LBRACKET, "[") P(RBRACKET, "]") P(LPAREN, "(") P(RPAREN, ")") P(LBRACE, "{") P(RBRACE, "}") \
    P(DOT, ".") P(ARROW, "->") P(INC, "++") P(DEC, "--") P(AMP, "&") P(STAR, "*") P(PLUS, "+") P(MINUS, "-") \
    P(TILDE, "~") P(NOT, "!") P(SLASH, "/") P(PERCENT, "%") P(SHL, "<<") P(SHR, ">>") P(LT, "<") P(GT, ">") \
    P(LE, "<=") P(GE, ">=") P(EQ, "==") P(NE, "!=") P(CARET, "^") P(PIPE, "|") P(ANDAND, "&&") P(OROR, "||") \
    P(QUESTION, "?") P(COLON, ":") P(SEMICOLON, ";") P(ELLIPSIS, "...") P(ASSIGN, "=") P(MUL_ASSIGN, "*=") \
    P(DIV_ASSIGN, "/=") P(MOD_ASSIGN, "%=") P(ADD_ASSIGN, "+=") P(SUB_ASSIGN, "-=") P(SHL_ASSIGN, "<<=") \
    P(SHR_ASSIGN, ">>=") P(AND_ASSIGN, "&=") P(XOR_ASSIGN, "^=") P(OR_ASSIGN, "|=") P(COMMA, ",") P(HASH, "#") P(HASHHASH, "##")

/* K(enumerator, spelling): every spelling of a keyword, C11, C23's that do not clash, and GNU's.
   GNU's double-underscore spellings share the plain keyword's enumerator; see keyword table in parse. */
#define C_KEYWORDS(K) \
    K(AUTO, "auto") K(BREAK, "break") K(CASE, "case") K(CHAR, "char") K(CONST, "const") K(CONTINUE, "continue") \
    K(DEFAULT, "default") K(DO, "do") K(DOUBLE, "double") K(ELSE, "else") K(ENUM, "enum") K(EXTERN, "extern") \
    K(FLOAT, "float") K(FOR, "for") K(GOTO, "goto") K(IF, "if") K(INLINE, "inline") K(INT, "int") K(LONG, "long") \
    K(REGISTER, "register") K(RESTRICT, "restrict") K(RETURN, "return") K(SHORT, "short") K(SIGNED, "signed") \
    K(SIZEOF, "sizeof") K(STATIC, "static") K(STRUCT, "struct") K(SWITCH, "switch") K(TYPEDEF, "typedef") \
    K(UNION, "union") K(UNSIGNED, "unsigned") K(VOID, "void") K(VOLATILE, "volatile") K(WHILE, "while") \
    K(ALIGNAS, "_Alignas") K(ALIGNOF, "_Alignof") K(ATOMIC, "_Atomic") K(BOOL, "_Bool") K(COMPLEX, "_Complex") \
    K(GENERIC, "_Generic") K(IMAGINARY, "_Imaginary") K(NORETURN, "_Noreturn") K(STATIC_ASSERT, "_Static_assert") \
    K(THREAD_LOCAL, "_Thread_local") K(FLOAT128, "_Float128") K(FLOAT32, "_Float32") K(FLOAT64, "_Float64") \
    K(FLOAT32X, "_Float32x") K(FLOAT64X, "_Float64x") K(BITINT, "_BitInt") \
    K(ASM, "asm") K(TYPEOF, "typeof") K(ATTRIBUTE, "__attribute__") K(EXTENSION, "__extension__") K(INT128, "__int128") \
    K(AUTO_TYPE, "__auto_type") K(LABEL, "__label__") K(REAL, "__real__") K(IMAG, "__imag__") \
    K(BUILTIN_VA_ARG, "__builtin_va_arg") K(BUILTIN_OFFSETOF, "__builtin_offsetof") \
    K(BUILTIN_TYPES_COMPATIBLE_P, "__builtin_types_compatible_p") K(BUILTIN_CHOOSE_EXPR, "__builtin_choose_expr") \
    K(TRUE, "true") K(FALSE, "false") K(NULLPTR, "nullptr") K(CONSTEXPR, "constexpr") K(TYPEOF_UNQUAL, "typeof_unqual") \
    K(FUNC, "__func__") K(FUNCTION, "__FUNCTION__") K(PRETTY_FUNCTION, "__PRETTY_FUNCTION__")

typedef enum TokenKind {
    TK_EOF,
    TK_IDENTIFIER,   /* name */
    TK_NUMBER,       /* a pp-number; text */
    TK_CHARACTER,    /* with prefix and quotes; text */
    TK_STRING,       /* one string literal with prefix and quotes; the parser concatenates; text */
    TK_OTHER,        /* a stray character: @ $ ` \ ; text */
    TK_PRAGMA,       /* a whole #pragma or _Pragma that is not the preprocessor's own: text is what follows the word */
#define P(id, spelling) TK_##id,
    C_PUNCTUATORS(P)
#undef P
#define K(id, spelling) TK_KW_##id,
    C_KEYWORDS(K)
#undef K
    TK_COUNT
} TokenKind;

enum {
    TOKEN_LINE_START = 1,   /* first of its line */
    TOKEN_SPACE_BEFORE = 2, /* white space or a comment stands before it */
    TOKEN_NO_EXPAND = 4,    /* a macro name met inside its own expansion (C11 6.10.3.4p2) */
    TOKEN_SPLICED = 8       /* its bytes in the source hold a line splice or trigraph: text is a cleaned copy */
};

typedef struct Token {
    u8 kind;  /* TokenKind */
    u8 flags;
    u16 unused;
    Loc loc;
    u32 name; /* identifiers and keywords: the Name. Others: index into CPreprocessor.spelling (text), 0 for punctuators */
    u32 end;  /* length of its spelling in bytes */
} Token;

#endif
