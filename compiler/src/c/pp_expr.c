/* The controlling expression of #if and #elif (C11 6.10.1), in intmax_t and uintmax_t.
   In: the rest of the directive's line. Out: true or false; false after an error. Operands that are not evaluated make no errors. */
#include "c/pp_internal.h"

enum { EXPRESSION_DEPTH_MAX = 500 };

typedef struct Value {
    u64 bits;
    bool is_unsigned;
} Value;

typedef struct Expression {
    CPreprocessor *pp;
    Token t; /* the token ahead */
    u32 depth;
    u32 skipped; /* inside operands that are not evaluated */
    bool failed;
} Expression;

static Value value_of(u64 bits, bool is_unsigned) { return (Value){bits, is_unsigned}; }

static void advance(Expression *e) { expand_next(e->pp, &e->t); }

static Value fail(Expression *e, Loc loc, const char *message)
{
    if (!e->failed) diag_error(&e->pp->kit->diag, loc, "%s", message);
    e->failed = true;
    return value_of(0, false);
}

static Value fail_token(Expression *e, const char *before)
{
    Str s = pp_spelling(e->pp, &e->t);
    if (!e->failed) {
        if (e->t.kind == TK_EOF) diag_error(&e->pp->kit->diag, e->t.loc, "#if with an incomplete expression");
        else diag_error(&e->pp->kit->diag, e->t.loc, "%s \"%.*s\"", before, STR_FMT(s));
    }
    e->failed = true;
    return value_of(0, false);
}

/* ---- constants ---- */

static Value parse_number(Expression *e, Str s, Loc loc)
{
    u32 base = 10, i = 0;
    if (s.len > 1 && s.ptr[0] == '0') {
        char c = (char)(s.ptr[1] | 0x20);
        base = c == 'x' ? 16 : c == 'b' ? 2 : 8;
        i = base == 8 ? 1 : 2;
    }
    u64 x = 0;
    bool too_large = false, any = base == 8 || base == 10;
    for (; i < s.len; i++) {
        char c = s.ptr[i];
        u32 d = c >= '0' && c <= '9' ? (u32)(c - '0') : c >= 'a' && c <= 'f' ? (u32)(c - 'a') + 10 : c >= 'A' && c <= 'F' ? (u32)(c - 'A') + 10 : 99;
        if (c == '\'') continue;
        if (d >= base) {
            if (base == 8 && d < 10) return fail(e, loc, "invalid digit in an octal constant");
            break;
        }
        if (x > (UINT64_MAX - d) / base) too_large = true;
        x = x * base + d;
        any = true;
    }
    for (u32 k = i; k < s.len; k++) {
        char c = (char)(s.ptr[k] | 0x20);
        if (s.ptr[k] == '.' || (base != 16 && c == 'e') || c == 'p') return fail(e, loc, "floating constant in preprocessor expression");
    }
    u32 us = 0, ls = 0;
    for (; i < s.len; i++) {
        char c = s.ptr[i];
        if ((c == 'u' || c == 'U') && !us) us = 1;
        else if (!ls && i + 1 < s.len && ((c == 'w' && s.ptr[i + 1] == 'b') || (c == 'W' && s.ptr[i + 1] == 'B'))) ls = 1, i++; /* bit-precise (C23) */
        else if ((c == 'l' || c == 'L') && !ls) {
            ls = 1;
            if (i + 1 < s.len && s.ptr[i + 1] == c) i++;
        } else if ((c == 'i' || c == 'j') && s.len == i + 1) {
            return fail(e, loc, "imaginary number in preprocessor expression");
        } else {
            any = false;
            break;
        }
    }
    if (!any) {
        if (!e->failed) diag_error(&e->pp->kit->diag, loc, "invalid integer constant \"%.*s\"", STR_FMT(s));
        e->failed = true;
        return value_of(0, false);
    }
    if (too_large && !e->skipped) diag_warn(&e->pp->kit->diag, W_REQUIRED, loc, "integer constant is too large for its type");
    bool is_unsigned = us;
    if (!is_unsigned && x >> 63) {
        if (base == 10 && !e->skipped) diag_warn(&e->pp->kit->diag, W_REQUIRED, loc, "integer constant is so large that it is unsigned");
        is_unsigned = true;
    }
    return value_of(x, is_unsigned);
}

static u32 hex_value(char c)
{
    return c >= '0' && c <= '9' ? (u32)(c - '0') : c >= 'a' && c <= 'f' ? (u32)(c - 'a') + 10 : c >= 'A' && c <= 'F' ? (u32)(c - 'A') + 10 : 16;
}

