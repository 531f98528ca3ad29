/* A file system that cannot exchange two names, as NFS cannot. Whoever else calls the kernel by number is told that it is too
 * old. */
#include <errno.h>
#include <sys/syscall.h>
#include <unistd.h>

long syscall(long number, ...)
{
    errno = number == SYS_renameat2 ? EINVAL : ENOSYS;
    return -1;
}
