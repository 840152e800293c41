/* Declarations (C11 6.7): specifiers, declarators, type names, and what goes on at file scope and in blocks.
   In: tokens. Out: types, and declarations entered by sema_decl.c. */
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

static bool is_typedef_name(Parser *p, Name name)
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
    SPEC_DOUBLE = 512, SPEC_BOOL = 1024, SPEC_COMPLEX = 2048, SPEC_INT128 = 4096, SPEC_FLOAT128 = 8192, SPEC_OTHER = 16384, SPEC_FLOAT64X = 32768
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

static void bad_combination(Parser *p, Loc loc) { diag_error(p->diag, loc, "these type specifiers cannot be combined"); }

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
        case TK_KW_CONST: quals |= Q_CONST; parser_next(p); continue;
        case TK_KW_VOLATILE: quals |= Q_VOLATILE; parser_next(p); continue;
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
            refuse(p, loc, "'_BitInt' types");
            parser_next(p);
            if (accept(p, TK_LPAREN)) skip_balanced(p, TK_RPAREN);
            spec |= SPEC_INT;
            continue;
        case TK_KW_STRUCT: case TK_KW_UNION: case TK_KW_ENUM:
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
        case TK_KW_TYPEDEF: add_storage(p, s, STORAGE_TYPEDEF); continue;
        case TK_KW_EXTERN: add_storage(p, s, STORAGE_EXTERN); continue;
        case TK_KW_STATIC: add_storage(p, s, STORAGE_STATIC); continue;
        case TK_KW_AUTO: add_storage(p, s, STORAGE_AUTO); continue;
        case TK_KW_REGISTER: add_storage(p, s, STORAGE_REGISTER); continue;
        case TK_KW_THREAD_LOCAL:
            pedantic_since(p, C_STD_C11, loc, "'_Thread_local'");
            add_storage(p, s, STORAGE_THREAD); continue;
        case TK_KW_CONSTEXPR:
            quals |= Q_CONST;
            add_storage(p, s, STORAGE_CONSTEXPR);
            continue;
        case TK_KW_INLINE: add_storage(p, s, STORAGE_INLINE); continue;
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

/* ---- declarators ---- */

static u32 parse_qualifiers(Parser *p, Attributes *a)
{
    u32 quals = 0;
    for (;;) {
        switch (p->tok.kind) {
        case TK_KW_CONST: quals |= Q_CONST; break;
        case TK_KW_VOLATILE: quals |= Q_VOLATILE; break;
        case TK_KW_RESTRICT: quals |= Q_RESTRICT; break;
        case TK_KW_ATOMIC: quals |= Q_ATOMIC; break;
        case TK_KW_ATTRIBUTE: parse_attributes(p, a); continue;
        case TK_LBRACKET:
            if (!at_attribute(p)) return quals;
            parse_attributes(p, a);
            continue;
        default: return quals;
        }
        parser_next(p);
    }
}

static void warn_vla(Parser *p, const Declarator *d, Loc loc)
{
    Warning w = !p->c99 && !p->extension && !diag_enabled(p->diag, W_VLA, loc) ? W_PEDANTIC : W_VLA;
    if (d->name) diag_warn(p->diag, w, d->loc, "ISO C90 forbids variable length array '%.*s'", STR_FMT(name_text(p, d->name)));
    else diag_warn(p->diag, w, loc, "ISO C90 forbids variable length array");
}

static void parse_array_part(Parser *p, Declarator *d)
{
    DeclaratorPart part = {0};
    part.kind = CT_ARRAY;
    part.loc = p->tok.loc;
    parser_next(p);
    enter_depth(p);
    part.is_static = accept(p, TK_KW_STATIC);
    part.qualifiers = (u8)parse_qualifiers(p, &d->attributes);
    if (!part.is_static) part.is_static = accept(p, TK_KW_STATIC);
    if (at(p, TK_RBRACKET)) {
        part.incomplete = true;
    } else if (at(p, TK_STAR) && parser_peek(p, 0)->kind == TK_RBRACKET) {
        if (!p->prototype) diag_error(p->diag, p->tok.loc, "'[*]' not allowed in other than function prototype scope");
        p->star_loc = p->tok.loc;
        parser_next(p);
        part.kind = CT_VLA;
    } else {
        NodeId n = rvalue(p, parse_assignment(p));
        QType q = NODE(n)->type;
        i64 value;
        if (is_error(q)) {
            part.count = 1;
        } else if (!type_is_integer(p->t, q)) {
            diag_error(p->diag, NODE(n)->loc, "size of array has non-integer type '%s'", type_str(p, q));
            part.count = 1;
        } else if (node_is_constant_int(p, n, &value)) {
            if (value < 0 && !type_is_unsigned(p->t, q)) {
                if (d->name) diag_error(p->diag, NODE(n)->loc, "size of array '%.*s' is negative", STR_FMT(name_text(p, d->name)));
                else diag_error(p->diag, NODE(n)->loc, "size of array is negative");
                value = 1;
            }
            part.count = (u64)value;
        } else {
            part.kind = CT_VLA;
            part.length = vm_length(p, n, part.loc);
            warn_vla(p, d, part.loc);
        }
    }
    leave_depth(p);
    if (!expect_close(p, TK_RBRACKET, part.loc, "of the array's size")) {
        while (!at(p, TK_RBRACKET) && !at(p, TK_SEMICOLON) && !at(p, TK_RBRACE) && !at(p, TK_EOF)) parser_next(p);
        accept(p, TK_RBRACKET);
    }
    vec_push(&p->part, part);
}

