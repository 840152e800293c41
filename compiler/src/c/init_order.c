/* The order of initializers (C11 6.7.9p19): what was stored twice counts once.
   In: the stores that an initializer makes, as they are written. Out: an Init whose items are sorted by offset, with nothing stored
   twice. The common case, in order and without designators, needs no sorting. */
#include "c/init.h"

/* ---- items ---- */

u64 init_item_begin(Parser *p, const InitItem *i)
{
    if (!i->field) return i->offset * 8;
    const CField *f = FIELD(i->field - 1);
    return (i->offset + f->offset) * 8 + f->bit_offset;
}

u64 init_item_bits(Parser *p, const InitItem *i)
{
    return i->field ? FIELD(i->field - 1)->bit_width : type_size(p->t, i->type) * 8;
}

InitId single_init(Parser *p, QType type, NodeId value)
{
    InitItem item;
    Init init;
    memset(&item, 0, sizeof item);
    memset(&init, 0, sizeof init);
    item.repeat = 1;
    item.type = type_unqualified(type);
    item.value = value;
    init.type = type;
    init.size = type_size(p->t, type);
    init.covers_all = true;
    init.first = p->c->init_item.len;
    init.count = 1;
    vec_push(&p->c->init_item, item);
    vec_push(&p->c->init, init);
    return p->c->init.len - 1;
}

/* ---- order ---- */

typedef struct SortItem {
    u64 begin, end;  /* bits */
    u32 item;        /* in p->init_item: also the order of writing */
    u32 skip;        /* bytes of a string's front that an earlier piece stands for */
    bool dead;
} SortItem;

/* Both are indices into p->init_item. A value of 0 only clears. */
static void warn_overwritten(Parser *p, u32 earlier, u32 later)
{
    NodeId before = p->init_item.at[earlier].value, after = p->init_item.at[later].value;
    if (before && after && !p->unevaluated) diag_warn(p->diag, W_OVERRIDE_INIT, NODE(after)->loc, "initialized member or element overwritten");
}

static bool comes_before(const SortItem *a, const SortItem *b)
{
    if (a->begin != b->begin) return a->begin < b->begin;
    if (a->end != b->end) return a->end > b->end;
    return a->item < b->item;
}

/* Bottom-up merge sort: stable, and the same everywhere. */
static void sort_items(SortItem *at, SortItem *scratch, u32 n)
{
    for (u32 width = 1; width < n; width *= 2) {
        for (u32 low = 0; low < n; low += 2 * width) {
            u32 middle = low + width < n ? low + width : n, high = low + 2 * width < n ? low + 2 * width : n;
            u32 i = low, j = middle, k = low;
            while (i < middle || j < high) {
                if (j >= high || (i < middle && !comes_before(&at[j], &at[i]))) scratch[k++] = at[i++];
                else scratch[k++] = at[j++];
            }
        }
        memcpy(at, scratch, n * sizeof *at);
    }
}

static bool expand_repeats(InitState *s)
{
    Parser *p = s->p;
    u32 end = p->init_item.len;
    u64 total = end - s->first;
    for (u32 i = s->first; i < end; i++) total += p->init_item.at[i].repeat - 1;
    if (total > EXPANSION_LIMIT) {
        diag_error(p->diag, s->loc, "index ranges of this size that overlap other elements are not supported yet");
        return false;
    }
    if (total == end - s->first) return true;
    /* Each copy takes its original's place in the order of writing. */
    u32 out = p->init_item.len;
    for (u32 i = s->first; i < end; i++) {
        InitItem item = p->init_item.at[i];
        u64 n = item.repeat, stride = item.stride;
        item.repeat = 1;
        item.stride = 0;
        for (u64 k = 0; k < n; k++) {
            vec_push(&p->init_item, item);
            item.offset += stride;
        }
    }
    u32 made = p->init_item.len - out;
    memmove(p->init_item.at + s->first, p->init_item.at + out, made * sizeof(InitItem));
    p->init_item.len = s->first + made;
    return true;
}

/* The bytes from..to of a string item as an item of its own. */
static InitItem string_piece(InitState *s, const InitItem *whole, u64 from, u64 to)
{
    Parser *p = s->p;
    const StringLiteral old = p->c->string.at[NODE(whole->value)->a];
    QType element = type_of(p->t, whole->type)->base;
    u64 size = to - from, unit = type_size(p->t, element);
    u8 *bytes = arena_zalloc(&p->c->arena, (size_t)size + 4, 1);
    if (from < old.size) memcpy(bytes, old.bytes + from, (size_t)(old.size - from < size ? old.size - from : size));
    StringLiteral piece;
    memset(&piece, 0, sizeof piece);
    piece.bytes = bytes;
    piece.size = size + 1;
    piece.element = 1;
    piece.has_inner_zero = true;
    vec_push(&p->c->string, piece);
    InitItem item = *whole;
    item.offset = whole->offset + from;
    item.type = type_array(p->t, unit && size % unit == 0 ? element : QTYPE_OF(CT_CHAR), unit && size % unit == 0 ? size / unit : size);
    item.value = new_node(p, NODE_STRING, item.type, NODE(whole->value)->loc, p->c->string.len - 1, 0, 0);
    NODE(item.value)->flags |= NODE_LVALUE;
    return item;
}

