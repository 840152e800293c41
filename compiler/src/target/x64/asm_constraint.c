/* Constraints of inline assembly on x86-64 (GCC, "Constraints for Particular Machines", x86 family): each operand gets a
   register, a place in memory, an immediate, a place of the x87 stack, or a condition.
   In: constraints and what the operands are. Out: X64AsmPlan.place and the registers that are read, written, destroyed. */
#include "base/bits.h"
#include "target/x64/x64.h"

#define ONE(r) mir_bit(X64_GPR0 + (r))

/* What one alternative of one operand lets in. */
typedef struct Want {
    RegMask regs;
    bool mem, symbol, immediate, early, pair, is_flag, x87_any, bad;
    i8 match;
    u8 cond;
    u8 x87;          /* 1: top, 2: second */
    i64 value;       /* of the immediate */
} Want;

typedef struct Solver {
    Isel *S;
    X64AsmPlan *p;
    Want want[X64_ASM_OPERANDS];
    RegMask used_in, used_out, clobbered;
    RegMask early;   /* outputs that are written before the inputs are read */
    RegMask address; /* registers of addresses: no output may take them */
    u32 x87_clobbered;
} Solver;

static bool fail(const Solver *s, Loc loc, const char *fmt, Str a)
{
    Diag *d = &s->S->cg->kit->diag;
    if (a.len) diag_error(d, loc, fmt, STR_FMT(a));
    else diag_error(d, loc, "%s", fmt);
    return false;
}

/* ---- registers by name ---- */

static Reg vector_register(Str name)
{
    if (name.len < 4 || name.len > 5 || (name.ptr[0] != 'x' && name.ptr[0] != 'y' && name.ptr[0] != 'z') || name.ptr[1] != 'm' || name.ptr[2] != 'm') return 0;
    u32 n = 0;
    for (u32 k = 3; k < name.len; k++) n = n * 10 + (u32)(name.ptr[k] - '0');
    return n < 16 ? X64_XMM0 + n : 0;
}

static Reg register_named(Str name)
{
    static const char *const high[4] = {"ah", "ch", "dh", "bh"};
    for (u32 r = 0; r < 16; r++)
        for (u32 w = 1; w <= 8; w *= 2)
            if (str_is(name, x64_register_text(X64_GPR0 + r, w))) return X64_GPR0 + r;
    for (u32 k = 0; k < 4; k++)
        if (str_is(name, high[k])) return X64_GPR0 + (k == 0 ? RAX : k == 1 ? RCX : k == 2 ? RDX : RBX);
    return vector_register(name);
}

static bool add_clobbers(Solver *s)
{
    const IrAsm *a = s->p->a;
    for (u32 k = 0; k < a->clobber.len; k++) {
        Str c = a->clobber.at[k];
        Reg r = register_named(c);
        if (r == P_RBP) return fail(s, a->loc, "'%.*s' holds the frame: 'asm' cannot clobber it", c);
        if (r && r != P_RSP) s->clobbered |= mir_bit(r);
        if (str_starts(c, "st")) s->x87_clobbered |= 1u << (c.len == 5 ? (u32)(c.ptr[3] - '0') & 7 : 0);
    }
    return true;
}

/* ---- immediates ---- */

/* The constant as its type has it with a sign, or without when only that suits the range. */
static bool in_range(u64 bits, u32 width, i64 low, i64 high, i64 *value)
{
    i64 v = sign_extend(bits, width), u = (i64)zero_extend(bits, width);
    if (v >= low && v <= high) return *value = v, true;
    if (u >= low && u <= high) return *value = u, true;
    return false;
}

static void integer_constraint(const Solver *s, u32 k, char c, Want *w)
{
    const Inst *i = isel_inst(s->S, s->p->value[k]);
    if (s->p->a->operand.at[k].is_address) return;
    bool poison = i->op == OP_POISON;
    if (i->op == OP_SYM && (c == 'i' || c == 's' || c == 'e')) w->symbol = true;
    if (i->op != OP_INT && !poison) return;
    u64 x = poison ? 0 : ir_int_value(s->S->fn, s->p->value[k]);
    u32 width = 8 * x64_mem_width((IrType)i->type);
    i64 v;
    bool ok = false;
    switch (c) {
    case 'i': case 'n': v = sign_extend(x, width); ok = true; break;
    case 'I': ok = in_range(x, width, 0, 31, &v); break;
    case 'J': ok = in_range(x, width, 0, 63, &v); break;
    case 'K': ok = in_range(x, width, -128, 127, &v); break;
    case 'M': ok = in_range(x, width, 0, 3, &v); break;
    case 'N': ok = in_range(x, width, 0, 255, &v); break;
    case 'O': ok = in_range(x, width, 0, 127, &v); break;
    case 'e': ok = in_range(x, width, INT32_MIN, INT32_MAX, &v); break;
    case 'Z': ok = in_range(x, width, 0, UINT32_MAX, &v); break;
    case 'L':
        v = (i64)zero_extend(x, width);
        ok = v == 0xff || v == 0xffff || v == 0xffffffff;
        break;
    default: break;
    }
    if (!ok) return;
    w->immediate = true;
    w->value = v;
}

