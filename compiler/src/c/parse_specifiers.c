/* Declaration specifiers (C11 6.7.1 to 6.7.5): storage classes, type specifiers and qualifiers, typeof, alignment.
   In: tokens. Out: a DeclSpec with the type that they name together. */
#include "c/parser.h"

enum { CLASS_SPECIFIER = 1, CLASS_STORAGE = 2 };

static const u8 token_class[TK_COUNT] = {
    [TK_KW_CHAR] = 1, [TK_KW_CONST] = 1, [TK_KW_DOUBLE] = 1, [TK_KW_ENUM] = 1, [TK_KW_FLOAT] = 1, [TK_KW_INT] = 1, [TK_KW_LONG] = 1,
    [TK_KW_RESTRICT] = 1, [TK_KW_SHORT] = 1, [TK_KW_SIGNED] = 1, [TK_KW_STRUCT] = 1, [TK_KW_UNION] = 1, [TK_KW_UNSIGNED] = 1,
    [TK_KW_VOID] = 1, [TK_KW_VOLATILE] = 1, [TK_KW_ATOMIC] = 1, [TK_KW_BOOL] = 1, [TK_KW_COMPLEX] = 1, [TK_KW_IMAGINARY] = 1,
    [TK_KW_FLOAT128] = 1, [TK_KW_FLOAT32] = 1, [TK_KW_FLOAT64] = 1, [TK_KW_FLOAT32X] = 1, [TK_KW_FLOAT64X] = 1, [TK_KW_BITINT] = 1,
    [TK_KW_TYPEOF] = 1, [TK_KW_TYPEOF_UNQUAL] = 1, [TK_KW_CONSTEXPR] = 2, [TK_KW_INT128] = 1, [TK_KW_AUTO_TYPE] = 1, [TK_KW_ATTRIBUTE] = 1,
    [TK_KW_AUTO] = 2, [TK_KW_EXTERN] = 2, [TK_KW_INLINE] = 2, [TK_KW_REGISTER] = 2, [TK_KW_STATIC] = 2, [TK_KW_TYPEDEF] = 2,
    [TK_KW_ALIGNAS] = 2, [TK_KW_NORETURN] = 2, [TK_KW_STATIC_ASSERT] = 2, [TK_KW_THREAD_LOCAL] = 2
};

bool is_typedef_name(Parser *p, Name name)
{
    DeclId d = lookup(p, name);
    return d && DECL(d)->kind == DECL_TYPEDEF;
}

bool token_starts_type(Parser *p, const Token *t)
{
    if (t->kind == TK_IDENTIFIER) return is_typedef_name(p, t->name);
    /* __extension__ before a type, as glibc writes it inside sizeof and casts, is rare: it is taken for an expression's. */
    return token_class[t->kind] == CLASS_SPECIFIER;
}

bool starts_declaration(Parser *p)
{
    if (at(p, TK_IDENTIFIER)) return is_typedef_name(p, p->tok.name);
    if (token_class[p->tok.kind]) return true;
    if (at(p, TK_KW_EXTENSION)) {
        const Token *t = parser_peek(p, 0);
        if (t->kind == TK_KW_EXTENSION) t = parser_peek(p, 1);
        return t->kind == TK_IDENTIFIER ? is_typedef_name(p, t->name) : token_class[t->kind] != 0;
    }
    return false;
}

bool starts_specifiers(Parser *p)
{
    return at_attribute(p) || token_class[p->tok.kind] || at(p, TK_KW_EXTENSION) || (at(p, TK_IDENTIFIER) && is_typedef_name(p, p->tok.name));
}

/* ---- what cannot be had yet ---- */

bool refuse_type(Parser *p, QType q, Loc loc)
{
    for (u32 depth = 0; depth < 64; depth++) {
        const CType *c = type_of(p->t, q);
        switch ((CTypeKind)c->kind) {
        case CT_FLOAT128: refuse(p, loc, "'_Float128' values"); return true;
        case CT_ARRAY: case CT_VLA: case CT_COMPLEX: q = c->base; continue;
        default: return false;
        }
    }
    return false;
}

/* ---- specifiers ---- */

