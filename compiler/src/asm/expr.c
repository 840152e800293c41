/* Expressions: integers, symbols, local labels, operators with GNU as's precedences.
   In: text. Out: Expr. What is a constant is folded at once, and so are differences of labels that nothing variable parts;
   everything else waits for the layout. */
#include "asm/asm_internal.h"

enum { OP_NEG = 1, OP_NOT, OP_LNOT, OP_MUL, OP_DIV, OP_MOD, OP_SHL, OP_SHR, OP_OR, OP_AND, OP_XOR, OP_ORN, OP_ADD, OP_SUB,
       OP_EQ, OP_NE, OP_LT, OP_GT, OP_LE, OP_GE, OP_LAND, OP_LOR };
enum { MAX_DEPTH = 200, MAX_STEPS = 20000 };

/* Letters, digits, blanks, and what ends a statement. Bytes over 0x7f are letters: UTF-8 names pass through. */
#define S8 1, 1, 1, 1, 1, 1, 1, 1
const u8 as_char_class[256] = {
    8, 0, 0, 0, 0, 0, 0, 0, 0, 4, 8, 0, 4, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    4, 0, 0, 8, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 0, 8, 0, 0, 0, 0,
    0, 1, 1, 1, 1, 1, 1, 1, S8, S8, 1, 1, 1, 0, 0, 0, 0, 1,
    0, 1, 1, 1, 1, 1, 1, 1, S8, S8, 1, 1, 1, 0, 0, 0, 0, 0,
    S8, S8, S8, S8, S8, S8, S8, S8, S8, S8, S8, S8, S8, S8, S8, S8
};

static int digit_value(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'z' ? c - 'a' + 10 : 99;
}

/* C's integers of up to 128 bits. Leaves *p behind the last digit. */
bool parse_integer(const char **pp, const char *end, u64 *lo, u64 *hi)
{
    const char *p = *pp;
    u32 radix = 10;
    *lo = *hi = 0;
    if (p >= end || *p < '0' || *p > '9') return false;
    if (*p == '0' && p + 1 < end) {
        char c = p[1] | 0x20;
        if (c == 'x') radix = 16, p += 2;
        else if (c == 'b' && p + 2 < end && (p[2] == '0' || p[2] == '1')) radix = 2, p += 2;
        else radix = 8;
    }
    const char *start = p;
    for (; p < end && (u32)digit_value(*p) < radix; p++) {
        u64 l = (*lo & 0xffffffff) * radix + (u64)digit_value(*p), m = (*lo >> 32) * radix + (l >> 32);
        *hi = *hi * radix + (m >> 32);
        *lo = m << 32 | (l & 0xffffffff);
    }
    if (p == start) return false;
    *pp = p;
    return true;
}

static bool bad(Expr *e)
{
    e->kind = EX_BAD;
    return false;
}

static void set_const(Expr *e, i64 v)
{
    e->kind = EX_CONST;
    e->add = e->sub = 0;
    e->value = v;
}

static SymId expr_symbol(As *as, const Expr *e)
{
    if (e->kind == EX_SYM && !e->sub && !e->value) return e->add;
    SymId id = symbol_new(as, (Str){"", 0});
    ExprNode n = {0};
    n.left = *e;
    vec_push(&as->node, n);
    as->symbol.at[id].place = SYM_EXPR;
    as->symbol.at[id].node = as->node.len - 1;
    return id;
}

/* A difference of labels with only fixed bytes between them is known while reading. */
static void fold_difference(As *as, Expr *e)
{
    if (e->kind != EX_SYM || !e->sub) return;
    const AsmSymbol *a = &as->symbol.at[e->add], *b = &as->symbol.at[e->sub];
    if (e->add == e->sub) set_const(e, e->value);
    else if (e->add && a->place == SYM_LABEL && b->place == SYM_LABEL && a->pos.chain == b->pos.chain && a->pos.frag == b->pos.frag)
        set_const(e, (i64)((u64)e->value + a->pos.raw - b->pos.raw));
}

static i64 shift_right(u64 a, u64 n) { return n >= 64 ? 0 : (i64)(a >> n); }

