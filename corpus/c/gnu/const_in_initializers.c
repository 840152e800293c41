//! what: the value of a const object in another static object's initializer
#include "../check.h"

static const int three = 3;
const long wide = -1;
static const double real = 2.5;
static const int *const pointer = &three;

static int copy = three, sum = three * 2 + 1;
static long wide_copy = wide;
static double half = real / 2;
static const int *pointer_copy = pointer;
static struct {
    int x;
    const int *p;
} members = {three, pointer};

int main(void)
{
    static int inner = three;
    CHECK(copy == 3 && sum == 7 && wide_copy == -1 && half == 1.25 && inner == 3);
    CHECK(pointer_copy == &three && members.x == 3 && members.p == &three);
    return 0;
}
