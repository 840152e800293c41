/* Expressions by precedence climbing (C11 6.5), GNU's among them.
   In: tokens. Out: typed nodes from sema_expr.c; lvalues stay lvalues until somebody asks for their value. */
#include "c/parser.h"

/* Binary operators, the higher the tighter; 0 is no operator. */
static const u8 precedence[TK_COUNT] = {
    [TK_OROR] = 1, [TK_ANDAND] = 2, [TK_PIPE] = 3, [TK_CARET] = 4, [TK_AMP] = 5, [TK_EQ] = 6, [TK_NE] = 6, [TK_LT] = 7, [TK_GT] = 7,
    [TK_LE] = 7, [TK_GE] = 7, [TK_SHL] = 8, [TK_SHR] = 8, [TK_PLUS] = 9, [TK_MINUS] = 9, [TK_STAR] = 10, [TK_SLASH] = 10, [TK_PERCENT] = 10
};

static NodeId parse_primary(Parser *p);
static NodeId parse_postfix_tail(Parser *p, NodeId n);

static NodeId parse_binary(Parser *p, u32 least)
{
    NodeId left = parse_cast(p);
    u32 aggregates = 0;
    for (;;) {
        TokenKind op = (TokenKind)p->tok.kind;
        u32 level = precedence[op];
        if (level < least) return left;
        Loc loc = p->tok.loc;
        parser_next(p);
        u32 quiet = 0;
        if (level <= 2) {
            left = truth_value(p, left, "operand");
            if (NODE(left)->kind == NODE_INT && (node_integer(NODE(left)) != 0) == (op == TK_OROR)) quiet = 1;
        }
        p->quiet += quiet;
        NodeId right = parse_binary(p, level + 1);
        p->quiet -= quiet;
        left = build_binary(p, op, left, right, loc);
        /* Of numbers a row may be of any length; what is in memory is lowered by recursion. */
        bool in_memory = KIND(NODE(left)->type) == CT_VECTOR || type_is_complex(p->t, NODE(left)->type);
        if (in_memory && ++aggregates > MAX_CHAIN) diag_fatal(p->diag, loc, "more than %d operators on vectors or complex numbers in one expression", MAX_CHAIN);
    }
}

NodeId parse_conditional(Parser *p)
{
    NodeId c = parse_binary(p, 1);
    if (!at(p, TK_QUESTION)) return c;
    enter_depth(p);
    Loc loc = p->tok.loc;
    parser_next(p);
    c = truth_value(p, c, "condition");
    bool known = NODE(c)->kind == NODE_INT, truth = known && node_integer(NODE(c)) != 0;
    NodeId a = 0;
    if (at(p, TK_COLON)) {
        pedantic(p, p->tok.loc, "omitting the middle operand of '?:'");
    } else {
        p->quiet += known && !truth;
        a = parse_expression(p);
        p->quiet -= known && !truth;
    }
    expect(p, TK_COLON, "of the conditional expression");
    p->quiet += known && truth;
    NodeId b = parse_conditional(p);
    p->quiet -= known && truth;
    leave_depth(p);
    return build_conditional(p, c, a, b, loc);
}

NodeId parse_assignment(Parser *p)
{
    NodeId left = parse_conditional(p);
    TokenKind op = (TokenKind)p->tok.kind;
    if (op < TK_ASSIGN || op > TK_OR_ASSIGN) return left;
    enter_depth(p);
    Loc loc = p->tok.loc;
    parser_next(p);
    NodeId right = parse_assignment(p);
    leave_depth(p);
    return build_assign(p, op, left, right, loc);
}

NodeId parse_expression(Parser *p)
{
    NodeId n = parse_assignment(p);
    while (at(p, TK_COMMA)) {
        Loc loc = p->tok.loc;
        parser_next(p);
        n = rvalue(p, n);
        use_value_check(p, n);
        NodeId right = rvalue(p, parse_assignment(p));
        if (node_is_error(p, n) || node_is_error(p, right)) n = error_node(p, loc);
        else n = new_node(p, NODE_COMMA, NODE(right)->type, loc, n, right, 0);
    }
    return n;
}

