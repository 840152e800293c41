/* The one-pass allocator for -O0; see regalloc.h. In: selected MIR. Out: final MIR.

   Within a block, a value has a register from its definition to its last use (use counts are known beforehand and counted
   down). A value that other blocks use is also stored in its home when it is defined, and loaded where it is used.
   Under pressure the value that was touched longest ago leaves its register; at a call, those in registers that the call
   destroys leave. A fixed register that the selector wants is cleared first: its value moves to a free register or home. */
#include "base/bits.h"
#include "codegen/regalloc.h"

typedef struct Alloc {
    MFunc *f;
    const MirRegs *regs;
    RegMask occupied;   /* hold a virtual register */
    RegMask busy;       /* hold something that the selector put there and nobody has read yet */
    Reg occupant[MIR_MAX_PHYS + 1];
    u32 stamp[MIR_MAX_PHYS + 1];
    u32 clock;
    u32 read_home;      /* freed once the instruction that reads it from memory is out */
} Alloc;

static inline Reg lowest(RegMask m) { return count_trailing_zeros(m) + 1; }

u32 mir_new_slot(MFunc *f, u64 size, u32 align)
{
    MSlot s = {size, align, true, 0};
    vec_push(&f->slot, s);
    return f->slot.len - 1;
}

static inline MInst *append(Alloc *A)
{
    vec_reserve(&A->f->final, (u64)A->f->final.len + 1);
    MInst *i = &A->f->final.at[A->f->final.len++];
    memset(i, 0, sizeof *i);
    return i;
}

/* A copy of i behind the others; good until the next one. */
static inline MInst *push(Alloc *A, const MInst *i)
{
    vec_reserve(&A->f->final, (u64)A->f->final.len + 1);
    MInst *out = &A->f->final.at[A->f->final.len++];
    *out = *i;
    return out;
}

static void emit_copy(Alloc *A, const VReg *x, Reg to, Reg from)
{
    MInst *i = append(A);
    i->op = A->regs->copy_op[x->cls];
    i->mode = MODE_R;
    i->width = x->width;
    i->dst = to;
    i->b = from;
}

static void emit_home(Alloc *A, const VReg *x, MirMode mode, Reg r)
{
    MInst *i = append(A);
    i->op = A->regs->copy_op[x->cls];
    i->mode = (u8)mode;
    i->width = x->width;
    if (mode == MODE_M) i->dst = r;
    else i->b = r;
    i->base = MIR_BASE_SLOT;
    i->symbol = x->home;
}

static void need_home(Alloc *A, VReg *x)
{
    if (x->home) return;
    if (x->width <= 8 && A->f->free_home.len && !(x->flags & VREG_GLOBAL)) x->home = vec_pop(&A->f->free_home);
    else x->home = mir_new_slot(A->f, x->width <= 8 ? 8 : 16, x->width <= 8 ? 8 : 16);
}

static inline void place(Alloc *A, Reg v, VReg *x, Reg r)
{
    x->reg = (u8)r;
    A->occupant[r] = v;
    A->occupied |= mir_bit(r);
    A->stamp[r] = ++A->clock;
    if (mir_bit(r) & A->regs->callee_saved) A->f->callee_saved_used |= mir_bit(r);
}

static inline void leave(Alloc *A, VReg *x)
{
    A->occupied &= ~mir_bit(x->reg);
    x->reg = 0;
}

/* The value is dead: its register and its home are free. */
static void release(Alloc *A, VReg *x)
{
    if (x->reg) leave(A, x);
    if (x->home && !(x->flags & VREG_GLOBAL)) {
        if (x->width <= 8) vec_push(&A->f->free_home, x->home);
        x->home = 0;
    }
}

static void spill(Alloc *A, Reg r)
{
    VReg *x = mir_vreg(A->f, A->occupant[r]);
    if (!(x->flags & VREG_IN_HOME)) {
        need_home(A, x);
        emit_home(A, x, MODE_MR, r);
        x->flags |= VREG_IN_HOME;
    }
    leave(A, x);
}

