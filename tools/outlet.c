/* A pipe that is ready takes PIPE_BUF bytes without waiting (pipe(7)); a file always does, and a terminal that its user has
 * stopped is not ready. */
#include "tools/outlet.h"
#include <errno.h>
#include <unistd.h>

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
