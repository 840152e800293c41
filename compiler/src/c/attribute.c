/* Attributes, GNU's and C23's: what each means here, or why it may be ignored (GCC manual, "Attribute Syntax").
   In: __attribute__((...)) and [[...]]. Out: an Attributes record; a warning for names that nobody knows. */
#include "c/attribute_table.h"
#include "c/parser.h"

void attributes_init(Parser *p)
{
    char text[64] = "__";
    for (u32 i = 0; i < attribute_count; i++) {
        size_t n = strlen(attribute_table[i].name);
        name_info(p, intern(p, attribute_table[i].name))->attribute = (u16)(i + 1);
        memcpy(text + 2, attribute_table[i].name, n);
        memcpy(text + 2 + n, "__", 3);
        name_info(p, intern(p, text))->attribute = (u16)(i + 1);
    }
}

void attributes_clear(Attributes *a)
{
    memset(a, 0, sizeof *a);
    a->priority = -1;
}

bool at_attribute(Parser *p)
{
    if (p->tok.kind == TK_KW_ATTRIBUTE) return true;
    if (p->tok.kind != TK_LBRACKET) return false;
    const Token *t = parser_peek(p, 0);
    return t->kind == TK_LBRACKET;
}

/* ---- arguments ---- */

static bool integer_argument(Parser *p, i64 *value)
{
    if (!parse_integer_constant(p, value, NULL, "attribute argument")) return false;
    return true;
}

static Name string_argument(Parser *p)
{
    Str text;
    if (parse_string_text(p, &text, "as the attribute's argument")) return names_intern(&p->kit->names, text);
    return 0;
}

static void aligned_attribute(Parser *p, Attributes *a, bool has_arguments)
{
    i64 align = p->t->layout->max_align;
    Loc loc = p->tok.loc;
    if (has_arguments && !at(p, TK_RPAREN) && !integer_argument(p, &align)) return;
    if (align <= 0 || align > (i64)1 << 28 || !is_power_of_two((u64)align)) {
        diag_error(p->diag, loc, "requested alignment %lld is not a positive power of two that is supported", (long long)align);
        return;
    }
    if ((u32)align > a->align) a->align = (u32)align;
}

static void visibility_attribute(Parser *p, Attributes *a)
{
    static const char *const names[4] = {"default", "internal", "hidden", "protected"};
    Loc loc = p->tok.loc;
    Str text;
    if (!parse_string_text(p, &text, "as the visibility")) return;
    for (u32 i = 0; i < 4; i++)
        if (str_is(text, names[i])) {
            a->visibility = (u8)(i + 1);
            return;
        }
    diag_error(p->diag, loc, "visibility argument must be one of \"default\", \"hidden\", \"protected\" or \"internal\"");
}

static void tls_model_attribute(Parser *p, Attributes *a)
{
    static const char *const names[4] = {"global-dynamic", "local-dynamic", "initial-exec", "local-exec"};
    Loc loc = p->tok.loc;
    Str text;
    if (!parse_string_text(p, &text, "as the model")) return;
    for (u32 i = 0; i < 4; i++)
        if (str_is(text, names[i])) {
            a->tls_model = (u8)(IR_TLS_GLOBAL_DYNAMIC + i);
            return;
        }
    diag_error(p->diag, loc, "unknown TLS model '%.*s'", STR_FMT(text));
}

/* An identifier without the underscores around it. */
static Str plain_word(Parser *p)
{
    Str s = pp_spelling(p->pp, &p->tok);
    if (at(p, TK_IDENTIFIER)) s = name_text(p, p->tok.name);
    if (s.len > 4 && s.ptr[0] == '_' && s.ptr[1] == '_' && s.ptr[s.len - 1] == '_' && s.ptr[s.len - 2] == '_') s = (Str){s.ptr + 2, s.len - 4};
    return s;
}