NodeId parse_condition(Parser *p, const char *what)
{
    Loc open = p->tok.loc;
    bool opened = expect(p, TK_LPAREN, what);
    NodeId n = parse_expression(p);
    warn_condition(p, n);
    n = truth_value(p, n, "condition");
    warn_truth_value(p, n);
    if (opened) expect_close(p, TK_RPAREN, open, "");
    return n;
}

bool parse_integer_constant(Parser *p, i64 *value, QType *type, const char *what)
{
    *value = 0;
    u32 not_strict = p->not_strict;
    NodeId n = rvalue(p, parse_conditional(p));
    QType q = NODE(n)->type;
    if (type) *type = q;
    if (is_error(q)) return false;
    if (!type_is_integer(p->t, q)) {
        diag_error(p->diag, NODE(n)->loc, "%s is not an integer constant expression: it has type '%s'", what, type_str(p, q));
        return false;
    }
    if (!node_is_constant_int(p, n, value)) {
        diag_error(p->diag, NODE(n)->loc, "%s is not an integer constant expression", what);
        return false;
    }
    if (p->not_strict != not_strict && !p->extension)
        diag_warn(p->diag, W_PEDANTIC, NODE(n)->loc, "%s is not an integer constant expression; folding it is an extension", what);
    return true;
}

/* ---- prefix operators ---- */

static NodeId size_node(Parser *p, QType q, Loc loc)
{
    if (is_error(q)) return error_node(p, loc);
    if (!type_complete(p->t, q) && KIND(q) != CT_VOID) {
        diag_error(p->diag, loc, "invalid application of 'sizeof' to incomplete type '%s'", type_str(p, q));
        return error_node(p, loc);
    }
    pedantic_size_of(p, "sizeof", q, loc);
    return vm_size(p, q, loc);
}

static NodeId parse_compound_literal(Parser *p, QType type, u32 storage, Loc loc);

/* Of a variable length array the operand is evaluated (6.5.3.4p2). */
static NodeId size_of_expression(Parser *p, NodeId n, Loc loc)
{
    NodeId size = size_node(p, NODE(n)->type, loc);
    if (NODE(n)->kind == NODE_VAR && (DECL(NODE(n)->a)->flags & DECL_ARRAY_PARAMETER))
        diag_warn(p->diag, W_SIZEOF_ARRAY_ARGUMENT, loc, "'sizeof' on array function parameter '%.*s' will return size of '%s'",
                  STR_FMT(name_text(p, DECL(NODE(n)->a)->name)), type_str(p, NODE(n)->type));
    if (NODE(size)->kind == NODE_INT) NODE(size)->c = n; /* for warnings */
    if (KIND(NODE(n)->type) != CT_VLA || NODE(n)->kind == NODE_VAR || node_is_error(p, size)) return size;
    return new_node(p, NODE_COMMA, p->size_t_, loc, n, size, 0);
}

static NodeId parse_sizeof(Parser *p)
{
    Loc loc = p->tok.loc;
    parser_next(p);
    if (at(p, TK_LPAREN) && token_starts_type(p, parser_peek(p, 0))) {
        Loc open = p->tok.loc;
        u32 mark = p->vm_effect.len;
        u32 storage;
        parser_next(p);
        QType q = parse_type_name_storage(p, &storage);
        expect_close(p, TK_RPAREN, open, "");
        if (!at(p, TK_LBRACE)) {
            if (KIND(q) != CT_VLA) vm_drop(p, mark); /* what does not change the result is not computed (6.7.6.2p5) */
            return vm_before(p, mark, size_node(p, q, loc));
        }
        p->unevaluated++;
        NodeId n = parse_postfix_tail(p, vm_before(p, mark, parse_compound_literal(p, q, storage, open)));
        p->unevaluated--;
        return size_of_expression(p, n, loc);
    }
    p->unevaluated++;
    enter_depth(p);
    NodeId n = parse_unary(p);
    leave_depth(p);
    p->unevaluated--;
    if (is_bit_field(p, n) && NODE(n)->kind == NODE_MEMBER) {
        diag_error(p->diag, loc, "'sizeof' applied to a bit-field");
        return error_node(p, loc);
    }
    return size_of_expression(p, n, loc);
}

