/* Initializers (C11 6.7.9): braces, designators, brace elision, strings, flattened to a list of stores.
   In: tokens after '='. Out: an Init, put in order by init_order.c; long runs of numbers become one item of bytes. */
#include "c/init.h"

static void init_braced(InitState *s, QType type, u64 offset, u64 *count);

/* ---- items ---- */

static void add_item(InitState *s, u64 offset, QType type, u32 field, NodeId value)
{
    Parser *p = s->p;
    InitItem item;
    memset(&item, 0, sizeof item);
    item.offset = field ? offset - FIELD(field - 1)->offset : offset;
    item.repeat = 1;
    item.field = field;
    item.type = type_unqualified(type);
    item.value = value;
    u64 begin = init_item_begin(p, &item), end = begin + init_item_bits(p, &item);
    if (begin < s->end_bits) s->disordered = true;
    if (end > s->end_bits) s->end_bits = end;
    if (end / 8 > s->object_size) s->object_size = end / 8;
    vec_push(&p->init_item, item);
}

/* From here on what was stored in these bytes does not count: value 0 marks it. */
static void add_clear(InitState *s, u64 offset, QType type)
{
    if (offset * 8 < s->end_bits && type_size(s->p->t, type)) add_item(s, offset, type, 0, 0);
}

/* A static object's value must be known: constants are folded here for good. */
NodeId static_scalar(Parser *p, NodeId value, QType type)
{
    const Node *n = NODE(value);
    if (n->kind == NODE_INT || n->kind == NODE_FLOAT || n->kind == NODE_STRING || is_error(n->type)) return value;
    Loc loc = n->loc;
    p->c->in_static_initializer = true;
    ConstValue v = c_evaluate(p->c, value);
    p->c->in_static_initializer = false;
    if (v.kind == CONST_INTEGER && type_size(p->t, type) > 8) return value; /* no INT node holds 128 bits */
    if (v.kind == CONST_INTEGER) return int_node(p, type_unqualified(type), v.integer, loc);
    if (v.kind == CONST_FLOATING) return float_node(p, type_unqualified(type), v.floating, loc);
    if (v.kind == CONST_NOT) {
        diag_error(p->diag, loc, "initializer element is not a compile-time constant");
        return error_node(p, loc);
    }
    return value;
}

/* The items of a static compound literal that initializes (part of) another static object; false when the value is none. */
static bool inline_literal(InitState *s, NodeId value, u64 offset)
{
    Parser *p = s->p;
    const Node *n = NODE(value);
    if (n->kind == NODE_LOAD) n = NODE(n->a);
    if (n->kind != NODE_VAR || DECL(n->a)->name || DECL(n->a)->duration != DURATION_STATIC || !DECL(n->a)->value) return false;
    Init init = p->c->init.at[DECL(n->a)->value];
    for (u32 i = 0; i < init.count; i++) {
        InitItem item = p->c->init_item.at[init.first + i];
        u32 before = p->init_item.len;
        add_item(s, item.offset + offset + (item.field ? FIELD(item.field - 1)->offset : 0), item.type, item.field, item.value);
        InitItem *made = &p->init_item.at[before];
        made->repeat = item.repeat;
        made->stride = item.stride;
        u64 end = init_item_begin(p, made) + (item.repeat - 1) * item.stride * 8 + init_item_bits(p, made);
        if (end > s->end_bits) s->end_bits = end;
    }
    return true;
}

static void store_scalar(InitState *s, NodeId value, QType type, u64 offset, u32 field)
{
    Parser *p = s->p;
    value = convert_for(p, value, type, ASSIGN_INIT, 0, 0, NODE(value)->loc);
    if (node_is_error(p, value)) return;
    if (s->is_static) {
        value = static_scalar(p, value, type);
        if (node_is_error(p, value)) return;
    }
    if (field && NODE(value)->kind == NODE_INT && !p->quiet && !p->unevaluated) {
        const CField *f = FIELD(field - 1);
        u64 v = node_integer(NODE(value));
        bool is_unsigned = type_is_unsigned(p->t, f->type);
        u64 kept = is_unsigned ? zero_extend(v, f->bit_width) : (u64)sign_extend(v, f->bit_width);
        if (kept != v && zero_extend(v, f->bit_width) != v && (u64)sign_extend(v, f->bit_width) != v)
            diag_warn(p->diag, W_OVERFLOW, NODE(value)->loc, "value %lld does not fit in a bit-field of %u bits", (long long)v, f->bit_width);
    }
    add_item(s, offset, type, field, value);
}

