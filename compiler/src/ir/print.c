/* The text form of the IR, printing. In: a module's head, a function, or data. Out: text that parse.c reads back to the same.

   Values are numbered anew: parameters %1 to %n, then instructions in layout order; blocks b1, b2, ... in layout order.
   A constant operand stands where it is used, with its type only where the instruction does not say it. */
#include <stdlib.h>

#include "base/bits.h"
#include "ir/ir.h"
#include "ir/text.h"

const char *const ir_binding_text[] = {"local", "global", "weak"};
const char *const ir_visibility_text[] = {"default", "internal", "hidden", "protected"};
const char *const ir_kind_text[] = {"function", "data", "tls", "block", "ifunc"};
const char *const ir_tls_text[] = {"default", "global-dynamic", "local-dynamic", "initial-exec", "local-exec"};

const char *const ir_order_text[] = {"relaxed", "acquire", "release", "acq_rel", "seq_cst"};

typedef struct Printer {
    const Module *m;
    const Function *fn;
    Buf *out;
    u32 *number; /* by value */
    u32 *label;  /* by block */
} Printer;

static void print_quoted(Buf *out, const u8 *p, u64 n)
{
    static const char hex[] = "0123456789abcdef";
    buf_u8(out, '"');
    for (u64 i = 0; i < n; i++) {
        u8 c = p[i];
        if (c >= 0x20 && c < 0x7f && c != '"' && c != '\\') {
            buf_u8(out, c);
        } else {
            buf_u8(out, '\\');
            buf_u8(out, (u8)hex[c >> 4]);
            buf_u8(out, (u8)hex[c & 15]);
        }
    }
    buf_u8(out, '"');
}

static void print_str(Buf *out, Str s) { print_quoted(out, (const u8 *)s.ptr, s.len); }

static bool is_plain(Str s)
{
    if (s.len == 0) return false;
    for (u32 i = 0; i < s.len; i++)
        if (!ir_text_name_char((u8)s.ptr[i])) return false;
    return true;
}

static void print_symbol(const Module *m, Symbol s, Buf *out)
{
    Name name = s < m->symbol.len ? m->symbol.at[s].name : 0;
    Str text = name_str(&m->kit->names, name);
    buf_u8(out, '@');
    if (!name) buf_printf(out, "#%u", s);
    else if (is_plain(text)) buf_str(out, text);
    else print_str(out, text);
}

static void print_offset(Buf *out, i64 offset)
{
    if (offset > 0) buf_printf(out, "+%lld", (long long)offset);
    else if (offset < 0) buf_printf(out, "-%llu", (unsigned long long)(0 - (u64)offset));
}

static void print_param(const IrParam *p, Buf *out)
{
    if (p->agg) {
        buf_printf(out, "agg%u", p->agg);
        return;
    }
    buf_puts(out, ir_type_text[p->type]);
    if (p->chain) buf_puts(out, " chain");
    if (p->extend == IR_ZERO_EXTEND) buf_puts(out, " zext");
    if (p->extend == IR_SIGN_EXTEND) buf_puts(out, " sext");
}

static void print_sig(const Module *m, SigId id, Buf *out)
{
    const IrSig *s = &m->sig.at[id];
    print_param(&s->result, out);
    buf_puts(out, " (");
    for (u32 i = 0; i < s->count; i++) {
        if (i) buf_puts(out, ", ");
        print_param(&m->sig_param.at[s->first + i], out);
    }
    if (s->variadic) buf_puts(out, s->count ? ", ..." : "...");
    if (s->unprototyped) buf_puts(out, s->count || s->variadic ? ", ?" : "?");
    buf_u8(out, ')');
}

static void print_float(Buf *out, FloatBits x, FloatFormat format)
{
    char text[64];
    float_print_hex(x, format, text);
    const char *digits = text + (text[0] == '-');
    FloatBits back;
    bool overflow;
    if (float_parse(str_of(digits), format, &back, &overflow) && digits[0] >= '0' && digits[0] <= '9') {
        if (text[0] == '-') back = float_negate(back, format);
        if (back.lo == x.lo && back.hi == x.hi) {
            buf_puts(out, text);
            return;
        }
    }
    buf_printf(out, "bits(0x%llx", (unsigned long long)x.lo);
    if (float_size_bits(format) > 64) buf_printf(out, ", 0x%llx", (unsigned long long)x.hi);
    buf_u8(out, ')');
}

