/* -Wformat: the conversions of a printf or scanf format against the arguments (C11 7.21.6.1, 7.21.6.2, with glibc's and POSIX's additions).
   In: the format's node and the arguments, converted for the call. Out: warnings; nothing when the format is no literal. */
#include "c/parser.h"

typedef enum LengthModifier { LENGTH_NONE, LENGTH_HH, LENGTH_H, LENGTH_L, LENGTH_LL, LENGTH_J, LENGTH_Z, LENGTH_T, LENGTH_LD } LengthModifier;

typedef struct FormatCheck {
    Parser *p;
    const NodeId *argument;
    u32 count, next, first_number;
    bool check_arguments, positional, stopped;
    u32 highest; /* of positional arguments */
    Loc loc;
    bool scanf;
} FormatCheck;

static const StringLiteral *literal_of(Parser *p, NodeId id)
{
    const Node *n = NODE(id);
    while (n->kind == NODE_CAST) n = NODE(n->a);
    if (n->kind != NODE_DECAY || NODE(n->a)->kind != NODE_STRING) return NULL;
    const StringLiteral *s = &p->c->string.at[NODE(n->a)->a];
    return s->element == 1 ? s : NULL;
}

static bool is_digit(u8 c) { return c >= '0' && c <= '9'; }

static u32 read_number(const u8 **s)
{
    u32 v = 0;
    for (; is_digit(**s); (*s)++) v = v < 100000 ? v * 10 + (**s - '0') : v;
    return v;
}

static LengthModifier read_length(const u8 **s)
{
    u8 c = **s;
    switch (c) {
    case 'h':
        (*s)++;
        if (**s != 'h') return LENGTH_H;
        (*s)++;
        return LENGTH_HH;
    case 'l':
        (*s)++;
        if (**s != 'l') return LENGTH_L;
        (*s)++;
        return LENGTH_LL;
    case 'q': (*s)++; return LENGTH_LL;
    case 'j': (*s)++; return LENGTH_J;
    case 'z': case 'Z': (*s)++; return LENGTH_Z;
    case 't': (*s)++; return LENGTH_T;
    case 'L': (*s)++; return LENGTH_LD;
    default: return LENGTH_NONE;
    }
}

/* The signed integer type of a modifier; its unsigned sibling is the next kind. */
static QType integer_of(Parser *p, LengthModifier length, bool narrow)
{
    switch (length) {
    case LENGTH_HH: return narrow ? QTYPE_OF(CT_SCHAR) : INT_T;
    case LENGTH_H: return narrow ? QTYPE_OF(CT_SHORT) : INT_T;
    case LENGTH_L: return QTYPE_OF(CT_LONG);
    case LENGTH_LL: case LENGTH_LD: return QTYPE_OF(CT_LLONG);
    case LENGTH_J: return QTYPE_OF(p->t->layout->long_size == 8 ? CT_LONG : CT_LLONG);
    case LENGTH_Z: case LENGTH_T: return p->ptrdiff_t_;
    default: return INT_T;
    }
}

/* The next argument, or the n-th; 0 when there is none. */
static NodeId take_argument(FormatCheck *f, u32 position, const char *spec, QType want)
{
    Parser *p = f->p;
    u32 index = position ? position - 1 : f->next++;
    if (position) {
        f->positional = true;
        if (position > f->highest) f->highest = position;
    }
    if (!f->check_arguments) return 0;
    if (index >= f->count) {
        diag_warn(p->diag, W_FORMAT, f->loc, "format '%s' expects a matching '%s' argument", spec, type_str(p, want));
        f->stopped = true;
        return 0;
    }
    return f->argument[index];
}

static void mismatch(FormatCheck *f, NodeId n, u32 position, const char *spec, QType want)
{
    Parser *p = f->p;
    u32 number = f->first_number + (position ? position : f->next) - 1;
    diag_warn(p->diag, W_FORMAT, NODE(n)->loc, "format '%s' expects argument of type '%s', but argument %u has type '%s'", spec, type_str(p, want), number,
              type_str(p, NODE(n)->type));
}

static bool same_integer(Parser *p, QType a, QType b)
{
    const CType *x = type_of(p->t, a), *y = type_of(p->t, b);
    u32 i = x->kind == CT_ENUM ? KIND(x->base) : x->kind, j = y->kind == CT_ENUM ? KIND(y->base) : y->kind;
    if (i == j) return true;
    if (i < CT_CHAR || i > CT_ULLONG || j < CT_CHAR || j > CT_ULLONG) return false;
    if (i <= CT_UCHAR || j <= CT_UCHAR) return i <= CT_UCHAR && j <= CT_UCHAR;
    return (i ^ j) == 1 && i / 2 == j / 2;
}

static bool is_char_pointer(Parser *p, QType q)
{
    return KIND(q) == CT_POINTER && type_is_character(p->t, type_of(p->t, q)->base);
}