/* ---- strings ---- */

static bool is_string_type(Parser *p, QType array, NodeId value)
{
    const CType *c = type_of(p->t, array);
    if (c->kind != CT_ARRAY || NODE(value)->kind != NODE_STRING) return false;
    QType element = type_unqualified(type_canonical(p->t, c->base));
    if (!type_is_integer(p->t, element)) return false;
    if (type_is_character(p->t, element)) return p->c->string.at[NODE(value)->a].element == 1;
    QType literal = type_of(p->t, NODE(value)->type)->base;
    return p->c->string.at[NODE(value)->a].element != 1 && type_size(p->t, element) == type_size(p->t, literal) && KIND(element) != CT_BOOL;
}

/* Gives the number of elements, for arrays without length. */
static u64 store_string(InitState *s, NodeId value, QType array, u64 offset)
{
    Parser *p = s->p;
    CType c = *type_of(p->t, array);
    const StringLiteral *literal = &p->c->string.at[NODE(value)->a];
    u64 have = literal->size / literal->element;
    if (c.incomplete_array) {
        array = type_array(p->t, c.base, have);
    } else if (have - 1 > c.count) {
        diag_warn(p->diag, W_EXCESS_INITIALIZERS, NODE(value)->loc, "initializer string for '%s' is too long", type_str(p, array));
    }
    if (!c.incomplete_array && c.count == 0) return 0;
    add_item(s, offset, array, 0, value);
    return have;
}

/* ---- where in an aggregate ---- */

static bool skipped_member(const CField *f) { return f->is_bit_field && !f->name; }

static void push_level(InitState *s, QType type, u64 offset)
{
    Parser *p = s->p;
    const CType *c = type_of(p->t, type);
    InitLevel level;
    memset(&level, 0, sizeof level);
    level.type = type;
    level.offset = offset;
    if (c->kind == CT_ARRAY) {
        level.count = c->incomplete_array ? UINT64_MAX : c->count;
    } else if (c->kind == CT_VECTOR) {
        level.count = c->count / type_size(p->t, c->base);
    } else {
        const CRecord *r = type_record(p->t, type);
        level.count = r->field_count;
        while (level.index < level.count && skipped_member(FIELD(r->first_field + level.index))) level.index++;
    }
    vec_push(&p->init_level, level);
}

static bool level_ended(const InitLevel *l) { return l->index >= l->count; }

static void level_advance(Parser *p, InitLevel *l)
{
    if (type_is_record(p->t, l->type)) {
        const CRecord *r = type_record(p->t, l->type);
        l->index = r->is_union ? l->count : l->index + 1;
        while (l->index < l->count && skipped_member(FIELD(r->first_field + l->index))) l->index++;
    } else {
        l->index++;
    }
}

static void level_subobject(Parser *p, const InitLevel *l, QType *type, u64 *offset, u32 *field)
{
    const CType *c = type_of(p->t, l->type);
    *field = 0;
    if (c->kind == CT_ARRAY || c->kind == CT_VECTOR) {
        *type = c->base;
        *offset = l->offset + l->index * type_size(p->t, c->base);
    } else {
        u32 f = type_record(p->t, l->type)->first_field + (u32)l->index;
        *type = FIELD(f)->type;
        *offset = l->offset + FIELD(f)->offset;
        if (FIELD(f)->is_bit_field) *field = f + 1;
    }
}

/* The current element is named. A flexible member is as long as its elements, also where the last of them are {} or less than full. */
static void note_reached(InitState *s, InitLevel *l)
{
    Parser *p = s->p;
    if (l->index < l->reached) return;
    l->reached = l->index + 1;
    if (l->count != UINT64_MAX) return;
    u64 end = l->offset + l->reached * type_size(p->t, type_of(p->t, l->type)->base);
    if (end > s->object_size) s->object_size = end;
}

