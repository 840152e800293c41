//! what: the __atomic_ builtins on integers, pointers and structures, in their value and pointer forms (GNU C)
#include "../check.h"

#define OPERATIONS(name, type)                                                                   \
    static int name(type start, type operand)                                                    \
    {                                                                                            \
        type object = start, e, got;                                                             \
        got = __atomic_load_n(&object, __ATOMIC_RELAXED); CHECK(got == start);                   \
        __atomic_store_n(&object, operand, __ATOMIC_RELEASE); CHECK(object == operand);          \
        got = __atomic_exchange_n(&object, start, __ATOMIC_ACQ_REL); CHECK(got == operand && object == start); \
        e = operand ^ 1 ^ start ^ operand;                                                       \
        CHECK(!__atomic_compare_exchange_n(&object, &e, operand, 0, __ATOMIC_SEQ_CST, __ATOMIC_RELAXED)); \
        CHECK(e == start && object == start);                                                    \
        CHECK(__atomic_compare_exchange_n(&object, &e, operand, 0, __ATOMIC_RELEASE, __ATOMIC_ACQUIRE)); \
        CHECK(e == start && object == operand);                                                  \
        object = start;                                                                          \
        got = __atomic_fetch_add(&object, operand, 0); CHECK(got == start && object == (type)(start + operand)); object = start; \
        got = __atomic_fetch_sub(&object, operand, 1); CHECK(got == start && object == (type)(start - operand)); object = start; \
        got = __atomic_fetch_and(&object, operand, 2); CHECK(got == start && object == (type)(start & operand)); object = start; \
        got = __atomic_fetch_or(&object, operand, 3); CHECK(got == start && object == (type)(start | operand)); object = start;  \
        got = __atomic_fetch_xor(&object, operand, 4); CHECK(got == start && object == (type)(start ^ operand)); object = start; \
        got = __atomic_fetch_nand(&object, operand, 5); CHECK(got == start && object == (type)~(start & operand)); object = start; \
        got = __atomic_add_fetch(&object, operand, 5); CHECK(got == (type)(start + operand) && object == got); object = start;   \
        got = __atomic_sub_fetch(&object, operand, 5); CHECK(got == (type)(start - operand) && object == got); object = start;   \
        got = __atomic_and_fetch(&object, operand, 5); CHECK(got == (type)(start & operand) && object == got); object = start;   \
        got = __atomic_or_fetch(&object, operand, 5); CHECK(got == (type)(start | operand) && object == got); object = start;    \
        got = __atomic_xor_fetch(&object, operand, 5); CHECK(got == (type)(start ^ operand) && object == got); object = start;   \
        got = __atomic_nand_fetch(&object, operand, 5); CHECK(got == (type)~(start & operand) && object == got); object = start; \
        __atomic_fetch_add(&object, operand, 5); __atomic_sub_fetch(&object, operand, 5); CHECK(object == start); \
        __atomic_fetch_xor(&object, 5, 5); __atomic_xor_fetch(&object, 5, 5); CHECK(object == start);            \
        __atomic_fetch_nand(&object, 3, 5); CHECK(object == (type)~(start & 3));                 \
        return 0;                                                                                \
    }
OPERATIONS(chars, char)
OPERATIONS(unsigned_chars, unsigned char)
OPERATIONS(shorts, short)
OPERATIONS(unsigned_shorts, unsigned short)
OPERATIONS(ints, int)
OPERATIONS(unsigneds, unsigned)
OPERATIONS(longs, long)
OPERATIONS(unsigned_longs, unsigned long)
OPERATIONS(long_longs, long long)

struct pair { _Alignas(8) int a; int b; };

