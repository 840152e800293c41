/* Inline assembly (GNU C: "Using Assembly Language with C") and assembly at file scope.
   In: tokens. Out: AsmStatements whose operands are typed, whose templates and constraints name operands by number.
   What a machine's own constraint letters mean the target decides; here it only counts whether they let in registers,
   immediates or memory, since that says whether an operand is a value or an lvalue. */
#include "c/parser.h"

enum { MAX_OPERANDS = 30 };

typedef struct Allowed {
    bool reg, mem, imm, match;
    bool is_bad;
} Allowed;

bool is_register_name(Parser *p, Str name)
{
    const char *list = p->t->layout->asm_registers;
    if (name.len && (name.ptr[0] == '%' || name.ptr[0] == '#')) name.ptr++, name.len--;
    if (!name.len || !list || memchr(name.ptr, ' ', name.len)) return false;
    for (const char *at = list; (at = strchr(at, ' ')) != NULL; at++)
        if (strncmp(at + 1, name.ptr, name.len) == 0 && at[1 + name.len] == ' ') return true;
    return false;
}

static bool has_letter(const char *letters, char c) { return letters && c && strchr(letters, c) != NULL; }

/* ---- constraints ---- */

/* An operand's number by its [name]; MAX_OPERANDS when there is none. */
static u32 operand_named(Parser *p, const AsmStatement *a, Str name)
{
    for (u32 k = 0; k < a->operand.len; k++)
        if (a->operand.at[k].name && str_eq(name_text(p, a->operand.at[k].name), name)) return k;
    return MAX_OPERANDS;
}

/* One letter or digit string of a constraint at s[i]; returns how many characters it takes. */
static u32 constraint_part(Parser *p, const AsmStatement *a, const AsmOperand *o, bool output, u32 i, Allowed *w)
{
    const DataLayout *layout = p->t->layout;
    Str s = o->constraint;
    char c = s.ptr[i];
    if (c >= '0' && c <= '9') {
        u32 n = 0, k = i;
        while (k < s.len && s.ptr[k] >= '0' && s.ptr[k] <= '9' && n < MAX_OPERANDS) n = n * 10 + (u32)(s.ptr[k++] - '0');
        if (output) diag_error(p->diag, o->loc, "matching constraint not valid in output operand"), w->is_bad = true;
        else if (n >= a->output_count) diag_error(p->diag, o->loc, "matching constraint references invalid operand number"), w->is_bad = true;
        w->match = true;
        return k - i;
    }
    if (c == '@') { /* =@cc: the condition is the target's */
        w->reg = true;
        return s.len - i;
    }
    if (c == 'r') w->reg = true;
    else if (c == 'm' || c == 'o' || c == 'V' || c == '<' || c == '>') w->mem = true;
    else if (c == 'i' || c == 'n' || c == 's' || c == 'E' || c == 'F') w->imm = true;
    else if (c == 'g' || c == 'X') w->reg = w->mem = w->imm = true;
    else if (c == 'p') w->reg = true;
    else if (has_letter(layout->asm_register_letters, c)) w->reg = true;
    else if (has_letter(layout->asm_immediate_letters, c)) w->imm = true;
    else if (has_letter(layout->asm_pair_letters, c) && i + 1 < s.len) {
        w->reg = true;
        return 2;
    } else if (c == '=' || c == '+') {
        if (output) diag_error(p->diag, o->loc, "operand constraint contains incorrectly positioned '+' or '='");
        else diag_error(p->diag, o->loc, "input operand constraint contains '%c'", c);
        w->is_bad = true;
    } else if (c != '&' && c != '%' && c != ',' && c != '?' && c != '!' && c != '*' && c != '#' && c != '^' && c != '$' && c != ' ') {
        diag_error(p->diag, o->loc, "unknown constraint letter '%c' in \"%.*s\"", c, STR_FMT(s));
        w->is_bad = true;
    }
    return 1;
}

static Allowed constraint_check(Parser *p, const AsmStatement *a, const AsmOperand *o, bool output)
{
    Allowed w = {false, false, false, false, false};
    u32 i = 0;
    if (output) {
        if (!o->constraint.len || (o->constraint.ptr[0] != '=' && o->constraint.ptr[0] != '+')) {
            diag_error(p->diag, o->loc, "output operand constraint lacks '='");
            w.is_bad = true;
            return w;
        }
        i = 1;
    }
    while (i < o->constraint.len && !w.is_bad) i += constraint_part(p, a, o, output, i, &w);
    if (!w.is_bad && !w.reg && !w.mem && !w.imm && !w.match && (output || !o->constraint.len)) w.mem = true;
    return w;
}

static u32 alternatives(Str s)
{
    u32 n = 1;
    for (u32 k = 0; k < s.len; k++) n += s.ptr[k] == ',';
    return n;
}

