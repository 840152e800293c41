/* The builder: appends instructions to the function that a front end is making, sharing constants and folding on the way.
   In: operations and operands. Out: values; see ir.h for the normal form that they are in.
   This is on the hot path of every front end, so an instruction is one reservation and straight stores. */
#include <stdlib.h>

#include "base/bits.h"
#include "ir/fold.h"
#include "ir/ir.h"

enum { CACHE_SIZE = 512 };

static const u8 type_bits[IR_TYPE_COUNT] = {0, 1, 8, 16, 32, 64, 128, 0, 0, 0, 0, 0};

u32 ir_type_bits(const Function *fn, IrType type) { return type == IR_PTR ? fn->pointer_bits : type_bits[type]; }
static inline u32 int_bits(const Function *fn, IrType type) { return ir_type_bits(fn, type); }
static inline Inst *inst_of(Function *fn, Value v) { return &fn->inst.at[v]; }
static inline void use(Function *fn, Value v) { fn->inst.at[v].uses++; }
static inline u32 low_word(u64 x) { return (u32)x; }
static inline u32 high_word(u64 x) { return (u32)(x >> 32); }
static inline u64 wide(const Inst *i) { return (u64)i->b | (u64)i->c << 32; }
static inline bool is_int(const Function *fn, Value v) { return fn->inst.at[v].op == OP_INT; }
static inline bool fits_i32(i64 x) { return x >= INT32_MIN && x <= INT32_MAX; }

/* There is room for one more: see append(). */
static inline Value put_inst(Function *fn, u32 op, u32 type, u32 aux, u32 a, u32 b, u32 c)
{
    Value v = fn->inst.len++;
    Inst *i = &fn->inst.at[v];
    i->op = (u8)op;
    i->type = (u8)type;
    i->aux = (u16)aux;
    i->a = a;
    i->b = b;
    i->c = c;
    i->next = 0;
    i->prev = 0;
    i->uses = 0;
    i->loc = fn->current_loc;
    return v;
}

static inline Value new_inst(Function *fn, u32 op, u32 type, u32 aux, u32 a, u32 b, u32 c)
{
    vec_reserve(&fn->inst, (u64)fn->inst.len + 1);
    return put_inst(fn, op, type, aux, a, b, c);
}

static inline void link_last(Function *fn, Value v)
{
    IrBlock *block = &fn->block.at[fn->current];
    Value last = block->last;
    fn->inst.at[v].prev = last;
    if (last) fn->inst.at[last].next = v;
    else block->first = v;
    block->last = v;
}

static Value append_grown(Function *fn, u32 head, u32 a, u32 b, u32 c);

/* Growing is the last that a caller does, so that the callers need no saved registers for it. */
static inline Value append(Function *fn, u32 op, u32 type, u32 aux, u32 a, u32 b, u32 c)
{
    if (KIT_UNLIKELY(fn->inst.len == fn->inst.cap)) return append_grown(fn, op | type << 8 | aux << 16, a, b, c);
    Value v = put_inst(fn, op, type, aux, a, b, c);
    link_last(fn, v);
    return v;
}

static KIT_SLOW_WAY Value append_grown(Function *fn, u32 head, u32 a, u32 b, u32 c)
{
    vec_reserve(&fn->inst, (u64)fn->inst.len + 1);
    return append(fn, head & 0xff, head >> 8 & 0xff, head >> 16, a, b, c);
}

Value ir_append(Function *fn, const Inst *inst)
{
    Value v = new_inst(fn, inst->op, inst->type, inst->aux, inst->a, inst->b, inst->c);
    inst_of(fn, v)->loc = inst->loc;
    if (inst->op > OP_PARAM) {
        link_last(fn, v);
        if (ir_op_info[inst->op].effect == EFFECT_C) fn->current = 0;
    }
    return v;
}

/* ---- constants ---- */

static Value constant(Function *fn, u32 op, u32 type, u32 a, u32 b, u32 c);

static KIT_SLOW_WAY Value constant_with_room(Function *fn, u32 op, u32 type, u32 a, u32 b, u32 c)
{
    vec_reserve(&fn->inst, (u64)fn->inst.len + 1);
    if (!fn->constant_cache) fn->constant_cache = calloc(CACHE_SIZE, sizeof *fn->constant_cache);
    if (!fn->constant_cache) KIT_PANIC("out of memory");
    return constant(fn, op, type, a, b, c);
}

