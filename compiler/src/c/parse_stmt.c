/* Statements (C11 6.8). In: tokens. Out: statement nodes.
   On the way it is tracked whether the next statement can be reached: for -Wreturn-type and -Wimplicit-fallthrough. */
#include "c/parser.h"

/* ---- labels ---- */

static LabelId new_label(Parser *p, Name name, Loc loc)
{
    Label l;
    memset(&l, 0, sizeof l);
    l.name = name;
    l.loc = loc;
    l.shadowed = name_info(p, name)->label;
    vec_push(&p->c->label, l);
    name_info(p, name)->label = p->c->label.len - 1;
    return p->c->label.len - 1;
}

static LabelId find_label(Parser *p, Name name, Loc loc)
{
    LabelId l = name_info(p, name)->label;
    bool visible = l && (!is_outer_label(p, l) || p->c->label.at[l].local);
    return visible ? l : new_label(p, name, loc);
}

LabelId use_label(Parser *p, Name name, Loc loc)
{
    LabelId l = find_label(p, name, loc);
    p->c->label.at[l].used = true;
    return l;
}

static NodeId define_label(Parser *p, Name name, Loc loc)
{
    LabelId l = find_label(p, name, loc);
    if (is_outer_label(p, l)) l = new_label(p, name, loc);
    Label *label = &p->c->label.at[l];
    if (label->defined) {
        diag_error(p->diag, loc, "duplicate label '%.*s'", STR_FMT(name_text(p, name)));
        diag_note(p->diag, label->loc, "previous definition is here");
    }
    label->defined = true;
    label->loc = loc;
    label->cleanup = p->cleanup;
    return l;
}

/* __label__ a, b; at the start of a block (GNU): they shadow the function's. */
static void parse_local_labels(Parser *p)
{
    while (at(p, TK_KW_LABEL)) {
        parser_next(p);
        do {
            if (!at(p, TK_IDENTIFIER)) {
                Str found = token_text(p);
                diag_error(p->diag, p->tok.loc, "expected a label before %.*s", STR_FMT(found));
                break;
            }
            NameInfo *info = name_info(p, p->tok.name);
            ScopeUndo u = {p->tok.name, UNDO_LABEL, info->label, 0, p->tok.loc};
            vec_push(&p->undo, u);
            LabelId l = new_label(p, p->tok.name, p->tok.loc);
            p->c->label.at[l].local = true;
            parser_next(p);
        } while (accept(p, TK_COMMA));
        expect(p, TK_SEMICOLON, "after the label declaration");
    }
}

/* ---- blocks ---- */

/* Whether nothing comes after the expression: a call that does not return is evaluated in it for certain. The last operand of
   `,` and ?: is gone into without recursion, as chains of them may be long. */
static bool ends_dead(Parser *p, NodeId id)
{
    for (;;) {
        const Node *n = NODE(id);
        switch (n->kind) {
        case NODE_CAST: id = n->a; break;
        case NODE_COMMA:
            if (ends_dead(p, n->b)) return true;
            id = n->a; break;
        case NODE_COND: {
            const Node *condition = NODE(n->a);
            if (!n->b) return false;
            if (condition->kind == NODE_INT && !node_is_error(p, n->a)) {
                id = node_integer(condition) ? n->b : n->c;
            } else {
                if (!ends_dead(p, n->b)) return false;
                id = n->c;
            }
            break;
        }
        case NODE_CALL: return callee_never_returns(p, n->a);
        case NODE_STMT_EXPR: return n->b;
        case NODE_BUILTIN: return n->aux == BUILTIN_UNREACHABLE || n->aux == BUILTIN_TRAP;
        default: return false;
        }
    }
}

NodeId compound_node(Parser *p, u32 first, Loc loc)
{
    u32 count = p->work.len - first;
    u32 at_extra = vec_extend(&p->c->extra, count);
    if (count) memcpy(p->c->extra.at + at_extra, p->work.at + first, count * sizeof(u32));
    p->work.len = first;
    return new_node(p, NODE_COMPOUND, 0, loc, at_extra, count, 0);
}

static bool is_space(char ch) { return ch == ' ' || ch == '\t' || ch == '\n' || ch == '\r'; }

/* Whether a comment right before the token says that falling through is meant; read from the source, as tokens carry no comments. */
static bool comment_says_fallthrough(Parser *p, Loc loc)
{
    Sources *s = p->diag->sources;
    loc = source_expansion(s, loc);
    if (!loc) return false;
    const SourceRange *r = &s->range.at[source_range(s, loc)];
    if (r->text == MAP_NONE) return false;
    const char *begin = s->text.at[r->text].text, *end = begin + (loc - r->base);
    for (u32 lines = 0; lines < 3; lines++) {
        while (end > begin && is_space(end[-1])) end--;
        const char *start = end;
        if (end - begin >= 2 && end[-1] == '/' && end[-2] == '*') {
            start = end - 2;
            while (start > begin && !(start[-1] == '*' && start > begin + 1 && start[-2] == '/')) start--;
        } else {
            while (start > begin && start[-1] != '\n') start--;
            const char *slash = start;
            while (slash + 1 < end && !(slash[0] == '/' && slash[1] == '/')) slash++;
            if (slash + 1 >= end) return false;
            start = slash;
        }
        for (const char *c = start; c + 4 <= end; c++)
            if ((c[0] | 32) == 'f' && (c[1] | 32) == 'a' && (c[2] | 32) == 'l' && (c[3] | 32) == 'l') return true;
        end = start;
        if (end - begin >= 2 && end[-1] == '*' && end[-2] == '/') end -= 2;
    }
    return false;
}