static bool fold_constants(As *as, u8 op, i64 sa, i64 sb, i64 *out, Loc loc, bool quiet)
{
    u64 a = (u64)sa, b = (u64)sb;
    switch (op) {
    case OP_NEG: *out = (i64)(0 - a); break;
    case OP_NOT: *out = (i64)~a; break;
    case OP_LNOT: *out = !a; break;
    case OP_MUL: *out = (i64)(a * b); break;
    case OP_DIV:
    case OP_MOD:
        if (!b) {
            if (!quiet) as_error_at(as, loc, "division by zero");
            return false;
        }
        if (sb == -1) *out = op == OP_DIV ? (i64)(0 - a) : 0;
        else *out = op == OP_DIV ? sa / sb : sa % sb;
        break;
    case OP_SHL: *out = b >= 64 ? 0 : (i64)(a << b); break;
    case OP_SHR: *out = shift_right(a, b); break;
    case OP_OR: *out = (i64)(a | b); break;
    case OP_AND: *out = (i64)(a & b); break;
    case OP_XOR: *out = (i64)(a ^ b); break;
    case OP_ORN: *out = (i64)(a | ~b); break;
    case OP_ADD: *out = (i64)(a + b); break;
    case OP_SUB: *out = (i64)(a - b); break;
    case OP_EQ: *out = -(i64)(a == b); break;
    case OP_NE: *out = -(i64)(a != b); break;
    case OP_LT: *out = -(i64)(sa < sb); break;
    case OP_GT: *out = -(i64)(sa > sb); break;
    case OP_LE: *out = -(i64)(sa <= sb); break;
    case OP_GE: *out = -(i64)(sa >= sb); break;
    case OP_LAND: *out = a && b; break;
    case OP_LOR: *out = a || b; break;
    default: KIT_PANIC("unknown operator");
    }
    return true;
}

static bool combine(As *as, u8 op, Expr *l, const Expr *r)
{
    if (l->kind == EX_CONST && r->kind == EX_CONST) {
        i64 v;
        if (!fold_constants(as, op, l->value, r->value, &v, l->loc, false)) return bad(l);
        set_const(l, v);
        return true;
    }
    if (op == OP_ADD && (!l->add || !r->add) && (!l->sub || !r->sub)) {
        l->kind = EX_SYM;
        l->add |= r->add;
        l->sub |= r->sub;
        l->value = (i64)((u64)l->value + (u64)r->value);
        fold_difference(as, l);
        return true;
    }
    if (op == OP_SUB && (!l->add || !r->sub) && (!l->sub || !r->add)) {
        l->kind = EX_SYM;
        l->add |= r->sub;
        l->sub |= r->add;
        l->value = (i64)((u64)l->value - (u64)r->value);
        fold_difference(as, l);
        return true;
    }
    ExprNode n;
    memset(&n, 0, sizeof n);
    n.op = op;
    n.left = *l;
    n.right = *r;
    vec_push(&as->node, n);
    SymId id = symbol_new(as, (Str){"", 0});
    as->symbol.at[id].place = SYM_EXPR;
    as->symbol.at[id].node = as->node.len - 1;
    as->symbol.at[id].loc = l->loc;
    l->kind = EX_SYM;
    l->add = id;
    l->sub = 0;
    l->value = 0;
    return true;
}

static const struct {
    const char *name;
    u8 modifier;
    bool needs_got; /* GNU as then mentions _GLOBAL_OFFSET_TABLE_ */
} modifiers[] = {
    {"PLT", MOD_PLT, false}, {"GOT", MOD_GOT, true}, {"GOTOFF", MOD_GOTOFF, true}, {"GOTPCREL", MOD_GOTPCREL, true}, {"TPOFF", MOD_TPOFF, true},
    {"NTPOFF", MOD_TPOFF, true}, {"DTPOFF", MOD_DTPOFF, true}, {"GOTTPOFF", MOD_GOTTPOFF, true}, {"TLSGD", MOD_TLSGD, true}, {"TLSLD", MOD_TLSLD, true},
    {"TLSLDM", MOD_TLSLD, true}, {"TLSDESC", MOD_TLSDESC, true}, {"TLSCALL", MOD_TLSCALL, true}, {"SIZE", MOD_SIZE, false}, {"PLTOFF", MOD_PLTOFF, true}
};