static Value constant(Function *fn, u32 op, u32 type, u32 a, u32 b, u32 c)
{
    if (KIT_UNLIKELY(fn->inst.len == fn->inst.cap || !fn->constant_cache)) return constant_with_room(fn, op, type, a, b, c);
    u32 h = (b ^ (a << 16) ^ (c * 0x85ebca6bu) ^ (op << 28) ^ (type << 24)) * 0x9e3779b1u;
    u32 *slot = &fn->constant_cache[h >> 23];
    /* What an earlier function left here points at some instruction or past the end; only an equal constant is taken. */
    if (*slot < fn->inst.len) {
        const Inst *i = inst_of(fn, *slot);
        if (i->op == op && i->type == type && i->a == a && i->b == b && i->c == c) return *slot;
    }
    return *slot = put_inst(fn, op, type, 0, a, b, c);
}

Value ir_int(Function *fn, IrType type, u64 value)
{
    value = zero_extend(value, int_bits(fn, type));
    return constant(fn, OP_INT, type, 0, low_word(value), high_word(value));
}

FloatFormat ir_float_format(IrType type)
{
    return type == IR_F32 ? FLOAT_BINARY32 : type == IR_F64 ? FLOAT_BINARY64 : type == IR_F80 ? FLOAT_X87 : FLOAT_BINARY128;
}

Value ir_float(Function *fn, IrType type, FloatBits bits)
{
    if (type == IR_F32 || type == IR_F64) return constant(fn, OP_FLOAT, type, 0, low_word(bits.lo), high_word(bits.lo));
    u32 at = vec_extend(&fn->extra, 4);
    u32 *w = &fn->extra.at[at];
    w[0] = low_word(bits.lo);
    w[1] = high_word(bits.lo);
    w[2] = low_word(bits.hi);
    w[3] = high_word(bits.hi);
    return new_inst(fn, OP_FLOAT, type, 0, at, 0, 0);
}

FloatBits ir_float_value(const Function *fn, Value v)
{
    const Inst *i = &fn->inst.at[v];
    if (i->type == IR_F32 || i->type == IR_F64) return (FloatBits){wide(i), 0};
    const u32 *w = &fn->extra.at[i->a];
    return (FloatBits){(u64)w[0] | (u64)w[1] << 32, (u64)w[2] | (u64)w[3] << 32};
}

/* Offsets that would not fit a relocation or a displacement are added by an instruction. */
static Value address(Function *fn, u32 op, u32 index, i64 offset)
{
    if (!fits_i32(offset)) return ir_ptradd(fn, constant(fn, op, IR_PTR, index, 0, 0), ir_int(fn, fn->pointer_bits == 64 ? IR_I64 : IR_I32, (u64)offset));
    return constant(fn, op, IR_PTR, index, low_word((u64)offset), high_word((u64)offset));
}

Value ir_sym(Function *fn, Symbol symbol, i64 offset) { return address(fn, OP_SYM, symbol, offset); }
Value ir_slot_addr(Function *fn, Slot slot, i64 offset) { return address(fn, OP_SLOT, slot, offset); }
Value ir_poison(Function *fn, IrType type) { return type == IR_VOID ? 0 : constant(fn, OP_POISON, type, 0, 0, 0); }

Slot ir_slot(Function *fn, u64 size, u32 align, Name name, Loc loc)
{
    IrSlot slot = {size, align, name, loc};
    vec_push(&fn->slot, slot);
    return fn->slot.len - 1;
}

/* ---- functions and blocks ---- */

void function_begin(const Module *m, Function *fn, Symbol symbol, SigId sig, Loc loc)
{
    const IrSig *s = &m->sig.at[sig];
    fn->symbol = symbol;
    fn->sig = sig;
    fn->loc = fn->end_loc = fn->current_loc = loc;
    fn->pointer_bits = (u8)(m->layout->pointer_size * 8);
    fn->calls = fn->has_alloca = fn->returns_twice = fn->uses_vastart = false;
    vec_clear(&fn->inst);
    vec_clear(&fn->block);
    vec_clear(&fn->order);
    vec_clear(&fn->extra);
    vec_clear(&fn->slot);
    vec_reserve(&fn->inst, (u64)s->count + 64);
    new_inst(fn, OP_NONE, IR_VOID, 0, 0, 0, 0);
    vec_push(&fn->block, ((IrBlock){0, 0, 0, false}));
    vec_push(&fn->extra, 0);
    vec_push(&fn->slot, ((IrSlot){0, 0, 0, 0}));
    for (u32 i = 0; i < s->count; i++) new_inst(fn, OP_PARAM, m->sig_param.at[s->first + i].type, 0, i, 0, 0);
    ir_place(fn, ir_block(fn));
}