/* ---- letters ---- */

static RegMask letter_registers(char c)
{
    switch (c) {
    case 'r': case 'q': case 'l': case 'p': return X64_ALL_GPR;
    case 'Q': return ONE(RAX) | ONE(RBX) | ONE(RCX) | ONE(RDX);
    case 'R': return (ONE(RAX) | ONE(RBX) | ONE(RCX) | ONE(RDX) | ONE(RSI) | ONE(RDI));
    case 'U': return X64_ALL_GPR & ~(RegMask)X64_CALLEE_SAVED;
    case 'a': return ONE(RAX);
    case 'b': return ONE(RBX);
    case 'c': return ONE(RCX);
    case 'd': return ONE(RDX);
    case 'S': return ONE(RSI);
    case 'D': return ONE(RDI);
    case 'x': case 'v': return X64_ALL_XMM;
    default: return 0;
    }
}

static bool flag_constraint(const Solver *s, Str name, Loc loc, Want *w)
{
    w->is_flag = true;
    w->cond = (u8)x64_condition_named(name);
    return w->cond < 16 || fail(s, loc, "unknown 'asm' flag output '@cc%.*s'", name);
}

static bool unsupported(const Solver *s, Loc loc, Str letters)
{
    return fail(s, loc, "constraint '%.*s' is not supported: kit has general, SSE and x87 registers", letters);
}

/* One letter (or more) at text[0]; *taken says how many. */
static bool one_letter(Solver *s, u32 k, Str text, Want *w, u32 *taken)
{
    Loc loc = s->p->a->operand.at[k].loc;
    char c = text.ptr[0];
    *taken = 1;
    if (c >= '0' && c <= '9') {
        u32 n = 0, i = 0;
        while (i < text.len && text.ptr[i] >= '0' && text.ptr[i] <= '9') n = n * 10 + (u32)(text.ptr[i++] - '0');
        *taken = i;
        w->match = (i8)n;
        return true;
    }
    if (c == '@') {
        *taken = text.len;
        return flag_constraint(s, text.len > 3 ? (Str){text.ptr + 3, text.len - 3} : STR(""), loc, w);
    }
    if (c == '{') {
        const char *close = memchr(text.ptr, '}', text.len);
        Str name = {text.ptr + 1, close ? (u32)(close - text.ptr - 1) : 0};
        Reg r = register_named(name);
        *taken = name.len + 2;
        if (!r || r == P_RSP || r == P_RBP) return fail(s, loc, "register '%.*s' cannot be an operand of 'asm' here", name);
        w->regs |= mir_bit(r);
        return true;
    }
    if (c == 'Y') {
        *taken = 2;
        char second = text.len > 1 ? text.ptr[1] : 0;
        if (second == 'z') w->regs |= mir_bit(X64_XMM0);
        else if (second == '2' || second == 'i' || second == 'd' || second == 't') w->regs |= X64_ALL_XMM;
        else return unsupported(s, loc, (Str){text.ptr, text.len > 1 ? 2 : 1});
        return true;
    }
    if (c == 'y' || c == 'k') return unsupported(s, loc, (Str){text.ptr, 1});
    if (c == 'A') {
        w->pair = s->p->a->operand.at[k].type == IR_I128;
        w->regs |= w->pair ? ONE(RAX) : ONE(RAX) | ONE(RDX);
        return true;
    }
    if (c == 't') w->x87 = 1;
    else if (c == 'u') w->x87 = 2;
    else if (c == 'f') w->x87_any = true;
    if (c == 'm' || c == 'o' || c == 'V' || c == '<' || c == '>') w->mem = true;
    if (c == 'g' || c == 'X') {
        w->mem = true;
        w->regs |= X64_ALL_GPR;
        if (c == 'X') w->regs |= X64_ALL_XMM;
        integer_constraint(s, k, 'i', w);
    }
    if (c == '&') w->early = true;
    w->regs |= letter_registers(c);
    integer_constraint(s, k, c, w);
    return true;
}

