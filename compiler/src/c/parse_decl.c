/* Declarations (C11 6.7, 6.9): what goes on at file scope and in blocks, and function definitions.
   In: tokens; parse_specifiers.c and parse_declarator.c read what a declaration is made of. Out: declarations entered by sema_decl.c. */
#include "c/parser.h"

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

static void parse_asm_name(Parser *p, Declarator *d)
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
    return single_init(p, d.type, value);
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
    DECL(object)->references++;
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
    bool is_static = DECL(id)->duration != DURATION_AUTOMATIC, is_zeroed = false;
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
        } else if (KIND(DECL(id)->type) == CT_VLA && at(p, TK_LBRACE) && parser_peek(p, 0)->kind == TK_RBRACE) {
            pedantic_since(p, C_STD_C23, loc, "empty initializers");
            parser_next(p);
            parser_next(p);
            is_zeroed = true;
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
    if (is_zeroed) vm_zero_array(p, id, loc);
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
    if (type_is_integer(p->t, q) && type_size(p->t, q) < type_size(p->t, INT_T) && !type_is_bitint(p->t, q)) return INT_T;
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

/* nested: where it began, or NULL at file scope */
static void parse_function_definition(Parser *p, const DeclSpec *s, Declarator *d, const NestedMark *nested)
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
    if (nested) parse_nested_function(p, id, d, *nested);
    else parse_function_body(p, id, d);
}

/* Something that is no declaration stands at file scope. */
static void recover_external(Parser *p, const DeclSpec *s, const Declarator *d)
{
    Loc loc = p->tok.loc;
    if (s->implicit_int && d->name && !d->has_function && at(p, TK_IDENTIFIER)) {
        diag_error(p->diag, d->loc, "unknown type name '%.*s'%s", STR_FMT(name_text(p, d->name)), name_hint(p, d->name));
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
    if (at(p, TK_IDENTIFIER)) report_unknown_type(p, true);
    DeclSpec s;
    parse_decl_specifiers(p, &s, false);
    if (s.lacks_semicolon) return;
    if (at(p, TK_SEMICOLON)) {
        useless_declaration(p, &s);
        parser_next(p);
        return;
    }
    for (bool first = true;; first = false) {
        Declarator d;
        p->broken_list = false;
        parse_declarator(p, &s, DECLARATOR_NAMED, &d);
        if (!d.name || (p->broken_list && s.implicit_int)) { /* such as typeof(1) x; where typeof is no keyword */
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
            parse_function_definition(p, &s, &d, NULL);
            return;
        }
        if (first && at(p, TK_LBRACE) && is_error(d.type)) { /* of an unknown type, which was said */
            declare(p, &s, &d, false, false);
            parser_next(p);
            skip_balanced(p, TK_RBRACE);
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
    if (s.lacks_semicolon) return;
    if (at(p, TK_SEMICOLON)) {
        vm_statements(p, mark);
        useless_declaration(p, &s);
        parser_next(p);
        return;
    }
    for (bool first = true;; first = false) {
        Declarator d;
        NestedMark nested = nested_mark(p);
        parse_declarator(p, &s, DECLARATOR_NAMED, &d);
        if (!d.name) {
            skip_to_recover(p, false);
            return;
        }
        parse_declarator_tail(p, &d);
        check_implicit_int(p, &s, &d);
        merge_attributes(&d.attributes, &s.attributes);
        if (first && d.has_function && (at(p, TK_LBRACE) || starts_old_style_parameters(p, &d))) {
            vm_statements(p, mark);
            if (!vm_check_declaration(p, &s, &d)) d.type = 0;
            pedantic(p, d.loc, "nested functions");
            parse_function_definition(p, &s, &d, &nested);
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
