/* The text form of the IR, parsing. In: text as print.c writes it, or a person. Out: functions and data, given to a sink in
   order; nothing is folded, so that what is tested is what is written. Comments begin with ';' and end with the line.
   Symbols need no declaration: a first mention makes an undefined global function, `function` and `data` define.
   Ill-typed instructions are the verifier's business, not the parser's. */
#include "base/bits.h"
#include "ir/ir.h"
#include "ir/text.h"

typedef enum TokenKind { T_END, T_WORD, T_NUMBER, T_STRING, T_SYMBOL, T_VALUE, T_SLOT, T_PUNCT } TokenKind;

typedef struct Token {
    TokenKind kind;
    bool first;       /* of its line */
    const char *start;
    Str text;         /* WORD, NUMBER; the bytes of a STRING; the name of a SYMBOL */
    u64 number;       /* of VALUE, SLOT and a nameless SYMBOL (then text is empty) */
    i64 offset;       /* of SYMBOL, SLOT */
    char punct;
} Token;

typedef struct Parser {
    Kit *kit;
    Module *m;
    const IrSink *sink;
    const char *text, *at, *end;
    Loc base;
    Token token;
    bool line_start, failed, skip; /* skip: an error was reported in this line or function */
    bool entry_labelled;
    VEC(u8) placed; /* by block */
    Function fn;
    IntMap value, block, nameless, agg, inline_asm;
    Buf bytes;
    VEC(IrDataReloc) reloc;
    VEC(u32) list;
    VEC(IrParam) param;
    VEC(IrLeaf) leaf;
} Parser;

static Loc loc_of(const Parser *p, const char *at) { return p->base + (Loc)(at - p->text); }

/* One message a line or function: what follows an error is read with no more complaints. */
static void fail(Parser *p, const char *what)
{
    if (!p->skip) {
        const Token *t = &p->token;
        if (t->kind == T_END) diag_error(&p->kit->diag, loc_of(p, t->start), "%s at the end of the file", what);
        else diag_error(&p->kit->diag, loc_of(p, t->start), "%s", what);
    }
    p->skip = p->failed = true;
}

/* ---- tokens ---- */

