//! what: typedef names: scope, shadowing, use as member, label and parameter, array and function types (C11 6.7.8)
#include "../check.h"

typedef int T;
typedef T U, *PT, AT[3];
typedef struct node node;
struct node { node *next; T T; };
typedef T fn(T);
typedef int T;

static T twice(T x) { return 2 * x; }
static fn twice;
static int shadow(T x)
{
    T T = x;
    return T * 2;
}
static int parameter(int T) { return T + 1; }
static int unnamed_is_function(int(T)) { return 5; }
static T id(T x) { return x; }

int main(void)
{
    U u = 1;
    PT p = &u;
    AT a = { 1, 2, 3 };
    CHECK(*p == 1 && sizeof a == 12 && a[2] == 3);
    node n = { .next = 0, .T = 7 };
    CHECK(n.T == 7 && twice(n.T) == 14 && shadow(3) == 6 && parameter(4) == 5 && unnamed_is_function(id) == 5);
    {
        typedef char T;
        CHECK(sizeof(T) == 1);
        typedef struct { T c; } T2;
        CHECK(sizeof(T2) == 1);
    }
    CHECK(sizeof(T) == 4);
    goto T;
T:;
    const PT cp = &u;
    *cp = 5;
    CHECK(u == 5);
    for (T i = 0; i < 1; i++) {
        int T = i;
        CHECK(T == 0 && sizeof T == 4);
    }
    T T = 9, v = T;
    CHECK(v == 9);
    unsigned int typedef late;
    late w = 3;
    CHECK(w - 4 > 0);
    return 0;
}