static NodeId parse_alignof(Parser *p)
{
    Loc loc = p->tok.loc;
    bool standard = p->tok.name == p->name_alignof_standard;
    if (standard) pedantic_since(p, C_STD_C11, loc, "'_Alignof'");
    parser_next(p);
    QType q;
    u32 align = 0, mark = p->vm_effect.len;
    if (at(p, TK_LPAREN) && token_starts_type(p, parser_peek(p, 0))) {
        Loc open = p->tok.loc;
        parser_next(p);
        q = parse_type_name(p);
        vm_drop(p, mark);
        expect_close(p, TK_RPAREN, open, "");
    } else {
        if (standard) pedantic(p, loc, "'_Alignof' of an expression");
        p->unevaluated++;
        enter_depth(p);
        NodeId n = parse_unary(p);
        leave_depth(p);
        p->unevaluated--;
        q = NODE(n)->type;
        if (is_bit_field(p, n) && NODE(n)->kind == NODE_MEMBER) {
            diag_error(p->diag, loc, "'_Alignof' applied to a bit-field");
            return error_node(p, loc);
        }
        if (NODE(n)->kind == NODE_VAR || NODE(n)->kind == NODE_FUNC) align = DECL(NODE(n)->a)->align;
        else if (NODE(n)->kind == NODE_MEMBER) align = FIELD(NODE(n)->b)->align;
    }
    if (is_error(q)) return error_node(p, loc);
    if (!type_complete(p->t, q) && KIND(q) != CT_VOID && KIND(q) != CT_FUNCTION) {
        diag_error(p->diag, loc, "invalid application of '_Alignof' to incomplete type '%s'", type_str(p, q));
        return error_node(p, loc);
    }
    pedantic_size_of(p, "_Alignof", q, loc);
    return int_node(p, p->size_t_, align ? align : type_align(p->t, q), loc);
}

static NodeId parse_label_address(Parser *p)
{
    Loc loc = p->tok.loc;
    parser_next(p);
    if (!at(p, TK_IDENTIFIER)) {
        diag_error(p->diag, p->tok.loc, "expected a label after '&&'");
        return error_node(p, loc);
    }
    if (!p->in_function) {
        diag_error(p->diag, loc, "taking the address of a label outside of a function");
        parser_next(p);
        return error_node(p, loc);
    }
    pedantic(p, loc, "taking the address of a label");
    LabelId l = use_label(p, p->tok.name, p->tok.loc);
    if (is_outer_label(p, l)) refuse(p, loc, "addresses of labels of an enclosing function");
    p->c->label.at[l].address_taken = true;
    parser_next(p);
    return new_node(p, NODE_LABEL_ADDR, type_pointer(p->t, VOID_T), loc, l, 0, 0);
}

/* An operand with an operator before it. */
static KIT_SLOW_WAY NodeId parse_prefix(Parser *p)
{
    TokenKind op = (TokenKind)p->tok.kind;
    Loc loc = p->tok.loc;
    NodeId n;
    switch (op) {
    case TK_INC: case TK_DEC:
        parser_next(p);
        enter_depth(p);
        n = parse_unary(p);
        leave_depth(p);
        return build_inc_dec(p, op == TK_INC ? NODE_PRE_INC : NODE_PRE_DEC, n, loc);
    case TK_AMP: case TK_STAR: case TK_PLUS: case TK_MINUS: case TK_TILDE: case TK_NOT:
        parser_next(p);
        enter_depth(p);
        n = parse_cast(p);
        leave_depth(p);
        if (op == TK_AMP) return build_address(p, n, loc);
        if (op == TK_STAR) return build_deref(p, n, loc);
        return build_unary(p, op, n, loc);
    case TK_ANDAND: return parse_label_address(p);
    case TK_KW_SIZEOF: return parse_sizeof(p);
    case TK_KW_ALIGNOF: return parse_alignof(p);
    case TK_KW_EXTENSION:
        parser_next(p);
        enter_depth(p);
        p->extension++;
        n = parse_cast(p);
        p->extension--;
        leave_depth(p);
        return n;
    case TK_KW_REAL: case TK_KW_IMAG:
        parser_next(p);
        enter_depth(p);
        n = parse_cast(p);
        leave_depth(p);
        return build_part(p, op == TK_KW_REAL ? NODE_REAL : NODE_IMAG, n, loc);
    default: return error_node(p, loc);
    }
}