static void note_fallthrough(Parser *p, bool reached)
{
    p->switch_.fallen_into = 0;
    if (reached && !p->dead && p->switch_.active && !p->fallthrough_said && diag_enabled(p->diag, W_IMPLICIT_FALLTHROUGH, p->tok.loc) &&
        !comment_says_fallthrough(p, p->tok.loc))
        p->switch_.fallen_into = p->tok.loc;
}

/* After the last of the labels: falling into nothing but a jump or the end is no accident. */
static void warn_fallthrough(Parser *p)
{
    if (!p->switch_.fallen_into || at(p, TK_KW_CASE) || at(p, TK_KW_DEFAULT)) return;
    bool jump = at(p, TK_KW_BREAK) || at(p, TK_KW_CONTINUE) || at(p, TK_KW_GOTO) || (at(p, TK_KW_RETURN) && parser_peek(p, 0)->kind == TK_SEMICOLON);
    bool end = at(p, TK_RBRACE) || (at(p, TK_SEMICOLON) && parser_peek(p, 0)->kind == TK_RBRACE);
    if (!jump && !end) diag_warn(p->diag, W_IMPLICIT_FALLTHROUGH, p->switch_.fallen_into, "this statement may fall through");
    p->switch_.fallen_into = 0;
}

/* A name that nothing is known of, and another name after it: a declaration was meant. It is then a type of which nothing is said. */
void report_unknown_type(Parser *p, bool pointer_too)
{
    Name name = p->tok.name;
    const NameInfo *info = name_info(p, name);
    u32 next = parser_peek(p, 0)->kind;
    if (info->decl || info->builtin || (next != TK_IDENTIFIER && !(pointer_too && next == TK_STAR))) return;
    Loc loc = p->tok.loc;
    diag_error(p->diag, loc, "unknown type name '%.*s'%s", STR_FMT(name_text(p, name)), name_hint(p, name));
    DeclId d = new_decl(p, DECL_TYPEDEF, name, 0, loc);
    bind_decl(p, name, d);
}

/* for_value: of a statement expression, whose last expression is left in p->last_value. */
NodeId parse_compound(Parser *p, bool new_scope, bool for_value)
{
    Loc open = p->tok.loc;
    if (!expect(p, TK_LBRACE, "to begin a block")) return new_node(p, NODE_NULL, 0, open, 0, 0, 0);
    enter_depth(p);
    if (new_scope) scope_push(p);
    u32 first = p->work.len, cleanup = p->cleanup;
    NodeId last = 0;
    parse_local_labels(p);
    bool after_statement = false;
    while (!at(p, TK_RBRACE) && !at(p, TK_EOF)) {
        Loc before = p->tok.loc;
        last = 0;
        bool is_label = at(p, TK_IDENTIFIER) && parser_peek(p, 0)->kind == TK_COLON;
        bool fallthrough = at(p, TK_KW_ATTRIBUTE) && parser_peek(p, 0)->kind == TK_LPAREN && !is_label && p->switch_.active;
        if (at(p, TK_IDENTIFIER) && !is_label) report_unknown_type(p, false);
        Attributes leading;
        if (at(p, TK_LBRACKET) && at_attribute(p)) {
            /* [[...]] before a declaration, or a statement of its own. */
            attributes_clear(&leading);
            parse_attributes(p, &leading);
            if (at(p, TK_SEMICOLON) && leading.fallthrough) {
                p->fallthrough_said = true;
                parser_next(p);
                continue;
            }
            if (starts_declaration(p)) p->leading = &leading;
        }
        if (!is_label && !fallthrough && starts_declaration(p)) {
            if (after_statement && !at(p, TK_KW_STATIC_ASSERT) && !diag_warn(p->diag, W_DECLARATION_AFTER_STATEMENT, before, "ISO C90 does not support mixed declarations and code"))
                pedantic_since(p, C_STD_C99, before, "mixed declarations and code");
            parse_block_declaration(p);
        } else {
            after_statement = true;
            p->directly_in_block = true;
            NodeId n = parse_statement(p);
            if (n) {
                vec_push(&p->work, n);
                last = n;
            }
        }
        if (p->tok.loc == before && !at(p, TK_RBRACE) && !at(p, TK_EOF)) parser_next(p);
    }
    if (new_scope) scope_pop(p);
    p->cleanup = cleanup;
    leave_depth(p);
    p->end_loc = p->tok.loc;
    p->last_value = 0;
    if (for_value && last) {
        NodeId statement = last;
        while (NODE(statement)->kind == NODE_LABEL) statement = NODE(statement)->b;
        if (NODE(statement)->kind == NODE_EXPR_STMT && NODE(NODE(statement)->a)->type != VOID_T) p->last_value = NODE(statement)->a;
    }
    expect_close(p, TK_RBRACE, open, "at the end of the block");
    return compound_node(p, first, open);
}