static void mode_attribute(Parser *p, Attributes *a)
{
    static const struct { const char *name; u8 mode; } modes[] = {
        {"QI", MODE_QI}, {"HI", MODE_HI}, {"SI", MODE_SI}, {"DI", MODE_DI}, {"TI", MODE_TI}, {"byte", MODE_QI}, {"word", MODE_WORD},
        {"pointer", MODE_POINTER}, {"unwind_word", MODE_WORD}, {"libgcc_cmp_return", MODE_WORD}, {"libgcc_shift_count", MODE_WORD},
        {"SF", MODE_SF}, {"DF", MODE_DF}, {"XF", MODE_XF}, {"TF", MODE_TF}, {"SC", MODE_SC}, {"DC", MODE_DC}, {"XC", MODE_XC}, {"TC", MODE_TC}
    };
    Str word = plain_word(p);
    for (u32 i = 0; i < ARRAY_LEN(modes); i++)
        if (str_is(word, modes[i].name)) a->mode = modes[i].mode;
    if (!a->mode) diag_error(p->diag, p->tok.loc, "unknown or unsupported machine mode '%.*s'", STR_FMT(word));
    parser_next(p);
}

static void format_attribute(Parser *p, Attributes *a)
{
    Str word = plain_word(p);
    u32 kind = FORMAT_OTHER;
    if (str_is(word, "printf") || str_is(word, "gnu_printf") || str_is(word, "ms_printf")) kind = FORMAT_PRINTF;
    else if (str_is(word, "scanf") || str_is(word, "gnu_scanf")) kind = FORMAT_SCANF;
    else if (str_is(word, "strftime") || str_is(word, "gnu_strftime")) kind = FORMAT_STRFTIME;
    parser_next(p);
    i64 string = 0, first = 0;
    if (!expect(p, TK_COMMA, "in attribute 'format'") || !integer_argument(p, &string)) return;
    if (!expect(p, TK_COMMA, "in attribute 'format'") || !integer_argument(p, &first)) return;
    a->format = (u8)(kind + 1);
    a->format_string = string > 0 && string < 1000 ? (u32)string : 0;
    a->format_first = first > 0 && first < 1000 ? (u32)first : 0;
}

static void nonnull_attribute(Parser *p, Attributes *a, bool has_arguments)
{
    if (!has_arguments || at(p, TK_RPAREN)) {
        a->nonnull_all = true;
        return;
    }
    do {
        i64 n;
        if (!integer_argument(p, &n)) return;
        if (n >= 1 && n <= 64) a->nonnull |= (u64)1 << (n - 1);
    } while (accept(p, TK_COMMA));
}

static void cleanup_attribute(Parser *p, Attributes *a, bool has_arguments)
{
    DeclId d = has_arguments && at(p, TK_IDENTIFIER) ? lookup(p, p->tok.name) : 0;
    if (d && DECL(d)->kind == DECL_FUNCTION) {
        DECL(d)->flags |= DECL_USED;
        a->cleanup = d;
        parser_next(p);
    } else {
        diag_error(p->diag, p->tok.loc, "argument of attribute 'cleanup' is not a function");
    }
}

/* A name of the dynamic symbol table beside the declaration's own: name@VERSION, or name@@VERSION for the default. */
static void symver_attribute(Parser *p, Attributes *a)
{
    SymbolVersion v = {0, p->tok.loc, a->symver};
    Str text;
    if (!parse_string_text(p, &text, "as the attribute's argument")) return;
    const char *at = memchr(text.ptr, '@', text.len);
    u32 from = at ? (u32)(at - text.ptr) : 0, past = from + (at && from + 1 < text.len && at[1] == '@' ? 2 : 1);
    if (!from || past >= text.len || memchr(text.ptr + past, '@', text.len - past)) {
        diag_error(p->diag, v.loc, "symver attribute argument must have format 'name@version' or 'name@@version'");
        return;
    }
    v.name = names_intern(&p->kit->names, text);
    vec_push(&p->symbol_version, v);
    a->symver = p->symbol_version.len;
}

static void message_argument(Parser *p, Attributes *a, bool has_arguments)
{
    if (has_arguments && at(p, TK_STRING)) parse_string_text(p, &a->message, "as the attribute's argument");
}

