/* Arenas; see arena.h. Chunks form a stack, newest first; each is at least CHUNK_SIZE bytes. */
#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { CHUNK_SIZE = 64 * 1024, CHUNK_MAX = 4 * 1024 * 1024 };

struct ArenaChunk {
    ArenaChunk *older;
    char *end;
    size_t size;
};

_Noreturn void kit_panic(const char *file, int line, const char *what)
{
    fprintf(stderr, "kit: internal error: %s (%s:%d)\n", what, file, line);
    exit(70);
}

static _Noreturn void out_of_memory(size_t size)
{
    fprintf(stderr, "kit: fatal error: out of memory (%zu bytes wanted)\n", size);
    exit(1);
}

void *arena_alloc_slow(Arena *a, size_t size, size_t align)
{
    size_t header = (sizeof(ArenaChunk) + 15) & ~(size_t)15;
    /* Doubling keeps the number of chunks logarithmic in what is stored. */
    size_t room = a->newest ? a->newest->size * 2 : CHUNK_SIZE;
    if (room > CHUNK_MAX) room = CHUNK_MAX;
    if (size > SIZE_MAX - header - align) out_of_memory(size);
    if (room < size + align) room = size + align;
    ArenaChunk *c = malloc(header + room);
    if (!c) out_of_memory(size);
    c->older = a->newest;
    c->size = room;
    c->end = (char *)c + header + room;
    a->newest = c;
    a->next = (char *)c + header;
    a->end = c->end;
    char *p = (char *)(((uintptr_t)a->next + (align - 1)) & ~(uintptr_t)(align - 1));
    a->next = p + size;
    return p;
}

void *arena_zalloc(Arena *a, size_t size, size_t align)
{
    void *p = arena_alloc(a, size, align);
    memset(p, 0, size);
    return p;
}

Str arena_str(Arena *a, Str s)
{
    char *p = arena_alloc(a, (size_t)s.len + 1, 1);
    if (s.len) memcpy(p, s.ptr, s.len);
    p[s.len] = 0;
    return (Str){p, s.len};
}

Str arena_printf(Arena *a, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    if (n < 0) KIT_PANIC("bad format");
    char *p = arena_alloc(a, (size_t)n + 1, 1);
    va_start(ap, fmt);
    vsnprintf(p, (size_t)n + 1, fmt, ap);
    va_end(ap);
    return (Str){p, (u32)n};
}

ArenaMark arena_mark(const Arena *a) { return (ArenaMark){a->newest, a->next}; }

void arena_reset(Arena *a, ArenaMark mark)
{
    while (a->newest != mark.chunk) {
        ArenaChunk *c = a->newest;
        a->newest = c->older;
        free(c);
    }
    a->next = mark.next;
    a->end = a->newest ? a->newest->end : NULL;
}

void arena_free(Arena *a) { arena_reset(a, (ArenaMark){NULL, NULL}); }
