/* Function definitions (C11 6.9.1), nested ones too (GNU C, "Nested Functions").
   In: the tokens of a body. Out: at the closing brace of a function at file scope its tree goes to the lowering; the tree of a
   nested one waits for that in CUnit.nested. */
#include "c/parser.h"

/* ---- labels ---- */

static void check_label(Parser *p, LabelId id)
{
    Label *l = &p->c->label.at[id];
    if (l->checked) return;
    l->checked = true;
    if (!l->defined && l->used) diag_error(p->diag, l->loc, "label '%.*s' used but not defined", STR_FMT(name_text(p, l->name)));
    else if (!l->defined) diag_warn(p->diag, W_UNUSED_LABEL, l->loc, "label '%.*s' declared but not defined", STR_FMT(name_text(p, l->name)));
    else if (!l->used) diag_warn(p->diag, W_UNUSED_LABEL, l->loc, "label '%.*s' defined but not used", STR_FMT(name_text(p, l->name)));
}

static void finish_labels(Parser *p)
{
    for (LabelId i = p->first_label; i < p->c->label.len; i++) check_label(p, i);
    for (LabelId i = p->c->label.len; i-- > p->first_label;) {
        const Label *l = &p->c->label.at[i];
        if (!l->local) name_info(p, l->name)->label = l->shadowed;
    }
}

/* ---- the function being parsed ---- */

/* What the parser knows of a function while it reads one nested in it. */
typedef struct Enclosing {
    DeclId function, func_name;
    QType result;
    bool in_function, dead, fallthrough_said, last_if_had_else;
    LoopContext loop;
    SwitchContext switch_;
    u32 stmt_expr, cleanup, static_context, first_goto;
    LabelId first_label;
    NodeId last_value;
} Enclosing;

static Enclosing enter_function(Parser *p, DeclId function, QType result)
{
    Enclosing outer = {p->function, p->func_name, p->result, p->in_function, p->dead, p->fallthrough_said, p->last_if_had_else, p->loop, p->switch_,
                       p->stmt_expr, p->cleanup, p->static_context, p->first_goto, p->first_label, p->last_value};
    LoopContext no_loop = {0};
    SwitchContext no_switch = {0};
    p->function = function;
    p->func_name = 0;
    p->result = result;
    p->in_function = true;
    p->dead = false;
    p->loop = no_loop;
    p->switch_ = no_switch;
    p->stmt_expr = p->cleanup = p->static_context = 0;
    p->first_goto = p->goto_use.len;
    p->first_label = p->c->label.len;
    return outer;
}

static void leave_function(Parser *p, const Enclosing *outer)
{
    p->function = outer->function;
    p->func_name = outer->func_name;
    p->result = outer->result;
    p->in_function = outer->in_function;
    p->dead = outer->dead;
    p->fallthrough_said = outer->fallthrough_said;
    p->last_if_had_else = outer->last_if_had_else;
    p->loop = outer->loop;
    p->switch_ = outer->switch_;
    p->stmt_expr = outer->stmt_expr;
    p->cleanup = outer->cleanup;
    p->static_context = outer->static_context;
    p->first_goto = outer->first_goto;
    p->first_label = outer->first_label;
    p->last_value = outer->last_value;
}

static void bind_parameters(Parser *p, DeclId function, const Declarator *d)
{
    Decl *f = DECL(function);
    f->first_param = p->c->param_decl.len;
    f->param_count = d->param_count;
    for (u32 i = 0; i < d->param_count; i++) {
        ParamInfo info = p->param.at[d->first_param + i];
        DeclId id = info.decl;
        if (!id) {
            id = new_decl(p, DECL_OBJECT, info.name, info.type, info.loc);
            DECL(id)->flags |= DECL_IS_PARAMETER;
        }
        DECL(id)->scope = p->scope;
        vec_push(&p->c->param_decl, id);
        if (is_error(info.type)) continue;
        if (!type_complete(p->t, info.type)) diag_error(p->diag, info.loc, "parameter %u has incomplete type '%s'", i + 1, type_str(p, info.type));
        else refuse_type(p, info.type, info.loc);
        if (info.name) bind_decl(p, info.name, id);
        else if (p->options->cpp.standard < C_STD_C23) diag_warn(p->diag, W_PEDANTIC, info.loc, "parameter name omitted");
    }
}