static QType adjust_parameter(Parser *p, QType q)
{
    const CType *c = type_of(p->t, q);
    if (type_is_array(p->t, q)) return type_pointer(p->t, c->base);
    if (c->kind == CT_FUNCTION) return type_pointer(p->t, q);
    return q;
}

static bool is_identifier_list(Parser *p)
{
    if (!at(p, TK_IDENTIFIER) || is_typedef_name(p, p->tok.name)) return false;
    const Token *t = parser_peek(p, 0);
    return t->kind == TK_COMMA || t->kind == TK_RPAREN;
}

static void parse_identifier_list(Parser *p, DeclaratorPart *part)
{
    part->unprototyped = part->identifier_list = true;
    part->first_param = p->param.len;
    do {
        if (!at(p, TK_IDENTIFIER)) {
            Str found = token_text(p);
            diag_error(p->diag, p->tok.loc, "expected a parameter name before %.*s", STR_FMT(found));
            break;
        }
        ParamInfo info = {p->tok.name, 0, p->tok.loc, 0};
        for (u32 i = part->first_param; i < p->param.len; i++)
            if (p->param.at[i].name == info.name) diag_error(p->diag, info.loc, "redefinition of parameter '%.*s'", STR_FMT(name_text(p, info.name)));
        vec_push(&p->param, info);
        parser_next(p);
    } while (accept(p, TK_COMMA));
    part->param_count = p->param.len - part->first_param;
}

/* Declared before the parameters proper, as in (int n; int a[n], int n): the same object (GNU). */
static DeclId forward_parameter(Parser *p, u32 first, u32 forward, const Declarator *d, QType q)
{
    for (u32 i = first; i < first + forward; i++) {
        ParamInfo *info = &p->param_work.at[i];
        DeclId id = info->decl;
        if (info->name != d->name || !id) continue;
        if (!is_error(q) && !is_error(info->type) && !type_same(p->t, info->type, q))
            diag_error(p->diag, d->loc, "parameter '%.*s' does not have the type of its forward declaration", STR_FMT(name_text(p, d->name)));
        info->decl = 0;
        return id;
    }
    return 0;
}

/* Forward declarations take the places from first on. */
static bool parse_parameter(Parser *p, u32 first, u32 forward)
{
    DeclSpec s;
    Loc loc = p->tok.loc;
    if (at_attribute(p) || token_class[p->tok.kind] || at(p, TK_KW_EXTENSION) || (at(p, TK_IDENTIFIER) && is_typedef_name(p, p->tok.name))) {
        parse_decl_specifiers(p, &s, false);
    } else {
        if (at(p, TK_IDENTIFIER)) diag_error(p->diag, loc, "unknown type name '%.*s'", STR_FMT(name_text(p, p->tok.name)));
        else {
            Str found = token_text(p);
            diag_error(p->diag, loc, "expected a parameter declaration before %.*s", STR_FMT(found));
        }
        while (!at(p, TK_COMMA) && !at(p, TK_RPAREN) && !at(p, TK_SEMICOLON) && !at(p, TK_LBRACE) && !at(p, TK_RBRACE) && !at(p, TK_EOF)) {
            if (at(p, TK_LPAREN)) {
                parser_next(p);
                skip_balanced(p, TK_RPAREN);
            } else parser_next(p);
        }
        ParamInfo info = {0, 0, loc, 0};
        vec_push(&p->param_work, info);
        return true;
    }
    if (s.auto_type) {
        diag_error(p->diag, s.loc, "the type of a parameter cannot be deduced");
        s.type = 0;
    }
    if (s.storage & ~(u32)STORAGE_REGISTER) diag_error(p->diag, s.storage_loc ? s.storage_loc : s.loc, "a parameter can have no storage class but 'register'");
    if (s.implicit_int && !at(p, TK_COMMA) && !at(p, TK_RPAREN)) diag_warn(p->diag, W_IMPLICIT_INT, s.loc, "type of parameter defaults to 'int'");
    Declarator d;
    parse_declarator(p, &s, DECLARATOR_EITHER, &d);
    if (at(p, TK_KW_ATTRIBUTE)) parse_attributes(p, &d.attributes);
    merge_attributes(&d.attributes, &s.attributes);
    QType q = d.type;
    if (d.attributes.alignas_) diag_error(p->diag, d.attributes.alignas_loc, "'_Alignas' on a parameter");
    if (KIND(q) == CT_VOID && !d.name && p->param_work.len == first + forward && at(p, TK_RPAREN) && !(q & Q_ALL)) {
        return false;
    }
    if (KIND(q) == CT_VOID) {
        diag_error(p->diag, d.loc, "parameter %u has type 'void'", p->param_work.len - first - forward + 1);
        q = 0;
    }
    ParamInfo info = {d.name, adjust_parameter(p, q), d.loc, 0};
    if (d.name) info.decl = forward_parameter(p, first, forward, &d, info.type);
    if (d.name && !info.decl) {
        NameInfo *n = name_info(p, d.name);
        if (n->decl && n->decl_scope == p->scope) {
            diag_error(p->diag, d.loc, "redefinition of parameter '%.*s'", STR_FMT(name_text(p, d.name)));
            diag_note(p->diag, DECL(n->decl)->loc, "previous definition is here");
        }
    }
    bool fresh = !info.decl;
    if (fresh) info.decl = new_decl(p, DECL_OBJECT, d.name, info.type, d.loc);
    DECL(info.decl)->flags |= DECL_IS_PARAMETER | (s.storage & STORAGE_REGISTER ? DECL_REGISTER : 0) | (d.attributes.flags & DECL_ATTR_UNUSED);
    DECL(info.decl)->align = d.attributes.align;
    if (d.name && fresh) bind_decl(p, d.name, info.decl);
    vec_push(&p->param_work, info);
    return true;
}

