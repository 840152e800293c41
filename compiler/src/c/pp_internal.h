/* The preprocessor's own state, shared by its files only:
   lex.c (bytes to tokens), lex_slow.c (splices, trigraphs, other alphabets), pp.c (files and the token loop), pp_expand.c (macros),
   pp_directive.c, pp_include.c, pp_expr.c (#if), pp_pragma.c, pp_builtin.c (predefined and computed macros), pp_print.c (-E). */
#ifndef KIT_C_PP_INTERNAL_H
#define KIT_C_PP_INTERNAL_H

#include "base/bits.h"
#include "base/map.h"
#include "base/utf8.h"
#include "c/pp.h"

/* Kinds that occur only in macro bodies. */
enum {
    PP_PARAMETER = TK_COUNT, /* `unused` is the parameter's index, name its Name */
    PP_VA_OPT                /* name counts the tokens of its group, which follow */
};

/* Flags that occur only in macro bodies. */
enum {
    BODY_PASTE_NEXT = 16, /* ## stands after it */
    BODY_STRINGIFY = 32,  /* # stands before it */
    BODY_RAW = 64,        /* a parameter next to ##: its argument is not expanded first */
    TOKEN_PUBLIC_FLAGS = 15
};

enum { MACRO_FUNCTION = 1, MACRO_VARIADIC = 2, MACRO_IN_PLACE = 4, MACRO_HAS_VA_OPT = 8, MACRO_PREDEFINED = 16, MACRO_GNU_VARIADIC = 32 };

typedef enum Builtin {
    BUILTIN_NONE, BUILTIN_FILE, BUILTIN_FILE_NAME, BUILTIN_LINE, BUILTIN_COUNTER, BUILTIN_INCLUDE_LEVEL, BUILTIN_BASE_FILE, BUILTIN_DATE, BUILTIN_TIME,
    BUILTIN_TIMESTAMP, BUILTIN_HAS_INCLUDE, BUILTIN_HAS_INCLUDE_NEXT, BUILTIN_HAS_EMBED, BUILTIN_HAS_ATTRIBUTE, BUILTIN_HAS_C_ATTRIBUTE, BUILTIN_HAS_BUILTIN,
    BUILTIN_HAS_FEATURE, BUILTIN_PRAGMA, BUILTIN_POISON
} Builtin;

typedef struct Macro {
    Name name;
    Loc loc;
    const Token *body; /* arena */
    u32 body_len;
    u32 spelling;      /* where its body's Locs start in sources.expansion_loc, + 1; 0 until first expanded in place */
    const Name *parameter;
    u32 parameter_count;
    u8 flags, builtin;
    bool disabled;     /* being expanded (C11 6.10.3.4p2) */
} Macro;

/* One source of tokens above the file: what a macro expanded to, an argument, or a token that was read too early. */
typedef struct Context {
    const Token *begin, *at, *end;
    Loc base;       /* begin[i] has Loc base + i; 0: tokens carry their own */
    u32 macro;      /* enabled again when this is used up; 0 is none */
    u32 pool_start; /* what the pool shrinks to then */
    u8 first_flags; /* LINE_START and SPACE_BEFORE of the macro's name pass to the first token */
    bool in_pool, barrier;
} Context;

typedef struct Argument {
    u32 start, len;                   /* in scratch, as written */
    u32 expanded_start, expanded_len; /* in scratch */
    bool is_expanded;
    bool is_omitted; /* variable arguments of which nothing was written, not even a comma: GNU's , ## drops its comma */
} Argument;

typedef struct Conditional {
    Loc loc;
    bool taken;     /* a group of it was or is being processed */
    bool seen_else;
    bool outer_off; /* stands in a skipped group */
} Conditional;

/* A file as the disk has it. */
typedef struct CppFile {
    Str path;
    u32 text;          /* index into sources.text, or MAP_NONE: does not exist */
    u32 same_size;     /* the file of the same size before this one + 1 */
    Name guard;        /* #ifndef guard around all of it, or 0 */
    bool once, is_dependency, is_system;
} CppFile;

typedef enum GuardState { GUARD_UNKNOWN, GUARD_OPEN, GUARD_CLOSED, GUARD_NONE } GuardState;