/* type is what the reader will expect at this place; VOID: nothing. */
static void print_operand(const Printer *p, Value v, IrType type)
{
    const Inst *i = &p->fn->inst.at[v];
    Buf *out = p->out;
    if (v != 0 && i->op <= OP_POISON && i->op != OP_SYM && i->op != OP_SLOT && i->type != type) buf_printf(out, "%s ", ir_type_text[i->type]);
    i64 wide = (i64)((u64)i->b | (u64)i->c << 32);
    switch (v ? i->op : OP_NONE) {
    case OP_INT:
        if (i->type == IR_I1 || i->type == IR_PTR) buf_printf(out, "%llu", (unsigned long long)wide);
        else buf_printf(out, "%lld", (long long)sign_extend((u64)wide, ir_type_bits(p->fn, (IrType)i->type)));
        break;
    case OP_FLOAT:
        print_float(out, ir_float_value(p->fn, v), ir_float_format((IrType)i->type));
        break;
    case OP_SYM:
        print_symbol(p->m, i->a, out);
        print_offset(out, wide);
        break;
    case OP_SLOT:
        buf_printf(out, "$%u", i->a);
        print_offset(out, wide);
        break;
    case OP_POISON:
        buf_puts(out, "poison");
        break;
    default:
        buf_printf(out, "%%%u", p->number[v]);
        break;
    }
}

static void print_block(const Printer *p, Block b) { buf_printf(p->out, "b%u", b < p->fn->block.len ? p->label[b] : 0); }

static void print_mem(const Printer *p, const Inst *i)
{
    u32 align = 1u << (i->aux & MEM_ALIGN_MASK);
    if (align != 1) buf_printf(p->out, " align %u", align);
    if (i->aux & MEM_VOLATILE) buf_puts(p->out, " volatile");
}

static void print_list(const Printer *p, const u32 *value, u32 n)
{
    for (u32 k = 0; k < n; k++) {
        if (k) buf_puts(p->out, ", ");
        print_operand(p, value[k], IR_VOID);
    }
}

static void print_asm(const Printer *p, const Inst *i)
{
    const u32 *extra = &p->fn->extra.at[i->b];
    buf_printf(p->out, " %u (", i->a);
    print_list(p, extra + 2, extra[0]);
    buf_puts(p->out, " : ");
    print_list(p, extra + 2 + extra[0], extra[1]);
    buf_u8(p->out, ')');
    if (i->op != OP_ASMGOTO) return;
    const u32 *target = ir_asm_targets(p->fn, i);
    for (u32 k = 0; k < target[0]; k++) {
        buf_puts(p->out, k ? ", " : " ");
        print_block(p, target[1 + k]);
    }
}

static void print_call(const Printer *p, const Inst *i)
{
    const u32 *extra = &p->fn->extra.at[i->b];
    const IrSig *sig = &p->m->sig.at[extra[0]];
    u32 n = extra[1], hidden = sig->result.agg ? 1 : 0;
    Buf *out = p->out;
    buf_u8(out, ' ');
    print_sig(p->m, extra[0], out);
    buf_u8(out, ' ');
    print_operand(p, i->a, IR_PTR);
    buf_u8(out, '(');
    for (u32 k = 0; k < n; k++) {
        if (k) buf_puts(out, ", ");
        IrType type = k < hidden ? IR_PTR : k - hidden < sig->count ? (IrType)p->m->sig_param.at[sig->first + k - hidden].type : IR_VOID;
        if (i->c && p->fn->extra.at[i->c + 1 + k]) {
            buf_printf(out, "agg%u ", p->fn->extra.at[i->c + 1 + k]);
            type = IR_PTR;
        }
        print_operand(p, extra[2 + k], type);
    }
    buf_u8(out, ')');
    if (i->aux & CALL_NORETURN) buf_puts(out, " noreturn");
    if (i->aux & CALL_RETURNS_TWICE) buf_puts(out, " returns_twice");
}

/* Values first, then the address, as of store. */
static void print_atomic(const Printer *p, const Inst *i)
{
    u32 form = ir_op_info[i->op].form;
    IrType type = form == FORM_ATOMIC_STORE ? ir_type(p->fn, i->b) : (IrType)i->type;
    buf_printf(p->out, " %s ", ir_type_text[type]);
    if (form != FORM_ATOMIC_LOAD) {
        print_operand(p, i->b, type);
        buf_puts(p->out, ", ");
    }
    if (form == FORM_ATOMIC_CAS) {
        print_operand(p, i->c, type);
        buf_puts(p->out, ", ");
    }
    print_operand(p, i->a, IR_PTR);
    print_mem(p, i);
    buf_printf(p->out, " %s", ir_order_text[ir_order_of(i)]);
}