/* A free register that suits x, or 0. */
static Reg free_register(const Alloc *A, const VReg *x, RegMask avoid)
{
    RegMask candidates = A->regs->allocatable[x->cls] & ~(A->occupied | A->busy | avoid), best;
    if (!candidates) return 0;
    if (x->flags & VREG_CROSSES_CALL) {
        best = candidates & A->f->callee_saved_used;
        if (!best) best = candidates & A->regs->callee_saved;
        if (best) return lowest(best);
        return lowest(candidates);
    }
    if (x->hint && candidates & mir_bit(x->hint)) return x->hint;
    best = candidates & ~A->regs->callee_saved;
    if (!best) best = candidates & A->f->callee_saved_used;
    return lowest(best ? best : candidates);
}

static Reg take_register(Alloc *A, const VReg *x, RegMask avoid)
{
    Reg r = free_register(A, x, avoid);
    if (r) return r;
    RegMask candidates = A->regs->allocatable[x->cls] & ~(A->busy | avoid);
    if (!candidates) KIT_PANIC("no register is left");
    r = lowest(candidates);
    for (RegMask m = candidates & (candidates - 1); m; m &= m - 1)
        if (A->stamp[lowest(m)] < A->stamp[r]) r = lowest(m);
    spill(A, r);
    return r;
}

/* Empties r for the selector's use. What is there moves to a register that outlives calls if the value does, else to its home. */
static void clear_register(Alloc *A, Reg r, RegMask avoid)
{
    if (!(A->occupied & mir_bit(r))) return;
    Reg v = A->occupant[r];
    VReg *x = mir_vreg(A->f, v);
    if (!(x->flags & VREG_IN_HOME)) {
        Reg to = free_register(A, x, avoid | mir_bit(r));
        if (to && (!(x->flags & VREG_CROSSES_CALL) || mir_bit(to) & A->regs->callee_saved)) {
            emit_copy(A, x, to, r);
            leave(A, x);
            place(A, v, x, to);
            return;
        }
    }
    spill(A, r);
}

static Reg to_register(Alloc *A, Reg v, RegMask avoid)
{
    VReg *x = mir_vreg(A->f, v);
    if (x->reg) {
        A->stamp[x->reg] = ++A->clock;
        return x->reg;
    }
    KIT_ASSERT(x->flags & VREG_IN_HOME || x->flags & VREG_GLOBAL);
    need_home(A, x);
    Reg r = take_register(A, x, avoid);
    emit_home(A, x, MODE_M, r);
    x->flags |= VREG_IN_HOME;
    place(A, v, x, r);
    return r;
}

/* After x's definition in its register. A block that comes earlier in the layout may have asked for the home already. */
static void defined(Alloc *A, VReg *x)
{
    if (x->flags & VREG_GLOBAL && (x->uses || x->home)) {
        need_home(A, x);
        emit_home(A, x, MODE_MR, x->reg);
        x->flags |= VREG_IN_HOME;
    }
    if (x->uses == 0) release(A, x);
}