/* A file being read. */
typedef struct OpenFile {
    const char *at, *text, *end;
    Loc base;
    u32 file;        /* index into CPreprocessor.file, or MAP_NONE for <built-in> and <command-line> */
    u32 found_in;    /* index into chain of the directory where it was found, or MAP_NONE */
    u32 conditionals;
    Name guard;
    const char *guard_end; /* behind the #endif of the guard */
    u8 guard_state;
    bool is_system, is_pseudo, only_macros;
} OpenFile;

typedef struct PushedMacro {
    Name name;
    u32 macro, previous;
} PushedMacro;

struct CPreprocessor {
    /* What the lexer touches for every token. */
    const char *at, *text, *end;
    Loc base;
    u32 depth; /* of contexts */
    bool is_plain; /* no context, and every token of the file is wanted: the lexer's tokens go to the parser at once */
    bool in_directive, trigraphs, line_comments, dollars, nested, quiet, assembler, keep_comments;
    Names *names; /* the kit's */
    u32 *info; /* by Name: macro index << 8 | keyword kind */
    u32 info_len;
    u32 extra_flags; /* for the next token that is lexed: the start of the file, or white space that was consumed outside lex() */

    Kit *kit;
    const CppOptions *options;
    CStandard standard;
    bool no_file_pop, printing, is_closed, evaluating;
    u32 argument_depth;
    VEC(Str) spelling; /* entry 0 is empty */
    VEC(Context) context;
    VEC(Token) pool, scratch;
    VEC(Argument) argument;
    VEC(Macro) macro; /* entry 0 is no macro */
    VEC(u32) parameter_of; /* by Name, while a #define is read: index + 1 */
    VEC(OpenFile) open;
    VEC(CppFile) file;
    StrMap file_by_path;
    IntMap file_by_size;
    VEC(IncludeDirectory) chain; /* quote, then normal, system, after */
    u32 chain_normal;            /* where <...> starts */
    VEC(u32) dependency;
    VEC(Conditional) conditional;
    u8 *directive; /* by Name below directive_len */
    u32 directive_len;
    u32 counter, include_level, only_macros;
    u64 text_bytes; /* of strings and tokens that # and ## made */
    VEC(PushedMacro) pushed;
    IntMap pushed_by_name;
    Buf text_buffer; /* for texts being built */
    Buf lex_buffer;  /* for cleaned texts; padded */
    Name name_va_args, name_va_opt, name_defined, name_true, name_false;
    Str date, time, timestamp;
    Buf *print_to;   /* -E: where line markers go when files change */
    bool print_markers, print_defines, print_at_line_start;
    u32 print_line;
    Str print_path;
    VEC(Loc) comment; /* -C: begin and end of comments before the next token */
};

/* lex.c */
extern const u8 char_class[256];
enum { CHAR_WORD = 1, CHAR_DIGIT = 2, CHAR_BLANK = 4, CHAR_WORD_START = 8, CHAR_ODD = 16 /* $, backslash, bytes over 0x7f */ };
void lex(CPreprocessor *pp, Token *t);
/* Lexes the first token of a text on its own; returns the bytes that it takes. Quiet. */
u32 lex_text(CPreprocessor *pp, Str text, Token *t);
/* First byte that is neither white space nor comment; newlines are skipped too when asked. */
const char *lex_skip_blank(CPreprocessor *pp, const char *p, bool newlines);
const char *lex_skip_line(CPreprocessor *pp, const char *p);
Name lex_intern(CPreprocessor *pp, const char *p, u32 len);
u32 add_spelling(CPreprocessor *pp, Str s);
/* Makes the token independent of its Loc: its text goes to the spelling table. */
void give_spelling(CPreprocessor *pp, Token *t);
const char *punctuator_text(u32 kind);

/* lex_slow.c */
/* Bytes of a line splice at p (backslash, blanks, newline; the backslash may be ??/), or 0. */
u32 splice_length(const CPreprocessor *pp, const char *p);
/* p holds a splice or a trigraph. */
bool is_disguised(const CPreprocessor *pp, const char *p);
/* The token that starts at p and holds splices or trigraphs. False: it was a comment; go on at *next. */
bool lex_spliced(CPreprocessor *pp, const char *p, u32 flags, Token *t, const char **next);
/* An identifier with $, UTF-8 or universal character names; 0 bytes: there is none at p. */
u32 lex_wide_identifier(CPreprocessor *pp, const char *p, Token *t, bool *needs_splicing);

