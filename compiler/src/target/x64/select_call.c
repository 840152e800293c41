/* Instruction selection: parameters, calls, returns (psABI 3.2.3) and variadic arguments (3.5.7).

   A call's argument registers are filled last: everything that may emit code of its own, above all other calls, comes before. */
#include "target/x64/x64.h"

/* ---- one value into one fixed register ---- */

typedef struct Moves {
    u32 count;
    MInst at[16]; /* each writes a physical register; 6 + 8 arguments at most, r10 and rax */
} Moves;

static void add_move(Moves *w, const MInst *i, Reg phys)
{
    w->at[w->count] = *i;
    w->at[w->count++].dst = phys;
}

static MInst extension(IrType type, u32 extend)
{
    if (extend == IR_SIGN_EXTEND) return x64_inst(type == IR_I16 ? M_MOVSX16 : M_MOVSX8, 4);
    return x64_inst(type == IR_I16 ? M_MOVZX16 : M_MOVZX8, 4);
}

/* A scalar argument or result; consumes v. */
static void scalar_move(Isel *S, Moves *w, Value v, u32 extend, Reg phys)
{
    const Inst *inst = isel_inst(S, v);
    IrType type = (IrType)inst->type;
    u32 width, cls = x64_class_of(type, &width);
    bool narrow = type == IR_I8 || type == IR_I16 || type == IR_I1;
    if (cls == MIR_FPR) {
        MInst i = x64_inst(M_FMOV, width);
        u64 bits = (u64)inst->b | (u64)inst->c << 32;
        if (inst->op == OP_FLOAT && bits == 0) i = x64_inst(M_FZERO, width);
        else x64_operand(S, &i, v, width);
        add_move(w, &i, phys);
        return;
    }
    if (inst->op == OP_INT) {
        u64 k = ir_int_value(S->fn, v);
        if (extend == IR_SIGN_EXTEND && narrow) k = (u32)(type == IR_I16 ? (i32)(i16)k : (i32)(i8)k);
        MInst i = x64_inst(M_MOV, width);
        i.mode = MODE_I;
        i.b = (u32)k;
        i.disp = (i32)(k >> 32);
        add_move(w, &i, phys);
        return;
    }
    if (inst->op == OP_SLOT && S->f->slot.at[inst->a].align <= 16) {
        MInst i = x64_inst(M_LEA, 8);
        x64_address(S, &i, v, false);
        x64_set_mode(&i, MODE_M);
        if (mir_is_vreg(i.base)) {
            i = x64_inst(M_MOV, 8);
            i.mode = MODE_R;
            i.b = isel_reg(S, v);
        }
        add_move(w, &i, phys);
        return;
    }
    if (inst->op == OP_SYM && ir_symbol(S->m, inst->a)->kind != IR_TLS && x64_is_direct(S->cg, ir_symbol(S->m, inst->a)) &&
        x64_near_symbol(S->cg, (i64)ir_int_value(S->fn, v))) {
        bool is_static = S->cg->options->model == MODEL_STATIC;
        MInst i = x64_inst(is_static ? M_LEA_ABS : M_LEA, is_static ? 4 : 8);
        if (!is_static) {
            i.mode = MODE_M;
            i.base = MIR_BASE_SYMBOL;
        }
        i.symbol = inst->a;
        i.disp = (i32)(i64)ir_int_value(S->fn, v);
        add_move(w, &i, phys);
        return;
    }
    MInst i = narrow ? extension(type, extend) : x64_inst(M_MOV, width);
    if (x64_can_fold_load(S, v, x64_mem_width(type))) {
        i.mode = MODE_M;
        x64_fold_load(S, &i, v);
    } else {
        if (narrow && extend == IR_NO_EXTEND) i = x64_inst(M_MOV, 4);
        i.mode = MODE_R;
        i.b = x64_take(S, v);
    }
    add_move(w, &i, phys);
}

/* `count` (1 to 8) bytes at memory in a register, without touching what follows them. */
static MInst part_load(Isel *S, const MInst *memory, u32 count, bool may_read_on)
{
    MInst i;
    if (count == 8 || may_read_on) i = x64_inst(M_MOV, 8);
    else if (count == 4) i = x64_inst(M_MOV, 4);
    else if (count == 2) i = x64_inst(M_MOVZX16, 4);
    else if (count == 1) i = x64_inst(M_MOVZX8, 4);
    else {
        u32 low = count > 4 ? 4 : 2, rest = count - low;
        MInst first = part_load(S, memory, low, false), m = *memory, second;
        first.dst = isel_new_vreg(S, MIR_GPR, 8);
        isel_emit(S, &first);
        m.disp += (i32)low;
        second = part_load(S, &m, rest, false);
        second.dst = isel_new_vreg(S, MIR_GPR, 8);
        isel_emit(S, &second);
        Reg high = isel_new_vreg(S, MIR_GPR, 8);
        x64_emit_shift(S, X64_SHL, 8, high, second.dst, low * 8);
        Reg both = isel_new_vreg(S, MIR_GPR, 8);
        x64_emit_rr(S, M_OR, 8, both, high, first.dst);
        i = x64_inst(M_MOV, 8);
        i.mode = MODE_R;
        i.b = both;
        return i;
    }
    i.mode = MODE_M;
    x64_copy_memory(&i, memory);
    return i;
}

