/* A line for each boot; on a terminal one more, rewritten, for those that run. */
#include "tools/test.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CLEAR_LINE "\r\033[K"
#define RED        "\033[31m"
#define GREEN      "\033[32m"
#define PLAIN      "\033[m"

static bool is_terminal(void)
{
    const char *kind = getenv("TERM");
    return isatty(STDOUT_FILENO) != 0 && kind != NULL && strcmp(kind, "dumb") != 0;
}

/* https://no-color.org */
static bool has_colours(void)
{
    const char *forbidden = getenv("NO_COLOR");
    return is_terminal() && (forbidden == NULL || forbidden[0] == '\0');
}

static void print_word(const char *word, const char *colour)
{
    if (has_colours())
        printf("%s%s%s", colour, word, PLAIN);
    else
        printf("%s", word);
}

void test_print_boot(const struct test *test, const struct test_boot *boot)
{
    const bool passed = boot->verdict.outcome == OUTCOME_PASS;
    (void)test;
    if (is_terminal())
        printf(CLEAR_LINE);
    print_word(passed ? "ok" : "not ok", passed ? GREEN : RED);
    printf(" %s %llu.%02u s", boot->plan.name, (unsigned long long)(boot->elapsed_ms / 1000),
           (unsigned)(boot->elapsed_ms % 1000 / 10));
    if (!passed)
        printf(" %s: %s", outcome_word(boot->verdict.outcome), boot->verdict.why);
    printf("\n");
    fflush(stdout);
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
    if (!is_terminal() || running == NULL)
        return;
    printf(CLEAR_LINE "%zu of %zu: %s", test->over_count + 1, test->boot_count, running->plan.name);
    if (test->running_count > 1)
        printf(" and %zu more", test->running_count - 1);
    fflush(stdout);
}

void test_print_summary(const struct test *test)
{
    size_t passed = 0;
    for (size_t i = 0; i < test->boot_count; i++)
        passed += test->boots[i].verdict.outcome == OUTCOME_PASS;
    if (is_terminal())
        printf(CLEAR_LINE);
    printf("%zu of %zu passed", passed, test->boot_count);
    if (passed < test->boot_count)
        printf("; serial logs and screens are in %s/", test->options->log_folder);
    printf("\n");
}
