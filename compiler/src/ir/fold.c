/* Integer operations on constants; see fold.h. */
#include "ir/fold.h"

#include "base/bits.h"

/* The high 64 bits of the 128-bit product (Knuth 4.3.1, algorithm M with 32-bit digits). */
static u64 mul_high_unsigned(u64 a, u64 b)
{
    u64 a0 = a & 0xffffffffu, a1 = a >> 32, b0 = b & 0xffffffffu, b1 = b >> 32;
    u64 low = a0 * b0, mid1 = a1 * b0 + (low >> 32), mid2 = a0 * b1 + (mid1 & 0xffffffffu);
    return a1 * b1 + (mid1 >> 32) + (mid2 >> 32);
}

static u64 mul_high_signed(u64 a, u64 b)
{
    u64 high = mul_high_unsigned(a, b);
    if (a >> 63) high -= b;
    if (b >> 63) high -= a;
    return high;
}

/* Division on magnitudes: the host's signed division of negative numbers is not asked. */
static u64 magnitude(i64 x) { return x < 0 ? 0 - (u64)x : (u64)x; }

bool ir_fold_binary(IrOp op, u32 bits, u64 a, u64 b, u64 *out)
{
    u32 shift = (u32)(b & (bits - 1));
    i64 sa = sign_extend(a, bits), sb = sign_extend(b, bits);
    u64 r;
    switch (op) {
    case OP_ADD: r = a + b; break;
    case OP_SUB: r = a - b; break;
    case OP_MUL: r = a * b; break;
    case OP_UMULH: r = bits == 64 ? mul_high_unsigned(a, b) : (a * b) >> bits; break;
    case OP_SMULH: r = bits == 64 ? mul_high_signed(a, b) : ((u64)sa * (u64)sb) >> bits; break;
    case OP_SDIV:
    case OP_SREM: {
        if (b == 0 || (sb == -1 && a == (u64)1 << (bits - 1))) return false;
        u64 ua = magnitude(sa), ub = magnitude(sb);
        if (op == OP_SDIV) r = (sa < 0) != (sb < 0) ? 0 - ua / ub : ua / ub;
        else r = sa < 0 ? 0 - ua % ub : ua % ub;
        break;
    }
    case OP_UDIV:
        if (b == 0) return false;
        r = a / b;
        break;
    case OP_UREM:
        if (b == 0) return false;
        r = a % b;
        break;
    case OP_AND: r = a & b; break;
    case OP_OR: r = a | b; break;
    case OP_XOR: r = a ^ b; break;
    case OP_SHL: r = a << shift; break;
    case OP_LSHR: r = a >> shift; break;
    case OP_ASHR: r = sa < 0 ? ~(~(u64)sa >> shift) : a >> shift; break;
    case OP_ROTL: r = shift ? a << shift | a >> (bits - shift) : a; break;
    case OP_ROTR: r = shift ? a >> shift | a << (bits - shift) : a; break;
    default: return false;
    }
    *out = zero_extend(r, bits);
    return true;
}

u64 ir_fold_unary(IrOp op, u32 bits, u64 a)
{
    switch (op) {
    case OP_NEG: return zero_extend(0 - a, bits);
    case OP_NOT: return zero_extend(~a, bits);
    case OP_CLZ: return a ? count_leading_zeros(a) - (64 - bits) : bits;
    case OP_CTZ: return a ? count_trailing_zeros(a) : bits;
    case OP_POPCOUNT: return count_ones(a);
    case OP_BSWAP: return swap_bytes64(a) >> (64 - bits);
    default: KIT_PANIC("not a unary integer operation");
    }
}

bool ir_fold_compare(IrOp op, u32 bits, u64 a, u64 b)
{
    switch (op) {
    case OP_EQ: return a == b;
    case OP_NE: return a != b;
    case OP_SLT: return sign_extend(a, bits) < sign_extend(b, bits);
    case OP_SLE: return sign_extend(a, bits) <= sign_extend(b, bits);
    case OP_ULT: return a < b;
    case OP_ULE: return a <= b;
    default: KIT_PANIC("not an integer comparison");
    }
}
