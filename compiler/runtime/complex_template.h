/*
 * Multiplication and division of complex numbers, once for each real type (C11 Annex G.5.1).
 * In: REAL, the type; MULTIPLY and DIVIDE, the names of its functions; QUOTIENT, a function that divides finite numbers
 * of that type by numbers that are not zero, all within its range. Out: the two functions.
 *
 * An infinity is any number with an infinite part, whatever the other part is. The usual formulas lose infinities in NaNs,
 * so when both parts of a result are NaN the operands are looked at again: an infinite part counts as 1, a finite one as
 * 0, with their signs, which is the direction of the number.
 */

RUNTIME REAL _Complex MULTIPLY(REAL a, REAL b, REAL c, REAL d)
{
    REAL ac = a * c, bd = b * d, ad = a * d, bc = b * c, x = ac - bd, y = ad + bc;
    if (__builtin_isnan(x) && __builtin_isnan(y)) {
        _Bool first = __builtin_isinf(a) || __builtin_isinf(b), second = __builtin_isinf(c) || __builtin_isinf(d), again = first || second;
        if (first) {
            a = direction(a);
            b = direction(b);
            c = without_nan(c);
            d = without_nan(d);
        }
        if (second) {
            c = direction(c);
            d = direction(d);
            a = without_nan(a);
            b = without_nan(b);
        }
        if (!again && (__builtin_isinf(ac) || __builtin_isinf(bd) || __builtin_isinf(ad) || __builtin_isinf(bc))) {
            /* Finite parts too large: the infinity that overflow made is the result's. */
            a = without_nan(a);
            b = without_nan(b);
            c = without_nan(c);
            d = without_nan(d);
            again = 1;
        }
        if (again) {
            x = INFINITE * (a * c - b * d);
            y = INFINITE * (a * d + b * c);
        }
    }
    return __builtin_complex(x, y);
}

RUNTIME REAL _Complex DIVIDE(REAL a, REAL b, REAL c, REAL d)
{
    REAL x, y;
    QUOTIENT(a, b, c, d, &x, &y);
    if (__builtin_isnan(x) && __builtin_isnan(y)) {
        if (c == 0 && d == 0 && (!__builtin_isnan(a) || !__builtin_isnan(b))) {
            /* By zero. */
            x = copy_sign(INFINITE, c) * a;
            y = copy_sign(INFINITE, c) * b;
        } else if ((__builtin_isinf(a) || __builtin_isinf(b)) && __builtin_isfinite(c) && __builtin_isfinite(d)) {
            a = direction(a);
            b = direction(b);
            x = INFINITE * (a * c + b * d);
            y = INFINITE * (b * c - a * d);
        } else if ((__builtin_isinf(c) || __builtin_isinf(d)) && __builtin_isfinite(a) && __builtin_isfinite(b)) {
            c = direction(c);
            d = direction(d);
            /* Halves, whose sums are not too large. */
            x = 0 * (a / 2 * c + b / 2 * d);
            y = 0 * (b / 2 * c - a / 2 * d);
        }
    }
    return __builtin_complex(x, y);
}

#undef REAL
#undef MULTIPLY
#undef DIVIDE
#undef QUOTIENT
#undef INFINITE
#undef copy_sign
