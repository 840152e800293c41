//! what: #include with quotes, through a macro, repeated with guards and with #pragma once (C11 6.10.2)
#include "../check.h"

#define HEADER "include/guarded.h"
#include HEADER
#include "include/guarded.h"
#include "include/once.h"
#include "include/once.h"
#define NAME(x) <x>
#define PATH stddef.h
#include NAME(PATH)

/* Included once for each line, each time with another macro. */
#define ITEM(name, value) name = value,
enum items {
#include "include/items.inc"
};
#undef ITEM
#define ITEM(name, value) + value
static const int sum = 0
#include "include/items.inc"
    ;

int main(void)
{
    CHECK(guarded_value == 5);
    CHECK(once_value == 6);
    CHECK(offsetof(struct { char a; int b; }, b) == 4);
    CHECK(item_a == 1 && item_b == 20 && item_c == 300);
    CHECK(sum == 321);
    return 0;
}
