/* Calls of the __builtin_ functions, and the builtins that are keywords because they take types.
   In: the name and the tokens of the call. Out: constants where the answer is known, library calls, or BUILTIN nodes. */
#include "c/parser.h"

bool parse_arguments(Parser *p)
{
    Loc open = p->tok.loc, end;
    return expect(p, TK_LPAREN, "of the builtin's arguments") && parse_argument_list(p, open, "", &end);
}

NodeId builtin_node(Parser *p, Builtin builtin, QType type, u32 first, Loc loc)
{
    for (u32 i = first; i < p->work.len; i++)
        if (node_is_error(p, p->work.at[i])) {
            p->work.len = first;
            return error_node(p, loc);
        }
    u32 list = extra_list(p, first);
    NodeId n = new_node(p, NODE_BUILTIN, type, loc, 0, list, 0);
    NODE(n)->aux = (u16)builtin;
    return n;
}

static bool count_is(Parser *p, Name name, u32 first, u32 want, Loc loc)
{
    u32 have = p->work.len - first;
    if (have == want) return true;
    diag_error(p->diag, loc, "too %s arguments to '%.*s': expected %u, have %u", have < want ? "few" : "many", STR_FMT(name_text(p, name)), want, have);
    return false;
}

/* The argument as a real floating value; 0 after an error. */
static NodeId floating_argument(Parser *p, NodeId n, Name name)
{
    n = rvalue(p, n);
    QType q = NODE(n)->type;
    if (is_error(q)) return 0;
    if (type_is_floating(p->t, q)) return n;
    if (type_is_integer(p->t, q)) return cast_node(p, n, QTYPE_OF(CT_DOUBLE));
    diag_error(p->diag, NODE(n)->loc, "non-floating-point argument of type '%s' in call to '%.*s'", type_str(p, q), STR_FMT(name_text(p, name)));
    return 0;
}

/* The address of the va_list that an expression names; a parameter of array type is that address already. */
static NodeId va_list_pointer(Parser *p, NodeId n, Loc loc)
{
    if (node_is_error(p, n)) return n;
    QType q = type_unqualified(NODE(n)->type), object = type_unqualified(p->va_list_);
    if (KIND(object) == CT_ARRAY) {
        QType element = type_of(p->t, object)->base;
        if (KIND(q) == CT_ARRAY && type_of(p->t, q)->base == element) return rvalue(p, n);
        if (KIND(q) == CT_POINTER && type_unqualified(type_of(p->t, q)->base) == element) return rvalue(p, n);
        if (type_same(p->t, q, object)) return build_address(p, n, loc);
    } else if (type_same(p->t, q, object)) {
        return build_address(p, n, loc);
    }
    diag_error(p->diag, loc, "argument of type '%s' is not a 'va_list'", type_str(p, NODE(n)->type));
    return error_node(p, loc);
}

static NodeId va_function(Parser *p, Special special, Name name, u32 first, Loc loc)
{
    if (special == SPECIAL_VA_START) {
        if (p->work.len - first == 2) {
            /* The second argument names the last parameter: nothing is computed from it. */
            const Node *n = NODE(p->work.at[first + 1]);
            u32 count = DECL(p->function)->param_count, at_param = DECL(p->function)->first_param;
            if (p->in_function && n->kind == NODE_VAR && count && n->a != p->c->param_decl.at[at_param + count - 1])
                diag_warn(p->diag, W_ALWAYS, loc, "second parameter of 'va_start' is not the last named argument");
            p->work.len--;
        }
        if (p->in_function && !type_of(p->t, DECL(p->function)->type)->variadic)
            diag_error(p->diag, loc, "'va_start' used in a function with fixed arguments");
    }
    u32 want = special == SPECIAL_VA_COPY ? 2 : 1;
    if (!p->in_function) diag_error(p->diag, loc, "'%.*s' used outside of a function", STR_FMT(name_text(p, name)));
    if (!count_is(p, name, first, want, loc)) {
        p->work.len = first;
        return error_node(p, loc);
    }
    for (u32 i = first; i < p->work.len; i++) p->work.at[i] = va_list_pointer(p, p->work.at[i], loc);
    return builtin_node(p, special == SPECIAL_VA_START ? BUILTIN_VA_START : special == SPECIAL_VA_END ? BUILTIN_VA_END : BUILTIN_VA_COPY, VOID_T, first, loc);
}

