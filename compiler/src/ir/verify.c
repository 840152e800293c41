/* The verifier: what every function between a front end, the passes and a back end must satisfy.
   In: a function. Out: nothing, or a message with the function, the block, the value as the printer numbers it, and the rule.

   The rules, in the order in which they are checked:
   1. every index (type, operation, block, value, symbol, slot, signature, aggregate, extra) is in range;
   2. the entry, block 1, is placed first, every block at most once, and nothing jumps to the entry or to a block that is not placed;
   3. a block is a consistent list of instructions, phis first, exactly one control instruction, last; no constant is in it;
   4. operands and results have the types that ops.h states; calls and returns agree with the signature;
   5. a phi has one pair for each predecessor block;
   6. a value is used where its definition dominates;
   7. use counts and the function's facts (calls, has_alloca, returns_twice, uses_vastart) are right. */
#include "base/bits.h"
#include "ir/dominators.h"
#include "ir/ir.h"

typedef struct Verifier {
    const Module *m;
    const Function *fn;
    Arena *arena;
    const char *message;
    u32 *where;     /* by value: the block it is in */
    u32 *position;  /* by value: how manieth of its block */
    u32 *uses;      /* by value, counted */
    Predecessors predecessors;
    Dominators dominators;
    bool calls, has_alloca, returns_twice, uses_vastart;
} Verifier;

static Str function_name(const Verifier *c)
{
    u32 s = c->fn->symbol;
    return s < c->m->symbol.len ? name_str(&c->m->kit->names, c->m->symbol.at[s].name) : STR("?");
}

/* The number that the printer gives to v, or 0. Lists may be broken: at most every instruction is looked at. */
static u32 printed_number(const Function *fn, Value v)
{
    if (fn->inst.at[v].op == OP_PARAM) return v;
    u32 n = 0, seen = 0;
    for (u32 i = 1; i < fn->inst.len && fn->inst.at[i].op == OP_PARAM; i++) n++;
    for (u32 k = 0; k < fn->order.len; k++) {
        Block b = fn->order.at[k];
        if (b >= fn->block.len) return 0;
        for (Value i = fn->block.at[b].first; i && i < fn->inst.len && seen++ < fn->inst.len; i = fn->inst.at[i].next) {
            if (fn->inst.at[i].type != IR_VOID && fn->inst.at[i].op != OP_STORE) n++;
            if (i == v) return n;
        }
    }
    return 0;
}

static bool fail_function(Verifier *c, const char *rule)
{
    Str f = function_name(c);
    c->message = arena_printf(c->arena, "function '%.*s': %s", STR_FMT(f), rule).ptr;
    return false;
}

static bool fail_block(Verifier *c, Block b, const char *rule)
{
    Str f = function_name(c);
    u32 label = 0;
    for (u32 k = 0; k < c->fn->order.len; k++)
        if (c->fn->order.at[k] == b) label = k + 1;
    c->message = arena_printf(c->arena, "function '%.*s', block b%u: %s", STR_FMT(f), label, rule).ptr;
    return false;
}

static bool fail_inst(Verifier *c, Value v, const char *rule)
{
    const Function *fn = c->fn;
    Str f = function_name(c);
    u32 op = fn->inst.at[v].op, label = 0;
    const char *text = op < OP_COUNT ? ir_op_info[op].text : "?";
    for (u32 k = 0; k < fn->order.len && c->where && c->where[v]; k++)
        if (fn->order.at[k] == c->where[v]) label = k + 1;
    u32 number = fn->inst.at[v].type != IR_VOID && op != OP_STORE ? printed_number(fn, v) : 0;
    if (number) c->message = arena_printf(c->arena, "function '%.*s', block b%u, %%%u = %s: %s", STR_FMT(f), label, number, text, rule).ptr;
    else c->message = arena_printf(c->arena, "function '%.*s', block b%u, value #%u, %s: %s", STR_FMT(f), label, v, text, rule).ptr;
    return false;
}

static bool fail_operand(Verifier *c, Value v, const char *operand, IrType has, const char *wants)
{
    return fail_inst(c, v, arena_printf(c->arena, "%s has type %s, not %s", operand, ir_type_text[has], wants).ptr);
}

/* ---- types ---- */

static bool is_int_type(u32 t) { return t >= IR_I8 && t <= IR_I128; }
static bool is_bits_type(u32 t) { return t >= IR_I1 && t <= IR_I128; }
static bool is_float_type(u32 t) { return t >= IR_F32 && t <= IR_F128; }

