/* The log: nothing is lost before a sink opens, and levels are kept. */
#include "common/log/log.h"
#include <criterion/criterion.h>
#include <string.h>

static char said[4096];

static void sink(const char *data, size_t len)
{
    strncat(said, data, len);
}

Test(log, replays_to_a_sink_that_opens_late)
{
    log_info("first %u", 1u);
    log_open(sink);
    log_info("second %s", "line");
    cr_assert_str_eq(said, "first 1\nsecond line\n");
}

Test(log, opens_a_sink_once)
{
    log_info("once");
    log_open(sink);
    log_open(sink);
    cr_assert_str_eq(said, "once\n");
}

Test(log, drops_what_is_above_the_level)
{
    log_open(sink);
    log_debug("dropped");
    log_set_level(LOG_LEVEL_WARNING);
    log_info("dropped");
    log_warning("kept");
    cr_assert_str_eq(said, "warning: kept\n");
}

Test(log, says_a_failure_at_any_level_with_number_value_and_hint)
{
    log_open(sink);
    log_set_level(LOG_LEVEL_OFF);
    log_failure(error_about(ERR_ELF_MACHINE, "/boot/kernel.elf", 40));
    cr_assert_str_eq(said, "error L303: /boot/kernel.elf is for another machine (e_machine 40, x86_64 is 62)\n"
                           "hint: compile and link for x86_64\n");
}

Test(log, ends_a_line_that_is_cut)
{
    char longer[400];
    memset(longer, 'x', sizeof(longer) - 1);
    longer[sizeof(longer) - 1] = '\0';
    log_open(sink);
    log_info("%s", (const char *)longer);
    cr_assert_eq(said[strlen(said) - 1], '\n');
    cr_assert_lt(strlen(said), 256);
}

Test(log, keeps_what_was_said_for_boot_info)
{
    log_info("kept");
    const struct bytes text = log_text();
    cr_assert_eq(text.len, 5);
    cr_assert_eq(memcmp(text.data, "kept\n", 5), 0);
}

static size_t heard_bytes;

static void listen(const char *data, size_t len)
{
    (void)data;
    heard_bytes += len;
}

Test(log, keeps_the_beginning_in_whole_lines_and_says_that_more_was_said)
{
    static const char note[] = "...: the log is full; those that listened heard the rest\n";
    const size_t note_bytes = sizeof(note) - 1, line_bytes = strlen("line 1000\n");
    log_open(listen);
    for (unsigned i = 1000; i < 2000; i++)
        log_info("line %u", i);
    log_info("x"); /* short enough for what room is left */
    cr_assert_eq(heard_bytes, 1000 * line_bytes + 2);

    const struct bytes text = log_text();
    const char *said_first = (const char *)text.data;
    const size_t lines = (text.len - note_bytes) / line_bytes;
    cr_assert_eq((text.len - note_bytes) % line_bytes, 0);
    cr_assert_eq(memcmp(said_first + text.len - note_bytes, note, note_bytes), 0);
    cr_assert_eq(memcmp(said_first, "line 1000\n", line_bytes), 0);
    cr_assert_eq(said_first[lines * line_bytes - 1], '\n');
    cr_assert_lt(text.len, 8192);
    cr_assert_geq(text.len + line_bytes, 8191);
}
