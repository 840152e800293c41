//! what: complex integers as parameters and results are structures of two integers (psABI 3.2.3)
//! with: part_complex_integer_calls.c
#include "../check.h"
#include "complex_integers.h"

int main(void)
{
    CHECK(add_chars(1 + 2i, 3 + 4i) == 4 + 6i && add_shorts(300 - 2i, -1000i) == 300 - 1002i);
    CHECK(add_ints(100000 + 7i, -7i) == 100000 && add_longs(1l << 40, 1i * (1l << 41)) == (1l << 40) + 1i * (1l << 41));
    struct holder h = make_holder(7, 5 - 6i, 1000000i);
    CHECK(h.a == 7 && h.b == 5 - 6i && h.c == 1000000i);
    CHECK(many(1, 2 + 3i, 4 + 5i, 6i, 7, 8i, h, 9 + 9i, 10.5, 11 - 11i) == 49 + 1000014i);
    CHECK(variadic(3, (ci)(1 + 1i), (cl)(2 + 2i), 3, (ci)(10 + 10i), (cl)(20 + 20i), 30, (ci)(100 + 100i), (cl)(200 + 200i), 300) == 666 + 333i);
    return 0;
}