/* ---- designators ---- */

typedef struct RangeDesignator {
    u64 first, last, stride;
    u32 level;
} RangeDesignator;

enum { MAX_RANGES = 4 };

static bool at_designator(Parser *p)
{
    if (at(p, TK_LBRACKET) || at(p, TK_DOT)) return true;
    return at(p, TK_IDENTIFIER) && parser_peek(p, 0)->kind == TK_COLON;
}

static bool designate_member(InitState *s, Name name, Loc loc)
{
    Parser *p = s->p;
    for (;;) {
        InitLevel *l = &vec_last(&p->init_level);
        if (!type_is_record(p->t, l->type)) {
            diag_error(p->diag, loc, "member designator '%.*s' for '%s', which is not a structure or union", STR_FMT(name_text(p, name)), type_str(p, l->type));
            return false;
        }
        u32 f = type_member(p->t, l->type, name);
        if (!f) {
            diag_error(p->diag, loc, "'%s' has no member named '%.*s'", type_str(p, l->type), STR_FMT(name_text(p, name)));
            return false;
        }
        const CRecord *r = type_record(p->t, l->type);
        l->index = f - 1 - r->first_field;
        if (FIELD(f - 1)->name == name) return true;
        QType type;
        u64 offset;
        u32 field;
        level_subobject(p, l, &type, &offset, &field);
        push_level(s, type, offset);
    }
}

static bool designate_index(InitState *s, RangeDesignator *ranges, u32 *range_count)
{
    Parser *p = s->p;
    Loc open = p->tok.loc;
    parser_next(p);
    i64 first = 0, last;
    bool good = parse_integer_constant(p, &first, NULL, "array designator");
    last = first;
    if (at(p, TK_ELLIPSIS)) pedantic(p, p->tok.loc, "ranges in designators");
    if (accept(p, TK_ELLIPSIS)) good &= parse_integer_constant(p, &last, NULL, "array designator");
    expect_close(p, TK_RBRACKET, open, "of the designator");
    if (!good) return false;
    InitLevel *l = &vec_last(&p->init_level);
    const CType *c = type_of(p->t, l->type);
    if (c->kind != CT_ARRAY) {
        diag_error(p->diag, open, "array designator for '%s', which is not an array", type_str(p, l->type));
        return false;
    }
    u64 size = type_size(p->t, c->base);
    if (first < 0 || (u64)first >= l->count || (u64)last >= l->count || (u64)last > TYPE_SIZE_LIMIT / (size ? size : 1)) {
        diag_error(p->diag, open, "array index %lld is outside the bounds of '%s'", (long long)(first < 0 ? first : last), type_str(p, l->type));
        return false;
    }
    if (last < first) {
        diag_error(p->diag, open, "empty index range in initializer");
        return false;
    }
    l->index = (u64)first;
    if (last > first) {
        if (*range_count == MAX_RANGES) {
            diag_error(p->diag, open, "more than %d index ranges in one designator", MAX_RANGES);
            return false;
        }
        RangeDesignator r = {(u64)first, (u64)last, size, p->init_level.len - 1};
        ranges[(*range_count)++] = r;
    }
    return true;
}

/* All designators of one initializer, and '='. */
static bool parse_designation(InitState *s, RangeDesignator *ranges, u32 *range_count)
{
    Parser *p = s->p;
    bool first = true;
    if (at(p, TK_IDENTIFIER)) {
        Name name = p->tok.name;
        Loc loc = p->tok.loc;
        parser_next(p);
        parser_next(p);
        return designate_member(s, name, loc);
    }
    for (; at(p, TK_LBRACKET) || at(p, TK_DOT); first = false) {
        if (!first) {
            QType type;
            u64 offset;
            u32 field;
            note_reached(s, &vec_last(&p->init_level));
            level_subobject(p, &vec_last(&p->init_level), &type, &offset, &field);
            if (KIND(type) != CT_ARRAY && !(type_is_record(p->t, type) && type_complete(p->t, type))) {
                diag_error(p->diag, p->tok.loc, "designator inside '%s', which is no aggregate", type_str(p, type));
                return false;
            }
            if (type_is_record(p->t, type) && type_record(p->t, type)->is_union) add_clear(s, offset, type);
            push_level(s, type, offset);
        }
        if (at(p, TK_LBRACKET)) {
            if (!designate_index(s, ranges, range_count)) return false;
        } else {
            parser_next(p);
            if (!at(p, TK_IDENTIFIER)) {
                Str found = token_text(p);
                diag_error(p->diag, p->tok.loc, "expected a member name before %.*s", STR_FMT(found));
                return false;
            }
            Name name = p->tok.name;
            Loc loc = p->tok.loc;
            parser_next(p);
            if (!designate_member(s, name, loc)) return false;
        }
    }
    if (!accept(p, TK_ASSIGN) && !at(p, TK_LBRACE) && !at(p, TK_NUMBER)) expect(p, TK_ASSIGN, "after the designator");
    return true;
}

