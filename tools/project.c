/* All files or none. No file is ever written over: whoever puts one there meanwhile keeps it. An empty folder is filled, not
 * replaced, since it may be a shell's current one: so a caretaker takes out what is in it if we are ended. */
#include "tools/project.h"
#include "tools/base/caretaker.h"
#include "tools/base/host_file.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

extern const u8 project_main[], project_console[], project_linker_script[], project_makefile[], project_test[];
extern const u64 project_main_bytes, project_console_bytes, project_linker_script_bytes, project_makefile_bytes,
    project_test_bytes;

static const struct project_file {
    const char *name;
    const u8 *data;
    const u64 *bytes;
    mode_t mode; /* before the umask */
} files[] = {
    { "main.c", project_main, &project_main_bytes, 0666 },
    { "console.h", project_console, &project_console_bytes, 0666 },
    { "kernel.ld", project_linker_script, &project_linker_script_bytes, 0666 },
    { "Makefile", project_makefile, &project_makefile_bytes, 0666 },
    { "test.sh", project_test, &project_test_bytes, 0777 },
};

/* Shared with the caretaker. What it counts is about to be made, or is there: no moment lies between. */
struct project_folder {
    const char *path;
    int fd;
    volatile bool is_made;
    volatile size_t written_count;
    volatile ino_t inodes[COUNT_OF(files)]; /* 0: not known yet */
};

/* The entries but . and .. ; an unreadable folder has none that we could see. */
static u64 count_entries(int folder_fd)
{
    u64 count = 0;
    int fd = openat(folder_fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *folder = fd >= 0 ? fdopendir(fd) : NULL;
    while (folder != NULL && readdir(folder) != NULL)
        count++;
    if (folder != NULL)
        closedir(folder);
    return count > 2 ? count - 2 : 0;
}

static struct error folder_open(struct project_folder *folder)
{
    folder->is_made = access(folder->path, F_OK) != 0;
    if (mkdir(folder->path, 0777) != 0) {
        folder->is_made = false;
        if (errno != EEXIST)
            return error_about(ERR_HOST_WRITE, folder->path, (u64)errno);
    }
    folder->fd = open(folder->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder->fd < 0)
        return error_about(ERR_HOST_WRITE, folder->path, (u64)errno);
    const u64 entry_count = count_entries(folder->fd);
    return entry_count == 0 ? OK : error_about(ERR_HOST_NOT_EMPTY, folder->path, entry_count);
}

static struct error write_file(struct project_folder *folder, const struct project_file *file)
{
    struct stat made;
    folder->written_count++;
    int fd = openat(folder->fd, file->name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, file->mode);
    if (fd < 0) {
        folder->written_count--;
        return error_about(ERR_HOST_WRITE, file->name, (u64)errno);
    }
    if (fstat(fd, &made) == 0)
        folder->inodes[file - files] = made.st_ino;
    struct error error = descriptor_write(fd, file->name, 0, (struct bytes) { file->data, *file->bytes });
    if (close(fd) != 0 && error.code == ERR_NONE)
        error = error_about(ERR_HOST_WRITE, file->name, (u64)errno);
    return error;
}

static struct error fill(struct project_folder *folder)
{
    TRY(folder_open(folder));
    for (size_t i = 0; i < COUNT_OF(files); i++)
        TRY(write_file(folder, &files[i]));
    return OK;
}

/* What somebody else has put there is not. Of a file whose number we had no time to learn nothing was written. */
static bool is_ours(const struct project_folder *folder, int fd, size_t i)
{
    struct stat found;
    if (fstatat(fd, files[i].name, &found, AT_SYMLINK_NOFOLLOW) != 0)
        return false;
    return folder->inodes[i] != 0 ? found.st_ino == folder->inodes[i] : S_ISREG(found.st_mode) && found.st_size == 0;
}

static void undo(const void *project_folder)
{
    const struct project_folder *folder = project_folder;
    const int fd = open(folder->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    for (size_t i = 0; i < folder->written_count; i++)
        if (is_ours(folder, fd, i))
            (void)unlinkat(fd, files[i].name, 0);
    if (folder->is_made)
        (void)rmdir(folder->path);
}

static struct error write_with_care(struct project_folder *folder)
{
    struct caretaker caretaker;
    TRY(caretaker_start(undo, folder, &caretaker));
    struct error error = fill(folder);
    if (error.code == ERR_NONE)
        caretaker_dismiss(&caretaker);
    else
        caretaker_call(&caretaker);
    if (folder->fd >= 0)
        close(folder->fd);
    return error;
}

struct error project_write(const char *folder_path)
{
    struct project_folder *folder = mmap(NULL, sizeof(*folder), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (folder == MAP_FAILED)
        return error_about(ERR_HOST_WRITE, folder_path, (u64)errno);
    *folder = (struct project_folder) { .path = folder_path, .fd = -1 };
    struct error error = write_with_care(folder);
    munmap(folder, sizeof(*folder));
    return error;
}
