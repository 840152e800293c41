//! what: what cannot be reached refers to nothing: link-time assertions by undefined functions
//! unless: clang at -O0 it keeps the bodies of while (0)
#include "../check.h"

int undefined_function(void);
extern int undefined_object;

static inline int never_called(void)
{
    return undefined_function() + undefined_object;
}

static int choose(int x)
{
    if (0) undefined_function();
    if (sizeof(int) != 4) undefined_function();
    while (0) undefined_function();
    for (; 0;) undefined_function();
    switch (sizeof(int)) {
    case 4: x++; break;
    case 8: undefined_function(); break;
    default: undefined_function();
    }
    switch (1) {
    case 0: undefined_function();
        for (;;) {
        case 1: x++; break;
        }
    }
    (void)(1 ? 0 : undefined_function());
    1 ? (void)0 : (void)undefined_function();
    x += 0 && undefined_function();
    x += 1 || undefined_function();
    do {
        if (!(sizeof(long) == 8)) undefined_function();
    } while (0);
    goto past;
    undefined_function();
past:
    return x;
    undefined_function();
}

/* Loops that nothing leads into, and what follows them. */
static int loops(int x)
{
    if (0) {
        for (int i = 0; i < 8; i++) undefined_function();
        undefined_function();
    }
    if (x == 77) x++;
    else if (0) {
        while (x < 8) {
            if (undefined_object) continue;
            if (undefined_function()) break;
        }
    } else x += 2;
    if (0 && x) {
        do undefined_function(); while (x++ < 3);
        x += undefined_object;
        for (;;) {
            switch (undefined_function()) {
            case 1: while (x) undefined_function();
            }
        }
    }
    if (x == 1000) return 1;
    else goto past;
    for (;;) undefined_function();
past:
    return x;
    do { undefined_function(); } while (0);
    return undefined_object;
}

/* A jump into a dead loop makes all of it live, also above the label; a switch finds its cases in one. */
static int entered(int x)
{
    int turns = 0;
    if (x > 100) goto inside;
    if (0) {
        for (int i = 0; i < 3; i++) {
            turns += 10;
        inside:
            turns++;
            if (turns > 30) break;
            i = 0;
        }
        turns += 1000;
    }
    switch (x) {
        while (turns < 50) {
            turns += 7;
        case 5:
            turns += 2;
        }
    }
    return turns;
}

/* Labels make dead code live again. */
static int revived(int x)
{
    if (x) goto inside;
    while (0) {
    inside:
        x += 10;
        if (x < 15) continue;
        x += 100;
    }
    for (; 0; x += 1000)
    again:
        x++;
    if (x < 13) goto again;
    return x;
}

static inline int never_reached(void) { return undefined_function() + undefined_object; }

/* Labels that only dead code jumps to, or nothing; loops and switches that nobody leaves. */
static int unreached_labels(int x)
{
    if (0) {
    in:
        never_reached();
    }
    if (0) goto in;
    switch (x) {
    case 1: return 7;
    default: goto out;
    }
    undefined_function();
ring:
    x += undefined_object;
    if (undefined_function()) goto turn;
    x += undefined_function() ? undefined_object : 1;
turn:
    while (undefined_function()) {
    within:
        x++;
    }
    if (x < 5) goto ring;
    goto within;
out:
    for (;;) {
        if (x++ > 8) return x;
    }
    undefined_function();
}

static int never_tested(int x)
{
    do {
        if (x > 2) return x;
        return 2;
    } while (undefined_function());
    return undefined_object;
}

static int leaves_no_loop(int x)
{
    while (1) {
        if (x > 100) return x;
        x += x;
    }
    return undefined_function();
}

/* Reached from below, through a value that comes from two sides of which one is dead. */
static int reached_from_below(int x)
{
    goto test;
    if (0) {
    body:
        x = (x & 1 ? x * 3 : x / 2) + (x > 50 && x < 60);
    }
test:
    if (x != 1 && x < 1000) goto body;
    return x;
}

int main(void)
{
    CHECK(unreached_labels(1) == 7 && unreached_labels(3) == 10);
    CHECK(never_tested(1) == 2 && never_tested(8) == 8 && leaves_no_loop(3) == 192);
    CHECK(reached_from_below(8) == 1);
    CHECK(choose(1) == 4);
    CHECK(loops(3) == 5 && loops(77) == 78);
    CHECK(entered(1) == 0 && entered(101) == 1034 && entered(5) == 56);
    CHECK(revived(1) == 1012);
    CHECK(revived(6) == 116);
    return 0;
}
