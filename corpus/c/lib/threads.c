//! what: POSIX threads, mutexes and condition variables with library and program code (POSIX)
//! link: -pthread
#include "../check.h"
#include <pthread.h>

enum { threads = 4, rounds = 1000 };
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static long total;
static int done;

static void *work(void *argument)
{
    long id = (long)argument;
    for (int i = 0; i < rounds; i++) {
        pthread_mutex_lock(&mutex);
        total += id;
        pthread_mutex_unlock(&mutex);
    }
    pthread_mutex_lock(&mutex);
    done++;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&mutex);
    return (void *)(id * 2);
}

int main(void)
{
    pthread_t ids[threads];
    for (long i = 0; i < threads; i++)
        CHECK(pthread_create(&ids[i], 0, work, (void *)(i + 1)) == 0);
    pthread_mutex_lock(&mutex);
    while (done < threads)
        pthread_cond_wait(&changed, &mutex);
    pthread_mutex_unlock(&mutex);
    for (long i = 0; i < threads; i++) {
        void *result;
        CHECK(pthread_join(ids[i], &result) == 0 && (long)result == 2 * (i + 1));
    }
    CHECK(total == rounds * (1 + 2 + 3 + 4));
    return 0;
}
