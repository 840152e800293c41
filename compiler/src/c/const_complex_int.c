/* Constant arithmetic on complex integers: see lower_complex_int.c, whose results these are.
   In: parts as integers extended to 64 bits, of a type of at most so many. Out: the same; false: not constant. */
#include "c/const.h"

typedef struct Parts {
    const CTypes *types;
    QType real;
    bool is_unsigned, traps;
} Parts;

static u64 fit(const Parts *p, u64 v) { return type_wrap(p->types, p->real, v); }
static u64 multiply(const Parts *p, u64 a, u64 b) { return fit(p, a * b); }

static u64 divide(Parts *p, u64 a, u64 b)
{
    bool overflows = !p->is_unsigned && b == ~(u64)0 && fit(p, 0 - a) == a && a;
    if (b == 0 || overflows) {
        p->traps = true;
        return 0;
    }
    if (p->is_unsigned) return a / b;
    return fit(p, b == ~(u64)0 ? 0 - a : (u64)((i64)a / (i64)b));
}

static u64 magnitude(const Parts *p, u64 v) { return !p->is_unsigned && (i64)v < 0 ? fit(p, 0 - v) : v; }

static IntegerParts quotient(Parts *p, IntegerParts a, IntegerParts b)
{
    u64 re = magnitude(p, b.re), im = magnitude(p, b.im);
    bool swap = p->is_unsigned ? re < im : (i64)re < (i64)im;
    u64 small = swap ? b.re : b.im, large = swap ? b.im : b.re;
    u64 ratio = divide(p, small, large), divisor = fit(p, multiply(p, small, ratio) + large);
    u64 left = swap ? a.re : a.im, right = swap ? a.im : a.re;
    IntegerParts r;
    r.re = fit(p, multiply(p, left, ratio) + right);
    left = swap ? multiply(p, a.im, ratio) : a.im;
    right = swap ? a.re : multiply(p, a.re, ratio);
    r.im = fit(p, left - right);
    r.re = divide(p, r.re, divisor);
    r.im = divide(p, r.im, divisor);
    return r;
}

bool const_complex_int(const CTypes *t, NodeKind kind, QType real, IntegerParts a, IntegerParts b, IntegerParts *out)
{
    Parts p = {t, real, type_is_unsigned(t, real), false};
    switch (kind) {
    case NODE_ADD: *out = (IntegerParts){fit(&p, a.re + b.re), fit(&p, a.im + b.im)}; break;
    case NODE_SUB: *out = (IntegerParts){fit(&p, a.re - b.re), fit(&p, a.im - b.im)}; break;
    case NODE_MUL: *out = (IntegerParts){fit(&p, a.re * b.re - a.im * b.im), fit(&p, a.re * b.im + a.im * b.re)}; break;
    default: *out = quotient(&p, a, b); break;
    }
    return !p.traps;
}
