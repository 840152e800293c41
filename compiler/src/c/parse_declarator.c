/* Declarators and type names (C11 6.7.6, 6.7.7): pointers, arrays, functions and their parameters.
   In: specifiers and tokens. Out: a Declarator with its name and whole type. */
#include "c/parser.h"

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
        u32 not_strict = p->not_strict;
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
            if (p->not_strict != not_strict && !p->extension)
                diag_warn(p->diag, W_PEDANTIC, NODE(n)->loc, "size of array is not an integer constant expression; folding it is an extension");
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

QType adjust_parameter(Parser *p, QType q)
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
    if (starts_specifiers(p)) {
        parse_decl_specifiers(p, &s, false);
    } else {
        if (at(p, TK_IDENTIFIER)) diag_error(p->diag, loc, "unknown type name '%.*s'%s", STR_FMT(name_text(p, p->tok.name)), name_hint(p, p->tok.name));
        else {
            Str found = token_text(p);
            diag_error(p->diag, loc, "expected a parameter declaration before %.*s", STR_FMT(found));
            p->broken_list = true;
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
    if (fresh) info.decl = new_parameter(p, d.name, info.type, d.loc);
    DECL(info.decl)->flags |= DECL_IS_PARAMETER | (s.storage & STORAGE_REGISTER ? DECL_REGISTER : 0) | (d.attributes.flags & DECL_ATTR_UNUSED);
    if (d.array_parameter || type_is_array(p->t, q)) DECL(info.decl)->flags |= DECL_ARRAY_PARAMETER;
    DECL(info.decl)->align = d.attributes.align;
    if (d.name && fresh) bind_decl(p, d.name, info.decl);
    vec_push(&p->param_work, info);
    return true;
}

/* After '('. The parameters end up side by side in p->param. */
static void parse_param_list(Parser *p, DeclaratorPart *part)
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
    if ((base & (Q_CONST | Q_VOLATILE)) && !is_error(base)) diag_warn(p->diag, W_IGNORED_QUALIFIERS, part->loc, "type qualifiers ignored on function return type");
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
            d->array_parameter = true;
            if (KIND(base) == CT_FUNCTION || KIND(base) == CT_VOID || (!type_complete(p->t, base) && KIND(base) != CT_VLA)) {
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
    if (!starts_specifiers(p)) {
        Str found = token_text(p);
        if (at(p, TK_IDENTIFIER)) diag_error(p->diag, p->tok.loc, "unknown type name %.*s%s", STR_FMT(found), name_hint(p, p->tok.name));
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