static bool value_in_range(const Verifier *c, u32 v) { return v != 0 && v < c->fn->inst.len; }

static IrType type_of(const Verifier *c, Value v) { return (IrType)c->fn->inst.at[v].type; }

static bool wants(Verifier *c, Value v, const char *operand, Value x, IrType type)
{
    return type_of(c, x) == type || fail_operand(c, v, operand, type_of(c, x), ir_type_text[type]);
}

static IrType word_type(const Verifier *c) { return c->fn->pointer_bits == 64 ? IR_I64 : IR_I32; }

static bool check_constant(Verifier *c, Value v)
{
    const Function *fn = c->fn;
    const Inst *i = &fn->inst.at[v];
    u64 wide = (u64)i->b | (u64)i->c << 32;
    switch (i->op) {
    case OP_INT: {
        if (!(i->type >= IR_I1 && i->type <= IR_I64) && i->type != IR_PTR) return fail_inst(c, v, "an integer constant has type i1 to i64 or ptr");
        if (zero_extend(wide, ir_type_bits(fn, (IrType)i->type)) != wide) return fail_inst(c, v, "the constant has bits above its type");
        return true;
    }
    case OP_FLOAT:
        if (!is_float_type(i->type)) return fail_inst(c, v, "a floating constant has a floating type");
        if ((i->type == IR_F80 || i->type == IR_F128) && (u64)i->a + 4 > fn->extra.len) return fail_inst(c, v, "the index into extra is out of range");
        return true;
    case OP_SYM:
        if (i->type != IR_PTR) return fail_inst(c, v, "an address has type ptr");
        return (i->a != 0 && i->a < c->m->symbol.len) || fail_inst(c, v, "the symbol does not exist");
    case OP_SLOT:
        if (i->type != IR_PTR) return fail_inst(c, v, "an address has type ptr");
        return (i->a != 0 && i->a < fn->slot.len) || fail_inst(c, v, "the slot does not exist");
    case OP_POISON:
        return i->type != IR_VOID || fail_inst(c, v, "poison has a type");
    case OP_PARAM: {
        const IrSig *sig = &c->m->sig.at[fn->sig];
        if (i->a >= sig->count || v != i->a + 1) return fail_inst(c, v, "a parameter's value is its number plus 1");
        return i->type == c->m->sig_param.at[sig->first + i->a].type || fail_inst(c, v, "a parameter has the type that the signature says");
    }
    default:
        return true;
    }
}

static bool check_asm(Verifier *c, Value v)
{
    const Function *fn = c->fn;
    const Inst *i = &fn->inst.at[v];
    if (i->type != IR_VOID) return fail_inst(c, v, "the type is void");
    if (i->a == 0 || i->a >= c->m->inline_asm.len) return fail_inst(c, v, "the inline assembly does not exist");
    const u32 *extra = &fn->extra.at[i->b];
    const IrAsm *a = &c->m->inline_asm.at[i->a];
    if (a->operand.len != extra[0] + extra[1]) return fail_inst(c, v, "the inline assembly has another number of operands");
    for (u32 k = 0; k < a->operand.len; k++) {
        const IrAsmOperand *o = &a->operand.at[k];
        if (k < extra[0] && !o->is_address) return fail_inst(c, v, "an output is not an address");
        if (!o->is_address && o->type == IR_VOID) return fail_inst(c, v, "an operand that is a value has no type");
        if (!wants(c, v, k < extra[0] ? "an output" : "an input", extra[2 + k], o->is_address ? IR_PTR : (IrType)o->type)) return false;
    }
    return true;
}

