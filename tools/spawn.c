/* posix_spawn with the few file actions that we need. */
#include "tools/spawn.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

static int add_descriptors(const struct spawn_request *request, posix_spawn_file_actions_t *actions)
{
    int failed = 0;
    if (request->input == SPAWN_NONE)
        failed |= posix_spawn_file_actions_addopen(actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    else
        failed |= posix_spawn_file_actions_adddup2(actions, request->input, STDIN_FILENO);
    if (request->output != SPAWN_NONE)
        failed |= posix_spawn_file_actions_adddup2(actions, request->output, STDOUT_FILENO);
    if (request->errors != 0)
        failed |= posix_spawn_file_actions_adddup2(actions, request->errors, STDERR_FILENO);
    /* POSIX: a dup2 onto itself clears the child's close-on-exec flag, which all of our descriptors have. */
    for (size_t i = 0; i < request->kept_count; i++)
        failed |= posix_spawn_file_actions_adddup2(actions, request->kept[i], request->kept[i]);
    return failed;
}

/* The child starts with no signal blocked and a broken pipe being deadly, whatever we do while we wait for it. */
static int add_attributes(const struct spawn_request *request, posix_spawnattr_t *attributes)
{
    sigset_t none, broken_pipe;
    sigemptyset(&none);
    sigemptyset(&broken_pipe);
    sigaddset(&broken_pipe, SIGPIPE);
    return posix_spawnattr_setsigmask(attributes, &none) | posix_spawnattr_setsigdefault(attributes, &broken_pipe) |
           posix_spawnattr_setpgroup(attributes, 0) |
           posix_spawnattr_setflags(attributes, (short)(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF |
                                                        (request->is_apart ? POSIX_SPAWN_SETPGROUP : 0)));
}

static int start(const struct spawn_request *request, pid_t *pid)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    if (posix_spawn_file_actions_init(&actions) != 0 || posix_spawnattr_init(&attributes) != 0)
        return ENOMEM;
    int failed = add_descriptors(request, &actions) | add_attributes(request, &attributes);
    char *const *environment = request->environment != NULL ? (char *const *)request->environment : environ;
    if (failed == 0)
        failed = posix_spawnp(pid, request->arguments[0], &actions, &attributes, (char *const *)request->arguments, environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return failed;
}

struct error spawn_start(const struct spawn_request *request, pid_t *pid)
{
    int failed = start(request, pid);
    if (failed == ENOENT || failed == EACCES)
        return error_about(request->missing_code, request->arguments[0], (u64)failed);
    return failed == 0 ? OK : error_about(ERR_HOST_TOOL, request->arguments[0], (u64)failed);
}

struct error spawn_run(const struct spawn_request *request)
{
    pid_t pid = 0;
    int status;
    TRY(spawn_start(request, &pid));
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return error_about(ERR_HOST_TOOL, request->arguments[0], (u64)errno);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return OK;
    /* As a shell says it: 128 and the number of the signal that ended it. */
    u64 said = WIFEXITED(status) ? (u64)WEXITSTATUS(status) : 128 + (u64)WTERMSIG(status);
    return error_about(ERR_HOST_TOOL, request->arguments[0], said);
}
