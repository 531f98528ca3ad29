/* Preloaded: the disk is full once. Of the calls below, which all want space or a place in a folder, the one with the number
 * NO_SPACE_AT fails; so does a write to a memory file, since memory ends as well. */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static bool is_full(void)
{
    static atomic_long count; /* threads write, too */
    const char *at = getenv("NO_SPACE_AT");
    if (at == NULL || atomic_fetch_add(&count, 1) + 1 != atol(at))
        return false;
    errno = ENOSPC;
    return true;
}

static bool makes_file(int flags)
{
    return (flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE;
}

int open(const char *path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    unsigned mode = makes_file(flags) ? va_arg(rest, unsigned) : 0;
    va_end(rest);
    if (makes_file(flags) && is_full())
        return -1;
    return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

int openat(int folder, const char *path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    unsigned mode = makes_file(flags) ? va_arg(rest, unsigned) : 0;
    va_end(rest);
    if (makes_file(flags) && is_full())
        return -1;
    return (int)syscall(SYS_openat, folder, path, flags, mode);
}

ssize_t write(int fd, const void *data, size_t bytes)
{
    return fd > STDERR_FILENO && is_full() ? -1 : syscall(SYS_write, fd, data, bytes);
}

ssize_t pwrite(int fd, const void *data, size_t bytes, off_t offset)
{
    return is_full() ? -1 : syscall(SYS_pwrite64, fd, data, bytes, offset);
}

ssize_t sendfile(int to, int from, off_t *offset, size_t bytes)
{
    return is_full() ? -1 : syscall(SYS_sendfile, to, from, offset, bytes);
}

int memfd_create(const char *name, unsigned flags)
{
    return is_full() ? -1 : (int)syscall(SYS_memfd_create, name, flags);
}

int ftruncate(int fd, off_t bytes)
{
    return is_full() ? -1 : (int)syscall(SYS_ftruncate, fd, bytes);
}

int fsync(int fd)
{
    return is_full() ? -1 : (int)syscall(SYS_fsync, fd);
}

int mkdir(const char *path, mode_t mode)
{
    return is_full() ? -1 : (int)syscall(SYS_mkdir, path, mode);
}

int linkat(int from_folder, const char *from, int to_folder, const char *to, int flags)
{
    return is_full() ? -1 : (int)syscall(SYS_linkat, from_folder, from, to_folder, to, flags);
}

int rename(const char *from, const char *to)
{
    return is_full() ? -1 : (int)syscall(SYS_rename, from, to);
}

/* What programs call that were built for large files. */
int open64(const char *path, int flags, ...) __attribute__((alias("open")));
ssize_t pwrite64(int fd, const void *data, size_t bytes, off_t offset) __attribute__((alias("pwrite")));
int ftruncate64(int fd, off_t bytes) __attribute__((alias("ftruncate")));