void function_free(Function *fn)
{
    vec_free(&fn->inst);
    vec_free(&fn->block);
    vec_free(&fn->order);
    vec_free(&fn->extra);
    vec_free(&fn->slot);
    free(fn->constant_cache);
    fn->constant_cache = NULL;
}

static void *copy_elements(const void *from, u32 len, size_t size)
{
    if (len == 0) return NULL;
    void *p = malloc(len * size);
    if (!p) KIT_PANIC("out of memory");
    memcpy(p, from, len * size);
    return p;
}
#define COPY_VEC(to, from) ((to)->at = copy_elements((from)->at, (from)->len, sizeof *(from)->at), (to)->len = (to)->cap = (from)->len)

void function_copy(Function *to, const Function *from)
{
    *to = *from;
    COPY_VEC(&to->inst, &from->inst);
    COPY_VEC(&to->block, &from->block);
    COPY_VEC(&to->order, &from->order);
    COPY_VEC(&to->extra, &from->extra);
    COPY_VEC(&to->slot, &from->slot);
    to->constant_cache = NULL;
}

Block ir_block(Function *fn)
{
    IrBlock block = {0, 0, 0, false};
    vec_push(&fn->block, block);
    return fn->block.len - 1;
}

void ir_place(Function *fn, Block b)
{
    vec_push(&fn->order, b);
    fn->current = b;
}

/* ---- operations ---- */

static inline bool commutes(IrOp op)
{
    return op == OP_ADD || op == OP_MUL || op == OP_UMULH || op == OP_SMULH || op == OP_AND || op == OP_OR || op == OP_XOR;
}

/* A simpler value for `a op k`, or 0. Poison operands are never looked into. */
static Value simplify_right_constant(Function *fn, IrOp op, IrType type, Value a, u64 k)
{
    u32 bits = int_bits(fn, type);
    u64 ones = zero_extend(~(u64)0, bits);
    /* Of a chain `(x op j) op k`: making constants moves the instructions, so no pointer to one is held. */
    Value x = inst_of(fn, a)->a, j = inst_of(fn, a)->b;
    bool chain = inst_of(fn, a)->op == op && (op == OP_ADD || op == OP_AND) && is_int(fn, j);
    switch (op) {
    case OP_ADD:
        if (k == 0) return a;
        if (chain) return ir_binary(fn, OP_ADD, type, x, ir_int(fn, type, ir_int_value(fn, j) + k));
        return 0;
    case OP_SUB:
        return k == 0 ? a : ir_binary(fn, OP_ADD, type, a, ir_int(fn, type, 0 - k));
    case OP_MUL:
        if (k == 0) return ir_int(fn, type, 0);
        if (k == 1) return a;
        if (is_power_of_two(k)) return ir_binary(fn, OP_SHL, type, a, ir_int(fn, type, log2_floor(k)));
        return 0;
    case OP_SDIV:
        return k == 1 ? a : 0;
    case OP_UDIV:
        if (k == 1) return a;
        if (is_power_of_two(k)) return ir_binary(fn, OP_LSHR, type, a, ir_int(fn, type, log2_floor(k)));
        return 0;
    case OP_SREM:
        return k == 1 ? ir_int(fn, type, 0) : 0;
    case OP_UREM:
        if (is_power_of_two(k)) return ir_binary(fn, OP_AND, type, a, ir_int(fn, type, k - 1));
        return 0;
    case OP_AND:
        if (k == 0) return ir_int(fn, type, 0);
        if (k == ones) return a;
        if (chain) return ir_binary(fn, OP_AND, type, x, ir_int(fn, type, ir_int_value(fn, j) & k));
        return 0;
    case OP_OR:
        if (k == 0) return a;
        if (k == ones) return ir_int(fn, type, k);
        return 0;
    case OP_XOR:
        if (k == 0) return a;
        if (k == ones) return ir_unary(fn, OP_NOT, type, a);
        return 0;
    case OP_UMULH:
        return k <= 1 ? ir_int(fn, type, 0) : 0;
    case OP_SHL:
    case OP_LSHR:
    case OP_ASHR:
    case OP_ROTL:
    case OP_ROTR:
        return (k & (bits - 1)) == 0 ? a : 0;
    default:
        return 0;
    }
}

/* 0: it is left for run time. */
static Value fold_float_binary(Function *fn, IrOp op, IrType type, Value a, Value b)
{
    FloatOp fop = op == OP_FADD ? FLOAT_ADD : op == OP_FSUB ? FLOAT_SUB : op == OP_FMUL ? FLOAT_MUL : FLOAT_DIV;
    FloatFormat format = ir_float_format(type);
    FloatBits x = ir_float_value(fn, a), y = ir_float_value(fn, b), r = float_arith(fop, x, y, format);
    return float_raised(x, y, r, format) ? 0 : ir_float(fn, type, r);
}

