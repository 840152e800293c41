//! what: a flexible array member is as long as the elements that are named for it, also when the last of them store nothing (C11 6.7.2.1p18; GNU C initializes it)
struct key { const char *name; int (*call)(void); unsigned long mask; unsigned use; void *own; };
struct keys { void *next, *before; struct key key[]; };
static struct keys first = {0, 0, {{"a", 0, 1, 2, &first}, {"b"}, {/* end */}}};
static int one = 0x01010101;
static struct keys second = {&second, 0, {{.own = &second}, {}, {}}};
static int two = 0x02020202;
struct keys empty = {0, 0, {{}, {}}};
static struct keys ranges = {0, 0, {[1 ... 2] = {"r"}, [5] = {}}};
static int three[4] = {-1, -1, -1, -1};
struct tail { char letter; struct { int a, b, c; } pair[]; };
static struct tail elided = {'e', {1, 2, 3, 4}};
static char four[8] = {1, 2, 3, 4, 5, 6, 7, 8};
struct inner { long n; struct { long x; char text[24]; } part[]; };
static struct inner strings = {1, {{2, "xy"}, {3, ""}}};
static long five = -5;

static int all_zero(const void *from, const void *to)
{
    const volatile char *p = from;
    while (p < (const char *)to)
        if (*p++) return 0;
    return 1;
}

int main(void)
{
    if (first.key[1].name[0] != 'b' || !all_zero(&first.key[1].call, &first.key[3])) return 1;
    if (second.key[0].own != &second || !all_zero(&second.key[1], &second.key[3])) return 2;
    if (!all_zero(&empty, &empty.key[2])) return 3;
    if (ranges.key[2].name[0] != 'r' || !all_zero(&ranges.key[0], &ranges.key[1]) || !all_zero(&ranges.key[2].call, &ranges.key[6])) return 4;
    if (elided.pair[1].a != 4 || !all_zero(&elided.pair[1].b, &elided.pair[2])) return 5;
    if (strings.part[1].x != 3 || !all_zero(&strings.part[1].text, &strings.part[2])) return 6;
    /* What stands behind may be written to. */
    for (int i = 0; i < 3; i++) first.key[2].use = second.key[2].use = empty.key[1].use = ranges.key[5].use = 0xffffffff;
    if (one != 0x01010101 || two != 0x02020202 || five != -5) return 7;
    for (int i = 0; i < 4; i++)
        if (three[i] != -1) return 8;
    for (int i = 0; i < 8; i++)
        if (four[i] != i + 1) return 9;
    return 0;
}
