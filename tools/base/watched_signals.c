/* Blocked, and a descriptor for them. */
#include "tools/base/watched_signals.h"
#include "common/base/types.h"
#include <signal.h>
#include <sys/signalfd.h>

/* By whoever started us, as nohup does: then it is not for us either. */
static bool is_ignored(int number)
{
    struct sigaction action;
    return sigaction(number, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

int watched_signals_open(void)
{
    sigset_t watched;
    sigemptyset(&watched);
    const int numbers[] = { SIGCHLD, SIGINT, SIGTERM, SIGHUP, SIGQUIT };
    for (size_t i = 0; i < COUNT_OF(numbers); i++)
        if (!is_ignored(numbers[i]))
            sigaddset(&watched, numbers[i]);
    sigprocmask(SIG_BLOCK, &watched, NULL);
    return signalfd(-1, &watched, SFD_CLOEXEC);
}