Value ir_binary(Function *fn, IrOp op, IrType type, Value a, Value b)
{
    if (KIT_UNLIKELY(!fn->current)) return ir_poison(fn, type);
    if (op == OP_PTRADD) return ir_ptradd(fn, a, b);
    u32 op_a = inst_of(fn, a)->op, op_b = inst_of(fn, b)->op;
    if (type != IR_I128) {
        if (op_a == OP_INT) {
            u64 r;
            if (op_b == OP_INT) {
                if (ir_fold_binary(op, int_bits(fn, type), ir_int_value(fn, a), ir_int_value(fn, b), &r)) return ir_int(fn, type, r);
            } else if (commutes(op)) {
                Value swap = a;
                a = b;
                b = swap;
                op_b = OP_INT;
            } else if (op == OP_SUB && ir_int_value(fn, a) == 0) {
                return ir_unary(fn, OP_NEG, type, b);
            }
        }
        if (op_b == OP_INT && !is_int(fn, a)) {
            Value v = simplify_right_constant(fn, op, type, a, ir_int_value(fn, b));
            if (v) return v;
        } else if (a == b) {
            if (op == OP_SUB || op == OP_XOR) return ir_int(fn, type, 0);
            if (op == OP_AND || op == OP_OR) return a;
        }
    }
    if (op_a == OP_FLOAT && op_b == OP_FLOAT && op >= OP_FADD && op <= OP_FDIV) {
        Value v = fold_float_binary(fn, op, type, a, b);
        if (v) return v;
    }
    use(fn, a);
    use(fn, b);
    return append(fn, op, type, 0, a, b, 0);
}

/* Of a conversion of an integer constant, or of another conversion that it undoes; 0 when there is nothing to fold. */
static Value fold_unary(Function *fn, IrOp op, IrType type, Value a)
{
    const Inst *ia = inst_of(fn, a);
    IrType from = (IrType)ia->type;
    if (ia->op == OP_INT) {
        u64 x = wide(ia);
        u32 from_bits = int_bits(fn, from);
        switch (op) {
        case OP_NEG: case OP_NOT: case OP_CLZ: case OP_CTZ: case OP_POPCOUNT: case OP_BSWAP:
            return ir_int(fn, type, ir_fold_unary(op, from_bits, x));
        case OP_ZEXT:
        case OP_TRUNC:
            return type == IR_I128 ? 0 : ir_int(fn, type, x);
        case OP_SEXT:
            return type == IR_I128 ? 0 : ir_int(fn, type, (u64)sign_extend(x, from_bits));
        case OP_BITCAST:
            if (type == IR_F32 || type == IR_F64) return ir_float(fn, type, (FloatBits){x, 0});
            return ir_int(fn, type, x);
        case OP_STOF:
            return ir_float(fn, type, float_from_int((u64)sign_extend(x, from_bits), true, ir_float_format(type)));
        case OP_UTOF:
            return ir_float(fn, type, float_from_int(x, false, ir_float_format(type)));
        default:
            return 0;
        }
    }
    if (ia->op == OP_FLOAT) {
        FloatBits x = ir_float_value(fn, a);
        FloatFormat format = ir_float_format(from);
        switch (op) {
        case OP_FNEG:
            return ir_float(fn, type, float_negate(x, format));
        case OP_FABS: {
            u32 sign = float_size_bits(format) - 1;
            if (sign >= 64) x.hi &= ~((u64)1 << (sign - 64));
            else x.lo &= ~((u64)1 << sign);
            return ir_float(fn, type, x);
        }
        case OP_FTOS:
        case OP_FTOU: {
            u64 r;
            float_to_int(x, format, int_bits(fn, type), op == OP_FTOS, &r); /* out of range is poison: any value will do */
            return ir_int(fn, type, r);
        }
        case OP_FCVT:
            return ir_float(fn, type, float_convert(x, format, ir_float_format(type)));
        case OP_BITCAST:
            return ir_int(fn, type, x.lo);
        default:
            return 0;
        }
    }
    switch (op) {
    case OP_TRUNC: /* of an extension: from where it came, or a shorter way there */
        if (ia->op == OP_ZEXT || ia->op == OP_SEXT) {
            IrType original = ir_type(fn, ia->a);
            if (original == type) return ia->a;
            if (original > type) return ir_unary(fn, OP_TRUNC, type, ia->a);
            return ir_unary(fn, (IrOp)ia->op, type, ia->a);
        }
        if (ia->op == OP_TRUNC) return ir_unary(fn, OP_TRUNC, type, ia->a);
        return 0;
    case OP_ZEXT:
        if (ia->op == OP_ZEXT) return ir_unary(fn, OP_ZEXT, type, ia->a);
        return 0;
    case OP_SEXT: /* a zero-extended value has a clear sign */
        if (ia->op == OP_SEXT || ia->op == OP_ZEXT) return ir_unary(fn, (IrOp)ia->op, type, ia->a);
        return 0;
    case OP_BITCAST:
        if (from == type) return a;
        if (ia->op == OP_BITCAST) {
            if (ir_type(fn, ia->a) == type) return ia->a;
        }
        return 0;
    case OP_NEG: case OP_NOT: case OP_FNEG:
        return ia->op == op ? ia->a : 0;
    default:
        return 0;
    }
}

