/* The interner; see names.h. Linear probing on a table at most three quarters full. */
#include "base/names.h"
#include "base/bits.h"

#include <stdlib.h>

static void grow(Names *n, u32 bits)
{
    NameSlot *old = n->slot;
    u32 count = old ? 1u << (64 - n->shift) : 0;
    n->slot = calloc((size_t)1 << bits, sizeof *n->slot);
    if (!n->slot) KIT_PANIC("out of memory");
    n->shift = 64 - bits;
    for (u32 i = 0; i < count; i++) {
        if (!old[i].name) continue;
        u32 s = names_first_slot(n, old[i].key);
        while (n->slot[s].name) s = names_next_slot(n, s);
        n->slot[s] = old[i];
    }
    free(old);
}

void names_init(Names *n, Arena *arena)
{
    *n = (Names){0};
    n->arena = arena;
    Str none = {"", 0};
    vec_push(&n->entry, none);
    grow(n, 12);
}

static Name add(Names *n, u64 key, Str text)
{
    Name id = n->entry.len;
    Str own = arena_str(n->arena, text);
    vec_push(&n->entry, own);
    u32 bits = 64 - n->shift;
    if ((u64)id * 4 >= (u64)3 << bits) grow(n, bits + 1);
    u32 s = names_first_slot(n, key);
    while (n->slot[s].name) s = names_next_slot(n, s);
    NameSlot fresh = {key, id, text.len};
    n->slot[s] = fresh;
    return id;
}

/* Of more than 8 bytes. */
static u64 long_key(const char *p, u32 len)
{
    u64 h = len;
    for (u32 i = 0; i + 8 <= len; i += 8) {
        h = (h ^ load64(p + i)) * NAMES_FACTOR;
        h ^= h >> 29;
    }
    h = (h ^ load64(p + len - 8)) * NAMES_FACTOR;
    return h ^ h >> 32;
}

static inline bool same_text(const char *a, const char *b, u32 len) /* of more than 8 bytes */
{
    for (u32 i = 0; i + 8 <= len; i += 8)
        if (load64(a + i) != load64(b + i)) return false;
    return load64(a + len - 8) == load64(b + len - 8);
}

static Name intern_long(Names *n, Str text)
{
    u64 key = long_key(text.ptr, text.len);
    for (u32 s = names_first_slot(n, key);; s = names_next_slot(n, s)) {
        const NameSlot *slot = &n->slot[s];
        if (!slot->name) return add(n, key, text);
        if (slot->key == key && slot->len == text.len && same_text(n->entry.at[slot->name].ptr, text.ptr, text.len)) return slot->name;
    }
}

Name names_intern(Names *n, Str text)
{
    if (text.len > 8) return intern_long(n, text);
    u64 key = 0;
    for (u32 i = 0; i < text.len; i++) key |= (u64)(u8)text.ptr[i] << (8 * i);
    Name name = names_find_short(n, key, text.len);
    return name ? name : add(n, key, text);
}