/* Nothing that a frame is needed for (GCC, "x86 Function Attributes": naked). */
static void check_naked(Parser *p, NodeId body)
{
    const Node *n = NODE(body);
    if (p->c->nested.len) refuse(p, n->loc, "nested functions with attribute 'naked', or in such ones");
    for (u32 i = 0; i < n->b; i++) {
        const Node *s = NODE(p->c->extra.at[n->a + i]);
        if (s->kind == NODE_NULL) continue;
        if (s->kind != NODE_ASM) {
            refuse(p, s->loc, "statements other than 'asm' in functions with attribute 'naked'");
            return;
        }
        const AsmStatement *a = &p->c->asm_statement.at[s->a];
        bool good = !a->is_goto && !a->output_count;
        for (u32 k = 0; k < a->operand.len; k++) {
            Str constraint = a->operand.at[k].constraint;
            good = good && constraint.len == 1 && (constraint.ptr[0] == 'i' || constraint.ptr[0] == 'n' || constraint.ptr[0] == 's');
        }
        if (!good) refuse(p, s->loc, "operands of 'asm' that are no constants in functions with attribute 'naked'");
    }
}

static NodeId function_body(Parser *p, DeclId function, const Declarator *d)
{
    QType type = DECL(function)->type;
    bool is_function = KIND(type) == CT_FUNCTION;
    QType result = is_function ? type_of(p->t, type)->base : 0;
    if (is_function && KIND(result) != CT_VOID && !is_error(result)) {
        if (!type_complete(p->t, result)) diag_error(p->diag, d->loc, "return type '%s' is an incomplete type", type_str(p, result));
        else refuse_type(p, result, d->loc);
    }
    Enclosing outer = enter_function(p, function, result);
    scope_push(p);
    bind_parameters(p, function, d);
    NodeId body = parse_compound(p, false, false);
    body = vm_entry(p, d, body);
    DECL(function)->end_loc = p->end_loc;
    finish_labels(p);
    bool is_naked = DECL(function)->is_naked;
    if (is_naked) {
        check_naked(p, body);
        p->dead = true; /* what it returns is its own business */
    }
    if (!p->dead && KIND(result) != CT_VOID && !is_error(result) && DECL(function)->name != p->name_main)
        diag_warn(p->diag, W_RETURN_TYPE, p->end_loc, "control reaches end of non-void function");
    if (!is_naked) warn_function(p, body, DECL(function)->loc);
    if (!p->dead && (DECL(function)->flags & DECL_ATTR_NORETURN)) diag_warn(p->diag, W_ALWAYS, p->end_loc, "'noreturn' function does return");
    scope_pop(p);
    vm_check_gotos(p, outer.cleanup);
    leave_function(p, &outer);
    return body;
}

void parse_function_body(Parser *p, DeclId function, const Declarator *d)
{
    NodeId body = function_body(p, function, d);
    if (p->c->nested.len) p->c->nested.at[0].decl = function;
    if (can_lower(p)) lower_function(p->c, function, body);
}

/* ---- nested functions ---- */

NestedMark nested_mark(const Parser *p)
{
    NestedMark mark = {p->c->decl.len, p->c->label.len, p->c->node.len};
    return mark;
}

/* The function at file scope holds everything. */
static void begin_nesting(Parser *p)
{
    NestedFunction whole;
    if (p->c->nested.len) return;
    memset(&whole, 0, sizeof whole);
    whole.end_decl = whole.end_label = whole.end_node = UINT32_MAX;
    vec_push(&p->c->nested, whole);
    p->nested = 0;
}

void parse_nested_function(Parser *p, DeclId function, const Declarator *d, NestedMark mark)
{
    NestedFunction n;
    begin_nesting(p);
    memset(&n, 0, sizeof n);
    n.decl = function;
    n.outer = p->nested;
    n.first_decl = mark.decl;
    n.first_label = mark.label;
    n.first_node = mark.node;
    u32 index = p->c->nested.len;
    vec_push(&p->c->nested, n);
    p->nested = index;
    NodeId body = function_body(p, function, d);
    NestedFunction *done = &p->c->nested.at[index];
    done->body = body;
    done->end_decl = p->c->decl.len;
    done->end_label = p->c->label.len;
    done->end_node = p->c->node.len;
    p->nested = done->outer;
}