/* Later initializers replace what they overlap (6.7.9p19); then everything is in the order of offsets. */
static void put_in_order(InitState *s)
{
    Parser *p = s->p;
    if (!expand_repeats(s)) return;
    u32 n = p->init_item.len - s->first;
    VEC(SortItem) sorted = {0}, open = {0};
    VEC(InitItem) out = {0};
    vec_reserve(&sorted, 2 * (u64)n);
    for (u32 i = 0; i < n; i++) {
        const InitItem *item = &p->init_item.at[s->first + i];
        SortItem x = {init_item_begin(p, item), 0, s->first + i, 0, false};
        x.end = x.begin + init_item_bits(p, item);
        vec_push(&sorted, x);
    }
    sort_items(sorted.at, sorted.at + n, n);
    for (u32 i = 0; i <= n; i++) {
        SortItem x = {UINT64_MAX, UINT64_MAX, UINT32_MAX, 0, false};
        if (i < n) x = sorted.at[i];
        /* Close what ends before x. */
        while (open.len && vec_last(&open).end <= x.begin) {
            SortItem o = vec_pop(&open);
            InitItem item = p->init_item.at[o.item];
            if (o.dead || !item.value) continue;
            if (o.skip) item = string_piece(s, &item, o.skip, (o.end - item.offset * 8) / 8);
            vec_push(&out, item);
        }
        if (i == n) break;
        bool overridden = false;
        for (u32 k = 0; k < open.len; k++) {
            SortItem *o = &open.at[k];
            if (o->item > x.item) {
                if (!o->dead) {
                    warn_overwritten(p, x.item, o->item);
                    overridden = true;
                }
                continue;
            }
            /* x is the later one. */
            InitItem item = p->init_item.at[o->item];
            if (o->dead || !item.value) continue;
            bool contains = x.end <= o->end && !(x.begin == o->begin && x.end == o->end && !o->skip);
            if (!contains) {
                warn_overwritten(p, o->item, x.item);
                o->dead = true;
            } else if (KIND(item.type) == CT_ARRAY) {
                u64 from = o->skip, to = (x.begin - item.offset * 8) / 8;
                if (to > from) {
                    InitItem piece = string_piece(s, &item, from, to);
                    vec_push(&out, piece);
                }
                o->skip = (u32)((x.end - item.offset * 8 + 7) / 8);
                if ((u64)o->skip * 8 + item.offset * 8 >= o->end) o->dead = true;
            } else if (!type_is_record(p->t, item.type)) {
                o->dead = true;
            }
        }
        if (!overridden) vec_push(&open, x);
    }
    /* Records that are stored whole come before the members that replace parts of them. */
    u32 m = out.len;
    sorted.len = 0;
    vec_reserve(&sorted, 2 * (u64)m);
    for (u32 i = 0; i < m; i++) {
        SortItem x = {init_item_begin(p, &out.at[i]), 0, i, 0, false};
        x.end = x.begin + init_item_bits(p, &out.at[i]);
        vec_push(&sorted, x);
    }
    sort_items(sorted.at, sorted.at + m, m);
    p->init_item.len = s->first;
    for (u32 i = 0; i < m; i++) vec_push(&p->init_item, out.at[sorted.at[i].item]);
    vec_free(&sorted);
    vec_free(&open);
    vec_free(&out);
}

/* Bits that are no padding; 0 when it is not worth counting. */
static u64 value_bits(Parser *p, QType q, u32 depth)
{
    const CType *c = type_of(p->t, q);
    if (c->kind == CT_ARRAY) return c->incomplete_array ? 0 : c->count * value_bits(p, c->base, depth + 1);
    if (c->kind != CT_RECORD) return type_size(p->t, q) * 8;
    const CRecord *r = type_record(p->t, q);
    if (depth > 8 || r->field_count > 64) return UINT64_MAX / 1024;
    if (r->is_union) return r->size * 8;
    u64 sum = 0;
    for (u32 i = r->first_field; i < r->first_field + r->field_count; i++) {
        const CField *f = FIELD(i);
        sum += f->is_bit_field ? (f->name ? f->bit_width : 0) : value_bits(p, f->type, depth + 1);
    }
    return sum;
}

static bool covers(InitState *s, QType type)
{
    Parser *p = s->p;
    u64 sum = 0;
    for (u32 i = s->first; i < p->init_item.len; i++) {
        const InitItem *item = &p->init_item.at[i];
        if (KIND(item->type) == CT_RECORD) sum += value_bits(p, item->type, 0);
        else sum += init_item_bits(p, item) * item->repeat;
    }
    return sum == value_bits(p, type, 0);
}

InitId finish_init(InitState *s, QType type)
{
    Parser *p = s->p;
    bool clears = false;
    for (u32 i = s->first; i < p->init_item.len && !clears; i++) clears = p->init_item.at[i].value == 0;
    if (s->disordered || clears) put_in_order(s);
    Init init;
    memset(&init, 0, sizeof init);
    init.type = type;
    init.size = type_size(p->t, type);
    if (s->object_size > init.size) init.size = align_up(s->object_size, 1);
    init.count = p->init_item.len - s->first;
    init.covers_all = !s->disordered && covers(s, type);
    init.first = vec_extend(&p->c->init_item, init.count);
    if (init.count) memcpy(p->c->init_item.at + init.first, p->init_item.at + s->first, init.count * sizeof(InitItem));
    p->init_item.len = s->first;
    vec_push(&p->c->init, init);
    return p->c->init.len - 1;
}
