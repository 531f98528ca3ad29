/* gdb knows no unnamed files and no inherited sockets. */
#include "tools/gdb_folder.h"
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static bool name(char path[GDB_PATH_BYTES], const struct temporary *folder, const char *what)
{
    return snprintf(path, GDB_PATH_BYTES, "%s/%s", folder->path, what) < GDB_PATH_BYTES;
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
    *folder = (struct gdb_folder) { .socket_fd = -1 };
    TRY(temporary_folder_make("/tmp", &folder->folder));
    if (!name(folder->socket_path, &folder->folder, "socket") || !name(folder->commands_path, &folder->folder, "commands"))
        return error_about(ERR_HOST_WRITE, "TMPDIR", ENAMETOOLONG);
    return listen_at(folder->socket_path, &folder->socket_fd) ? OK : error_about(ERR_HOST_WRITE, "TMPDIR", (u64)errno);
}

void gdb_folder_close(struct gdb_folder *folder)
{
    if (folder->socket_fd >= 0)
        close(folder->socket_fd);
    temporary_remove(&folder->folder);
}
