/* The interner; see names.h. Linear probing on a table at most half full. */
#include "base/names.h"
#include "base/map.h"

#include <stdlib.h>

static void grow(Names *n, u32 slots)
{
    free(n->slot);
    n->slot = calloc(slots, sizeof *n->slot);
    if (!n->slot) KIT_PANIC("out of memory");
    n->mask = slots - 1;
    for (u32 i = 1; i < n->entry.len; i++) {
        u32 s = n->entry.at[i].hash & n->mask;
        while (n->slot[s]) s = (s + 1) & n->mask;
        n->slot[s] = i;
    }
}

void names_init(Names *n, Arena *arena)
{
    *n = (Names){0};
    n->arena = arena;
    NameEntry none = {{"", 0}, 0};
    vec_push(&n->entry, none);
    grow(n, 4096);
}

Name names_intern(Names *n, Str text)
{
    u32 h = str_hash(text), s = h & n->mask;
    for (; n->slot[s]; s = (s + 1) & n->mask) {
        const NameEntry *e = &n->entry.at[n->slot[s]];
        if (e->hash == h && e->text.len == text.len && memcmp(e->text.ptr, text.ptr, text.len) == 0) return n->slot[s];
    }
    NameEntry fresh = {arena_str(n->arena, text), h};
    vec_push(&n->entry, fresh);
    Name id = n->entry.len - 1;
    n->slot[s] = id;
    if (n->entry.len * 2 > n->mask) grow(n, (n->mask + 1) * 2);
    return id;
}
