//! what: __thread and _Thread_local: initial values, zero, static locals, addresses in each thread (C11 6.2.4p4)
//! link: -pthread
#include "../check.h"
#include <pthread.h>

static __thread int initialized = 5;
static _Thread_local long zero;
__thread struct { char c; int array[10]; } large = { 'x', { 1, 2, 3 } };
static __thread char after = 'y';
_Thread_local static int *self = 0;
__thread char text[16] = "thread";

static int count(void)
{
    static __thread int calls = 100;
    return ++calls;
}
static int *address(void) { return &initialized; }

static void *run(void *main_address)
{
    int *failed = main_address;
    if (initialized != 5 || zero != 0 || large.array[2] != 3 || after != 'y' || text[0] != 't' || address() == failed || count() != 101)
        return "failed";
    initialized = 50;
    large.array[9] = 9;
    self = &initialized;
    for (int i = 0; i < 5; i++)
        count();
    return count() == 107 && *self == 50 ? 0 : "failed";
}

int main(void)
{
    initialized++;
    zero = 7;
    large.array[2] = 33;
    text[0] = 'T';
    CHECK(count() == 101 && count() == 102);
    pthread_t thread;
    for (int i = 0; i < 3; i++) {
        void *result = "none";
        CHECK(pthread_create(&thread, 0, run, address()) == 0 && pthread_join(thread, &result) == 0);
        CHECK(result == 0);
    }
    CHECK(initialized == 6 && zero == 7 && large.array[2] == 33 && large.array[9] == 0 && self == 0 && text[0] == 'T' && count() == 103);
    return 0;
}