static NodeId classify_floating(Parser *p, Special special, Name name, u32 first, Loc loc)
{
    static const u16 builtins[] = {
        BUILTIN_ISNAN, BUILTIN_ISINF, BUILTIN_ISFINITE, BUILTIN_SIGNBIT, BUILTIN_ISNORMAL, BUILTIN_ISINF_SIGN, BUILTIN_ISGREATER,
        BUILTIN_ISGREATEREQUAL, BUILTIN_ISLESS, BUILTIN_ISLESSEQUAL, BUILTIN_ISLESSGREATER, BUILTIN_ISUNORDERED
    };
    u32 want = special >= SPECIAL_ISGREATER ? 2 : 1;
    bool good = count_is(p, name, first, want, loc);
    for (u32 i = first; i < p->work.len && good; i++) {
        NodeId n = floating_argument(p, p->work.at[i], name);
        if (!n) good = false;
        p->work.at[i] = n;
    }
    if (!good) {
        p->work.len = first;
        return error_node(p, loc);
    }
    if (want == 2) {
        NodeId a = p->work.at[first], b = p->work.at[first + 1];
        QType common = usual_type(p, NODE(a)->type, NODE(b)->type);
        p->work.at[first] = cast_node(p, a, common);
        p->work.at[first + 1] = cast_node(p, b, common);
    }
    NodeId n = builtin_node(p, (Builtin)builtins[special - SPECIAL_ISNAN], INT_T, first, loc);
    if (node_is_error(p, n)) return n;
    ConstValue v = c_evaluate(p->c, n);
    return v.kind == CONST_INTEGER ? int_node(p, INT_T, v.integer, loc) : n;
}

/* ---- an operand that is needed more than once: its first use computes and keeps it ---- */

static NodeId first_use(Parser *p, NodeId value, Loc loc)
{
    QType q = NODE(value)->type;
    DeclId d = new_decl(p, DECL_OBJECT, 0, q, loc);
    DECL(d)->duration = DURATION_AUTOMATIC;
    DECL(d)->flags |= DECL_USED | DECL_DEFINED;
    NodeId literal = new_node(p, NODE_COMPOUND_LITERAL, q, loc, d, single_init(p, q, value), 0);
    NODE(literal)->flags |= NODE_LVALUE;
    return new_node(p, NODE_LOAD, q, loc, literal, 0, 0);
}

/* Of what first_use made; evaluated after it. */
static NodeId later_use(Parser *p, NodeId first, Loc loc)
{
    QType q = NODE(first)->type;
    NodeId variable = new_node(p, NODE_VAR, q, loc, NODE(NODE(first)->a)->a, 0, 0);
    NODE(variable)->flags |= NODE_LVALUE;
    return new_node(p, NODE_LOAD, q, loc, variable, 0, 0);
}

/* __builtin_fpclassify(nan, infinite, normal, subnormal, zero, x) */
static NodeId fpclassify(Parser *p, Name name, u32 first, Loc loc)
{
    NodeId x = 0;
    bool good = count_is(p, name, first, 6, loc);
    if (good) x = floating_argument(p, p->work.at[first + 5], name);
    if (!good || !x) {
        p->work.len = first;
        return error_node(p, loc);
    }
    QType q = NODE(x)->type;
    NodeId once = NODE(x)->kind == NODE_FLOAT || !p->in_function ? x : first_use(p, x, loc);
    x = once == x ? x : later_use(p, once, loc);
    static const u16 tests[3] = {BUILTIN_ISNAN, BUILTIN_ISINF, BUILTIN_ISNORMAL};
    NodeId test[3];
    for (u32 i = 0; i < 3; i++) {
        u32 mark = p->work.len;
        vec_push(&p->work, i == 0 ? once : x);
        test[i] = builtin_node(p, (Builtin)tests[i], INT_T, mark, loc);
        ConstValue known = c_evaluate(p->c, test[i]);
        if (known.kind == CONST_INTEGER) test[i] = int_node(p, INT_T, known.integer, loc);
    }
    NodeId zero = cast_node(p, int_node(p, INT_T, 0, loc), q);
    NodeId is_zero = build_binary(p, TK_EQ, x, zero, loc);
    u32 w = first;
    NodeId n = build_conditional(p, is_zero, p->work.at[w + 4], p->work.at[w + 3], loc);
    n = build_conditional(p, test[2], p->work.at[w + 2], n, loc);
    n = build_conditional(p, test[1], p->work.at[w + 1], n, loc);
    n = build_conditional(p, test[0], p->work.at[w], n, loc);
    p->work.len = first;
    return n;
}

static NodeId overflow_builtin(Parser *p, Special special, Name name, u32 first, Loc loc)
{
    bool good = count_is(p, name, first, 3, loc);
    u32 typed = special >= SPECIAL_SADD ? special - SPECIAL_SADD + 1u : 0;
    Builtin builtin = typed ? (Builtin)(BUILTIN_ADD_OVERFLOW + (typed - 1) / 6)
                            : special == SPECIAL_ADD_OVERFLOW ? BUILTIN_ADD_OVERFLOW : special == SPECIAL_SUB_OVERFLOW ? BUILTIN_SUB_OVERFLOW : BUILTIN_MUL_OVERFLOW;
    for (u32 i = 0; i < 3 && good; i++) {
        NodeId n = rvalue(p, p->work.at[first + i]);
        QType q = NODE(n)->type;
        if (is_error(q)) good = false;
        else if (i < 2 ? !type_is_integer(p->t, q) : KIND(q) != CT_POINTER || !type_is_integer(p->t, type_of(p->t, q)->base)) {
            diag_error(p->diag, NODE(n)->loc, "argument %u of '%.*s' has type '%s', not %s", i + 1, STR_FMT(name_text(p, name)), type_str(p, q),
                       i < 2 ? "an integer type" : "pointer to an integer type");
            good = false;
        } else if (!typed && type_is_bitint(p->t, i < 2 ? q : type_of(p->t, q)->base)) {
            good = refuse(p, NODE(n)->loc, "checked operations on '_BitInt'");
        } else if (typed) {
            static const u8 kinds[6] = {CT_INT, CT_LONG, CT_LLONG, CT_UINT, CT_ULONG, CT_ULLONG};
            QType want = QTYPE_OF(kinds[(typed - 1) % 6]);
            n = convert_for(p, n, i < 2 ? want : type_pointer(p->t, want), ASSIGN_ARGUMENT, i + 1, 0, loc);
        }
        p->work.at[first + i] = n;
    }
    if (!good) {
        p->work.len = first;
        return error_node(p, loc);
    }
    return builtin_node(p, builtin, QTYPE_OF(CT_BOOL), first, loc);
}