Value ir_unary(Function *fn, IrOp op, IrType type, Value a)
{
    if (KIT_UNLIKELY(!fn->current)) return ir_poison(fn, type);
    Value v = fold_unary(fn, op, type, a);
    if (v) return v;
    if (op == OP_VASTART) fn->uses_vastart = true;
    use(fn, a);
    return append(fn, op, type, 0, a, 0, 0);
}

Value ir_compare(Function *fn, IrOp op, Value a, Value b)
{
    if (KIT_UNLIKELY(!fn->current)) return ir_poison(fn, IR_I1);
    const Inst *ia = inst_of(fn, a), *ib = inst_of(fn, b);
    IrType type = (IrType)ia->type;
    if (ia->op == OP_INT) {
        if (ib->op == OP_INT) return ir_int(fn, IR_I1, ir_fold_compare(op, int_bits(fn, type), wide(ia), wide(ib)));
        if (op == OP_EQ || op == OP_NE) {
            Value swap = a;
            a = b;
            b = swap;
            ia = inst_of(fn, a);
            ib = inst_of(fn, b);
        }
    }
    if (ib->op == OP_INT) {
        u64 k = wide(ib);
        if (op == OP_EQ || op == OP_NE) {
            /* Truth values that were widened, and comparisons of truth values, are the truth value or its opposite. */
            Value truth = type == IR_I1 ? a : ia->op == OP_ZEXT && ir_type(fn, ia->a) == IR_I1 ? ia->a : 0;
            if (truth && k <= 1) return (op == OP_NE) == (k == 0) ? truth : ir_unary(fn, OP_NOT, IR_I1, truth);
        } else if (op == OP_ULT && k == 0) {
            return ir_int(fn, IR_I1, 0);
        }
    } else if (a == b && op >= OP_EQ && op <= OP_ULE) {
        return ir_int(fn, IR_I1, op == OP_EQ || op == OP_SLE || op == OP_ULE);
    } else if (ia->op == OP_FLOAT && ib->op == OP_FLOAT) {
        FloatOrder order = float_compare(ir_float_value(fn, a), ir_float_value(fn, b), ir_float_format(type));
        bool r = op == OP_FEQ ? order == FLOAT_EQUAL : op == OP_FNE ? order != FLOAT_EQUAL
               : op == OP_FLT || op == OP_FLTQ ? order == FLOAT_LESS : order == FLOAT_LESS || order == FLOAT_EQUAL;
        if (order != FLOAT_UNORDERED || (op != OP_FLT && op != OP_FLE)) return ir_int(fn, IR_I1, r); /* the exception is for run time */
    }
    use(fn, a);
    use(fn, b);
    return append(fn, op, IR_I1, type, a, b, 0);
}

Value ir_select(Function *fn, IrType type, Value cond, Value a, Value b)
{
    if (KIT_UNLIKELY(!fn->current)) return ir_poison(fn, type);
    if (is_int(fn, cond)) return ir_int_value(fn, cond) ? a : b;
    if (a == b) return a;
    if (type == IR_I1 && is_int(fn, a) && is_int(fn, b)) {
        if (ir_int_value(fn, a) == ir_int_value(fn, b)) return a;
        return ir_int_value(fn, a) ? cond : ir_unary(fn, OP_NOT, IR_I1, cond);
    }
    use(fn, cond);
    use(fn, a);
    use(fn, b);
    return append(fn, OP_SELECT, type, 0, cond, a, b);
}

