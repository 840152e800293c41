/* Addresses: IR pointers to x86-64 memory operands, symbols by relocation model, and copies of bytes.
   In: IR values. Out: the memory operand of a MIR instruction, after whatever had to be emitted for it. */
#include "base/bits.h"
#include "target/x64/x64.h"

enum { DISP_LIMIT = 1 << 29 }; /* displacements are folded up to here: a frame's own offsets are added later */

static bool small_disp(i64 x) { return x > -DISP_LIMIT && x < DISP_LIMIT; }

/* Whether symbol + offset can stand in an instruction: relocations of 32 bits must hold wherever the symbol ends up. Absolute
   addresses are zero-extended, and executables begin at 4 MiB. */
bool x64_near_symbol(const Codegen *cg, i64 offset)
{
    return small_disp(offset) && (cg->options->model != MODEL_STATIC || offset > -(1 << 20));
}

/* Symbols that this object reaches without the global offset table. */
bool x64_is_direct(const Codegen *cg, const IrSymbol *s)
{
    if (cg->options->model == MODEL_STATIC) return true;
    if (s->binding == IR_LOCAL || s->kind == IR_BLOCK) return true;
    if (s->kind == IR_IFUNC) return false;
    if (s->visibility == IR_HIDDEN || s->visibility == IR_INTERNAL) return s->binding != IR_WEAK || s->defined;
    return cg->options->model == MODEL_PIE && s->defined && !s->alias;
}

static IrTlsModel x64_tls_model(const Codegen *cg, const IrSymbol *s)
{
    bool local = s->binding == IR_LOCAL || (s->visibility != IR_DEFAULT && s->visibility != IR_PROTECTED) || (cg->options->model != MODEL_PIC && s->defined);
    IrTlsModel best;
    if (cg->options->model == MODEL_PIC) best = local ? IR_TLS_LOCAL_DYNAMIC : IR_TLS_GLOBAL_DYNAMIC;
    else best = local ? IR_TLS_LOCAL_EXEC : IR_TLS_INITIAL_EXEC;
    return s->tls_model > best ? (IrTlsModel)s->tls_model : best;
}

static void use_thread_pointer(Isel *S, Reg dst)
{
    MInst i = x64_inst(M_MOV, 8); /* fs:0 holds its own address (ELF TLS, variant II) */
    i.mode = MODE_M | MIR_SEGMENT;
    i.base = MIR_BASE_ABSOLUTE;
    i.dst = dst;
    isel_emit(S, &i);
}

/* The result of __tls_get_addr for the symbol (dynamic) or for the module's block (local). */
static Reg tls_call(Isel *S, X64MirOp op, Symbol s)
{
    MInst i = x64_inst(op, 8);
    MCall call = {0, B_RAX, 0};
    i.symbol = s;
    i.b = S->f->call.len;
    vec_push(&S->f->call, call);
    S->epoch++;
    S->f->makes_calls = true;
    isel_emit(S, &i);
    Reg r = isel_new_vreg(S, MIR_GPR, 8);
    x64_emit_move(S, 8, r, P_RAX);
    return r;
}

static Reg got_load(Isel *S, u32 base, Symbol s)
{
    Reg r = isel_new_vreg(S, MIR_GPR, 8);
    MInst i = x64_inst(M_MOV, 8);
    i.mode = MODE_M;
    i.dst = r;
    i.base = base;
    i.symbol = s;
    isel_emit(S, &i);
    return r;
}