/* What was stored since `mark` for the first index of a range is stored for the others too. */
static void repeat_items(InitState *s, u32 mark, const RangeDesignator *r)
{
    Parser *p = s->p;
    u64 n = r->last - r->first + 1;
    u32 end = p->init_item.len;
    for (u32 i = mark; i < end; i++) {
        InitItem *item = &p->init_item.at[i];
        if (item->repeat == 1) {
            item->repeat = n;
            item->stride = r->stride;
        } else {
            if (n > EXPANSION_LIMIT / 16) {
                diag_error(p->diag, s->loc, "nested index ranges of this size are not supported yet");
                return;
            }
            for (u64 k = 1; k < n; k++) {
                InitItem copy = p->init_item.at[i];
                copy.offset += k * r->stride;
                vec_push(&p->init_item, copy);
            }
            s->disordered = true;
        }
        item = &p->init_item.at[i];
        u64 last = init_item_begin(p, item) + (item->repeat - 1) * item->stride * 8 + init_item_bits(p, item);
        if (last > s->end_bits) s->end_bits = last;
        if (last / 8 > s->object_size) s->object_size = last / 8;
    }
    InitLevel *l = &p->init_level.at[r->level];
    l->index = r->last;
    note_reached(s, l);
}

/* ---- numbers in bulk ---- */

static bool ends_element(TokenKind k) { return k == TK_COMMA || k == TK_RBRACE; }

/* Consecutive numeric constants of an array of numbers, kept as bytes: no node and no item for each. Leaves the level at the last. */
static bool store_numbers(InitState *s)
{
    Parser *p = s->p;
    InitLevel *l = &vec_last(&p->init_level);
    const CType *c = type_of(p->t, l->type);
    if (c->kind != CT_ARRAY) return false;
    QType element = type_unqualified(type_canonical(p->t, c->base));
    u32 kind = KIND(element);
    bool floating = kind == CT_FLOAT || kind == CT_DOUBLE;
    if (!floating && !(kind >= CT_CHAR && kind <= CT_ULLONG)) return false;
    u32 size = (u32)type_size(p->t, element);
    u64 start = l->index, count = 0;
    Buf bytes = {0};
    for (;;) {
        bool negative = at(p, TK_MINUS);
        u32 k = negative ? parser_peek(p, 0)->kind : p->tok.kind;
        if (k != TK_NUMBER && (k != TK_CHARACTER || negative)) break;
        if (!ends_element((TokenKind)parser_peek(p, negative)->kind)) break;
        u32 nodes = p->c->node.len, floats = p->c->float_constant.len;
        Loc loc = p->tok.loc;
        if (negative) parser_next(p);
        NodeId n = k == TK_NUMBER ? parse_number(p) : parse_character(p);
        if (negative) n = build_unary(p, TK_MINUS, n, loc);
        n = convert_for(p, n, element, ASSIGN_INIT, 0, 0, loc);
        u64 v = 0;
        if (NODE(n)->kind == NODE_INT) v = node_integer(NODE(n));
        else if (NODE(n)->kind == NODE_FLOAT) v = p->c->float_constant.at[NODE(n)->a].lo;
        p->c->node.len = nodes;
        p->c->float_constant.len = floats;
        buf_reserve(&bytes, 8);
        put_u64(bytes.data + bytes.len, v);
        bytes.len += size;
        count++;
        if (!at(p, TK_COMMA) || start + count >= l->count) break;
        const Token *t = parser_peek(p, 0);
        if (t->kind != TK_NUMBER && t->kind != TK_MINUS && t->kind != TK_CHARACTER) break;
        if (t->kind == TK_MINUS) {
            if (parser_peek(p, 1)->kind != TK_NUMBER || !ends_element((TokenKind)parser_peek(p, 2)->kind)) break;
        } else if (!ends_element((TokenKind)parser_peek(p, 1)->kind)) break;
        parser_next(p);
    }
    if (!count) {
        buf_free(&bytes);
        return false;
    }
    u64 offset = l->offset + start * size;
    l->index = start + count - 1;
    note_reached(s, l);
    if (count < 8) {
        for (u64 i = 0; i < count; i++) {
            u64 v = 0;
            for (u32 b = 0; b < size; b++) v |= (u64)bytes.data[i * size + b] << (8 * b);
            FloatBits f = {v, 0};
            NodeId n = floating ? float_node(p, element, f, s->loc) : int_node(p, element, type_wrap(p->t, element, v), s->loc);
            add_item(s, offset + i * size, element, 0, n);
        }
    } else {
        StringLiteral literal;
        memset(&literal, 0, sizeof literal);
        buf_u8(&bytes, 0);
        u8 *copy = arena_alloc(&p->c->arena, bytes.len, 1);
        memcpy(copy, bytes.data, bytes.len);
        literal.bytes = copy;
        literal.size = bytes.len;
        literal.element = 1;
        literal.has_inner_zero = true; /* data, not to be merged with strings */
        vec_push(&p->c->string, literal);
        QType array = type_array(p->t, element, count);
        NodeId n = new_node(p, NODE_STRING, array, s->loc, p->c->string.len - 1, 0, 0);
        NODE(n)->flags |= NODE_LVALUE;
        add_item(s, offset, array, 0, n);
    }
    buf_free(&bytes);
    return true;
}