/* __builtin_add_overflow_p(a, b, c): whether a + b overflows c's type. c is not evaluated. */
static NodeId overflow_predicate(Parser *p, Special special, Name name, u32 first, Loc loc)
{
    static const u16 builtins[3] = {BUILTIN_ADD_OVERFLOW, BUILTIN_SUB_OVERFLOW, BUILTIN_MUL_OVERFLOW};
    Builtin builtin = (Builtin)builtins[special - SPECIAL_ADD_OVERFLOW_P];
    bool good = count_is(p, name, first, 3, loc);
    for (u32 i = 0; i < 3 && good; i++) {
        NodeId n = rvalue(p, p->work.at[first + i]);
        p->work.at[first + i] = n;
        good = type_is_integer(p->t, NODE(n)->type);
        if (type_is_bitint(p->t, NODE(n)->type)) good = refuse(p, NODE(n)->loc, "checked operations on '_BitInt'");
        else if (!good && !node_is_error(p, n))
            diag_error(p->diag, NODE(n)->loc, "argument %u of '%.*s' has type '%s', not an integer type", i + 1, STR_FMT(name_text(p, name)), type_str(p, NODE(n)->type));
    }
    if (!good) {
        p->work.len = first;
        return error_node(p, loc);
    }
    QType to = type_unqualified(NODE(p->work.at[first + 2])->type);
    bool overflows;
    if (fold_overflow(p, builtin, p->work.at[first], p->work.at[first + 1], to, &overflows)) {
        p->work.len = first;
        return int_node(p, QTYPE_OF(CT_BOOL), overflows, loc);
    }
    NodeId zero = cast_node(p, int_node(p, INT_T, 0, loc), to);
    NodeId result = NODE(first_use(p, zero, loc))->a;
    p->work.at[first + 2] = new_node(p, NODE_ADDR, type_pointer(p->t, to), loc, result, 0, 0);
    return builtin_node(p, builtin, QTYPE_OF(CT_BOOL), first, loc);
}

enum { PADDING_LIMIT = 4096 };

static NodeId clear_padding(Parser *p, Name name, u32 first, Loc loc)
{
    bool good = count_is(p, name, first, 1, loc);
    if (good) {
        NodeId n = rvalue(p, p->work.at[first]);
        p->work.at[first] = n;
        QType q = NODE(n)->type, to = KIND(q) == CT_POINTER ? type_of(p->t, q)->base : 0;
        good = !is_error(to) && KIND(to) != CT_FUNCTION && KIND(to) != CT_VOID && type_complete(p->t, to) && !(to & Q_CONST);
        if (!good && !is_error(q)) diag_error(p->diag, loc, "argument of '%.*s' must point to an object that can be written, not be of type '%s'", STR_FMT(name_text(p, name)), type_str(p, q));
        if (good && type_size(p->t, to) > PADDING_LIMIT) {
            diag_error(p->diag, loc, "'%.*s' of more than %d bytes is not supported yet", STR_FMT(name_text(p, name)), PADDING_LIMIT);
            good = false;
        }
    }
    if (good) return builtin_node(p, BUILTIN_CLEAR_PADDING, VOID_T, first, loc);
    p->work.len = first;
    return error_node(p, loc);
}

