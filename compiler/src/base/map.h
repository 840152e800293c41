/* Hash maps whose contents are kept in insertion order: iterate keys 0..len-1, never the slots.
   StrMap: byte strings to u32. IntMap: u64 to u32. Both are open-addressed; keys are never removed. */
#ifndef KIT_BASE_MAP_H
#define KIT_BASE_MAP_H

#include "base/arena.h"
#include "base/vec.h"

#define MAP_NONE 0xffffffffu

typedef struct StrMapEntry {
    Str key; /* borrowed: must outlive the map */
    u32 hash;
    u32 value;
} StrMapEntry;

typedef struct StrMap {
    VEC(StrMapEntry) entry; /* in insertion order */
    u32 *slot;              /* index + 1 into entry, 0 = free */
    u32 mask;
} StrMap;

u32 str_hash(Str s);
/* The value stored for key, or MAP_NONE. */
u32 strmap_get(const StrMap *m, Str key);
/* The place of key's value; a new key gets `initial`. The pointer is good until the next insertion. */
u32 *strmap_put(StrMap *m, Str key, u32 initial);
void strmap_free(StrMap *m);

typedef struct IntMapEntry {
    u64 key;
    u32 value;
} IntMapEntry;

typedef struct IntMap {
    VEC(IntMapEntry) entry;
    u32 *slot;
    u32 mask;
} IntMap;

u32 intmap_get(const IntMap *m, u64 key);
u32 *intmap_put(IntMap *m, u64 key, u32 initial);
void intmap_clear(IntMap *m);
void intmap_free(IntMap *m);

#endif
