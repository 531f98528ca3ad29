/* One loop around poll: the serial line, the exit device, QEMU's events, our signals, the clock. */
#include "tools/machine/vm.h"
#include "tools/base/host_clock.h"
#include "tools/base/watched_signals.h"
#include "tools/machine/qemu.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define GRACE_MS 3000ull /* between asking QEMU to end and ending it; for the rest of a refusal */

/* What happens first counts. */
static bool decide(struct vm *vm, enum vm_how how)
{
    if (vm->end.how != VM_RUNS)
        return false;
    vm->end.how = how;
    return true;
}

/* Who interrupts what a machine said last, when all is over but that, does not wait for our verdict. */
static void interrupt(struct vm *vm, int signal_number)
{
    if (vm->pid == 0 && vm->output.bytes > 0)
        vm->end.how = VM_INTERRUPTED;
    if (decide(vm, VM_INTERRUPTED) || vm->end.how == VM_INTERRUPTED || vm->debugger_pid != 0)
        vm->end.signal = signal_number;
}

static void write_output(struct vm *vm)
{
    const int failed = outlet_write(&vm->output);
    if (failed == EPIPE)
        interrupt(vm, SIGPIPE);
    if (failed == 0 || failed == EPIPE)
        return;
    vm->end.how = VM_UNHEARD; /* whatever came before: nobody knows what was said */
    vm->end.failed = failed;
}

/* The first stages cannot end the machine: after what they say it stands still. Without a time limit somebody looks at it. */
static void expect_no_more(struct vm *vm)
{
    vm->end.was_refused = true;
    if (vm->deadline_ms != UINT64_MAX && vm->deadline_ms > host_now_ms() + GRACE_MS)
        vm->deadline_ms = host_now_ms() + GRACE_MS;
}

static void look_for_what_is_expected(struct vm *vm, const char *data, size_t len)
{
    expectation_look(vm->expectation, data, len);
    if (vm->ends_when_satisfied && expectation_missing(vm->expectation) == NULL)
        (void)decide(vm, VM_SATISFIED);
}

/* This and the next two are false at the end of their stream. */
static bool pass_serial(struct vm *vm)
{
    struct outlet *output = &vm->output;
    ssize_t len = read(vm->serial_fd, output->text, sizeof(output->text));
    if (len <= 0)
        return false;
    outlet_fill(output, (size_t)len);
    if (line_watch_add(&vm->serial, output->text, (size_t)len))
        expect_no_more(vm);
    if (vm->expectation != NULL)
        look_for_what_is_expected(vm, output->text, (size_t)len);
    return true;
}

static bool take_code(struct vm *vm)
{
    u8 code;
    if (recv(vm->exit_watch_fd, &code, 1, MSG_DONTWAIT) <= 0)
        return false;
    if (decide(vm, VM_REPORTED))
        vm->end.code = code;
    return true;
}

static bool take_events(struct vm *vm)
{
    char data[4096];
    ssize_t len = recv(vm->events_watch_fd, data, sizeof(data), MSG_DONTWAIT);
    if (len <= 0)
        return false;
    if (line_watch_add(&vm->resets, data, (size_t)len))
        (void)decide(vm, VM_RESET);
    if (line_watch_add(&vm->switches_off, data, (size_t)len))
        (void)decide(vm, VM_SWITCHED_OFF);
    if (line_watch_add(&vm->pauses, data, (size_t)len) && !vm->was_paused)
        (void)decide(vm, VM_PAUSED);
    return true;
}

static void reap(pid_t *pid, int *status)
{
    if (*pid != 0 && waitpid(*pid, status, WNOHANG) == *pid)
        *pid = 0;
}

/* What a terminal's keys send is the debugger's, while there is one. */
static bool is_ours(const struct vm *vm, u32 signal_number)
{
    return vm->debugger_pid == 0 || (signal_number != SIGINT && signal_number != SIGQUIT);
}

static void take_signal(struct vm *vm)
{
    struct signalfd_siginfo info;
    if (read(vm->signals_fd, &info, sizeof(info)) != sizeof(info))
        return;
    if (info.ssi_signo != SIGCHLD) {
        if (is_ours(vm, info.ssi_signo))
            interrupt(vm, (int)info.ssi_signo);
        return;
    }
    reap(&vm->pid, &vm->end.status);
    reap(&vm->debugger_pid, &vm->debugger_status);
}

