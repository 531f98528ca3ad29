/* What the parts of `lintel test` share. */
#ifndef TOOLS_TEST_TEST_H
#define TOOLS_TEST_TEST_H
#include "tools/machine/boot_source.h"
#include "tools/machine/matrix.h"
#include "tools/machine/verdict.h"
#include "tools/test/test_options.h"
#include <stdio.h>
#include <sys/types.h>

/* Of one boot. Its worker fills in the verdict and the time, the rest is ours. */
struct test_boot {
    struct boot_plan plan;
    struct verdict verdict;
    u64 elapsed_ms;
    pid_t worker; /* 0: not started, or over */
    bool is_over;
    int serial_fd, screen_fd; /* unnamed files, while it runs                        */
    char *serial_end;         /* of a failed one, the end of what it said; or NULL   */
};

struct test {
    const struct test_options *options;
    const struct boot_source *source;
    struct test_boot *boots; /* in memory that the workers share */
    size_t boot_count, started_count, over_count, running_count;
    bool has_kvm;
    FILE *lines;        /* where people read */
    int interrupted_by; /* a signal, or 0 */
};

/* Boots everything, in workers. `each` is told of every boot once it is over, `waiting` now and then. */
struct test_listener {
    void (*boot_is_over)(struct test *test, struct test_boot *boot);
    void (*waiting)(const struct test *test);
};
struct error test_run(struct test *test, const struct test_listener *listener);

/* The worst of all, in this order: host error, fault, hang, refused, fail, pass. */
enum outcome test_worst(const struct test *test);
const char *outcome_word(enum outcome outcome);

/* Folders for failed boots. What an earlier run left there for this test's boots is removed first. */
struct error test_logs_prepare(const struct test *test);
struct error test_logs_keep(const struct test *test, struct test_boot *boot);

/* "ok bios-ahci 0.52 s" and the like; on a terminal with progress and colours, if nobody forbids them. */
void test_print_boot(const struct test *test, const struct test_boot *boot);
void test_print_progress(const struct test *test);
void test_print_summary(const struct test *test);

/* Whether one of the two is written there. */
bool test_reports_take_standard_output(const struct test_options *options);

/* The two reports, as far as they were asked for; checked before anything is booted, written at the end. */
struct error test_reports_check(const struct test_options *options);
struct error test_reports_write(const struct test *test);

/* The reports' text; tests/tool has tests of these two. */
void test_tap_write(const struct test *test, FILE *file);
void test_junit_write(const struct test *test, FILE *file);

#endif
