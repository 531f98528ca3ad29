/* A boot is a process of its own, which watches its QEMU as `lintel run` does and leaves its verdict in shared memory. So boots
 * disturb each other in nothing, and whoever ends a worker ends its machine. */
#include "tools/base/host_clock.h"
#include "tools/base/output_file.h"
#include "tools/base/watched_signals.h"
#include "tools/machine/machine.h"
#include "tools/test/test.h"
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#define WAITING_MS 250 /* how often somebody is told that we wait */

static void boot_it(const struct test *test, struct test_boot *boot)
{
    const struct test_options *options = test->options;
    struct expectation expectation = options->expectation;
    struct qemu_machine machine = {
        .image_fd = boot->plan.medium->is_network ? -1 : test->source->image.fd,
        .folder_fd = boot->plan.medium->is_network ? test->source->folder_fd : -1,
        .sector_bytes = test->source->image.sector_bytes,
        .medium = boot->plan.medium,
        .is_uefi = boot->plan.is_uefi,
        .is_headless = true,
        .has_kvm = test->has_kvm,
        .memory_bytes = boot->plan.memory_bytes,
        .cpu = boot->plan.cpu,
        .cpu_count = boot->plan.cpu_count,
    };
    struct vm vm = {
        .output.fd = boot->serial_fd,
        .screen_fd = boot->screen_fd,
        .timeout_seconds = options->timeout_seconds,
        .expectation = &expectation,
        .ends_when_satisfied = options->ends_when_satisfied,
    };
    const u64 start_ms = host_now_ms();
    machine_boot(&machine, &vm, SPAWN_NONE, &boot->verdict);
    boot->elapsed_ms = host_now_ms() - start_ms;
}

/* Of a worker that dies without a word. */
static void expect_the_worst(struct verdict *verdict)
{
    *verdict = (struct verdict) { .outcome = OUTCOME_HOST_ERROR, .why = "the process that watched this machine was ended" };
}

static struct error open_files(struct test_boot *boot)
{
    TRY(output_open_unnamed(&boot->serial_fd));
    return output_open_unnamed(&boot->screen_fd);
}

/* Signals are blocked in both of us: what comes before the worker reads them, it finds then. */
static struct error start(struct test *test, struct test_boot *boot)
{
    const pid_t parent = getpid();
    TRY(open_files(boot));
    expect_the_worst(&boot->verdict);
    const pid_t worker = fork();
    if (worker < 0)
        return error_about(ERR_HOST_START, "a worker", (u64)errno);
    if (worker == 0) {
        prctl(PR_SET_PDEATHSIG, SIGTERM);
        if (getppid() == parent)
            boot_it(test, boot);
        _exit(0);
    }
    boot->worker = worker; /* not above, where the worker would write to it too */
    test->started_count++;
    test->running_count++;
    return OK;
}

static struct error start_as_many_as_wanted(struct test *test)
{
    while (test->running_count < test->options->job_count && test->started_count < test->boot_count)
        TRY(start(test, &test->boots[test->started_count]));
    return OK;
}

static void collect(struct test *test, const struct test_listener *listener)
{
    for (size_t i = 0; i < test->started_count; i++) {
        struct test_boot *boot = &test->boots[i];
        if (boot->worker == 0 || waitpid(boot->worker, NULL, WNOHANG) != boot->worker)
            continue;
        boot->worker = 0;
        boot->is_over = true;
        test->running_count--;
        test->over_count++;
        if (test->interrupted_by == 0)
            listener->boot_is_over(test, boot);
        close(boot->serial_fd);
        close(boot->screen_fd);
    }
}

/* The workers end their machines, and then themselves. */
static void interrupt(struct test *test, int signal_number)
{
    if (test->interrupted_by == 0)
        test->interrupted_by = signal_number;
    for (size_t i = 0; i < test->started_count; i++)
        if (test->boots[i].worker != 0)
            kill(test->boots[i].worker, SIGTERM);
}

static void wait_for_something(struct test *test, int signals_fd, const struct test_listener *listener)
{
    struct signalfd_siginfo info;
    struct pollfd polled = { .fd = signals_fd, .events = POLLIN };
    if (poll(&polled, 1, WAITING_MS) > 0 && read(signals_fd, &info, sizeof(info)) == sizeof(info)) {
        if (info.ssi_signo == SIGCHLD)
            collect(test, listener);
        else
            interrupt(test, (int)info.ssi_signo);
    }
    if (test->interrupted_by == 0)
        listener->waiting(test);
}

struct error test_run(struct test *test, const struct test_listener *listener)
{
    struct error error = OK;
    int signals_fd = watched_signals_open();
    if (signals_fd < 0)
        return error_about(ERR_HOST_START, "a worker", (u64)errno);
    while (error.code == ERR_NONE && test->interrupted_by == 0 && test->over_count < test->boot_count) {
        error = start_as_many_as_wanted(test);
        if (error.code == ERR_NONE)
            wait_for_something(test, signals_fd, listener);
    }
    if (error.code != ERR_NONE)
        interrupt(test, SIGTERM);
    while (test->running_count > 0)
        wait_for_something(test, signals_fd, listener);
    close(signals_fd);
    return error;
}