static u32 part_bytes(u64 size, u32 part) { return size >= 8u * part + 8 ? 8 : (u32)size - 8 * part; }

/* Of the move of part k, `bytes` long, to or from its vector register. */
static u32 sse_width(const u8 part[2], u32 k, u32 bytes) { return k == 0 && part[1] == CLASS_SSEUP ? 16 : bytes > 4 ? 8 : 4; }

/* An aggregate at PTR v into the registers of its eightbytes; consumes v. */
static void aggregate_moves(Isel *S, Moves *w, Value v, u64 size, const u8 part[2], const Reg reg[2])
{
    MInst m = {0};
    x64_address(S, &m, v, true);
    bool own = m.base == MIR_BASE_SLOT || m.base == MIR_BASE_INCOMING; /* the frame goes on behind it */
    for (u32 k = 0; k < 2 && 8 * k < size; k++) {
        MInst at = m;
        at.disp += (i32)(8 * k);
        u32 bytes = part_bytes(size, k);
        if (part[k] == CLASS_SSE) {
            MInst i = x64_inst(M_FMOV, sse_width(part, k, bytes));
            i.mode = MODE_M;
            x64_copy_memory(&i, &at);
            add_move(w, &i, reg[k]);
        } else if (part[k] == CLASS_INTEGER) {
            MInst i = part_load(S, &at, bytes, own);
            add_move(w, &i, reg[k]);
        }
    }
}

static void emit_moves(Isel *S, const Moves *w)
{
    for (u32 k = 0; k < w->count; k++) isel_emit(S, &w->at[k]);
}

/* The low `count` bytes of r (a part of an aggregate) to memory, exactly. */
static void part_store(Isel *S, const MInst *memory, u32 count, Reg r)
{
    MInst m = *memory;
    for (;;) {
        u32 width = count >= 8 ? 8 : count >= 4 ? 4 : count >= 2 ? 2 : 1;
        x64_emit_store(S, MIR_GPR, width, &m, r);
        count -= width;
        if (!count) return;
        Reg rest = isel_new_vreg(S, MIR_GPR, 8);
        x64_emit_shift(S, X64_SHR, 8, rest, r, width * 8);
        r = rest;
        m.disp += (i32)width;
    }
}

static void copy_from_register(Isel *S, u32 cls, u32 width, Reg dst, Reg phys)
{
    MInst i = x64_inst(cls == MIR_FPR ? M_FMOV : M_MOV, width);
    i.mode = MODE_R;
    i.dst = dst;
    i.b = phys;
    isel_emit(S, &i);
}

/* Registers of an aggregate result's parts: rax, rdx; xmm0, xmm1, each row from its start. */
static void result_registers(const X64AggClass *c, Reg reg[2])
{
    u32 gpr = 0, fpr = 0;
    for (u32 k = 0; k < 2; k++) {
        reg[k] = 0;
        if (c->part[k] == CLASS_INTEGER) reg[k] = gpr++ ? P_RDX : P_RAX;
        else if (c->part[k] == CLASS_SSE) reg[k] = X64_XMM0 + fpr++;
    }
}

static bool refuse_type(Isel *S, IrType t)
{
    if (t != IR_I128 && t != IR_F128) return false;
    isel_unsupported(S, t == IR_I128 ? "128-bit integers" : "128-bit floating-point numbers");
    return true;
}

static bool refuse_size(Isel *S, const X64ArgState *state)
{
    if (state->stack < X64_STACK_ARGUMENT_LIMIT) return false;
    diag_error(&S->cg->kit->diag, S->loc, "the arguments are too large for the stack");
    S->failed = true;
    return true;
}

/* ---- entry ---- */