enum {
    SPEC_VOID = 1, SPEC_CHAR = 2, SPEC_SHORT = 4, SPEC_INT = 8, SPEC_LONG = 16, SPEC_LLONG = 32, SPEC_SIGNED = 64, SPEC_UNSIGNED = 128, SPEC_FLOAT = 256,
    SPEC_DOUBLE = 512, SPEC_BOOL = 1024, SPEC_COMPLEX = 2048, SPEC_INT128 = 4096, SPEC_FLOAT128 = 8192, SPEC_OTHER = 16384, SPEC_FLOAT64X = 32768, SPEC_BITINT = 65536
};

static u32 basic_kind(u32 spec)
{
    switch (spec & ~(u32)SPEC_COMPLEX) {
    case SPEC_VOID: return CT_VOID;
    case SPEC_CHAR: return CT_CHAR;
    case SPEC_SIGNED | SPEC_CHAR: return CT_SCHAR;
    case SPEC_UNSIGNED | SPEC_CHAR: return CT_UCHAR;
    case SPEC_SHORT: case SPEC_SHORT | SPEC_INT: case SPEC_SIGNED | SPEC_SHORT: case SPEC_SIGNED | SPEC_SHORT | SPEC_INT: return CT_SHORT;
    case SPEC_UNSIGNED | SPEC_SHORT: case SPEC_UNSIGNED | SPEC_SHORT | SPEC_INT: return CT_USHORT;
    case SPEC_INT: case SPEC_SIGNED: case SPEC_SIGNED | SPEC_INT: return CT_INT;
    case SPEC_UNSIGNED: case SPEC_UNSIGNED | SPEC_INT: return CT_UINT;
    case SPEC_LONG: case SPEC_LONG | SPEC_INT: case SPEC_SIGNED | SPEC_LONG: case SPEC_SIGNED | SPEC_LONG | SPEC_INT: return CT_LONG;
    case SPEC_UNSIGNED | SPEC_LONG: case SPEC_UNSIGNED | SPEC_LONG | SPEC_INT: return CT_ULONG;
    case SPEC_LLONG: case SPEC_LLONG | SPEC_INT: case SPEC_SIGNED | SPEC_LLONG: case SPEC_SIGNED | SPEC_LLONG | SPEC_INT: return CT_LLONG;
    case SPEC_UNSIGNED | SPEC_LLONG: case SPEC_UNSIGNED | SPEC_LLONG | SPEC_INT: return CT_ULLONG;
    case SPEC_FLOAT: return CT_FLOAT;
    case SPEC_DOUBLE: return CT_DOUBLE;
    case SPEC_LONG | SPEC_DOUBLE: case SPEC_FLOAT64X: return CT_LDOUBLE;
    case SPEC_BOOL: return CT_BOOL;
    case SPEC_INT128: case SPEC_SIGNED | SPEC_INT128: return CT_INT128;
    case SPEC_UNSIGNED | SPEC_INT128: return CT_UINT128;
    case SPEC_FLOAT128: return CT_FLOAT128;
    case 0: return spec & SPEC_COMPLEX ? CT_DOUBLE : CT_NONE;
    default: return CT_NONE;
    }
}

/* The N of _BitInt(N): what is no possible width is reported where the type is made. */
static i64 parse_bitint_width(Parser *p)
{
    parser_next(p);
    Loc open = p->tok.loc;
    i64 width = 0;
    if (!expect(p, TK_LPAREN, "after '_BitInt'")) return 0;
    if (!parse_integer_constant(p, &width, NULL, "width of '_BitInt'")) width = 0;
    else if (width < 1) diag_error(p->diag, open, "'_BitInt' of %lld bits", (long long)width);
    if (!expect_close(p, TK_RPAREN, open, "")) skip_balanced(p, TK_RPAREN);
    return width;
}

/* C23 6.7.3.1p5, p6. */
static QType bitint_of(Parser *p, u32 spec, i64 width, Loc loc)
{
    bool is_unsigned = spec & SPEC_UNSIGNED;
    if (width < 1) return 0;
    if (width == 1 && !is_unsigned) {
        diag_error(p->diag, loc, "signed '_BitInt' of one bit");
        return 0;
    }
    if (width > BITINT_LIMIT) {
        diag_error(p->diag, loc, "'_BitInt' types of more than %d bits are not supported yet", BITINT_LIMIT);
        return 0;
    }
    return type_bitint(p->t, (u32)width, is_unsigned);
}

