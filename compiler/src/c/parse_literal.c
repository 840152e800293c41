/* Constants and string literals (C11 6.4.4, 6.4.5): spelling to value and type.
   In: pp-numbers, character constants, strings. Out: INT, FLOAT and STRING nodes. */
#include "base/utf8.h"
#include "c/parser.h"

static u32 digit_value(u8 ch)
{
    if (ch >= '0' && ch <= '9') return ch - '0';
    ch |= 0x20;
    return ch >= 'a' && ch <= 'f' ? ch - 'a' + 10u : 99;
}

bool simple_number(Str s, u64 *value)
{
    if (s.len == 0 || s.len > 9 || (s.len > 1 && s.ptr[0] == '0')) return false;
    u64 v = 0;
    for (u32 i = 0; i < s.len; i++) {
        if (s.ptr[i] < '0' || s.ptr[i] > '9') return false;
        v = v * 10 + (u64)(s.ptr[i] - '0');
    }
    *value = v;
    return true;
}

/* ---- floating constants ---- */

static bool is_float_text(Str s)
{
    bool hex = s.len > 1 && s.ptr[0] == '0' && (s.ptr[1] | 0x20) == 'x';
    for (u32 i = 0; i < s.len; i++) {
        char ch = s.ptr[i];
        if (ch == '.') return true;
        if (hex ? (ch | 0x20) == 'p' : (ch | 0x20) == 'e') return true;
    }
    return false;
}

/* Without the separators of C23 (6.4.4.2). */
static Str without_separators(Parser *p, Str s)
{
    if (!memchr(s.ptr, '\'', s.len)) return s;
    char *text = arena_alloc(&p->c->arena, s.len, 1);
    u32 n = 0;
    for (u32 i = 0; i < s.len; i++)
        if (s.ptr[i] != '\'') text[n++] = s.ptr[i];
    return (Str){text, n};
}

/* One of i, j, I, J before or after the rest of a suffix (GNU). */
static bool take_imaginary_unit(Str *suffix, char rest[8])
{
    if (suffix->len == 0 || suffix->len > 7) return false;
    u32 last = suffix->len - 1;
    char begin = (char)(suffix->ptr[0] | 0x20), end = (char)(suffix->ptr[last] | 0x20);
    u32 at_unit = begin == 'i' || begin == 'j' ? 0 : end == 'i' || end == 'j' ? last : suffix->len;
    if (at_unit == suffix->len) return false;
    memcpy(rest, suffix->ptr, at_unit);
    memcpy(rest + at_unit, suffix->ptr + at_unit + 1, last - at_unit);
    *suffix = (Str){rest, last};
    return true;
}