static bool check_call(Verifier *c, Value v)
{
    const Function *fn = c->fn;
    const Inst *i = &fn->inst.at[v];
    const u32 *extra = &fn->extra.at[i->b];
    if (extra[0] >= c->m->sig.len) return fail_inst(c, v, "the signature does not exist");
    const IrSig *sig = &c->m->sig.at[extra[0]];
    u32 n = extra[1], hidden = sig->result.agg ? 1 : 0;
    if (i->type != (hidden ? IR_VOID : sig->result.type)) return fail_inst(c, v, "the call's type is not the signature's result");
    if (n < sig->count + hidden) return fail_inst(c, v, "too few arguments for the signature");
    if (n > sig->count + hidden && !sig->variadic && !sig->unprototyped) return fail_inst(c, v, "too many arguments for the signature");
    if (i->aux & ~(u32)(CALL_NORETURN | CALL_RETURNS_TWICE)) return fail_inst(c, v, "unknown flags");
    if (!wants(c, v, "the callee", i->a, IR_PTR)) return false;
    for (u32 k = 0; k < n; k++) {
        Value x = extra[2 + k];
        AggId agg = i->c ? fn->extra.at[i->c + 1 + k] : 0;
        if (agg >= c->m->agg.len) return fail_inst(c, v, "the aggregate does not exist");
        if (agg && k < sig->count + hidden) return fail_inst(c, v, "only a variadic argument is marked as an aggregate");
        if (k < hidden || agg) {
            if (!wants(c, v, "an argument", x, IR_PTR)) return false;
        } else if (k - hidden < sig->count) {
            if (!wants(c, v, "an argument", x, (IrType)c->m->sig_param.at[sig->first + k - hidden].type)) return false;
        } else {
            IrType t = type_of(c, x);
            if (t == IR_VOID || t == IR_I1 || t == IR_I8 || t == IR_I16 || t == IR_F32) return fail_operand(c, v, "a variadic argument", t, "a promoted type");
        }
    }
    return true;
}

/* Signed 64-bit counts of case values are compared by a map: a switch may be long. */
static bool check_switch(Verifier *c, Value v)
{
    const Inst *i = &c->fn->inst.at[v];
    const u32 *extra = &c->fn->extra.at[i->b];
    IrType t = type_of(c, i->a);
    if (!(t >= IR_I1 && t <= IR_I64)) return fail_operand(c, v, "the operand", t, "i1 to i64");
    IntMap seen = {0};
    const char *rule = NULL;
    for (u32 k = 0; k < extra[1] && !rule; k++) {
        u64 x = (u64)extra[2 + 3 * k] | (u64)extra[3 + 3 * k] << 32;
        if (zero_extend(x, ir_type_bits(c->fn, t)) != x) rule = "a case value has bits above its type";
        else if (*intmap_put(&seen, x, k) != k) rule = "two cases have one value";
    }
    intmap_free(&seen);
    return !rule || fail_inst(c, v, rule);
}

static bool check_unary(Verifier *c, Value v, const Inst *i)
{
    IrType t = (IrType)i->type, a = type_of(c, i->a);
    const char *wrong = "the operand";
    switch (i->op) {
    case OP_NEG: case OP_CLZ: case OP_CTZ: case OP_POPCOUNT:
        if (!is_int_type(t)) return fail_inst(c, v, "the type is i8 to i128");
        return wants(c, v, wrong, i->a, t);
    case OP_NOT:
        if (!is_bits_type(t)) return fail_inst(c, v, "the type is i1 to i128");
        return wants(c, v, wrong, i->a, t);
    case OP_BSWAP:
        if (!(t >= IR_I16 && t <= IR_I64)) return fail_inst(c, v, "the type is i16 to i64");
        return wants(c, v, wrong, i->a, t);
    case OP_FNEG: case OP_FABS: case OP_FSQRT:
        if (!is_float_type(t)) return fail_inst(c, v, "the type is a floating type");
        return wants(c, v, wrong, i->a, t);
    case OP_ZEXT: case OP_SEXT:
        if (!is_bits_type(t) || !is_bits_type(a)) return fail_inst(c, v, "both types are integers");
        return a < t || fail_inst(c, v, "an extension is to a wider type");
    case OP_TRUNC:
        if (!is_bits_type(t) || !is_bits_type(a)) return fail_inst(c, v, "both types are integers");
        return a > t || fail_inst(c, v, "a truncation is to a narrower type");
    case OP_BITCAST: {
        bool ok = (t == IR_F32 && a == IR_I32) || (t == IR_I32 && a == IR_F32) || (t == IR_F64 && a == IR_I64) || (t == IR_I64 && a == IR_F64)
               || (t == IR_PTR && a == word_type(c)) || (a == IR_PTR && t == word_type(c));
        return ok || fail_inst(c, v, "no bitcast is between these types");
    }
    case OP_STOF: case OP_UTOF:
        if (!is_float_type(t)) return fail_inst(c, v, "the type is a floating type");
        return a == IR_I32 || a == IR_I64 || fail_operand(c, v, wrong, a, "i32 or i64");
    case OP_FTOS: case OP_FTOU:
        if (t != IR_I32 && t != IR_I64) return fail_inst(c, v, "the type is i32 or i64");
        return is_float_type(a) || fail_operand(c, v, wrong, a, "a floating type");
    case OP_FCVT:
        if (!is_float_type(t) || !is_float_type(a)) return fail_inst(c, v, "both types are floating types");
        return t != a || fail_inst(c, v, "the formats are different");
    case OP_STACKRESTORE: case OP_VASTART:
        if (t != IR_VOID) return fail_inst(c, v, "the type is void");
        return wants(c, v, wrong, i->a, IR_PTR);
    case OP_VAARG:
        if (t == IR_VOID || t == IR_I1) return fail_inst(c, v, "the type is that of a scalar in memory");
        return wants(c, v, wrong, i->a, IR_PTR);
    default:
        return fail_inst(c, v, "no such unary operation");
    }
}

