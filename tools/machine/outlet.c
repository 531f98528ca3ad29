/* A pipe that is ready takes PIPE_BUF bytes without waiting (pipe(7)); a file always does; a terminal may take less, and is not
 * ready when its user has stopped it. */
#include "tools/machine/outlet.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

void outlet_open(struct outlet *outlet)
{
    char path[32];
    if (!isatty(outlet->fd))
        return;
    snprintf(path, sizeof(path), "/proc/self/fd/%d", outlet->fd);
    const int own = open(path, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (own < 0)
        return;
    outlet->fd = own;
    outlet->is_own_fd = true;
}

void outlet_close(struct outlet *outlet)
{
    if (outlet->is_own_fd)
        close(outlet->fd);
    outlet->is_own_fd = false;
}

void outlet_fill(struct outlet *outlet, size_t bytes)
{
    outlet->start = 0;
    outlet->bytes = outlet->is_lost ? 0 : bytes;
}

int outlet_write(struct outlet *outlet)
{
    const ssize_t written = write(outlet->fd, outlet->text + outlet->start, outlet->bytes);
    if (written < 0 && (errno == EINTR || errno == EAGAIN))
        return 0;
    if (written < 0) {
        outlet->is_lost = true;
        outlet->bytes = 0;
        return errno;
    }
    outlet->start += (size_t)written;
    outlet->bytes -= (size_t)written;
    return 0;
}
