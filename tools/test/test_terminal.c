/* A line for each boot; on a terminal one more, rewritten, for those that run. */
#include "tools/base/terminal.h"
#include "tools/test/test.h"

#define RED   "\033[31m"
#define GREEN "\033[32m"
#define PLAIN "\033[m"

static bool is_lively(const struct test *test)
{
    return terminal_is_lively(fileno(test->lines));
}

/* Takes the line of those that run away. */
static void clear_line(const struct test *test)
{
    if (is_lively(test))
        fprintf(test->lines, TERMINAL_CLEAR_LINE);
}

static void print_word(const struct test *test, const char *word, const char *colour)
{
    if (is_lively(test))
        fprintf(test->lines, "%s%s%s", colour, word, PLAIN);
    else
        fprintf(test->lines, "%s", word);
}

void test_print_boot(const struct test *test, const struct test_boot *boot)
{
    const bool passed = boot->verdict.outcome == OUTCOME_PASS;
    if (passed && test->options->image.is_quiet)
        return;
    clear_line(test);
    print_word(test, passed ? "ok" : "not ok", passed ? GREEN : RED);
    fprintf(test->lines, " %s %llu.%02u s", boot->plan.name, (unsigned long long)(boot->elapsed_ms / 1000),
            (unsigned)(boot->elapsed_ms % 1000 / 10));
    if (!passed)
        fprintf(test->lines, " %s: %s", outcome_word(boot->verdict.outcome), boot->verdict.why);
    fprintf(test->lines, "\n");
    fflush(test->lines);
}

static const struct test_boot *first_running(const struct test *test)
{
    for (size_t i = 0; i < test->started_count; i++)
        if (!test->boots[i].is_over)
            return &test->boots[i];
    return NULL;
}

void test_print_progress(const struct test *test)
{
    const struct test_boot *running = first_running(test);
    if (!is_lively(test) || running == NULL || test->options->image.is_quiet)
        return;
    fprintf(test->lines, TERMINAL_CLEAR_LINE "%zu of %zu: %s", test->over_count + 1, test->boot_count, running->plan.name);
    if (test->running_count > 1)
        fprintf(test->lines, " and %zu more", test->running_count - 1);
    fflush(test->lines);
}

void test_print_summary(const struct test *test)
{
    size_t passed = 0;
    for (size_t i = 0; i < test->boot_count; i++)
        passed += test->boots[i].verdict.outcome == OUTCOME_PASS;
    if (test->options->image.is_quiet)
        return;
    clear_line(test);
    fprintf(test->lines, "%zu of %zu passed", passed, test->boot_count);
    if (passed < test->boot_count)
        fprintf(test->lines, "; serial logs and screens are in %s/", test->options->log_folder);
    fprintf(test->lines, "\n");
}