/* [name] in a constraint means the number of that operand. */
static bool number_constraint(Parser *p, const AsmStatement *a, AsmOperand *o)
{
    Str s = o->constraint;
    const char *open = memchr(s.ptr, '[', s.len), *close = open ? memchr(open, ']', (size_t)(s.ptr + s.len - open)) : NULL;
    if (!close) return true;
    Str name = {open + 1, (u32)(close - open - 1)};
    u32 n = operand_named(p, a, name);
    if (n == MAX_OPERANDS) {
        diag_error(p->diag, o->loc, "undefined named operand '%.*s'", STR_FMT(name));
        return false;
    }
    o->constraint = arena_printf(&p->c->arena, "%.*s%u%.*s", (int)(open - s.ptr), s.ptr, n, (int)(s.ptr + s.len - close - 1), close + 1);
    return true;
}

/* A register variable stands for its register wherever a register is let in. */
static void bind_register(Parser *p, AsmOperand *o, const Allowed *w)
{
    const Node *n = NODE(o->node);
    if (n->kind == NODE_LOAD) n = NODE(n->a);
    if (n->kind != NODE_VAR || !w->reg || w->match) return;
    const Decl *d = DECL(n->a);
    if (!d->asm_name || !(d->flags & DECL_REGISTER) || d->linkage != LINKAGE_NONE) return;
    Str name = name_str(&p->kit->names, d->asm_name);
    if (name.ptr[0] == '%' || name.ptr[0] == '#') name.ptr++, name.len--;
    char first = o->constraint.ptr[0];
    bool early = memchr(o->constraint.ptr, '&', o->constraint.len) != NULL;
    bool output = first == '=' || first == '+';
    o->constraint = arena_printf(&p->c->arena, "%.*s%s{%.*s}", output ? 1 : 0, o->constraint.ptr, early ? "&" : "", STR_FMT(name));
}

/* ---- operands ---- */

/* What 'asm' writes to memory may be an array, also one of unknown size: how a statement says what it writes through a pointer. */
static bool output_allowed(Parser *p, NodeId node, const Allowed *w)
{
    QType q = NODE(node)->type;
    Loc loc = NODE(node)->loc;
    if (w->reg || !type_is_array(p->t, q)) return modifiable(p, node, "'asm' output", loc);
    while (type_is_array(p->t, q)) q = type_of(p->t, q)->base;
    return not_read_only(p, node, q, "'asm' output", loc);
}

static void output_operand(Parser *p, AsmStatement *a, AsmOperand *o)
{
    Allowed w = constraint_check(p, a, o, true);
    if (node_is_error(p, o->node) || w.is_bad) return;
    if (!(NODE(o->node)->flags & NODE_LVALUE)) {
        diag_error(p->diag, NODE(o->node)->loc, "lvalue required in 'asm' statement");
        return;
    }
    if (!output_allowed(p, o->node, &w)) return;
    o->in_register = w.reg;
    if (!w.reg && is_bit_field(p, o->node)) diag_error(p->diag, NODE(o->node)->loc, "a bit-field cannot be a memory operand of 'asm'");
    bind_register(p, o, &w);
}

static void input_operand(Parser *p, AsmStatement *a, AsmOperand *o)
{
    if (!number_constraint(p, a, o)) return;
    Allowed w = constraint_check(p, a, o, false);
    if (node_is_error(p, o->node) || w.is_bad) return;
    Loc loc = NODE(o->node)->loc;
    bool is_lvalue = (NODE(o->node)->flags & NODE_LVALUE) != 0, is_aggregate = type_kind(p->t, NODE(o->node)->type) == CT_RECORD;
    o->is_address = w.mem && is_lvalue && ((!w.reg && !w.imm && !w.match) || (is_aggregate && !w.match));
    if (o->is_address) {
        if (is_bit_field(p, o->node)) diag_error(p->diag, loc, "a bit-field cannot be a memory operand of 'asm'");
        return;
    }
    if (w.mem && !w.reg && !w.imm && !w.match) {
        diag_error(p->diag, loc, "memory input %u is not directly addressable", a->operand.len);
        return;
    }
    o->node = rvalue(p, o->node);
    bind_register(p, o, &w);
}

