/* Floating constants to bits, correctly rounded however many digits they have.
   In: the text of a C floating constant (C11 6.4.4.2) without its suffix. Out: bits of the wanted format.
   Short decimal constants take an exact 128-bit road; all others are a quotient of two big integers. */
#include "base/fnum_soft.h"
#include "base/bits.h"

/* The longest exact decimal expansion of a point halfway between two binary128 numbers has 11564 digits;
   digits beyond are replaced by a single 1, which keeps the side on which the value lies. */
enum { DIGITS_MAX = 11600, LIMBS = 2560 };

/* 10^x beyond these is infinite or rounds to zero in every format. */
enum { EXPONENT_OVER = 4940, EXPONENT_UNDER = -5010, EXPONENT_CLAMP = 100000000 };

/* Little-endian base 2^32; the limbs above n are not defined. */
typedef struct Big {
    u32 n;
    u32 limb[LIMBS];
} Big;

static void big_multiply_add(Big *b, u32 factor, u32 addend)
{
    u64 carry = addend;
    for (u32 i = 0; i < b->n; i++) {
        carry += (u64)b->limb[i] * factor;
        b->limb[i] = (u32)carry;
        carry >>= 32;
    }
    if (carry) b->limb[b->n++] = (u32)carry;
}

static void big_multiply_power_of_5(Big *b, u32 exponent)
{
    for (; exponent >= 13; exponent -= 13) big_multiply_add(b, 1220703125u, 0);
    u32 last = 1;
    for (; exponent > 0; exponent--) last *= 5;
    if (last > 1) big_multiply_add(b, last, 0);
}

static u32 big_bits(const Big *b) { return b->n ? b->n * 32 - (count_leading_zeros(b->limb[b->n - 1]) - 32) : 0; }

static void big_shift_left(Big *b, u32 count)
{
    u32 limbs = count / 32, bits = count % 32;
    if (b->n == 0 || count == 0) return;
    b->limb[b->n] = 0;
    for (u32 i = b->n + 1; i-- > 0;) {
        u32 low = i ? b->limb[i - 1] : 0;
        b->limb[i + limbs] = bits ? b->limb[i] << bits | low >> (32 - bits) : b->limb[i];
    }
    memset(b->limb, 0, limbs * sizeof *b->limb);
    b->n += limbs + 1;
    if (b->limb[b->n - 1] == 0) b->n--;
}

/* Up to 128 leading bits of b as a significand with bit 127 set; a last bit that is sticky. */
static U128 big_top(const Big *b, bool sticky)
{
    u32 bits = big_bits(b);
    U128 r = {0, 0};
    for (u32 i = 0; i < 128 && i < bits; i++) {
        u32 at = bits - 1 - i;
        u64 bit = b->limb[at / 32] >> (at % 32) & 1;
        if (i < 64) r.hi |= bit << (63 - i);
        else r.lo |= bit << (127 - i);
    }
    if (bits > 128) {
        u32 rest = bits - 128;
        for (u32 i = 0; i < rest / 32; i++) sticky |= b->limb[i] != 0;
        sticky |= rest % 32 && (b->limb[rest / 32] & ((1u << (rest % 32)) - 1));
    }
    if (sticky) r.lo |= 1;
    return r;
}

/* The quotient of n by d, a few limbs long (Knuth, TAOCP 4.3.1, algorithm D); n becomes the remainder.
   d's highest bit must be set. */
static void big_divide(Big *n, const Big *d, Big *quotient)
{
    quotient->n = 0;
    u32 top = n->n;
    n->limb[n->n++] = 0;
    u32 steps = top >= d->n ? top - d->n + 1 : 0;
    for (u32 i = 0; i < steps; i++) quotient->limb[i] = 0;
    for (u32 j = steps; j-- > 0;) {
        u64 head = (u64)n->limb[j + d->n] << 32 | n->limb[j + d->n - 1];
        u64 guess = head / d->limb[d->n - 1];
        if (guess > 0xffffffffu) guess = 0xffffffffu;
        /* With two limbs of the divisor the guess is at most one too large. */
        if (d->n >= 2) {
            u64 second = d->limb[d->n - 2];
            for (;;) {
                u64 rest = head - guess * d->limb[d->n - 1];
                if (rest >> 32 || guess * second <= (rest << 32 | n->limb[j + d->n - 2])) break;
                guess--;
            }
        }
        u64 carry = 0, borrow = 0;
        for (u32 i = 0; i <= d->n; i++) {
            carry += i < d->n ? d->limb[i] * guess : 0;
            u64 take = (u32)carry + borrow, have = n->limb[i + j];
            carry >>= 32;
            n->limb[i + j] = (u32)(have - take);
            borrow = take > have;
        }
        if (borrow) {
            guess--;
            carry = 0;
            for (u32 i = 0; i <= d->n; i++) {
                carry += (u64)n->limb[i + j] + (i < d->n ? d->limb[i] : 0);
                n->limb[i + j] = (u32)carry;
                carry >>= 32;
            }
        }
        quotient->limb[j] = (u32)guess;
    }
    quotient->n = steps;
    while (quotient->n && quotient->limb[quotient->n - 1] == 0) quotient->n--;
    while (n->n && n->limb[n->n - 1] == 0) n->n--;
}