static bool check_binary(Verifier *c, Value v, const Inst *i)
{
    IrType t = (IrType)i->type;
    if (i->op >= OP_EQ && i->op <= OP_FLEQ) {
        u32 x = i->aux;
        if (t != IR_I1) return fail_inst(c, v, "a comparison has type i1");
        bool ok = i->op >= OP_FEQ ? is_float_type(x)
                : i->op == OP_SLT || i->op == OP_SLE ? is_int_type(x)
                : i->op == OP_ULT || i->op == OP_ULE ? is_int_type(x) || x == IR_PTR
                : is_bits_type(x) || x == IR_PTR;
        if (!ok) return fail_inst(c, v, "no such comparison of this type");
        return wants(c, v, "the left operand", i->a, (IrType)x) && wants(c, v, "the right operand", i->b, (IrType)x);
    }
    if (i->op == OP_PTRADD) {
        if (t != IR_PTR) return fail_inst(c, v, "the type is ptr");
        return wants(c, v, "the pointer", i->a, IR_PTR) && wants(c, v, "the offset", i->b, word_type(c));
    }
    bool ok = i->op >= OP_FADD && i->op <= OP_FDIV ? is_float_type(t) : i->op == OP_AND || i->op == OP_OR || i->op == OP_XOR ? is_bits_type(t) : is_int_type(t);
    if (!ok) return fail_inst(c, v, "no such operation of this type");
    return wants(c, v, "the left operand", i->a, t) && wants(c, v, "the right operand", i->b, t);
}

static bool is_atomic_form(u32 form) { return form >= FORM_ATOMIC_LOAD && form <= FORM_ATOMIC_CAS; }

static bool check_atomic(Verifier *c, Value v, const Inst *i, u32 form)
{
    IrType t = form == FORM_ATOMIC_STORE ? type_of(c, i->b) : (IrType)i->type;
    IrOrder order = ir_order_of(i);
    bool moves = form != FORM_ATOMIC_RMW || i->op == OP_ATOMIC_XCHG;
    if (i->aux & ~(u32)(MEM_ALIGN_MASK | MEM_VOLATILE | MEM_ORDER_MASK)) return fail_inst(c, v, "unknown flags");
    if (!(t >= IR_I8 && t <= IR_I64) && !(moves && t == IR_PTR)) return fail_inst(c, v, moves ? "the type is i8 to i64 or ptr" : "the type is i8 to i64");
    if (order >= ORDER_COUNT) return fail_inst(c, v, "the order does not exist");
    if (form == FORM_ATOMIC_LOAD && (order == ORDER_RELEASE || order == ORDER_ACQ_REL)) return fail_inst(c, v, "the order of a load is relaxed, acquire or seq_cst");
    if (form == FORM_ATOMIC_STORE && (order == ORDER_ACQUIRE || order == ORDER_ACQ_REL)) return fail_inst(c, v, "the order of a store is relaxed, release or seq_cst");
    if (form == FORM_ATOMIC_STORE && i->type != IR_VOID) return fail_inst(c, v, "the type is void");
    if (!wants(c, v, "the address", i->a, IR_PTR)) return false;
    if (form != FORM_ATOMIC_LOAD && !wants(c, v, "the first value", i->b, t)) return false;
    return form != FORM_ATOMIC_CAS || wants(c, v, "the second value", i->c, t);
}