static bool parse_modifier(As *as)
{
    const char *start = ++as->p;
    while (as->p < as->end && is_name_char(*as->p)) as->p++;
    u32 n = (u32)(as->p - start);
    for (u32 i = 0; i < ARRAY_LEN(modifiers); i++) {
        if (strlen(modifiers[i].name) != n) continue;
        u32 k = 0;
        while (k < n && (start[k] & ~0x20) == modifiers[i].name[k]) k++;
        if (k < n) continue;
        if (as->modifier) {
            as_error(as, start, "an operand has one relocation suffix at most");
            return false;
        }
        as->modifier = modifiers[i].modifier;
        if (modifiers[i].needs_got && !as->got_symbol) {
            as->got_symbol = symbol_named(as, STR("_GLOBAL_OFFSET_TABLE_"));
            as->symbol.at[as->got_symbol].is_mentioned = true;
        }
        return true;
    }
    as_error(as, start, "relocation suffix '@%.*s' is not supported", (int)n, start);
    return false;
}

static bool parse_operand(As *as, Expr *e);

static u32 binary_operator(As *as, u8 *op, u32 *len)
{
    skip_blanks(as);
    const char *p = as->p;
    if (p >= as->end) return 0;
    char c = p[0], d = p[1];
    *len = 1;
    switch (c) {
    case '*': *op = OP_MUL; return 5;
    case '/': *op = OP_DIV; return 5;
    case '%': *op = OP_MOD; return 5;
    case '<':
        if (d == '<') return *len = 2, *op = OP_SHL, 5;
        if (d == '=') return *len = 2, *op = OP_LE, 2;
        if (d == '>') return *len = 2, *op = OP_NE, 2;
        *op = OP_LT;
        return 2;
    case '>':
        if (d == '>') return *len = 2, *op = OP_SHR, 5;
        if (d == '=') return *len = 2, *op = OP_GE, 2;
        *op = OP_GT;
        return 2;
    case '|':
        if (d == '|') return *len = 2, *op = OP_LOR, 1;
        *op = OP_OR;
        return 4;
    case '&':
        if (d == '&') return *len = 2, *op = OP_LAND, 1;
        *op = OP_AND;
        return 4;
    case '^': *op = OP_XOR; return 4;
    case '!':
        if (d == '=') return *len = 2, *op = OP_NE, 2;
        *op = OP_ORN;
        return 4;
    case '+': *op = OP_ADD; return 3;
    case '-': *op = OP_SUB; return 3;
    case '=':
        if (d == '=') return *len = 2, *op = OP_EQ, 2;
        return 0;
    default: return 0;
    }
}

/* On the parenthesis of a memory operand. */
static bool at_base(As *as)
{
    skip_blanks(as);
    const char *p = as->p;
    if (p >= as->end || *p++ != '(') return false;
    while (*p == ' ' || *p == '\t') p++;
    return *p == '%';
}

static bool parse_rank(As *as, Expr *e, u32 rank)
{
    if (++as->expression_depth > MAX_DEPTH) {
        as_error(as, as->p, "the expression is nested too deeply");
        as->expression_depth--;
        return bad(e);
    }
    bool ok = parse_operand(as, e);
    u8 op;
    u32 r, len;
    while (ok && (r = binary_operator(as, &op, &len)) > rank) {
        as->p += len;
        if (at_base(as)) break; /* "8+(%rax)", as templates of inline assembly write it: nothing is added */
        Expr right;
        ok = parse_rank(as, &right, r) && combine(as, op, e, &right);
    }
    as->expression_depth--;
    return ok ? true : bad(e);
}

static void local_label_use(As *as, u64 number, bool forward, Expr *e, const char *start)
{
    u32 *slot = intmap_put(&as->local_labels, number, MAP_NONE);
    if (*slot == MAP_NONE) {
        LocalLabel none = {0, 0};
        vec_push(&as->local_label, none);
        *slot = as->local_label.len - 1;
    }
    u32 at = *slot;
    e->kind = EX_SYM;
    if (forward) {
        if (!as->local_label.at[at].next) {
            SymId id = symbol_new(as, (Str){"", 0});
            as->symbol.at[id].loc = as_loc(as, start);
            as->local_label.at[at].next = id;
        }
        e->add = as->local_label.at[at].next;
    } else if (as->local_label.at[at].last) {
        e->add = as->local_label.at[at].last;
    } else {
        as_error(as, start, "no local label '%llu:' before this line", (unsigned long long)number);
        e->kind = EX_BAD;
    }
}

