/* Arenas: memory that is given out by bumping a pointer and freed whole.
   In: sizes. Out: zeroed or raw memory that lives until the arena is reset to a mark or freed.
   Running out of memory ends the process with a message; no caller checks for NULL. */
#ifndef KIT_BASE_ARENA_H
#define KIT_BASE_ARENA_H

#include "base/base.h"

typedef struct ArenaChunk ArenaChunk;

typedef struct Arena {
    char *next, *end; /* the free bytes of the newest chunk */
    ArenaChunk *newest;
} Arena;

typedef struct ArenaMark {
    ArenaChunk *chunk;
    char *next;
} ArenaMark;

void *arena_alloc_slow(Arena *a, size_t size, size_t align);

/* `align` is a power of two, at most 16. The bytes are not cleared. */
static inline void *arena_alloc(Arena *a, size_t size, size_t align)
{
    char *p = (char *)(((uintptr_t)a->next + (align - 1)) & ~(uintptr_t)(align - 1));
    if (KIT_LIKELY(a->next != NULL && p <= a->end && size <= (size_t)(a->end - p))) {
        a->next = p + size;
        return p;
    }
    return arena_alloc_slow(a, size, align);
}
void *arena_zalloc(Arena *a, size_t size, size_t align);
#define arena_new(a, T) ((T *)arena_zalloc((a), sizeof(T), _Alignof(T)))
#define arena_new_array(a, T, n) ((T *)arena_zalloc((a), sizeof(T) * (size_t)(n), _Alignof(T)))

/* A NUL-terminated copy. */
Str arena_str(Arena *a, Str s);
/* printf into the arena; NUL-terminated. */
Str arena_printf(Arena *a, const char *fmt, ...) KIT_PRINTF(2, 3);

ArenaMark arena_mark(const Arena *a);
/* Frees everything allocated since the mark. */
void arena_reset(Arena *a, ArenaMark mark);
void arena_free(Arena *a);

#endif
