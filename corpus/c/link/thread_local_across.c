//! what: thread-local objects defined in another unit, and the models initial-exec and local-exec (TLS ABI)
//! with: part_thread_local_across.c
//! link: -pthread
#include "../check.h"
#include <pthread.h>

extern __thread int there;
extern __thread int there_hidden __attribute__((visibility("hidden")));
extern __thread long zero_there;
__thread int here = 4;
static __thread int local_exec __attribute__((tls_model("local-exec"))) = 6;
extern __thread int initial_exec __attribute__((tls_model("initial-exec")));
int *address_of_there(void), *address_of_here(void), sum_there(void);

static void *run(void *unused)
{
    (void)unused;
    return there == 3 && here == 4 && zero_there == 0 && initial_exec == 8 && local_exec == 6 && there_hidden == 5 && sum_there() == 3 + 4 + 5 + 8 ? 0 : "wrong";
}

int main(void)
{
    CHECK(there == 3 && here == 4 && zero_there == 0 && local_exec == 6 && initial_exec == 8 && there_hidden == 5);
    CHECK(address_of_there() == &there && address_of_here() == &here);
    there = 30;
    here = 40;
    zero_there = 1L << 40;
    initial_exec++;
    local_exec += 4;
    there_hidden *= 2;
    CHECK(sum_there() == 30 + 40 + 10 + 9 && local_exec == 10);
    pthread_t thread;
    void *result = "none";
    CHECK(pthread_create(&thread, 0, run, 0) == 0 && pthread_join(thread, &result) == 0 && result == 0);
    CHECK(there == 30 && zero_there == 1L << 40);
    return 0;
}