static bool check_fence(Verifier *c, Value v, const Inst *i)
{
    if (i->type != IR_VOID) return fail_inst(c, v, "the type is void");
    if (i->aux & ~(u32)(MEM_ORDER_MASK | FENCE_SIGNAL)) return fail_inst(c, v, "unknown flags");
    return ir_order_of(i) < ORDER_COUNT || fail_inst(c, v, "the order does not exist");
}

static bool check_types(Verifier *c, Value v)
{
    const Function *fn = c->fn;
    const Inst *i = &fn->inst.at[v];
    IrType t = (IrType)i->type;
    u32 form = ir_op_info[i->op].form;
    if ((form == FORM_LOAD || form == FORM_STORE || form == FORM_COPY || form == FORM_ZERO) && i->aux & ~(u32)(MEM_ALIGN_MASK | MEM_VOLATILE)) return fail_inst(c, v, "unknown flags");
    if (ir_op_info[i->op].effect == EFFECT_C && t != IR_VOID) return fail_inst(c, v, "the type is void");
    if (is_atomic_form(form)) return check_atomic(c, v, i, form);
    switch ((IrForm)form) {
    case FORM_FENCE:
        return check_fence(c, v, i);
    case FORM_U:
        return check_unary(c, v, i);
    case FORM_B:
        return check_binary(c, v, i);
    case FORM_T:
        if (t == IR_VOID) return fail_inst(c, v, "a value is selected");
        return wants(c, v, "the condition", i->a, IR_I1) && wants(c, v, "the second operand", i->b, t) && wants(c, v, "the third operand", i->c, t);
    case FORM_NULLARY:
        if (i->op == OP_STACKSAVE) return t == IR_PTR || fail_inst(c, v, "the type is ptr");
        return t == IR_VOID || fail_inst(c, v, "the type is void");
    case FORM_NULLARY_LEVEL:
        return t == IR_PTR || fail_inst(c, v, "the type is ptr");
    case FORM_LOAD:
        if (t == IR_VOID || t == IR_I1) return fail_inst(c, v, "the type is that of a scalar in memory");
        return wants(c, v, "the address", i->a, IR_PTR);
    case FORM_STORE:
        if (t == IR_VOID || t == IR_I1) return fail_inst(c, v, "the type is that of a scalar in memory");
        return wants(c, v, "the address", i->a, IR_PTR) && wants(c, v, "the stored value", i->b, t);
    case FORM_COPY:
        if (t != IR_VOID) return fail_inst(c, v, "the type is void");
        return wants(c, v, "the destination", i->a, IR_PTR) && wants(c, v, "the source", i->b, IR_PTR);
    case FORM_ZERO:
        if (t != IR_VOID) return fail_inst(c, v, "the type is void");
        return wants(c, v, "the destination", i->a, IR_PTR);
    case FORM_ALLOCA:
        if (t != IR_PTR) return fail_inst(c, v, "the type is ptr");
        if (!is_power_of_two(i->c)) return fail_inst(c, v, "the alignment is a power of two");
        return wants(c, v, "the size", i->a, word_type(c));
    case FORM_CALL:
        return check_call(c, v);
    case FORM_VAARGAGG:
        if (t != IR_PTR) return fail_inst(c, v, "the type is ptr");
        if (i->b == 0 || i->b >= c->m->agg.len) return fail_inst(c, v, "the aggregate does not exist");
        return wants(c, v, "the operand", i->a, IR_PTR);
    case FORM_ASM: case FORM_ASM_GOTO:
        return check_asm(c, v);
    case FORM_PHI:
        if (t == IR_VOID) return fail_inst(c, v, "a phi has a type");
        for (u32 k = 0; k < i->b; k++)
            if (!wants(c, v, "an operand", fn->extra.at[i->a + 2 * k + 1], t)) return false;
        return true;
    case FORM_BRANCH:
        return wants(c, v, "the condition", i->a, IR_I1);
    case FORM_SWITCH:
        return check_switch(c, v);
    case FORM_P:
        if (t != IR_VOID) return fail_inst(c, v, "the type is void");
        return wants(c, v, "the first operand", i->a, IR_PTR) && wants(c, v, "the second operand", i->b, IR_PTR) && wants(c, v, "the third operand", i->c, IR_PTR);
    case FORM_LANDING:
        if (!fn->extra.at[i->b]) return fail_inst(c, v, "there is no block where control goes on");
        for (u32 k = 1; k < fn->extra.at[i->b]; k++)
            if (!fn->block.at[fn->extra.at[i->b + 1 + k]].symbol) return fail_inst(c, v, "a target's address is not taken: its block has no symbol");
        return true;
    case FORM_GOTO:
        for (u32 k = 0; k < fn->extra.at[i->b]; k++)
            if (!fn->block.at[fn->extra.at[i->b + 1 + k]].symbol) return fail_inst(c, v, "a target's address is not taken: its block has no symbol");
        return wants(c, v, "the address", i->a, IR_PTR);
    case FORM_RET: {
        const IrParam *result = &c->m->sig.at[fn->sig].result;
        if (result->type == IR_VOID) return !i->a || fail_inst(c, v, "the function returns nothing");
        if (!i->a) return fail_inst(c, v, "the function returns a value");
        return wants(c, v, "the operand", i->a, (IrType)result->type);
    }
    default:
        return true;
    }
}