/* dst = b. */
static void copy(Alloc *A, const MInst *in)
{
    Reg to = in->dst, from = in->b;
    bool to_vreg = mir_is_vreg(to), from_vreg = mir_is_vreg(from);
    RegMask all = A->regs->allocatable[MIR_GPR] | A->regs->allocatable[MIR_FPR];
    if (from_vreg) {
        VReg *x = mir_vreg(A->f, from);
        x->uses--;
        if (to_vreg) {
            VReg *y = mir_vreg(A->f, to);
            if (x->reg && x->uses == 0 && (!(y->flags & VREG_CROSSES_CALL) || mir_bit(x->reg) & A->regs->callee_saved)) {
                Reg r = x->reg;
                release(A, x);
                place(A, to, y, r);
            } else {
                Reg r = take_register(A, y, x->reg ? mir_bit(x->reg) : 0);
                if (x->reg) {
                    emit_copy(A, y, r, x->reg);
                } else {
                    need_home(A, x);
                    emit_home(A, x, MODE_M, r);
                }
                place(A, to, y, r);
                if (x->uses == 0) release(A, x);
            }
            defined(A, y);
            return;
        }
        if (!(all & mir_bit(to))) { /* the stack pointer */
            x->uses++;
            Reg r = to_register(A, from, 0);
            x->uses--;
            MInst *out = append(A);
            *out = *in;
            out->b = r;
        } else if (x->reg == to) {
            if (x->uses == 0) release(A, x);
            else clear_register(A, to, 0);
            A->busy |= mir_bit(to);
            return;
        } else {
            clear_register(A, to, x->reg ? mir_bit(x->reg) : 0);
            if (x->reg) {
                emit_copy(A, x, to, x->reg);
            } else {
                need_home(A, x);
                emit_home(A, x, MODE_M, to);
            }
            A->busy |= mir_bit(to);
        }
        if (x->uses == 0) release(A, x);
        return;
    }
    A->busy &= ~mir_bit(from);
    if (to_vreg) {
        VReg *y = mir_vreg(A->f, to);
        if (all & mir_bit(from) && (!(y->flags & VREG_CROSSES_CALL) || mir_bit(from) & A->regs->callee_saved)) {
            place(A, to, y, from);
        } else {
            Reg r = take_register(A, y, mir_bit(from));
            emit_copy(A, y, r, from);
            place(A, to, y, r);
        }
        defined(A, y);
        return;
    }
    if (all & mir_bit(to)) {
        clear_register(A, to, mir_bit(from));
        A->busy |= mir_bit(to);
    }
    push(A, in);
}

static inline void touch(Alloc *A, VReg *x)
{
    A->stamp[x->reg] = ++A->clock;
    x->uses--;
}

/* The operand r, 0 for none: in *x when it is in a register already, which joins *in_use. False when it is not. */
static inline bool is_ready(const Alloc *A, Reg r, VReg **x, RegMask *in_use)
{
    if (!r) return true;
    if (!mir_is_vreg(r)) return false;
    *x = mir_vreg(A->f, r);
    if (!(*x)->reg) return false;
    *in_use |= mir_bit((*x)->reg);
    return true;
}

/* Most instructions find their operands in registers, write one virtual register or none, and name no physical one. Does
   what general_instruction would do, or returns false. */
static bool ready_instruction(Alloc *A, const MInst *in, const MirOpInfo *info)
{
    MirMode mode = mir_mode(in);
    Reg base = mir_is_vreg(in->base) ? in->base : 0, d = in->dst;
    if (info->flags & (MIR_TIED | MIR_IS_CALL | MIR_IMPLICIT) || (d && !mir_is_vreg(d)) || mir_is_phys(in->base)) return false;
    VReg *xa = NULL, *xb = NULL, *xbase = NULL, *xindex = NULL;
    RegMask in_use = 0;
    if (!is_ready(A, in->a, &xa, &in_use)) return false;
    if (!is_ready(A, mode == MODE_R || mode == MODE_MR ? in->b : 0, &xb, &in_use)) return false;
    if (!is_ready(A, base, &xbase, &in_use) || !is_ready(A, in->index, &xindex, &in_use)) return false;
    MInst *out = push(A, in);
    if (xa) out->a = xa->reg, touch(A, xa);
    if (xb) out->b = xb->reg, touch(A, xb);
    if (xbase) out->base = xbase->reg, touch(A, xbase);
    if (xindex) out->index = xindex->reg, touch(A, xindex);
    if (xa && xa->uses == 0) release(A, xa);
    if (xb && xb->uses == 0) release(A, xb);
    if (xbase && xbase->uses == 0) release(A, xbase);
    if (xindex && xindex->uses == 0) release(A, xindex);
    if (!d) return true;
    VReg *y = mir_vreg(A->f, d);
    Reg to = free_register(A, y, in_use & (A->occupied | A->busy));
    if (KIT_UNLIKELY(!to)) { /* something has to be stored first */
        MInst kept = *out;
        A->f->final.len--;
        to = take_register(A, y, in_use & (A->occupied | A->busy));
        out = push(A, &kept);
    }
    out->dst = to;
    place(A, d, y, to);
    if (y->uses == 0 || y->flags & VREG_GLOBAL) defined(A, y);
    return true;
}