Value ir_ptradd(Function *fn, Value ptr, Value bytes)
{
    if (is_int(fn, bytes)) return ir_ptradd_const(fn, ptr, sign_extend(ir_int_value(fn, bytes), fn->pointer_bits));
    if (KIT_UNLIKELY(!fn->current)) return ir_poison(fn, IR_PTR);
    use(fn, ptr);
    use(fn, bytes);
    return append(fn, OP_PTRADD, IR_PTR, 0, ptr, bytes, 0);
}

Value ir_ptradd_const(Function *fn, Value ptr, i64 bytes)
{
    if (bytes == 0) return ptr;
    const Inst *p = inst_of(fn, ptr);
    if (p->op == OP_SLOT || p->op == OP_SYM) {
        i64 offset = (i64)(wide(p) + (u64)bytes);
        if (fits_i32(offset) && fits_i32(bytes)) return address(fn, p->op, p->a, offset);
    } else if (p->op == OP_INT) {
        return ir_int(fn, IR_PTR, wide(p) + (u64)bytes);
    } else if (p->op == OP_PTRADD && is_int(fn, p->b)) {
        return ir_ptradd_const(fn, p->a, (i64)(ir_int_value(fn, p->b) + (u64)bytes));
    }
    if (KIT_UNLIKELY(!fn->current)) return ir_poison(fn, IR_PTR);
    Value k = ir_int(fn, fn->pointer_bits == 64 ? IR_I64 : IR_I32, (u64)bytes);
    use(fn, ptr);
    use(fn, k);
    return append(fn, OP_PTRADD, IR_PTR, 0, ptr, k, 0);
}

/* ---- memory ---- */

static inline u32 mem_aux(u32 align, u32 flags)
{
    u32 log = align > 1 ? log2_floor(align) : 0;
    return (log > MEM_ALIGN_MASK ? MEM_ALIGN_MASK : log) | flags;
}

Value ir_load(Function *fn, IrType type, Value ptr, u32 align, u32 mem_flags)
{
    if (KIT_UNLIKELY(!fn->current)) return ir_poison(fn, type);
    use(fn, ptr);
    return append(fn, OP_LOAD, type, mem_aux(align, mem_flags), ptr, 0, 0);
}

void ir_store(Function *fn, Value ptr, Value value, u32 align, u32 mem_flags)
{
    if (KIT_UNLIKELY(!fn->current)) return;
    use(fn, ptr);
    use(fn, value);
    append(fn, OP_STORE, inst_of(fn, value)->type, mem_aux(align, mem_flags), ptr, value, 0);
}

/* The operand that holds the size has 32 bits; what is larger goes in pieces of this size. */
#define PIECE ((u64)1 << 30)

void ir_copy(Function *fn, Value to, Value from, u64 size, u32 align, u32 mem_flags)
{
    if (KIT_UNLIKELY(!fn->current) || size == 0 || (to == from && !(mem_flags & MEM_VOLATILE))) return;
    for (; size > UINT32_MAX; size -= PIECE) {
        ir_copy(fn, to, from, PIECE, align, mem_flags);
        to = ir_ptradd_const(fn, to, (i64)PIECE);
        from = ir_ptradd_const(fn, from, (i64)PIECE);
    }
    use(fn, to);
    use(fn, from);
    append(fn, OP_COPY, IR_VOID, mem_aux(align, mem_flags), to, from, (u32)size);
}

void ir_zero(Function *fn, Value to, u64 size, u32 align, u32 mem_flags)
{
    if (KIT_UNLIKELY(!fn->current) || size == 0) return;
    for (; size > UINT32_MAX; size -= PIECE) {
        ir_zero(fn, to, PIECE, align, mem_flags);
        to = ir_ptradd_const(fn, to, (i64)PIECE);
    }
    use(fn, to);
    append(fn, OP_ZERO, IR_VOID, mem_aux(align, mem_flags), to, 0, (u32)size);
}

/* ---- atomic operations: nothing is folded, not even what looks unused ---- */

Value ir_atomic_load(Function *fn, IrType type, Value ptr, u32 align, u32 flags)
{
    if (KIT_UNLIKELY(!fn->current)) return ir_poison(fn, type);
    use(fn, ptr);
    return append(fn, OP_ATOMIC_LOAD, type, mem_aux(align, flags), ptr, 0, 0);
}

void ir_atomic_store(Function *fn, Value ptr, Value value, u32 align, u32 flags)
{
    if (KIT_UNLIKELY(!fn->current)) return;
    use(fn, ptr);
    use(fn, value);
    append(fn, OP_ATOMIC_STORE, IR_VOID, mem_aux(align, flags), ptr, value, 0);
}