/* digits * 10^exponent by big integers. */
static FloatBits exact_decimal(const char *text, const char *end, u32 keep, bool sticky, i32 exponent, FloatFormat format, bool *overflow)
{
    Big n, d, q;
    n.n = 0;
    u32 chunk = 0, scale = 1;
    for (const char *p = text; p < end && keep > 0; p++) {
        if (*p == '.') continue;
        chunk = chunk * 10 + (u32)(*p - '0');
        scale *= 10;
        keep--;
        if (scale == 1000000000) {
            if (n.n || chunk) big_multiply_add(&n, scale, chunk);
            chunk = 0;
            scale = 1;
        }
    }
    if (scale > 1) big_multiply_add(&n, scale, chunk);
    if (sticky) {
        big_multiply_add(&n, 10, 1);
        exponent--;
    }
    if (exponent >= 0) {
        big_multiply_power_of_5(&n, (u32)exponent);
        return float_round(false, (i32)big_bits(&n) - 1 + exponent, big_top(&n, false), format, overflow);
    }
    d.n = 1;
    d.limb[0] = 1;
    big_multiply_power_of_5(&d, (u32)-exponent);
    /* value = n / d * 2^exponent: the divisor's top bit goes to a limb's top, and the quotient gets 128 bits or a few more. */
    u32 align = (32 - big_bits(&d) % 32) % 32;
    big_shift_left(&d, align);
    i32 up = (i32)big_bits(&d) + 130 - (i32)big_bits(&n);
    if (up > 0) {
        big_shift_left(&n, (u32)up);
    } else {
        u32 whole = ((u32)-up + 31) / 32 * 32; /* by whole limbs, so that the divisor stays aligned */
        big_shift_left(&d, whole);
        up = -(i32)whole;
        if ((i32)big_bits(&n) < (i32)big_bits(&d) + 130) {
            u32 more = big_bits(&d) + 130 - big_bits(&n);
            big_shift_left(&n, more);
            up += (i32)more;
        }
    }
    big_divide(&n, &d, &q);
    i32 binary = exponent - up + (i32)align;
    return float_round(false, (i32)big_bits(&q) - 1 + binary, big_top(&q, n.n != 0), format, overflow);
}

/* At most 19 digits and a small power of ten: n * 5^e and n / 5^e in 128 bits are exact or have 64 good bits and a sticky one. */
static bool short_decimal(u64 digits, i32 exponent, FloatFormat format, FloatBits *out, bool *overflow)
{
    if (exponent < -27 || exponent > 27 || (exponent < 0 && format != FLOAT_BINARY32 && format != FLOAT_BINARY64)) return false;
    u64 power = 1;
    for (i32 i = exponent < 0 ? -exponent : exponent; i > 0; i--) power *= 5;
    if (exponent >= 0) {
        *out = float_round(false, 127 + exponent, mul64(digits, power), format, overflow);
        return true;
    }
    u32 up = count_leading_zeros(digits);
    u64 high = digits << up, quotient_high = high / power, rest = high % power, quotient_low = 0;
    /* The low 64 bits of the quotient one by one; rest < power < 2^63. */
    for (u32 i = 0; i < 64; i++) {
        rest <<= 1;
        quotient_low <<= 1;
        if (rest >= power) rest -= power, quotient_low |= 1;
    }
    U128 q = {quotient_low | (rest != 0), quotient_high};
    *out = float_round(false, 63 + exponent - (i32)up, q, format, overflow);
    return true;
}

