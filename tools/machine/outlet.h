/* Text on its way to a reader who may be slow, or stop reading: it is written only when poll calls the descriptor ready, so that
 * whoever writes can wait for other things too. */
#ifndef TOOLS_MACHINE_OUTLET_H
#define TOOLS_MACHINE_OUTLET_H
#include "common/base/types.h"
#include <limits.h>

struct outlet {
    int fd;
    bool is_own_fd; /* outlet_open made it */
    char text[PIPE_BUF];
    size_t start, bytes; /* of what is not yet written */
    bool is_lost;        /* an error: nothing is written any more */
};

/* Before anything is written: a terminal is ready when it has room for less than a whole write, which then waits. So it is opened
 * again, not to wait; whoever else has `fd` does not notice. */
void outlet_open(struct outlet *outlet);
void outlet_close(struct outlet *outlet);

/* All of it was written, and the first `bytes` of `text` are new. */
void outlet_fill(struct outlet *outlet, size_t bytes);

/* To a descriptor that is ready. 0, or an errno. */
int outlet_write(struct outlet *outlet);

#endif
