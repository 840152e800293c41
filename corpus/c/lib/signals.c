//! what: signal handlers, raise, sig_atomic_t, sigaction and sigsetjmp (C11 7.14, POSIX)
#include "../check.h"
#include <setjmp.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

static volatile sig_atomic_t seen;
static sigjmp_buf target;
static void handler(int number) { seen = number; }
static void jump(int number) { seen = number; siglongjmp(target, 1); }
static void informed(int number, siginfo_t *info, void *context)
{
    seen = number + (info->si_signo == number && context ? 100 : 0);
}

int main(void)
{
    CHECK(signal(SIGUSR1, handler) == SIG_DFL);
    CHECK(raise(SIGUSR1) == 0 && seen == SIGUSR1);
    CHECK(signal(SIGUSR1, SIG_IGN) == handler && raise(SIGUSR1) == 0);
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_sigaction = informed;
    action.sa_flags = SA_SIGINFO;
    sigemptyset(&action.sa_mask);
    CHECK(sigaction(SIGUSR2, &action, 0) == 0 && kill(getpid(), SIGUSR2) == 0 && seen == SIGUSR2 + 100);
    signal(SIGTERM, jump);
    if (sigsetjmp(target, 1) == 0) {
        raise(SIGTERM);
        return 1;
    }
    CHECK(seen == SIGTERM);
    return 0;
}
