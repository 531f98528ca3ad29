/* Blocked, and a descriptor for them. */
#include "tools/watched_signals.h"
#include "common/base/types.h"
#include <signal.h>
#include <sys/signalfd.h>

int watched_signals_open(void)
{
    sigset_t watched;
    sigemptyset(&watched);
    const int numbers[] = { SIGCHLD, SIGINT, SIGTERM, SIGHUP, SIGQUIT };
    for (size_t i = 0; i < COUNT_OF(numbers); i++)
        sigaddset(&watched, numbers[i]);
    sigprocmask(SIG_BLOCK, &watched, NULL);
    return signalfd(-1, &watched, SFD_CLOEXEC);
}
