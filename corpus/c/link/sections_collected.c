//! what: -ffunction-sections -fdata-sections with --gc-sections keeps what is reachable, also by tables and constructors
//! flags: -ffunction-sections -fdata-sections
//! link: -Wl,--gc-sections
//! with: part_sections_collected.c
#include "../check.h"

int used(int);
extern int used_object, through_pointer(int);
static int (*const table[])(int) = { used, through_pointer };
static int ran;
__attribute__((constructor)) static void construct(void) { ran = 1; }
struct entry { int value; };
static const struct entry kept __attribute__((used, section("gathered"))) = { 6 };
extern const struct entry __start_gathered[], __stop_gathered[];

int main(void)
{
    volatile int n = 1;
    CHECK(used(n) == 2 && used_object == 5 && table[n](n) == 11 && ran == 1);
    CHECK(__stop_gathered - __start_gathered == 1 && __start_gathered->value == 6);
    return 0;
}