static void print_inst(const Printer *p, Value v)
{
    const Function *fn = p->fn;
    const Inst *i = &fn->inst.at[v];
    const IrOpInfo *info = &ir_op_info[i->op];
    Buf *out = p->out;
    IrType type = (IrType)i->type;
    buf_puts(out, "  ");
    if (type != IR_VOID && i->op != OP_STORE) buf_printf(out, "%%%u = ", p->number[v]);
    buf_puts(out, info->text);
    switch ((IrForm)info->form) {
    case FORM_U:
        if (type != IR_VOID) buf_printf(out, " %s", ir_type_text[type]);
        buf_u8(out, ' ');
        print_operand(p, i->a, i->op >= OP_ZEXT && i->op <= OP_FCVT ? IR_VOID : i->op == OP_VAARG || type == IR_VOID ? IR_PTR : type);
        break;
    case FORM_B: {
        IrType operand = i->op >= OP_EQ && i->op <= OP_FLEQ ? (IrType)i->aux : type;
        if (i->op != OP_PTRADD) buf_printf(out, " %s", ir_type_text[operand]);
        buf_u8(out, ' ');
        print_operand(p, i->a, operand);
        buf_puts(out, ", ");
        print_operand(p, i->b, i->op == OP_PTRADD ? fn->pointer_bits == 64 ? IR_I64 : IR_I32 : operand);
        break;
    }
    case FORM_T:
        buf_printf(out, " %s ", ir_type_text[type]);
        print_operand(p, i->a, IR_I1);
        buf_puts(out, ", ");
        print_operand(p, i->b, type);
        buf_puts(out, ", ");
        print_operand(p, i->c, type);
        break;
    case FORM_P:
        buf_u8(out, ' ');
        print_operand(p, i->a, IR_PTR);
        buf_puts(out, ", ");
        print_operand(p, i->b, IR_PTR);
        buf_puts(out, ", ");
        print_operand(p, i->c, IR_PTR);
        break;
    case FORM_LANDING:
        for (u32 k = 0; k < fn->extra.at[i->b]; k++) {
            buf_puts(out, k ? ", " : " ");
            print_block(p, fn->extra.at[i->b + 1 + k]);
        }
        break;
    case FORM_NULLARY_LEVEL:
        buf_printf(out, " %u", i->a);
        break;
    case FORM_LOAD:
        buf_printf(out, " %s ", ir_type_text[type]);
        print_operand(p, i->a, IR_PTR);
        print_mem(p, i);
        break;
    case FORM_STORE:
        buf_printf(out, " %s ", ir_type_text[type]);
        print_operand(p, i->b, type);
        buf_puts(out, ", ");
        print_operand(p, i->a, IR_PTR);
        print_mem(p, i);
        break;
    case FORM_COPY:
    case FORM_ZERO:
        buf_u8(out, ' ');
        print_operand(p, i->a, IR_PTR);
        if (info->form == FORM_COPY) {
            buf_puts(out, ", ");
            print_operand(p, i->b, IR_PTR);
        }
        buf_printf(out, ", size %u", i->c);
        print_mem(p, i);
        break;
    case FORM_ATOMIC_LOAD: case FORM_ATOMIC_STORE: case FORM_ATOMIC_RMW: case FORM_ATOMIC_CAS:
        print_atomic(p, i);
        break;
    case FORM_FENCE:
        buf_printf(out, " %s%s", ir_order_text[ir_order_of(i)], i->aux & FENCE_SIGNAL ? " signal" : "");
        break;
    case FORM_ALLOCA:
        buf_u8(out, ' ');
        print_operand(p, i->a, fn->pointer_bits == 64 ? IR_I64 : IR_I32);
        buf_printf(out, ", align %u", i->c);
        break;
    case FORM_CALL:
        print_call(p, i);
        break;
    case FORM_VAARGAGG:
        buf_printf(out, " agg%u ", i->b);
        print_operand(p, i->a, IR_PTR);
        break;
    case FORM_ASM: case FORM_ASM_GOTO:
        print_asm(p, i);
        break;
    case FORM_PHI:
        buf_printf(out, " %s", ir_type_text[type]);
        for (u32 k = 0; k < i->b; k++) {
            const u32 *pair = &fn->extra.at[i->a + 2 * k];
            buf_puts(out, k ? ", [" : " [");
            print_block(p, pair[0]);
            buf_u8(out, ' ');
            print_operand(p, pair[1], type);
            buf_u8(out, ']');
        }
        break;
    case FORM_JUMP:
        buf_u8(out, ' ');
        print_block(p, i->a);
        break;
    case FORM_BRANCH:
        buf_u8(out, ' ');
        print_operand(p, i->a, IR_I1);
        buf_puts(out, ", ");
        print_block(p, i->b);
        buf_puts(out, ", ");
        print_block(p, i->c);
        break;
    case FORM_SWITCH: {
        const u32 *extra = &fn->extra.at[i->b];
        IrType operand = ir_type(fn, i->a);
        buf_printf(out, " %s ", ir_type_text[operand]);
        print_operand(p, i->a, operand);
        buf_puts(out, ", ");
        print_block(p, extra[0]);
        buf_puts(out, " [");
        for (u32 k = 0; k < extra[1]; k++) {
            const u32 *e = extra + 2 + 3 * k;
            u32 bits = ir_type_bits(fn, operand);
            u64 x = (u64)e[0] | (u64)e[1] << 32;
            buf_printf(out, "%s%lld ", k ? ", " : "", (long long)(bits ? sign_extend(x, bits > 64 ? 64 : bits) : (i64)x));
            print_block(p, e[2]);
        }
        buf_u8(out, ']');
        break;
    }
    case FORM_GOTO: {
        const u32 *extra = &fn->extra.at[i->b];
        buf_u8(out, ' ');
        print_operand(p, i->a, IR_PTR);
        for (u32 k = 0; k < extra[0]; k++) {
            buf_puts(out, ", ");
            print_block(p, extra[1 + k]);
        }
        break;
    }
    case FORM_RET:
        if (i->a) {
            buf_u8(out, ' ');
            print_operand(p, i->a, (IrType)p->m->sig.at[fn->sig].result.type);
        }
        break;
    default:
        break;
    }
    buf_u8(out, '\n');
}