/* The alternative's piece of a constraint; one that has a single alternative has it for all. */
static Str alternative(Str s, u32 n)
{
    u32 start = 0, k = 0;
    if (s.len && s.ptr[0] != '@' && memchr(s.ptr, ',', s.len))
        for (u32 i = 0; i <= s.len; i++)
            if (i == s.len || s.ptr[i] == ',') {
                if (k++ == n) return (Str){s.ptr + start, i - start};
                start = i + 1;
            }
    return s;
}

static bool read_want(Solver *s, u32 k, u32 n)
{
    const IrAsmOperand *o = &s->p->a->operand.at[k];
    Want *w = &s->want[k];
    memset(w, 0, sizeof *w);
    w->match = -1;
    Str text = o->constraint;
    if (text.len && (text.ptr[0] == '=' || text.ptr[0] == '+')) text.ptr++, text.len--;
    text = alternative(text, n);
    while (text.len) {
        u32 taken = 1;
        if (text.ptr[0] == '#') break; /* what follows only counts for preferences */
        if (!one_letter(s, k, text, w, &taken)) return false;
        if (taken > text.len) taken = text.len;
        text.ptr += taken;
        text.len -= taken;
    }
    IrType type = (IrType)o->type;
    if (type == IR_VOID) w->regs = 0;
    if (type == IR_I128 && !w->pair) w->regs &= X64_ALL_XMM;
    if (type == IR_F80) w->regs = 0;
    if (type == IR_F128) w->regs &= X64_ALL_XMM; /* a vector */
    if (type != IR_F32 && type != IR_F64 && type != IR_F80) w->x87 = 0, w->x87_any = false;
    if (type == IR_I8 || type == IR_I16) w->regs &= ~(RegMask)X64_ALL_XMM;
    if ((type == IR_F32 || type == IR_F64) && w->regs & X64_ALL_XMM) w->regs &= X64_ALL_XMM; /* the class it is in */
    else if (w->regs & X64_ALL_GPR && w->regs & X64_ALL_XMM) w->regs &= X64_ALL_GPR;
    return true;
}

/* ---- places ---- */

static bool impossible(const Solver *s, u32 k) { return fail(s, s->p->a->operand.at[k].loc, "impossible constraint in 'asm': no place suits operand \"%.*s\"", s->p->a->operand.at[k].constraint); }

static bool is_static_symbol(const Solver *s) { return s->S->cg->options->model == MODEL_STATIC; }

/* Everything that needs no choice of a register. True when the operand is settled. */
static bool settle(Solver *s, u32 k)
{
    X64AsmPlace *q = &s->p->place[k];
    const Want *w = &s->want[k];
    const IrAsmOperand *o = &s->p->a->operand.at[k];
    q->match = -1;
    if (k >= s->p->outputs && w->match >= 0) {
        q->match = w->match;
        return true;
    }
    if (w->is_flag) {
        q->kind = MASM_FLAG;
        q->cond = w->cond;
        return true;
    }
    if (w->immediate) {
        q->kind = MASM_IMMEDIATE;
        q->value = w->value;
        return true;
    }
    if (w->symbol && (is_static_symbol(s) || (!w->regs && !w->mem))) {
        const Inst *i = isel_inst(s->S, s->p->value[k]);
        q->kind = MASM_SYMBOL;
        q->symbol = i->a;
        q->value = (i64)ir_int_value(s->S->fn, s->p->value[k]);
        return true;
    }
    if (w->x87 || w->x87_any) {
        q->kind = MASM_STACK;
        q->x87 = w->x87 ? w->x87 - 1 : 0xff; /* any: given out later */
        return true;
    }
    if (w->mem && !s->p->needs_register[k] && (!w->regs || (k >= s->p->outputs && o->is_address))) {
        q->kind = MASM_MEMORY;
        return true;
    }
    return false;
}

static const u8 preference[14] = {RAX, RCX, RDX, RSI, RDI, R8, R9, R10, R11, RBX, R12, R13, R14, R15};

