/* Warnings about expressions that need more than a line: conditions, comparisons, enumerations in switch.
   In: finished nodes. Out: messages of the -Wall and -Wextra classes; nothing is changed. */
#include "c/parser.h"

/* if (a = b) */
void warn_condition(Parser *p, NodeId id)
{
    const Node *n = NODE(id);
    if (n->kind == NODE_ASSIGN && !(n->flags & NODE_PARENTHESIZED)) diag_warn(p->diag, W_PARENTHESES, n->loc, "suggest parentheses around assignment used as truth value");
}

/* Bits of an unsigned value that an operand was promoted from; 0 when it was not. */
static u32 promoted_bits(Parser *p, NodeId id)
{
    const Node *n = NODE(id);
    if (n->kind != NODE_CAST) return 0;
    const Node *from = NODE(n->a);
    if (!type_is_integer(p->t, from->type) || !type_is_unsigned(p->t, from->type)) return 0;
    return type_bits(p->t, from->type);
}

bool never_negative(Parser *p, NodeId id)
{
    const Node *n = NODE(id);
    switch (n->kind) {
    case NODE_INT: return (i64)node_integer(n) >= 0;
    case NODE_CAST: {
        QType from = NODE(n->a)->type;
        if (type_is_integer(p->t, from) && type_is_unsigned(p->t, from) && type_size(p->t, from) < type_size(p->t, n->type)) return true;
        return type_is_integer(p->t, from) && type_size(p->t, from) <= type_size(p->t, n->type) && never_negative(p, n->a);
    }
    case NODE_LT: case NODE_LE: case NODE_GT: case NODE_GE: case NODE_EQ: case NODE_NE: case NODE_LOGAND: case NODE_LOGOR: case NODE_LOGNOT: return true;
    case NODE_LOAD: {
        const Node *l = NODE(n->a);
        if (l->kind == NODE_MEMBER && FIELD(l->b)->is_bit_field) return type_is_unsigned(p->t, FIELD(l->b)->type);
        return type_is_unsigned(p->t, n->type);
    }
    case NODE_ADD: case NODE_MUL: {
        /* Of narrow unsigned operands: there is no overflow. */
        u32 x = promoted_bits(p, n->a), y = promoted_bits(p, n->b), most = n->kind == NODE_ADD ? (x > y ? x : y) + 1 : x + y;
        return (x && y && most < type_bits(p->t, n->type)) || type_is_unsigned(p->t, n->type);
    }
    case NODE_AND: return never_negative(p, n->a) || never_negative(p, n->b);
    case NODE_MOD: case NODE_SHR: return never_negative(p, n->a);
    case NODE_DIV: case NODE_OR: case NODE_XOR: return never_negative(p, n->a) && never_negative(p, n->b);
    case NODE_COND: return n->b && never_negative(p, n->b) && never_negative(p, n->c);
    default: return type_is_unsigned(p->t, n->type);
    }
}

void warn_comparison(Parser *p, TokenKind op, NodeId a, NodeId b, QType common, Loc loc)
{
    if (p->quiet || p->unevaluated || !type_is_integer(p->t, common)) return;
    QType x = NODE(a)->type, y = NODE(b)->type;
    if (!type_is_integer(p->t, x) || !type_is_integer(p->t, y)) return;
    if (type_is_unsigned(p->t, common)) {
        bool ux = type_is_unsigned(p->t, x), uy = type_is_unsigned(p->t, y);
        bool small_x = type_size(p->t, x) < type_size(p->t, INT_T), small_y = type_size(p->t, y) < type_size(p->t, INT_T);
        if (ux != uy && !(ux && small_x) && !(uy && small_y)) {
            NodeId is_signed = ux ? b : a;
            const Node *other = NODE(ux ? a : b);
            /* With == and != the conversion changes nothing when the constant is one of the signed type. */
            bool exact = (op == TK_EQ || op == TK_NE) && other->kind == NODE_INT && node_integer(other) >> (type_bits(p->t, common) - 1) == 0;
            if (!exact && !never_negative(p, is_signed) && diag_enabled(p->diag, W_SIGN_COMPARE, loc))
                diag_warn(p->diag, W_SIGN_COMPARE, loc, "comparison of integer expressions of different signedness: '%s' and '%s'", type_str(p, x), type_str(p, y));
        }
        if (uy == ux) {
            /* unsigned < 0, unsigned >= 0 */
            bool zero_right = NODE(b)->kind == NODE_INT && node_integer(NODE(b)) == 0 && NODE(a)->kind != NODE_INT;
            if (zero_right && (op == TK_LT || op == TK_GE)) diag_warn(p->diag, W_TYPE_LIMITS, loc, "comparison of unsigned expression in '%s 0' is always %s", op == TK_LT ? "<" : ">=", op == TK_LT ? "false" : "true");
        } else {
            NodeId zero = ux ? b : a;
            if (NODE(zero)->kind == NODE_INT && node_integer(NODE(zero)) == 0 && ux && (op == TK_LT || op == TK_GE))
                diag_warn(p->diag, W_TYPE_LIMITS, loc, "comparison of unsigned expression in '%s 0' is always %s", op == TK_LT ? "<" : ">=", op == TK_LT ? "false" : "true");
        }
    }
}

/* -Wswitch: an enumerator that no case handles, when there is no default; a case that is no enumerator. */
void warn_switch_enum(Parser *p, Loc loc)
{
    QType q = p->switch_.written;
    if (!p->switch_.has_default) diag_warn(p->diag, W_SWITCH_DEFAULT, loc, "switch missing default case");
    Warning w = diag_enabled(p->diag, W_SWITCH_ENUM, loc) ? W_SWITCH_ENUM : W_SWITCH;
    if (is_error(q) || KIND(q) != CT_ENUM || (w == W_SWITCH && p->switch_.has_default) || !diag_enabled(p->diag, w, loc)) return;
    const CEnum *e = &p->t->enumeration.at[type_of(p->t, q)->index];
    IntMap seen = {0};
    VEC(SwitchCase) ranges = {0};
    for (u32 i = p->switch_.first_case; i < p->case_stack.len; i++) {
        const SwitchCase *c = &p->case_stack.at[i];
        if (c->is_default) continue;
        if (c->low == c->high) *intmap_put(&seen, (u64)c->low, 1) = 1;
        else vec_push(&ranges, *c);
    }
    u32 missing = 0;
    for (u32 i = 0; i < e->enumerator_count; i++) {
        const Decl *d = DECL(p->t->enumerator.at[e->first_member + i]);
        bool found = intmap_get(&seen, (u64)d->value) != MAP_NONE;
        for (u32 k = 0; k < ranges.len && !found; k++) found = d->value >= ranges.at[k].low && d->value <= ranges.at[k].high;
        if (found) continue;
        if (++missing > 3) {
            diag_note(p->diag, loc, "and more enumeration values are not handled");
            break;
        }
        diag_warn(p->diag, w, loc, "enumeration value '%.*s' not handled in switch", STR_FMT(name_text(p, d->name)));
    }
    vec_free(&ranges);
    intmap_free(&seen);
}
