//! what: four threads on shared atomic objects: nothing is lost, nothing is torn, releases are seen (C11 5.1.2.4)
//! flags: -fno-trapping-math
//! link: -pthread
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stddef.h>

#include "../check.h"

enum { THREADS = 4, ROUNDS = 2000 };

struct pair { int a, b; };
struct triple { long a, b, c; };

static atomic_int counter, mask;
static atomic_uchar small;
static _Atomic unsigned short product = 1;
static _Atomic double sum;
static _Atomic struct pair both;
static atomic_flag flag = ATOMIC_FLAG_INIT;
static int guarded, also_guarded, spin, torn;
static long by_sync;
#ifdef __kit__ /* with gcc and clang these need -latomic */
static _Atomic struct triple three;
static _Atomic long double wide;
static _Atomic __int128 huge;
#endif

static void advance_pair(void)
{
    struct pair old = atomic_load(&both), fresh;
    do {
        if (old.b != -old.a) torn = 1;
        fresh = (struct pair){old.a + 1, old.b - 1};
    } while (!atomic_compare_exchange_weak(&both, &old, fresh));
}

#ifdef __kit__
static void advance_large(void)
{
    struct triple old = three, fresh;
    do {
        if (old.c != old.a + old.b) torn = 1;
        fresh = (struct triple){old.a + 1, old.b + 2, old.c + 3};
    } while (!atomic_compare_exchange_strong(&three, &old, fresh));
    wide += 0.5;
    huge += (__int128)1 << 64;
    --huge;
}
#endif

static void *work(void *number)
{
    for (int i = 0; i < ROUNDS; i++) {
        counter++;
        counter += 2;
        mask ^= 1 << *(int *)number;
        small += 3;
        product *= 3;
        sum += 0.25;
        __sync_fetch_and_add(&by_sync, 5);
        advance_pair();
#ifdef __kit__
        advance_large();
#endif
        while (atomic_flag_test_and_set_explicit(&flag, memory_order_acquire)) sched_yield();
        guarded++;
        atomic_flag_clear_explicit(&flag, memory_order_release);
        while (__atomic_exchange_n(&spin, 1, __ATOMIC_ACQUIRE)) sched_yield();
        also_guarded += 2;
        __atomic_store_n(&spin, 0, __ATOMIC_RELEASE);
    }
    return NULL;
}

/* Dekker's question: with sequential consistency at least one of two threads sees the other's store. */
static atomic_int x, y, seen_x, seen_y, round_number, arrived;

static void *first(void *unused)
{
    (void)unused;
    for (int i = 1; i <= ROUNDS; i++) {
        while (round_number != i) sched_yield();
        x = i;
        seen_y = y;
        arrived++;
    }
    return NULL;
}

static int dekker(void)
{
    pthread_t thread;
    int both_missed = 0;
    CHECK(pthread_create(&thread, NULL, first, NULL) == 0);
    for (int i = 1; i <= ROUNDS; i++) {
        round_number = i;
        y = i;
        seen_x = x;
        arrived++;
        while (arrived != 2 * i) sched_yield();
        if (seen_x != i && seen_y != i) both_missed++;
    }
    CHECK(pthread_join(thread, NULL) == 0);
    CHECK(both_missed == 0);
    return 0;
}

int main(void)
{
    pthread_t thread[THREADS];
    int number[THREADS];
    unsigned short power = 1;
    for (int i = 0; i < THREADS; i++) {
        number[i] = i;
        CHECK(pthread_create(&thread[i], NULL, work, &number[i]) == 0);
    }
    for (int i = 0; i < THREADS; i++) CHECK(pthread_join(thread[i], NULL) == 0);
    for (int i = 0; i < THREADS * ROUNDS; i++) power = (unsigned short)(power * 3u);
    CHECK(counter == 3 * THREADS * ROUNDS && mask == 0 && small == (unsigned char)(3 * THREADS * ROUNDS) && product == power);
    CHECK(sum == 0.25 * THREADS * ROUNDS && by_sync == 5L * THREADS * ROUNDS);
    struct pair end = both;
    CHECK(end.a == THREADS * ROUNDS && end.b == -end.a && !torn);
    CHECK(guarded == THREADS * ROUNDS && also_guarded == 2 * THREADS * ROUNDS);
#ifdef __kit__
    struct triple last = three;
    CHECK(last.a == THREADS * ROUNDS && last.b == 2L * THREADS * ROUNDS && last.c == 3L * THREADS * ROUNDS);
    CHECK(wide == 0.5L * THREADS * ROUNDS && huge == (((__int128)1 << 64) - 1) * THREADS * ROUNDS);
#endif
    RUN(dekker());
    return 0;
}
