/* Interned names: each distinct spelling gets one small integer, compared as an integer ever after.
   Ids are dense and given in order of first appearance, so they can index side tables. */
#ifndef KIT_BASE_NAMES_H
#define KIT_BASE_NAMES_H

#include "base/arena.h"
#include "base/vec.h"

typedef u32 Name; /* 0 is no name */

typedef struct NameEntry {
    Str text; /* NUL-terminated */
    u32 hash;
} NameEntry;

typedef struct Names {
    Arena *arena;
    VEC(NameEntry) entry; /* entry 0 is the empty text of "no name" */
    u32 *slot;
    u32 mask;
} Names;

void names_init(Names *n, Arena *arena);
Name names_intern(Names *n, Str text);
static inline Str name_str(const Names *n, Name id) { return n->entry.at[id].text; }

#endif
