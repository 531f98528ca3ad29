/* A buffer and its followers. */
#include "common/log/log.h"
#include "common/base/string.h"

#define LOG_SINKS 4

/* The log's state is one of the few globals: an error must be able to speak from anywhere. */
static char log_buffer[LOG_BYTES];
static struct text log_kept = TEXT_OF(log_buffer);
static bool log_is_full;
static log_sink sinks[LOG_SINKS];
static size_t sink_count;
static unsigned log_level = LOG_LEVEL_INFO;

void log_start(void)
{
    log_kept.len = 0;
    log_is_full = false;
    sink_count = 0;
    log_level = LOG_LEVEL_INFO;
}

void log_set_level(unsigned level)
{
    log_level = level;
}

void log_open(log_sink sink)
{
    for (size_t i = 0; i < sink_count; i++)
        if (sinks[i] == sink)
            return;
    if (sink_count == LOG_SINKS)
        return;
    sinks[sink_count++] = sink;
    if (log_kept.len > 0)
        sink(log_kept.data, log_kept.len);
}

/* The beginning is worth more than the end: it says what everything else follows from. Whole lines only, and the last one tells
 * that more was said. */
static void keep(const struct text *line)
{
    static const char note[] = "...: the log is full; those that listened heard the rest\n";
    if (log_is_full)
        return;
    log_is_full = log_kept.len + line->len + sizeof(note) > sizeof(log_buffer);
    if (log_is_full)
        text_add_bytes(&log_kept, note, sizeof(note) - 1);
    else
        text_add_bytes(&log_kept, line->data, line->len);
}

static void log_line(const struct text *line)
{
    keep(line);
    for (size_t i = 0; i < sink_count; i++)
        sinks[i](line->data, line->len);
}

void log_write(unsigned level, const struct text_value *values)
{
    static const char *const prefixes[] = { "", "", "error: ", "warning: ", "", "  " };
    if (level > log_level)
        return;
    char buffer[LOG_LINE_BYTES] = "";
    struct text line = TEXT_OF(buffer);
    text_add(&line, "%s", prefixes[level]);
    text_add_values(&line, values);
    line.len = min_u64(line.len, sizeof(buffer) - 2);
    text_add_bytes(&line, "\n", 1);
    log_line(&line);
}

void log_failure(struct error error)
{
    char buffer[512] = "";
    struct text lines = TEXT_OF(buffer);
    error_sentence(error, &lines);
    text_add(&lines, "\nhint: %s\n", error_hint(error));
    log_line(&lines);
}

struct bytes log_text(void)
{
    return (struct bytes) { (const u8 *)log_kept.data, log_kept.len };
}