static Reg tls_address(Isel *S, Symbol s, i64 offset)
{
    const IrSymbol *y = ir_symbol(S->m, s);
    MInst lea;
    Reg r = isel_new_vreg(S, MIR_GPR, 8), base;
    switch (x64_tls_model(S->cg, y)) {
    case IR_TLS_LOCAL_EXEC:
        base = isel_new_vreg(S, MIR_GPR, 8);
        use_thread_pointer(S, base);
        lea = x64_inst(M_LEA_TPOFF, 8);
        break;
    case IR_TLS_INITIAL_EXEC: {
        Reg thread = isel_new_vreg(S, MIR_GPR, 8);
        use_thread_pointer(S, thread);
        base = isel_new_vreg(S, MIR_GPR, 8);
        MInst add = x64_inst(M_ADD, 8);
        add.mode = MODE_M;
        add.dst = base;
        add.a = thread;
        add.base = MIR_BASE_GOTTPOFF;
        add.symbol = s;
        isel_emit(S, &add);
        if (offset == 0) return base;
        lea = x64_inst(M_LEA, 8);
        break;
    }
    case IR_TLS_LOCAL_DYNAMIC:
        base = tls_call(S, M_TLS_LD, s);
        lea = x64_inst(M_LEA_DTPOFF, 8);
        break;
    default:
        base = tls_call(S, M_TLS_GD, s);
        if (offset == 0) return base;
        lea = x64_inst(M_LEA, 8);
        break;
    }
    lea.mode = MODE_M;
    lea.dst = r;
    lea.base = base;
    lea.disp = (i32)offset;
    if (lea.op != M_LEA) lea.symbol = s;
    isel_emit(S, &lea);
    return r;
}

Reg x64_symbol_address(Isel *S, Symbol s, i64 offset)
{
    const IrSymbol *y = ir_symbol(S->m, s);
    Codegen *cg = S->cg;
    if (!x64_near_symbol(cg, offset)) { /* such constants stand in code that is never reached, or wrap around on purpose */
        Reg base = x64_symbol_address(S, s, 0), far = x64_load_immediate(S, (u64)offset, 8), sum = isel_new_vreg(S, MIR_GPR, 8);
        x64_emit_rr(S, M_ADD, 8, sum, base, far);
        return sum;
    }
    if (y->kind == IR_TLS) return tls_address(S, s, offset);
    Reg r = isel_new_vreg(S, MIR_GPR, 8);
    MInst i;
    if (cg->options->model == MODEL_STATIC) {
        i = x64_inst(M_LEA_ABS, 4);
    } else if (x64_is_direct(cg, y)) {
        i = x64_inst(M_LEA, 8);
        i.mode = MODE_M;
        i.base = MIR_BASE_SYMBOL;
    } else {
        Reg g = got_load(S, MIR_BASE_GOT, s);
        if (offset == 0) return g;
        i = x64_inst(M_LEA, 8);
        i.mode = MODE_M;
        i.base = g;
        i.dst = r;
        i.disp = (i32)offset;
        isel_emit(S, &i);
        return r;
    }
    i.dst = r;
    i.symbol = s;
    i.disp = (i32)offset;
    isel_emit(S, &i);
    return r;
}

/* The address of a slot that is aligned more strictly than the frame: rounded up within the room that the frame gives it. */
static Reg aligned_slot(Isel *S, u32 slot)
{
    u32 align = S->f->slot.at[slot].align;
    Reg at = isel_new_vreg(S, MIR_GPR, 8), r = isel_new_vreg(S, MIR_GPR, 8);
    MInst i = x64_inst(M_LEA, 8);
    i.mode = MODE_M;
    i.dst = at;
    i.base = MIR_BASE_SLOT;
    i.symbol = slot;
    i.disp = (i32)(align - 1);
    isel_emit(S, &i);
    x64_emit_alu_imm(S, M_AND, 8, r, at, -(i32)align);
    S->f->slot.at[slot].used = true;
    return r;
}

static void symbol_operand(Isel *S, MInst *i, Symbol s, i64 disp)
{
    const IrSymbol *y = ir_symbol(S->m, s);
    if (y->kind == IR_TLS) {
        IrTlsModel model = x64_tls_model(S->cg, y);
        if (model == IR_TLS_LOCAL_EXEC && !i->index) {
            i->base = MIR_BASE_TPOFF;
            i->symbol = s;
            i->disp = (i32)disp;
        } else if (model == IR_TLS_INITIAL_EXEC) {
            i->base = got_load(S, MIR_BASE_GOTTPOFF, s);
            i->mode |= MIR_SEGMENT;
            i->disp = (i32)disp;
        } else {
            i->base = tls_address(S, s, 0);
            i->disp = (i32)disp;
        }
        return;
    }
    if (x64_is_direct(S->cg, y)) {
        if (i->index && S->cg->options->model != MODEL_STATIC) {
            i->base = x64_symbol_address(S, s, disp);
            i->disp = 0;
        } else {
            i->base = MIR_BASE_SYMBOL;
            i->symbol = s;
            i->disp = (i32)disp;
        }
        return;
    }
    i->base = got_load(S, MIR_BASE_GOT, s);
    i->disp = (i32)disp;
}

