/* Structures, unions and enumerations (C11 6.7.2.1 to 6.7.2.3).
   In: tokens from the keyword on. Out: complete types with their layout, tags and enumerators in scope. */
#include "c/parser.h"

/* ---- members ---- */

/* _Alignas must ask for at least the type's own alignment (6.7.5p4); 0 asks for nothing. */
void check_alignas(Parser *p, const Attributes *a, QType q)
{
    if (!is_error(q) && (KIND(q) == CT_VLA || type_complete(p->t, q)) && a->alignas_ < type_align(p->t, q))
        diag_error(p->diag, a->alignas_loc, "'_Alignas' cannot reduce the alignment of '%s' to %u", type_str(p, q), a->alignas_);
}

static void add_field(Parser *p, Name name, QType type, Loc loc, const Attributes *a, bool record_packed)
{
    CField f = {0};
    f.name = name;
    f.type = type;
    f.loc = loc;
    FieldRequest r = {a->align, a->packed || record_packed};
    vec_push(&p->field, f);
    vec_push(&p->field_request, r);
}

static void parse_bit_field_width(Parser *p, const Declarator *d, CField *f)
{
    Loc loc = p->tok.loc;
    i64 width;
    bool good = parse_integer_constant(p, &width, NULL, "bit-field width");
    const char *name = d->name ? name_text(p, d->name).ptr : "<anonymous>";
    if (is_error(f->type)) good = false;
    else if (!type_is_integer(p->t, f->type)) {
        diag_error(p->diag, d->loc, "bit-field '%s' has invalid type '%s'", name, type_str(p, f->type));
        f->type = INT_T;
        good = false;
    } else if (f->type & Q_ATOMIC) { /* 6.7.2.1p5 leaves it to us; gcc and clang refuse it too */
        diag_error(p->diag, d->loc, "bit-field '%s' has atomic type '%s'", name, type_str(p, f->type));
        f->type = type_unqualified(f->type);
    }
    if (good) {
        u32 bits = type_bits(p->t, f->type);
        if (width < 0) {
            diag_error(p->diag, loc, "negative width in bit-field '%s'", name);
            good = false;
        } else if (width > bits) {
            diag_error(p->diag, loc, "width of '%s' exceeds its type: %lld bits in '%s'", name, (long long)width, type_str(p, f->type));
            good = false;
        } else if (width == 0 && d->name) {
            diag_error(p->diag, loc, "zero width for bit-field '%s'", name);
            good = false;
        }
    }
    f->is_bit_field = 1;
    f->bit_width = good ? (u8)width : 1;
}

static void check_member_type(Parser *p, const Declarator *d, CField *f, u32 first, bool is_union)
{
    QType q = f->type;
    const char *name = d->name ? name_text(p, d->name).ptr : "<anonymous>";
    if (is_error(q)) return;
    if (KIND(q) == CT_FUNCTION) {
        diag_error(p->diag, d->loc, "member '%s' is declared as a function", name);
        f->type = 0;
    } else if (type_is_variably_modified(p->t, q)) {
        diag_error(p->diag, d->loc, "member '%s' of a structure or union cannot have a variably modified type", name);
        f->type = 0;
    } else if (!type_complete(p->t, q)) {
        const CType *c = type_of(p->t, q);
        if (c->kind == CT_ARRAY && c->incomplete_array) {
            pedantic_since(p, C_STD_C99, d->loc, "flexible array members");
            if (is_union) pedantic(p, d->loc, "flexible array members in a union");
            if (p->field.len == first && !is_union) diag_warn(p->diag, W_PEDANTIC, d->loc, "flexible array member '%s' in a structure with no other members", name);
            return; /* its place is checked when the next member comes */
        }
        diag_error(p->diag, d->loc, "member '%s' has incomplete type '%s'", name, type_str(p, q));
        f->type = 0;
    } else if (type_is_record(p->t, q) && type_record(p->t, q)->has_flexible_member && !is_union) {
        diag_warn(p->diag, W_PEDANTIC, d->loc, "member '%s' is a structure with a flexible array member", name);
    }
}