/* __builtin_popcountg and kin: of an unsigned integer of any type; clzg and ctzg may have a second argument for zero. */
static NodeId generic_bit_count(Parser *p, Special special, Name name, u32 first, Loc loc)
{
    u32 count = p->work.len - first;
    bool good = special == SPECIAL_POPCOUNTG ? count_is(p, name, first, 1, loc) : count == 2 || count_is(p, name, first, 1, loc);
    NodeId x = good ? rvalue(p, p->work.at[first]) : 0;
    QType q = x ? NODE(x)->type : 0;
    if (!good || is_error(q) || !type_is_integer(p->t, q) || !type_is_unsigned(p->t, q) || type_size(p->t, q) > 8) {
        if (good && !is_error(q)) diag_error(p->diag, loc, "argument of '%.*s' must be an unsigned integer of at most 64 bits, not '%s'", STR_FMT(name_text(p, name)), type_str(p, q));
        p->work.len = first;
        return error_node(p, loc);
    }
    u32 bits = type_bits(p->t, q);
    NodeId other = count == 2 ? convert_for(p, p->work.at[first + 1], INT_T, ASSIGN_ARGUMENT, 2, 0, loc) : 0;
    p->work.len = first;
    NodeId wide = cast_node(p, x, QTYPE_OF(CT_ULLONG)), use = wide, test = 0;
    if (other) {
        if (NODE(wide)->kind != NODE_INT) {
            test = first_use(p, wide, loc);
            use = later_use(p, test, loc);
        } else test = wide;
    }
    vec_push(&p->work, use);
    Builtin builtin = special == SPECIAL_POPCOUNTG ? BUILTIN_POPCOUNT : special == SPECIAL_CLZG ? BUILTIN_CLZ : BUILTIN_CTZ;
    NodeId n = builtin_node(p, builtin, INT_T, first, loc);
    if (node_is_error(p, n)) return n;
    ConstValue v = c_evaluate(p->c, n);
    if (v.kind == CONST_INTEGER) n = int_node(p, INT_T, v.integer, loc);
    if (special == SPECIAL_CLZG && bits < 64) n = build_binary(p, TK_MINUS, n, int_node(p, INT_T, 64 - bits, loc), loc);
    return other ? build_conditional(p, test, n, other, loc) : n;
}

static NodeId not_a_number(Parser *p, Special special, u32 first, Loc loc)
{
    QType q = special == SPECIAL_NANF || special == SPECIAL_NANSF ? QTYPE_OF(CT_FLOAT)
              : special == SPECIAL_NANL || special == SPECIAL_NANSL ? QTYPE_OF(CT_LDOUBLE) : QTYPE_OF(CT_DOUBLE);
    u64 payload = 0;
    if (p->work.len > first) {
        const Node *n = NODE(p->work.at[first]);
        if (n->kind == NODE_STRING) {
            const StringLiteral *s = &p->c->string.at[n->a];
            const char *digits = (const char *)s->bytes;
            u32 base = 10;
            if (digits[0] == '0' && (digits[1] | 0x20) == 'x') base = 16, digits += 2;
            else if (digits[0] == '0') base = 8;
            for (; *digits; digits++) {
                u32 d = *digits >= '0' && *digits <= '9' ? (u32)(*digits - '0') : ((u32)*digits | 0x20) >= 'a' && ((u32)*digits | 0x20) <= 'f' ? ((u32)*digits | 0x20) - 'a' + 10 : 99;
                if (d >= base) break;
                payload = payload * base + d;
            }
        }
    }
    p->work.len = first;
    return float_node(p, q, float_nan(format_of(p, q), payload, special >= SPECIAL_NANS && special <= SPECIAL_NANSL), loc);
}

static bool is_constant_for(Parser *p, NodeId n)
{
    ConstValue v = c_evaluate(p->c, n);
    return v.kind == CONST_INTEGER || v.kind == CONST_FLOATING || v.kind == CONST_COMPLEX || (v.kind == CONST_ADDRESS && v.base == BASE_STRING);
}

/* What GCC's typeclass.h numbers. */
static u64 classify_type(Parser *p, QType q)
{
    if (KIND(q) == CT_VOID) return 0;
    if (KIND(q) == CT_BOOL || KIND(q) == CT_ENUM || type_is_integer(p->t, q)) return 1;
    if (KIND(q) == CT_POINTER) return 5;
    if (type_is_floating(p->t, q)) return 8;
    if (KIND(q) == CT_COMPLEX) return 9;
    if (type_is_record(p->t, q)) return type_record(p->t, q)->is_union ? 13 : 12;
    return (u64)-1;
}

/* __builtin_complex(real, imaginary): no arithmetic, so that signs of zero and infinities stay. */
static NodeId complex_builtin(Parser *p, Name name, u32 first, Loc loc)
{
    NodeId n = 0;
    if (count_is(p, name, first, 2, loc)) {
        NodeId real = rvalue(p, p->work.at[first]), imaginary = rvalue(p, p->work.at[first + 1]);
        QType x = NODE(real)->type, y = NODE(imaginary)->type;
        if (is_error(x) || is_error(y)) n = 0;
        else if (x == y && type_is_floating(p->t, x)) n = complex_node(p, real, imaginary, loc);
        else diag_error(p->diag, loc, "arguments of '%.*s' have types '%s' and '%s', not one real floating type", STR_FMT(name_text(p, name)), type_str(p, x), type_str(p, y));
    }
    p->work.len = first;
    return n ? n : error_node(p, loc);
}