/* ---- ranges: after these checks every index of the instruction may be followed ---- */

static bool extra_fits(const Verifier *c, u32 at, u64 n) { return at != 0 && (u64)at + n <= c->fn->extra.len; }

static bool check_extra(Verifier *c, Value v)
{
    const Function *fn = c->fn;
    const Inst *i = &fn->inst.at[v];
    bool ok = true;
    switch (ir_op_info[i->op].form) {
    case FORM_CALL:
        ok = extra_fits(c, i->b, 2) && extra_fits(c, i->b, (u64)fn->extra.at[i->b + 1] + 2);
        if (ok && i->c) ok = extra_fits(c, i->c, 1) && fn->extra.at[i->c] == fn->extra.at[i->b + 1] && extra_fits(c, i->c, (u64)fn->extra.at[i->c] + 1);
        break;
    case FORM_ASM: case FORM_ASM_GOTO: {
        u64 n = extra_fits(c, i->b, 2) ? (u64)fn->extra.at[i->b] + fn->extra.at[i->b + 1] + 2 : UINT32_MAX;
        ok = extra_fits(c, i->b, n);
        if (!ok || i->op == OP_ASM) break;
        ok = extra_fits(c, i->b, n + 2);
        if (ok) n += (u64)fn->extra.at[i->b + n] + 1;
        ok = ok && extra_fits(c, i->b, n);
        break;
    }
    case FORM_PHI:
        ok = i->b == 0 || extra_fits(c, i->a, (u64)i->b * 2);
        break;
    case FORM_SWITCH:
        ok = extra_fits(c, i->b, 2) && extra_fits(c, i->b, (u64)fn->extra.at[i->b + 1] * 3 + 2);
        break;
    case FORM_GOTO: case FORM_LANDING:
        ok = extra_fits(c, i->b, 1) && extra_fits(c, i->b, (u64)fn->extra.at[i->b] + 1);
        break;
    default:
        break;
    }
    return ok || fail_inst(c, v, "the index into extra is out of range");
}

typedef struct RangeCheck {
    Verifier *c;
    const char *rule;
} RangeCheck;

static void check_operand_range(void *self, Value *operand)
{
    RangeCheck *r = self;
    const Inst *i = &r->c->fn->inst.at[*operand];
    if (!value_in_range(r->c, *operand) || i->op == OP_NONE) r->rule = "an operand does not exist";
    else if (i->type == IR_VOID || i->op == OP_STORE) r->rule = "an operand gives no value";
    else r->c->uses[*operand]++;
}

/* The visitor may write through its pointer; this one does not. */
static void visit(const Verifier *c, Value v, IrOperandVisitor *f, void *self)
{
    union {
        const Function *in;
        Function *out;
    } fn = {c->fn};
    ir_visit_operands(fn.out, v, f, self);
}