/* [name] "constraint" (expression), ... The checks of inputs want to know every output. */
static void parse_operands(Parser *p, AsmStatement *a, bool outputs)
{
    while (at(p, TK_STRING) || at(p, TK_LBRACKET)) {
        AsmOperand o;
        memset(&o, 0, sizeof o);
        if (accept(p, TK_LBRACKET)) {
            if (at(p, TK_IDENTIFIER)) {
                o.name = p->tok.name;
                if (operand_named(p, a, name_text(p, o.name)) != MAX_OPERANDS) diag_error(p->diag, p->tok.loc, "duplicate 'asm' operand name '%.*s'", STR_FMT(name_text(p, o.name)));
            }
            parser_next(p);
            expect(p, TK_RBRACKET, "of the operand's name");
        }
        o.loc = p->tok.loc;
        if (!parse_string_text(p, &o.constraint, "as the constraint")) return;
        Loc open = p->tok.loc;
        if (!expect(p, TK_LPAREN, "of the operand")) return;
        o.node = parse_expression(p);
        if (!expect_close(p, TK_RPAREN, open, "")) skip_balanced(p, TK_RPAREN);
        if (outputs) output_operand(p, a, &o);
        else input_operand(p, a, &o);
        vec_push(&a->operand, o);
        if (outputs) a->output_count++;
        else a->input_count++;
        if (!accept(p, TK_COMMA)) return;
    }
}

/* A register by its number: its name; what is no number stays. */
static Str numbered_register(Parser *p, Str s)
{
    const char *at = p->t->layout->asm_register_numbers;
    u32 n = 0;
    for (u32 k = 0; k < s.len; k++) {
        if (s.ptr[k] < '0' || s.ptr[k] > '9' || k > 2) return s;
        n = n * 10 + (u32)(s.ptr[k] - '0');
    }
    for (; at && n; n--) {
        at = strchr(at, ' ');
        if (at) at++;
    }
    return at && s.len ? (Str){at, (u32)strcspn(at, " ")} : s;
}

static void parse_clobbers(Parser *p, AsmStatement *a)
{
    while (at(p, TK_STRING)) {
        Loc loc = p->tok.loc;
        Str s;
        if (!parse_string_text(p, &s, "as the clobber")) return;
        if (s.len && (s.ptr[0] == '%' || s.ptr[0] == '#')) s.ptr++, s.len--;
        s = numbered_register(p, s);
        if (!str_is(s, "memory") && !str_is(s, "cc") && !str_is(s, "redzone") && !is_register_name(p, s))
            diag_error(p->diag, loc, "unknown register name '%.*s' in 'asm'", STR_FMT(s));
        for (u32 k = 0; k < a->clobber.len; k++)
            if (str_eq(a->clobber.at[k], s)) diag_warn(p->diag, W_ASM_CLOBBERS, loc, "'%.*s' is clobbered twice", STR_FMT(s));
        vec_push(&a->clobber, s);
        if (!accept(p, TK_COMMA)) return;
    }
}

static void parse_labels(Parser *p, AsmStatement *a)
{
    while (at(p, TK_IDENTIFIER)) {
        Name name = p->tok.name;
        LabelId label = use_label(p, name, p->tok.loc);
        if (is_outer_label(p, label)) refuse(p, p->tok.loc, "jumps from inline assembly to labels of an enclosing function");
        vec_push(&a->label, label);
        vec_push(&a->label_name, name);
        parser_next(p);
        if (!accept(p, TK_COMMA)) return;
    }
}

/* ---- the template ---- */

