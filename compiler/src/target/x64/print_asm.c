/* The text of an inline assembly: the template with its operands written out in AT&T syntax (GCC, "x86 Operand Modifiers").
   In: a template and where its operands are. Out: text in cg->assembly. */
#include "target/x64/x64.h"

typedef struct Template {
    Codegen *cg;
    MFunc *f;
    const IrAsm *a;
    const MAsm *m;
    u32 unique;      /* for %= */
} Template;

static Buf *out(const Template *t) { return t->cg->assembly; }

static void bad_modifier(const Template *t, char letter, const char *what)
{
    diag_error(&t->cg->kit->diag, t->a->loc, "operand modifier '%%%c' of 'asm' does not fit %s", letter, what);
}

static void put_register(const Template *t, const MAsmOperand *o, char letter)
{
    u32 width = o->width ? o->width : 8;
    Buf *b = out(t);
    if (o->reg >= X64_XMM0) {
        if (letter && !strchr("xtgV", letter)) bad_modifier(t, letter, "an SSE register");
        buf_printf(b, "%s%cmm%u", letter == 'V' ? "" : "%", letter == 't' ? 'y' : letter == 'g' ? 'z' : 'x', o->reg - X64_XMM0);
        return;
    }
    switch (letter) {
    case 0: case 'V': case 'c': case 'P': case 'p': case 'a': case 'A': break;
    case 'b': width = 1; break;
    case 'w': width = 2; break;
    case 'k': width = 4; break;
    case 'q': width = 8; break;
    case 'h':
        if (o->reg > P_RAX + RBX) bad_modifier(t, letter, "a register without a high byte");
        buf_printf(b, "%%%ch", "acdb"[(o->reg - P_RAX) & 3]);
        return;
    default: bad_modifier(t, letter, "a general register"); return;
    }
    if (letter == 'a') width = 8;
    const char *name = x64_register_text(o->reg, width > 8 ? 8 : width);
    buf_printf(b, letter == 'a' ? "(%%%s)" : letter == 'A' ? "*%%%s" : letter == 'V' ? "%s" : "%%%s", name);
}

static void put_memory(const Template *t, const MAsmOperand *o, char letter)
{
    MInst m = o->memory;
    if (letter == 'H') m.disp += 8;
    else if (letter == 'A') buf_u8(out(t), '*');
    else if (letter && !strchr("bwkqhaPpcxtg", letter)) bad_modifier(t, letter, "memory");
    x64_print_memory(t->cg, t->f, &m);
}

/* Also of symbols, whose value is an offset. */
static void put_constant(const Template *t, const MAsmOperand *o, char letter)
{
    Buf *b = out(t);
    bool symbol = o->kind == MASM_SYMBOL;
    if (letter && !strchr("bwkqhcPpaAnx", letter)) {
        bad_modifier(t, letter, "a constant");
        return;
    }
    if (letter == 'n' && symbol) bad_modifier(t, letter, "a symbol");
    if (letter == 'A') buf_u8(b, '*');
    bool plain = letter == 'c' || letter == 'P' || letter == 'p' || letter == 'a' || letter == 'n' || letter == 'A';
    if (!plain) buf_u8(b, '$');
    if (symbol) {
        text_symbol(t->cg, o->symbol);
        if (letter == 'P' && t->cg->options->model != MODEL_STATIC && !x64_is_direct(t->cg, ir_symbol(t->cg->m, o->symbol))) buf_puts(b, "@PLT");
        if (o->value) buf_printf(b, "%+lld", (long long)o->value);
        if (letter == 'a') buf_puts(b, "(%rip)");
    } else {
        buf_printf(b, "%lld", (long long)(letter == 'n' ? (i64)(0 - (u64)o->value) : o->value));
    }
}

static void put_suffix(const Template *t, const MAsmOperand *o)
{
    u32 w = o->width;
    if (o->is_float || o->kind == MASM_STACK) buf_u8(out(t), w == 4 ? 's' : w == 8 ? 'l' : 't');
    else if (w == 1 || w == 2 || w == 4 || w == 8) buf_u8(out(t), w == 8 ? 'q' : w == 4 ? 'l' : w == 2 ? 'w' : 'b');
    else bad_modifier(t, 'z', "an operand of this size");
}

