//! what: what a declaration in a block adds to a type is known in that block only (C11 6.2.7p4)
#include "../check.h"

extern int a[];
extern int (*p)[];
int f();
int g(int x[]);

#define SIZE_KNOWN(e) _Generic(&(e), int (*)[3]: 1, int (*)[4]: 2, default: 0)
/* A pointer to an array of unknown size takes pointers to arrays of any. */
#define IS_INCOMPLETE(e) _Generic(1 ? &(e) : (int (*)[7])0, int (*)[7]: 1, default: 0)

static int complete(void)
{
    extern int a[3];
    extern int (*p)[4];
    CHECK(sizeof a == 3 * sizeof(int) && sizeof *p == 4 * sizeof(int));
    {
        extern int a[];
        CHECK(sizeof a == 3 * sizeof(int)); /* the one around it is visible */
    }
    {
        int a = 1;
        CHECK(a == 1);
        {
            extern int a[]; /* it is not */
            CHECK(IS_INCOMPLETE(a));
        }
    }
    CHECK(sizeof a == 3 * sizeof(int) && SIZE_KNOWN(a) == 1);
    return 1;
}

static int incomplete(void)
{
    CHECK(IS_INCOMPLETE(a) && IS_INCOMPLETE(*p));
    int (*q)[4] = &*p;
    return q == p && a[2] == 3;
}

static int with_prototype(void)
{
    int f(long);
    return f(2); /* converted to long */
}

static int without_prototype(void) { return f(5L); }

static int only_here(void)
{
    extern int later[2];
    return sizeof later == 2 * sizeof(int) && later[1] == 6;
}

extern int later[];
static int not_there(void) { return IS_INCOMPLETE(later); }

int main(void)
{
    CHECK(complete() && incomplete() && complete());
    CHECK(with_prototype() == 4 && without_prototype() == 10);
    CHECK(only_here() && not_there());
    CHECK(g(a) == 1);
    return 0;
}

int a[3] = {1, 2, 3};
int later[2] = {5, 6};
static int four[4];
int (*p)[] = &four;
int f(long x) { return (int)(x * 2); }
int g(int x[]) { return x[0]; }