static int structures(void)
{
    struct pair x = {1, 2}, y = {3, 4}, z;
    __atomic_load(&x, &z, __ATOMIC_SEQ_CST);
    CHECK(z.a == 1 && z.b == 2);
    __atomic_exchange(&x, &y, &z, __ATOMIC_SEQ_CST);
    CHECK(x.a == 3 && x.b == 4 && z.a == 1 && y.a == 3);
    CHECK(!__atomic_compare_exchange(&x, &z, &y, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST) && z.a == 3 && z.b == 4);
    y.b = 9;
    CHECK(__atomic_compare_exchange(&x, &z, &y, 1, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST) && x.b == 9 && z.b == 4);
    __atomic_store(&x, &z, __ATOMIC_RELEASE);
    CHECK(x.b == 4);
    double d = 1.5, e;
    __atomic_load(&d, &e, __ATOMIC_ACQUIRE);
    CHECK(e == 1.5);
    e = 2.5;
    __atomic_store(&d, &e, __ATOMIC_SEQ_CST);
    CHECK(d == 2.5);
    return 0;
}

static int pointers(void)
{
    int many[4] = {0}, *p = many, *q, *r = many + 1;
    q = __atomic_load_n(&p, 5);
    CHECK(q == many);
    __atomic_store_n(&p, many + 2, 5);
    q = __atomic_exchange_n(&p, many + 3, 5);
    CHECK(q == many + 2 && p == many + 3);
    CHECK(!__atomic_compare_exchange_n(&p, &r, many, 0, 5, 5) && r == many + 3);
    CHECK(__atomic_compare_exchange_n(&p, &r, many, 0, 5, 5) && p == many);
    __atomic_store(&p, &r, 5);
    CHECK(p == many + 3);
    void *v = 0;
    __atomic_store_n(&v, many, 5);
    CHECK(__atomic_load_n(&v, 0) == many);
    return 0;
}

static int rest(int order)
{
    char flag = 0;
    CHECK(!__atomic_test_and_set(&flag, __ATOMIC_ACQUIRE) && flag && __atomic_test_and_set(&flag, order));
    __atomic_clear(&flag, __ATOMIC_RELEASE);
    CHECK(!flag);
    _Bool b = 0;
    CHECK(!__atomic_exchange_n(&b, 5, order) && b == 1 && __atomic_load_n(&b, order));
    volatile long seen = 3;
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
    __atomic_thread_fence(__ATOMIC_ACQUIRE);
    __atomic_thread_fence(order);
    __atomic_signal_fence(__ATOMIC_SEQ_CST);
    CHECK(__atomic_fetch_add(&seen, 4, order) == 3 && seen == 7);
    const int constant = 8;
    CHECK(__atomic_load_n(&constant, order) == 8);
    CHECK(__atomic_always_lock_free(1, 0) && __atomic_always_lock_free(sizeof(long), 0) && !__atomic_always_lock_free(24, 0));
    CHECK(__atomic_is_lock_free(4, &order) && __GCC_ATOMIC_INT_LOCK_FREE == 2 && __GCC_ATOMIC_POINTER_LOCK_FREE == 2);
    /* Each argument is evaluated once. */
    int many[3] = {1, 2, 3}, *p = many, n = 0;
    CHECK(__atomic_fetch_add(p++, ++n, order) == 1 && p == many + 1 && n == 1 && many[0] == 2);
    CHECK(__atomic_add_fetch(p++, n++, 5) == 3 && p == many + 2 && n == 2 && many[1] == 3);
    return 0;
}

int main(void)
{
    RUN(chars(100, 77));
    RUN(unsigned_chars(250, 13));
    RUN(shorts(-30000, 12345));
    RUN(unsigned_shorts(65535, 0x5555));
    RUN(ints(-5, 0x12345678));
    RUN(unsigneds(0xdeadbeef, 0x0f0f0f0f));
    RUN(longs(-1, 0x123456789abcdef));
    RUN(unsigned_longs(0xfedcba9876543210, 0x8000000000000001));
    RUN(long_longs(42, -7));
    RUN(structures());
    RUN(pointers());
    RUN(rest(__ATOMIC_SEQ_CST));
    return 0;
}