/* ---- values ---- */

/* An expression for the current subobject, or for its first member, and so on down (6.7.9p13, p20). */
static void place_value(InitState *s, NodeId value)
{
    Parser *p = s->p;
    if (node_is_error(p, value)) {
        note_reached(s, &vec_last(&p->init_level));
        return;
    }
    NodeId loaded = 0;
    for (u32 depth = 0; depth < MAX_DEPTH; depth++) {
        InitLevel *l = &vec_last(&p->init_level);
        note_reached(s, l);
        QType type;
        u64 offset;
        u32 field;
        level_subobject(p, l, &type, &offset, &field);
        u32 kind = KIND(type);
        if (is_error(type)) return;
        if (kind == CT_ARRAY) {
            if (is_string_type(p, type, value)) {
                if (type_of(p->t, type)->incomplete_array && !s->is_static) diag_error(p->diag, NODE(value)->loc, "non-static initialization of a flexible array member");
                store_string(s, value, type, offset);
                return;
            }
            if (s->is_static && inline_literal(s, value, offset)) return;
            push_level(s, type, offset);
        } else if (kind == CT_RECORD || kind == CT_VECTOR) {
            if (!loaded) loaded = rvalue(p, value);
            if (type_compatible(p->t, type_unqualified(type), NODE(loaded)->type)) {
                if (s->is_static) {
                    if (!inline_literal(s, loaded, offset)) diag_error(p->diag, NODE(loaded)->loc, "initializer element is not a compile-time constant");
                } else add_item(s, offset, type, 0, loaded);
                return;
            }
            if (!type_complete(p->t, type)) return;
            push_level(s, type, offset);
        } else {
            store_scalar(s, value, type, offset, field);
            return;
        }
        if (level_ended(&vec_last(&p->init_level))) {
            diag_error(p->diag, NODE(value)->loc, "initializer for empty '%s'", type_str(p, vec_last(&p->init_level).type));
            return;
        }
        l = &vec_last(&p->init_level);
        if (l->count == UINT64_MAX && !s->is_static) {
            diag_error(p->diag, NODE(value)->loc, "non-static initialization of a flexible array member");
            return;
        }
    }
}