/* The same for instructions with one virtual operand or none, which may have to be loaded. */
static bool simple_instruction(Alloc *A, const MInst *in, const MirOpInfo *info)
{
    MirMode mode = mir_mode(in);
    bool reads_b = mode == MODE_R || mode == MODE_MR;
    Reg b = reads_b ? in->b : 0, base = mir_is_vreg(in->base) ? in->base : 0, d = in->dst, v = in->a | b | base, r = 0;
    /* One operand at most: the union of several is none of them, or they are all the same. */
    if (in->index | (info->flags & (MIR_TIED | MIR_IS_CALL | MIR_IMPLICIT)) || (d && !mir_is_vreg(d)) || mir_is_phys(in->base)) return false;
    RegMask avoid = 0;
    if (v) {
        if (!mir_is_vreg(v) || (in->a && in->a != v) || (b && b != v) || (base && base != v)) return false;
        VReg *x = mir_vreg(A->f, v);
        if (KIT_LIKELY(x->reg)) {
            r = x->reg;
            A->stamp[r] = ++A->clock;
        } else {
            if (b && mode == MODE_R) return false; /* perhaps read from its home */
            r = to_register(A, v, 0);
        }
        x->uses -= (in->a != 0) + (b != 0) + (base != 0);
        avoid = mir_bit(r);
        if (x->uses == 0) release(A, x);
    }
    VReg *y = NULL;
    Reg to = 0;
    if (d) {
        y = mir_vreg(A->f, d);
        to = take_register(A, y, avoid & A->occupied);
        place(A, d, y, to);
    }
    MInst *out = push(A, in);
    out->dst = to;
    if (in->a) out->a = r;
    if (b) out->b = r;
    if (base) out->base = r;
    if (y && (y->uses == 0 || y->flags & VREG_GLOBAL)) defined(A, y);
    return true;
}

/* A two-address instruction whose first operand is its only register and dies with it: the result takes its register over.
   Does what general_instruction would do, or returns false. */
static bool tied_instruction(Alloc *A, const MInst *in, const MirOpInfo *info)
{
    MirMode mode = mir_mode(in);
    Reg b = mode == MODE_R || mode == MODE_MR ? in->b : 0;
    if ((info->flags & (MIR_TIED | MIR_IS_CALL | MIR_IMPLICIT)) != MIR_TIED || b | in->index || mir_is_vreg(in->base) || mir_is_phys(in->base)) return false;
    if (!mir_is_vreg(in->a) || !mir_is_vreg(in->dst)) return false;
    VReg *x = mir_vreg(A->f, in->a), *y = mir_vreg(A->f, in->dst);
    Reg r = x->reg;
    if (!r || x->uses != 1 || (y->flags & VREG_CROSSES_CALL && !(mir_bit(r) & A->regs->callee_saved))) return false;
    x->uses = 0;
    release(A, x);
    place(A, in->dst, y, r);
    MInst *out = push(A, in);
    out->dst = out->a = r;
    if (y->uses == 0 || y->flags & VREG_GLOBAL) defined(A, y);
    return true;
}