NodeId parse_unary(Parser *p)
{
    switch (p->tok.kind) {
    case TK_INC: case TK_DEC: case TK_AMP: case TK_STAR: case TK_PLUS: case TK_MINUS: case TK_TILDE: case TK_NOT: case TK_ANDAND:
    case TK_KW_SIZEOF: case TK_KW_ALIGNOF: case TK_KW_EXTENSION: case TK_KW_REAL: case TK_KW_IMAG:
        return parse_prefix(p);
    default: {
        NodeId primary = parse_primary(p);
        return parse_postfix_tail(p, primary);
    }
    }
}

/* The storage classes that a compound literal may have before its type (C23 6.5.3.6). */
static bool starts_literal_storage(Parser *p, const Token *t)
{
    if (p->options->cpp.standard < C_STD_C23) return false;
    return t->kind == TK_KW_STATIC || t->kind == TK_KW_CONSTEXPR || t->kind == TK_KW_REGISTER || t->kind == TK_KW_THREAD_LOCAL;
}

/* (type) operand, or a compound literal. */
NodeId parse_cast(Parser *p)
{
    if (!at(p, TK_LPAREN)) return parse_unary(p);
    const Token *next = parser_peek(p, 0);
    if (!token_starts_type(p, next) && !starts_literal_storage(p, next)) return parse_unary(p);
    Loc loc = p->tok.loc;
    u32 mark = p->vm_effect.len;
    u32 storage;
    parser_next(p);
    QType q = parse_type_name_storage(p, &storage);
    expect_close(p, TK_RPAREN, loc, "");
    if (at(p, TK_LBRACE)) return parse_postfix_tail(p, vm_before(p, mark, parse_compound_literal(p, q, storage, loc)));
    if (storage) diag_error(p->diag, loc, "a cast can have no storage class");
    enter_depth(p);
    NodeId n = parse_cast(p);
    leave_depth(p);
    return vm_before(p, mark, explicit_cast(p, q, n, loc));
}

static NodeId parse_compound_literal(Parser *p, QType type, u32 storage, Loc loc)
{
    bool is_static = !p->in_function || p->static_context || (storage & STORAGE_STATIC);
    QType q = type;
    if (storage & STORAGE_THREAD) refuse(p, loc, "thread-local compound literals");
    pedantic_since(p, C_STD_C99, loc, "compound literals");
    if (KIND(q) == CT_FUNCTION || KIND(q) == CT_VOID) {
        diag_error(p->diag, loc, "compound literal of type '%s'", type_str(p, q));
        q = 0;
    } else if (KIND(q) == CT_VLA) {
        diag_error(p->diag, loc, "compound literal has variable size");
        q = 0;
    }
    if (refuse_type(p, q, loc)) q = 0;
    bool is_constant = storage & STORAGE_CONSTEXPR;
    p->static_context += is_static || is_constant;
    InitId init = parse_initializer(p, &q, is_static || is_constant, loc);
    p->static_context -= is_static || is_constant;
    if (is_error(q)) return error_node(p, loc);
    if (is_constant) q = type_qualified(p->t, q, Q_CONST);
    DeclId d = new_decl(p, DECL_OBJECT, 0, q, loc);
    Decl *decl = DECL(d);
    decl->flags |= DECL_USED | DECL_DEFINED | (is_constant ? DECL_CONSTEXPR : 0) | (storage & STORAGE_REGISTER ? DECL_REGISTER : 0);
    NodeId n;
    if (is_constant && init) remember_value(p->c, d, init);
    decl = DECL(d);
    if (is_static) {
        decl->duration = DURATION_STATIC;
        decl->value = init;
        if (!p->unevaluated && can_lower(p) && init) lower_object(p->c, d, init);
        n = new_node(p, NODE_VAR, q, loc, d, 0, 0);
    } else {
        decl->duration = DURATION_AUTOMATIC;
        n = new_node(p, NODE_COMPOUND_LITERAL, q, loc, d, init, 0);
    }
    NODE(n)->flags |= NODE_LVALUE;
    return n;
}