/* One character of a constant (6.4.4.4); *i moves behind it. */
static u64 read_character(Expression *e, Str s, u32 *i, bool wide, Loc loc)
{
    const char *p = s.ptr;
    u32 end = s.len - 1;
    char c = p[(*i)++];
    if (c != '\\') {
        u32 code, n = wide ? utf8_decode(p + *i - 1, p + end, &code) : 0;
        if (n > 1) {
            *i += n - 1;
            return code;
        }
        return (u8)c;
    }
    c = *i < end ? p[(*i)++] : 0;
    switch (c) {
    case 'n': return 10;
    case 't': return 9;
    case 'r': return 13;
    case 'a': return 7;
    case 'b': return 8;
    case 'f': return 12;
    case 'v': return 11;
    case 'e':
    case 'E': return 27;
    case '\'':
    case '"':
    case '?':
    case '\\': return (u8)c;
    case 'x': {
        u64 x = 0;
        u32 begin = *i;
        for (; *i < end && hex_value(p[*i]) < 16; (*i)++) x = x << 4 | hex_value(p[*i]);
        if (*i == begin) fail(e, loc, "\\x used with no following hex digits");
        return wide ? x & 0xffffffffu : x & 0xff;
    }
    case 'u':
    case 'U': {
        u64 x = 0;
        u32 n = c == 'u' ? 4 : 8;
        for (; n > 0 && *i < end && hex_value(p[*i]) < 16; (*i)++, n--) x = x << 4 | hex_value(p[*i]);
        if (n) fail(e, loc, "incomplete universal character name");
        return x;
    }
    default: break;
    }
    if (c >= '0' && c <= '7') {
        u64 x = (u64)(c - '0');
        for (u32 n = 1; n < 3 && *i < end && p[*i] >= '0' && p[*i] <= '7'; n++) x = x * 8 + (u64)(p[(*i)++] - '0');
        return wide ? x : x & 0xff;
    }
    if (!e->skipped) diag_warn(&e->pp->kit->diag, W_REQUIRED, loc, "unknown escape sequence '\\%c'", c > ' ' && c < 127 ? c : '?');
    return (u8)c;
}

static Value parse_character(Expression *e, Str s, Loc loc)
{
    const CppOptions *o = e->pp->options;
    u32 i = 0;
    char prefix = s.ptr[0] == '\'' ? 0 : s.ptr[0];
    bool utf8 = prefix == 'u' && s.len > 1 && s.ptr[1] == '8';
    while (i < s.len && s.ptr[i] != '\'') i++;
    i++;
    if (s.len < i + 1 || i + 1 == s.len) return fail(e, loc, "empty character constant");
    u64 x = 0;
    u32 n = 0;
    for (; i + 1 < s.len; n++) {
        u64 c = read_character(e, s, &i, prefix != 0 && !utf8, loc);
        if (prefix) x = c;
        else x = n ? (x << 8 | (c & 0xff)) & 0xffffffffu : c;
    }
    if (n > 1 && !e->skipped) diag_warn(&e->pp->kit->diag, prefix ? W_ALWAYS : W_MULTICHAR, loc, prefix ? "character constant too long for its type" : "multi-character character constant");
    if (prefix == 'L') {
        if (o->layout && o->layout->wchar_is_unsigned) return value_of(x & 0xffffffffu, true);
        return value_of((u64)(i64)(i32)(u32)x, false);
    }
    if (prefix) return value_of(utf8 ? x & 0xff : prefix == 'u' ? x & 0xffff : x & 0xffffffffu, true);
    bool plain_unsigned = o->char_is_unsigned || (o->layout && o->layout->char_is_unsigned);
    if (n == 1 && !plain_unsigned && x >= 0x80) return value_of((u64)(i64)(int8_t)(u8)x, false);
    return value_of((u64)(i64)(i32)(u32)x, false);
}

/* ---- operands ---- */

static Value parse_ternary(Expression *e);

static Value parse_defined(Expression *e)
{
    CPreprocessor *pp = e->pp;
    Token t;
    if (source_expansion(pp->kit->diag.sources, e->t.loc) != e->t.loc)
        diag_warn(&pp->kit->diag, W_EXPANSION_TO_DEFINED, e->t.loc, "this use of \"defined\" may not be portable");
    raw_next(pp, &t);
    bool paren = t.kind == TK_LPAREN;
    if (paren) raw_next(pp, &t);
    if (t.kind != TK_IDENTIFIER) {
        e->t = t;
        return fail(e, t.loc, "operator \"defined\" requires an identifier");
    }
    bool is = is_defined(pp, &t);
    if (paren) {
        raw_next(pp, &t);
        if (t.kind != TK_RPAREN) {
            e->t = t;
            return fail(e, t.loc, "missing ')' after \"defined\"");
        }
    }
    advance(e);
    return value_of(is, false);
}