static Reg first_of(RegMask m)
{
    for (u32 k = 0; k < 14; k++)
        if (m & ONE(preference[k])) return X64_GPR0 + preference[k];
    return m ? count_trailing_zeros(m) + 1 : 0;
}

static bool take(Solver *s, u32 k, RegMask mask, bool input, bool is_address)
{
    X64AsmPlace *q = &s->p->place[k];
    const Want *w = &s->want[k];
    bool pair = w->pair && !is_address;
    RegMask taken = input ? s->used_in | s->early : s->used_out | s->address, free_ = mask & ~(taken | s->clobbered);
    if (!input && w->early) free_ &= ~s->used_in;
    if (is_address) free_ &= ~s->used_out;
    RegMask best = free_ & ~(s->used_in | s->used_out);
    Reg r = first_of(best ? best : free_);
    if (!r || (pair && (taken | s->clobbered) & ONE(RDX))) return false;
    RegMask bits = mir_bit(r) | (pair ? ONE(RDX) : 0);
    q->reg = r;
    q->high = pair ? P_RDX : 0;
    q->kind = is_address ? MASM_MEMORY : MASM_REGISTER;
    if (input) s->used_in |= bits;
    else s->used_out |= bits;
    if (is_address) s->address |= bits;
    if (!input && w->early) s->early |= bits;
    return true;
}

/* A matching input is in its output's register from before the text on. */
static void note_matched(Solver *s)
{
    for (u32 k = s->p->outputs; k < s->p->a->operand.len; k++) {
        i8 m = s->p->place[k].match;
        if (m < 0) continue;
        const X64AsmPlace *o = &s->p->place[m];
        if (o->kind == MASM_REGISTER) s->used_in |= mir_bit(o->reg) | (o->high ? mir_bit(o->high) : 0);
    }
}

/* Operands with the fewest registers first; among equals outputs that inputs match, then in order. */
static bool assign_registers(Solver *s, const bool *settled, u32 *stuck)
{
    X64AsmPlan *p = s->p;
    u32 n = p->a->operand.len;
    bool done[X64_ASM_OPERANDS];
    bool matched[X64_ASM_OPERANDS] = {false};
    memcpy(done, settled, sizeof done);
    for (u32 k = p->outputs; k < n; k++)
        if (p->place[k].match >= 0) matched[p->place[k].match] = true;
    for (;;) {
        u32 best = n, best_count = 1000;
        for (u32 k = 0; k < n; k++) {
            if (done[k]) continue;
            RegMask m = p->needs_register[k] ? X64_ALL_GPR : s->want[k].regs;
            u32 count = 4 * count_ones(m) + (matched[k] ? 0 : 2) - (s->want[k].early ? 1 : 0);
            if (count < best_count) best = k, best_count = count;
        }
        if (best == n) return true;
        u32 k = best;
        bool is_address = p->needs_register[k], input = k >= p->outputs || is_address;
        done[k] = true;
        bool ok;
        if (matched[k] && !is_address) { /* must suit as input and as output */
            RegMask mask = s->want[k].regs & ~s->used_in;
            bool early = s->want[k].early;
            s->want[k].early = false;
            ok = take(s, k, mask, false, false);
            s->want[k].early = early;
            if (ok) {
                RegMask bits = mir_bit(p->place[k].reg) | (p->place[k].high ? mir_bit(p->place[k].high) : 0);
                s->used_in |= bits;
                if (early) s->early |= bits;
            }
        } else {
            ok = take(s, k, is_address ? X64_ALL_GPR : s->want[k].regs, input, is_address);
        }
        if (!ok && !is_address && s->want[k].mem && (k < p->outputs ? !p->needs_register[k] : true)) {
            p->place[k].kind = MASM_MEMORY; /* spilled */
            ok = true;
        }
        if (!ok) return *stuck = k, false;
    }
}