/* ---- postfix ---- */

bool parse_argument_list(Parser *p, Loc open, const char *what, Loc *end)
{
    enter_depth(p);
    if (!at(p, TK_RPAREN)) {
        do {
            NodeId n = parse_assignment(p);
            vec_push(&p->work, n);
        } while (accept(p, TK_COMMA));
    }
    leave_depth(p);
    *end = p->tok.loc;
    if (expect_close(p, TK_RPAREN, open, what)) return true;
    skip_balanced(p, TK_RPAREN);
    return false;
}

static NodeId parse_call(Parser *p, NodeId callee)
{
    Loc loc = p->tok.loc;
    u32 first = p->work.len;
    Loc end;
    parser_next(p);
    if (!parse_argument_list(p, loc, "of the call", &end)) {
        p->work.len = first;
        return error_node(p, loc);
    }
    if (NODE(callee)->kind == NODE_FUNC) loc = NODE(callee)->loc;
    return build_call(p, callee, first, loc, end);
}

static NodeId parse_postfix_tail(Parser *p, NodeId n)
{
    for (u32 chain = 0;; chain++) {
        Loc loc = p->tok.loc;
        switch (p->tok.kind) {
        case TK_LBRACKET: {
            parser_next(p);
            enter_depth(p);
            NodeId index = parse_expression(p);
            leave_depth(p);
            expect_close(p, TK_RBRACKET, loc, "");
            n = build_index(p, n, index, loc);
            break;
        }
        case TK_LPAREN: n = parse_call(p, n); break;
        case TK_DOT: case TK_ARROW: {
            bool arrow = at(p, TK_ARROW);
            parser_next(p);
            if (!at(p, TK_IDENTIFIER)) {
                Str found = token_text(p);
                diag_error(p->diag, p->tok.loc, "expected a member name before %.*s", STR_FMT(found));
                return error_node(p, loc);
            }
            Name name = p->tok.name;
            Loc name_loc = p->tok.loc;
            parser_next(p);
            n = build_member(p, n, name, arrow, loc, name_loc);
            break;
        }
        case TK_INC: case TK_DEC: {
            NodeKind kind = at(p, TK_INC) ? NODE_POST_INC : NODE_POST_DEC;
            parser_next(p);
            n = build_inc_dec(p, kind, n, loc);
            break;
        }
        default: return n;
        }
        if (chain > MAX_CHAIN) diag_fatal(p->diag, loc, "more than %d operators in one expression", MAX_CHAIN);
    }
}

/* ---- primary ---- */

static NodeId undeclared(Parser *p, Name name, Loc loc)
{
    const char *hint = name_hint(p, name);
    if (!*hint) hint = p->in_function ? " (first use in this function)" : " here (not in a function)";
    diag_error(p->diag, loc, "'%.*s' undeclared%s", STR_FMT(name_text(p, name)), hint);
    /* Known from here on, as something of no type. */
    DeclId d = new_decl(p, DECL_OBJECT, name, 0, loc);
    DECL(d)->flags |= DECL_USED;
    if (p->in_function) bind_decl(p, name, d);
    return error_node(p, loc);
}

static void warn_deprecated(Parser *p, const Decl *d, Loc loc)
{
    const CallAttributes *a = &p->call_attributes.at[d->call_attributes];
    if (a->message.len && !a->call_diagnostic)
        diag_warn(p->diag, W_DEPRECATED, loc, "'%.*s' is deprecated: %.*s", STR_FMT(name_text(p, d->name)), STR_FMT(a->message));
    else
        diag_warn(p->diag, W_DEPRECATED, loc, "'%.*s' is deprecated", STR_FMT(name_text(p, d->name)));
}