static NodeId parse_float(Parser *p, Str s, Loc loc)
{
    s = without_separators(p, s);
    Str body = s, suffix = {"", 0};
    bool hex = s.len > 1 && s.ptr[0] == '0' && (s.ptr[1] | 0x20) == 'x';
    u32 end = s.len;
    /* The suffix begins at the first letter that is no digit of the number and no exponent mark. */
    bool in_exponent = false;
    for (u32 i = hex ? 2 : 0; i < s.len; i++) {
        char ch = s.ptr[i];
        bool mark = !in_exponent && (hex ? (ch | 0x20) == 'p' : (ch | 0x20) == 'e');
        if (mark) {
            in_exponent = true;
            if (i + 1 < s.len && (s.ptr[i + 1] == '+' || s.ptr[i + 1] == '-')) i++;
            continue;
        }
        bool digit = (ch >= '0' && ch <= '9') || (!in_exponent && hex && digit_value((u8)ch) < 16) || ch == '.';
        if (!digit) {
            end = i;
            break;
        }
    }
    body.len = end;
    suffix = (Str){s.ptr + end, s.len - end};
    QType type = QTYPE_OF(CT_DOUBLE);
    char without_unit[8];
    Str written = suffix;
    bool imaginary = take_imaginary_unit(&suffix, without_unit);
    if (suffix.len == 0) type = QTYPE_OF(CT_DOUBLE);
    else if (str_is(suffix, "f") || str_is(suffix, "F") || str_is(suffix, "f32") || str_is(suffix, "F32")) type = QTYPE_OF(CT_FLOAT);
    else if (str_is(suffix, "l") || str_is(suffix, "L") || str_is(suffix, "f64x") || str_is(suffix, "F64x") || str_is(suffix, "w")) type = QTYPE_OF(CT_LDOUBLE);
    else if (str_is(suffix, "f64") || str_is(suffix, "F64") || str_is(suffix, "f32x") || str_is(suffix, "F32x")) type = QTYPE_OF(CT_DOUBLE);
    else if (str_is(suffix, "f128") || str_is(suffix, "F128") || str_is(suffix, "q") || str_is(suffix, "Q")) type = QTYPE_OF(CT_FLOAT128);
    else if (str_is(suffix, "df") || str_is(suffix, "dd") || str_is(suffix, "dl") || str_is(suffix, "DF") || str_is(suffix, "DD") || str_is(suffix, "DL")) {
        refuse(p, loc, "decimal floating constants");
        return error_node(p, loc);
    } else {
        diag_error(p->diag, loc, "invalid suffix '%.*s' on floating constant", STR_FMT(written));
        return error_node(p, loc);
    }
    if (KIND(type) == CT_FLOAT128 && refuse_type(p, type, loc)) return error_node(p, loc);
    FloatBits bits = {0, 0};
    bool overflow = false;
    if (!float_parse(body, format_of(p, type), &bits, &overflow)) {
        diag_error(p->diag, loc, hex && !in_exponent ? "hexadecimal floating constant '%.*s' requires an exponent" : "malformed floating constant '%.*s'", STR_FMT(s));
        return error_node(p, loc);
    }
    if (overflow) diag_warn(p->diag, W_OVERFLOW, loc, "floating constant exceeds the range of '%s'", type_str(p, type));
    if (hex) pedantic_since(p, C_STD_C99, loc, "hexadecimal floating constants");
    NodeId n = float_node(p, type, bits, loc);
    return imaginary ? imaginary_constant(p, n) : n;
}

/* ---- integer constants (6.4.4.1) ---- */

/* With the suffix wb: of the narrowest type that holds it, the sign of a signed one included (C23 6.4.4.1p6). */
static NodeId bit_precise_constant(Parser *p, u64 low, u64 high, bool is_unsigned, Loc loc)
{
    u32 bits = high ? 128 - count_leading_zeros(high) : low ? 64 - count_leading_zeros(low) : 1;
    pedantic_since(p, C_STD_C23, loc, "constants of bit-precise types");
    if (!is_unsigned) bits++;
    if (bits > BITINT_LIMIT) {
        diag_error(p->diag, loc, "integer constant is too large for its type");
        return error_node(p, loc);
    }
    QType q = type_bitint(p->t, bits, is_unsigned), word = QTYPE_OF(CT_ULLONG);
    NodeId n = cast_node(p, int_node(p, word, low, loc), q);
    if (!high) return n;
    /* Nodes hold 64 bits: the two words are put together as the program would. */
    NodeId upper = cast_node(p, int_node(p, word, high, loc), q), count = int_node(p, INT_T, 64, loc);
    upper = new_node(p, NODE_SHL, q, loc, upper, count, 0);
    return new_node(p, NODE_OR, q, loc, upper, n, 0);
}