static int poll_timeout(u64 deadline_ms)
{
    u64 now = host_now_ms();
    if (deadline_ms == UINT64_MAX)
        return -1;
    return deadline_ms <= now ? 0 : (int)min_u64(deadline_ms - now, 1000000);
}

/* False once nothing can come any more. */
typedef bool stream_take(struct vm *vm);

static void take_if_ready(struct vm *vm, const struct pollfd *polled, stream_take *take, int *fd)
{
    if (polled->revents != 0 && !take(vm)) {
        close(*fd);
        *fd = -1;
    }
}

/* One round. A code comes before the event of what the guest did after it: what was sent earlier is looked at first. */
static void wait_for_something(struct vm *vm)
{
    const bool is_behind = vm->output.bytes > 0;
    struct pollfd polled[] = {
        { .fd = vm->signals_fd, .events = POLLIN },
        { .fd = is_behind ? -1 : vm->serial_fd, .events = POLLIN },
        { .fd = vm->exit_watch_fd, .events = POLLIN },
        { .fd = vm->events_watch_fd, .events = POLLIN },
        { .fd = is_behind ? vm->output.fd : -1, .events = POLLOUT },
    };
    if (poll(polled, COUNT_OF(polled), poll_timeout(vm->deadline_ms)) < 0)
        return;
    take_if_ready(vm, &polled[1], pass_serial, &vm->serial_fd);
    take_if_ready(vm, &polled[2], take_code, &vm->exit_watch_fd);
    take_if_ready(vm, &polled[3], take_events, &vm->events_watch_fd);
    if (polled[4].revents != 0)
        write_output(vm);
    if (polled[0].revents != 0)
        take_signal(vm);
}

/* False: a signal ended it. Then what can be written without waiting is written all the same. */
static bool write_rest(struct vm *vm)
{
    while (vm->output.bytes > 0) {
        struct pollfd polled[] = { { .fd = vm->output.fd, .events = POLLOUT }, { .fd = vm->signals_fd, .events = POLLIN } };
        const int ready = poll(polled, COUNT_OF(polled), vm->end.signal != 0 ? 0 : -1);
        if (ready == 0)
            return false;
        if (ready > 0 && polled[1].revents != 0)
            take_signal(vm);
        if (ready > 0 && polled[0].revents != 0)
            write_output(vm);
    }
    return true;
}

/* What QEMU said last may still be under way when it is gone. */
static void drain(struct vm *vm)
{
    while (write_rest(vm) && vm->serial_fd >= 0 && pass_serial(vm))
        ;
    while (vm->exit_watch_fd >= 0 && take_code(vm))
        ;
    while (vm->events_watch_fd >= 0 && take_events(vm))
        ;
}

static void command(const struct vm *vm, const char *text)
{
    (void)!send(vm->events_watch_fd, text, strlen(text), MSG_NOSIGNAL | MSG_DONTWAIT);
}

/* QEMU opens the file by its descriptor, so no path needs JSON's quoting. */
static void take_picture(const struct vm *vm)
{
    char text[128];
    snprintf(text, sizeof(text),
             "{\"execute\": \"screendump\", \"arguments\": {\"filename\": \"/proc/self/fd/%d\", \"format\": \"png\"}}\n",
             vm->screen_fd);
    command(vm, "{\"execute\": \"stop\"}\n");
    command(vm, text);
}

/* Asked by its monitor, which does one thing after the other, QEMU ends without a word; if it does not answer it is killed. */
static void stop(struct vm *vm)
{
    if (vm->screen_fd >= 0)
        take_picture(vm);
    command(vm, "{\"execute\": \"quit\"}\n");
    vm->deadline_ms = host_now_ms() + GRACE_MS;
    while (vm->pid != 0 && host_now_ms() < vm->deadline_ms)
        wait_for_something(vm);
    if (vm->pid == 0)
        return;
    kill(vm->pid, SIGKILL);
    waitpid(vm->pid, NULL, 0);
    vm->pid = 0;
}

/* isa-debug-exit makes QEMU end with twice the code plus one; 1 is QEMU's own, for what goes wrong. */
static void take_code_of_status(struct vm *vm)
{
    const int status = WIFEXITED(vm->end.status) ? WEXITSTATUS(vm->end.status) : 0;
    if (status <= 1 || status % 2 == 0)
        return;
    vm->end.how = VM_REPORTED;
    vm->end.code = (u8)(status / 2);
}

