/* gdb knows no unnamed files and no inherited sockets. */
#include "tools/machine/gdb_folder.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/* gdb takes a socket's name with a colon in it for a host's, and a socket's path has 107 bytes at most. */
static void name(char path[GDB_PATH_BYTES], int folder_fd, const char *what)
{
    snprintf(path, GDB_PATH_BYTES, "/proc/%d/fd/%d/%s", (int)getpid(), folder_fd, what);
}

static bool listen_at(const char *path, int *socket_fd)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    memcpy(address.sun_path, path, strlen(path) + 1);
    *socket_fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    return *socket_fd >= 0 && bind(*socket_fd, (const struct sockaddr *)&address, sizeof(address)) == 0 &&
           listen(*socket_fd, 1) == 0;
}

struct error gdb_folder_open(struct gdb_folder *folder)
{
    *folder = (struct gdb_folder) { .folder_fd = -1, .socket_fd = -1 };
    TRY(temporary_folder_make("/tmp", &folder->folder));
    folder->folder_fd = open(folder->folder.path, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (folder->folder_fd < 0)
        return error_about(ERR_HOST_WRITE, "TMPDIR", (u64)errno);
    name(folder->socket_path, folder->folder_fd, "socket");
    name(folder->commands_path, folder->folder_fd, "commands");
    return listen_at(folder->socket_path, &folder->socket_fd) ? OK : error_about(ERR_HOST_WRITE, "TMPDIR", (u64)errno);
}

void gdb_folder_close(struct gdb_folder *folder)
{
    if (folder->socket_fd >= 0)
        close(folder->socket_fd);
    if (folder->folder_fd >= 0)
        close(folder->folder_fd);
    temporary_remove(&folder->folder);
}