static NodeId parse_integer(Parser *p, Str s, Loc loc)
{
    u32 base = 10, i = 0;
    if (s.len > 1 && s.ptr[0] == '0') {
        char x = (char)(s.ptr[1] | 0x20);
        if (x == 'x') base = 16, i = 2;
        else if (x == 'b') {
            base = 2, i = 2;
            pedantic_since(p, C_STD_C23, loc, "binary constants");
        }
        else base = 8, i = 1;
    }
    u64 v = 0, high = 0;
    bool overflow = false;
    u32 first = i;
    for (; i < s.len; i++) {
        if (s.ptr[i] == '\'' && p->options->cpp.standard >= C_STD_C23) continue;
        u32 d = digit_value((u8)s.ptr[i]);
        if (d >= (base == 8 ? 10 : base)) break;
        if (d >= base) {
            diag_error(p->diag, loc, "invalid digit '%c' in octal constant", s.ptr[i]);
            return error_node(p, loc);
        }
        if (v > (UINT64_MAX - d) / base || high) {
            u64 low = (v & UINT32_MAX) * base + d, middle = (v >> 32) * base + (low >> 32);
            if (high > (UINT64_MAX - (middle >> 32)) / base) overflow = true;
            high = high * base + (middle >> 32);
            v = middle << 32 | (low & UINT32_MAX);
        } else {
            v = v * base + d;
        }
    }
    if (base != 10 && base != 8 && i == first) {
        diag_error(p->diag, loc, "invalid suffix '%.*s' on integer constant", s.len - 1, s.ptr + 1);
        return error_node(p, loc);
    }
    u32 longs = 0;
    bool is_unsigned = false, good = true, bit_precise = false, imaginary = false;
    Str suffix = {s.ptr + i, s.len - i};
    for (; i < s.len && good; i++) {
        char ch = s.ptr[i];
        if ((ch == 'u' || ch == 'U') && !is_unsigned) is_unsigned = true;
        else if (((ch | 0x20) == 'i' || (ch | 0x20) == 'j') && !imaginary) imaginary = true;
        else if (!longs && !bit_precise && i + 1 < s.len && ((ch == 'w' && s.ptr[i + 1] == 'b') || (ch == 'W' && s.ptr[i + 1] == 'B'))) bit_precise = true, i++;
        else if ((ch == 'l' || ch == 'L') && !longs && !bit_precise) {
            longs = 1;
            if (i + 1 < s.len && s.ptr[i + 1] == ch) {
                longs = 2, i++;
                if (!p->c99) diag_warn(p->diag, W_LONG_LONG, loc, "ISO C90 does not support 'long long' constants");
            }
        } else good = false;
    }
    if (!good) {
        diag_error(p->diag, loc, "invalid suffix '%.*s' on integer constant", STR_FMT(suffix));
        return error_node(p, loc);
    }
    if (bit_precise && !overflow) {
        NodeId n = bit_precise_constant(p, v, high, is_unsigned, loc);
        return imaginary && !node_is_error(p, n) ? imaginary_constant(p, n) : n;
    }
    if (overflow || high) {
        diag_error(p->diag, loc, "integer constant is too large for its type");
        return error_node(p, loc);
    }
    /* The first type of the list that holds the value. */
    u32 long_bits = p->t->layout->long_size * 8;
    u32 kind = longs == 2 ? CT_LLONG : longs == 1 ? CT_LONG : CT_INT;
    if (kind == CT_INT && v > (is_unsigned || base != 10 ? UINT32_MAX : INT32_MAX)) kind = CT_LONG;
    if (kind == CT_INT && v > INT32_MAX) is_unsigned = true;
    if (kind == CT_LONG && long_bits == 32 && v > (is_unsigned || base != 10 ? UINT32_MAX : INT32_MAX)) kind = CT_LLONG;
    if (kind == CT_LONG && long_bits == 32 && v > INT32_MAX) is_unsigned = true;
    if (kind >= CT_LONG && v > INT64_MAX && !is_unsigned) {
        if (base == 10) diag_warn(p->diag, W_REQUIRED, loc, "integer constant is so large that it is unsigned");
        is_unsigned = true;
    }
    NodeId n = int_node(p, QTYPE_OF(kind + is_unsigned), v, loc);
    return imaginary ? imaginary_constant(p, n) : n;
}