static bool check_blocks(Verifier *c)
{
    const Function *fn = c->fn;
    u8 *placed = arena_zalloc(c->arena, fn->block.len, 1);
    if (fn->order.len == 0 || fn->order.at[0] != 1) return fail_function(c, "the first placed block is not the entry");
    for (u32 k = 0; k < fn->order.len; k++) {
        Block b = fn->order.at[k];
        if (b == 0 || b >= fn->block.len) return fail_function(c, "a block that does not exist is placed");
        if (placed[b]) return fail_block(c, b, "the block is placed twice");
        placed[b] = 1;
    }
    for (u32 k = 0; k < fn->order.len; k++) {
        Block b = fn->order.at[k];
        const IrBlock *block = &fn->block.at[b];
        if (block->symbol >= c->m->symbol.len) return fail_block(c, b, "its symbol does not exist");
        if (!block->first) return fail_block(c, b, "the block is empty");
        Value prev = 0;
        bool phis = true;
        u32 n = 0;
        for (Value v = block->first; v; prev = v, v = fn->inst.at[v].next) {
            if (v >= fn->inst.len) return fail_block(c, b, "the list leaves the instructions");
            const Inst *i = &fn->inst.at[v];
            if (c->where[v]) return fail_inst(c, v, "the instruction is in two places");
            c->where[v] = b;
            c->position[v] = ++n;
            if (i->prev != prev) return fail_inst(c, v, "prev is not the instruction before");
            if (i->op >= OP_COUNT || i->type >= IR_TYPE_COUNT) return fail_inst(c, v, "the operation or type does not exist");
            if (i->op <= OP_PARAM) return fail_inst(c, v, "a constant is in a block");
            if (i->op != OP_PHI) phis = false;
            else if (!phis) return fail_inst(c, v, "a phi stands after another instruction");
            bool control = ir_op_info[i->op].effect == EFFECT_C;
            if (control && i->next) return fail_inst(c, v, "instructions follow a control instruction");
            if (!control && !i->next) return fail_block(c, b, "the block does not end with a control instruction");
            if (!check_extra(c, v)) return false;
            RangeCheck r = {c, NULL};
            visit(c, v, check_operand_range, &r);
            if (r.rule) return fail_inst(c, v, r.rule);
            if (i->op == OP_CALL) c->calls = true;
            if (i->op == OP_CALL && i->aux & CALL_RETURNS_TWICE) c->returns_twice = true;
            if (i->op == OP_ALLOCA) c->has_alloca = true;
            if (i->op == OP_VASTART) c->uses_vastart = true;
            if (i->op == OP_LANDING) c->returns_twice = true;
        }
        if (block->last != prev) return fail_block(c, b, "last is not the last instruction");
    }
    /* Targets exist, are placed, and are not the entry. */
    for (u32 k = 0; k < fn->order.len; k++) {
        Block b = fn->order.at[k];
        u32 n = ir_successors(fn, b, NULL, 0);
        Block *to = arena_alloc(c->arena, ((size_t)n + 1) * sizeof *to, 4);
        ir_successors(fn, b, to, n);
        for (u32 j = 0; j < n; j++) {
            if (to[j] == 0 || to[j] >= fn->block.len || !placed[to[j]]) return fail_inst(c, fn->block.at[b].last, "a target is not a placed block");
            if (to[j] == 1) return fail_inst(c, fn->block.at[b].last, "the entry is a target");
        }
    }
    return true;
}

static bool check_phis(Verifier *c)
{
    const Function *fn = c->fn;
    u32 *is_pred = arena_zalloc(c->arena, fn->block.len * sizeof(u32), 4), *has_pair = arena_zalloc(c->arena, fn->block.len * sizeof(u32), 4);
    for (u32 k = 0; k < fn->order.len; k++) {
        Block b = fn->order.at[k];
        Value v = fn->block.at[b].first;
        if (fn->inst.at[v].op != OP_PHI) continue;
        u32 preds = 0;
        for (u32 e = c->predecessors.first[b]; e < c->predecessors.first[b + 1]; e++) {
            if (is_pred[c->predecessors.from[e]] != b) preds++;
            is_pred[c->predecessors.from[e]] = b;
        }
        for (; fn->inst.at[v].op == OP_PHI; v = fn->inst.at[v].next) {
            const Inst *i = &fn->inst.at[v];
            for (u32 j = 0; j < i->b; j++) {
                Block from = fn->extra.at[i->a + 2 * j];
                if (from == 0 || from >= fn->block.len || is_pred[from] != b) return fail_inst(c, v, "a pair names a block that is no predecessor");
                if (has_pair[from] == v) return fail_inst(c, v, "two pairs name one block");
                has_pair[from] = v;
            }
            if (i->b != preds) return fail_inst(c, v, "a predecessor has no pair");
        }
    }
    return true;
}

typedef struct UseCheck {
    Verifier *c;
    Value user;
    const char *rule;
} UseCheck;

