/* Preloaded: somebody else is at work. The command in PEACE_ENDS_BY runs once, at the event in PEACE_ENDS_AT:
 * `open` of a file without a name, which is when an image is begun; `memfd_create`, when all input was read once and is about to
 * be copied; a file's name, when it is about to be made in a folder. */
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static void end_peace(const char *event)
{
    const char *at = getenv("PEACE_ENDS_AT"), *command = getenv("PEACE_ENDS_BY");
    if (at == NULL || command == NULL || strcmp(at, event) != 0)
        return;
    unsetenv("PEACE_ENDS_AT");
    unsetenv("LD_PRELOAD");
    if (system(command) != 0)
        abort();
}

int open(const char *path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    unsigned mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, unsigned) : 0;
    va_end(rest);
    if ((flags & O_TMPFILE) == O_TMPFILE)
        end_peace("open");
    return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

int openat(int folder_fd, const char *path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    unsigned mode = (flags & O_CREAT) != 0 ? va_arg(rest, unsigned) : 0;
    va_end(rest);
    if ((flags & O_CREAT) != 0)
        end_peace(path);
    return (int)syscall(SYS_openat, folder_fd, path, flags, mode);
}

int memfd_create(const char *name, unsigned flags)
{
    end_peace("memfd_create");
    return (int)syscall(SYS_memfd_create, name, flags);
}