void x64_select_entry(Isel *S)
{
    const IrSig *sig = &S->m->sig.at[S->fn->sig];
    X64ArgState state = {0, 0, 0};
    X64AggClass result = {{CLASS_NONE, CLASS_NONE}};
    MCall entry = {0, 0, 0};
    if (refuse_type(S, (IrType)sig->result.type)) return;
    if (sig->result.agg) result = x64_classify_aggregate(S->m, sig->result.agg);
    bool hidden = result.part[0] == CLASS_MEMORY;
    if (hidden) {
        entry.writes |= mir_bit(P_RDI);
        state.gpr = 1;
    }
    /* Which registers hold something that is needed; then, with them reserved, what becomes of each. */
    vec_reserve(&S->param, sig->count);
    S->param.len = sig->count;
    X64ArgState first = state;
    for (u32 k = 0; k < sig->count; k++) {
        const IrParam *p = &S->m->sig_param.at[sig->first + k];
        if (refuse_type(S, (IrType)p->type)) return;
        X64ArgPlace place = x64_place_argument(S->m, &state, (IrType)p->type, p->agg, p->chain);
        MInst none = {0};
        S->param.at[k] = none;
        if (!isel_inst(S, ir_param(k))->uses) continue;
        for (u32 part = 0; part < 2; part++)
            if (place.reg[part]) entry.writes |= mir_bit(place.reg[part]);
    }
    if (refuse_size(S, &state)) return;
    S->gpr_params = state.gpr;
    S->fpr_params = state.fpr;
    S->stack_params = state.stack;
    if (S->fn->uses_vastart) {
        S->save_area = mir_new_slot(S->f, 176, 16);
        MInst save = x64_inst(M_VA_SAVE, 8);
        save.symbol = S->save_area;
        save.disp = (i32)state.gpr;
        save.cond = (u8)state.fpr;
        isel_emit(S, &save);
    }
    if (entry.writes) {
        MInst i = x64_inst(M_ENTRY, 0);
        i.b = S->f->call.len;
        vec_push(&S->f->call, entry);
        isel_emit(S, &i);
    }
    if (hidden) {
        S->result_pointer = isel_new_vreg(S, MIR_GPR, 8);
        x64_emit_move(S, 8, S->result_pointer, P_RDI);
    }
    state = first;
    for (u32 k = 0; k < sig->count; k++) {
        const IrParam *p = &S->m->sig_param.at[sig->first + k];
        X64ArgPlace place = x64_place_argument(S->m, &state, (IrType)p->type, p->agg, p->chain);
        Value v = ir_param(k);
        MInst *at = &S->param.at[k];
        if (!isel_inst(S, v)->uses) continue;
        if (place.part[0] == CLASS_MEMORY) {
            *at = x64_inst(p->agg ? M_LEA : M_MOV, 8);
            at->base = MIR_BASE_INCOMING;
            at->disp = (i32)place.offset;
        } else if (p->agg) { /* in registers: to a copy in this frame */
            const IrAgg *agg = &S->m->agg.at[p->agg];
            *at = x64_inst(M_LEA, 8);
            at->base = MIR_BASE_SLOT;
            at->symbol = mir_new_slot(S->f, align_up(agg->size ? agg->size : 1, 8), agg->align > 8 ? 16 : 8);
            for (u32 part = 0; part < 2; part++) {
                MInst m = *at;
                m.disp += (i32)(8 * part);
                if (!place.reg[part]) continue;
                bool sse = place.part[part] == CLASS_SSE;
                x64_emit_store(S, sse ? MIR_FPR : MIR_GPR, sse ? sse_width(place.part, part, 8) : 8, &m, place.reg[part]);
            }
        } else {
            u32 width, cls = x64_class_of((IrType)p->type, &width);
            copy_from_register(S, cls, width, isel_define(S, v, cls, width), place.reg[0]);
        }
    }
}

/* ---- calls ---- */

static void outgoing(MInst *m, u32 offset)
{
    m->base = MIR_BASE_OUTGOING;
    m->symbol = 0;
    m->index = 0;
    m->disp = (i32)offset;
}

enum { INLINE_ARGUMENT_LIMIT = 64 };

static void stack_argument(Isel *S, Value v, AggId id, u32 extend, u32 offset)
{
    const Inst *inst = isel_inst(S, v);
    IrType type = (IrType)inst->type;
    MInst to = {0};
    outgoing(&to, offset);
    if (id) {
        u64 size = S->m->agg.at[id].size;
        if (size <= INLINE_ARGUMENT_LIMIT) {
            MInst from = {0};
            x64_address(S, &from, v, true);
            x64_copy_bytes(S, &to, &from, size);
        } else {
            Reg from = x64_address_register(S, v), dst = isel_new_vreg(S, MIR_GPR, 8);
            x64_emit_lea(S, dst, &to);
            x64_call_runtime(S, cg_runtime_symbol(S->cg, &S->cg->memcpy_symbol, "memcpy"), dst, from, false, size);
        }
        return;
    }
    if (type == IR_F80) {
        MInst fld = x64_inst(M_FLD, 16), fstp = x64_inst(M_FSTP, 16);
        fld.mode = fstp.mode = MODE_M;
        x64_wide_operand(S, &fld, v);
        isel_emit(S, &fld);
        x64_copy_memory(&fstp, &to);
        isel_emit(S, &fstp);
        return;
    }
    u32 width, cls = x64_class_of(type, &width);
    u64 bits = (u64)inst->b | (u64)inst->c << 32;
    if (inst->op == OP_INT && extend == IR_SIGN_EXTEND && type == IR_I8) bits = (u32)(i32)(i8)bits;
    if (inst->op == OP_INT && extend == IR_SIGN_EXTEND && type == IR_I16) bits = (u32)(i32)(i16)bits;
    if ((inst->op == OP_INT || inst->op == OP_FLOAT) && x64_emit_store_immediate(S, width, &to, bits)) return;
    Reg r = x64_take(S, v);
    if (extend && width == 4 && (type == IR_I8 || type == IR_I16)) {
        MInst i = extension(type, extend);
        i.mode = MODE_R;
        i.b = r;
        i.dst = isel_new_vreg(S, MIR_GPR, 4);
        isel_emit(S, &i);
        r = i.dst;
    }
    x64_emit_store(S, cls, width, &to, r);
}

