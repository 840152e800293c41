/*
 * Atomic operations on objects that no single instruction reaches: what a compiler calls for a structure of 3 or 24 bytes,
 * for long double and __int128, and for what may be misaligned. In: the object's size, addresses, memory orders.
 * Out: the operation, indivisible to everything else that goes through these functions.
 *
 * GCC leaves them to libatomic, which a program has to name when it is linked (-latomic). This library is always there, so
 * a program that uses _Atomic needs nothing else. Name, arguments and results are libatomic's, and they are not hidden: an
 * object that the program and a shared object use has to be under one lock, so that the first definition must serve both,
 * and a program that does link against libatomic gets libatomic's for all of its parts.
 *
 * An object of 1, 2, 4 or 8 bytes at an address that is a multiple of its size is accessed by one instruction, as compiled
 * code does; every other one under one of 64 locks that its address selects. A 16-byte object is under a lock as well:
 * cmpxchg16b, which the first x86-64 processors had not, is no instruction that this library may count on. A holder of a
 * lock only copies a few bytes, so that waiting is spinning, with a word to the scheduler where the C library can take it.
 * All orders are the strongest one.
 */
#define ATOMIC_FUNCTION(name) __asm__("__atomic_" name)

void atomic_generic_load(unsigned long size, const void *object, void *result, int order) ATOMIC_FUNCTION("load");
void atomic_generic_store(unsigned long size, void *object, const void *value, int order) ATOMIC_FUNCTION("store");
void atomic_generic_exchange(unsigned long size, void *object, const void *value, void *result, int order) ATOMIC_FUNCTION("exchange");
_Bool atomic_generic_compare_exchange(unsigned long size, void *object, void *expected, const void *desired, int success, int failure)
    ATOMIC_FUNCTION("compare_exchange");
_Bool atomic_generic_is_lock_free(unsigned long size, const void *object) ATOMIC_FUNCTION("is_lock_free");
extern int sched_yield(void) __attribute__((weak));

enum { LOCKS = 64, LINE = 64, SPINS = 64 };

/* Each in a cache line of its own. */
static struct lock { unsigned char taken, pad[LINE - 1]; } locks[LOCKS];

static unsigned char *acquire(const void *object)
{
    unsigned char *lock = &locks[((unsigned long)object >> 4) % LOCKS].taken;
    for (unsigned spins = 0; __atomic_exchange_n(lock, 1, __ATOMIC_ACQUIRE);)
        while (__atomic_load_n(lock, __ATOMIC_RELAXED))
            if (++spins % SPINS == 0 && sched_yield)
                sched_yield();
    return lock;
}

static void release(unsigned char *lock) { __atomic_store_n(lock, 0, __ATOMIC_RELEASE); }

static void copy(void *to, const void *from, unsigned long size)
{
    unsigned char *t = to;
    const unsigned char *f = from;
    for (unsigned long i = 0; i < size; i++)
        t[i] = f[i];
}

static int equal(const void *a, const void *b, unsigned long size)
{
    const unsigned char *x = a, *y = b;
    for (unsigned long i = 0; i < size; i++)
        if (x[i] != y[i])
            return 0;
    return 1;
}

/* The size when one instruction does it, else 0. */
static unsigned long single(unsigned long size, const void *object)
{
    if (size != 1 && size != 2 && size != 4 && size != 8)
        return 0;
    return (unsigned long)object % size ? 0 : size;
}

/* The value at `from`, wherever that is. */
static unsigned long gather(const void *from, unsigned long size)
{
    unsigned long value = 0;
    copy(&value, from, size);
    return value;
}