static Value parse_unary(Expression *e)
{
    if (e->depth++ >= EXPRESSION_DEPTH_MAX) {
        e->depth--;
        return fail(e, e->t.loc, "#if expression is nested too deeply");
    }
    Value v = {0, false};
    Token t = e->t;
    switch (t.kind) {
    case TK_NUMBER:
        v = parse_number(e, pp_spelling(e->pp, &t), t.loc);
        advance(e);
        break;
    case TK_CHARACTER:
        v = parse_character(e, pp_spelling(e->pp, &t), t.loc);
        advance(e);
        break;
    case TK_IDENTIFIER:
        if (t.name == e->pp->name_defined) {
            v = parse_defined(e);
            break;
        }
        if (e->pp->standard >= C_STD_C23 && (t.name == e->pp->name_true || t.name == e->pp->name_false)) {
            v.bits = t.name == e->pp->name_true;
        } else if (!e->skipped) {
            diag_warn(&e->pp->kit->diag, W_UNDEF, t.loc, "'%.*s' is not defined, evaluates to 0", STR_FMT(pp_spelling(e->pp, &t)));
        }
        advance(e);
        if (e->t.kind == TK_LPAREN && !e->failed) {
            diag_error(&e->pp->kit->diag, t.loc, "function-like macro '%.*s' is not defined", STR_FMT(pp_spelling(e->pp, &t)));
            e->failed = true;
        }
        break;
    case TK_LPAREN:
        advance(e);
        v = parse_ternary(e);
        if (e->t.kind != TK_RPAREN) v = fail_token(e, "missing ')' in expression before");
        else advance(e);
        break;
    case TK_MINUS:
        advance(e);
        v = parse_unary(e);
        v.bits = (u64)0 - v.bits;
        break;
    case TK_PLUS:
        advance(e);
        v = parse_unary(e);
        break;
    case TK_TILDE:
        advance(e);
        v = parse_unary(e);
        v.bits = ~v.bits;
        break;
    case TK_NOT:
        advance(e);
        v = parse_unary(e);
        v = value_of(v.bits == 0, false);
        break;
    case TK_HASH: v = fail(e, t.loc, "assertions are not supported"); break;
    default: v = fail_token(e, "expected a value in a preprocessor expression before token"); break;
    }
    e->depth--;
    return v;
}

static u32 precedence(u32 kind)
{
    switch (kind) {
    case TK_STAR:
    case TK_SLASH:
    case TK_PERCENT: return 10;
    case TK_PLUS:
    case TK_MINUS: return 9;
    case TK_SHL:
    case TK_SHR: return 8;
    case TK_LT:
    case TK_GT:
    case TK_LE:
    case TK_GE: return 7;
    case TK_EQ:
    case TK_NE: return 6;
    case TK_AMP: return 5;
    case TK_CARET: return 4;
    case TK_PIPE: return 3;
    case TK_ANDAND: return 2;
    case TK_OROR: return 1;
    default: return 0;
    }
}

static i64 as_signed(u64 x) { return (i64)x; }

static u64 shift_right(Value a, u64 n)
{
    bool negative = !a.is_unsigned && a.bits >> 63;
    if (n >= 64) return negative ? UINT64_MAX : 0;
    u64 x = a.bits >> n;
    return negative && n ? x | ~(UINT64_MAX >> n) : x;
}

static Value shift(Value a, Value b, bool left)
{
    if (!b.is_unsigned && b.bits >> 63) { /* by a negative count: the other way, as gcc does */
        left = !left;
        b.bits = (u64)0 - b.bits;
    }
    if (left) return value_of(b.bits >= 64 ? 0 : a.bits << b.bits, a.is_unsigned);
    return value_of(shift_right(a, b.bits), a.is_unsigned);
}

static Value divide(Expression *e, Value a, Value b, bool remainder, bool is_unsigned, Loc loc)
{
    if (b.bits == 0) {
        if (!e->skipped) return fail(e, loc, "division by zero in #if");
        return value_of(0, is_unsigned);
    }
    if (is_unsigned) return value_of(remainder ? a.bits % b.bits : a.bits / b.bits, true);
    u64 x = a.bits >> 63 ? (u64)0 - a.bits : a.bits, y = b.bits >> 63 ? (u64)0 - b.bits : b.bits;
    bool negative = remainder ? a.bits >> 63 : (a.bits ^ b.bits) >> 63;
    u64 r = remainder ? x % y : x / y;
    return value_of(negative ? (u64)0 - r : r, false);
}