/* The call instruction, not emitted yet; consumes the callee. */
static MInst call_target(Isel *S, Value callee)
{
    const Inst *inst = isel_inst(S, callee);
    MInst i = x64_inst(M_CALL, 8);
    if (inst->op == OP_SYM && ir_int_value(S->fn, callee) == 0 && ir_symbol(S->m, inst->a)->kind != IR_TLS) {
        const IrSymbol *y = ir_symbol(S->m, inst->a);
        i.symbol = inst->a;
        if (S->cg->options->no_plt && !x64_is_direct(S->cg, y)) {
            i.mode = MODE_M;
            i.base = MIR_BASE_GOT;
        }
    } else if (x64_can_fold_load(S, callee, 8)) {
        i.mode = MODE_M;
        x64_fold_load(S, &i, callee);
    } else {
        i.mode = MODE_R;
        i.b = x64_take(S, callee);
    }
    return i;
}

static void emit_call(Isel *S, MInst *i, MCall call)
{
    if (mir_mode(i) == MODE_R) i->disp = (i32)S->f->call.len;
    else i->b = S->f->call.len;
    vec_push(&S->f->call, call);
    S->f->makes_calls = true;
    isel_emit(S, i);
    S->epoch++;
}

void x64_call_runtime(Isel *S, Symbol callee, Reg a, Reg b, bool b_is_zero, u64 n)
{
    MInst k = x64_inst(M_MOV, n == (u32)n ? 4 : 8), call = x64_inst(M_CALL, 8), zero = x64_inst(M_MOV, 4);
    x64_emit_move(S, 8, P_RDI, a);
    if (b_is_zero) {
        zero.mode = MODE_I;
        zero.dst = P_RSI;
        isel_emit(S, &zero);
    } else {
        x64_emit_move(S, 8, P_RSI, b);
    }
    k.mode = MODE_I;
    k.dst = P_RDX;
    k.b = (u32)n;
    k.disp = (i32)(n >> 32);
    isel_emit(S, &k);
    call.symbol = callee;
    if (S->cg->options->no_plt) {
        call.mode = MODE_M;
        call.base = MIR_BASE_GOT;
    }
    emit_call(S, &call, (MCall){mir_bit(P_RDI) | mir_bit(P_RSI) | mir_bit(P_RDX), 0, 0});
}

/* The layout of argument k of a call, or 0; `aggs` has those of the arguments after the named ones. */
static AggId argument_agg(const Isel *S, const IrSig *sig, const u32 *aggs, u32 k, u32 from)
{
    return k - from < sig->count ? S->m->sig_param.at[sig->first + k - from].agg : aggs ? aggs[k] : 0;
}

/* An argument in memory that is aligned to more than the stack: the argument area is aligned as much, since the callee finds it
   by offsets from the area's start, and va_arg by its address (psABI 3.2.2, 3.5.7). What was allocated stands above the area. */
static void align_argument_area(Isel *S, const IrSig *sig, const u32 *aggs, u32 n, u32 from)
{
    u32 align = 16;
    for (u32 k = from; k < n; k++) {
        AggId agg = argument_agg(S, sig, aggs, k, from);
        if (agg && S->m->agg.at[agg].size && S->m->agg.at[agg].align > align) align = S->m->agg.at[agg].align;
    }
    if (align == 16) return;
    x64_emit_alu_imm(S, M_AND, 8, P_RSP, P_RSP, -(i32)align);
    S->f->moves_stack = true;
}

