/* A process that outlives us by a moment and puts in order what we left, whatever ended us: SIGKILL too. */
#ifndef TOOLS_BASE_CARETAKER_H
#define TOOLS_BASE_CARETAKER_H
#include "common/base/error.h"
#include <sys/types.h>

struct caretaker {
    pid_t pid; /* 0: there is none */
};

typedef void caretaker_task(const void *subject);

/* From here on `task` is done as soon as we have ended, unless the caretaker was dismissed. It sees our memory as it is now, or
 * as it is then if that is shared. ERR_HOST_START. */
struct error caretaker_start(caretaker_task *task, const void *subject, struct caretaker *caretaker);

/* Has the task done now. Nothing if there is no caretaker. */
void caretaker_call(struct caretaker *caretaker);

/* It goes, and nothing is done. */
void caretaker_dismiss(struct caretaker *caretaker);

#endif
