/* Floating arithmetic without the host's; see fnum.h.
   Every operation unpacks to a sign, an exponent and a 128-bit significand, computes exactly or with a sticky last bit,
   and rounds once. The parser of decimal constants is in fnum_parse.c. */
#include "base/fnum_soft.h"
#include "base/bits.h"

#include <stdio.h>

/* precision counts the leading bit; emin and emax bound the exponent of 1.xxx (IEEE 754-2019, table 3.5). */
const FloatShape float_shape[4] = {
    [FLOAT_BINARY32] = {24, -126, 127, 8},
    [FLOAT_BINARY64] = {53, -1022, 1023, 11},
    [FLOAT_X87] = {64, -16382, 16383, 15},
    [FLOAT_BINARY128] = {113, -16382, 16383, 15},
};

u32 float_size_bits(FloatFormat format)
{
    static const u32 bits[4] = {32, 64, 80, 128};
    return bits[format];
}

/* ---- 128-bit significands ---- */

static U128 shift_left(U128 x, u32 n)
{
    if (n == 0) return x;
    if (n >= 128) return (U128){0, 0};
    if (n >= 64) return (U128){0, x.lo << (n - 64)};
    return (U128){x.lo << n, x.hi << n | x.lo >> (64 - n)};
}

static U128 shift_right(U128 x, u32 n)
{
    if (n == 0) return x;
    if (n >= 128) return (U128){0, 0};
    if (n >= 64) return (U128){x.hi >> (n - 64), 0};
    return (U128){x.lo >> n | x.hi << (64 - n), x.hi >> n};
}

/* Shifts right; what falls out leaves its trace in the last bit. */
static U128 shift_right_sticky(U128 x, u32 n)
{
    if (n == 0) return x;
    U128 r = shift_right(x, n), back = shift_left(r, n);
    if (n >= 128) return (U128){(x.lo | x.hi) != 0, 0};
    if (back.lo != x.lo || back.hi != x.hi) r.lo |= 1;
    return r;
}

static U128 add128(U128 a, U128 b)
{
    U128 r = {a.lo + b.lo, a.hi + b.hi};
    r.hi += r.lo < a.lo;
    return r;
}

static U128 sub128(U128 a, U128 b) { return (U128){a.lo - b.lo, a.hi - b.hi - (a.lo < b.lo)}; }
static int compare128(U128 a, U128 b)
{
    if (a.hi != b.hi) return a.hi < b.hi ? -1 : 1;
    return a.lo == b.lo ? 0 : a.lo < b.lo ? -1 : 1;
}

static bool is_zero128(U128 x) { return (x.lo | x.hi) == 0; }

U128 mul64(u64 a, u64 b)
{
    u64 al = (u32)a, ah = a >> 32, bl = (u32)b, bh = b >> 32;
    u64 ll = al * bl, lh = al * bh, hl = ah * bl, hh = ah * bh;
    u64 middle = (ll >> 32) + (u32)lh + (u32)hl;
    return (U128){middle << 32 | (u32)ll, hh + (lh >> 32) + (hl >> 32) + (middle >> 32)};
}

static u32 leading_zeros128(U128 x) { return x.hi ? count_leading_zeros(x.hi) : 64 + count_leading_zeros(x.lo); }

/* ---- packing ---- */

static FloatBits pack_fields(bool negative, u32 biased, U128 fraction, FloatFormat format)
{
    FloatBits r = {0, 0};
    switch (format) {
    case FLOAT_BINARY32: r.lo = (u64)negative << 31 | (u64)biased << 23 | (fraction.lo & 0x7fffff); break;
    case FLOAT_BINARY64: r.lo = (u64)negative << 63 | (u64)biased << 52 | (fraction.lo & 0xfffffffffffffu); break;
    case FLOAT_X87:
        r.lo = fraction.lo; /* with the leading bit */
        r.hi = (u64)negative << 15 | biased;
        break;
    case FLOAT_BINARY128:
        r.lo = fraction.lo;
        r.hi = (u64)negative << 63 | (u64)biased << 48 | (fraction.hi & 0xffffffffffffu);
        break;
    }
    return r;
}

