/* One loop around poll: the serial line, QEMU's events, our signals, the clock. */
#include "tools/vm.h"
#include "tools/line_watch.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define GRACE_MS 3000ull /* between asking QEMU to end and ending it; for the rest of a refusal */

/* The loop's state. */
struct watch {
    pid_t pid;
    int serial_fd, events_fd, signals_fd;
    u64 deadline_ms; /* UINT64_MAX: none */
    struct line_watch serial, events;
    bool is_over; /* QEMU has ended */
    struct vm_end *end;
};

static u64 now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (u64)now.tv_sec * 1000 + (u64)now.tv_nsec / 1000000;
}

static bool write_all(const char *data, size_t len)
{
    while (len > 0) {
        ssize_t written = write(STDOUT_FILENO, data, len);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        data += written;
        len -= (size_t)written;
    }
    return true;
}

static void interrupt(struct watch *watch, int signal_number)
{
    if (watch->end->how == VM_EXITED)
        *watch->end = (struct vm_end) { .how = VM_INTERRUPTED, .signal = signal_number };
}

/* The first stages cannot end the machine: after what they say it stands still. Without a time limit somebody looks at it. */
static void expect_no_more(struct watch *watch)
{
    watch->end->was_refused = true;
    if (watch->deadline_ms != UINT64_MAX && watch->deadline_ms > now_ms() + GRACE_MS)
        watch->deadline_ms = now_ms() + GRACE_MS;
}

/* False at the end of the stream. */
static bool pass_serial(struct watch *watch)
{
    char data[4096];
    ssize_t len = read(watch->serial_fd, data, sizeof(data));
    if (len <= 0)
        return false;
    if (line_watch_add(&watch->serial, data, (size_t)len))
        expect_no_more(watch);
    if (!write_all(data, (size_t)len))
        interrupt(watch, SIGPIPE);
    return true;
}

static bool take_events(struct watch *watch)
{
    char data[4096];
    ssize_t len = recv(watch->events_fd, data, sizeof(data), MSG_DONTWAIT);
    if (len <= 0)
        return false;
    watch->end->was_reset |= line_watch_add(&watch->events, data, (size_t)len);
    return true;
}

static void take_signal(struct watch *watch)
{
    struct signalfd_siginfo info;
    if (read(watch->signals_fd, &info, sizeof(info)) != sizeof(info))
        return;
    if (info.ssi_signo == SIGCHLD)
        watch->is_over = waitpid(watch->pid, &watch->end->status, WNOHANG) == watch->pid;
    else
        interrupt(watch, (int)info.ssi_signo);
}

static int poll_timeout(u64 deadline_ms)
{
    u64 now = now_ms();
    if (deadline_ms == UINT64_MAX)
        return -1;
    return deadline_ms <= now ? 0 : (int)min_u64(deadline_ms - now, 1000000);
}

/* One round; a stream that has ended is not polled any more. */
static void wait_for_something(struct watch *watch)
{
    struct pollfd polled[] = {
        { .fd = watch->signals_fd, .events = POLLIN },
        { .fd = watch->serial_fd, .events = POLLIN },
        { .fd = watch->events_fd, .events = POLLIN },
    };
    if (poll(polled, COUNT_OF(polled), poll_timeout(watch->deadline_ms)) < 0)
        return;
    if (polled[1].revents != 0 && !pass_serial(watch))
        watch->serial_fd = -1;
    if (polled[2].revents != 0 && !take_events(watch))
        watch->events_fd = -1;
    if (polled[0].revents != 0)
        take_signal(watch);
}

/* What QEMU said last may still be under way when it is gone. */
static void drain(struct watch *watch)
{
    while (watch->serial_fd >= 0 && pass_serial(watch))
        ;
    while (watch->events_fd >= 0 && take_events(watch))
        ;
}