/* ---- selection and iteration ---- */

static void begin_statement(Parser *p)
{
    p->switch_.after_label = false;
    p->fallthrough_said = false;
}

/* `what` and `guard`: the statement that it belongs to, for -Wmisleading-indentation; NULL of labels and switch. */
static NodeId parse_body(Parser *p, const char *what, Loc guard)
{
    Loc loc = p->tok.loc;
    bool block = at(p, TK_LBRACE) || at(p, TK_SEMICOLON);
    enter_depth(p);
    NodeId n = parse_statement(p);
    leave_depth(p);
    if (what && !block) warn_indentation(p, what, guard, loc);
    return n ? n : new_node(p, NODE_NULL, 0, p->tok.loc, 0, 0, 0);
}

static void warn_empty_body(Parser *p, NodeId body, const char *what, Loc loc)
{
    if (NODE(body)->kind == NODE_NULL && NODE(body)->a == 1 && source_line(p->diag->sources, NODE(body)->loc, NULL) == source_line(p->diag->sources, loc, NULL))
        diag_warn(p->diag, W_EMPTY_BODY, NODE(body)->loc, "suggest braces around empty body in '%s' statement", what);
}

static IfLink parse_if_link(Parser *p)
{
    IfLink k;
    k.loc = p->tok.loc;
    parser_next(p);
    k.condition = parse_condition(p, "after 'if'");
    k.known = NODE(k.condition)->kind == NODE_INT && !node_is_error(p, k.condition);
    k.truth = k.known && node_integer(NODE(k.condition)) != 0;
    bool dead = p->dead, inner_if = at(p, TK_KW_IF);
    p->last_if_had_else = false;
    k.yes = parse_body(p, "if", k.loc);
    bool inner_had_else = p->last_if_had_else;
    k.dead_yes = p->dead;
    p->dead = dead;
    if (at(p, TK_KW_ELSE)) return k;
    warn_empty_body(p, k.yes, "if", k.loc);
    if (inner_if && inner_had_else) diag_warn(p->diag, W_DANGLING_ELSE, k.loc, "suggest explicit braces to avoid ambiguous 'else'");
    return k;
}

/* `else if` after `else if` may go on for long: they are read one after the other, and put together from the last. */
static NodeId parse_if(Parser *p)
{
    u32 first = p->if_link.len;
    NodeId no = 0;
    bool has_else = false;
    for (;;) {
        IfLink k = parse_if_link(p);
        vec_push(&p->if_link, k);
        has_else = accept(p, TK_KW_ELSE);
        if (!has_else || !at(p, TK_KW_IF)) break;
        begin_statement(p);
    }
    if (has_else) {
        no = parse_body(p, "else", p->prev_loc);
        warn_empty_body(p, no, "else", p->if_link.at[p->if_link.len - 1].loc);
    }
    p->last_if_had_else = has_else || p->if_link.len > first + 1;
    while (p->if_link.len > first) {
        IfLink k = vec_pop(&p->if_link);
        p->dead = k.known ? (k.truth ? k.dead_yes : p->dead) : k.dead_yes && p->dead;
        no = new_node(p, NODE_IF, 0, k.loc, k.condition, k.yes, no);
    }
    return no;
}

/* The condition's constant value: 1 always true, 0 not. */
static bool always_true(Parser *p, NodeId c) { return c == 0 || (NODE(c)->kind == NODE_INT && !node_is_error(p, c) && node_integer(NODE(c)) != 0); }

static LoopContext enter_loop(Parser *p)
{
    LoopContext outer = p->loop;
    p->loop.allowed_break = p->loop.allowed_continue = true;
    p->loop.saw_break = p->loop.saw_continue = false;
    p->loop.in_switch = false;
    return outer;
}

/* Labels, and cases of the switch around this place: those of a switch inside a loop are no way into the loop. */
static u32 ways_in(const Parser *p) { return p->labels + p->switch_.cases; }

/* `labels`: how many there were before the loop. */
static NodeId loop_node(Parser *p, NodeKind kind, Loc loc, u32 a, u32 b, u32 c, u32 labels)
{
    NodeId id = new_node(p, kind, 0, loc, a, b, c);
    if (ways_in(p) == labels) NODE(id)->flags |= NODE_UNLABELED;
    return id;
}

