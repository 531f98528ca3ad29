/* Files are mapped, not read: what nobody looks at (debug sections) is never fetched, and a large ramdisk costs no memory. */
#include "tools/base/host_file.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

/* The kernel's clock for files may stand still for so long: of two changes within it the second leaves no trace in st_mtim. */
#define CLOCK_STEP_NS   12000000ll
#define CLOCK_STEPS_MAX 10 /* somebody who still writes then is noticed later */

/* For the signal handler. */
static struct host_file *mapped_files;
static void (*give_up_by_loss)(struct error);

static bool is_mapped_at(const struct host_file *file, u64 address)
{
    return address - (u64)(uintptr_t)file->data < file->bytes;
}

/* Raised by a load of ours, so in the midst of nothing: saying something is safe. */
static void find_loss(int signal_number, siginfo_t *info, void *context)
{
    (void)context;
    for (const struct host_file *file = mapped_files; file != NULL; file = file->next_mapped)
        if (is_mapped_at(file, (u64)(uintptr_t)info->si_addr))
            give_up_by_loss(error_about(ERR_HOST_FILE_CHANGED, file->path, file->bytes));
    signal(signal_number, SIG_DFL);
}

void host_file_watch_losses(void (*give_up)(struct error))
{
    const struct sigaction action = { .sa_sigaction = find_loss, .sa_flags = SA_SIGINFO };
    give_up_by_loss = give_up;
    sigaction(SIGBUS, &action, NULL);
}

static struct error map_content(struct host_file *file)
{
    file->bytes = (u64)file->opened.st_size;
    if (file->bytes == 0)
        return OK; /* mmap refuses an empty range, but an empty file is a file */
    void *data = mmap(NULL, file->bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_NORESERVE, file->fd, 0);
    if (data == MAP_FAILED)
        return error_about(ERR_HOST_OPEN, file->path, (u64)errno);
    file->data = data;
    file->next_mapped = mapped_files;
    mapped_files = file;
    return OK;
}

static void forget_mapping(const struct host_file *file)
{
    for (struct host_file **link = &mapped_files; *link != NULL; link = &(*link)->next_mapped) {
        if (*link != file)
            continue;
        *link = file->next_mapped;
        return;
    }
}

/* A clock that is ahead of ours is another machine's: we cannot wait for it. */
static bool is_young(const struct stat *status)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    const long long age_ns = (now.tv_sec - status->st_mtim.tv_sec) * 1000000000ll + (now.tv_nsec - status->st_mtim.tv_nsec);
    return age_ns >= 0 && age_ns < CLOCK_STEP_NS;
}

bool host_file_settle(int fd, struct stat *status)
{
    const struct timespec step = { .tv_nsec = CLOCK_STEP_NS };
    bool is_read = fstat(fd, status) == 0;
    for (unsigned i = 0; i < CLOCK_STEPS_MAX && is_read && is_young(status); i++) {
        nanosleep(&step, NULL);
        is_read = fstat(fd, status) == 0;
    }
    return is_read;
}

struct error host_file_open(const char *path, struct host_file *file)
{
    *file = (struct host_file) { .path = path, .fd = -1 };
    /* Without O_NONBLOCK a named pipe would make us wait for a writer before we can refuse it. */
    file->fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file->fd < 0 || !host_file_settle(file->fd, &file->opened))
        return error_about(ERR_HOST_OPEN, path, (u64)errno);
    if (!S_ISREG(file->opened.st_mode))
        return error_about(ERR_HOST_NOT_REGULAR, path, file->opened.st_mode);
    return map_content(file);
}

void host_file_close(struct host_file *file)
{
    forget_mapping(file);
    if (file->data != NULL)
        munmap(file->data, file->bytes);
    if (file->fd >= 0)
        close(file->fd);
    file->data = NULL;
    file->fd = -1;
}

struct bytes host_file_view(const struct host_file *file)
{
    return (struct bytes) { file->data, file->bytes };
}

bool host_file_is_same(const struct stat *left, const struct stat *right)
{
    return left->st_dev == right->st_dev && left->st_ino == right->st_ino && left->st_size == right->st_size &&
           left->st_mtim.tv_sec == right->st_mtim.tv_sec && left->st_mtim.tv_nsec == right->st_mtim.tv_nsec;
}

struct error host_file_check_unchanged(const struct host_file *file)
{
    struct stat now;
    if (fstat(file->fd, &now) != 0)
        return error_about(ERR_HOST_OPEN, file->path, (u64)errno);
    if (!host_file_is_same(&now, &file->opened))
        return error_about(ERR_HOST_FILE_CHANGED, file->path, file->bytes);
    return OK;
}

struct error descriptor_write(int fd, const char *name, u64 offset, struct bytes content)
{
    while (content.len > 0) {
        ssize_t written = pwrite(fd, content.data, content.len, (off_t)offset);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return error_about(ERR_HOST_WRITE, name, written < 0 ? (u64)errno : ENOSPC);
        offset += (u64)written;
        content = (struct bytes) { content.data + written, content.len - (size_t)written };
    }
    return OK;
}

struct error memory_file_make(const char *name, struct bytes content, int *fd)
{
    *fd = memfd_create(name, MFD_CLOEXEC);
    if (*fd < 0)
        return error_about(ERR_HOST_WRITE, name, (u64)errno);
    return descriptor_write(*fd, name, 0, content); /* pwrite leaves the position alone */
}
