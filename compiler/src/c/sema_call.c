/* Function calls (C11 6.5.2.2): arguments converted to what the callee takes, and what attributes ask of them.
   In: a callee and its arguments on the parser's stack. Out: a CALL node. */
#include "c/parser.h"

u32 extra_list(Parser *p, u32 first)
{
    u32 count = p->work.len - first;
    u32 at = vec_extend(&p->c->extra, count + 1);
    p->c->extra.at[at] = count;
    if (count) memcpy(p->c->extra.at + at + 1, p->work.at + first, count * sizeof(u32));
    p->work.len = first;
    return at;
}

DeclId callee_decl(Parser *p, NodeId callee)
{
    const Node *n = NODE(callee);
    if (n->kind == NODE_ADDR) n = NODE(n->a);
    return n->kind == NODE_FUNC ? n->a : 0;
}

/* Whether a call of it does not come back: the function, or the variable that points to it, is declared so. */
bool callee_never_returns(Parser *p, NodeId callee)
{
    DeclId d = callee_decl(p, callee);
    const Node *n = NODE(callee);
    if (n->kind == NODE_ADDR && NODE(n->a)->kind == NODE_DEREF) n = NODE(NODE(n->a)->a);
    if (!d && n->kind == NODE_LOAD && NODE(n->a)->kind == NODE_VAR) d = NODE(n->a)->a;
    return d && (DECL(d)->flags & DECL_ATTR_NORETURN);
}

static NodeId promote_argument(Parser *p, NodeId n, u32 number)
{
    n = rvalue(p, n);
    QType q = NODE(n)->type;
    if (is_error(q)) return n;
    if (KIND(q) == CT_VOID || !type_complete(p->t, q)) {
        diag_error(p->diag, NODE(n)->loc, "argument %u has %s type '%s'", number, KIND(q) == CT_VOID ? "void" : "incomplete", type_str(p, q));
        return error_node(p, NODE(n)->loc);
    }
    if (refuse_type(p, q, NODE(n)->loc)) return error_node(p, NODE(n)->loc);
    if (KIND(q) == CT_FLOAT) {
        if (!p->unevaluated) diag_warn(p->diag, W_DOUBLE_PROMOTION, NODE(n)->loc, "implicit conversion from 'float' to 'double' when passing argument %u", number);
        return cast_node(p, n, QTYPE_OF(CT_DOUBLE));
    }
    return promote(p, n);
}

static void check_call_attributes(Parser *p, DeclId callee, u32 first, Loc loc)
{
    const Decl *d = DECL(callee);
    u32 count = p->work.len - first;
    const NodeId *argument = count ? p->work.at + first : NULL;
    const CallAttributes *a = &p->call_attributes.at[d->call_attributes];
    u32 format = 0, format_string = 0, format_first = 0;
    if (a->format) {
        format = a->format;
        format_string = a->format_string;
        format_first = a->format_first;
    } else {
        u32 b = name_info(p, d->name)->builtin;
        if (b && d->linkage == LINKAGE_EXTERNAL && !p->options->builtins_off) {
            BuiltinInfo info = builtin_info(p, b);
            format = info.format;
            format_string = info.format_string;
            format_first = info.format_first;
        }
    }
    if (format && format_string && format_string <= count && diag_enabled(p->diag, W_FORMAT, loc))
        warn_format_call(p, format - 1, argument[format_string - 1], format_first ? argument + format_first - 1 : NULL,
                         format_first && count + 1 > format_first ? count + 1 - format_first : 0, format_first, loc, format_first != 0);
    argument = count ? p->work.at + first : NULL; /* checking a format may have grown the stack */
    warn_library_call(p, callee, argument, count, loc);
    a = &p->call_attributes.at[DECL(callee)->call_attributes];
    if (a->nonnull || a->nonnull_all)
        for (u32 i = 0; i < count && i < 64; i++) {
            const Node *n = NODE(argument[i]);
            if ((a->nonnull_all || a->nonnull >> i & 1) && n->kind == NODE_INT && KIND(n->type) == CT_POINTER && node_integer(n) == 0)
                diag_warn(p->diag, W_NONNULL, n->loc, "argument %u is null but the callee requires it not to be", i + 1);
        }
    if (a->has_sentinel) {
        u32 fixed = (u32)type_of(p->t, DECL(callee)->type)->count;
        bool missing = count <= a->sentinel + fixed;
        if (!missing) {
            const Node *n = NODE(argument[count - 1 - a->sentinel]);
            missing = !(n->kind == NODE_INT && node_integer(n) == 0 && KIND(n->type) == CT_POINTER);
        }
        if (missing) diag_warn(p->diag, W_FORMAT, loc, "missing sentinel in function call");
    }
    if (a->call_diagnostic == 1)
        diag_warn(p->diag, W_ATTRIBUTE_WARNING, loc, "call to '%.*s' declared with attribute warning: %.*s", STR_FMT(name_text(p, d->name)), STR_FMT(a->message));
}