static NodeId parse_while(Parser *p)
{
    Loc loc = p->tok.loc;
    u32 labels = ways_in(p);
    parser_next(p);
    NodeId c = parse_condition(p, "after 'while'");
    LoopContext outer = enter_loop(p);
    bool dead = p->dead;
    NodeId body = parse_body(p, "while", loc);
    p->dead = always_true(p, c) ? !p->loop.saw_break : dead;
    p->loop = outer;
    return loop_node(p, NODE_WHILE, loc, c, body, 0, labels);
}

static NodeId parse_do(Parser *p)
{
    Loc loc = p->tok.loc;
    u32 labels = ways_in(p);
    parser_next(p);
    LoopContext outer = enter_loop(p);
    NodeId body = parse_body(p, NULL, 0);
    bool saw_break = p->loop.saw_break;
    bool body_dead = p->dead && !p->loop.saw_continue;
    p->loop = outer;
    if (!expect(p, TK_KW_WHILE, "after the body of 'do'")) {
        skip_to_recover(p, false);
        return new_node(p, NODE_NULL, 0, loc, 0, 0, 0);
    }
    NodeId c = parse_condition(p, "after 'while'");
    if (!expect(p, TK_SEMICOLON, "after the 'do' statement")) skip_to_recover(p, false);
    p->dead = !saw_break && (body_dead || always_true(p, c));
    return loop_node(p, NODE_DO, loc, body, c, 0, labels);
}

/* A for's declaration has only automatic and register objects (6.8.5p3). */
static void check_for_declaration(Parser *p, DeclId first)
{
    for (DeclId id = first; id < p->c->decl.len; id++) {
        const Decl *d = DECL(id);
        if (!d->name || d->scope != p->scope || is_error(d->type) || d->kind == DECL_ENUMERATOR) continue;
        bool automatic = d->kind == DECL_OBJECT && d->linkage == LINKAGE_NONE && d->duration == DURATION_AUTOMATIC;
        if (!automatic)
            diag_error(p->diag, d->loc, "declaration of %s '%.*s' in a 'for' loop's initial declaration",
                       d->kind != DECL_OBJECT ? "non-variable" : d->linkage == LINKAGE_NONE ? "static variable" : "'extern' variable", STR_FMT(name_text(p, d->name)));
    }
}

static NodeId parse_for(Parser *p)
{
    Loc loc = p->tok.loc;
    u32 labels = ways_in(p);
    parser_next(p);
    Loc open = p->tok.loc;
    if (!expect(p, TK_LPAREN, "after 'for'")) {
        skip_to_recover(p, false);
        return new_node(p, NODE_NULL, 0, loc, 0, 0, 0);
    }
    scope_push(p);
    u32 cleanup = p->cleanup;
    NodeId init = 0, condition = 0, step = 0;
    Attributes leading;
    if (at(p, TK_LBRACKET) && at_attribute(p)) {
        attributes_clear(&leading);
        parse_attributes(p, &leading);
        if (starts_declaration(p)) p->leading = &leading;
    }
    if (at(p, TK_SEMICOLON)) {
        parser_next(p);
    } else if (starts_declaration(p)) {
        if (!p->c99) diag_error(p->diag, p->tok.loc, "'for' loop initial declarations are only allowed in C99 or later");
        u32 first = p->work.len;
        Loc where = p->tok.loc;
        u32 known = p->c->decl.len;
        parse_block_declaration(p);
        check_for_declaration(p, known);
        init = compound_node(p, first, where);
    } else {
        NodeId n = rvalue(p, parse_expression(p));
        use_value_check(p, n);
        init = new_node(p, NODE_EXPR_STMT, 0, NODE(n)->loc, n, 0, 0);
        if (!expect(p, TK_SEMICOLON, "in the 'for' statement") && !at(p, TK_RPAREN)) {
            while (!at(p, TK_SEMICOLON) && !at(p, TK_RPAREN) && !at(p, TK_RBRACE) && !at(p, TK_EOF)) parser_next(p);
            accept(p, TK_SEMICOLON);
        }
    }
    if (!at(p, TK_SEMICOLON) && !at(p, TK_RPAREN)) {
        NodeId n = parse_expression(p);
        warn_condition(p, n);
        condition = truth_value(p, n, "condition");
        warn_truth_value(p, condition);
    }
    expect(p, TK_SEMICOLON, "in the 'for' statement");
    if (!at(p, TK_RPAREN)) {
        step = rvalue(p, parse_expression(p));
        use_value_check(p, step);
    }
    if (!expect_close(p, TK_RPAREN, open, "of the 'for' statement")) skip_balanced(p, TK_RPAREN);
    LoopContext outer = enter_loop(p);
    bool dead = p->dead;
    NodeId body = parse_body(p, "for", loc);
    p->dead = always_true(p, condition) ? !p->loop.saw_break : dead;
    p->loop = outer;
    scope_pop(p);
    p->cleanup = cleanup;
    u32 pair = vec_extend(&p->c->extra, 2);
    p->c->extra.at[pair] = condition;
    p->c->extra.at[pair + 1] = step;
    return loop_node(p, NODE_FOR, loc, init, pair, body, labels);
}