NodeId parse_number(Parser *p)
{
    Str s = pp_spelling(p->pp, &p->tok);
    Loc loc = p->tok.loc;
    u64 v;
    NodeId n;
    if (simple_number(s, &v)) n = int_node(p, INT_T, v, loc);
    else n = is_float_text(s) ? parse_float(p, s, loc) : parse_integer(p, s, loc);
    parser_next(p);
    return n;
}

/* ---- characters ---- */

static void put_element(Buf *b, u32 c, u32 element)
{
    if (element == 1) buf_u8(b, (u8)c);
    else if (element == 2) buf_u16(b, c);
    else buf_u32(b, c);
}

static void put_code_point(Buf *b, u32 c, u32 element)
{
    if (element == 1) utf8_encode(b, c);
    else if (element == 2 && c >= 0x10000) {
        c -= 0x10000;
        buf_u16(b, 0xd800 + (c >> 10));
        buf_u16(b, 0xdc00 + (c & 0x3ff));
    } else put_element(b, c, element);
}

/* Translates what is between the quotes onto the end of b. The Loc of byte i of the spelling is loc + i unless spliced. */
static void put_characters(Parser *p, Buf *b, const u8 *s, const u8 *end, u32 element, Loc loc)
{
    u32 limit_bits = element * 8;
    while (s < end) {
        if (*s != '\\') {
            if (element == 1) {
                const u8 *run = memchr(s, '\\', (size_t)(end - s));
                if (!run) run = end;
                buf_bytes(b, s, (size_t)(run - s));
                s = run;
                continue;
            }
            u32 c, n = utf8_decode((const char *)s, (const char *)end, &c);
            if (n == 0) {
                n = 1;
                diag_error(p->diag, loc, "wide literal holds bytes that are not UTF-8");
                c = 0xfffd;
            }
            put_code_point(b, c, element);
            s += n;
            continue;
        }
        if (++s == end) {
            diag_error(p->diag, loc, "incomplete escape sequence");
            return;
        }
        u8 ch = *s++;
        u32 v;
        switch (ch) {
        case 'n': v = '\n'; break;
        case 't': v = '\t'; break;
        case 'r': v = '\r'; break;
        case 'a': v = 7; break;
        case 'b': v = 8; break;
        case 'f': v = 12; break;
        case 'v': v = 11; break;
        case 'e': case 'E':
            pedantic(p, loc, "the escape sequence '\\e'");
            v = 27;
            break;
        case '\\': case '\'': case '"': case '?': v = ch; break;
        case '0': case '1': case '2': case '3': case '4': case '5': case '6': case '7':
            v = ch - '0';
            for (u32 i = 0; i < 2 && s < end && *s >= '0' && *s <= '7'; i++) v = v * 8 + (u32)(*s++ - '0');
            if (limit_bits < 32 && v >> limit_bits) diag_warn(p->diag, W_REQUIRED, loc, "octal escape sequence out of range");
            break;
        case 'x': {
            u64 wide = 0;
            bool overflow = false;
            const u8 *first = s;
            while (s < end && digit_value(*s) < 16) {
                wide = wide << 4 | digit_value(*s++);
                if (wide >> limit_bits) overflow = true;
                wide &= 0xffffffffu;
            }
            if (s == first) diag_error(p->diag, loc, "'\\x' used with no following hex digits");
            if (overflow) diag_warn(p->diag, W_REQUIRED, loc, "hex escape sequence out of range");
            v = (u32)wide;
            break;
        }
        case 'u': case 'U': {
            u32 want = ch == 'u' ? 4 : 8, have = 0;
            v = 0;
            while (have < want && s < end && digit_value(*s) < 16) v = v << 4 | digit_value(*s++), have++;
            if (have < want) diag_error(p->diag, loc, "incomplete universal character name");
            else if (v > 0x10ffff || (v >= 0xd800 && v < 0xe000)) diag_error(p->diag, loc, "'\\%c%0*x' is not a valid universal character", ch, (int)want, v);
            else {
                /* Basic characters and controls have no such names (6.4.3p2). */
                if (v < 0xa0 && v != '$' && v != '@' && v != '`') diag_error(p->diag, loc, "'\\%c%0*x' is not a valid universal character", ch, (int)want, v);
                put_code_point(b, v, element);
            }
            continue;
        }
        default:
            diag_warn(p->diag, W_REQUIRED, loc, "unknown escape sequence: '\\%c'", ch);
            v = ch;
            if (ch >= 0x80) {
                s--;
                continue;
            }
            break;
        }
        put_element(b, v, element);
    }
}

