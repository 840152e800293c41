/* Insertion-ordered hash maps; see map.h. Linear probing, at most half full. */
#include "base/map.h"

#include <stdlib.h>

u32 str_hash(Str s)
{
    u64 h = 0xcbf29ce484222325u ^ s.len;
    const char *p = s.ptr, *end = p + s.len;
    while (end - p >= 8) {
        u64 w;
        memcpy(&w, p, 8);
        h = (h ^ w) * 0x9e3779b97f4a7c15u;
        h ^= h >> 32;
        p += 8;
    }
    u64 w = 0;
    for (u32 shift = 0; p < end; p++, shift += 8) w |= (u64)(u8)*p << shift;
    h = (h ^ w) * 0x9e3779b97f4a7c15u;
    return (u32)(h >> 32);
}

static u32 int_hash(u64 x)
{
    x = (x ^ (x >> 31)) * 0x9e3779b97f4a7c15u;
    return (u32)(x >> 32);
}

static u32 *new_slots(u32 n)
{
    u32 *p = calloc(n, sizeof *p);
    if (!p) KIT_PANIC("out of memory");
    return p;
}

static void strmap_grow(StrMap *m)
{
    u32 n = m->slot ? (m->mask + 1) * 2 : 32;
    free(m->slot);
    m->slot = new_slots(n);
    m->mask = n - 1;
    for (u32 i = 0; i < m->entry.len; i++) {
        u32 s = m->entry.at[i].hash & m->mask;
        while (m->slot[s]) s = (s + 1) & m->mask;
        m->slot[s] = i + 1;
    }
}

u32 strmap_get(const StrMap *m, Str key)
{
    if (!m->slot) return MAP_NONE;
    u32 h = str_hash(key);
    for (u32 s = h & m->mask; m->slot[s]; s = (s + 1) & m->mask) {
        const StrMapEntry *e = &m->entry.at[m->slot[s] - 1];
        if (e->hash == h && str_eq(e->key, key)) return e->value;
    }
    return MAP_NONE;
}

u32 *strmap_put(StrMap *m, Str key, u32 initial)
{
    if (!m->slot || m->entry.len * 2 > m->mask) strmap_grow(m);
    u32 h = str_hash(key), s = h & m->mask;
    for (; m->slot[s]; s = (s + 1) & m->mask) {
        StrMapEntry *e = &m->entry.at[m->slot[s] - 1];
        if (e->hash == h && str_eq(e->key, key)) return &e->value;
    }
    StrMapEntry fresh = {key, h, initial};
    vec_push(&m->entry, fresh);
    m->slot[s] = m->entry.len;
    return &vec_last(&m->entry).value;
}

void strmap_free(StrMap *m)
{
    vec_free(&m->entry);
    free(m->slot);
    m->slot = NULL;
    m->mask = 0;
}

static void intmap_grow(IntMap *m)
{
    u32 n = m->slot ? (m->mask + 1) * 2 : 32;
    free(m->slot);
    m->slot = new_slots(n);
    m->mask = n - 1;
    for (u32 i = 0; i < m->entry.len; i++) {
        u32 s = int_hash(m->entry.at[i].key) & m->mask;
        while (m->slot[s]) s = (s + 1) & m->mask;
        m->slot[s] = i + 1;
    }
}

u32 intmap_get(const IntMap *m, u64 key)
{
    if (!m->slot) return MAP_NONE;
    for (u32 s = int_hash(key) & m->mask; m->slot[s]; s = (s + 1) & m->mask) {
        const IntMapEntry *e = &m->entry.at[m->slot[s] - 1];
        if (e->key == key) return e->value;
    }
    return MAP_NONE;
}

u32 *intmap_put(IntMap *m, u64 key, u32 initial)
{
    if (!m->slot || m->entry.len * 2 > m->mask) intmap_grow(m);
    u32 s = int_hash(key) & m->mask;
    for (; m->slot[s]; s = (s + 1) & m->mask) {
        IntMapEntry *e = &m->entry.at[m->slot[s] - 1];
        if (e->key == key) return &e->value;
    }
    IntMapEntry fresh = {key, initial};
    vec_push(&m->entry, fresh);
    m->slot[s] = m->entry.len;
    return &vec_last(&m->entry).value;
}

void intmap_clear(IntMap *m)
{
    /* Clearing what was used costs what was inserted, not the table's size. */
    if (m->entry.len * 4 < m->mask) {
        for (u32 i = 0; i < m->entry.len; i++) {
            u32 s = int_hash(m->entry.at[i].key) & m->mask;
            while (m->slot[s]) m->slot[s] = 0, s = (s + 1) & m->mask;
        }
    } else if (m->slot) {
        memset(m->slot, 0, ((size_t)m->mask + 1) * sizeof *m->slot);
    }
    vec_clear(&m->entry);
}

void intmap_free(IntMap *m)
{
    vec_free(&m->entry);
    free(m->slot);
    m->slot = NULL;
    m->mask = 0;
}