/* After '('. The parameters end up side by side in p->param. */
void parse_param_list(Parser *p, DeclaratorPart *part)
{
    part->kind = CT_FUNCTION;
    part->first_param = p->param.len;
    if (accept(p, TK_RPAREN)) {
        part->unprototyped = p->options->cpp.standard < C_STD_C23;
        return;
    }
    Loc open = p->prev_loc;
    enter_depth(p);
    if (is_identifier_list(p)) {
        parse_identifier_list(p, part);
        leave_depth(p);
        if (!expect_close(p, TK_RPAREN, open, "of the parameter list")) skip_balanced(p, TK_RPAREN);
        return;
    }
    scope_push(p);
    u32 first = p->param_work.len, mark = p->vm_effect.len;
    Loc outer_star = p->star_loc;
    p->star_loc = 0;
    p->prototype++;
    u32 forward = 0;
    for (;;) {
        if (at(p, TK_ELLIPSIS)) {
            if (p->param_work.len == first) pedantic_since(p, C_STD_C23, p->tok.loc, "'...' without a parameter before it");
            parser_next(p);
            part->variadic = true;
            break;
        }
        if (!parse_parameter(p, first, forward)) break;
        if (at(p, TK_SEMICOLON)) {
            pedantic(p, p->tok.loc, "forward parameter declarations");
            forward = p->param_work.len - first;
        } else if (!at(p, TK_COMMA)) {
            break;
        }
        parser_next(p);
    }
    for (u32 i = first; i < first + forward; i++)
        if (p->param_work.at[i].decl)
            diag_error(p->diag, p->param_work.at[i].loc, "parameter '%.*s' has just a forward declaration", STR_FMT(name_text(p, p->param_work.at[i].name)));
    p->prototype--;
    part->star_loc = p->star_loc;
    p->star_loc = outer_star;
    vm_keep_for_entry(p, mark, &part->first_effect, &part->effect_count);
    scope_pop(p);
    leave_depth(p);
    part->first_param = p->param.len;
    part->param_count = p->param_work.len - first - forward;
    for (u32 i = first + forward; i < p->param_work.len; i++) vec_push(&p->param, p->param_work.at[i]);
    p->param_work.len = first;
    if (!expect_close(p, TK_RPAREN, open, "of the parameter list")) skip_balanced(p, TK_RPAREN);
}

/* Whether the '(' at hand opens a declarator in parentheses (else: parameters). */
static bool opens_nested(Parser *p, DeclaratorForm form)
{
    const Token *t = parser_peek(p, 0);
    if (form == DECLARATOR_NAMED) return true;
    if (t->kind == TK_STAR || t->kind == TK_LPAREN || t->kind == TK_LBRACKET || t->kind == TK_CARET) return true;
    if (t->kind == TK_KW_ATTRIBUTE) return true;
    if (t->kind == TK_IDENTIFIER && form == DECLARATOR_EITHER) return !is_typedef_name(p, t->name);
    return false;
}

static void declarator_parts(Parser *p, DeclaratorForm form, Declarator *d)
{
    enter_depth(p);
    u32 first_quals = p->quals.len;
    while (at(p, TK_STAR)) {
        parser_next(p);
        vec_push(&p->quals, (u8)parse_qualifiers(p, &d->attributes));
    }
    if (at(p, TK_KW_ATTRIBUTE)) parse_attributes(p, &d->attributes);
    if (at(p, TK_LPAREN) && opens_nested(p, form)) {
        Loc open = p->tok.loc;
        parser_next(p);
        if (at(p, TK_KW_ATTRIBUTE)) parse_attributes(p, &d->attributes);
        declarator_parts(p, form, d);
        expect_close(p, TK_RPAREN, open, "of the declarator");
    } else if (at(p, TK_IDENTIFIER) && form != DECLARATOR_ABSTRACT) {
        d->name = p->tok.name;
        d->loc = p->tok.loc;
        parser_next(p);
        if (at_attribute(p) && at(p, TK_LBRACKET)) parse_attributes(p, &d->attributes);
    } else {
        d->loc = p->tok.loc;
        if (form == DECLARATOR_NAMED) {
            Str found = token_text(p);
            diag_error(p->diag, p->tok.loc, "expected an identifier or '(' before %.*s", STR_FMT(found));
        }
    }
    for (;;) {
        if (at(p, TK_LBRACKET)) {
            if (at_attribute(p)) {
                parse_attributes(p, &d->attributes);
                continue;
            }
            parse_array_part(p, d);
        } else if (at(p, TK_LPAREN)) {
            DeclaratorPart part = {0};
            part.loc = p->tok.loc;
            parser_next(p);
            parse_param_list(p, &part);
            vec_push(&p->part, part);
        } else break;
    }
    while (p->quals.len > first_quals) {
        DeclaratorPart part = {0};
        part.kind = CT_POINTER;
        part.qualifiers = vec_pop(&p->quals);
        part.loc = d->loc;
        vec_push(&p->part, part);
    }
    leave_depth(p);
}

