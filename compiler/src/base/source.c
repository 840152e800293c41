/* Source texts and positions; see source.h.
   In: texts, inclusions and expansions in the order in which they are met. Out: for any Loc its file, line and macro.
   Nothing is computed before somebody asks: a run without messages and without -g never counts a line. */
#include "base/source.h"
#include "base/bits.h"
#include "base/map.h"

#include <stdlib.h>

void sources_init(Sources *s, Arena *arena)
{
    *s = (Sources){0};
    s->arena = arena;
    s->next = 1;
}

u32 sources_add_text(Sources *s, Str path, const char *text, u32 size)
{
    SourceText t = {0};
    t.path = arena_str(s->arena, path);
    t.text = text;
    t.size = size;
    vec_push(&s->text, t);
    return s->text.len - 1;
}

static Loc open_range(Sources *s, u32 text, u64 size, Loc parent, u32 expansion, bool is_system)
{
    if (size > UINT32_MAX - (u64)s->next) return 0;
    SourceRange r = {s->next, text, parent, expansion, 0, is_system};
    vec_push(&s->range, r);
    s->next += (u32)size;
    return r.base;
}

/* One Loc more than there are bytes, so that the end of the file has a place too. */
Loc sources_enter(Sources *s, u32 text, Loc included_at, bool is_system)
{
    return open_range(s, text, (u64)s->text.at[text].size + 1, included_at, 0, is_system);
}

Loc sources_expand_at(Sources *s, Loc expanded_at, u32 first, u32 n)
{
    return open_range(s, MAP_NONE, n, expanded_at, first, false);
}

/* Index of the range that holds loc. Loc 0 and Locs that were never given out are in no range: the caller checks. */
u32 source_range(Sources *s, Loc loc)
{
    u32 i = s->last_range, n = s->range.len;
    if (i < n && s->range.at[i].base <= loc) {
        if (i + 1 == n || loc < s->range.at[i + 1].base) return i;
        if (i + 2 == n || (i + 2 < n && loc < s->range.at[i + 2].base)) return s->last_range = i + 1;
    }
    u32 low = 0, high = n; /* the last range whose base is <= loc is in [low, high) */
    while (high - low > 1) {
        u32 middle = low + (high - low) / 2;
        if (s->range.at[middle].base <= loc) low = middle;
        else high = middle;
    }
    return s->last_range = low;
}

static bool is_nowhere(const Sources *s, Loc loc) { return loc == 0 || loc >= s->next || s->range.len == 0; }

Loc source_spelling(Sources *s, Loc loc)
{
    while (!is_nowhere(s, loc)) {
        const SourceRange *r = &s->range.at[source_range(s, loc)];
        if (r->text != MAP_NONE) return loc;
        loc = s->expansion_loc.at[r->expansion + (loc - r->base)];
    }
    return 0;
}

Loc source_expansion(Sources *s, Loc loc)
{
    while (!is_nowhere(s, loc)) {
        const SourceRange *r = &s->range.at[source_range(s, loc)];
        if (r->text != MAP_NONE) return loc;
        loc = r->parent;
    }
    return 0;
}

Loc source_macro_parent(Sources *s, Loc loc)
{
    if (is_nowhere(s, loc)) return 0;
    const SourceRange *r = &s->range.at[source_range(s, loc)];
    return r->text == MAP_NONE ? r->parent : 0;
}

Loc source_includer(Sources *s, Loc loc)
{
    loc = source_expansion(s, loc);
    return loc ? s->range.at[source_range(s, loc)].parent : 0;
}

bool source_before(Sources *s, Loc a, Loc b)
{
    a = source_expansion(s, a);
    b = source_expansion(s, b);
    while (a && b) {
        u32 ra = source_range(s, a), rb = source_range(s, b);
        if (ra == rb) return a < b;
        /* The later range is the deeper or the younger one: replace it by the place where it was included. */
        if (ra > rb) a = s->range.at[ra].parent;
        else {
            b = s->range.at[rb].parent;
            /* a is what includes b, or stands before it, when they meet in one range: then its position decides. */
        }
    }
    return a == 0 && b != 0;
}

static void find_lines(SourceText *t)
{
    VEC(u32) line = {0};
    vec_reserve(&line, t->size / 32 + 16);
    vec_push(&line, 0);
    const char *end = t->text + t->size, *p;
    for (p = t->text; p < end && (p = memchr(p, '\n', (size_t)(end - p))); p++) vec_push(&line, (u32)(p + 1 - t->text));
    t->line_start = line.at;
    t->line_count = line.len;
}

enum { LANES_FULL = 255 }; /* steps after which a byte that counts might overflow */

#if defined(__GNUC__) && !defined(__TINYC__) && !defined(__kit__)
enum { STEP = 16 };
typedef u8 Lanes __attribute__((vector_size(STEP)));

/* Newlines in n times STEP bytes, n at most LANES_FULL. */
static u32 count_in_lanes(const char *p, u32 n)
{
    Lanes sums = {0};
    for (u32 i = 0; i < n; i++, p += STEP) {
        Lanes x;
        memcpy(&x, p, STEP);
        sums -= (Lanes)(x == '\n'); /* a newline's lane is -1 */
    }
    u32 count = 0;
    for (u32 i = 0; i < STEP; i++) count += sums[i];
    return count;
}
#else
enum { STEP = 8 };