/* __builtin_conj, __builtin_creal, __builtin_cimag with their f and l forms. */
static NodeId part_builtin(Parser *p, Special special, Name name, u32 first, Loc loc)
{
    NodeId n = 0;
    if (count_is(p, name, first, 1, loc)) {
        Str text = name_text(p, name);
        char last = text.ptr[text.len - 1];
        QType q = type_complex(p->t, QTYPE_OF(last == 'f' ? CT_FLOAT : text.ptr[text.len - 2] == 'l' || (special != SPECIAL_CREAL && last == 'l') ? CT_LDOUBLE : CT_DOUBLE));
        n = convert_for(p, p->work.at[first], q, ASSIGN_ARGUMENT, 1, 0, loc);
        if (!node_is_error(p, n)) n = special == SPECIAL_CONJ ? build_conjugate(p, n, loc) : build_part(p, special == SPECIAL_CREAL ? NODE_REAL : NODE_IMAG, n, loc);
    }
    p->work.len = first;
    return n ? n : error_node(p, loc);
}

/* A call of the library's function of that name with the arguments from first on. */
NodeId call_library(Parser *p, Str function, u32 first, Loc loc)
{
    Str prefixed = arena_printf(&p->c->arena, "__builtin_%.*s", STR_FMT(function));
    Name name = intern(p, prefixed.ptr);
    DeclId d = builtin_library_decl(p, name_info(p, name)->builtin, name);
    DECL(d)->flags |= DECL_USED;
    NodeId callee = new_node(p, NODE_FUNC, DECL(d)->type, loc, d, 0, 0);
    return build_call(p, callee, first, loc, loc);
}

/* __builtin_powi: a function of the runtime library (libgcc's name). */
static NodeId integral_power(Parser *p, Name name, u32 first, Loc loc)
{
    Str text = name_text(p, name);
    char last = text.ptr[text.len - 1];
    return call_library(p, last == 'f' ? STR("__powisf2") : last == 'l' ? STR("__powixf2") : STR("__powidf2"), first, loc);
}

/* __builtin_iround, lfloor, llceil and kin: the library's function, its result converted. */
static NodeId round_to_integer(Parser *p, Name name, u32 first, Loc loc)
{
    Str text = name_text(p, name);
    u32 letters = (u32)sizeof "__builtin_" - 1;
    QType q = INT_T;
    if (text.ptr[letters] == 'l') q = text.ptr[letters + 1] == 'l' ? QTYPE_OF(CT_LLONG) : QTYPE_OF(CT_LONG);
    letters += q == QTYPE_OF(CT_LLONG) ? 2 : 1;
    NodeId n = call_library(p, (Str){text.ptr + letters, text.len - letters}, first, loc);
    return node_is_error(p, n) ? n : cast_node(p, n, q);
}

/* The canonical frame address: above the saved frame pointer and the return address (DWARF 5, 6.4). */
static NodeId frame_cfa(Parser *p, u32 first, Loc loc)
{
    vec_push(&p->work, int_node(p, QTYPE_OF(CT_UINT), 0, loc));
    QType bytes = type_pointer(p->t, QTYPE_OF(CT_CHAR));
    NodeId frame = builtin_node(p, BUILTIN_FRAME_ADDRESS, bytes, first, loc);
    NodeId above = int_node(p, INT_T, 2 * p->t->layout->pointer_size, loc);
    return cast_node(p, build_binary(p, TK_PLUS, frame, above, loc), type_pointer(p->t, VOID_T));
}

