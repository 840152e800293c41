//! what: the __sync_ builtins on integers and pointers (GNU C)
#include "../check.h"

#define OPERATIONS(name, type)                                                                   \
    static int name(type start, type operand)                                                    \
    {                                                                                            \
        type object = start, got;                                                                \
        got = __sync_fetch_and_add(&object, operand); CHECK(got == start && object == (type)(start + operand)); object = start;  \
        got = __sync_fetch_and_sub(&object, operand); CHECK(got == start && object == (type)(start - operand)); object = start;  \
        got = __sync_fetch_and_or(&object, operand); CHECK(got == start && object == (type)(start | operand)); object = start;   \
        got = __sync_fetch_and_and(&object, operand); CHECK(got == start && object == (type)(start & operand)); object = start;  \
        got = __sync_fetch_and_xor(&object, operand); CHECK(got == start && object == (type)(start ^ operand)); object = start;  \
        got = __sync_fetch_and_nand(&object, operand); CHECK(got == start && object == (type)~(start & operand)); object = start; \
        got = __sync_add_and_fetch(&object, operand); CHECK(got == (type)(start + operand) && object == got); object = start;    \
        got = __sync_sub_and_fetch(&object, operand); CHECK(got == (type)(start - operand) && object == got); object = start;    \
        got = __sync_or_and_fetch(&object, operand); CHECK(got == (type)(start | operand) && object == got); object = start;     \
        got = __sync_and_and_fetch(&object, operand); CHECK(got == (type)(start & operand) && object == got); object = start;    \
        got = __sync_xor_and_fetch(&object, operand); CHECK(got == (type)(start ^ operand) && object == got); object = start;    \
        got = __sync_nand_and_fetch(&object, operand); CHECK(got == (type)~(start & operand) && object == got); object = start;  \
        got = __sync_val_compare_and_swap(&object, start, operand); CHECK(got == start && object == operand);    \
        got = __sync_val_compare_and_swap(&object, start, 0); CHECK(got == operand && object == operand);        \
        CHECK(!__sync_bool_compare_and_swap(&object, start, 0) && object == operand);            \
        CHECK(__sync_bool_compare_and_swap(&object, operand, start) && object == start);         \
        got = __sync_lock_test_and_set(&object, 1); CHECK(got == start && object == 1);          \
        __sync_lock_release(&object); CHECK(object == 0);                                        \
        __sync_synchronize();                                                                    \
        return 0;                                                                                \
    }
OPERATIONS(chars, signed char)
OPERATIONS(shorts, unsigned short)
OPERATIONS(ints, int)
OPERATIONS(longs, unsigned long)

static int words(void)
{
    static volatile int lock;
    int many[3] = {0}, *p = many;
    CHECK(__sync_bool_compare_and_swap(&p, many, many + 1) && p == many + 1);
    CHECK(__sync_val_compare_and_swap(&p, many + 1, 0) == many + 1 && !p);
    CHECK(!__sync_lock_test_and_set(&lock, 1) && lock == 1);
    __sync_lock_release(&lock);
    CHECK(!lock && __sync_fetch_and_add_4(&many[0], 7) == 0 && many[0] == 7);
    unsigned char byte = 255;
    CHECK(__sync_add_and_fetch_1(&byte, 2) == 1 && byte == 1);
    return 0;
}

int main(void)
{
    RUN(chars(100, 77));
    RUN(shorts(65535, 0x5555));
    RUN(ints(-5, 0x12345678));
    RUN(longs(0xfedcba9876543210, 0x8000000000000001));
    RUN(words());
    return 0;
}
