/* gdb knows no unnamed files and no inherited sockets. */
#include "tools/gdb_folder.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static bool is_made(char path[GDB_PATH_BYTES], const char *folder, const char *name)
{
    return snprintf(path, GDB_PATH_BYTES, "%s/%s", folder, name) < GDB_PATH_BYTES;
}

static bool name_all(struct gdb_folder *folder)
{
    const char *temporary = getenv("TMPDIR");
    const char *parent = temporary != NULL && temporary[0] != '\0' ? temporary : "/tmp";
    return is_made(folder->path, parent, "lintel-gdb-XXXXXX") && strlen(folder->path) + sizeof("/commands") <= GDB_PATH_BYTES;
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
    if (!name_all(folder)) {
        folder->path[0] = '\0';
        return error_about(ERR_HOST_WRITE, "TMPDIR", ENAMETOOLONG);
    }
    if (mkdtemp(folder->path) == NULL) {
        folder->path[0] = '\0';
        return error_about(ERR_HOST_WRITE, "TMPDIR", (u64)errno);
    }
    (void)is_made(folder->socket_path, folder->path, "socket");
    (void)is_made(folder->commands_path, folder->path, "commands");
    return listen_at(folder->socket_path, &folder->socket_fd) ? OK : error_about(ERR_HOST_WRITE, "TMPDIR", (u64)errno);
}

void gdb_folder_close(struct gdb_folder *folder)
{
    if (folder->socket_fd >= 0)
        close(folder->socket_fd);
    if (folder->path[0] == '\0')
        return;
    (void)unlink(folder->socket_path);
    (void)unlink(folder->commands_path);
    (void)rmdir(folder->path);
}