void x64_select_call(Isel *S, Value v)
{
    const Inst *inst = isel_inst(S, v);
    const u32 *extra = &S->fn->extra.at[inst->b];
    const u32 *aggs = inst->c ? &S->fn->extra.at[inst->c + 1] : NULL;
    const IrSig sig = S->m->sig.at[extra[0]];
    u32 n = extra[1], from = sig.result.agg ? 1 : 0;
    X64AggClass result = {{CLASS_NONE, CLASS_NONE}};
    Reg result_reg[2] = {0, 0};
    if (sig.result.agg) {
        result = x64_classify_aggregate(S->m, sig.result.agg);
        result_registers(&result, result_reg);
    }
    bool hidden = result.part[0] == CLASS_MEMORY;
    const X64ArgState start = {hidden, 0, 0};

    /* Arguments on the stack. */
    X64ArgState state = start;
    align_argument_area(S, &sig, aggs, n, from);
    for (u32 k = from; k < n; k++) {
        Value arg = extra[2 + k];
        const IrParam *p = k - from < sig.count ? &S->m->sig_param.at[sig.first + k - from] : NULL;
        AggId agg = argument_agg(S, &sig, aggs, k, from);
        IrType type = (IrType)isel_inst(S, arg)->type;
        if (refuse_type(S, type)) return;
        X64ArgPlace place = x64_place_argument(S->m, &state, type, agg, p && p->chain);
        if (refuse_size(S, &state)) return;
        if (place.part[0] == CLASS_MEMORY) stack_argument(S, arg, agg, p ? p->extend : IR_NO_EXTEND, place.offset);
    }
    if (state.stack > S->f->outgoing) S->f->outgoing = (u32)align_up(state.stack, 16);

    /* Arguments in registers, first what they need. */
    Moves moves;
    MCall call = {0, 0, 0};
    moves.count = 0;
    if (hidden) scalar_move(S, &moves, extra[2], IR_NO_EXTEND, P_RDI);
    state = start;
    for (u32 k = from; k < n; k++) {
        Value arg = extra[2 + k];
        const IrParam *p = k - from < sig.count ? &S->m->sig_param.at[sig.first + k - from] : NULL;
        AggId agg = argument_agg(S, &sig, aggs, k, from);
        X64ArgPlace place = x64_place_argument(S->m, &state, (IrType)isel_inst(S, arg)->type, agg, p && p->chain);
        if (place.part[0] == CLASS_MEMORY) continue;
        if (agg) aggregate_moves(S, &moves, arg, S->m->agg.at[agg].size, place.part, place.reg);
        else scalar_move(S, &moves, arg, p ? p->extend : IR_NO_EXTEND, place.reg[0]);
    }
    MInst i = call_target(S, inst->a);
    if (sig.variadic || sig.unprototyped) { /* al bounds the number of vector registers used */
        MInst count = x64_inst(M_MOV, 4);
        count.mode = MODE_I;
        count.b = state.fpr;
        add_move(&moves, &count, P_RAX);
    }
    for (u32 k = 0; k < moves.count; k++) call.reads |= mir_bit(moves.at[k].dst);

    IrType type = (IrType)inst->type;
    if (inst->uses && type != IR_VOID && type != IR_F80) call.writes = mir_bit(x64_is_float(type) ? X64_XMM0 : P_RAX);
    for (u32 k = 0; k < 2; k++)
        if (result_reg[k]) call.writes |= mir_bit(result_reg[k]);

    bool x87 = result.part[0] == CLASS_X87 || result.part[0] == CLASS_COMPLEX_X87;
    Reg x87_result = x87 ? x64_address_register(S, extra[2]) : 0;
    isel_flush_loads(S);
    emit_moves(S, &moves);
    emit_call(S, &i, call);

    /* Results. */
    if (type == IR_F80) {
        MInst fstp = x64_inst(inst->uses ? M_FSTP : M_FPOP, 16);
        if (inst->uses) {
            fstp.mode = MODE_M;
            x64_wide_define(S, &fstp, v);
        }
        isel_emit(S, &fstp);
    } else if (type != IR_VOID) {
        u32 width, cls = x64_class_of(type, &width);
        if (inst->uses) copy_from_register(S, cls, width, isel_define(S, v, cls, width), cls == MIR_FPR ? X64_XMM0 : P_RAX);
    } else if (sig.result.agg && !hidden) {
        u64 size = S->m->agg.at[sig.result.agg].size;
        Reg part[2] = {0, 0};
        MInst m = {0};
        for (u32 k = 0; k < 2; k++) {
            if (!result_reg[k]) continue;
            u32 cls = result.part[k] == CLASS_SSE ? MIR_FPR : MIR_GPR;
            u32 width = cls == MIR_FPR ? sse_width(result.part, k, 8) : 8;
            part[k] = isel_new_vreg(S, cls, width);
            copy_from_register(S, cls, width, part[k], result_reg[k]);
        }
        if (x87_result) {
            /* The real part is in st0, and once it is stored the imaginary one. */
            MInst fstp = x64_inst(M_FSTP, 16);
            fstp.mode = MODE_M;
            fstp.base = x87_result;
            isel_emit(S, &fstp);
            fstp.disp = 16;
            if (result.part[0] == CLASS_COMPLEX_X87) isel_emit(S, &fstp);
            return;
        }
        x64_address(S, &m, extra[2], true);
        for (u32 k = 0; k < 2; k++) {
            MInst at = m;
            at.disp += (i32)(8 * k);
            if (!part[k]) continue;
            if (result.part[k] == CLASS_SSE) x64_emit_store(S, MIR_FPR, sse_width(result.part, k, part_bytes(size, k)), &at, part[k]);
            else part_store(S, &at, part_bytes(size, k), part[k]);
        }
    }
}