/* After the name, and '(' when there are arguments. */
static void apply_attribute(Parser *p, const AttributeEntry *e, Attributes *a, Loc loc, bool has_arguments)
{
    i64 n;
    switch ((AttributeId)e->id) {
    case A_IGNORED: break;
    case A_ALIGNED: aligned_attribute(p, a, has_arguments); break;
    case A_PACKED: a->packed = true; break;
    case A_SECTION: if (has_arguments) a->section = string_argument(p); break;
    case A_WEAK: a->flags |= DECL_ATTR_WEAK; break;
    case A_WEAKREF:
        a->flags |= DECL_ATTR_WEAKREF;
        if (has_arguments && at(p, TK_STRING)) a->alias = string_argument(p);
        break;
    case A_ALIAS: if (has_arguments) a->alias = string_argument(p); break;
    case A_IFUNC:
        a->flags |= DECL_ATTR_IFUNC;
        if (has_arguments) a->alias = string_argument(p);
        break;
    case A_VISIBILITY: if (has_arguments) visibility_attribute(p, a); break;
    case A_CONSTRUCTOR: case A_DESTRUCTOR:
        a->flags |= e->id == A_CONSTRUCTOR ? DECL_ATTR_CONSTRUCTOR : DECL_ATTR_DESTRUCTOR;
        if (has_arguments && !at(p, TK_RPAREN) && integer_argument(p, &n)) {
            if (n < 0 || n > 65535) diag_error(p->diag, p->tok.loc, "priority must be from 0 to 65535");
            else a->priority = (i32)n;
        }
        break;
    case A_NORETURN: a->flags |= DECL_ATTR_NORETURN; break;
    case A_RETURNS_TWICE: a->flags |= DECL_ATTR_RETURNS_TWICE; break;
    case A_USED: a->flags |= DECL_ATTR_USED; break;
    case A_UNUSED: a->flags |= DECL_ATTR_UNUSED; break;
    case A_DEPRECATED:
        a->flags |= DECL_ATTR_DEPRECATED;
        message_argument(p, a, has_arguments);
        break;
    case A_WARN_UNUSED: a->flags |= DECL_ATTR_WARN_UNUSED; break;
    case A_GNU_INLINE: a->gnu_inline = true; break;
    case A_ALWAYS_INLINE: a->flags |= DECL_ATTR_ALWAYS_INLINE; break;
    case A_NOINLINE: a->flags |= DECL_ATTR_NOINLINE; break;
    case A_TLS_MODEL: if (has_arguments) tls_model_attribute(p, a); break;
    case A_MODE: if (has_arguments) mode_attribute(p, a); break;
    case A_TRANSPARENT_UNION: a->transparent_union = true; break;
    case A_COMMON: a->flags |= DECL_ATTR_COMMON; break;
    case A_NOCOMMON: a->flags |= DECL_ATTR_NOCOMMON; break;
    case A_FORMAT: if (has_arguments) format_attribute(p, a); break;
    case A_FORMAT_ARG:
        if (has_arguments && integer_argument(p, &n) && n > 0 && n < 1000) a->format_arg = (u32)n;
        break;
    case A_NONNULL: nonnull_attribute(p, a, has_arguments); break;
    case A_SENTINEL:
        a->has_sentinel = true;
        if (has_arguments && !at(p, TK_RPAREN) && integer_argument(p, &n) && n > 0 && n < 1000) a->sentinel = (u32)n;
        break;
    case A_FALLTHROUGH: a->fallthrough = true; break;
    case A_MAY_ALIAS: a->may_alias = true; break;
    case A_NAKED: a->naked = true; break;
    case A_CLEANUP: cleanup_attribute(p, a, has_arguments); break;
    case A_VECTOR_SIZE:
        if (has_arguments && integer_argument(p, &n)) a->vector_size = n > 0 && n <= 4096 ? (u64)n : 16;
        break;
    case A_REFUSED: refuse(p, loc, arena_printf(&p->c->arena, "declarations with attribute '%s'", e->name).ptr); break;
    case A_SYMVER: if (has_arguments) symver_attribute(p, a); break;
    case A_ERROR:
        a->call_diagnostic = 2;
        message_argument(p, a, has_arguments);
        break;
    case A_WARNING:
        a->call_diagnostic = 1;
        message_argument(p, a, has_arguments);
        break;
    case A_NONSTRING: a->nonstring = true; break;
    }
}