static QType apply_array(Parser *p, const DeclaratorPart *part, QType base, const Declarator *d)
{
    if (KIND(base) == CT_FUNCTION) {
        diag_error(p->diag, part->loc, "array of functions");
        return 0;
    }
    if (KIND(base) == CT_VOID || (!type_complete(p->t, base) && KIND(base) != CT_VLA)) {
        if (d->name) diag_error(p->diag, d->loc, "array '%.*s' has elements of incomplete type '%s'", STR_FMT(name_text(p, d->name)), type_str(p, base));
        else diag_error(p->diag, part->loc, "array has elements of incomplete type '%s'", type_str(p, base));
        return 0;
    }
    if (part->incomplete) return type_array_incomplete(p->t, base);
    if (type_is_record(p->t, base) && type_record(p->t, base)->has_flexible_member) pedantic(p, part->loc, "arrays of structures with a flexible array member");
    if (part->count == 0 && part->kind == CT_ARRAY) pedantic(p, part->loc, "arrays of no elements");
    if (part->kind == CT_VLA || KIND(base) == CT_VLA) return vm_array(p, base, part);
    u64 size = type_size(p->t, base);
    if (size % type_align(p->t, base)) {
        diag_error(p->diag, part->loc, "alignment of array elements is greater than element size");
        return 0;
    }
    if (part->count > TYPE_SIZE_LIMIT || (size && part->count > TYPE_SIZE_LIMIT / size)) {
        if (d->name) diag_error(p->diag, part->loc, "size of array '%.*s' is too large", STR_FMT(name_text(p, d->name)));
        else diag_error(p->diag, part->loc, "size of array is too large");
        return 0;
    }
    return type_array(p->t, base, part->count);
}

static QType apply_function(Parser *p, const DeclaratorPart *part, QType base)
{
    if (KIND(base) == CT_FUNCTION || type_is_array(p->t, base)) {
        diag_error(p->diag, part->loc, "function returns %s", KIND(base) != CT_FUNCTION ? "an array" : "a function");
        return 0;
    }
    if (part->identifier_list) return type_function(p->t, type_unqualified(base), NULL, 0, false, true);
    QType small[16], *types = small;
    if (part->param_count > ARRAY_LEN(small)) types = arena_new_array(&p->c->arena, QType, part->param_count);
    for (u32 i = 0; i < part->param_count; i++) {
        QType q = p->param.at[part->first_param + i].type;
        types[i] = type_star(p->t, type_unqualified(q)) | (q & Q_ATOMIC); /* of the qualifiers only this one makes another type (6.2.5p27) */
    }
    return type_function(p->t, type_unqualified(base), types, part->param_count, part->variadic, part->unprototyped);
}

void parse_declarator(Parser *p, const DeclSpec *s, DeclaratorForm form, Declarator *d)
{
    memset(d, 0, sizeof *d);
    d->attributes.priority = -1;
    d->type = s->type;
    d->loc = p->tok.loc;
    /* The plain case, a name and nothing else, needs none of the machinery. */
    if (at(p, TK_IDENTIFIER) && form != DECLARATOR_ABSTRACT) {
        TokenKind next = (TokenKind)parser_peek(p, 0)->kind;
        if (next == TK_SEMICOLON || next == TK_COMMA || next == TK_ASSIGN || next == TK_RPAREN) {
            d->name = p->tok.name;
            parser_next(p);
            return;
        }
    }
    u32 first = p->part.len;
    declarator_parts(p, form, d);
    if (p->part.len - first > MAX_TYPE_DEPTH) diag_fatal(p->diag, d->loc, "declarator nested too deeply (more than %d levels)", MAX_TYPE_DEPTH);
    bool is_parameter = form == DECLARATOR_EITHER;
    for (u32 i = p->part.len; i-- > first;) {
        DeclaratorPart part = p->part.at[i];
        QType base = d->type;
        if (is_error(base)) break;
        if (part.kind == CT_POINTER) {
            if ((part.qualifiers & Q_RESTRICT) && KIND(base) == CT_FUNCTION) diag_error(p->diag, d->loc, "'restrict' on a pointer to a function");
            d->type = type_pointer(p->t, base) | part.qualifiers;
        } else if (part.kind == CT_FUNCTION) {
            d->type = apply_function(p, &part, base);
            if (i == first) {
                d->has_function = true;
                d->identifier_list = part.identifier_list;
                d->first_param = part.first_param;
                d->param_count = part.param_count;
                d->first_effect = part.first_effect;
                d->effect_count = part.effect_count;
                d->star_loc = part.star_loc;
            }
        } else if (i == first && is_parameter) {
            /* The outermost array of a parameter is a pointer, and its qualifiers are the pointer's (6.7.6.3p7). */
            if (KIND(base) == CT_FUNCTION || KIND(base) == CT_VOID || (!type_complete(p->t, base) && KIND(base) != CT_ARRAY && KIND(base) != CT_VLA)) {
                diag_error(p->diag, part.loc, "array has elements of %s '%s'", KIND(base) == CT_FUNCTION ? "function type" : "incomplete type", type_str(p, base));
                d->type = 0;
            } else d->type = type_pointer(p->t, base) | part.qualifiers;
        } else {
            if (part.qualifiers || part.is_static) diag_error(p->diag, part.loc, "'static' and qualifiers in '[]' are only for parameters");
            d->type = apply_array(p, &part, base, d);
        }
    }
    p->part.len = first;
    if (type_of(p->t, d->type)->depth > MAX_TYPE_DEPTH) diag_fatal(p->diag, d->loc, "type nested too deeply (more than %d levels)", MAX_TYPE_DEPTH);
}

QType parse_type_name(Parser *p)
{
    u32 storage;
    Loc loc = p->tok.loc;
    QType q = parse_type_name_storage(p, &storage);
    if (storage) diag_error(p->diag, loc, "a type name can have no storage class");
    return q;
}