static void use_symbol(As *as, SymId id, Expr *e)
{
    AsmSymbol *y = &as->symbol.at[id];
    /* The second mention of a .L label gives it its place in the symbol table. */
    if (y->is_mentioned && y->place == SYM_UNDEFINED && !y->order && y->name.len) y->order = ++as->order;
    y->is_mentioned = true;
    if (y->place == SYM_ABSOLUTE) {
        set_const(e, (i64)y->value);
        return;
    }
    e->kind = EX_SYM;
    e->add = id;
}

static bool parse_operand(As *as, Expr *e)
{
    skip_blanks(as);
    memset(e, 0, sizeof *e);
    const char *start = as->p;
    e->loc = as_loc(as, start);
    if (as->p >= as->end) {
        as_error(as, start, "expected an expression");
        return bad(e);
    }
    char c = *as->p;
    if (c >= '0' && c <= '9') {
        u64 lo, hi;
        /* 1f and 1b are local labels; 0x1f and 0b1 are numbers. */
        const char *d = as->p;
        while (d < as->end && *d >= '0' && *d <= '9') d++;
        if (d < as->end && (*d == 'f' || *d == 'b') && !(d + 1 < as->end && (is_name_char(d[1]))) && d - as->p <= 9) {
            u64 number = 0;
            for (const char *q = as->p; q < d; q++) number = number * 10 + (u64)(*q - '0');
            as->p = d + 1;
            local_label_use(as, number, *d == 'f', e, start);
            return e->kind != EX_BAD;
        }
        if (!parse_integer(&as->p, as->end, &lo, &hi)) {
            as_error(as, start, "malformed number");
            return bad(e);
        }
        if (hi) {
            as_error(as, start, "the number does not fit in 64 bits");
            return bad(e);
        }
        while (as->p < as->end && (*as->p == 'U' || *as->p == 'u' || *as->p == 'L' || *as->p == 'l')) as->p++;
        set_const(e, (i64)lo);
        return true;
    }
    if (is_name_start(c) || c == '"') {
        if (c == '.' && (as->p + 1 >= as->end || !is_name_char(as->p[1]))) {
            as->p++;
            e->kind = EX_SYM;
            e->add = symbol_here(as);
            return true;
        }
        Str name = read_name(as);
        if (!name.len) return bad(e);
        bool has_modifier = as->p < as->end && *as->p == '@';
        if (has_modifier && !parse_modifier(as)) return bad(e);
        use_symbol(as, symbol_named(as, name), e);
        return true;
    }
    switch (c) {
    case '-':
    case '~':
    case '!': {
        Expr inner;
        as->p++;
        if (!parse_rank(as, &inner, 6)) return bad(e);
        u8 op = c == '-' ? OP_NEG : c == '~' ? OP_NOT : OP_LNOT;
        if (op == OP_NEG) {
            set_const(e, 0);
            return combine(as, OP_SUB, e, &inner);
        }
        if (inner.kind == EX_CONST) {
            i64 v;
            fold_constants(as, op, inner.value, 0, &v, e->loc, true);
            set_const(e, v);
            return true;
        }
        Expr zero = *e;
        set_const(&zero, 0);
        *e = inner;
        return combine(as, op, e, &zero);
    }
    case '+': {
        as->p++;
        bool ok;
        if (++as->expression_depth > MAX_DEPTH) {
            as_error(as, start, "the expression is nested too deeply");
            ok = bad(e);
        } else {
            ok = parse_operand(as, e);
        }
        as->expression_depth--;
        return ok;
    }
    case '(':
    case '[': {
        as->p++;
        if (!parse_rank(as, e, 0)) return bad(e);
        skip_blanks(as);
        if (as->p >= as->end || *as->p != (c == '(' ? ')' : ']')) {
            as_error(as, as->p, "expected '%c'", c == '(' ? ')' : ']');
            return bad(e);
        }
        as->p++;
        if (as->p < as->end && *as->p == '@' && !parse_modifier(as)) return bad(e);
        return true;
    }
    case '\'': {
        as->p++;
        if (as->p >= as->end || *as->p == '\n') {
            as_error(as, start, "expected a character after '");
            return bad(e);
        }
        u8 ch = (u8)*as->p++;
        if (ch == '\\' && as->p < as->end) {
            char x = *as->p++;
            static const char from[] = "nrtbf\\'\"", to[] = "\n\r\t\b\f\\'\"";
            const char *at = x ? strchr(from, x) : NULL;
            if (at) {
                ch = (u8)to[at - from];
            } else if (x >= '0' && x <= '7') {
                u32 v = (u32)(x - '0');
                for (int k = 0; k < 2 && as->p < as->end && *as->p >= '0' && *as->p <= '7'; k++) v = v * 8 + (u32)(*as->p++ - '0');
                ch = (u8)v;
            } else {
                ch = (u8)x;
            }
        }
        if (as->p < as->end && *as->p == '\'') as->p++;
        set_const(e, ch);
        return true;
    }
    default:
        as_error(as, start, "expected an expression");
        return bad(e);
    }
}