/* The index register and its scale from the value b that is added to a pointer; `last` when b's user is spent. */
static void index_operand(Isel *S, MInst *i, Value b, bool last)
{
    u32 log = 0;
    if (isel_is_deferred(S, b) && isel_inst(S, b)->op == OP_SHL) {
        const Inst *shl = isel_inst(S, b);
        log = (u32)ir_int_value(S->fn, shl->b);
        if (last) {
            S->value.at[b].left--;
            last = S->value.at[b].left == 0;
        }
        b = shl->a;
    }
    i->index = isel_reg(S, b);
    i->mode |= (u8)(log << MIR_SCALE_SHIFT);
    if (last) isel_consume(S, b);
}

static KIT_SLOW_WAY void any_address(Isel *S, MInst *i, Value p, bool consume)
{
    i64 disp = 0;
    for (;;) {
        const Inst *inst = isel_inst(S, p);
        switch ((IrOp)inst->op) {
        case OP_SLOT: {
            i64 d = (i64)((u64)disp + ir_int_value(S->fn, p));
            if (!small_disp(d)) break;
            MSlot *slot = &S->f->slot.at[inst->a];
            slot->used = true;
            if (KIT_UNLIKELY(slot->align > 16)) {
                i->base = aligned_slot(S, inst->a);
            } else {
                i->base = MIR_BASE_SLOT;
                i->symbol = inst->a;
            }
            i->disp = (i32)d;
            return;
        }
        case OP_SYM: {
            i64 d = (i64)((u64)disp + ir_int_value(S->fn, p));
            if (!x64_near_symbol(S->cg, d)) break;
            symbol_operand(S, i, inst->a, d);
            return;
        }
        case OP_PARAM: {
            const MInst *place = &S->param.at[inst->a];
            if (place->op == M_LEA && small_disp(disp + place->disp)) { /* an aggregate's copy */
                i->base = place->base;
                i->symbol = place->symbol;
                i->disp = (i32)(place->disp + disp);
                return;
            }
            break;
        }
        case OP_INT: {
            i64 d = (i64)((u64)disp + ir_int_value(S->fn, p));
            if (d < 0 || !small_disp(d) || i->index) break;
            i->base = MIR_BASE_ABSOLUTE;
            i->disp = (i32)d;
            return;
        }
        case OP_PTRADD:
            if (isel_is_deferred(S, p)) {
                bool is_const = ir_is_int(S->fn, inst->b);
                i64 d = is_const ? (i64)((u64)disp + ir_int_value(S->fn, inst->b)) : disp;
                if (is_const ? !small_disp(d) : i->index != 0) break;
                if (consume) {
                    S->value.at[p].left--;
                    consume = S->value.at[p].left == 0;
                }
                if (is_const) disp = d;
                else index_operand(S, i, inst->b, consume);
                p = isel_inst(S, p)->a;
                continue;
            }
            break;
        default: break;
        }
        break;
    }
    i->base = isel_reg(S, p);
    i->disp = (i32)disp;
    if (consume) isel_consume(S, p);
}

/* Most addresses are frame slots. */
void x64_address(Isel *S, MInst *i, Value p, bool consume)
{
    const Inst *inst = isel_inst(S, p);
    i->index = 0;
    if (KIT_LIKELY(inst->op == OP_SLOT && S->f->slot.at[inst->a].align <= 16 && small_disp((i64)ir_int_value(S->fn, p)))) {
        S->f->slot.at[inst->a].used = true;
        i->base = MIR_BASE_SLOT;
        i->symbol = inst->a;
        i->disp = (i32)inst->b;
        return;
    }
    any_address(S, i, p, consume);
}

Reg x64_address_register(Isel *S, Value p)
{
    Reg r = isel_reg(S, p);
    isel_consume(S, p);
    return r;
}