typedef enum Prefix { PREFIX_NONE, PREFIX_U8, PREFIX_L, PREFIX_U16, PREFIX_U32 } Prefix;

/* Cuts prefix and quotes off. */
static Prefix strip_quotes(Str s, const u8 **first, const u8 **last)
{
    Prefix prefix = PREFIX_NONE;
    u32 skip = 0;
    if (s.len && s.ptr[0] == 'L') prefix = PREFIX_L, skip = 1;
    else if (s.len && s.ptr[0] == 'U') prefix = PREFIX_U32, skip = 1;
    else if (s.len > 1 && s.ptr[0] == 'u' && s.ptr[1] == '8') prefix = PREFIX_U8, skip = 2;
    else if (s.len && s.ptr[0] == 'u') prefix = PREFIX_U16, skip = 1;
    *first = (const u8 *)s.ptr + skip + 1;
    *last = (const u8 *)s.ptr + s.len - (s.len > skip + 1);
    if (*last < *first) *last = *first;
    return prefix;
}

static QType prefix_type(Parser *p, Prefix prefix)
{
    switch (prefix) {
    case PREFIX_L: return p->wchar_t_;
    case PREFIX_U16: return p->char16_t_;
    case PREFIX_U32: return p->char32_t_;
    case PREFIX_U8: return QTYPE_OF(p->options->cpp.standard >= C_STD_C23 ? CT_UCHAR : CT_CHAR); /* char8_t */
    default: return QTYPE_OF(CT_CHAR);
    }
}

NodeId parse_character(Parser *p)
{
    Str s = pp_spelling(p->pp, &p->tok);
    Loc loc = p->tok.loc;
    const u8 *first, *last;
    Prefix prefix = strip_quotes(s, &first, &last);
    QType element_type = prefix_type(p, prefix), type = prefix == PREFIX_NONE ? INT_T : element_type;
    if (prefix == PREFIX_U8) type = QTYPE_OF(CT_UCHAR);
    u32 element = (u32)type_size(p->t, element_type);
    p->text.len = 0;
    put_characters(p, &p->text, first, last, element, loc);
    u32 count = (u32)(p->text.len / element);
    const u8 *b = p->text.data;
    u64 v = 0;
    if (count == 0) {
        if (first == last) diag_error(p->diag, loc, "empty character constant");
    } else if (prefix == PREFIX_NONE) {
        if (count == 1) v = p->t->layout->char_is_unsigned ? b[0] : (u64)(i64)(i8)b[0];
        else {
            u32 wide = 0;
            for (u32 i = 0; i < count; i++) wide = wide << 8 | b[i];
            v = (u64)(i64)(i32)wide;
            if (count > 4) diag_warn(p->diag, W_ALWAYS, loc, "character constant too long for its type");
            else diag_warn(p->diag, W_MULTICHAR, loc, "multi-character character constant");
        }
    } else {
        v = element == 1 ? b[0] : element == 2 ? get_u16(b) : get_u32(b);
        if (count > 1) {
            if (prefix == PREFIX_U8) diag_error(p->diag, loc, "character constant too long for its type");
            else {
                const u8 *e = b + (count - 1) * element;
                v = element == 2 ? get_u16(e) : get_u32(e);
                diag_warn(p->diag, W_ALWAYS, loc, "character constant too long for its type");
            }
        }
        v = type_wrap(p->t, type, v);
    }
    parser_next(p);
    return int_node(p, type, v, loc);
}