static QType parse_typeof(Parser *p, Loc loc)
{
    Loc open = p->tok.loc;
    if (!expect(p, TK_LPAREN, "after 'typeof'")) return 0;
    enter_depth(p);
    QType q;
    if (token_starts_type(p, &p->tok)) {
        q = parse_type_name(p);
    } else {
        p->unevaluated++;
        NodeId n = parse_expression(p);
        p->unevaluated--;
        q = NODE(n)->type;
        if (type_is_variably_modified(p->t, q) && NODE(n)->kind != NODE_VAR) vec_push(&p->vm_effect, n); /* it is evaluated */
        if (is_bit_field(p, n) && NODE(n)->kind == NODE_MEMBER) {
            diag_error(p->diag, loc, "'typeof' applied to a bit-field");
            q = 0;
        }
    }
    leave_depth(p);
    if (!expect_close(p, TK_RPAREN, open, "")) skip_balanced(p, TK_RPAREN);
    return q;
}

/* Of an array its elements lose theirs (C23 6.7.3.6p4). */
static QType without_qualifiers(Parser *p, QType q)
{
    const CType *c = type_of(p->t, q);
    if (!type_is_array(p->t, q) || !type_qualifiers(p->t, q)) return type_unqualified(q);
    QType element = without_qualifiers(p, c->base);
    c = type_of(p->t, q);
    if (c->kind == CT_VLA) return type_vla(p->t, element, c->index, c->known_count, c->count);
    return c->incomplete_array ? type_array_incomplete(p->t, element) : type_array(p->t, element, c->count);
}

/* 6.7.3p3: neither arrays nor functions. */
static bool can_be_atomic(Parser *p, QType q, Loc loc)
{
    u32 kind = KIND(q);
    if (kind == CT_BITINT) return refuse(p, loc, "atomic '_BitInt' types");
    if (kind != CT_ARRAY && kind != CT_VLA && kind != CT_FUNCTION) return true;
    diag_error(p->diag, loc, "'_Atomic' of %s type '%s'", kind == CT_FUNCTION ? "function" : "array", type_str(p, q));
    return false;
}

/* _Atomic(type name), at the parenthesis (6.7.2.4). */
static QType parse_atomic_specifier(Parser *p)
{
    Loc open = p->tok.loc;
    parser_next(p);
    Loc loc = p->tok.loc;
    QType q = parse_type_name(p);
    expect_close(p, TK_RPAREN, open, "");
    if (is_error(q) || !can_be_atomic(p, q, loc)) return q;
    if (q & Q_ALL) diag_error(p->diag, loc, "'_Atomic' of qualified type '%s'", type_str(p, q));
    return q | Q_ATOMIC;
}

static void parse_alignas(Parser *p, Attributes *a)
{
    Loc loc = p->tok.loc;
    parser_next(p);
    Loc open = p->tok.loc;
    if (!expect(p, TK_LPAREN, "after '_Alignas'")) return;
    i64 align = 0;
    u32 mark = p->vm_effect.len;
    if (token_starts_type(p, &p->tok)) {
        QType q = parse_type_name(p);
        vm_drop(p, mark);
        if (!is_error(q)) align = type_align(p->t, q);
    } else if (!parse_integer_constant(p, &align, NULL, "alignment")) {
        align = 0;
    }
    expect_close(p, TK_RPAREN, open, "");
    if (align < 0 || align > (i64)1 << 28 || (align && !is_power_of_two((u64)align))) {
        diag_error(p->diag, loc, "requested alignment %lld is not a power of two that is supported", (long long)align);
        return;
    }
    pedantic_since(p, C_STD_C11, loc, "'_Alignas'");
    if ((u32)align > a->align) a->align = (u32)align;
    if ((u32)align > a->alignas_) a->alignas_ = (u32)align;
    a->alignas_loc = loc;
    a->any = true;
}

static void add_storage(Parser *p, DeclSpec *s, u32 storage)
{
    const u32 classes = STORAGE_TYPEDEF | STORAGE_EXTERN | STORAGE_STATIC | STORAGE_AUTO | STORAGE_REGISTER;
    if (storage & classes) {
        u32 other = s->storage & classes;
        /* auto goes with another class where it stands for the type (C23 6.7.10). */
        if (p->options->cpp.standard >= C_STD_C23 && other != storage) {
            if (storage == STORAGE_AUTO) other = 0;
            else other &= ~(u32)STORAGE_AUTO;
        }
        if (other == storage) diag_error(p->diag, p->tok.loc, "duplicate %s", token_kind_text(p->tok.kind));
        else if (other) diag_error(p->diag, p->tok.loc, "multiple storage classes in declaration specifiers");
        s->storage_loc = p->tok.loc;
    }
    if (storage == STORAGE_INLINE) s->inline_loc = p->tok.loc;
    s->storage |= storage;
    parser_next(p);
}