static NodeId identifier_expression(Parser *p, Name name, Loc loc)
{
    NameInfo *info = name_info(p, name);
    DeclId id = info->decl;
    if (!id) {
        if (info->builtin && builtin_is_prefixed(info->builtin)) {
            if (at(p, TK_LPAREN)) return parse_builtin_call(p, name, loc, info->builtin);
            id = builtin_library_decl(p, info->builtin, name);
            if (!id) {
                diag_error(p->diag, loc, "'%.*s' must be called", STR_FMT(name_text(p, name)));
                return error_node(p, loc);
            }
        } else if (at(p, TK_LPAREN)) {
            Str text = name_text(p, name);
            if (str_starts(text, "__sync_") || str_starts(text, "__atomic_") || str_starts(text, "__c11_atomic_")) return parse_atomic_call(p, name, loc);
            id = implicit_function(p, name, loc);
        } else {
            return undeclared(p, name, loc);
        }
    }
    Decl *d = DECL(id);
    d->flags |= DECL_USED;
    d->references++;
    if (d->flags & DECL_ATTR_DEPRECATED) warn_deprecated(p, d, loc);
    NodeId n;
    switch (d->kind) {
    case DECL_OBJECT:
        if (is_error(d->type)) return error_node(p, loc);
        n = new_node(p, NODE_VAR, d->type, loc, id, 0, 0);
        NODE(n)->flags |= NODE_LVALUE;
        return n;
    case DECL_FUNCTION: return new_node(p, NODE_FUNC, d->type, loc, id, 0, 0);
    case DECL_ENUMERATOR: return int_node(p, d->type, (u64)d->value, loc);
    case DECL_TYPEDEF:
        diag_error(p->diag, loc, "unexpected type name '%.*s': expected an expression", STR_FMT(name_text(p, name)));
        return error_node(p, loc);
    default: return error_node(p, loc);
    }
}

/* __func__ and its GNU kin: an array of the function's name, made when first used (6.4.2.2). */
static NodeId parse_function_name(Parser *p)
{
    Loc loc = p->tok.loc;
    parser_next(p);
    if (!p->in_function) {
        diag_warn(p->diag, W_REQUIRED, loc, "'__func__' is not defined outside of function scope");
    }
    if (!p->func_name) {
        Str text = p->in_function ? name_text(p, DECL(p->function)->name) : STR("");
        StringLiteral s = {0};
        s.element = 1;
        s.size = (u64)text.len + 1;
        s.bytes = (const u8 *)arena_str(&p->c->arena, text).ptr;
        vec_push(&p->c->string, s);
        QType q = type_array(p->t, QTYPE_OF(CT_CHAR) | Q_CONST, s.size);
        DeclId d = new_decl(p, DECL_OBJECT, intern(p, "__func__"), q, loc);
        DECL(d)->duration = DURATION_STATIC;
        DECL(d)->flags |= DECL_USED | DECL_DEFINED;
        NodeId value = new_node(p, NODE_STRING, q, loc, p->c->string.len - 1, 0, 0);
        NODE(value)->flags |= NODE_LVALUE;
        InitId init = single_init(p, q, value);
        if (can_lower(p)) lower_object(p->c, d, init);
        p->func_name = d;
        if (!p->in_function) p->func_name = 0;
        NodeId n = new_node(p, NODE_VAR, q, loc, d, 0, 0);
        NODE(n)->flags |= NODE_LVALUE;
        return n;
    }
    NodeId n = new_node(p, NODE_VAR, DECL(p->func_name)->type, loc, p->func_name, 0, 0);
    NODE(n)->flags |= NODE_LVALUE;
    return n;
}

static NodeId parse_statement_expression(Parser *p, Loc open)
{
    if (!p->in_function) {
        diag_error(p->diag, open, "statement expressions are only allowed inside a function");
        parser_next(p);
        skip_balanced(p, TK_RBRACE);
        return error_node(p, open);
    }
    pedantic(p, open, "statement expressions");
    p->stmt_expr++;
    u32 unevaluated = p->unevaluated;
    bool dead = p->dead;
    NodeId block = parse_compound(p, true, true);
    NodeId last = p->last_value;
    bool ends_dead = p->dead && !dead;
    p->unevaluated = unevaluated;
    p->stmt_expr--;
    p->dead = dead;
    QType q = last ? NODE(last)->type : VOID_T;
    return new_node(p, NODE_STMT_EXPR, q, open, block, ends_dead, 0);
}