/* ---- strings ---- */

/* All adjacent literals, put together in p->text; the prefix of the whole (6.4.5p5). */
static Prefix collect_strings(Parser *p, Loc loc)
{
    p->text.len = 0;
    Str s = pp_spelling(p->pp, &p->tok);
    const u8 *first, *last;
    Prefix prefix = strip_quotes(s, &first, &last);
    const Token *ahead = parser_peek(p, 0);
    if (ahead->kind != TK_STRING) {
        put_characters(p, &p->text, first, last, (u32)type_size(p->t, prefix_type(p, prefix)), p->tok.loc);
        parser_next(p);
        return prefix;
    }
    /* The prefix may come with any of them, so the pieces are noted first: (pointer, length, place) on the work stack. */
    u32 mark = p->work.len;
    bool mixed = false;
    while (at(p, TK_STRING)) {
        s = pp_spelling(p->pp, &p->tok);
        Prefix own = strip_quotes(s, &first, &last);
        if (own != PREFIX_NONE && own != prefix) {
            if (prefix == PREFIX_NONE) prefix = own;
            else mixed = true;
        }
        uintptr_t address = (uintptr_t)first;
        vec_push(&p->work, (u32)address);
        vec_push(&p->work, (u32)((u64)address >> 32));
        vec_push(&p->work, (u32)(last - first));
        vec_push(&p->work, p->tok.loc);
        parser_next(p);
    }
    if (mixed) diag_error(p->diag, loc, "unsupported concatenation of string literals with different prefixes");
    u32 element = (u32)type_size(p->t, prefix_type(p, prefix));
    for (u32 i = mark; i < p->work.len; i += 4) {
        const u8 *from = (const u8 *)(uintptr_t)((u64)p->work.at[i] | (u64)p->work.at[i + 1] << 32);
        put_characters(p, &p->text, from, from + p->work.at[i + 2], element, p->work.at[i + 3]);
    }
    p->work.len = mark;
    return prefix;
}

NodeId parse_string(Parser *p)
{
    Loc loc = p->tok.loc;
    Prefix prefix = collect_strings(p, loc);
    QType type = prefix_type(p, prefix);
    u32 element = (u32)type_size(p->t, type);
    StringLiteral s = {0};
    s.element = (u8)element;
    u64 count = p->text.len / element;
    for (u64 i = 0; i < count && !s.has_inner_zero; i++) {
        const u8 *e = p->text.data + i * element;
        u32 v = element == 1 ? e[0] : element == 2 ? get_u16(e) : get_u32(e);
        if (v == 0) s.has_inner_zero = true;
    }
    put_element(&p->text, 0, element);
    s.size = p->text.len;
    u8 *bytes = arena_alloc(&p->c->arena, p->text.len, 1);
    memcpy(bytes, p->text.data, p->text.len);
    s.bytes = bytes;
    vec_push(&p->c->string, s);
    NodeId n = new_node(p, NODE_STRING, type_array(p->t, type, count + 1), loc, p->c->string.len - 1, 0, 0);
    NODE(n)->flags |= NODE_LVALUE;
    return n;
}

bool parse_string_text(Parser *p, Str *out, const char *what)
{
    if (!at(p, TK_STRING)) {
        Str found = token_text(p);
        diag_error(p->diag, p->tok.loc, "expected a string literal %s before %.*s", what, STR_FMT(found));
        return false;
    }
    Loc loc = p->tok.loc;
    if (collect_strings(p, loc) != PREFIX_NONE) {
        diag_error(p->diag, loc, "a wide string literal cannot stand here");
        return false;
    }
    *out = arena_str(&p->c->arena, (Str){(const char *)p->text.data, (u32)p->text.len});
    return true;
}
