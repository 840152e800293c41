//! what: __attribute__((section)) puts functions and objects there; __start_ and __stop_ bound it (GNU C, ELF)
//! unless: sanitize red zones go between the objects of a section
#include "../check.h"

struct entry { const char *name; int value; };
#define REGISTER(n, v) \
    static const struct entry entry_##n __attribute__((used, section("registry"), aligned(8))) = { #n, v }
REGISTER(one, 1);
REGISTER(two, 2);
REGISTER(three, 3);
extern const struct entry __start_registry[], __stop_registry[];

static volatile int counter __attribute__((section("counters"))) = 5;
static volatile int counter2 __attribute__((section("counters"))) = 6;
extern volatile int __start_counters[], __stop_counters[];
__attribute__((section(".text.special"), noinline)) static int special(int x) { return x * 3; }
int zeroed[4] __attribute__((section(".bss.mine")));

int main(void)
{
    int sum = 0, n = 0;
    for (const struct entry *e = __start_registry; e < __stop_registry; e++, n++)
        sum += e->value * (e->name[0] == 't' ? 10 : 1);
    CHECK(n == 3 && sum == 51);
    CHECK(__stop_counters - __start_counters == 2);
    counter++;
    CHECK(__start_counters[0] + __start_counters[1] == 12 && counter2 == 6);
    CHECK(special(4) == 12 && zeroed[3] == 0);
    return 0;
}