/* ---- switch ---- */

static bool case_before(Parser *p, const SwitchCase *a, const SwitchCase *b)
{
    if (type_is_unsigned(p->t, p->switch_.type)) return (u64)a->low < (u64)b->low;
    return a->low < b->low;
}

/* Duplicates are found among the sorted cases. Merge sort on indices into p->case_stack. */
static void check_cases(Parser *p, u32 first)
{
    u32 n = p->case_stack.len - first;
    if (n < 2) return;
    VEC(u32) order = {0};
    vec_reserve(&order, 2 * (u64)n);
    u32 *at_order = order.at, *scratch = order.at + n;
    u32 count = 0;
    for (u32 i = 0; i < n; i++)
        if (!p->case_stack.at[first + i].is_default) at_order[count++] = first + i;
    for (u32 width = 1; width < count; width *= 2) {
        for (u32 low = 0; low < count; low += 2 * width) {
            u32 middle = low + width < count ? low + width : count, high = low + 2 * width < count ? low + 2 * width : count;
            u32 i = low, j = middle, k = low;
            while (i < middle || j < high) {
                if (j >= high || (i < middle && !case_before(p, &p->case_stack.at[at_order[j]], &p->case_stack.at[at_order[i]]))) scratch[k++] = at_order[i++];
                else scratch[k++] = at_order[j++];
            }
        }
        memcpy(at_order, scratch, count * sizeof *at_order);
    }
    for (u32 i = 0; i + 1 < count; i++) {
        const SwitchCase *a = &p->case_stack.at[at_order[i]], *b = &p->case_stack.at[at_order[i + 1]];
        bool overlap = type_is_unsigned(p->t, p->switch_.type) ? (u64)b->low <= (u64)a->high : b->low <= a->high;
        if (overlap) {
            const SwitchCase *later = at_order[i] > at_order[i + 1] ? a : b, *earlier = later == a ? b : a;
            diag_error(p->diag, later->loc, a->low == a->high && b->low == b->high ? "duplicate case value" : "duplicate (or overlapping) case value");
            diag_note(p->diag, earlier->loc, "this is the first entry that overlaps that value");
        }
    }
    vec_free(&order);
}

static NodeId parse_switch(Parser *p)
{
    Loc loc = p->tok.loc;
    parser_next(p);
    Loc open = p->tok.loc;
    bool opened = expect(p, TK_LPAREN, "after 'switch'");
    NodeId n = rvalue(p, parse_expression(p));
    if (opened) expect_close(p, TK_RPAREN, open, "");
    SwitchContext outer = p->switch_;
    LoopContext outer_loop = p->loop;
    p->switch_.active = true;
    p->switch_.loc = loc;
    p->switch_.written = NODE(n)->type;
    p->switch_.has_default = false;
    p->switch_.cleanup = p->cleanup;
    p->switch_.first_case = p->case_stack.len;
    if (!node_is_error(p, n) && (!type_is_integer(p->t, NODE(n)->type) || refuse_type(p, NODE(n)->type, loc))) {
        if (!type_is_integer(p->t, NODE(n)->type)) diag_error(p->diag, NODE(n)->loc, "switch quantity of type '%s' is not an integer", type_str(p, NODE(n)->type));
        n = error_node(p, loc);
    }
    n = promote(p, n);
    p->switch_.type = node_is_error(p, n) ? QTYPE_OF(CT_LLONG) : NODE(n)->type;
    p->switch_.error = node_is_error(p, n);
    p->loop.allowed_break = true;
    p->loop.saw_break = p->loop.saw_continue = false;
    p->loop.in_switch = true;
    bool dead_before = p->dead;
    p->dead = true;
    p->switch_.first_label = true;
    NodeId body = parse_body(p, NULL, 0);
    bool falls_out = !p->dead || p->loop.saw_break || !p->switch_.has_default;
    bool saw_continue = p->loop.saw_continue;
    p->dead = dead_before || !falls_out;
    u32 first = p->switch_.first_case;
    check_cases(p, first);
    warn_switch_enum(p, loc);
    u32 count = p->case_stack.len - first;
    u32 list = vec_extend(&p->c->extra, count + 1);
    p->c->extra.at[list] = count;
    for (u32 i = 0; i < count; i++) p->c->extra.at[list + 1 + i] = p->case_order.at[first + i];
    p->case_stack.len = p->case_order.len = first;
    p->switch_ = outer;
    p->loop = outer_loop;
    if (saw_continue) p->loop.saw_continue = true;
    return new_node(p, NODE_SWITCH, 0, loc, n, body, list);
}