/* The library's functions that are an instruction or two: programs count on them without -lm, as gcc expands them at -O0 too. */
static Builtin inlined_library_function(Parser *p, DeclId d)
{
    static const struct { const char *name, *signature; Builtin builtin; } inlined[] = {
        {"fabs", "dd", BUILTIN_FABS}, {"fabsf", "ff", BUILTIN_FABSF}, {"fabsl", "ee", BUILTIN_FABSL},
        {"copysign", "ddd", BUILTIN_COPYSIGN}, {"copysignf", "fff", BUILTIN_COPYSIGN}, {"copysignl", "eee", BUILTIN_COPYSIGN}
    };
    Str name = name_text(p, DECL(d)->name);
    if (p->options->builtins_off || DECL(d)->linkage != LINKAGE_EXTERNAL || DECL(d)->asm_name || name.len < 4 || (name.ptr[0] != 'f' && name.ptr[0] != 'c'))
        return BUILTIN_NONE;
    for (u32 i = 0; i < ARRAY_LEN(inlined); i++)
        if (str_is(name, inlined[i].name) && type_same(p->t, DECL(d)->type, builtin_signature(p, inlined[i].signature))) return inlined[i].builtin;
    return BUILTIN_NONE;
}

/* The same of <complex.h>: the parts of a number and its conjugate. 0: another function. */
static NodeId inlined_complex_function(Parser *p, DeclId d, u32 first, Loc loc)
{
    static const struct { const char *name, *signature; } inlined[] = {
        {"creal", "dy"}, {"crealf", "fx"}, {"creall", "ek"}, {"cimag", "dy"}, {"cimagf", "fx"}, {"cimagl", "ek"},
        {"conj", "yy"}, {"conjf", "xx"}, {"conjl", "kk"}
    };
    Str name = name_text(p, DECL(d)->name);
    if (p->options->builtins_off || DECL(d)->linkage != LINKAGE_EXTERNAL || DECL(d)->asm_name || name.len < 4 || name.ptr[0] != 'c') return 0;
    for (u32 i = 0; i < ARRAY_LEN(inlined); i++) {
        if (!str_is(name, inlined[i].name) || !type_same(p->t, DECL(d)->type, builtin_signature(p, inlined[i].signature))) continue;
        NodeId z = p->work.at[first];
        p->work.len = first;
        return i < 6 ? build_part(p, i < 3 ? NODE_REAL : NODE_IMAG, z, loc) : build_conjugate(p, z, loc);
    }
    return 0;
}

NodeId build_call(Parser *p, NodeId callee, u32 first, Loc loc, Loc end)
{
    callee = rvalue(p, callee);
    QType q = NODE(callee)->type;
    u32 count = p->work.len - first;
    if (is_error(q)) {
        p->work.len = first;
        return callee;
    }
    if (KIND(q) != CT_POINTER || KIND(type_of(p->t, q)->base) != CT_FUNCTION) {
        diag_error(p->diag, loc, "called object of type '%s' is not a function or function pointer", type_str(p, q));
        p->work.len = first;
        return error_node(p, loc);
    }
    DeclId d = callee_decl(p, callee);
    QType function = type_of(p->t, q)->base;
    CType f = *type_of(p->t, function);
    bool bad = false;
    u32 fixed = (u32)f.count;
    if (!f.unprototyped) {
        if (count < fixed || (count > fixed && !f.variadic)) {
            const char *few = count < fixed ? "few" : "many";
            Loc where = count < fixed ? end : NODE(p->work.at[first + fixed])->loc;
            if (d) diag_error(p->diag, where, "too %s arguments to function '%.*s': expected %s%u, have %u", few, STR_FMT(name_text(p, DECL(d)->name)),
                              f.variadic ? "at least " : "", fixed, count);
            else diag_error(p->diag, where, "too %s arguments to function call: expected %s%u, have %u", few, f.variadic ? "at least " : "", fixed, count);
            note_callee(p, d);
            bad = true;
        }
    }
    for (u32 i = 0; i < count; i++) {
        NodeId n = p->work.at[first + i];
        if (!f.unprototyped && i < fixed) {
            QType to = p->t->param.at[f.index + i];
            if (!type_complete(p->t, to) && !is_error(to)) {
                diag_error(p->diag, NODE(n)->loc, "argument %u has incomplete type '%s'", i + 1, type_str(p, to));
                bad = true;
                continue;
            }
            n = convert_for(p, n, to, ASSIGN_ARGUMENT, i + 1, d, NODE(n)->loc);
        } else {
            n = promote_argument(p, n, i + 1);
        }
        p->work.at[first + i] = n;
        if (node_is_error(p, n)) bad = true;
    }
    QType result = f.base;
    if (KIND(result) != CT_VOID && !type_complete(p->t, result)) {
        if (!is_error(result)) diag_error(p->diag, loc, "call of a function that returns incomplete type '%s'", type_str(p, result));
        bad = true;
    } else if (KIND(result) != CT_VOID && refuse_type(p, result, loc)) {
        bad = true;
    }
    if (bad) {
        p->work.len = first;
        return error_node(p, loc);
    }
    if (d && !p->unevaluated) check_call_attributes(p, d, first, loc);
    Builtin inlined = d && count <= 2 ? inlined_library_function(p, d) : BUILTIN_NONE;
    NodeId part = d && count == 1 ? inlined_complex_function(p, d, first, loc) : 0;
    if (part) return part;
    u32 list = extra_list(p, first);
    if (inlined != BUILTIN_NONE) {
        NodeId n = new_node(p, NODE_BUILTIN, result, loc, 0, list, 0);
        NODE(n)->aux = (u16)inlined;
        ConstValue v = c_evaluate(p->c, n);
        return v.kind == CONST_FLOATING ? float_node(p, result, v.floating, loc) : n;
    }
    return new_node(p, NODE_CALL, rvalue_type(p, type_unqualified(result)), loc, callee, list, 0);
}