bool x64_can_fold_load(const Isel *S, Value v, u32 width)
{
    const Inst *i = isel_inst(S, v);
    return i->op == OP_LOAD && isel_is_deferred(S, v) && S->value.at[v].left == 1 && x64_mem_width((IrType)i->type) == width;
}

/* Processors forward a plain move from the store before it to the same frame slot in no time, but not a load that extends its
   value or that is part of an arithmetic instruction. */
bool x64_is_frame_load(const Isel *S, Value v)
{
    const Inst *i = isel_inst(S, v);
    return i->op == OP_LOAD && isel_inst(S, i->a)->op == OP_SLOT && (i->type == IR_I32 || i->type == IR_I64 || i->type == IR_PTR);
}

void x64_fold_load(Isel *S, MInst *i, Value load)
{
    S->value.at[load].left = 0;
    x64_address(S, i, isel_inst(S, load)->a, true);
}

void x64_copy_memory(MInst *to, const MInst *from)
{
    to->base = from->base;
    to->index = from->index;
    to->disp = from->disp;
    to->symbol = from->symbol;
    to->mode = (u8)((to->mode & MIR_MODE_MASK) | (from->mode & ~MIR_MODE_MASK));
}

void x64_emit_lea(Isel *S, Reg dst, const MInst *memory)
{
    if (memory->base == MIR_BASE_ABSOLUTE && !(memory->mode & MIR_SEGMENT)) {
        MInst i = x64_inst(M_MOV, 8);
        i.mode = MODE_I;
        i.b = (u32)memory->disp;
        i.dst = dst;
        isel_emit(S, &i);
        return;
    }
    if (!memory->index && memory->disp == 0 && mir_is_vreg(memory->base) && !(memory->mode & MIR_SEGMENT)) {
        x64_emit_move(S, 8, dst, memory->base);
        return;
    }
    MInst i = x64_inst(M_LEA, 8);
    x64_copy_memory(&i, memory);
    if (memory->base == MIR_BASE_TPOFF) { /* the segment's base must be added */
        i.op = M_LEA_TPOFF;
        i.base = isel_new_vreg(S, MIR_GPR, 8);
        use_thread_pointer(S, i.base);
    } else if (memory->mode & MIR_SEGMENT) {
        Reg thread = isel_new_vreg(S, MIR_GPR, 8), sum = isel_new_vreg(S, MIR_GPR, 8);
        use_thread_pointer(S, thread);
        x64_emit_rr(S, M_ADD, 8, sum, memory->base, thread);
        i.base = sum;
        i.mode &= (u8)~MIR_SEGMENT;
    }
    x64_set_mode(&i, MODE_M);
    i.dst = dst;
    isel_emit(S, &i);
}

/* Inline copy through registers, the last piece overlapping the one before it where that saves an instruction. */
void x64_copy_bytes(Isel *S, const MInst *to, const MInst *from, u64 size)
{
    for (u64 at = 0; at < size;) {
        u64 left = size - at;
        u32 width = left >= 16 ? 16 : left >= 8 ? 8 : left >= 4 ? 4 : left >= 2 ? 2 : 1;
        if (width != left && width < 16 && size >= 16 && left > 8) width = 16, at = size - 16;
        else if (width != left && width < 8 && size >= 8 && left > 4) width = 8, at = size - 8;
        else if (width != left && width < 4 && size >= 4) width = 4, at = size - 4;
        u32 cls = width == 16 ? MIR_FPR : MIR_GPR;
        Reg t = isel_new_vreg(S, cls, width == 16 ? 16 : width == 8 ? 8 : 4);
        MInst load = x64_inst(width == 16 ? M_FMOV : width >= 4 ? M_MOV : width == 2 ? M_MOVZX16 : M_MOVZX8, width < 4 ? 4 : width);
        load.mode = MODE_M;
        x64_copy_memory(&load, from);
        load.disp += (i32)at;
        load.dst = t;
        isel_emit(S, &load);
        MInst store = x64_inst(width == 16 ? M_FMOV : M_MOV, width);
        store.mode = MODE_MR;
        x64_copy_memory(&store, to);
        store.disp += (i32)at;
        store.b = t;
        isel_emit(S, &store);
        at += width;
    }
}
