/* Collects a line and looks at it. */
#include "tools/machine/line_watch.h"
#include <string.h>

static bool is_start(const struct line_watch *watch, const char *start)
{
    return start != NULL && watch->len == strlen(start) && memcmp(watch->line, start, watch->len) == 0;
}

static bool is_within(const struct line_watch *watch, const char *phrase)
{
    return phrase == NULL || strstr(watch->line, phrase) != NULL;
}

static bool end_line(struct line_watch *watch)
{
    watch->line[watch->len] = '\0';
    watch->len = 0;
    return watch->within[0] != NULL && is_within(watch, watch->within[0]) && is_within(watch, watch->within[1]);
}

static bool add_character(struct line_watch *watch, char character)
{
    if (character == '\0' || watch->len == sizeof(watch->line) - 1)
        return false;
    watch->line[watch->len++] = character;
    return is_start(watch, watch->starts[0]) || is_start(watch, watch->starts[1]);
}

bool line_watch_add(struct line_watch *watch, const char *data, size_t len)
{
    bool found = false;
    for (size_t i = 0; i < len; i++)
        found |= data[i] == '\n' || data[i] == '\r' ? end_line(watch) : add_character(watch, data[i]);
    return found;
}
