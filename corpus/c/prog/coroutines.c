//! what: protothreads by switch and __LINE__, a producer and a consumer over a ring buffer
#include "../check.h"

struct thread { int line, i; long sum; };
#define BEGIN(t) switch ((t)->line) { case 0:
#define WAIT(t, condition) do { (t)->line = __LINE__; case __LINE__: if (!(condition)) return 0; } while (0)
#define YIELD(t) do { (t)->line = __LINE__; return 0; case __LINE__:; } while (0)
#define END(t) } (t)->line = -1; return 1

static struct { unsigned head, tail; long items[4]; } ring;
static int full(void) { return ring.head - ring.tail == 4; }
static int empty(void) { return ring.head == ring.tail; }

static int producer(struct thread *t)
{
    BEGIN(t);
    for (t->i = 1; t->i <= 100; t->i++) {
        WAIT(t, !full());
        ring.items[ring.head++ % 4] = t->i * (long)t->i;
        if (t->i % 7 == 0)
            YIELD(t);
    }
    END(t);
}
static int consumer(struct thread *t)
{
    BEGIN(t);
    while (t->i < 100) {
        WAIT(t, !empty());
        t->sum += ring.items[ring.tail++ % 4];
        t->i++;
        if (t->i % 3 == 0)
            YIELD(t);
    }
    END(t);
}

int main(void)
{
    struct thread p = { 0 }, c = { 0 };
    int rounds = 0, p_done = 0, c_done = 0;
    while (!p_done || !c_done) {
        if (!p_done)
            p_done = producer(&p);
        if (!c_done)
            c_done = consumer(&c);
        CHECK(++rounds < 1000);
    }
    CHECK(c.sum == 338350 && p.line == -1 && rounds > 20);
    return 0;
}
