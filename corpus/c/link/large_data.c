//! what: large zeroed and initialized arrays, offsets into them beyond 16 bits, alignment of big objects (psABI 3.1.2)
#include "../check.h"
#include <stdint.h>

static char zeroed[20000000];
static int initialized[100000] = { [0] = 1, [50000] = 2, [99999] = 3 };
static const int constant[50000] = { [49999] = 7 };
struct big { char a[70000]; int b; } static big = { .b = 5 };
char aligned_global[100];
static char *far_away = zeroed + 19999999;

int main(void)
{
    volatile int n = 19999999;
    CHECK(zeroed[n] == 0 && far_away == &zeroed[n]);
    zeroed[n] = 1;
    CHECK(*far_away == 1 && zeroed[0] == 0);
    CHECK(initialized[0] == 1 && initialized[50000] == 2 && initialized[99999] == 3 && initialized[n / 1000] == 0);
    CHECK(constant[49999] == 7 && big.b == 5 && big.a[69999] == 0 && ((uintptr_t)aligned_global & 15) == 0);
    return 0;
}