static void member_declaration(Parser *p, u32 first, bool is_union, bool record_packed)
{
    if (at(p, TK_KW_STATIC_ASSERT)) {
        parse_static_assert(p);
        return;
    }
    if (at(p, TK_SEMICOLON)) {
        pedantic(p, p->tok.loc, "an extra ';' in a structure or union");
        parser_next(p);
        return;
    }
    DeclSpec s;
    if (!starts_declaration(p) && !at_attribute(p)) {
        Str found = token_text(p);
        if (at(p, TK_IDENTIFIER)) diag_error(p->diag, p->tok.loc, "unknown type name %.*s%s", STR_FMT(found), name_hint(p, p->tok.name));
        else diag_error(p->diag, p->tok.loc, "expected a member declaration before %.*s", STR_FMT(found));
        parser_next(p);
        skip_to_recover(p, false);
        return;
    }
    parse_decl_specifiers(p, &s, true);
    if (at(p, TK_SEMICOLON) || s.lacks_semicolon) {
        if (!s.lacks_semicolon) parser_next(p);
        if (type_is_record(p->t, s.type) && (!type_record(p->t, s.type)->tag || p->options->ms_extensions)) {
            if (!type_complete(p->t, s.type)) diag_error(p->diag, s.loc, "anonymous member has incomplete type '%s'", type_str(p, s.type));
            else {
                pedantic_since(p, C_STD_C11, s.loc, "unnamed structures and unions");
                add_field(p, 0, s.type, s.loc, &s.attributes, record_packed);
            }
        } else if (!s.defines) {
            diag_warn(p->diag, W_REQUIRED, s.loc, "declaration does not declare anything");
        }
        return;
    }
    for (;;) {
        Declarator d;
        memset(&d, 0, sizeof d);
        d.type = s.type;
        d.loc = p->tok.loc;
        d.attributes.priority = -1;
        if (!at(p, TK_COLON)) {
            parse_declarator(p, &s, DECLARATOR_NAMED, &d);
            if (!d.name) {
                skip_to_recover(p, false);
                return;
            }
        }
        CField f = {0};
        f.name = d.name;
        f.type = d.type;
        f.loc = d.loc;
        bool is_bit_field = accept(p, TK_COLON);
        if (is_bit_field) parse_bit_field_width(p, &d, &f);
        if (at_attribute(p)) parse_attributes(p, &d.attributes);
        merge_attributes(&d.attributes, &s.attributes);
        if ((d.attributes.mode && !s.attributes.mode) || d.attributes.vector_size) f.type = apply_mode(p, f.type, &d.attributes);
        if (!is_bit_field) check_member_type(p, &d, &f, first, is_union);
        if (d.attributes.alignas_ && is_bit_field) diag_error(p->diag, d.attributes.alignas_loc, "'_Alignas' on a bit-field");
        else if (d.attributes.alignas_) check_alignas(p, &d.attributes, f.type);
        if (is_error(f.type)) f.type = is_bit_field ? INT_T : 0;
        FieldRequest r = {d.attributes.align, d.attributes.packed || record_packed};
        vec_push(&p->field, f);
        vec_push(&p->field_request, r);
        if (accept(p, TK_COMMA)) {
            if (at(p, TK_KW_ATTRIBUTE)) parse_attributes(p, &s.attributes);
            continue;
        }
        if (!expect(p, TK_SEMICOLON, "at the end of the member declaration")) {
            if (!at(p, TK_RBRACE)) skip_to_recover(p, false);
        }
        return;
    }
}

/* ---- completing a record ---- */

static void parse_member_declaration(Parser *p, u32 first, bool is_union, bool record_packed)
{
    u32 extension = p->extension;
    while (accept(p, TK_KW_EXTENSION)) p->extension++;
    member_declaration(p, first, is_union, record_packed);
    p->extension = extension;
}

static void report_duplicate(Parser *p, Name name, Loc loc, Loc before)
{
    diag_error(p->diag, loc, "duplicate member '%.*s'", STR_FMT(name_text(p, name)));
    diag_note(p->diag, before, "previous declaration is here");
}

/* Names of a record's members, anonymous members' included, must differ. Linear in their number. */
static void check_duplicates(Parser *p, IntMap *seen, u32 first, u32 count)
{
    for (u32 i = first; i < first + count; i++) {
        const CField *f = FIELD(i);
        if (f->name) {
            u32 *slot = intmap_put(seen, f->name, 0);
            if (*slot) report_duplicate(p, f->name, f->loc, FIELD(*slot)->loc);
            else *slot = i;
        } else if (!f->is_bit_field && type_is_record(p->t, f->type)) {
            const CRecord *r = type_record(p->t, f->type);
            check_duplicates(p, seen, r->first_field, r->field_count);
        }
    }
}

