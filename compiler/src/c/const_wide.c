/* Constants of 128 bits, as two words: what const.c does for the smaller types.
   In: operand words. Out: result words modulo 2^128, or that the value is not known. */
#include "c/parser.h"

typedef struct Words {
    u64 lo, hi;
} Words;

static Words negate(Words a)
{
    Words r = {0 - a.lo, ~a.hi + (a.lo == 0)};
    return r;
}

static Words add(Words a, Words b)
{
    Words r = {a.lo + b.lo, a.hi + b.hi};
    r.hi += r.lo < a.lo;
    return r;
}

static Words shift_left(Words a, u32 n)
{
    Words r = a;
    if (n >= 64) r.hi = a.lo << (n - 64), r.lo = 0;
    else if (n) r.hi = a.hi << n | a.lo >> (64 - n), r.lo = a.lo << n;
    return r;
}

static Words shift_right(Words a, u32 n, bool is_unsigned)
{
    u64 fill = !is_unsigned && a.hi >> 63 ? ~(u64)0 : 0;
    Words r = a;
    if (n >= 64) {
        r.lo = n == 64 ? a.hi : a.hi >> (n - 64) | (fill << (127 - n) << 1);
        r.hi = fill;
    } else if (n) {
        r.lo = a.lo >> n | a.hi << (64 - n);
        r.hi = a.hi >> n | fill << (64 - n);
    }
    return r;
}

static Words multiply(Words a, Words b)
{
    u64 al = (u32)a.lo, ah = a.lo >> 32, bl = (u32)b.lo, bh = b.lo >> 32;
    u64 low = al * bl, middle = ah * bl + (low >> 32), other = al * bh + (u32)middle;
    Words r = {(other << 32) | (u32)low, ah * bh + (middle >> 32) + (other >> 32)};
    r.hi += a.hi * b.lo + a.lo * b.hi;
    return r;
}

static bool less(Words a, Words b, bool is_unsigned)
{
    u64 flip = is_unsigned ? 0 : (u64)1 << 63;
    return a.hi != b.hi ? (a.hi ^ flip) < (b.hi ^ flip) : a.lo < b.lo;
}

/* Bit by bit. */
static Words divide(Words a, Words b, Words *rest)
{
    Words quotient = {0, 0}, r = {0, 0};
    for (u32 i = 128; i-- > 0;) {
        bool carry = r.hi >> 63;
        r = shift_left(r, 1);
        r.lo |= (i >= 64 ? a.hi >> (i - 64) : a.lo >> i) & 1;
        if (carry || !less(r, b, true)) {
            r = add(r, negate(b));
            if (i >= 64) quotient.hi |= (u64)1 << (i - 64);
            else quotient.lo |= (u64)1 << i;
        }
    }
    *rest = r;
    return quotient;
}

static bool divide_signed(NodeKind kind, bool is_unsigned, Words a, Words b, Words *out)
{
    if (!b.lo && !b.hi) return false;
    bool a_minus = !is_unsigned && a.hi >> 63, b_minus = !is_unsigned && b.hi >> 63;
    Words rest, quotient = divide(a_minus ? negate(a) : a, b_minus ? negate(b) : b, &rest);
    if (kind == NODE_DIV) *out = a_minus != b_minus ? negate(quotient) : quotient;
    else *out = a_minus ? negate(rest) : rest;
    return true;
}

ConstValue const_wide_unary(NodeKind kind, ConstValue v)
{
    Words a = {v.integer, v.integer_high};
    if (kind == NODE_NEG) a = negate(a);
    else a.lo = ~a.lo, a.hi = ~a.hi;
    v.integer = a.lo;
    v.integer_high = a.hi;
    return v;
}

bool const_wide_binary(NodeKind kind, bool is_unsigned, ConstValue x, ConstValue y, ConstValue *out)
{
    Words a = {x.integer, x.integer_high}, b = {y.integer, y.integer_high}, r = {0, 0};
    switch (kind) {
    case NODE_ADD: r = add(a, b); break;
    case NODE_SUB: r = add(a, negate(b)); break;
    case NODE_MUL: r = multiply(a, b); break;
    case NODE_DIV: case NODE_MOD:
        if (!divide_signed(kind, is_unsigned, a, b, &r)) return false;
        break;
    case NODE_AND: r.lo = a.lo & b.lo, r.hi = a.hi & b.hi; break;
    case NODE_OR: r.lo = a.lo | b.lo, r.hi = a.hi | b.hi; break;
    case NODE_XOR: r.lo = a.lo ^ b.lo, r.hi = a.hi ^ b.hi; break;
    case NODE_SHL: case NODE_SHR:
        if (b.hi || b.lo >= 128) return false; /* undefined: left for run time */
        r = kind == NODE_SHL ? shift_left(a, (u32)b.lo) : shift_right(a, (u32)b.lo, is_unsigned);
        break;
    case NODE_LT: r.lo = less(a, b, is_unsigned); break;
    case NODE_GT: r.lo = less(b, a, is_unsigned); break;
    case NODE_LE: r.lo = !less(b, a, is_unsigned); break;
    case NODE_GE: r.lo = !less(a, b, is_unsigned); break;
    case NODE_EQ: r.lo = a.lo == b.lo && a.hi == b.hi; break;
    case NODE_NE: r.lo = a.lo != b.lo || a.hi != b.hi; break;
    default: return false;
    }
    memset(out, 0, sizeof *out);
    out->kind = CONST_INTEGER;
    out->integer = r.lo;
    out->integer_high = r.hi;
    return true;
}

/* Only values that 64 bits hold: so no rounding is done twice. */
bool const_wide_to_float(ConstValue v, bool is_unsigned, FloatFormat format, FloatBits *out)
{
    bool fits_unsigned = v.integer_high == 0, fits_signed = !is_unsigned && v.integer_high == ~(u64)0 && v.integer >> 63;
    if (!fits_unsigned && !fits_signed) return false;
    *out = float_from_int(v.integer, !fits_unsigned, format);
    return true;
}
