/* Text on its way to a reader who may be slow, or stop reading: it is written only when poll calls the descriptor ready, so that
 * whoever writes can wait for other things too. */
#ifndef TOOLS_OUTLET_H
#define TOOLS_OUTLET_H
#include "common/base/types.h"
#include <limits.h>

struct outlet {
    int fd;
    char text[PIPE_BUF];
    size_t start, bytes; /* of what is not yet written */
    bool is_lost;        /* an error: nothing is written any more */
};

/* All of it was written, and the first `bytes` of `text` are new. */
void outlet_fill(struct outlet *outlet, size_t bytes);

/* To a descriptor that is ready. 0, or an errno. */
int outlet_write(struct outlet *outlet);

#endif