/* ---- return ---- */

void x64_select_ret(Isel *S, const Inst *inst)
{
    const IrSig *sig = &S->m->sig.at[S->fn->sig];
    MInst ret = x64_inst(M_RET, 0);
    Value v = inst->a;
    if (!v) {
        isel_emit(S, &ret);
        return;
    }
    Moves moves;
    moves.count = 0;
    if (sig->result.agg) {
        X64AggClass c = x64_classify_aggregate(S->m, sig->result.agg);
        u64 size = S->m->agg.at[sig->result.agg].size;
        if (c.part[0] == CLASS_MEMORY) {
            MInst from = {0}, to = {0};
            if (size <= INLINE_ARGUMENT_LIMIT) {
                x64_address(S, &from, v, true);
                to.base = S->result_pointer;
                x64_copy_bytes(S, &to, &from, size);
            } else {
                Reg at = x64_address_register(S, v);
                x64_call_runtime(S, cg_runtime_symbol(S->cg, &S->cg->memcpy_symbol, "memcpy"), S->result_pointer, at, false, size);
            }
            x64_emit_move(S, 8, P_RAX, S->result_pointer);
        } else if (c.part[0] == CLASS_X87 || c.part[0] == CLASS_COMPLEX_X87) {
            MInst fld = x64_inst(M_FLD, 16);
            fld.mode = MODE_M;
            x64_address(S, &fld, v, true);
            if (c.part[0] == CLASS_COMPLEX_X87) {
                MInst imaginary = fld;
                imaginary.disp += 16;
                isel_emit(S, &imaginary);
            }
            isel_emit(S, &fld);
        } else {
            Reg reg[2];
            result_registers(&c, reg);
            aggregate_moves(S, &moves, v, size, c.part, reg);
        }
    } else if (isel_inst(S, v)->op == OP_POISON) {
        /* whatever is there */
    } else if (isel_inst(S, v)->type == IR_F80) {
        MInst fld = x64_inst(M_FLD, 16);
        fld.mode = MODE_M;
        x64_wide_operand(S, &fld, v);
        isel_emit(S, &fld);
    } else {
        scalar_move(S, &moves, v, sig->result.extend, x64_is_float((IrType)isel_inst(S, v)->type) ? X64_XMM0 : P_RAX);
    }
    emit_moves(S, &moves);
    isel_emit(S, &ret);
}

/* ---- nested functions ---- */

void x64_select_escape(Isel *S, const Inst *inst)
{
    MInst i = x64_inst(M_ESCAPE, 8);
    Reg frame = x64_take(S, inst->a), stack = x64_take(S, inst->b), target = x64_take(S, inst->c);
    isel_flush_loads(S);
    x64_emit_move(S, 8, P_RAX, frame);
    x64_emit_move(S, 8, P_RDX, stack);
    x64_emit_move(S, 8, P_RCX, target);
    isel_emit(S, &i);
}

/* movabs $function, %r11; movabs $chain, %r10; jmp *%r11; nop. r11 is nobody's between calls (psABI, figure 3.4). */
void x64_select_trampoline(Isel *S, Value v)
{
    static const struct { u8 at, width; u32 code; } opcodes[] = {{0, 2, 0xbb49}, {10, 2, 0xba49}, {20, 4, 0x90e3ff49}};
    const Inst *inst = isel_inst(S, v);
    MInst to = {0};
    Reg function = x64_take(S, inst->b), chain = x64_take(S, inst->c);
    x64_address(S, &to, inst->a, true);
    isel_flush_loads(S);
    for (u32 k = 0; k < ARRAY_LEN(opcodes); k++) {
        MInst i = x64_inst(M_MOV, opcodes[k].width), m = to;
        m.disp += opcodes[k].at;
        i.mode = MODE_MI;
        x64_copy_memory(&i, &m);
        i.b = opcodes[k].code;
        isel_emit(S, &i);
    }
    to.disp += 2;
    x64_emit_store(S, MIR_GPR, 8, &to, function);
    to.disp += 10;
    x64_emit_store(S, MIR_GPR, 8, &to, chain);
    S->cg->executable_stack = true;
}

/* ---- variadic arguments ---- */

enum { VA_GP = 0, VA_FP = 4, VA_OVERFLOW = 8, VA_SAVE = 16, GP_END = 48, FP_END = 176 };

static MInst field(const MInst *list, i32 at)
{
    MInst m = *list;
    m.disp += at;
    return m;
}

