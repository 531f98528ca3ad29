/* A file system that cannot exchange two names, as NFS cannot. */
#include <errno.h>
#include <stdio.h>

int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags)
{
    (void)from_folder;
    (void)from;
    (void)to_folder;
    (void)to;
    (void)flags;
    errno = EINVAL;
    return -1;
}
