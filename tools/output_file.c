/* O_TMPFILE makes a file without a name: whatever ends us, even SIGKILL, leaves nothing behind. Where the file system cannot do
 * that, the file has a temporary name, which is removed at the end and by the signals that end us. */
#include "tools/output_file.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const int ending_signals[] = { SIGHUP, SIGINT, SIGQUIT, SIGTERM };

/* For the signal handler: the name to remove, or NULL. */
static const char *volatile temporary_name;

static void remove_and_end(int signal_number)
{
    if (temporary_name != NULL)
        unlink(temporary_name);
    raise(signal_number); /* the handler was reset when it was called */
}

static void watch_signals(const char *name)
{
    struct sigaction action = { .sa_handler = remove_and_end, .sa_flags = (int)SA_RESETHAND };
    temporary_name = name;
    for (size_t i = 0; i < COUNT_OF(ending_signals); i++)
        sigaction(ending_signals[i], &action, NULL);
}

static void block_signals(sigset_t *before)
{
    sigset_t ending;
    sigemptyset(&ending);
    for (size_t i = 0; i < COUNT_OF(ending_signals); i++)
        sigaddset(&ending, ending_signals[i]);
    sigprocmask(SIG_BLOCK, &ending, before);
}

/* The folder of `path` with its slash, or "./". */
static struct error folder_of(const char *path, char folder[OUTPUT_PATH_BYTES])
{
    const char *slash = strrchr(path, '/');
    int len = slash != NULL ? (int)(slash - path + 1) : 0;
    int wanted = len > 0 ? snprintf(folder, OUTPUT_PATH_BYTES, "%.*s", len, path) : snprintf(folder, OUTPUT_PATH_BYTES, "./");
    return wanted < OUTPUT_PATH_BYTES ? OK : error_about(ERR_HOST_WRITE, path, ENAMETOOLONG);
}

static struct error temporary_path(const char *path, char name[OUTPUT_PATH_BYTES])
{
    static const char pattern[] = ".lintel-XXXXXX";
    TRY(folder_of(path, name));
    if (strlen(name) + sizeof(pattern) > OUTPUT_PATH_BYTES)
        return error_about(ERR_HOST_WRITE, path, ENAMETOOLONG);
    memcpy(name + strlen(name), pattern, sizeof(pattern));
    return OK;
}

static struct error check_replaceable(const char *path)
{
    struct stat existing;
    if (stat(path, &existing) == 0 && !S_ISREG(existing.st_mode))
        return error_about(ERR_HOST_NOT_REGULAR, path, existing.st_mode);
    return OK;
}

/* mkstemp lets nobody else read its files; ours shall be as open() would have made it. */
static void allow_as_umask_says(int fd)
{
    mode_t mask = umask(0);
    umask(mask);
    fchmod(fd, 0666 & ~mask);
}

static struct error open_named(struct output_file *output)
{
    TRY(temporary_path(output->path, output->named));
    sigset_t before;
    block_signals(&before);
    output->fd = mkostemp(output->named, O_CLOEXEC);
    int failed = output->fd < 0 ? errno : 0;
    if (failed == 0)
        watch_signals(output->named);
    else
        output->named[0] = '\0';
    sigprocmask(SIG_SETMASK, &before, NULL);
    if (failed != 0)
        return error_about(ERR_HOST_WRITE, output->path, (u64)failed);
    allow_as_umask_says(output->fd);
    return OK;
}

static struct error open_beside(const char *path, struct output_file *output)
{
    char folder[OUTPUT_PATH_BYTES];
    *output = (struct output_file) { .path = path, .fd = -1 };
    TRY(folder_of(path, folder));
    output->fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0666);
    if (output->fd >= 0)
        return OK;
    /* EISDIR is what a kernel says that does not know O_TMPFILE. */
    if (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL)
        return error_about(ERR_HOST_WRITE, path, (u64)errno);
    return open_named(output);
}

struct error output_open(const char *path, struct output_file *output)
{
    *output = (struct output_file) { .path = path, .fd = -1 };
    TRY(check_replaceable(path));
    return open_beside(path, output);
}

/* A link cannot replace a file and a rename needs a name to start from: so a name for an instant. */
static int link_temporary(struct output_file *output)
{
    char descriptor[32];
    snprintf(descriptor, sizeof(descriptor), "/proc/self/fd/%d", output->fd);
    for (unsigned attempt = 0; attempt < 100; attempt++) {
        struct error error = temporary_path(output->path, output->named);
        if (error.code != ERR_NONE)
            return (int)error.detail;
        snprintf(output->named + strlen(output->named) - 6, 7, "%06x", ((unsigned)getpid() * 128 + attempt) & 0xffffff);
        if (linkat(AT_FDCWD, descriptor, AT_FDCWD, output->named, AT_SYMLINK_FOLLOW) == 0)
            return 0;
        if (errno != EEXIST)
            break;
    }
    output->named[0] = '\0'; /* it is not ours to remove */
    return errno;
}

static int give_name(struct output_file *output)
{
    int failed = output->named[0] == '\0' ? link_temporary(output) : 0;
    if (failed != 0)
        return failed;
    if (rename(output->named, output->path) != 0)
        return errno;
    output->named[0] = '\0';
    temporary_name = NULL;
    return 0;
}

struct error output_commit(struct output_file *output)
{
    /* Some file systems report a full disk only now. */
    if (fsync(output->fd) != 0)
        return error_about(ERR_HOST_WRITE, output->path, (u64)errno);
    sigset_t before;
    block_signals(&before);
    int failed = give_name(output);
    if (failed != 0)
        output_close(output);
    sigprocmask(SIG_SETMASK, &before, NULL);
    return failed == 0 ? OK : error_about(ERR_HOST_WRITE, output->path, (u64)failed);
}

void output_close(struct output_file *output)
{
    if (output->named[0] != '\0')
        unlink(output->named);
    if (output->fd >= 0)
        close(output->fd);
    temporary_name = NULL;
    output->named[0] = '\0';
    output->fd = -1;
}

struct error output_open_unnamed(int *fd)
{
    const char *folder = getenv("TMPDIR");
    char path[OUTPUT_PATH_BYTES];
    struct output_file output;
    int wanted = snprintf(path, sizeof(path), "%s/", folder != NULL && folder[0] != '\0' ? folder : "/tmp");
    if (wanted >= (int)sizeof(path))
        return error_about(ERR_HOST_WRITE, "TMPDIR", ENAMETOOLONG);
    TRY(open_beside(path, &output));
    if (output.named[0] != '\0')
        unlink(output.named);
    temporary_name = NULL;
    *fd = output.fd;
    return OK;
}
