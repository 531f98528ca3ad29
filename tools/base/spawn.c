/* fork and exec rather than posix_spawn, which cannot ask for a signal at our death: what we started shall not outlive us. */
#include "tools/base/spawn.h"
#include "tools/base/report.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* As `to`, and past exec. */
static bool hand_down(int fd, int to)
{
    return fd == to ? fcntl(fd, F_SETFD, 0) == 0 : dup2(fd, to) == to;
}

static bool arrange_descriptors(const struct spawn_request *request)
{
    const int input = request->input == SPAWN_NONE ? open("/dev/null", O_RDONLY | O_CLOEXEC) : request->input;
    bool is_done = input >= 0 && hand_down(input, STDIN_FILENO);
    if (request->output != SPAWN_NONE)
        is_done = is_done && hand_down(request->output, STDOUT_FILENO);
    if (request->errors != 0)
        is_done = is_done && hand_down(request->errors, STDERR_FILENO);
    for (size_t i = 0; i < request->kept_count; i++)
        is_done = is_done && hand_down(request->kept[i], request->kept[i]);
    return is_done;
}

/* It starts with no signal blocked and a broken pipe being deadly, whatever we do while we wait for it. */
static void arrange_signals(void)
{
    sigset_t none;
    sigemptyset(&none);
    signal(SIGPIPE, SIG_DFL);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

/* In the child. What fails goes as errno through `failed_fd`, which exec closes. */
static _Noreturn void become(const struct spawn_request *request, pid_t parent, int failed_fd)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(127);
    if (request->is_apart)
        setpgid(0, 0);
    arrange_signals();
    char *const *environment = request->environment != NULL ? (char *const *)request->environment : environ;
    if (arrange_descriptors(request))
        execvpe(request->arguments[0], (char *const *)request->arguments, environment); /* by our PATH */
    const int failed = errno;
    (void)!write(failed_fd, &failed, sizeof(failed));
    _exit(127);
}

/* 0, or an errno. */
static int start(const struct spawn_request *request, pid_t *pid)
{
    const pid_t us = getpid();
    int ends[2], failed = 0;
    if (pipe2(ends, O_CLOEXEC) != 0)
        return errno;
    *pid = fork();
    if (*pid == 0)
        become(request, us, ends[1]);
    if (*pid < 0)
        failed = errno;
    close(ends[1]);
    while (*pid > 0 && read(ends[0], &failed, sizeof(failed)) < 0 && errno == EINTR)
        ;
    close(ends[0]);
    if (failed != 0 && *pid > 0)
        waitpid(*pid, NULL, 0);
    return failed;
}

struct error spawn_start(const struct spawn_request *request, pid_t *pid)
{
    int failed = start(request, pid);
    if (failed != 0)
        *pid = 0;
    if (failed == ENOENT || failed == EACCES)
        return error_about(request->missing_code, request->arguments[0], (u64)failed);
    return failed == 0 ? OK : error_about(ERR_HOST_START, request->arguments[0], (u64)failed);
}

struct error spawn_run(const struct spawn_request *request)
{
    pid_t pid = 0;
    int status;
    TRY(spawn_start(request, &pid));
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return error_about(ERR_HOST_START, request->arguments[0], (u64)errno);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return OK;
    /* As a shell says it: 128 and the number of the signal that ended it. */
    u64 said = WIFEXITED(status) ? (u64)WEXITSTATUS(status) : 128 + (u64)WTERMSIG(status);
    return error_about(ERR_HOST_TOOL, request->arguments[0], said);
}

/* How much there is of it. Much more than a screenful helps nobody. */
static u64 pass_on(int errors_fd)
{
    char text[4096];
    const ssize_t len = pread(errors_fd, text, sizeof(text), 0);
    if (len <= 0)
        return 0;
    report_text((struct bytes) { (const u8 *)text, (size_t)len });
    return (u64)len;
}

struct error spawn_run_silent(const struct spawn_request *request)
{
    struct spawn_request silent = *request;
    silent.errors = memfd_create("errors", MFD_CLOEXEC);
    if (silent.errors < 0)
        return error_about(ERR_HOST_START, request->arguments[0], (u64)errno);
    const struct error error = spawn_run(&silent);
    const u64 said_bytes = pass_on(silent.errors);
    close(silent.errors);
    if (error.code == ERR_NONE && said_bytes > 0)
        return error_about(ERR_HOST_COMPLAINT, request->arguments[0], said_bytes);
    return error;
}
