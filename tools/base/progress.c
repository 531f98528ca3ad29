/* A thread of its own looks at the clock and the file: most of the work is done by other programs, or by one call. */
#include "tools/base/progress.h"
#include "common/base/checked.h"
#include "tools/base/host_clock.h"
#include "tools/base/terminal.h"
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define FIRST_MS 500
#define NEXT_MS  250

/* Whether the line is there; it goes with the lock of standard error. */
static bool is_line_there;

/* The file may be sparse, and grow in the middle: what it occupies counts. */
static u64 written_bytes(const struct progress *progress)
{
    struct stat file;
    return fstat(progress->fd, &file) == 0 ? min_u64((u64)file.st_blocks * 512, progress->total_bytes) : 0;
}

static void show(const struct progress *progress)
{
    const unsigned long long seconds = (host_now_ms() - progress->start_ms) / 1000;
    if (progress->fd >= 0 && progress->total_bytes >= MIB_BYTES)
        fprintf(stderr, TERMINAL_CLEAR_LINE "%.256s: %llu of %llu MiB, %llu s", progress->name,
                (unsigned long long)(written_bytes(progress) / MIB_BYTES),
                (unsigned long long)(progress->total_bytes / MIB_BYTES), seconds);
    else
        fprintf(stderr, TERMINAL_CLEAR_LINE "%.256s: %llu s", progress->name, seconds);
}

static struct timespec time_after_ms(u64 ms)
{
    struct timespec time;
    clock_gettime(CLOCK_REALTIME, &time);
    const u64 nanoseconds = (u64)time.tv_nsec + ms * 1000000;
    time.tv_sec += (time_t)(nanoseconds / 1000000000);
    time.tv_nsec = (long)(nanoseconds % 1000000000);
    return time;
}

/* With the mutex held; whether the work has ended by then. */
static bool wait_ms(struct progress *progress, u64 ms)
{
    const struct timespec until = time_after_ms(ms);
    int result = 0;
    while (!progress->is_over && result != ETIMEDOUT)
        result = pthread_cond_timedwait(&progress->ended, &progress->mutex, &until);
    return progress->is_over;
}

static void *watch(void *argument)
{
    struct progress *progress = argument;
    bool was_shown = false;
    pthread_mutex_lock(&progress->mutex);
    while (!wait_ms(progress, was_shown ? NEXT_MS : FIRST_MS)) {
        flockfile(stderr);
        show(progress);
        is_line_there = was_shown = true;
        funlockfile(stderr);
    }
    pthread_mutex_unlock(&progress->mutex);
    return NULL;
}

void progress_make_way(void)
{
    if (is_line_there)
        fputs(TERMINAL_CLEAR_LINE, stderr);
    is_line_there = false;
}

/* A signal is for whoever does the work. Without the thread there is no line, and nothing else is wrong. */
void progress_start(struct progress *progress, bool is_wanted)
{
    sigset_t all, before;
    progress->runs = progress->is_over = false;
    if (!is_wanted || !terminal_is_lively(STDERR_FILENO))
        return;
    progress->start_ms = host_now_ms();
    pthread_mutex_init(&progress->mutex, NULL);
    pthread_cond_init(&progress->ended, NULL);
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    progress->runs = pthread_create(&progress->thread, NULL, watch, progress) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

void progress_stop(struct progress *progress)
{
    if (!progress->runs)
        return;
    pthread_mutex_lock(&progress->mutex);
    progress->is_over = true;
    pthread_cond_signal(&progress->ended);
    pthread_mutex_unlock(&progress->mutex);
    pthread_join(progress->thread, NULL);
    progress->runs = false;
    progress_make_way();
}
