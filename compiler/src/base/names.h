/* Interned names: each distinct spelling gets one small integer, compared as an integer ever after.
   Ids are dense and given in order of first appearance, so they can index side tables.
   The table is open to the lexer, which has a short spelling in a register already: one probe then touches one cache line. */
#ifndef KIT_BASE_NAMES_H
#define KIT_BASE_NAMES_H

#include "base/arena.h"
#include "base/vec.h"

typedef u32 Name; /* 0 is no name */

typedef struct NameSlot {
    u64 key;   /* up to 8 bytes of spelling, the first lowest; of a longer one a hash */
    Name name; /* 0: free */
    u32 len;
} NameSlot;

typedef struct Names {
    Arena *arena;
    VEC(Str) entry; /* by Name, NUL-terminated; entry 0 is the empty text of "no name" */
    NameSlot *slot;
    u32 shift;      /* 64 - log2 of the number of slots */
} Names;

void names_init(Names *n, Arena *arena);
Name names_intern(Names *n, Str text);
static inline Str name_str(const Names *n, Name id) { return n->entry.at[id]; }

#define NAMES_FACTOR 0x9e3779b97f4a7c15u
static inline u32 names_first_slot(const Names *n, u64 key) { return (u32)((key * NAMES_FACTOR) >> n->shift); }
static inline u32 names_next_slot(const Names *n, u32 s) { return (s + 1) & ((1u << (64 - n->shift)) - 1); }

/* The name of up to 8 bytes that are `key`, or 0 when there is none. */
static inline Name names_find_short(const Names *n, u64 key, u32 len)
{
    for (u32 s = names_first_slot(n, key);; s = names_next_slot(n, s)) {
        const NameSlot *slot = &n->slot[s];
        if (KIT_LIKELY(slot->key == key && slot->len == len)) return slot->name;
        if (!slot->name) return 0;
    }
}

#endif
