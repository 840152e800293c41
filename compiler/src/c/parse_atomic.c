/* Calls of the atomic builtins: GNU's __atomic_ and the older __sync_ ("Built-in Functions for Memory Model Aware Atomic
   Operations", GCC manual), and clang's __c11_atomic_ on _Atomic objects, from which <stdatomic.h> is made.
   In: the name and the tokens of the call. Out: BUILTIN nodes of few kinds: what the generic forms do through pointers are
   dereferences and assignments around them, and pointers are counted in bytes as unsigned long. */
#include "c/parser.h"

typedef enum AtomicForm {
    ATOMIC_LOAD_N, ATOMIC_LOAD, ATOMIC_STORE_N, ATOMIC_STORE, ATOMIC_EXCHANGE_N, ATOMIC_EXCHANGE, ATOMIC_COMPARE_N, ATOMIC_COMPARE, ATOMIC_FETCH_OP, ATOMIC_OP_FETCH,
    ATOMIC_TEST_AND_SET, ATOMIC_CLEAR, ATOMIC_THREAD_FENCE, ATOMIC_SIGNAL_FENCE, ATOMIC_ALWAYS_LOCK_FREE, ATOMIC_IS_LOCK_FREE,
    ATOMIC_SYNC_FETCH_OP, ATOMIC_SYNC_OP_FETCH, ATOMIC_SYNC_VAL, ATOMIC_SYNC_BOOL, ATOMIC_SYNC_LOCK, ATOMIC_SYNC_RELEASE, ATOMIC_SYNC_FENCE,
    ATOMIC_C11_INIT, ATOMIC_C11_STRONG, ATOMIC_C11_WEAK, ATOMIC_C11_IS_LOCK_FREE, ATOMIC_COUNT
} AtomicForm;

static const u8 argument_count[ATOMIC_COUNT] = {2, 3, 3, 3, 3, 4, 6, 6, 3, 3, 2, 2, 1, 1, 2, 2, 2, 2, 3, 3, 2, 1, 0, 2, 5, 5, 1};

typedef struct AtomicEntry {
    const char *name; /* after the prefix */
    u8 form, op;      /* AtomicForm; NodeKind of the operation, BITNOT for nand */
} AtomicEntry;

static const AtomicEntry gnu_entries[] = {
    {"load_n", ATOMIC_LOAD_N, 0}, {"load", ATOMIC_LOAD, 0}, {"store_n", ATOMIC_STORE_N, 0}, {"store", ATOMIC_STORE, 0},
    {"exchange_n", ATOMIC_EXCHANGE_N, 0}, {"exchange", ATOMIC_EXCHANGE, 0}, {"compare_exchange_n", ATOMIC_COMPARE_N, 0}, {"compare_exchange", ATOMIC_COMPARE, 0},
    {"fetch_add", ATOMIC_FETCH_OP, NODE_ADD}, {"fetch_sub", ATOMIC_FETCH_OP, NODE_SUB}, {"fetch_and", ATOMIC_FETCH_OP, NODE_AND},
    {"fetch_or", ATOMIC_FETCH_OP, NODE_OR}, {"fetch_xor", ATOMIC_FETCH_OP, NODE_XOR}, {"fetch_nand", ATOMIC_FETCH_OP, NODE_BITNOT},
    {"add_fetch", ATOMIC_OP_FETCH, NODE_ADD}, {"sub_fetch", ATOMIC_OP_FETCH, NODE_SUB}, {"and_fetch", ATOMIC_OP_FETCH, NODE_AND},
    {"or_fetch", ATOMIC_OP_FETCH, NODE_OR}, {"xor_fetch", ATOMIC_OP_FETCH, NODE_XOR}, {"nand_fetch", ATOMIC_OP_FETCH, NODE_BITNOT},
    {"test_and_set", ATOMIC_TEST_AND_SET, 0}, {"clear", ATOMIC_CLEAR, 0}, {"thread_fence", ATOMIC_THREAD_FENCE, 0}, {"signal_fence", ATOMIC_SIGNAL_FENCE, 0},
    {"always_lock_free", ATOMIC_ALWAYS_LOCK_FREE, 0}, {"is_lock_free", ATOMIC_IS_LOCK_FREE, 0},
};

