/* Layout of structures and unions (System V psABI AMD64 3.1.2; GCC's rules for packed, aligned and #pragma pack).
   In: the members of a record with what attributes ask. Out: offsets, bit positions, size, alignment, bit-field regions. */
#include "c/type.h"

typedef struct LayoutState {
    u64 bits;        /* the next free bit; of a union always 0 */
    u64 size_bits;   /* the furthest bit in use */
    u32 align;       /* bytes */
} LayoutState;

static void place_bit_field(CTypes *t, CField *f, const FieldRequest *request, u32 pack, LayoutState *s)
{
    u32 type_align_bits = type_align(t, f->type) * 8;
    u64 type_bits = type_size(t, f->type) * 8;
    if (f->bit_width == 0) {
        /* Neither packed nor #pragma pack touch a bit-field of width zero. */
        u32 align = request->align * 8 > type_align_bits ? request->align * 8 : type_align_bits;
        s->bits = align_up(s->bits, align);
        f->offset = s->bits / 8;
        return;
    }
    u32 user = request->align;
    if (pack && user > pack) user = pack;
    if (user) s->bits = align_up(s->bits, (u64)user * 8);
    /* GCC takes a field that is as wide as a machine integer and stands where one may for an ordinary member. */
    bool is_whole = f->bit_width >= 8 && !(f->bit_width & (f->bit_width - 1)) && s->bits % f->bit_width == 0;
    if (!request->packed && !pack && !is_whole) {
        /* It may not touch more units of its type's alignment than an object of the type does. */
        u64 units = (s->bits + f->bit_width + type_align_bits - 1) / type_align_bits - s->bits / type_align_bits;
        if (units > type_bits / type_align_bits) s->bits = align_up(s->bits, type_align_bits);
    }
    f->offset = s->bits / 8;
    f->bit_offset = (u8)(s->bits % 8);
    s->bits += f->bit_width;
    if (f->name) {
        u32 align = type_align_bits / 8;
        if (is_whole && align < f->bit_width / 8u && !request->packed) align = f->bit_width / 8u;
        if (pack && align > pack) align = pack;
        else if (!pack && request->packed) align = 1;
        if (align > s->align) s->align = align;
    }
    if (user > s->align) s->align = user;
}

static bool place_member(CTypes *t, CField *f, const FieldRequest *request, u32 pack, LayoutState *s)
{
    u32 align = type_align(t, f->type);
    if (request->packed) align = 1;
    if (request->align > align) align = request->align;
    if (pack && align > pack) align = pack;
    f->align = align;
    u64 size = type_size(t, f->type);
    s->bits = align_up(s->bits, (u64)align * 8);
    f->offset = s->bits / 8;
    if (align > s->align) s->align = align;
    if (size > TYPE_SIZE_LIMIT || f->offset + size > TYPE_SIZE_LIMIT) return false;
    s->bits += size * 8;
    return true;
}

/* What may be touched when a bit-field is written: from the first byte of its run to the next member that is none. */
static void find_regions(CTypes *t, CRecord *r)
{
    u32 end = r->first_field + r->field_count;
    if (r->is_union) {
        for (u32 i = r->first_field; i < end; i++) {
            CField *f = &t->field.at[i];
            if (!f->is_bit_field) continue;
            u64 unit = type_size(t, f->type), least = (f->bit_offset + (u64)f->bit_width + 7) / 8;
            f->region_begin = 0;
            f->region_end = unit > r->size ? r->size : unit;
            if (f->region_end < least) f->region_end = least;
        }
        return;
    }
    for (u32 i = r->first_field; i < end;) {
        if (!t->field.at[i].is_bit_field || t->field.at[i].bit_width == 0) {
            i++;
            continue;
        }
        u32 last = i;
        while (last + 1 < end && t->field.at[last + 1].is_bit_field && t->field.at[last + 1].bit_width) last++;
        u64 begin = t->field.at[i].offset;
        u64 stop = last + 1 < end ? t->field.at[last + 1].offset : r->size;
        const CField *l = &t->field.at[last];
        u64 least = l->offset + (l->bit_offset + (u64)l->bit_width + 7) / 8;
        if (stop < least) stop = least;
        for (; i <= last; i++) {
            t->field.at[i].region_begin = begin;
            t->field.at[i].region_end = stop;
        }
    }
}

bool type_layout_record(CTypes *t, u32 record, const FieldRequest *request, u32 pack, u32 align)
{
    CRecord *r = &t->record.at[record];
    LayoutState s = {0, 0, 1};
    bool fits = true;
    for (u32 i = 0; i < r->field_count; i++) {
        CField *f = &t->field.at[r->first_field + i];
        if (r->is_union) s.bits = 0;
        if (f->is_bit_field) place_bit_field(t, f, &request[i], pack, &s);
        else if (!place_member(t, f, &request[i], pack, &s)) fits = false;
        if (s.bits > s.size_bits) s.size_bits = s.bits;
        if (s.bits / 8 > TYPE_SIZE_LIMIT) {
            fits = false;
            s.bits = 0;
        }
        if (!f->is_bit_field) {
            u32 natural = type_align(t, f->type);
            if (f->offset % natural) r->misaligned = true;
            if (type_is_record(t, f->type) && type_record(t, f->type)->misaligned) r->misaligned = true;
        }
    }
    if (align > s.align) s.align = align;
    r->align = s.align;
    r->size = align_up((s.size_bits + 7) / 8, s.align);
    if (!fits || r->size > TYPE_SIZE_LIMIT) {
        r->size = s.align;
        fits = false;
    }
    find_regions(t, r);
    return fits;
}