static void check_printf_argument(FormatCheck *f, u8 conversion, LengthModifier length, u32 position, const char *spec)
{
    Parser *p = f->p;
    QType want;
    NodeId n;
    switch (conversion) {
    case 'd': case 'i': case 'u': case 'o': case 'x': case 'X': case 'b': case 'B':
        want = integer_of(p, length, false);
        if (conversion != 'd' && conversion != 'i') want += 16;
        n = take_argument(f, position, spec, want);
        if (n && !(type_is_integer(p->t, NODE(n)->type) && same_integer(p, NODE(n)->type, want))) mismatch(f, n, position, spec, want);
        return;
    case 'f': case 'F': case 'e': case 'E': case 'g': case 'G': case 'a': case 'A':
        want = QTYPE_OF(length == LENGTH_LD ? CT_LDOUBLE : CT_DOUBLE);
        n = take_argument(f, position, spec, want);
        if (n && KIND(NODE(n)->type) != KIND(want)) mismatch(f, n, position, spec, want);
        return;
    case 'c': case 'C':
        want = length == LENGTH_L || conversion == 'C' ? QTYPE_OF(CT_UINT) : INT_T;
        n = take_argument(f, position, spec, want);
        if (n && !(type_is_integer(p->t, NODE(n)->type) && same_integer(p, NODE(n)->type, want))) mismatch(f, n, position, spec, want);
        return;
    case 's': case 'S': {
        bool wide = length == LENGTH_L || conversion == 'S';
        want = type_pointer(p->t, wide ? p->wchar_t_ : QTYPE_OF(CT_CHAR));
        n = take_argument(f, position, spec, want);
        if (!n) return;
        QType q = NODE(n)->type;
        bool good = wide ? KIND(q) == CT_POINTER && same_integer(p, type_of(p->t, q)->base, p->wchar_t_) : is_char_pointer(p, q);
        if (!good) mismatch(f, n, position, spec, want);
        else if (NODE(n)->kind == NODE_INT && node_integer(NODE(n)) == 0) diag_warn(p->diag, W_FORMAT, NODE(n)->loc, "'%s' directive argument is null", spec);
        return;
    }
    case 'p':
        want = type_pointer(p->t, VOID_T);
        n = take_argument(f, position, spec, want);
        if (n && KIND(NODE(n)->type) != CT_POINTER) mismatch(f, n, position, spec, want);
        return;
    case 'n':
        want = type_pointer(p->t, integer_of(p, length, true));
        n = take_argument(f, position, spec, want);
        if (n && !(KIND(NODE(n)->type) == CT_POINTER && same_integer(p, type_of(p->t, NODE(n)->type)->base, type_of(p->t, want)->base)))
            mismatch(f, n, position, spec, want);
        return;
    default: return;
    }
}

static void check_scanf_argument(FormatCheck *f, u8 conversion, LengthModifier length, bool allocates, u32 position, const char *spec)
{
    Parser *p = f->p;
    QType target;
    switch (conversion) {
    case 'd': case 'i': target = integer_of(p, length, true); break;
    case 'u': case 'o': case 'x': case 'X':
        target = integer_of(p, length, true) + 16;
        if (length == LENGTH_HH) target = QTYPE_OF(CT_UCHAR);
        break;
    case 'f': case 'F': case 'e': case 'E': case 'g': case 'G': case 'a': case 'A':
        target = QTYPE_OF(length == LENGTH_LD ? CT_LDOUBLE : length == LENGTH_L ? CT_DOUBLE : CT_FLOAT);
        break;
    case 'c': case 's': case '[': target = length == LENGTH_L ? p->wchar_t_ : QTYPE_OF(CT_CHAR); break;
    case 'C': case 'S': target = p->wchar_t_; break;
    case 'p': target = type_pointer(p->t, VOID_T); break;
    case 'n': target = integer_of(p, length, true); break;
    default: return;
    }
    if (allocates) target = type_pointer(p->t, target);
    QType want = type_pointer(p->t, target);
    NodeId n = take_argument(f, position, spec, want);
    if (!n) return;
    QType q = NODE(n)->type;
    bool good = KIND(q) == CT_POINTER;
    if (good) {
        QType to = type_of(p->t, q)->base;
        if (to & Q_CONST) {
            diag_warn(p->diag, W_FORMAT, NODE(n)->loc, "writing into constant object (argument %u)", f->first_number + (position ? position : f->next) - 1);
            return;
        }
        if (type_is_integer(p->t, target)) good = type_is_integer(p->t, to) && same_integer(p, to, target);
        else if (type_is_floating(p->t, target)) good = KIND(to) == KIND(target);
        else good = KIND(to) == CT_POINTER;
    }
    if (!good) mismatch(f, n, position, spec, want);
}

/* The conversion from '%' to its letter as text for messages. */
static const char *spec_text(Parser *p, const u8 *start, const u8 *end)
{
    u32 n = (u32)(end - start);
    return arena_printf(&p->c->arena, "%.*s", (int)(n > 40 ? 40 : n), (const char *)start).ptr;
}