static NodeId special_builtin(Parser *p, Special special, Name name, Loc loc)
{
    u32 first = p->work.len;
    if (special == SPECIAL_CONVERT_VECTOR) return parse_convert_vector(p, name, loc);
    bool unevaluated = special == SPECIAL_CONSTANT_P || special == SPECIAL_CLASSIFY_TYPE || special == SPECIAL_OBJECT_SIZE;
    p->unevaluated += unevaluated;
    bool good = parse_arguments(p);
    p->unevaluated -= unevaluated;
    u32 count = p->work.len - first;
    NodeId n = 0;
    if (!good) {
        p->work.len = first;
        return error_node(p, loc);
    }
    switch (special) {
    case SPECIAL_SHUFFLE: case SPECIAL_SHUFFLE_VECTOR: return build_shuffle(p, special, name, first, loc);
    case SPECIAL_REFUSED:
        diag_error(p->diag, loc, "'%.*s' is not supported yet", STR_FMT(name_text(p, name)));
        break;
    case SPECIAL_CONSTANT_P:
        if (!count_is(p, name, first, 1, loc)) break;
        n = rvalue(p, p->work.at[first]);
        n = int_node(p, INT_T, is_constant_for(p, n), loc);
        break;
    case SPECIAL_INF: case SPECIAL_INFF: case SPECIAL_INFL: {
        QType q = special == SPECIAL_INF ? QTYPE_OF(CT_DOUBLE) : special == SPECIAL_INFF ? QTYPE_OF(CT_FLOAT) : QTYPE_OF(CT_LDOUBLE);
        n = float_node(p, q, float_inf(format_of(p, q), false), loc);
        break;
    }
    case SPECIAL_NAN: case SPECIAL_NANF: case SPECIAL_NANL: case SPECIAL_NANS: case SPECIAL_NANSF: case SPECIAL_NANSL:
        return not_a_number(p, special, first, loc);
    case SPECIAL_OBJECT_SIZE: {
        i64 mode = 0;
        if (!count_is(p, name, first, 2, loc)) break;
        if (!node_is_constant_int(p, rvalue(p, p->work.at[first + 1]), &mode) || mode < 0 || mode > 3) {
            diag_error(p->diag, loc, "last argument of '%.*s' is not an integer constant between 0 and 3", STR_FMT(name_text(p, name)));
            break;
        }
        n = rvalue(p, p->work.at[first]);
        n = int_node(p, p->size_t_, fold_object_size(p, n, (u32)mode), loc);
        break;
    }
    case SPECIAL_CLASSIFY_TYPE:
        if (!count_is(p, name, first, 1, loc)) break;
        n = int_node(p, INT_T, classify_type(p, NODE(rvalue(p, p->work.at[first]))->type), loc);
        break;
    case SPECIAL_VA_START: case SPECIAL_VA_END: case SPECIAL_VA_COPY: return va_function(p, special, name, first, loc);
    case SPECIAL_FPCLASSIFY: return fpclassify(p, name, first, loc);
    case SPECIAL_ADD_OVERFLOW_P: case SPECIAL_SUB_OVERFLOW_P: case SPECIAL_MUL_OVERFLOW_P: return overflow_predicate(p, special, name, first, loc);
    case SPECIAL_CLEAR_PADDING: return clear_padding(p, name, first, loc);
    case SPECIAL_POPCOUNTG: case SPECIAL_CLZG: case SPECIAL_CTZG: return generic_bit_count(p, special, name, first, loc);
    case SPECIAL_POWI: return integral_power(p, name, first, loc);
    case SPECIAL_ROUND_TO_INTEGER: return round_to_integer(p, name, first, loc);
    case SPECIAL_DWARF_CFA:
        if (count_is(p, name, first, 0, loc)) return frame_cfa(p, first, loc);
        break;
    case SPECIAL_BSWAP128:
        if (!count_is(p, name, first, 1, loc)) break;
        p->work.at[first] = convert_for(p, p->work.at[first], QTYPE_OF(CT_UINT128), ASSIGN_ARGUMENT, 1, 0, loc);
        return builtin_node(p, BUILTIN_BSWAP128, QTYPE_OF(CT_UINT128), first, loc);
    case SPECIAL_EXPECT_PROBABILITY:
        if (!count_is(p, name, first, 3, loc)) break;
        p->work.len--;
        p->work.at[first] = convert_for(p, p->work.at[first], QTYPE_OF(CT_LONG), ASSIGN_ARGUMENT, 1, 0, loc);
        p->work.at[first + 1] = convert_for(p, p->work.at[first + 1], QTYPE_OF(CT_LONG), ASSIGN_ARGUMENT, 2, 0, loc);
        return builtin_node(p, BUILTIN_EXPECT, QTYPE_OF(CT_LONG), first, loc);
    case SPECIAL_FIRST_ARGUMENT:
        if (count) n = rvalue(p, p->work.at[first]);
        break;
    case SPECIAL_ALLOCA_ALIGN: case SPECIAL_ALLOCA_ALIGN_MAX: {
        i64 bits;
        if (!count_is(p, name, first, special == SPECIAL_ALLOCA_ALIGN ? 2 : 3, loc)) break;
        if (!node_is_constant_int(p, rvalue(p, p->work.at[first + 1]), &bits) || bits < 8 || bits > (i64)1 << 31 || !is_power_of_two((u64)bits)) {
            diag_error(p->diag, loc, "second argument of '%.*s' must be a constant power of two between 8 and 2 to the power of 31", STR_FMT(name_text(p, name)));
            break;
        }
        u64 align = (u64)bits / 8 > p->t->layout->max_align ? (u64)bits / 8 : p->t->layout->max_align;
        p->work.len = first + 2; /* the most that may be asked for changes nothing */
        p->work.at[first] = convert_for(p, p->work.at[first], p->size_t_, ASSIGN_ARGUMENT, 1, 0, loc);
        p->work.at[first + 1] = int_node(p, p->size_t_, align, loc);
        return builtin_node(p, BUILTIN_ALLOCA, type_pointer(p->t, VOID_T), first, loc);
    }
    case SPECIAL_COMPLEX: return complex_builtin(p, name, first, loc);
    case SPECIAL_CONJ: case SPECIAL_CREAL: case SPECIAL_CIMAG: return part_builtin(p, special, name, first, loc);
    case SPECIAL_LINE: n = int_node(p, INT_T, source_line(p->diag->sources, loc, NULL), loc); break;
    case SPECIAL_FILE: case SPECIAL_FUNCTION: {
        Str text = STR("");
        if (special == SPECIAL_FILE) source_line(p->diag->sources, loc, &text);
        else if (p->in_function) text = name_text(p, DECL(p->function)->name);
        StringLiteral s = {0};
        s.element = 1;
        s.size = (u64)text.len + 1;
        s.bytes = (const u8 *)arena_str(&p->c->arena, text).ptr;
        vec_push(&p->c->string, s);
        n = new_node(p, NODE_STRING, type_array(p->t, QTYPE_OF(CT_CHAR), s.size), loc, p->c->string.len - 1, 0, 0);
        NODE(n)->flags |= NODE_LVALUE;
        break;
    }
    default:
        if (special >= SPECIAL_ISNAN && special <= SPECIAL_ISUNORDERED) return classify_floating(p, special, name, first, loc);
        if (special >= SPECIAL_ADD_OVERFLOW && special <= SPECIAL_UMULLL) return overflow_builtin(p, special, name, first, loc);
        break;
    }
    p->work.len = first;
    return n ? n : error_node(p, loc);
}