static Reg load_field(Isel *S, const MInst *list, i32 at, u32 width)
{
    MInst i = x64_inst(width == 8 ? M_MOV : M_MOVZX32, width), m = field(list, at);
    i.mode = MODE_M;
    x64_copy_memory(&i, &m);
    i.dst = isel_new_vreg(S, MIR_GPR, 8);
    isel_emit(S, &i);
    return i.dst;
}

static void store_field(Isel *S, const MInst *list, i32 at, u32 width, Reg r)
{
    MInst m = field(list, at);
    x64_emit_store(S, MIR_GPR, width, &m, r);
}

static Reg plus(Isel *S, Reg a, i32 k)
{
    MInst i = x64_inst(M_LEA, 8);
    i.mode = MODE_M;
    i.base = a;
    i.disp = k;
    i.dst = isel_new_vreg(S, MIR_GPR, 8);
    isel_emit(S, &i);
    return i.dst;
}

static Reg pick(Isel *S, u32 cond, Reg otherwise, Reg when)
{
    Reg r = isel_new_vreg(S, MIR_GPR, 8);
    x64_emit_cond(S, M_CMOV, 8, cond, r, otherwise, when);
    return r;
}

static void start_list(Isel *S, Value v)
{
    const Inst *inst = isel_inst(S, v);
    MInst m = {0};
    x64_address(S, &m, inst->a, true);
    isel_flush_loads(S);
    const u32 init[2] = {8 * S->gpr_params, GP_END + 16 * S->fpr_params};
    for (u32 k = 0; k < 2; k++) {
        MInst i = x64_inst(M_MOV, 4), at = field(&m, (i32)(4 * k));
        i.mode = MODE_MI;
        x64_copy_memory(&i, &at);
        i.b = init[k];
        isel_emit(S, &i);
    }
    MInst in = {0}, save = {0};
    in.base = MIR_BASE_INCOMING;
    in.disp = (i32)align_up(S->stack_params, 8);
    save.base = MIR_BASE_SLOT;
    save.symbol = S->save_area;
    Reg p = isel_new_vreg(S, MIR_GPR, 8), q = isel_new_vreg(S, MIR_GPR, 8);
    x64_emit_lea(S, p, &in);
    store_field(S, &m, VA_OVERFLOW, 8, p);
    x64_emit_lea(S, q, &save);
    store_field(S, &m, VA_SAVE, 8, q);
}

/* p rounded up to the alignment of an argument on the stack, which is at least 8. */
static Reg aligned_up(Isel *S, Reg p, u32 align)
{
    if (align <= 8) return p;
    Reg up = isel_new_vreg(S, MIR_GPR, 8), aligned = isel_new_vreg(S, MIR_GPR, 8);
    x64_emit_alu_imm(S, M_ADD, 8, up, p, (i32)align - 1);
    x64_emit_alu_imm(S, M_AND, 8, aligned, up, -(i32)align);
    return aligned;
}

/* The next argument in memory, aligned; advances past `size` bytes. */
static Reg from_overflow(Isel *S, const MInst *list, u64 size, u32 align)
{
    Reg p = aligned_up(S, load_field(S, list, VA_OVERFLOW, 8), align);
    store_field(S, list, VA_OVERFLOW, 8, plus(S, p, (i32)align_up(size, 8)));
    return p;
}

/* Where an argument of `count` eightbytes of one class begins: contiguous in the save area, or on the stack. Without a branch. */
static Reg from_one_row(Isel *S, const MInst *list, bool is_sse, u32 count, u32 bytes, u32 align)
{
    i32 at = is_sse ? VA_FP : VA_GP, step = is_sse ? 16 : 8, end = is_sse ? FP_END : GP_END;
    Reg used = load_field(S, list, at, 4), save = load_field(S, list, VA_SAVE, 8), stack = load_field(S, list, VA_OVERFLOW, 8);
    Reg in_registers = isel_new_vreg(S, MIR_GPR, 8);
    x64_emit_rr(S, M_ADD, 8, in_registers, save, used);
    Reg next_used = plus(S, used, step * (i32)count), on_stack = aligned_up(S, stack, align), next_stack = plus(S, on_stack, (i32)bytes);
    x64_emit_alu_imm(S, M_CMP, 4, 0, used, end - step * (i32)count);
    Reg p = pick(S, X64_A, in_registers, on_stack);
    store_field(S, list, at, 4, pick(S, X64_A, next_used, used));
    store_field(S, list, VA_OVERFLOW, 8, pick(S, X64_A, stack, next_stack));
    return p;
}