/* Asked by its monitor, QEMU ends without a word; one that does not answer is killed. */
static void stop(struct watch *watch)
{
    static const char quit[] = "{\"execute\": \"quit\"}\n";
    (void)!send(watch->events_fd, quit, sizeof(quit) - 1, MSG_NOSIGNAL | MSG_DONTWAIT);
    watch->deadline_ms = now_ms() + GRACE_MS;
    while (!watch->is_over && now_ms() < watch->deadline_ms)
        wait_for_something(watch);
    if (watch->is_over)
        return;
    kill(watch->pid, SIGKILL);
    waitpid(watch->pid, NULL, 0);
}

static void watch_until_end(struct watch *watch)
{
    while (!watch->is_over && watch->end->how == VM_EXITED) {
        wait_for_something(watch);
        if (!watch->is_over && watch->end->how == VM_EXITED && now_ms() >= watch->deadline_ms)
            watch->end->how = VM_TIMED_OUT;
    }
    if (!watch->is_over)
        stop(watch);
    drain(watch);
}

static struct error host_failure(void)
{
    return error_about(ERR_HOST_TOOL, "starting QEMU", (u64)errno);
}

struct error vm_open(struct vm *vm)
{
    static const char greeting[] = "{\"execute\": \"qmp_capabilities\"}\n"; /* QEMU sends events only after it */
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return host_failure();
    vm->events_watch_fd = ends[0];
    vm->events_fd = ends[1];
    return send(ends[0], greeting, sizeof(greeting) - 1, MSG_NOSIGNAL) > 0 ? OK : host_failure();
}

void vm_close(struct vm *vm)
{
    if (vm->events_watch_fd >= 0)
        close(vm->events_watch_fd);
    if (vm->events_fd >= 0)
        close(vm->events_fd);
    vm->events_watch_fd = vm->events_fd = -1;
}

/* From here on signals are read, not delivered: none can end us and leave QEMU behind. */
static int open_signals(void)
{
    sigset_t watched;
    sigemptyset(&watched);
    const int numbers[] = { SIGCHLD, SIGINT, SIGTERM, SIGHUP, SIGQUIT };
    for (size_t i = 0; i < COUNT_OF(numbers); i++)
        sigaddset(&watched, numbers[i]);
    sigprocmask(SIG_BLOCK, &watched, NULL);
    signal(SIGPIPE, SIG_IGN);
    return signalfd(-1, &watched, SFD_CLOEXEC);
}

static struct error start(struct spawn_request *request, struct watch *watch)
{
    int serial[2];
    if (watch->signals_fd < 0 || pipe2(serial, O_CLOEXEC) != 0)
        return host_failure();
    request->output = serial[1];
    watch->serial_fd = serial[0];
    fcntl(serial[0], F_SETFL, O_NONBLOCK); /* draining ends when there is nothing, whoever still holds the other end */
    struct error error = spawn_start(request, &watch->pid);
    close(serial[1]); /* so that the pipe ends with QEMU */
    return error;
}

struct error vm_run(struct vm *vm, struct spawn_request *request, struct vm_end *end)
{
    struct watch watch = {
        .serial_fd = -1,
        .events_fd = vm->events_watch_fd,
        .signals_fd = open_signals(),
        .deadline_ms = vm->timeout_seconds > 0 ? now_ms() + 1000ull * vm->timeout_seconds : UINT64_MAX,
        .serial = { .starts = { "error L10", "Lintel error L10" } }, /* of stage 2, of the boot sector */
        .events = { .anywhere = "\"guest-reset\"" },
        .end = end,
    };
    *end = (struct vm_end) { .how = VM_EXITED };
    struct error error = start(request, &watch);
    int serial_fd = watch.serial_fd;
    if (error.code == ERR_NONE)
        watch_until_end(&watch);
    if (serial_fd >= 0)
        close(serial_fd);
    if (watch.signals_fd >= 0)
        close(watch.signals_fd);
    return error;
}