static void finish_record(Parser *p, QType q, u32 first, const Attributes *a, Loc loc)
{
    u32 index = type_of(p->t, q)->index;
    u32 count = p->field.len - first;
    u32 base = vec_extend(&p->t->field, count);
    if (count) memcpy(p->t->field.at + base, p->field.at + first, count * sizeof(CField));
    CRecord *r = &p->t->record.at[index];
    r->first_field = base;
    r->field_count = count;
    r->packed = a->packed;
    r->is_transparent = a->transparent_union && r->is_union;
    for (u32 i = 0; i < count; i++) {
        CField *f = FIELD(base + i);
        if (is_error(f->type)) {
            /* Its error was reported; an int keeps the layout going. */
            f->type = INT_T;
            continue;
        }
        if (!f->name && !f->is_bit_field) r->has_anonymous = true;
        u32 quals = type_qualifiers(p->t, f->type);
        if (quals & Q_CONST) r->has_const_member = true;
        if (quals & Q_VOLATILE) r->has_volatile_member = true;
        QType element = f->type;
        while (KIND(element) == CT_ARRAY) element = type_of(p->t, element)->base;
        if (type_is_record(p->t, element)) {
            const CRecord *inner = type_record(p->t, element);
            if (inner->has_const_member) r->has_const_member = true;
            if (inner->has_volatile_member) r->has_volatile_member = true;
            if (inner->has_flexible_member && (i + 1 == count || r->is_union)) r->has_flexible_member = true;
        }
        const CType *c = type_of(p->t, f->type);
        if (c->kind == CT_ARRAY && c->incomplete_array) {
            if (i + 1 == count || r->is_union) r->has_flexible_member = true;
            else {
                diag_error(p->diag, f->loc, "flexible array member '%.*s' is not at the end of the structure", STR_FMT(name_text(p, f->name)));
                f->type = type_array(p->t, c->base, 0);
            }
        }
    }
    if (count <= 12 && !r->has_anonymous) {
        for (u32 i = 0; i < count; i++)
            for (u32 j = 0; j < i; j++)
                if (FIELD(base + i)->name && FIELD(base + i)->name == FIELD(base + j)->name)
                    report_duplicate(p, FIELD(base + i)->name, FIELD(base + i)->loc, FIELD(base + j)->loc);
    } else {
        IntMap seen = {0};
        check_duplicates(p, &seen, base, count);
        intmap_free(&seen);
    }
    if (a->packed)
        for (u32 i = 0; i < count; i++) p->field_request.at[first + i].packed = true;
    bool fits = type_layout_record(p->t, index, count ? p->field_request.at + first : NULL, p->pack, a->align);
    r = &p->t->record.at[index];
    if (!fits) diag_error(p->diag, loc, "type '%s' is too large", type_str(p, q));
    r->complete = true;
    r->being_defined = false;
    p->field.len = p->field_request.len = first;
}

/* The type a tag names, entered when it is new. */
static QType find_or_make_tag(Parser *p, TokenKind kind, Name tag, Loc loc, bool defines)
{
    NameInfo *info = name_info(p, tag);
    QType known = info->tag;
    bool here = known && info->tag_scope == p->scope;
    /* struct T; and struct T { belong to this scope; struct T alone finds an outer one. */
    bool declares_here = defines || at(p, TK_SEMICOLON);
    if (known && (here || !declares_here)) {
        const CType *c = type_of(p->t, known);
        bool matches = kind == TK_KW_ENUM ? c->kind == CT_ENUM
                                          : c->kind == CT_RECORD && type_record(p->t, known)->is_union == (kind == TK_KW_UNION);
        if (!matches) {
            diag_error(p->diag, loc, "'%.*s' defined as wrong kind of tag", STR_FMT(name_text(p, tag)));
            diag_note(p->diag, c->kind == CT_ENUM ? p->t->enumeration.at[c->index].loc : type_record(p->t, known)->loc, "previous declaration is here");
            /* Not entered: what follows is meant for the tag that is there. */
            return kind == TK_KW_ENUM ? type_new_enum(p->t, tag, loc) : type_new_record(p->t, kind == TK_KW_UNION, tag, loc);
        }
        return known;
    }
    QType made = kind == TK_KW_ENUM ? type_new_enum(p->t, tag, loc) : type_new_record(p->t, kind == TK_KW_UNION, tag, loc);
    bind_tag(p, tag, made);
    return made;
}

