//! what: __builtin_frame_address(0) and __builtin_return_address(0) (GNU C)
#include "../check.h"
#include <stdint.h>

static void *volatile frame, *volatile back;
__attribute__((noinline)) static int inner(void)
{
    int local;
    frame = __builtin_frame_address(0);
    back = __builtin_return_address(0);
    intptr_t distance = (char *)frame - (char *)&local;
    return distance > -4096 && distance < 4096;
}
__attribute__((noinline)) static int middle(void)
{
    int r = inner();
    return r + 1;
}

int main(void)
{
    CHECK(middle() == 2);
    void *first = back, *first_frame = frame;
    CHECK(first != 0 && first_frame != 0);
    CHECK((uintptr_t)first - (uintptr_t)middle < 4096 || (uintptr_t)middle - (uintptr_t)first < 4096);
    CHECK(middle() == 2 && back == first);
    CHECK(__builtin_extract_return_addr(back) == back);
    return 0;
}