/* After '%'. Gives the place behind the conversion. */
static const u8 *check_conversion(FormatCheck *f, const u8 *s, const u8 *end)
{
    Parser *p = f->p;
    const u8 *start = s - 1;
    u32 position = 0;
    bool suppressed = false, allocates = false;
    const u8 *digits = s;
    if (is_digit(*s)) {
        u32 n = read_number(&s);
        if (*s == '$') {
            position = n;
            s++;
        } else s = digits;
    }
    if (f->scanf) {
        for (;; s++) {
            if (*s == '*') suppressed = true;
            else if (*s != '\'' && *s != 'I') break;
        }
        if (is_digit(*s)) read_number(&s);
        if (*s == 'm') {
            allocates = true;
            s++;
        }
    } else {
        while (*s && strchr("-+ #0'I", *s)) s++;
        for (u32 part = 0; part < 2; part++) {
            if (part == 1) {
                if (*s != '.') break;
                s++;
                if (*s == '-') s++;
            }
            if (*s == '*') {
                s++;
                u32 where = 0;
                const u8 *save = s;
                if (is_digit(*s)) {
                    where = read_number(&s);
                    if (*s == '$') s++;
                    else {
                        where = 0;
                        s = save;
                    }
                }
                NodeId n = take_argument(f, where, "*", INT_T);
                if (n && !(type_is_integer(p->t, NODE(n)->type) && same_integer(p, NODE(n)->type, INT_T)))
                    diag_warn(p->diag, W_FORMAT, NODE(n)->loc, "field %s specifier '*' expects argument of type 'int', but argument %u has type '%s'",
                              part ? "precision" : "width", f->first_number + (where ? where : f->next) - 1, type_str(p, NODE(n)->type));
                if (f->stopped) return end;
            } else if (is_digit(*s)) read_number(&s);
        }
    }
    LengthModifier length = read_length(&s);
    u8 conversion = *s;
    if (s >= end) {
        diag_warn(p->diag, W_FORMAT, f->loc, "spurious trailing '%%' in format");
        return end;
    }
    s++;
    if (conversion == '%') return s;
    const char *known = f->scanf ? "diuoxXfFeEgGaAcs[CSpn" : "diuoxXbBfFeEgGaAcsCSpnm";
    if (!strchr(known, conversion)) {
        if (conversion >= 32 && conversion < 127) diag_warn(p->diag, W_FORMAT, f->loc, "unknown conversion type character '%c' in format", conversion);
        else diag_warn(p->diag, W_FORMAT, f->loc, "unknown conversion type character 0x%x in format", conversion);
        f->stopped = true;
        return end;
    }
    if (f->scanf && conversion == '[') {
        if (*s == '^') s++;
        if (*s == ']') s++;
        while (s < end && *s != ']') s++;
        if (s >= end) {
            diag_warn(p->diag, W_FORMAT, f->loc, "no closing ']' for '%%[' format");
            f->stopped = true;
            return end;
        }
        s++;
    }
    if (suppressed || conversion == 'm') return s;
    const char *spec = spec_text(p, start, s);
    if (f->scanf) check_scanf_argument(f, conversion, length, allocates, position, spec);
    else check_printf_argument(f, conversion, length, position, spec);
    return f->stopped ? end : s;
}

void warn_format_call(Parser *p, u32 kind, NodeId format, const NodeId *argument, u32 count, u32 first_number, Loc loc, bool has_arguments)
{
    if (kind != FORMAT_PRINTF && kind != FORMAT_SCANF) return;
    const StringLiteral *literal = literal_of(p, format);
    Loc where = NODE(format)->loc;
    if (!literal) {
        if (kind == FORMAT_PRINTF && has_arguments && count && NODE(format)->kind != NODE_COND)
            diag_warn(p->diag, W_FORMAT_NONLITERAL, loc, "format not a string literal, argument types not checked");
        if (has_arguments && count == 0 && kind == FORMAT_PRINTF && NODE(format)->kind != NODE_INT)
            diag_warn(p->diag, W_FORMAT_SECURITY, loc, "format not a string literal and no format arguments");
        return;
    }
    /* The arguments are on the work stack, which messages do not touch; the string's bytes are in the arena. */
    FormatCheck f;
    memset(&f, 0, sizeof f);
    f.p = p;
    f.argument = argument;
    f.count = count;
    f.first_number = first_number;
    f.check_arguments = has_arguments;
    f.loc = where;
    f.scanf = kind == FORMAT_SCANF;
    const u8 *s = literal->bytes, *end = s + literal->size - 1;
    if (literal->has_inner_zero) {
        const u8 *zero = memchr(s, 0, literal->size);
        if (zero && zero < end) {
            diag_warn(p->diag, W_FORMAT, where, "embedded '\\0' in format");
            end = zero;
        }
    }
    if (s == end && literal->size == 1 && kind == FORMAT_PRINTF && !f.scanf) {
        diag_warn(p->diag, W_FORMAT_ZERO_LENGTH, where, "zero-length format string");
    }
    while (s < end) {
        const u8 *percent = memchr(s, '%', (size_t)(end - s));
        if (!percent) break;
        s = check_conversion(&f, percent + 1, end);
    }
    u32 used = f.positional ? f.highest : f.next;
    if (has_arguments && !f.stopped && used < count) diag_warn(p->diag, W_FORMAT_EXTRA_ARGS, NODE(argument[used])->loc, "too many arguments for format");
}