static u32 count_in_lanes(const char *p, u32 n)
{
    const u64 ones = 0x0101010101010101u, low = ones * 0x7f, even = 0x00ff00ff00ff00ffu;
    u64 sums = 0;
    for (u32 i = 0; i < n; i++, p += STEP) {
        u64 x = load64(p) ^ ones * '\n';
        sums += (~(((x & low) + low) | x | low)) >> 7; /* 1 in each byte that was a newline */
    }
    return (u32)((((sums & even) + (sums >> 8 & even)) * 0x0001000100010001u) >> 48);
}
#endif

static u32 count_newlines(const char *p, u32 n)
{
    u32 count = 0;
    while (n >= STEP) {
        u32 steps = n / STEP < LANES_FULL ? n / STEP : LANES_FULL;
        count += count_in_lanes(p, steps);
        p += steps * STEP;
        n -= steps * STEP;
    }
    for (; n; n--) count += *p++ == '\n';
    return count;
}

/* 0-based line of a byte offset, from the table. */
static u32 line_of(SourceText *t, u32 offset)
{
    if (!t->line_start) find_lines(t);
    u32 i = t->last_line;
    if (t->line_start[i] <= offset) {
        for (u32 steps = 0; steps < 8; steps++, i++)
            if (i + 1 == t->line_count || offset < t->line_start[i + 1]) return t->last_line = i;
    }
    u32 low = 0, high = t->line_count;
    while (high - low > 1) {
        u32 middle = low + (high - low) / 2;
        if (t->line_start[middle] <= offset) low = middle;
        else high = middle;
    }
    return t->last_line = low;
}

/* The same for those who ask for nothing but the number, nearly always for one place after the other or a little back (in the
   arguments of a macro): no table is needed for that. */
static u32 line_number(SourceText *t, u32 offset)
{
    enum { LITTLE = 1024 };
    if (t->line_start || offset + LITTLE < t->counted) return line_of(t, offset);
    if (offset >= t->counted) t->counted_lines += count_newlines(t->text + t->counted, offset - t->counted);
    else t->counted_lines -= count_newlines(t->text + offset, t->counted - offset);
    t->counted = offset;
    return t->counted_lines;
}

/* The last mark of a range that stands before loc, or NULL. */
static const LineMark *mark_of(const Sources *s, const SourceRange *r, Loc loc)
{
    u32 i = r->mark;
    while (i && s->mark.at[i - 1].from > loc) {
        const LineMark *m = &s->mark.at[i - 1];
        i = m->jump && s->mark.at[m->jump - 1].from > loc ? m->jump : m->previous;
    }
    return i ? &s->mark.at[i - 1] : NULL;
}

void sources_mark_line(Sources *s, Loc at, u32 line, Str path, bool is_system)
{
    if (is_nowhere(s, at)) return;
    u32 range = source_range(s, at);
    SourceRange *r = &s->range.at[range];
    if (r->text == MAP_NONE) return;
    SourceText *t = &s->text.at[r->text];
    u32 here = line_of(t, at - r->base), next = here + 1;
    LineMark m = {0};
    m.from = r->base + (next < t->line_count ? t->line_start[next] : t->size);
    m.physical_line = next + 1;
    m.presumed_line = line;
    m.presumed_path = path;
    m.is_system = is_system;
    m.previous = r->mark;
    if (r->mark) {
        /* Jump pointers as in a skew-binary list: a mark jumps over as much as the two jumps before it when these are equal. */
        const LineMark *p = &s->mark.at[r->mark - 1];
        const LineMark *j = p->jump ? &s->mark.at[p->jump - 1] : NULL;
        const LineMark *jj = j && j->jump ? &s->mark.at[j->jump - 1] : NULL;
        m.depth = p->depth + 1;
        m.jump = jj && p->depth - j->depth == j->depth - jj->depth ? j->jump : r->mark;
    }
    vec_push(&s->mark, m);
    s->range.at[range].mark = s->mark.len;
}

u32 source_line(Sources *s, Loc loc, Str *path)
{
    loc = source_expansion(s, loc);
    if (!loc) {
        if (path) *path = (Str){"", 0};
        return 0;
    }
    const SourceRange *r = &s->range.at[source_range(s, loc)];
    SourceText *t = &s->text.at[r->text];
    u32 line = line_number(t, loc - r->base) + 1;
    const LineMark *m = r->mark ? mark_of(s, r, loc) : NULL;
    if (path) *path = m ? m->presumed_path : t->path;
    return m ? line - m->physical_line + m->presumed_line : line;
}

Place source_place(Sources *s, Loc loc)
{
    Place p = {0};
    p.path = (Str){"", 0};
    p.line_text = p.path;
    loc = source_expansion(s, loc);
    if (!loc) return p;
    const SourceRange *r = &s->range.at[source_range(s, loc)];
    SourceText *t = &s->text.at[r->text];
    u32 offset = loc - r->base, line = line_of(t, offset), start = t->line_start[line];
    u32 end = line + 1 < t->line_count ? t->line_start[line + 1] - 1 : t->size;
    if (end > start && t->text[end - 1] == '\r') end--;
    p.line_text = (Str){t->text + start, end - start};
    p.column = offset - start + 1;
    p.is_system = r->is_system;
    const LineMark *m = r->mark ? mark_of(s, r, loc) : NULL;
    p.path = m ? m->presumed_path : t->path;
    p.line = m ? line + 1 - m->physical_line + m->presumed_line : line + 1;
    if (m && m->is_system) p.is_system = true;
    return p;
}