/* Two eightbytes that are not neighbours in the save area: collected in a temporary. */
static Reg from_two_rows(Isel *S, const MInst *list, const u8 part[2], u32 align)
{
    u32 sses = (part[0] == CLASS_SSE) + (part[1] == CLASS_SSE), gprs = 2 - sses;
    Reg gp = load_field(S, list, VA_GP, 4), fp = load_field(S, list, VA_FP, 4), save = load_field(S, list, VA_SAVE, 8);
    Reg stack = load_field(S, list, VA_OVERFLOW, 8), row[2], gp_full = isel_new_vreg(S, MIR_GPR, 4), fp_full = isel_new_vreg(S, MIR_GPR, 4);
    for (u32 k = 0; k < 2; k++) {
        Reg r = isel_new_vreg(S, MIR_GPR, 8);
        x64_emit_rr(S, M_ADD, 8, r, save, part[k] == CLASS_SSE ? fp : gp);
        row[k] = k == 1 && sses == 2 ? plus(S, r, 16) : r;
    }
    Reg next_gp = plus(S, gp, 8 * (i32)gprs), next_fp = plus(S, fp, 16 * (i32)sses), on_stack = aligned_up(S, stack, align);
    Reg next_stack = plus(S, on_stack, 16), second = plus(S, on_stack, 8);
    x64_emit_alu_imm(S, M_CMP, 4, 0, gp, GP_END - 8 * (i32)gprs);
    x64_emit_cond(S, M_SETCC, 1, X64_A, gp_full, 0, 0);
    x64_emit_alu_imm(S, M_CMP, 4, 0, fp, FP_END - 16 * (i32)sses);
    x64_emit_cond(S, M_SETCC, 1, X64_A, fp_full, 0, 0);
    Reg full = isel_new_vreg(S, MIR_GPR, 4);
    x64_emit_rr(S, M_OR, 4, full, gp_full, fp_full);
    x64_emit_rr(S, M_TEST, 1, 0, full, full);
    Reg from[2];
    from[0] = pick(S, X64_NE, row[0], on_stack);
    from[1] = pick(S, X64_NE, row[1], second);
    store_field(S, list, VA_GP, 4, pick(S, X64_NE, next_gp, gp));
    store_field(S, list, VA_FP, 4, pick(S, X64_NE, next_fp, fp));
    store_field(S, list, VA_OVERFLOW, 8, pick(S, X64_NE, stack, next_stack));
    MInst to = {0};
    to.base = MIR_BASE_SLOT;
    to.symbol = mir_new_slot(S->f, 16, 16);
    for (u32 k = 0; k < 2; k++) {
        MInst m = {0};
        Reg bytes = isel_new_vreg(S, MIR_GPR, 8);
        m.base = from[k];
        x64_emit_load(S, IR_I64, bytes, &m);
        MInst at = field(&to, (i32)(8 * k));
        x64_emit_store(S, MIR_GPR, 8, &at, bytes);
    }
    Reg p = isel_new_vreg(S, MIR_GPR, 8);
    x64_emit_lea(S, p, &to);
    return p;
}

void x64_select_va(Isel *S, Value v)
{
    const Inst *inst = isel_inst(S, v);
    if (inst->op == OP_VASTART) {
        start_list(S, v);
        return;
    }
    MInst list = {0};
    x64_address(S, &list, inst->a, true);
    isel_flush_loads(S);
    if (inst->op == OP_VAARG) {
        IrType type = (IrType)inst->type;
        MInst m = {0};
        if (type == IR_F80) {
            MInst fld = x64_inst(M_FLD, 16), fstp = x64_inst(M_FSTP, 16);
            fld.mode = fstp.mode = MODE_M;
            fld.base = from_overflow(S, &list, 16, 16);
            isel_emit(S, &fld);
            x64_wide_define(S, &fstp, v);
            isel_emit(S, &fstp);
            return;
        }
        m.base = from_one_row(S, &list, x64_is_float(type), 1, 8, 8);
        if (!inst->uses) return;
        u32 width, cls = x64_class_of(type, &width);
        x64_emit_load(S, type, isel_define(S, v, cls, width), &m);
        return;
    }
    AggId id = inst->b;
    const IrAgg *agg = &S->m->agg.at[id];
    X64AggClass c = x64_classify_aggregate(S->m, id);
    Reg p;
    if (c.part[0] >= CLASS_X87) p = from_overflow(S, &list, agg->size, agg->align);
    else if (c.part[0] == CLASS_NONE && c.part[1] == CLASS_NONE) p = load_field(S, &list, VA_OVERFLOW, 8);
    else if (c.part[1] == CLASS_NONE) p = from_one_row(S, &list, c.part[0] == CLASS_SSE, 1, 8, agg->align);
    else if (c.part[1] == CLASS_SSEUP) p = from_one_row(S, &list, true, 1, 16, agg->align);
    else if (c.part[0] == CLASS_INTEGER && c.part[1] == CLASS_INTEGER) p = from_one_row(S, &list, false, 2, 16, agg->align);
    else p = from_two_rows(S, &list, c.part, agg->align);
    x64_alias(S, v, p);
}