static const AtomicEntry sync_entries[] = {
    {"fetch_and_add", ATOMIC_SYNC_FETCH_OP, NODE_ADD}, {"fetch_and_sub", ATOMIC_SYNC_FETCH_OP, NODE_SUB}, {"fetch_and_or", ATOMIC_SYNC_FETCH_OP, NODE_OR},
    {"fetch_and_and", ATOMIC_SYNC_FETCH_OP, NODE_AND}, {"fetch_and_xor", ATOMIC_SYNC_FETCH_OP, NODE_XOR}, {"fetch_and_nand", ATOMIC_SYNC_FETCH_OP, NODE_BITNOT},
    {"add_and_fetch", ATOMIC_SYNC_OP_FETCH, NODE_ADD}, {"sub_and_fetch", ATOMIC_SYNC_OP_FETCH, NODE_SUB}, {"or_and_fetch", ATOMIC_SYNC_OP_FETCH, NODE_OR},
    {"and_and_fetch", ATOMIC_SYNC_OP_FETCH, NODE_AND}, {"xor_and_fetch", ATOMIC_SYNC_OP_FETCH, NODE_XOR}, {"nand_and_fetch", ATOMIC_SYNC_OP_FETCH, NODE_BITNOT},
    {"val_compare_and_swap", ATOMIC_SYNC_VAL, 0}, {"bool_compare_and_swap", ATOMIC_SYNC_BOOL, 0}, {"lock_test_and_set", ATOMIC_SYNC_LOCK, 0},
    {"lock_release", ATOMIC_SYNC_RELEASE, 0}, {"synchronize", ATOMIC_SYNC_FENCE, 0},
};

static const AtomicEntry c11_entries[] = {
    {"init", ATOMIC_C11_INIT, 0}, {"load", ATOMIC_LOAD_N, 0}, {"store", ATOMIC_STORE_N, 0}, {"exchange", ATOMIC_EXCHANGE_N, 0},
    {"compare_exchange_strong", ATOMIC_C11_STRONG, 0}, {"compare_exchange_weak", ATOMIC_C11_WEAK, 0}, {"fetch_add", ATOMIC_FETCH_OP, NODE_ADD},
    {"fetch_sub", ATOMIC_FETCH_OP, NODE_SUB}, {"fetch_and", ATOMIC_FETCH_OP, NODE_AND}, {"fetch_or", ATOMIC_FETCH_OP, NODE_OR},
    {"fetch_xor", ATOMIC_FETCH_OP, NODE_XOR}, {"fetch_nand", ATOMIC_FETCH_OP, NODE_BITNOT}, {"thread_fence", ATOMIC_THREAD_FENCE, 0},
    {"signal_fence", ATOMIC_SIGNAL_FENCE, 0}, {"is_lock_free", ATOMIC_C11_IS_LOCK_FREE, 0},
};

/* One call while it is checked. */
typedef struct AtomicCall {
    Name name;
    Loc loc;
    AtomicForm form;
    NodeKind op;
    bool is_c11;
    u32 width;       /* of the forms with a size in their names: bytes; else 0 */
    NodeId argument[6];
    QType object;    /* what the first argument points to, unqualified */
    bool good;
} AtomicCall;

static void find_in(const AtomicEntry *entry, u32 count, Str rest, AtomicCall *call)
{
    for (u32 i = 0; i < count; i++)
        if (str_is(rest, entry[i].name)) {
            call->form = (AtomicForm)entry[i].form;
            call->op = (NodeKind)entry[i].op;
        }
}

