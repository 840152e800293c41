/* SHF_MERGE sections: equal constants and equal strings are kept once. In: live mergeable input sections. Out: groups of unique
   entries; the first section of a group carries the bytes of all, the others become empty. */
#include "link/internal.h"

#include <stdlib.h>

static void grow(MergeGroup *g)
{
    u32 n = g->slot ? (g->mask + 1) * 2 : 64;
    free(g->slot);
    g->slot = calloc(n, sizeof *g->slot);
    if (!g->slot) KIT_PANIC("out of memory");
    g->mask = n - 1;
    for (u32 i = 0; i < g->entry.len; i++) {
        u32 s = g->entry.at[i].hash & g->mask;
        while (g->slot[s]) s = (s + 1) & g->mask;
        g->slot[s] = i + 1;
    }
}

static u32 find_entry(MergeGroup *g, const u8 *data, u32 size)
{
    if (!g->slot || g->entry.len * 2 > g->mask) grow(g);
    u32 hash = str_hash((Str){(const char *)data, size}), s = hash & g->mask;
    for (; g->slot[s]; s = (s + 1) & g->mask) {
        const MergeEntry *e = &g->entry.at[g->slot[s] - 1];
        if (e->hash == hash && e->size == size && memcmp(e->data, data, size) == 0) return g->slot[s] - 1;
    }
    MergeEntry e = {data, size, hash, 0};
    e.offset = align_up(g->size, g->align);
    g->size = e.offset + size;
    vec_push(&g->entry, e);
    g->slot[s] = g->entry.len;
    return g->entry.len - 1;
}

/* The length of the string at p with its terminator, 0 when it has none before `end`. */
static u64 string_size(const u8 *p, const u8 *end, u32 unit)
{
    if (unit == 1) {
        const u8 *z = memchr(p, 0, (size_t)(end - p));
        return z ? (u64)(z - p) + 1 : 0;
    }
    for (const u8 *q = p; (u64)(end - q) >= unit; q += unit) {
        u32 i = 0;
        while (i < unit && q[i] == 0) i++;
        if (i == unit) return (u64)(q - p) + unit;
    }
    return 0;
}

static bool can_merge(const LinkSection *s, const ObjSection *o)
{
    if (!(o->flags & OBJ_MERGE) || (o->flags & (OBJ_WRITE | OBJ_EXEC | OBJ_TLS)) || o->reloc.len || !o->entry_size || o->kind == OBJ_NOBITS) return false;
    if (s->size == 0 || s->size % o->entry_size) return false;
    if (!(o->flags & OBJ_STRINGS)) return true;
    for (u32 i = 0; i < o->entry_size; i++) /* each string must have its end */
        if (o->bytes.data[o->bytes.len - 1 - i]) return false;
    return true;
}

void link_merge_sections(Link *link)
{
    StrMap groups = {0};
    for (u32 i = OWN_COUNT; i < link->section.len; i++) {
        LinkSection *s = &link->section.at[i];
        const ObjSection *o = link_obj_section(link, s);
        if (!s->live || !can_merge(s, o)) continue;
        Str name = link_output_name(link, o);
        Str key = arena_printf(link->arena, "%.*s %x %x %x", STR_FMT(name), o->flags & (OBJ_ALLOC | OBJ_STRINGS), o->entry_size, o->align);
        u32 *group = strmap_put(&groups, key, link->merge_group.len);
        if (*group == link->merge_group.len) {
            MergeGroup g = {0};
            g.carrier = i;
            g.entry_size = o->entry_size;
            g.align = o->align;
            vec_push(&link->merge_group, g);
        }
        MergeGroup *g = &link->merge_group.at[*group];
        MergeInput in = {*group, link->merge_piece.len, 0};
        const u8 *p = o->bytes.data, *end = p + o->bytes.len;
        while (p < end) {
            u64 size = o->flags & OBJ_STRINGS ? string_size(p, end, o->entry_size) : o->entry_size;
            MergePiece piece = {(u32)(p - o->bytes.data), find_entry(g, p, (u32)size)};
            vec_push(&link->merge_piece, piece);
            p += size;
        }
        in.piece_count = link->merge_piece.len - in.first_piece;
        vec_push(&link->merge_input, in);
        s->merge = link->merge_input.len;
        s->size = 0;
    }
    for (u32 i = 0; i < link->merge_group.len; i++) {
        MergeGroup *g = &link->merge_group.at[i];
        link->section.at[g->carrier].size = g->size;
        free(g->slot);
        g->slot = NULL;
    }
    strmap_free(&groups);
}

bool link_merge_offset(const Link *link, const LinkSection *s, u64 offset, u64 *out)
{
    const MergeInput *in = &link->merge_input.at[s->merge - 1];
    const MergeGroup *g = &link->merge_group.at[in->group];
    const MergePiece *piece = &link->merge_piece.at[in->first_piece];
    u32 low = 0, high = in->piece_count;
    while (high - low > 1) { /* the last piece that begins at or before the offset */
        u32 middle = low + (high - low) / 2;
        if (piece[middle].offset <= offset) low = middle;
        else high = middle;
    }
    const MergeEntry *e = &g->entry.at[piece[low].entry];
    u64 inside = offset - piece[low].offset;
    if (inside > e->size) return false;
    *out = e->offset + inside;
    return true;
}