static Value apply(Expression *e, u32 op, Value a, Value b, Loc loc)
{
    bool u = a.is_unsigned || b.is_unsigned; /* the usual arithmetic conversions (6.10.1p4, 6.3.1.8) */
    i64 x = as_signed(a.bits), y = as_signed(b.bits);
    switch (op) {
    case TK_STAR: return value_of(a.bits * b.bits, u);
    case TK_SLASH: return divide(e, a, b, false, u, loc);
    case TK_PERCENT: return divide(e, a, b, true, u, loc);
    case TK_PLUS: return value_of(a.bits + b.bits, u);
    case TK_MINUS: return value_of(a.bits - b.bits, u);
    case TK_SHL: return shift(a, b, true);
    case TK_SHR: return shift(a, b, false);
    case TK_LT: return value_of(u ? a.bits < b.bits : x < y, false);
    case TK_GT: return value_of(u ? a.bits > b.bits : x > y, false);
    case TK_LE: return value_of(u ? a.bits <= b.bits : x <= y, false);
    case TK_GE: return value_of(u ? a.bits >= b.bits : x >= y, false);
    case TK_EQ: return value_of(a.bits == b.bits, false);
    case TK_NE: return value_of(a.bits != b.bits, false);
    case TK_AMP: return value_of(a.bits & b.bits, u);
    case TK_CARET: return value_of(a.bits ^ b.bits, u);
    default: return value_of(a.bits | b.bits, u);
    }
}

static Value parse_binary(Expression *e, u32 least)
{
    Value a = parse_unary(e);
    for (;;) {
        u32 op = e->t.kind, p = precedence(op);
        if (p == 0 || p < least || e->failed) return a;
        Loc loc = e->t.loc;
        bool off = (op == TK_ANDAND && !a.bits) || (op == TK_OROR && a.bits);
        advance(e);
        e->skipped += off;
        Value b = parse_binary(e, p + 1);
        e->skipped -= off;
        if (op == TK_ANDAND) a = value_of(a.bits && b.bits, false);
        else if (op == TK_OROR) a = value_of(a.bits || b.bits, false);
        else a = apply(e, op, a, b, loc);
    }
}

static Value parse_ternary(Expression *e)
{
    if (e->depth++ >= EXPRESSION_DEPTH_MAX) {
        e->depth--;
        return fail(e, e->t.loc, "#if expression is nested too deeply");
    }
    Value a = parse_binary(e, 1);
    if (e->t.kind == TK_QUESTION && !e->failed) {
        bool first = a.bits != 0;
        advance(e);
        e->skipped += !first;
        Value b = parse_ternary(e);
        e->skipped -= !first;
        if (e->t.kind != TK_COLON) {
            a = fail_token(e, "expected ':' in a preprocessor expression before token");
        } else {
            advance(e);
            e->skipped += first;
            Value c = parse_ternary(e);
            e->skipped -= first;
            a = value_of(first ? b.bits : c.bits, b.is_unsigned || c.is_unsigned);
        }
    }
    while (e->t.kind == TK_COMMA && e->depth > 1 && !e->failed) {
        if (!e->skipped) diag_warn(&e->pp->kit->diag, W_PEDANTIC, e->t.loc, "comma operator in operand of #if");
        advance(e);
        a = parse_binary(e, 1);
    }
    e->depth--;
    return a;
}

bool evaluate_condition(CPreprocessor *pp)
{
    Expression e = {0};
    e.pp = pp;
    bool outer = pp->evaluating;
    pp->evaluating = true;
    advance(&e);
    Value v = {0, false};
    if (e.t.kind == TK_EOF) {
        fail(&e, e.t.loc, "#if with no expression");
    } else {
        v = parse_ternary(&e);
        if (e.t.kind != TK_EOF) fail_token(&e, "missing binary operator before token");
    }
    pp->evaluating = outer;
    while (pp->depth) pop_context(pp);
    skip_to_line_end(pp);
    return !e.failed && v.bits != 0;
}

bool evaluate_in_parentheses(CPreprocessor *pp, i64 *value)
{
    Expression e = {0};
    e.pp = pp;
    bool outer = pp->evaluating;
    pp->evaluating = true;
    advance(&e);
    Value v = parse_ternary(&e);
    if (e.t.kind != TK_RPAREN) fail_token(&e, "expected ')' before token");
    pp->evaluating = outer;
    *value = (i64)v.bits;
    return !e.failed;
}