void ir_print_function(const Module *m, const Function *fn, Buf *out)
{
    Printer p = {m, fn, out, calloc(fn->inst.len, sizeof(u32)), calloc(fn->block.len, sizeof(u32))};
    if (!p.number || !p.label) KIT_PANIC("out of memory");
    u32 next = 1;
    for (u32 v = 1; v <= m->sig.at[fn->sig].count; v++) p.number[v] = next++;
    for (u32 k = 0; k < fn->order.len; k++) {
        Block b = fn->order.at[k];
        p.label[b] = k + 1;
        for (Value v = fn->block.at[b].first; v; v = fn->inst.at[v].next)
            if (fn->inst.at[v].type != IR_VOID && fn->inst.at[v].op != OP_STORE) p.number[v] = next++;
    }
    buf_puts(out, "function ");
    print_symbol(m, fn->symbol, out);
    buf_u8(out, ' ');
    print_sig(m, fn->sig, out);
    buf_puts(out, " {\n");
    for (u32 s = 1; s < fn->slot.len; s++) {
        const IrSlot *slot = &fn->slot.at[s];
        buf_printf(out, "  slot $%u size %llu align %u", s, (unsigned long long)slot->size, slot->align);
        if (slot->name) {
            buf_u8(out, ' ');
            print_str(out, name_str(&m->kit->names, slot->name));
        }
        buf_u8(out, '\n');
    }
    for (u32 k = 0; k < fn->order.len; k++) {
        const IrBlock *block = &fn->block.at[fn->order.at[k]];
        buf_printf(out, "b%u", k + 1);
        if (block->symbol) {
            buf_puts(out, " (");
            print_symbol(m, block->symbol, out);
            buf_u8(out, ')');
        }
        buf_puts(out, ":\n");
        for (Value v = block->first; v; v = fn->inst.at[v].next) print_inst(&p, v);
    }
    buf_puts(out, "}\n");
    free(p.number);
    free(p.label);
}