void atomic_generic_load(unsigned long size, const void *object, void *result, int order)
{
    unsigned long value;
    unsigned char *lock;
    (void)order;
    switch (single(size, object)) {
    case 1: value = __atomic_load_n((const unsigned char *)object, __ATOMIC_SEQ_CST); break;
    case 2: value = __atomic_load_n((const unsigned short *)object, __ATOMIC_SEQ_CST); break;
    case 4: value = __atomic_load_n((const unsigned *)object, __ATOMIC_SEQ_CST); break;
    case 8: value = __atomic_load_n((const unsigned long *)object, __ATOMIC_SEQ_CST); break;
    default:
        lock = acquire(object);
        copy(result, object, size);
        release(lock);
        return;
    }
    copy(result, &value, size);
}

void atomic_generic_store(unsigned long size, void *object, const void *value, int order)
{
    unsigned char *lock;
    (void)order;
    switch (single(size, object)) {
    case 1: __atomic_store_n((unsigned char *)object, (unsigned char)gather(value, 1), __ATOMIC_SEQ_CST); break;
    case 2: __atomic_store_n((unsigned short *)object, (unsigned short)gather(value, 2), __ATOMIC_SEQ_CST); break;
    case 4: __atomic_store_n((unsigned *)object, (unsigned)gather(value, 4), __ATOMIC_SEQ_CST); break;
    case 8: __atomic_store_n((unsigned long *)object, gather(value, 8), __ATOMIC_SEQ_CST); break;
    default:
        lock = acquire(object);
        copy(object, value, size);
        release(lock);
        break;
    }
}

/* The result's place may be the value's. */
static void swap(unsigned char *object, const unsigned char *value, unsigned char *result, unsigned long size)
{
    for (unsigned long i = 0; i < size; i++) {
        unsigned char fresh = value[i], old = object[i];
        object[i] = fresh;
        result[i] = old;
    }
}

void atomic_generic_exchange(unsigned long size, void *object, const void *value, void *result, int order)
{
    unsigned long old;
    unsigned char *lock;
    (void)order;
    switch (single(size, object)) {
    case 1: old = __atomic_exchange_n((unsigned char *)object, (unsigned char)gather(value, 1), __ATOMIC_SEQ_CST); break;
    case 2: old = __atomic_exchange_n((unsigned short *)object, (unsigned short)gather(value, 2), __ATOMIC_SEQ_CST); break;
    case 4: old = __atomic_exchange_n((unsigned *)object, (unsigned)gather(value, 4), __ATOMIC_SEQ_CST); break;
    case 8: old = __atomic_exchange_n((unsigned long *)object, gather(value, 8), __ATOMIC_SEQ_CST); break;
    default:
        lock = acquire(object);
        swap(object, value, result, size);
        release(lock);
        return;
    }
    copy(result, &old, size);
}

/* By __sync_val_compare_and_swap, which takes and gives values: `expected` may be misaligned. */
static unsigned long compare_and_swap(unsigned long size, void *object, unsigned long expected, unsigned long desired)
{
    switch (size) {
    case 1: return __sync_val_compare_and_swap((unsigned char *)object, (unsigned char)expected, (unsigned char)desired);
    case 2: return __sync_val_compare_and_swap((unsigned short *)object, (unsigned short)expected, (unsigned short)desired);
    case 4: return __sync_val_compare_and_swap((unsigned *)object, (unsigned)expected, (unsigned)desired);
    default: return __sync_val_compare_and_swap((unsigned long *)object, expected, desired);
    }
}

_Bool atomic_generic_compare_exchange(unsigned long size, void *object, void *expected, const void *desired, int success, int failure)
{
    (void)success;
    (void)failure;
    if (single(size, object)) {
        unsigned long wanted = gather(expected, size), seen = compare_and_swap(size, object, wanted, gather(desired, size));
        if (seen == wanted)
            return 1;
        copy(expected, &seen, size);
        return 0;
    }
    unsigned char *lock = acquire(object);
    _Bool same = equal(object, expected, size);
    copy(same ? object : expected, same ? desired : object, size);
    release(lock);
    return same;
}

/* A null address asks about objects that are aligned as their size. */
_Bool atomic_generic_is_lock_free(unsigned long size, const void *object) { return single(size, object) != 0; }