Value ir_atomic_rmw(Function *fn, IrOp op, Value ptr, Value operand, u32 align, u32 flags)
{
    IrType type = ir_type(fn, operand);
    if (KIT_UNLIKELY(!fn->current)) return ir_poison(fn, type);
    use(fn, ptr);
    use(fn, operand);
    return append(fn, op, type, mem_aux(align, flags), ptr, operand, 0);
}

Value ir_atomic_cas(Function *fn, Value ptr, Value expected, Value desired, u32 align, u32 flags)
{
    IrType type = ir_type(fn, expected);
    if (KIT_UNLIKELY(!fn->current)) return ir_poison(fn, type);
    use(fn, ptr);
    use(fn, expected);
    use(fn, desired);
    return append(fn, OP_ATOMIC_CAS, type, mem_aux(align, flags), ptr, expected, desired);
}

void ir_fence(Function *fn, IrOrder order, bool signal_only)
{
    if (fn->current) append(fn, OP_FENCE, IR_VOID, ir_order(order) | (signal_only ? FENCE_SIGNAL : 0), 0, 0, 0);
}

Value ir_alloca(Function *fn, Value size, u32 align)
{
    if (KIT_UNLIKELY(!fn->current)) return ir_poison(fn, IR_PTR);
    fn->has_alloca = true;
    use(fn, size);
    return append(fn, OP_ALLOCA, IR_PTR, 0, size, 0, align);
}

Value ir_nullary(Function *fn, IrOp op, IrType type, u32 level)
{
    if (KIT_UNLIKELY(!fn->current)) return ir_poison(fn, type);
    return append(fn, op, type, 0, level, 0, 0);
}

/* ---- calls ---- */

Value ir_call(Function *fn, IrType type, Value callee, SigId sig, const Value *arg, u32 count, const AggId *variadic_agg, u32 flags)
{
    if (KIT_UNLIKELY(!fn->current)) return ir_poison(fn, type);
    u32 at = vec_extend(&fn->extra, (u64)count + 2), aggs = 0;
    u32 *extra = &fn->extra.at[at];
    extra[0] = sig;
    extra[1] = count;
    use(fn, callee);
    for (u32 i = 0; i < count; i++) {
        extra[2 + i] = arg[i];
        use(fn, arg[i]);
    }
    if (variadic_agg) {
        u32 any = 0;
        for (u32 i = 0; i < count; i++) any |= variadic_agg[i];
        if (any) {
            aggs = vec_extend(&fn->extra, (u64)count + 1);
            fn->extra.at[aggs] = count;
            memcpy(&fn->extra.at[aggs + 1], variadic_agg, count * sizeof *variadic_agg);
        }
    }
    fn->calls = true;
    if (flags & CALL_RETURNS_TWICE) fn->returns_twice = true;
    return append(fn, OP_CALL, type, flags, callee, at, aggs);
}

Value ir_vaarg(Function *fn, IrType type, Value list) { return ir_unary(fn, OP_VAARG, type, list); }

Value ir_vaarg_agg(Function *fn, Value list, AggId agg)
{
    if (KIT_UNLIKELY(!fn->current)) return ir_poison(fn, IR_PTR);
    use(fn, list);
    return append(fn, OP_VAARGAGG, IR_PTR, 0, list, agg, 0);
}

/* The operands, with room for `more` behind them. */
static u32 asm_operands(Function *fn, u32 outputs, const Value *value, u32 count, u32 more)
{
    u32 at = vec_extend(&fn->extra, (u64)count + 2 + more);
    u32 *extra = &fn->extra.at[at];
    extra[0] = outputs;
    extra[1] = count - outputs;
    for (u32 i = 0; i < count; i++) {
        extra[2 + i] = value[i];
        use(fn, value[i]);
    }
    return at;
}

void ir_asm(Function *fn, u32 inline_asm, u32 outputs, const Value *value, u32 count)
{
    if (KIT_UNLIKELY(!fn->current)) return;
    u32 at = asm_operands(fn, outputs, value, count, 0);
    append(fn, OP_ASM, IR_VOID, 0, inline_asm, at, 0);
}

/* ---- joins and control ---- */

Value ir_phi(Function *fn, IrType type, u32 n)
{
    if (KIT_UNLIKELY(!fn->current)) return ir_poison(fn, type);
    u32 at = vec_extend(&fn->extra, (u64)n * 2);
    if (n) memset(&fn->extra.at[at], 0, (size_t)n * 2 * sizeof(u32));
    IrBlock *block = &fn->block.at[fn->current];
    if (!block->last || inst_of(fn, block->last)->op == OP_PHI) return append(fn, OP_PHI, type, 0, at, n, 0);
    Value v = new_inst(fn, OP_PHI, type, 0, at, n, 0);
    inst_of(fn, v)->next = block->first;
    inst_of(fn, block->first)->prev = v;
    block->first = v;
    return v;
}