static void warn_late(Parser *p, bool late)
{
    if (late) diag_warn(p->diag, W_OLD_STYLE_DECLARATION, p->tok.loc, "%s is not at beginning of declaration", token_kind_text(p->tok.kind));
}

static void warn_twice(Parser *p, bool twice)
{
    if (twice) diag_warn(p->diag, W_DUPLICATE_DECL_SPECIFIER, p->tok.loc, "duplicate %s declaration specifier", token_kind_text(p->tok.kind));
}

static void bad_combination(Parser *p, Loc loc) { diag_error(p->diag, loc, "these type specifiers cannot be combined"); }

/* A type specifier behind a definition, on a line of its own: it belongs to a declaration of its own. */
static bool lacks_semicolon(Parser *p, DeclSpec *s)
{
    if (!s->defines || !(p->tok.flags & TOKEN_LINE_START)) return false;
    diag_error(p->diag, p->prev_end, "expected ';' after the definition of '%s'", type_str(p, s->type));
    s->lacks_semicolon = true;
    return true;
}

void parse_decl_specifiers(Parser *p, DeclSpec *s, bool is_member)
{
    memset(s, 0, sizeof *s);
    s->loc = p->tok.loc;
    s->attributes.priority = -1;
    if (p->leading) {
        s->attributes = *p->leading;
        p->leading = NULL;
    }
    u32 spec = 0, quals = 0;
    QType other = 0;
    bool bad = false;
    i64 width = 0;
    for (;;) {
        u32 add = 0;
        Loc loc = p->tok.loc;
        switch (p->tok.kind) {
        case TK_IDENTIFIER: {
            if (spec) goto done;
            DeclId d = lookup(p, p->tok.name);
            if (!d || DECL(d)->kind != DECL_TYPEDEF) goto done;
            if (DECL(d)->flags & DECL_ATTR_DEPRECATED)
                diag_warn(p->diag, W_DEPRECATED, loc, "'%.*s' is deprecated", STR_FMT(name_text(p, p->tok.name)));
            DECL(d)->flags |= DECL_USED;
            other = DECL(d)->type;
            spec = SPEC_OTHER;
            parser_next(p);
            continue;
        }
        case TK_KW_CONST: warn_twice(p, quals & Q_CONST); quals |= Q_CONST; parser_next(p); continue;
        case TK_KW_VOLATILE: warn_twice(p, quals & Q_VOLATILE); quals |= Q_VOLATILE; parser_next(p); continue;
        case TK_KW_RESTRICT: quals |= Q_RESTRICT; parser_next(p); continue;
        case TK_KW_ATOMIC:
            parser_next(p);
            if (!at(p, TK_LPAREN)) {
                quals |= Q_ATOMIC;
                continue;
            }
            other = parse_atomic_specifier(p);
            if (spec) bad = true;
            spec = SPEC_OTHER;
            continue;
        case TK_KW_VOID: add = SPEC_VOID; break;
        case TK_KW_CHAR: add = SPEC_CHAR; break;
        case TK_KW_SHORT: add = SPEC_SHORT; break;
        case TK_KW_INT: add = SPEC_INT; break;
        case TK_KW_LONG:
            if (spec & SPEC_LONG) {
                if (!p->c99 && !p->extension) diag_warn(p->diag, W_LONG_LONG, loc, "ISO C90 does not support 'long long'");
                spec ^= SPEC_LONG | SPEC_LLONG;
                parser_next(p);
                continue;
            }
            if (spec & SPEC_LLONG) bad = true;
            add = SPEC_LONG;
            break;
        case TK_KW_SIGNED: add = SPEC_SIGNED; break;
        case TK_KW_UNSIGNED: add = SPEC_UNSIGNED; break;
        case TK_KW_FLOAT: case TK_KW_FLOAT32: add = SPEC_FLOAT; break;
        case TK_KW_DOUBLE: case TK_KW_FLOAT64: case TK_KW_FLOAT32X: add = SPEC_DOUBLE; break;
        case TK_KW_FLOAT64X: add = SPEC_FLOAT64X; break;
        case TK_KW_FLOAT128: add = SPEC_FLOAT128; break;
        case TK_KW_BOOL:
            pedantic_since(p, C_STD_C99, loc, "boolean types");
            add = SPEC_BOOL;
            break;
        case TK_KW_COMPLEX: add = SPEC_COMPLEX; break;
        case TK_KW_INT128:
            pedantic(p, loc, "'__int128' types");
            add = SPEC_INT128;
            break;
        case TK_KW_IMAGINARY:
            refuse(p, loc, "imaginary types");
            add = SPEC_DOUBLE;
            break;
        case TK_KW_BITINT:
            pedantic_since(p, C_STD_C23, loc, "'_BitInt' types");
            if (spec & ~(u32)(SPEC_SIGNED | SPEC_UNSIGNED)) bad = true;
            width = parse_bitint_width(p);
            spec |= SPEC_BITINT;
            continue;
        case TK_KW_STRUCT: case TK_KW_UNION: case TK_KW_ENUM:
            if (lacks_semicolon(p, s)) goto done;
            if (spec) bad = true;
            if (at(p, TK_KW_ENUM)) parse_enum(p, s);
            else parse_struct_or_union(p, s);
            other = s->type;
            spec = SPEC_OTHER;
            continue;
        case TK_KW_TYPEOF: case TK_KW_TYPEOF_UNQUAL: {
            bool unqualified = at(p, TK_KW_TYPEOF_UNQUAL);
            if (spec) bad = true;
            parser_next(p);
            other = parse_typeof(p, loc);
            if (unqualified) other = without_qualifiers(p, other);
            spec = SPEC_OTHER;
            s->is_tag_reference = false;
            continue;
        }
        case TK_KW_AUTO_TYPE:
            if (spec) bad = true;
            s->auto_type = true;
            spec = SPEC_OTHER;
            parser_next(p);
            continue;
        case TK_KW_ATTRIBUTE: parse_attributes(p, &s->attributes); continue;
        case TK_KW_EXTENSION: parser_next(p); continue;
        case TK_KW_TYPEDEF: warn_late(p, spec || quals); add_storage(p, s, STORAGE_TYPEDEF); continue;
        case TK_KW_EXTERN: warn_late(p, spec || quals); add_storage(p, s, STORAGE_EXTERN); continue;
        case TK_KW_STATIC: warn_late(p, spec || quals); add_storage(p, s, STORAGE_STATIC); continue;
        case TK_KW_AUTO: add_storage(p, s, STORAGE_AUTO); continue;
        case TK_KW_REGISTER: warn_late(p, spec || quals); add_storage(p, s, STORAGE_REGISTER); continue;
        case TK_KW_THREAD_LOCAL:
            pedantic_since(p, C_STD_C11, loc, "'_Thread_local'");
            add_storage(p, s, STORAGE_THREAD); continue;
        case TK_KW_CONSTEXPR:
            quals |= Q_CONST;
            add_storage(p, s, STORAGE_CONSTEXPR);
            continue;
        case TK_KW_INLINE: warn_late(p, spec || quals); add_storage(p, s, STORAGE_INLINE); continue;
        case TK_KW_NORETURN:
            pedantic_since(p, C_STD_C11, loc, "'_Noreturn'");
            add_storage(p, s, STORAGE_NORETURN); continue;
        case TK_KW_ALIGNAS: parse_alignas(p, &s->attributes); continue;
        case TK_LBRACKET:
            if (!at_attribute(p) || spec) goto done;
            parse_attributes(p, &s->attributes);
            continue;
        default: goto done;
        }
        if (spec & add) {
            diag_error(p->diag, loc, "duplicate %s", token_kind_text(p->tok.kind));
        } else if ((spec & SPEC_OTHER) && !bad) {
            if (lacks_semicolon(p, s)) goto done;
            bad = true;
            diag_error(p->diag, loc, "two or more data types in declaration specifiers");
            spec |= add;
            parser_next(p);
            continue;
        }
        spec |= add;
        parser_next(p);
    }
done:
    if (is_member && (s->storage & ~(u32)0)) {
        diag_error(p->diag, s->loc, "a member cannot have a storage class or function specifier");
        s->storage = 0;
    }
    s->has_type = spec != 0;
    if ((s->storage & STORAGE_AUTO) && p->options->cpp.standard >= C_STD_C23 && (spec == 0 || (s->storage & (STORAGE_STATIC | STORAGE_EXTERN | STORAGE_REGISTER | STORAGE_TYPEDEF)))) {
        if (spec) diag_error(p->diag, s->storage_loc, "multiple storage classes in declaration specifiers");
        else s->auto_type = true;
        s->storage &= ~(u32)STORAGE_AUTO;
        if (!spec) spec = SPEC_OTHER;
    }
    if (spec == 0) {
        s->implicit_int = true;
        s->type = INT_T;
    } else if (spec & SPEC_OTHER) {
        if (bad && (spec == SPEC_OTHER)) bad_combination(p, s->loc);
        s->type = other;
    } else if (spec & SPEC_BITINT) {
        u32 others = spec & ~(u32)SPEC_BITINT;
        if (bad || (others && others != SPEC_SIGNED && others != SPEC_UNSIGNED)) bad_combination(p, s->loc);
        s->type = bitint_of(p, spec, width, s->loc);
    } else {
        u32 kind = basic_kind(spec);
        if (kind == CT_NONE || bad) {
            bad_combination(p, s->loc);
            kind = CT_INT;
        }
        s->type = QTYPE_OF(kind);
        if (spec & SPEC_COMPLEX) {
            pedantic_since(p, C_STD_C99, s->loc, "complex types");
            if (spec == SPEC_COMPLEX) pedantic(p, s->loc, "plain '_Complex' meaning '_Complex double'");
            s->type = complex_type(p, s->type, s->loc);
        }
    }
    if (s->attributes.mode || s->attributes.vector_size) {
        s->type = apply_mode(p, s->type, &s->attributes);
        s->attributes.mode = MODE_NONE;
        s->attributes.vector_size = 0;
    }
    if (quals) {
        if ((quals & Q_RESTRICT) && !is_error(s->type)) {
            QType q = s->type;
            while (type_is_array(p->t, q)) q = type_of(p->t, q)->base;
            if (KIND(q) != CT_POINTER || KIND(type_of(p->t, q)->base) == CT_FUNCTION) {
                diag_error(p->diag, s->loc, "invalid use of 'restrict' on type '%s'", type_str(p, s->type));
                quals &= ~(u32)Q_RESTRICT;
            }
        }
        if (quals & Q_ATOMIC && !can_be_atomic(p, s->type, s->loc)) quals &= ~(u32)Q_ATOMIC;
        /* Of a type that is deduced the qualifiers are kept for the declarator. */
        s->type = s->auto_type ? s->type | quals : type_qualified(p->t, s->type, quals);
    }
}