QType parse_type_name_storage(Parser *p, u32 *storage)
{
    DeclSpec s;
    *storage = 0;
    if (!at_attribute(p) && !(at(p, TK_IDENTIFIER) && is_typedef_name(p, p->tok.name)) && !token_class[p->tok.kind] && !at(p, TK_KW_EXTENSION)) {
        Str found = token_text(p);
        if (at(p, TK_IDENTIFIER)) diag_error(p->diag, p->tok.loc, "unknown type name %.*s", STR_FMT(found));
        else diag_error(p->diag, p->tok.loc, "expected a type name before %.*s", STR_FMT(found));
        if (at(p, TK_IDENTIFIER)) parser_next(p);
        return 0;
    }
    parse_decl_specifiers(p, &s, false);
    *storage = s.storage;
    if (s.implicit_int) diag_error(p->diag, s.loc, "type name without a type specifier");
    if (s.auto_type) {
        diag_error(p->diag, s.loc, "a type that is deduced needs an initializer");
        return 0;
    }
    if (at(p, TK_RPAREN) || at(p, TK_COMMA)) return s.attributes.align ? type_aligned(p->t, s.type, s.attributes.align) : s.type;
    Declarator d;
    parse_declarator(p, &s, DECLARATOR_ABSTRACT, &d);
    return d.type;
}

void parse_static_assert(Parser *p)
{
    Loc loc = p->tok.loc;
    pedantic_since(p, C_STD_C11, loc, "'_Static_assert'");
    parser_next(p);
    Loc open = p->tok.loc;
    if (!expect(p, TK_LPAREN, "after '_Static_assert'")) return;
    i64 value;
    bool good = parse_integer_constant(p, &value, NULL, "expression in '_Static_assert'");
    Str text = STR("");
    if (accept(p, TK_COMMA)) parse_string_text(p, &text, "in '_Static_assert'");
    else pedantic_since(p, C_STD_C23, loc, "'_Static_assert' without a message");
    if (!expect_close(p, TK_RPAREN, open, "")) {
        skip_to_recover(p, false);
        return;
    }
    expect(p, TK_SEMICOLON, "after '_Static_assert'");
    if (good && !value) {
        if (text.len) diag_error(p->diag, loc, "static assertion failed: \"%.*s\"", STR_FMT(text));
        else diag_error(p->diag, loc, "static assertion failed");
    }
}

void parse_asm_name(Parser *p, Declarator *d)
{
    if (!at(p, TK_KW_ASM)) return;
    parser_next(p);
    Loc open = p->tok.loc;
    if (!expect(p, TK_LPAREN, "after 'asm'")) return;
    Str text;
    if (parse_string_text(p, &text, "for the assembler name")) d->asm_name = names_intern(&p->kit->names, text);
    if (!expect_close(p, TK_RPAREN, open, "")) skip_balanced(p, TK_RPAREN);
}

/* What stands between a declarator and its initializer. */
static void parse_declarator_tail(Parser *p, Declarator *d)
{
    parse_asm_name(p, d);
    if (at_attribute(p)) parse_attributes(p, &d->attributes);
}

static void useless_declaration(Parser *p, const DeclSpec *s)
{
    if (s->attributes.alignas_ && !s->implicit_int) diag_warn(p->diag, W_REQUIRED, s->attributes.alignas_loc, "useless '_Alignas' in an empty declaration");
    if (s->defines) {
        if (type_is_record(p->t, s->type) && !type_record(p->t, s->type)->tag && !type_record(p->t, s->type)->typedef_name)
            diag_warn(p->diag, W_REQUIRED, s->loc, "unnamed structure or union that declares nothing");
        return;
    }
    if (s->is_tag_reference) {
        if (KIND(s->type) == CT_ENUM && !type_complete(p->t, s->type)) pedantic(p, s->loc, "forward references to enumerations");
        /* struct T; is a declaration of its own in this scope (6.7.2.3p7). */
        return;
    }
    if (s->implicit_int && !s->storage) return;
    diag_warn(p->diag, W_REQUIRED, s->loc, "declaration does not declare anything");
}

static void check_implicit_int(Parser *p, const DeclSpec *s, const Declarator *d)
{
    if (!s->implicit_int || !d->name) return;
    if (warns_implicit(p, d->loc, W_IMPLICIT_INT)) diag_warn(p->diag, W_IMPLICIT_INT, d->loc, "type defaults to 'int' in declaration of '%.*s'", STR_FMT(name_text(p, d->name)));
}

/* Names alone make sense in a definition only (6.7.6.3p3). */
static void warn_identifier_list(Parser *p, const Declarator *d)
{
    if (d->identifier_list && d->has_function) diag_warn(p->diag, W_REQUIRED, d->loc, "parameter names without types in a declaration of a function");
}

static void deduce_auto(Parser *p, Declarator *d, NodeId value)
{
    QType q = NODE(value)->type;
    d->type = is_error(q) ? 0 : type_unqualified(q) | (d->type & Q_ALL);
}

/* __auto_type x = value; */
static InitId parse_auto_initializer(Parser *p, DeclId id, Loc loc)
{
    NodeId value = rvalue(p, parse_assignment(p));
    Declarator d = {0};
    d.type = DECL(id)->type;
    deduce_auto(p, &d, value);
    if (DECL(id)->duration != DURATION_AUTOMATIC && !is_error(d.type) && type_is_scalar(p->t, d.type)) value = static_scalar(p, value, d.type);
    if (node_is_error(p, value)) d.type = 0;
    if (KIND(d.type) == CT_VOID) {
        diag_error(p->diag, loc, "variable initialized with a void value");
        d.type = 0;
    }
    DECL(id)->type = d.type;
    if (is_error(d.type)) return 0;
    InitItem item = {0};
    item.repeat = 1;
    item.type = type_unqualified(d.type);
    item.value = value;
    Init init = {0};
    init.type = d.type;
    init.size = type_size(p->t, d.type);
    init.covers_all = true;
    init.first = p->c->init_item.len;
    init.count = 1;
    vec_push(&p->c->init_item, item);
    vec_push(&p->c->init, init);
    return p->c->init.len - 1;
}