void ir_phi_set(Function *fn, Value phi, u32 i, Block from, Value value)
{
    const Inst *p = inst_of(fn, phi);
    if (p->op != OP_PHI) return; /* the poison of code that is never reached */
    u32 *pair = &fn->extra.at[p->a + 2 * i];
    if (pair[1]) fn->inst.at[pair[1]].uses--;
    pair[0] = from;
    pair[1] = value;
    use(fn, value);
}

static inline void end_block(Function *fn, u32 op, u32 a, u32 b, u32 c)
{
    append(fn, op, IR_VOID, 0, a, b, c);
    fn->current = 0;
}

void ir_jump(Function *fn, Block to)
{
    if (!fn->current) return;
    fn->block.at[to].targeted = true;
    end_block(fn, OP_JUMP, to, 0, 0);
}

void ir_branch(Function *fn, Value cond, Block yes, Block no)
{
    if (!fn->current) return;
    use(fn, cond);
    fn->block.at[yes].targeted = fn->block.at[no].targeted = true;
    end_block(fn, OP_BRANCH, cond, yes, no);
}

void ir_switch(Function *fn, Value v, Block otherwise, const u64 *value, const Block *to, u32 n)
{
    if (!fn->current) return;
    u32 bits = int_bits(fn, ir_type(fn, v)), at = vec_extend(&fn->extra, (u64)n * 3 + 2);
    u32 *extra = &fn->extra.at[at];
    extra[0] = otherwise;
    extra[1] = n;
    for (u32 i = 0; i < n; i++) {
        u64 x = zero_extend(value[i], bits);
        extra[2 + 3 * i] = low_word(x);
        extra[3 + 3 * i] = high_word(x);
        extra[4 + 3 * i] = to[i];
        fn->block.at[to[i]].targeted = true;
    }
    fn->block.at[otherwise].targeted = true;
    use(fn, v);
    end_block(fn, OP_SWITCH, v, at, 0);
}

void ir_goto(Function *fn, Value target, const Block *to, u32 n)
{
    if (!fn->current) return;
    u32 at = vec_extend(&fn->extra, (u64)n + 1);
    fn->extra.at[at] = n;
    if (n) memcpy(&fn->extra.at[at + 1], to, n * sizeof *to);
    use(fn, target);
    end_block(fn, OP_GOTO, target, at, 0);
}

void ir_asm_goto(Function *fn, u32 inline_asm, u32 outputs, const Value *value, u32 count, Block next, const Block *label, u32 n)
{
    if (!fn->current) return;
    u32 at = asm_operands(fn, outputs, value, count, n + 2);
    u32 *targets = &fn->extra.at[at + 2 + count];
    targets[0] = n + 1;
    targets[1] = next;
    if (n) memcpy(targets + 2, label, n * sizeof *label);
    end_block(fn, OP_ASMGOTO, inline_asm, at, 0);
}

void ir_landing(Function *fn, const Block *to, u32 n)
{
    if (!fn->current) return;
    u32 at = vec_extend(&fn->extra, (u64)n + 1);
    fn->extra.at[at] = n;
    memcpy(&fn->extra.at[at + 1], to, n * sizeof *to);
    for (u32 i = 0; i < n; i++) fn->block.at[to[i]].targeted = true;
    fn->returns_twice = true;
    end_block(fn, OP_LANDING, 0, at, 0);
}

void ir_escape(Function *fn, Value frame, Value stack, Value target)
{
    if (!fn->current) return;
    use(fn, frame);
    use(fn, stack);
    use(fn, target);
    end_block(fn, OP_ESCAPE, frame, stack, target);
}

void ir_trampoline(Function *fn, Value at, Value function, Value chain)
{
    if (!fn->current) return;
    use(fn, at);
    use(fn, function);
    use(fn, chain);
    append(fn, OP_TRAMPOLINE, IR_VOID, 0, at, function, chain);
}

void ir_ret(Function *fn, Value v)
{
    if (!fn->current) return;
    use(fn, v);
    end_block(fn, OP_RET, v, 0, 0);
}

void ir_trap(Function *fn)
{
    if (fn->current) end_block(fn, OP_TRAP, 0, 0, 0);
}

void ir_unreachable(Function *fn)
{
    if (fn->current) end_block(fn, OP_UNREACHABLE, 0, 0, 0);
}
