//! what: <stdatomic.h>: every function, type and macro of C11 7.17, one thread
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <wchar.h>

#include "../check.h"

struct pair { int a, b; };

static atomic_int counter = ATOMIC_VAR_INIT(5);
static atomic_flag flag = ATOMIC_FLAG_INIT;

#define SIZED(atomic, plain) CHECK(sizeof(atomic) == sizeof(plain) && _Generic((atomic *)0, _Atomic(plain) *: 1, default: 0))

static int types(void)
{
    SIZED(atomic_bool, _Bool);
    SIZED(atomic_char, char);
    SIZED(atomic_schar, signed char);
    SIZED(atomic_uchar, unsigned char);
    SIZED(atomic_short, short);
    SIZED(atomic_ushort, unsigned short);
    SIZED(atomic_int, int);
    SIZED(atomic_uint, unsigned);
    SIZED(atomic_long, long);
    SIZED(atomic_ulong, unsigned long);
    SIZED(atomic_llong, long long);
    SIZED(atomic_ullong, unsigned long long);
    SIZED(atomic_char16_t, uint_least16_t);
    SIZED(atomic_char32_t, uint_least32_t);
    SIZED(atomic_wchar_t, wchar_t);
    SIZED(atomic_int_least8_t, int_least8_t);
    SIZED(atomic_uint_least8_t, uint_least8_t);
    SIZED(atomic_int_least16_t, int_least16_t);
    SIZED(atomic_uint_least16_t, uint_least16_t);
    SIZED(atomic_int_least32_t, int_least32_t);
    SIZED(atomic_uint_least32_t, uint_least32_t);
    SIZED(atomic_int_least64_t, int_least64_t);
    SIZED(atomic_uint_least64_t, uint_least64_t);
    CHECK(sizeof(atomic_int_fast8_t) >= 1 && sizeof(atomic_uint_fast8_t) >= 1 && sizeof(atomic_int_fast16_t) >= 2 && sizeof(atomic_uint_fast16_t) >= 2);
    CHECK(sizeof(atomic_int_fast32_t) >= 4 && sizeof(atomic_uint_fast32_t) >= 4 && sizeof(atomic_int_fast64_t) >= 8 && sizeof(atomic_uint_fast64_t) >= 8);
    SIZED(atomic_intptr_t, intptr_t);
    SIZED(atomic_uintptr_t, uintptr_t);
    SIZED(atomic_size_t, size_t);
    SIZED(atomic_ptrdiff_t, ptrdiff_t);
    SIZED(atomic_intmax_t, intmax_t);
    SIZED(atomic_uintmax_t, uintmax_t);
    return 0;
}

static int operations(void)
{
    CHECK(atomic_load(&counter) == 5);
    atomic_init(&counter, 6);
    CHECK(atomic_load_explicit(&counter, memory_order_acquire) == 6);
    atomic_store(&counter, 7);
    atomic_store_explicit(&counter, 8, memory_order_release);
    CHECK(atomic_exchange(&counter, 9) == 8 && atomic_exchange_explicit(&counter, 10, memory_order_acq_rel) == 9);
    int expected = 1;
    CHECK(!atomic_compare_exchange_strong(&counter, &expected, 2) && expected == 10);
    CHECK(atomic_compare_exchange_strong_explicit(&counter, &expected, 11, memory_order_seq_cst, memory_order_relaxed) && counter == 11);
    expected = 1;
    CHECK(!atomic_compare_exchange_weak(&counter, &expected, 2) && expected == 11);
    while (!atomic_compare_exchange_weak_explicit(&counter, &expected, 12, memory_order_release, memory_order_relaxed)) {}
    CHECK(atomic_fetch_add(&counter, 3) == 12 && atomic_fetch_add_explicit(&counter, 1, memory_order_relaxed) == 15);
    CHECK(atomic_fetch_sub(&counter, 4) == 16 && atomic_fetch_sub_explicit(&counter, 2, memory_order_relaxed) == 12);
    CHECK(atomic_fetch_or(&counter, 0x21) == 10 && atomic_fetch_or_explicit(&counter, 0x100, memory_order_relaxed) == 0x2b);
    CHECK(atomic_fetch_xor(&counter, 0xff) == 0x12b && atomic_fetch_xor_explicit(&counter, 1, memory_order_relaxed) == 0x1d4);
    CHECK(atomic_fetch_and(&counter, 0xf0) == 0x1d5 && atomic_fetch_and_explicit(&counter, 0x7f, memory_order_relaxed) == 0xd0 && counter == 0x50);
    atomic_fetch_add(&counter, 1);
    atomic_fetch_or(&counter, 2);
    CHECK(counter == 0x53);
    return 0;
}