FloatBits float_inf(FloatFormat format, bool negative)
{
    U128 fraction = {format == FLOAT_X87 ? (u64)1 << 63 : 0, 0};
    return pack_fields(negative, (1u << float_shape[format].exponent_bits) - 1, fraction, format);
}

static FloatBits pack_nan(FloatFormat format, bool negative, U128 payload, bool signaling)
{
    u32 quiet_bit = float_shape[format].precision - 2;
    U128 quiet = shift_left((U128){1, 0}, quiet_bit);
    U128 mask = sub128(quiet, (U128){1, 0});
    payload.lo &= mask.lo;
    payload.hi &= mask.hi;
    if (signaling && is_zero128(payload)) payload = shift_left((U128){1, 0}, quiet_bit - 1); /* as gcc fills it: no infinity */
    if (!signaling) payload.lo |= quiet.lo, payload.hi |= quiet.hi;
    if (format == FLOAT_X87) payload.lo |= (u64)1 << 63;
    return pack_fields(negative, (1u << float_shape[format].exponent_bits) - 1, payload, format);
}

FloatBits float_nan(FloatFormat format, u64 payload, bool signaling) { return pack_nan(format, false, (U128){payload, 0}, signaling); }

/* Rounds and packs (-1)^negative * sig * 2^(exponent - 127); sig's last bit may be sticky, so at least two bits must lie
   below the precision whenever sig is inexact. */
FloatBits float_round(bool negative, i32 exponent, U128 sig, FloatFormat format, bool *overflow)
{
    const FloatShape *f = &float_shape[format];
    if (is_zero128(sig)) return pack_fields(negative, 0, sig, format);
    u32 up = leading_zeros128(sig);
    sig = shift_left(sig, up);
    exponent -= (i32)up;
    u32 drop = 128 - f->precision;
    i32 biased = exponent - f->emin + 1;
    if (exponent < f->emin) { /* subnormal: fewer bits */
        u32 more = exponent < f->emin - 200 ? 200 : (u32)(f->emin - exponent);
        drop += more;
        biased = 0;
    }
    U128 kept = shift_right(sig, drop);
    U128 rest = drop >= 128 ? sig : sub128(sig, shift_left(kept, drop));
    U128 half = drop > 128 ? (U128){0, 0} : shift_left((U128){1, 0}, drop - 1);
    int side = drop > 128 ? -1 : compare128(rest, half);
    if (side > 0 || (side == 0 && (kept.lo & 1))) kept = add128(kept, (U128){1, 0});
    if (biased == 0) {
        U128 normal = shift_left((U128){1, 0}, f->precision - 1);
        if (compare128(kept, normal) >= 0) biased = 1; /* rounded up to the least normal number */
    } else if (f->precision < 128 && !is_zero128(shift_right(kept, f->precision))) {
        kept = shift_right(kept, 1);
        biased++;
    }
    if (biased >= (1 << f->exponent_bits) - 1) {
        if (overflow) *overflow = true;
        return float_inf(format, negative);
    }
    return pack_fields(negative, (u32)biased, kept, format);
}

typedef enum Class { ZERO, FINITE, INFINITE, NAN_QUIET, NAN_SIGNALING } Class;

typedef struct Unpacked {
    Class class_;
    bool negative;
    i32 exponent; /* FINITE: the value is sig * 2^(exponent - 127), and bit 127 of sig is set */
    U128 sig;     /* NAN: the payload in the low bits, without the quiet bit */
} Unpacked;