/* _Generic (6.5.1.1): only the chosen expression is kept. */
static NodeId parse_generic(Parser *p)
{
    Loc loc = p->tok.loc;
    pedantic_since(p, C_STD_C11, loc, "'_Generic'");
    parser_next(p);
    Loc open = p->tok.loc;
    if (!expect(p, TK_LPAREN, "after '_Generic'")) return error_node(p, loc);
    enter_depth(p);
    QType control;
    u32 mark = p->vm_effect.len;
    if (token_starts_type(p, &p->tok)) {
        pedantic(p, p->tok.loc, "a type as the controlling operand of '_Generic'");
        control = parse_type_name(p);
    } else {
        p->unevaluated++;
        NodeId n = rvalue(p, parse_assignment(p));
        p->unevaluated--;
        control = NODE(n)->type;
    }
    NodeId chosen = 0, otherwise = 0;
    bool has_default = false;
    u32 seen = p->work.len;
    while (accept(p, TK_COMMA)) {
        if (at(p, TK_KW_DEFAULT)) {
            if (has_default) diag_error(p->diag, p->tok.loc, "duplicate 'default' in '_Generic'");
            has_default = true;
            parser_next(p);
            expect(p, TK_COLON, "after 'default'");
            p->quiet++;
            otherwise = parse_assignment(p);
            p->quiet--;
            continue;
        }
        Loc where = p->tok.loc;
        QType q = parse_type_name(p);
        if (!is_error(q) && (KIND(q) == CT_FUNCTION || !type_complete(p->t, q)) && KIND(q) != CT_VOID)
            diag_error(p->diag, where, "'_Generic' association has %s type '%s'", KIND(q) == CT_FUNCTION ? "function" : "incomplete", type_str(p, q));
        if (type_is_variably_modified(p->t, q)) {
            diag_error(p->diag, where, "'_Generic' association has variable length type '%s'", type_str(p, q));
            q = 0;
        }
        for (u32 i = seen; i < p->work.len; i++)
            if (type_compatible(p->t, p->work.at[i], q)) diag_error(p->diag, where, "'_Generic' specifies two compatible types ('%s')", type_str(p, q));
        vec_push(&p->work, q);
        expect(p, TK_COLON, "after the type in '_Generic'");
        if (!is_error(control) && type_compatible(p->t, control, q) && !chosen) {
            chosen = parse_assignment(p);
        } else {
            p->unevaluated++;
            parse_assignment(p);
            p->unevaluated--;
        }
    }
    p->work.len = seen;
    vm_drop(p, mark);
    leave_depth(p);
    if (!expect_close(p, TK_RPAREN, open, "")) skip_balanced(p, TK_RPAREN);
    if (!chosen) chosen = otherwise;
    if (!chosen) {
        if (!is_error(control)) diag_error(p->diag, loc, "'_Generic' selector of type '%s' is not compatible with any association", type_str(p, control));
        return error_node(p, loc);
    }
    return chosen;
}

static NodeId parse_primary(Parser *p)
{
    Loc loc = p->tok.loc;
    NodeId n;
    switch (p->tok.kind) {
    case TK_IDENTIFIER: {
        Name name = p->tok.name;
        parser_next(p);
        return identifier_expression(p, name, loc);
    }
    case TK_NUMBER: return parse_number(p);
    case TK_CHARACTER: return parse_character(p);
    case TK_STRING: return parse_string(p);
    case TK_LPAREN:
        parser_next(p);
        enter_depth(p);
        if (at(p, TK_LBRACE)) n = parse_statement_expression(p, loc);
        else n = parse_expression(p);
        leave_depth(p);
        if (!expect_close(p, TK_RPAREN, loc, "")) {
            /* What follows is most likely still part of the broken operand. */
            if (!at(p, TK_SEMICOLON) && !at(p, TK_RBRACE) && !at(p, TK_LBRACE)) skip_balanced(p, TK_RPAREN);
            return error_node(p, loc);
        }
        NODE(n)->flags |= NODE_PARENTHESIZED;
        return n;
    case TK_KW_GENERIC: return parse_generic(p);
    case TK_KW_TRUE: case TK_KW_FALSE:
        n = int_node(p, QTYPE_OF(CT_BOOL), at(p, TK_KW_TRUE), loc);
        parser_next(p);
        return n;
    case TK_KW_NULLPTR:
        parser_next(p);
        return int_node(p, p->t->nullptr_, 0, loc);
    case TK_KW_FUNC: case TK_KW_FUNCTION: case TK_KW_PRETTY_FUNCTION: return parse_function_name(p);
    case TK_KW_BUILTIN_VA_ARG: case TK_KW_BUILTIN_OFFSETOF: case TK_KW_BUILTIN_TYPES_COMPATIBLE_P: case TK_KW_BUILTIN_CHOOSE_EXPR:
        return parse_builtin_keyword(p);
    default: {
        Str found = token_text(p);
        if (p->broken != loc) diag_error(p->diag, loc, "expected an expression before %.*s", STR_FMT(found));
        /* A token that nobody else waits for is stepped over, so that parsing goes on. */
        if (!at(p, TK_SEMICOLON) && !at(p, TK_RPAREN) && !at(p, TK_RBRACKET) && !at(p, TK_RBRACE) && !at(p, TK_COMMA) && !at(p, TK_EOF) &&
            !at(p, TK_LBRACE) && !(p->tok.kind >= TK_KW_AUTO))
            parser_next(p);
        p->broken = p->tok.loc;
        return error_node(p, loc);
    }
    }
}