/* %[name] and %l[name] become numbers; numbers that no operand has are reported. */
static void number_template(Parser *p, AsmStatement *a, Loc loc)
{
    Buf out = {0};
    /* An operand that is read and written counts as two where labels are numbered; in the IR only if it may be in a register. */
    u32 operands = a->operand.len, ir_operands = a->operand.len;
    for (u32 k = 0; k < a->output_count; k++) {
        bool both = a->operand.at[k].constraint.len && a->operand.at[k].constraint.ptr[0] == '+';
        operands += both;
        ir_operands += both && a->operand.at[k].in_register;
    }
    Str s = a->text;
    for (u32 i = 0; i < s.len; i++) {
        buf_u8(&out, (u8)s.ptr[i]);
        if (s.ptr[i] != '%' || i + 1 == s.len) continue;
        char c = s.ptr[++i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (letter) {
            buf_u8(&out, (u8)c);
            if (i + 1 == s.len) break;
            bool is_label = c == 'l';
            c = s.ptr[++i];
            if (c == '[') {
                const char *close = memchr(s.ptr + i, ']', s.len - i);
                Str name = {s.ptr + i + 1, close ? (u32)(close - s.ptr - i - 1) : 0};
                u32 n = operand_named(p, a, name);
                if (n == MAX_OPERANDS && is_label)
                    for (u32 k = 0; k < a->label.len && n == MAX_OPERANDS; k++)
                        if (str_eq(name_text(p, a->label_name.at[k]), name)) n = ir_operands + k;
                if (n == MAX_OPERANDS) diag_error(p->diag, loc, "undefined named operand '%.*s'", STR_FMT(name));
                buf_printf(&out, "%u", n);
                if (close) i = (u32)(close - s.ptr);
                continue;
            }
        } else if (c == '[') {
            const char *close = memchr(s.ptr + i, ']', s.len - i);
            Str name = {s.ptr + i + 1, close ? (u32)(close - s.ptr - i - 1) : 0};
            u32 n = operand_named(p, a, name);
            if (n == MAX_OPERANDS) diag_error(p->diag, loc, "undefined named operand '%.*s'", STR_FMT(name));
            buf_printf(&out, "%u", n);
            if (close) i = (u32)(close - s.ptr);
            continue;
        }
        if (c >= '0' && c <= '9') {
            u32 n = 0, k = i;
            while (k < s.len && s.ptr[k] >= '0' && s.ptr[k] <= '9' && n < 10000) n = n * 10 + (u32)(s.ptr[k++] - '0');
            if (n >= operands + a->label.len) diag_error(p->diag, loc, "operand number %u of 'asm' is out of range", n);
            buf_printf(&out, "%u", n >= operands ? n - operands + ir_operands : n);
            i = k - 1;
            continue;
        }
        buf_u8(&out, (u8)c);
    }
    a->text = arena_str(&p->c->arena, (Str){(const char *)out.data, (u32)out.len});
    buf_free(&out);
}

static void check_statement(Parser *p, AsmStatement *a)
{
    if (a->operand.len > MAX_OPERANDS) {
        diag_error(p->diag, a->operand.at[MAX_OPERANDS].loc, "more than %d operands in 'asm'", MAX_OPERANDS);
        return;
    }
    u32 n = 0;
    for (u32 k = 0; k < a->operand.len; k++) {
        u32 m = alternatives(a->operand.at[k].constraint);
        if (a->operand.at[k].constraint.len && memchr(a->operand.at[k].constraint.ptr, '{', a->operand.at[k].constraint.len)) continue;
        if (n && m != n) diag_error(p->diag, a->operand.at[k].loc, "operand constraints for 'asm' differ in number of alternatives");
        n = m;
    }
    if (a->is_goto && !a->label.len) diag_error(p->diag, a->loc, "'asm goto' names no label");
    if (!a->is_goto && a->label.len) diag_error(p->diag, a->loc, "labels of 'asm' need 'asm goto'");
}

NodeId parse_asm_statement(Parser *p)
{
    Loc loc = p->tok.loc;
    parser_next(p);
    AsmStatement a;
    memset(&a, 0, sizeof a);
    a.loc = loc;
    for (;;) {
        if (accept(p, TK_KW_VOLATILE)) a.is_volatile = true;
        else if (accept(p, TK_KW_GOTO)) a.is_goto = true;
        else if (!accept(p, TK_KW_INLINE)) break;
    }
    Loc open = p->tok.loc, text_loc = p->tok.loc;
    bool good = expect(p, TK_LPAREN, "after 'asm'");
    text_loc = p->tok.loc;
    good = good && parse_string_text(p, &a.text, "as the template");
    a.is_basic = at(p, TK_RPAREN);
    if (a.is_basic || a.is_goto) a.is_volatile = true;
    if (good && accept(p, TK_COLON)) {
        parse_operands(p, &a, true);
        if (accept(p, TK_COLON)) {
            parse_operands(p, &a, false);
            if (accept(p, TK_COLON)) {
                parse_clobbers(p, &a);
                if (accept(p, TK_COLON)) parse_labels(p, &a);
            }
        }
    }
    if (good) good = expect_close(p, TK_RPAREN, open, "of the 'asm' statement");
    if (!good || !expect(p, TK_SEMICOLON, "after the 'asm' statement")) skip_to_recover(p, false);
    if (good) check_statement(p, &a);
    if (good && !a.is_basic) number_template(p, &a, text_loc);
    vec_push(&p->c->asm_statement, a);
    return new_node(p, NODE_ASM, 0, loc, p->c->asm_statement.len - 1, 0, 0);
}

void parse_file_asm(Parser *p)
{
    Loc loc = p->tok.loc;
    parser_next(p);
    while (accept(p, TK_KW_VOLATILE) || accept(p, TK_KW_INLINE)) continue;
    Loc open = p->tok.loc;
    Str text;
    bool good = expect(p, TK_LPAREN, "after 'asm'") && parse_string_text(p, &text, "as the assembly");
    if (good && at(p, TK_COLON)) {
        refuse(p, p->tok.loc, "operands of 'asm' at file scope");
        good = false;
    } else if (good && !expect_close(p, TK_RPAREN, open, "")) {
        good = false;
    }
    if (!good || !expect(p, TK_SEMICOLON, "after 'asm'")) skip_to_recover(p, false);
    if (good && can_lower(p)) lower_file_asm(p->c, text, loc);
}