/* __attribute__((cleanup(function))): the call that every way out of the scope makes. */
static u32 add_cleanup(Parser *p, DeclId function, DeclId object, Loc loc)
{
    NodeId variable = new_node(p, NODE_VAR, DECL(object)->type, loc, object, 0, 0);
    NODE(variable)->flags |= NODE_LVALUE;
    u32 first = p->work.len;
    NodeId address = build_address(p, variable, loc);
    vec_push(&p->work, address);
    NodeId callee = new_node(p, NODE_FUNC, DECL(function)->type, loc, function, 0, 0);
    Cleanup c = {p->cleanup, build_call(p, callee, first, loc, loc), 0};
    if (node_is_error(p, c.call)) return 0;
    DECL(object)->flags |= DECL_USED;
    vec_push(&p->c->cleanup, c);
    p->cleanup = p->c->cleanup.len - 1;
    return p->cleanup;
}

/* One declarator is read. Its initializer is, and the object is handed over. True: a node is to be pushed. */
static NodeId finish_object(Parser *p, DeclSpec *s, Declarator *d, DeclId id)
{
    bool has_initializer = at(p, TK_ASSIGN);
    Loc loc = p->tok.loc;
    InitId init = 0;
    bool is_static = DECL(id)->duration != DURATION_AUTOMATIC;
    if (has_initializer) {
        parser_next(p);
        if (DECL(id)->kind != DECL_OBJECT) {
            if (!is_error(DECL(id)->type))
                diag_error(p->diag, loc, "%s '%.*s' is initialized", DECL(id)->kind == DECL_FUNCTION ? "function" : "typedef", STR_FMT(name_text(p, d->name)));
            QType dummy = 0;
            p->unevaluated++;
            parse_initializer(p, &dummy, false, loc);
            p->unevaluated--;
            return 0;
        }
        bool is_constexpr = s->storage & STORAGE_CONSTEXPR, constant = is_static || is_constexpr;
        p->static_context += constant;
        if (s->auto_type && (p->options->cpp.standard >= C_STD_C23) && s->deduced++)
            pedantic(p, d->loc, "more than one declarator where the type is deduced");
        if (s->auto_type) {
            init = parse_auto_initializer(p, id, loc);
        } else {
            QType q = DECL(id)->type;
            bool outer = p->constexpr_type;
            p->constexpr_type = is_constexpr;
            init = parse_initializer(p, &q, constant, loc);
            p->constexpr_type = outer;
            DECL(id)->type = q;
        }
        p->static_context -= constant;
        keep_known_value(p, id, init, is_constexpr, is_static);
        DECL(id)->flags &= ~(u32)DECL_TENTATIVE;
    } else if (s->auto_type) {
        diag_error(p->diag, d->loc, "'%.*s' needs an initializer, as its type is deduced", STR_FMT(name_text(p, d->name)));
        DECL(id)->type = 0;
        return 0;
    }
    Decl *decl = DECL(id);
    if (decl->kind != DECL_OBJECT || is_error(decl->type)) return 0;
    bool defines = has_initializer || (decl->linkage == LINKAGE_NONE) || (p->scope > 1 && (s->storage & STORAGE_STATIC));
    if (s->storage & STORAGE_EXTERN && !has_initializer) defines = false;
    bool complete = type_complete(p->t, decl->type);
    if (!complete && (defines || (p->scope == 1 && (s->storage & STORAGE_STATIC) && !(decl->flags & DECL_TENTATIVE)))) {
        if (KIND(decl->type) == CT_VOID) diag_error(p->diag, decl->loc, "variable '%.*s' declared void", STR_FMT(name_text(p, decl->name)));
        else if (KIND(decl->type) == CT_ARRAY && type_of(p->t, decl->type)->incomplete_array)
            diag_error(p->diag, decl->loc, "array size missing in '%.*s'", STR_FMT(name_text(p, decl->name)));
        else diag_error(p->diag, decl->loc, "storage size of '%.*s' is not known: '%s' is incomplete", STR_FMT(name_text(p, decl->name)), type_str(p, decl->type));
        decl->type = 0;
        return 0;
    }
    if ((s->storage & STORAGE_CONSTEXPR) && !has_initializer)
        diag_error(p->diag, decl->loc, "constexpr '%.*s' needs an initializer", STR_FMT(name_text(p, decl->name)));
    if (!defines) return 0;
    if (refuse_type(p, decl->type, decl->loc)) {
        DECL(id)->type = 0;
        return 0;
    }
    decl->flags |= DECL_DEFINED;
    if (KIND(decl->type) == CT_VLA) vm_declare_array(p, id);
    decl = DECL(id);
    if (is_static) {
        vm_declare_scope(p, id);
        if (can_lower(p)) lower_object(p->c, id, init);
        return 0;
    }
    DeclId function = d->attributes.cleanup ? d->attributes.cleanup : s->attributes.cleanup;
    loc = decl->loc;
    u32 cleanup = KIND(decl->type) == CT_VLA ? 0 : vm_enter_scope(p, id);
    u32 call = function ? add_cleanup(p, function, id, loc) : 0;
    if (call) cleanup = call;
    return new_node(p, NODE_DECL, 0, loc, id, init, cleanup);
}

static bool starts_old_style_parameters(Parser *p, const Declarator *d)
{
    return d->has_function && d->identifier_list && starts_declaration(p);
}

