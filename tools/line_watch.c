/* Collects a line, then looks at it. */
#include "tools/line_watch.h"
#include <string.h>

static bool line_matches(const struct line_watch *watch)
{
    if (watch->start != NULL)
        return strncmp(watch->line, watch->start, strlen(watch->start)) == 0;
    return strstr(watch->line, watch->anywhere) != NULL;
}

bool line_watch_add(struct line_watch *watch, const char *data, size_t len)
{
    bool found = false;
    for (size_t i = 0; i < len; i++) {
        if (data[i] == '\n' || data[i] == '\r') {
            watch->line[watch->len] = '\0';
            found |= line_matches(watch);
            watch->len = 0;
        } else if (data[i] != '\0' && watch->len < sizeof(watch->line) - 1) {
            watch->line[watch->len++] = data[i];
        }
    }
    return found;
}