void ir_print_data(const Module *m, const IrData *data, Buf *out)
{
    enum { RUN = 16, LINE = 64 };
    buf_puts(out, "data ");
    print_symbol(m, data->symbol, out);
    buf_printf(out, " size %llu align %u", (unsigned long long)data->size, data->align);
    if (data->read_only) buf_puts(out, " readonly");
    if (data->mergeable_string) buf_printf(out, " string %u", data->element);
    if (!data->bytes) {
        buf_puts(out, " zero\n");
        return;
    }
    buf_puts(out, " {\n");
    for (u64 at = 0; at < data->size;) {
        /* A line stops where a run of zero bytes begins; what no line says is zero. */
        u64 end = at, zeros = 0;
        while (end < data->size && end - at < LINE && zeros < RUN) zeros = data->bytes[end++] ? 0 : zeros + 1;
        u64 stop = zeros >= RUN ? end - zeros : end;
        if (stop > at) {
            buf_printf(out, "  %llu ", (unsigned long long)at);
            print_quoted(out, data->bytes + at, stop - at);
            buf_u8(out, '\n');
        }
        at = end;
        if (zeros >= RUN)
            while (at < data->size && !data->bytes[at]) at++;
    }
    for (u32 i = 0; i < data->reloc_count; i++) {
        const IrDataReloc *r = &data->reloc[i];
        buf_printf(out, "  reloc %llu ", (unsigned long long)r->offset);
        print_symbol(m, r->symbol, out);
        print_offset(out, r->addend);
        buf_printf(out, " size %u", r->size);
        if (r->minus) {
            buf_puts(out, " minus ");
            print_symbol(m, r->minus, out);
        }
        buf_u8(out, '\n');
    }
    buf_puts(out, "}\n");
}

static void print_string_list(Buf *out, const Str *s, u32 n)
{
    buf_u8(out, '(');
    for (u32 i = 0; i < n; i++) {
        if (i) buf_puts(out, ", ");
        print_str(out, s[i]);
    }
    buf_u8(out, ')');
}

void ir_print_module(const Module *m, Buf *out)
{
    buf_printf(out, "layout %s\n", m->layout->arch);
    buf_puts(out, "source ");
    print_str(out, m->source_path);
    buf_u8(out, '\n');
    for (u32 i = 1; i < m->agg.len; i++) {
        const IrAgg *a = &m->agg.at[i];
        buf_printf(out, "agg %u size %llu align %u%s%s {", i, (unsigned long long)a->size, a->align, a->misaligned ? " misaligned" : "", a->is_complex ? " complex" : "");
        for (u32 k = 0; k < a->count; k++) {
            const IrLeaf *l = &m->leaf.at[a->first + k];
            buf_printf(out, "%s%u %s", k ? ", " : "", l->offset, ir_type_text[l->type]);
        }
        buf_puts(out, "}\n");
    }
    for (u32 i = 1; i < m->inline_asm.len; i++) {
        const IrAsm *a = &m->inline_asm.at[i];
        buf_printf(out, "asm %u%s%s ", i, a->is_volatile ? " volatile" : "", a->is_basic ? " basic" : "");
        print_str(out, a->text);
        buf_u8(out, ' ');
        buf_u8(out, '(');
        for (u32 k = 0; k < a->operand.len; k++) {
            const IrAsmOperand *o = &a->operand.at[k];
            if (k) buf_puts(out, ", ");
            print_str(out, o->constraint);
            buf_printf(out, " %s%s", ir_type_text[o->type], o->is_address ? " address" : "");
        }
        buf_puts(out, ") ");
        print_string_list(out, a->clobber.at, a->clobber.len);
        buf_u8(out, '\n');
    }
    for (u32 i = 1; i < m->symbol.len; i++) {
        const IrSymbol *s = &m->symbol.at[i];
        buf_puts(out, "symbol ");
        print_symbol(m, i, out);
        buf_printf(out, " %s %s", ir_kind_text[s->kind], ir_binding_text[s->binding]);
        if (s->visibility != IR_DEFAULT) buf_printf(out, " %s", ir_visibility_text[s->visibility]);
        if (s->defined) buf_puts(out, " defined");
        if (s->is_common) buf_puts(out, " common");
        if (s->referenced) buf_puts(out, " referenced");
        if (s->is_naked) buf_puts(out, " naked");
        if (s->tls_model != IR_TLS_DEFAULT) buf_printf(out, " model %s", ir_tls_text[s->tls_model]);
        if (s->section) {
            buf_puts(out, " section ");
            print_str(out, name_str(&m->kit->names, s->section));
        }
        if (s->alias) {
            buf_puts(out, " alias ");
            print_str(out, name_str(&m->kit->names, s->alias));
        }
        if (s->size) buf_printf(out, " size %llu", (unsigned long long)s->size);
        if (s->align) buf_printf(out, " align %u", s->align);
        buf_u8(out, '\n');
    }
}

void ir_print_file_asm(Str text, Buf *out)
{
    buf_puts(out, "fileasm ");
    print_str(out, text);
    buf_u8(out, '\n');
}