/* single: no run of numbers may be taken at once, as the element stands for a range. */
static void parse_element(InitState *s, bool single)
{
    Parser *p = s->p;
    if (at(p, TK_LBRACE)) {
        QType type;
        u64 offset;
        u32 field;
        note_reached(s, &vec_last(&p->init_level));
        level_subobject(p, &vec_last(&p->init_level), &type, &offset, &field);
        if (is_error(type)) {
            parser_next(p);
            skip_balanced(p, TK_RBRACE);
            return;
        }
        if (KIND(type) == CT_ARRAY || KIND(type) == CT_RECORD || KIND(type) == CT_VECTOR) {
            if (KIND(type) == CT_ARRAY && type_of(p->t, type)->incomplete_array && !s->is_static)
                diag_error(p->diag, p->tok.loc, "non-static initialization of a flexible array member");
            add_clear(s, offset, type);
            u64 count;
            init_braced(s, type, offset, &count);
            return;
        }
        Loc open = p->tok.loc;
        parser_next(p);
        enter_depth(p);
        if (at(p, TK_RBRACE)) {
            NodeId zero = cast_node(p, int_node(p, INT_T, 0, open), type);
            add_item(s, offset, type, field, zero);
        } else if (at(p, TK_LBRACE)) {
            diag_warn(p->diag, W_REQUIRED, open, "too many braces around a scalar initializer");
            parse_element(s, true);
        } else {
            store_scalar(s, parse_assignment(p), type, offset, field);
        }
        leave_depth(p);
        accept(p, TK_COMMA);
        if (!expect_close(p, TK_RBRACE, open, "of the initializer")) skip_balanced(p, TK_RBRACE);
        return;
    }
    TokenKind k = (TokenKind)p->tok.kind;
    if ((k == TK_NUMBER || k == TK_MINUS || k == TK_CHARACTER) && !single && store_numbers(s)) return;
    place_value(s, parse_assignment(p));
}

static void skip_excess(InitState *s, bool *warned, const char *what)
{
    Parser *p = s->p;
    if (!*warned) diag_warn(p->diag, W_EXCESS_INITIALIZERS, p->tok.loc, "excess elements in %s initializer", what);
    *warned = true;
    p->unevaluated++;
    if (at(p, TK_LBRACE)) {
        parser_next(p);
        skip_balanced(p, TK_RBRACE);
    } else parse_assignment(p);
    p->unevaluated--;
}

/* '{' ... '}' for an aggregate. *count: the elements that an array without length gets. */
/* {0} is every object's zero, whatever it is made of. */
static bool last_is_zero(Parser *p)
{
    if (!p->init_item.len) return false;
    NodeId value = vec_last(&p->init_item).value;
    return value && NODE(value)->kind == NODE_INT && node_integer(NODE(value)) == 0;
}

