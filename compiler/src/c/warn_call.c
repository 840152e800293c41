/* Warnings about calls of the library's functions, from their arguments alone (GCC manual, "Warning Options": -Wnonnull,
   -Wsizeof-pointer-memaccess, -Wmemset-transposed-args, -Wmemset-elt-size, -Wabsolute-value, -Wfree-nonheap-object).
   In: a callee that the compiler knows by name, and its arguments as converted for the call. Out: messages. */
#include "c/parser.h"

typedef struct LibraryCall {
    Str name;
    const NodeId *argument;
    u32 count;
    Loc loc;
} LibraryCall;

/* Without the conversions to void * and size_t. */
static NodeId bare(Parser *p, NodeId id)
{
    while (NODE(id)->kind == NODE_CAST && !(NODE(id)->flags & NODE_CASTED)) id = NODE(id)->a;
    return id;
}

static bool is_zero(Parser *p, NodeId id) { return NODE(id)->kind == NODE_INT && node_integer(NODE(id)) == 0; }

/* The functions on strings and memory, which take no null pointer, not even with a length of 0 (C11 7.24.1p2). */
static void check_null(Parser *p, const LibraryCall *c)
{
    if (!str_starts(c->name, "str") && !str_starts(c->name, "mem") && !str_is(c->name, "puts")) return;
    for (u32 i = 0; i < c->count; i++) {
        const Node *n = NODE(c->argument[i]);
        if (n->kind == NODE_INT && KIND(n->type) == CT_POINTER && node_integer(n) == 0)
            diag_warn(p->diag, W_NONNULL, n->loc, "argument %u of '%.*s' is null where a pointer is required", i + 1, STR_FMT(c->name));
    }
}

/* memcpy(p, q, sizeof p) */
static void check_size(Parser *p, const LibraryCall *c)
{
    static const char *const with_size[] = {"memset", "memcpy", "memmove", "memcmp", "strncpy", "strncat", "strncmp", "stpncpy", "strndup"};
    bool known = false;
    for (u32 i = 0; i < ARRAY_LEN(with_size); i++) known = known || str_is(c->name, with_size[i]);
    if (!known || c->count < 2) return;
    NodeId size = bare(p, c->argument[c->count - 1]);
    if (NODE(size)->kind != NODE_INT || !NODE(size)->c) return;
    NodeId operand = NODE(size)->c;
    if (KIND(NODE(operand)->type) != CT_POINTER) return;
    for (u32 i = 0; i + 1 < c->count; i++) {
        NodeId n = bare(p, c->argument[i]);
        if (NODE(n)->kind == NODE_LOAD && same_expression(p, NODE(n)->a, operand))
            diag_warn(p->diag, W_SIZEOF_POINTER, NODE(size)->loc, "argument to 'sizeof' in '%.*s' call is the same expression as argument %u; did you mean to dereference it?",
                      STR_FMT(c->name), i + 1);
    }
}

static void check_memset(Parser *p, const LibraryCall *c)
{
    if (!str_is(c->name, "memset") || c->count != 3) return;
    NodeId size = bare(p, c->argument[2]), value = bare(p, c->argument[1]), object = bare(p, c->argument[0]);
    if (is_zero(p, size) && !NODE(size)->c && !is_zero(p, value)) {
        diag_warn(p->diag, W_MEMSET_TRANSPOSED_ARGS, c->loc, "'memset' used with constant zero length parameter; this could be due to transposed parameters");
        return;
    }
    if (NODE(object)->kind != NODE_DECAY || NODE(size)->kind != NODE_INT || NODE(size)->c) return;
    QType array = NODE(NODE(object)->a)->type;
    if (KIND(array) != CT_ARRAY) return;
    u64 each = type_size(p->t, type_of(p->t, array)->base);
    if (each > 1 && node_integer(NODE(size)) == type_of(p->t, array)->count)
        diag_warn(p->diag, W_MEMSET_ELT_SIZE, c->loc, "'memset' used with length equal to number of elements without multiplication by element size");
}

static void check_absolute_value(Parser *p, const LibraryCall *c)
{
    bool integral = str_is(c->name, "abs") || str_is(c->name, "labs") || str_is(c->name, "llabs");
    if (!integral || c->count != 1) return;
    QType q = NODE(bare(p, c->argument[0]))->type;
    if (type_is_floating(p->t, q))
        diag_warn(p->diag, W_ABSOLUTE_VALUE, c->loc, "using integer absolute value function '%.*s' when argument is of floating-point type '%s'", STR_FMT(c->name), type_str(p, q));
    else if (type_is_integer(p->t, q) && type_is_unsigned(p->t, q) && type_size(p->t, q) >= type_size(p->t, INT_T))
        diag_warn(p->diag, W_ABSOLUTE_VALUE, c->loc, "taking the absolute value of unsigned type '%s' has no effect", type_str(p, q));
}

static void check_free(Parser *p, const LibraryCall *c)
{
    if (!str_is(c->name, "free") || c->count != 1) return;
    const Node *n = NODE(bare(p, c->argument[0]));
    if ((n->kind != NODE_ADDR && n->kind != NODE_DECAY) || NODE(n->a)->kind != NODE_VAR || !DECL(NODE(n->a)->a)->name) return;
    diag_warn(p->diag, W_FREE_NONHEAP_OBJECT, c->loc, "'free' called on unallocated object '%.*s'", STR_FMT(name_text(p, DECL(NODE(n->a)->a)->name)));
}

void warn_library_call(Parser *p, DeclId callee, const NodeId *argument, u32 count, Loc loc)
{
    const Decl *d = DECL(callee);
    if (!count || d->linkage != LINKAGE_EXTERNAL || p->options->builtins_off || p->quiet || !name_info(p, d->name)->builtin) return;
    LibraryCall c = {name_text(p, d->name), argument, count, loc};
    check_null(p, &c);
    check_size(p, &c);
    check_memset(p, &c);
    check_absolute_value(p, &c);
    check_free(p, &c);
}