/* What the builtin of that name does; form ATOMIC_COUNT when there is none. */
static void find_builtin(Str name, AtomicCall *call)
{
    static const struct { const char *prefix; const AtomicEntry *entry; u32 count; } families[] = {
        {"__atomic_", gnu_entries, ARRAY_LEN(gnu_entries)}, {"__sync_", sync_entries, ARRAY_LEN(sync_entries)},
        {"__c11_atomic_", c11_entries, ARRAY_LEN(c11_entries)}
    };
    call->form = ATOMIC_COUNT;
    for (u32 i = 0; i < ARRAY_LEN(families); i++) {
        u32 skip = (u32)strlen(families[i].prefix);
        if (!str_starts(name, families[i].prefix)) continue;
        Str rest = {name.ptr + skip, name.len - skip};
        call->is_c11 = i == 2;
        find_in(families[i].entry, families[i].count, rest, call);
        if (call->form != ATOMIC_COUNT || i == 2 || rest.len < 3 || rest.ptr[rest.len - 2] != '_') return;
        /* With the object's size at the end: __sync_fetch_and_add_4, and __atomic_load_4 for __atomic_load_n. */
        char text[40];
        char digit = rest.ptr[rest.len - 1];
        if ((digit != '1' && digit != '2' && digit != '4' && digit != '8') || rest.len > 32) return;
        memcpy(text, rest.ptr, rest.len);
        text[rest.len - 1] = 'n';
        find_in(families[i].entry, families[i].count, (Str){text, rest.len}, call);
        if (call->form == ATOMIC_COUNT) find_in(families[i].entry, families[i].count, (Str){text, rest.len - 2}, call);
        if (call->form < ATOMIC_SYNC_FETCH_OP && (call->form < ATOMIC_FETCH_OP ? call->form % 2 != 0 : call->form > ATOMIC_OP_FETCH)) call->form = ATOMIC_COUNT;
        call->width = (u32)(digit - '0');
        return;
    }
}

bool is_atomic_builtin(Str name)
{
    AtomicCall call = {0};
    find_builtin(name, &call);
    return call.form != ATOMIC_COUNT;
}

/* ---- arguments ---- */

static void complain_about(Parser *p, AtomicCall *call, u32 i, const char *what)
{
    if (call->good) diag_error(p->diag, NODE(call->argument[i])->loc, "argument %u of '%.*s' has type '%s', not %s", i + 1, STR_FMT(name_text(p, call->name)),
                               type_str(p, NODE(call->argument[i])->type), what);
    call->good = false;
}

/* What argument i points to; 0 after an error. */
static QType pointee(Parser *p, AtomicCall *call, u32 i)
{
    QType q = NODE(call->argument[i])->type;
    if (is_error(q)) return call->good = false, 0;
    if (KIND(q) != CT_POINTER) return complain_about(p, call, i, "a pointer"), 0;
    QType to = type_of(p->t, q)->base;
    if (is_error(to)) return call->good = false, 0;
    if (!type_complete(p->t, to) || KIND(to) == CT_FUNCTION || KIND(to) == CT_ARRAY || KIND(to) == CT_VLA)
        return complain_about(p, call, i, "a pointer to a complete object type"), 0;
    if (refuse_type(p, to, call->loc)) return call->good = false, 0;
    return to;
}

static bool writes_object(AtomicForm form) { return form != ATOMIC_LOAD_N && form != ATOMIC_LOAD; }