/* Whether a second definition in the same scope says what the first one said (C23 6.2.7). */
static bool same_members(Parser *p, QType a, QType b)
{
    const CRecord *x = type_record(p->t, a), *y = type_record(p->t, b);
    if (x->field_count != y->field_count || x->size != y->size || x->align != y->align) return false;
    for (u32 i = 0; i < x->field_count; i++) {
        const CField *f = FIELD(x->first_field + i), *g = FIELD(y->first_field + i);
        bool bits = f->is_bit_field == g->is_bit_field && (!f->is_bit_field || (f->bit_width == g->bit_width && f->bit_offset == g->bit_offset));
        if (f->name != g->name || f->offset != g->offset || !bits) return false;
        bool anonymous = !f->name && type_is_record(p->t, f->type) && type_is_record(p->t, g->type);
        if (anonymous ? !same_members(p, f->type, g->type) : !type_same(p->t, f->type, g->type)) return false;
        x = type_record(p->t, a);
        y = type_record(p->t, b);
    }
    return true;
}

/* What stands behind `struct`, `union` or `enum`: attributes, and the tag if there is one. The tag's place. */
static Loc parse_tag_head(Parser *p, Attributes *a, Name *tag)
{
    attributes_clear(a);
    parse_attributes(p, a);
    Loc loc = p->tok.loc;
    if (at(p, TK_IDENTIFIER)) {
        *tag = p->tok.name;
        parser_next(p);
    }
    return loc;
}

void parse_struct_or_union(Parser *p, DeclSpec *s)
{
    TokenKind kind = (TokenKind)p->tok.kind;
    bool is_union = kind == TK_KW_UNION;
    parser_next(p);
    Attributes a;
    Name tag = 0;
    Loc loc = parse_tag_head(p, &a, &tag);
    if (at_attribute(p)) parse_attributes(p, &a);
    if (!at(p, TK_LBRACE)) {
        if (!tag) {
            Str found = token_text(p);
            diag_error(p->diag, p->tok.loc, "expected a tag or '{' after '%s' before %.*s", is_union ? "union" : "struct", STR_FMT(found));
            s->type = 0;
            return;
        }
        s->type = find_or_make_tag(p, kind, tag, loc, false);
        s->is_tag_reference = true;
        return;
    }
    s->defines = true;
    QType q = tag ? find_or_make_tag(p, kind, tag, loc, true) : type_new_record(p->t, is_union, 0, loc);
    CRecord *r = record_of(p->t, q);
    QType before = 0;
    if (r->complete && p->options->cpp.standard >= C_STD_C23) {
        before = q;
        q = type_new_record(p->t, is_union, tag, loc);
        r = record_of(p->t, q);
    } else if (r->complete || r->being_defined) {
        diag_error(p->diag, loc, r->complete ? "redefinition of '%s'" : "nested redefinition of '%s'", type_str(p, q));
        diag_note(p->diag, r->loc, "originally defined here");
        q = type_new_record(p->t, is_union, tag, loc);
        r = record_of(p->t, q);
    }
    r->being_defined = true;
    r->loc = loc;
    Loc open = p->tok.loc;
    parser_next(p);
    enter_depth(p);
    u32 first = p->field.len;
    while (!at(p, TK_RBRACE) && !at(p, TK_EOF)) {
        Loc before = p->tok.loc;
        parse_member_declaration(p, first, is_union, a.packed);
        if (p->tok.loc == before && !at(p, TK_RBRACE) && !at(p, TK_EOF)) parser_next(p);
    }
    leave_depth(p);
    expect_close(p, TK_RBRACE, open, "at the end of the members");
    if (p->field.len == first) pedantic(p, loc, is_union ? "unions without members" : "structures without members");
    parse_attributes(p, &a);
    finish_record(p, q, first, &a, loc);
    if (before) {
        if (same_members(p, before, q)) q = before;
        else {
            diag_error(p->diag, loc, "redefinition of '%s' with other members", type_str(p, q));
            diag_note(p->diag, record_of(p->t, before)->loc, "originally defined here");
        }
    }
    s->type = q;
    /* What stands after the brace and concerns the declaration, not the type, goes on to it. */
    if (a.flags) s->attributes.flags |= a.flags;
}

/* ---- enumerations ---- */

typedef struct EnumState {
    i64 value;
    bool value_is_unsigned;  /* value is above INT64_MAX as u64 */
    bool any_negative;
    bool again;              /* the enumeration was defined before with, it is hoped, the same members (C23 6.2.7) */
    u32 repeated;            /* how many were */
    u64 largest;             /* of the ones that are not negative */
    i64 smallest;
} EnumState;

