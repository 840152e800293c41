//! what: a prototype in scope overrides a later old-style definition with the same parameter types (GNU C, Function Prototypes)
#include "../check.h"

struct buffer { int size; char data[4]; };

static void add(struct buffer *buffer, char c);
static int half(unsigned char x, short y);
static int narrow(int c, short b);
static int narrow_first(int);

static void add(buffer, c)
    struct buffer *buffer;
    char c;
{
    buffer->data[buffer->size++] = c;
}

static int half(x, y)
    unsigned char x;
    short y;
{
    return x / 2 + y;
}

/* 6.7.6.3p15: here the prototype has the promoted types. */
static int narrow(c, b)
    signed char c;
    short b;
{
    signed char around[3] = {1, 2, 3};
    around[1] = c;
    return around[0] + around[1] + around[2] + b;
}

static int narrow_first(c)
    unsigned char c;
{
    return c;
}

int main(void)
{
    struct buffer b = {0};
    add(&b, 'x');
    add(&b, 'y');
    CHECK(b.size == 2 && b.data[0] == 'x' && b.data[1] == 'y');
    CHECK(half(256 + 6, 4) == 7);
    CHECK(narrow(10, 1) == 15);
    CHECK(narrow(266, 0) == 14);
    CHECK(narrow_first(256 + 7) == 7);
    return 0;
}
