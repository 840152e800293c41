//! what: a hash table with chaining and one with open addressing over the same keys
#include "../check.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct entry { struct entry *next; unsigned hash; int value; char key[]; };
struct map { struct entry **buckets; unsigned size, used; };

static unsigned hash(const char *s)
{
    unsigned h = 2166136261u;
    while (*s)
        h = (h ^ (unsigned char)*s++) * 16777619u;
    return h;
}
static void grow(struct map *m)
{
    unsigned size = m->size ? m->size * 2 : 8;
    struct entry **buckets = calloc(size, sizeof *buckets);
    for (unsigned i = 0; i < m->size; i++)
        for (struct entry *e = m->buckets[i], *next; e; e = next) {
            next = e->next;
            e->next = buckets[e->hash & (size - 1)];
            buckets[e->hash & (size - 1)] = e;
        }
    free(m->buckets);
    m->buckets = buckets;
    m->size = size;
}
static int *find(struct map *m, const char *key, int create)
{
    unsigned h = hash(key);
    if (m->size)
        for (struct entry *e = m->buckets[h & (m->size - 1)]; e; e = e->next)
            if (e->hash == h && strcmp(e->key, key) == 0)
                return &e->value;
    if (!create)
        return 0;
    if (m->used >= m->size)
        grow(m);
    struct entry *e = malloc(sizeof *e + strlen(key) + 1), **slot = &m->buckets[h & (m->size - 1)];
    e->next = *slot;
    e->hash = h;
    e->value = 0;
    strcpy(e->key, key);
    *slot = e;
    m->used++;
    return &e->value;
}
static void release(struct map *m)
{
    for (unsigned i = 0; i < m->size; i++)
        for (struct entry *e = m->buckets[i], *next; e; e = next) {
            next = e->next;
            free(e);
        }
    free(m->buckets);
}

static long table[4096][2];
static long *probe(long key)
{
    unsigned i = (unsigned)(key * 2654435761u) >> 20;
    while (table[i][0] != 0 && table[i][0] != key)
        i = (i + 1) & 4095;
    return table[i];
}

int main(void)
{
    struct map m = { 0 };
    char key[32];
    for (int i = 0; i < 3000; i++) {
        snprintf(key, sizeof key, "key%d", i % 1000);
        *find(&m, key, 1) += i;
    }
    CHECK(m.used == 1000 && m.size == 1024);
    for (int i = 0; i < 1000; i++) {
        snprintf(key, sizeof key, "key%d", i);
        int *v = find(&m, key, 0);
        CHECK(v && *v == 3 * i + 3000);
    }
    CHECK(find(&m, "absent", 0) == 0);
    release(&m);
    for (long i = 1; i <= 2000; i++) {
        long *slot = probe(i * 7919);
        slot[0] = i * 7919;
        slot[1] = i;
    }
    for (long i = 1; i <= 2000; i++)
        CHECK(probe(i * 7919)[1] == i);
    CHECK(probe(5)[0] == 0);
    return 0;
}
