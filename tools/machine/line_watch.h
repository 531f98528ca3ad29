/* Looks for a phrase in the lines of a stream that comes in pieces. */
#ifndef TOOLS_MACHINE_LINE_WATCH_H
#define TOOLS_MACHINE_LINE_WATCH_H
#include "common/base/types.h"

struct line_watch {
    const char *starts[2]; /* what a line is to start with, or NULL; it need not have ended */
    const char *within[2]; /* what a line that has ended is to contain, both, or NULL       */
    char line[512];        /* the current one; its excess is dropped                        */
    size_t len;
};

/* True if one of the lines that come or end here has a phrase. */
bool line_watch_add(struct line_watch *watch, const char *data, size_t len);

#endif