NodeId parse_builtin_call(Parser *p, Name name, Loc loc, u32 index)
{
    BuiltinInfo info = builtin_info(p, index);
    if (info.special != SPECIAL_NONE) return special_builtin(p, info.special, name, loc);
    u32 first = p->work.len;
    if (info.is_library) {
        DeclId d = builtin_library_decl(p, index, name);
        DECL(d)->flags |= DECL_USED;
        NodeId callee = new_node(p, NODE_FUNC, DECL(d)->type, loc, d, 0, 0);
        Loc open = p->tok.loc;
        if (!parse_arguments(p)) {
            p->work.len = first;
            return error_node(p, loc);
        }
        u64 length;
        if (p->work.len == first + 1 && str_is(name_text(p, info.library_name), "strlen")) {
            NodeId argument = rvalue(p, p->work.at[first]);
            p->work.at[first] = argument;
            if (fold_string_length(p, argument, &length)) {
                p->work.len = first;
                return int_node(p, p->size_t_, length, loc);
            }
        }
        return build_call(p, callee, first, loc, open);
    }
    if (!parse_arguments(p)) {
        p->work.len = first;
        return error_node(p, loc);
    }
    QType function = builtin_signature(p, info.signature);
    CType f = *type_of(p->t, function);
    u32 have = p->work.len - first;
    if (have < f.count || (have > f.count && !f.variadic)) {
        diag_error(p->diag, loc, "too %s arguments to '%.*s': expected %u, have %u", have < f.count ? "few" : "many", STR_FMT(name_text(p, name)), (u32)f.count, have);
        p->work.len = first;
        return error_node(p, loc);
    }
    for (u32 i = 0; i < have; i++) {
        NodeId n = p->work.at[first + i];
        p->work.at[first + i] = i < f.count ? convert_for(p, n, p->t->param.at[f.index + i], ASSIGN_ARGUMENT, i + 1, 0, NODE(n)->loc) : promote(p, rvalue(p, n));
    }
    if (info.builtin == BUILTIN_FRAME_ADDRESS || info.builtin == BUILTIN_RETURN_ADDRESS) {
        i64 level;
        if (!node_is_constant_int(p, p->work.at[first], &level) || level < 0 || level > 64) {
            diag_error(p->diag, loc, "argument of '%.*s' is not a small constant", STR_FMT(name_text(p, name)));
            p->work.len = first;
            return error_node(p, loc);
        }
        p->work.at[first] = int_node(p, QTYPE_OF(CT_UINT), (u64)level, loc);
    }
    NodeId n = builtin_node(p, info.builtin, f.base, first, loc);
    if (node_is_error(p, n)) return n;
    ConstValue v = c_evaluate(p->c, n);
    if (v.kind == CONST_INTEGER) return int_node(p, f.base, v.integer, loc);
    if (v.kind == CONST_FLOATING) return float_node(p, f.base, v.floating, loc);
    return n;
}

/* ---- keywords ---- */

static NodeId parse_va_arg(Parser *p, Loc loc)
{
    NodeId list = parse_assignment(p);
    expect(p, TK_COMMA, "in 'va_arg'");
    Loc where = p->tok.loc;
    u32 mark = p->vm_effect.len;
    QType q = parse_type_name(p);
    if (node_is_error(p, list) || is_error(q)) return error_node(p, loc);
    if (!p->in_function) {
        diag_error(p->diag, loc, "'va_arg' used outside of a function");
        return error_node(p, loc);
    }
    if (refuse_type(p, q, where)) return error_node(p, loc);
    if (!type_complete(p->t, q) || KIND(q) == CT_FUNCTION) {
        diag_error(p->diag, where, "second argument of 'va_arg' is of incomplete type '%s'", type_str(p, q));
        return error_node(p, loc);
    }
    if (type_is_array(p->t, q)) {
        diag_error(p->diag, where, "'va_arg' of array type '%s' is not supported yet", type_str(p, q));
        return error_node(p, loc);
    }
    if (KIND(q) == CT_FLOAT || (KIND(q) >= CT_BOOL && KIND(q) <= CT_USHORT))
        diag_warn(p->diag, W_ALWAYS, where, "'%s' is promoted to '%s' when passed through '...'", type_str(p, q), KIND(q) == CT_FLOAT ? "double" : "int");
    NodeId pointer = va_list_pointer(p, list, loc);
    if (node_is_error(p, pointer)) return pointer;
    return vm_before(p, mark, new_node(p, NODE_VA_ARG, type_unqualified(type_canonical(p->t, q)), loc, pointer, 0, 0));
}