static int others(void)
{
    atomic_uchar c = 250;
    CHECK(atomic_fetch_add(&c, 10) == 250 && c == 4);
    _Atomic struct pair p;
    struct pair q = {1, 2}, r = {3, 4};
    atomic_init(&p, q);
    q.a = 0;
    q = atomic_load(&p);
    CHECK(q.a == 1 && q.b == 2);
    atomic_store(&p, r);
    q = atomic_exchange(&p, ((struct pair){5, 6}));
    CHECK(q.a == 3 && q.b == 4);
    CHECK(!atomic_compare_exchange_strong(&p, &q, r) && q.a == 5 && q.b == 6);
    CHECK(atomic_compare_exchange_strong(&p, &q, r));
    _Atomic double d = 1.5;
    atomic_store(&d, 2);
    CHECK(atomic_exchange(&d, 3.25) == 2.0 && atomic_load(&d) == 3.25);
    static int many[4];
    int *_Atomic ptr = many;
    CHECK(atomic_load(&ptr) == many);
    atomic_store(&ptr, many + 1);
    CHECK(atomic_exchange(&ptr, NULL) == many + 1 && !ptr);
    const atomic_int fixed = 4;
    volatile atomic_int shaky = 5;
    CHECK(atomic_load(&fixed) == 4 && atomic_fetch_add(&shaky, 1) == 5 && shaky == 6);
    CHECK(atomic_is_lock_free(&counter) && atomic_is_lock_free(&p));
    return 0;
}

static int flags(void)
{
    CHECK(!atomic_flag_test_and_set(&flag) && atomic_flag_test_and_set_explicit(&flag, memory_order_acquire));
    atomic_flag_clear(&flag);
    CHECK(!atomic_flag_test_and_set(&flag));
    atomic_flag_clear_explicit(&flag, memory_order_release);
    CHECK(!atomic_flag_test_and_set(&flag));
    atomic_thread_fence(memory_order_seq_cst);
    atomic_thread_fence(memory_order_acquire);
    atomic_signal_fence(memory_order_acq_rel);
    CHECK(kill_dependency(counter + 1) == counter + 1);
    CHECK(memory_order_relaxed < memory_order_seq_cst);
#if ATOMIC_INT_LOCK_FREE != 2 || ATOMIC_BOOL_LOCK_FREE != 2 || ATOMIC_CHAR_LOCK_FREE != 2 || ATOMIC_CHAR16_T_LOCK_FREE != 2 || ATOMIC_CHAR32_T_LOCK_FREE != 2
    return 1;
#endif
#if ATOMIC_WCHAR_T_LOCK_FREE != 2 || ATOMIC_SHORT_LOCK_FREE != 2 || ATOMIC_LONG_LOCK_FREE != 2 || ATOMIC_LLONG_LOCK_FREE != 2 || ATOMIC_POINTER_LOCK_FREE != 2
    return 1;
#endif
#ifdef __STDC_NO_ATOMICS__
    return 1;
#endif
    return 0;
}

int main(void)
{
    RUN(types());
    RUN(operations());
    RUN(others());
    RUN(flags());
    return 0;
}
