/* Starting other programs: by argument vector, never through a shell, so that no path can be taken for a command. */
#ifndef TOOLS_BASE_SPAWN_H
#define TOOLS_BASE_SPAWN_H
#include "common/base/error.h"
#include <sys/types.h>

#define SPAWN_NONE     (-1)
#define SPAWN_KEEP_MAX 8

struct spawn_request {
    const char *const *arguments;   /* ends in NULL; [0] is looked up in PATH              */
    const char *const *environment; /* ends in NULL; NULL: ours                             */
    int input;                      /* the child's standard input; SPAWN_NONE: /dev/null    */
    int output;                     /* its standard output; SPAWN_NONE: ours                */
    int errors;                     /* its standard error; 0: ours                          */
    int kept[SPAWN_KEEP_MAX];       /* descriptors that it inherits under the same number   */
    size_t kept_count;
    bool is_apart;                /* in a process group of its own: a terminal's keys do not reach it */
    enum error_code missing_code; /* the error if the program is not installed            */
};

/* It is killed when we end. ERR_HOST_START about the program, or missing_code. */
struct error spawn_start(const struct spawn_request *request, pid_t *pid);

/* Starts it, waits, and takes every end but exit status 0 for ERR_HOST_TOOL. */
struct error spawn_run(const struct spawn_request *request);

/* The same for a program that has nothing to say if all is well: what it says on standard error is passed on, and is
 * ERR_HOST_COMPLAINT if its exit status hides it. */
struct error spawn_run_silent(const struct spawn_request *request);

#endif
