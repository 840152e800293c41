/* Bit-fields that no single access holds: those that lie across units of memory, and those of types of more than 64 bits
   (__int128, _BitInt). Byte by byte, the low bits first. In: lvalues of bit-fields. Out: loads, stores and the shifts between. */
#include "base/bits.h"
#include "c/lower.h"

/* Bits of one byte that belong to the field, when `done` of it are in the bytes before. */
typedef struct Piece {
    u32 skip, take;
} Piece;

static Piece piece_of(const CField *f, u32 done)
{
    Piece p = {done ? 0 : f->bit_offset, 8};
    p.take -= p.skip;
    if (p.take > f->bit_width - done) p.take = (u32)f->bit_width - done;
    return p;
}

static Value shift(Function *fn, IrOp op, Value v, u32 n) { return ir_binary(fn, op, IR_I64, v, ir_int(fn, IR_I64, n)); }

/* w with a byte or-ed in, `at` bits up. */
static Wide put_piece(Function *fn, Wide w, Value byte, u32 at, u32 take)
{
    if (at < 64) w.lo = ir_binary(fn, OP_OR, IR_I64, w.lo, shift(fn, OP_SHL, byte, at));
    if (at >= 64) w.hi = ir_binary(fn, OP_OR, IR_I64, w.hi, shift(fn, OP_SHL, byte, at - 64));
    else if (at + take > 64) w.hi = ir_binary(fn, OP_OR, IR_I64, w.hi, shift(fn, OP_LSHR, byte, 64 - at));
    return w;
}

static Value take_piece(Function *fn, Wide w, u32 at, u32 take)
{
    if (at >= 64) return shift(fn, OP_LSHR, w.hi, at - 64);
    Value low = shift(fn, OP_LSHR, w.lo, at);
    return at + take > 64 ? ir_binary(fn, OP_OR, IR_I64, low, shift(fn, OP_SHL, w.hi, 64 - at)) : low;
}

Wide lower_field_bytes(Function *fn, const Lvalue *lv, const CField *f)
{
    Wide sum;
    sum.lo = sum.hi = ir_int(fn, IR_I64, 0);
    for (u32 done = 0, at = 0; done < f->bit_width; at++) {
        Piece p = piece_of(f, done);
        Value byte = ir_load(fn, IR_I8, ir_ptradd_const(fn, lv->ptr, (i64)(f->offset + at)), 1, lv->mem_flags);
        byte = shift(fn, OP_LSHR, ir_unary(fn, OP_ZEXT, IR_I64, byte), p.skip);
        byte = ir_binary(fn, OP_AND, IR_I64, byte, ir_int(fn, IR_I64, zero_extend(~(u64)0, p.take)));
        sum = put_piece(fn, sum, byte, done, p.take);
        done += p.take;
    }
    return sum;
}

void lower_store_field_bytes(Function *fn, const Lvalue *lv, const CField *f, Wide v)
{
    for (u32 done = 0, at = 0; done < f->bit_width; at++) {
        Piece p = piece_of(f, done);
        Value ptr = ir_ptradd_const(fn, lv->ptr, (i64)(f->offset + at));
        Value bits = ir_unary(fn, OP_TRUNC, IR_I8, take_piece(fn, v, done, p.take));
        u64 mask = zero_extend(~(u64)0, p.take) << p.skip;
        bits = ir_binary(fn, OP_SHL, IR_I8, bits, ir_int(fn, IR_I8, p.skip));
        bits = ir_binary(fn, OP_AND, IR_I8, bits, ir_int(fn, IR_I8, mask));
        if (p.take < 8) {
            Value old = ir_load(fn, IR_I8, ptr, 1, lv->mem_flags);
            bits = ir_binary(fn, OP_OR, IR_I8, ir_binary(fn, OP_AND, IR_I8, old, ir_int(fn, IR_I8, ~mask & 0xff)), bits);
        }
        ir_store(fn, ptr, bits, 1, lv->mem_flags);
        done += p.take;
    }
}

/* ---- of types of more than 64 bits ---- */

/* The low `width` bits of w, extended. */
static Wide extend(Function *fn, Wide w, u32 width, bool is_unsigned)
{
    IrOp right = is_unsigned ? OP_LSHR : OP_ASHR;
    if (width < 64) w.lo = shift(fn, right, shift(fn, OP_SHL, w.lo, 64 - width), 64 - width);
    if (width > 64) w.hi = width < 128 ? shift(fn, right, shift(fn, OP_SHL, w.hi, 128 - width), 128 - width) : w.hi;
    else w.hi = is_unsigned ? ir_int(fn, IR_I64, 0) : shift(fn, OP_ASHR, w.lo, 63);
    return w;
}

Value lower_wide_field(CUnit *c, const Lvalue *lv, QType q)
{
    Function *fn = &c->lowering->fn;
    const CField *f = &c->types.field.at[lv->field - 1];
    Wide w = lower_field_bytes(fn, lv, f);
    return lower_wide_temporary(c, extend(fn, w, f->bit_width, type_is_unsigned(&c->types, q)));
}

Value lower_wide_field_store(CUnit *c, const Lvalue *lv, QType q, Value v)
{
    Function *fn = &c->lowering->fn;
    const CField *f = &c->types.field.at[lv->field - 1];
    Wide w = lower_wide_load(c, v);
    lower_store_field_bytes(fn, lv, f, w);
    return lower_wide_temporary(c, extend(fn, w, f->bit_width, type_is_unsigned(&c->types, q)));
}

Value lower_wide_lvalue(CUnit *c, const Lvalue *lv, QType q)
{
    return lv->field ? lower_wide_field(c, lv, q) : lower_wide_object(c, lv->ptr, q);
}

Value lower_wide_assign(CUnit *c, const Lvalue *lv, QType q, Value v)
{
    if (lv->field) return lower_wide_field_store(c, lv, q, v);
    lower_copy_record(c, lv->ptr, lv->align, v, type_align(&c->types, q), q, lv->mem_flags);
    return lv->ptr;
}