static void parse_old_style_parameters(Parser *p, Declarator *d)
{
    /* The declarations of an identifier list, in a scope that the function's will repeat. */
    u32 mark = p->vm_effect.len;
    scope_push(p);
    while (starts_declaration(p) && !at(p, TK_LBRACE)) {
        DeclSpec s;
        parse_decl_specifiers(p, &s, false);
        if (at(p, TK_SEMICOLON)) {
            parser_next(p);
            continue;
        }
        do {
            Declarator e;
            parse_declarator(p, &s, DECLARATOR_NAMED, &e);
            parse_declarator_tail(p, &e);
            if (!e.name) break;
            ParamInfo *found = NULL;
            for (u32 i = 0; i < d->param_count && !found; i++)
                if (p->param.at[d->first_param + i].name == e.name) found = &p->param.at[d->first_param + i];
            QType q = adjust_parameter(p, e.type);
            if (!found) diag_error(p->diag, e.loc, "declaration for parameter '%.*s' but no such parameter", STR_FMT(name_text(p, e.name)));
            else if (found->decl) diag_error(p->diag, e.loc, "redefinition of parameter '%.*s'", STR_FMT(name_text(p, e.name)));
            else {
                found->type = q;
                DeclId id = new_decl(p, DECL_OBJECT, e.name, q, e.loc);
                u32 i = 0;
                while (p->param.at[d->first_param + i].name != e.name) i++;
                p->param.at[d->first_param + i].decl = id;
                DECL(id)->flags |= DECL_IS_PARAMETER | (s.storage & STORAGE_REGISTER ? DECL_REGISTER : 0);
                bind_decl(p, e.name, id);
            }
        } while (accept(p, TK_COMMA));
        if (!expect(p, TK_SEMICOLON, "after the parameter declaration")) skip_to_recover(p, false);
    }
    vm_keep_for_entry(p, mark, &d->first_effect, &d->effect_count);
    scope_pop(p);
}

/* What the definition's parameters are after the default promotions: for calls, an old-style function is unprototyped. */
static void complete_old_style(Parser *p, Declarator *d)
{
    for (u32 i = 0; i < d->param_count; i++) {
        ParamInfo *info = &p->param.at[d->first_param + i];
        if (info->decl) continue;
        if (warns_implicit(p, info->loc, W_IMPLICIT_INT)) diag_warn(p->diag, W_IMPLICIT_INT, info->loc, "type of '%.*s' defaults to 'int'", STR_FMT(name_text(p, info->name)));
        info->type = INT_T;
        DeclId id = new_decl(p, DECL_OBJECT, info->name, INT_T, info->loc);
        p->param.at[d->first_param + i].decl = id;
        DECL(id)->flags |= DECL_IS_PARAMETER;
    }
}

static QType promoted_argument(Parser *p, QType q)
{
    if (KIND(q) == CT_FLOAT) return QTYPE_OF(CT_DOUBLE);
    if (type_is_integer(p->t, q) && type_size(p->t, q) < type_size(p->t, INT_T)) return INT_T;
    return q;
}

/* GNU C: a prototype overrides a later old-style definition, also where a parameter has the prototype's type and not the
   promoted one that C17 6.7.6.3p15 wants. */
static void let_prototype_override(Parser *p, Declarator *d)
{
    DeclId before = lookup(p, d->name);
    if (!before || DECL(before)->kind != DECL_FUNCTION || KIND(d->type) != CT_FUNCTION) return;
    const CType *prototype = type_of(p->t, DECL(before)->type);
    if (prototype->kind != CT_FUNCTION || prototype->unprototyped || prototype->variadic || prototype->count != d->param_count) return;
    if (!type_compatible(p->t, prototype->base, type_of(p->t, d->type)->base)) return;
    for (u32 i = 0; i < d->param_count; i++) {
        QType written = type_unqualified(p->param.at[d->first_param + i].type);
        QType passed = type_unqualified(p->t->param.at[prototype->index + i]);
        if (!type_compatible(p->t, passed, written) && !type_compatible(p->t, passed, promoted_argument(p, written))) return;
    }
    d->type = DECL(before)->type;
}

static void parse_function_definition(Parser *p, const DeclSpec *s, Declarator *d)
{
    if (d->identifier_list) {
        if (p->options->cpp.standard >= C_STD_C23) diag_warn(p->diag, W_REQUIRED, d->loc, "definitions with parameter names only are no longer C");
        parse_old_style_parameters(p, d);
        complete_old_style(p, d);
        let_prototype_override(p, d);
    }
    if (d->star_loc) diag_error(p->diag, d->star_loc, "'[*]' not allowed in other than function prototype scope");
    if (s->storage & STORAGE_TYPEDEF) diag_error(p->diag, s->storage_loc, "function definition declared 'typedef'");
    DeclSpec spec = *s;
    spec.storage &= ~(u32)STORAGE_TYPEDEF;
    DeclId id = declare(p, &spec, d, false, true);
    if (!at(p, TK_LBRACE)) {
        Str found = token_text(p);
        diag_error(p->diag, p->tok.loc, "expected '{' to begin the function's body before %.*s", STR_FMT(found));
        skip_to_recover(p, false);
        return;
    }
    parse_function_body(p, id, d);
}

