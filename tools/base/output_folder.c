/* A rename takes a folder to its name, and replaces none that holds something: then the two are exchanged. */
#include "tools/base/output_folder.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

struct error output_folder_open(const char *path, struct output_folder *folder)
{
    *folder = (struct output_folder) { .path = path };
    TRY(temporary_claim(path, &folder->filled));
    return mkdir(folder->filled.path, 0777) == 0 ? OK : error_about(ERR_HOST_WRITE, path, (u64)errno);
}

struct error output_folder_open_private(struct output_folder *folder)
{
    *folder = (struct output_folder) { .path = "TMPDIR", .is_private = true };
    return temporary_folder_make("/tmp", &folder->filled);
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

struct error output_folder_create(const struct output_folder *folder, const char *path, u64 bytes, int *fd)
{
    char whole[OUTPUT_PATH_BYTES];
    *fd = -1;
    const int wanted = snprintf(whole, sizeof(whole), "%s%s", folder->filled.path, path);
    if (wanted >= (int)sizeof(whole))
        return error_about(ERR_HOST_WRITE, folder->path, ENAMETOOLONG);
    if (make_folders(whole, strlen(folder->filled.path)))
        *fd = open(whole, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (*fd < 0 || ftruncate(*fd, (off_t)bytes) != 0)
        return error_about(ERR_HOST_WRITE, folder->path, (u64)errno);
    return OK;
}

struct error output_folder_finish(const struct output_folder *folder, int fd)
{
    const bool is_synced = folder->is_private || fsync(fd) == 0;
    const int failed = errno;
    if (close(fd) != 0 && is_synced)
        return error_about(ERR_HOST_WRITE, folder->path, (u64)errno);
    return is_synced ? OK : error_about(ERR_HOST_WRITE, folder->path, (u64)failed);
}

struct error output_folder_hold(const struct output_folder *folder, int *fd)
{
    *fd = open(folder->filled.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return *fd >= 0 ? OK : error_about(ERR_HOST_WRITE, folder->path, (u64)errno);
}

/* Not every libc has a function for it. */
static struct error exchange(const struct output_folder *folder)
{
    if (syscall(SYS_renameat2, AT_FDCWD, folder->filled.path, AT_FDCWD, folder->path, RENAME_EXCHANGE) != 0)
        return error_about(ERR_HOST_FOLDER_REPLACE, folder->path, (u64)errno);
    return OK;
}

struct error output_folder_commit(struct output_folder *folder, const char **replaced)
{
    *replaced = NULL;
    if (rename(folder->filled.path, folder->path) == 0) {
        temporary_keep(&folder->filled);
        return OK;
    }
    if (errno != ENOTEMPTY && errno != EEXIST)
        return error_about(ERR_HOST_WRITE, folder->path, (u64)errno);
    TRY(exchange(folder));
    *replaced = folder->filled.path;
    return OK;
}

struct error output_folder_revert(struct output_folder *folder)
{
    return exchange(folder);
}

void output_folder_close(struct output_folder *folder)
{
    temporary_remove(&folder->filled);
}
