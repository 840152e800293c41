//! what: a hash map of strings: byte loops, multiplication, comparison, linear probing
//! stdout: 200000 4000000
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct slot { unsigned hash; int count; const char *key; };
static struct slot *slots;
static unsigned mask, used;

static unsigned hash(const char *s)
{
    unsigned h = 2166136261u;
    for (; *s; s++)
        h = (h ^ (unsigned char)*s) * 16777619u;
    return h ? h : 1;
}
static struct slot *find(const char *key, unsigned h)
{
    unsigned i = h & mask;
    while (slots[i].hash && (slots[i].hash != h || strcmp(slots[i].key, key) != 0))
        i = (i + 1) & mask;
    return &slots[i];
}
static void grow(void)
{
    struct slot *old = slots;
    unsigned old_size = old ? mask + 1 : 0, size = old ? 2 * old_size : 16;
    slots = calloc(size, sizeof *slots);
    if (!slots)
        abort();
    mask = size - 1;
    for (unsigned i = 0; i < old_size; i++)
        if (old[i].hash)
            *find(old[i].key, old[i].hash) = old[i];
    free(old);
}
static void add(const char *key)
{
    if (4 * used >= 3 * mask)
        grow();
    unsigned h = hash(key);
    struct slot *s = find(key, h);
    if (!s->hash) {
        s->hash = h;
        s->key = key;
        used++;
    }
    s->count++;
}
static char *decimal(char *p, unsigned n)
{
    char digits[12];
    int i = 0;
    do
        digits[i++] = (char)('0' + n % 10);
    while (n /= 10);
    while (i)
        *p++ = digits[--i];
    *p++ = 0;
    return p;
}

int main(void)
{
    enum { keys = 200000, rounds = 20 };
    static char text[keys * 16];
    static const char *names[keys];
    char *p = text;
    for (unsigned i = 0; i < keys; i++) {
        names[i] = p;
        memcpy(p, "key_", 4);
        p = decimal(p + 4, i * 7919u % 1000003u);
    }
    for (int round = 0; round < rounds; round++)
        for (int i = 0; i < keys; i++)
            add(names[i]);
    long total = 0;
    for (int i = 0; i < keys; i++)
        total += find(names[i], hash(names[i]))->count;
    printf("%u %ld\n", used, total);
    free(slots);
    return 0;
}