static i64 case_value(Parser *p, bool *good)
{
    i64 value;
    QType q;
    Loc loc = p->tok.loc;
    if (!parse_integer_constant(p, &value, &q, "case label")) {
        *good = false;
        return 0;
    }
    if (KIND(p->switch_.type) == CT_UINT128 && value < 0 && !type_is_unsigned(p->t, q)) {
        refuse(p, loc, "case labels of more than 64 bits");
        *good = false;
    }
    QType written = p->switch_.written;
    if (!p->switch_.error && type_is_integer(p->t, written) && KIND(written) != CT_ENUM && type_bits(p->t, written) < 32) {
        i64 low = type_is_unsigned(p->t, written) ? 0 : -((i64)1 << (type_bits(p->t, written) - 1)), high = low + ((i64)1 << type_bits(p->t, written)) - 1;
        if (value < low || value > high)
            diag_warn(p->diag, W_SWITCH_OUTSIDE_RANGE, loc, "case label value %s value for type '%s'", value < low ? "is less than minimum" : "exceeds maximum", type_str(p, written));
    }
    i64 converted = (i64)type_wrap(p->t, p->switch_.type, (u64)value);
    bool changes = converted != value || ((converted < 0) && type_is_unsigned(p->t, q) != type_is_unsigned(p->t, p->switch_.type) && !p->switch_.error);
    u32 bits = type_bits(p->t, p->switch_.type);
    if (changes && !p->switch_.error && zero_extend((u64)value, bits) != zero_extend((u64)converted, bits))
        diag_warn(p->diag, W_OVERFLOW, loc, "case label value %lld is converted to %lld, as the switch expression has type '%s'", (long long)value, (long long)converted,
                  type_str(p, p->switch_.type));
    return converted;
}

static NodeId parse_case(Parser *p, bool directly)
{
    Loc loc = p->tok.loc;
    bool is_default = at(p, TK_KW_DEFAULT);
    if (!p->switch_.after_label) note_fallthrough(p, directly && !p->switch_.first_label);
    parser_next(p);
    SwitchCase c;
    memset(&c, 0, sizeof c);
    c.loc = loc;
    c.is_default = is_default;
    bool good = p->switch_.active;
    if (!p->switch_.active) diag_error(p->diag, loc, "'%s' label not within a switch statement", is_default ? "default" : "case");
    if (is_default) {
        if (p->switch_.active && p->switch_.has_default) {
            diag_error(p->diag, loc, "multiple default labels in one switch");
            diag_note(p->diag, p->switch_.default_loc, "this is the first default label");
            good = false;
        }
        p->switch_.has_default = true;
        p->switch_.default_loc = loc;
    } else {
        if (!p->switch_.active) p->switch_.type = QTYPE_OF(CT_LLONG);
        c.low = c.high = case_value(p, &good);
        if (at(p, TK_ELLIPSIS)) {
            pedantic(p, p->tok.loc, "case ranges");
            parser_next(p);
            c.high = case_value(p, &good);
            bool empty = type_is_unsigned(p->t, p->switch_.type) ? (u64)c.high < (u64)c.low : c.high < c.low;
            if (empty && good) {
                diag_warn(p->diag, W_ALWAYS, loc, "empty range specified");
                good = false;
            }
        }
    }
    expect(p, TK_COLON, is_default ? "after 'default'" : "after the case label");
    warn_fallthrough(p);
    if (p->switch_.active && p->cleanup != p->switch_.cleanup && vm_check_case(p, loc)) refuse(p, loc, "jumps into the scope of objects with attribute 'cleanup'");
    p->dead = false;
    u32 index = p->c->switch_case.len;
    if (good) {
        vec_push(&p->c->switch_case, c);
        vec_push(&p->case_stack, c);
        vec_push(&p->case_order, index);
    }
    p->switch_.first_label = false;
    p->switch_.after_label = true;
    NodeId body;
    if (at(p, TK_RBRACE)) {
        if (p->options->cpp.standard < C_STD_C23) diag_warn(p->diag, W_PEDANTIC, p->tok.loc, "label at end of compound statement");
        body = new_node(p, NODE_NULL, 0, loc, 0, 0, 0);
    } else if (starts_declaration(p) && !at(p, TK_KW_ATTRIBUTE)) {
        diag_warn(p->diag, W_PEDANTIC, p->tok.loc, "a label can only be part of a statement and a declaration is not a statement");
        body = new_node(p, NODE_NULL, 0, loc, 0, 0, 0);
        p->switch_.after_label = false;
    } else if (directly && (at(p, TK_KW_CASE) || at(p, TK_KW_DEFAULT))) {
        /* case 1: case 2: ... may go on for long: the labels follow one another instead of nesting. */
        body = new_node(p, NODE_NULL, 0, loc, 0, 0, 0);
    } else {
        enter_depth(p);
        p->switch_.after_label = false;
        body = parse_statement(p);
        leave_depth(p);
        if (body && NODE(body)->kind == NODE_NULL) p->switch_.after_label = true;
        if (!body) body = new_node(p, NODE_NULL, 0, loc, 0, 0, 0);
    }
    p->switch_.cases++;
    if (!good) return body;
    return new_node(p, NODE_CASE, 0, loc, index, body, 0);
}

