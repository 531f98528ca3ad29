/* The kernel itself wakes it, by the signal that it asks for at its parent's death: no pipe could be held open by somebody else.
 * In a process group of its own it is out of reach for a terminal's keys and for whoever ends a whole group. ADR 17 has the rest.
 */
#include "tools/base/caretaker.h"
#include <errno.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define CARETAKERS_MAX 4
#define WAKING_SIGNAL  SIGUSR1

static const int ending_signals[] = { SIGHUP, SIGINT, SIGQUIT, SIGTERM };

/* For the signal handler: whom to wake, and whose they are: a child between fork and exec has this memory too. */
static volatile pid_t caretakers[CARETAKERS_MAX];
static volatile pid_t owner;

/* So whoever ends us by one of these signals finds all in order when we have ended. */
static void tidy_up_and_end(int signal_number)
{
    for (size_t i = 0; i < CARETAKERS_MAX && owner == getpid(); i++) {
        if (caretakers[i] == 0)
            continue;
        kill(caretakers[i], WAKING_SIGNAL);
        waitpid(caretakers[i], NULL, 0);
    }
    raise(signal_number); /* the handler was reset when it was called */
}

/* What was ignored before us stays so: nohup. */
static void watch_signals(void)
{
    const struct sigaction action = { .sa_handler = tidy_up_and_end, .sa_flags = (int)SA_RESETHAND };
    for (size_t i = 0; i < COUNT_OF(ending_signals); i++) {
        struct sigaction before;
        if (sigaction(ending_signals[i], NULL, &before) == 0 && before.sa_handler == SIG_DFL)
            sigaction(ending_signals[i], &action, NULL);
    }
}

static void replace(pid_t old_pid, pid_t new_pid)
{
    for (size_t i = 0; i < CARETAKERS_MAX; i++) {
        if (caretakers[i] != old_pid)
            continue;
        caretakers[i] = new_pid;
        return;
    }
}

/* A fork of us inherits the list, but not those on it. */
static void own(pid_t us)
{
    for (size_t i = 0; i < CARETAKERS_MAX && owner != us; i++)
        caretakers[i] = 0;
    owner = us;
}

/* No signal is let in: this ends by itself, or is killed by us. */
static _Noreturn void take_care(pid_t parent, caretaker_task *task, const void *subject)
{
    sigset_t waking;
    int signal_number;
    sigemptyset(&waking);
    sigaddset(&waking, WAKING_SIGNAL);
    prctl(PR_SET_PDEATHSIG, WAKING_SIGNAL);
    if (getppid() == parent)
        sigwait(&waking, &signal_number);
    task(subject);
    _exit(0);
}

struct error caretaker_start(caretaker_task *task, const void *subject, struct caretaker *caretaker)
{
    const pid_t us = getpid();
    sigset_t all, before;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &before);
    const pid_t pid = fork();
    const int failed = pid < 0 ? errno : 0;
    if (pid == 0)
        take_care(us, task, subject);
    if (pid > 0)
        setpgid(pid, pid); /* not left to it: our group may be ended before it has run */
    caretaker->pid = pid > 0 ? pid : 0;
    own(us);
    replace(0, caretaker->pid);
    watch_signals();
    sigprocmask(SIG_SETMASK, &before, NULL);
    return failed == 0 ? OK : error_about(ERR_HOST_START, "a process that tidies up", (u64)failed);
}

/* Forgotten first: its number may be another's once it was waited for. */
static void end(struct caretaker *caretaker, int signal_number)
{
    if (caretaker->pid == 0)
        return;
    replace(caretaker->pid, 0);
    kill(caretaker->pid, signal_number);
    while (waitpid(caretaker->pid, NULL, 0) < 0 && errno == EINTR)
        ;
    caretaker->pid = 0;
}

void caretaker_call(struct caretaker *caretaker)
{
    end(caretaker, WAKING_SIGNAL);
}

void caretaker_dismiss(struct caretaker *caretaker)
{
    end(caretaker, SIGKILL);
}