static void check_use(void *self, Value *operand)
{
    UseCheck *u = self;
    Verifier *c = u->c;
    Value v = *operand;
    if (c->fn->inst.at[v].op <= OP_PARAM) return;
    Block here = c->where[u->user], there = c->where[v];
    if (!there) u->rule = "an operand is in no placed block";
    else if (!ir_reachable(&c->dominators, here)) return; /* never executed */
    else if (there == here ? c->position[v] >= c->position[u->user] : !ir_dominates(&c->dominators, there, here)) u->rule = "an operand's definition does not dominate this use";
}

static bool check_dominance(Verifier *c)
{
    const Function *fn = c->fn;
    for (u32 k = 0; k < fn->order.len; k++) {
        for (Value v = fn->block.at[fn->order.at[k]].first; v; v = fn->inst.at[v].next) {
            const Inst *i = &fn->inst.at[v];
            UseCheck u = {c, v, NULL};
            if (i->op != OP_PHI) {
                visit(c, v, check_use, &u);
            } else {
                for (u32 j = 0; j < i->b; j++) {
                    Block from = fn->extra.at[i->a + 2 * j];
                    Value x = fn->extra.at[i->a + 2 * j + 1];
                    if (fn->inst.at[x].op <= OP_PARAM) continue;
                    if (!c->where[x]) u.rule = "an operand is in no placed block";
                    else if (ir_reachable(&c->dominators, from) && !ir_dominates(&c->dominators, c->where[x], from)) u.rule = "an operand's definition does not dominate the predecessor";
                }
            }
            if (u.rule) return fail_inst(c, v, u.rule);
        }
    }
    return true;
}

static bool check_function(Verifier *c)
{
    const Function *fn = c->fn;
    if (fn->symbol == 0 || fn->symbol >= c->m->symbol.len) return fail_function(c, "its symbol does not exist");
    if (fn->sig >= c->m->sig.len) return fail_function(c, "its signature does not exist");
    if (fn->inst.len <= c->m->sig.at[fn->sig].count) return fail_function(c, "its parameters are not there");
    for (u32 s = 1; s < fn->slot.len; s++)
        if (!is_power_of_two(fn->slot.at[s].align)) return fail_function(c, "the alignment of a slot is not a power of two");
    for (u32 k = 0; k < c->m->sig.at[fn->sig].count; k++)
        if (fn->inst.at[k + 1].op != OP_PARAM) return fail_function(c, "its parameters are not the first values");
    if (!check_blocks(c)) return false;
    for (Value v = 1; v < fn->inst.len; v++) {
        const Inst *i = &fn->inst.at[v];
        if (i->op >= OP_COUNT || i->type >= IR_TYPE_COUNT) {
            if (c->uses[v]) return fail_inst(c, v, "the operation or type does not exist");
            continue;
        }
        if (i->op <= OP_PARAM && (c->uses[v] || i->op == OP_PARAM) && !check_constant(c, v)) return false;
    }
    for (u32 k = 0; k < fn->order.len; k++)
        for (Value v = fn->block.at[fn->order.at[k]].first; v; v = fn->inst.at[v].next)
            if (!check_types(c, v)) return false;
    ir_predecessors(c->fn, c->arena, &c->predecessors);
    if (!check_phis(c)) return false;
    ir_dominators(c->fn, &c->predecessors, c->arena, &c->dominators);
    if (!check_dominance(c)) return false;
    for (Value v = 1; v < fn->inst.len; v++)
        if (fn->inst.at[v].uses != c->uses[v] && (c->where[v] || fn->inst.at[v].op <= OP_PARAM))
            return fail_inst(c, v, arena_printf(c->arena, "it has %u uses, not %u", c->uses[v], fn->inst.at[v].uses).ptr);
    if (fn->calls != c->calls || fn->has_alloca != c->has_alloca || fn->returns_twice != c->returns_twice || fn->uses_vastart != c->uses_vastart)
        return fail_function(c, "calls, has_alloca, returns_twice or uses_vastart is wrong");
    return true;
}

const char *ir_verify(const Module *m, const Function *fn, Arena *arena)
{
    ArenaMark mark = arena_mark(arena);
    Verifier c = {0};
    c.m = m;
    c.fn = fn;
    c.arena = arena;
    size_t bytes = ((size_t)fn->inst.len + 1) * sizeof(u32);
    c.where = arena_zalloc(arena, bytes, 4);
    c.position = arena_zalloc(arena, bytes, 4);
    c.uses = arena_zalloc(arena, bytes, 4);
    if (!check_function(&c)) return c.message;
    arena_reset(arena, mark);
    return NULL;
}
