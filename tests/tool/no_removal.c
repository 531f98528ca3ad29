/* A folder that somebody else made, in one of ours: we may rename what is around it, and remove nothing in it. */
#include <errno.h>
#include <stdio.h>

int remove(const char *path)
{
    (void)path;
    errno = EACCES;
    return -1;
}