static void parse_attribute(Parser *p, Attributes *a, bool standard)
{
    Name name = p->tok.name;
    Loc loc = p->tok.loc;
    parser_next(p);
    bool foreign = false;
    if (standard && at(p, TK_COLON) && parser_peek(p, 0)->kind == TK_COLON) {
        /* vendor::name */
        foreign = !str_is(name_text(p, name), "gnu") && !str_is(name_text(p, name), "__gnu__");
        parser_next(p);
        parser_next(p);
        name = p->tok.name;
        loc = p->tok.loc;
        if (at(p, TK_IDENTIFIER) || p->tok.kind >= TK_KW_AUTO) parser_next(p);
    }
    u32 index = foreign ? 0 : name_info(p, name)->attribute;
    bool has_arguments = at(p, TK_LPAREN);
    a->any = true;
    if (!a->loc) a->loc = loc;
    if (!index) {
        diag_warn(p->diag, W_ATTRIBUTES, loc, "unknown attribute '%.*s' ignored", STR_FMT(name_text(p, name)));
        if (has_arguments) {
            parser_next(p);
            skip_balanced(p, TK_RPAREN);
        }
        return;
    }
    if (has_arguments) parser_next(p);
    apply_attribute(p, &attribute_table[index - 1], a, loc, has_arguments);
    /* What is left of the arguments concerns nobody here. */
    if (has_arguments) skip_balanced(p, TK_RPAREN);
}

void parse_attributes(Parser *p, Attributes *a)
{
    while (at_attribute(p)) {
        bool standard = at(p, TK_LBRACKET);
        Loc open = p->tok.loc;
        parser_next(p);
        TokenKind close = standard ? TK_RBRACKET : TK_RPAREN;
        if (standard) {
            pedantic_since(p, C_STD_C23, p->tok.loc, "'[[...]]' attributes");
            parser_next(p);
        }
        else {
            if (!expect(p, TK_LPAREN, "after '__attribute__'")) return;
            if (!expect(p, TK_LPAREN, "after '__attribute__('")) {
                skip_balanced(p, TK_RPAREN);
                return;
            }
        }
        enter_depth(p);
        while (!at(p, close) && !at(p, TK_EOF)) {
            if (accept(p, TK_COMMA)) continue;
            if (at(p, TK_IDENTIFIER) || p->tok.kind >= TK_KW_AUTO) parse_attribute(p, a, standard);
            else {
                Str found = token_text(p);
                diag_error(p->diag, p->tok.loc, "expected an attribute name before %.*s", STR_FMT(found));
                skip_balanced(p, close);
                skip_balanced(p, close);
                leave_depth(p);
                return;
            }
        }
        leave_depth(p);
        if (!expect_close(p, close, open, "")) return;
        if (!expect_close(p, close, open, "")) return;
    }
}

void merge_attributes(Attributes *into, const Attributes *from)
{
    if (!from->any) return;
    into->any = true;
    into->flags |= from->flags;
    if (from->align > into->align) into->align = from->align;
    if (from->alignas_ > into->alignas_) into->alignas_ = from->alignas_;
    if (!into->alignas_loc) into->alignas_loc = from->alignas_loc;
    if (!into->section) into->section = from->section;
    if (!into->alias) into->alias = from->alias;
    if (into->priority < 0) into->priority = from->priority;
    if (!into->visibility) into->visibility = from->visibility;
    if (!into->tls_model) into->tls_model = from->tls_model;
    if (!into->mode) into->mode = from->mode;
    if (!into->format) {
        into->format = from->format;
        into->format_string = from->format_string;
        into->format_first = from->format_first;
    }
    into->packed |= from->packed;
    into->transparent_union |= from->transparent_union;
    into->may_alias |= from->may_alias;
    into->naked |= from->naked;
    into->nonstring |= from->nonstring;
    into->gnu_inline |= from->gnu_inline;
    if (!into->cleanup) into->cleanup = from->cleanup;
    if (!into->symver) into->symver = from->symver;
    else into->symver_specifiers = from->symver;
    into->nonnull |= from->nonnull;
    into->nonnull_all |= from->nonnull_all;
    if (!into->has_sentinel) {
        into->has_sentinel = from->has_sentinel;
        into->sentinel = from->sentinel;
    }
    if (!into->format_arg) into->format_arg = from->format_arg;
    if (!into->vector_size) into->vector_size = from->vector_size;
    if (!into->message.len) into->message = from->message;
    if (!into->call_diagnostic) into->call_diagnostic = from->call_diagnostic;
    if (!into->loc) into->loc = from->loc;
}