/* The first argument: a pointer to what may be accessed in this form. */
static void check_object(Parser *p, AtomicCall *call)
{
    if (call->width) {
        static const u8 kinds[9] = {0, CT_UCHAR, CT_USHORT, 0, CT_UINT, 0, 0, 0, CT_ULLONG};
        QType q = NODE(call->argument[0])->type;
        if (KIND(q) != CT_POINTER) complain_about(p, call, 0, "a pointer");
        else call->argument[0] = cast_node(p, call->argument[0], type_pointer(p->t, QTYPE_OF(kinds[call->width]) | Q_VOLATILE));
    }
    QType to = pointee(p, call, 0);
    if (!to) return;
    bool generic = call->form == ATOMIC_LOAD || call->form == ATOMIC_STORE || call->form == ATOMIC_EXCHANGE || call->form == ATOMIC_COMPARE;
    bool computes = call->form == ATOMIC_FETCH_OP || call->form == ATOMIC_OP_FETCH || call->form == ATOMIC_SYNC_FETCH_OP || call->form == ATOMIC_SYNC_OP_FETCH;
    call->object = rvalue_type(p, to);
    u64 size = type_size(p->t, to);
    if (type_is_bitint(p->t, to)) call->good = refuse(p, call->loc, "atomic operations on '_BitInt'");
    if (call->is_c11) {
        if (!(to & Q_ATOMIC)) complain_about(p, call, 0, "a pointer to an atomic type");
    } else if (!generic && ((!type_is_integer(p->t, to) && !type_is_pointer(p->t, to)) || size > 16)) {
        complain_about(p, call, 0, "a pointer to an integer or a pointer");
    }
    if (computes && (KIND(to) == CT_BOOL || (!type_is_integer(p->t, to) && !type_is_pointer(p->t, to)))) complain_about(p, call, 0, "a pointer to an integer that is no '_Bool'");
    if (call->good && (to & Q_CONST) && writes_object(call->form))
        diag_warn(p->diag, W_DISCARDED_QUALIFIERS, NODE(call->argument[0])->loc, "argument 1 of '%.*s' discards 'const' qualifier from pointer target type", STR_FMT(name_text(p, call->name)));
}

/* A pointer to another object of the size, as one to the object's type. */
static NodeId other_place(Parser *p, AtomicCall *call, u32 i)
{
    QType to = call->good ? call->width ? call->object : pointee(p, call, i) : 0;
    if (!to) return 0;
    if (type_size(p->t, to) != type_size(p->t, call->object)) {
        complain_about(p, call, i, "a pointer to an object of the size of the first argument's");
        return 0;
    }
    return cast_node(p, call->argument[i], type_pointer(p->t, call->object));
}

static NodeId value_at(Parser *p, NodeId place, Loc loc) { return place ? rvalue(p, build_deref(p, place, loc)) : 0; }

/* Argument i as a value for the object. Integers become pointers without a word, as GCC has it. */
static NodeId operand(Parser *p, AtomicCall *call, u32 i)
{
    if (!call->good) return 0;
    QType q = NODE(call->argument[i])->type;
    if (KIND(call->object) == CT_POINTER && (KIND(q) == CT_POINTER || type_is_integer(p->t, q))) return cast_node(p, call->argument[i], call->object);
    return convert_for(p, call->argument[i], call->object, ASSIGN_ARGUMENT, i + 1, 0, NODE(call->argument[i])->loc);
}

/* C11 7.17.7: which orders make no sense; 16 bits and up are GCC's hints about lock elision. */
static NodeId order(Parser *p, AtomicCall *call, u32 i)
{
    if (!call->good) return 0;
    NodeId n = convert_for(p, call->argument[i], INT_T, ASSIGN_ARGUMENT, i + 1, 0, NODE(call->argument[i])->loc);
    i64 v;
    if (node_is_error(p, n) || !node_is_constant_int(p, n, &v)) return n;
    bool loads = call->form == ATOMIC_LOAD || call->form == ATOMIC_LOAD_N || ((call->form == ATOMIC_COMPARE || call->form == ATOMIC_COMPARE_N) && i == 5) ||
                 ((call->form == ATOMIC_C11_STRONG || call->form == ATOMIC_C11_WEAK) && i == 4);
    bool stores = call->form == ATOMIC_STORE || call->form == ATOMIC_STORE_N || call->form == ATOMIC_CLEAR;
    v &= 0xffff;
    if (v > 5 || (loads && (v == 3 || v == 4)) || (stores && (v == 1 || v == 2 || v == 4)))
        diag_warn(p->diag, W_INVALID_MEMORY_MODEL, NODE(n)->loc, "memory order %lld makes no sense as argument %u of '%.*s'", (long long)v, i + 1, STR_FMT(name_text(p, call->name)));
    return n;
}

/* ---- nodes ---- */