static u32 enum_kind(Parser *p, const EnumState *e, bool packed)
{
    static const u8 signed_kinds[] = {CT_SCHAR, CT_SHORT, CT_INT, CT_LONG, CT_LLONG};
    for (u32 i = packed ? 0 : 2; i < ARRAY_LEN(signed_kinds); i++) {
        QType q = QTYPE_OF(signed_kinds[i]);
        u32 bits = type_bits(p->t, q);
        if (e->any_negative) {
            if (e->largest <= (zero_extend(~(u64)0, bits) >> 1) && (bits == 64 || e->smallest >= -((i64)1 << (bits - 1)))) return signed_kinds[i];
        } else if (e->largest <= zero_extend(~(u64)0, bits)) return signed_kinds[i] + 1u;
    }
    return e->any_negative ? CT_LLONG : CT_ULLONG;
}

static void parse_enumerator(Parser *p, EnumState *e, QType fixed)
{
    if (!at(p, TK_IDENTIFIER)) {
        Str found = token_text(p);
        diag_error(p->diag, p->tok.loc, "expected an identifier in the enumeration before %.*s", STR_FMT(found));
        while (!at(p, TK_COMMA) && !at(p, TK_RBRACE) && !at(p, TK_SEMICOLON) && !at(p, TK_EOF)) parser_next(p);
        return;
    }
    Name name = p->tok.name;
    Loc loc = p->tok.loc;
    parser_next(p);
    Attributes a;
    memset(&a, 0, sizeof a);
    if (at_attribute(p)) parse_attributes(p, &a);
    if (accept(p, TK_ASSIGN)) {
        QType q;
        i64 value;
        if (parse_integer_constant(p, &value, &q, "enumerator value")) {
            e->value = value;
            e->value_is_unsigned = value < 0 && type_is_unsigned(p->t, q);
        }
    }
    bool negative = e->value < 0 && !e->value_is_unsigned;
    if (fixed && ((i64)type_wrap(p->t, fixed, (u64)e->value) != e->value || (e->value < 0 && negative == type_is_unsigned(p->t, fixed))))
        diag_error(p->diag, loc, "the value of enumerator '%.*s' does not fit '%s'", STR_FMT(name_text(p, name)), type_str(p, fixed));
    if (negative) {
        e->any_negative = true;
        if (e->value < e->smallest) e->smallest = e->value;
    } else if ((u64)e->value > e->largest) e->largest = (u64)e->value;
    NameInfo *info = name_info(p, name);
    bool repeats = e->again && info->decl && info->decl_scope == p->scope && DECL(info->decl)->kind == DECL_ENUMERATOR && DECL(info->decl)->value == e->value;
    if (repeats) {
        e->repeated++;
    } else if (info->decl && info->decl_scope == p->scope) {
        diag_error(p->diag, loc, DECL(info->decl)->kind == DECL_ENUMERATOR ? "redeclaration of enumerator '%.*s'" : "'%.*s' redeclared as different kind of symbol",
                   STR_FMT(name_text(p, name)));
        diag_note(p->diag, DECL(info->decl)->loc, "previous declaration is here");
    }
    /* int when it fits; else a type for now that the enumeration may widen. */
    QType type = fixed ? fixed
                 : negative ? (e->value >= INT32_MIN ? INT_T : QTYPE_OF(CT_LONG))
                 : (u64)e->value <= INT32_MAX ? INT_T : (u64)e->value <= UINT32_MAX ? QTYPE_OF(CT_UINT)
                 : (u64)e->value <= INT64_MAX ? QTYPE_OF(CT_LONG) : QTYPE_OF(CT_ULONG);
    DeclId d = new_decl(p, DECL_ENUMERATOR, name, type, loc);
    if (!fixed && type != INT_T) pedantic_since(p, C_STD_C23, loc, "enumerators that are no 'int'");
    DECL(d)->value = fixed ? (i64)type_wrap(p->t, fixed, (u64)e->value) : e->value;
    if (a.flags & DECL_ATTR_DEPRECATED) DECL(d)->flags |= DECL_ATTR_DEPRECATED;
    bind_decl(p, name, d);
    vec_push(&p->work, d);
    if (e->value == INT64_MAX && !e->value_is_unsigned) e->value_is_unsigned = true;
    e->value = (i64)((u64)e->value + 1);
    if (e->value == 0) e->value_is_unsigned = false;
}

