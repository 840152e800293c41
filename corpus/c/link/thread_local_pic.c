//! what: thread-local objects in position-independent code (global and local dynamic models, TLS ABI)
//! flags: -fPIC
//! with: part_thread_local_pic.c
//! link: -pthread
#include "../check.h"
#include <pthread.h>

extern __thread int there;
static __thread int one = 1, two = 2;
__thread char text[8] = "tls";
int next(void), *address(void);

static int sum(int by)
{
    one += by;
    two += by;
    return one * two + there;
}
static void *run(void *p) { return (one == 1 && two == 2 && there == 7 && text[0] == 't' && address() != p) ? 0 : "wrong"; }

int main(void)
{
    CHECK(sum(0) == 9 && sum(1) == 13 && next() == 8 && sum(0) == 14 && text[2] == 's' && address() == &there);
    text[0] = 'x';
    pthread_t thread;
    void *result = "none";
    CHECK(pthread_create(&thread, 0, run, address()) == 0 && pthread_join(thread, &result) == 0 && result == 0);
    return 0;
}
