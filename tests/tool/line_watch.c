/* Phrases are found in streams however they are cut. */
#include "tools/machine/line_watch.h"
#include "tests/tool/support.h"
#include <string.h>

static bool add(struct line_watch *watch, const char *text)
{
    return line_watch_add(watch, text, strlen(text));
}

Test(line_watch, finds_the_start_of_a_line_that_comes_in_pieces)
{
    struct line_watch watch = { .starts = { "error L1" } };
    cr_assert_not(add(&watch, "hello\r\nerr"));
    cr_assert(add(&watch, "or L101: this CPU"));
    cr_assert_not(add(&watch, " is old\n"), "once is enough");
}

Test(line_watch, finds_each_of_two_starts_though_the_line_never_ends)
{
    struct line_watch watch = { .starts = { "error L10", "Lintel error L10" } };
    cr_assert(add(&watch, "\r\nLintel error L105"));
    watch.len = 0;
    cr_assert(add(&watch, "error L101"));
}

Test(line_watch, a_phrase_within_a_line_is_no_start)
{
    struct line_watch watch = { .starts = { "error L1" } };
    cr_assert_not(add(&watch, "no error L101\n error L101\nerror L201\n"));
}

Test(line_watch, finds_a_phrase_anywhere)
{
    struct line_watch watch = { .within = { "\"guest-reset\"" } };
    cr_assert_not(add(&watch, "{\"reason\": \"guest-shutdown\"}\n{\"reason\": \"guest-"));
    cr_assert(add(&watch, "reset\"}\r\n"));
}

Test(line_watch, a_line_that_never_ends_is_cut)
{
    struct line_watch watch = { .within = { "L101" } };
    cr_assert_not(add(&watch, "error L101"));
    for (int i = 0; i < 1000; i++)
        cr_assert_not(add(&watch, " and on"));
    cr_assert(add(&watch, "\n"));
    cr_assert_not(add(&watch, "next\n"));
}