void parse_enum(Parser *p, DeclSpec *s)
{
    parser_next(p);
    Attributes a;
    Name tag = 0;
    Loc loc = parse_tag_head(p, &a, &tag);
    QType fixed = 0;
    if (at(p, TK_COLON) && token_starts_type(p, parser_peek(p, 0))) {
        pedantic_since(p, C_STD_C23, p->tok.loc, "enumerations with a fixed type");
        /* enum E : type (C23 6.7.3.3); in a structure a ':' after `enum E` is a bit-field's, which no type name follows. */
        parser_next(p);
        DeclSpec base;
        parse_decl_specifiers(p, &base, false);
        fixed = type_unqualified(type_canonical(p->t, base.type));
        if (!type_is_integer(p->t, fixed) || type_is_bitint(p->t, fixed)) { /* C23 6.7.3.3p6 */
            if (!is_error(fixed)) diag_error(p->diag, loc, "the type of an enumeration must be an integer type, not '%s'", type_str(p, fixed));
            fixed = INT_T;
        }
    }
    if (!at(p, TK_LBRACE)) {
        if (!tag) {
            Str found = token_text(p);
            diag_error(p->diag, p->tok.loc, "expected a tag or '{' after 'enum' before %.*s", STR_FMT(found));
            s->type = 0;
            return;
        }
        s->type = find_or_make_tag(p, TK_KW_ENUM, tag, loc, false);
        if (fixed) {
            u32 index = type_of(p->t, s->type)->index;
            p->t->type.at[s->type >> 4].base = fixed;
            p->t->enumeration.at[index].complete = true;
        }
        s->is_tag_reference = true;
        return;
    }
    s->defines = true;
    QType q = tag ? find_or_make_tag(p, TK_KW_ENUM, tag, loc, true) : type_new_enum(p->t, 0, loc);
    u32 index = type_of(p->t, q)->index;
    EnumState e = {0};
    u32 known = p->t->enumeration.at[index].enumerator_count;
    if (known && p->options->cpp.standard >= C_STD_C23) {
        e.again = true;
    } else if (p->t->enumeration.at[index].complete && (!fixed || known)) {
        diag_error(p->diag, loc, "redefinition of '%s'", type_str(p, q));
        diag_note(p->diag, p->t->enumeration.at[index].loc, "originally defined here");
        q = type_new_enum(p->t, tag, loc);
        index = type_of(p->t, q)->index;
    }
    Loc first_loc = p->t->enumeration.at[index].loc;
    p->t->enumeration.at[index].loc = loc;
    Loc open = p->tok.loc;
    parser_next(p);
    u32 first = p->work.len, before = p->c->decl.len;
    if (at(p, TK_RBRACE)) diag_error(p->diag, open, "empty enumeration is invalid");
    while (!at(p, TK_RBRACE) && !at(p, TK_EOF)) {
        Loc here = p->tok.loc;
        parse_enumerator(p, &e, fixed);
        if (!accept(p, TK_COMMA)) {
            if (at(p, TK_RBRACE)) break;
            Str found = token_text(p);
            diag_error(p->diag, p->tok.loc, "expected ',' or '}' in the enumeration before %.*s", STR_FMT(found));
            if (p->tok.loc == here || !at(p, TK_IDENTIFIER)) {
                skip_balanced(p, TK_RBRACE);
                goto closed;
            }
        }
    }
    expect_close(p, TK_RBRACE, open, "at the end of the enumeration");
closed:
    parse_attributes(p, &a);
    u32 kind = enum_kind(p, &e, a.packed || p->options->short_enums);
    QType base = fixed ? fixed : QTYPE_OF(kind);
    /* Enumerators that are no int have the enumeration's type, all the same (GNU). */
    for (u32 i = first; i < p->work.len && !fixed; i++) {
        Decl *d = DECL(p->work.at[i]);
        if (d->type != INT_T) d->type = base;
    }
    if (e.again) {
        if (e.repeated != known || p->work.len - first != known) {
            diag_error(p->diag, loc, "redefinition of '%s' with other enumerators", type_str(p, q));
            diag_note(p->diag, first_loc, "originally defined here");
        }
        p->work.len = first;
        s->type = q;
        return;
    }
    CEnum *done = &p->t->enumeration.at[index];
    done->complete = true;
    done->first_enumerator = before;
    done->enumerator_count = p->work.len - first;
    done->first_member = p->t->enumerator.len;
    for (u32 i = first; i < p->work.len; i++) vec_push(&p->t->enumerator, p->work.at[i]);
    p->work.len = first;
    p->t->type.at[q >> 4].base = base;
    s->type = q;
    if (a.flags) s->attributes.flags |= a.flags;
}