/* Something that is no declaration stands at file scope. */
static void recover_external(Parser *p, const DeclSpec *s, const Declarator *d)
{
    Loc loc = p->tok.loc;
    if (s->implicit_int && d->name && !d->has_function && at(p, TK_IDENTIFIER)) {
        Name best = suggest_ordinary(p, d->name);
        if (best) diag_error(p->diag, d->loc, "unknown type name '%.*s'; did you mean '%.*s'?", STR_FMT(name_text(p, d->name)), STR_FMT(name_text(p, best)));
        else diag_error(p->diag, d->loc, "unknown type name '%.*s'", STR_FMT(name_text(p, d->name)));
    } else if (d->name) {
        Loc where = (p->tok.flags & TOKEN_LINE_START) && p->prev_loc ? p->prev_end : loc;
        Str found = token_text(p);
        diag_error(p->diag, where, "expected '=', ',', ';', 'asm' or '__attribute__' before %.*s", STR_FMT(found));
    }
    skip_to_recover(p, false);
    accept(p, TK_RBRACE);
}

static void external_declaration(Parser *p)
{
    if (at(p, TK_KW_STATIC_ASSERT)) {
        parse_static_assert(p);
        return;
    }
    if (at(p, TK_RBRACE)) {
        diag_error(p->diag, p->tok.loc, "extraneous closing brace ('}')");
        parser_next(p);
        return;
    }
    if (!starts_declaration(p) && !at_attribute(p) && !at(p, TK_IDENTIFIER) && !at(p, TK_STAR) && !at(p, TK_LPAREN)) {
        Str found = token_text(p);
        diag_error(p->diag, p->tok.loc, "expected a declaration before %.*s", STR_FMT(found));
        parser_next(p);
        skip_to_recover(p, false);
        return;
    }
    DeclSpec s;
    parse_decl_specifiers(p, &s, false);
    if (at(p, TK_SEMICOLON)) {
        useless_declaration(p, &s);
        parser_next(p);
        return;
    }
    for (bool first = true;; first = false) {
        Declarator d;
        parse_declarator(p, &s, DECLARATOR_NAMED, &d);
        if (!d.name) {
            skip_to_recover(p, false);
            accept(p, TK_RBRACE);
            return;
        }
        if (s.implicit_int && !d.has_function && !(s.storage) && !at(p, TK_SEMICOLON) && !at(p, TK_ASSIGN) && !at(p, TK_COMMA)) {
            recover_external(p, &s, &d);
            return;
        }
        parse_declarator_tail(p, &d);
        check_implicit_int(p, &s, &d);
        merge_attributes(&d.attributes, &s.attributes);
        if (!vm_check_declaration(p, &s, &d)) d.type = 0;
        if (first && d.has_function && (at(p, TK_LBRACE) || starts_old_style_parameters(p, &d))) {
            parse_function_definition(p, &s, &d);
            return;
        }
        if (first && at(p, TK_LBRACE) && KIND(d.type) == CT_FUNCTION) {
            diag_error(p->diag, p->tok.loc, "a function defined through a typedef has no parameter list");
            parser_next(p);
            skip_balanced(p, TK_RBRACE);
            return;
        }
        warn_identifier_list(p, &d);
        DeclId id = declare(p, &s, &d, at(p, TK_ASSIGN), false);
        finish_object(p, &s, &d, id);
        if (accept(p, TK_SEMICOLON)) return;
        if (!at(p, TK_COMMA)) {
            recover_external(p, &s, &d);
            return;
        }
        parser_next(p);
        /* Attributes may stand between the declarators. */
        if (at(p, TK_KW_ATTRIBUTE)) parse_attributes(p, &s.attributes);
    }
}

void parse_external_declaration(Parser *p)
{
    if (at(p, TK_SEMICOLON)) {
        diag_warn(p->diag, W_PEDANTIC, p->tok.loc, "extra ';' outside of a function");
        parser_next(p);
        return;
    }
    if (at(p, TK_KW_ASM)) {
        parse_file_asm(p);
        return;
    }
    p->extension = 0;
    while (accept(p, TK_KW_EXTENSION)) p->extension = 1;
    external_declaration(p);
    p->extension = 0;
}

static void block_declaration(Parser *p)
{
    if (at(p, TK_KW_STATIC_ASSERT)) {
        parse_static_assert(p);
        return;
    }
    DeclSpec s;
    u32 mark = p->vm_effect.len;
    parse_decl_specifiers(p, &s, false);
    if (at(p, TK_SEMICOLON)) {
        vm_statements(p, mark);
        useless_declaration(p, &s);
        parser_next(p);
        return;
    }
    for (;;) {
        Declarator d;
        parse_declarator(p, &s, DECLARATOR_NAMED, &d);
        if (!d.name) {
            skip_to_recover(p, false);
            return;
        }
        parse_declarator_tail(p, &d);
        check_implicit_int(p, &s, &d);
        merge_attributes(&d.attributes, &s.attributes);
        if (at(p, TK_LBRACE) && d.has_function) {
            refuse(p, d.loc, "nested functions");
            declare(p, &s, &d, false, false); /* so that its calls are not complained about too */
            parser_next(p);
            skip_balanced(p, TK_RBRACE);
            return;
        }
        warn_identifier_list(p, &d);
        vm_statements(p, mark);
        if (!vm_check_declaration(p, &s, &d)) d.type = 0;
        DeclId id = declare(p, &s, &d, at(p, TK_ASSIGN), false);
        if (DECL(id)->kind == DECL_TYPEDEF) vm_declare_scope(p, id);
        NodeId n = finish_object(p, &s, &d, id);
        if (n) vec_push(&p->work, n);
        if (accept(p, TK_COMMA)) {
            if (at(p, TK_KW_ATTRIBUTE)) parse_attributes(p, &s.attributes);
            continue;
        }
        if (!expect(p, TK_SEMICOLON, "after the declaration")) skip_to_recover(p, false);
        return;
    }
}

void parse_block_declaration(Parser *p)
{
    u32 extension = p->extension;
    while (accept(p, TK_KW_EXTENSION)) p->extension++;
    block_declaration(p);
    p->extension = extension;
}