static NodeId make(Parser *p, const AtomicCall *call, Builtin builtin, QType type, const NodeId *argument, u32 count)
{
    if (!call->good) return error_node(p, call->loc);
    u32 first = p->work.len;
    for (u32 i = 0; i < count; i++) vec_push(&p->work, argument[i]);
    return builtin_node(p, builtin, type, first, call->loc);
}

static NodeId make_1(Parser *p, const AtomicCall *call, Builtin builtin, QType type, NodeId a) { return make(p, call, builtin, type, &a, 1); }
static NodeId make_2(Parser *p, const AtomicCall *call, Builtin builtin, QType type, NodeId a, NodeId b)
{
    NodeId argument[2] = {a, b};
    return make(p, call, builtin, type, argument, 2);
}
static NodeId make_3(Parser *p, const AtomicCall *call, Builtin builtin, QType type, NodeId a, NodeId b, NodeId c)
{
    NodeId argument[3] = {a, b, c};
    return make(p, call, builtin, type, argument, 3);
}

/* *place = value, for its effect. */
static NodeId put(Parser *p, const AtomicCall *call, NodeId place, NodeId value)
{
    if (!call->good || node_is_error(p, value)) return error_node(p, call->loc);
    NodeId to = build_deref(p, place, call->loc);
    NodeId n = new_node(p, NODE_ASSIGN, call->object, call->loc, to, value, 0);
    return new_node(p, NODE_CAST, VOID_T, call->loc, n, 0, 0);
}

static NodeId fixed_order(Parser *p, const AtomicCall *call, u64 value) { return int_node(p, INT_T, value, call->loc); }

static NodeId build_compare(Parser *p, AtomicCall *call)
{
    bool c11 = call->form == ATOMIC_C11_STRONG || call->form == ATOMIC_C11_WEAK;
    u32 orders = c11 ? 3 : 4;
    NodeId a[6];
    a[0] = call->argument[0];
    a[1] = other_place(p, call, 1);
    if (call->form == ATOMIC_COMPARE) {
        NodeId place = other_place(p, call, 2);
        a[2] = value_at(p, place, call->loc);
    } else {
        a[2] = operand(p, call, 2);
    }
    a[3] = c11 ? fixed_order(p, call, call->form == ATOMIC_C11_WEAK) : call->argument[3];
    a[4] = order(p, call, orders);
    a[5] = order(p, call, orders + 1);
    return make(p, call, BUILTIN_ATOMIC_COMPARE_EXCHANGE, QTYPE_OF(CT_BOOL), a, 6);
}

/* The operation, on integers. GNU's add bytes to a pointer; C11's (7.17.7.5) elements, as its ptrdiff_t operand says. */
static NodeId build_operation(Parser *p, AtomicCall *call, NodeId memory_order)
{
    if (!call->good) return error_node(p, call->loc);
    bool before = call->form == ATOMIC_FETCH_OP || call->form == ATOMIC_SYNC_FETCH_OP;
    QType object = call->object;
    NodeId ptr = call->argument[0], value = call->argument[1];
    if (KIND(object) == CT_POINTER) {
        QType word = p->size_t_, to = type_of(p->t, object)->base;
        ptr = cast_node(p, ptr, type_pointer(p->t, word | Q_VOLATILE));
        if (!type_is_integer(p->t, NODE(value)->type) && !type_is_pointer(p->t, NODE(value)->type)) complain_about(p, call, 1, "an integer");
        if (!call->good) return error_node(p, call->loc);
        value = cast_node(p, promote(p, value), word);
        if (call->is_c11 && (call->op == NODE_ADD || call->op == NODE_SUB)) value = build_binary(p, TK_STAR, value, int_node(p, word, type_size(p->t, to), call->loc), call->loc);
        object = word;
    } else {
        value = operand(p, call, 1);
    }
    NodeId n = make_3(p, call, before ? BUILTIN_ATOMIC_FETCH_OP : BUILTIN_ATOMIC_OP_FETCH, object, ptr, value, memory_order);
    if (node_is_error(p, n)) return n;
    NODE(n)->c = call->op;
    return cast_node(p, n, call->object);
}