/* attribute mode(...) and vector_size(...). */
QType apply_mode(Parser *p, QType q, const Attributes *a)
{
    if (a->mode && !is_error(q)) {
        static const u8 signed_kinds[] = {CT_INT, CT_SCHAR, CT_SHORT, CT_INT, CT_LLONG, CT_INT128, CT_LONG, CT_LONG};
        u32 kind;
        static const u8 floating_kinds[] = {CT_FLOAT, CT_DOUBLE, CT_LDOUBLE, CT_FLOAT128};
        bool is_unsigned = type_is_integer(p->t, q) && type_is_unsigned(p->t, q);
        if ((a->mode >= MODE_SC) != (KIND(q) == CT_COMPLEX)) {
            diag_error(p->diag, a->loc, "attribute 'mode' of a %s number on type '%s'", a->mode >= MODE_SC ? "complex" : "real", type_str(p, q));
            return 0;
        }
        if (a->mode >= MODE_SC) return type_complex(p->t, QTYPE_OF(floating_kinds[a->mode - MODE_SC])) | (q & Q_ALL);
        if (a->mode >= MODE_SF) kind = floating_kinds[a->mode - MODE_SF];
        else {
            kind = signed_kinds[a->mode];
            if (a->mode == MODE_DI && p->t->layout->long_size == 8) kind = CT_LONG;
            if (is_unsigned) kind++;
        }
        if (KIND(q) != CT_POINTER) q = QTYPE_OF(kind) | (q & Q_ALL);
    }
    if (a->vector_size && !is_error(q)) q = vector_of(p, type_unqualified(q), a->vector_size, a->loc) | (q & Q_ALL);
    return q;
}