/* pp.c */
/* Expands what raw_next or the lexer gave, and makes keywords of identifiers. */
void finish_next(CPreprocessor *pp, Token *t);
void raw_next(CPreprocessor *pp, Token *t);
void file_next(CPreprocessor *pp, Token *t);
void push_context(CPreprocessor *pp, const Token *begin, u32 n, Loc base, u32 macro, bool in_pool);
void pop_context(CPreprocessor *pp);
u32 pool_extend(CPreprocessor *pp, u32 n); /* n tokens more; the index of the first */
void push_back(CPreprocessor *pp, const Token *t);
void skip_to_line_end(CPreprocessor *pp);
Loc pp_here(const CPreprocessor *pp, const char *p);
void check_memory(CPreprocessor *pp, Loc loc);

/* pp_expand.c */
/* The next token after expansion; TK_EOF at the end of the file, directive or argument. */
void expand_next(CPreprocessor *pp, Token *t);
void expand_identifier(CPreprocessor *pp, Token *t);
void make_text_token(CPreprocessor *pp, Token *t, TokenKind kind, Str text, const Token *like);
/* The string literal that # makes of tokens (C11 6.10.3.2). */
Str stringify(CPreprocessor *pp, const Token *t, u32 n);
static inline u32 macro_of(const CPreprocessor *pp, Name name) { return name < pp->info_len ? pp->info[name] >> 8 : 0; }
void set_macro(CPreprocessor *pp, Name name, u32 macro);
/* Expands *t, the token that came last, when it names a macro. */
static inline void expand_token(CPreprocessor *pp, Token *t)
{
    if (t->kind == TK_IDENTIFIER && macro_of(pp, t->name)) expand_identifier(pp, t);
}

/* pp_directive.c */
/* t is the # that starts the line. True: *t is now a token to be handed on. */
bool do_directive(CPreprocessor *pp, Token *t);
void init_directives(CPreprocessor *pp);
bool is_defined(CPreprocessor *pp, const Token *name);

/* pp_expr.c */
bool evaluate_condition(CPreprocessor *pp);
/* The same up to a closing parenthesis, which is read. False after an error. */
bool evaluate_in_parentheses(CPreprocessor *pp, i64 *value);

/* pp_include.c */
typedef struct HeaderName {
    Str text;
    Loc loc;
    bool is_angled, is_valid;
} HeaderName;
void init_include(CPreprocessor *pp);
HeaderName read_header_name(CPreprocessor *pp, bool in_parentheses);
/* Index into pp->file, or MAP_NONE. */
u32 find_header(CPreprocessor *pp, const HeaderName *h, bool next, u32 *found_in, bool *is_system);
void do_include(CPreprocessor *pp, const Token *directive, bool next, bool import, bool only_macros);
void push_text(CPreprocessor *pp, Str path, Str text);
bool push_file(CPreprocessor *pp, u32 file, u32 found_in, Loc at, bool is_system);
u32 load_file(CPreprocessor *pp, Str path, int *error);
/* What the end of a file shows: conditionals left open, a guard around it all. */
void finish_file(CPreprocessor *pp);
void pop_file(CPreprocessor *pp);

/* pp_embed.c */
void do_embed(CPreprocessor *pp, const Token *directive);
u64 has_embed(CPreprocessor *pp, const Token *name);

/* pp_pragma.c */
/* The pragma's tokens are the scratch from `start` on. Handles the preprocessor's own; else fills *t with a TK_PRAGMA and returns true. */
bool do_pragma(CPreprocessor *pp, u32 start, Loc loc, Token *t);
bool do_pragma_operator(CPreprocessor *pp, const Token *name, Token *t);

/* pp_builtin.c */
void init_builtins(CPreprocessor *pp);
/* True: *t is the result. False: there is none. */
bool expand_builtin(CPreprocessor *pp, u32 macro, Token *t);
void predefine(CPreprocessor *pp, Buf *b);
/* The parts of -fgnuc-version. */
void gnuc_version(const CppOptions *o, u32 part[3]);

/* pp_print.c */
void print_file_change(CPreprocessor *pp, u32 flag);
void print_definition(CPreprocessor *pp, u32 macro, Name undefined);

#endif