/* Whether objects of that size at that address are always accessed without a lock. */
static bool always_lock_free(Parser *p, u64 size, NodeId pointer)
{
    QType q = NODE(pointer)->type;
    if (size != 1 && size != 2 && size != 4 && size != 8) return false;
    if (KIND(q) != CT_POINTER || type_is_void(p->t, type_of(p->t, q)->base)) return true;
    return type_align(p->t, type_of(p->t, q)->base) >= size;
}

static NodeId build_lock_free(Parser *p, AtomicCall *call)
{
    NodeId size = convert_for(p, call->argument[0], p->size_t_, ASSIGN_ARGUMENT, 1, 0, call->loc);
    NodeId pointer = call->form == ATOMIC_C11_IS_LOCK_FREE ? fixed_order(p, call, 0) : call->argument[1];
    i64 bytes;
    bool known = node_is_constant_int(p, size, &bytes), yes = known && always_lock_free(p, (u64)bytes, pointer);
    if (!known && call->form == ATOMIC_ALWAYS_LOCK_FREE) {
        diag_error(p->diag, call->loc, "argument 1 of '%.*s' is not a constant", STR_FMT(name_text(p, call->name)));
        return error_node(p, call->loc);
    }
    if (yes || call->form == ATOMIC_ALWAYS_LOCK_FREE) return int_node(p, QTYPE_OF(CT_BOOL), yes, call->loc);
    pointer = convert_for(p, pointer, type_pointer(p->t, VOID_T | Q_CONST | Q_VOLATILE), ASSIGN_ARGUMENT, 2, 0, call->loc);
    return make_2(p, call, BUILTIN_ATOMIC_IS_LOCK_FREE, QTYPE_OF(CT_BOOL), size, pointer);
}

static NodeId build_flag(Parser *p, AtomicCall *call)
{
    QType q = NODE(call->argument[0])->type;
    if (KIND(q) != CT_POINTER) complain_about(p, call, 0, "a pointer");
    bool clear = call->form == ATOMIC_CLEAR;
    NodeId o = order(p, call, 1);
    return make_2(p, call, clear ? BUILTIN_ATOMIC_CLEAR : BUILTIN_ATOMIC_TEST_AND_SET, clear ? VOID_T : QTYPE_OF(CT_BOOL), call->argument[0], o);
}

/* The forms that move whole values. */
static NodeId build_move(Parser *p, AtomicCall *call)
{
    NodeId ptr = call->argument[0], value, place, o;
    switch (call->form) {
    case ATOMIC_LOAD_N:
        o = order(p, call, 1);
        return make_2(p, call, BUILTIN_ATOMIC_LOAD, call->object, ptr, o);
    case ATOMIC_LOAD:
        place = other_place(p, call, 1);
        o = order(p, call, 2);
        value = make_2(p, call, BUILTIN_ATOMIC_LOAD, call->object, ptr, o);
        return put(p, call, place, value);
    case ATOMIC_STORE_N: case ATOMIC_STORE:
        value = call->form == ATOMIC_STORE_N ? operand(p, call, 1) : value_at(p, other_place(p, call, 1), call->loc);
        o = order(p, call, 2);
        return make_3(p, call, BUILTIN_ATOMIC_STORE, VOID_T, ptr, value, o);
    case ATOMIC_EXCHANGE_N:
        value = operand(p, call, 1);
        o = order(p, call, 2);
        return make_3(p, call, BUILTIN_ATOMIC_EXCHANGE, call->object, ptr, value, o);
    case ATOMIC_EXCHANGE:
        value = value_at(p, other_place(p, call, 1), call->loc);
        place = other_place(p, call, 2);
        o = order(p, call, 3);
        value = make_3(p, call, BUILTIN_ATOMIC_EXCHANGE, call->object, ptr, value, o);
        return put(p, call, place, value);
    case ATOMIC_SYNC_LOCK:
        value = operand(p, call, 1);
        return make_3(p, call, BUILTIN_ATOMIC_EXCHANGE, call->object, ptr, value, fixed_order(p, call, 2));
    case ATOMIC_SYNC_RELEASE:
        if (!call->good) return error_node(p, call->loc);
        value = cast_node(p, int_node(p, INT_T, 0, call->loc), call->object);
        return make_3(p, call, BUILTIN_ATOMIC_STORE, VOID_T, ptr, value, fixed_order(p, call, 3));
    default: /* ATOMIC_C11_INIT: an initialization, which is not atomic (7.17.2.2) */
        value = operand(p, call, 1);
        if (call->good) ptr = cast_node(p, ptr, type_pointer(p->t, call->object));
        return call->good ? put(p, call, ptr, value) : error_node(p, call->loc);
    }
}