bool parse_expr(As *as, Expr *out)
{
    as->modifier = MOD_NONE;
    as->expression_depth = 0;
    bool ok = parse_rank(as, out, 0);
    out->modifier = as->modifier;
    return ok;
}

bool expr_fold(As *as, Expr *e)
{
    if (e->kind == EX_CONST) return true;
    if (e->kind != EX_SYM) return false;
    Expr v;
    if (!expr_resolve(as, e, &v, true) || v.kind != EX_CONST) return false;
    set_const(e, v.value);
    return true;
}

bool parse_constant(As *as, i64 *out)
{
    Expr e;
    *out = 0;
    skip_blanks(as);
    const char *start = as->p;
    if (!parse_expr(as, &e)) return false;
    if (!expr_fold(as, &e)) {
        as_error(as, start, "a constant is needed here");
        return false;
    }
    *out = e.value;
    return true;
}

static bool same_place(As *as, SymId a, SymId b, u64 *difference)
{
    if (a == b) return *difference = 0, true;
    const AsmSymbol *x = &as->symbol.at[a], *y = &as->symbol.at[b];
    if (x->place != SYM_LABEL || y->place != SYM_LABEL) return false;
    if (x->pos.chain == y->pos.chain && x->pos.frag == y->pos.frag) return *difference = (u64)x->pos.raw - y->pos.raw, true;
    if (!as->laid_out || as->chain.at[x->pos.chain].section != as->chain.at[y->pos.chain].section) return false;
    *difference = pos_address(as, x->pos) - pos_address(as, y->pos);
    return true;
}

static bool resolve(As *as, const Expr *e, Expr *out, bool quiet, u32 depth);