/* Reads [eEpP][+-]digits; false when there are no digits or something follows. */
static bool parse_exponent(const char *p, const char *end, i32 *out)
{
    bool negative = false;
    i32 x = 0;
    if (p < end && (*p == '+' || *p == '-')) negative = *p++ == '-';
    if (p == end) return false;
    for (; p < end; p++) {
        if (*p < '0' || *p > '9') return false;
        if (x < EXPONENT_CLAMP) x = x * 10 + (*p - '0');
    }
    *out = negative ? -x : x;
    return true;
}

static u32 hex_digit(char c)
{
    if (c >= '0' && c <= '9') return (u32)(c - '0');
    if (c >= 'a' && c <= 'f') return (u32)(c - 'a') + 10;
    if (c >= 'A' && c <= 'F') return (u32)(c - 'A') + 10;
    return 16;
}

static bool parse_hexadecimal(const char *p, const char *end, FloatFormat format, FloatBits *out, bool *overflow)
{
    U128 sig = {0, 0};
    i64 exponent = 0; /* of sig's last bit */
    bool any = false, point = false, sticky = false;
    for (; p < end && *p != 'p' && *p != 'P'; p++) {
        if (*p == '.' && !point) {
            point = true;
            continue;
        }
        u32 digit = hex_digit(*p);
        if (digit > 15) return false;
        any = true;
        if (sig.hi >> 60 == 0) {
            sig.hi = sig.hi << 4 | sig.lo >> 60;
            sig.lo = sig.lo << 4 | digit;
            if (point) exponent -= 4;
        } else {
            sticky |= digit != 0;
            if (!point) exponent += 4;
        }
    }
    i32 written = 0;
    if (!any || p == end || !parse_exponent(p + 1, end, &written)) return false;
    if (sticky) sig.lo |= 1;
    exponent += written + 127;
    /* Far out of every format's range either way. */
    if (exponent > 40000) exponent = 40000;
    if (exponent < -40000) exponent = -40000;
    *out = float_round(false, (i32)exponent, sig, format, overflow);
    return true;
}

bool float_parse(Str text, FloatFormat format, FloatBits *out, bool *overflow)
{
    if (overflow) *overflow = false;
    *out = (FloatBits){0, 0};
    const char *p = text.ptr, *end = p + text.len;
    if (text.len > 2 && p[0] == '0' && (p[1] == 'x' || p[1] == 'X')) return parse_hexadecimal(p + 2, end, format, out, overflow);
    const char *digits_end = p;
    bool any = false, point = false;
    for (; digits_end < end; digits_end++) {
        if (*digits_end == '.' && !point) point = true;
        else if (*digits_end >= '0' && *digits_end <= '9') any = true;
        else break;
    }
    if (!any) return false;
    i32 written = 0;
    if (digits_end < end) {
        if ((*digits_end != 'e' && *digits_end != 'E') || !parse_exponent(digits_end + 1, end, &written)) return false;
    }
    /* Leading zeros say nothing; `before` counts the digits before the point from the first that does. */
    while (p < digits_end && (*p == '0' || *p == '.')) p++;
    i64 exponent = written, digits = 0, last = 0, kept = 0;
    bool sticky = false, seen_point = false;
    u64 small = 0;
    for (const char *q = text.ptr; q < digits_end; q++) {
        if (*q == '.') {
            seen_point = true;
            continue;
        }
        if (seen_point) exponent--;
        if (q < p) continue;
        digits++;
        if (*q != '0') last = digits; /* trailing zeros say nothing either */
        if (digits <= 19) small = small * 10 + (u64)(*q - '0');
    }
    if (last == 0) return true;
    exponent += digits - last;
    kept = last;
    if (kept > DIGITS_MAX) {
        exponent += kept - DIGITS_MAX;
        kept = DIGITS_MAX;
        sticky = true;
    }
    i64 magnitude = exponent + kept; /* the value is 0.d... * 10^magnitude */
    if (magnitude > EXPONENT_OVER) {
        if (overflow) *overflow = true;
        *out = float_inf(format, false);
        return true;
    }
    if (magnitude < EXPONENT_UNDER) return true;
    if (last <= 19) {
        for (i64 i = digits < 19 ? digits : 19; i > last; i--) small /= 10;
        if (short_decimal(small, (i32)exponent, format, out, overflow)) return true;
    }
    *out = exact_decimal(p, digits_end, (u32)kept, sticky, (i32)exponent, format, overflow);
    return true;
}