static NodeId build_call_of(Parser *p, AtomicCall *call)
{
    NodeId a, b;
    switch (call->form) {
    case ATOMIC_THREAD_FENCE: case ATOMIC_SIGNAL_FENCE:
        a = order(p, call, 0);
        return make_1(p, call, call->form == ATOMIC_THREAD_FENCE ? BUILTIN_ATOMIC_THREAD_FENCE : BUILTIN_ATOMIC_SIGNAL_FENCE, VOID_T, a);
    case ATOMIC_SYNC_FENCE: return make_1(p, call, BUILTIN_ATOMIC_THREAD_FENCE, VOID_T, fixed_order(p, call, 5));
    case ATOMIC_ALWAYS_LOCK_FREE: case ATOMIC_IS_LOCK_FREE: case ATOMIC_C11_IS_LOCK_FREE: return build_lock_free(p, call);
    case ATOMIC_TEST_AND_SET: case ATOMIC_CLEAR: return build_flag(p, call);
    default: break;
    }
    check_object(p, call);
    switch (call->form) {
    case ATOMIC_FETCH_OP: case ATOMIC_OP_FETCH:
        a = order(p, call, 2);
        return build_operation(p, call, a);
    case ATOMIC_SYNC_FETCH_OP: case ATOMIC_SYNC_OP_FETCH: return build_operation(p, call, fixed_order(p, call, 5));
    case ATOMIC_COMPARE_N: case ATOMIC_COMPARE: case ATOMIC_C11_STRONG: case ATOMIC_C11_WEAK: return build_compare(p, call);
    case ATOMIC_SYNC_VAL: case ATOMIC_SYNC_BOOL: {
        bool val = call->form == ATOMIC_SYNC_VAL;
        a = operand(p, call, 1);
        b = operand(p, call, 2);
        return make_3(p, call, val ? BUILTIN_SYNC_VAL_COMPARE_AND_SWAP : BUILTIN_SYNC_BOOL_COMPARE_AND_SWAP, val ? call->object : QTYPE_OF(CT_BOOL), call->argument[0], a, b);
    }
    default: return build_move(p, call);
    }
}

NodeId parse_atomic_call(Parser *p, Name name, Loc loc)
{
    AtomicCall call = {0};
    u32 first = p->work.len;
    Str text = name_text(p, name);
    call.name = name;
    call.loc = loc;
    call.good = true;
    find_builtin(text, &call);
    if (call.form == ATOMIC_COUNT) {
        diag_error(p->diag, loc, "'%.*s' is not supported yet", STR_FMT(text));
        return error_node(p, loc);
    }
    bool parsed = parse_arguments(p);
    u32 have = p->work.len - first, want = argument_count[call.form];
    /* What follows in a __sync_ call names the variables that it protects: GCC reads past it. */
    bool open = call.form >= ATOMIC_SYNC_FETCH_OP && call.form <= ATOMIC_SYNC_FENCE;
    if (parsed && (have < want || (have > want && !open))) {
        diag_error(p->diag, loc, "too %s arguments to '%.*s': expected %u, have %u", have < want ? "few" : "many", STR_FMT(text), want, have);
        parsed = false;
    }
    for (u32 i = 0; i < want && parsed; i++) {
        call.argument[i] = rvalue(p, p->work.at[first + i]);
        if (node_is_error(p, call.argument[i])) parsed = false;
    }
    p->work.len = first;
    return parsed ? build_call_of(p, &call) : error_node(p, loc);
}