static Unpacked unpack(FloatBits x, FloatFormat format)
{
    const FloatShape *f = &float_shape[format];
    Unpacked u = {ZERO, false, 0, {0, 0}};
    u32 biased = 0;
    u32 top = (1u << f->exponent_bits) - 1, fraction_bits = f->precision - 1;
    bool leading = false;
    switch (format) {
    case FLOAT_BINARY32:
        u.negative = x.lo >> 31 & 1;
        biased = (u32)(x.lo >> 23) & 0xff;
        u.sig.lo = x.lo & 0x7fffff;
        break;
    case FLOAT_BINARY64:
        u.negative = x.lo >> 63;
        biased = (u32)(x.lo >> 52) & 0x7ff;
        u.sig.lo = x.lo & 0xfffffffffffffu;
        break;
    case FLOAT_X87:
        u.negative = x.hi >> 15 & 1;
        biased = (u32)x.hi & 0x7fff;
        leading = x.lo >> 63;
        u.sig.lo = x.lo & 0x7fffffffffffffffu;
        break;
    case FLOAT_BINARY128:
        u.negative = x.hi >> 63;
        biased = (u32)(x.hi >> 48) & 0x7fff;
        u.sig.lo = x.lo;
        u.sig.hi = x.hi & 0xffffffffffffu;
        break;
    }
    if (format != FLOAT_X87) leading = biased != 0;
    if (biased == top) {
        if (is_zero128(u.sig) && leading) {
            u.class_ = INFINITE;
            return u;
        }
        U128 quiet = shift_left((U128){1, 0}, fraction_bits - 1);
        bool is_quiet = (u.sig.lo & quiet.lo) | (u.sig.hi & quiet.hi);
        if (is_quiet) u.sig = (U128){u.sig.lo & ~quiet.lo, u.sig.hi & ~quiet.hi};
        u.class_ = is_quiet ? NAN_QUIET : NAN_SIGNALING;
        return u;
    }
    if (format == FLOAT_X87 && biased != 0 && !leading) { /* an unnormal: the 387 and later call it invalid */
        u.class_ = NAN_SIGNALING;
        return u;
    }
    if (leading) {
        U128 one = shift_left((U128){1, 0}, fraction_bits);
        u.sig.lo |= one.lo;
        u.sig.hi |= one.hi;
    }
    if (is_zero128(u.sig)) return u;
    u32 up = leading_zeros128(u.sig);
    u.class_ = FINITE;
    u.exponent = (biased ? (i32)biased : 1) + f->emin - 1 + (i32)(127 - fraction_bits) - (i32)up;
    u.sig = shift_left(u.sig, up);
    return u;
}

static bool is_nan(const Unpacked *u) { return u->class_ == NAN_QUIET || u->class_ == NAN_SIGNALING; }
static FloatBits pack_zero(FloatFormat format, bool negative) { return pack_fields(negative, 0, (U128){0, 0}, format); }

/* ---- arithmetic ---- */

static FloatBits add(Unpacked a, Unpacked b, FloatFormat format)
{
    if (a.class_ == INFINITE) {
        if (b.class_ == INFINITE && a.negative != b.negative) return float_nan(format, 0, false);
        return float_inf(format, a.negative);
    }
    if (b.class_ == INFINITE) return float_inf(format, b.negative);
    if (a.class_ == ZERO && b.class_ == ZERO) return pack_zero(format, a.negative && b.negative);
    if (a.class_ == ZERO) return float_round(b.negative, b.exponent, b.sig, format, NULL);
    if (b.class_ == ZERO) return float_round(a.negative, a.exponent, a.sig, format, NULL);
    if (a.exponent < b.exponent || (a.exponent == b.exponent && compare128(a.sig, b.sig) < 0)) {
        Unpacked t = a;
        a = b;
        b = t;
    }
    /* One bit of headroom for the carry; 113 bits leave 14 below for guard and sticky. */
    U128 x = shift_right_sticky(a.sig, 1);
    U128 y = shift_right_sticky(shift_right_sticky(b.sig, 1), (u32)(a.exponent - b.exponent));
    if (a.negative == b.negative) return float_round(a.negative, a.exponent + 1, add128(x, y), format, NULL);
    U128 d = sub128(x, y);
    if (is_zero128(d)) return pack_zero(format, false); /* x - x is +0 when rounding to nearest (6.3) */
    return float_round(a.negative, a.exponent + 1, d, format, NULL);
}