/* ---- jumps ---- */

static NodeId parse_return(Parser *p)
{
    Loc loc = p->tok.loc;
    parser_next(p);
    NodeId value = 0;
    if (!at(p, TK_SEMICOLON)) {
        NodeId n = rvalue(p, parse_expression(p));
        if (node_is_error(p, n) || is_error(p->result)) {
            value = 0;
        } else if (KIND(p->result) == CT_VOID) {
            if (KIND(NODE(n)->type) == CT_VOID) {
                diag_warn(p->diag, W_PEDANTIC, loc, "'return' with an expression in a function returning void");
            } else {
                diag_warn(p->diag, W_RETURN_TYPE_MISMATCH, NODE(n)->loc, "'return' with a value in a function returning void");
            }
            /* Evaluated for its effects. */
            u32 first = p->work.len;
            NodeId effect = new_node(p, NODE_EXPR_STMT, 0, loc, n, 0, 0);
            NodeId leave = new_node(p, NODE_RETURN, 0, loc, 0, 0, 0);
            vec_push(&p->work, effect);
            vec_push(&p->work, leave);
            if (!expect(p, TK_SEMICOLON, "after the 'return' statement")) skip_to_recover(p, false);
            p->dead = true;
            return compound_node(p, first, loc);
        } else {
            value = convert_for(p, n, p->result, ASSIGN_RETURN, 0, 0, NODE(n)->loc);
            if (node_is_error(p, value)) value = 0;
            else {
                const Node *v = NODE(value);
                while (v->kind == NODE_CAST && KIND(v->type) == CT_POINTER) v = NODE(v->a);
                if (v->kind == NODE_ADDR || v->kind == NODE_DECAY) {
                    const Node *o = NODE(v->a);
                    while (o->kind == NODE_MEMBER) o = NODE(o->a);
                    if (o->kind == NODE_VAR && DECL(o->a)->duration == DURATION_AUTOMATIC && KIND(p->result) == CT_POINTER)
                        diag_warn(p->diag, W_RETURN_LOCAL_ADDR, loc, "function returns address of local variable '%.*s'", STR_FMT(name_text(p, DECL(o->a)->name)));
                }
            }
        }
    } else if (KIND(p->result) != CT_VOID && !is_error(p->result)) {
        if (p->c99) diag_warn(p->diag, W_RETURN_TYPE_MISMATCH, loc, "'return' with no value in a function returning '%s'", type_str(p, p->result));
    }
    if (p->in_function && (DECL(p->function)->flags & DECL_ATTR_NORETURN)) diag_warn(p->diag, W_ALWAYS, loc, "function declared 'noreturn' has a 'return' statement");
    if (!expect(p, TK_SEMICOLON, "after the 'return' statement")) skip_to_recover(p, false);
    p->dead = true;
    return new_node(p, NODE_RETURN, 0, loc, value, 0, 0);
}

static NodeId parse_goto(Parser *p)
{
    Loc loc = p->tok.loc;
    parser_next(p);
    NodeId n;
    if (accept(p, TK_STAR)) {
        pedantic(p, loc, "computed gotos");
        NodeId target = rvalue(p, parse_expression(p));
        if (!node_is_error(p, target) && KIND(NODE(target)->type) != CT_POINTER) {
            if (type_is_integer(p->t, NODE(target)->type)) target = cast_node(p, target, type_pointer(p->t, VOID_T));
            else diag_error(p->diag, NODE(target)->loc, "computed goto needs a pointer, not '%s'", type_str(p, NODE(target)->type));
        }
        n = new_node(p, NODE_GOTO_COMPUTED, 0, loc, target, 0, 0);
    } else if (at(p, TK_IDENTIFIER)) {
        LabelId l = use_label(p, p->tok.name, p->tok.loc);
        vm_note_goto(p, l, loc);
        if (is_outer_label(p, l) && !p->unevaluated) p->c->label.at[l].escaped_to = true;
        parser_next(p);
        n = new_node(p, NODE_GOTO, 0, loc, l, 0, 0);
    } else {
        Str found = token_text(p);
        diag_error(p->diag, p->tok.loc, "expected a label after 'goto' before %.*s", STR_FMT(found));
        n = new_node(p, NODE_NULL, 0, loc, 0, 0, 0);
    }
    if (!expect(p, TK_SEMICOLON, "after the 'goto' statement")) skip_to_recover(p, false);
    p->dead = true;
    return n;
}

static NodeId parse_break_or_continue(Parser *p)
{
    Loc loc = p->tok.loc;
    bool is_break = at(p, TK_KW_BREAK);
    parser_next(p);
    bool allowed = is_break ? p->loop.allowed_break : p->loop.allowed_continue;
    if (!allowed) diag_error(p->diag, loc, is_break ? "'break' statement not within a loop or switch" : "'continue' statement not within a loop");
    if (!expect(p, TK_SEMICOLON, is_break ? "after 'break'" : "after 'continue'")) skip_to_recover(p, false);
    if (is_break) {
        if (!p->dead) p->loop.saw_break = true;
    } else p->loop.saw_continue = true;
    p->dead = true;
    return new_node(p, is_break ? NODE_BREAK : NODE_CONTINUE, 0, loc, 0, 0, 0);
}