static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static int hex_digit(char c)
{
    if (is_digit(c)) return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

static bool scan_decimal(Parser *p, u64 *out)
{
    u64 x = 0;
    if (!is_digit(*p->at)) return false;
    while (is_digit(*p->at)) {
        u64 digit = (u64)(*p->at++ - '0');
        if (x > (UINT64_MAX - digit) / 10) return false;
        x = x * 10 + digit;
    }
    *out = x;
    return true;
}

static void scan_string(Parser *p, Str *out)
{
    const char *s = ++p->at;
    while (p->at < p->end && *p->at != '"' && *p->at != '\n') p->at++;
    char *bytes = arena_alloc(p->m->arena, (size_t)(p->at - s) + 1, 1);
    u32 n = 0;
    for (; s < p->at; s++) {
        if (*s == '\\') {
            int high = hex_digit(s[1]), low = high < 0 ? -1 : hex_digit(s[2]);
            if (low < 0) {
                fail(p, "expected two hexadecimal digits after '\\'");
                break;
            }
            bytes[n++] = (char)(high << 4 | low);
            s += 2;
        } else {
            bytes[n++] = *s;
        }
    }
    bytes[n] = 0;
    *out = (Str){bytes, n};
    if (*p->at == '"') p->at++;
    else fail(p, "expected a closing '\"'");
}

static void scan_offset(Parser *p, Token *t)
{
    if ((*p->at != '+' && *p->at != '-') || !is_digit(p->at[1])) return;
    bool negative = *p->at++ == '-';
    u64 x;
    if (!scan_decimal(p, &x)) fail(p, "this offset does not fit 64 bits");
    else t->offset = (i64)(negative ? 0 - x : x);
}

static void next(Parser *p)
{
    Token *t = &p->token;
    *t = (Token){0};
    for (;;) {
        char c = *p->at;
        if (c == '\n') p->line_start = true;
        if (c == ' ' || c == '\t' || c == '\r' || c == '\n') p->at++;
        else if (c == ';') while (p->at < p->end && *p->at != '\n') p->at++;
        else break;
    }
    t->first = p->line_start;
    p->line_start = false;
    t->start = p->at;
    if (p->at >= p->end) return; /* T_END */
    char c = *p->at;
    if (c == '"') {
        t->kind = T_STRING;
        scan_string(p, &t->text);
    } else if (c == '@') {
        t->kind = T_SYMBOL;
        p->at++;
        if (*p->at == '#') {
            p->at++;
            if (!scan_decimal(p, &t->number)) fail(p, "expected a number after '@#'");
        } else if (*p->at == '"') {
            scan_string(p, &t->text);
            if (!t->text.len) fail(p, "a symbol's name is not empty");
        } else {
            const char *s = p->at;
            while (ir_text_name_char((u8)*p->at)) p->at++;
            t->text = (Str){s, (u32)(p->at - s)};
            if (!t->text.len) fail(p, "expected a name after '@'");
        }
        scan_offset(p, t);
    } else if (c == '%' || c == '$') {
        t->kind = c == '%' ? T_VALUE : T_SLOT;
        p->at++;
        if (!scan_decimal(p, &t->number)) fail(p, "expected a number after '%' or '$'");
        if (c == '$') scan_offset(p, t);
    } else if (is_digit(c) || (c == '-' && is_digit(p->at[1]))) {
        const char *s = p->at++;
        while (ir_text_name_char((u8)*p->at) || ((*p->at == '+' || *p->at == '-') && (p->at[-1] == 'p' || p->at[-1] == 'P'))) p->at++;
        t->kind = T_NUMBER;
        t->text = (Str){s, (u32)(p->at - s)};
    } else if (ir_text_name_char((u8)c)) {
        const char *s = p->at;
        while (ir_text_name_char((u8)*p->at) || (*p->at == '-' && ir_text_name_char((u8)p->at[1]))) p->at++;
        t->kind = T_WORD;
        t->text = (Str){s, (u32)(p->at - s)};
    } else {
        t->kind = T_PUNCT;
        t->punct = c;
        p->at++;
    }
}

static bool is_punct(const Parser *p, char c) { return p->token.kind == T_PUNCT && p->token.punct == c; }
static bool is_word(const Parser *p, const char *word) { return p->token.kind == T_WORD && str_is(p->token.text, word); }
static bool line_ended(const Parser *p) { return p->token.kind == T_END || p->token.first; }

static bool accept(Parser *p, char c)
{
    if (!is_punct(p, c)) return false;
    next(p);
    return true;
}
static bool accept_word(Parser *p, const char *word)
{
    if (!is_word(p, word) || p->token.first) return false;
    next(p);
    return true;
}
static void expect(Parser *p, char c)
{
    char message[] = "expected ' '";
    message[10] = c;
    if (!accept(p, c)) fail(p, message);
}

/* Decimal or hexadecimal, perhaps negative; the bit pattern. */
static bool integer_of(Str s, u64 *out)
{
    u32 i = 0;
    bool negative = s.len && s.ptr[0] == '-';
    i += negative;
    u64 x = 0, radix = 10;
    if (s.len > i + 2 && s.ptr[i] == '0' && s.ptr[i + 1] == 'x') {
        radix = 16;
        i += 2;
    }
    if (i >= s.len) return false;
    for (; i < s.len; i++) {
        int digit = hex_digit(s.ptr[i]);
        if (digit < 0 || (u64)digit >= radix || x > (UINT64_MAX - (u64)digit) / radix) return false;
        x = x * radix + (u64)digit;
    }
    *out = negative ? 0 - x : x;
    return true;
}

static u64 parse_integer(Parser *p, u64 max)
{
    u64 x = 0;
    if (p->token.kind != T_NUMBER || !integer_of(p->token.text, &x)) fail(p, "expected an integer");
    else if (x > max) fail(p, "this number is too large here");
    else next(p);
    return x > max ? 0 : x;
}

static u32 parse_align(Parser *p)
{
    u64 align = parse_integer(p, (u64)1 << 31);
    if (!is_power_of_two(align)) {
        fail(p, "an alignment is a power of two");
        return 1;
    }
    return (u32)align;
}

static bool find_type(Str s, IrType *out)
{
    for (u32 i = 0; i < IR_TYPE_COUNT; i++) {
        if (str_is(s, ir_type_text[i])) {
            *out = (IrType)i;
            return true;
        }
    }
    return false;
}

static IrType parse_type(Parser *p)
{
    IrType type = IR_VOID;
    if (p->token.kind != T_WORD || !find_type(p->token.text, &type)) fail(p, "expected a type");
    else next(p);
    return type;
}

/* A word that is `prefix` and a number, such as b12 or agg3. */
static bool numbered(const Parser *p, const char *prefix, u64 *out)
{
    size_t n = strlen(prefix);
    if (p->token.kind != T_WORD || !str_starts(p->token.text, prefix)) return false;
    return integer_of((Str){p->token.text.ptr + n, p->token.text.len - (u32)n}, out);
}

static u32 index_in(const char *const *text, u32 n, Str s)
{
    for (u32 i = 0; i < n; i++)
        if (str_is(s, text[i])) return i;
    return MAP_NONE;
}

/* ---- symbols, aggregates, signatures ---- */

static Symbol parse_symbol(Parser *p, i64 *offset)
{
    if (p->token.kind != T_SYMBOL) {
        fail(p, "expected a symbol");
        return 0;
    }
    Symbol s;
    if (p->token.text.len) {
        s = module_symbol(p->m, names_intern(&p->kit->names, p->token.text), NULL);
    } else {
        u32 *at = intmap_put(&p->nameless, p->token.number, 0);
        if (!*at) *at = module_symbol(p->m, 0, NULL);
        s = *at;
    }
    if (offset) *offset = p->token.offset;
    else if (p->token.offset) fail(p, "no offset is possible here");
    next(p);
    return s;
}

static AggId find_agg(Parser *p, u64 number)
{
    u32 id = intmap_get(&p->agg, number);
    if (id == MAP_NONE) {
        fail(p, "this aggregate has no 'agg' line above");
        return 0;
    }
    next(p);
    return id;
}

static IrParam parse_param(Parser *p)
{
    IrParam r = {0};
    u64 number;
    if (numbered(p, "agg", &number)) {
        r.type = IR_PTR;
        r.agg = find_agg(p, number);
        return r;
    }
    r.type = (u8)parse_type(p);
    if (accept_word(p, "chain")) r.chain = true;
    if (accept_word(p, "zext")) r.extend = IR_ZERO_EXTEND;
    else if (accept_word(p, "sext")) r.extend = IR_SIGN_EXTEND;
    return r;
}

static SigId parse_sig(Parser *p)
{
    IrParam result = parse_param(p);
    if (result.chain) fail(p, "a result is no static chain");
    bool variadic = false, unprototyped = false;
    vec_clear(&p->param);
    expect(p, '(');
    while (!p->skip && !is_punct(p, ')')) {
        if (is_word(p, "...")) {
            variadic = true;
            next(p);
        } else if (accept(p, '?')) {
            unprototyped = true;
        } else {
            IrParam param = parse_param(p);
            if (param.type == IR_VOID) fail(p, "a parameter has a type other than void");
            if (param.chain && (param.type != IR_PTR || p->param.len)) fail(p, "the static chain is the first parameter, a ptr");
            vec_push(&p->param, param);
        }
        if (!accept(p, ',')) break;
    }
    expect(p, ')');
    if (p->skip) return 0;
    return module_sig(p->m, result, p->param.at, p->param.len, variadic, unprototyped);
}

/* ---- operands ---- */

static Value value_of(Parser *p, u64 number)
{
    u32 *at = intmap_put(&p->value, number, 0);
    if (!*at) { /* used before its definition: the place is kept, and filled in later */
        Inst none = {0};
        none.loc = loc_of(p, p->token.start);
        *at = ir_append(&p->fn, &none);
    }
    return *at;
}

static FloatBits parse_float(Parser *p, IrType type)
{
    FloatFormat format = ir_float_format(type);
    FloatBits x = {0, 0};
    if (accept_word(p, "bits")) {
        expect(p, '(');
        x.lo = parse_integer(p, UINT64_MAX);
        if (accept(p, ',')) x.hi = parse_integer(p, UINT64_MAX);
        expect(p, ')');
        u32 bits = float_size_bits(format);
        if (bits <= 64) {
            x.lo = zero_extend(x.lo, bits);
            x.hi = 0;
        } else {
            x.hi = zero_extend(x.hi, bits - 64);
        }
        return x;
    }
    Str s = p->token.text;
    bool negative = p->token.kind == T_NUMBER && s.ptr[0] == '-';
    if (negative) s.ptr++, s.len--;
    if (p->token.kind != T_NUMBER || !float_parse(s, format, &x, NULL)) {
        fail(p, "expected a floating number or 'bits(0x...)'");
        return x;
    }
    next(p);
    return negative ? float_negate(x, format) : x;
}

/* context is the type of a constant that does not say its own. */
static Value parse_operand(Parser *p, IrType context)
{
    const Token *t = &p->token;
    if (p->skip || line_ended(p)) {
        fail(p, "expected an operand");
        return 0;
    }
    if (t->kind == T_VALUE) {
        Value v = value_of(p, t->number);
        next(p);
        return v;
    }
    if (t->kind == T_SLOT) {
        if (t->number == 0 || t->number >= p->fn.slot.len) {
            fail(p, "this slot is not declared");
            return 0;
        }
        Inst i = {0};
        i.op = OP_SLOT;
        i.type = IR_PTR;
        i.a = (u32)t->number;
        i.b = (u32)(u64)t->offset;
        i.c = (u32)((u64)t->offset >> 32);
        next(p);
        return ir_append(&p->fn, &i);
    }
    if (t->kind == T_SYMBOL) {
        i64 offset;
        Inst i = {0};
        i.op = OP_SYM;
        i.type = IR_PTR;
        i.a = parse_symbol(p, &offset);
        i.b = (u32)(u64)offset;
        i.c = (u32)((u64)offset >> 32);
        return ir_append(&p->fn, &i);
    }
    IrType type = context;
    if (t->kind == T_WORD && find_type(t->text, &type)) next(p);
    if (type == IR_VOID) {
        fail(p, "expected an operand; a constant needs its type here");
        return 0;
    }
    if (accept_word(p, "poison")) return ir_poison(&p->fn, type);
    if (type >= IR_F32 && type <= IR_F128) return ir_float(&p->fn, type, parse_float(p, type));
    if (type == IR_I128) {
        fail(p, "an i128 constant is made by zext or sext of an i64");
        return 0;
    }
    u64 x;
    if (t->kind != T_NUMBER || !integer_of(t->text, &x)) {
        fail(p, "expected an operand");
        return 0;
    }
    u32 bits = ir_type_bits(&p->fn, type);
    if (zero_extend(x, bits) != x && (u64)sign_extend(x, bits) != x) fail(p, "this number does not fit its type");
    next(p);
    return ir_int(&p->fn, type, x);
}

static Block parse_block(Parser *p)
{
    u64 number;
    if (p->token.first || !numbered(p, "b", &number)) {
        fail(p, "expected a block");
        return 0;
    }
    next(p);
    u32 *at = intmap_put(&p->block, number, 0);
    if (!*at) *at = ir_block(&p->fn);
    return *at;
}

static void parse_mem(Parser *p, Inst *i)
{
    for (;;) {
        if (accept_word(p, "align")) {
            u32 log = log2_floor(parse_align(p));
            if (log > MEM_ALIGN_MASK) fail(p, "this alignment is too large here");
            i->aux |= (u16)(log & MEM_ALIGN_MASK);
        } else if (accept_word(p, "volatile")) {
            i->aux |= MEM_VOLATILE;
        } else {
            return;
        }
    }
}

/* Moves what was collected in p->list (after `header` words) to the function's extra. */
static u32 store_list(Parser *p, u32 header)
{
    u32 n = p->list.len, at = vec_extend(&p->fn.extra, (u64)n + header);
    if (n) memcpy(&p->fn.extra.at[at + header], p->list.at, n * sizeof(u32));
    return at;
}

static void parse_operand_list(Parser *p, char end)
{
    while (!p->skip && !is_punct(p, end)) {
        Value v = parse_operand(p, IR_VOID);
        vec_push(&p->list, v);
        if (!accept(p, ',')) break;
    }
    expect(p, end);
}

static void parse_call(Parser *p, Inst *i)
{
    SigId sig = parse_sig(p);
    if (p->skip) return;
    const IrSig s = p->m->sig.at[sig];
    u32 hidden = s.result.agg ? 1 : 0, n = 0;
    bool any = false;
    i->type = s.result.agg ? IR_VOID : s.result.type;
    i->a = parse_operand(p, IR_PTR);
    expect(p, '(');
    vec_clear(&p->list); /* arguments and aggregates alternate */
    while (!p->skip && !is_punct(p, ')')) {
        u64 number;
        AggId agg = numbered(p, "agg", &number) ? find_agg(p, number) : 0;
        IrType type = agg || n < hidden ? IR_PTR : n - hidden < s.count ? (IrType)p->m->sig_param.at[s.first + n - hidden].type : IR_VOID;
        if (agg) any = true;
        Value v = parse_operand(p, type);
        vec_push(&p->list, v);
        vec_push(&p->list, agg);
        n++;
        if (!accept(p, ',')) break;
    }
    expect(p, ')');
    i->b = vec_extend(&p->fn.extra, (u64)n + 2);
    p->fn.extra.at[i->b] = sig;
    p->fn.extra.at[i->b + 1] = n;
    for (u32 k = 0; k < n; k++) p->fn.extra.at[i->b + 2 + k] = p->list.at[2 * k];
    if (any) {
        i->c = vec_extend(&p->fn.extra, (u64)n + 1);
        p->fn.extra.at[i->c] = n;
        for (u32 k = 0; k < n; k++) p->fn.extra.at[i->c + 1 + k] = p->list.at[2 * k + 1];
    }
    for (;;) {
        if (accept_word(p, "noreturn")) i->aux |= CALL_NORETURN;
        else if (accept_word(p, "returns_twice")) i->aux |= CALL_RETURNS_TWICE;
        else break;
    }
}

static void parse_switch(Parser *p, Inst *i)
{
    IrType type = parse_type(p);
    u32 bits = ir_type_bits(&p->fn, type);
    i->a = parse_operand(p, type);
    expect(p, ',');
    Block otherwise = parse_block(p);
    expect(p, '[');
    vec_clear(&p->list);
    while (!p->skip && !is_punct(p, ']')) {
        u64 x = parse_integer(p, UINT64_MAX);
        if (bits && bits < 64) x = zero_extend(x, bits);
        Block b = parse_block(p);
        vec_push(&p->list, (u32)x);
        vec_push(&p->list, (u32)(x >> 32));
        vec_push(&p->list, b);
        if (!accept(p, ',')) break;
    }
    expect(p, ']');
    i->b = store_list(p, 2);
    p->fn.extra.at[i->b] = otherwise;
    p->fn.extra.at[i->b + 1] = p->list.len / 3;
}

static void parse_phi(Parser *p, Inst *i)
{
    i->type = (u8)parse_type(p);
    vec_clear(&p->list);
    while (!p->skip && accept(p, '[')) {
        Block b = parse_block(p);
        Value v = parse_operand(p, (IrType)i->type);
        vec_push(&p->list, b);
        vec_push(&p->list, v);
        expect(p, ']');
        if (!accept(p, ',')) break;
    }
    i->a = store_list(p, 0);
    i->b = p->list.len / 2;
}

static void parse_asm_operands(Parser *p, Inst *i)
{
    u64 number = parse_integer(p, UINT32_MAX);
    i->a = intmap_get(&p->inline_asm, number);
    if (i->a == MAP_NONE) fail(p, "this inline assembly has no 'asm' line above");
    vec_clear(&p->list);
    expect(p, '(');
    parse_operand_list(p, ':');
    u32 outputs = p->list.len;
    parse_operand_list(p, ')');
    i->b = store_list(p, 2);
    u32 at = i->b;
    p->fn.extra.at[at] = outputs;
    p->fn.extra.at[at + 1] = p->list.len - outputs;
    if (i->op != OP_ASMGOTO) return;
    u32 count_at = vec_extend(&p->fn.extra, 1), count = 0;
    do {
        Block b = parse_block(p);
        vec_push(&p->fn.extra, b);
        count++;
    } while (!p->skip && accept(p, ','));
    p->fn.extra.at[count_at] = count;
}

static void parse_order(Parser *p, Inst *i)
{
    u32 order = p->token.kind == T_WORD && !p->token.first ? index_in(ir_order_text, ORDER_COUNT, p->token.text) : MAP_NONE;
    if (order == MAP_NONE) {
        fail(p, "expected a memory order");
        return;
    }
    i->aux |= (u16)ir_order((IrOrder)order);
    next(p);
}

/* type [value,] [value,] address [align n] [volatile] order */
static void parse_atomic(Parser *p, Inst *i)
{
    u32 form = ir_op_info[i->op].form;
    IrType type = parse_type(p);
    i->type = (u8)(form == FORM_ATOMIC_STORE ? IR_VOID : type);
    if (form != FORM_ATOMIC_LOAD) {
        i->b = parse_operand(p, type);
        expect(p, ',');
    }
    if (form == FORM_ATOMIC_CAS) {
        i->c = parse_operand(p, type);
        expect(p, ',');
    }
    i->a = parse_operand(p, IR_PTR);
    parse_mem(p, i);
    parse_order(p, i);
}

/* ---- instructions ---- */

static void parse_operands(Parser *p, Inst *i)
{
    IrType word = p->fn.pointer_bits == 64 ? IR_I64 : IR_I32;
    switch ((IrForm)ir_op_info[i->op].form) {
    case FORM_U:
        if (i->op != OP_STACKRESTORE && i->op != OP_VASTART) i->type = (u8)parse_type(p);
        i->a = parse_operand(p, i->op >= OP_ZEXT && i->op <= OP_FCVT ? IR_VOID : i->op == OP_VAARG || i->type == IR_VOID ? IR_PTR : (IrType)i->type);
        break;
    case FORM_B: {
        IrType type = i->op == OP_PTRADD ? IR_PTR : parse_type(p);
        bool compares = i->op >= OP_EQ && i->op <= OP_FLEQ;
        i->type = (u8)(compares ? IR_I1 : type);
        i->aux = (u16)(compares ? type : 0);
        i->a = parse_operand(p, type);
        expect(p, ',');
        i->b = parse_operand(p, i->op == OP_PTRADD ? word : type);
        break;
    }
    case FORM_T:
        i->type = (u8)parse_type(p);
        i->a = parse_operand(p, IR_I1);
        expect(p, ',');
        i->b = parse_operand(p, (IrType)i->type);
        expect(p, ',');
        i->c = parse_operand(p, (IrType)i->type);
        break;
    case FORM_P:
        i->a = parse_operand(p, IR_PTR);
        expect(p, ',');
        i->b = parse_operand(p, IR_PTR);
        expect(p, ',');
        i->c = parse_operand(p, IR_PTR);
        break;
    case FORM_LANDING:
        vec_clear(&p->list);
        do {
            Block b = parse_block(p);
            vec_push(&p->list, b);
        } while (!p->skip && accept(p, ','));
        i->b = store_list(p, 1);
        p->fn.extra.at[i->b] = p->list.len;
        break;
    case FORM_NULLARY:
        i->type = i->op == OP_STACKSAVE ? IR_PTR : IR_VOID;
        break;
    case FORM_NULLARY_LEVEL:
        i->type = IR_PTR;
        i->a = (u32)parse_integer(p, UINT32_MAX);
        break;
    case FORM_LOAD:
        i->type = (u8)parse_type(p);
        i->a = parse_operand(p, IR_PTR);
        parse_mem(p, i);
        break;
    case FORM_STORE:
        i->type = (u8)parse_type(p);
        i->b = parse_operand(p, (IrType)i->type);
        expect(p, ',');
        i->a = parse_operand(p, IR_PTR);
        parse_mem(p, i);
        break;
    case FORM_COPY:
    case FORM_ZERO:
        i->a = parse_operand(p, IR_PTR);
        expect(p, ',');
        if (i->op == OP_COPY) {
            i->b = parse_operand(p, IR_PTR);
            expect(p, ',');
        }
        if (!accept_word(p, "size")) fail(p, "expected 'size'");
        i->c = (u32)parse_integer(p, UINT32_MAX);
        parse_mem(p, i);
        break;
    case FORM_ATOMIC_LOAD: case FORM_ATOMIC_STORE: case FORM_ATOMIC_RMW: case FORM_ATOMIC_CAS:
        parse_atomic(p, i);
        break;
    case FORM_FENCE:
        parse_order(p, i);
        if (accept_word(p, "signal")) i->aux |= FENCE_SIGNAL;
        break;
    case FORM_ALLOCA:
        i->type = IR_PTR;
        i->a = parse_operand(p, word);
        expect(p, ',');
        if (!accept_word(p, "align")) fail(p, "expected 'align'");
        i->c = parse_align(p);
        break;
    case FORM_CALL:
        parse_call(p, i);
        break;
    case FORM_VAARGAGG: {
        u64 number;
        i->type = IR_PTR;
        if (numbered(p, "agg", &number)) i->b = find_agg(p, number);
        else fail(p, "expected an aggregate");
        i->a = parse_operand(p, IR_PTR);
        break;
    }
    case FORM_ASM: case FORM_ASM_GOTO:
        parse_asm_operands(p, i);
        break;
    case FORM_PHI:
        parse_phi(p, i);
        break;
    case FORM_JUMP:
        i->a = parse_block(p);
        break;
    case FORM_BRANCH:
        i->a = parse_operand(p, IR_I1);
        expect(p, ',');
        i->b = parse_block(p);
        expect(p, ',');
        i->c = parse_block(p);
        break;
    case FORM_SWITCH:
        parse_switch(p, i);
        break;
    case FORM_GOTO:
        i->a = parse_operand(p, IR_PTR);
        vec_clear(&p->list);
        while (!p->skip && accept(p, ',')) {
            Block b = parse_block(p);
            vec_push(&p->list, b);
        }
        i->b = store_list(p, 1);
        p->fn.extra.at[i->b] = p->list.len;
        break;
    case FORM_RET:
        if (!line_ended(p)) i->a = parse_operand(p, (IrType)p->m->sig.at[p->fn.sig].result.type);
        break;
    default: /* constants stand in operands only */
        fail(p, "this is no instruction");
        break;
    }
}

static IrOp find_op(Str s)
{
    for (u32 i = 1; i < OP_COUNT; i++)
        if (str_is(s, ir_op_info[i].text)) return (IrOp)i;
    return OP_NONE;
}

static void parse_instruction(Parser *p)
{
    Function *fn = &p->fn;
    Inst i = {0};
    bool has_result = p->token.kind == T_VALUE;
    u64 number = p->token.number;
    i.loc = loc_of(p, p->token.start);
    Token result = p->token;
    if (has_result) {
        next(p);
        expect(p, '=');
    }
    i.op = (u8)(p->token.kind == T_WORD ? find_op(p->token.text) : OP_NONE);
    if (i.op == OP_NONE) {
        fail(p, "expected an instruction");
        return;
    }
    if (!fn->current) fail(p, "an instruction after the end of its block; expected a label such as 'b2:'");
    next(p);
    if (!p->skip) parse_operands(p, &i);
    if (!p->skip && !line_ended(p)) fail(p, "unexpected text after the instruction");
    if (p->skip) return;
    bool gives = i.type != IR_VOID && i.op != OP_STORE;
    if (gives != has_result) {
        Token after = p->token;
        p->token = result;
        fail(p, gives ? "this instruction gives a value: write '%N = ' before it" : "this instruction gives no value");
        p->token = after;
        return;
    }
    if (!has_result) {
        ir_append(fn, &i);
        return;
    }
    u32 *at = intmap_put(&p->value, number, 0);
    if (!*at) {
        *at = ir_append(fn, &i);
    } else if (fn->inst.at[*at].op != OP_NONE) {
        Token after = p->token;
        p->token = result;
        fail(p, "this value is defined twice");
        p->token = after;
    } else { /* fill in the place that was kept */
        Value v = *at;
        IrBlock *block = &fn->block.at[fn->current];
        i.prev = block->last;
        fn->inst.at[v] = i;
        if (block->last) fn->inst.at[block->last].next = v;
        else block->first = v;
        block->last = v;
    }
}

static void parse_slot(Parser *p)
{
    next(p);
    u64 number = p->token.number;
    if (p->token.kind != T_SLOT || number != p->fn.slot.len) {
        fail(p, "expected the next slot, '$N' with N counting from 1");
        return;
    }
    next(p);
    u64 size = 0;
    u32 align = 1;
    Name name = 0;
    while (!p->skip && !line_ended(p)) {
        if (accept_word(p, "size")) {
            size = parse_integer(p, UINT64_MAX / 2);
        } else if (accept_word(p, "align")) {
            align = parse_align(p);
        } else if (p->token.kind == T_STRING) {
            name = names_intern(&p->kit->names, p->token.text);
            next(p);
        } else {
            fail(p, "expected 'size', 'align' or a name");
        }
    }
    ir_slot(&p->fn, size, align, name, 0);
}

static void parse_label(Parser *p)
{
    Function *fn = &p->fn;
    u64 number = 0;
    numbered(p, "b", &number);
    u32 *at = intmap_put(&p->block, number, 0);
    /* The first label names the entry, unless instructions without a label stood before it. */
    bool is_entry = !p->entry_labelled && fn->order.len == 1 && !fn->block.at[1].first;
    if (!*at) *at = is_entry ? 1 : ir_block(fn);
    p->entry_labelled = true;
    Block b = *at;
    if (b >= p->placed.len) {
        u32 more = b + 1 - p->placed.len, first = vec_extend(&p->placed, more);
        memset(&p->placed.at[first], 0, more);
    }
    if (p->placed.at[b]) {
        fail(p, "this block is placed twice");
        return;
    }
    p->placed.at[b] = 1;
    next(p);
    if (accept(p, '(')) {
        Symbol s = parse_symbol(p, NULL);
        fn->block.at[b].symbol = s;
        if (s) p->m->symbol.at[s].kind = IR_BLOCK;
        expect(p, ')');
    }
    expect(p, ':');
    if (b != 1) ir_place(fn, b);
}

/* Everything that was mentioned must exist. */
static void check_references(Parser *p)
{
    Function *fn = &p->fn;
    for (u32 k = 0; k < p->value.entry.len; k++) {
        const IntMapEntry *e = &p->value.entry.at[k];
        if (fn->inst.at[e->value].op == OP_NONE) {
            diag_error(&p->kit->diag, fn->inst.at[e->value].loc, "the value '%%%llu' is not defined", (unsigned long long)e->key);
            p->skip = p->failed = true;
            return;
        }
    }
    for (u32 k = 0; k < p->block.entry.len; k++) {
        const IntMapEntry *e = &p->block.entry.at[k];
        if (e->value >= p->placed.len || !p->placed.at[e->value]) {
            diag_error(&p->kit->diag, fn->loc, "the block 'b%llu' is mentioned but not there", (unsigned long long)e->key);
            p->skip = p->failed = true;
            return;
        }
    }
}

static void parse_function(Parser *p)
{
    Loc loc = loc_of(p, p->token.start);
    next(p);
    Symbol symbol = parse_symbol(p, NULL);
    SigId sig = p->skip ? 0 : parse_sig(p);
    if (!is_punct(p, '{')) fail(p, "expected '{'");
    if (p->skip) sig = 0;
    if (!p->skip) {
        IrSymbol *s = ir_symbol(p->m, symbol);
        s->defined = true;
        if (s->kind != IR_IFUNC) s->kind = IR_FUNCTION;
    }
    function_begin(p->m, &p->fn, symbol, sig, loc);
    intmap_clear(&p->value);
    intmap_clear(&p->block);
    vec_clear(&p->placed);
    p->entry_labelled = false;
    for (u32 i = 0; i < p->m->sig.at[sig].count; i++) *intmap_put(&p->value, (u64)i + 1, 0) = i + 1;
    next(p);
    while (p->token.kind != T_END && !is_punct(p, '}')) {
        u64 number;
        if (p->skip) {
            next(p);
        } else if (!p->token.first) {
            fail(p, "expected a new line");
        } else if (is_word(p, "slot")) {
            parse_slot(p);
        } else if (numbered(p, "b", &number)) {
            parse_label(p);
        } else {
            parse_instruction(p);
        }
    }
    p->fn.end_loc = loc_of(p, p->token.start);
    if (p->token.kind == T_END) fail(p, "expected '}'");
    else next(p);
    if (!p->skip) check_references(p);
    if (!p->skip) {
        ir_recount(&p->fn);
        p->sink->function(p->sink->self, p->m, &p->fn);
    }
}

/* ---- data and the module's head ---- */

static void parse_data_lines(Parser *p, IrData *data)
{
    while (!p->skip && p->token.kind != T_END && !is_punct(p, '}')) {
        if (is_word(p, "reloc")) {
            next(p);
            IrDataReloc r = {0};
            r.size = 8;
            r.offset = parse_integer(p, UINT64_MAX);
            r.symbol = parse_symbol(p, &r.addend);
            if (accept_word(p, "size")) r.size = (u8)parse_integer(p, 8);
            if (accept_word(p, "minus")) r.minus = parse_symbol(p, NULL);
            if ((r.size != 4 && r.size != 8) || r.offset > data->size || r.size > data->size - r.offset) fail(p, "this relocation does not fit the data");
            vec_push(&p->reloc, r);
        } else {
            u64 offset = parse_integer(p, UINT64_MAX);
            Str s = p->token.text;
            if (p->token.kind != T_STRING) fail(p, "expected a string");
            else if (offset > data->size || s.len > data->size - offset) fail(p, "these bytes do not fit the data");
            if (p->skip) break;
            memcpy(p->bytes.data + offset, s.ptr, s.len);
            next(p);
        }
    }
    expect(p, '}');
}

static void parse_data(Parser *p)
{
    IrData data = {0};
    bool zero = false;
    next(p);
    data.symbol = parse_symbol(p, NULL);
    data.align = 1;
    while (!p->skip && !line_ended(p) && !is_punct(p, '{')) {
        if (accept_word(p, "size")) {
            data.size = parse_integer(p, UINT64_MAX / 2);
        } else if (accept_word(p, "align")) {
            data.align = parse_align(p);
        } else if (accept_word(p, "readonly")) {
            data.read_only = true;
        } else if (accept_word(p, "zero")) {
            zero = true;
        } else if (accept_word(p, "string")) {
            data.mergeable_string = true;
            data.element = (u8)parse_integer(p, 4);
        } else {
            fail(p, "expected 'size', 'align', 'readonly', 'string', 'zero' or '{'");
        }
    }
    p->bytes.len = 0;
    vec_clear(&p->reloc);
    if (!p->skip && !zero) {
        if (data.size > (u64)1 << 30) fail(p, "data with bytes is at most 1 GiB");
        expect(p, '{');
        if (!p->skip) {
            buf_fill(&p->bytes, 0, data.size + 1);
            parse_data_lines(p, &data);
            data.bytes = p->bytes.data;
        }
    }
    if (p->skip) return;
    IrSymbol *s = ir_symbol(p->m, data.symbol);
    s->defined = true;
    if (s->kind != IR_TLS) s->kind = IR_DATA;
    data.reloc = p->reloc.at;
    data.reloc_count = p->reloc.len;
    p->sink->data(p->sink->self, p->m, &data);
}

static void parse_symbol_line(Parser *p)
{
    next(p);
    Symbol id = parse_symbol(p, NULL);
    if (p->skip) return;
    IrSymbol *s = ir_symbol(p->m, id);
    while (!p->skip && !line_ended(p)) {
        Str w = p->token.kind == T_WORD ? p->token.text : (Str){"", 0};
        next(p);
        u32 k;
        if ((k = index_in(ir_kind_text, 5, w)) != MAP_NONE) {
            s->kind = (u8)k;
        } else if ((k = index_in(ir_binding_text, 3, w)) != MAP_NONE) {
            s->binding = (u8)k;
        } else if ((k = index_in(ir_visibility_text, 4, w)) != MAP_NONE) {
            s->visibility = (u8)k;
        } else if (str_is(w, "defined")) {
            s->defined = true;
        } else if (str_is(w, "common")) {
            s->is_common = true;
        } else if (str_is(w, "referenced")) {
            s->referenced = true;
        } else if (str_is(w, "naked")) {
            s->is_naked = true;
        } else if (str_is(w, "model")) {
            k = p->token.kind == T_WORD ? index_in(ir_tls_text, 5, p->token.text) : MAP_NONE;
            if (k == MAP_NONE) fail(p, "expected a thread-local storage model");
            else s->tls_model = (u8)k;
            next(p);
        } else if (str_is(w, "section") || str_is(w, "alias")) {
            if (p->token.kind != T_STRING) fail(p, "expected a string");
            else *(w.ptr[0] == 's' ? &s->section : &s->alias) = names_intern(&p->kit->names, p->token.text);
            next(p);
        } else if (str_is(w, "size")) {
            s->size = parse_integer(p, UINT64_MAX / 2);
        } else if (str_is(w, "align")) {
            s->align = parse_align(p);
        } else {
            fail(p, "unknown property of a symbol before this");
        }
    }
}

static void parse_agg_line(Parser *p)
{
    next(p);
    u64 number = parse_integer(p, UINT32_MAX), size = 0;
    u32 align = 1;
    bool misaligned = false, is_complex = false;
    while (!p->skip && !line_ended(p) && !is_punct(p, '{')) {
        if (accept_word(p, "size")) size = parse_integer(p, UINT64_MAX / 2);
        else if (accept_word(p, "align")) align = parse_align(p);
        else if (accept_word(p, "misaligned")) misaligned = true;
        else if (accept_word(p, "complex")) is_complex = true;
        else fail(p, "expected 'size', 'align', 'misaligned', 'complex' or '{'");
    }
    expect(p, '{');
    vec_clear(&p->leaf);
    while (!p->skip && !is_punct(p, '}')) {
        IrLeaf leaf = {0};
        leaf.offset = (u32)parse_integer(p, UINT32_MAX);
        leaf.type = (u8)parse_type(p);
        vec_push(&p->leaf, leaf);
        if (!accept(p, ',')) break;
    }
    expect(p, '}');
    if (!p->skip) *intmap_put(&p->agg, number, 0) = module_agg(p->m, size, align, p->leaf.at, p->leaf.len, misaligned, is_complex);
}

static void parse_asm_line(Parser *p)
{
    IrAsm a = {0};
    a.loc = loc_of(p, p->token.start);
    next(p);
    u64 number = parse_integer(p, UINT32_MAX);
    a.is_volatile = accept_word(p, "volatile");
    a.is_basic = accept_word(p, "basic");
    a.text = p->token.text;
    if (p->token.kind != T_STRING) fail(p, "expected the text of the assembly");
    next(p);
    for (u32 k = 0; k < 2; k++) {
        expect(p, '(');
        while (!p->skip && p->token.kind == T_STRING) {
            IrAsmOperand o = {p->token.text, IR_VOID, false, loc_of(p, p->token.start)};
            next(p);
            if (k == 0) {
                o.type = (u8)parse_type(p);
                o.is_address = accept_word(p, "address");
                vec_push(&a.operand, o);
            } else {
                vec_push(&a.clobber, o.constraint);
            }
            if (!accept(p, ',')) break;
        }
        expect(p, ')');
    }
    vec_push(&p->m->inline_asm, a);
    *intmap_put(&p->inline_asm, number, 0) = p->m->inline_asm.len - 1;
}

static void parse_string_line(Parser *p)
{
    bool is_source = is_word(p, "source");
    Loc loc = loc_of(p, p->token.start);
    next(p);
    if (p->token.kind != T_STRING) fail(p, "expected a string");
    else if (is_source) p->m->source_path = p->token.text;
    else p->sink->file_asm(p->sink->self, p->m, p->token.text, loc);
    next(p);
}

static void parse_layout_line(Parser *p)
{
    next(p);
    if (p->token.kind != T_WORD || !str_is(p->token.text, p->m->layout->arch)) fail(p, "this layout is not that of the target");
    next(p);
}

bool ir_parse(Module *m, const char *path, const char *text, u32 size, const IrSink *sink)
{
    Parser p = {0};
    p.kit = m->kit;
    p.m = m;
    p.sink = sink;
    p.text = p.at = text;
    p.end = text + size;
    p.base = sources_enter(&p.kit->sources, sources_add_text(&p.kit->sources, str_of(path), text, size), 0, false);
    p.line_start = true;
    next(&p);
    while (p.token.kind != T_END) {
        bool first = p.token.first;
        if (p.skip && first && p.token.kind == T_WORD) p.skip = false; /* a line that may begin something new */
        if (p.skip) next(&p);
        else if (!first) fail(&p, "expected a new line");
        else if (is_word(&p, "function")) parse_function(&p);
        else if (is_word(&p, "data")) parse_data(&p);
        else if (is_word(&p, "symbol")) parse_symbol_line(&p);
        else if (is_word(&p, "agg")) parse_agg_line(&p);
        else if (is_word(&p, "asm")) parse_asm_line(&p);
        else if (is_word(&p, "source") || is_word(&p, "fileasm")) parse_string_line(&p);
        else if (is_word(&p, "layout")) parse_layout_line(&p);
        else {
            fail(&p, "expected 'function', 'data', 'symbol', 'agg', 'asm', 'fileasm', 'source' or 'layout'");
            next(&p);
        }
    }
    function_free(&p.fn);
    intmap_free(&p.value);
    intmap_free(&p.block);
    intmap_free(&p.nameless);
    intmap_free(&p.agg);
    intmap_free(&p.inline_asm);
    buf_free(&p.bytes);
    vec_free(&p.placed);
    vec_free(&p.reloc);
    vec_free(&p.list);
    vec_free(&p.param);
    vec_free(&p.leaf);
    return !p.failed;
}
