//! what: static initializers with addresses: offsets, members, functions, strings, casts (C11 6.6p9)
#include "../check.h"
#include <stdint.h>

struct s { char c; int array[4]; struct { short h; } in; };
static struct s object;
static struct s objects[3];
static int ints[10];
static int function(void) { return 42; }
extern int later[];
static struct node { struct node *next; int value; } third = { 0, 3 }, second = { &third, 2 }, first = { &second, 1 };
static struct node self = { &self, 9 };

static int *middle = ints + 5, *end = &ints[10], *back = &ints[8] - 3, *same = &*ints;
static int *member = &object.array[2];
static short *inner = &objects[2].in.h;
static char *bytes = (char *)&objects[1] + 3;
static int (*pointer)(void) = function, (*pointer2)(void) = &function;
static const char *text = "hello" + 1, *texts[] = { "a", "bb", &"ccc"[2] };
static uintptr_t number = (uintptr_t)&ints[1];
static void *through = (void *)(intptr_t)&object;
static int *from_later = later + 2;
static int (*row)[10] = &ints;
static const unsigned long distance = (char *)&((struct s *)0)->in.h - (char *)0;
static struct { int n; int (*f)(void); const char *s; } table[] = { { 1, function, "one" }, { 2, 0, "two" } };
int later[] = { 10, 20, 30 };

int main(void)
{
    CHECK(middle == &ints[5] && end - middle == 5 && back == middle && same == ints);
    CHECK(member == object.array + 2 && inner == &objects[2].in.h && bytes == (char *)(objects + 1) + 3);
    CHECK(pointer() == 42 && pointer2 == pointer && (*pointer2)() == 42);
    CHECK(text[0] == 'e' && texts[1][1] == 'b' && texts[2][0] == 'c' && texts[2][1] == 0);
    CHECK(number == (uintptr_t)ints + 4 && through == &object && *from_later == 30 && *row == ints);
    CHECK(distance == 20 && table[0].f() == 42 && table[1].f == 0 && table[1].s[2] == 'o');
    CHECK(first.next->next->value == 3 && first.next->next->next == 0 && self.next->next == &self);
    static int *local_static = &ints[3];
    static int local_target = 5, *local_pointer = &local_target;
    CHECK(local_static == ints + 3 && *local_pointer == 5);
    return 0;
}