/* ---- -Wunused-value ---- */

/* What is only set: the assignment's value is not used. */
static void note_set_only(Parser *p, NodeId id)
{
    while (NODE(id)->kind == NODE_MEMBER && (NODE(NODE(id)->a)->flags & NODE_LVALUE)) id = NODE(id)->a;
    if (NODE(id)->kind == NODE_VAR && DECL(NODE(id)->a)->references) DECL(NODE(id)->a)->references--;
}

void use_value_check(Parser *p, NodeId id)
{
    const Node *n = NODE(id);
    if (p->unevaluated || is_error(n->type) || n->type == VOID_T) return;
    switch (n->kind) {
    case NODE_ASSIGN: note_set_only(p, n->a); return;
    case NODE_ASSIGN_OP: case NODE_PRE_INC: case NODE_PRE_DEC: case NODE_POST_INC: case NODE_POST_DEC: case NODE_STMT_EXPR:
    case NODE_VA_ARG: case NODE_BUILTIN:
        return;
    case NODE_CALL: {
        DeclId d = callee_decl(p, n->a);
        if (d && (DECL(d)->flags & DECL_ATTR_WARN_UNUSED))
            diag_warn(p->diag, W_UNUSED_RESULT, n->loc, "ignoring return value of '%.*s' declared with attribute 'warn_unused_result'", STR_FMT(name_text(p, DECL(d)->name)));
        return;
    }
    case NODE_COMMA: use_value_check(p, n->b); return;
    case NODE_COND:
        /* c ? f() : 0 is used for its effects. */
        if (n->b) {
            NodeId c = n->c, kinds[2] = {n->b, c};
            for (u32 i = 0; i < 2; i++) {
                const Node *x = NODE(kinds[i]);
                while (x->kind == NODE_CAST) x = NODE(x->a);
                if (x->kind == NODE_CALL || (x->kind >= NODE_ASSIGN && x->kind <= NODE_POST_DEC) || x->kind == NODE_COMMA || x->kind == NODE_STMT_EXPR) return;
            }
        }
        break;
    case NODE_LOGAND: case NODE_LOGOR: {
        const Node *x = NODE(n->b);
        while (x->kind == NODE_CAST) x = NODE(x->a);
        if (x->kind == NODE_CALL || (x->kind >= NODE_ASSIGN && x->kind <= NODE_POST_DEC) || x->kind == NODE_COMMA || x->kind == NODE_STMT_EXPR || x->kind == NODE_LOGAND || x->kind == NODE_LOGOR) return;
        break;
    }
    case NODE_CAST: {
        const Node *x = NODE(n->a);
        if (x->kind == NODE_CALL || x->kind == NODE_STMT_EXPR || x->kind == NODE_BUILTIN) return;
        break;
    }
    case NODE_LOAD:
        if (type_is_volatile(p->t, NODE(n->a)->type)) return;
        break;
    default: break;
    }
    diag_warn(p->diag, W_UNUSED_VALUE, n->loc, "value computed is not used");
}