/* offsetof(type, member[.member | [index]]...); the sum may hold an index that is not constant (GNU). */
static NodeId parse_offsetof(Parser *p, Loc loc)
{
    Loc where = p->tok.loc;
    QType q = parse_type_name(p);
    expect(p, TK_COMMA, "in 'offsetof'");
    if (!is_error(q) && (!type_is_record(p->t, q) || !type_complete(p->t, q))) {
        diag_error(p->diag, where, "'offsetof' of '%s', which is not a complete structure or union", type_str(p, q));
        q = 0;
    }
    u64 offset = 0;
    NodeId sum = 0;
    for (bool first = true;; first = false) {
        if (first || accept(p, TK_DOT)) {
            if (!at(p, TK_IDENTIFIER)) {
                Str found = token_text(p);
                diag_error(p->diag, p->tok.loc, "expected a member name before %.*s", STR_FMT(found));
                return error_node(p, loc);
            }
            Name name = p->tok.name;
            Loc name_loc = p->tok.loc;
            parser_next(p);
            if (is_error(q)) continue;
            QType member = 0;
            u32 field = 0;
            i64 at_member = type_is_record(p->t, q) && type_complete(p->t, q) ? member_offset_path(p, q, name, &member, &field) : -1;
            if (at_member < 0) {
                diag_error(p->diag, name_loc, "'%s' has no member named '%.*s'", type_str(p, q), STR_FMT(name_text(p, name)));
                q = 0;
                continue;
            }
            if (FIELD(field)->is_bit_field) {
                diag_error(p->diag, name_loc, "cannot take the offset of bit-field '%.*s'", STR_FMT(name_text(p, name)));
                q = 0;
                continue;
            }
            offset += (u64)at_member;
            q = member;
        } else if (at(p, TK_LBRACKET)) {
            Loc open = p->tok.loc;
            parser_next(p);
            NodeId index = rvalue(p, parse_expression(p));
            expect_close(p, TK_RBRACKET, open, "");
            if (is_error(q) || node_is_error(p, index)) continue;
            if (KIND(q) != CT_ARRAY || !type_is_integer(p->t, NODE(index)->type)) {
                diag_error(p->diag, open, "subscript of '%s' in 'offsetof'", type_str(p, q));
                q = 0;
                continue;
            }
            q = type_of(p->t, q)->base;
            i64 value;
            if (node_is_constant_int(p, index, &value)) offset += (u64)value * type_size(p->t, q);
            else {
                NodeId scaled = build_binary(p, TK_STAR, cast_node(p, promote(p, index), p->size_t_), int_node(p, p->size_t_, type_size(p->t, q), loc), loc);
                sum = sum ? build_binary(p, TK_PLUS, sum, scaled, loc) : scaled;
            }
        } else break;
    }
    if (is_error(q)) return error_node(p, loc);
    NodeId n = int_node(p, p->size_t_, offset, loc);
    return sum ? build_binary(p, TK_PLUS, sum, n, loc) : n;
}

static NodeId parse_choose(Parser *p, Loc loc)
{
    i64 value;
    bool good = parse_integer_constant(p, &value, NULL, "first argument of '__builtin_choose_expr'");
    expect(p, TK_COMMA, "in '__builtin_choose_expr'");
    p->unevaluated += !value;
    NodeId a = parse_assignment(p);
    p->unevaluated -= !value;
    expect(p, TK_COMMA, "in '__builtin_choose_expr'");
    p->unevaluated += value != 0;
    NodeId b = parse_assignment(p);
    p->unevaluated -= value != 0;
    if (!good) return error_node(p, loc);
    return value ? a : b;
}

NodeId parse_builtin_keyword(Parser *p)
{
    Loc loc = p->tok.loc;
    TokenKind kind = (TokenKind)p->tok.kind;
    parser_next(p);
    Loc open = p->tok.loc;
    if (!expect(p, TK_LPAREN, "of the builtin's arguments")) return error_node(p, loc);
    enter_depth(p);
    NodeId n;
    if (kind == TK_KW_BUILTIN_VA_ARG) n = parse_va_arg(p, loc);
    else if (kind == TK_KW_BUILTIN_OFFSETOF) n = parse_offsetof(p, loc);
    else if (kind == TK_KW_BUILTIN_CHOOSE_EXPR) n = parse_choose(p, loc);
    else {
        u32 mark = p->vm_effect.len;
        QType a = parse_type_name(p);
        expect(p, TK_COMMA, "in '__builtin_types_compatible_p'");
        QType b = parse_type_name(p);
        vm_drop(p, mark);
        n = int_node(p, INT_T, type_compatible(p->t, type_unqualified(a), type_unqualified(b)), loc);
    }
    leave_depth(p);
    if (!expect_close(p, TK_RPAREN, open, "")) skip_balanced(p, TK_RPAREN);
    return n;
}