/* Depths of the x87 stack: t and u have theirs, the others come below. */
static bool assign_stack(Solver *s)
{
    X64AsmPlan *p = s->p;
    u32 taken = 0, depth = 0, kept = 0;
    for (u32 k = 0; k < p->a->operand.len; k++) {
        X64AsmPlace *q = &p->place[k];
        if (q->match >= 0 || q->kind != MASM_STACK) continue;
        if (k < p->outputs) {
            if (q->x87 == 0xff) return fail(s, p->a->operand.at[k].loc, "an output of 'asm' in any x87 register is not supported: 't' and 'u' name the register", STR(""));
        } else if (q->x87 != 0xff) {
            if (taken >> q->x87 & 1) return impossible(s, k);
            taken |= 1u << q->x87;
        }
    }
    for (u32 k = p->outputs; k < p->a->operand.len; k++) {
        X64AsmPlace *q = &p->place[k];
        if (q->match < 0 || p->place[q->match].kind != MASM_STACK) continue;
        if (taken >> p->place[q->match].x87 & 1) return impossible(s, k);
        taken |= 1u << p->place[q->match].x87;
    }
    for (u32 k = p->outputs; k < p->a->operand.len; k++) {
        X64AsmPlace *q = &p->place[k];
        if (q->match >= 0 || q->kind != MASM_STACK || q->x87 != 0xff) continue;
        for (depth = 0; taken >> depth & 1;) depth++;
        q->x87 = (u8)depth;
        taken |= 1u << depth;
    }
    for (depth = 0; taken >> depth & 1;) depth++;
    if (taken >> depth || depth > 8) return fail(s, p->a->loc, "the x87 operands of 'asm' leave a hole in the register stack", STR(""));
    p->x87_inputs = depth;
    for (u32 k = p->outputs; k < p->a->operand.len; k++) {
        const X64AsmPlace *q = &p->place[k];
        if (q->match < 0 && q->kind == MASM_STACK && !(s->x87_clobbered >> q->x87 & 1)) kept++;
    }
    p->x87_kept = kept;
    return true;
}

static void collect_masks(Solver *s)
{
    X64AsmPlan *p = s->p;
    p->reads = s->used_in;
    p->writes = s->used_out;
    p->clobbers = s->clobbered & ~s->used_out;
}

static bool try_alternative(Solver *s, u32 n, u32 *stuck)
{
    X64AsmPlan *p = s->p;
    bool settled[X64_ASM_OPERANDS] = {false};
    s->used_in = s->used_out = s->early = s->address = 0;
    memset(p->place, 0, sizeof p->place);
    for (u32 k = 0; k < p->a->operand.len; k++) {
        if (!read_want(s, k, n)) return *stuck = MAP_NONE, false;
        settled[k] = settle(s, k);
        const Want *w = &s->want[k];
        if (!settled[k] && !w->regs && !(w->mem && p->needs_register[k])) return *stuck = k, false;
        if (!settled[k] && w->regs && !(w->mem && (p->a->operand.at[k].is_address && k >= p->outputs))) p->needs_register[k] = false;
    }
    if (!assign_registers(s, settled, stuck)) return false;
    note_matched(s);
    if (!assign_stack(s)) return *stuck = MAP_NONE, false;
    collect_masks(s);
    return true;
}

static bool stuck_at(Solver *s, u32 k)
{
    const IrAsmOperand *o = &s->p->a->operand.at[k];
    (void)read_want(s, k, 0);
    RegMask m = s->p->needs_register[k] ? X64_ALL_GPR : s->want[k].regs;
    if (!m) return impossible(s, k);
    if (!(m & ~s->clobbered)) return fail(s, o->loc, "every register that \"%.*s\" allows is clobbered by this 'asm'", o->constraint);
    if (!(m & (m - 1))) return fail(s, o->loc, "the register of \"%.*s\" is taken by another operand of this 'asm'", o->constraint);
    return fail(s, o->loc, "no register is left for operand \"%.*s\" of this 'asm'", o->constraint);
}

bool x64_asm_plan(Isel *S, X64AsmPlan *p)
{
    Solver solver, *s = &solver;
    memset(s, 0, sizeof *s);
    s->S = S;
    s->p = p;
    if (!add_clobbers(s)) return false;
    u32 alternatives = 1, stuck = 0, first_stuck = MAP_NONE;
    bool address[X64_ASM_OPERANDS];
    memcpy(address, p->needs_register, sizeof address);
    for (u32 k = 0; k < p->a->operand.len; k++) {
        u32 n = 1;
        Str c = p->a->operand.at[k].constraint;
        for (u32 i = 0; i < c.len; i++) n += c.ptr[i] == ',';
        if (n > alternatives) alternatives = n;
    }
    for (u32 n = 0; n < alternatives; n++) {
        memcpy(p->needs_register, address, sizeof address);
        if (try_alternative(s, n, &stuck)) return true;
        if (stuck == MAP_NONE) return false; /* reported */
        if (n == 0) first_stuck = stuck;
    }
    return stuck_at(s, first_stuck);
}