static void init_braced(InitState *s, QType type, u64 offset, u64 *count)
{
    Parser *p = s->p;
    Loc open = p->tok.loc;
    parser_next(p);
    enter_depth(p);
    u32 base = p->init_level.len;
    push_level(s, type, offset);
    bool first = true, warned = false, designated = false, elided = false, zeros = true;
    *count = 0;
    if (at(p, TK_RBRACE)) pedantic_since(p, C_STD_C23, open, "empty initializers");
    /* char s[] = {"..."} */
    if (at(p, TK_STRING) && KIND(type) == CT_ARRAY && type_is_integer(p->t, type_of(p->t, type)->base)) {
        NodeId value = parse_assignment(p);
        if (is_string_type(p, type, value)) {
            *count = store_string(s, value, type, offset);
            if (accept(p, TK_COMMA) && !at(p, TK_RBRACE)) {
                skip_excess(s, &warned, "string");
            }
            goto done;
        }
        place_value(s, value);
        first = false;
        if (!accept(p, TK_COMMA)) goto done;
    }
    while (!at(p, TK_RBRACE) && !at(p, TK_EOF)) {
        RangeDesignator ranges[MAX_RANGES];
        u32 range_count = 0, mark = p->init_item.len;
        if (at_designator(p)) {
            pedantic_since(p, C_STD_C99, p->tok.loc, "designated initializers");
            if (at(p, TK_IDENTIFIER)) pedantic(p, p->tok.loc, "designators with ':'");
            p->init_level.len = base + 1;
            designated = true;
            if (type_is_record(p->t, type) && type_record(p->t, type)->is_union) add_clear(s, offset, type);
            mark = p->init_item.len;
            if (!parse_designation(s, ranges, &range_count)) {
                /* The rest of this element is stepped over. */
                while (!at(p, TK_COMMA) && !at(p, TK_RBRACE) && !at(p, TK_SEMICOLON) && !at(p, TK_EOF)) {
                    if (at(p, TK_LBRACE)) {
                        parser_next(p);
                        skip_balanced(p, TK_RBRACE);
                    } else parser_next(p);
                }
                p->init_level.len = base + 1;
                first = false;
                if (!accept(p, TK_COMMA)) break;
                continue;
            }
        } else if (!first) {
            level_advance(p, &vec_last(&p->init_level));
            while (p->init_level.len > base + 1 && level_ended(&vec_last(&p->init_level))) {
                p->init_level.len--;
                level_advance(p, &vec_last(&p->init_level));
            }
        }
        first = false;
        if (level_ended(&vec_last(&p->init_level))) {
            const char *what = KIND(type) == CT_ARRAY ? "array" : KIND(type) == CT_VECTOR ? "vector" : type_record(p->t, type)->is_union ? "union" : "structure";
            skip_excess(s, &warned, what);
        } else {
            u32 levels = p->init_level.len;
            parse_element(s, range_count > 0);
            elided |= p->init_level.len > levels;
            zeros &= last_is_zero(p);
            for (u32 i = range_count; i-- > 0;) {
                p->init_level.len = ranges[i].level + 1;
                repeat_items(s, mark, &ranges[i]);
            }
        }
        if (!accept(p, TK_COMMA)) break;
    }
done:
    leave_depth(p);
    if (!expect_close(p, TK_RBRACE, open, "of the initializer")) skip_balanced(p, TK_RBRACE);
    if (elided && !zeros && !p->unevaluated) diag_warn(p->diag, W_MISSING_BRACES, open, "missing braces around initializer");
    const InitLevel *l = &p->init_level.at[base];
    if (KIND(type) == CT_RECORD && !designated && !type_record(p->t, type)->is_union && !p->unevaluated && l->reached && l->reached < l->count) {
        const CRecord *r = type_record(p->t, type);
        const CField *f = FIELD(r->first_field + (u32)l->reached);
        bool only_zero = l->reached == 1 && p->prev_loc && p->init_item.len && NODE(vec_last(&p->init_item).value)->kind == NODE_INT &&
                         node_integer(NODE(vec_last(&p->init_item).value)) == 0;
        bool flexible = KIND(f->type) == CT_ARRAY && type_of(p->t, f->type)->incomplete_array;
        if (f->name && !only_zero && !flexible)
            diag_warn(p->diag, W_MISSING_FIELD_INITIALIZERS, open, "missing initializer for member '%.*s' of '%s'", STR_FMT(name_text(p, f->name)), type_str(p, type));
    }
    if (l->reached > *count) *count = l->reached;
    p->init_level.len = base;
}

/* ---- whole initializers ---- */

static void discard_initializer(Parser *p)
{
    if (at(p, TK_LBRACE)) {
        parser_next(p);
        skip_balanced(p, TK_RBRACE);
    } else parse_assignment(p);
}