static bool resolve_symbol(As *as, SymId id, Expr *out, bool quiet, u32 depth)
{
    AsmSymbol *y = &as->symbol.at[id];
    memset(out, 0, sizeof *out);
    if (++as->resolve_steps > MAX_STEPS) {
        if (!quiet) as_error_at(as, y->loc, "this expression is too complex");
        return false;
    }
    if (y->weakref) {
        if (depth > MAX_DEPTH) return false;
        return resolve_symbol(as, y->weakref, out, quiet, depth + 1);
    }
    if (y->place == SYM_ABSOLUTE) {
        set_const(out, (i64)y->value);
        return true;
    }
    if (y->place != SYM_EXPR) {
        out->kind = EX_SYM;
        out->add = id;
        return true;
    }
    if (y->is_busy || depth > MAX_DEPTH) {
        if (!quiet) {
            if (y->name.len) as_error_at(as, y->loc, "the value of '%.*s' depends on itself", STR_FMT(y->name));
            else as_error_at(as, y->loc, "the value of this expression depends on itself");
        }
        return false;
    }
    ExprNode n = as->node.at[y->node];
    if (n.op == OP_VIEW) {
        if (!as->laid_out) return false;
        set_const(out, dwarf_view(as, (u32)n.left.value, (u32)n.right.value));
        return true;
    }
    y->is_busy = true;
    Expr l, r;
    bool ok = resolve(as, &n.left, &l, quiet, depth + 1);
    if (ok && n.op == 0) {
        *out = l;
    } else if (ok && (ok = resolve(as, &n.right, &r, quiet, depth + 1))) {
        u64 d;
        if (l.kind == EX_CONST && r.kind == EX_CONST) {
            i64 v;
            ok = fold_constants(as, n.op, l.value, r.value, &v, n.left.loc, quiet);
            if (ok) set_const(out, v);
        } else if (n.op >= OP_EQ && n.op <= OP_GE && l.kind == EX_SYM && r.kind == EX_SYM && !l.sub && !r.sub && same_place(as, l.add, r.add, &d)) {
            i64 v;
            fold_constants(as, n.op, (i64)(d + (u64)l.value - (u64)r.value), 0, &v, n.left.loc, quiet);
            set_const(out, v);
        } else if (n.op == OP_ADD || n.op == OP_SUB) {
            Expr both = {0};
            both.kind = EX_SYM;
            both.add = n.op == OP_ADD ? expr_symbol(as, &r) : expr_symbol(as, &l);
            if (n.op == OP_ADD) {
                if (l.add && l.sub && r.kind == EX_SYM) ok = false;
                else if (!l.add) both.sub = l.sub, both.value = l.value;
                else if (!r.add) both.add = l.add, both.sub = r.sub, both.value = (i64)((u64)l.value + (u64)r.value);
                else ok = false;
            } else {
                both.sub = expr_symbol(as, &r);
            }
            ok = ok && resolve(as, &both, out, quiet, depth + 1);
        } else {
            ok = false;
            if (!quiet) as_error_at(as, n.left.loc, "this operation on symbols cannot be expressed by a relocation");
        }
    }
    as->symbol.at[id].is_busy = false;
    return ok;
}

static bool resolve(As *as, const Expr *e, Expr *out, bool quiet, u32 depth)
{
    *out = *e;
    if (e->kind == EX_CONST) return true;
    if (e->kind != EX_SYM) return false;
    Expr a = {0}, s = {0};
    u64 d;
    a.kind = s.kind = EX_CONST;
    if (e->add && !resolve_symbol(as, e->add, &a, quiet, depth)) return false;
    if (e->sub && !resolve_symbol(as, e->sub, &s, quiet, depth)) return false;
    SymId plus[2], minus[2];
    u32 np = 0, nm = 0;
    if (a.add) plus[np++] = a.add;
    if (s.sub) plus[np++] = s.sub;
    if (a.sub) minus[nm++] = a.sub;
    if (s.add) minus[nm++] = s.add;
    u64 v = (u64)e->value + (u64)a.value - (u64)s.value;
    for (u32 i = 0; i < np; i++)
        for (u32 k = 0; k < nm; k++)
            if (plus[i] && minus[k] && same_place(as, plus[i], minus[k], &d)) {
                v += d;
                plus[i] = minus[k] = 0;
            }
    SymId add = 0, sub = 0;
    for (u32 i = 0; i < np; i++) {
        if (plus[i] && add) goto too_many;
        if (plus[i]) add = plus[i];
    }
    for (u32 k = 0; k < nm; k++) {
        if (minus[k] && sub) goto too_many;
        if (minus[k]) sub = minus[k];
    }
    out->kind = add || sub ? EX_SYM : EX_CONST;
    out->add = add;
    out->sub = sub;
    out->value = (i64)v;
    return true;
too_many:
    if (!quiet) as_error_at(as, e->loc, "a sum of two symbols cannot be expressed by a relocation");
    return false;
}

bool expr_resolve(As *as, const Expr *e, Expr *out, bool quiet)
{
    as->resolve_steps = 0;
    u32 errors = as->kit->diag.errors;
    bool ok = resolve(as, e, out, quiet, 0);
    if (!ok && !quiet && as->kit->diag.errors == errors) as_error_at(as, e->loc, "this expression cannot be expressed by a relocation");
    out->modifier = e->modifier;
    out->loc = e->loc;
    return ok;
}