static FloatBits multiply(Unpacked a, Unpacked b, FloatFormat format)
{
    bool negative = a.negative != b.negative;
    if (a.class_ == INFINITE || b.class_ == INFINITE) {
        if (a.class_ == ZERO || b.class_ == ZERO) return float_nan(format, 0, false);
        return float_inf(format, negative);
    }
    if (a.class_ == ZERO || b.class_ == ZERO) return pack_zero(format, negative);
    U128 ll = mul64(a.sig.lo, b.sig.lo), lh = mul64(a.sig.lo, b.sig.hi), hl = mul64(a.sig.hi, b.sig.lo), hh = mul64(a.sig.hi, b.sig.hi);
    U128 middle = add128((U128){ll.hi, 0}, (U128){lh.lo, 0});
    middle = add128(middle, (U128){hl.lo, 0});
    U128 high = add128(hh, (U128){lh.hi, 0});
    high = add128(high, (U128){hl.hi, 0});
    high = add128(high, (U128){middle.hi, 0});
    if (ll.lo | middle.lo) high.lo |= 1; /* both significands have at most 113 bits, so this bit is free to be sticky */
    return float_round(negative, a.exponent + b.exponent + 1, high, format, NULL);
}

static FloatBits divide(Unpacked a, Unpacked b, FloatFormat format)
{
    bool negative = a.negative != b.negative;
    if (a.class_ == INFINITE) return b.class_ == INFINITE ? float_nan(format, 0, false) : float_inf(format, negative);
    if (b.class_ == INFINITE) return pack_zero(format, negative);
    if (b.class_ == ZERO) return a.class_ == ZERO ? float_nan(format, 0, false) : float_inf(format, negative);
    if (a.class_ == ZERO) return pack_zero(format, negative);
    /* One quotient bit a step; significands are halved so that the remainder can be doubled. */
    U128 divisor = shift_right(b.sig, 1), rest = shift_right(a.sig, 1), quotient = {0, 0};
    for (u32 i = 0; i < 127; i++) {
        quotient = shift_left(quotient, 1);
        if (compare128(rest, divisor) >= 0) {
            rest = sub128(rest, divisor);
            quotient.lo |= 1;
        }
        rest = shift_left(rest, 1);
    }
    if (!is_zero128(rest)) quotient.lo |= 1;
    return float_round(negative, a.exponent - b.exponent + 1, quotient, format, NULL);
}

FloatBits float_arith(FloatOp op, FloatBits a, FloatBits b, FloatFormat format)
{
    Unpacked x = unpack(a, format), y = unpack(b, format);
    if (is_nan(&x)) return pack_nan(format, x.negative, x.sig, false);
    if (is_nan(&y)) return pack_nan(format, y.negative, y.sig, false);
    switch (op) {
    case FLOAT_ADD: return add(x, y, format);
    case FLOAT_SUB: y.negative = !y.negative; return add(x, y, format);
    case FLOAT_MUL: return multiply(x, y, format);
    case FLOAT_DIV: return divide(x, y, format);
    }
    KIT_PANIC("float_arith: bad operation");
}

FloatBits float_negate(FloatBits a, FloatFormat format)
{
    switch (format) {
    case FLOAT_BINARY32: a.lo ^= (u64)1 << 31; break;
    case FLOAT_BINARY64: a.lo ^= (u64)1 << 63; break;
    case FLOAT_X87: a.hi ^= 0x8000; break;
    case FLOAT_BINARY128: a.hi ^= (u64)1 << 63; break;
    }
    return a;
}

FloatOrder float_compare(FloatBits a, FloatBits b, FloatFormat format)
{
    Unpacked x = unpack(a, format), y = unpack(b, format);
    if (is_nan(&x) || is_nan(&y)) return FLOAT_UNORDERED;
    if (x.class_ == ZERO && y.class_ == ZERO) return FLOAT_EQUAL;
    bool x_negative = x.class_ != ZERO && x.negative, y_negative = y.class_ != ZERO && y.negative;
    if (x_negative != y_negative) return x_negative ? FLOAT_LESS : FLOAT_GREATER;
    int c = (int)x.class_ - (int)y.class_; /* ZERO < FINITE < INFINITE */
    if (c == 0 && x.class_ == FINITE) c = x.exponent != y.exponent ? (x.exponent < y.exponent ? -1 : 1) : compare128(x.sig, y.sig);
    if (c == 0) return FLOAT_EQUAL;
    return (c < 0) != x_negative ? FLOAT_LESS : FLOAT_GREATER;
}