/* An expression for the whole object. */
static void init_whole(InitState *s, QType *type)
{
    Parser *p = s->p;
    QType q = *type;
    NodeId value = parse_assignment(p);
    if (node_is_error(p, value)) {
        if (KIND(q) == CT_ARRAY && !type_complete(p->t, q)) *type = 0;
        return;
    }
    if (KIND(q) == CT_ARRAY) {
        if (is_string_type(p, q, value)) {
            u64 have = store_string(s, value, q, 0);
            if (type_of(p->t, q)->incomplete_array) *type = type_array(p->t, type_of(p->t, q)->base, have);
            return;
        }
        QType from = NODE(value)->type;
        if (s->is_static && KIND(from) == CT_ARRAY && type_compatible(p->t, type_unqualified(from), type_unqualified(q)) && inline_literal(s, value, 0)) {
            if (type_of(p->t, q)->incomplete_array) *type = type_array(p->t, type_of(p->t, q)->base, type_of(p->t, from)->count);
            return;
        }
        if (NODE(value)->kind == NODE_STRING)
            diag_error(p->diag, NODE(value)->loc, "array of type '%s' initialized from a string literal of type '%s'", type_str(p, q), type_str(p, from));
        else
            diag_error(p->diag, NODE(value)->loc, "invalid initializer: array of type '%s' needs a list in braces", type_str(p, q));
        if (type_of(p->t, q)->incomplete_array) *type = 0;
        return;
    }
    if (KIND(q) == CT_RECORD || KIND(q) == CT_VECTOR) {
        value = convert_for(p, value, q, ASSIGN_INIT, 0, 0, NODE(value)->loc);
        if (node_is_error(p, value)) return;
        if (s->is_static) {
            if (!inline_literal(s, value, 0)) diag_error(p->diag, NODE(value)->loc, "initializer element is not a compile-time constant");
        } else add_item(s, 0, q, 0, value);
        return;
    }
    store_scalar(s, value, q, 0, 0);
}

static void init_scalar_in_braces(InitState *s, QType q)
{
    Parser *p = s->p;
    Loc open = p->tok.loc;
    bool warned = false;
    parser_next(p);
    enter_depth(p);
    if (at(p, TK_LBRACE)) {
        diag_warn(p->diag, W_ALWAYS, p->tok.loc, "braces around scalar initializer");
        init_scalar_in_braces(s, q);
    } else if (at_designator(p)) {
        diag_error(p->diag, p->tok.loc, "designator in the initializer of a scalar");
        while (!at(p, TK_RBRACE) && !at(p, TK_SEMICOLON) && !at(p, TK_EOF)) parser_next(p);
    } else if (at(p, TK_RBRACE)) {
        pedantic_since(p, C_STD_C23, open, "empty initializers");
    } else {
        store_scalar(s, parse_assignment(p), q, 0, 0);
    }
    while (accept(p, TK_COMMA) && !at(p, TK_RBRACE)) skip_excess(s, &warned, "scalar");
    leave_depth(p);
    if (!expect_close(p, TK_RBRACE, open, "of the initializer")) skip_balanced(p, TK_RBRACE);
}

InitId parse_initializer(Parser *p, QType *type, bool is_static, Loc loc)
{
    QType q = *type;
    if (is_error(q)) {
        discard_initializer(p);
        return 0;
    }
    const CType *c = type_of(p->t, q);
    bool open_array = c->kind == CT_ARRAY && c->incomplete_array;
    if (!open_array && !type_complete(p->t, q)) {
        diag_error(p->diag, loc, "initializer for an object of incomplete type '%s'", type_str(p, q));
        *type = 0;
        discard_initializer(p);
        return 0;
    }
    if (c->kind == CT_VLA) {
        diag_error(p->diag, loc, "variable-sized object may not be initialized");
        *type = 0;
        discard_initializer(p);
        return 0;
    }
    if (refuse_type(p, q, loc)) {
        *type = 0;
        discard_initializer(p);
        return 0;
    }
    InitState s;
    memset(&s, 0, sizeof s);
    s.p = p;
    s.is_static = is_static;
    s.first = p->init_item.len;
    s.loc = loc;
    if (!at(p, TK_LBRACE)) {
        init_whole(&s, type);
    } else if (c->kind == CT_ARRAY || c->kind == CT_RECORD || c->kind == CT_VECTOR) {
        u64 count = 0;
        init_braced(&s, q, 0, &count);
        if (open_array) {
            u64 size = type_size(p->t, type_of(p->t, q)->base);
            if (size && count > TYPE_SIZE_LIMIT / size) {
                diag_error(p->diag, loc, "size of array is too large");
                count = 1;
            }
            u32 align = type_of(p->t, q)->align;
            *type = type_array(p->t, type_of(p->t, q)->base, count);
            if (align) *type = type_aligned(p->t, *type, align);
        }
    } else {
        init_scalar_in_braces(&s, q);
    }
    if (is_error(*type)) {
        p->init_item.len = s.first;
        return 0;
    }
    return finish_init(&s, *type);
}