static void general_instruction(Alloc *A, const MInst *in, const MirOpInfo *info)
{
    MFunc *f = A->f;
    MirMode mode = mir_mode(in);
    MInst i = *in;
    bool reads_b = mode == MODE_R || mode == MODE_MR;
    Reg v[4];
    u32 n = 0;
    Reg va = 0, vb = 0;
    RegMask avoid = 0;

    /* What is in registers already stays there. */
    if (mir_is_vreg(i.a)) va = v[n++] = i.a;
    if (reads_b && mir_is_vreg(i.b)) vb = v[n++] = i.b;
    if (mir_is_vreg(i.base)) v[n++] = i.base;
    if (mir_is_vreg(i.index)) v[n++] = i.index;
    for (u32 k = 0; k < n; k++) {
        Reg r = mir_vreg(f, v[k])->reg;
        if (r) avoid |= mir_bit(r);
    }
    if (mir_is_phys(i.dst)) avoid |= mir_bit(i.dst);
    if (mir_is_phys(i.a)) avoid |= mir_bit(i.a);
    if (reads_b && mir_is_phys(i.b)) avoid |= mir_bit(i.b);
    RegMask reads = info->reads;
    if (info->flags & MIR_IS_CALL) reads |= f->call.at[mir_call_index(in)].reads;
    avoid |= reads;

    /* Operands to registers. */
    if (va) {
        i.a = to_register(A, va, avoid);
        avoid |= mir_bit(i.a);
    }
    if (vb) {
        VReg *x = mir_vreg(f, vb);
        if (mode == MODE_R && !x->reg && x->uses == 1 && info->flags & MIR_B_MEMORY && x->flags & (VREG_IN_HOME | VREG_GLOBAL) && (x->width >= i.width || info->flags & MIR_B_NARROW)) {
            need_home(A, x);
            i.mode = (u8)((i.mode & ~MIR_MODE_MASK) | MODE_M);
            i.b = 0;
            i.base = MIR_BASE_SLOT;
            i.symbol = x->home;
            i.disp = 0;
            if (!(x->flags & VREG_GLOBAL)) {
                A->read_home = x->home;
                x->home = 0;
            }
        } else {
            i.b = to_register(A, vb, avoid);
            avoid |= mir_bit(i.b);
        }
    }
    if (mir_is_vreg(in->base)) {
        i.base = to_register(A, in->base, avoid);
        avoid |= mir_bit(i.base);
    }
    if (mir_is_vreg(in->index)) {
        i.index = to_register(A, in->index, avoid);
        avoid |= mir_bit(i.index);
    }
    for (u32 k = 0; k < n; k++) mir_vreg(f, v[k])->uses--;
    if (mir_is_phys(i.a)) A->busy &= ~(va ? 0 : mir_bit(i.a));
    if (reads_b && mir_is_phys(i.b) && !vb) A->busy &= ~mir_bit(i.b);
    A->busy &= ~reads;

    /* The destination of a two-address instruction takes over its first operand's register, or a copy of it. */
    if (info->flags & MIR_TIED && mir_is_vreg(i.dst) && va) {
        Reg d = i.dst;
        VReg *x = mir_vreg(f, va), *y = mir_vreg(f, d);
        if (x->uses && info->flags & MIR_COMMUTES && mode == MODE_R && mir_mode(&i) == MODE_R && vb && vb != va && mir_vreg(f, vb)->uses == 0) {
            Reg t = i.a;
            i.a = i.b;
            i.b = t;
            t = va;
            va = vb;
            vb = t;
            x = mir_vreg(f, va);
        }
        Reg to = i.a;
        bool dies = x->uses == 0, wants_saved = y->flags & VREG_CROSSES_CALL && !(mir_bit(i.a) & A->regs->callee_saved);
        if (wants_saved) {
            Reg saved = free_register(A, y, avoid);
            if (saved && mir_bit(saved) & A->regs->callee_saved) to = saved;
        }
        if (to == i.a && !dies) to = take_register(A, y, avoid);
        if (to != i.a) emit_copy(A, x->width > y->width ? x : y, to, i.a);
        for (u32 k = 0; k < n; k++) {
            VReg *z = mir_vreg(f, v[k]);
            if (z->uses == 0) release(A, z);
        }
        place(A, d, y, to);
        i.a = i.dst = to;
        RegMask hit = info->clobbers | info->writes;
        for (RegMask m = hit & A->occupied & ~mir_bit(to); m; m &= m - 1) clear_register(A, lowest(m), avoid | hit);
        push(A, &i);
        A->busy |= info->writes;
        defined(A, y);
        return;
    }
    for (u32 k = 0; k < n; k++) {
        VReg *z = mir_vreg(f, v[k]);
        if (z->uses == 0) release(A, z);
    }

    RegMask writes = info->writes, clobbers = info->clobbers;
    if (info->flags & MIR_IS_CALL) {
        const MCall *call = &f->call.at[mir_call_index(in)];
        writes |= call->writes;
        clobbers |= call->clobbers;
        f->callee_saved_used |= (call->reads | call->writes | call->clobbers) & A->regs->callee_saved;
    }
    RegMask hit = (writes | clobbers) & A->occupied;
    if (hit) {
        bool call = (info->flags & MIR_IS_CALL) != 0 && info->clobbers;
        for (RegMask m = hit; m; m &= m - 1) {
            if (call && !(mir_vreg(f, A->occupant[lowest(m)])->flags & VREG_CROSSES_CALL)) spill(A, lowest(m));
            else clear_register(A, lowest(m), avoid | writes | clobbers);
        }
    }
    if (mir_is_phys(i.dst)) {
        RegMask bit = mir_bit(i.dst);
        if (bit & (A->regs->allocatable[MIR_GPR] | A->regs->allocatable[MIR_FPR])) {
            clear_register(A, i.dst, avoid);
            A->busy |= bit;
        }
        push(A, &i);
        A->busy |= writes;
        return;
    }
    if (mir_is_vreg(i.dst)) {
        Reg d = i.dst;
        VReg *y = mir_vreg(f, d);
        /* A register that an operand leaves with this instruction may be written by it. */
        Reg r = take_register(A, y, avoid & (A->occupied | A->busy));
        i.dst = r;
        place(A, d, y, r);
        push(A, &i);
        A->busy |= writes;
        defined(A, y);
        return;
    }
    push(A, &i);
    A->busy |= writes;
}