static void put_operand(const Template *t, u32 n, char letter)
{
    if (letter == 'l' && n >= t->m->count && n - t->m->count < t->m->label_count) {
        x64_print_label(t->cg, t->f->asm_label.at[t->m->first_label + n - t->m->count]);
        return;
    }
    if (n >= t->m->count) {
        diag_error(&t->cg->kit->diag, t->a->loc, n - t->m->count < t->m->label_count ? "label %u of 'asm' is written with %%l" : "operand number %u of 'asm' is out of range", n);
        return;
    }
    const MAsmOperand *o = &t->f->asm_operand.at[t->m->first + n];
    const char *suffix = letter ? strchr("BbLlWwQqSsTt", letter) : NULL;
    if (letter == 'z') {
        put_suffix(t, o);
        return;
    }
    if (suffix && *suffix >= 'A' && *suffix <= 'Z') { /* a size suffix whatever the operand */
        buf_u8(out(t), (u8)(*suffix + 32));
        return;
    }
    switch ((MAsmKind)o->kind) {
    case MASM_REGISTER: put_register(t, o, letter); break;
    case MASM_MEMORY: put_memory(t, o, letter); break;
    case MASM_IMMEDIATE: case MASM_SYMBOL: put_constant(t, o, letter == 'l' ? 'c' : letter); break;
    case MASM_STACK:
        if (o->value) buf_printf(out(t), "%%st(%d)", (int)o->value);
        else buf_puts(out(t), letter == 'y' ? "%st(0)" : "%st");
        break;
    case MASM_FLAG: diag_error(&t->cg->kit->diag, t->a->loc, "operand %u of 'asm' is a condition, which has no text", n); break;
    }
}

/* What follows a %. Returns how many characters that is. */
static u32 directive(const Template *t, Str s)
{
    char c = s.len ? s.ptr[0] : 0, letter = 0;
    u32 at = 0;
    if (c == '%' || c == '{' || c == '|' || c == '}' || c == '*') {
        buf_u8(out(t), (u8)c);
        return 1;
    }
    if (c == '=') {
        buf_printf(out(t), "%u", t->unique);
        return 1;
    }
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
        letter = c;
        c = ++at < s.len ? s.ptr[at] : 0;
    }
    if (c < '0' || c > '9') {
        if (letter) diag_error(&t->cg->kit->diag, t->a->loc, "operand number missing after '%%%c' in 'asm'", letter);
        else diag_error(&t->cg->kit->diag, t->a->loc, "invalid '%%' in the template of 'asm'");
        return at ? at : c != 0;
    }
    u32 n = 0;
    while (at < s.len && s.ptr[at] >= '0' && s.ptr[at] <= '9' && n < 10000) n = n * 10 + (u32)(s.ptr[at++] - '0');
    put_operand(t, n, letter);
    return at;
}

/* {att|intel}: the first. Stands behind the {, or behind the first |, to be skipped. */
static u32 skip_dialects(Str s)
{
    u32 k = 0;
    while (k < s.len && s.ptr[k] != '}') k += s.ptr[k] == '%' ? 2 : 1;
    return k < s.len ? k + 1 : s.len;
}

static void expand(const Template *t)
{
    Str s = t->a->text;
    bool in_dialect = false;
    for (u32 k = 0; k < s.len;) {
        char c = s.ptr[k++];
        Str rest = {s.ptr + k, s.len - k};
        if (c == '%') {
            k += directive(t, rest);
        } else if (c == '{' && !in_dialect) {
            in_dialect = true;
        } else if (c == '|' && in_dialect) {
            k += skip_dialects(rest);
            in_dialect = false;
        } else if (c == '}' && in_dialect) {
            in_dialect = false;
        } else {
            buf_u8(out(t), (u8)c);
        }
    }
}

void x64_print_asm(Codegen *cg, MFunc *f, u32 number)
{
    const MAsm *m = &f->inline_asm.at[number];
    Template t = {cg, f, &cg->m->inline_asm.at[m->number], m, cg->asm_count++};
    if (!t.a->text.len) return;
    text_asm_begin(cg, t.a->loc);
    buf_u8(cg->assembly, '\t');
    if (t.a->is_basic) buf_str(cg->assembly, t.a->text);
    else expand(&t);
    text_asm_end(cg);
}
