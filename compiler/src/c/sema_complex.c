/* Complex numbers (C11 6.2.5p11, 6.3.1.6 to 6.3.1.8, Annex G; GNU's __real__, __imag__, ~ and imaginary constants).
   In: operands as parsed. Out: COMPLEX, REAL and IMAG nodes, and operands brought to what arithmetic on complex numbers takes. */
#include "c/parser.h"

QType complex_type(Parser *p, QType real, Loc loc)
{
    if (KIND(real) == CT_INT128 || KIND(real) == CT_UINT128) {
        refuse(p, loc, "complex numbers of '__int128'");
        return 0;
    }
    bool integral = KIND(real) >= CT_CHAR && KIND(real) <= CT_ULLONG;
    if (!type_is_floating(p->t, real) && !integral) {
        diag_error(p->diag, loc, "there is no complex type of '%s'", type_str(p, real));
        return 0;
    }
    if (integral) pedantic(p, loc, "complex integer types");
    return type_complex(p->t, real);
}

NodeId complex_node(Parser *p, NodeId real, NodeId imaginary, Loc loc)
{
    QType q = type_complex(p->t, NODE(real)->type);
    return new_node(p, NODE_COMPLEX, q, loc, real, imaginary, 0);
}

NodeId arithmetic_operand(Parser *p, NodeId n, QType common)
{
    return cast_node(p, n, type_is_complex(p->t, NODE(n)->type) ? common : type_real(p->t, common));
}

static NodeId zero_of(Parser *p, QType real, Loc loc) { return cast_node(p, int_node(p, INT_T, 0, loc), real); }

NodeId build_part(Parser *p, NodeKind kind, NodeId id, Loc loc)
{
    QType q = NODE(id)->type;
    if (is_error(q)) return id;
    if (!type_is_complex(p->t, q)) {
        /* Of a real operand: itself, and zero. */
        NodeId value = rvalue(p, id);
        if (!type_is_real(p->t, NODE(value)->type)) {
            diag_error(p->diag, loc, "wrong type argument '%s' to '%s'", type_str(p, q), kind == NODE_REAL ? "__real__" : "__imag__");
            return error_node(p, loc);
        }
        if (kind == NODE_REAL) return id;
        NodeId zero = zero_of(p, NODE(value)->type, loc);
        if (NODE(value)->kind == NODE_INT || NODE(value)->kind == NODE_FLOAT) return zero;
        return new_node(p, NODE_COMMA, NODE(zero)->type, loc, value, zero, 0);
    }
    if (q & Q_ATOMIC) { /* part of it is no atomic object: its value's */
        id = rvalue(p, id);
        q = NODE(id)->type;
    }
    u8 lvalue = NODE(id)->flags & NODE_LVALUE;
    QType real = type_real(p->t, q) | (lvalue ? q & Q_ALL : 0);
    /* Parts that are written down are taken as they are. */
    const Node *n = NODE(id);
    bool floats = n->kind == NODE_COMPLEX && NODE(n->a)->kind == NODE_FLOAT && NODE(n->b)->kind == NODE_FLOAT;
    bool integers = n->kind == NODE_COMPLEX && NODE(n->a)->kind == NODE_INT && NODE(n->b)->kind == NODE_INT;
    if (floats || integers) return kind == NODE_REAL ? n->a : n->b;
    NodeId part = new_node(p, kind, real, loc, id, 0, 0);
    NODE(part)->flags |= lvalue;
    return part;
}

NodeId build_conjugate(Parser *p, NodeId n, Loc loc) { return new_node(p, NODE_BITNOT, NODE(n)->type, loc, n, 0, 0); }

NodeId imaginary_constant(Parser *p, NodeId n)
{
    Loc loc = NODE(n)->loc;
    QType real = NODE(n)->type;
    pedantic(p, loc, "imaginary constants");
    if (type_is_bitint(p->t, real)) {
        refuse(p, loc, "imaginary constants of '_BitInt'");
        return error_node(p, loc);
    }
    return complex_node(p, zero_of(p, real, loc), n, loc);
}