static inline void one_instruction(Alloc *A, const MInst *in, const MirOpInfo *info)
{
    if (KIT_LIKELY(ready_instruction(A, in, info)) || tied_instruction(A, in, info) || simple_instruction(A, in, info)) return;
    general_instruction(A, in, info);
}

static void start_block(Alloc *A)
{
    for (RegMask m = A->occupied; m; m &= m - 1) mir_vreg(A->f, A->occupant[lowest(m)])->reg = 0;
    A->occupied = 0;
    A->busy = 0;
}

void regalloc_fast(MFunc *f, const MirRegs *regs, const MirOpInfo *ops)
{
    Alloc state = {0}, *A = &state;
    A->f = f;
    A->regs = regs;
    f->callee_saved_used = 0;
    vec_clear(&f->final);
    vec_clear(&f->free_home);
    vec_clear(&f->control);
    vec_reserve(&f->final, (u64)f->selected.len + f->selected.len / 4 + 16);
    for (u32 k = 0; k < f->selected.len; k++) {
        const MInst *i = &f->selected.at[k];
        const MirOpInfo *info = &ops[i->op];
        if (info->flags & MIR_IS_BLOCK) {
            start_block(A);
            push(A, i);
            vec_push(&f->control, f->final.len - 1);
        } else if (info->flags & MIR_CONTROL) {
            if (mir_mode(i) == MODE_NONE) push(A, i);
            else one_instruction(A, i, info);
            vec_push(&f->control, f->final.len - 1);
        } else if (info->flags & MIR_COPY && mir_mode(i) == MODE_R) {
            copy(A, i);
        } else {
            one_instruction(A, i, info);
            if (A->read_home) vec_push(&f->free_home, A->read_home);
            A->read_home = 0;
        }
    }
}