/* ---- statements ---- */

static NodeId parse_expression_statement(Parser *p)
{
    Loc loc = p->tok.loc;
    NodeId n = parse_expression(p);
    bool last_of_value = p->stmt_expr && at(p, TK_SEMICOLON) && parser_peek(p, 0)->kind == TK_RBRACE;
    n = rvalue(p, n);
    if (!last_of_value) use_value_check(p, n);
    if (ends_dead(p, n)) p->dead = true;
    if (!expect(p, TK_SEMICOLON, "after the expression")) {
        /* A line that begins something new goes on after the missing ';'. */
        if (!(p->tok.flags & TOKEN_LINE_START) || node_is_error(p, n)) skip_to_recover(p, false);
    }
    return new_node(p, NODE_EXPR_STMT, 0, loc, n, 0, 0);
}

static NodeId parse_labeled(Parser *p)
{
    Name name = p->tok.name;
    Loc loc = p->tok.loc;
    parser_next(p);
    parser_next(p);
    LabelId l = define_label(p, name, loc);
    p->labels++;
    p->dead = false;
    p->switch_.after_label = true;
    if (at_attribute(p)) {
        Attributes a;
        memset(&a, 0, sizeof a);
        parse_attributes(p, &a);
        if (a.flags & DECL_ATTR_UNUSED) p->c->label.at[l].used = true;
    }
    NodeId body;
    if (at(p, TK_RBRACE)) {
        if (p->options->cpp.standard < C_STD_C23) diag_warn(p->diag, W_PEDANTIC, p->tok.loc, "label at end of compound statement");
        body = new_node(p, NODE_NULL, 0, loc, 0, 0, 0);
    } else if (starts_declaration(p) && !(at(p, TK_IDENTIFIER) && parser_peek(p, 0)->kind == TK_COLON)) {
        diag_warn(p->diag, W_PEDANTIC, p->tok.loc, "a label can only be part of a statement and a declaration is not a statement");
        body = new_node(p, NODE_NULL, 0, loc, 0, 0, 0);
    } else {
        body = parse_body(p, NULL, 0);
    }
    return new_node(p, NODE_LABEL, 0, loc, l, body, 0);
}

/* 0: nothing to keep. */
NodeId parse_statement(Parser *p)
{
    Loc loc = p->tok.loc;
    NodeId n;
    u32 kind = p->tok.kind;
    bool directly = p->directly_in_block;
    p->directly_in_block = false;
    if (kind != TK_KW_CASE && kind != TK_KW_DEFAULT) begin_statement(p);
    switch (kind) {
    case TK_LBRACE: return parse_compound(p, true, false);
    case TK_SEMICOLON:
        parser_next(p);
        return new_node(p, NODE_NULL, 0, loc, 1, 0, 0);
    case TK_KW_IF: return parse_if(p);
    case TK_KW_WHILE: return parse_while(p);
    case TK_KW_DO: return parse_do(p);
    case TK_KW_FOR: return parse_for(p);
    case TK_KW_SWITCH: return parse_switch(p);
    case TK_KW_CASE: case TK_KW_DEFAULT: return parse_case(p, directly);
    case TK_KW_RETURN: return parse_return(p);
    case TK_KW_GOTO: return parse_goto(p);
    case TK_KW_BREAK: case TK_KW_CONTINUE: return parse_break_or_continue(p);
    case TK_KW_ASM: return parse_asm_statement(p);
    case TK_KW_ELSE:
        diag_error(p->diag, loc, "'else' without a previous 'if'");
        parser_next(p);
        return parse_body(p, NULL, 0);
    case TK_KW_ATTRIBUTE: case TK_LBRACKET:
        if (at_attribute(p)) {
            /* __attribute__((fallthrough)); */
            Attributes a;
            memset(&a, 0, sizeof a);
            parse_attributes(p, &a);
            if (at(p, TK_SEMICOLON)) {
                parser_next(p);
                if (a.fallthrough) p->fallthrough_said = true;
                return new_node(p, NODE_NULL, 0, loc, 0, 0, 0);
            }
            return parse_body(p, NULL, 0);
        }
        break;
    case TK_IDENTIFIER:
        if (parser_peek(p, 0)->kind == TK_COLON) return parse_labeled(p);
        break;
    default: break;
    }
    if (starts_declaration(p)) {
        /* Only where a statement must stand alone. */
        diag_error(p->diag, loc, "a declaration cannot stand here: expected a statement");
        u32 first = p->work.len;
        scope_push(p);
        parse_block_declaration(p);
        scope_pop(p);
        n = compound_node(p, first, loc);
        return n;
    }
    return parse_expression_statement(p);
}