void vm_watch(struct vm *vm)
{
    while (vm->pid != 0 && vm->end.how == VM_RUNS) {
        wait_for_something(vm);
        if (vm->pid != 0 && host_now_ms() >= vm->deadline_ms)
            (void)decide(vm, VM_TIMED_OUT);
    }
    if (vm->pid != 0 && vm->end.how == VM_PAUSED)
        return;
    if (vm->pid != 0)
        stop(vm);
    drain(vm);
    if (decide(vm, VM_EXITED))
        take_code_of_status(vm);
}

void vm_go_on(struct vm *vm)
{
    vm->was_paused = true; /* what pauses it from now on is the kernel's panic, which its debugger sees */
    vm->end.how = VM_RUNS;
    vm_watch(vm);
}

struct error vm_debug(struct vm *vm, const struct spawn_request *request)
{
    struct error error = spawn_start(request, &vm->debugger_pid);
    vm->deadline_ms = UINT64_MAX;
    while (vm->debugger_pid != 0 && vm->end.signal == 0)
        wait_for_something(vm);
    if (vm->debugger_pid != 0) {
        kill(vm->debugger_pid, SIGKILL);
        waitpid(vm->debugger_pid, NULL, 0);
        vm->debugger_pid = 0;
    }
    if (vm->pid != 0)
        stop(vm);
    drain(vm);
    return error;
}

static struct error host_failure(void)
{
    return error_about(ERR_HOST_START, QEMU_PROGRAM, (u64)errno);
}

static bool open_pair(int *watch_fd, int *fd)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return false;
    *watch_fd = ends[0];
    *fd = ends[1];
    return true;
}

struct error vm_open(struct vm *vm)
{
    vm->events_fd = vm->exit_fd = vm->events_watch_fd = vm->exit_watch_fd = vm->serial_fd = vm->signals_fd = -1;
    outlet_open(&vm->output);
    if (!open_pair(&vm->events_watch_fd, &vm->events_fd))
        return host_failure();
    if (vm->screen_fd >= 0 && !open_pair(&vm->exit_watch_fd, &vm->exit_fd))
        return host_failure();
    command(vm, "{\"execute\": \"qmp_capabilities\"}\n"); /* QEMU sends events only after it */
    return OK;
}

void vm_close(struct vm *vm)
{
    if (vm->pid > 0) {
        kill(vm->pid, SIGKILL);
        waitpid(vm->pid, NULL, 0);
        vm->pid = 0;
    }
    outlet_close(&vm->output);
    int *const fds[] = {
        &vm->events_fd, &vm->exit_fd, &vm->events_watch_fd, &vm->exit_watch_fd, &vm->serial_fd, &vm->signals_fd
    };
    for (size_t i = 0; i < COUNT_OF(fds); i++) {
        if (*fds[i] >= 0)
            close(*fds[i]);
        *fds[i] = -1;
    }
}

struct error vm_start(struct vm *vm, struct spawn_request *request)
{
    int serial[2];
    vm->signals_fd = watched_signals_open();
    signal(SIGPIPE, SIG_IGN);
    if (vm->signals_fd < 0 || pipe2(serial, O_CLOEXEC) != 0)
        return host_failure();
    request->output = serial[1];
    vm->serial_fd = serial[0];
    fcntl(serial[0], F_SETFL, O_NONBLOCK); /* draining ends when there is nothing, whoever still holds the other end */
    vm->deadline_ms = vm->timeout_seconds > 0 ? host_now_ms() + 1000ull * vm->timeout_seconds : UINT64_MAX;
    vm->serial = (struct line_watch) { .starts = { "error L10", "Lintel error L10" } }; /* of stage 2, of the boot sector */
    vm->resets = (struct line_watch) { .within = { "\"SHUTDOWN\"", "\"guest-reset\"" } };
    vm->switches_off = (struct line_watch) { .within = { "\"SHUTDOWN\"", "\"guest-shutdown\"" } };
    vm->pauses = (struct line_watch) { .within = { "\"GUEST_PANICKED\"", "\"pause\"" } };
    struct error error = spawn_start(request, &vm->pid);
    close(serial[1]); /* so that the pipe ends with QEMU */
    return error;
}