FloatBits float_convert(FloatBits a, FloatFormat from, FloatFormat to)
{
    Unpacked u = unpack(a, from);
    switch (u.class_) {
    case ZERO: return pack_zero(to, u.negative);
    case INFINITE: return float_inf(to, u.negative);
    case FINITE: return float_round(u.negative, u.exponent, u.sig, to, NULL);
    case NAN_QUIET:
    case NAN_SIGNALING: break;
    }
    /* The payload is kept from the top, as hardware does; the result is quiet. */
    u32 had = float_shape[from].precision, has = float_shape[to].precision;
    U128 payload = has >= had ? shift_left(u.sig, has - had) : shift_right(u.sig, had - has);
    return pack_nan(to, u.negative, payload, false);
}

FloatBits float_from_int(u64 x, bool is_signed, FloatFormat format)
{
    bool negative = is_signed && x >> 63;
    U128 sig = {0, negative ? (u64)0 - x : x};
    return float_round(negative, 63, sig, format, NULL);
}

bool float_to_int(FloatBits a, FloatFormat format, u32 bits, bool is_signed, u64 *out)
{
    Unpacked u = unpack(a, format);
    u64 most_negative = (u64)0 - ((u64)1 << (bits - 1));
    *out = is_signed ? most_negative : 0;
    if (u.class_ == INFINITE || is_nan(&u)) return false;
    if (u.class_ == ZERO || u.exponent < 0) {
        *out = 0;
        return true;
    }
    if (u.exponent >= 64) return false;
    u64 x = shift_right(u.sig, (u32)(127 - u.exponent)).lo;
    if (u.negative) {
        if (!is_signed || x > (u64)1 << (bits - 1)) return false;
        *out = (u64)0 - x;
        return true;
    }
    u64 max = is_signed ? ((u64)1 << (bits - 1)) - 1 : bits >= 64 ? UINT64_MAX : ((u64)1 << bits) - 1;
    if (x > max) return false;
    *out = x;
    return true;
}

bool float_is_zero(FloatBits a, FloatFormat format) { return unpack(a, format).class_ == ZERO; }

bool float_is_nan(FloatBits a, FloatFormat format)
{
    Unpacked u = unpack(a, format);
    return is_nan(&u);
}

static bool is_infinite(FloatBits a, FloatFormat format) { return unpack(a, format).class_ == INFINITE; }

bool float_raised(FloatBits a, FloatBits b, FloatBits r, FloatFormat format)
{
    if (float_is_nan(r, format)) return !float_is_nan(a, format) && !float_is_nan(b, format);
    return is_infinite(r, format) && !is_infinite(a, format) && !is_infinite(b, format);
}

void float_print_hex(FloatBits x, FloatFormat format, char out[64])
{
    Unpacked u = unpack(x, format);
    char *p = out;
    if (u.negative) *p++ = '-';
    switch (u.class_) {
    case ZERO: memcpy(p, "0x0p+0", 7); return;
    case INFINITE: memcpy(p, "inf", 4); return;
    case NAN_QUIET:
    case NAN_SIGNALING:
        snprintf(p, 60, u.sig.hi ? "%s(0x%llx%016llx)" : "%s(0x%.0llx%llx)", u.class_ == NAN_QUIET ? "nan" : "snan",
                 (unsigned long long)u.sig.hi, (unsigned long long)u.sig.lo);
        return;
    case FINITE: break;
    }
    memcpy(p, "0x1", 3);
    p += 3;
    U128 rest = shift_left(u.sig, 1);
    if (!is_zero128(rest)) *p++ = '.';
    for (; !is_zero128(rest); rest = shift_left(rest, 4)) *p++ = "0123456789abcdef"[rest.hi >> 60];
    snprintf(p, 16, "p%+d", (int)u.exponent);
}
