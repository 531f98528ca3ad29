/* Preloaded: not at home, but on another machine, ten years later. */
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

#define LATER_SECONDS (10 * 365 * 24 * 60 * 60l)

int clock_gettime(clockid_t clock, struct timespec *now)
{
    const int failed = (int)syscall(SYS_clock_gettime, clock, now);
    if (failed == 0 && clock == CLOCK_REALTIME)
        now->tv_sec += LATER_SECONDS;
    return failed;
}

time_t time(time_t *now)
{
    struct timespec precise;
    clock_gettime(CLOCK_REALTIME, &precise);
    if (now != NULL)
        *now = precise.tv_sec;
    return precise.tv_sec;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone)
{
    struct timespec precise;
    (void)zone;
    clock_gettime(CLOCK_REALTIME, &precise);
    *now = (struct timeval) { precise.tv_sec, precise.tv_nsec / 1000 };
    return 0;
}

int gethostname(char *name, size_t bytes)
{
    snprintf(name, bytes, "elsewhere");
    return 0;
}

int uname(struct utsname *system)
{
    const int failed = (int)syscall(SYS_uname, system);
    strcpy(system->nodename, "elsewhere");
    return failed;
}
