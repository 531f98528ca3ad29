/* Work that takes long: a line on standard error, on a terminal, from half a second on; it is gone when the work is done. */
#ifndef TOOLS_BASE_PROGRESS_H
#define TOOLS_BASE_PROGRESS_H
#include "common/base/types.h"
#include <pthread.h>

struct progress {
    const char *name; /* what is worked on */
    int fd;           /* a file that grows to about `total_bytes`; -1: only the time is told */
    u64 total_bytes;

    /* progress.c's own. */
    u64 start_ms;
    bool runs, is_over;
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t ended;
};

/* `is_wanted` false: nothing is shown. One at a time. Between these two nothing is written to standard output. */
void progress_start(struct progress *progress, bool is_wanted);
void progress_stop(struct progress *progress);

/* Takes the line away, if one is there: somebody is about to write to standard error, which is locked for it (flockfile). */
void progress_make_way(void);

#endif
