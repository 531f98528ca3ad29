/* A rename takes a folder to its name, and replaces none that holds something: then the two are exchanged. There are no folders
 * without a name, so what SIGKILL ends stays behind under a name that starts with ".lintel-". */
#include "tools/output_folder.h"
#include "tools/tool.h"
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <linux/fs.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define CHUNK_BYTES      (8 * MIB_BYTES)
#define OPEN_FOLDERS_MAX 8

static const int ending_signals[] = { SIGHUP, SIGINT, SIGQUIT, SIGTERM };

/* Which of them came; 0: none. */
static volatile sig_atomic_t ended_by;

static void note_end(int signal_number)
{
    ended_by = signal_number;
}

static void watch_signals(void)
{
    struct sigaction action = { .sa_handler = note_end };
    for (size_t i = 0; i < COUNT_OF(ending_signals); i++)
        sigaction(ending_signals[i], &action, NULL);
}

static mode_t allowed(mode_t mode)
{
    mode_t mask = umask(0);
    umask(mask);
    return mode & ~mask;
}

/* Beside `path`, whatever number of slashes that ends in. */
static struct error name_beside(const char *path, char name[OUTPUT_PATH_BYTES])
{
    size_t len = strlen(path);
    while (len > 1 && path[len - 1] == '/')
        len--;
    while (len > 0 && path[len - 1] != '/')
        len--;
    int wanted = snprintf(name, OUTPUT_PATH_BYTES, "%.*s.lintel-XXXXXX", (int)len, path);
    return wanted < OUTPUT_PATH_BYTES ? OK : error_about(ERR_HOST_WRITE, path, ENAMETOOLONG);
}

/* mkdtemp lets nobody else in. */
static struct error make(struct output_folder *folder, char name[OUTPUT_PATH_BYTES])
{
    watch_signals();
    if (mkdtemp(name) == NULL)
        return error_about(ERR_HOST_WRITE, folder->path, (u64)errno);
    memcpy(folder->filled, name, OUTPUT_PATH_BYTES);
    return OK;
}

struct error output_folder_open(const char *path, struct output_folder *folder)
{
    char name[OUTPUT_PATH_BYTES];
    *folder = (struct output_folder) { .path = path };
    TRY(name_beside(path, name));
    TRY(make(folder, name));
    if (chmod(folder->filled, allowed(0777)) != 0)
        return error_about(ERR_HOST_WRITE, path, (u64)errno);
    return OK;
}

struct error output_folder_open_private(struct output_folder *folder)
{
    const char *parent = getenv("TMPDIR");
    char name[OUTPUT_PATH_BYTES];
    *folder = (struct output_folder) { .path = "TMPDIR", .is_private = true };
    int wanted = snprintf(name, sizeof(name), "%s/lintel-pxe-XXXXXX", parent != NULL && parent[0] != '\0' ? parent : "/tmp");
    if (wanted >= (int)sizeof(name))
        return error_about(ERR_HOST_WRITE, folder->path, ENAMETOOLONG);
    return make(folder, name);
}

static bool make_folders(char *path, size_t root_len)
{
    for (char *slash = strchr(path + root_len + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        bool made = mkdir(path, 0777) == 0 || errno == EEXIST;
        *slash = '/';
        if (!made)
            return false;
    }
    return true;
}

/* False with errno; EINTR if a signal wants us to end. */
static bool copy(int from, int to, u64 bytes)
{
    for (off_t offset = 0; (u64)offset < bytes;) {
        ssize_t sent = sendfile(to, from, &offset, (size_t)min_u64(bytes - (u64)offset, CHUNK_BYTES));
        if (ended_by != 0)
            errno = EINTR;
        if (ended_by != 0 || (sent < 0 && errno != EINTR))
            return false;
        if (sent == 0)
            errno = EIO; /* it became shorter */
        if (sent == 0)
            return false;
    }
    return true;
}

static bool write_file(char *path, size_t root_len, int fd, u64 bytes, bool is_private)
{
    if (!make_folders(path, root_len))
        return false;
    int to = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (to < 0)
        return false;
    bool copied = copy(fd, to, bytes) && (is_private || fsync(to) == 0);
    int failed = errno;
    close(to);
    errno = failed;
    return copied;
}

struct error output_folder_add(struct output_folder *folder, const char *path, int fd, u64 bytes)
{
    char whole[OUTPUT_PATH_BYTES];
    int wanted = snprintf(whole, sizeof(whole), "%s%s", folder->filled, path);
    if (wanted >= (int)sizeof(whole))
        return error_about(ERR_HOST_WRITE, folder->path, ENAMETOOLONG);
    if (!write_file(whole, strlen(folder->filled), fd, bytes, folder->is_private))
        return error_about(ERR_HOST_WRITE, folder->path, (u64)errno);
    return OK;
}

static int remove_entry(const char *path, const struct stat *entry, int kind, struct FTW *place)
{
    (void)entry;
    (void)kind;
    (void)place;
    return remove(path);
}

static void remove_filled(struct output_folder *folder)
{
    if (folder->filled[0] != '\0')
        nftw(folder->filled, remove_entry, OPEN_FOLDERS_MAX, FTW_DEPTH | FTW_PHYS);
    folder->filled[0] = '\0';
}

/* Blocked first: a signal comes either before, and is known, or later, and waits for its reader. An output that nobody reads any
 * more is an error like others, too. */
struct error output_folder_hold(const struct output_folder *folder, int *fd)
{
    sigset_t ending;
    sigemptyset(&ending);
    for (size_t i = 0; i < COUNT_OF(ending_signals); i++)
        sigaddset(&ending, ending_signals[i]);
    sigprocmask(SIG_BLOCK, &ending, NULL);
    signal(SIGPIPE, SIG_IGN);
    if (ended_by != 0)
        return error_about(ERR_HOST_WRITE, folder->path, EINTR);
    *fd = open(folder->filled, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return *fd >= 0 ? OK : error_about(ERR_HOST_WRITE, folder->path, (u64)errno);
}

struct error output_folder_commit(struct output_folder *folder)
{
    if (ended_by != 0)
        return error_about(ERR_HOST_WRITE, folder->path, EINTR);
    if (rename(folder->filled, folder->path) == 0) {
        folder->filled[0] = '\0';
        return OK;
    }
    if (errno != ENOTEMPTY && errno != EEXIST)
        return error_about(ERR_HOST_WRITE, folder->path, (u64)errno);
    /* Not every libc has a function for it. */
    if (syscall(SYS_renameat2, AT_FDCWD, folder->filled, AT_FDCWD, folder->path, RENAME_EXCHANGE) != 0)
        return error_about(ERR_HOST_FOLDER_REPLACE, folder->path, (u64)errno);
    remove_filled(folder);
    return OK;
}

void output_folder_close(struct output_folder *folder)
{
    remove_filled(folder);
    if (ended_by != 0)
        (void)end_by_signal(ended_by);
}
